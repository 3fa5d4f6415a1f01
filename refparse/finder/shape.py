"""The shape of a text: what kind of character stands where, in any alphabet.

Upper-case letters become ``A``, lower-case ``a``, digits ``0``, Chinese, Japanese and Korean
letters ``c``, other letters without case ``o``; dashes, quotes, blanks and full-width punctuation
become the plain ASCII ones. A shape is exactly as long as its text, so offsets agree, and one
pattern on shapes ("``A[Aa]+, A\\.``", a surname and an initial) serves Latin, Cyrillic and Greek.
"""

from __future__ import annotations

import unicodedata
from typing import Final

BREAK_HYPHENS: Final = "\ufffe\u0002"
"""What some PDF readers write for the hyphen at the end of a line, in place of hyphen and break."""

_FIXED: Final[dict[str, str]] = {
    **dict.fromkeys("-‐‑‒–—―−﹣－⸺⸻" + BREAK_HYPHENS, "-"),
    **dict.fromkeys('“”„‟«»‹›《》〈〉「」『』"', '"'),
    **dict.fromkeys("'‘’‚‛′`´ʼʹ\u00ad", "'"),
    **dict.fromkeys("，、،﹐", ","),
    **dict.fromkeys("．。۔﹒", "."),
    **dict.fromkeys("：﹕", ":"),
    **dict.fromkeys("；؛﹔", ";"),
    **dict.fromkeys("（﹙", "("),
    **dict.fromkeys("）﹚", ")"),
    **dict.fromkeys("［【〔", "["),
    **dict.fromkeys("］】〕", "]"),
}

# Chinese, Japanese and Korean letters: no case, and as wide as two others.
_CJK_BLOCKS: Final = (
    (0x1100, 0x11FF),
    (0x2E80, 0x2FDF),
    (0x3005, 0x30FF),
    (0x3130, 0x318F),
    (0x31F0, 0x31FF),
    (0x3400, 0x4DBF),
    (0x4E00, 0x9FFF),
    (0xAC00, 0xD7AF),
    (0xF900, 0xFAFF),
    (0xFF66, 0xFF9F),
    (0x20000, 0x323AF),
)
_BY_CATEGORY: Final = {
    "Lu": "A",
    "Lt": "A",
    "Ll": "a",
    "Lm": "a",
    "Mn": "a",
    "Mc": "a",
    "Me": "a",
    "Nd": "0",
    "Nl": "0",
    "Pd": "-",
    "Zs": " ",
    "Zl": " ",
    "Zp": " ",
    "Cf": "'",
}


def _kind(char: str) -> str:
    """The one character that stands for ``char`` in a shape."""
    if char in _FIXED:
        return _FIXED[char]
    category = unicodedata.category(char)
    if category == "Lo":
        code = ord(char)
        return "c" if any(low <= code <= high for low, high in _CJK_BLOCKS) else "o"
    if category == "No":
        return "0" if unicodedata.digit(char, None) is not None else "*"
    if category in _BY_CATEGORY:
        return _BY_CATEGORY[category]
    if category == "Cc":
        return " "
    return char if category[0] in "PS" else "?"


class _Kinds(dict[int, str]):
    """A translation table that fills itself: a text uses few of Unicode's characters."""

    def __missing__(self, code: int) -> str:
        kind = self[code] = _kind(chr(code))
        return kind


_KINDS: Final = _Kinds()


def shape_of(text: str) -> str:
    """The shape of ``text``, of the same length."""
    return text.translate(_KINDS)
