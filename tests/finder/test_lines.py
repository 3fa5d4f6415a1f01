"""Lines, pages and page furniture."""

from __future__ import annotations

import pytest

from refparse.finder.lines import is_page_number, page_furniture, split_lines


def test_lines_know_offset_page_and_indent() -> None:
    text = "one\r\n  two\n\f\tthree\n"
    lines = split_lines(text)
    assert [(line.text, line.page, line.indent) for line in lines] == [
        ("one", 0, 0.0),
        ("  two", 0, 2.0),
        ("", 0, 0.0),
        ("\tthree", 1, 8.0),
        ("", 1, 0.0),
    ]
    assert all(text[line.offset : line.offset + len(line.text)] == line.text for line in lines)


def _page(number: int, head: str, foot: str = "") -> str:
    body = "".join(f"Row {number}{row} of the body tells of mill {row * 7}.\n" for row in range(20))
    return f"{head}\n\n{body}\n{foot}"


def _furniture(text: str) -> list[str]:
    lines = split_lines(text)
    return [lines[index].text for index in sorted(page_furniture(lines))]


def test_running_heads_come_back_with_the_page_number() -> None:
    pages = [
        _page(n, f"Mills of the Coast {n}" if n % 2 else f"{n} A. Miller") for n in range(40, 46)
    ]
    assert _furniture("\f".join(pages)) == [
        "40 A. Miller",
        "Mills of the Coast 41",
        "42 A. Miller",
        "Mills of the Coast 43",
        "44 A. Miller",
        "Mills of the Coast 45",
    ]


def test_bare_page_numbers_at_the_edge() -> None:
    pages = [_page(n, "", str(n)) for n in (7, 8, 9)]
    assert _furniture("\f".join(pages)) == ["7", "8", "9"]


def test_rows_of_references_are_no_running_heads() -> None:
    first = _page(1, "Nature Letters, 5:233-247, 2003.")
    second = _page(2, "Nature Letters, 9:101-109, 2011.")
    assert _furniture(first + "\f" + second) == []


def test_page_numbers_in_a_text_without_pages() -> None:
    page = "".join(f"Row {row} of the body tells of mills.\n" for row in range(20))
    assert _furniture(f"{page}\n57\n\n{page}\n58\n\n{page}") == ["57", "58"]


def test_numbers_of_entries_are_no_page_numbers() -> None:
    text = "".join(f"{number}\n\nAble S. Salt pans of the coast.\n\n" for number in range(1, 6))
    assert _furniture(text) == []


@pytest.mark.parametrize("text", ["17", "- 17 -", "xiv", "Page 3 of 12", "Seite 4", "12/40", "[9]"])
def test_page_numbers(text: str) -> None:
    assert is_page_number(text)


@pytest.mark.parametrize("text", ["17.5", "12345", "Able 17", "", "1998-2001", "p. x. 3"])
def test_no_page_numbers(text: str) -> None:
    assert not is_page_number(text)


def test_no_lines() -> None:
    assert page_furniture([]) == frozenset()
