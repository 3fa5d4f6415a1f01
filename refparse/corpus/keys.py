"""Keys that tell whether two references are the same: by letters and digits, by title."""

from __future__ import annotations

import unicodedata
from typing import Final

from refparse.corpus.reference import LabelledReference

MIN_TITLE: Final = 25
"""A title says nothing about identity unless its key is longer than this ("Introduction")."""


def fold(text: str) -> str:
    """Letters and digits alone, without accents and case: "Été-1" and "ete 1" are the same."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in plain if char.isalnum())


def text_key(reference: LabelledReference) -> str:
    """The whole text folded; a citation number in front does not count."""
    start = 0
    if reference.spans and reference.spans[0][2] == "number":
        start = reference.spans[0][1]
    return fold(reference.text[start:])


def title_key(reference: LabelledReference, minimum: int = MIN_TITLE) -> str:
    """The titles folded; "" where that is no longer than ``minimum`` characters."""
    key = fold(" ".join(reference.strings().get("title", ())))
    return key if len(key) > minimum else ""


def corpus_of(reference: LabelledReference) -> str:
    """The corpus that an id names ("plain-core-12" is of plain-core); "" where it names none."""
    stem, dash, number = reference.id.rpartition("-")
    return stem if dash and number.isdigit() else ""
