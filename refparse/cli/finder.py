"""What ``train`` and ``evaluate`` do with ``--task finder``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from refparse.cli.io import output


def train_lines(
    corpora: Sequence[str], folder: str, seed: int | None, parameters: dict[str, Any]
) -> int:
    """Train a model of lines; a thin wrapper over :func:`refparse.training.finder.train_finder`."""
    from refparse.training.finder import PARAMETERS, train_finder

    unknown = sorted(set(parameters) - set(PARAMETERS))
    if unknown:
        raise click.UsageError(f"--task finder has no --{unknown[0].replace('_', '-')}")
    if not corpora:
        raise click.UsageError("give what to train on: .jsonl, marked .txt or .ttx files")

    def say(line: str) -> None:
        click.echo(line, err=True)

    meta = train_finder(
        corpora, folder, seed=1 if seed is None else seed, parameters=parameters, stage=say
    )
    lines = meta["training"]["lines"]
    say(f"{folder}: {sum(lines.values())} lines, {lines['reference-start']} references")
    return 0


def evaluate_lines(
    gold: Sequence[str], model: str, invented: int, format_name: str, path: str | None
) -> int:
    """Measure finding, by rules alone where ``model`` is "rules": wraps ``measure_finder``."""
    from refparse.training.held_out import measure_finder

    rows = measure_finder(
        [Path(each) for each in gold],
        None if model == "rules" else model,
        invented=invented,
        stage=lambda line: click.echo(line, err=True),
    )
    with output(path) as stream:
        if format_name == "json":
            found = [
                {
                    "set": name, "documents": count, "right": all_.right, "found": all_.found,
                    "gold": all_.gold, "precision": all_.precision, "recall": all_.recall,
                    "f1": all_.f1,
                }
                for name, count, all_ in rows
            ]  # fmt: skip
            json.dump(found, stream, indent=1)
            stream.write("\n")
            return 0
        stream.write(f"{'set':<28}documents  right  found   gold  precision  recall     F1\n")
        for name, count, all_ in rows:
            stream.write(
                f"{name[:27]:<28}{count:9d}{all_.right:7d}{all_.found:7d}{all_.gold:7d}"
                f"{all_.precision:11.3f}{all_.recall:8.3f}{all_.f1:7.3f}\n"
            )
    return 0
