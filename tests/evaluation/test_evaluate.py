"""Evaluating a model, or another parser's answers, on corpora."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from refparse._errors import CorpusError, InputError
from refparse.corpus import LabelledReference, write_jsonl
from refparse.evaluation import (
    evaluate,
    predict,
    read_answers,
    report_answers,
    score_predictions,
)
from refparse.evaluation.tables import report_table
from refparse.types import Span


class Oracle:
    """Knows the gold; forgets one label."""

    def __init__(self, references: Sequence[LabelledReference], forgets: str = "") -> None:
        self._spans = {reference.text: reference.spans for reference in references}
        self._forgets = forgets

    def spans(self, text: str) -> tuple[list[Span], float]:
        return [
            Span(start, end, label, text[start:end])
            for start, end, label in self._spans[text]
            if label != self._forgets
        ], 1.0


@pytest.fixture
def corpora(tmp_path: Path, gold: tuple[LabelledReference, ...]) -> list[Path]:
    paths = []
    for name, part in (("one", gold[:40]), ("two", gold[-30:])):
        paths.append(tmp_path / f"{name}.jsonl")
        with open(paths[-1], "w", encoding="utf-8") as stream:
            write_jsonl(part, stream)
    return paths


def test_an_oracle_is_right(corpora: list[Path], gold: tuple[LabelledReference, ...]) -> None:
    report, answers = evaluate(Oracle(gold), corpora, model="oracle")
    assert report.macro_f1 == 1.0
    assert report.macro_instance_accuracy == 1.0
    assert list(report.scores) == ["one", "two"]
    assert [len(found) for found in answers.values()] == [40, 30]


def test_macro_is_the_mean_of_corpora(
    corpora: list[Path], gold: tuple[LabelledReference, ...]
) -> None:
    report, _ = evaluate(Oracle(gold, "title"), corpora)
    f1 = [found.f1 for found in report.scores.values()]
    assert 0 < report.macro_f1 < 1
    assert report.macro_f1 == pytest.approx(sum(f1) / 2)
    assert report.scores["one"].field_f1("title") == 0.0
    data = json.loads(json.dumps(report.to_json()))
    assert data["macro"]["f1"] == pytest.approx(report.macro_f1, abs=1e-4)
    assert data["corpora"]["one"]["references"] == report.scores["one"].references
    assert data["corpora"]["one"]["fields"]["title"] == 0.0


def test_a_limit_takes_the_same_sample_each_time(
    corpora: list[Path], gold: tuple[LabelledReference, ...]
) -> None:
    samples = [evaluate(Oracle(gold), corpora, limit=10)[1] for _ in range(2)]
    assert samples[0] == samples[1]
    assert [len(found) for found in samples[0].values()] == [10, 10]


def test_advance_is_called_for_each_reference(
    corpora: list[Path], gold: tuple[LabelledReference, ...]
) -> None:
    steps: list[int] = []
    evaluate(Oracle(gold), corpora, advance=lambda: steps.append(1))
    assert len(steps) == 70


def test_partial_corpora(corpora: list[Path], gold: tuple[LabelledReference, ...]) -> None:
    report, _ = evaluate(Oracle(gold, "title"), corpora, partial={"one": ["author", "year"]})
    assert report.scores["one"].f1 == 1.0
    assert set(report.scores["one"].fields) <= {"author", "year"}
    assert report.scores["two"].f1 < 1.0


def test_the_tiny_model(tiny_decoder, tiny_gold: tuple[LabelledReference, ...]) -> None:  # type: ignore[no-untyped-def]
    answers = predict(tiny_decoder, tiny_gold)
    found = score_predictions(answers)
    # It was trained on nine tenths of these.
    assert found.f1 > 0.7
    assert all(0 <= answer.confidence <= 1 for answer in answers)


def test_corpora_of_one_name(corpora: list[Path], gold: tuple[LabelledReference, ...]) -> None:
    with pytest.raises(InputError, match="'one'"):
        evaluate(Oracle(gold), [corpora[0], corpora[0]])


def test_a_missing_corpus(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot read"):
        evaluate(Oracle([]), [tmp_path / "none.jsonl"])


def test_answers_of_another_parser(
    corpora: list[Path], gold: tuple[LabelledReference, ...], tmp_path: Path
) -> None:
    path = tmp_path / "other.jsonl"
    path.write_text(
        "".join(
            json.dumps({"id": reference.id, "fields": reference.strings()}) + "\n"
            for reference in gold[:40]
        ),
        "utf-8",
    )
    answers = read_answers(path)
    assert len(answers) == 40
    _, predictions = evaluate(Oracle(gold), corpora)
    report = report_answers(answers, predictions, model="other")
    assert report.scores["one"].f1 == 1.0
    assert report.scores["two"].f1 == 0.0


@pytest.mark.parametrize(
    "line", ["{", "[]", "1", '{"id": "a"}', '{"fields": {}}', '{"id": "a", "fields": []}',
             '{"id": "a", "fields": {"title": 1}}', '{"id": [], "fields": {}}']
)  # fmt: skip
def test_broken_answers(tmp_path: Path, line: str) -> None:
    path = tmp_path / "answers.jsonl"
    path.write_text('{"id": "x", "fields": {"title": ["T"]}}\n' + line + "\n")
    with pytest.raises(InputError, match=r"answers\.jsonl:2"):
        read_answers(path)
    with pytest.raises(InputError, match="cannot read"):
        read_answers(tmp_path / "none.jsonl")


def test_the_table(corpora: list[Path], gold: tuple[LabelledReference, ...]) -> None:
    best, _ = evaluate(Oracle(gold), corpora, model="oracle")
    worse, _ = evaluate(Oracle(gold, "title"), corpora, model="forgetful")
    lines = report_table([best, worse]).splitlines()
    row = next(line for line in lines if line.startswith("one "))
    assert "1.000 / 1.000" in row
    assert f"{worse.scores['one'].f1:.3f} / " in row
    assert any(line.startswith("macro") and "1.000 / 1.000" in line for line in lines)
    assert any("F1 by field: oracle" in line for line in lines)
    assert "F1 by field" not in report_table([best], fields=False)
