"""Which pieces of an author list belong together, and which way round a piece is."""

from __future__ import annotations

import re
from typing import Final

from refparse.citation._letters import word_set
from refparse.citation.name_pieces import Piece
from refparse.citation.name_shapes import (
    CAPITALS,
    DIRECT,
    FULL,
    INITIALS_ONLY,
    INVERTED,
    ORGANISATION,
    WORD_ONLY,
)
from refparse.citation.name_words import DEGREES
from refparse.citation.persons import (
    cut_capitals,
    cut_direct,
    cut_full,
    cut_inverted,
    is_given,
    make_name,
)
from refparse.types import Name

DEGREES_BEHIND: Final = word_set("MD MPH RN DDS DVM M.D M.P.H B.A M.A")
"""Degrees that look like initials, without their last dot."""
_GIVEN_THEN_FAMILY: Final = re.compile("[IB]+[PQ]*[WC]+$")


def whole_name(piece: Piece, order: str = "") -> Name:
    """The name in a piece that holds a whole one; for ``order`` see :func:`cut_full`."""
    words, kinds, how, suffix, _ = piece
    if how == INVERTED:
        family, given = cut_inverted(words, kinds)
    elif how == DIRECT:
        family, given = cut_direct(words, kinds)
    elif how == CAPITALS:
        family, given = cut_capitals(words, kinds)
    elif how == WORD_ONLY:
        family, given = words, []
    elif how == FULL:
        family, given = cut_full(words, kinds, order)
    elif kinds.strip("IB") == "O" and len(kinds) > 1:
        at = kinds.index("O")
        family, given = words[at : at + 1], words[:at] + words[at + 1 :]
    else:
        return Name(literal=" ".join([*words, suffix]).strip())
    return make_name(family, given, suffix)


def _is_degree(word: str) -> bool:
    return word.lower().rstrip(".,") in DEGREES


def attach_suffixes(pieces: list[Piece]) -> list[Piece]:
    """Moves "Jr." and degrees that stand between commas to the piece before them."""
    out: list[Piece] = []
    for piece in pieces:
        if out and not piece.joined:
            before = out[-1]
            if piece.shape == "S":
                if _is_degree(piece.words[0]):
                    continue
                complete = before.style != INITIALS_ONLY or len(out) > 1
                if complete:
                    out[-1] = before._replace(suffix=f"{before.suffix} {piece.words[0]}".strip())
                    continue
            elif piece.shape == "B" and piece.words[0] in ("JR", "SR"):
                if before.style in (INVERTED, DIRECT, FULL, CAPITALS) or len(out) > 1:
                    out[-1] = before._replace(suffix=piece.words[0])
                    continue
            elif piece.shape in ("B", "I") and piece.words[0].rstrip(".") in DEGREES_BEHIND:
                has_given = before.style in (INVERTED, DIRECT, FULL) or (
                    before.style == INITIALS_ONLY and len(out) > 1
                )
                if has_given:
                    continue
        out.append(piece)
    return out


def restore_commas(pieces: list[Piece]) -> list[Piece]:
    """Restores commas lost behind initials: "Anand, K. Hamid, M." has two names."""
    if (
        len(pieces) < 3
        or pieces[0].style != WORD_ONLY
        or pieces[-1].style != INITIALS_ONLY
        or any(p.joined for p in pieces)
        or not all(_GIVEN_THEN_FAMILY.match(p.shape) for p in pieces[1:-1])
    ):
        return pieces
    out = [pieces[0]]
    for piece in pieces[1:-1]:
        at = len(piece.shape) - len(piece.shape.lstrip("IB"))
        out.append(Piece(piece.words[:at], piece.shape[:at], INITIALS_ONLY, "", False))
        out.append(Piece(piece.words[at:], piece.shape[at:], WORD_ONLY, piece.suffix, False))
    out.append(pieces[-1])
    return out


def order_of_names(pieces: list[Piece], paired: bool) -> str:
    """Which way round the full names of a list are, as far as its given names tell.

    Behind "Brandt, Lukas" the others come given name first (the style of MLA and Chicago).
    """
    forward, backward = 2 * paired, 0
    for piece in pieces:
        if piece.style == DIRECT:
            forward += 1
        elif piece.style == FULL:
            first, last = is_given(piece.words[0]), is_given(piece.words[-1])
            forward += first and not last
            backward += last and not first
    if forward > backward:
        return "direct"
    return "inverted" if backward > forward and backward * 2 >= len(pieces) else ""


def families_only(pieces: list[Piece]) -> bool:
    """Whether a list of single words holds family names only: "Alder, Birch, and Cedar"."""
    if len(pieces) < 3 or any(p.style != WORD_ONLY for p in pieces):
        return False
    if any(is_given(p.words[-1]) for p in pieces[1::2]):
        return False
    joined = [i for i, p in enumerate(pieces) if p.joined]
    if joined:
        return joined[-1] == len(pieces) - 1
    return len(pieces) % 2 == 1


def is_pair(pieces: list[Piece], index: int, inverted: bool, direct: bool, short: int) -> bool:
    """Whether a piece is a family name whose given name follows behind the comma."""
    piece, following = pieces[index], pieces[index + 1]
    how, next_how = piece.style, following.style
    first = index == 0
    if next_how == INITIALS_ONLY:
        return following.shape[-1] != "Q" or (how == WORD_ONLY and not direct)
    if how == ORGANISATION:
        return False
    if how == WORD_ONLY:
        if next_how == WORD_ONLY:
            return True
        if piece.shape[-1] == "C" and "W" in following.shape and "C" not in following.shape:
            return True
        if next_how == INVERTED:
            if is_given(following.words[0]):
                return True
            return (first or inverted) and short < 2 and "B" not in following.shape
        if next_how in (DIRECT, FULL):
            if following.shape[0] in "PQ":
                return False
            if first or is_given(piece.words[-1]):
                return first
            return (
                inverted
                and next_how == FULL
                and is_given(following.words[0])
                and (is_given(following.words[-1]))
            )
        return False
    if next_how == WORD_ONLY:
        given = is_given(following.words[0])
        if len(pieces) == 2:
            return True  # "Ben Salah, Slimane"
        if direct and not given:
            return False
        return given or not is_given(piece.words[0])
    if next_how == FULL:
        if piece.shape[0] in "PQ" and not is_given(piece.words[0]):
            return True
        if "W" not in piece.shape and "W" in following.shape:
            return True
        # "Prado Leal, Mario Pedro"
        alone = len(pieces) == 2 and not is_given(piece.words[0])
        return alone and all(is_given(word) for word in following.words)
    if next_how == INVERTED:
        # "Prado Leal, Mario E."; alone, even where Prado may be a given name
        alone = len(pieces) == 2 and not is_given(piece.words[-1])
        given = is_given(following.words[0]) and (alone or not is_given(piece.words[0]))
        return given and following.shape.rstrip("I") == "W"
    return False
