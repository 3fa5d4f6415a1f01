"""How much a stretch of text looks like a reference, and how much like running prose.

Both are sums over small signs (years, initials, page ranges, "Vol.", a DOI; on the other side verbs
and pronouns), so that the evidence of a list is the sum over its lines however they are wrapped.
The weights were set by hand and checked on labelled theses; only sums and differences matter.
"""

from __future__ import annotations

import re
from typing import Final

from refparse.finder.data import words_of
from refparse.finder.shape import shape_of

ROW: Final = 80.0
"""Characters in a usual row of text, the unit of length here; CJK characters count double."""

YEAR: Final = re.compile(r"(?<![\d.,])(?:1[5-9]\d\d|20[0-4]\d)(?!\d)")

_SIGNED_YEAR: Final = re.compile(  # (2001) | , 2001. | . 2001a; | 2001;
    r"\((?:a\.? ?)?0000a?[),/ ]|[,.:;]['\" ]{0,2}0000a?(?:[.,:;)]|$)|(?<!0)0000;|\[0000\]"
)
_CITED_YEAR: Final = re.compile(r"\((?:[^()]{0,80}[a. ,])0000a?(?:[,:] ?[0-]+)?\)")
_INITIAL: Final = re.compile(r"(?<![Aa0'])Aa?\.(?=[ ,;:&)/A-]|$)")
_BARE_INITIALS: Final = re.compile(r"(?<![Aa'])A[a'-]{1,20}[A]?[a']{0,20} A{1,3}(?=[,.;:]|$)")
_LOCATED: Final = re.compile(  # 3/1999 | 36(4) | 12:345 | 345-67
    r"(?<![0/])00?/0000(?![0/])|(?<![0-])0{1,4} ?\(0{1,4}(?:[-/]0{1,4})?\)|0[:;] ?a?0{1,6}"
    r"|(?<![0-])0{1,5} ?- ?0{1,5}(?![0-])"
)
_CJK_NAMES: Final = re.compile(r"c{2,4}[,.:]|\[[A-Z]\]")

_IDENTIFIER: Final = re.compile(
    r"\b(?:doi|https?|www|isbn|issn|arxiv|pmid|pmcid|urn|hdl)\b[:. /]|\b10\.\d{4,9}/|\bDOI\b", re.I
)
_WORD: Final = re.compile(r"([^\W\d_]+)(\.?)")
_LOCATOR: Final = re.compile(  # S. 12 | № | 第3卷 | //
    r"\b[SСc]\. ?(?=\d)|№|第\s?\d|\d\s?[卷期号號巻]|//|\b[Ii]n: |\bet al\b|\bHrsg\b|\bHg\b"
)
_PHRASE: Final = re.compile(
    r"working paper|discussion paper|technical report|lecture notes|available (?:at|from|online)"
    r"|дата обращения|режим доступа|электронный ресурс|出版|学报|學報|大学|大學|论文|論文"
    r"|学会|雑誌|研究$|출판|학회|논문|مجلة|دار النشر",
    re.IGNORECASE,
)
_CJK_PROSE: Final = re.compile(
    "我们|我們|因此|但是|通过|进行|可以|これ|した。|ます|です|である|습니다|이다|한다|있다|하는"
)


def rows(shape: str) -> float:
    """The length of a text, given by its shape, in usual rows; at least a third."""
    return max(len(shape) + shape.count("c"), ROW / 3) / ROW


def reference_signs(text: str, shape: str | None = None) -> float:
    """The evidence, 0 and up, that ``text`` is from references; a usual reference has 3 to 7."""
    if shape is None:
        shape = shape_of(text)
    years = len(YEAR.findall(text))
    total = 0.0
    if years:
        signed = len(_SIGNED_YEAR.findall(shape)) - 0.6 * len(_CITED_YEAR.findall(shape))
        total += 0.5 * years + 0.5 * max(0.0, min(signed, years))
    total += 0.35 * len(_INITIAL.findall(shape)) + 0.5 * len(_BARE_INITIALS.findall(shape))
    total += 0.8 * len(_LOCATED.findall(shape))
    abbreviations, sources = words_of("abbreviations"), words_of("sources")
    for word, dot in _WORD.findall(text.casefold()):
        if word in sources or (dot and word in abbreviations):
            total += 0.5
    total += 0.5 * len(_LOCATOR.findall(text)) + 0.5 * len(_PHRASE.findall(text))
    if "c" in shape:
        total += 0.4 * len(_CJK_NAMES.findall(shape))
    if _IDENTIFIER.search(text):
        total += 1.2
    # Tables are full of numbers, indexes full of pages: each reference brings only so much.
    return min(total, 2.2 + 2.4 * rows(shape))


def prose_signs(text: str) -> float:
    """The evidence, 0 and up, that ``text`` is from running prose."""
    verbs = words_of("verbs")
    count = sum(1 for word, _ in _WORD.findall(text.casefold()) if word in verbs)
    return 0.55 * count + 0.5 * len(_CJK_PROSE.findall(text))


def balance(text: str, shape: str | None = None) -> float:
    """Evidence for references minus evidence against: above 0 in references, below 0 in prose.

    Every row of text has to bring some signs, or counts against.
    """
    if shape is None:
        shape = shape_of(text)
    return reference_signs(text, shape) - prose_signs(text) - 0.75 * rows(shape)
