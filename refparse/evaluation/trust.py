"""Whether a model knows when it is right: reliability, and accuracy by coverage.

References of equal confidence have no order, so a share that cuts through them takes them in
proportion: no figure depends on the order of the corpus.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from refparse.evaluation.calibration import (
    expected_calibration_error,
    reference_outcomes,
    span_outcomes,
)
from refparse.evaluation.evaluate import PARTIAL, Prediction
from refparse.evaluation.yardstick import FIELDS

Outcomes = Sequence[tuple[float, bool]]
"""(confidence, right) of spans or of references."""


@dataclass(frozen=True, slots=True)
class Trust:
    """How far a model's confidence can be trusted.

    Attributes:
        reference_ece: expected calibration error of the references' confidences, 0..1.
        span_ece: likewise of the spans'.
        confident_half: instance accuracy of the more confident half of the references, 0..1.
    """

    reference_ece: float
    span_ece: float
    confident_half: float


def trust(
    predictions: Mapping[str, Sequence[Prediction]],
    partial: Mapping[str, Sequence[str]] = PARTIAL,
) -> dict[str, Trust]:
    """Measure each corpus of :func:`refparse.evaluation.evaluate`'s predictions."""
    out = {}
    for name, found in predictions.items():
        scored = partial.get(name, FIELDS)
        references = reference_outcomes(found, scored)
        out[name] = Trust(
            reference_ece=expected_calibration_error(references),
            span_ece=expected_calibration_error(span_outcomes(found, scored)),
            confident_half=accuracy_at(references, 0.5),
        )
    return out


def mean_trust(found: Mapping[str, Trust]) -> Trust:
    """The macro average over corpora; zeros without any."""
    size = max(1, len(found))
    return Trust(
        sum(one.reference_ece for one in found.values()) / size,
        sum(one.span_ece for one in found.values()) / size,
        sum(one.confident_half for one in found.values()) / size,
    )


def accuracy_at(outcomes: Outcomes, share: float) -> float:
    """Accuracy of the most confident share of the outcomes.

    Args:
        outcomes: (confidence, right) in any order.
        share: more than 0, at most 1.

    Returns:
        The accuracy in 0..1; 0 without outcomes.
    """
    wanted = share * len(outcomes)
    taken = hits = 0.0
    for _, tied in groupby(sorted(outcomes, key=lambda one: -one[0]), key=lambda one: one[0]):
        block = [right for _, right in tied]
        part = min(1.0, (wanted - taken) / len(block))
        taken += part * len(block)
        hits += part * sum(block)
        if part < 1.0:
            break
    return hits / taken if taken else 0.0


def coverage_curve(outcomes: Outcomes, steps: int = 50) -> list[tuple[float, float]]:
    """Accuracy by coverage: what one gets who keeps only the most confident share.

    Returns:
        (share, accuracy), both in 0..1, for the shares 1/steps, 2/steps, … 1; empty without
        outcomes.
    """
    if not outcomes:
        return []
    ranked = sorted(outcomes, key=lambda one: -one[0])
    return [(step / steps, accuracy_at(ranked, step / steps)) for step in range(1, steps + 1)]
