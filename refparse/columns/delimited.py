"""CSV, TSV and JSON Lines, row by row: a bad row is a row with an error."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from typing import Any, Final

from refparse._errors import InputError
from refparse.columns.inputs import MAX_LINE, Row, choose_column, too_long

_DELIMITERS: Final = ",;\t|"
Lines = Iterator[tuple[str, bool]]


def csv_rows(lines: Lines, column: str | None) -> Iterator[Row]:
    """A column of a CSV file (RFC 4180) whose first row names the columns.

    The delimiter is the one of comma, semicolon, tab and bar that the header holds most often.
    Quoted cells may hold line breaks. A row without the cell, and one that breaks the quoting so
    that its cell grows beyond ``MAX_LINE``, is a row with an error. Lines without any character
    are no rows.

    Raises:
        InputError: the file is empty, or has no such column.
    """
    first = next(lines, None)
    if first is None:
        raise InputError("an empty CSV file: the first line must name the columns")
    header = first[0]
    outside = "".join(header.split('"')[::2])
    delimiter = max(_DELIMITERS, key=outside.count)
    names = next(csv.reader([header], delimiter=delimiter), [])
    at = names.index(choose_column(names, column))
    wanted = names[at]
    long = False

    def feed() -> Iterator[str]:
        nonlocal long
        for line, whole in lines:
            long = long or not whole
            yield line + "\n"

    csv.field_size_limit(max(csv.field_size_limit(), MAX_LINE))
    reader = csv.reader(feed(), delimiter=delimiter)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Row("", ("bad-row", f"row before line {reader.line_num + 2}: {error}"))
            continue
        if long:
            long = False
            yield too_long(cells[at] if at < len(cells) else "")
        elif not cells:
            continue
        elif at >= len(cells):
            yield Row(delimiter.join(cells), _too_short(len(cells), wanted))
        else:
            yield Row(cells[at].removesuffix("\n"))


def tsv_rows(lines: Lines, column: str | None) -> Iterator[Row]:
    """A column of a TSV file (IANA's text/tab-separated-values) whose first row names the columns.

    Quotes mean nothing, a line is a row.

    Raises:
        InputError: the file is empty, or has no such column.
    """
    first = next(lines, None)
    if first is None:
        raise InputError("an empty TSV file: the first line must name the columns")
    names = first[0].split("\t")
    at = names.index(choose_column(names, column))
    for line, whole in lines:
        cells = line.split("\t")
        if not whole:
            yield too_long(line)
        elif at >= len(cells):
            yield Row(line, _too_short(len(cells), names[at]))
        else:
            yield Row(cells[at])


def jsonl_rows(lines: Lines, column: str | None) -> Iterator[Row]:
    """A key of the objects of a JSON Lines file, or its strings where the lines are strings.

    Blank lines are no rows. A line that is no JSON, or has no string under the key, is a row with
    an error.

    Raises:
        InputError: no key was named, and the first object has none that is obvious.
    """
    for line, whole in lines:
        if not whole:
            yield too_long(line)
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Row(line, ("bad-json", f"not JSON: {error}"))
            continue
        if isinstance(value, dict):
            if column is None:
                column = choose_column([*value], None)
            yield _of_object(line, value, column)
        else:
            yield _of_value(line, value, "the line")


def _of_object(line: str, value: dict[str, Any], key: str) -> Row:
    if key not in value:
        known = ", ".join(map(repr, value)) or "none"
        return Row(line, ("no-value", f"no key {key!r} (there are {known:.200})"))
    return _of_value(line, value[key], f"the value of {key!r}")


def _of_value(line: str, value: Any, what: str) -> Row:
    if isinstance(value, str):
        return Row(value)
    if value is None:
        return Row("", ("null", f"{what} is null: nothing to parse"))
    return Row(line, ("not-text", f"{what} is {type(value).__name__}, not a string"))


def _too_short(count: int, wanted: str) -> tuple[str, str]:
    return ("no-value", f"the row has {count} cells and ends before the column {wanted!r}")
