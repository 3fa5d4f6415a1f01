"""Author lists in which organisations stand, people perhaps among them."""

from __future__ import annotations

import re
from typing import Final

from refparse.citation import organisations
from refparse.citation.name_lists import read_pieces
from refparse.citation.name_pieces import cut_pieces
from refparse.citation.name_shapes import (
    DIRECT,
    FULL,
    INITIALS_ONLY,
    INVERTED,
    WORD_ONLY,
    shape,
    style,
)
from refparse.citation.name_text import strip_brackets
from refparse.citation.name_words import CONNECTORS
from refparse.types import Name

_COMMA: Final = re.compile(r",(?![^(]{0,200}\))")
# A surname that is also a word of organisations: "Bank DW", "S. Bank".
_HEAD_SURNAME: Final = re.compile("O[IB]+$|[IB]+O$")
_STATES: Final = frozenset({"U.S.", "U.K.", "U.N.", "E.U.", "US", "UK", "UN", "EU"})
_LEAD: Final = re.compile(r"^(?:and|und|et|y|e|&|on behalf of|for)\s+")


def _kinds(text: str) -> str:
    return shape(text.split())


def _one_name(parts: list[str]) -> bool:
    """Whether the commas stand inside one name: "Ministry of Land, Transport and Tourism"."""
    kinds = [_kinds(part) for part in parts]
    if any("I" in k or "B" in k for k in kinds) or "F" not in kinds[0] or "O" not in kinds[0]:
        return False
    last = parts[-1].split()
    closes = organisations.ends_in_acronym(parts[-1]) or any(w in CONNECTORS for w in last)
    return closes and len(parts) > 2 and not any("O" in k for k in kinds[1:])


def _people_before(words: list[str], kinds: str, has_people: bool) -> int:
    """Where in a part an organisation begins behind people and "and"; 0 if nowhere."""
    at = next((i for i, word in enumerate(words) if word in CONNECTORS and i), 0)
    if not at or at + 1 >= len(words):
        return 0
    left = style(kinds[:at])
    if left in (INITIALS_ONLY, INVERTED, DIRECT):
        return at
    if left in (WORD_ONLY, FULL):
        opens = organisations.is_head(words[at + 1]) and has_people
        return at if opens or words[at + 1] in ("the", "The") else 0
    return 0


def read_organisations(segment: str) -> list[Name]:
    """Names of a segment in which at least one organisation stands.

    Args:
        segment: part of an author list without semicolons.
    """
    parts = [part.strip() for part in _COMMA.split(segment) if part.strip()]
    if len(parts) > 1 and _one_name(parts):
        return [Name(literal=segment.strip(" .,;:"))]
    names: list[Name] = []
    people: list[str] = []
    parts.reverse()
    while parts:
        part = parts.pop()
        words = part.split()
        kinds = shape(words)
        following = style(_kinds(parts[-1])) if parts else ""
        person = (_HEAD_SURNAME.match(kinds) is not None and words[0] not in _STATES) or (
            kinds == "O" and following == INITIALS_ONLY
        )
        at = 0 if person else _people_before(words, kinds, bool(people))
        if at:
            people.append(" ".join(words[:at]))
            parts.append(" ".join(words[at + 1 :]))
        elif person or not organisations.looks_like_one(part):
            people.append(part)
        else:
            _read_people(people, names)
            while parts and (
                organisations.continues(part, parts[-1])
                or (len(parts) == 1 and _kinds(parts[0]) in ("W", "WB"))
            ):
                part += ", " + parts.pop()
            for one in organisations.split_joint(part):
                literal = _LEAD.sub("", one).rstrip(" .,;:")
                if literal.count("(") > literal.count(")"):
                    literal += ")"
                if literal:
                    names.append(Name(literal=literal))
    _read_people(people, names)
    return names


def _read_people(people: list[str], names: list[Name]) -> None:
    if people:
        names.extend(read_pieces(cut_pieces(strip_brackets(", ".join(people)))))
        people.clear()
