"""Where in a document its references stand: under headings, in dense stretches, in footnotes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from refparse.finder.entries import Entry, Region, covered_by, entries_of
from refparse.finder.notes import footnotes
from refparse.finder.starts import STRONG
from refparse.finder.views import View, break_before, rest_of, start_of

_DROP: Final = 9.0  # how far the sum of evidence may fall below its peak before a list is over
_LONGEST_LULL: Final = 80  # rows without a new peak, whatever their sum
_TAIL: Final = 6  # rows behind the peak that may still belong to the last reference
_START_BONUS: Final = 0.6  # for a row that starts like a reference
_LEAST: Final = 1.2  # evidence for a list under a heading
_LEAST_ALONE: Final = 9.0  # evidence for a list without one


def find_entries(views: list[View]) -> list[Entry]:
    """The references of a document, each from its first place to behind its last, in order.

    ``views`` is changed where a heading and a reference share a line.
    """
    regions = headed_regions(views)
    entries = [entry for region in regions for entry in entries_of(views, region)]
    notes = footnotes(views, covered_by(entries, len(views)))
    if not entries:
        regions = _dense_regions(views)
        entries = [entry for region in regions for entry in entries_of(views, region)]
        # Dense footnotes look like lists, and a list may hold a run of numbers by chance.
        if len(entries) <= 2 * len(notes):
            entries = notes
    else:
        entries.extend(notes)
    entries.sort(key=lambda entry: (entry[0].view, entry[0].column))
    return entries


def headed_regions(views: list[View]) -> list[Region]:
    """The lists under headings; ``views`` is changed where a heading shares a row."""
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
