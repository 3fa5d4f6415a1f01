"""Type accuracy: gold types against the types of assembled citations."""

from __future__ import annotations

from dataclasses import replace

import pytest

from refparse.evaluation.calibration import span_outcomes
from refparse.evaluation.evaluate import Prediction, Report, score_predictions
from refparse.evaluation.kinds import TypeScore, type_score
from refparse.evaluation.summary import summarise
from refparse.evaluation.tables import report_table
from tests.evaluation.report_samples import prediction

ARTICLE = "Adler, J. Of tides. Coastal Review 12 (1999)."
ARTICLE_SPANS = [
    (0, 9, "author"), (10, 18, "title"), (20, 34, "journal"), (35, 37, "volume"), (39, 43, "date"),
]  # fmt: skip
PREPRINT = "Adler, J. Of tides. arXiv:2101.00001 (2021)."
PREPRINT_SPANS = [(0, 9, "author"), (10, 18, "title"), (20, 36, "arxiv"), (38, 42, "date")]


def typed(kind: object, text: str = ARTICLE, spans: object = ARTICLE_SPANS) -> Prediction:
    made = prediction(text, spans)  # type: ignore[arg-type]
    extra = {} if kind is None else {"type": kind}
    return replace(made, gold=replace(made.gold, extra=extra))


def test_right_wrong_and_unnamed() -> None:
    found = type_score([typed("article-journal"), typed("book"), typed(None), typed(""), typed(3)])
    assert found == TypeScore(2, 1, {("book", "article-journal"): 1})
    assert found.accuracy == 0.5
    assert found.to_json() == {
        "references": 2,
        "accuracy": 0.5,
        "confusions": [{"gold": "book", "predicted": "article-journal", "count": 1}],
    }


def test_the_predicted_spans_decide() -> None:
    made = typed("article-journal")
    blind = replace(made, spans=made.spans[:2])
    assert type_score([blind]).right == 0


def test_names_that_csl_does_not_know() -> None:
    found = type_score([typed("preprint", PREPRINT, PREPRINT_SPANS)])
    assert found.right == 1
    assert type_score([typed("encyclopedia-entry")]).confusions == {
        ("entry-encyclopedia", "article-journal"): 1
    }


def test_the_report_tells_them() -> None:
    found = {"a": [typed("article-journal"), typed("book")], "b": [typed(None)]}
    report = Report("m", {name: score_predictions(rows) for name, rows in found.items()})
    summary = summarise(report, found, resamples=5)
    data = summary.to_json()["corpora"]
    assert data["a"]["type_accuracy"]["accuracy"] == 0.5
    assert "type_accuracy" not in data["b"]
    table = report_table([report], summary=summary)
    assert "CSL item types that are right: m" in table
    assert "0.500  book → article-journal (1)" in table
    untyped = summarise(report, {"a": found["b"], "b": found["b"]}, resamples=5)
    assert "CSL item types" not in report_table([report], summary=untyped)


def test_no_types_no_accuracy() -> None:
    assert type_score([]) == TypeScore()
    assert TypeScore().accuracy == 0.0


@pytest.mark.parametrize(("scored", "count"), [(("author", "title"), 2), (("volume",), 1), ((), 0)])
def test_spans_of_fields_that_gold_does_not_label_are_no_outcomes(
    scored: tuple[str, ...], count: int
) -> None:
    assert len(span_outcomes([typed(None)], scored)) == count
