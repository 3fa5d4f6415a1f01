"""Numbered lists: the marks ("[12]", "(3)", "4.", "5)", a bare "6") and the runs they form."""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from refparse.finder.views import View

_AT_START: Final = re.compile(
    r"(?P<bracket>\[0{1,4}\]\.?)|(?P<paren>\(0{1,4}\))|(?P<dot>0{1,4}\.)\)?(?=[ \"Aaco(\[]|$)"
    r"|(?P<half>0{1,4}\))|(?P<dash>0{1,4}-)(?=A)|(?P<bare>0{1,4})(?= |[A\"co]|$)"
)
# Within a line only marks that text does not use otherwise, or that a reference follows at once.
_WITHIN: Final = re.compile(
    r"(?<=[ .;0)a])(?:(?P<bracket>\[0{1,4}\]\.?)|(?P<paren>\(0{1,4}\))(?= [A\"co])"
    r"|(?P<dot>(?<=[ .;)a])0{1,4}\.(?= ?[A\"co-])|(?<=[.;)\]] )0{1,4}\.$)"
    r"|(?P<half>(?<=[ .;)a])0{1,4}\))(?= ?[A\"co]))"
)
_DIGITS: Final = re.compile(r"\d+")
_KEY: Final = re.compile(r"\[(?=[^\]]*[^\W_])[^\[\]]{1,30}\]")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


@dataclass(frozen=True, slots=True)
class Mark:
    """A number that may open an entry: where it stands, how it is written, and its value."""

    view: int
    column: int
    end: int
    kind: str
    number: int
    at_start: bool


def marks_in(views: Sequence[View], start: int, end: int, within: bool = True) -> Iterator[Mark]:
    """The marks in ``views[start:end]``, in order; those inside of lines only if ``within``."""
    for index in range(start, end):
        view = views[index]
        match = _AT_START.match(view.shape)
        if match:
            yield from _mark(view, index, match, True)
        if within and "0" in view.shape:
            for match in _WITHIN.finditer(view.shape, 1):
                yield from _mark(view, index, match, False)


def _mark(view: View, index: int, match: re.Match[str], at_start: bool) -> Iterator[Mark]:
    digits = _DIGITS.search(view.text[match.start() : match.end()].translate(_SUPERSCRIPTS))
    if digits and match.lastgroup:
        yield Mark(
            index, match.start(), match.end(), match.lastgroup, int(digits.group()), at_start
        )


def runs_of(marks: Iterator[Mark], reach: int) -> list[list[Mark]]:
    """The runs of marks of one kind that count up, none overlapping another, in order.

    A run goes from number to number by 1, or over at most two missing ones, with at most ``reach``
    views between neighbours. Longer runs are taken first. Time grows linearly with the marks.
    """
    chain: list[tuple[float, int, Mark]] = []  # weight up to here, index of the predecessor
    latest: dict[tuple[str, int], int] = {}
    for mark in marks:
        own = 1.0 if mark.at_start else 0.35
        weight, before = own + (0.5 if mark.number == 1 else 0.0), -1
        for step, cost in ((1, 0.0), (2, 0.6), (3, 1.2)):
            index = latest.get((mark.kind, mark.number - step), -1)
            if index < 0 or mark.view - chain[index][2].view > reach:
                continue
            if chain[index][0] + own - cost > weight:
                weight, before = chain[index][0] + own - cost, index
        chain.append((weight, before, mark))
        key = (mark.kind, mark.number)
        rival = latest.get(key, -1)
        # Of two marks with one number the one with the better past goes on, unless it is too far.
        if rival < 0 or weight >= chain[rival][0] or mark.view - chain[rival][2].view > reach:
            latest[key] = len(chain) - 1
    order = sorted(range(len(chain)), key=lambda index: -chain[index][0])
    used: set[int] = set()
    runs = []
    for index in order:
        if index in used or chain[index][0] < 1.5:
            continue
        run = []
        while index >= 0 and index not in used:
            used.add(index)
            run.append(chain[index][2])
            index = chain[index][1]
        run.reverse()
        if len(run) > 1:
            runs.append(run)
    runs.sort(key=len, reverse=True)
    kept: list[list[Mark]] = []
    spans: list[tuple[tuple[int, int], tuple[int, int]]] = []  # of the runs kept, in order
    for run in runs:
        span = (run[0].view, run[0].column), (run[-1].view, run[-1].column)
        place = bisect(spans, span)
        clear_before = place == 0 or spans[place - 1][1] < span[0]
        if clear_before and (place == len(spans) or span[1] < spans[place][0]):
            spans.insert(place, span)
            kept.insert(place, run)
    return kept


def leading_number(text: str, shape: str) -> str | None:
    """The number or key at the very start of a reference, without brackets; None without one.

    A bare number counts only where no unit of a date or of a measure is likely to follow it.
    """
    match = _AT_START.match(shape)
    if match and match.lastgroup != "dash":
        digits = _DIGITS.search(text[: match.end()].translate(_SUPERSCRIPTS))
        return digits.group() if digits else None
    key = _KEY.match(text)
    return key.group()[1:-1].strip() if key else None
