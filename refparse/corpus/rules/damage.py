"""Signs that a labelled reference is too damaged to teach anything."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from refparse.corpus.rules.spans import MONTHS, Spans, has

if TYPE_CHECKING:
    from refparse.corpus.profiles import Profile

_CONTENT: Final = ("author", "title", "journal", "booktitle", "editor", "note", "publisher")
_PREPOSITION: Final = re.compile(
    r"(?:\s|^)(?:of|with|and|the|for|from|de|des|du|der|und|et|della|la|les|a|an)$"
)
_DATE: Final = re.compile(
    rf"\d|\b(?:{MONTHS})\b|n\.?\s?d\b|press|appear|forthcoming|s\.?\s?[da]\b|o\.?\s?j"
    r"|spring|summer|fall|autumn|winter|printemps|été|automne|hiver|no date|undated|sans date"
    r"|[一-鿿]|\b[MDCLXVI]{4}|submitted|preparation",
    re.IGNORECASE,
)
_YEAR_INSIDE: Final = re.compile(
    r"\(\s?(?:1[6-9]|20)\d\d[a-z]?\s?\)\s?[.,:]|(?<=[a-z])\.\s?(?:19|20)\d\d\.\s"
)
_LIFE: Final = re.compile(r"\d{4}\s?[-–—]")
_REFERENCE_INSIDE: Final = re.compile(
    r"\d{1,3}\s?\(\d{1,3}\)\s?:|\d{1,3}:\s?\d{1,4}[-–]\d{1,4}|https?:"
)
_NAME_END: Final = re.compile(r"(?:,|\.|\)|\s)\s?[A-Z][a-z]{4,}$")
_FOREIGN_DATE: Final = re.compile(r"^\d{1,2}\s?[A-Z][a-z]?-\d")
VISIBLE: Final[dict[str, re.Pattern[str]]] = {
    "url": re.compile(r"https?://(?!\S*doi\.org)|www\."),
    "doi": re.compile(r"10\.\d{4,9}/"),
    "series": re.compile(
        r"\b(?:LNCS|LNAI|Lecture Notes|Springer Series|coll(?:ection|ana)?\b)", re.IGNORECASE
    ),
    "edition": re.compile(r"\b(?:\d(?:st|nd|rd|th|\.)\s(?:ed|edn|edition|aufl))\b", re.IGNORECASE),
    "genre": re.compile(
        r"\b(?:thesis|dissertation|diss\.|thèse|tese|technical report|working paper)\b",
        re.IGNORECASE,
    ),
    "medium": re.compile(r"[\[(](?:on-?line|internet|cd-?rom|electronic)", re.IGNORECASE),
    "language": re.compile(r"[\[(]in [A-Z][a-z]+[\])]"),
    "accessed": re.compile(
        r"\b(?:accessed|retrieved|consulté|abgerufen|acesso)\b.{0,12}\d", re.IGNORECASE
    ),
    "institution": re.compile(r"universit|institut", re.IGNORECASE),
    "editor": re.compile(r"\((?:eds?|hrsg|orgs?)\.?\)", re.IGNORECASE),
    "translator": re.compile(r"\b(?:trans(?:lated|\.)|trad\.|übers\.)", re.IGNORECASE),
}
"""The visible form of fields that some corpora leave unlabelled."""


def reason(text: str, spans: Spans, profile: Profile) -> str | None:
    """Why a reference must be dropped; None where it may stay."""
    if not spans:
        return "no labels"
    inside = sum(char.isalnum() for start, end, _ in spans for char in text[start:end])
    total = sum(char.isalnum() for char in text)
    if inside < profile.min_share * total:
        return "too little labelled"
    if not has(spans, *_CONTENT):
        return "fragment"
    values: dict[str, list[str]] = {}
    for start, end, label in spans:
        values.setdefault(label, []).append(text[start:end])
    if any(
        not _DATE.search(value) or _FOREIGN_DATE.match(value) for value in values.get("date", ())
    ):
        return "date that is none"
    if any(not re.search(r"\d|[ivxlcIVXLC]", value) for value in values.get("pages", ())):
        return "pages without a number"
    if any(sum(map(str.isalnum, value)) < 2 for value in values.get("title", ())):
        return "title of one letter"
    return _scrambled(text, spans, values) if profile.scrambled else None


def _scrambled(text: str, spans: Spans, values: dict[str, list[str]]) -> str | None:
    """Signs that the labels were cut at the wrong words."""
    labels = [span[2] for span in spans]
    for value in values.get("author", ()):
        if re.search(r"\b(?:1[89]|20)\d\d\b|[?]", value) and not _LIFE.search(value):
            return "year or question among authors"
    for value in values.get("title", ()):
        if _PREPOSITION.search(value):
            return "title ends in a preposition"
        if re.match(r"\d{1,2}\)", value):
            return "title swallows a date"
        if _YEAR_INSIDE.search(value) and not _LIFE.search(value):
            return "title swallows a year"
    for value in (*values.get("publisher", ()), *values.get("location", ())):
        if _REFERENCE_INSIDE.search(value) or sum(char.isdigit() for char in value) > 5:
            return "numbers in a publisher"
    if labels.count("title") > 1 or labels.count("author") > 1:
        return "two titles or authors"
    for (start, end, label), (begin, stop, following) in pairwise(spans):
        between = text[end:begin]
        if label == "author" and following == "title" and not between.strip():
            first = text[begin]
            names = text[start:end]
            if first.islower() or (first.isalpha() and "," in names and _NAME_END.search(names)):
                return "author runs into title"
        if label == "author" and following == "location":
            return "place among authors"
        if (
            label == "title"
            and following in ("journal", "booktitle", "author")
            and not between.strip()
        ):
            word = text[start:end].rsplit(None, 1)[-1]
            if text[begin].islower() or (
                len(word) > 1 and word[0].isupper() and following == "author"
            ):
                return "title runs into the next field"
        if (
            stop - begin
            and following == "journal"
            and re.match(r"\d+\s?[-–]\s?\d+\s", text[begin:stop])
        ):
            return "pages in a journal"
    return None
