"""Beginnings and endings of words, and the punctuation that a token carries."""

from __future__ import annotations

from typing import Final

from refparse.features.form import capitals
from refparse.features.view import View

_INNER: Final = "-–—'./&:,;()[]+_=@"


def features(token: View) -> list[str]:
    """Word beginnings and endings of 1 to 4 letters."""
    low = token.lower
    if not low or low[0].isdigit():
        return []
    out = ["x1=" + low[-1]]
    for size in (2, 3, 4):
        if len(low) > size:
            out.append(f"p{size}={low[:size]}")
            out.append(f"x{size}={low[-size:]}")
    return out


def punctuation(token: View) -> list[str]:
    """Leading, trailing and inner punctuation, alone and with the word's capitals."""
    cap = capitals(token.core)
    tail = token.tail or "0"
    lead = token.lead or "0"
    out = ["tp=" + tail, "tc=" + tail + cap]
    if token.lead:
        out += ["lp=" + lead, "lc=" + lead + cap]
    inner = "".join(sorted({char for char in token.core if char in _INNER}))
    if inner:
        out.append("ip=" + inner)
    return out
