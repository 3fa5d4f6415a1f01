"""Who published, awarded or hosted the work, and what kind of work it is."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import MONTHS, YEAR, Span, Spans, each, has

_UNIVERSITY: Final = re.compile(
    r"universit|università|universid|hochschule|college\b|école|institut|facult|\bdept\b|department"
    r"|универс|институт|akademi|academy|\bUCLA\b|\bMIT\b(?!\s*press)|school of",
    re.IGNORECASE,
)
_PRESS: Final = re.compile(r"press|verlag|presses|editora|éditions|edizioni|publish", re.IGNORECASE)
DEGREE: Final = (
    r"(?:(?:unpublished|doctoral|master(?:['’]?s)?|ph\.?\s?d\.?|m\.?\s?(?:sc|a|s|phil)\.?"
    r"|bachelor(?:['’]?s)?|licentiate|diploma|honou?rs|senior|d\.?phil\.?|inaugural)[\s\-]{0,3}){1,3}"
    r"(?:thesis|dissertation)"
    r"|(?:thèse|mémoire)\s+de\s+(?:doctorat|master|maîtrise)(?:\s+non\s+publiée?)?"
    r"|(?:diplom|doktor|master|magister|bachelor)arbeit"
    r"|(?:tese|dissertação)\s+(?:de|\()\s*(?:doutorado|mestrado|doutoramento)\)?"
    r"|tesis\s+(?:doctoral|de\s+\w+)|tesi\s+di\s+(?:laurea|dottorato)"
)
"""A thesis with its degree, as a pattern."""
THESIS: Final = re.compile(
    rf"{DEGREE}|dissertation|diss\b\.?|thèse|автореф\w*\.?|дис(?:с|\.)\w*", re.IGNORECASE
)
"""Any word for a thesis."""
_GENRE_NUMBER: Final = re.compile(
    r"^(?P<genre>[^\W\d_][^\d]{3,40}?)[\s,]+(?:(?:no|nr|number)\b\.?\s*|n[°º]\s*|#\s*)?"
    r"(?P<identifier>(?=[A-Z\d./-]*\d)[A-Z]{0,8}[A-Z\d./:-]{1,24})$"
)
_MONTH_ONLY: Final = re.compile(rf"^(?:{MONTHS})\.?(?:\s+(?:{YEAR}))?$", re.IGNORECASE)
_PLACE_HOUSE: Final = re.compile(
    r"^(?P<location>[^\W\d_][\w.,'’&() -]{1,40}?)\s?:\s+(?P<publisher>[^\W\d_].{1,80})$"
)
_STATE_HOUSE: Final = re.compile(
    r"^(?P<location>[A-Z]{2}(?:,\s*USA)?)\s?:\s+(?P<publisher>[^\W\d_].{1,80})$"
)
_NOT_PLACE: Final = re.compile(r"\b(?:repr|reprinted|first|original|rev)\b", re.IGNORECASE)
# "Autori vari", as print and as OCR has it.
_VARIOUS: Final = re.compile(r"^A[aA]\.?\s?(?:V[vV]|W|VV)\.?$")
_EMPTY_NOTE: Final = re.compile(
    r"^\W*(?:available\s+(?:at|from|online(?:\s+at)?)|view\s+(?:at\s+publisher|article)|repéré\s+à|online|in"
    r"|disponible\s+(?:en|sur|à)|disponível\s+em|url|and|et|und|p|pp|vol|n|cfr?|vedi|see|from|retrieved\s+from"
    r"|crossref|google\s+scholar|pubmed|medline)\W*$",
    re.IGNORECASE,
)


def publishing(text: str, spans: Spans) -> Spans:
    """Months among publishers, "Place: House" in one span, universities that award a thesis."""
    thesis = any(span[2] == "genre" and THESIS.search(text[span[0] : span[1]]) for span in spans)
    house = has(spans, "publisher")
    place = sum(span[2] == "location" for span in spans)

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        # "São Paulo: Abril, 1984": some houses are called like a month.
        house_name = label == "publisher" and index and spans[index - 1][2] == "location"
        dated = label in ("publisher", "location", "note", "volume", "issue") and not house_name
        if dated and _MONTH_ONLY.match(value):
            return [(start, end, "date")]
        match = None
        if label == "location" and not house and not _NOT_PLACE.search(value):
            match = _PLACE_HOUSE.match(value)
        elif label == "publisher":
            match = _STATE_HOUSE.match(value) or (None if place else _PLACE_HOUSE.match(value))
            if match and not (
                match["location"].isupper()
                or re.fullmatch(r"[A-Z][\w.'’ -]{2,20}(?:, [A-Z]{2})?", match["location"])
            ):
                match = None
        if match:
            return [
                (start + match.start("location"), start + match.end("location"), "location"),
                (start + match.start("publisher"), start + match.end("publisher"), "publisher"),
            ]
        if (
            label == "publisher"
            and thesis
            and _UNIVERSITY.search(value)
            and not _PRESS.search(value)
        ):
            return [(start, end, "institution")]
        return [span]

    return each(spans, change)


def genres(text: str, spans: Spans) -> Spans:
    """Theses and reports: "Technical Report CS-12" is a genre and an identifier."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        value = text[start:end]
        if label == "note" and THESIS.fullmatch(value):
            return [(start, end, "genre")]
        if label == "genre":
            match = _GENRE_NUMBER.match(value)
            if match:
                return [
                    (start + match.start(group), start + match.end(group), name)
                    for group, name in (("genre", "genre"), ("identifier", "identifier"))
                ]
        return [span]

    return each(spans, change)


def notes(text: str, spans: Spans) -> Spans:
    """Notes that only introduce another field are no notes."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label != "note":
            return [span]
        value = text[start:end]
        if _EMPTY_NOTE.match(value):
            return []
        following = spans[index + 1][2] if index + 1 < len(spans) else ""
        if following == "title" and _VARIOUS.match(value):
            return [(start, end, "author")]
        language = re.fullmatch(r"(?:in|en|auf)\s+[^\W\d_]{3,12}\.?", value, re.IGNORECASE)
        if language and re.match(
            r"(?i)(?:in|en|auf) (?:[a-z]+(?:ish|ian|an|ese|ch|ic|eek|ew|ai|utch|du)|"
            r"fran\w+|angl\w+|alle\w+|ital\w+|russ\w*\.?|engl\w*\.?|germ\w*\.?|chin\w*\.?|jap\w*\.?)$",
            value,
        ):
            return [(start, end, "language")]
        return [span]

    return each(spans, change)
