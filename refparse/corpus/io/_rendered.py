"""A text for fields that come without their printed form, and finding values in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

Span = tuple[int, int, str]

_ORDER: Final = (
    ("number", "", ". "),
    ("author", "", ". "),
    ("date", "(", "). "),
    ("title", "", ". "),
    ("genre", "[", "]. "),
    ("translator", "Translated by ", ". "),
    ("editor", "In ", " (eds.), "),
    ("booktitle", "", ". "),
    ("journal", "", " "),
    ("series", "(", ") "),
    ("edition", "", " ed. "),
    ("volume", "", ""),
    ("issue", "(", ")"),
    ("pages", ": ", ". "),
    ("location", "", ": "),
    ("publisher", "", ". "),
    ("institution", "", ". "),
    ("medium", "[", "]. "),
    ("language", "(", "). "),
    ("isbn", "ISBN ", ". "),
    ("issn", "ISSN ", ". "),
    ("pmid", "PMID: ", ". "),
    ("arxiv", "arXiv:", ". "),
    ("identifier", "", ". "),
    ("doi", "https://doi.org/", " "),
    ("url", "", " "),
    ("accessed", "Accessed ", ". "),
    ("note", "", ". "),
)


def render(values: dict[str, list[str]]) -> tuple[str, list[Span]]:
    """A plain reference of labelled values, in a fixed order of fields, with its spans."""
    text = ""
    spans: list[Span] = []
    for label, before, after in _ORDER:
        found = [value for value in values.get(label, ()) if value]
        if not found:
            continue
        if label in ("author", "editor", "translator"):
            found = [", ".join(found)]
        if text and text[-1] not in " (":
            text += "" if before[:1] in ("(", ":") else " "
        if label == "pages" and not text.endswith((")", "0123456789")) and before:
            before = before.lstrip(": ") if text.endswith(" ") else before
        for index, value in enumerate(found):
            text += before if index == 0 else "; "
            spans.append((len(text), len(text) + len(value), label))
            text += value
        # No two dots after "Doe J."
        text += after[1:] if text.endswith(".") and after.startswith(".") else after
    return text.rstrip(), spans


def align(text: str, values: Sequence[tuple[str, str]]) -> list[Span]:
    """Find values in the printed text that they were taken from.

    Args:
        text: the printed reference.
        values: (label, value) in any order; blanks of a value match any run of blanks.

    Returns:
        Spans for the values that stand in the text as whole words, the longest value first, each
        in the first place that is still free, short numbers behind the container where possible.
    """
    taken: list[Span] = []

    def free(start: int, end: int) -> bool:
        return all(end <= a or b <= start for a, b, _ in taken)

    for label, value in sorted(values, key=lambda pair: -len(pair[1])):
        words = value.split()
        if not words:
            continue
        pattern = re.compile(r"\s+".join(map(re.escape, words)))
        container = max((b for _, b, name in taken if name in ("journal", "booktitle")), default=0)
        places = [
            match.span()
            for match in pattern.finditer(text)
            if free(*match.span()) and _whole(text, *match.span())
        ]
        if places:
            behind = [place for place in places if place[0] >= container]
            late = label in ("volume", "issue", "pages") and behind
            taken.append((*(behind if late else places)[0], label))
    return sorted(taken)


def _whole(text: str, start: int, end: int) -> bool:
    before, after = text[start - 1 : start], text[end : end + 1]
    glued = (before.isdigit() and text[start].isdigit()) or (
        before.isalpha() and text[start].isalpha()
    )
    run_on = (after.isdigit() and text[end - 1].isdigit()) or (
        after.isalpha() and text[end - 1].isalpha()
    )
    return not (glued or run_on)
