"""Reading, writing and options that the verbs of refparse corpus share."""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

if TYPE_CHECKING:
    from refparse.corpus import LabelledReference
    from refparse.corpus.io import Format

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

FORMAT_NAMES: Final = (
    "jsonl", "anystyle", "ttx", "grobid", "parscit", "conll", "docbin", "jats", "biblstruct",
)  # fmt: skip
"""Names of corpus.io.FORMATS, without importing it."""


def from_option(verb: Decorated) -> Decorated:
    """--from: the format read."""
    return click.option(
        "--from", "source_format", type=click.Choice(FORMAT_NAMES), metavar="FORMAT",
        help=f"Format read: {', '.join(FORMAT_NAMES)}. [default: guessed]",
    )(verb)  # fmt: skip


def output_option(verb: Decorated) -> Decorated:
    """--output: the file written."""
    return click.option("--output", "-o", "output_path", metavar="FILE",
                        help="Write there instead of to standard output.")(verb)  # fmt: skip


def format_option(verb: Decorated) -> Decorated:
    """--format: a table for people or JSON."""
    return click.option("--format", "-f", "format_name", default="table", show_default=True,
                        type=click.Choice(["table", "json"]))(verb)  # fmt: skip


@contextmanager
def file_of(path: str) -> Iterator[Path]:
    """The file of a path; standard input ("-") is first copied to a temporary file."""
    if path != "-":
        yield Path(path)
        return
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "stdin"
        with open(copy, "wb") as stream:
            shutil.copyfileobj(sys.stdin.buffer, stream)
        yield copy


def read_all(paths: Iterable[str], source_format: str | None) -> Iterator[LabelledReference]:
    """The references of several files, one after the other."""
    from refparse.corpus.io import read

    for path in paths:
        with file_of(path) as file:
            yield from read(file, source_format)


@contextmanager
def stream_to(form: Format, output_path: str | None) -> Iterator[Any]:
    """What a format writes to: the path, or for None or "-" a stream to standard output."""
    if output_path not in (None, "-"):
        yield output_path
    elif form.binary:
        yield sys.stdout.buffer
    else:
        stream = io.TextIOWrapper(sys.stdout.buffer, "utf-8", newline="\n")
        try:
            yield stream
            stream.flush()
        finally:
            stream.detach()


def write_all(
    references: Iterable[LabelledReference], form: Format, output_path: str | None
) -> int:
    """Write to a file, or to standard output for None or "-"; returns how many were written."""
    with stream_to(form, output_path) as target:
        return form.write(references, target)
