"""What a citation style or a record calls a field against what the guideline calls it.

A style knows that 11 is an issue, and a record that a university published a report; the printed
reference shows neither. docs/labels.md lets what is printed decide, so the labels are changed to
what a reader of the reference would give.
"""

from __future__ import annotations

import itertools
import re
from typing import Final

from refparse.synth.shape import Spans, keep_initial_dot

_BARE_GAP: Final = re.compile(r"[\s,.:;]*")
_PLAIN_NUMBER: Final = re.compile(r"\d+(?:\s?[-–/]\s?\d+)?")
_IMPRINT_GAP: Final = re.compile(r"\s*:\s*")
# Literals of styles that are a field. Czech and Slovak "[cit. 2020-01-02]" is a date of access.
_LITERALS: Final = (
    (
        re.compile(
            r"\b(?:op|art|loc|ob)\b\.? ?cit\b\.?|(?<=, )cit\.(?=,|\s*$|\s+(?:pp?|S|s)\.)"
            r"|\b[Ss]upra (?:n\.|nota?|note|Fn\.) ?\d+"
        ),
        "note",
    ),
    (re.compile(r"(?<![\w.])[Ss]\. ?l\b"), "location"),
    (re.compile(r"(?<![\w.])[Ss]\. ?n\b(?!\. ?\d)"), "publisher"),
)
_EDITS: Final = re.compile(
    r"\s*[,(\[]\s*(?:[Ee]ds?|[Ée]ds?|Hgg?|Hrsgg?|[Cc]oords?|[Dd]irs?|[Oo]rgs?|szerk)\.?[)\],]"
)


def by_guideline(text: str, spans: Spans) -> Spans:
    """The spans as the guideline has them, where the printed text decides.

    - The dot of an initial is inside, the sentence's outside.
    - One number without a label word behind a journal is its volume.
    - Who stands behind "Place:" is the publisher, unless the genre says that it is a thesis or a
      report.
    - People with "(ed.)" are editors, where authors stand before them.
    - "op. cit.", "s. l." and "s. n." are a note, a location and a publisher.
    """
    spans = _volume(text, keep_initial_dot(text, spans))
    return _literals(text, _editors(text, _imprint(text, spans)))


def _volume(text: str, spans: Spans) -> Spans:
    labels = [label for *_, label in spans]
    if "volume" in labels or labels.count("issue") != 1 or labels.index("issue") == 0:
        return spans
    place = labels.index("issue")
    start, end, _ = spans[place]
    _, before, label = spans[place - 1]
    bare = _BARE_GAP.fullmatch(text, before, start) and _PLAIN_NUMBER.fullmatch(text, start, end)
    if label not in ("journal", "date") or not bare or text[end : end + 1] == "/":
        return spans
    return [*spans[:place], (start, end, "volume"), *spans[place + 1 :]]


def _imprint(text: str, spans: Spans) -> Spans:
    labels = {label for *_, label in spans}
    if labels & {"genre", "publisher"}:
        return spans
    out = spans[:1]
    for before, (start, end, label) in itertools.pairwise(spans):
        imprint = before[2] == "location" and _IMPRINT_GAP.fullmatch(text, before[1], start)
        renamed = "publisher" if label == "institution" and imprint else label
        out.append((start, end, renamed))
    return out


def _editors(text: str, spans: Spans) -> Spans:
    authors = [start for start, _, label in spans if label == "author"]
    return [
        (start, end, "editor" if label == "author" and _EDITS.match(text, end) else label)
        if start not in authors[:1]
        else (start, end, label)
        for start, end, label in spans
    ]


def _literals(text: str, spans: Spans) -> Spans:
    free = [
        (*match.span(), label)
        for pattern, label in _LITERALS
        for match in pattern.finditer(text)
        if not any(start < match.end() and match.start() < end for start, end, _ in spans)
    ]
    return sorted([*spans, *free])
