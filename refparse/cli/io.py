"""Input and output that the verbs share."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click

from refparse._errors import InputError

MAX_DOCUMENT = 64 * 1024 * 1024
"""Largest document in bytes that find and extract read."""

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def lines_of(path: str) -> Iterator[str]:
    """The lines of a file or of standard input ("-"), without their line ends.

    Only "\\n" (and "\\r\\n") ends a line, so that lines out equal lines in. Bytes that are not
    UTF-8 become lone surrogates and are carried through.

    Raises:
        InputError: the file cannot be opened.
    """
    with _binary(path) as stream:
        first = True
        for raw in stream:
            line = raw.decode("utf-8", "surrogateescape")
            if first:
                line = line.removeprefix("\ufeff")
                first = False
            yield line.removesuffix("\n").removesuffix("\r")


def document(path: str) -> str:
    """A whole plain-text document.

    Raises:
        InputError: it cannot be read, is too large, or is not text.
    """
    with _binary(path) as stream:
        data = stream.read(MAX_DOCUMENT + 1)
    if len(data) > MAX_DOCUMENT:
        raise InputError(f"{path}: larger than the limit of {MAX_DOCUMENT} bytes: split the file")
    if data.startswith(b"%PDF"):
        raise InputError(f"{path} is a PDF: convert it to text first ('pdftotext {path} -')")
    if data.startswith(b"PK\x03\x04"):
        raise InputError(f"{path} is a zipped document (docx, odt, epub): save it as text first")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    if b"\x00" in data[:4096]:
        raise InputError(f"{path} is a binary file: give plain text in UTF-8")
    return data.decode("utf-8", "replace").removeprefix("\ufeff")


@contextlib.contextmanager
def _binary(path: str) -> Iterator[io.BufferedReader]:
    if path == "-":
        yield sys.stdin.buffer  # type: ignore[misc]
        return
    if "://" in path:
        raise InputError(f"{path}: web addresses are not read yet: download the page first")
    try:
        with open(path, "rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None


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


def count_lines(path: str) -> int | None:
    """Number of lines of a regular file, for the progress bar; None where it cannot be known."""
    if path == "-" or not Path(path).is_file() or not sys.stderr.isatty():
        return None
    with open(path, "rb") as stream:
        return sum(block.count(b"\n") for block in iter(lambda: stream.read(1 << 20), b""))


def parse_options(verb: Decorated) -> Decorated:
    """The options of parse and extract."""
    for option in reversed(
        (
            click.option(
                "--format", "-f", "format_name", metavar="FORMAT",
                help="jsonl, csl, bibtex, biblatex, ris, tei, csv or table. "
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
