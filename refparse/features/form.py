"""Word form and shape: the word itself, its capitals, its script, its length."""

from __future__ import annotations

from typing import Final

from refparse.features.view import View

_SCRIPTS: Final = (
    (0x0250, "latin"),
    (0x0370, "other"),
    (0x0400, "greek"),
    (0x0530, "cyrillic"),
    (0x0590, "other"),
    (0x0600, "hebrew"),
    (0x0780, "arabic"),
    (0x1100, "other"),
    (0x1200, "hangul"),
    (0x1E00, "other"),
    (0x2000, "latin"),
    (0x2E80, "other"),
    (0x3041, "han"),
    (0x3100, "kana"),
    (0xA000, "han"),
    (0xAC00, "other"),
    (0xD7B0, "hangul"),
    (0xF900, "other"),
    (0xFB00, "han"),
)
_LONGEST_SHAPE: Final = 12


def shape(word: str) -> str:
    """Shape with runs collapsed: "McKenzie" → "XxXx", "J.-P." → "X.-X.", "2008a" → "dddda"."""
    out: list[str] = []
    for char in word:
        if char.isdigit():
            kind = "d"
        elif char.isupper():
            kind = "X"
        elif char.islower():
            kind = "x"
        elif char.isalpha():
            kind = "c"
        else:
            kind = char
        # Digits keep their number up to four: years and page numbers differ in it.
        if out and out[-1] == kind and (kind != "d" or out[-4:] == ["d"] * 4):
            continue
        out.append(kind)
        if len(out) >= _LONGEST_SHAPE:
            break
    return "".join(out)


def capitals(core: str) -> str:
    """Capitals of a word: "number", "initial", "upper", "title", "lower", "mixed" or "caseless"."""
    if not core:
        return "none"
    if core[0].isdigit():
        return "number"
    letters = [char for char in core if char.isalpha()]
    if not letters:
        return "none"
    if all(char.isupper() for char in letters):
        return "initial" if len(letters) == 1 else "upper"
    if letters[0].isupper():
        return "title" if all(char.islower() for char in letters[1:]) else "mixed"
    if all(char.islower() for char in letters):
        return "lower"
    return "mixed" if any(char.isupper() for char in letters) else "caseless"


def script(core: str) -> str:
    """Script of the first letter: "latin", "cyrillic", "han", "kana", "hangul", … or "none"."""
    for char in core:
        if char.isalpha():
            point = ord(char)
            for limit, name in _SCRIPTS:
                if point < limit:
                    return name
            return "other"
    return "none"


def features(token: View) -> list[str]:
    """Features of the token's form."""
    core = token.core
    cap = capitals(core)
    out = ["c=" + cap, "s=" + shape(token.text)]
    name = script(core)
    if name not in ("latin", "none"):
        out.append("script=" + name)
    size = len(core)
    out.append("n=" + (str(size) if size < 5 else "5-8" if size < 9 else "9+"))
    return out


def word(token: View) -> list[str]:
    """The word itself, in lower case; numbers have none, their shape says enough."""
    return [] if capitals(token.core) == "number" else ["w=" + token.lower]
