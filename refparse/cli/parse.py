"""refparse parse: raw references, one a line."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

import click

from refparse.cli.io import count_lines, lines_of, output, parse_options, progress


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@parse_options
def parse(
    file: str, format_name: str | None, model: str, workers: int, output_path: str | None
) -> int:
    """Parse raw references, one a line; "-" or nothing reads standard input.

    Example: refparse parse references.txt --format csl -o references.json
    """
    lines = progress(lines_of(file), "parsing", count_lines(file))
    return write_citations(lines, format_name, model, workers, output_path)


def write_citations(
    texts: Iterable[str], format_name: str | None, model: str, workers: int, output_path: str | None
) -> int:
    """Parse and write; returns the exit status: 1 if any reference failed."""
    from refparse.formats import Record, get_format
    from refparse.parser import Parser

    to_terminal = output_path in (None, "-") and sys.stdout.isatty()
    writer = get_format(format_name or ("table" if to_terminal else "jsonl"))
    parser = Parser.load(model)
    failed = 0

    def records() -> Iterator[Record]:
        nonlocal failed
        for number, citation in enumerate(parser.parse_many(texts, workers), 1):
            error = None
            if citation.error:
                failed += 1
                code, message = citation.error
                error = {"code": code, "message": message}
                click.echo(f"refparse: reference {number}: {message}", err=True)
            yield Record(citation.text, None if error else citation, error)

    with output(output_path) as stream:
        writer.write(records(), stream)
    return 1 if failed else 0
