"""References with their labels written into them: ``{author|Hill, J.} {title|A title}``."""

from __future__ import annotations

import re

from refparse.citation import assemble
from refparse.types import Citation, Span

_MARKED = re.compile(r"\{(\w+)\|([^{}]*)\}")


def labelled(marked: str) -> tuple[str, list[Span]]:
    """The reference without its marks, and its spans."""
    text = ""
    spans = []
    end = 0
    for match in _MARKED.finditer(marked):
        text += marked[end : match.start()]
        spans.append(Span(len(text), len(text) + len(match[2]), match[1], match[2]))
        text += match[2]
        end = match.end()
    return text + marked[end:], spans


def citation(marked: str) -> Citation:
    """The citation of a marked reference."""
    return assemble(*labelled(marked))
