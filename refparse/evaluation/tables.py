"""Reports as plain-text tables."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.evaluation.evaluate import Report
from refparse.evaluation.yardstick import FIELDS


def report_table(reports: Sequence[Report], *, fields: bool = True) -> str:
    """One or more reports on the same corpora as text.

    Args:
        reports: the first is the model whose fields are shown; the others stand beside it.
        fields: whether to add the table of F1 by field and corpus.

    Returns:
        Lines of text, each ended by a line break.
    """
    first = reports[0]
    width = max(12, *(len(name) for name in first.scores))
    columns = [max(15, len(report.model) + 1) for report in reports]
    head = "".join(f"{report.model:>{size}}" for report, size in zip(reports, columns, strict=True))
    lines = ["Field F1 / share of references with every scored field right", ""]
    lines.append(f"{'corpus':<{width}} {'n':>6}{head}")
    for name, score in first.scores.items():
        cells = "".join(
            f"{_cell(report.scores[name].f1, report.scores[name].instance_accuracy):>{size}}"
            for report, size in zip(reports, columns, strict=True)
        )
        lines.append(f"{name:<{width}} {score.references:>6}{cells}")
    cells = "".join(
        f"{_cell(report.macro_f1, report.macro_instance_accuracy):>{size}}"
        for report, size in zip(reports, columns, strict=True)
    )
    lines.append(f"{'macro':<{width}} {'':>6}{cells}")
    if fields:
        lines += ["", f"F1 by field: {first.model}", ""]
        lines.append(f"{'corpus':<{width}}" + "".join(f"{name[:9]:>10}" for name in FIELDS))
        for name, score in first.scores.items():
            row = "".join(
                f"{score.field_f1(field):>10.3f}" if field in score.fields else f"{'-':>10}"
                for field in FIELDS
            )
            lines.append(f"{name:<{width}}{row}")
    return "\n".join(lines) + "\n"


def _cell(f1: float, accuracy: float) -> str:
    return f"{f1:.3f} / {accuracy:.3f}"
