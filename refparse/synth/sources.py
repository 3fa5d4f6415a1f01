"""Metadata records from files: CSL-JSON (array or one a line, gzipped or not) and BibTeX."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, cast

from refparse._errors import InputError

_TYPES: Final = {
    "article": "article-journal",
    "book": "book",
    "mvbook": "book",
    "collection": "book",
    "proceedings": "book",
    "inbook": "chapter",
    "incollection": "chapter",
    "inproceedings": "paper-conference",
    "conference": "paper-conference",
    "phdthesis": "thesis",
    "mastersthesis": "thesis",
    "thesis": "thesis",
    "techreport": "report",
    "report": "report",
    "online": "webpage",
    "patent": "patent",
    "dataset": "dataset",
    "software": "software",
}
_VARIABLES: Final = {
    "title": "title",
    "journal": "container-title",
    "journaltitle": "container-title",
    "booktitle": "container-title",
    "series": "collection-title",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "pages": "page",
    "publisher": "publisher",
    "school": "publisher",
    "institution": "publisher",
    "address": "publisher-place",
    "location": "publisher-place",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
}


def read_records(path: str | Path) -> Iterator[dict[str, Any]]:
    """CSL-JSON records of a file: ``.json`` (array), ``.jsonl`` or ``.bib``, ``.gz`` behind any.

    Raises:
        InputError: the file cannot be read or is not of the form that its name promises.
    """
    path = Path(path)
    kind = path.suffixes[-2] if path.suffix == ".gz" and len(path.suffixes) > 1 else path.suffix
    try:
        with open_text(path) as stream:
            if kind == ".bib":
                yield from _bibtex(stream.read())
            elif kind == ".json":
                yield from _checked(json.load(stream), path)
            else:
                for number, line in enumerate(stream, 1):
                    if line.strip():
                        yield from _checked([json.loads(line)], f"{path}:{number}")
    except (OSError, ValueError, EOFError) as error:
        raise InputError(
            f"cannot read records {path}: {error}. Give CSL-JSON (.json, .jsonl) or BibTeX (.bib)"
        ) from None


def read_abbreviations(path: str | Path) -> Iterator[tuple[str, str]]:
    """Journal titles with their abbreviations: two tab-separated columns, more are ignored.

    Raises:
        InputError: the file cannot be read.
    """
    try:
        with open_text(Path(path)) as lines:
            for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
                if len(row) >= 2:
                    yield row[0], row[1]
    except (OSError, ValueError, EOFError) as error:
        raise InputError(f"cannot read abbreviations {path}: {error}") from None


def open_text(path: Path) -> io.TextIOBase:
    """A UTF-8 text file, gzipped where its name ends in ``.gz``."""
    opener = gzip.open if path.suffix == ".gz" else open
    return cast(io.TextIOBase, opener(path, "rt", encoding="utf-8"))


def _checked(records: object, where: object) -> Iterator[dict[str, Any]]:
    if not isinstance(records, list):
        raise ValueError(f"{where}: expected an array of CSL-JSON items")
    for record in records:
        if not isinstance(record, dict):
            raise ValueError(f"{where}: a record must be an object, not {record!r:.40}")
        yield record


def _bibtex(text: str) -> Iterator[dict[str, Any]]:
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexError as error:
        raise ValueError(f"not BibTeX: {error}") from None
    for key, entry in entries.items():
        record: dict[str, Any] = {"id": key, "type": _TYPES.get(entry.type.lower(), "document")}
        for name, value in entry.fields.items():
            variable = _VARIABLES.get(name.lower())
            if variable and variable not in record:
                record[variable] = value.replace("{", "").replace("}", "").replace("--", "-")
        year = "".join(char for char in entry.fields.get("year", "") if char.isdigit())[:4]
        if year:
            record["issued"] = {"date-parts": [[int(year)]]}
        for role in ("author", "editor", "translator"):
            people = entry.persons.get(role)
            if people:
                record[role] = [
                    {
                        "family": " ".join([*person.prelast_names, *person.last_names]),
                        "given": " ".join([*person.first_names, *person.middle_names]),
                    }
                    for person in people
                ]
        yield record
