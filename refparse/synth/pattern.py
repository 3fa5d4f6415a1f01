"""The small language that forms of references are written in.

* ``<title>`` a field of the item, labelled; ``[[, S. <pages>]]`` an optional part, left out where
  a field in it is missing;
* ``{a|b}`` one of several wordings, the same one throughout a reference; an empty wording beside
  one with the date means "the date, unless it was printed already";
* ``%in%`` the word that the item's language uses ("In", "dans", "В");
* a backslash before a sign takes its meaning away.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple


class Node(NamedTuple):
    """A part of a form: text, a field, a term, an optional part or a choice of wordings."""

    kind: str  # "text", "field", "term", "optional", "choice"
    text: str
    parts: tuple[tuple[Node, ...], ...] = ()


_TOKEN: Final = re.compile(
    r"<([a-z]+)>|%([a-z]+)%|(\[\[)|(\]\](?=(?:\]\])*(?!\])))|(\{)|(\})|(\|)|\\(.)"
)


def parse(pattern: str) -> tuple[Node, ...]:
    """Read the line of a form."""
    nodes, rest = _parse(pattern, 0, "")
    if rest != len(pattern):
        raise ValueError(f"form ends early at {rest}: {pattern!r}")
    return nodes


def _parse(pattern: str, position: int, closer: str) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while position < len(pattern):
        match = _TOKEN.search(pattern, position)
        if match is None:
            nodes.append(Node("text", pattern[position:]))
            return tuple(nodes), len(pattern)
        if match.start() > position:
            nodes.append(Node("text", pattern[position : match.start()]))
        position = match.end()
        if match[1] or match[2]:
            nodes.append(Node("field" if match[1] else "term", match[1] or match[2]))
        elif match[3]:
            inner, position = _parse(pattern, position, "]]")
            nodes.append(Node("optional", "", (inner,)))
        elif match[5]:
            start, choices = position, []
            while True:
                inner, position = _parse(pattern, position, "|}")
                choices.append(inner)
                if pattern[position - 1] == "}":
                    break
                if position >= len(pattern):
                    raise ValueError(f"choice without an end: {pattern!r}")
            nodes.append(Node("choice", pattern[start:position], tuple(choices)))
        elif match[8]:
            nodes.append(Node("text", match[8]))
        elif match.group() in (("]]",) if closer == "]]" else tuple(closer)):
            return tuple(nodes), position
        else:
            nodes.append(Node("text", match.group()))
    return tuple(nodes), position


def prints_date(nodes: Sequence[Node]) -> bool:
    """Whether a part prints the date outside optional parts of its own."""
    return any(
        (node.kind == "field" and node.text in ("year", "date"))
        or (node.kind == "choice" and any(prints_date(part) for part in node.parts))
        for node in nodes
    )
