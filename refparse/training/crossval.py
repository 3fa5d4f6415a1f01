"""Cross-validation: how well settings would do on references that training has not seen."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from refparse._errors import TrainingError
from refparse.evaluation.evaluate import PARTIAL, Prediction, Report, score_predictions
from refparse.evaluation.yardstick import FIELDS, Score
from refparse.training.folds import Sample, check_folds, group_numbers, score_samples


@dataclass(frozen=True, slots=True)
class Fold:
    """One fold: sizes, the score on the part left out, the training time in seconds."""

    trained_on: int
    tested_on: int
    score: Score
    seconds: float


@dataclass(frozen=True, slots=True)
class CrossValidation:
    """The scores of every fold.

    Attributes:
        folds: in order.
        report: the score of each corpus over all folds together: every reference once, tagged by
            the model that has not seen it.
        predictions: those predictions by corpus; their confidences mean nothing.
    """

    folds: tuple[Fold, ...]
    report: Report
    predictions: Mapping[str, Sequence[Prediction]]

    @property
    def f1(self) -> tuple[float, float]:
        """Mean and standard deviation of the folds' field F1."""
        return mean_sd(fold.score.f1 for fold in self.folds)

    @property
    def instance_accuracy(self) -> tuple[float, float]:
        """Mean and standard deviation of the folds' instance accuracy."""
        return mean_sd(fold.score.instance_accuracy for fold in self.folds)

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "f1": _pair(self.f1),
            "instance_accuracy": _pair(self.instance_accuracy),
            "folds": [
                {
                    "trained_on": fold.trained_on,
                    "tested_on": fold.tested_on,
                    "f1": round(fold.score.f1, 4),
                    "instance_accuracy": round(fold.score.instance_accuracy, 4),
                    "seconds": round(fold.seconds, 1),
                }
                for fold in self.folds
            ],
            "corpora": self.report.to_json()["corpora"],
        }


def crossval(
    samples: Sequence[Sample],
    *,
    folds: int = 5,
    groups: str = "title",
    seed: int = 1,
    parameters: Mapping[str, Any] | None = None,
    progress: Callable[[int, float, float], None] | None = None,
    advance: Callable[[int, Fold], None] = lambda number, fold: None,
) -> CrossValidation:
    """Train on all folds but one and measure on that one, for each fold.

    Args:
        samples: labelled references.
        folds: number of folds, at least 2.
        groups: what keeps references in one fold: "title", "text" or "none".
        seed: seed of the choice of folds.
        parameters: arguments of :class:`refparse.tagger.crf.CRFTagger`.
        progress: called after each iteration of each training with (iteration, loss, seconds).
        advance: called after each fold with its number, from 1, and its scores.

    Raises:
        TrainingError: too many folds, a parameter that is unknown or out of range, or an unknown
            kind of group.
    """
    from sklearn.model_selection import GroupKFold

    from refparse.tagger.crf import CRFTagger

    numbers = group_numbers(samples, groups, seed)
    check_folds(numbers, folds)
    done: list[Fold] = []
    answers: dict[int, Prediction] = {}
    for train, test in GroupKFold(folds).split(samples, groups=numbers):
        started = time.monotonic()
        try:
            tagger = CRFTagger(progress=progress, **(parameters or {}))
        except TypeError as error:
            raise TrainingError(f"unknown training parameter: {error}") from None
        try:
            tagger.fit([samples[at] for at in train], [samples[at].tags for at in train])
        except ValueError as error:
            raise TrainingError(f"cannot train: {error}") from None
        seconds = time.monotonic() - started
        held = [samples[at] for at in test]
        tags = tagger.predict(held)
        answers |= {
            int(at): sample.answer(found)
            for at, sample, found in zip(test, held, tags, strict=True)
        }
        done.append(Fold(len(train), len(test), score_samples(held, tags), seconds))
        advance(len(done), done[-1])
    by_corpus: dict[str, list[Prediction]] = {}
    for at in sorted(answers):
        by_corpus.setdefault(samples[at].corpus, []).append(answers[at])
    scores = {
        name: score_predictions(found, PARTIAL.get(name, FIELDS))
        for name, found in by_corpus.items()
    }
    return CrossValidation(tuple(done), Report("cross-validation", scores), by_corpus)


def crossval_table(found: CrossValidation) -> str:
    """The result as plain text, each line ended by a line break."""
    lines = [f"{'fold':<14}{'trained on':>11}{'tested on':>11}{'field F1':>11}{'whole right':>13}"]
    lines += [
        f"{number:<14}{fold.trained_on:>11}{fold.tested_on:>11}"
        f"{fold.score.f1:>11.4f}{fold.score.instance_accuracy:>13.4f}"
        for number, fold in enumerate(found.folds, 1)
    ]
    (f1, f1_sd), (right, right_sd) = found.f1, found.instance_accuracy
    lines.append(f"{'mean':<36}{f1:>11.4f}{right:>13.4f}")
    lines.append(f"{'± sd':<36}{f1_sd:>11.4f}{right_sd:>13.4f}")
    if len(found.report.scores) > 1:
        width = max(25, *(len(name) + 1 for name in found.report.scores))
        lines += ["", f"{'corpus':<{width}}{'references':>11}{'field F1':>11}{'whole right':>13}"]
        lines += [
            f"{name:<{width}}{score.references:>11}{score.f1:>11.4f}"
            f"{score.instance_accuracy:>13.4f}"
            for name, score in found.report.scores.items()
        ]
    return "\n".join(lines) + "\n"


def mean_sd(values: Iterable[float]) -> tuple[float, float]:
    """Mean and sample standard deviation; 0 for the latter where there is one value only."""
    known = list(values)
    return statistics.fmean(known), statistics.stdev(known) if len(known) > 1 else 0.0


def _pair(values: tuple[float, float]) -> dict[str, float]:
    return {"mean": round(values[0], 4), "sd": round(values[1], 4)}
