"""Tokens whose edges meet every span's edges, for formats that label tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from refparse.corpus.reference import LabelledReference
from refparse.labels import OUTSIDE

_TOKEN: Final = re.compile(r"\w+|[^\w\s]")


def cut(reference: LabelledReference) -> list[tuple[int, int, str]]:
    """Tokens as (start, end, BIO tag): words and single marks, cut at the edges of spans."""
    out: list[tuple[int, int, str]] = []
    at = 0
    for start, end, label in reference.spans:
        out.extend((*token, OUTSIDE) for token in _tokens(reference.text, at, start))
        inside = _tokens(reference.text, start, end)
        out.extend((*token, f"{'I' if n else 'B'}-{label}") for n, token in enumerate(inside))
        at = end
    out.extend((*token, OUTSIDE) for token in _tokens(reference.text, at, len(reference.text)))
    return out


def _tokens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    return [match.span() for match in _TOKEN.finditer(text, start, end)]


def spans_of(tokens: Sequence[tuple[int, int]], tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Spans of tagged tokens: BIO, IOB1, BIOES or BILOU tags, or plain labels."""
    out: list[tuple[int, int, str]] = []
    open_label = ""
    for (start, end), tag in zip(tokens, tags, strict=True):
        prefix, label = (tag[0], tag[2:]) if tag[1:2] in ("-", "_") else ("", tag)
        if tag == OUTSIDE or not label:
            open_label = ""
            continue
        if prefix not in ("B", "S", "U") and label == open_label:
            out[-1] = (out[-1][0], end, label)
        else:
            out.append((start, end, label))
        open_label = "" if prefix in ("S", "U", "E", "L") else label
    return out
