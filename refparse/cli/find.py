"""refparse find: the raw references of documents."""

from __future__ import annotations

import itertools

import click

from refparse.cli.io import output
from refparse.cli.sources import Sources, document_options
from refparse.documents.document import Limits


@click.command()
@click.argument("files", nargs=-1, metavar="[FILE|URL|-]...")
@click.option("--format", "-f", "format_name", type=click.Choice(["text", "jsonl"]),
              default="text", show_default=True, help="text: one raw reference a line. jsonl: with "
              "its number, document, page, offsets and boxes.")  # fmt: skip
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
@document_options
def find(
    files: tuple[str, ...], format_name: str, output_path: str | None, kind: str | None,
    encoding: str | None, password: str | None, max_bytes: int, max_pages: int, timeout: float,
) -> int:  # fmt: skip
    """Find and split the references of documents: one raw reference a line.

    Reads text, Markdown, HTML, PDF, DOCX, EPUB, JATS, TEI, bbl and BibTeX, files or addresses; "-"
    or nothing is standard input. Line breaks and hyphenation are undone. Of several documents,
    those that cannot be read are reported, and the others go on.

    Example: refparse find paper.pdf > references.txt
    """
    from refparse.formats.plain import json_text

    limits = Limits(bytes=max_bytes, pages=max_pages, seconds=timeout)
    sources = Sources(files or ("-",), kind, encoding, password, limits)
    references = sources.references()
    # Read before writing: a document that cannot be opened must not cost an older output.
    references = itertools.chain(list(itertools.islice(references, 1)), references)
    with output(output_path) as stream:
        for reference in references:
            if format_name == "text":
                stream.write(reference.text + "\n")
                continue
            record = {
                "text": reference.text,
                "number": reference.number,
                "provenance": reference.provenance.to_json(),
            }
            stream.write(json_text(record) + "\n")
    return 1 if sources.failed else 0
