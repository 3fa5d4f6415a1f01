"""Reports as plain-text tables."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.evaluation.bootstrap import Comparison, Difference, Interval, Intervals
from refparse.evaluation.evaluate import Report
from refparse.evaluation.kinds import TypeScore
from refparse.evaluation.summary import Summary
from refparse.evaluation.trust import Trust
from refparse.evaluation.yardstick import FIELDS


def report_table(
    reports: Sequence[Report], *, fields: bool = True, summary: Summary | None = None
) -> str:
    """One or more reports on the same corpora as text.

    Args:
        reports: the first is the model whose fields are shown; the others stand beside it.
        fields: whether to add the table of F1 by field and corpus.
        summary: of the first report; adds intervals, calibration and comparisons.

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
    if summary is not None:
        lines += _worth(summary, width)
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


def _worth(summary: Summary, width: int) -> list[str]:
    """What the scores are worth: intervals, calibration, differences to other models."""
    name, level = summary.report.model, summary.intervals.level
    head = f"{'F1':>15}{'whole right':>15}{'ECE ref.':>10}{'ECE span':>10}{'sure half':>11}"
    lines = [
        "",
        f"{level:.0%} bootstrap intervals, expected calibration error (ECE) and whole references "
        f"right in the more confident half: {name}",
        "",
        f"{'corpus':<{width}}{head}",
    ]
    lines += [
        f"{corpus:<{width}}{_worth_row(found, summary.trust[corpus])}"
        for corpus, found in summary.intervals.corpora.items()
    ]
    lines.append(f"{'macro':<{width}}{_worth_row(summary.intervals.macro, summary.macro_trust)}")
    if summary.types:
        lines += ["", f"CSL item types that are right: {name}", ""]
        lines.append(f"{'corpus':<{width}} {'n':>6}{'accuracy':>10}  commonest confusion")
        lines += [_type_row(corpus, found, width) for corpus, found in summary.types.items()]
    for other, comparison in summary.comparisons:
        lines += _difference_table(f"{name} minus {other}", comparison, width)
    return lines


def _worth_row(found: Intervals, confidence: Trust) -> str:
    return (
        f"{_range(found.f1):>15}{_range(found.instance_accuracy):>15}"
        f"{confidence.reference_ece:>10.3f}{confidence.span_ece:>10.3f}"
        f"{confidence.confident_half:>11.3f}"
    )


def _type_row(corpus: str, found: TypeScore, width: int) -> str:
    row = f"{corpus:<{width}} {found.references:>6}{found.accuracy:>10.3f}"
    for confusion in found.to_json()["confusions"][:1]:
        row += f"  {confusion['gold']} → {confusion['predicted']} ({confusion['count']})"
    return row


def _difference_table(title: str, comparison: Comparison, width: int) -> list[str]:
    lines = ["", f"{title} (paired bootstrap, {comparison.level:.0%} interval)", ""]
    lines.append(f"{'corpus':<{width}}{'F1':>26}{'p':>7}{'whole right':>26}{'p':>7}")
    for name, row in (*comparison.corpora.items(), ("macro", comparison.macro)):
        lines.append(
            f"{name:<{width}}{_change(row.f1):>26}{row.f1.p_value:>7.3f}"
            f"{_change(row.instance_accuracy):>26}{row.instance_accuracy.p_value:>7.3f}"
        )
    return lines


def _range(found: Interval) -> str:
    return f"{found.low:.3f}–{found.high:.3f}"


def _change(found: Difference) -> str:
    return f"{found.estimate:+.3f} ({found.low:+.3f}..{found.high:+.3f})"


def _cell(f1: float, accuracy: float) -> str:
    return f"{f1:.3f} / {accuracy:.3f}"
