"""Plots of a report as inline SVG; their colours come from the page's style sheet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from math import ceil, sqrt
from typing import Final

from refparse.evaluation.calibration import Bin, reliability
from refparse.evaluation.markup import safe, table
from refparse.evaluation.trust import Outcomes, coverage_curve

_WIDTH: Final = 440
_HEIGHT: Final = 340
_LEFT, _RIGHT, _TOP, _BOTTOM = 52, 14, 14, 46
_MOST_RADIUS: Final = 9.0
_BARE: Final = 'fill="none" stroke="currentColor"'
"""For whoever takes a plot out of the page and so from its style sheet."""
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
    floor = _HEIGHT - _BOTTOM
    out = []
    for step in range(6):
        share = step / 5
        x, y = _x(share), _y(share * top, top)
        for path in (f"M{x:.1f} {_TOP}V{floor}", f"M{_LEFT} {y:.1f}H{_WIDTH - _RIGHT}"):
            out.append(f'<path class="grid" {_BARE} stroke-opacity=".2" d="{path}"/>')
        out.append(_text(x, floor + 16, f"{share:.1f}"))
        out.append(_text(_LEFT - 6, y + 4, f"{share * top:.2f}", "end"))
    out.append(_text(_x(0.5), _HEIGHT - 8, across))
    middle = _y(top / 2, top)
    out.append(f'<g transform="rotate(-90 13 {middle:.1f})">{_text(13, middle, up)}</g>')
    return "".join(out)


def _text(x: float, y: float, text: str, anchor: str = "middle") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">{safe(text)}</text>'


def _line(points: Iterable[tuple[float, float]], kind: str, top: float, title: str = "") -> str:
    path = "L".join(f"{_x(x):.1f} {_y(y, top):.1f}" for x, y in points)
    about = f"<title>{safe(title)}</title>" if title else ""
    return f'<path class="line {kind}" {_BARE} d="M{path}">{about}</path>'


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
        f'<figure><svg viewBox="0 0 {_WIDTH} {_HEIGHT}" font-size="11" role="img" '
        f'aria-label="{safe(title)}">{"".join(parts)}</svg>'
        f'<figcaption>{safe(title)}<ul class="legend">{legend}</ul>'
        f"<details><summary>Numbers</summary>{more}</details></figcaption></figure>"
    )
