"""refparse extract: the parsed references of a document."""

from __future__ import annotations

import click

from refparse.cli.io import document, parse_options
from refparse.cli.parse import write_citations


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@parse_options
def extract(
    file: str, format_name: str | None, model: str, workers: int, output_path: str | None,
    min_confidence: float | None, doubtful: str | None,
) -> int:  # fmt: skip
    """Find the references of a plain-text document, split and parse them.

    Example: refparse extract paper.txt --format bibtex -o paper.bib
    """
    from refparse.finder import find_references

    found = [reference.text for reference in find_references(document(file))]
    if not found:
        click.echo(f"refparse: no references found in {file}", err=True)
    return write_citations(
        found, format_name, model, workers, output_path, min_confidence, doubtful
    )
