"""refparse evaluate: measure a model on gold corpora."""

from __future__ import annotations

import json

import click

from refparse.cli.io import output, progress


@click.command()
@click.argument("gold", nargs=-1, required=True, metavar="GOLD...")
@click.option("--model", "-m", default=None, metavar="NAME|DIR", help="[default: default, or "
              "finder for --task finder; there \"rules\" goes without a model]")  # fmt: skip
@click.option("--task", type=click.Choice(["parser", "finder"]), default="parser",
              show_default=True, help="Measure the labelling of references, or finding them in "
              "documents (docs/finder.md).")  # fmt: skip
@click.option("--invented", type=click.IntRange(0), default=200, show_default=True,
              help="For finding: documents to invent of each kind around GOLD.jsonl.")  # fmt: skip
@click.option("--compare", "rivals", multiple=True, metavar="NAME|DIR", help="Another model to "
              "compare with on the same references; may be repeated.")  # fmt: skip
@click.option("--answers", multiple=True, metavar="FILE", help="Another parser's answers "
              '(JSON Lines of {"id", "fields"}) to score beside the model.')  # fmt: skip
@click.option("--format", "-f", "format_name", default="table", show_default=True,
              type=click.Choice(["table", "json", "html"]))  # fmt: skip
@click.option("--fields/--no-fields", default=True, help="Show the F1 of each field.")
@click.option("--limit", type=click.IntRange(0), default=0, help="References per corpus; 0: all.")
@click.option("--resamples", type=click.IntRange(1), default=1000, show_default=True,
              help="Bootstrap resamples for the intervals.")  # fmt: skip
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
def evaluate(
    gold: tuple[str, ...], model: str | None, task: str, invented: int,
    rivals: tuple[str, ...], answers: tuple[str, ...], format_name: str,
    fields: bool, limit: int, resamples: int, output_path: str | None,
) -> int:  # fmt: skip
    """Measure a model: field F1 and whole references right, by corpus and field.

    Bootstrap intervals, calibration error and the accuracy of the more confident half are added;
    --compare tests with a paired bootstrap whether another model differs.

    Example: refparse evaluate dev/*.jsonl --compare models/old --format html -o report.html

    With --task finder: precision, recall and F1 of whole references, on folders of documents
    beside their .refs.txt, on marked documents, and on documents invented around GOLD.jsonl.
    """
    if task == "finder":
        from refparse.cli.finder import evaluate_lines

        if rivals or answers or format_name == "html":
            raise click.UsageError("--task finder has no --compare, --answers or --format html")
        return evaluate_lines(gold, model or "finder", invented, format_name, output_path)
    model = model or "default"
    from pathlib import Path

    from refparse.evaluation import Prediction, Report, read_answers
    from refparse.evaluation import evaluate as measure
    from refparse.evaluation.summary import report_answers, summarise
    from refparse.evaluation.tables import report_table
    from refparse.tagger.decode import Decoder

    def measured(name: str) -> tuple[Report, dict[str, list[Prediction]]]:
        bar = progress(iter(int, 1), f"evaluating {name}")
        found = measure(Decoder(name), gold, model=name, limit=limit, advance=lambda: next(bar))
        bar.close()  # type: ignore[attr-defined]
        return found

    # Before the long part, so that a wrong path shows at once.
    given = {Path(path).stem: read_answers(path) for path in answers}
    report, predictions = measured(model)
    compared = [(name, *measured(name)) for name in rivals]
    others = [other for _, other, _ in compared]
    others += [report_answers(found, predictions, model=name) for name, found in given.items()]
    summary = summarise(
        report, predictions, [(name, found) for name, _, found in compared], resamples=resamples
    )
    with output(output_path) as stream:
        if format_name == "json":
            reports = [summary.to_json(), *(other.to_json() for other in others)]
            json.dump(reports if others else reports[0], stream, indent=1, ensure_ascii=False)
            stream.write("\n")
        elif format_name == "html":
            from refparse.evaluation.html import report_html

            stream.write(
                report_html([report, *others], predictions, answers=given, summary=summary)
            )
        else:
            stream.write(report_table([report, *others], fields=fields, summary=summary))
    return 0
