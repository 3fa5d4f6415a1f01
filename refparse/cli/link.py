"""refparse link: the DOIs of references, from public registries."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, TextIO

import click

from refparse.cli.bar import follow
from refparse.cli.io import output
from refparse.columns.inputs import Row, open_rows
from refparse.link.linker import SOURCES
from refparse.link.outcome import STATUSES

if TYPE_CHECKING:
    from refparse.link import Link, Linker
    from refparse.parser import Parser
    from refparse.types import Citation


@click.command()
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--input-format", "-i", metavar="KIND", help="text, csv, tsv, jsonl, parquet or "
              "arrow. [default: by the name of FILE, else text]")  # fmt: skip
@click.option("--column", "-c", metavar="NAME", help="Column or key of the references.")
@click.option("--format", "-f", "format_name", metavar="FORMAT", help="report (for people), jsonl, "
              "csl, bibtex, … [default: report on a terminal, jsonl otherwise]")  # fmt: skip
@click.option("--fill", is_flag=True, help="In formats other than jsonl, take a found DOI over "
              "into references that have none.")  # fmt: skip
@click.option("--mail", metavar="ADDRESS", envvar="REFPARSE_MAIL", help="Your mail address, for "
              "the registries: three requests a second, not one. [$REFPARSE_MAIL]")  # fmt: skip
@click.option("--source", "sources", multiple=True, type=click.Choice(SOURCES), help="Registries "
              "in the order to ask them. [default: crossref; openalex too with a key]")  # fmt: skip
@click.option("--openalex-key", metavar="KEY", envvar="OPENALEX_API_KEY",
              help="Access key of OpenAlex. [$OPENALEX_API_KEY]")  # fmt: skip
@click.option("--crossref-url", metavar="URL", help="Another address of Crossref's interface.")
@click.option("--openalex-url", metavar="URL", help="Another address of OpenAlex's interface.")
@click.option("--rate", type=click.FloatRange(0, min_open=True), metavar="N",
              help="Requests a second to each registry at most.")  # fmt: skip
@click.option("--timeout", type=click.FloatRange(0, min_open=True), default=30, show_default=True,
              metavar="SECONDS", help="For one answer.")  # fmt: skip
@click.option("--retries", type=click.IntRange(0, 20), default=4, show_default=True,
              help="Attempts after the first.")  # fmt: skip
@click.option("--cache", metavar="FILE", help="Where answers are kept for 30 days. [default: in "
              "your folder for caches]")  # fmt: skip
@click.option("--no-cache", is_flag=True, help="Keep no answers.")
@click.option("--threshold", type=click.FloatRange(0, 1, min_open=True), metavar="P",
              help="Least score to accept. [default: the calibrated one]")  # fmt: skip
@click.option("--model", "-m", default="default", show_default=True, metavar="NAME|DIR",
              help="A shipped model, or a model folder.")  # fmt: skip
@click.option("--workers", "-w", default=2, show_default=True, type=click.IntRange(1, 16),
              help="Requests under way at once.")  # fmt: skip
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead of to "
              "standard output.")  # fmt: skip
def link(
    file: str, input_format: str | None, column: str | None, format_name: str | None, fill: bool,
    mail: str | None, sources: tuple[str, ...], openalex_key: str | None,
    crossref_url: str | None, openalex_url: str | None, rate: float | None, timeout: float,
    retries: int, cache: str | None, no_cache: bool, threshold: float | None, model: str,
    workers: int, output_path: str | None,
) -> int:  # fmt: skip
    """Find the DOIs of raw references, one a line, and name those that no registry knows.

    Nothing that a reference says is replaced: what was found stands beside it, with its score and
    source. What "parse" wrote as jsonl can be read, too.

    Example: refparse link references.txt --mail you@example.org -o linked.jsonl
    """
    from refparse.link import Linker, Patience

    if no_cache and cache:
        raise click.UsageError("--cache and --no-cache contradict each other: give one")
    addresses = {"crossref": crossref_url, "openalex": openalex_url}
    linker = Linker(
        mailto=mail or "",
        sources=sources or None,
        openalex_key=openalex_key or "",
        urls={name: url for name, url in addresses.items() if url},
        rate=rate,
        cache="" if no_cache else cache,
        patience=Patience(timeout=timeout, retries=retries),
        threshold=threshold,
    )
    if not mail:
        click.echo(
            "refparse: no --mail: registries answer slowly who cannot be written to", err=True
        )
    with linker, open_rows(file, input_format, column) as opened:
        rows = follow(opened.rows, "linking", opened.total, opened.position)
        return write_links(rows, linker, format_name, model, workers, output_path, fill=fill)


def write_links(
    rows: Iterable[Row], linker: Linker, format_name: str | None, model: str, workers: int,
    output_path: str | None, *, fill: bool = False,
) -> int:  # fmt: skip
    """Parse, look up and write; returns the exit status: 1 if any reference failed."""
    from refparse.formats import Record, get_format
    from refparse.link import with_link
    from refparse.parser import Parser

    to_terminal = output_path in (None, "-") and sys.stdout.isatty()
    name = format_name or ("report" if to_terminal else "jsonl")
    writer = None if name in ("report", "jsonl") else get_format(name)
    counts: Counter[str] = Counter()
    answers = _answers(rows, linker, Parser.load(model), workers, counts)
    with ExitStack() as stack:
        stream = stack.enter_context(output(output_path))
        if writer is not None:
            writer.write(
                (Record(c.text, with_link(c, f, fill=fill)) for c, f in answers if f), stream
            )
        else:
            for number, (citation, found) in enumerate(answers, 1):
                write = _write_report if name == "report" else _write_line
                write(stream, number, citation, found)
    told = ", ".join(f"{counts[status]} {status}" for status in STATUSES if counts[status])
    click.echo(f"refparse: {told or 'no references'}", err=True)
    return 1 if counts["failed"] or counts["unavailable"] else 0


def _answers(
    rows: Iterable[Row], linker: Linker, parser: Parser, workers: int, counts: Counter[str]
) -> Iterator[tuple[Citation, Link | None]]:
    """Every reference with what became of it; None where it could not be parsed."""
    from refparse.types import Citation

    def citations() -> Iterator[Citation]:
        for row in rows:
            yield Citation(row.text, error=row.error) if row.error else parser.parse(row.text)

    for number, (citation, found) in enumerate(linker.link_each(citations(), workers), 1):
        counts[found.status if found else "failed"] += 1
        if citation.error:
            click.echo(f"refparse: reference {number}: {citation.error[1]}", err=True)
        elif found is not None and found.status == "unavailable":
            click.echo(f"refparse: reference {number}: {found.message}", err=True)
        yield citation, found


def _write_line(stream: TextIO, number: int, citation: Citation, found: Link | None) -> None:
    """One line of jsonl as "parse" writes it, and the outcome under "link"."""
    from refparse.formats import Record
    from refparse.formats.jsonl import to_jsonl
    from refparse.formats.plain import json_text

    line = {**to_jsonl(Record(citation.text, citation)), "link": found.to_dict() if found else None}
    stream.write(json_text(line) + "\n")


def _write_report(stream: TextIO, number: int, citation: Citation, found: Link | None) -> None:
    """A few lines for people."""
    from refparse.formats.plain import plain

    if found is None:
        stream.write(f"{number}. failed  {citation.error[1] if citation.error else ''}\n\n")
        return
    head = f"{number}. {found.status}"
    if found.match is not None:
        head += (
            f"  https://doi.org/{plain(found.doi)}  {found.match.score:.1%} {found.match.source}"
        )
    lines = [head, plain(citation.text)]
    if found.status != "found" or found.message:
        lines.append(plain(found.message or STATUSES[found.status]))
    if found.closest is not None and found.match is None:
        near = found.closest
        why = f"; differs: {', '.join(near.differs)}" if near.differs else ""
        lines.append(f"closest: {plain(str(near.csl.get('title', '')))} ({near.doi}{why})")
    stream.write("\n   ".join(lines) + "\n\n")
