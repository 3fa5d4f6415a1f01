"""Input and output that the verbs share."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import Any, BinaryIO, TextIO, TypeVar

import click

from refparse._errors import InputError

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


@contextlib.contextmanager
def output(path: str | None) -> Iterator[TextIO]:
    """A UTF-8 text stream to a file, or to standard output for None or "-".

    Raises:
        InputError: the file cannot be written.
    """
    if path in (None, "-"):
        stream = io.TextIOWrapper(
            sys.stdout.buffer, "utf-8", errors="backslashreplace", newline="\n", write_through=False
        )
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()
        return
    try:
        with open(
            str(path), "w", encoding="utf-8", errors="backslashreplace", newline="\n"
        ) as file:
            yield file
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None


@contextlib.contextmanager
def binary_output(path: str | None) -> Iterator[BinaryIO]:
    """A byte stream to a file, or to standard output for None or "-".

    Raises:
        InputError: the file cannot be written, or standard output is a terminal.
    """
    if path in (None, "-"):
        if sys.stdout.isatty():
            raise InputError("this format is not for terminals: give --output FILE")
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        file = open(str(path), "wb")  # noqa: SIM115 (what the body raises is not ours)
    except OSError as error:
        raise InputError(f"cannot write {path}: {error.strerror or error}") from None
    with file:
        yield file


def progress(items: Iterable[Any], title: str, total: int | None = None) -> Iterator[Any]:
    """The items, with a progress bar on standard error if that is a terminal."""
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield from bar.track(items, total=total)


def parse_options(verb: Decorated) -> Decorated:
    """The options of parse and extract."""
    for option in reversed(
        (
            click.option(
                "--format", "-f", "format_name", metavar="FORMAT",
                help="jsonl, csl, bibtex, biblatex, ris, endnote, tei, jats, mods, yaml (for "
                "Typst), csv, tsv, html, table, parquet or arrow. "
                "[default: table on a terminal, jsonl otherwise]",
            ),
            click.option("--model", "-m", default="default", show_default=True,
                         metavar="NAME|DIR", help="A shipped model, or a model folder."),
            click.option("--workers", "-w", default=1, show_default=True,
                         type=click.IntRange(1, 256), help="Processes to use."),
            click.option("--output", "-o", "output_path", metavar="FILE",
                         help="Write there instead of to standard output."),
            click.option("--min-confidence", type=click.FloatRange(0, 1), metavar="P",
                         help="Send references of less confidence (0 to 1) to --doubtful."),
            click.option("--doubtful", metavar="FILE", help="Where those go for people to check, "
                         "as jsonl with their number; they are left out of the output."),
        )
    ):  # fmt: skip
        verb = option(verb)
    return verb
