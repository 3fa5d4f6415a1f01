"""Where a reference may start: the evidence of one line, and of the line break before it.

Values are log-odds by eye: +3 is close to certain, 0 says nothing, -3 is close to impossible.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from refparse.finder.data import words_of
from refparse.finder.evidence import YEAR

STRONG: Final = 2.0
"""From here up, the words of a line alone say that a reference starts."""

_HEAD: Final = 160  # characters in which the authors of a reference end, usually
_FAR: Final = 400  # characters of a line that are looked at

BULLET: Final = re.compile(r"(?:[•◦▪‣●■□*+·-] +|[\^↑] *(?:a ){0,9})(?=[Aaco\"\[]|\*[^ ])")
"""The mark of an item in a list without numbers ("•", "-", a wiki's "^ a b"); matches shapes."""

_SURNAME: Final = r"(?:a{1,4}[ '-]){0,3}A[Aa']*(?:[ -]A[Aa']+){0,2}"
_INVERTED: Final = re.compile(_SURNAME + r", ?-?A(?:a?\.|A?[ ,;:/]|-A\.)")  # Smith, J.
_INVERTED_GIVEN: Final = re.compile(_SURNAME + r", ?A[a']+")  # Smith, John
_BARE: Final = re.compile(  # Smith JA, | Smith JA 2013
    r"(?:a{2,3} ){0,2}A[Aa'-]{1,25}(?: A[a']{2,20})? A{1,3}(?:[,.;:]| 0000| \(0000|$)"
)
_CAPITALS: Final = re.compile(
    r"A{2}[A'-]*(?: A{2}[A'-]*)? A[a']+(?:[- ]A[a']+)?[,.:(;]"
)  # RAHNER Karl,
_BEFORE_INITIALS: Final = re.compile(  # Golub Yu., Timakova O.A. Road
    _SURNAME + r" Aa?\. ?-?(?:Aa?\. ?){0,3}(?:[,;:/&(]|$|A|a{1,3} |c)"
)
_AFTER_INITIALS: Final = re.compile(  # J. A. Davis et al
    r"(?:Aa?\.[ -]?-?){1,4}(?:a{1,4} ){0,3}A[Aa']+(?:[ -]A[a']+){0,2}(?:[,.:;(&/]| a{1,3} | A|$)"
)
_GIVEN_FIRST: Final = re.compile(  # Ernest Gellner, | Klaus J. Bade: | Karl Marx and
    r"A[a'-]+(?: A\.){0,3} (?:a{1,4} ){0,2}A[Aa'-]+(?:[,;:/]|\. A| a{1,3} A| & A| \()"
)
_SAME_AUTHOR: Final = re.compile(r"-{2,}|_{2,}|-\s?[-,.:(]|(?:- ){2,}|\*{3}")
_SAME_AUTHOR_WORD: Final = re.compile(
    r"(?:ders\.|dies\.|dieselben?|derselbe|idem|id\.|eadem|он же|его же|ее же|того же|там же"
    r"|同上)(?=\W|$)",
    re.IGNORECASE,
)
_CJK_AUTHORS: Final = re.compile(r"c{2,4}(?:[,.:;(]| ?c{1,3}[,.:;(])")
_LONE_DATE: Final = re.compile(r"\(0000a?\)[:.,]? [A\"co]")
_KEY: Final = re.compile(r"\[A[^\[\]]{1,24}\]")
_HEAD_YEAR: Final = re.compile(
    r"[(\[](?:a{1,2}\.? ?)?0000(?:[-/]00(?:00)?)?a?(?:[)\],;:/ ])|[ ,.]0000a?(?:[.:,)]| A| \"|$)"
)
_OPENING: Final = re.compile(
    r"(?:in|in:|dans|en|em|В|In|https?|www|doi|DOI|url|URL|available|Available|Retrieved"
    r"|and|und|et|y|e|и|i|og|och|ja|és|ve|[Tt]he|of|Accessed|Abrufbar|Online|online|ISBN|ISSN"
    r"|Press|University|Verlag|Universit\w+)(?=[\s:.&]|$)|(?:[Pp]p?|S|С|[Vv]ol|No|Nr|Bd|Т)\. ?\d"
)
_WORD: Final = re.compile(r"[^\W\d_][^\s,;:.()/]*")
_LAST_WORD: Final = re.compile(r"[^\s\d\W]+$")
_NAMES_GO_ON: Final = re.compile(r"(?:[,;&/-]|\b[^\W\d_]{1,2}\.|\b(?:and|und|et|y|e|и|u\.|al\.))$")
_ADDRESS: Final = re.compile(r"(?:https?://|www\.|doi\.org/|\b10\.\d{4,9}/)\S*$", re.IGNORECASE)


def start_evidence(text: str, shape: str, following: str = "") -> float:
    """The evidence from its first words that ``text``, a stripped line, starts a reference.

    ``following`` is the shape of the line behind it: the year may have been wrapped there.
    """
    if not text:
        return -4.0
    text, shape = text[:_FAR], shape[:_FAR]
    bullet = BULLET.match(shape)
    if bullet:
        behind = start_evidence(text[bullet.end() :], shape[bullet.end() :], following)
        return max(1.5, behind) if behind > -2.0 else -1.0
    first = shape[0]
    if _SAME_AUTHOR.match(shape) or _SAME_AUTHOR_WORD.match(text):
        return 3.0
    if first in ",.;:)]&/%=+":
        return -4.0
    if first == "a" and not _starts_with_particle(text, shape):
        return -3.0
    if _OPENING.match(text):
        return -1.5 if _names_then_year(text, shape) else -3.0
    if first == "0":
        return -2.0
    if first == "(":
        # "(1970): Title" follows where a dash for the same authors got lost.
        return -0.3 if _LONE_DATE.match(shape) else -1.5
    if first in "co":
        return 2.0 if _CJK_AUTHORS.match(shape) else (0.3 if first == "o" else -0.3)
    if _KEY.match(shape):
        return 2.5
    dated = _names_then_year(text, shape + " " + following[:_HEAD])
    if _INVERTED.match(shape):
        return 3.0 if dated else 2.4
    if _BEFORE_INITIALS.match(shape):
        return 2.7 if dated else 2.0
    if _BARE.match(shape):
        return 2.7 if dated else 1.5
    if _CAPITALS.match(shape):
        return 2.3 if dated else 1.6
    if _AFTER_INITIALS.match(shape):
        return 2.7 if dated else 2.0
    if _INVERTED_GIVEN.match(shape):
        return 2.7 if dated else 0.7
    if _GIVEN_FIRST.match(shape):
        return 2.3 if dated else 0.7
    if dated:
        return 1.6
    if first == '"':
        return 0.0
    return -0.6


def _starts_with_particle(text: str, shape: str) -> bool:
    words = text.replace("’", "'").replace("'", " ").split(maxsplit=3)
    lower = 0
    for word in words:
        if not word[0].islower():
            break
        if word not in words_of("particles"):
            return False
        lower += 1
    if not 0 < lower <= 3:
        return False
    return bool(_INVERTED_GIVEN.match(shape) or _BARE.match(shape))


def _names_then_year(text: str, shape: str) -> bool:
    """Whether a date follows the first words, and nearly all words before it are names.

    A year that ends its line ("London, 1962.") closes a reference rather than opens one.
    """
    match = _HEAD_YEAR.search(shape, 2, _HEAD)
    if not match or "0" in shape[: match.start()]:
        return False
    if match.start() > len(text) and not _NAMES_GO_ON.search(text):
        return False
    if match.group()[0] not in "([" and match.end() <= len(text) < match.end() + 10:
        return False
    words = _WORD.findall(text[: match.start()])
    if len(words) > 24 or not words:
        return False
    lower = [word for word in words if word[0].islower()]
    odd = sum(1 for word in lower if word not in words_of("between names"))
    return odd <= 0.2 * len(words) and len(lower) <= 0.5 * len(words)


def has_head_year(shape: str) -> bool:
    """Whether a date stands near the start: the author-date style."""
    match = _HEAD_YEAR.search(shape, 2, _HEAD)
    return match is not None


def break_evidence(previous: str, shape: str) -> float:
    """The evidence from the end of the line before (and its shape) that a reference ended there."""
    previous = previous.rstrip()
    if not previous:
        return 0.0
    last = shape.rstrip()[-1:]
    if last == ",":
        return -2.5
    if last in "-&/([=":
        return -2.5 if not _ADDRESS.search(previous[-200:]) else -1.0
    if last == ":" or last == ";":
        return -1.8
    if _ADDRESS.search(previous[-200:]):
        return 0.5
    if last == ".":
        # An initial at the end may be followed by the surname; "pp." by the pages.
        if re.search(r"(?:^|[ .])(?:Aa?|aa?)\.$", shape.rstrip()[-5:]):
            return -0.6
        return 0.8
    if last in '0)]"':
        return 0.5 if last != "0" or YEAR.search(previous[-6:]) else 0.4
    word = _LAST_WORD.search(previous[-40:])
    if word:
        if word.group() in words_of("open"):
            return -3.0
        return -1.6 if word.group()[0].islower() else -0.9
    return -0.3


def sort_key(text: str) -> str:
    """The first letters of a reference, folded for comparing alphabetical order."""
    match = _WORD.search(text[:80])
    if not match:
        return ""
    word = unicodedata.normalize("NFKD", match.group()).casefold()
    letters = "".join(char for char in word if char.isalpha())
    return letters[:8]
