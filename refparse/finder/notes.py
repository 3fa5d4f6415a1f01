"""Full references among numbered notes that no heading announces: footnotes, above all."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from refparse.finder.accept import fits_in, is_full_reference
from refparse.finder.entries import Entry, Place, rows_of
from refparse.finder.numbering import marks_in, runs_of
from refparse.finder.views import View, break_before

_REACH: Final = 120  # rows between two footnotes
_LONGEST: Final = 12  # rows of one note


def footnotes(views: Sequence[View], covered: bytearray) -> list[Entry]:
    """The full references among numbered notes that no heading announces."""
    free = (mark for mark in marks_in(views, 0, len(views), within=False) if not covered[mark.view])
    found: list[Entry] = []
    for run in runs_of(free, _REACH):
        notes: list[Entry] = []
        full: list[int] = []
        for k, mark in enumerate(run):
            limit = run[k + 1].view if k + 1 < len(run) else len(views)
            end = _end_of_note(views, mark.view, limit, covered)
            notes.append((Place(mark.view, mark.column), Place(end - 1, len(views[end - 1].text))))
            if is_full_reference(" ".join(rows_of(views, notes[-1]))[mark.end :]):
                full.append(k)
        if len(full) < 3:
            continue
        if len(full) >= 0.8 * len(run):
            # These are no notes but a list, in which the others are likely references too.
            others = set(range(full[0], full[-1])) - set(full)
            full.extend(k for k in others if fits_in(" ".join(rows_of(views, notes[k]))))
        found.extend(notes[k] for k in full)
    return found


def _end_of_note(views: Sequence[View], start: int, limit: int, covered: bytearray) -> int:
    """The row behind a note: the next note, or where its paragraph or page ends."""
    end = start + 1
    while end < min(limit, start + _LONGEST) and not covered[end]:
        ended = break_before(views, end) > 0
        turned = views[end].page != views[start].page
        if turned and (ended or limit - start > _LONGEST):
            break
        if views[end].gap and ended:
            break
        end += 1
    return end
