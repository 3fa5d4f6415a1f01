"""Normalisation that can be undone: every character remembers where it stood.

What is evened out: no-break and other odd blanks, line breaks (a word broken by a hyphen at the end
of a line is joined), soft hyphens and zero-width characters, ligatures, full-width forms,
decomposed accents, curly quotes, look-alike hyphens, control characters and lone surrogates. What
carries meaning for the tagger stays: « », en and em dashes, CJK punctuation.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

_BLANKS: Final = "\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\x00-\x1f\x7f-\x9f"
_DROPPED: Final = "\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
_REPLACED: Final[dict[str, str]] = {
    "“": '"',
    "”": '"',
    "„": '"',
    "‟": '"',
    "″": '"',
    "‘": "'",
    "’": "'",
    "‚": "'",
    "‛": "'",
    "′": "'",
    "`": "'",
    "´": "'",
    "‐": "-",
    "‑": "-",
    "−": "-",
    "﹣": "-",
    "－": "-",
    "‒": "–",
    "―": "—",
    "⁄": "/",
    "∕": "/",
    "…": "...",
    "ﬀ": "ff",
    "ﬁ": "fi",
    "ﬂ": "fl",
    "ﬃ": "ffi",
    "ﬄ": "ffl",
    "ﬅ": "st",
    "ﬆ": "st",
}
_REPLACED_CHARS: Final = "".join(re.escape(char) for char in _REPLACED)

# One alternative per kind; each starts with a different character, so there is no backtracking.
_SPECIAL: Final = re.compile(
    rf"(?P<join>(?<=[^\W\d_])[-\u00ad\u2010][ \t]*\r?\n[ \t]*(?=[^\W\d_]))"
    rf"|(?P<drop>[{_DROPPED}])"
    rf"|(?P<blank>[{_BLANKS}])"
    rf"|(?P<swap>[{_REPLACED_CHARS}])"
    rf"|(?P<wide>[\uff01-\uff0c\uff0e-\uff60\uffe0-\uffe6])"
    rf"|(?P<marks>[^\ud800-\udfff][\u0300-\u036f]{{1,8}})"
    rf"|(?P<lone>[\ud800-\udfff])",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """A normalised text and the way back.

    Attributes:
        text: the normalised characters.
        starts: for each normalised character, the offset of the original character that it came
            from; None where nothing was changed and offsets are equal.
        ends: likewise the offset behind that original character (or group of characters).
    """

    text: str
    starts: tuple[int, ...] | None = None
    ends: tuple[int, ...] | None = None

    def original(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the original text of the normalised stretch ``[start, end)``, not empty."""
        if self.starts is None or self.ends is None:
            return start, end
        return self.starts[start], self.ends[end - 1]


def normalise(text: str) -> NormalisedText:
    """Even out a raw reference; see the module's text for what changes.

    Args:
        text: any string.

    Returns:
        The normalised text with its map; in O(len(text)).
    """
    if text.isascii() and text.isprintable() and "`" not in text:
        return NormalisedText(text)
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    changed = False
    for match in _SPECIAL.finditer(text):
        begin, stop = match.span()
        pieces.append(text[at:begin])
        starts.extend(range(at, begin))
        ends.extend(range(at + 1, begin + 1))
        new = _replacement(match, text)
        changed = True
        pieces.append(new)
        starts.extend([begin] * len(new))
        ends.extend([stop] * len(new))
        at = stop
    if not changed:
        return NormalisedText(text)
    pieces.append(text[at:])
    starts.extend(range(at, len(text)))
    ends.extend(range(at + 1, len(text) + 1))
    return NormalisedText("".join(pieces), tuple(starts), tuple(ends))


def _replacement(match: re.Match[str], text: str) -> str:
    kind, value = match.lastgroup, match.group()
    if kind == "join":
        # "inter-\nnational" is one word, but "EU-\nUS" and "Rapp-\nHooper" keep their hyphen.
        return "" if text[match.end()].islower() else "-"
    if kind == "drop":
        return ""
    if kind == "blank":
        return " "
    if kind == "swap":
        return _REPLACED[value]
    if kind == "lone":
        return "\ufffd"
    return unicodedata.normalize("NFKC" if kind == "wide" else "NFC", value)
