"""Citations that the model of parts finds: in notes, and in lists that are set as one paragraph."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from refparse.finder.citations import DATED
from refparse.finder.entries import Entry, Region
from refparse.finder.note_texts import Note, stretch_of
from refparse.finder.numbering import leading_number
from refparse.finder.parts import LISTED, Memory, cues_of_parts, parts_of, ranges_of
from refparse.finder.reading import Reading
from refparse.finder.segment import is_paragraph
from refparse.finder.views import View

_FEWEST: Final = 3  # references in a paragraph
_NUMBERED: Final = 0.3  # the share of rows that open with numbers, up to which they are wrapped
_AT_EDGE: Final = 0.6  # the share of references in a paragraph that may start with a row
_REPEATED: Final = 0.5  # the share of words that earlier notes had in a row, too
_SAMPLE: Final = 4000  # characters of a list that show whether it is one paragraph

PartLabels = Callable[[Sequence[Sequence[str]]], Sequence[str]]
"""Labels the parts of a text by their cues; see :mod:`refparse.finder.parts`."""


def cited(
    reading: Reading, note: Note, memory: Memory, headed: bool, label_parts: PartLabels
) -> Iterator[Entry]:
    """The citations of a note."""
    text = note.body.text
    parts = parts_of(text)
    cues = cues_of_parts(text, parts, memory, note.cues(headed), reading.line_label(note.body))
    for start, end in ranges_of(text, parts, label_parts(cues)):
        # Without a date, what repeats the words of earlier notes is a short form of theirs.
        if DATED.search(text, start, end) or memory.share(text[start:end]) < _REPEATED:
            yield note.body.place(start), note.body.place(end, behind=True)
    memory.keep(text)


def in_paragraph(
    views: Sequence[View], region: Region, label_parts: PartLabels
) -> list[Entry] | None:
    """The entries of a list that is set as one paragraph; None for a list of another kind.

    Either no row of it ends early, or its rows hold several references each.
    """
    rows = [(row, 0, len(views[row].text)) for row in range(region.start, region.end)]
    numbered = sum(
        leading_number(views[row].text, views[row].shape) is not None for row, _, _ in rows
    )
    if numbered > _NUMBERED * len(rows) > _NUMBERED:
        return None
    sample = 1
    while sample < len(rows) and sum(row[2] for row in rows[:sample]) < _SAMPLE:
        sample += 1
    wrapped = is_paragraph(views, region.start, region.start + sample)
    entries: list[Entry] = []
    for count in sorted({sample, len(rows)}):
        body = stretch_of(views, rows[:count])
        parts = parts_of(body.text)
        if len(parts) < (_FEWEST if wrapped else 2 * count):
            return None
        labels = label_parts(cues_of_parts(body.text, parts, Memory(), LISTED))
        found = ranges_of(body.text, parts, labels)
        if len(found) < (_FEWEST if wrapped or count < len(rows) else max(_FEWEST, 2 * count)):
            return None
        edges = set(body.starts)
        if count > 1 and sum(start in edges for start, _ in found) > _AT_EDGE * len(found):
            return None
        entries = [(body.place(start), body.place(end, behind=True)) for start, end in found]
    return entries
