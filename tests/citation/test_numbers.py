from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.citation.numbers import Numbering, parse_edition, parse_numbering
from refparse.citation.pages import Pages, clean_pages, parse_pages, plain_range


@pytest.mark.parametrize(
    ("volume", "expected"),
    [
        ("12", ("12", "", "")),
        ("IV", ("IV", "", "")),
        ("Vol. 12", ("12", "", "")),
        ("т. 5", ("5", "", "")),
        ("제12권", ("12", "", "")),
        ("第3卷", ("3", "", "")),
        ("11(2/3)", ("11", "2/3", "")),
        ("158 (3-4)", ("158", "3-4", "")),
        ("12, (3)", ("12", "3", "")),
        ("25 Suppl 1", ("25", "Suppl 1", "")),
        ("3(Suppl 1)", ("3", "Suppl 1", "")),
        ("12 (N.S.)", ("12", "N.S.", "")),
        ("2021; 1", ("1", "", "")),
        ("1998;19(12)", ("19", "12", "")),
        ("2005, März", ("2005", "März", "")),
        ("37, 4", ("37", "4", "")),
        ("XLV, 2", ("XLV", "2", "")),
        ("33.1", ("33", "1", "")),
        ("18:5", ("18", "5", "")),
        ("18/3-4", ("18", "3-4", "")),
        ("48/2", ("48", "2", "")),
        ("27-3", ("27", "3", "")),
        ("42, no. 3", ("42", "3", "")),
        ("21, № 2", ("21", "2", "")),
        ("76/77", ("76/77", "", "")),
        ("14-15", ("14-15", "", "")),
        ("16 – 17", ("16-17", "", "")),
        ("2008", ("2008", "", "")),
        ("RA-3", ("RA-3", "", "")),
        ("V i", ("V i", "", "")),
        ("no. 120", ("", "120", "")),
        ("100(6):2945–2977", ("100", "6", "2945-2977")),
        ("80: 219", ("80", "", "219")),
        ("6 (1)/ 14", ("6", "1", "14")),
        ("(962529):153–157", ("962529", "", "153-157")),
        ("(New Series), I", ("(New Series), I", "", "")),
    ],
)
def test_a_volume_span(volume: str, expected: tuple[str, str, str]) -> None:
    assert parse_numbering(volume) == Numbering(*expected)


@pytest.mark.parametrize(
    ("volume", "issue", "expected"),
    [
        ("31", "5", ("31", "5", "")),
        ("33.1", "2", ("33.1", "2", "")),
        ("7", "no. 3–4", ("7", "3-4", "")),
        ("29", "S1", ("29", "S1", "")),
        ("", "№ 3(16)", ("", "3(16)", "")),
        ("", "Suppl. 1", ("", "Suppl. 1", "")),
        ("", "48, vol. 3", ("3", "48", "")),
    ],
)
def test_volume_and_issue(volume: str, issue: str, expected: tuple[str, str, str]) -> None:
    assert parse_numbering(volume, issue) == Numbering(*expected)


@pytest.mark.parametrize(
    ("text", "edition"),
    [
        ("2nd", "2"),
        ("2nd ed.", "2"),
        ("second", "2"),
        ("Third Edition", "3"),
        ("zweite Auflage", "2"),
        ("2-е изд.", "2"),
        ("4ème éd.", "4"),
        ("5.ª ed", "5"),
        ("3.", "3"),
        ("4th rev. edn", "4th rev."),
        ("2., überarb. Aufl.", "2., überarb."),
        ("2-е изд., перераб. и доп.", "2-е, перераб. и доп."),
        ("Rev. ed.", "Rev."),
        ("ed", "ed"),
    ],
)
def test_editions(text: str, edition: str) -> None:
    assert parse_edition(text) == edition


@pytest.mark.parametrize(
    ("text", "page"),
    [
        ("423– 443", "423-443"),
        ("5--10", "5-10"),
        ("1109 -1143", "1109-1143"),
        ("325–6", "325-326"),
        ("1205–12", "1205-1212"),
        ("4595-603", "4595-4603"),
        ("10-7", "10-17"),
        ("98-05", "98-05"),
        ("S12-8", "S12-S18"),
        ("S12–18", "S12-S18"),
        ("S78-S98", "S78-S98"),
        ("e12-5", "e12-e15"),
        ("e0123456", "e0123456"),
        ("A65", "A65"),
        ("i-xii", "i-xii"),
        ("pp. 5-15", "5-15"),
        ("С. 5–15", "5-15"),
        ("С304–308", "304-308"),
        ("S. 320", "320"),
        ("12-20, 47-51", "12-20, 47-51"),
        ("12 - 20, pp. 47 - 51 e pp. 82 - 9", "12-20, 47-51, 82-89"),
        ("1, 4", "1, 4"),
        ("12 ff.", "12 ff."),
        ("12ff", "12 ff."),
        ("12r-13v", "12r-13v"),
        ("63\x9672", "63-72"),
        ("209\xad222", "209-222"),
        ("第5-8页", "5-8"),
        ("43 e", "43"),
    ],
)
def test_pages(text: str, page: str) -> None:
    assert clean_pages(text) == page


@pytest.mark.parametrize(
    ("before", "text", "after", "expected"),
    [
        ("М., 2010. ", "320", " с.", ("", "320")),
        ("Oxford, 2010. ", "320", " p.", ("", "320")),
        ("Bonn 2010. ", "320", " S.", ("", "320")),
        ("2006. – ", "XII, 320", " с.", ("", "XII, 320")),
        ("", "320 p.", "", ("", "320")),
        ("", "082001 (7pp)", "", ("082001", "7")),
        ("Bonn 2010, S. ", "320", ".", ("320", "")),
        (". – С. ", "320", ".", ("320", "")),
        ("pp. ", "12", ". p. 4", ("12", "")),
        ("12(3): ", "320", " S.", ("320", "")),
        (". ", "12–20", " p.", ("12-20", "")),
        (". ", "320", " S. 12", ("320", "")),
        ("p. ", "83 s", "s.", ("83 s.", "")),
    ],
)
def test_pages_and_page_counts(
    before: str, text: str, after: str, expected: tuple[str, str]
) -> None:
    assert parse_pages(text, before, after) == Pages(*expected)


@given(st.text(alphabet="0123456789()-–,.:;/ IVXvol№nSp.cжs第", max_size=30))
def test_any_number_is_read(text: str) -> None:
    numbers = parse_numbering(text, text[::-1])
    assert all(isinstance(part, str) for part in numbers)
    parse_edition(text)
    pages = parse_pages(text, text, text)
    if any(char.isdigit() for char in text):
        assert pages.page or pages.total


@pytest.mark.parametrize("text", ["v " * 50_000, "." * 100_000, "1-" * 50_000, "1(" * 50_000])
def test_long_strings_take_linear_time(text: str) -> None:
    parse_numbering(text, text)
    parse_pages(text, text[:12], text[:24])
    parse_edition(text)


@pytest.mark.parametrize("text", ["12-34", "325–6", "99-7", "1099–102", "7-7", "12—34", "5", ""])
def test_plain_ranges_are_read_as_all_others(text: str) -> None:
    assert plain_range(text) in ("", parse_pages(text).page)


def test_plain_ranges_are_known() -> None:
    assert plain_range("325–6") == "325-326"
    assert plain_range("12 p.") == plain_range("S1-2") == plain_range("1-2-3") == ""
