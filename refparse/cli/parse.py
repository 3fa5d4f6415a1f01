"""refparse parse: raw references, one a line."""

from __future__ import annotations

import contextlib
import itertools
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

import click

from refparse.cli.io import count_lines, lines_of, output, parse_options, progress

if TYPE_CHECKING:
    from refparse.formats import Record


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@parse_options
def parse(
    file: str, format_name: str | None, model: str, workers: int, output_path: str | None,
    min_confidence: float | None, doubtful: str | None,
) -> int:  # fmt: skip
    """Parse raw references, one a line; "-" or nothing reads standard input.

    With --min-confidence and --doubtful, what the model is not sure of goes to a second file;
    blank and rejected lines count as confidence 0.

    Example: refparse parse references.txt --format csl -o references.json
    """
    if file != "-" and output_path not in (None, "-") and _same_file(file, str(output_path)):
        raise click.UsageError(f"{file} is both read and written: give another --output")
    lines = progress(lines_of(file), "parsing", count_lines(file))
    return write_citations(
        lines, format_name, model, workers, output_path, min_confidence, doubtful
    )


def write_citations(
    texts: Iterable[str], format_name: str | None, model: str, workers: int,
    output_path: str | None, min_confidence: float | None = None, doubtful: str | None = None,
) -> int:  # fmt: skip
    """Parse and write; returns the exit status: 1 if any reference failed."""
    from refparse.formats import Record, get_format
    from refparse.parser import Parser

    to_terminal = output_path in (None, "-") and sys.stdout.isatty()
    writer = get_format(format_name or ("table" if to_terminal else "jsonl"))
    _check_doubtful(min_confidence, doubtful, output_path)
    parser = Parser.load(model)
    # Read before writing: an input that cannot be opened must not cost an older output.
    texts = iter(texts)
    texts = itertools.chain(list(itertools.islice(texts, 1)), texts)
    failed = routed = number = 0

    def records(second: TextIO | None) -> Iterator[Record]:
        nonlocal failed, routed, number
        for number, citation in enumerate(parser.parse_many(texts, workers), 1):
            error = None
            if citation.error:
                failed += 1
                code, message = citation.error
                error = {"code": code, "message": message}
                click.echo(f"refparse: reference {number}: {message}", err=True)
            record = Record(citation.text, None if error else citation, error)
            confidence = 0.0 if error else citation.confidence
            if second is not None and min_confidence is not None and confidence < min_confidence:
                routed += 1
                _write_doubtful(number, record, second)
            else:
                yield record

    with contextlib.ExitStack() as stack:
        second = stack.enter_context(output(doubtful)) if doubtful else None
        writer.write(records(second), stack.enter_context(output(output_path)))
    if doubtful:
        click.echo(
            f"refparse: {routed} of {number} references below {min_confidence:g} are in {doubtful}",
            err=True,
        )
    return 1 if failed else 0


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
