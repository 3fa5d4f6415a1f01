"""refparse extract: the parsed references of documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import click

from refparse.cli.io import parse_options
from refparse.cli.parse import write_answers
from refparse.cli.sources import Sources, document_options
from refparse.columns.inputs import Row
from refparse.documents.document import Limits

if TYPE_CHECKING:
    from refparse.types import Citation


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|URL|-]...")
@parse_options
@document_options
def extract(
    files: tuple[str, ...], format_name: str | None, model: str, workers: int,
    output_path: str | None, min_confidence: float | None, doubtful: str | None, kind: str | None,
    encoding: str | None, password: str | None, max_bytes: int, max_pages: int, timeout: float,
) -> int:  # fmt: skip
    """Find the references of documents, split and parse them.

    Reads text, Markdown, HTML, PDF, DOCX, EPUB, JATS, TEI, bbl and BibTeX, files or addresses; "-"
    or nothing is standard input. In jsonl each reference carries its document, page, offsets and
    boxes. Of several documents, those that cannot be read are reported, and the others go on.

    Example: refparse extract paper.pdf --format bibtex -o paper.bib
    """
    limits = Limits(bytes=max_bytes, pages=max_pages, seconds=timeout)
    sources = Sources(files or ("-",), kind, encoding, password, limits)
    answers = _answers(sources, model, workers)
    failed = write_answers(answers, format_name, output_path, min_confidence, doubtful)
    return 1 if failed or sources.failed else 0


def _answers(sources: Sources, model: str, workers: int) -> Iterator[tuple[Row, Citation]]:
    from refparse.documents import parse_located
    from refparse.parser import Parser

    for each in parse_located(sources.references(), Parser.load(model), workers):
        row = Row(each.citation.text, each.citation.error, provenance=each.provenance.to_json())
        yield row, each.citation
