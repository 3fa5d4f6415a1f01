"""Cleaning of the text fields: titles, containers, publishers, places, notes."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from refparse.citation._letters import LOWER, UPPER, word_set
from refparse.native import core_function

_INVISIBLE: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f]")
# What Windows-1252 has in the place of the C1 controls: quotes, dashes, an ellipsis.
_WINDOWS: Final = {
    0x85: "…",
    0x91: "‘",
    0x92: "’",
    0x93: "“",
    0x94: "”",
    0x95: "•",
    0x96: "–",
    0x97: "—",
}
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_TIDY_IN_C: Final = core_function("is_tidy")
_CLEAN_IN_C: Final = core_function("clean")
_LOOSE_ACCENT: Final = re.compile("\\s+([\u0300-\u036f])")


def tidy(text: str) -> str:
    """Text without what nobody can see, in NFC, with single blanks.

    Soft hyphens, zero-width and direction marks and control characters go; a lone surrogate
    becomes U+FFFD, so that every field can be written as UTF-8.
    """
    if _TIDY_IN_C is not None and _TIDY_IN_C(text):
        return text
    if not text.isascii():
        if not text.isprintable():
            text = _INVISIBLE.sub("", text.translate(_WINDOWS))
            text = _SURROGATE.sub("\ufffd", text)
            text = _CONTROL.sub("", text)
        if _LOOSE_ACCENT.search(text) is not None:
            text = _LOOSE_ACCENT.sub(r"\1", text)
        if not unicodedata.is_normalized("NFC", text):
            text = unicodedata.normalize("NFC", text)
    elif text.isprintable():
        # Nearly every field: nothing to do but to look for blanks too many.
        if "  " not in text and text[:1] != " " and text[-1:] != " ":
            return text
    else:
        text = _CONTROL.sub("", text)
    return " ".join(text.split())


_PAIRS: Final = {
    "“": "”",
    "„": "“”",
    "”": "”",
    "‘": "’",
    "‚": "‘’",
    "«": "»",
    "»": "«",
    "‹": "›",
    "›": "‹",
    '"': '"',
    "'": "'",
    "`": "'’`",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "(": ")",
    "[": "]",
    "<": ">",
    "{": "}",
    "（": "）",
    "【": "】",
}
_OPENERS: Final = frozenset("".join(_PAIRS))
_CLOSERS: Final = frozenset("".join(_PAIRS.values()))
_ENDS: Final = " \t.,;:·•=/|、。，；：．"
_STARTS: Final = " \t.,;:·•=/|、。，；：．*"
_LOOSE_DASH: Final = re.compile(r"^[-–—]+\s+|\s+[-–—]+$")


def _wraps(text: str, closers: str) -> bool:
    """Whether the first character's partner is the last one, not an earlier one."""
    opener, closer = text[0], text[-1]
    if closer not in closers:
        return False
    inner = text[1:-1]
    if opener == closer:
        return opener not in inner
    depth = 0
    for char in inner:
        if char == opener:
            depth += 1
        elif char in closers:
            # "don’t" inside ‘…’ is an apostrophe only when nothing has been opened before it.
            if not depth:
                return False
            depth -= 1
    return True


_STRAY: Final = (("(", ")"), ("[", "]"), ("“", "”"), ("«", "»"), ("<", ">"), ("（", "）"))


def _drop_stray(text: str) -> str:
    """Removes an opening mark at the end or a closing mark at the start that has no partner."""
    for opener, closer in _STRAY:
        if text.endswith(opener) or (text.startswith(opener) and closer not in text):
            text = text.strip(opener).strip()
        if text.startswith(closer) or (text.endswith(closer) and opener not in text):
            text = text.strip(closer).strip()
    if text.count('"') == 1:
        text = text.strip('"').strip()
    return text


def unwrap(text: str) -> str:
    """Text without outer quotes and brackets and without punctuation at its ends.

    A question or exclamation mark stays; so does a bracket that closes inside ("(Mis)trust").
    """
    if text[:1].isalnum() and text[-1:].isalnum():
        return text
    for _ in range(8):  # as many marks around one another as anybody prints
        before = text
        text = text.rstrip(_ENDS).lstrip(_STARTS)
        if not text:
            return ""
        first, last = text[0], text[-1]
        if first in _OPENERS and len(text) > 2 and _wraps(text, _PAIRS[first]):
            text = text[1:-1]
        elif first in _CLOSERS or first in _OPENERS or last in _CLOSERS or last in _OPENERS:
            text = _drop_stray(text)
        if first in "-–—" or (text and text[-1] in "-–—"):
            text = _LOOSE_DASH.sub("", text)
        if text == before:
            return text
    return text


# The right half of a compound that English prints with its hyphen: never glued on.
_SECOND_PARTS: Final = word_set(
    "making based oriented term level time year century scale related specific dependent"
    " independent like driven free led wide type old long taking building being centered"
    " centred sectional section keeping solving setting sharing seeking run order class state war"
    " line world trained aware efficient resolution dimensional field rate cost risk income"
    " quality performance speed power energy temperature"
)
_AND_WORDS: Final = word_set(
    "and or und oder bzw et ou e o y u i a og och en of bis to and/or и или та"
)
_WORD_ENDS: Final = re.compile(
    "(?:tion|tions|sion|sions|ment|ments|ity|ities|ness|ing|ings|ical|ically|ally|ence|ances?|ences"
    "|ology|ological|isch|ische|ischen|ischer|ung|ungen|keit|heit|lich|liche|lichen|schaft|ismus"
    "|ción|ciones|dad|ção|ções|dade|zione|zioni|mento|ique|iques|eux|tés?|ism|isms|ist|ists"
    "|tive|tives|ous|able|ible|ance|ated|izing|ising|ized|ised|phy|gy|cy|ry|ality|als?|ers?"
    "|ция|ции|ость|ости|ение|ения|ский|ская|ское|ского|ских|ного|ные|ный)$"
)
_BROKEN: Final = re.compile(
    rf"(?<![{UPPER}{LOWER}])([{UPPER}{LOWER}]{{2,}})[-\u2010]\s+([{LOWER}]{{2,}})(?![{LOWER}])"
)


def _rejoin(match: re.Match[str]) -> str:
    left, right = match[1], match[2]
    if right in _AND_WORDS:
        return match[0]
    if right in _SECOND_PARTS:
        return f"{left}-{right}"
    if _WORD_ENDS.search(right):
        return left + right
    return match[0]


def mend(text: str) -> str:
    """Rejoins words that a line break cut in two ("Person- ality") where that is safe.

    Safe is: the second half begins small, is no "and" ("pre- and post-war") and either is a usual
    second part of a compound (the hyphen stays) or ends as only words end (it goes). Everything
    else is left as printed.
    """
    return _BROKEN.sub(_rejoin, text) if "- " in text or "\u2010 " in text else text


def clean(text: str) -> str:
    """A text field as it should be stored: tidy, mended, without outer marks."""
    if _CLEAN_IN_C is not None:
        cleaned: str | None = _CLEAN_IN_C(text)
        if cleaned is not None:
            return cleaned
    return unwrap(mend(tidy(text)))


_NO_TRANSLATION: Final = re.compile(
    r"(?:review|rev\.|rezension|rez\.|recenzja|recensione|compte rendu|abstr|zusammenfassung"
    r"|letter|editorial|erratum|corrigendum|retract|comment|reply|response|interview|preprint"
    r"|in press|online|on-line|en ligne|en línea|em linha|electronic|elektron|электрон"
    r"|digital|cd|dvd|video|film|motion|data\s?set|database|computer|software|app\b|blog|web|podcast|audio"
    r"|sound|speech|poster|paper|conference|unpublished|manuscript|thesis|thèse|th[eè]se|tesis|tese|tesi\b"
    r"|dissert|diss\b|doctoral|doctorat|master|mémoire|bachelor|report|working|technical|special"
    r"|supplement|part\b|vol|no\.|in [A-Z]\w+$|in \w+\.|на \w+ яз|translated|transl|trans\.|trad"
    r"|пер\.|original|reprint|repr\.|sic\b|sic!|microform|map\b|score\b|photograph|painting"
    r"|accessed|cited|retrieved|consult|acces|доступ|pmid|doi|isbn|\d+\s*(?:p|pp|pages|s|с)\b)",
    re.IGNORECASE,
)
_BRACKET_END: Final = re.compile(r"\s*\[([^\[\]]+)\]$")


def split_translation(text: str, *, loose: bool = False) -> tuple[str, str]:
    """A title and the translation that follows it in square brackets.

    Args:
        text: a cleaned title, ``"Severny Vestnik [Northern Herald]"``.
        loose: accept any wording in the bracket that is no known remark; for names of journals
            and books. Otherwise the bracket must also be about as long as the title.

    Returns:
        ``(title, translation)``; the translation is "" where there is none, and then the title is
        the text unchanged.
    """
    if not text.endswith("]"):
        return text, ""
    match = _BRACKET_END.search(text)
    if match is None or not match.start():
        return text, ""
    title, inner = text[: match.start()].rstrip(_ENDS), unwrap(match[1])
    if not title or not inner or _NO_TRANSLATION.match(inner):
        return text, ""
    if not any(char.isalpha() for char in inner):
        return text, ""
    if loose:
        return title, inner
    words, inner_words = title.count(" ") + 1, inner.count(" ") + 1
    if (
        inner[0].islower()
        or inner_words * 4 < words
        or inner_words > words * 4 + 2
        or (inner_words == 1 and words > 2)
    ):
        return text, ""
    return title, inner
