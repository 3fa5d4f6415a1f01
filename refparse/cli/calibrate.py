"""refparse calibrate: measure an existing model again, and fit its confidence."""

from __future__ import annotations

import click

from refparse.cli.io import progress


@click.command()
@click.argument("model", metavar="MODEL_DIR")
@click.argument("more", nargs=-1, metavar="")
@click.option("--dev", multiple=True, required=True, metavar="CORPUS...", help="Gold corpora "
              "(JSON Lines) that the model was not trained on.")  # fmt: skip
@click.option("--answers", multiple=True, metavar="FILE", help="Another parser's answers "
              '(JSON Lines of {"id", "fields"}), for the card; may be repeated.')  # fmt: skip
def calibrate(
    model: str, more: tuple[str, ...], dev: tuple[str, ...], answers: tuple[str, ...]
) -> int:
    """Measure a model and calibrate its confidence, without training it again.

    Rewrites meta.json and MODEL_CARD.md in MODEL_DIR. Every second reference is fitted on; the
    others tell how well the calibration holds. Status 1: written, but something could not be done
    (too few references to fit, or answers that are missing).

    Example: refparse calibrate models/mine --dev gold/*.jsonl --answers other-parser.jsonl
    """
    from refparse.tagger.files import find_model
    from refparse.training import measure
    from refparse.training.measure import warnings_of

    folder = find_model(model)
    bar = progress(iter(int, 1), f"measuring {folder.name}")
    # The shell puts the second and further files of "--dev gold/*.jsonl" among the arguments.
    meta = measure(folder, [*dev, *more], answers=answers, advance=lambda: next(bar))
    bar.close()  # type: ignore[attr-defined]
    metrics = meta.extra["metrics"]
    before, after = metrics["uncalibrated_error"], metrics["expected_calibration_error"]
    click.echo(
        f"macro field F1 {metrics['macro']['f1']:.4f}, "
        f"whole references right {metrics['macro']['instance_accuracy']:.4f}; "
        f"calibration error of spans {before['span']:.4f} -> {after['span']:.4f}, "
        f"of references {before['reference']:.4f} -> {after['reference']:.4f}",
        err=True,
    )
    problems = warnings_of(meta)
    for line in problems:
        click.echo(f"refparse: {line}", err=True)
    return 1 if problems else 0
