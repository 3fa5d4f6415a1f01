"""refparse train: a model from labelled corpora."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click


@click.command()
@click.argument("corpora", nargs=-1, metavar="CORPUS...")
@click.option("--output", "-o", required=True, metavar="DIR", help="Model folder to write.")
@click.option("--task", type=click.Choice(["parser", "finder"]), default="parser",
              show_default=True, help="What the model is for: labelling references, or finding "
              "them in documents (docs/finder.md).")  # fmt: skip
@click.option("--recipe", metavar="FILE", help="Train as this recipe says instead of on CORPUS.")
@click.option("--corpora", "folder", metavar="DIR", help="Where the recipe's public corpora lie.")
@click.option("--records", metavar="FILE", help="CSL-JSON records for the recipe's synthesis.")
@click.option("--dev", multiple=True, metavar="CORPUS", help="Gold corpus to measure and calibrate "
              "on; may be repeated. Without, a tenth of the material is held out.")  # fmt: skip
@click.option("--seed", type=int, default=None, help="Seed of every random choice. [default: 1]")
@click.option("--bio/--plain", default=None, help="BIO or plain tags. [default: BIO]")
@click.option("--algorithm", type=click.Choice(["lbfgs", "l2sgd", "ap", "pa", "arow"]))
@click.option("--c1", type=click.FloatRange(0), help="Weight of the L1 penalty. [default: 0.1]")
@click.option("--c2", type=click.FloatRange(0), help="Weight of the L2 penalty. [default: 0.02]")
@click.option("--max-iterations", type=click.IntRange(1), help="Passes. [default: 100]")
@click.option("--prune", type=click.FloatRange(0), help="Drop smaller weights. [default: 0.02]")
@click.option("--min-freq", type=click.FloatRange(0), help="Drop rarer features. [default: 1]")
@click.option("--raw", is_flag=True, help="Do not normalise CORPUS to the guideline first.")
@click.option("--workers", "-w", type=click.IntRange(1, 64), default=1, help="For synthesis.")
def train(
    corpora: tuple[str, ...], output: str, task: str, recipe: str | None, folder: str | None,
    records: str | None, dev: tuple[str, ...], seed: int | None, bio: bool | None,
    raw: bool, workers: int, **parameters: Any,
) -> int:  # fmt: skip
    """Train a model on labelled corpora (JSON Lines) or as a recipe says.

    Example: refparse train my-references.jsonl -o models/mine --dev my-gold.jsonl
    """
    from refparse import training

    def say(line: str) -> None:
        click.echo(line, err=True)

    given = {key: value for key, value in parameters.items() if value is not None}
    if task == "finder":
        from refparse.cli.finder import train_lines

        return train_lines(corpora, output, seed, given)
    if bool(recipe) == bool(corpora):
        raise click.UsageError("give corpora to train on, or --recipe FILE, and not both")
    options: dict[str, Any] = {"seed": 1 if seed is None else seed}
    options["bio"] = True if bio is None else bio
    if recipe:
        plan = training.read_recipe(recipe)
        material = training.from_recipe(
            plan, Path(folder) if folder else None, Path(records) if records else None,
            workers=workers, warn=say, stage=say,
        )  # fmt: skip
        given = {**plan.parameters, **given}
        options = {
            "seed": plan.seed if seed is None else seed,
            "bio": plan.bio if bio is None else bio,
            "name": plan.name,
            "recipe": Path(recipe).name,
        }
    else:
        material = training.from_corpora(corpora, guideline=not raw)
    with _Bar(int(given.get("max_iterations", 100))) as bar:
        meta = training.train(
            material, output, dev=dev, parameters=given, progress=bar.step, stage=bar.say, **options
        )
    metrics = meta.extra.get("metrics", {}).get("macro", {})
    say(
        f"macro field F1 {metrics.get('f1', 0):.4f}, "
        f"whole references right {metrics.get('instance_accuracy', 0):.4f}"
    )
    return 0


class _Bar:
    """A progress bar with the loss of each iteration; plain lines where there is no terminal."""

    def __init__(self, total: int) -> None:
        self._total = total
        self._bar: Any = None

    def __enter__(self) -> _Bar:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            self._bar = Progress(
                TextColumn("iteration {task.completed}/{task.total}"),
                BarColumn(),
                TextColumn("loss {task.fields[loss]:.1f}"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
            )
            self._bar.start()
            self._task = self._bar.add_task("training", total=self._total, loss=float("nan"))
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def step(self, iteration: int, loss: float, seconds: float) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=iteration, loss=loss)
        else:
            click.echo(f"iteration {iteration} loss {loss:.2f} ({seconds:.1f} s)", err=True)

    def say(self, line: str) -> None:
        if self._bar is not None:
            self._bar.console.print(line)
        else:
            click.echo(line, err=True)
