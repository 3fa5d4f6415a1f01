"""refparse tune: search hyper-parameters on labelled corpora."""

from __future__ import annotations

import json
import sys
from typing import Any

import click

from refparse.cli.crossval import training_options
from refparse.cli.io import output


@click.command()
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--param", "space", multiple=True, metavar="NAME=V1,V2,...",
              help="Values to try; may be repeated. NAME is c1, c2, max_iterations, min_freq, "
              "prune or algorithm; c1 and c2 also take LOW..HIGH, drawn on a logarithmic scale "
              "(with --n-iter). [default: c1=0.01,0.1,0.5 c2=0.001,0.01,0.1]")  # fmt: skip
@click.option("--n-iter", type=click.IntRange(1), metavar="N",
              help="Draw N settings at random. [default: try all]")  # fmt: skip
@click.option("--score", type=click.Choice(["f1", "instance_accuracy", "sequence_accuracy"]),
              default="f1", show_default=True, help="What to maximise.")  # fmt: skip
@click.option("--folds", type=click.IntRange(2), default=3, show_default=True)
@click.option("--workers", "-w", type=click.IntRange(1, 64), default=1, show_default=True,
              help="Trainings at once.")  # fmt: skip
@training_options
def tune(
    corpora: tuple[str, ...], space: tuple[str, ...], n_iter: int | None, score: str, folds: int,
    workers: int, groups: str, seed: int, bio: bool, raw: bool, format_name: str,
    output_path: str | None, **parameters: Any,
) -> int:  # fmt: skip
    """Search the hyper-parameters with the best cross-validated score.

    Prints every setting, best first, and the best as the [parameters] of a recipe for
    'refparse train --recipe'.

    Example: refparse tune my-references.jsonl --param c1=0.001..1 --param c2=0.001..1 --n-iter 20
    """
    from refparse.training.folds import samples_from
    from refparse.training.search import search_table
    from refparse.training.search import tune as search
    from refparse.training.space import DEFAULT_SPACE, parse_space

    given = {key: value for key, value in parameters.items() if value is not None}
    tried = parse_space(space) or {
        name: list(values) for name, values in DEFAULT_SPACE.items() if name not in given
    }
    samples = samples_from(corpora, guideline=not raw, bio=bio)
    with _Trainings() as bar:
        found = search(
            samples, tried, n_iter=n_iter or 0, folds=folds, groups=groups, score=score,
            seed=seed, parameters=given, workers=workers, advance=bar.advance,
        )  # fmt: skip
    with output(output_path) as stream:
        if format_name == "json":
            json.dump(found.to_json(), stream, indent=1, ensure_ascii=False)
            stream.write("\n")
        else:
            stream.write(search_table(found) + "\n" + found.to_toml())
    return 0


class _Trainings:
    """Trainings done: a bar on a terminal, else a line each time some have finished."""

    def __init__(self) -> None:
        self._bar: Any = None

    def __enter__(self) -> _Trainings:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import (
                BarColumn,
                MofNCompleteColumn,
                Progress,
                TextColumn,
                TimeElapsedColumn,
                TimeRemainingColumn,
            )

            self._bar = Progress(
                TextColumn("trainings"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(),
                TimeRemainingColumn(), console=Console(stderr=True), transient=True,
            )  # fmt: skip
            self._bar.start()
            self._task = self._bar.add_task("trainings", total=None)
        return self

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def advance(self, done: int, total: int) -> None:
        if self._bar is not None:
            self._bar.update(self._task, completed=done, total=total)
        else:
            click.echo(f"{done} of {total} trainings done", err=True)
