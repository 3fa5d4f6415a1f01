"""The measurements as one picture."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from refparse._errors import InputError, MissingExtraError


def plot(found: Mapping[str, Any], path: str | Path) -> None:
    """Draw peers, growth with length, batch sizes and workers into one SVG or PNG file.

    Args:
        found: what ``benchmark`` returned; parts that were not measured are left out.
        path: the picture; its suffix says the format.

    Raises:
        MissingExtraError: Matplotlib is not installed.
        InputError: nothing was measured that can be drawn.
    """
    try:
        from matplotlib import rc_context
        from matplotlib.figure import Figure
    except ImportError:
        raise MissingExtraError("matplotlib", "plot") from None
    draws = [
        (part, draw)
        for part, draw in (
            ("peers", _peers),
            ("growth", _growth),
            ("batches", _batches),
            ("workers", _workers),
        )
        if part in found
    ]
    if not draws:
        raise InputError("nothing to draw: measure peers, growth, batches or workers")
    # The same numbers give the same bytes: no date, and ids that do not change.
    with rc_context({"svg.hashsalt": "refparse", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(9, 3 * ((len(draws) + 1) // 2)), layout="constrained")
        for number, (part, draw) in enumerate(draws, 1):
            axes = figure.add_subplot((len(draws) + 1) // 2, min(2, len(draws)), number)
            draw(axes, found[part])
        svg = Path(path).suffix == ".svg"
        figure.savefig(path, metadata={"Date": None} if svg else None)


def _peers(axes: Any, part: Mapping[str, Any]) -> None:
    rates = {name: one["cold"]["per_cpu_second"] for name, one in part.items() if "cold" in one}
    names = list(rates)[::-1]
    bars = axes.barh(names, [rates[name] for name in names], color="#4477aa")
    axes.bar_label(bars, fmt="{:,.0f}", padding=2, fontsize=8)
    axes.set_xscale("log")
    axes.set_xlim(right=max(rates.values()) * 6)
    axes.set_title("never-seen references a second, one core")


def _growth(axes: Any, part: Mapping[str, Any]) -> None:
    lengths = [int(length) for length in part]
    axes.plot(lengths, [one["cpu_seconds"] * 1e3 for one in part.values()], "o-", color="#4477aa")
    axes.set(xscale="log", yscale="log", xlabel="tokens", ylabel="ms")
    axes.set_title("time of one reference")


def _batches(axes: Any, part: Mapping[str, Any]) -> None:
    rates = [one["per_cpu_second"] for one in part.values()]
    axes.plot([int(size) for size in part], rates, "o-", color="#4477aa")
    axes.set(xscale="log", xlabel="references at once", ylabel="references a second")
    axes.set_ylim(bottom=0)
    axes.set_title("batch size, tokens known")


def _workers(axes: Any, part: Mapping[str, Any]) -> None:
    counts = [int(count) for count in part]
    axes.plot(counts, [one["cold"]["per_second"] for one in part.values()], "o-", color="#4477aa")
    axes.set(xlabel="processes", ylabel="references a second")
    axes.set_ylim(bottom=0)
    axes.set_title("scaling over workers, by the clock")
