"""Marked documents: reading the marks, and finding known references in other lines."""

from __future__ import annotations

import pytest

from refparse._errors import CorpusError
from refparse.finder import split_lines
from refparse.finder.marked import align, read_marked, strip_marks

MARKED = """Some prose.

⟪References⟫
⟦Ash, P. 1959. Fences and their own-
⟨Farm Review 12⟩
ers. Thornbury.⟧
- ⟦Elm, Q. 1970. Gates.⟧ ⟦Oak, R. 1972. Stiles.⟧
"""


def test_marks_give_references_headings_and_the_text_itself() -> None:
    document = read_marked(MARKED, "fences", "en", "list")
    assert document.text == strip_marks(MARKED)
    assert document.gold == (
        "Ash, P. 1959. Fences and their own- ers. Thornbury.",
        "Elm, Q. 1970. Gates.",
        "Oak, R. 1972. Stiles.",
    )
    assert [len(ranges) for ranges in document.references] == [2, 1, 1]
    start, end = document.headings[0]
    assert document.text[start:end] == "References"
    assert document.lines == tuple(split_lines(document.text))


@pytest.mark.parametrize(
    ("marked", "message"),
    [
        ("⟦Ash", "not closed"),
        ("Ash⟧", "closes nothing"),
        ("⟦Ash ⟦Elm⟧⟧", "wrong place"),
        ("⟨head⟩", "wrong place"),
        ("⟦Ash⟫", "closes nothing"),
    ],
)
def test_marks_that_do_not_match(marked: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_marked(marked, "fences")


def test_align_finds_references_whatever_became_of_their_blanks() -> None:
    text = "List\n[1] Ash,P.1959. Fen-\nces. 12\nFarm Review 12\nThornbury. [2] Elm, Q. Gates.\n"
    lines = split_lines(text)
    first, second, third = align(
        lines, ["Ash, P. 1959. Fences. 12 Thornbury.", "Elm, Q. Gates.", "Oak, R. Stiles and more."]
    )
    assert [text[a:b] for a, b in first] == ["Ash,P.1959. Fen", "ces. 12", "Thornbury."]
    assert [text[a:b] for a, b in second] == ["Elm, Q. Gates."]
    assert third == ()
