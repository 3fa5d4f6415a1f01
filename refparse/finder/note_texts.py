"""Notes as texts: what stands behind the number of a footnote or an endnote, row by row.

A run of numbers is taken for numbers of notes where enough of what follows them was labelled as a
reference; which of it is cited is for :mod:`refparse.finder.parts` to say.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from refparse.finder.entries import Place
from refparse.finder.label import GOES_ON, START, list_runs
from refparse.finder.numbering import Mark
from refparse.finder.pieces import LEADERS, Piece
from refparse.finder.views import View

_MOST_ROWS: Final = 15
_CITING: Final = 0.15  # the share of a run's notes that cite, from which it is one of notes
_BARE: Final = -2  # the run of numbers that were found within rows of notes

_SHARES: Final = (0.1, 0.25, 0.4, 0.6, 0.8, 0.95)
_SIZES: Final = (-2.5, -0.4, 0.4)


@dataclass(frozen=True, slots=True)
class Stretch:
    """A text that runs over rows, joined by blanks.

    Attributes:
        text: the text.
        rows: for each row its index, and the columns where its part of the text starts and ends.
        starts: for each row the offset in the text at which its part starts.
    """

    text: str
    rows: tuple[tuple[int, int, int], ...]
    starts: tuple[int, ...]

    def place(self, at: int, *, behind: bool = False) -> Place:
        """The place of an offset in the text; ``behind`` it, where a range ends there."""
        number = max(0, bisect(self.starts, at - 1 if behind else at) - 1)
        row, column, end = self.rows[number]
        return Place(row, min(end, column + at - self.starts[number]))


@dataclass(frozen=True, slots=True)
class Note:
    """A note and what its document tells of it.

    Attributes:
        body: its text behind the number.
        opens: where its number stands.
        since: the row in which the run of its number starts.
        kind: the kind of its number; see :class:`refparse.finder.numbering.Mark`.
        citing: the share of the notes in its run in which something was labelled as a reference.
        smaller: how many points larger than most of the document it is set; None where the source
            does not tell.
    """

    body: Stretch
    opens: Place
    since: int
    kind: str
    citing: float
    smaller: float | None

    def cues(self, headed: bool) -> tuple[str, ...]:
        """What is said of all of its parts; ``headed``: the document has a list under a heading."""
        share = bisect(_SHARES, self.citing)
        size = "-" if self.smaller is None else bisect(_SIZES, self.smaller)
        return (
            f"sh={share}", f"hd={headed}", f"rk={self.kind}", f"rs={self.kind}/{share}",
            f"hs={headed}/{share}", f"sz={size}", f"hsz={headed}/{size}",
        )  # fmt: skip


def stretch_of(views: Sequence[View], rows: Sequence[tuple[int, int, int]]) -> Stretch:
    """The text of some rows, each given by its index and the columns of what is wanted."""
    texts = [views[row].text[column:end] for row, column, end in rows]
    starts = []
    at = 0
    for text in texts:
        starts.append(at)
        at += len(text) + 1
    return Stretch(" ".join(texts), tuple(rows), tuple(starts))


def notes_in(
    views: Sequence[View],
    pieces: Sequence[Piece],
    runs: Sequence[Sequence[Mark]],
    labels: Sequence[str],
    covered: Sequence[int],
) -> Iterator[Note]:
    """The notes of a document, in order.

    Args:
        views: the rows of the document.
        pieces, runs: as :func:`refparse.finder.pieces.pieces_of` gives them.
        labels: of the pieces.
        covered: for each row whether it belongs to a list already.

    Time grows linearly with the document.
    """
    opens = _openings(pieces, list_runs(pieces, runs, labels))
    citing = _citing(views, pieces, labels, opens)
    since: dict[int, int] = {}
    for number, run in opens:
        since.setdefault(run, pieces[number].view)
    sizes = sorted(view.size for view in views if view.size is not None)
    body = sizes[len(sizes) // 2] if sizes else None
    for (first, run), (after, _) in pairwise([*opens, (len(pieces), 0)]):
        if run not in citing:
            continue
        piece = pieces[first]
        rows = _rows(views, pieces, first, after, covered)
        if not rows:
            continue
        size = views[rows[0][0]].size
        yield Note(
            stretch_of(views, rows),
            Place(piece.view, piece.column),
            since[run],
            "bare" if piece.mark is None else piece.mark.kind,
            citing[run],
            None if size is None or body is None else size - body,
        )


def _openings(pieces: Sequence[Piece], lists: set[int]) -> list[tuple[int, int]]:
    """The pieces that open with the number of a note, each with the run of its number."""
    opens = []
    for number, piece in enumerate(pieces):
        if LEADERS.search(piece.text):
            continue  # a table of contents
        if piece.inner == "bare":
            opens.append((number, _BARE))
        elif (
            piece.mark is not None
            and (piece.run not in lists or piece.mark.kind == "bare")
            and (piece.inner == "mark" or (piece.mark.at_start and piece.column == 0))
        ):
            opens.append((number, piece.run))
    return opens


def _citing(
    views: Sequence[View],
    pieces: Sequence[Piece],
    labels: Sequence[str],
    opens: Sequence[tuple[int, int]],
) -> dict[int, float]:
    """For each run of notes the share of them that cite."""
    total: dict[int, int] = {}
    cited: dict[int, int] = {}
    for (first, run), (after, _) in pairwise([*opens, (len(pieces), 0)]):
        total[run] = total.get(run, 0) + 1
        for number in range(first, after):
            if number > first and _ends(views, pieces[first], pieces[number]):
                break
            if labels[number] in (START, GOES_ON):
                cited[run] = cited.get(run, 0) + 1
                break
    shares = {run: cited.get(run, 0) / count for run, count in total.items()}
    return {run: share for run, share in shares.items() if share >= _CITING or run == _BARE}


def _ends(views: Sequence[View], first: Piece, piece: Piece) -> bool:
    """Whether a note that opens with one piece is over before another one."""
    view = views[piece.view]
    return piece.column == 0 and (
        bool(view.gap)
        or view.new_page
        or view.heading is not None
        or piece.view - first.view >= _MOST_ROWS
    )


def _rows(
    views: Sequence[View], pieces: Sequence[Piece], first: int, after: int, covered: Sequence[int]
) -> list[tuple[int, int, int]]:
    """The rows of a note behind its number: index, and the columns where its part starts, ends."""
    piece = pieces[first]
    if piece.mark is not None and piece.inner != "bare":
        skipped = piece.mark.end - piece.mark.column
    else:
        skipped = len(piece.text) - len(piece.text.lstrip("0123456789"))
    rows: list[tuple[int, int, int]] = []
    for number in range(first, after):
        own = pieces[number]
        if number > first and _ends(views, piece, own):
            break
        if covered[own.view]:
            break
        if rows and rows[-1][0] == own.view:
            rows[-1] = (own.view, rows[-1][1], own.end)
        else:
            column = own.column
            if number == first:
                behind = views[own.view].text[column + skipped : own.end]
                column = own.end - len(behind.lstrip())
            if column < own.end:
                rows.append((own.view, column, own.end))
    return rows
