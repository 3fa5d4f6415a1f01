"""Plots of a report as inline SVG: no scripts, no fonts, colours from the page's style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt
from typing import Final

from refparse.evaluation.markup import safe, table
from refparse.evaluation.trust import Bin, Outcomes, coverage_curve, reliability

_WIDTH: Final = 440
_HEIGHT: Final = 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 14, 46
_MOST_RADIUS: Final = 9.0
_HUES: Final = 14
"""Line colours in the style sheet; more lines than that use them again."""


def reliability_plot(kinds: Mapping[str, Outcomes]) -> str:
    """A reliability diagram: accuracy by confidence, one line for each kind of outcome.

    Args:
        kinds: outcomes by name ("references", "spans").

    Returns:
        A figure: the plot, its legend and the numbers as a table.
    """
    parts = [_axes("confidence", "share right", 1.0), _line([(0, 0), (1, 1)], "ideal", 1.0)]
    rows = []
    names = []
    for index, (name, outcomes) in enumerate(kinds.items()):
        bars = reliability(outcomes)
        if not bars:
            continue
        names.append((name, f"s{index}"))
        parts.append(_line([(bar.confidence, bar.accuracy) for bar in bars], f"s{index}", 1.0))
        parts += _dots(name, bars, index)
        rows += [
            [safe(name), f"{bar.confidence:.3f}", f"{bar.accuracy:.3f}", str(bar.count)]
            for bar in bars
        ]
    title = "Reliability diagram: share right by confidence"
    numbers = table(["", "mean confidence", "share right", "count"], rows)
    return _figure(title, parts, names, numbers)


def coverage_plot(corpora: Mapping[str, Outcomes]) -> str:
    """Risk by coverage: the share wrong among the most confident references.

    Args:
        corpora: outcomes of the references by corpus; all of them together give a bold line.
    """
    curves = [(name, coverage_curve(found)) for name, found in corpora.items()]
    kinds = [f"s{index % _HUES}" for index in range(len(curves))]
    if len(corpora) > 1:
        together = [one for outcomes in corpora.values() for one in outcomes]
        curves.append(("all corpora", coverage_curve(together)))
        kinds.append("all")
    worst = max((1 - share for _, curve in curves for _, share in curve), default=1.0)
    top = max(0.1, ceil(worst * 10) / 10)
    parts = [_axes("coverage (share kept, most confident first)", "share wrong", top)]
    names = []
    rows = []
    shares = (0.1, 0.25, 0.5, 0.75, 1.0)
    for (name, curve), kind in zip(curves, kinds, strict=True):
        if curve:
            points = [(share, 1 - accuracy) for share, accuracy in curve]
            parts.append(_line(points, kind, top, name))
            names.append((name, kind))
            rows.append([safe(name), *(f"{1 - _at(curve, share):.3f}" for share in shares)])
    numbers = table(["share wrong at coverage", *(f"{share:g}" for share in shares)], rows)
    return _figure("Risk by coverage", parts, names, numbers)


def _at(curve: Sequence[tuple[float, float]], share: float) -> float:
    return min(curve, key=lambda point: abs(point[0] - share))[1]


def _x(value: float) -> float:
    return _LEFT + value * (_WIDTH - _LEFT - _RIGHT)


def _y(value: float, top: float) -> float:
    return _HEIGHT - _BOTTOM - value / top * (_HEIGHT - _TOP - _BOTTOM)


def _axes(across: str, up: str, top: float) -> str:
    out = []
    for step in range(6):
        share = step / 5
        x, y = _x(share), _y(share * top, top)
        out.append(f'<path class="grid" d="M{x:.1f} {_TOP}V{_HEIGHT - _BOTTOM}"/>')
        out.append(f'<path class="grid" d="M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"/>')
        out.append(f'<text x="{x:.1f}" y="{_HEIGHT - _BOTTOM + 16}" class="mid">{share:.1f}</text>')
        out.append(f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" class="end">{share * top:.2f}</text>')
    out.append(f'<text x="{_x(0.5):.1f}" y="{_HEIGHT - 8}" class="mid">{safe(across)}</text>')
    middle = _y(top / 2, top)
    out.append(
        f'<text x="13" y="{middle:.1f}" class="mid" transform="rotate(-90 13 {middle:.1f})">'
        f"{safe(up)}</text>"
    )
    return "".join(out)


def _line(points: Iterable[tuple[float, float]], kind: str, top: float, title: str = "") -> str:
    path = "L".join(f"{_x(x):.1f} {_y(y, top):.1f}" for x, y in points)
    about = f"<title>{safe(title)}</title>" if title else ""
    return f'<path class="line {kind}" d="M{path}">{about}</path>'


def _dots(name: str, bars: Sequence[Bin], index: int) -> list[str]:
    most = max(bar.count for bar in bars)
    return [
        f'<circle class="dot s{index}" cx="{_x(bar.confidence):.1f}" '
        f'cy="{_y(bar.accuracy, 1.0):.1f}" r="{2 + _MOST_RADIUS * sqrt(bar.count / most):.1f}">'
        f"<title>{safe(name)}: {bar.count} with mean confidence {bar.confidence:.2f}, "
        f"{bar.accuracy:.2f} of them right</title></circle>"
        for bar in bars
    ]


def _figure(title: str, parts: Sequence[str], names: Sequence[tuple[str, str]], more: str) -> str:
    legend = "".join(
        f'<li><span class="key {kind}"></span>{safe(name)}</li>' for name, kind in names
    )
    return (
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" aria-label="{safe(title)}">'
        f'{"".join(parts)}</svg><figcaption>{safe(title)}<ul class="legend">{legend}</ul>'
        f"<details><summary>Numbers</summary>{more}</details></figcaption></figure>"
    )
