"""Character classes for regular expressions, and sets of words.

Python's :mod:`re` has no ``\\p{Lu}``; these ranges cover the alphabets with case that references
are printed in: Latin with its extensions, Greek, Cyrillic, Armenian.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final

_BLOCKS: Final = ((0x41, 0x588), (0x1E00, 0x2000))


def _as_ranges(points: Iterable[int]) -> str:
    ranges: list[list[int]] = []
    for point in points:
        if ranges and point == ranges[-1][1] + 1:
            ranges[-1][1] = point
        else:
            ranges.append([point, point])
    return "".join(chr(a) if a == b else f"{chr(a)}-{chr(b)}" for a, b in ranges)


def _letters(test: Callable[[str], bool]) -> str:
    return _as_ranges(p for first, last in _BLOCKS for p in range(first, last) if test(chr(p)))


UPPER: Final = _letters(str.isupper)
"""The inside of a character class of capital letters."""

LOWER: Final = _letters(str.islower)
"""The inside of a character class of small letters."""

DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d"
"""Every dash that stands between two numbers; the hyphen comes first, so it is safe in a class."""

CJK: Final = (
    "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9f"
)
"""The inside of a character class of Han characters, kana and Hangul syllables."""


def word_set(text: str) -> frozenset[str]:
    """The words of a list that is written as one string."""
    return frozenset(text.split())


def small(text: str) -> str:
    """Text in lower case as a search that ignores case sees it.

    What looks like an "i" or an "s" to such a search is one: dotless and dotted i, long s.
    """
    if not text.isascii():
        text = text.replace("ſ", "s").replace("ı", "i").replace("İ", "i")
    return text.lower()
