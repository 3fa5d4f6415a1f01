"""refparse parse: raw references, one a line."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import click

from refparse.cli.bar import follow
from refparse.cli.io import binary_output, output, parse_options
from refparse.cli.lines import Entries, answered, entries, joined, record_of
from refparse.columns.inputs import Opened, Row, kind_of, open_rows
from refparse.columns.tables import TABLE_KINDS, write_rows
from refparse.types import Citation

if TYPE_CHECKING:
    from refparse.formats import Format, Record

Answer = tuple[Row, Citation]
Writer = Callable[[Iterator[Answer], contextlib.ExitStack], None]


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--input-format", "-i", metavar="KIND", help="text, csv, tsv, jsonl, parquet or "
              "arrow. [default: by the name of FILE, else text]")  # fmt: skip
@click.option("--column", "-c", metavar="NAME", help="Column or key of the references, for inputs "
              "that have some. [default: the only one, or 'text', 'raw', …]")  # fmt: skip
@parse_options
def parse(
    file: str, input_format: str | None, column: str | None, format_name: str | None, model: str,
    workers: int, output_path: str | None, min_confidence: float | None, doubtful: str | None,
) -> int:  # fmt: skip
    """Parse raw references, one a line; "-" or nothing reads standard input.

    References may also stand in a column of a CSV, TSV, Parquet or Arrow file or under a key of
    JSON Lines; gzip and Zstandard are undone. Parquet and Arrow output keeps the other columns of
    a table. With --min-confidence and --doubtful, what the model is not sure of goes to a second
    file; blank and rejected lines count as confidence 0.

    Example: refparse parse references.csv.gz --column raw --workers 2 -o references.parquet
    """
    if file != "-" and output_path not in (None, "-") and _same_file(file, str(output_path)):
        raise click.UsageError(f"{file} is both read and written: give another --output")
    with open_rows(file, input_format, column, columns=_is_table(format_name, output_path)) as rows:
        return write_citations(
            rows, format_name, model, workers, output_path, min_confidence, doubtful
        )


def write_citations(
    texts: Iterable[str] | Opened, format_name: str | None, model: str, workers: int,
    output_path: str | None, min_confidence: float | None = None, doubtful: str | None = None,
) -> int:  # fmt: skip
    """Parse and write; returns the exit status: 1 if any reference failed."""
    source = texts if isinstance(texts, Opened) else Opened(map(Row, texts))
    name = _format(format_name, output_path)
    if workers > 1 and name not in TABLE_KINDS and min_confidence is None and doubtful is None:
        from refparse.formats import get_format

        if not (writer := get_format(name)).counting:
            return _write_entries(source, writer, model, workers, output_path)
    answers = _answers(model, source.rows, workers)
    answers = follow(answers, "parsing", source.total, source.position)
    return write_answers(
        answers, format_name, output_path, min_confidence, doubtful, source.schema
    )  # fmt: skip


def write_answers(
    answers: Iterator[Answer], format_name: str | None, output_path: str | None,
    min_confidence: float | None = None, doubtful: str | None = None, schema: Any = None,
) -> int:  # fmt: skip
    """Write parsed rows; returns the exit status: 1 if any reference failed."""
    name = _format(format_name, output_path)
    write = (
        _table_writer(name, output_path, schema)
        if name in TABLE_KINDS
        else _text_writer(name, output_path)
    )
    _check_doubtful(min_confidence, doubtful, output_path)
    # Read before writing: an input that cannot be opened must not cost an older output.
    answers = itertools.chain(list(itertools.islice(answers, 1)), answers)
    failed = routed = number = 0

    def kept(second: TextIO | None) -> Iterator[Answer]:
        nonlocal failed, routed, number
        for number, (row, citation) in enumerate(answers, 1):
            if citation.error:
                failed += 1
                click.echo(f"refparse: reference {number}: {citation.error[1]}", err=True)
            confidence = 0.0 if citation.error else citation.confidence
            if second is not None and min_confidence is not None and confidence < min_confidence:
                routed += 1
                _write_doubtful(number, record_of(row, citation), second)
            else:
                yield row, citation

    with contextlib.ExitStack() as stack:
        second = stack.enter_context(output(doubtful)) if doubtful else None
        write(kept(second), stack)
    if doubtful:
        click.echo(
            f"refparse: {routed} of {number} references below {min_confidence:g} are in {doubtful}",
            err=True,
        )
    return 1 if failed else 0


def _answers(model: str, rows: Iterable[Row], workers: int) -> Iterator[Answer]:
    """Each row with its citation, in order; a row with an error keeps it."""
    from refparse.parser import Parser

    parser = Parser.load(model)
    waiting: deque[Row] = deque()

    def texts() -> Iterator[str]:
        for row in rows:
            waiting.append(row)
            yield "" if row.error else row.text

    for citation in parser.parse_many(texts(), workers):
        row = waiting.popleft()
        yield row, answered(row, citation)


def _write_entries(
    source: Opened, writer: Format, model: str, workers: int, output_path: str | None
) -> int:
    """Text by several processes, which write it, too."""
    from refparse.parser import Parser

    parser = Parser.load(model)
    rows = iter(source.rows)
    first: list[Answer] = []
    for row in rows:
        first.append((row, answered(row, parser.parse("" if row.error else row.text))))
        if first[-1][1].error is None:
            break
    made = entries(rows, writer.name, parser, workers)
    made = follow(made, "parsing", source.total, source.position, lambda each: each.rows)
    made = itertools.chain(list(itertools.islice(made, 1)), made)
    failed = 0

    def tell(number: int, message: str) -> None:
        nonlocal failed
        failed += 1
        click.echo(f"refparse: reference {number}: {message}", err=True)

    def told() -> Iterator[Entries]:
        number = len(first) + 1
        for each in made:
            for place, message in each.failed:
                tell(number + place, message)
            number += each.rows
            yield each

    for number, (_, citation) in enumerate(first, 1):
        if citation.error:
            tell(number, citation.error[1])
    with output(output_path) as stream:
        writer.write(joined(first, told(), stream), stream)
    return 1 if failed else 0


def _is_table(format_name: str | None, output_path: str | None) -> bool:
    return _format(format_name, output_path) in TABLE_KINDS


def _format(format_name: str | None, output_path: str | None) -> str:
    """The output format: as asked for; else by the name of a table; else by where it goes."""
    if format_name is not None:
        return format_name
    if output_path in (None, "-"):
        return "table" if sys.stdout.isatty() else "jsonl"
    kind = kind_of(str(output_path))
    return kind if kind in TABLE_KINDS else "jsonl"


def _text_writer(format_name: str, output_path: str | None) -> Writer:
    from refparse.formats import get_format

    writer = get_format(format_name)

    def write(answers: Iterator[Answer], stack: contextlib.ExitStack) -> None:
        stream = stack.enter_context(output(output_path))
        writer.write((record_of(row, citation) for row, citation in answers), stream)

    return write


def _table_writer(kind: str, output_path: str | None, schema: Any) -> Writer:
    def write(answers: Iterator[Answer], stack: contextlib.ExitStack) -> None:
        stream = stack.enter_context(binary_output(output_path))
        write_rows(answers, kind, stream, schema)

    return write


def _same_file(first: str, second: str) -> bool:
    try:
        return os.path.samefile(first, second)
    except (OSError, ValueError):
        return False


def _check_doubtful(
    min_confidence: float | None, doubtful: str | None, output_path: str | None
) -> None:
    if (min_confidence is None) != (doubtful is None):
        raise click.UsageError("--min-confidence P and --doubtful FILE belong together: give both")
    if doubtful is None:
        return
    first = None if output_path in (None, "-") else Path(str(output_path)).resolve()
    if first == (None if doubtful == "-" else Path(doubtful).resolve()):
        raise click.UsageError("--doubtful and --output name the same place: give two")


def _write_doubtful(number: int, record: Record, stream: TextIO) -> None:
    """One line of jsonl with the reference's number, counted from 1, in what was read."""
    from refparse.formats.jsonl import to_jsonl
    from refparse.formats.plain import json_text

    stream.write(json_text({"number": number, **to_jsonl(record)}) + "\n")
