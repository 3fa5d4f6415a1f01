"""Joining what other formats label piece by piece: names, page numbers, parts of a date."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

Span = tuple[int, int, str]

_BETWEEN_NAMES: Final = re.compile(
    r"[\s,;&.·]*(?:(?:and|und|et|y|e|en|и|with|u\.)[\s,]*)?(?:&\s*)?"
)
_BETWEEN: Final[Mapping[str, re.Pattern[str]]] = {
    "author": _BETWEEN_NAMES,
    "editor": _BETWEEN_NAMES,
    "translator": _BETWEEN_NAMES,
    "pages": re.compile(r"\s?[-–—‐−]{1,2}\s?"),
    "date": re.compile(r"[\s,./-]{1,2}"),
    "accessed": re.compile(r"[\s,./-]{1,2}"),
}


def join(text: str, spans: list[Span]) -> list[Span]:
    """Join neighbours of one label with nothing between them but what belongs inside the span."""
    out: list[Span] = []
    for span in sorted(spans):
        between = _BETWEEN.get(span[2])
        if (
            out
            and between
            and out[-1][2] == span[2]
            and between.fullmatch(text, out[-1][1], span[0])
        ):
            out[-1] = (out[-1][0], span[1], span[2])
        else:
            out.append(span)
    return out
