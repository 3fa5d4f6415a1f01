"""The short way for lists that leave no doubt; most reference lists take it.

:func:`read_plain` knows five ways to print a list and single capitalised surnames only. It gives
what the long way of :mod:`refparse.citation.names` would give, several times faster, and None for
everything else.
"""

from __future__ import annotations

import re
from typing import Final

from refparse.citation._letters import LOWER, UPPER
from refparse.citation.name_shapes import kind
from refparse.citation.name_text import may_end_in_remark
from refparse.citation.name_words import CAPITAL_PARTICLES, TITLES, fold
from refparse.citation.persons import is_given, title_case
from refparse.types import Name

_PARTICLE: Final = (
    r"(?:((?:van|von|de|di|da|del|della|dos|du|le|la|ten|ter|el|al)"
    r"(?: (?:der|den|de|la|het|los|las))?) )?"
)
_SURNAME: Final = (
    rf"(?:Mc|Mac|O['’]|D['’])?[{UPPER}][{LOWER}]{{2,}}(?:[-\u2010][{UPPER}][{LOWER}]{{2,}}){{0,2}}"
)
_FAMILY: Final = f"{_PARTICLE}({_SURNAME})"
# Where the comma or the place of the initials tells, two letters ("Li") or capitals are none the
# less a family name.
_ANY_FAMILY: Final = f"{_PARTICLE}({_SURNAME}|[{UPPER}](?:[{LOWER}]|[{UPPER}]{{4,}}))"
_DOTTED: Final = rf"([{UPPER}][{LOWER}]{{0,2}}\.(?:[ -]?[{UPPER}][{LOWER}]{{0,2}}\.){{0,3}})"
_SINGLE_DOTTED: Final = rf"([{UPPER}]\.(?:[ -]?[{UPPER}]\.){{0,3}})"
_END: Final = r"(?:$|,? et al\.?$|; & |; |, & |, and | & | and | et | und | y | e | и |, )"

_VANCOUVER: Final = re.compile(rf"{_FAMILY} ([{UPPER}]{{1,3}})(?:\.$|{_END})")
_RUSSIAN: Final = re.compile(rf"{_FAMILY} {_DOTTED}{_END}")
_INVERTED: Final = re.compile(rf"{_ANY_FAMILY}, ?{_DOTTED}{_END}")
_DIRECT: Final = re.compile(rf"{_SINGLE_DOTTED} {_ANY_FAMILY}{_END}")
_ONE: Final = re.compile(rf"{_FAMILY}, ([{UPPER}][{LOWER}]+(?: [{UPPER}]\.)?)$")

_INITIALS_FIRST: Final = (_DIRECT,)
_FAMILY_FIRST: Final = (_INVERTED, _VANCOUVER, _RUSSIAN)

_WORD: Final = rf"[{UPPER}][{LOWER}]+(?:[-\u2010][{UPPER}{LOWER}][{LOWER}]+)*"
_INITIAL: Final = rf"(?:[{UPPER}]\.)+"
_NEXT: Final = "(?:$|, (?:and |& )?)"
# "Hill, Anna B., "
_PAIR: Final = re.compile(rf"({_WORD}), ({_WORD}(?: {_WORD})?)((?: {_INITIAL})*){_NEXT}")
# "Anna Hill, ", "Anna B. Hill, ", "A. B. Hill, "
_GIVEN_FIRST: Final = re.compile(rf"((?:{_WORD}|{_INITIAL})(?: {_INITIAL})*) ({_WORD}){_NEXT}")
_ET_AL: Final = re.compile(r",? et al\.?$")

_DOUBT: Final = re.compile(r"[JS]r\.|\bI{2,3}\b|^U\.[SKN]\.")


def read_plain(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Names of a plain list, and whether it ends in "et al."; None where it is not plain.

    Args:
        text: a tidy author span.
    """
    one = _ONE.match(text)
    if one is not None:
        return (Name(one[2], one[3], one[1] or ""),), False
    for pattern in _INITIALS_FIRST if text[1:2] == "." else _FAMILY_FIRST:
        match = pattern.match(text)
        if match is not None and not (pattern is _VANCOUVER and match[0][-1] == "."):
            break
    else:
        return _read_given_names(text)
    if _DOUBT.search(text) is not None:
        return None
    direct = pattern is _DIRECT
    names = []
    unusual = False
    end, length = 0, len(text)
    while match is not None:
        if direct:
            given, particle, family = match.groups("")
        else:
            particle, family, given = match.groups("")
        if family.lower() in CAPITAL_PARTICLES:
            return None
        if len(family) < 3 or family[1].isupper():
            if particle or kind(family) not in "WC":
                return None
            family, unusual = title_case([family])[0], True
        names.append(Name(family, given, particle))
        end = match.end()
        if end == length:
            if unusual and not all(kind(n.family) == "W" and _initials(n.given) for n in names):
                return None
            return tuple(names), text.endswith((" et al.", " et al"))
        match = pattern.match(text, end)
        if match is None and pattern is _INVERTED and len(names) == 1:
            # "Harper, R., and R. C. Stone"
            pattern, direct = _DIRECT, True
            match = pattern.match(text, end)
    return None


def _read_given_names(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Names with given names written out: "Hill, Anna, Berg, Tom B.", "Hill, Anna, and Tom Berg".

    The checks are those of :func:`refparse.citation.name_pairs.is_pair` and
    :func:`refparse.citation.persons.cut_full`, as far as such lists can fail them.
    """
    cut = _ET_AL.search(text) if text.endswith(("et al.", "et al")) else None
    if cut is not None:
        text = text[: cut.start()]
    match = _PAIR.match(text)
    if match is None or may_end_in_remark(text):
        return None
    names: list[Name] = []
    unsure = shortened = end = 0
    while match is not None:
        family, given, initials = match.groups()
        first, _, second = given.partition(" ")
        if kind(family) != "W" or kind(first) != "W":
            return None
        if second and (names or initials or kind(second) != "W" or not _forward(first, second)):
            return None
        if initials:
            if not _initials(initials):
                return None
            shortened += 1
            unsure += not is_given(first)
        names.append(Name(family, given + initials))
        end = match.end()
        match = _PAIR.match(text, end)
    if unsure and shortened > 1:
        return None  # "Berg Tom B." among others of its kind may be a whole name
    while end < len(text):
        match = _GIVEN_FIRST.match(text, end)
        if match is None:
            return None
        given, family = match.groups()
        first, *initials_behind = given.split()
        if kind(family) != "W" or any(kind(word) != "I" for word in initials_behind):
            return None
        if first[-1] != ".":
            if kind(first) != "W" or first.lower() in TITLES:
                return None
            if not initials_behind and (
                not _forward(first, family) or (shortened and len(family) < 3)
            ):
                return None
        elif kind(first) != "I":
            return None
        names.append(Name(family, given))
        end = match.end()
    if text[-1:] == " ":
        return None
    return tuple(names), cut is not None


def _initials(text: str) -> bool:
    return all(kind(word) == "I" for word in text.split())


def _forward(first: str, last: str) -> bool:
    """Whether nothing speaks for the family name in front: no given name behind it alone."""
    return (is_given(first) or not is_given(last)) and fold(first) != "nguyen"
