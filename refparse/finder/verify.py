"""The last word on labelled references: lists are split as wholes, notes have to prove themselves.

Lists under a heading are cut by a dynamic program that knows each list's own habits (segment.py)
and weighs in what the labels say. In footnotes and in the midst of text, lines that only cite look
much like references; an entry there must look like a reference as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import Final

from refparse.finder.entries import Entry, Place, Region, covered_by, entries_of, rows_of
from refparse.finder.find import headed_regions
from refparse.finder.free import (
    NUMBER,
    Labelled,
    groups,
    is_full,
    is_sure,
    parted,
    rejoined,
    stands_in_note,
    unheaded,
)
from refparse.finder.headings import is_link_labels
from refparse.finder.note_texts import notes_in
from refparse.finder.parting import PartLabels, cited, in_paragraph
from refparse.finder.parts import Memory
from refparse.finder.pieces import run_on_starts
from refparse.finder.reading import Reading
from refparse.finder.views import View, break_before

_REACH: Final = 4  # rows between the parts of a list that a page break parts
_FEWEST: Final = 2  # full references in notes that make shorter ones likely
_LISTED: Final = 0.3  # the share of entries under a heading before the first of the notes behind
_BARE: Final = re.compile(r"(\d{1,3})\s+(?=[^\W\d]|[“„«\"‘'])")
_LEFT_OUT: Final = 2  # numbers that may be left out where numbers count up
_RUN: Final = 3  # entries with such numbers
_SMALLER: Final = 0.4  # points
_LONGEST_ENTRY: Final = 500  # characters from which a row may hold several references


def verified(
    reading: Reading, found: Sequence[Labelled], label_parts: PartLabels | None
) -> list[Entry]:
    """The entries that stand, in order.

    Args:
        reading: the document as labelled.
        found: the entries that the labels make up.
        label_parts: parts notes and paragraphs of references; None leaves that to the rules.
    """
    views, others, beliefs = reading.views, reading.others, reading.row_beliefs
    entries, regions, found = headed_entries(reading, found, label_parts)
    covered = covered_by(entries, len(views))
    headed = bool(entries)
    if label_parts is not None:
        numbered = {
            row for each in regions if each.kind == "notes" for row in range(each.start, each.end)
        }
        read: set[int] = set()
        memory = Memory()
        for note in notes_in(views, reading.pieces, reading.runs, reading.labels, covered):
            first = note.body.rows[0][0]
            opening = views[first].text[: note.body.rows[0][1]].strip()
            if first in numbered and not opening.isdecimal():
                continue  # the numbers of endnotes ("1.", "[1]") are part of their references
            read.update(row for row, _, _ in note.body.rows)
            entries += cited(reading, note, memory, headed, label_parts)
        found = [each for each in found if each.entry[0].view not in read]
    free = rejoined(views, [each for each in found if not covered[each.entry[0].view]])
    free = [part for each in free for part in parted(views, each)]
    # Where notes give references in full, shorter ones are likely references, too.
    full = sum(is_full(views, each) for each in free if each.noted or each.listed)
    for group in groups(free):
        start = group[0].entry[0].view
        noted = group[0].noted or sum(each.listed for each in group) > len(group) / 2
        if noted:
            entries += [
                each.entry
                for each in group
                if stands_in_note(views, each, full >= _FEWEST)
                or (not headed and is_sure(views, each.entry, beliefs))
            ]
        elif not headed or any(covered[max(0, start - _REACH) : start]):
            # A document with a headed list has its other lists under headings, too: what looks
            # like a list elsewhere is publications of the author or the publisher.
            entries += [
                _without_tail(views, entry, others)
                for entry in unheaded(views, group, reading.row_odds, beliefs)
            ]
    entries.sort()
    return [entry for entry in entries if not is_link_labels(" ".join(rows_of(views, entry)))]


def headed_entries(
    reading: Reading, found: Sequence[Labelled], label_parts: PartLabels | None
) -> tuple[list[Entry], list[Region], list[Labelled]]:
    """The entries of the lists under headings, these lists, and all that was labelled.

    What was labelled under a heading of notes comes back as what stands in notes.
    """
    views = reading.views
    copy = list(views)
    regions = headed_regions(copy)
    labelled = _under_notes(views, regions, found)
    notes = {each.entry[0].view for each in labelled if each.noted}
    entries = [
        _without_tail(views, _above_notes(views, entry, notes), reading.others)
        for entry in _headed(reading, copy, regions, notes, label_parts)
    ]
    return entries, regions, labelled


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
        mark = NUMBER.match(views[first.view].text)
        listed = mark is not None and not mark.group().strip().isdecimal()
        if listed and mark is not None and mark.end() == first.column:
            first = Place(first.view, 0)
        out.append(Labelled((first, last), True, each.joined, listed))
    return out


def _headed(
    reading: Reading,
    copy: Sequence[View],
    regions: Sequence[Region],
    notes: Container[int],
    label_parts: PartLabels | None,
) -> Iterator[Entry]:
    """The entries of the lists under headings; ``copy`` as :func:`headed_regions` leaves it."""
    views = reading.views
    for region in regions:
        rows = range(region.start, region.end)
        if region.kind == "notes" and any(row in notes for row in rows):
            continue
        if label_parts is not None and region.kind == "notes" and _opens_bare(reading, rows):
            continue
        if label_parts is not None:
            whole = in_paragraph(copy, region, label_parts)
            if whole is not None:
                yield from ((_moved(views, copy, a), _moved(views, copy, b)) for a, b in whole)
                continue
        entries = [
            entry
            for part in _without_notes(reading, region)
            for entry in entries_of(copy, part, reading.row_odds, reading.row_beliefs)
        ]
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
                entry = _moved(views, copy, first), _moved(views, copy, last)
                yield from _run_on(views, entry)


def _without_notes(reading: Reading, region: Region) -> Iterator[Region]:
    """A list without the notes of the page that its heading stands on.

    Their numbers count on from those of earlier pages.
    """
    foreign = {
        row
        for note in reading.notes
        if note.since < region.start <= note.opens.view < region.end and note.kind == "bare"
        for row, _, _ in note.body.rows
    }
    start = region.start
    for row in sorted(foreign):
        if start < row:
            yield Region(region.kind, start, row)
        start = row + 1
    if start < region.end:
        yield Region(region.kind, start, region.end)


def _opens_bare(reading: Reading, rows: Container[int]) -> bool:
    """Whether numbers without dot or brackets open rows: those of notes, which are read as such."""
    return any(
        piece.mark is not None and piece.mark.kind == "bare" and piece.column == 0
        for piece in reading.pieces
        if piece.view in rows
    )


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
