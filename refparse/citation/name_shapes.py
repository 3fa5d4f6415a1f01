"""The shapes of names: a letter for every word, and what the letters together stand for.

Every word has a kind, one letter: ``I`` initials ("J.", "V.Ch.", "J.-P."), ``B`` up to four bare
capitals ("JW": initials or a surname), ``W`` a capitalised word, ``C`` a word in capitals, ``P`` a
particle printed small ("van"), ``Q`` the same with a capital ("Van"), ``S`` a suffix ("Jr."), ``O``
a word of organisations ("University"), ``F`` a small word that only they have ("of"), ``L`` any
other word printed small, ``X`` anything else (scripts without capitals). The string of kinds, the
shape of a name, decides how the name is cut.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from refparse.citation._letters import LOWER, UPPER
from refparse.citation.name_words import (
    ABBREVIATED_GIVEN,
    CAPITAL_PARTICLES,
    DEGREES,
    PARTICLES,
    SUFFIXES,
)
from refparse.citation.organisations import FUNCTION_WORDS, is_head

LONGEST_NAME: Final = 40
"""Words; what is longer is no name and is kept as printed."""

_INITIALS: Final = re.compile(
    rf"(?:[{UPPER}][{LOWER}]{{0,2}}\.[-\u2010\u2011]?|[{UPPER}][-\u2010\u2011])*"
    rf"(?:[{UPPER}](?:[{LOWER}]{{0,2}}\.)?|[{UPPER}]{{1,2}}\.)",
)
_CAPITALS: Final = re.compile(rf"[{UPPER}](?:[-\u2010\u2011]?[{UPPER}]){{1,3}}")
_SMALL_INITIALS: Final = re.compile(rf"[{LOWER}]\.(?:[{LOWER}{UPPER}]\.){{0,3}}")
SURNAMES_TOO: Final = frozenset({"neto", "filho", "fils", "junior", "senior"})
"""Suffixes that, printed with a capital, may be surnames."""
# Four capitals that can be spoken are a surname ("FORD"), others initials ("VMTP").
_SYLLABLE: Final = re.compile(
    "(?=....$)(?:[BCDFGKPTS]R|[BCFGKPS]L|S[CHKMNPTWZ]|[CTPKZW]H|CZ|[BCDFGHJKLMNPRSTVWZ])?"
    "[AEIOUYÄÖÜÉÈÁÍÓÚÅØ]{1,3}(?:[BCDFGHJKLMNPRSTVXZ]{1,2}[AEIOUYÄÖÜ]{0,2})?"
)
_WORD: Final = re.compile(rf"(?:[{LOWER}]{{1,4}}['’ʼ‘-])?[{UPPER}][\w'’ʼ‘`´·./-]*")


@lru_cache(maxsize=16384)
def kind(word: str) -> str:
    """The kind of one word of a name; see the module."""
    if len(word) == 2 and word[1] == "." and word[0].isupper():
        return "I"
    low = word.lower()
    bare = low.rstrip(".,")
    if word in FUNCTION_WORDS:
        return "F"
    if len(word) > 2 and is_head(word) and not (word.isupper() and len(word) < 5):
        return "O"
    if word[0].islower() or word[0] in "'’":
        if bare in PARTICLES:
            return "P"
        if bare in SUFFIXES:
            return "S"
        if _SMALL_INITIALS.fullmatch(word):
            return "I"
        return "W" if _WORD.fullmatch(word) else "L"
    if bare in SUFFIXES and bare not in SURNAMES_TOO and word not in ("JR", "SR"):
        return "S"
    if bare in DEGREES:
        return "S"
    if word[0].isdigit():
        return "S" if bare in SUFFIXES else "X"
    if (
        bare in CAPITAL_PARTICLES
        and (low == bare or bare in {"st", "ste"})
        and not (len(word) < 4 and word.isupper())
    ):
        return "Q"
    if _INITIALS.fullmatch(word):
        return "I"
    if word[-1] == "." and bare in ABBREVIATED_GIVEN:
        return "I"
    stem = word.rstrip(".")
    if _CAPITALS.fullmatch(stem):
        return "C" if _SYLLABLE.fullmatch(stem) else "B"
    if stem.isupper():
        return "C" if len(stem) > 1 else "I"
    return "W" if _WORD.match(word) else "X"


def shape(words: list[str]) -> str:
    """The kinds of all words of a name, one letter a word.

    Two or three capitals that spell a particle ("DE") are one before a word in capitals ("DE SOUZA
    A.") and initials elsewhere ("Smith DE").
    """
    kinds = "".join(map(kind, words))
    if "L" in kinds and "W" not in kinds and "C" not in kinds:
        kinds = kinds.replace("L", "W")  # all printed small: "hollander m.f."
    if kinds[:2] == "BW" and len(words[0]) > 3:
        kinds = "C" + kinds[1:]  # "ÖZAL Kerem"
    if "BC" in kinds:
        letters = list(kinds)
        for index in range(len(letters) - 2, -1, -1):
            if letters[index] == "B" and letters[index + 1] in "CQ":
                letters[index] = "Q" if words[index].lower() in CAPITAL_PARTICLES else "B"
        kinds = "".join(letters)
    return kinds


INITIALS_ONLY: Final = "initials"
WORD_ONLY: Final = "word"
INVERTED: Final = "inverted"
DIRECT: Final = "direct"
FULL: Final = "full"
CAPITALS: Final = "capitals"
ORGANISATION: Final = "organisation"
OTHER: Final = "other"

_ONLY_INITIALS: Final = re.compile(r"[IB](?:[IBPQ]*[IB])?[PQ]*$")
_FAMILY_FIRST: Final = re.compile(r"[PQ]*(?:[WCX]|[PQ](?=[IB]))[WCXPQ]*?(?=[IB])[IBP]*$")
_CAPS_FIRST: Final = re.compile(r"B[IB]+$")
_FAMILY_LAST: Final = re.compile(r"[IB][IBPQWCX]*[WCXQ]$")
_ONE_FAMILY: Final = re.compile(r"[PQ]*[WCX]$|P+B$|Q$")


@lru_cache(maxsize=4096)
def style(shape_: str) -> str:
    """How a stretch between two commas is to be read, from its shape.

    Returns:
        ``initials`` ("J. A.", "W. de"), ``word`` (one family or given name: "Müller", "van Dijk"),
        ``inverted`` ("Orlov Yu.", "Harper JW"), ``direct`` ("J. Smith", "John H. Smith"), ``full``
        (several full words: "Henry Moreland"), ``capitals`` ("LI J."), ``organisation`` or
        ``other``.
    """
    if "O" in shape_ or "F" in shape_:
        return ORGANISATION
    if len(shape_) > LONGEST_NAME:
        return OTHER
    if "L" in shape_:
        return OTHER
    if _ONE_FAMILY.match(shape_) and shape_ != "B":
        return WORD_ONLY
    if re.fullmatch("I+B", shape_):
        return DIRECT  # "J. LI"
    if _ONLY_INITIALS.match(shape_):
        return CAPITALS if _CAPS_FIRST.match(shape_) else INITIALS_ONLY
    if _FAMILY_FIRST.match(shape_):
        return INVERTED
    if _FAMILY_LAST.match(shape_) or re.search("[WC][WCPQ]*I[IB]*[PQWCX]*[WC]$", shape_):
        return DIRECT
    if re.fullmatch("[WCBXPQ]+", shape_) and re.search("[WCBX]", shape_):
        return FULL
    return OTHER
