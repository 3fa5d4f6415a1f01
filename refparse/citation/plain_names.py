"""The short way for lists that leave no doubt; most reference lists take it.

:func:`read_plain` knows four ways to print a list and single capitalised surnames only. It gives
what the long way of :mod:`refparse.citation.names` would give, several times faster, and None for
everything else.
"""

from __future__ import annotations

import re
from typing import Final

from refparse.citation._letters import LOWER, UPPER
from refparse.citation.name_words import CAPITAL_PARTICLES
from refparse.types import Name

_PARTICLE: Final = (
    r"(?:((?:van|von|de|di|da|del|della|dos|du|le|la|ten|ter|el|al)"
    r"(?: (?:der|den|de|la|het|los|las))?) )?"
)
_FAMILY: Final = _PARTICLE + (
    rf"((?:Mc|Mac|O['’]|D['’])?[{UPPER}][{LOWER}]{{2,}}(?:[-\u2010][{UPPER}][{LOWER}]{{2,}}){{0,2}})"
)
_DOTTED: Final = rf"([{UPPER}][{LOWER}]{{0,2}}\.(?:[ -]?[{UPPER}][{LOWER}]{{0,2}}\.){{0,3}})"
_SINGLE_DOTTED: Final = rf"([{UPPER}]\.(?:[ -]?[{UPPER}]\.){{0,3}})"
_END: Final = r"(?:$|,? et al\.?$|; & |; |, & |, and | & | and | et | und | y | e | и |, )"

_VANCOUVER: Final = re.compile(rf"{_FAMILY} ([{UPPER}]{{1,3}})(?:\.$|{_END})")
_RUSSIAN: Final = re.compile(rf"{_FAMILY} {_DOTTED}{_END}")
_INVERTED: Final = re.compile(rf"{_FAMILY}, {_DOTTED}{_END}")
_DIRECT: Final = re.compile(rf"{_SINGLE_DOTTED} {_FAMILY}{_END}")
_ONE: Final = re.compile(rf"{_FAMILY}, ([{UPPER}][{LOWER}]+(?: [{UPPER}]\.)?)$")

_DOUBT: Final = re.compile(r"[JS]r\.|\bI{2,3}\b|^U\.[SKN]\.")


def read_plain(text: str) -> tuple[tuple[Name, ...], bool] | None:
    """Names of a plain list, and whether it ends in "et al."; None where it is not plain.

    Args:
        text: a tidy author span.
    """
    one = _ONE.match(text)
    if one is not None:
        return (Name(one[2], one[3], one[1] or ""),), False
    for pattern in (_INVERTED, _VANCOUVER, _RUSSIAN, _DIRECT):
        match = pattern.match(text)
        if match is not None and not (pattern is _VANCOUVER and match[0][-1] == "."):
            break
    else:
        return None
    if _DOUBT.search(text) is not None:
        return None
    direct = pattern is _DIRECT
    names = []
    end, length = 0, len(text)
    while match is not None:
        if direct:
            given, particle, family = match.groups("")
        else:
            particle, family, given = match.groups("")
        if family.lower() in CAPITAL_PARTICLES:
            return None
        names.append(Name(family, given, particle))
        end = match.end()
        if end == length:
            return tuple(names), text.endswith((" et al.", " et al"))
        match = pattern.match(text, end)
        if match is None and pattern is _INVERTED and len(names) == 1:
            # "Harper, R., and R. C. Stone"
            pattern, direct = _DIRECT, True
            match = pattern.match(text, end)
    return None
