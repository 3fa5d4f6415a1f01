"""CSV and TSV with one row a reference and the same columns every time.

Cells that a spreadsheet would run as a formula (they begin with ``= + - @``, also in full width)
get an apostrophe in front, as OWASP advises on CSV injection; so does a cell that begins with an
apostrophe, so that taking one away restores every value. Programs that need the bare values are
better served by ``jsonl``.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable
from typing import Final, TextIO

from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import date_text, plain, probability, start_parts, value
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Name

_FIELDS = (
    "title",
    "container-title",
    "collection-title",
    "volume",
    "issue",
    "edition",
    "page",
    "number-of-pages",
    "number",
    "publisher",
    "publisher-place",
    "institution",
    "genre",
    "medium",
    "DOI",
    "arxiv",
    "PMID",
    "PMCID",
    "ISBN",
    "ISSN",
    "URL",
    "language",
    "citation-number",
    "note",
)
COLUMNS: Final = (
    "id",
    "type",
    "author",
    "editor",
    "translator",
    "year",
    "issued",
    "accessed",
    *_FIELDS,
    "other",
    "confidence",
    "text",
)
"""The header. New columns may only be added behind the last, so that scripts keep working."""

_FORMULA = tuple("=+-@＝＋－＠'")


def to_csv(citation: Citation, key: str | None = None) -> dict[str, str]:
    """The citation as a row: as :func:`to_row`, formulas disarmed."""
    row = to_row(citation, key)
    return {name: f"'{cell}" if cell.startswith(_FORMULA) else cell for name, cell in row.items()}


def to_row(citation: Citation, key: str | None = None) -> dict[str, str]:
    """The citation as a row: column → cell, every column present.

    Names are "Family, Given" joined by "; "; dates are ISO 8601 as far as they are known;
    ``other`` holds the variables without a column as "name=value; …"; ``text`` is the reference.
    """
    return {
        "id": key or citation_key(citation),
        "type": plain(citation.type),
        "author": _names(citation.authors),
        "editor": _names(citation.editors),
        "translator": _names(citation.translators),
        "year": "".join(map(str, start_parts(citation.issued)[:1])),
        "issued": date_text(citation.issued),
        "accessed": date_text(citation.accessed),
        **{name: value(citation, name, name.lower()) for name in _FIELDS},
        "other": _other(citation),
        "confidence": f"{probability(citation.confidence):.4f}",
        "text": plain(citation.text),
    }


def _names(names: Iterable[Name]) -> str:
    return "; ".join(filter(None, (plain(str(name)) for name in names)))


def _other(citation: Citation) -> str:
    known = {*_FIELDS, *(name.lower() for name in _FIELDS)}
    both = {**citation.fields, **citation.custom}
    return "; ".join(
        f"{plain(name)}={plain(text)}" for name, text in both.items() if text and name not in known
    )


def write_csv(records: Iterable[Record], stream: TextIO) -> None:
    """Write the header and one row a citation; lines end with a line feed."""
    _write(records, stream, ",")


def write_tsv(records: Iterable[Record], stream: TextIO) -> None:
    """As :func:`write_csv`, with tabs between the cells; no cell holds a tab or a line break."""
    _write(records, stream, "\t")


def _write(records: Iterable[Record], stream: TextIO, delimiter: str) -> None:
    writer = csv.DictWriter(stream, COLUMNS, lineterminator="\n", delimiter=delimiter)
    writer.writeheader()
    for key, citation in keyed(citations(records)):
        writer.writerow(to_csv(citation, key))


FORMATS: Final = (
    Format("csv", "CSV for spreadsheets, one row a reference", write_csv),
    Format("tsv", "the same with tabs", write_tsv),
)
