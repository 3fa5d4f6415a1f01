"""Citation keys: short, readable, ASCII, the same on every run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Final

from refparse.native import core_function
from refparse.types import Citation

_WORD_BREAK = re.compile(r"[\s\-‐‑‒–—―/:.,;'’ʼ`«»“”„\"()\[\]{}]+")
_NOT_KEY = re.compile(r"[^a-z0-9]+")
_WORDS = """
    a an the on of in at to for from by and or with de der die das dem den des ein eine einer und
    zur zum le la les l un une du d et en au aux el los las lo del y il i gli uno una della dello
    di e o os as um uma do da dos van het een den det ett och og i v vo na o ob k s so po iz za
    dlja z u w we do
"""
_ARTICLES = frozenset(_WORDS.split())
_FOR_ALL: ContextVar[str] = ContextVar("key for all", default="")
_LONGEST_NAME, _LONGEST_WORD = 30, 20


def citation_key(citation: Citation) -> str:
    """A key such as ``golub2021donald``: family name, year, first telling word of the title.

    Every script is transliterated to ASCII; the key holds only a–z and 0–9 and begins with a
    letter, so it serves BibTeX, XML ids and file names alike. Without a name the title's word comes
    first; without name and title the key is ``ref`` and eight hex digits of the text's SHA-256.
    """
    if _KEY_IN_C is not None:
        made: str | None = _KEY_IN_C(citation, _TABLES)
        if made is not None:
            return made
    names = citation.authors or citation.editors
    name = ""
    if names:
        first = names[0]
        name = _ascii(first.family or first.given) or _first_word(first.literal)
    word = _first_word(citation.title)
    if not name and not word:
        digest = hashlib.sha256(citation.text.encode("utf-8", "surrogatepass")).hexdigest()
        return f"ref{digest[:8]}"
    year = citation.year
    number = str(year) if year and 0 < year < 10000 else ""
    key = f"{name[:_LONGEST_NAME]}{number}{word}" if name else f"{word}{number}"
    return key if key[0].isalpha() else f"ref{key}"


def keyed(citations: Iterable[Citation]) -> Iterator[tuple[str, Citation]]:
    """Each citation with a key that is unique in the stream.

    The first bearer keeps the plain key, later ones get a, b, … z, aa, …: keys given out are
    remembered, which is the only memory that grows with the stream.
    """
    given: dict[str, int] = {}
    for citation in citations:
        yield _FOR_ALL.get() or unique_key(citation_key(citation), given), citation


def unique_key(plain: str, given: dict[str, int]) -> str:
    """A key that is not among those given, and from now on is; ``plain`` itself if it is free.

    Args:
        plain: the citation's own key.
        given: keys given out so far, each with how many were made from it; changed in place.
    """
    key = plain
    while key in given:
        key = plain + _letters(given[plain])
        given[plain] += 1
    given[key] = 0
    return key


@contextmanager
def key_for_all(key: str) -> Iterator[None]:
    """Within this context :func:`keyed` gives every citation this one key.

    For those who put the keys in later: keys depend on all citations before, entries do not.
    """
    token = _FOR_ALL.set(key)
    try:
        yield
    finally:
        _FOR_ALL.reset(token)


def _letters(number: int) -> str:
    """0 → a, 25 → z, 26 → aa, as spreadsheet columns are named."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


def _first_word(text: str) -> str:
    first = ""
    for part in _WORD_BREAK.split(text[:300]):
        word = _ascii(part)
        if word and word not in _ARTICLES:
            return word[:_LONGEST_WORD]
        first = first or word
    return first[:_LONGEST_WORD]


@lru_cache(maxsize=8192)
def _ascii(text: str) -> str:
    low = text[:300].lower()
    if low.isascii():
        return low if low.isalnum() else _NOT_KEY.sub("", low)
    from anyascii import anyascii

    return _NOT_KEY.sub("", anyascii(text[:300]).lower())


_KEY_IN_C: Final = core_function("citation_key")
_TABLES: Final = (_ARTICLES, _ascii)
"""What the C core has to know of this module."""
