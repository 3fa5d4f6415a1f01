"""The reader of name lists in C, where it was built (refparse/native/src/names.c).

It knows words by the same sets as the Python modules, which stay the reference: it gives their
answer, or none.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Any, Final

from refparse.citation.name_pairs import DEGREES_BEHIND
from refparse.citation.name_shapes import SURNAMES_TOO
from refparse.citation.name_text import LEAD_WORDS, REMARK_WORDS
from refparse.citation.name_words import (
    ABBREVIATED_GIVEN,
    ASIAN_SURNAMES,
    CAPITAL_PARTICLES,
    CONNECTORS,
    DEGREES,
    GIVEN_NAMES,
    PARTICLES,
    REPEATED,
    REPEATED_PHRASES,
    SHORT_SURNAMES,
    SPANISH_SURNAMES,
    SUFFIXES,
    TITLES,
    WEAK_CONNECTORS,
    fold,
)
from refparse.citation.organisations import ACRONYMS, FUNCTION_WORDS, HEADS
from refparse.native import name_reader_type
from refparse.types import Name

_SETS: Final = (
    FUNCTION_WORDS,
    HEADS,
    PARTICLES,
    SUFFIXES,
    SURNAMES_TOO,
    DEGREES,
    CAPITAL_PARTICLES,
    ABBREVIATED_GIVEN,
    GIVEN_NAMES,
    ASIAN_SURNAMES,
    SHORT_SURNAMES,
    SPANISH_SURNAMES,
    TITLES,
    CONNECTORS,
    WEAK_CONNECTORS,
    frozenset(map(str.lower, ACRONYMS)),
    REPEATED | {phrase.split()[0] for phrase in REPEATED_PHRASES},
    LEAD_WORDS,
    REMARK_WORDS,
    DEGREES_BEHIND,
)
# Latin and Cyrillic; without what changes its length, or turns into another letter, when case is
# ignored (dotted I, long s, digraphs).
_BLOCKS: Final = (
    *(range(0x41, 0x5B), range(0x61, 0x7B), range(0xC0, 0x130), range(0x131, 0x149)),
    *(range(0x14A, 0x17F), range(0x180, 0x1C0), range(0x1CD, 0x1F0), range(0x1F4, 0x250)),
    *(range(0x400, 0x482), range(0x48A, 0x530), range(0x1E00, 0x1E96), range(0x1EA0, 0x1EFA)),
)


def letters() -> tuple[str, str]:
    """The letters that the reader knows, and the same as :func:`fold` gives them.

    They are in NFC whatever stands around them, and printable.
    """
    known = [chr(point) for block in _BLOCKS for point in block]
    known = [char for char in known if char.isalpha() and unicodedata.is_normalized("NFC", char)]
    pairs = [(char, fold.__wrapped__(char)) for char in known]
    pairs = [(char, folded) for char, folded in pairs if len(folded) == 1]
    return "".join([char for char, _ in pairs]), "".join([folded for _, folded in pairs])


def name_reader() -> Callable[[str], Any] | None:
    """``parse_names`` in C, which answers with None where Python has to; None without the core."""
    made = name_reader_type()
    return None if made is None else made(Name, _SETS, letters()).read
