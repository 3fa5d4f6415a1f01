"""All that ``refparse evaluate`` says about one model, as plain data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from refparse.evaluation.bootstrap import (
    RESAMPLES,
    Comparison,
    Intervals,
    ScoreIntervals,
    Tally,
    compare,
    intervals,
    tallies,
)
from refparse.evaluation.evaluate import PARTIAL, Prediction, Report
from refparse.evaluation.kinds import TypeScore, type_score
from refparse.evaluation.trust import Trust, mean_trust, trust
from refparse.evaluation.yardstick import FIELDS, score


@dataclass(frozen=True, slots=True)
class Summary:
    """A model's report with what the scores are worth.

    Attributes:
        report: the scores.
        intervals: bootstrap intervals of the scores.
        trust: calibration error and accuracy of the most confident half, by corpus.
        comparisons: (other model's name, this model minus the other), where others were measured.
        types: how often the CSL item type is right, of the corpora whose gold names types.
    """

    report: Report
    intervals: ScoreIntervals
    trust: Mapping[str, Trust]
    comparisons: tuple[tuple[str, Comparison], ...] = ()
    types: Mapping[str, TypeScore] = field(default_factory=dict)

    @property
    def macro_trust(self) -> Trust:
        """Mean over the corpora."""
        return mean_trust(self.trust)

    def to_json(self) -> dict[str, Any]:
        """The report's plain data with intervals, calibration and comparisons added."""
        out = self.report.to_json()
        out["level"] = self.intervals.level
        out["macro"] |= _json(self.intervals.macro, self.macro_trust)
        for name, row in out["corpora"].items():
            row |= _json(self.intervals.corpora[name], self.trust[name])
            if name in self.types:
                row["type_accuracy"] = self.types[name].to_json()
        if self.comparisons:
            out["comparisons"] = [
                {
                    "with": name,
                    "macro": _rounded(asdict(found.macro)),
                    "corpora": {key: _rounded(asdict(row)) for key, row in found.corpora.items()},
                }
                for name, found in self.comparisons
            ]
        return out


def summarise(
    report: Report,
    predictions: Mapping[str, Sequence[Prediction]],
    others: Sequence[tuple[str, Mapping[str, Sequence[Prediction]]]] = (),
    *,
    partial: Mapping[str, Sequence[str]] = PARTIAL,
    resamples: int = RESAMPLES,
    seed: int = 1,
) -> Summary:
    """Measure what a report's scores are worth.

    Args:
        report, predictions: what :func:`refparse.evaluation.evaluate` returned.
        others: name and predictions of models to compare with, on the same references.
        partial: scored fields of corpora that do not label every field.
        resamples: bootstrap resamples.
        seed: seed of the bootstrap.

    Raises:
        InputError: another model was measured on other references.
    """
    own = tallies(predictions, partial)
    return Summary(
        report,
        intervals(own, resamples=resamples, seed=seed),
        trust(predictions, partial),
        tuple(
            (name, compare(own, tallies(found, partial), resamples=resamples, seed=seed))
            for name, found in others
        ),
        type_scores(predictions),
    )


def type_scores(predictions: Mapping[str, Sequence[Prediction]]) -> dict[str, TypeScore]:
    """The type accuracy of each corpus whose gold names types."""
    found = {name: type_score(answers) for name, answers in predictions.items()}
    return {name: one for name, one in found.items() if one.references}


def report_answers(
    answers: Mapping[str, Mapping[str, Sequence[str]]],
    predictions: Mapping[str, Sequence[Prediction]],
    *,
    model: str = "",
    partial: Mapping[str, Sequence[str]] = PARTIAL,
) -> Report:
    """Score another parser's answers on exactly the references that a model was measured on.

    Args:
        answers: strings by label, by reference id (:func:`refparse.evaluation.read_answers`).
        predictions: the model's predictions, for their gold.
        model: the parser's name.
        partial: scored fields of corpora that do not label every field.
    """
    scores = {
        name: score(
            ((a.gold.id, a.gold.text, a.gold.strings(), answers.get(a.gold.id, {})) for a in found),
            partial.get(name, FIELDS),
        )
        for name, found in predictions.items()
    }
    return Report(model, scores)


def _json(found: Intervals, confidence: Trust) -> dict[str, Any]:
    return {
        "f1_interval": [round(found.f1.low, 4), round(found.f1.high, 4)],
        "instance_accuracy_interval": [
            round(found.instance_accuracy.low, 4),
            round(found.instance_accuracy.high, 4),
        ],
        "expected_calibration_error": {
            "reference": round(confidence.reference_ece, 4),
            "span": round(confidence.span_ece, 4),
        },
        "confident_half_accuracy": round(confidence.confident_half, 4),
    }


def _rounded(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _rounded(inner) for key, inner in value.items()}
    return round(value, 4)


__all__ = ["Summary", "Tally", "report_answers", "summarise", "type_scores"]
