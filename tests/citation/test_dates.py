from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.citation.dates import merge_dates, original_year, parse_date
from refparse.types import Date

YEARS = [
    ("2008", Date(2008)),
    ("1999a", Date(1999, suffix="a")),
    ("1999 b", Date(1999, suffix="b")),
    ("1998–2001", Date(1998, end=(2001,))),
    ("2004/05", Date(2004, end=(2005,))),
    ("1999/2000", Date(1999, end=(2000,))),
    ("ca. 1850", Date(1850, circa=True)),
    ("c. 1850", Date(1850, circa=True)),
    ("um 1850", Date(1850, circa=True)),
    ("[1850?]", Date(1850, circa=True)),
    ("MDCCLXXX", Date(1780)),
    ("平成20年", Date(2008)),
    ("i960", Date(1960)),
    ("2oo3", Date(2003)),
    ("19882", Date(1988)),
    ("2013, in press", Date(2013, literal="in press")),
]
MONTHS = [
    ("March 2013", Date(2013, 3)),
    ("2010 Sep", Date(2010, 9)),
    ("décembre 2008", Date(2008, 12)),
    ("Oktober 2007", Date(2007, 10)),
    ("enero de 2011", Date(2011, 1)),
    ("setembro 2012", Date(2012, 9)),
    ("gennaio 1975", Date(1975, 1)),
    ("мая 2015", Date(2015, 5)),
    ("червень 2019", Date(2019, 6)),
    ("września 1999", Date(1999, 9)),
    ("září 2001", Date(2001, 9)),
    ("mrt 2003", Date(2003, 3)),
    ("2012年5月", Date(2012, 5)),
    ("2012년 5월", Date(2012, 5)),
    ("mai-juin 2009", Date(2009, 5, end=(2009, 6))),
    ("Dec/Jan 2010", Date(2009, 12, end=(2010, 1))),
    ("December 2009–January 2010", Date(2009, 12, end=(2010, 1))),
    ("2012-05", Date(2012, 5)),
    ("1998-99", Date(1998, end=(1999,))),
]
DAYS = [
    ("12 Feb. 2012", Date(2012, 2, 12)),
    ("2012, Sept 1", Date(2012, 9, 1)),
    ("Sept 1, 2012", Date(2012, 9, 1)),
    ("2nd March 2011", Date(2011, 3, 2)),
    ("2012-05-03", Date(2012, 5, 3)),
    ("12.12.2016", Date(2016, 12, 12)),
    ("25/04/2021", Date(2021, 4, 25)),
    ("16.02.17", Date(2017, 2, 16)),
    ("20-II-2021", Date(2021, 2, 20)),
    ("2012年5月3日", Date(2012, 5, 3)),
    ("15 января 2020 г.", Date(2020, 1, 15)),
    ("19 - 29 febbraio 1908", Date(1908, 2, 19, end=(1908, 2, 29))),
    ("May 2–5, 2010", Date(2010, 5, 2, end=(2010, 5, 5))),
]
SEASONS = [
    ("Fall 1961", Date(1961, season=3)),
    ("Winter 1998/99", Date(1998, season=4, end=(1999,))),
    ("Spring/Summer 2004", Date(2004, season=1)),
    ("Frühjahr 1989", Date(1989, season=1)),
    ("été 1990", Date(1990, season=2)),
    ("осень 2001", Date(2001, season=3)),
]


@pytest.mark.parametrize(("text", "date"), [*YEARS, *MONTHS, *DAYS, *SEASONS])
def test_dates(text: str, date: Date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text", ["n.d.", "o. J.", "o.J.", "s.d.", "s. d.", "[s.d.]", "б. г.", "б.г.", "in press",
             "forthcoming", "im Druck", "в печати", "XIX sec."]
)  # fmt: skip
def test_what_cannot_be_read_is_kept(text: str) -> None:
    date = parse_date(text)
    assert date.year is None
    assert date.literal == text


def test_day_and_month_that_cannot_be_told_apart_are_left_out() -> None:
    assert parse_date("05/04/2021") == Date(2021)
    assert parse_date("05/05/2021") == Date(2021, 5, 5)


@pytest.mark.parametrize(
    ("text", "year", "original"),
    [
        ("[1987] 2003", 2003, "1987"),
        ("2003 [1987]", 2003, "1987"),
        ("1962 (1954", 1962, "1954"),
        ("1905/1962", 1962, "1905"),
        ("1998/1999", 1998, ""),
        ("(1998-2001)", 1998, ""),
    ],
)
def test_reprints(text: str, year: int, original: str) -> None:
    assert parse_date(text).year == year
    assert original_year(text) == original


def test_several_spans() -> None:
    assert merge_dates([]) == (None, "", ())
    assert merge_dates(["2005", "March"]) == (Date(2005, 3), "", ())
    assert merge_dates(["12 May", "2003a"]) == (Date(2003, 5, 12, suffix="a"), "", ())
    assert merge_dates(["2019", "2019 Jan 2"]) == (Date(2019, 1, 2), "", ())
    assert merge_dates(["1830", "2011"]) == (Date(2011), "1830", ())


def test_spans_that_do_not_fit_are_handed_back() -> None:
    date, original, unused = merge_dates(["1843", "1844", "quarto"])
    assert (date, original) == (Date(1843), "")
    assert unused == ("1844", "quarto")


def test_csl_of_a_range() -> None:
    assert parse_date("1998–2001").to_csl() == {"date-parts": [[1998], [2001]]}
    assert parse_date("n.d.").to_csl() == {"literal": "n.d."}


@given(st.text(max_size=40))
def test_any_string_is_read(text: str) -> None:
    date = parse_date(text)
    assert date.month is None or 1 <= date.month <= 12
    assert date.day is None or 1 <= date.day <= 31
    assert date.year is None or 1000 <= date.year <= 2099
    merge_dates([text, text[::-1]])


def test_long_strings_are_kept_as_they_are() -> None:
    assert parse_date("(orig " * 50_000).literal.startswith("(orig")


def test_a_day_without_its_month_has_no_place_in_date_parts() -> None:
    assert Date(2020, None, 5).to_csl() == {"date-parts": [[2020]]}
    assert Date(2020, None, 5, end=(2021, 2)).to_csl() == {"date-parts": [[2020], [2021, 2]]}
    assert Date(2020, 3, 5).to_csl() == {"date-parts": [[2020, 3, 5]]}
