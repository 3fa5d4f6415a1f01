"""How the matches of a search begin: most texts hold none of that, and need not be searched.

The C core looks for the beginnings of words (native/src/kinds.c, ``Sieve``); they are read off the
regular expressions of :mod:`refparse.citation.kind_words` themselves, so there is no second list.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable
from importlib import import_module
from typing import Any, Final

from refparse.citation.kind_words import WORD_START

WIDTH: Final = 6
"""Characters of a beginning, at most."""

_MOST: Final = 4000  # beginnings; more of them are no help
_MOST_OF_SET: Final = 64

Start = tuple[str, bool]
"""Characters, and whether what follows them is known (or nothing but the end)."""


class _TooMany(Exception):
    """The expression has more beginnings than are worth looking for."""


def starts(pattern: re.Pattern[str]) -> tuple[str, ...] | None:
    """What a match begins with: each match has one of these strings at its first character.

    Args:
        pattern: as :func:`refparse.citation.kind_words.pattern` makes it.

    Returns:
        Strings of one to :data:`WIDTH` characters, sorted; None where a match may begin with
        anything or the expression is not for words in lower case.
    """
    if not pattern.pattern.startswith(WORD_START) or pattern.flags & re.IGNORECASE:
        return None
    parser = import_module("re._parser" if sys.version_info >= (3, 11) else "sre_parse")
    try:
        found = {text for text, _ in _sequence(parser.parse(pattern.pattern))}
    except _TooMany:
        return None
    return None if "" in found else tuple(sorted(found))


def _sequence(steps: Iterable[tuple[Any, Any]]) -> set[Start]:
    """The beginnings of what comes one after another."""
    known: set[Start] = {("", True)}
    for step, given in steps:
        if not any(goes_on for _, goes_on in known):
            break
        known = _joined(known, _step(str(step), given))
    return known


def _joined(before: set[Start], behind: set[Start]) -> set[Start]:
    out = {start for start in before if not start[1]}
    for text, goes_on in before:
        if goes_on:
            for more, also in behind:
                whole = (text + more)[:WIDTH]
                out.add((whole, also and len(whole) < WIDTH))
    if len(out) > _MOST:
        raise _TooMany
    return out


def _step(step: str, given: Any) -> set[Start]:
    if step == "LITERAL":
        return {(chr(given), True)}
    if step == "IN":
        return _set(given)
    if step in ("AT", "ASSERT", "ASSERT_NOT"):
        return {("", True)}  # They take no characters: to leave them out only lets more pass.
    if step == "BRANCH":
        return {start for branch in given[1] for start in _sequence(branch)}
    if step == "SUBPATTERN" and not given[1] and not given[2]:
        return _sequence(given[3])
    if step in ("MAX_REPEAT", "MIN_REPEAT"):
        least, most, inner = given
        once = _sequence(inner)
        known: set[Start] = {("", True)}
        for _ in range(min(least, WIDTH)):
            known = _joined(known, once)
        out = set(known)
        for _ in range(min(most - least, WIDTH)):
            known = _joined(known, once)
            out |= known
        return out
    return {("", False)}  # Anything: "." and its like.


def _set(given: list[tuple[Any, Any]]) -> set[Start]:
    chars: set[str] = set()
    for kind, member in given:
        if str(kind) == "LITERAL":
            chars.add(chr(member))
        elif str(kind) == "RANGE" and member[1] - member[0] < _MOST_OF_SET:
            chars.update(map(chr, range(member[0], member[1] + 1)))
        else:
            return {("", False)}
    return {(char, True) for char in chars}
