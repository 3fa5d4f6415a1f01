"""The whole way from rows to entries: pieces, cues, labels, and their verification."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.finder.cues import cues_of
from refparse.finder.entries import Entry
from refparse.finder.label import entries_from
from refparse.finder.model import LineModel
from refparse.finder.pieces import pieces_of
from refparse.finder.reading import Reading
from refparse.finder.verify import verified
from refparse.finder.views import View


def reading_of(views: Sequence[View], model: LineModel, rules: bool = True) -> Reading | None:
    """What a model makes of a document; None where nothing is in it.

    Args:
        views: the rows of the document.
        model: labels the lines.
        rules: whether the model sees the rules' answer.
    """
    pieces, runs = pieces_of(views)
    if not pieces:
        return None
    labels, odds, beliefs = model.label(cues_of(views, pieces, runs, rules))
    return Reading(views, pieces, runs, labels, odds, beliefs)


def labelled_entries(
    views: Sequence[View],
    model: LineModel,
    *,
    rules: bool = True,
    verify: bool = True,
    parts: bool = True,
) -> list[Entry]:
    """The references of a document, by the labels of a model.

    Args:
        views: the rows of the document.
        model: labels the lines.
        rules: whether the model sees the rules' answer; for measuring what that is worth.
        verify: whether lists are split as wholes and notes have to prove themselves
            (:mod:`refparse.finder.verify`), or the labels stand as they are.
        parts: whether notes and paragraphs of references are parted by the model, where it can,
            or by rules alone; for measuring what that is worth.
    """
    reading = reading_of(views, model, rules)
    if reading is None:
        return []
    found = entries_from(views, reading.pieces, reading.runs, reading.labels)
    if not verify:
        return [each.entry for each in found]
    return verified(reading, found, model.label_parts if parts and model.has_parts else None)
