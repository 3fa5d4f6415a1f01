from __future__ import annotations

import json

import pytest
from hypothesis import given

from refparse.formats.plain import (
    date_parts,
    date_text,
    et_al,
    json_text,
    page_bounds,
    plain,
    probability,
    value,
)
from refparse.types import Citation, Date

from .strategies import dates, hostile, relaxed


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("  two\tlines\r\n of  text ", "two lines of text"),
        ("nul\x00 bell\x07 escape\x1b[1m", "nul bell escape[1m"),
        ("next\x85line\u2028separator\u2029end", "next line separator end"),
        ("lone \ud800 and \udc80", "lone \ufffd and \ufffd"),
        ("a pair \ud83d\ude00", "a pair 😀"),
        ("non\xa0breaking \u200fmark", "non\xa0breaking \u200fmark"),
        ("no\ufffecharacter", "nocharacter"),
    ],
)
def test_plain(raw: str, clean: str) -> None:
    assert plain(raw) == clean


@relaxed
@given(hostile)
def test_plain_is_one_encodable_line_and_stays_as_it_is(text: str) -> None:
    clean = plain(text)
    assert clean.encode("utf-8") or clean == ""
    assert len(clean.splitlines()) <= 1
    assert plain(clean) == clean


@relaxed
@given(hostile)
def test_json_text_brings_back_the_string(text: str) -> None:
    line = json_text({"text": text})
    assert line.encode("utf-8")
    assert len(line.splitlines()) == 1
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    assert json.loads(line)["text"] == whole


def test_json_text_escapes_lone_surrogates_and_nothing_readable() -> None:
    assert json_text("é王\ud800") == '"é王\\ud800"'
    assert json.loads(json_text("\udce9")) == "\udce9"


@pytest.mark.parametrize(
    ("parts", "valid"),
    [
        ((2020, 2, 29), (2020, 2, 29)),
        ((2021, 2, 29), (2021, 2)),
        ((2021, 13, 1), (2021,)),
        ((2021, None, 1), (2021,)),
        ((None, 5, 1), ()),
        ((0,), ()),
        ((10**30, 1), ()),
        ((2021, 1, 1, 12), (2021, 1, 1)),
    ],
)
def test_date_parts(parts: tuple[int | None, ...], valid: tuple[int, ...]) -> None:
    assert date_parts(parts) == valid


@pytest.mark.parametrize(
    ("date", "text"),
    [
        (None, ""),
        (Date(), ""),
        (Date(2012, 2, 12), "2012-02-12"),
        (Date(812), "0812"),
        (Date(1998, end=(2001,)), "1998/2001"),
        (Date(1850, circa=True), "ca. 1850"),
        (Date(2004, season=1), "Spring 2004"),
        (Date(1999, suffix="a"), "1999a"),
        (Date(literal="in press"), "in press"),
        (Date(month=3, day=12), "--03-12"),
        (Date(-44), "44 BC"),
        (Date(season=4), "Winter"),
    ],
)
def test_date_text(date: Date | None, text: str) -> None:
    assert date_text(date) == text


@relaxed
@given(dates)
def test_any_date_has_a_text(date: Date) -> None:
    assert date_text(date) == plain(date_text(date))


@pytest.mark.parametrize(
    ("page", "bounds"),
    [
        ("461-495", ("461", "495")),
        ("S1–S12", ("S1", "S12")),
        ("xi -- xv", ("xi", "xv")),
        ("12", ("", "")),
        ("1-3, 7-9", ("", "")),
        ("e0123456", ("", "")),
        ("", ("", "")),
        ("١٢-٣٤", ("١٢", "٣٤")),
    ],
)
def test_page_bounds(page: str, bounds: tuple[str, str]) -> None:
    assert page_bounds(page) == bounds


def test_probability() -> None:
    assert probability(0.123456) == 0.1235
    assert probability(float("nan")) == 0.0
    assert probability(1) == 1.0


def test_value_prefers_fields_and_the_first_name() -> None:
    citation = Citation("", fields={"PMID": " 1 "}, custom={"PMID": "2", "pmid": "3"})
    assert value(citation, "PMID", "pmid") == "1"
    assert value(citation, "pmid", "PMID") == "3"
    assert value(citation, "absent") == ""


@pytest.mark.parametrize(
    ("said", "roles"),
    [("", []), ("author", ["author"]), ("author editor", ["author", "editor"]), ("1", ["author"])],
)
def test_et_al(said: str, roles: list[str]) -> None:
    citation = Citation("", custom={"et-al": said})
    assert [role for role in ("author", "editor", "translator") if et_al(citation, role)] == roles
