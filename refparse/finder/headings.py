"""Which lines are headings that open a list of references, and which lines close one."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final, Literal, NamedTuple

from refparse.finder.data import sections_of

HeadingKind = Literal["references", "notes", "end"]

_LONGEST: Final = 90  # characters; what is longer is no heading
_LONGEST_PREFIX: Final = 45
_NUMBERING: Final = re.compile(
    r"(?:§ ?)?(?:(?:\d{1,2}(?:\.\d{1,2}){0,4}|[ivxlc]{1,6}|[a-h](?:\.\d{1,2}){0,3})[.):]?\s"
    r"|(?:\d{1,2}|[ivx]{1,5}|[a-h]|[一二三四五六七八九十]{1,3})[.):、．])\s*"
)
_FRAME: Final = " \t#*_=~-–—:：.·•<>[]【】「」{}()|\\"
_PARTS: Final = re.compile(r"\s*[/|]\s*|\s+[-–—]\s+|\s*[(（\[]\s*")
_INLINE: Final = re.compile(r"\s*[:：]\s*(?=\S)|[\s.–—-]+(?=(?:\[1\]|\(1\)|1[.)])\s*\S)")
_OF_SOMETHING: Final = re.compile(
    r"(?:for|in|of|to|cited|zu|zum|zur|für|des|der|de|du|par|para|к|по|до) "
)
_PART_OF_WORK: Final = re.compile(
    r"(?:chapter|section|part|appendix|article|paper|kapitel|teil|chapitre|capítulo|capitolo|methods?"
    r"|online|main text|supplemental)(?: [\w.]{1,8})?(?: only)?"
)
_NUMBER_FOLLOWS: Final = r"(?:\s*\d|\s+(?:[a-zа-я]|[ivx]{1,5})\b)"  # in folded case


class Heading(NamedTuple):
    """A heading found in a line.

    ``kind`` says what follows; ``rest`` is the column where other text starts on the same line
    ("References: 1. Smith …"), or None where the heading fills the line.
    """

    kind: HeadingKind
    rest: int | None


class _Phrases(NamedTuple):
    exact: dict[str, HeadingKind]
    end_prefix: re.Pattern[str]


@lru_cache(maxsize=1)
def _phrases() -> _Phrases:
    sections = sections_of("headings.txt")
    exact: dict[str, HeadingKind] = {}
    kinds: tuple[HeadingKind, ...] = ("references", "notes", "end")
    for kind in kinds:
        for phrase in sections[kind]:
            exact.setdefault(_squeezed(phrase), kind)
    prefixes = []
    for phrase in sorted(sections["end-prefix"], key=len, reverse=True):
        folded = unicodedata.normalize("NFKC", phrase).casefold()
        if folded.endswith(" 0"):
            prefixes.append(re.escape(folded[:-2]) + _NUMBER_FOLLOWS)
        else:
            # Stems of Slavic words ("сведения об автор") match all their endings.
            whole = folded[-1].isalnum() and not folded.endswith("автор")
            prefixes.append(re.escape(folded) + (r"\b" if whole else ""))
    return _Phrases(exact, re.compile("|".join(prefixes)))


_MARKDOWN: Final = re.compile(r"#{1,6} +\S")


def _squeezed(text: str) -> str:
    """Case, accents and blanks undone: letter-spaced headings and Greek capitals come out alike."""
    text = "".join(text.casefold().split())
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKD", text).replace("’", "'").replace("\u00ad", "")
    return "".join(char for char in text if not (char.isspace() or unicodedata.combining(char)))


def _stripped(text: str) -> str:
    """``text`` without marks around it (markdown, brackets, colon)."""
    return unicodedata.normalize("NFKC", text).casefold().strip(_FRAME)


def _unnumbered(text: str) -> str:
    match = _NUMBERING.match(text)
    return text[match.end() :].strip(_FRAME) if match else text


def heading_of(text: str) -> Heading | None:
    """The heading that ``text``, one line, is or starts with; None where it is neither.

    Numbering ("7.", "VII."), markdown, letter-spacing, a colon and a second language behind a slash
    are looked through. Whether a list really follows is for the caller to check.
    """
    stripped = text.strip()
    if not stripped:
        return None
    if len(stripped) <= _LONGEST:
        kind = _kind_of(_stripped(stripped))
        if kind:
            return Heading(kind, None)
    return _inline_heading(text)


def _kind_of(phrase: str) -> HeadingKind | None:
    phrases = _phrases().exact
    # As it stands first: in letter-spaced capitals the first letter may look like a number.
    kind = phrases.get(_squeezed(phrase)) or phrases.get(_squeezed(_unnumbered(phrase)))
    if kind:
        return kind
    phrase = _unnumbered(phrase)
    parts = [part.strip(_FRAME) for part in _PARTS.split(phrase) if part.strip(_FRAME)]
    if len(parts) > 1:
        kinds = [phrases.get(_squeezed(_unnumbered(part))) for part in parts]
        if kinds[0] and all(kind == kinds[0] for kind in kinds):
            return kinds[0]
    words = phrase.split()
    if 2 <= len(words) <= 8:
        # "References cited in Appendix A", "Chapter 3 references"
        if phrases.get(words[0]) == "references" and _OF_SOMETHING.match(" ".join(words[1:]) + " "):
            return "references"
        if phrases.get(words[-1]) == "references" and _PART_OF_WORK.fullmatch(" ".join(words[:-1])):
            return "references"
    return None


def _inline_heading(text: str) -> Heading | None:
    """A heading with the first reference behind it on the same line."""
    match = _INLINE.search(text, 0, _LONGEST_PREFIX + 10)
    if not match or match.start() > _LONGEST_PREFIX:
        return None
    kind = _phrases().exact.get(_squeezed(_unnumbered(_stripped(text[: match.start()]))))
    if kind not in ("references", "notes"):
        return None
    return Heading(kind, match.end())


def closes_list(text: str) -> bool:
    """Whether ``text``, one line, starts what cannot belong to a list of references.

    "Received 3 May 2019", "Figure 4. …", "For citation: …" and their like in other languages, and
    a heading of Markdown.
    """
    line = unicodedata.normalize("NFKC", text.strip()[:120])
    if not line or line[0].islower():
        return False
    if _MARKDOWN.match(line):
        return True
    return _phrases().end_prefix.match(line.casefold().replace("’", "'").lstrip("#*_ ")) is not None


@lru_cache(maxsize=1)
def _link_labels() -> re.Pattern[str]:
    labels = sorted(sections_of("headings.txt")["link labels"], key=len, reverse=True)
    return re.compile(r"\b(?:" + "|".join(map(re.escape, labels)) + r")\b")


def is_link_labels(text: str) -> bool:
    """Whether a line holds nothing but the labels of links ("Article", "[Google Scholar]")."""
    if len(text) > _LONGEST:
        return False
    rest, count = _link_labels().subn("", text.casefold())
    return count > 0 and not any(char.isalnum() for char in rest)
