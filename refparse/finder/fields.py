"""What the reference parser makes of a text: the field it opens with, and those it holds.

Where a row or a part of a note is read on its own, names at its very start say that a reference
starts there; read behind what stands above, they are names only if it does.
"""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from refparse.finder.pieces import Piece
from refparse.tagger.decode import Decoder
from refparse.types import Span

PARSER: Final = "default"
"""The model whose labels are cues."""

_WINDOW: Final = 240  # characters that are read from a place on
_BEHIND: Final = 160  # characters above it that are read with them
_AHEAD: Final = 100  # characters behind it that are read with those above
_REFERENCE: Final = (0.05, 0.2, 0.4, 0.6, 0.8, 0.9)
_FIRST: Final = (0.5, 0.8, 0.95)
_ASKED: Final = ("author", "title", "date", "pages")
_IMPRINT: Final = frozenset({"journal", "publisher", "container-title", "location"})


@lru_cache(maxsize=1)
def _decoder() -> Decoder:
    return Decoder(PARSER)


def spans_of(text: str) -> Sequence[Span]:
    """The fields of a text, in order."""
    return _decoder().spans(text)[0]


def opening_cues(text: str, length: int) -> list[str]:
    """Cues of a text read on its own.

    Args:
        text: what stands from a place on.
        length: how much of it is the row or the part that is asked about.
    """
    spans, trust = _decoder().spans(text[:_WINDOW])
    first = spans[0] if spans else None
    here = [span for span in spans if span.start < length]
    labels = {span.label for span in here}
    held = "".join("01"[label in labels] for label in _ASKED)
    opens = first.label if first is not None and first.start <= 1 else "-"
    sure = bisect(_FIRST, first.confidence) if first is not None else 0
    cues = [
        f"p1={opens}",
        f"p1c={opens}/{sure}",
        f"pc={bisect(_REFERENCE, trust)}",
        f"ps={held}",
        f"pj={not labels.isdisjoint(_IMPRINT)}",
    ]
    if here:
        cues.append(f"pl={here[-1].label}{'.' if here[-1].end >= length - 2 else '-'}")
    return cues


def row_cues(pieces: Sequence[Piece], skipped: Sequence[int]) -> list[tuple[list[str], str]]:
    """Cues of each piece: read on its own with what follows, and read behind what stands above.

    Args:
        pieces: the pieces of a document.
        skipped: for each one the length of the number and the lead-in at its start.

    Returns:
        For each piece its cues, and the one that its neighbours see.
    """
    out = []
    for number, piece in enumerate(pieces):
        bare = piece.text[skipped[number] :]
        ahead = bare
        for after in pieces[number + 1 : number + 3]:
            if len(ahead) >= _WINDOW or after.inner or after.mark is not None:
                break
            ahead += " " + after.text
        own = opening_cues(ahead, len(bare))
        opens = own[0]
        above = ""
        for before in pieces[max(0, number - 2) : number]:
            above += before.text + " "
        above = above[-_BEHIND:]
        at = len(above)
        joined = spans_of(above + piece.text[:_AHEAD]) if at else ()
        label, place = "-", "."
        for span in joined:
            if span.end > at:
                label = span.label if span.start < at + 2 + skipped[number] else "-"
                place = "i" if span.start < at - 1 else "b"
                break
        last = next((span.label for span in reversed(joined) if span.start < at - 1), "-")
        own += [
            f"pa={label}/{place}",
            f"pal={last}/{label}/{place}",
            f"pab={opens}/{label}/{place}",
        ]
        out.append((own, f"{opens}{place}"))
    return out
