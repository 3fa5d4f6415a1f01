"""Columns, reading order and lines of a PDF page.

The way: a gutter is a strip that no text crosses over several lines, with a column of text at
either side whose right one starts at a common margin. What crosses it (titles, wide figures,
running heads) parts the page into bands; in each band the left column is read before the right.
Columns are looked for in columns again, so that three come apart too. A margin of numbers ("[12]")
beside a list is too narrow to be a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from refparse.documents.pdf.glyphs import Run

_DEPTH: Final = 3  # columns in columns
_CANDIDATES: Final = 16  # left margins that are tried
_FEWEST: Final = 4  # lines in a column
_NARROWEST: Final = 0.22  # of both columns and the gutter
_FULLEST_GAP: Final = 0.5  # share of a column's width that its lines fill at least, on average
_SLACK: Final = 0.35  # font sizes; how far text may reach into the gutter
_GUTTER: Final = 0.75  # font sizes
_DEEPEST_HANG: Final = 6.0  # font sizes
_FEWEST_HANG: Final = 0.12  # first lines at the margin for each hanging line
_APART: Final = 0.8  # font sizes between a running head and the text
_OVERLAP: Final = 0.5  # of the lower of two pieces, for them to share a line
_BLANK: Final = 0.16  # font sizes between two pieces of a line that a blank stands for


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a page.

    ``margin`` is the left margin of its column, ``column`` a number that tells columns and bands of
    a page apart, ``bold`` whether most of its letters are bold; the rest as in
    :class:`~refparse.documents.pdf.glyphs.Run`.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    bold: bool
    column: int
    margin: float


def rows_of_page(runs: Sequence[Run]) -> list[Row]:
    """The lines of a page in reading order."""
    size = _usual_size(runs)
    rows: list[Row] = []
    head, body, foot = _parted(runs, size)
    regions = _regions(body, size, 0)
    regions = [head, *regions, foot] if len(regions) > 1 else [list(runs)]
    for number, region in enumerate(region for region in regions if region):
        rows.extend(_rows(region, number))
    return rows


def _parted(runs: Sequence[Run], size: float) -> tuple[list[Run], list[Run], list[Run]]:
    """A line at the top that blank space parts from the rest, the rest, and such one at the foot.

    Running heads with something at either side are no lines of two columns.
    """
    lines = _lines(runs)
    first, last = 0, len(lines)
    if len(lines) > 3:
        blank = _APART * size
        first = int(_top(lines[1]) - _bottom(lines[0]) > blank)
        last -= int(_top(lines[-1]) - _bottom(lines[-2]) > blank)
    parts = lines[:first], lines[first:last], lines[last:]
    head, body, foot = ([run for line in part for run in line] for part in parts)
    return head, body, foot


def _top(line: Sequence[Run]) -> float:
    return min(run.top for run in line)


def _bottom(line: Sequence[Run]) -> float:
    return max(run.bottom for run in line)


def _usual_size(runs: Iterable[Run]) -> float:
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += run.weight
    return sizes.most_common(1)[0][0] if sizes else 10.0


def _regions(runs: list[Run], size: float, depth: int) -> list[list[Run]]:
    """The runs in groups that are read one after the other, each from top to bottom."""
    gutter = _gutter(runs, size) if depth < _DEPTH else None
    if gutter is None:
        return [runs] if runs else []
    regions: list[list[Run]] = []
    loose: list[Run] = []
    for band in _bands(runs, gutter, size):
        if band.is_columns(gutter, size):
            if loose:
                regions.append(loose)
                loose = []
            for side in (band.left, band.right):
                regions.extend(_regions(side, size, depth + 1))
        else:
            loose.extend((*band.left, *band.right))
        loose.extend(band.below)
    if loose:
        regions.append(loose)
    return regions


@dataclass(slots=True)
class _Band:
    """What lies left and right of a gutter, and what crosses it below."""

    left: list[Run]
    right: list[Run]
    below: list[Run]

    def is_columns(self, gutter: float, size: float) -> bool:
        if len(self.left) < _FEWEST or len(self.right) < _FEWEST:
            return False
        sides = [_Side.of(self.left), _Side.of(self.right)]
        whole = sides[1].right - sides[0].left
        if sides[1].left - sides[0].right < _GUTTER * size - 2 * _SLACK * size:
            return False
        shared = min(side.bottom for side in sides) - max(side.top for side in sides)
        if shared < 2.5 * size or any(side.lines < _FEWEST for side in sides):
            return False
        return _has_margin(self.right, sides[1], size) and all(
            side.right - side.left >= _NARROWEST * whole and side.fill >= _FULLEST_GAP
            for side in sides
        )


@dataclass(frozen=True, slots=True)
class _Side:
    left: float
    top: float
    right: float
    bottom: float
    lines: int
    fill: float

    @classmethod
    def of(cls, runs: Sequence[Run]) -> _Side:
        left, right = min(run.left for run in runs), max(run.right for run in runs)
        lines = _lines(runs)
        text = sum(sum(run.right - run.left for run in line) for line in lines)
        return cls(
            left,
            min(run.top for run in runs),
            right,
            max(run.bottom for run in runs),
            len(lines),
            text / max(1.0, (right - left) * len(lines)),
        )


def _has_margin(runs: Sequence[Run], side: _Side, size: float) -> bool:
    """Whether half of a column's lines start at its left margin, or at a common hanging indent."""
    lefts = [run.left for run in runs]
    at_margin = sum(left <= side.left + 2.5 * size for left in lefts)
    if at_margin >= 0.5 * side.lines:
        return True
    ((hang, _),) = Counter(round(left) for left in lefts).most_common(1)
    hanging = sum(left > side.left + 2.5 * size and abs(left - hang) <= 1.5 for left in lefts)
    return (
        hang <= side.left + _DEEPEST_HANG * size
        and at_margin >= _FEWEST_HANG * hanging
        and at_margin + hanging >= 0.8 * side.lines
    )


def _gutter(runs: Sequence[Run], size: float) -> float | None:
    """The left margin of the right one of two columns; None where there are not two."""
    if len(runs) < 2 * _FEWEST:
        return None
    margins = Counter(round(run.left / 2) for run in runs)
    leftmost = min(run.left for run in runs)
    best, gain = None, 0
    for bucket, _ in margins.most_common(_CANDIDATES):
        near = [run.left for run in runs if abs(run.left / 2 - bucket) <= 1]
        place = min(near)
        if len(near) < 2 or place < leftmost + 5 * size:
            continue
        won = 0
        for band in _bands(runs, place, size):
            if band.is_columns(place, size):
                won += len(band.left) + len(band.right)
        if won > gain:
            best, gain = place, won
    return best


def _bands(runs: Sequence[Run], gutter: float, size: float) -> list[_Band]:
    slack = _SLACK * size
    crossing = sorted(
        (r for r in runs if r.left < gutter - slack and r.right > gutter + slack - 1),
        key=lambda run: run.top,
    )
    spans: list[tuple[float, float]] = []
    for run in crossing:
        if spans and run.top < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(spans[-1][1], run.bottom))
        else:
            spans.append((run.top, run.bottom))
    bands = [_Band([], [], []) for _ in range(len(spans) + 1)]
    across = {id(run) for run in crossing}
    ordered = sorted(runs, key=lambda run: (run.top + run.bottom) / 2)
    index = 0
    for run in ordered:
        middle = (run.top + run.bottom) / 2
        while index < len(spans) and middle >= spans[index][1]:
            index += 1
        if id(run) in across or (index < len(spans) and middle > spans[index][0]):
            bands[min(index, len(spans) - 1)].below.append(run)
        elif run.left < gutter - slack:
            bands[index].left.append(run)
        else:
            bands[index].right.append(run)
    return bands


def _lines(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs grouped by line, from top to bottom; each line from left to right."""
    lines: list[list[Run]] = []
    heads: list[Run] = []  # the longest run of each line: a drop capital reaches over two
    for run in sorted(runs, key=lambda run: run.base):
        for back in range(1, min(4, len(lines) + 1)):
            head = heads[-back]
            shared = min(head.bottom, run.bottom) - max(head.top, run.top)
            if shared >= _OVERLAP * min(head.bottom - head.top, run.bottom - run.top):
                lines[-back].append(run)
                if run.weight > head.weight:
                    heads[-back] = run
                break
        else:
            lines.append([run])
            heads.append(run)
    for line in lines:
        line.sort(key=lambda run: run.left)
    return lines


def _rows(runs: Sequence[Run], column: int) -> list[Row]:
    lines = _lines(runs)
    margin = _margin([line[0].left for line in lines])
    return [_row(line, column, margin) for line in lines]


def _margin(lefts: Sequence[float]) -> float:
    """The left margin: the leftmost place where a tenth of the lines start, or two of them."""
    ordered = sorted(lefts)
    needed = max(2, len(ordered) // 10)
    for k, left in enumerate(ordered):
        if k + needed <= len(ordered) and ordered[k + needed - 1] - left <= 2.0:
            return left
    return ordered[0]


def _row(line: list[Run], column: int, margin: float) -> Row:
    main = max(line, key=lambda run: (run.weight, run.size))
    if sum(any("\u0590" <= char <= "\u08ff" for char in run.text) * run.weight for run in line) > (
        sum(run.weight for run in line) / 2
    ):
        line = line[::-1]  # Hebrew and Arabic are read from the right.
    text = line[0].text
    for before, run in pairwise(line):
        gap = max(run.left - before.right, before.left - run.right)
        mark = before is line[0] and before.text.isdigit() and before.size < 0.85 * run.size
        blank = mark or gap > _BLANK * main.size or (run.spaced and gap > 0.05 * main.size)
        text += (" " if blank else "") + run.text
    weight = sum(run.weight for run in line)
    return Row(
        text=" ".join(text.split()),
        left=min(run.left for run in line),
        top=min(run.top for run in line),
        right=max(run.right for run in line),
        bottom=max(run.bottom for run in line),
        base=main.base,
        size=main.size,
        bold=2 * sum(run.bold for run in line) > weight,
        column=column,
        margin=margin,
    )


def leading_of(rows: Iterable[Row]) -> dict[int, float]:
    """The usual distance of baselines for each font size (rounded), in points."""
    steps: dict[int, list[float]] = {}
    before: Row | None = None
    for row in rows:
        if before is not None and before.column == row.column:
            step = row.base - before.base
            if abs(before.size - row.size) < 0.6 and 0.8 * row.size < step < 2.2 * row.size:
                steps.setdefault(round(row.size), []).append(step)
        before = row
    return {size: _usual_step(found) for size, found in steps.items()}


def _usual_step(steps: list[float]) -> float:
    """The commonest step: of single lines in spaced paragraphs, too, where some have two lines."""
    common = Counter(round(4 * step) for step in steps)
    most = max(common.values())
    usual = min(step for step, count in common.items() if count >= 0.5 * most) / 4
    near = [step for step in steps if abs(step - usual) <= 0.3]
    return median(near) if near else usual
