"""What find and extract share: options of documents, and reading one after the other."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

import click

from refparse._errors import InputError, RefparseError
from refparse.documents.document import Limits
from refparse.documents.kinds import KINDS

if TYPE_CHECKING:
    from refparse.documents import Document, LocatedReference

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def document_options(verb: Decorated) -> Decorated:
    """The options that say how to read documents."""
    usual = Limits()
    for option in reversed(
        (
            click.option("--type", "-t", "kind", type=click.Choice(KINDS),
                         help="What the documents are. [default: by content and name]"),
            click.option("--encoding", metavar="NAME", help="Encoding of text documents. "
                         "[default: by their marks, else UTF-8]"),
            click.option("--password", metavar="WORD", help="Opens an encrypted PDF."),
            click.option("--max-bytes", default=usual.bytes, show_default=True,
                         type=click.IntRange(1), help="Largest document."),
            click.option("--max-pages", default=usual.pages, show_default=True,
                         type=click.IntRange(1), help="Most pages of a PDF."),
            click.option("--timeout", default=usual.seconds, show_default=True, metavar="SECONDS",
                         type=click.FloatRange(0, min_open=True),
                         help="How long a web server may be silent."),
        )
    ):  # fmt: skip
        verb = option(verb)
    return verb


@dataclass(slots=True)
class Sources:
    """Documents to read; those that cannot be read are reported and counted.

    ``failed`` and ``done`` count the documents once :meth:`references` has come to its end.
    """

    names: Sequence[str]
    kind: str | None
    encoding: str | None
    password: str | None
    limits: Limits
    failed: int = 0
    done: int = 0

    def references(self) -> Iterator[LocatedReference]:
        """The references of all documents, in order; one document is held at a time.

        Raises:
            InputError: the only document, or each of several, cannot be read.
        """
        from refparse.documents import find_in_document

        for name in self.names:
            try:
                document = self._read(name)
            except RefparseError as error:
                self.failed += 1
                if len(self.names) == 1:
                    raise
                click.echo(f"refparse: {error}", err=True)
                continue
            self.done += 1
            for warning in document.warnings:
                click.echo(f"refparse: {warning}", err=True)
            found = find_in_document(document)
            del document
            if not found:
                click.echo(f"refparse: no references found in {name}", err=True)
            yield from found
        if self.failed and not self.done:
            raise InputError(f"none of the {self.failed} documents can be read")

    def _read(self, name: str) -> Document:
        from refparse.documents import read_document

        with _pages(name) as progress:
            return read_document(
                name, kind=self.kind, encoding=self.encoding, password=self.password,
                limits=self.limits, progress=progress,
            )  # fmt: skip


@contextlib.contextmanager
def _pages(name: str) -> Iterator[Callable[[int, int], None] | None]:
    """Something to call after each page, which shows a bar on standard error if on a terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    bar = Progress(
        *columns, TextColumn("pages"), TimeElapsedColumn(), console=Console(stderr=True),
        transient=True, redirect_stdout=False,
    )  # fmt: skip
    with bar:
        task = bar.add_task(name, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
