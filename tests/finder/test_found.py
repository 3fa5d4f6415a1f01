"""What holds for every document: offsets, order, numbers, and that nothing is ever raised."""

from __future__ import annotations

import dataclasses
import pickle
import sys
import unicodedata
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from refparse.finder import (
    FoundReference,
    Line,
    find_references,
    find_references_in_lines,
    split_lines,
)

from .documents import EXAMPLES, Example

PIECES = st.sampled_from(
    [
        "References\n",
        "Notes\n",
        "Список литературы:\n",
        "参考文献\n",
        "References: ",
        "1. ",
        "2. ",
        "[3] ",
        "(4) ",
        "5 ",
        "Smith, J. ",
        "van der Berg K, ",
        "(2001). ",
        "2001;4:5-9. ",
        "In: ",
        "https://x.example/a_\n",
        "Title of it-\nself. ",
        "doi:10.9999/",
        "\n",
        "\n\n",
        "\r\n",
        "\f",
        "   ",
        "\t",
        "\u00ad\n",
        "\ufffe",
        "\u0002",
        "\ud800",
        "\x00",
        "•  ",
        "---. ",
        "p. 12. ",
        "it is not what we were told. ",
        "Review\n",
        "٣. ",
        "² ",
        "Ⅳ ",
        "界、",
    ]
)
MESSY = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=60).map("".join)


def check(text: str, found: list[FoundReference]) -> None:
    behind = 0
    for reference in found:
        assert behind <= reference.start < reference.end <= len(text)
        behind = reference.end
        assert reference.text
        assert reference.text == reference.text.strip()
        assert "\n" not in reference.text
        assert not text[reference.start].isspace()
        assert not text[reference.end - 1].isspace()
        if reference.number is not None:
            assert reference.number in unicodedata.normalize("NFKC", reference.text[:40])


@given(MESSY)
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_messy_text_never_raises_and_offsets_are_sound(text: str) -> None:
    check(text, find_references(text))


@given(st.text(st.characters(), max_size=200))
@settings(deadline=None)
def test_any_text_under_a_heading_never_raises(body: str) -> None:
    text = "References\n" + body
    check(text, find_references(text))


@pytest.mark.parametrize(
    "text",
    [
        "\ud800" * 50,
        "References\n" + "\ud800. (2001). \udfff" * 20,
        "\x00" * 200,
        "(" * 100_000,
        "1. " * 30_000,
        "References\n" + "A" * 100_000,
        "References " + "Aa, B. 2001. " * 8_000,
        "x\f" * 5_000,
        "\u00ad" * 10_000,
    ],
    ids=["lone", "lone in list", "nul", "parens", "marks", "word", "long row", "pages", "shy"],
)
def test_hostile_text_never_raises(text: str) -> None:
    check(text, find_references(text))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_offsets_point_at_the_reference(example: Example) -> None:
    found = find_references(example.text)
    check(example.text, found)
    for reference in found:
        source = example.text[reference.start : reference.end]
        # But for what joining undoes, the first and the last words are those of the document.
        assert source.split()[0] == reference.text.split()[0]
        assert source.split()[-1][-5:] == reference.text[-len(source.split()[-1][-5:]) :]


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\u2028", "\x85"])
@pytest.mark.parametrize("example", EXAMPLES[:8], ids=lambda example: example.name)
def test_every_kind_of_line_break_will_do(example: Example, newline: str) -> None:
    found = find_references(example.text.replace("\n", newline))
    assert [reference.text for reference in found] == list(example.expected)


def test_numbers_and_keys() -> None:
    def numbers(*marks: str) -> list[str | None]:
        rows = [
            f"{mark}Able S. Salt pans. Coast Res. 2003;5:{k}3-47." for k, mark in enumerate(marks)
        ]
        return [r.number for r in find_references("References\n" + "\n".join(rows))]

    assert numbers("1. ", "2. ", "3. ") == ["1", "2", "3"]
    assert numbers("[1] ", "[2] ", "[3] ") == ["1", "2", "3"]
    assert numbers("(1) ", "(2) ", "(3) ") == ["1", "2", "3"]
    assert numbers("1) ", "2) ", "3) ") == ["1", "2", "3"]
    assert numbers("7 ", "8 ", "9 ") == ["7", "8", "9"]
    assert numbers("［1］", "［2］", "［3］") == ["1", "2", "3"]
    assert numbers("[Abl03] ", "[Bak98] ", "[CD99+] ") == ["Abl03", "Bak98", "CD99+"]
    assert numbers("", "", "") == [None, None, None]


def test_the_number_stays_in_the_text() -> None:
    found = find_references("Literatur\n[1]  Able S. Salt pans. Coast Res. 2003;5:33-47.\n")
    assert found[0].text == "[1] Able S. Salt pans. Coast Res. 2003;5:33-47."


def test_a_missing_number_does_not_end_the_list() -> None:
    rows = [f"[{k}] Able S. Salt pans. Coast Res. 200{k};5:33-47." for k in (1, 2, 4, 5)]
    assert [r.number for r in find_references("References\n" + "\n".join(rows))] == list("1245")


def test_results_are_frozen_and_travel() -> None:
    found = find_references("References\nAble, S. (2003). Salt. Coast Res., 5, 33-47.\n")
    assert pickle.loads(pickle.dumps(found)) == found
    with pytest.raises(dataclasses.FrozenInstanceError):
        found[0].start = 1  # type: ignore[misc]


def test_lines_of_another_reader() -> None:
    """A reader that knows the places of lines on the page passes them on as it likes."""
    rows = [
        (0.0, "Bibliography"),
        (72.0, "Able, S. Salt pans of the coast and of the islands in the"),
        (90.5, "north. London: Sea Press, 2003."),
        (72.0, "Baker, T. Brine, or what the sea leaves behind when it is"),
        (90.5, "gone. Hull: Salt Press, 1998."),
        (72.0, "Cook, U. Pans. Leeds: Moor Press, 1999."),
    ]
    lines = []
    offset = 100
    for indent, text in rows:
        lines.append(Line(text, offset, page=3, indent=indent))
        offset += len(text) + 1
    found = find_references_in_lines(lines)
    assert [reference.text.split(",")[0] for reference in found] == ["Able", "Baker", "Cook"]
    assert found[0].start == lines[1].offset
    assert found[0].end == lines[2].offset + len(lines[2].text)


def test_text_and_its_lines_give_the_same() -> None:
    for example in EXAMPLES:
        by_lines = find_references_in_lines(split_lines(example.text))
        assert by_lines == find_references(example.text)


def _calls(text: str) -> int:
    """The number of calls, of functions of this and of the standard library, that finding takes."""
    count = 0

    def on_event(frame: Any, event: str, argument: Any) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(on_event)
    try:
        find_references(text)
    finally:
        sys.setprofile(None)
    return count


REFERENCE = "Able, S., & Baker, T. ({}). Salt pans of the coast. Coastal Research, 5, 33-47.\n"


@pytest.mark.parametrize(
    "make",
    [
        lambda n: "References\n" + "".join(REFERENCE.format(1900 + k % 100) for k in range(n)),
        lambda n: "References\n" + "".join(f"{k}. " + REFERENCE.format(1999) for k in range(1, n)),
        lambda n: "References " + "".join(f"[{k}] Able S. Salt. 2003. " for k in range(1, n)),
        lambda n: "References\n2001\n" * n,
        lambda n: "Notes: it is so, 2001, x\n" * n,
        lambda n: "".join(f"{k % 7 + 1}. Abc Def 2001\n" for k in range(n)),
        lambda n: "The mills were built late. We do not know why.\n" * n,
        lambda n: "p. 3\nAble (2003) was right.\n\f" * n,
    ],
    ids=["list", "numbered", "one row", "headings", "inline", "runs", "prose", "pages"],
)
def test_work_grows_linearly(make: Any) -> None:
    find_references("warm up the caches 2001")
    once, twice = _calls(make(300)), _calls(make(600))
    assert twice < 2.4 * once
