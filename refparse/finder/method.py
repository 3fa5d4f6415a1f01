"""The whole way from rows to entries: pieces, cues, labels, and their verification."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.finder.cues import cues_of
from refparse.finder.entries import Entry
from refparse.finder.label import GOES_ON, START, entries_from
from refparse.finder.model import LineModel
from refparse.finder.pieces import pieces_of
from refparse.finder.verify import verified
from refparse.finder.views import View


def labelled_entries(
    views: Sequence[View], model: LineModel, *, rules: bool = True, verify: bool = True
) -> list[Entry]:
    """The references of a document, by the labels of a model.

    Args:
        views: the rows of the document.
        model: labels the lines.
        rules: whether the model sees the rules' answer; for measuring what that is worth.
        verify: whether lists are split as wholes and notes have to prove themselves
            (:mod:`refparse.finder.verify`), or the labels stand as they are.
    """
    pieces, runs = pieces_of(views)
    if not pieces:
        return []
    labels, odds, beliefs = model.label(cues_of(views, pieces, runs, rules))
    found = entries_from(views, pieces, runs, labels)
    if not verify:
        return [each.entry for each in found]
    starts = {
        piece.view: value
        for piece, label, value in zip(pieces, labels, odds, strict=True)
        if piece.column == 0 and label in (START, GOES_ON)
    }
    within = {
        piece.view for piece, label in zip(pieces, labels, strict=True) if label in (START, GOES_ON)
    }
    others = {piece.view for piece in pieces if piece.view not in within}
    by_row: dict[int, float] = {}
    for piece, belief in zip(pieces, beliefs, strict=True):
        by_row[piece.view] = max(belief, by_row.get(piece.view, 0.0))
    return verified(views, found, starts, others, by_row)
