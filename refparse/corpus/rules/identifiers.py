"""Identifiers, web addresses and dates of access narrowed to the bare value."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import MONTHS, YEAR, Span, Spans, each, gap_before

_DOI: Final = re.compile(r"10\.\d{4,9}/[^\s,;\]>]+")
_RESOLVER: Final = re.compile(r"doi\.org/\s?(?=10\.\d)", re.IGNORECASE)
_URL: Final = re.compile(r"(?:https?|ftp)\s?:|www\.", re.IGNORECASE)
_ARXIV: Final = re.compile(
    r"\d{4}\s?\.\s?\d{4,5}(?:v\d{1,2})?|(?<![a-z])[a-z]{2,8}(?:-[a-z]{2,4})?(?:\.[A-Z]{2})?/\d{7}(?:v\d{1,2})?"
)
_ARXIV_WORD: Final = re.compile(
    r"^(?:e\s?-?print|preprint)?\s*ar\s?xiv\s*(?:e\s?-?prints?|preprint)?\s*[:,.]?\s*(?:abs/|ar\s?xiv\s?:)?\s*",
    re.IGNORECASE,
)
_PMCID: Final = re.compile(r"^(?:PMCID\s*:?\s*)?(?P<id>PMC\s?\d{4,9})$", re.IGNORECASE)
_PMID: Final = re.compile(r"^(?:pubmed\s*)?pmid\s*:?\s*(?P<id>\d{4,9})$", re.IGNORECASE)
_PMID_INSIDE: Final = re.compile(r"(?:PMID\s?:?\s?|^)(?P<id>\d{5,9})\b")
_ISSN: Final = re.compile(r"(?:ISSN\s*:?\s*)?(?P<id>\d{4}[-–]\d{3}[\dXx])", re.IGNORECASE)
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)\S+")
_NUMERIC: Final = frozenset({"pmid", "isbn", "issn"})
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|er|\.|º)?"
_WHEN: Final = re.compile(
    rf"(?:{_DAY}\s*(?:de\s+|-)?)?(?:{MONTHS})\b\.?,?\s*(?:de\s+|-)?(?:{_DAY},?\s*)?(?:{YEAR})"
    rf"|(?:{YEAR})[,.]?\s*(?:{MONTHS})\b\.?(?:\s*{_DAY})?"
    rf"|\d{{1,2}}\s?[./-]\s?\d{{1,2}}\s?[./-]\s?(?:(?:{YEAR})|\d\d)|(?:{YEAR})[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
    rf"|(?:{MONTHS})\b\.?\s*{_DAY}|{_DAY}\s*(?:{MONTHS})\b|(?:{YEAR})",
    re.IGNORECASE,
)
_ACCESS_GAP: Final = re.compile(
    r"(?:accessed|retrieved|visited|viewed|cited|checked|consult[eé]e?|abgerufen|abruf|zugriff"
    r"|acess?o|acesso em|acceso|consultado|consultato|обращения)"
    rf"(?:\s(?:on|am|le|em|el|in))?\s?:?\s*(?:(?P<month>{MONTHS})\.?,?\s*(?:de\s+)?)?$",
    re.IGNORECASE,
)
_ACCESS_HEAD: Final = re.compile(
    r"^\W{0,2}(?:last\s+)?(?:accessed|retrieved|visited|viewed|cited|consult[eé]e?|abgerufen|abruf|acesso|acceso)\b",
    re.IGNORECASE,
)


def narrow_identifiers(text: str, spans: Spans) -> Spans:
    """Narrow DOIs, arXiv numbers, addresses; call a DOI resolver's address a DOI."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        if label in _NUMERIC and not any(char.isdigit() for char in value):
            return []
        if label == "identifier" and not any(char.isdigit() for char in value):
            return [(start, end, "note")]
        if label == "url":
            found = _URL.search(value)
            resolver = _RESOLVER.search(value)
            if resolver and (not found or resolver.end() < len(value)):
                return [(start + resolver.end(), end, "doi")]
            bare = _DOI.match(value)
            if bare or re.match(r"doi\s*:", value, re.IGNORECASE):
                return [(start, end, "doi")]
            return [(start + found.start(), end, label)] if found else [span]
        if label == "isbn" and _ISSN.fullmatch(value):
            found = _ISSN.fullmatch(value)
            return [(start + found.start("id"), end, "issn")] if found else [span]
        if label == "doi" and not _DOI.search(value):
            if _URL.match(value):
                return [(start, end, "url")]
            if not any(char.isdigit() for char in value):
                return []
        if label in ("identifier", "note", "pmid", "number", "doi"):
            for shape, name in ((_PMID, "pmid"), (_PMCID, "identifier")):
                match = shape.match(value.strip("[]() "))
                if match:
                    at = value.index(match["id"])
                    return [(start + at, start + at + len(match["id"]), name)]
            inside = _PMID_INSIDE.search(value) if label == "pmid" else None
            if inside:
                return [(start + inside.start("id"), start + inside.end("id"), "pmid")]
            if label != "pmid" and re.match(r"ar\s?xiv\s?[:.]\s?\d", value, re.IGNORECASE):
                label = "arxiv"
        if label == "arxiv":
            match = _ARXIV.search(value)
            if match:
                return [(start + match.start(), start + match.end(), label)]
            if not any(char.isdigit() for char in value):
                return [(start, end, "note")]
            word = _ARXIV_WORD.match(value)
            return [(start + word.end() if word else start, end, label)]
        return [span]

    return each(spans, change)


def access_dates(text: str, spans: Spans) -> Spans:
    """Dates of access: found by the words around them, narrowed to the date alone."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        if label in ("date", "note", "url", "medium") and _ACCESS_HEAD.match(value):
            if not _WHEN.search(value) or (label == "url" and _URL.search(value)):
                return [span]
            label = "accessed"
        elif label == "date":
            gap = gap_before(text, spans, index)[-60:]
            match = _ACCESS_GAP.search(gap)
            if match:
                label = "accessed"
                if match["month"]:
                    start -= len(gap) - match.start("month")
        if label != "accessed":
            return [span]
        matches = list(_WHEN.finditer(text[start:end]))
        if not matches:
            address = _ADDRESS.search(text, start, end)
            if address:
                return [(address.start(), address.end(), "url")]
            return [(start, end, "note")] if label == span[2] else [span]
        best = max(matches, key=lambda each: each.end() - each.start())
        out = [(start + best.start(), start + best.end(), label)]
        address = _ADDRESS.search(text, start, end)
        if address:
            out.append((address.start(), address.end(), "url"))
        return out

    return each(spans, change)
