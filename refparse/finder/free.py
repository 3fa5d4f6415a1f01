"""Entries outside of headed lists, as the labels give them: they have to look like references.

Notes are read by the model of parts where there is one (:mod:`refparse.finder.note_texts`); what is
here serves lists without a heading, and notes without such a model.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from refparse.finder.accept import is_full_reference, is_reference
from refparse.finder.citations import citations_in, ends_back
from refparse.finder.entries import (
    SURE,
    Entry,
    Place,
    Region,
    accepted,
    belief_in,
    entries_of,
    rows_of,
)
from refparse.finder.evidence import prose_signs, reference_signs
from refparse.finder.pieces import lead_in, refers_back
from refparse.finder.shape import shape_of
from refparse.finder.starts import start_evidence
from refparse.finder.views import View, break_before

_NEAR: Final = 2  # rows between two entries of one list
_WHOLE: Final = 0.8  # the share of a document's rows from which a list is the document
_SHORT: Final = 260  # characters of a short citation
_LETTERS: Final = 0.3  # the share of letters in a short citation ("Moor (1999: 4)")
_FULL: Final = 45  # characters of a reference that may follow another one in a note
_DATED: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")  # in "6.2.1997", too
NUMBER: Final = re.compile(r"[\[(]?\d{1,4}[\]).]{0,2}\s+")
"""The number that a note opens with."""
_BREAK: Final = -1.0  # evidence of a line's end from which a sentence goes on behind it


@dataclass(frozen=True, slots=True)
class Labelled:
    """An entry as the labels give it.

    Attributes:
        entry: where it starts and ends.
        noted: whether the number of a note stands in front of it, or it follows another one there.
        joined: whether it follows another one in the same note, behind a ";" or "see also".
        listed: whether its number is one of a numbered list.
    """

    entry: Entry
    noted: bool = False
    joined: bool = False
    listed: bool = False


def is_sure(views: Sequence[View], entry: Entry, beliefs: Mapping[int, float]) -> bool:
    """Whether labels and wording leave no doubt that an entry is a reference."""
    text = " ".join(rows_of(views, entry))
    return (
        belief_in(entry, beliefs) >= SURE
        and _DATED.search(text) is not None
        and sum(map(shape_of(text).count, "Aaco")) > _LETTERS * len(text)
        and not refers_back(text)
        and not ends_back(text)
        and prose_signs(text) < 1.0
    )


def unheaded(
    views: Sequence[View],
    group: Sequence[Labelled],
    odds: Mapping[int, float],
    beliefs: Mapping[int, float],
) -> list[Entry]:
    """The references of a list without a heading, as far as they prove to be some."""
    start, end = group[0].entry[0].view, group[-1].entry[1].view + 1
    kind = "whole" if end - start > _WHOLE * len(views) else "labelled"
    if _one_a_row(group):
        return entries_of(views, Region(kind, start, end), odds, beliefs)
    return accepted(views, [each.entry for each in group], kind, beliefs)


def _one_a_row(group: Sequence[Labelled]) -> bool:
    """Whether no two references share a row."""
    rows = [each.entry[0].view for each in group]
    return len(set(rows)) == len(rows) and all(each.entry[0].column == 0 for each in group)


def groups(found: Sequence[Labelled]) -> list[list[Labelled]]:
    """Entries that stand close together and are of one kind."""
    groups: list[list[Labelled]] = []
    for each in found:
        last = groups[-1][-1] if groups else None
        near = last is not None and each.entry[0].view - last.entry[1].view <= _NEAR
        if near and last is not None and last.noted == each.noted:
            groups[-1].append(each)
        else:
            groups.append([each])
    return groups


def rejoined(views: Sequence[View], found: Sequence[Labelled]) -> list[Labelled]:
    """Entries of notes, put together: what of a note is which citation is for the note to say."""
    out: list[Labelled] = []
    for each in found:
        last = out[-1] if out else None
        if last is None or not (
            (last.noted and not each.noted and _goes_on(views, last.entry[1], each))
            or (each.joined and _adjacent(views, last.entry[1], each.entry[0]))
        ):
            out.append(each)
            continue
        out[-1] = Labelled((last.entry[0], each.entry[1]), last.noted, last.joined, last.listed)
    return out


def parted(views: Sequence[View], each: Labelled) -> Iterator[Labelled]:
    """A note's citations one by one, without its remarks."""
    if not each.noted:
        yield each
        return
    rows = rows_of(views, each.entry)
    first = each.entry[0]
    mark = NUMBER.match(rows[0]) if first.column == 0 else None
    kept = False  # numbers of lists ("1.", "[1]") are part of their references
    if mark is not None and mark.end() < len(rows[0]):
        kept = each.listed and not mark.group().strip().isdecimal()
        first = Place(first.view, mark.end())
        rows[0] = rows[0][mark.end() :]
    for number, (start, end) in enumerate(citations_in(" ".join(rows))):
        opens = each.entry[0] if kept and start == 0 else _place(rows, first, start)
        entry = (opens, _place(rows, first, end, behind=True))
        yield Labelled(entry, True, each.joined or number > 0, each.listed)


def _place(rows: Sequence[str], first: Place, at: int, behind: bool = False) -> Place:
    """The place of an offset in rows that were joined by blanks."""
    for number, row in enumerate(rows):
        if at < len(row) + (1 if behind else 0) or number == len(rows) - 1:
            column = min(at, len(row))
            return Place(first.view + number, column + (0 if number else first.column))
        at -= len(row) + 1
    return first


def _goes_on(views: Sequence[View], end: Place, each: Labelled) -> bool:
    start = each.entry[0]
    view = views[start.view]
    return (
        start.view == end.view + 1
        and start.column == 0
        and view.gap == 0
        and not view.new_page
        and view.heading is None
    )


def _adjacent(views: Sequence[View], end: Place, start: Place) -> bool:
    """Whether nothing but a joint and a lead-in stands between two places."""
    if start.view == end.view:
        between = views[end.view].text[end.column : start.column]
    elif start.view == end.view + 1:
        between = views[end.view].text[end.column :] + " " + views[start.view].text[: start.column]
    else:
        return False
    between = between.strip(" ;；–—.,")
    return lead_in(between + " ") >= len(between)


def is_full(views: Sequence[View], each: Labelled) -> bool:
    """Whether an entry is a reference in full, rather than a short citation."""
    text = " ".join(rows_of(views, each.entry))
    return len(text) >= _FULL and is_full_reference(text)


def _breaks_off(views: Sequence[View], end: Place) -> bool:
    """Whether the sentence that an entry stands in goes on behind it: a row of the text."""
    after = end.view + 1
    if after >= len(views) or end.column < len(views[end.view].text.rstrip()):
        return False
    view = views[after]
    return (
        not view.gap
        and not view.new_page
        and view.shape[:1] == "a"
        and (break_before(views, after) < _BREAK)
    )


def stands_in_note(views: Sequence[View], each: Labelled, lenient: bool) -> bool:
    """Whether a note is a reference or a short citation, and no remark."""
    text = " ".join(rows_of(views, each.entry))
    bare = text[lead.end() :] if (lead := NUMBER.match(text)) else text
    named = start_evidence(bare, shape_of(bare))
    if is_full_reference(text) or (each.listed and is_reference(text)):
        return lenient or named >= 0.5
    if len(text) > _SHORT or not _DATED.search(text) or refers_back(text):
        return False
    shape = shape_of(bare)
    if _breaks_off(views, each.entry[1]):
        return False
    return (
        sum(map(shape.count, "Aaco")) > _LETTERS * len(shape)
        and prose_signs(bare) < 1.0
        and reference_signs(bare, shape) >= 0.5
        and named >= (-0.7 if lenient else 0.5)
    )
