"""refparse benchmark: how fast it is here."""

from __future__ import annotations

import json
from typing import Any

import click

from refparse.cli.io import output


@click.command()
@click.option("--references", multiple=True, metavar="FILE", help="References to parse, as for "
              "'refparse parse'; may be repeated.")  # fmt: skip
@click.option("--synth", "corpora", multiple=True, metavar="CORPUS", help="Labelled corpora to "
              "synthesise references from; may be repeated. Needs the extra 'synth'.")  # fmt: skip
@click.option("--count", type=click.IntRange(400), default=100_000, show_default=True,
              help="Distinct references, half of each kind if there are both.")  # fmt: skip
@click.option("--sample", type=click.IntRange(200), default=20_000, show_default=True,
              help="References for the slower measurements.")  # fmt: skip
@click.option("--part", "parts", multiple=True, metavar="PART", help="Only this; may be repeated: "
              "end-to-end, stages, peers, growth, batches, workers, startup.")  # fmt: skip
@click.option("--workers", "-w", default="1,2", show_default=True, metavar="N,N,...",
              help="Numbers of processes to compare.")  # fmt: skip
@click.option("--repeat", type=click.IntRange(1), default=3, show_default=True)
@click.option("--model", "-m", default="default", show_default=True, metavar="NAME|DIR")
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--from", "earlier", metavar="FILE", help="Print an earlier measurement (JSON).")
@click.option("--format", "-f", "format_name", type=click.Choice(["table", "json"]),
              default="table", show_default=True)  # fmt: skip
@click.option("--json", "json_path", metavar="FILE", help="Also write the measurements as JSON.")
@click.option("--plot", "plot_path", metavar="FILE", help="Also draw them (SVG or PNG).")
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
def benchmark(
    references: tuple[str, ...], corpora: tuple[str, ...], count: int, sample: int,
    parts: tuple[str, ...], workers: str, repeat: int, model: str, seed: int, earlier: str | None,
    format_name: str, json_path: str | None, plot_path: str | None, output_path: str | None,
) -> int:  # fmt: skip
    """Measure speed and memory here, beside CRFsuite with the very same model.

    Example: refparse benchmark --references my-references.txt --count 100000 --json speed.json
    """
    from refparse import benchmark as measuring

    if earlier is not None:
        found = _read(earlier)
    else:
        if not references and not corpora:
            raise click.UsageError("give --references FILE or --synth CORPUS, or both")
        read = measuring.read_references(references, count // 2 if corpora else count, seed)
        made = measuring.synthetic_references(corpora, count - len(read), seed) if corpora else []
        found = measuring.benchmark(
            _interleaved(read, made), model=model, parts=parts or measuring.PARTS,
            workers=_numbers(workers), sample=sample, repeat=repeat,
            say=lambda line: click.echo(line, err=True),
        )  # fmt: skip
        found["about"]["material"].update({"read": len(read), "synthesised": len(made)})
    if json_path:
        with output(json_path) as stream:
            stream.write(json.dumps(found, indent=1) + "\n")
    if plot_path:
        measuring.plot(found, plot_path)
    with output(output_path) as stream:
        if format_name == "json":
            stream.write(json.dumps(found, indent=1) + "\n")
        else:
            stream.write(measuring.to_markdown(found))
    return 0


def _interleaved(first: list[str], second: list[str]) -> list[str]:
    """Both lists evenly mixed, so that every part of the whole is like the whole."""
    places = [(at / len(one), text) for one in (first, second) for at, text in enumerate(one)]
    return [text for _, text in sorted(places, key=lambda place: place[0])]


def _numbers(text: str) -> list[int]:
    try:
        return [int(part) for part in text.split(",")]
    except ValueError:
        raise click.UsageError(f"--workers {text}: give numbers, as in 1,2,4") from None


def _read(path: str) -> dict[str, Any]:
    from refparse._errors import InputError

    try:
        with open(path, encoding="utf-8") as stream:
            found = json.load(stream)
        assert isinstance(found, dict)
        assert "about" in found
    except (OSError, ValueError, AssertionError) as error:
        raise InputError(f"{path}: no measurement of 'refparse benchmark' ({error})") from None
    return found
