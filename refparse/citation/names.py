"""Lists of people and organisations as references print them.

:func:`parse_names` reads inverted lists ("Orlov Yu., Sokolova S.", "Müller, Hans and Schmidt,
Karl"), direct ones ("N. J. Harper, I. D. Stone"), mixed ones ("Harper, R., and R. C. Stone"),
Vancouver style ("Harper JW"), capitals, Cyrillic and CJK names, organisations, and the dashes that
repeat the author before. A comma may stand inside a name or between two; which of the two it does
is decided from the shapes of the stretches around it (:mod:`refparse.citation.name_shapes`).
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from refparse.citation import organisations
from refparse.citation.cjk_names import has_cjk, parse_cjk_names
from refparse.citation.name_lists import read_pieces
from refparse.citation.name_organisations import read_organisations
from refparse.citation.name_pieces import cut_pieces
from refparse.citation.name_reader import name_reader
from refparse.citation.name_shapes import kind
from refparse.citation.name_text import (
    plain_marks,
    regular,
    segments,
    strip_brackets,
    strip_end,
    strip_lead,
)
from refparse.citation.name_words import REPEATED, REPEATED_PHRASES
from refparse.citation.plain_names import read_plain
from refparse.citation.wording import tidy
from refparse.types import Name

LONGEST_LIST: Final = 200_000
"""Characters; a longer author span is kept as one literal name. The longest real ones, those of
particle physics with 3,000 authors, have some 60,000."""

_DASHES: Final = frozenset("-–—_‒―⸺⸻~")
_REPEAT: Final = re.compile(r"(?:[-–—_‒―⸺⸻~]\s?){2,}|^[–—―⸺⸻]+(?=\s*(?:[,.:;]|$))")
_ANONYMOUS: Final = re.compile(
    r"(?:aa\.?\s?(?:vv|w)|vv\.?\s?aa|anon(?:ymous|ym|yme|imo|\.)?)\.?$", re.IGNORECASE
)

_read_in_c: Final = name_reader()


def parse_names(text: str) -> tuple[tuple[Name, ...], bool]:
    """Reads a list of names.

    Args:
        text: an author, editor or translator span as printed, in any script; any string at all.

    Returns:
        The names in printed order, and whether the list says that more people belong to it ("et
        al.", "u.a.", "и др.", an ellipsis). Given names keep their dots and blanks; family names in
        capitals are given small letters; a particle printed small goes to ``particle``, one with a
        capital stays in the family name ("DE SOUZA A." gives "De Souza"). Organisations, dashes and
        words that repeat the author before ("———", "Ders.") come back as ``literal``.
    """
    if _read_in_c is not None:
        found: tuple[tuple[Name, ...], bool] | None = _read_in_c(text)
        if found is not None:
            return found
    return read_in_python(text)


@lru_cache(maxsize=4096)
def read_in_python(text: str) -> tuple[tuple[Name, ...], bool]:
    """:func:`parse_names` without the C core."""
    text = tidy(text)
    if not text:
        return (), False
    plain = read_plain(text)
    return _parse(text) if plain is None else plain


def _literal(text: str) -> tuple[Name, ...]:
    literal = text.strip(" ,;:()[]") or text
    return (Name(literal=literal),) if literal else ()


def _parse(text: str) -> tuple[tuple[Name, ...], bool]:
    """The long way, for lists that :func:`read_plain` leaves."""
    if len(text) > LONGEST_LIST:
        return _literal(text), False
    if not text.isascii():
        if has_cjk(text):
            found, et_al = parse_cjk_names(text)
            return found or _literal(text), et_al
        text = plain_marks(text)
    names: list[Name] = []
    repeat = _REPEAT.match(text) if text[0] in _DASHES else None
    if repeat is not None:
        names.append(Name(literal=repeat[0].strip()))
        text = text[repeat.end() :].lstrip(" ,.;:")
    original = text
    text, et_al = strip_end(strip_lead(text))
    low = text.lower().strip(" .,;:()[]")
    if low in REPEATED or low in REPEATED_PHRASES or _ANONYMOUS.match(low):
        return (*names, *_literal(original)), et_al
    organisation = low.upper() in organisations.ACRONYMS or _is_organisation(text)
    if organisation:
        text = text.replace("&amp;", "&")
        parts = text.split(";")
    else:
        if "(" in text or "[" in text:
            bare = strip_brackets(text)
            if bare.isupper() and " " not in bare and "," not in bare:
                # "XY (Henry Moreland)": a pen name and who stands behind it.
                return (*names, Name(literal=text.rstrip(" .,;"))), et_al
            text = bare or text
        parts = segments(regular(text))
    for segment in parts:
        if segment[-1:] in " ,:" or segment[:1] in " ,.:":
            segment = segment.rstrip(" ,:").lstrip(" ,.:")
        names.extend(_read_segment(segment, organisation))
    if not names and not et_al:
        return _literal(original), False
    return _even_dots(names), et_al


def _is_organisation(text: str) -> bool:
    kinds = set(map(kind, text.replace(",", " ").split()))
    return "O" in kinds or "F" in kinds or organisations.ends_in_acronym(text)


def _read_segment(segment: str, organisation: bool) -> list[Name]:
    bare = segment.strip(" .,:")
    if bare.lower() in REPEATED:
        return [Name(literal=segment.strip())]
    if bare.isupper() and " " not in bare and (len(bare) < 5 or bare in organisations.ACRONYMS):
        return [Name(literal=bare)]  # "WHO": nobody's initials, and no given name to go with it
    if organisation and _is_organisation(segment):
        return read_organisations(segment)
    return read_pieces(cut_pieces(segment))


def _even_dots(names: list[Name]) -> tuple[Name, ...]:
    """Takes the full stop of the sentence off the last initials of a list without dots."""
    if len(names) > 1 and names[-1].given.endswith("."):
        last = names[-1]
        others = [name.given for name in names[:-1] if name.given]
        bare = last.given[:-1]
        plain = all(given.isupper() and "." not in given for given in others)
        if others and plain and "." not in bare and len(bare) < 4:
            names[-1] = Name(last.family, bare, last.particle, last.suffix)
    return tuple(names)
