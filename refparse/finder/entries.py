"""The entries of a list: cut at its numbers, or else where references start; then sifted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from refparse.finder.accept import fits_in, is_reference, is_wording
from refparse.finder.numbering import Mark, marks_in, runs_of
from refparse.finder.segment import split_rows
from refparse.finder.shape import shape_of
from refparse.finder.starts import BULLET, start_evidence
from refparse.finder.views import View, break_before

_REACH: Final = 40  # rows between two numbers of a list
# Beliefs below and from which the labels have the last word on an entry under a heading.
_NO_DOUBT: Final = 0.25
_LIKELY: Final = 0.6
_CERTAIN: Final = 0.97  # even of what is mostly digits
SURE: Final = 0.85
"""The belief from which the labels have the last word on a note."""


@dataclass(frozen=True, slots=True, order=True)
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
"""Where an entry starts, and the place behind its end."""


def entries_of(
    views: Sequence[View],
    region: Region,
    odds: Mapping[int, float] | None = None,
    beliefs: Mapping[int, float] | None = None,
) -> list[Entry]:
    """The references in a region, in order.

    Args:
        views: the rows of the document.
        region: which of them.
        odds: as in :func:`split_rows`.
        beliefs: for each row the probability that it is part of a reference, as labels have it.
    """
    entries: list[Entry] = []
    at = region.start
    for run in _number_runs(views, region):
        first = run[0]
        if first.view > at:
            entries.extend(_rows_to_entries(views, at, first.view, odds))
        places = [Place(mark.view, mark.column) for mark in run]
        for place, after in pairwise(places):
            entries.append((place, _before(views, after)))
        at = _end_of_last(views, run, region.end)
        entries.append((places[-1], _before(views, Place(at, 0))))
    if at < region.end:
        entries.extend(_rows_to_entries(views, at, region.end, odds))
    entries = _without_bullets(views, entries)
    return accepted(views, entries, region.kind, beliefs)


def belief_in(entry: Entry, beliefs: Mapping[int, float]) -> float:
    """The mean probability that the rows of an entry are part of a reference."""
    rows = range(entry[0].view, entry[1].view + 1)
    return sum(beliefs.get(row, 0.5) for row in rows) / len(rows)


def rows_of(views: Sequence[View], entry: Entry) -> list[str]:
    """The rows of an entry, as they stand in the document."""
    first, last = entry
    if first.view == last.view:
        return [views[first.view].text[first.column : last.column]]
    texts = [views[first.view].text[first.column :]]
    texts.extend(views[index].text for index in range(first.view + 1, last.view))
    texts.append(views[last.view].text[: last.column])
    return texts


def covered_by(entries: Sequence[Entry], rows: int) -> bytearray:
    """For each row of a document whether it belongs to one of some entries."""
    covered = bytearray(rows)
    for first, last in entries:
        for index in range(first.view, last.view + 1):
            covered[index] = 1
    return covered


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


def _rows_to_entries(
    views: Sequence[View], start: int, end: int, odds: Mapping[int, float] | None
) -> list[Entry]:
    return [
        (Place(first, 0), Place(after - 1, len(views[after - 1].text)))
        for first, after in split_rows(views, start, end, odds)
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


def accepted(
    views: Sequence[View],
    entries: list[Entry],
    kind: str,
    beliefs: Mapping[int, float] | None = None,
) -> list[Entry]:
    """The entries that are references.

    Under a heading, the list is taken for what it says it is, but where the labels are sure of
    something else; elsewhere most of its entries have
    to prove that they are references, and the first and the last one too.
    """
    texts = [" ".join(rows_of(views, entry)) for entry in entries]
    held = [belief_in(entry, beliefs or {}) for entry in entries]
    if kind == "references":
        return [
            entry
            for entry, text, belief in zip(entries, texts, held, strict=True)
            if (fits_in(text) and belief >= _NO_DOUBT)
            or (belief >= _LIKELY and is_wording(shape_of(text)))
            or belief >= _CERTAIN
        ]
    sure = [k for k, text in enumerate(texts) if is_reference(text) or held[k] >= SURE]
    if kind == "notes":
        return [entries[k] for k in sure]
    least = 0.4 if kind == "labelled" else 0.6
    if len(sure) < (3 if kind in ("dense", "labelled") else 1) or len(sure) < least * len(entries):
        return []
    inner = range(sure[0], sure[-1] + 1)
    kept = set(sure)
    return [entries[k] for k in inner if k in kept or fits_in(texts[k]) or held[k] >= _LIKELY]
