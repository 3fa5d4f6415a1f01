"""From the views of a document to its references: where lists stand, and what is in them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from refparse.finder.evidence import YEAR, balance, prose_signs, reference_signs, rows
from refparse.finder.numbering import Mark, leading_number, marks_in, runs_of
from refparse.finder.segment import split_rows
from refparse.finder.shape import shape_of
from refparse.finder.starts import BULLET, STRONG, start_evidence
from refparse.finder.views import View, break_before, rest_of, start_of

_DROP: Final = 9.0  # how far the sum of evidence may fall below its peak before a list is over
_LONGEST_LULL: Final = 80  # rows without a new peak, whatever their sum
_TAIL: Final = 6  # rows behind the peak that may still belong to the last reference
_START_BONUS: Final = 0.6  # for a row that starts like a reference
_LEAST: Final = 1.2  # evidence for a list under a heading
_LEAST_ALONE: Final = 9.0  # evidence for a list without one
_REACH: Final = 40  # rows between two numbers of a list
_NOTE_REACH: Final = 120  # rows between two footnotes
_LONGEST_NOTE: Final = 12  # rows
_FEWEST_WORDS: Final = 3  # of a reference that no heading announces, addresses not counted
_WORDS: Final = re.compile(r"(?<![Aao:/.])[Aao]{2,}(?![Aao:/])")
_LEAD_IN: Final = re.compile(
    r"(?:vgl|s|siehe|see|cf|voir|ver|véase|cfr|vedi|zie|jf|jfr|zob|см|див|so|dazu|hierzu|also|auch"
    r"|for example|zum beispiel|z\.\s?b|e\.g|etwa|u\.\s?a|ausführlich|grundlegend|bspw)\b[.:,]?\s+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the views: a row and a column."""

    view: int
    column: int


@dataclass(frozen=True, slots=True)
class Region:
    """Rows that hold a list, ``start`` to ``end``; ``kind`` says how it was found."""

    kind: str
    start: int
    end: int


Entry = tuple[Place, Place]


def find_entries(views: list[View]) -> list[Entry]:
    """The references of a document, each from its first place to behind its last, in order.

    ``views`` is changed where a heading and a reference share a line.
    """
    regions = _headed_regions(views)
    entries = [entry for region in regions for entry in _entries_of(views, region)]
    covered = bytearray(len(views))
    for first, last in entries:
        for index in range(first.view, last.view + 1):
            covered[index] = 1
    notes = _footnotes(views, covered)
    if not entries:
        regions = _dense_regions(views)
        entries = [entry for region in regions for entry in _entries_of(views, region)]
        # Dense footnotes look like lists, and a list may hold a run of numbers by chance.
        if len(entries) <= 2 * len(notes):
            entries = notes
    else:
        entries.extend(notes)
    entries.sort(key=lambda entry: (entry[0].view, entry[0].column))
    return entries


# -- where lists stand ---------------------------------------------------------------------------


def _headed_regions(views: list[View]) -> list[Region]:
    regions = []
    index = 0
    while index < len(views):
        heading = views[index].heading
        if heading is None or heading.kind == "end":
            index += 1
            continue
        start = index + 1
        if heading.rest is not None:
            views[index] = rest_of(views[index], heading.rest)
            start = index
        end, total = _extent(views, start)
        if total >= _LEAST:
            regions.append(Region(heading.kind, start, end))
            index = max(end, index + 1)
        else:
            index += 1
    return regions


def _extent(views: Sequence[View], start: int) -> tuple[int, float]:
    """Where a list that starts at ``start`` ends, and the evidence for it.

    The sum of evidence rises through references and falls through prose: the list goes on to the
    peak before it has fallen too far, and a few rows behind it.
    """
    total = peak = 0.0
    best = start
    index = start
    while index < len(views):
        if _stops(views, index) and (index > start or views[index].heading is not None):
            return index if index - best <= _TAIL else best + _TAIL, peak
        total += views[index].balance
        if start_of(views, index) >= STRONG:
            total += _START_BONUS
        if total > peak:
            peak, best = total, index + 1
        elif total < peak - _DROP or index - best > _LONGEST_LULL:
            break
        index += 1
    return min(index, best + _TAIL), peak


def _stops(views: Sequence[View], index: int) -> bool:
    view = views[index]
    if view.heading is not None and view.heading.kind != "end":
        return view.heading.rest is None or view.gap > 0
    return view.closes and (view.gap > 0 or break_before(views, index) > -2.0)


def _dense_regions(views: Sequence[View]) -> list[Region]:
    """Lists without a heading: stretches in which the evidence adds up."""
    regions = []
    start = 0
    while start < len(views):
        if views[start].balance <= 0:
            start += 1
            continue
        end, total = _extent(views, start)
        whole = end - start >= 0.8 * len(views)
        if total >= _LEAST_ALONE or (whole and total >= 0.5):
            regions.append(Region("whole" if whole else "dense", start, end))
        start = max(end, start + 1)
    return regions


# -- what is in a list ---------------------------------------------------------------------------


def _entries_of(views: Sequence[View], region: Region) -> list[Entry]:
    entries: list[Entry] = []
    at = region.start
    for run in _number_runs(views, region):
        first = run[0]
        if first.view > at:
            entries.extend(_rows_to_entries(views, at, first.view))
        places = [Place(mark.view, mark.column) for mark in run]
        for place, after in pairwise(places):
            entries.append((place, _before(views, after)))
        at = _end_of_last(views, run, region.end)
        entries.append((places[-1], _before(views, Place(at, 0))))
    if at < region.end:
        entries.extend(_rows_to_entries(views, at, region.end))
    entries = _without_bullets(views, entries)
    return _accepted(views, entries, region.kind)


def _number_runs(views: Sequence[View], region: Region) -> list[list[Mark]]:
    """The runs of numbers that split a list, rather than arise from volumes and pages by chance."""
    runs = []
    for run in runs_of(marks_in(views, region.start, region.end), _REACH):
        first = run[0]
        span = run[-1].view - first.view + 1
        opens = first.view <= region.start + 2
        at_start = sum(mark.at_start for mark in run)
        words = [_words_after(views, mark) for mark in run]
        likely = sum(words) / len(words) > -0.8
        if not likely or span > 9 * len(run):
            continue
        if len(run) >= 3:
            sure = at_start > len(run) / 2 or (opens and first.number == 1)
        else:
            sure = first.number == 1 and (
                first.view == region.start or (at_start == len(run) and min(words) >= 0.5)
            )
        if sure:
            runs.append(run)
    return runs


def _words_after(views: Sequence[View], mark: Mark) -> float:
    view = views[mark.view]
    text = view.text[mark.end : mark.end + 200].lstrip()
    if not text:
        return 0.0
    return start_evidence(text, shape_of(text))


def _end_of_last(views: Sequence[View], run: Sequence[Mark], end: int) -> int:
    """The row behind the last entry of a numbered list."""
    index = run[-1].view + 1
    indents = [views[i].indent for a, b in pairwise(run) for i in range(a.view + 1, b.view)]
    usual = min(indents) if indents else None
    longest = max([b.view - a.view for a, b in pairwise(run)] + [1])
    while index < end:
        view = views[index]
        evidence = break_before(views, index)
        evidence += 1.5 if view.gap else 0.0
        if usual is not None and view.indent < usual - 1:
            evidence += 2.0
        if view.balance < -0.7:
            evidence += 0.8
        if index - run[-1].view >= longest:
            evidence += 0.6 if index - run[-1].view <= longest + 1 else 1.5
        if evidence >= 1.5:
            break
        index += 1
    return index


def _before(views: Sequence[View], place: Place) -> Place:
    """The place behind the last character before ``place``."""
    if place.column:
        column = place.column
        text = views[place.view].text
        while column and text[column - 1].isspace():
            column -= 1
        return Place(place.view, column)
    return Place(place.view - 1, len(views[place.view - 1].text))


def _rows_to_entries(views: Sequence[View], start: int, end: int) -> list[Entry]:
    return [
        (Place(first, 0), Place(after - 1, len(views[after - 1].text)))
        for first, after in split_rows(views, start, end)
    ]


def _without_bullets(views: Sequence[View], entries: list[Entry]) -> list[Entry]:
    """The entries behind their bullets, where most have one; bullets are no part of a reference."""
    bullets = [BULLET.match(views[first.view].shape, first.column) for first, _ in entries]
    if sum(map(bool, bullets)) < max(2, 0.6 * len(entries)):
        return entries
    return [
        (Place(first.view, bullet.end()), last) if bullet else (first, last)
        for bullet, (first, last) in zip(bullets, entries, strict=True)
    ]


def rows_of(views: Sequence[View], entry: Entry) -> list[str]:
    """The rows of an entry, as they stand in the document."""
    first, last = entry
    if first.view == last.view:
        return [views[first.view].text[first.column : last.column]]
    texts = [views[first.view].text[first.column :]]
    texts.extend(views[index].text for index in range(first.view + 1, last.view))
    texts.append(views[last.view].text[: last.column])
    return texts


def _accepted(views: Sequence[View], entries: list[Entry], kind: str) -> list[Entry]:
    """The entries that are references.

    Under a heading, the list is taken for what it says it is; elsewhere most of its entries have
    to prove that they are references, and the first and the last one too.
    """
    texts = [" ".join(rows_of(views, entry)) for entry in entries]
    if kind == "references":
        return [entry for entry, text in zip(entries, texts, strict=True) if _fits_in(text)]
    sure = [k for k, text in enumerate(texts) if _is_reference(text)]
    if kind == "notes":
        return [entries[k] for k in sure]
    if len(sure) < (3 if kind == "dense" else 1) or len(sure) < 0.6 * len(entries):
        return []
    inner = range(sure[0], sure[-1] + 1)
    kept = set(sure)
    return [entries[k] for k in inner if k in kept or _fits_in(texts[k])]


def _fits_in(text: str) -> bool:
    """Whether a text may be a reference, where it stands among references."""
    shape = shape_of(text)
    if not _is_wording(shape):
        return False
    value = balance(text, shape)
    if leading_number(text, shape) is not None:
        return value > -1.5 * rows(shape)
    signs = reference_signs(text, shape)
    if signs < 0.5:
        return False
    if value > -0.3 or (signs >= 1.0 and prose_signs(text) < 1.0):
        return True
    return signs >= 1.0 and value > -rows(shape) and start_evidence(text, shape) >= STRONG


def _is_reference(text: str) -> bool:
    """Whether a text is a reference by itself."""
    shape = shape_of(text)
    number = leading_number(text, shape)
    if not _is_wording(shape) or (not YEAR.search(text) and "://" not in shape):
        return False
    if "c" not in shape and len(_WORDS.findall(shape)) < _FEWEST_WORDS:
        return False
    return balance(text, shape) > 0.3 and (
        number is not None or start_evidence(text, shape) >= -0.7
    )


def _is_wording(shape: str) -> bool:
    """Whether a text is mostly letters: rows of tables are not."""
    letters = sum(map(shape.count, "Aaco"))
    return letters > 0.4 * (len(shape) - shape.count(" ")) or "://" in shape


# -- footnotes -----------------------------------------------------------------------------------


def _footnotes(views: Sequence[View], covered: bytearray) -> list[Entry]:
    """The full references among numbered notes that no heading announces."""
    free = (mark for mark in marks_in(views, 0, len(views), within=False) if not covered[mark.view])
    found: list[Entry] = []
    for run in runs_of(free, _NOTE_REACH):
        notes: list[Entry] = []
        full: list[int] = []
        for k, mark in enumerate(run):
            limit = run[k + 1].view if k + 1 < len(run) else len(views)
            end = _end_of_note(views, mark.view, limit, covered)
            notes.append((Place(mark.view, mark.column), Place(end - 1, len(views[end - 1].text))))
            if _is_full_reference(" ".join(rows_of(views, notes[-1])), mark.end):
                full.append(k)
        if len(full) < 3:
            continue
        if len(full) >= 0.8 * len(run):
            # These are no notes but a list, in which the others are likely references too.
            others = set(range(full[0], full[-1])) - set(full)
            full.extend(k for k in others if _fits_in(" ".join(rows_of(views, notes[k]))))
        found.extend(notes[k] for k in full)
    return found


def _end_of_note(views: Sequence[View], start: int, limit: int, covered: bytearray) -> int:
    """The row behind a note: the next note, or where its paragraph or page ends."""
    end = start + 1
    while end < min(limit, start + _LONGEST_NOTE) and not covered[end]:
        ended = break_before(views, end) > 0
        turned = views[end].page != views[start].page
        if turned and (ended or limit - start > _LONGEST_NOTE):
            break
        if views[end].gap and ended:
            break
        end += 1
    return end


def _is_full_reference(text: str, number_end: int) -> bool:
    """Whether a note is a reference in full, rather than a remark or a short citation."""
    text = text[number_end:].strip()
    lead = _LEAD_IN.match(text)
    if lead:
        text = text[lead.end() :]
    shape = shape_of(text)
    if len(text) < 40 or not _is_wording(shape) or not YEAR.search(text):
        return False
    value = balance(text, shape)
    named = start_evidence(text, shape) >= 0.5
    return value > 0.8 or (named and value > -0.6 * rows(shape) and prose_signs(text) < 1.0)
