"""References that may make one list: in one style, and mostly in one language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from refparse.finder.marked import MARKS

_SHORTEST: Final = 30  # characters of a reference
_FEWEST: Final = 3  # references in a group
_MOST: Final = 45


@dataclass(frozen=True, slots=True)
class Note:
    """What a footnote cites: a work in full, or briefly because an earlier note names it.

    Attributes:
        text: the citation as the style words it.
        full: it is the first one of its work.
        counts: it is a reference: it gives the year of its work, in full or briefly.
    """

    text: str
    full: bool
    counts: bool


@dataclass(frozen=True, slots=True)
class Group:
    """References in one style that may make one list; ``language`` is the list's own.

    Attributes:
        language: ISO 639-1 code.
        style: names the style, or the file that the references come from.
        texts: the references, without numbers.
        ordered: they stand in the order that the style gives them.
        numbering: the form of the style's numbers, such as "[1]"; "" where it has none, None where
            any numbering may do.
        notes: the footnotes of a document in this style, in order.
    """

    language: str
    style: str
    texts: tuple[str, ...]
    ordered: bool = False
    numbering: str | None = None
    notes: tuple[Note, ...] = ()


def group_references(references: Sequence[Mapping[str, object]]) -> list[Group]:
    """Labelled references, as lists in one style each; a number in front goes.

    Args:
        references: records with "text", "spans", "lang" and, where synthesised, "style" and
            "source"; references without a style are grouped by corpus and language.
    """
    by_style: dict[str, list[tuple[str, str]]] = {}
    for reference in references:
        text = str(reference["text"])
        spans = reference.get("spans") or ()
        for span in spans if isinstance(spans, (list, tuple)) else ():
            if span[2] == "number" and span[0] <= 2:
                text = text[span[1] :].lstrip(" .)]\t")
        text = " ".join(text.split())
        if any(char in MARKS for char in text) or len(text) < _SHORTEST:
            continue
        language = str(reference.get("lang") or "en")
        style = str(reference.get("style") or "")
        if reference.get("source") == "template":
            style = style.split("-")[0] + "/" + language  # "gost-book", "gost-chapter" are one
        elif not style:
            style = str(reference.get("id") or "").rpartition("-")[0] + "/" + language
        by_style.setdefault(style, []).append((language, text))
    groups = []
    for style, pairs in by_style.items():
        for at in range(0, len(pairs), _MOST):
            chunk = {text: language for language, text in pairs[at : at + _MOST]}
            if len(chunk) >= _FEWEST:
                usual = Counter(chunk.values()).most_common(1)[0][0]
                groups.append(Group(usual, style, tuple(chunk)))
    return groups
