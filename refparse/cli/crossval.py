"""refparse crossval: cross-validate training settings on labelled corpora."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

import click

from refparse.cli.io import output

if TYPE_CHECKING:
    from refparse.training.crossval import Fold

Decorated = TypeVar("Decorated", bound=Callable[..., Any])


def training_options(verb: Decorated) -> Decorated:
    """The options of crossval and tune."""
    for option in reversed(
        (
            click.option("--groups", type=click.Choice(["title", "text", "none"]), default="title",
                         show_default=True, help="What keeps references in one fold."),
            click.option("--seed", type=int, default=1, show_default=True,
                         help="Seed of every random choice."),
            click.option("--bio/--plain", default=True, help="BIO or plain tags. [default: BIO]"),
            click.option("--raw", is_flag=True,
                         help="Do not normalise CORPUS to the guideline first."),
            click.option("--algorithm",
                         type=click.Choice(["lbfgs", "l2sgd", "ap", "pa", "arow"])),
            click.option("--c1", type=click.FloatRange(0), help="Weight of the L1 penalty."),
            click.option("--c2", type=click.FloatRange(0), help="Weight of the L2 penalty."),
            click.option("--max-iterations", type=click.IntRange(1), help="Passes."),
            click.option("--min-freq", type=click.FloatRange(0), help="Drop rarer features."),
            click.option("--prune", type=click.FloatRange(0),
                         help="Take smaller weights out of the trained model."),
            click.option("--format", "-f", "format_name", default="table", show_default=True,
                         type=click.Choice(["table", "json"])),
            click.option("--output", "-o", "output_path", metavar="FILE",
                         help="Write there instead of to standard output."),
        )
    ):  # fmt: skip
        verb = option(verb)
    return verb


@click.command()
@click.argument("corpora", nargs=-1, required=True, metavar="CORPUS...")
@click.option("--folds", type=click.IntRange(2), default=5, show_default=True)
@training_options
def crossval(
    corpora: tuple[str, ...], folds: int, groups: str, seed: int, bio: bool, raw: bool,
    format_name: str, output_path: str | None, **parameters: Any,
) -> int:  # fmt: skip
    """Cross-validate: train on all folds but one and measure on that one, for each fold.

    References with the same title stand in one fold, so that no reference is measured that training
    has seen in another dress. Options left out have the defaults of 'refparse train'.

    Example: refparse crossval my-references.jsonl --folds 10 --c1 0.5
    """
    from refparse.training.crossval import crossval as validate
    from refparse.training.crossval import crossval_table
    from refparse.training.folds import samples_from

    samples = samples_from(corpora, guideline=not raw, bio=bio)
    given = {key: value for key, value in parameters.items() if value is not None}
    click.echo(f"{len(samples)} references, {folds} folds", err=True)

    def say(number: int, fold: Fold) -> None:
        click.echo(
            f"fold {number}/{folds}: field F1 {fold.score.f1:.4f}, "
            f"whole right {fold.score.instance_accuracy:.4f} ({fold.seconds:.0f} s)",
            err=True,
        )

    found = validate(samples, folds=folds, groups=groups, seed=seed, parameters=given, advance=say)
    with output(output_path) as stream:
        if format_name == "json":
            json.dump(found.to_json(), stream, indent=1, ensure_ascii=False)
            stream.write("\n")
        else:
            stream.write(crossval_table(found))
    return 0
