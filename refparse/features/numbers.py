"""Numbers: years, ranges, Roman numerals, ordinals, article numbers, how large they are."""

from __future__ import annotations

import re
from typing import Final

from refparse.features.view import View

_YEAR: Final = re.compile(r"(1[4-9]\d\d|20[0-4]\d)([a-z])?")
_RANGE: Final = re.compile(r"([A-Za-z]?)(\d{1,7})([-–—/]{1,3})([A-Za-z]?)(\d{1,7})")
_ROMAN: Final = re.compile(r"[ivxlcdm]{1,9}")
_ORDINAL: Final = re.compile(
    r"\d{1,3}-?(st|nd|rd|th|e|er|ère|ª|º|ème|de|ed|a|o|oj|го|й|е|ое|я)", re.IGNORECASE
)
_CODE: Final = re.compile(r"[A-Za-z]{1,4}-?\d{1,8}")
_CODE_TAIL: Final = re.compile(r"\d{1,6}[A-Za-z]{1,3}")


def is_year(core: str) -> bool:
    """Whether a token's core is a year 1400–2049, a letter behind it allowed ("1999a")."""
    return bool(_YEAR.fullmatch(core))


def features(token: View) -> list[str]:
    """Number features of a token; empty for words without digits that are no Roman numerals."""
    core = token.core
    out: list[str] = []
    if not any(char.isdigit() for char in core):
        if core and _ROMAN.fullmatch(token.lower):
            out.append("num=roman" + ("U" if core.isupper() else "l"))
        return out
    if core.isdecimal():
        out.append(f"num=d{min(len(core), 8)}")
        if is_year(core):
            out.append("num=year" + ("20" if core[0] == "2" else core[:2]))
        elif len(core) <= 3:
            value = int(core)
            out.append("num<" + next(str(top) for top in (13, 32, 100, 400, 1000) if value < top))
        return out
    if is_year(core):
        return ["num=yearletter"]
    found = _RANGE.fullmatch(core)
    if found:
        first, second = int(found[2]), int(found[5])
        years = is_year(found[2]) and (is_year(found[5]) or len(found[5]) == 2)
        mark = "slash" if "/" in found[3] else "dash"
        order = "up" if second > first else "short" if len(found[5]) < len(found[2]) else "down"
        out += [f"num={mark}{order}", "num=yearrange" if years else "num=range"]
        if found[1] or found[4]:
            out.append("num=letterrange")
        return out
    if _ORDINAL.fullmatch(core):
        out.append("num=ordinal")
    if _CODE.fullmatch(core):
        out.append("num=code")
    if _CODE_TAIL.fullmatch(core):
        out.append("num=codetail")
    if _YEAR.search(core):
        out.append("num=hasyear")
    out.append("num=mixed")
    return out
