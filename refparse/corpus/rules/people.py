"""People: who edits rather than writes, and numbers glued in front of names."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import Span, Spans, each, gap_after, gap_before

_ROLE_AFTER: Final = re.compile(
    r"^\W{0,3}[(\[,]\s*(?:dirs?\.?(?=\s?\))|eds?|edd|editors?|éds?|hrsgg?|hgg?|orgs?|coords?|a\s*c(?:ura|\.)\s*di|comps?)"
    r"\b[\s.\-–]*(?:[)\]]|,|$)",
    re.IGNORECASE,
)
_ROLE_TAIL: Final = re.compile(
    r"(?:[,;]\s*|\s+|\s*[(\[]\s*)(?:dirs?\.?(?=\s?\))|eds?|edd|editors?|éds|hrsgg?|hgg?|orgs?|coords?|comps?"
    r"|a\s*c(?:ura|\.)\s*di[\s\-–]*)\b\.?\s*[)\]]?\s*[,.:]?$",
    re.IGNORECASE,
)
_ROLE_HEAD: Final = re.compile(
    r"^(?:in\s*,?\s+)?(?:ac?\.?\s*(?:c\.\s*)?(?:cura\s+)?di|(?:a\s+)?cura\s+d[ie]l?|(?:ed|edited|eds)\b\.?\s+by"
    r"|(?:hrsg|herausgegeben)\b\.?\s*v(?:on|\.)|sous\s+la\s+dir(?:ection)?\b\.?\s+d[e'’])",
    re.IGNORECASE,
)
_GLUED_NUMBER: Final = re.compile(
    r"^\s*\[?(?P<number>\d{1,4})(?:[.)\]:]\s*|\s?[-–]\s?|\s+)(?=[^\W\d_])"
)


def editors_among_authors(text: str, spans: Spans) -> Spans:
    """People marked as editors ("(eds.)", "a cura di") are editors, wherever they stand."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label != "author":
            return [span]
        value = text[start:end]
        marked = (
            _ROLE_HEAD.match(value)
            or _ROLE_TAIL.search(value[-30:])
            or _ROLE_AFTER.match(gap_after(text, spans, index)[:30])
            or re.search(
                r"(?i:a cura di|edited by|hrsg\. von)\s*$", gap_before(text, spans, index)[-20:]
            )
        )
        return [(start, end, "editor" if marked else label)]

    return each(spans, change)


def leading_number(text: str, spans: Spans) -> Spans:
    """A citation number inside the first span gets its own; a bracketed number at the start too."""
    if not spans:
        return spans
    start, end, label = spans[0]
    value = text[start:end]
    if (
        start <= 2
        and label in ("note", "medium", "identifier", "pages")
        and re.fullmatch(r"\[?(?!(?:1[5-9]|20)\d\d)\d{1,4}[\].)]?", value)
    ):
        return ((start, end, "number"), *spans[1:])
    if start == 0 and label in ("author", "title", "editor"):
        match = _GLUED_NUMBER.match(value)
        if match and (label == "author" or re.match(r"\s*\[?\d+[.\])]", value)):
            at = start + match.end()
            return (
                (start + match.start("number"), start + match.end("number"), "number"),
                (at, end, label),
                *spans[1:],
            )
    return spans


def late_number(text: str, spans: Spans) -> Spans:
    """A citation number stands at the very start; elsewhere it is some other identifier."""
    return each(
        spans,
        lambda index, span: [
            (span[0], span[1], "identifier") if span[2] == "number" and index > 0 else span
        ],
    )
