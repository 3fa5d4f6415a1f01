"""What a form of references is, and the sets of languages and item types that forms serve."""
# ruff: noqa: E501  # a form is one line, however long

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

LATIN: Final = "en de fr it es pt nl sv pl cs tr ro hu"
ALL_LATIN: Final = LATIN + " ru-Latn"
ARTICLE: Final = "article-journal"
NEWS: Final = "article-newspaper article-magazine"
BOOK: Final = "book"
CHAPTER: Final = "chapter"
PART: Final = "chapter paper-conference entry-encyclopedia"
PAPER: Final = "paper-conference"
THESIS: Final = "thesis manuscript"
REPORT: Final = "report"
WEB: Final = "webpage"
DOI: Final = "[[{ https://doi.org/| doi:| doi: | DOI: | DOI | DOI:}<doi>]]"
URL: Final = "[[{. |, }%url% {<url>|<url>|\\<<url>\\>}[[{ (%acc% <accessed>)| [%acc% <accessed>]|, %acc% <accessed>}]]]]"


@dataclass(frozen=True)
class Form:
    """One form: where it is used and how it reads."""

    name: str
    languages: frozenset[str]
    kinds: frozenset[str]
    names: tuple[str, ...]
    editors: tuple[str, ...]
    pattern: str
    weight: float = 1.0


def form(
    name: str, languages: str, kinds: str, names: str, pattern: str, weight: float = 1.0
) -> Form:
    """A form; ``names`` are ways to print authors and, behind " / ", editors."""
    authors, _, editors = names.partition(" / ")
    return Form(
        name,
        frozenset(languages.split()),
        frozenset(kinds.split()),
        tuple(authors.split()),
        tuple((editors or authors).split()),
        pattern,
        weight,
    )
