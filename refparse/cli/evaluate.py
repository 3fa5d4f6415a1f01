"""refparse evaluate: measure a model on gold corpora."""

from __future__ import annotations

import json

import click

from refparse.cli.io import output, progress


@click.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--model", "-m", default="default", show_default=True, metavar="NAME|DIR")
@click.option("--answers", multiple=True, metavar="FILE", help="Another parser's answers "
              '(JSON Lines of {"id", "fields"}) to score beside the model.')  # fmt: skip
@click.option("--format", "-f", "format_name", default="table", show_default=True,
              type=click.Choice(["table", "json", "html"]))  # fmt: skip
@click.option("--fields/--no-fields", default=True, help="Show the F1 of each field.")
@click.option("--limit", type=click.IntRange(0), default=0, help="References per corpus; 0: all.")
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
def evaluate(
    gold: tuple[str, ...], model: str, answers: tuple[str, ...], format_name: str,
    fields: bool, limit: int, output_path: str | None,
) -> int:  # fmt: skip
    """Measure a model: field F1 and whole references right, by corpus and field.

    Example: refparse evaluate dev/*.jsonl --answers other-parser.jsonl
    """
    from pathlib import Path

    from refparse.evaluation import evaluate as measure
    from refparse.evaluation import read_answers, score_answers
    from refparse.evaluation.tables import report_table
    from refparse.tagger.decode import Decoder

    bar = progress(iter(int, 1), "evaluating")
    report, predictions = measure(
        Decoder(model), gold, model=model, limit=limit, advance=lambda: next(bar)
    )
    bar.close()  # type: ignore[attr-defined]
    others = [score_answers(read_answers(path), gold, model=Path(path).stem) for path in answers]
    with output(output_path) as stream:
        if format_name == "json":
            reports = [report.to_json(), *(other.to_json() for other in others)]
            json.dump(reports if others else reports[0], stream, indent=1, ensure_ascii=False)
            stream.write("\n")
        elif format_name == "html":
            from refparse.evaluation.html import report_html

            stream.write(report_html([report, *others], predictions))
        else:
            stream.write(report_table([report, *others], fields=fields))
    return 0
