"""The last word on labelled references: lists are split as wholes, notes have to prove themselves.

Lists under a heading are cut by a dynamic program that knows each list's own habits (segment.py)
and weighs in what the labels say. In footnotes and in the midst of text, lines that only cite look
much like references; an entry there must look like a reference as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
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
from refparse.finder.find import headed_regions
from refparse.finder.headings import is_link_labels
from refparse.finder.pieces import lead_in, refers_back, run_on_starts
from refparse.finder.shape import shape_of
from refparse.finder.starts import start_evidence
from refparse.finder.views import View, break_before

_NEAR: Final = 2  # rows between two entries of one list
_REACH: Final = 4  # rows between the parts of a list that a page break parts
_WHOLE: Final = 0.8  # the share of a document's rows from which a list is the document
_SHORT: Final = 260  # characters of a short citation
_FEWEST: Final = 2  # full references in notes that make shorter ones likely
_LISTED: Final = 0.3  # the share of entries under a heading before the first of the notes behind
_BARE: Final = re.compile(r"(\d{1,3})\s+(?=[^\W\d]|[“„«\"‘'])")
_LEFT_OUT: Final = 2  # numbers that may be left out where numbers count up
_RUN: Final = 3  # entries with such numbers
_SMALLER: Final = 0.4  # points
_LETTERS: Final = 0.3  # the share of letters in a short citation ("Moor (1999: 4)")
_FULL: Final = 45  # characters of a reference that may follow another one in a note
_DATED: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")  # in "6.2.1997", too
_NUMBER: Final = re.compile(r"[\[(]?\d{1,4}[\]).]{0,2}\s+")
_LONGEST_ENTRY: Final = 500  # characters from which a row may hold several references


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


def verified(
    views: Sequence[View],
    found: Sequence[Labelled],
    odds: Mapping[int, float],
    others: Container[int],
    beliefs: Mapping[int, float],
) -> list[Entry]:
    """The entries that stand, in order.

    Args:
        views: the rows of the document.
        found: the entries as labelled.
        odds: for each row the log-odds that a reference starts there rather than goes on.
        others: the rows that are labelled as no part of a reference.
        beliefs: for each row the probability that it is part of a reference.
    """
    copy = list(views)
    regions = headed_regions(copy)
    found = _under_notes(views, regions, found)
    notes = {each.entry[0].view for each in found if each.noted}
    entries = [
        _without_tail(views, _above_notes(views, entry, notes), others)
        for entry in _headed(views, copy, regions, odds, beliefs, notes)
    ]
    covered = bytearray(len(views))
    for first, last in entries:
        for index in range(first.view, last.view + 1):
            covered[index] = 1
    headed = bool(entries)
    free = _rejoined(views, [each for each in found if not covered[each.entry[0].view]])
    free = [part for each in free for part in _parted(views, each)]
    # Where notes give references in full, shorter ones are likely references, too.
    full = sum(_is_full(views, each) for each in free if each.noted or each.listed)
    for group in _groups(free):
        start = group[0].entry[0].view
        noted = group[0].noted or sum(each.listed for each in group) > len(group) / 2
        if noted:
            entries += [
                each.entry
                for each in group
                if _stands_in_note(views, each, full >= _FEWEST)
                or (not headed and _is_sure(views, each.entry, beliefs))
            ]
        elif not headed or any(covered[max(0, start - _REACH) : start]):
            # A document with a headed list has its other lists under headings, too: what looks
            # like a list elsewhere is publications of the author or the publisher.
            entries += [
                _without_tail(views, entry, others) for entry in _unheaded(views, group, odds)
            ]
    entries.sort()
    return [entry for entry in entries if not is_link_labels(" ".join(rows_of(views, entry)))]


def _under_notes(
    views: Sequence[View], regions: Sequence[Region], found: Sequence[Labelled]
) -> list[Labelled]:
    """The labelled entries, those under a heading of notes as what stands in notes.

    The numbers of endnotes ("1.", "[1]") are part of their references, as those of lists are.
    """
    rows = {row for each in regions if each.kind == "notes" for row in range(each.start, each.end)}
    out = []
    for each in found:
        first, last = each.entry
        if first.view not in rows:
            out.append(each)
            continue
        mark = _NUMBER.match(views[first.view].text)
        listed = mark is not None and not mark.group().strip().isdecimal()
        if listed and mark is not None and mark.end() == first.column:
            first = Place(first.view, 0)
        out.append(Labelled((first, last), True, each.joined, listed))
    return out


def _headed(
    views: Sequence[View],
    copy: Sequence[View],
    regions: Sequence[Region],
    odds: Mapping[int, float],
    beliefs: Mapping[int, float],
    notes: Container[int],
) -> Iterator[Entry]:
    """The entries of the lists under headings; ``copy`` as :func:`headed_regions` leaves it."""
    for region in regions:
        if region.kind == "notes" and any(row in notes for row in range(region.start, region.end)):
            continue
        entries = entries_of(copy, region, odds, beliefs)
        # Footnotes may stand behind a list, or between its parts at the foot of a page.
        behind = len(entries)
        while behind and entries[behind - 1][0].view in notes:
            behind -= 1
        if behind <= _LISTED * len(entries) or len(entries) - behind < _FEWEST:
            behind = len(entries)
        dropped = _numbered_apart(copy, entries)
        for number, (first, last) in enumerate(entries):
            small = number > 0 and _is_smaller(views, entries, number, notes)
            if number < behind and number not in dropped and not small:
                whole = _moved(views, copy, first), _moved(views, copy, last)
                yield from _run_on(views, whole)


def _run_on(views: Sequence[View], entry: Entry) -> Iterator[Entry]:
    """The references of a paragraph that holds a whole list; another entry as it is."""
    first, last = entry
    if first.view == last.view and last.column - first.column >= _LONGEST_ENTRY:
        origin = first.column
        cuts = run_on_starts(views[first.view].text[origin : last.column])
        if len(cuts) >= _FEWEST:
            for end in (origin + cut for cut in cuts):
                yield first, Place(first.view, len(views[first.view].text[:end].rstrip()))
                first = Place(first.view, end)
    yield first, last


def _numbered_apart(views: Sequence[View], entries: Sequence[Entry]) -> set[int]:
    """The entries with bare numbers that count up, in a list whose other entries have none."""
    numbers: list[int] = []
    for first, _ in entries:
        match = _BARE.match(views[first.view].text, first.column)
        numbers.append(int(match.group(1)) if match else -1)
    without = numbers.count(-1)
    if without < max(_FEWEST, _LISTED * len(entries)):
        return set()
    found: set[int] = set()
    start = 0
    for number in range(1, len(numbers) + 1):
        if (
            number < len(numbers)
            and numbers[number - 1] >= 0  # -1 is no number that 1 could follow
            and 0 <= numbers[number] - numbers[number - 1] - 1 < _LEFT_OUT
        ):
            continue
        if number - start >= _RUN and numbers[start] >= 0:
            found.update(range(start, number))
        start = number
    return found


def _is_smaller(
    views: Sequence[View], entries: Sequence[Entry], number: int, notes: Container[int]
) -> bool:
    """Whether an entry is a footnote, set smaller than the entry above."""
    above, own = views[entries[number - 1][0].view].size, views[entries[number][0].view].size
    return (
        entries[number][0].view in notes
        and above is not None
        and own is not None
        and own < above - _SMALLER
    )


def _is_sure(views: Sequence[View], entry: Entry, beliefs: Mapping[int, float]) -> bool:
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


def _without_tail(views: Sequence[View], entry: Entry, others: Container[int]) -> Entry:
    """An entry without the rows at its end that are labelled as something else."""
    first, last = entry
    end = at = last.view
    while at > first.view and at in others:
        # Never behind a row that asks to be gone on with ("1995-").
        at -= 1
        if break_before(views, at + 1) > 0:
            end = at
    return entry if end == last.view else (first, Place(end, len(views[end].text)))


def _above_notes(views: Sequence[View], entry: Entry, notes: Container[int]) -> Entry:
    """An entry without the footnotes of its page, which may stand between it and the next one."""
    first, last = entry
    for index in range(first.view + 1, last.view + 1):
        if index in notes and (views[index].gap or break_before(views, index) > 0):
            return first, Place(index - 1, len(views[index - 1].text))
    return entry


def _moved(views: Sequence[View], copy: Sequence[View], place: Place) -> Place:
    """A place in rows whose headings were cut off, as a place in the whole rows."""
    return Place(
        place.view, place.column + len(views[place.view].text) - len(copy[place.view].text)
    )


def _unheaded(
    views: Sequence[View], group: Sequence[Labelled], odds: Mapping[int, float]
) -> list[Entry]:
    start, end = group[0].entry[0].view, group[-1].entry[1].view + 1
    kind = "whole" if end - start > _WHOLE * len(views) else "labelled"
    if _one_a_row(group):
        return entries_of(views, Region(kind, start, end), odds)
    return accepted(views, [each.entry for each in group], kind)


def _one_a_row(group: Sequence[Labelled]) -> bool:
    """Whether no two references share a row."""
    rows = [each.entry[0].view for each in group]
    return len(set(rows)) == len(rows) and all(each.entry[0].column == 0 for each in group)


def _groups(found: Sequence[Labelled]) -> list[list[Labelled]]:
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


def _rejoined(views: Sequence[View], found: Sequence[Labelled]) -> list[Labelled]:
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


def _parted(views: Sequence[View], each: Labelled) -> Iterator[Labelled]:
    """A note's citations one by one, without its remarks."""
    if not each.noted:
        yield each
        return
    rows = rows_of(views, each.entry)
    first = each.entry[0]
    mark = _NUMBER.match(rows[0]) if first.column == 0 else None
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


def _is_full(views: Sequence[View], each: Labelled) -> bool:
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
        and (break_before(views, after) < -1.0)
    )


def _stands_in_note(views: Sequence[View], each: Labelled, lenient: bool) -> bool:
    """Whether a note is a reference or a short citation, and no remark."""
    text = " ".join(rows_of(views, each.entry))
    bare = text[lead.end() :] if (lead := _NUMBER.match(text)) else text
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
