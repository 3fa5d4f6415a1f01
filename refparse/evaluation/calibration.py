"""Calibration: from the CRF's marginals to probabilities that hold on unseen references."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refparse.evaluation.evaluate import Prediction
from refparse.evaluation.yardstick import FIELDS, field_values, score

_MAX_KNOTS = 40


def span_outcomes(
    predictions: Iterable[Prediction], scored: Sequence[str] = FIELDS
) -> list[tuple[float, bool]]:
    """(confidence, right) of every predicted span that the yardstick scores.

    A span is right when its value is among the gold values of its field. Fields that are not
    scored are left out: where gold does not label them, nobody knows whether the span is right.
    """
    out = []
    for answer in predictions:
        gold = field_values(answer.gold.strings(), answer.gold.text)
        people = {name: "".join(gold[name]) for name in ("author", "editor")}
        for span in answer.spans:
            for name, values in field_values({span.label: [span.text]}, answer.gold.text).items():
                if values and name in scored:
                    known = [people[name]] if name in people else gold[name]
                    if name in ("volume", "issue"):
                        known = gold["volume"] + gold["issue"]
                    right = all(value in known for value in values)
                    out.append((span.confidence, right))
    return out


def reference_outcomes(
    predictions: Iterable[Prediction], scored: Sequence[str] = FIELDS
) -> list[tuple[float, bool]]:
    """(confidence, every scored field right) of every reference."""
    out = []
    for answer in predictions:
        gold = answer.gold
        found = score([(gold.id, gold.text, gold.strings(), answer.strings())], scored)
        if found.references:
            out.append((answer.confidence, bool(found.right)))
    return out


def fit_isotonic(outcomes: Sequence[tuple[float, bool]]) -> list[list[float]]:
    """Knots of a monotone map from raw to calibrated confidence.

    Pool-adjacent-violators by scikit-learn's ``IsotonicRegression``, thinned to at most 40 knots.

    Args:
        outcomes: (raw confidence, right); fewer than 50 give no map.

    Returns:
        [raw, calibrated] pairs sorted by raw; empty for the identity.
    """
    if len(outcomes) < 50:
        return []
    import numpy as np
    from sklearn.isotonic import IsotonicRegression

    raw = np.array([value for value, _ in outcomes])
    right = np.array([float(hit) for _, hit in outcomes])
    model = IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(raw, right)
    knots = np.unique(np.quantile(raw, np.linspace(0, 1, _MAX_KNOTS)))
    return [
        [round(float(x), 6), round(float(y), 4)]
        for x, y in zip(knots, model.predict(knots), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Bin:
    """One bar of a reliability diagram: mean confidence and accuracy of ``count`` outcomes."""

    confidence: float
    accuracy: float
    count: int


def reliability(outcomes: Sequence[tuple[float, bool]], bins: int = 15) -> list[Bin]:
    """The bars of a reliability diagram, over bins of equal width; empty bins are left out."""
    buckets: list[list[tuple[float, bool]]] = [[] for _ in range(bins)]
    for confidence, right in outcomes:
        buckets[min(bins - 1, int(confidence * bins))].append((confidence, right))
    return [
        Bin(
            sum(confidence for confidence, _ in bucket) / len(bucket),
            sum(right for _, right in bucket) / len(bucket),
            len(bucket),
        )
        for bucket in buckets
        if bucket
    ]


def expected_calibration_error(outcomes: Sequence[tuple[float, bool]], bins: int = 15) -> float:
    """Mean gap between confidence and accuracy over bins of equal width (Guo et al. 2017).

    Args:
        outcomes: (confidence, right).
        bins: number of bins over 0..1.

    Returns:
        The error in 0..1; 0 without outcomes.
    """
    gap = sum(abs(bar.confidence - bar.accuracy) * bar.count for bar in reliability(outcomes, bins))
    return gap / len(outcomes) if outcomes else 0.0
