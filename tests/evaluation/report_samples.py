"""Predictions made by hand, for the tests of reports."""

from __future__ import annotations

from collections.abc import Sequence

from refparse.corpus import LabelledReference
from refparse.evaluation.evaluate import Prediction
from refparse.types import Span

Spans = Sequence[tuple[int, int, str]]


def prediction(
    text: str, gold: Spans, found: Spans | None = None, confidence: float = 0.5, name: str = "r"
) -> Prediction:
    """A prediction of a text with gold spans, and predicted ones (the gold's by default)."""
    spans = gold if found is None else found
    return Prediction(
        LabelledReference(name, text, tuple(gold)),
        tuple(Span(a, b, label, text[a:b], confidence) for a, b, label in spans),
        confidence,
    )
