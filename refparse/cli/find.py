"""refparse find: the raw references of a document."""

from __future__ import annotations

import click

from refparse.cli.io import document, output


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
def find(file: str, output_path: str | None) -> int:
    """Find and split the references of a plain-text document: one raw reference a line.

    Line breaks and hyphenation are undone. Example: refparse find paper.txt > references.txt
    """
    from refparse.finder import find_references

    found = find_references(document(file))
    if not found:
        click.echo(f"refparse: no references found in {file}", err=True)
    with output(output_path) as stream:
        for reference in found:
            stream.write(reference.text + "\n")
    return 0
