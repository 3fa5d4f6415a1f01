"""From the pieces of an author list to whole names."""

from __future__ import annotations

import re
from typing import Final

from refparse.citation.name_pairs import (
    attach_suffixes,
    families_only,
    is_pair,
    order_of_names,
    restore_commas,
    whole_name,
)
from refparse.citation.name_pieces import Piece
from refparse.citation.name_shapes import (
    DIRECT,
    FULL,
    INITIALS_ONLY,
    INVERTED,
    ORGANISATION,
    WORD_ONLY,
)
from refparse.citation.organisations import ACRONYMS
from refparse.citation.persons import cut_direct, cut_full, is_given, make_name
from refparse.types import Name

_CAPS_BEHIND: Final = re.compile("W+I*C+$")
_SHORT_BEHIND: Final = re.compile("W+B$")


def read_pieces(pieces: list[Piece]) -> list[Name]:
    """Whole names from pieces.

    Args:
        pieces: the pieces of one list in printed order.
    """
    if not pieces:
        return []
    if len(pieces) > 1:
        pieces = restore_commas(attach_suffixes(pieces))
    count = len(pieces)
    short = [p.style for p in pieces].count(INVERTED)
    if short and count > 1:
        # "Orlov Yu" without its dot, among others that have theirs.
        pieces = [
            p._replace(style=INVERTED, shape=p.shape[:-1] + "I")
            if p.style == FULL and len(p.words[-1]) < 3 and short * 2 >= count
            else p
            for p in pieces
        ]
    if (
        count > 1
        and "C" in "".join([p.shape for p in pieces])
        and sum(_CAPS_BEHIND.match(p.shape) is not None for p in pieces)
        > sum(_SHORT_BEHIND.match(p.shape) is not None for p in pieces)
    ):
        # "Anna LEE" among "Maria HOLLBERG": a surname, no initials.
        pieces = [
            p._replace(style=FULL, shape=p.shape[:-1] + "C") if _SHORT_BEHIND.match(p.shape) else p
            for p in pieces
        ]
    only_families = families_only(pieces)
    names: list[Name] = []
    order: str | None = None
    inverted = direct = False
    index = 0
    while index < count:
        piece = pieces[index]
        how = piece.style
        following = pieces[index + 1] if index + 1 < count else None
        if how == INITIALS_ONLY and piece.shape[-1] == "Q":
            how, piece = DIRECT, piece._replace(style=DIRECT)  # "K. L. Le"
        if how == INITIALS_ONLY and not _capital_family(piece, following):
            _initials(pieces, index, names, direct)
        elif how == INITIALS_ONLY and following is not None:
            names.append(make_name(piece.words, following.words, following.suffix))
            inverted = True
            index += 1
        elif (
            following is not None
            and not following.joined
            and not only_families
            and (how in (WORD_ONLY, FULL) or (how == ORGANISATION and len(piece.words) == 1))
            and is_pair(pieces, index, inverted, direct, short)
        ):
            suffix = f"{piece.suffix} {following.suffix}".strip()
            names.append(make_name(piece.words, following.words, suffix))
            inverted = True
            index += 1
        elif (
            how == WORD_ONLY
            and count == 2
            and index == 0
            and following is not None
            and following.joined
            and following.style == FULL
            and is_given(piece.words[0])
            and is_given(following.words[0])
        ):
            # "Mary and Edwin Holt"
            names.append(make_name(cut_full(following.words, following.shape)[0], piece.words))
        elif names and piece.shape in ("S", "P", "PP", "PPP") and not names[-1].literal:
            last, word = names[-1], " ".join(piece.words)
            if piece.shape == "S":
                names[-1] = Name(last.family, last.given, last.particle, word)
            else:  # "Marsac, F., de"
                given = f"{last.given} {word}".strip()
                names[-1] = Name(last.family, given, last.particle, last.suffix)
        else:
            direct = direct or how in (DIRECT, FULL)
            if how == FULL and order is None:
                order = order_of_names(pieces, inverted)
            names.append(whole_name(piece, order or ""))
        index += 1
    return [name for name in names if name.family or name.literal]


def _capital_family(piece: Piece, following: Piece | None) -> bool:
    """Whether two to four capitals are a family name because a given name follows: "MAS, C."."""
    if piece.shape != "B" or following is None or following.joined:
        return False
    if following.style == INITIALS_ONLY:
        return True
    return following.style in (WORD_ONLY, INVERTED) and is_given(following.words[0])


def _initials(pieces: list[Piece], index: int, names: list[Name], direct: bool) -> None:
    """Initials that follow no family name: shared ones, a forgotten repeat, an acronym."""
    piece = pieces[index]
    following = pieces[index + 1] if index + 1 < len(pieces) else None
    text = " ".join(piece.words)
    if following is not None and following.joined and following.style == DIRECT:
        # "L. e U. Bertoni"
        names.append(make_name(cut_direct(following.words, following.shape)[0], piece.words))
    elif names and piece.joined and names[-1].family and piece.shape[0] == "I":
        # "MARSAC E. et J.-L."
        names.append(Name(names[-1].family, text, names[-1].particle))
    elif names and not piece.joined and not names[-1].literal and not names[-1].given:
        last = names[-1]
        names[-1] = Name(last.family, text, last.particle, last.suffix)
    elif names and _letters(text) == _letters(names[-1].given):
        return  # "R. A. J. Visser, R.A.J"
    elif piece.shape == "B" or text in ACRONYMS or not names or piece.joined or direct:
        names.append(Name(literal=text))
    else:
        last = names[-1]
        names[-1] = Name(
            last.family,
            f"{last.given}, {text}".strip(", "),
            last.particle,
            last.suffix,
            last.literal,
        )


def _letters(text: str) -> str:
    return "".join(char for char in text.lower() if char.isalpha())
