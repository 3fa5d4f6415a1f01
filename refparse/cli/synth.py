"""refparse synth: labelled references from metadata."""

from __future__ import annotations

import click

from refparse.cli.io import output, progress


@click.command()
@click.option("--records", required=True, multiple=True, metavar="FILE",
              help="CSL-JSON (.json, .jsonl, .gz) or BibTeX (.bib); may be repeated.")  # fmt: skip
@click.option("--count", required=True, type=click.IntRange(1), help="References to make.")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--style", "styles", multiple=True, metavar="NAME", help="Only these CSL styles.")
@click.option("--locale", "locales", multiple=True, metavar="CODE", help='Only these ("de-DE").')
@click.option("--noise", type=click.FloatRange(0, 1), default=0.3, show_default=True,
              help="Share of references with mild noise.")  # fmt: skip
@click.option("--strings", multiple=True, metavar="CORPUS",
              help="Labelled corpora to draw more titles, names and journals from.")  # fmt: skip
@click.option("--abbreviations", metavar="FILE",
              help="Journal titles and their abbreviations, tab-separated.")  # fmt: skip
@click.option("--mix", metavar="SHARES",
              help='Shares of the sources: "styles=1,templates=0.5,shapes=0".')  # fmt: skip
@click.option("--workers", "-w", type=click.IntRange(1, 64), default=1, show_default=True)
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
def synth(
    records: tuple[str, ...], count: int, seed: int, styles: tuple[str, ...],
    locales: tuple[str, ...], noise: float, strings: tuple[str, ...],
    abbreviations: str | None, mix: str | None, workers: int, output_path: str | None,
) -> int:  # fmt: skip
    """Make labelled references: metadata rendered through citation styles and templates.

    The same seed gives the same bytes, whatever the number of workers. Needs the "synth" extra.
    Example: refparse synth --records library.bib --count 20000 --seed 1 -o synthetic.jsonl
    """
    from refparse.corpus import read_jsonl
    from refparse.synth import synthesise
    from refparse.synth.generate import to_line
    from refparse.synth.sources import read_abbreviations, read_records

    items = [record for path in records for record in read_records(path)]
    drawn = [
        {
            "id": reference.id,
            "text": reference.text,
            "spans": reference.spans,
            "lang": reference.lang,
        }
        for path in strings
        for reference in read_jsonl(path)
    ]
    made = synthesise(
        items, count, seed, styles=styles or None, locales=locales or None, noise=noise,
        workers=workers, references=drawn, mix=_shares(mix) if mix else None,
        abbreviations=read_abbreviations(abbreviations) if abbreviations else (),
    )  # fmt: skip
    with output(output_path) as stream:
        for reference in progress(made, "making references", count):
            line = to_line(reference)
            stream.write(line if line.endswith("\n") else line + "\n")
    return 0


def _shares(mix: str) -> dict[str, float]:
    """The shares of ``--mix``; what they mean is checked where they are used."""
    shares = {}
    for part in mix.split(","):
        name, sign, share = part.partition("=")
        try:
            shares[name.strip()] = float(share)
        except ValueError:
            sign = ""
        if not sign:
            raise click.BadParameter(
                f"{part!r}: give name=share, for example styles=1", param_hint="--mix"
            )
    return shares
