"""Labelled references written as "<author|Doe J.> (<date|1999>)"."""

from __future__ import annotations

import re

from refparse.corpus import LabelledReference

_SPAN = re.compile(r"<([a-z-]+)\|([^<>]*)>")


def labelled(notation: str, id: str = "r1", lang: str | None = None) -> LabelledReference:
    """The reference that a notation describes."""
    text, spans, at = "", [], 0
    for match in _SPAN.finditer(notation):
        text += notation[at : match.start()]
        spans.append((len(text), len(text) + len(match[2]), match[1]))
        text += match[2]
        at = match.end()
    return LabelledReference(id, text + notation[at:], tuple(spans), lang)


def tagged(reference: LabelledReference) -> str:
    """The notation of a reference."""
    out, at = "", 0
    for start, end, label in reference.spans:
        out += f"{reference.text[at:start]}<{label}|{reference.text[start:end]}>"
        at = end
    return out + reference.text[at:]
