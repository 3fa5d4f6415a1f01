"""What a model made of a document: its pieces with their labels, and what follows for its rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from refparse.finder.label import GOES_ON, START
from refparse.finder.note_texts import Note, Stretch, notes_in
from refparse.finder.numbering import Mark
from refparse.finder.parts import Part
from refparse.finder.pieces import Piece
from refparse.finder.views import View

_EXACT = 3  # columns


@dataclass(frozen=True)
class Reading:
    """A document as labelled.

    Attributes:
        views: its rows.
        pieces, runs: as :func:`refparse.finder.pieces.pieces_of` gives them.
        labels: of the pieces.
        odds: for each piece the log-odds that a reference starts there rather than goes on.
        beliefs: for each piece the probability that it is part of a reference.
    """

    views: Sequence[View]
    pieces: Sequence[Piece]
    runs: Sequence[Sequence[Mark]]
    labels: Sequence[str]
    odds: Sequence[float]
    beliefs: Sequence[float]

    @cached_property
    def row_odds(self) -> dict[int, float]:
        """The log-odds of a start by row, where a reference starts or goes on at its edge."""
        return {
            piece.view: value
            for piece, label, value in zip(self.pieces, self.labels, self.odds, strict=True)
            if piece.column == 0 and label in (START, GOES_ON)
        }

    @cached_property
    def others(self) -> set[int]:
        """The rows that are labelled as no part of a reference."""
        within = {
            piece.view
            for piece, label in zip(self.pieces, self.labels, strict=True)
            if label in (START, GOES_ON)
        }
        return {piece.view for piece in self.pieces if piece.view not in within}

    @cached_property
    def row_beliefs(self) -> dict[int, float]:
        """The probability by row that some of it is part of a reference."""
        found: dict[int, float] = {}
        for piece, belief in zip(self.pieces, self.beliefs, strict=True):
            found[piece.view] = max(belief, found.get(piece.view, 0.0))
        return found

    @cached_property
    def _by_row(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, piece in enumerate(self.pieces):
            found.setdefault(piece.view, []).append(number)
        return found

    @cached_property
    def notes(self) -> tuple[Note, ...]:
        """The notes of the document, within lists as well."""
        covered = bytes(len(self.views))
        return tuple(notes_in(self.views, self.pieces, self.runs, self.labels, covered))

    def line_label(self, stretch: Stretch) -> Callable[[Part], tuple[str, float]]:
        """For parts of a stretch of rows: the label of the piece that each one starts in, and the
        mean probability that its characters are part of a reference."""

        def of(part: Part) -> tuple[str, float]:
            first, last = stretch.place(part.start), stretch.place(part.end, behind=True)
            label, belief, length = "-", 0.0, 0
            for row in range(first.view, last.view + 1):
                low = first.column if row == first.view else 0
                for number in self._by_row.get(row, ()):
                    piece = self.pieces[number]
                    high = min(piece.end, last.column) if row == last.view else piece.end
                    shared = high - max(piece.column, low)
                    if shared <= 0:
                        continue
                    belief += self.beliefs[number] * shared
                    length += shared
                    if label == "-":
                        opens = abs(piece.column - first.column) <= _EXACT
                        label = f"{self.labels[number]}{'' if opens else '~'}"
            return label, belief / length if length else 0.0

        return of
