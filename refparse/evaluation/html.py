"""A report as one HTML file that needs nothing else: no network, no fonts, no libraries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import resources
from itertools import chain
from typing import Final

from refparse._version import __version__
from refparse.evaluation.bootstrap import Comparison, Difference, Interval
from refparse.evaluation.calibration import reference_outcomes, span_outcomes
from refparse.evaluation.confusion import Confusion, confusion
from refparse.evaluation.evaluate import PARTIAL, Prediction, Report
from refparse.evaluation.markup import cell, safe, table
from refparse.evaluation.plots import coverage_plot, reliability_plot
from refparse.evaluation.summary import Summary, summarise
from refparse.evaluation.wrong import (
    Answers,
    Wrong,
    article,
    label_legend,
    label_style,
    wrong_references,
)
from refparse.evaluation.yardstick import FIELDS

MOST_WRONG: Final = 500
"""Wrong references shown of each corpus; the page says how many more there are."""


def report_html(
    reports: Sequence[Report],
    predictions: Mapping[str, Sequence[Prediction]],
    *,
    answers: Answers | None = None,
    summary: Summary | None = None,
    partial: Mapping[str, Sequence[str]] = PARTIAL,
    most_wrong: int = MOST_WRONG,
) -> str:
    """One or more reports on the same corpora as a page, light or dark as the reader's system.

    Args:
        reports: the first is the model that is looked at; the others stand beside it.
        predictions: the first model's predictions by corpus.
        answers: other parsers' strings, to stand beside wrong references.
        summary: of the first report; measured here where it is not given.
        partial: scored fields of corpora that do not label every field.
        most_wrong: at most that many wrong references of each corpus are shown, those of which
            the model was most certain; 0 shows none.

    Returns:
        The page. Every string that came from a corpus or a model is escaped.
    """
    first = reports[0]
    known = summary if summary is not None else summarise(first, predictions, partial=partial)
    matrix = confusion(chain.from_iterable(predictions.values()))
    wrong = wrong_references(predictions, partial)
    sections = [
        ("Scores", _scores(reports, known)),
        ("Fields", _fields(reports)),
        *(
            (f"Compared with {safe(name)}", _comparison(first.model, name, found))
            for name, found in known.comparisons
        ),
        ("Confidence", _confidence(known, predictions, partial)),
        ("Labels taken for others", _matrices(matrix, predictions)),
        ("Wrong references", _wrong(wrong, matrix.labels, answers or {}, partial, most_wrong)),
    ]
    body = "".join(f"<section><h2>{head}</h2>{text}</section>" for head, text in sections)
    title = f"refparse evaluation: {safe(first.model or 'model')}"
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
        "style-src 'unsafe-inline'; script-src 'unsafe-inline'\">"
        f"<title>{title}</title><style>{_data('report.css')}{label_style()}</style></head>"
        f"<body><main><h1>{title}</h1>{body}"
        f"<footer>refparse {safe(__version__)}</footer></main>"
        f"<script>{_data('report.js')}</script></body></html>\n"
    )


def _data(name: str) -> str:
    return resources.files("refparse.evaluation").joinpath(f"data/{name}").read_text("utf-8")


def _scores(reports: Sequence[Report], summary: Summary) -> str:
    head = ["corpus", "references"]
    for report in reports:
        head += [f"{safe(report.model)}<br>field F1", f"{safe(report.model)}<br>whole right"]
    head += ["ECE<br>references", "ECE<br>spans", "whole right,<br>confident half"]
    rows = []
    for name, found in reports[0].scores.items():
        interval, trust = summary.intervals.corpora[name], summary.trust[name]
        scores = [(r.scores[name].f1, r.scores[name].instance_accuracy) for r in reports]
        rows.append([
            safe(name), str(found.references),
            *_score_cells(scores, interval.f1, interval.instance_accuracy),
            f"{trust.reference_ece:.3f}", f"{trust.span_ece:.3f}", f"{trust.confident_half:.3f}",
        ])  # fmt: skip
    macro, trust = summary.intervals.macro, summary.macro_trust
    scores = [(r.macro_f1, r.macro_instance_accuracy) for r in reports]
    rows.append([
        "macro average", "", *_score_cells(scores, macro.f1, macro.instance_accuracy),
        f"{trust.reference_ece:.3f}", f"{trust.span_ece:.3f}", f"{trust.confident_half:.3f}",
    ])  # fmt: skip
    note = (
        f"<p>Whole right: share of references with every scored field right. Small figures: "
        f"{summary.intervals.level:.0%} bootstrap interval. ECE: expected calibration error. "
        "The best score of a row is bold.</p>"
    )
    return note + table(head, rows)


def _score_cells(scores: Sequence[tuple[float, float]], *own: Interval) -> list[str]:
    best = [max(score[at] for score in scores) for at in (0, 1)]
    out = []
    for index, score in enumerate(scores):
        for at in (0, 1):
            text = f"{score[at]:.3f}"
            # Compared as printed, so that equal figures are both bold.
            if len(scores) > 1 and text == f"{best[at]:.3f}":
                text = f"<b>{text}</b>"
            if index == 0:
                text += f" <small>{own[at].low:.3f}–{own[at].high:.3f}</small>"
            out.append(text)
    return out


def _fields(reports: Sequence[Report]) -> str:
    """Each field over all corpora, parsers side by side; then each parser's table by corpus."""
    rows = []
    for field in FIELDS:
        totals = [
            [sum(s.fields.get(field, (0, 0, 0))[at] for s in r.scores.values()) for at in range(3)]
            for r in reports
        ]
        gold = totals[0][0] + totals[0][2]
        if any(map(any, totals)):
            rows.append([field, str(gold), *(_rates(*total) for total in totals)])
    head = ["field", "gold values", *(safe(report.model) for report in reports)]
    out = [
        "<p>All corpora together: F1 <small>precision / recall</small>.</p>",
        table(head, rows),
    ]
    for index, report in enumerate(reports):
        by_corpus = [
            [safe(name), *(f"{s.field_f1(f):.3f}" if f in s.fields else "–" for f in FIELDS)]
            for name, s in report.scores.items()
        ]
        out.append(
            f"<details{' open' if index == 0 else ''}><summary>F1 by corpus and field: "
            f"{safe(report.model)}</summary>{table(['corpus', *FIELDS], by_corpus)}</details>"
        )
    return "".join(out)


def _rates(hits: int, extra: int, missed: int) -> str:
    f1 = 2 * hits / (2 * hits + extra + missed) if hits else 0.0
    precision = hits / (hits + extra) if hits else 0.0
    recall = hits / (hits + missed) if hits else 0.0
    return f"{f1:.3f} <small>{precision:.3f} / {recall:.3f}</small>"


def _comparison(model: str, other: str, found: Comparison) -> str:
    rows = [
        [safe(name), _change(row.f1), f"{row.f1.p_value:.3f}",
         _change(row.instance_accuracy), f"{row.instance_accuracy.p_value:.3f}"]
        for name, row in (*found.corpora.items(), ("macro average", found.macro))
    ]  # fmt: skip
    about = f"{safe(model)} minus {safe(other)}; paired bootstrap, two-sided p."
    return f"<p>{about}</p>" + table(["corpus", "field F1", "p", "whole right", "p"], rows)


def _change(found: Difference) -> str:
    return f"{found.estimate:+.3f} <small>{found.low:+.3f} to {found.high:+.3f}</small>"


def _confidence(
    summary: Summary,
    predictions: Mapping[str, Sequence[Prediction]],
    partial: Mapping[str, Sequence[str]],
) -> str:
    references = {
        name: reference_outcomes(found, partial.get(name, FIELDS))
        for name, found in predictions.items()
    }
    spans = span_outcomes(chain.from_iterable(predictions.values()))
    together = list(chain.from_iterable(references.values()))
    half = summary.macro_trust.confident_half
    return (
        f"<p>Of the more confident half of each corpus, {half:.1%} are wholly right "
        "(macro average).</p>"
        f'<div class="plots">{reliability_plot({"references": together, "spans": spans})}'
        f"{coverage_plot(references)}</div>"
    )


def _matrices(whole: Confusion, predictions: Mapping[str, Sequence[Prediction]]) -> str:
    out = [
        f"<p>Tokens by gold label (rows) and predicted label (columns); O: no label. "
        f"{whole.accuracy:.1%} of all tokens are right.</p>",
        _matrix(whole),
    ]
    if len(predictions) > 1:
        for name, found in predictions.items():
            one = confusion(found)
            out.append(
                f"<details><summary>{safe(name)}: {one.accuracy:.1%} of the tokens right"
                f"</summary>{_matrix(one)}</details>"
            )
    return "".join(out)


def _matrix(found: Confusion) -> str:
    head = "".join(cell(f"<span>{safe(label)}</span>", "th", scope="col") for label in found.labels)
    rows = []
    for gold in found.labels:
        counts = [found.counts.get((gold, label), 0) for label in found.labels]
        total = sum(counts)
        cells = []
        for label, count in zip(found.labels, counts, strict=True):
            share = count / total if total else 0.0
            cells.append(cell(
                str(count) if count else "",
                class_="hit" if label == gold else "miss",
                # The square root lets rare confusions show.
                style=f"--share:{share ** 0.5:.2f}" if count else "",
                title=f"gold {gold}, predicted {label}: {count} of {total} ({share:.1%})",
            ))  # fmt: skip
        rows.append(f"<tr>{cell(safe(gold), 'th', scope='row')}{''.join(cells)}</tr>")
    return (
        f'<div class="wide"><table class="matrix"><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _wrong(
    wrong: Mapping[str, Sequence[Wrong]],
    labels: Sequence[str],
    answers: Answers,
    partial: Mapping[str, Sequence[str]],
    most: int,
) -> str:
    total = sum(map(len, wrong.values()))
    shown = sum(min(most, len(rows)) for rows in wrong.values())
    corpora = "".join(f"<option>{safe(name)}</option>" for name in wrong)
    fields = "".join(f"<option>{name}</option>" for name in FIELDS)
    cut = ""
    if shown < total:
        cut = f" Of each corpus at most the {most} of which the model was most certain are here."
    articles = "".join(
        article(row, answers, partial.get(name, FIELDS))
        for name, rows in wrong.items()
        for row in rows[:most]
    )
    return (
        f"<p>{total} references are wrong in some scored field, {shown} of them are shown.{cut}</p>"
        f"{label_legend([label for label in labels if label != 'O'])}"
        '<form id="filter" hidden><label>Corpus <select name="corpus"><option value="">all</option>'
        f'{corpora}</select></label> <label>Wrong field <select name="field">'
        f'<option value="">any</option>{fields}</select></label> '
        '<label>Text <input name="text" type="search" autocomplete="off"></label> '
        '<output name="count"></output></form>'
        f'<div id="wrong">{articles}</div>'
    )
