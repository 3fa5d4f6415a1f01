"""People: who edits rather than writes, and numbers glued in front of names."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import Span, Spans, each, gap_after, gap_before

# In brackets any case will do; bare "ED" may be initials ("Adamson ED").
_BRACKETED: Final = (
    r"(?i:eds?|edd|editors?|éds?|édit|dirs?|hrsgg?|hgg?|herausgeber(?:in)?|orgs?|coords?|comps?"
    r"|a\s*c(?:ura|\.)\s*di|отв\.\s*ред|под\s+ред|ред)"
)
_BARE: Final = (
    r"(?:[eE]ds?|edd|[eE]ditors?|éds?|(?i:hrsgg?|hgg?)|[oO]rgs?|[cC]oords?|comps"
    r"|a\s*c(?:ura|\.)\s*di)"
)
ROLE_TAIL: Final = (
    rf"(?:\s*[(\[]\s*{_BRACKETED}[\s.\-–]*[)\]]?"
    rf"|(?:[,;]\s*|\s){_BARE}(?:\b|(?<=\.))[\s.\-–]*)[,.:]?$"
)
"""The word for an editor behind the names."""
_ROLE_AFTER: Final = re.compile(
    rf"\W{{0,2}}[(\[]\s*{_BRACKETED}[\s.\-–]*[)\]]|\W{{0,2}},\s*{_BARE}(?:\.|,|\s?$)"
)
_ROLE_TAIL: Final = re.compile(ROLE_TAIL)
_ROLE_HEAD: Final = re.compile(
    r"(?:in\s*,?\s+)?(?:(?:a\s+)?cura\s+d[ie]l?\b|(?:a\s*)?c\.\s*di\b|(?:ed|edited|eds)\b\.?\s+by\b"
    r"|(?:hrsg|herausgegeben)\b\.?\s*v(?:on\b|\.)|sous\s+la\s+dir(?:ection)?\b\.?\s+d[e'’])",
    re.IGNORECASE,
)
_ROLE_BEFORE: Final = re.compile(
    r"(?:\ba\s+c(?:ura|\.)\s*di|\bedited\s+by|\beds?\.?\s+by|(?P<hrsg>\b(?:hrsg|hg)\b\.?)(?:\s+v(?:on|\.))?"
    r"|под\s+ред\.?)\s*$",
    re.IGNORECASE,
)
_GLUED_NUMBER: Final = re.compile(
    r"^\s*(?:\[(?!(?:1[5-9]|20)\d\d))?(?P<number>\d{1,4})(?:[.)\]:]\s*|\s?[-–]\s?|\s+)(?=[^\W\d_])"
)


def editors_among_authors(text: str, spans: Spans) -> Spans:
    """People marked as editors ("(eds.)", "a cura di") are editors, wherever they stand."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label != "author":
            return [span]
        value = text[start:end]
        before = _ROLE_BEFORE.search(gap_before(text, spans, index)[-20:])
        if before and before["hrsg"] and value.startswith(("von ", "v. ")):
            start += value.index(" ") + 1
        marked = (
            before
            or _ROLE_HEAD.match(value)
            or _ROLE_TAIL.search(value[-30:])
            or _ROLE_AFTER.match(gap_after(text, spans, index)[:30])
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
    """A citation number stands at the very start; elsewhere it is an issue, identifier or note."""

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label != "number" or not index:
            return [span]
        value = text[start:end]
        if (
            spans[index - 1][2] == "volume"
            and value.isdigit()
            and gap_before(text, spans, index).strip() == "("
        ):
            return [(start, end, "issue")]
        wordy = sum(map(str.isalpha, value)) > sum(map(str.isdigit, value))
        return [(start, end, "note" if wordy else "identifier")]

    return each(spans, change)
