"""From the labels of lines to references: where each starts and ends, what is cut off notes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from refparse.finder.entries import Place
from refparse.finder.free import Labelled
from refparse.finder.numbering import Mark
from refparse.finder.pieces import Piece, lead_in, refers_back
from refparse.finder.views import View

HEADING: Final = "heading"
START: Final = "reference-start"
GOES_ON: Final = "reference-continuation"
OTHER: Final = "other"
LABELS: Final = (HEADING, START, GOES_ON, OTHER)
"""The labels of lines."""

_BETWEEN: Final = 0.2  # the share of other rows within a numbered list

_LONGEST_NOTE: Final = 15  # rows
_BACK: Final = 60  # characters in which a note says that it refers back
_LIST: Final = 0.75  # the share of a run's numbers that open references, from which it is a list


def entries_from(
    views: Sequence[View],
    pieces: Sequence[Piece],
    runs: Sequence[Sequence[Mark]],
    labels: Sequence[str],
) -> list[Labelled]:
    """The references that labelled pieces make up, in order.

    Numbers of notes and what leads in a citation ("Vgl.", "See also") are left out; numbers of
    lists are part of their references.
    """
    lists = list_runs(pieces, runs, labels)
    in_note = _in_notes(views, pieces, lists)
    entries: list[Labelled] = []
    number = 0
    while number < len(pieces):
        if labels[number] not in (START, GOES_ON):
            number += 1
            continue
        first = number
        number += 1
        while number < len(pieces) and labels[number] == GOES_ON:
            number += 1
        start = _trimmed(views, pieces[first], lists)
        last = pieces[number - 1]
        end = Place(last.view, _end(views[last.view].text, last.end, pieces, number))
        if (start.view, start.column) < (end.view, end.column):
            head = pieces[first]
            joined = head.inner in ("semicolon", "lead")
            listed = head.run in lists
            noted = head.inner == "bare" or (head.mark is not None and not listed)
            noted |= joined and bool(entries) and entries[-1].noted
            if in_note[first] and not noted:
                noted = joined = True
            entries.append(Labelled((start, end), noted, joined, listed))
    return entries


def _in_notes(views: Sequence[View], pieces: Sequence[Piece], lists: set[int]) -> list[bool]:
    """Whether each piece stands in a note, behind its number: nothing parts the rows of a note."""
    out = []
    opened = -_LONGEST_NOTE
    for piece in pieces:
        view = views[piece.view]
        if piece.column == 0 and (view.gap or view.new_page or view.heading is not None):
            opened = -_LONGEST_NOTE
        if piece.inner == "bare" or (piece.mark is not None and piece.mark.at_start):
            opened = piece.view if piece.run not in lists else -_LONGEST_NOTE
        out.append(piece.view - opened < _LONGEST_NOTE)
    return out


def list_runs(
    pieces: Sequence[Piece], runs: Sequence[Sequence[Mark]], labels: Sequence[str]
) -> set[int]:
    """The runs of numbers that number references one behind the other, rather than notes."""
    opened = [0] * len(runs)
    led = [0] * len(runs)
    back = [0] * len(runs)
    first: dict[int, int] = {}
    last: dict[int, int] = {}
    others = [0]
    for number, (piece, label) in enumerate(zip(pieces, labels, strict=True)):
        others.append(others[-1] + (label not in (START, GOES_ON)))
        if piece.run < 0 or piece.mark is None:
            continue
        first.setdefault(piece.run, number)
        last[piece.run] = number
        if label == START:
            opened[piece.run] += 1
            behind = piece.text[piece.mark.end - piece.mark.column :].lstrip()
            led[piece.run] += lead_in(behind) > 0
            back[piece.run] += refers_back(behind[:_BACK])
    return {
        number
        for number, run in enumerate(runs)
        if number in first
        and opened[number] >= _LIST * len(run)
        and led[number] <= 0.1 * opened[number]
        and back[number] <= 0.1 * opened[number]
        and others[last[number]] - others[first[number]]
        <= _BETWEEN * (last[number] - first[number])
    }


def _trimmed(views: Sequence[View], piece: Piece, lists: set[int]) -> Place:
    """Where the reference that a piece starts with begins: behind the number and lead of a note."""
    text, at = piece.text, 0
    if piece.mark is not None and piece.run not in lists:
        at = piece.mark.end - piece.mark.column
    elif piece.inner == "bare":
        at = len(text) - len(text.lstrip("0123456789"))
    if at or piece.inner in ("semicolon", "lead") or piece.mark is None:
        at += len(text[at:]) - len(text[at:].lstrip())
        at += lead_in(text[at:])
    if at >= len(text):
        # Nothing but a number or a lead-in: the reference starts on the next row.
        return Place(piece.view, piece.end)
    return Place(piece.view, piece.column + at)


def _end(text: str, end: int, pieces: Sequence[Piece], number: int) -> int:
    """The end of a reference's last piece, without the ";" that parts it from the next one."""
    parted = number < len(pieces) and pieces[number].inner in ("semicolon", "lead")
    while parted and end and text[end - 1] in ";–— -":
        end -= 1
    return end
