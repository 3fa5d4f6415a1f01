"""Pieces: where rows are cut, and what leads in a citation."""

from __future__ import annotations

import pytest

from refparse.finder import split_lines
from refparse.finder.pieces import lead_in, pieces_of, refers_back
from refparse.finder.views import make_views


def cut(text: str) -> list[tuple[str, str]]:
    pieces, _ = pieces_of(make_views(split_lines(text)))
    return [(piece.inner, piece.text) for piece in pieces]


def test_rows_are_pieces_where_nothing_may_start_inside() -> None:
    text = "The mill was built in 1805; it burnt in 1811.\nNobody knows why.\n"
    assert cut(text) == [("", row) for row in text.splitlines()]


def test_several_works_in_one_note() -> None:
    text = (
        "5 Vgl. Karl Moor, Der Damm, Stade 1994; Nora Wehr, Die Flut, Emden 2004.\n"
        "6 Ebd., S. 5.\n7 Jan Deich, Der Koog, Leer 1999.\n"
    )
    assert [each for each in cut(text) if each[0]] == [
        ("semicolon", "Nora Wehr, Die Flut, Emden 2004.")
    ]


def test_authors_between_semicolons_stay_together() -> None:
    row = "Moor, Karl; Wehr, Nora; Deich, Jan (2002): Der Damm und die Flut. Stade."
    assert cut(row) == [("", row)]


def test_numbers_of_a_run_within_a_row() -> None:
    row = "[1] Ash P. Fences. 1959. [2] Elm Q. Gates. 1970. [3] Oak R. Stiles. 1972."
    assert [piece for _, piece in cut(row)] == [
        "[1] Ash P. Fences. 1959.",
        "[2] Elm Q. Gates. 1970.",
        "[3] Oak R. Stiles. 1972.",
    ]


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("Vgl. dazu Moor 2001", "Vgl. dazu "),
        ("See also: Moor", "See also: "),
        ("См. также: Орлов", "См. также: "),
        ("Voir Moreau", "Voir "),
        ("See, J. 2001. Waves.", ""),
        ("S. Moor, Wellen", ""),
        ("Sole, B. Fish.", ""),
    ],
)
def test_lead_in(text: str, lead: str) -> None:
    assert text[: lead_in(text)] == lead


def test_notes_that_refer_back() -> None:
    assert all(map(refers_back, ("Ibid., p. 4", "Moor, a. a. O., S. 3", "Там же. С. 5", "同上")))
    assert not any(map(refers_back, ("Moor, The Ibiden Press, 1999", "Idaho 1999")))
