"""Citations as the rows of a data frame: the same typed columns in pandas, Polars and scikit-learn.

Unlike the ``csv`` format, cells hold bare values (nothing is disarmed for spreadsheets), numbers
are numbers, and a row that failed stays in its place with its ``error``.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Final

from refparse._errors import InputError
from refparse.formats.csl import to_csl
from refparse.formats.plain import date_text, json_text, plain, start_parts, value
from refparse.parser import Parser
from refparse.types import Citation, Name

Cell = str | int | float | None

_VARIABLES: Final = (
    "title", "container-title", "collection-title", "volume", "issue", "edition", "page",
    "number-of-pages", "number", "publisher", "publisher-place", "institution", "genre", "medium",
    "DOI", "arxiv", "PMID", "PMCID", "ISBN", "ISSN", "URL", "language", "citation-number", "note",
)  # fmt: skip
COLUMNS: Final = (
    "text", "type", "author", "editor", "translator", "year", "issued", "accessed", *_VARIABLES,
    "confidence", "error",
)  # fmt: skip
"""The columns by default. New ones may only be added behind the last."""
ALL_COLUMNS: Final = (*COLUMNS, "csl")
"""Every column there is; ``csl`` is the whole citation as CSL-JSON text."""


def row(citation: Citation) -> dict[str, Cell]:
    """A citation as a row: every column of :data:`ALL_COLUMNS`, None where there is no value.

    Names are "Family, Given" joined by "; "; ``year`` is a whole number; dates are ISO 8601 as far
    as they are known; ``confidence`` is a probability in 0..1, and None beside an ``error``.
    """
    failed = citation.error is not None
    year = start_parts(citation.issued)[:1]
    cells: dict[str, Cell] = {
        "text": _encodable(citation.text),
        "type": None if failed else citation.type,
        "author": _names(citation.authors),
        "editor": _names(citation.editors),
        "translator": _names(citation.translators),
        "year": year[0] if year else None,
        "issued": date_text(citation.issued) or None,
        "accessed": date_text(citation.accessed) or None,
        **{name: value(citation, name, name.lower()) or None for name in _VARIABLES},
        "confidence": None if failed else citation.confidence,
        "error": ": ".join(citation.error) if citation.error else None,
        "csl": None if failed else json_text(to_csl(citation)),
    }
    return cells


def _names(names: Iterable[Name]) -> str | None:
    return "; ".join(filter(None, (plain(str(name)) for name in names))) or None


def _encodable(text: str) -> str:
    """The text, with U+FFFD for lone surrogates: columns are UTF-8."""
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def checked_columns(columns: Sequence[str] | None) -> tuple[str, ...]:
    """The columns asked for, :data:`COLUMNS` for None.

    Raises:
        InputError: there is no such column, or one is named twice.
    """
    if columns is None:
        return COLUMNS
    names = (columns,) if isinstance(columns, str) else tuple(columns)
    for name in names:
        if name not in ALL_COLUMNS:
            raise InputError(f"unknown column {name!r}: choose from {', '.join(ALL_COLUMNS)}")
    if len(set(names)) < len(names):
        raise InputError(f"columns {', '.join(names)}: name each column once")
    return names


@cache
def _loaded(model: str) -> Parser:
    return Parser.load(model)


def parser_of(model: str | Path | Parser) -> Parser:
    """A parser as it is, or that of a model's name or folder, loaded once per process."""
    return model if isinstance(model, Parser) else _loaded(str(model))


def parse_cells(cells: Iterable[object], parser: Parser, workers: int = 1) -> Iterator[Citation]:
    """One citation per cell, in order; a cell that is no string gets an error instead of a crash.

    Args:
        cells: strings, and what else columns of strings hold: None and NaN are missing.
        parser: the parser.
        workers: processes to use, at least 1.
    """
    held: deque[object] = deque()

    def strings() -> Iterator[str]:
        for cell in cells:
            held.append(cell)
            yield cell if isinstance(cell, str) else ""

    for citation in parser.parse_many(strings(), workers):
        cell = held.popleft()
        yield citation if isinstance(cell, str) else _refused(cell)


def _refused(cell: object) -> Citation:
    missing = cell is None or type(cell).__name__ in ("NAType", "NaTType")
    if missing or (isinstance(cell, float) and math.isnan(cell)):
        return Citation("", error=("missing", "the cell is empty: nothing to parse"))
    kind = type(cell).__name__
    return Citation(str(cell), error=("not-text", f"a {kind}, not a string: convert the column"))


def table(
    citations: Iterable[Citation], columns: Sequence[str] | None = None
) -> dict[str, list[Cell]]:
    """Citations by column: name → cells, as data frames are built from.

    Raises:
        InputError: there is no such column.
    """
    names = checked_columns(columns)
    out: dict[str, list[Cell]] = {name: [] for name in names}
    for citation in citations:
        cells = row(citation)
        for name in names:
            out[name].append(cells[name])
    return out
