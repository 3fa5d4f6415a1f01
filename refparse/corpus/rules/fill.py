"""Fields that stand unlabelled and cannot be anything else: addresses, DOIs, "[Online]", theses."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.imprint import DEGREE, THESIS
from refparse.corpus.rules.spans import MONTHS, YEAR, Span, Spans, gaps

_FILLS: Final[tuple[tuple[str, re.Pattern[str]], ...]] = (
    ("doi", re.compile(r"(?<![\d.])(?P<x>10\.\d{4,9}/[^\s,;\]>]{2,80})")),
    (
        "url",
        re.compile(
            r"(?P<x>(?:https?://|www\.)(?!(?:dx\.)?doi\.org)[^\s<>\]]{4,300})", re.IGNORECASE
        ),
    ),
    (
        "arxiv",
        re.compile(
            r"arxiv\s?:\s?(?P<x>\d{4}\.\d{4,5}(?:v\d)?|[a-z-]{2,10}(?:\.[A-Z]{2})?/\d{7})",
            re.IGNORECASE,
        ),
    ),
    ("pmid", re.compile(r"\bPMID\s?:?\s?(?P<x>\d{4,9})\b", re.IGNORECASE)),
    ("identifier", re.compile(r"\b(?P<x>PMC\d{5,9})\b")),
    (
        "isbn",
        re.compile(r"\bISBN(?:-1[03])?\s?:?\s?(?P<x>[\d][\d\s–-]{8,18}[\dXx])\b", re.IGNORECASE),
    ),
    ("issn", re.compile(r"\bISSN\s?:?\s?(?P<x>\d{4}[-–]?\d{3}[\dXx])\b", re.IGNORECASE)),
    (
        "accessed",
        re.compile(
            r"(?:accessed|retrieved|last\s+visited|consulté\s+le|abgerufen\s+am|zugriff\s+am|acesso\s+em|acceso"
            r"|дата\s+обращения|\[cited)\s?(?:on\s|:)?\s?"
            rf"(?P<x>\d{{1,2}}(?:st|nd|rd|th|\.)?\s(?:de\s)?(?:{MONTHS})\.?,?\s(?:de\s)?(?:{YEAR})"
            rf"|(?:{MONTHS})\.?\s\d{{1,2}}(?:st|nd|rd|th)?,?\s(?:{YEAR})|(?:{YEAR})\s(?:{MONTHS})(?:\s\d{{1,2}})?"
            rf"|\d{{1,2}}[./]\d{{1,2}}[./](?:{YEAR})|(?:{YEAR})-\d\d-\d\d)",
            re.IGNORECASE,
        ),
    ),
    (
        "medium",
        re.compile(
            r"[(\[]\s?(?P<x>on-?line|internet|electronic resource|cd-?rom|dvd|en ligne|en línea"
            r"|электронный ресурс)\s?[)\]]",
            re.IGNORECASE,
        ),
    ),
    (
        "genre",
        re.compile(
            r"[(\[]\s?(?P<x>(?:tese|dissertação|trabalho de conclusão|relatório|tesis|thèse)\b"
            r"[^)\]]{0,60})\s?[)\]]",
            re.IGNORECASE,
        ),
    ),
    ("genre", re.compile(rf"(?<![^\W\d_])(?P<x>{DEGREE})(?![^\W\d_])", re.IGNORECASE)),
    (
        "edition",
        re.compile(
            r"(?<!\w)(?P<x>\d{1,2}\s?(?:st|nd|rd|th|\.|ª|ème|e)|(?:second|third|fourth|fifth|revised))"
            r"\s(?:edn?|edition|aufl|auflage|édition|edição|edición|изд)\b",
            re.IGNORECASE,
        ),
    ),
    (
        "language",
        re.compile(
            r"[(\[]\s?(?P<x>in (?:russian|german|french|chinese|japanese|korean|spanish|italian"
            r"|polish|czech|portuguese|dutch|hungarian|swedish|ukrainian|hebrew|arabic|turkish"
            r"|persian|russ\.|chin\.|ger\.))\s?[)\]]",
            re.IGNORECASE,
        ),
    ),
    (
        "note",
        re.compile(
            r"(?<!\w)(?P<x>in press|forthcoming|to appear|submitted(?: for publication)?"
            r"|in preparation)(?!\w)",
            re.IGNORECASE,
        ),
    ),
)


_THESIS_BRACKET: Final = re.compile(
    rf"[\[(]\s?(?P<genre>(?:{THESIS.pattern})[^,\])]{{0,30}}),\s?(?P<institution>[^\])]{{4,120}})[\])]",
    re.IGNORECASE,
)


def fill_certain(text: str, spans: Spans) -> Spans:
    """Label what is unlabelled and has the unmistakable form of a field."""
    added: list[Span] = []
    for start, end in gaps(text, spans):
        if end - start < 4:
            continue
        taken: list[Span] = []
        for match in _THESIS_BRACKET.finditer(text, start, end):
            taken.extend((*match.span(group), group) for group in ("genre", "institution"))
        for label, shape in _FILLS:
            for match in shape.finditer(text, start, end):
                piece = (match.start("x"), match.end("x"), label)
                if all(piece[1] <= a or b <= piece[0] for a, b, _ in taken):
                    taken.append(piece)
        added.extend(taken)
    return tuple(sorted((*spans, *added))) if added else spans
