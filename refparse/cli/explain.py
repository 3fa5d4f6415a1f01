"""refparse explain: why each token of a reference got its label."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import click

from refparse._errors import InputError
from refparse.cli.io import output

if TYPE_CHECKING:
    from rich.text import Text

    from refparse.evaluation.explain import Contribution, TokenExplanation


@click.command()
@click.argument("reference")
@click.option("--model", "-m", default="default", show_default=True, metavar="NAME|DIR")
@click.option("--top", type=click.IntRange(0), default=8, show_default=True,
              help="Features to show of each token, the most decisive first.")  # fmt: skip
@click.option("--token", "number", type=click.IntRange(1), metavar="N",
              help="Only the token with this number, counted from 1.")  # fmt: skip
@click.option("--format", "-f", "format_name", default="text", show_default=True,
              type=click.Choice(["text", "json"]))  # fmt: skip
@click.option("--output", "-o", "output_path", metavar="FILE", help="Write there instead.")
def explain(
    reference: str, model: str, top: int, number: int | None, format_name: str,
    output_path: str | None,
) -> int:  # fmt: skip
    """Show why each token of REFERENCE ("-": standard input) got its label.

    For each token: the predicted tag and its probability, the runner-up, and what each feature and
    transition adds for the one (+) or the other (-). The model's weights are read as a whole first,
    which takes some seconds.

    Example: refparse explain "Kant, I. (1781). Critik. Riga: Hartknoch." --token 4 --top 12
    """
    from refparse.evaluation.explain import explain as explained

    if reference == "-":
        reference = sys.stdin.buffer.read().decode("utf-8", "surrogateescape")
    tokens = explained(reference, model)
    if not tokens:
        raise InputError("the reference is blank: nothing to explain")
    if number is not None:
        if number > len(tokens):
            raise InputError(f"--token {number}: the reference has {len(tokens)} tokens")
        tokens = tokens[number - 1 : number]
    with output(output_path) as stream:
        if format_name == "json":
            rows = [_row(token, top) for token in tokens]
            json.dump(rows, stream, indent=1, ensure_ascii=False)
            stream.write("\n")
            return 0
        from rich.console import Console

        console = Console(file=stream, highlight=False, markup=False, emoji=False, soft_wrap=True)
        for token in tokens:
            for line in _block(token, top):
                if console.is_terminal:
                    console.print(line)
                else:
                    stream.write(line.plain + "\n")
    return 0


def _row(token: TokenExplanation, top: int) -> dict[str, Any]:
    def addend(one: Contribution) -> dict[str, Any]:
        return {
            "name": one.name,
            "predicted": round(one.predicted, 6),
            "runner_up": round(one.runner_up, 6),
            "difference": round(one.difference, 6),
        }

    return {
        "number": token.index + 1,
        "start": token.start,
        "end": token.end,
        "token": token.token,
        "tag": token.tag,
        "probability": round(token.probability, 6),
        "runner_up": token.runner_up,
        "runner_up_probability": round(token.runner_up_probability, 6),
        "margin": round(token.margin, 6),
        "features": [addend(one) for one in token.features[:top]],
        "other_features": {
            "count": len(token.features[top:]),
            "difference": round(sum(one.difference for one in token.features[top:]), 6),
        },
        "transitions": [addend(one) for one in token.transitions],
    }


def _block(token: TokenExplanation, top: int) -> Iterator[Text]:
    """The lines about one token; the addends shown sum up to the margin."""
    from rich.text import Text

    from refparse.formats.plain import plain

    head = Text(f"{token.index + 1:>3}  ", style="dim")
    head.append(plain(token.token) or repr(token.token), style="bold")
    head.append("  ")
    head.append(token.tag, style="bold cyan")
    head.append(f" {token.probability:.1%}", style=_shade(token.probability))
    if token.runner_up is None:
        yield head
        return
    head.append(f"  before {token.runner_up} {token.runner_up_probability:.1%}", style="dim")
    head.append(f"  {token.margin:+.2f}")
    yield head
    for one in token.features[:top]:
        yield _line(one.difference, one.name, one)
    rest = token.features[top:]
    if rest:
        yield _line(sum(one.difference for one in rest), _count(rest))
    for one in token.transitions:
        yield _line(one.difference, one.name, one)


def _count(rest: Sequence[Contribution]) -> str:
    return f"{len(rest)} more feature{'s' if len(rest) > 1 else ''}"


def _line(difference: float, name: str, one: Contribution | None = None) -> Text:
    from rich.text import Text

    from refparse.formats.plain import plain

    line = Text(f"{difference:>+12.3f}  ", style="green" if difference > 0 else "red")
    line.append(plain(name), style="default" if one else "dim")
    if one:
        line.append(f"  ({one.predicted:+.3f} against {one.runner_up:+.3f})", style="dim")
    return line


def _shade(probability: float) -> str:
    for limit, style in ((0.9, "bold green"), (0.7, "green"), (0.4, "yellow")):
        if probability >= limit:
            return style
    return "red"
