from __future__ import annotations

import re
from random import Random

import pytest
from stdnum import isbn as check_isbn
from stdnum import issn as check_issn

from refparse.synth import invent


def test_check_digits_are_right() -> None:
    rng = Random(1)
    for _ in range(300):
        assert check_issn.is_valid(invent.issn(rng))
        assert check_isbn.is_valid(invent.isbn(rng, rng.choice((1980, 2015))))


def test_isbn_has_thirteen_digits_from_2007_on() -> None:
    rng = Random(2)
    assert all(len(invent.isbn(rng, 2012).replace("-", "")) == 13 for _ in range(50))


def test_dois_have_the_form_of_dois() -> None:
    rng = Random(3)
    found = {invent.doi(rng, 2011) for _ in range(400)}
    assert all(re.fullmatch(r"10\.\d{4,5}/\S+", value) for value in found)
    assert len(found) > 390


@pytest.mark.parametrize(
    ("year", "form"),
    [
        (1999, r"[a-z-]+(\.[A-Z]{2})?/99\d{5}"),
        (2010, r"10\d\d\.\d{4}(v\d)?"),
        (2020, r"20\d\d\.\d{5}(v\d)?"),
    ],
)
def test_arxiv_numbers_follow_their_time(year: int, form: str) -> None:
    rng = Random(4)
    assert all(re.fullmatch(form, invent.arxiv(rng, year)) for _ in range(50))


@pytest.mark.parametrize(("number", "text"), [(1, "I"), (4, "IV"), (1987, "MCMLXXXVII")])
def test_roman(number: int, text: str) -> None:
    assert invent.roman(number) == text


def test_page_ranges_rise() -> None:
    rng = Random(5)
    for _ in range(400):
        match = re.fullmatch(r"(\d+)-(\d+)", invent.pages(rng, 1980))
        if match and len(match[2]) >= len(match[1]):
            assert int(match[1]) < int(match[2])


def test_years_are_mostly_recent() -> None:
    rng = Random(6)
    years = [invent.year_of_publication(rng) for _ in range(1000)]
    assert min(years) >= 1850
    assert max(years) <= 2025
    assert sum(year >= 1995 for year in years) > 500


def test_urls_hold_no_blank() -> None:
    rng = Random(7)
    assert not any(re.search(r"\s", invent.url(rng, 2010)) for _ in range(300))
