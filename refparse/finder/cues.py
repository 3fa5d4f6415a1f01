"""What the line tagger sees of each piece of a document: layout, numbering, wording, and the rules.

Each piece gets a list of strings, CRFsuite's binary attributes. Numbers are put into bins. What the
rules of this package make of the document (``find_entries``) is one cue among the others.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Sequence
from itertools import accumulate
from statistics import median
from typing import Final

from refparse.finder.entries import Place
from refparse.finder.evidence import YEAR, prose_signs, reference_signs, rows
from refparse.finder.fields import row_cues
from refparse.finder.find import find_entries
from refparse.finder.headings import closes_list, heading_of
from refparse.finder.numbering import Mark
from refparse.finder.pieces import Piece, lead_in, refers_back
from refparse.finder.shape import shape_of
from refparse.finder.starts import break_evidence, has_head_year, sort_key, start_evidence
from refparse.finder.views import View

CUE_SET: Final = 2
"""Raised whenever cues change: a model trained with others is refused."""

_CAPTION: Final = re.compile(
    r"(?:table|figure|fig|source|tab|abb|tabelle|abbildung|quelle|tableau|tabla|tabella|tabela"
    r"|таблица|рис|источник|таблиця|рисунок|tabulka|zdroj|źródło|fuente|fonte|表|図|图|표|그림)"
    r"\b[. :]?|[表図图표]\s?\d",
    re.IGNORECASE,
)
_LINKS: Final = re.compile(r"https?://|www\.|doi", re.IGNORECASE)
_VOLUME: Final = re.compile(r"0{1,4} ?\(0{1,4}\)|0:[ ]?0|0{2,}-0{2,}")
_AHEAD: Final = 400
_WINDOWS: Final = (3, 8, 20)


def _bin(value: float, edges: Sequence[float]) -> int:
    return bisect(edges, value)


_BALANCE: Final = (-2.5, -1.5, -0.9, -0.5, -0.1, 0.3, 0.8, 1.5, 2.5, 4.0)
_START: Final = (-3.5, -2.2, -1.2, -0.4, 0.2, 0.9, 1.7, 2.2, 2.6)
_BREAK: Final = (-2.2, -1.2, -0.2, 0.1, 0.6)
_MEAN: Final = (-1.5, -1.0, -0.6, -0.3, 0.0, 0.3, 0.7, 1.2, 2.0)
_SHIFT: Final = (-30.0, -7.0, -1.2, 1.2, 4.5, 9.0, 30.0)
_LOWER: Final = (0.15, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8)
_POINTS: Final = (0.08, 0.16, 0.24, 0.32, 0.42, 0.55, 0.75)
_LENGTH: Final = (15, 30, 45, 70, 110, 200, 400)
_FAR: Final = (1, 2, 4, 10, 30, 100, 300)
_RUN: Final = (3, 5, 9, 20, 50)


def cues_of(
    views: Sequence[View],
    pieces: Sequence[Piece],
    runs: Sequence[Sequence[Mark]],
    rules: bool = True,
) -> list[list[str]]:
    """The cues of each piece, in order.

    Args:
        views: the rows of the document.
        pieces, runs: as :func:`refparse.finder.pieces.pieces_of` gives them.
        rules: whether the rules' own answer is among the cues.

    Time grows linearly with the document.
    """
    return _Cues(views, pieces, runs).all(rules)


def _texture(shape: str) -> tuple[float, float, float]:
    """Of the words of a shape the share in lower case, of the words with punctuation at their end
    or inside, and of characters the share of digits.

    References differ from prose in all three, in every language that has case.
    """
    words = shape.split(" ")
    count = max(1, len(words))
    lower = sum(1 for word in words if word[:1] == "a" and "." not in word[:-1])
    marked = sum(1 for word in words if word[-1:] in ".,:;)" or "(" in word[:1])
    return lower / count, marked / count, shape.count("0") / max(1, len(shape))


class _Cues:
    def __init__(
        self, views: Sequence[View], pieces: Sequence[Piece], runs: Sequence[Sequence[Mark]]
    ) -> None:
        self.views, self.pieces, self.runs = views, pieces, runs
        self.balances: list[float] = []
        self.prose: list[float] = []
        self.starts: list[float] = []
        self.behind_marks: list[float] = []
        for number, piece in enumerate(pieces):
            length = rows(piece.shape)
            signs = reference_signs(piece.text, piece.shape)
            prose = prose_signs(piece.text)
            self.balances.append((signs - prose - 0.75 * length) / max(1.0, length))
            self.prose.append(prose / max(1.0, length))
            self.starts.append(self._start(number, 0))
            skipped = self._skipped(piece)
            self.behind_marks.append(self._start(number, skipped) if skipped else -9.0)
        self.textures = [_texture(piece.shape) for piece in pieces]
        self.lower = [0.0, *accumulate(texture[0] for texture in self.textures)]
        self.points = [0.0, *accumulate(texture[1] for texture in self.textures)]
        self.sums = [0.0, *accumulate(max(-2.0, min(3.0, value)) for value in self.balances)]
        tops = [max(a, b) >= 1.5 for a, b in zip(self.starts, self.behind_marks, strict=True)]
        self.tops = [0, *accumulate(map(int, tops))]
        sizes = [view.size for view in views if view.size is not None]
        self.body = median(sizes) if sizes else None
        self.fields = row_cues(pieces, [self._skipped(piece) for piece in pieces])
        self.run_cues = [self._run_cue(number) for number in range(len(runs))]
        self.sections = self._sections()
        self.edges = self._edge_flags()
        self.widths = self._widths()

    def _start(self, number: int, skipped: int) -> float:
        piece = self.pieces[number]
        following = ""
        if number + 1 < len(self.pieces) and not self.pieces[number + 1].inner:
            following = self.pieces[number + 1].shape[:_AHEAD]
        return start_evidence(piece.text[skipped:], piece.shape[skipped:], following)

    def _skipped(self, piece: Piece) -> int:
        """The length of the number and of the lead-in at the start of a piece."""
        at = 0
        if piece.mark is not None:
            at = piece.mark.end - piece.mark.column
        elif piece.inner == "bare":
            at = len(piece.text) - len(piece.text.lstrip("0123456789"))
        at += len(piece.text[at:]) - len(piece.text[at:].lstrip())
        return at + lead_in(piece.text[at:])

    def _run_cue(self, number: int) -> tuple[str, ...]:
        run = self.runs[number]
        span = run[-1].view - run[0].view + 1
        starts = []
        for mark in run[:200]:
            text = self.views[mark.view].text[mark.end : mark.end + 200].lstrip()
            text = text[lead_in(text) :]
            starts.append(start_evidence(text, shape_of(text)) if text else 0.0)
        mean = sum(starts) / len(starts)
        at_start = sum(mark.at_start for mark in run) > len(run) / 2
        length = _bin(len(run), _RUN)
        good = _bin(mean, (-1.0, 0.0, 0.7, 1.4, 2.0))
        dense = _bin(span / len(run), (1.5, 3.0, 6.0, 12.0, 25.0))
        kind = run[0].kind
        return (
            f"run={kind}", f"runl={length}", f"runs={good}", f"rund={dense}",
            f"run1={run[0].number == 1}", f"runa={at_start}",
            f"runsl={good}/{length}/{at_start}", f"runsd={good}/{dense}",
        )  # fmt: skip

    def _sections(self) -> list[str]:
        """The last heading above each piece and how far above it stands."""
        out = []
        kind, at = "0", 0
        for number, piece in enumerate(self.pieces):
            out.append(f"{kind}{_bin(number - at, _FAR)}")
            view = self.views[piece.view]
            if piece.column == 0 and view.heading is not None:
                kind, at = view.heading.kind[0], number
            elif piece.column == 0 and view.closes:
                kind, at = "c", number
        return out

    def _edge_flags(self) -> list[str]:
        """Whether each row stands at the left edge of the rows around it, and how many do."""
        indents = [view.indent for view in self.views]
        out = []
        for index, view in enumerate(self.views):
            near = [
                indents[k]
                for k in range(max(0, index - 8), min(len(indents), index + 9))
                if self.views[k].page == view.page
            ]
            low = min(near)
            at_edge = view.indent <= low + 1.0
            share = sum(1 for indent in near if indent <= low + 1.0) / len(near)
            out.append(f"{'e' if at_edge else 'i'}{_bin(share, (0.15, 0.4, 0.7, 0.99))}")
        return out

    def _widths(self) -> list[float]:
        """The right edge that the rows around each row are wrapped to."""
        extents = [view.extent for view in self.views]
        out = []
        for index in range(len(extents)):
            near = sorted(extents[max(0, index - 12) : index + 13])
            out.append(near[int(0.9 * (len(near) - 1))])
        return out

    def _mean(self, low: int, high: int) -> float:
        low, high = max(0, low), min(len(self.pieces), high)
        return (self.sums[high] - self.sums[low]) / (high - low) if high > low else -3.0

    def all(self, rules: bool) -> list[list[str]]:
        own = [self._own(number) for number in range(len(self.pieces))]
        answers = self._answers() if rules else [""] * len(self.pieces)
        out = []
        seen: dict[str, str] = {}
        last = len(own) - 1
        for number in range(len(own)):
            cues = ["bias", *own[number][0], *self._around(number)]
            for step in (-2, -1, 1, 2):
                other = number + step
                if 0 <= other <= last:
                    cues += [f"{step:+d}{cue}" for cue in own[other][1]]
                else:
                    cues.append(f"{step:+d}none")
            if rules:
                ahead = answers[number + 1] if number < last else "-"
                cues += [
                    f"rule={answers[number]}",
                    f"rule2={answers[number - 1] if number else '-'}{answers[number]}{ahead}",
                    f"ruleb={answers[number]}/{_bin(self.balances[number], _BALANCE) // 2}",
                ]
            # A document has few different cues; keeping one of each keeps books small.
            out.append([seen.setdefault(cue, cue) for cue in cues])
        return out

    def _own(self, number: int) -> tuple[list[str], list[str]]:
        """The cues of a piece itself, and those that its neighbours see."""
        piece = self.pieces[number]
        view = self.views[piece.view]
        balance = _bin(self.balances[number], _BALANCE)
        start = _bin(self.starts[number], _START)
        behind = _bin(self.behind_marks[number], _START)
        best = max(start, behind)
        heading = heading_of(piece.text) if len(piece.text) < 200 else None
        head = heading.kind[0] if heading else "-"
        closes = piece.column == 0 and (view.closes or closes_list(piece.text))
        mark = piece.mark.kind if piece.mark else ("bare" if piece.inner == "bare" else "-")
        years = min(3, len(YEAR.findall(piece.text)))
        seen = [f"b={balance}", f"s={best}", f"m={mark}", f"h={head}", f"y={years > 0}"]
        own = [
            *seen, f"st={start}", f"sb={behind}", f"ys={years}",
            f"pr={_bin(self.prose[number], (0.01, 0.6, 1.2, 2.0))}",
            f"l={_bin(len(piece.text), _LENGTH)}", f"in={piece.inner}", f"c={closes}",
            f"hr={head}/{heading is not None and heading.rest is not None}",
        ]  # fmt: skip
        if piece.run >= 0:
            own += self.run_cues[piece.run]
        own += self._wording(number, piece)
        own += self._layout(number, piece, view)
        if number and not piece.inner:
            before = self.pieces[number - 1]
            breaks = _bin(break_evidence(before.text, before.shape), _BREAK)
            own += [f"br={breaks}", f"brs={breaks}/{best}", f"brb={breaks}/{balance // 2}"]
            seen.append(f"br={breaks}")
        fields, opens = self.fields[number]
        own += [*fields, f"{fields[0]}/{best}", f"{fields[0]}/{mark}/{piece.inner}"]
        seen.append(opens)
        own += [f"bs={balance}/{best // 2}", f"is={piece.inner}/{best}", f"ms={mark}/{best}"]
        return own, seen

    def _wording(self, number: int, piece: Piece) -> list[str]:
        shape, text = piece.shape, piece.text
        first = shape[0] if shape[0] in 'Aa0co"([-' else "."
        last = shape[-1] if shape[-1] in 'Aa0co")]-,.:;' else "*"
        skipped = self._skipped(piece)
        lower, points, digits = self.textures[number]
        cues = [
            f"f={first}", f"e={last}",
            f"lo={_bin(lower, _LOWER)}", f"po={_bin(points, _POINTS)}",
            f"di={_bin(digits, (0.001, 0.05, 0.12, 0.25, 0.5))}",
            f"lp={_bin(lower, _LOWER) // 2}/{_bin(points, _POINTS) // 2}",
        ]  # fmt: skip
        if _CAPTION.match(text):
            cues.append("caption")
        if _LINKS.search(text):
            cues.append("link")
        if _VOLUME.search(shape):
            cues.append("volume")
        if has_head_year(shape[skipped : skipped + _AHEAD]):
            cues.append("dated")
        if refers_back(text[skipped:]):
            cues.append("back")
        if lead_in(text[skipped:]) or (skipped and lead_in(text.lstrip("0123456789.)] "))):
            cues.append("lead")
        return cues

    def _layout(self, number: int, piece: Piece, view: View) -> list[str]:
        if piece.inner:
            return ["inner"]
        index = piece.view
        cues = [f"gap={min(2, view.gap)}", f"np={view.new_page}", f"edge={self.edges[index]}"]
        before = self.views[index - 1] if index else None
        after = self.views[index + 1] if index + 1 < len(self.views) else None
        if before is not None:
            shift = _bin(view.indent - before.indent, _SHIFT)
            width = self.widths[index - 1]
            word = len(view.text.split(None, 1)[0])
            early = _bin((width - before.extent - 1 - word) / max(10.0, width), (0.02, 0.1, 0.3))
            cues += [f"in-={shift}", f"early={early}", f"ge={min(1, view.gap)}/{early}/{shift}"]
            if view.size is not None and before.size is not None:
                cues.append(f"sz-={_bin(view.size - before.size, (-0.4, 0.4))}")
        if after is not None:
            cues.append(f"in+={_bin(after.indent - view.indent, _SHIFT)}")
            cues.append(f"gap+={min(2, after.gap)}")
        if view.size is not None and self.body is not None:
            cues.append(f"sz={_bin(view.size - self.body, (-2.5, -0.4, 0.4, 2.5))}")
        if view.bold is not None:
            cues.append(f"bold={view.bold}")
        if view.height is not None:
            cues.append(f"ht={_bin(view.height, (0.05, 0.3, 0.6, 0.8, 0.95))}")
        key, previous = sort_key(piece.text), sort_key(before.text) if before else ""
        if key and previous:
            cues.append(f"abc={(key >= previous)}")
        return cues

    def _around(self, number: int) -> list[str]:
        cues = []
        means = []
        for size in _WINDOWS:
            above = _bin(self._mean(number - size, number), _MEAN)
            below = _bin(self._mean(number + 1, number + 1 + size), _MEAN)
            means.append((above, below))
            cues += [f"a{size}={above}", f"u{size}={below}"]
            if size > 3:
                span = max(1, min(len(self.pieces), number + size) - max(0, number - size))
                low, high = max(0, number - size), min(len(self.pieces), number + size)
                lower = _bin((self.lower[high] - self.lower[low]) / span, _LOWER)
                points = _bin((self.points[high] - self.points[low]) / span, _POINTS)
                cues += [f"lo{size}={lower}", f"po{size}={points}", f"lp{size}={lower}/{points}"]
        cues.append(f"ab8={means[1][0] // 2}/{means[1][1] // 2}")
        low, high = max(0, number - 10), min(len(self.pieces), number + 11)
        share = (self.tops[high] - self.tops[low]) / max(1, high - low)
        starts = _bin(share, (0.01, 0.1, 0.2, 0.35, 0.5, 0.8))
        section = self.sections[number]
        balance = _bin(self.balances[number], _BALANCE) // 2
        cues += [
            f"top={starts}", f"sec={section}", f"sk={section[0]}", f"skb={section[0]}/{balance}",
            f"skm={section[0]}/{means[1][1] // 2}/{means[1][0] // 2}",
            f"pos={_bin(number / len(self.pieces), (0.1, 0.3, 0.5, 0.7, 0.85, 0.95))}",
            f"n={_bin(len(self.pieces), (5, 15, 50, 200, 1000))}",
        ]  # fmt: skip
        return cues

    def _answers(self) -> list[str]:
        """What the rules make of each piece: B starts a reference, I goes on, O is neither."""
        views = list(self.views)
        entries = find_entries(views)
        # Where a heading shares the row of a reference, columns count from behind the heading.
        lost = [len(a.text) - len(b.text) for a, b in zip(self.views, views, strict=True)]
        out = []
        at = 0
        for piece in self.pieces:
            start, end = (piece.view, piece.column), (piece.view, piece.end)
            while at < len(entries) and _key(entries[at][1], lost) <= start:
                at += 1
            if at == len(entries) or _key(entries[at][0], lost) >= end:
                out.append("O")
            else:
                first = _key(entries[at][0], lost)
                # A bullet is no part of its reference.
                opens = first >= start or (first[0] == start[0] and first[1] <= start[1] == 0)
                out.append("B" if opens else "I")
        return out


def _key(place: Place, lost: Sequence[int]) -> tuple[int, int]:
    return place.view, place.column + lost[place.view]
