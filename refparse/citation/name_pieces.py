"""Cuts an author list into the stretches between its commas and connectors."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from refparse.citation.name_shapes import (
    DIRECT,
    FULL,
    INVERTED,
    LONGEST_NAME,
    WORD_ONLY,
    shape,
    style,
)
from refparse.citation.name_words import CONNECTORS, DEGREES, TITLES, WEAK_CONNECTORS


class Piece(NamedTuple):
    """What stands between two commas or connectors of an author list.

    Attributes:
        words: the words without titles and suffixes.
        shape: one letter a word (:mod:`refparse.citation.persons`).
        style: how the stretch reads on its own.
        suffix: "Jr." and the like printed behind the words.
        joined: whether "and" rather than a comma stands before it.
    """

    words: list[str]
    shape: str
    style: str
    suffix: str
    joined: bool


_MARKS: Final = re.compile('["“”„«»*†‡:()\\[\\]{}<>]')
_JOINING: Final = CONNECTORS | {"AND", "UND"}
_RUN_ON: Final = re.compile("(?:[PQ]*[WC]+[IB]+){2,}$")


def cut_pieces(segment: str) -> list[Piece]:
    """Cuts a list, or a part of one without semicolons, at its commas and connectors."""
    pieces: list[Piece] = []
    after_connector = False
    if _MARKS.search(segment):
        segment = _MARKS.sub("", segment)
    chunks = segment.split(",")
    for number, chunk in enumerate(chunks, 1):
        words = chunk.split()
        if _JOINING.isdisjoint(words):
            if words:
                _add(pieces, words, after_connector)
                after_connector = False
            continue
        start, count = 0, len(words)
        for index, word in enumerate(words):
            if word not in CONNECTORS and not (word in ("AND", "UND") and index + 1 < count):
                continue
            if word in WEAK_CONNECTORS and start < index < count - 1:
                right = words[index + 1 : index + 6]
                left = words[start:index]
                if _inside_family(left, right, number < len(chunks)):
                    continue
                if word == "y" and _short_behind(left, words[index + 1 : index + 2 + LONGEST_NAME]):
                    continue
            if start < index:
                _add(pieces, words[start:index], after_connector)
            after_connector, start = True, index + 1
        if start < len(words):
            _add(pieces, words[start:], after_connector)
            after_connector = False
    return pieces


def _inside_family(left: list[str], right: list[str], inverted: bool) -> bool:
    """Whether "y" or "e" joins the halves of one family name ("Ortega y Gasset")."""
    if style(shape(right)) != WORD_ONLY:
        return False
    left_style = style(shape(left))
    if left_style == WORD_ONLY:
        return inverted
    return left_style in (FULL, DIRECT)


def _short_behind(left: list[str], right: list[str]) -> bool:
    """Whether "y" stands before the half of a family name that has the initials: "Paz y Luna B"."""
    return style(shape(left)) == WORD_ONLY and style(shape(right)) == INVERTED


def _add(pieces: list[Piece], words: list[str], after_connector: bool) -> None:
    kinds = shape(words)
    if len(words) > 1 and words[0].lower() in TITLES and "W" in kinds[1:]:
        words = words[2:] if words[1].lower() in TITLES and len(words) > 2 else words[1:]
        kinds = shape(words)
    suffix = ""
    if kinds in ("WS", "CS") and words[1] in ("II", "III", "IV", "JR.", "SR."):
        kinds = kinds[0] + "B"  # "MacNeil IV" is nobody's grandson
    elif "S" in kinds and len(kinds) > 1:
        behind = [w for w, letter in zip(words, kinds, strict=True) if letter == "S"]
        words = [w for w, letter in zip(words, kinds, strict=True) if letter != "S"] or behind[:1]
        suffix = " ".join([w for w in behind if w.lower().rstrip(".") not in DEGREES])
        kinds = shape(words)
    if len(kinds) > 3 and _RUN_ON.match(kinds):
        # "Martel F Garnier S": names in a row without commas.
        start = 0
        for match in re.finditer("[PQ]*[WC]+[IB]+", kinds):
            part = slice(start, match.end())
            start = match.end()
            pieces.append(Piece(words[part], kinds[part], style(kinds[part]), "", after_connector))
        return
    pieces.append(Piece(words, kinds, style(kinds), suffix, after_connector))
