"""Where lines stand in their column of text, in units that all sources share.

Readers of PDF give boxes in points, plain text gives columns of characters.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from refparse.finder.lines import Line

_LEAST_GAP: Final = 0.3  # line heights beyond the usual leading that make space above a line


@dataclass(frozen=True, slots=True)
class Place:
    """Where one line stands.

    Attributes:
        indent: distance from the left edge of its column of text, in characters.
        extent: where it ends, in characters from that edge; None where the source has no boxes.
        gap: lines of space above it that the layout shows; 0 where it shows none.
        height: how far down its page it stands, from 0 to 1; None where all is one page.
    """

    indent: float
    extent: float | None
    gap: int
    height: float | None


def places_of(lines: Sequence[Line]) -> list[Place]:
    """The place of every line; time grows linearly with their number, but for sorting pages."""
    usual = _usual_gap(lines)
    unit = _unit(lines)
    by_page: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        by_page.setdefault(line.page, []).append(index)
    places: list[Place | None] = [None] * len(lines)
    paged = len(by_page) > 1
    for indices in by_page.values():
        full = [index for index in indices if lines[index].text.strip()]
        rank = {index: k / max(1, len(full) - 1) for k, index in enumerate(full)}
        for index in indices:
            line = lines[index]
            gap = 0
            if line.gap is not None and line.gap > usual + _LEAST_GAP:
                gap = max(1, round(line.gap - usual))
            height = rank.get(index) if paged else None
            extent = None
            if line.box is not None:
                extent = line.indent + (line.box[2] - line.box[0]) / unit
            places[index] = Place(line.indent, extent, gap, height)
    return [place for place in places if place is not None]


def _usual_gap(lines: Sequence[Line]) -> float:
    gaps = [line.gap for line in lines if line.gap is not None and line.text.strip()]
    return max(0.0, median(gaps)) if gaps else 0.0


def _unit(lines: Sequence[Line]) -> float:
    """The usual width of a character, in points."""
    widths = [
        (line.box[2] - line.box[0]) / len(line.text.strip())
        for line in lines
        if line.box is not None and len(line.text.strip()) >= 10
    ]
    found = median(widths) if widths else 1.0
    return found if found > 0 else 1.0
