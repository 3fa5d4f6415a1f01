"""Splitting a list without numbers into its references.

Each line break gets the evidence that a new reference starts there: what the line starts with, how
the line before ends, blank lines, indentation, and lines that end early. How much blank lines,
indentation and short lines mean differs from list to list, and is therefore learnt from the list
itself, first from the lines whose words alone give a start away, then from the split found with
those. A dynamic program picks the best split as a whole: it also wants a year in each reference,
usual lengths, and alphabetical order where the list has it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final

from refparse.finder.starts import STRONG
from refparse.finder.views import View, break_before, dated_at_head, key_of, start_of

_LONGEST: Final = 30  # rows in one reference
_WIDEST: Final = 160  # characters in a row of wrapped text
_FEWEST_FULL: Final = 0.3  # the share of rows of wrapped text that fill its width
_FEWEST_ROWS: Final = 4
_EARLY_ENDS: Final = 0.05  # the share of rows of a paragraph that may end early, for a long word
_CUE_LIMIT: Final = 3.5
_PROSE: Final = 2.0
_PASSES: Final = 3
# What to expect of the cues before the list at hand is seen: their shares among starts and among
# other rows. It counts as much as this many rows of the list.
_GAP: Final = (0.6, 0.1)
_EDGE: Final = (0.7, 0.5)
_EARLY: Final = (0.6, 0.35)
_TRUST: Final = 2.0
_ODDS_LIMIT: Final = 6.0
_ODDS_WEIGHT: Final = 1.3  # of what another method says, beside the evidence found here


def split_rows(
    views: Sequence[View], start: int, end: int, odds: Mapping[int, float] | None = None
) -> list[tuple[int, int]]:
    """The references in ``views[start:end]``, as ranges of views that leave nothing out.

    ``odds`` gives the log-odds that a reference starts at a view, as another method sees it; they
    are weighed in. Time grows linearly with the number of views.
    """
    if end - start < 2:
        return [(start, end)] if end > start else []
    return _Splitter(views, start, end, odds or {}).split()


class _Splitter:
    def __init__(
        self, views: Sequence[View], start: int, end: int, odds: Mapping[int, float]
    ) -> None:
        self.start, self.end = start, end
        self.odds = [
            _ODDS_WEIGHT * max(-_ODDS_LIMIT, min(_ODDS_LIMIT, odds.get(i, 0.0)))
            for i in range(start, end)
        ]
        rows = range(start, end)
        self.words = [start_of(views, i) for i in rows]
        self.breaks = [0.0] + [break_before(views, i) for i in range(start + 1, end)]
        # A row of prose behind a full stop is none of a reference: cut, it can be left out.
        self.prose = [
            _PROSE if brk > 0.0 and views[i].balance < -1.2 else 0.0
            for i, brk in zip(rows, self.breaks, strict=True)
        ]
        self.chars = [0]
        self.years = [0]
        for i in rows:
            self.chars.append(self.chars[-1] + len(views[i].text) + views[i].shape.count("c") + 1)
            self.years.append(self.years[-1] + views[i].years)
        self.addresses = [0]
        for i in rows:
            found = "://" in views[i].text or "www." in views[i].text
            self.addresses.append(self.addresses[-1] + found)
        strong = [
            k for k in range(len(self.words)) if self.words[k] >= STRONG and self.breaks[k] > -1.5
        ]
        self.gaps = [float(views[i].gap > 0) for i in rows]
        self.indents = _indent_classes(views, start, end, strong)
        lengths = [views[i].extent for i in rows]
        width = wrap_width(lengths)
        self.early = early_breaks(views, start, end, width)
        # Rows that are not wrapped are paragraphs, the surer the longer they are.
        long = sum(lengths) > 120 * len(lengths)
        self.paragraphs = 0.0 if width else (2.0 if long else 0.5)
        self.dated = [dated_at_head(views, i) for i in rows]
        self.keys = [
            key_of(views[i]) if w > 0.4 else "" for i, w in zip(rows, self.words, strict=True)
        ]
        self.starts = set(strong)
        dated = sum(self.dated[k] for k in strong)
        self.date_style = len(strong) >= 3 and dated >= 0.7 * len(strong)
        self.sorted = self._is_sorted(strong)

    def _is_sorted(self, strong: list[int]) -> bool:
        keys = [self.keys[k] for k in strong if self.keys[k]]
        pairs = list(pairwise(keys))
        return len(pairs) >= 4 and sum(a <= b for a, b in pairs) >= 0.8 * len(pairs)

    def split(self) -> list[tuple[int, int]]:
        cuts = [0]
        for _ in range(_PASSES):
            cuts = self._best_cuts(self._evidence())
            if self.starts == set(cuts):
                break
            self.starts = set(cuts)
        bounds = [*cuts, len(self.words)]
        return [(self.start + a, self.start + b) for a, b in pairwise(bounds)]

    def _evidence(self) -> list[float]:
        """The log-odds of a start at each row, by the cues as the list at hand uses them."""
        count = len(self.words)
        share = min(max(len(self.starts) / count, 0.1), 0.9)
        base = 0.4 * math.log(share / (1 - share)) + self.paragraphs
        total = [
            base + 0.8 * word + 0.8 * brk + prose + odds
            for word, brk, prose, odds in zip(
                self.words, self.breaks, self.prose, self.odds, strict=True
            )
        ]
        for cue, expected in (
            (self.gaps, _GAP),
            (self.indents, _EDGE),
            (self.early, _EARLY),
        ):
            yes, no = self._cue_weights(cue, expected)
            for k, value in enumerate(cue):
                total[k] += value * yes + (1 - value) * no
        return total

    def _cue_weights(self, cue: list[float], expected: tuple[float, float]) -> tuple[float, float]:
        """What a cue says for a start where it is present, and where it is absent."""
        rows = len(cue) - 1
        with_cue = sum(cue[1:])
        if with_cue == 0.0 or with_cue == rows:
            return 0.0, 0.0
        starts = sum(1 for k in self.starts if k)
        cued = sum(cue[k] for k in self.starts if k)
        among_starts = (cued + _TRUST * expected[0]) / (starts + _TRUST)
        among_others = (with_cue - cued + _TRUST * expected[1]) / (rows - starts + _TRUST)
        yes = math.log((among_starts + 0.02) / (among_others + 0.02))
        no = math.log((1.02 - among_starts) / (1.02 - among_others))
        return (
            max(-_CUE_LIMIT, min(_CUE_LIMIT, yes)),
            max(-_CUE_LIMIT, min(_CUE_LIMIT, no)),
        )

    def _best_cuts(self, evidence: list[float]) -> list[int]:
        count = len(self.words)
        best = [-math.inf] * (count + 1)
        back = [0] * (count + 1)
        best[0] = 0.0
        for after in range(1, count + 1):
            gain = evidence[after] if after < count else 0.0
            for first in range(max(0, after - _LONGEST), after):
                score = best[first] + gain + self._entry(first, after) + self._order(first, after)
                if score > best[after]:
                    best[after], back[after] = score, first
        cuts = []
        at = count
        while at > 0:
            at = back[at]
            cuts.append(at)
        cuts.reverse()
        return cuts

    def _entry(self, first: int, after: int) -> float:
        """How good the rows make one reference, apart from where they are cut."""
        chars = self.chars[after] - self.chars[first]
        years = self.years[after] - self.years[first]
        score = 0.0
        if years:
            score += 0.4
        elif self.addresses[after] == self.addresses[first]:
            score -= 1.5
        if chars < 30:
            score -= 2.0
        elif chars < 50:
            score -= 0.7
        elif chars > 450 and after - first > 1:
            score -= min(4.0, 0.5 * (chars - 450) / 150)
        if self.date_style:
            score += 0.6 if self.dated[first] else -1.0
        return score

    def _order(self, first: int, after: int) -> float:
        if not self.sorted or after >= len(self.keys):
            return 0.0
        here, there = self.keys[first], self.keys[after]
        if not here or not there:
            return 0.0
        return 0.6 if here <= there else -1.5


def is_paragraph(views: Sequence[View], start: int, end: int) -> bool:
    """Whether ``views[start:end]`` are wrapped rows of one paragraph.

    None of them ends early, and all but the first one start at one edge, without space above.
    """
    width = wrap_width([views[i].extent for i in range(start, end)])
    if end - start < _FEWEST_ROWS or not width:
        return False
    indents = sorted(views[i].indent for i in range(start + 1, end))
    usual = indents[len(indents) // 2]
    apart = sum(abs(indent - usual) > 1.0 for indent in indents)
    apart += sum(views[i].gap > 0 for i in range(start + 1, end))
    if apart > _EARLY_ENDS * len(indents):
        return False
    early = early_breaks(views, start, end, width)
    return sum(value > 0.5 for value in early) <= _EARLY_ENDS * len(early)


def _indent_classes(views: Sequence[View], start: int, end: int, strong: list[int]) -> list[float]:
    """1 for rows at the left edge of their page's column, 0 for indented ones.

    Pages may lie shifted against each other, so each page has its own edge.
    """
    edges: dict[int, float] = {}
    for i in range(start, end):
        page = views[i].page
        edges[page] = min(edges.get(page, math.inf), views[i].indent)
    # Where every page has a stray outlier, starts tell the edge better than the minimum.
    by_page: dict[int, list[float]] = {}
    for k in strong:
        by_page.setdefault(views[start + k].page, []).append(views[start + k].indent)
    for page, indents in by_page.items():
        usual = sorted(indents)[len(indents) // 2]
        if len(indents) >= 3:
            edges[page] = usual
    return [float(views[i].indent <= edges[views[i].page] + 1.0) for i in range(start, end)]


def early_breaks(views: Sequence[View], start: int, end: int, width: float) -> list[float]:
    """How surely the row before each row ended early: its next word would have fitted.

    ``width`` is what rows are wrapped to; 0 where they are not, and nothing is early.
    """
    early = [0.0] * (end - start)
    if not width:
        return early
    for i in range(start + 1, end):
        word = views[i].text.split(None, 1)[0]
        left = width - views[i - 1].extent - 1 - len(word)
        early[i - start] = min(1.0, max(0.0, (left / width - 0.02) / 0.12))
    return early


def wrap_width(lengths: Sequence[float]) -> float:
    """The width that rows are wrapped to, given their lengths; 0 where they are not.

    Wrapped rows are mostly just short of one width. The width may be exceeded here and there, where
    an earlier step has joined hyphenated words, so it is where rows crowd rather than the maximum.
    """
    ordered = sorted(lengths)
    most = low = 0
    width = 0.0
    for high, length in enumerate(ordered):
        while ordered[low] < 0.87 * length:
            low += 1
        if high - low + 1 >= most:
            most, width = high - low + 1, length
    wrapped = 20 < width <= _WIDEST and most >= _FEWEST_FULL * len(ordered)
    return width if wrapped else 0.0
