"""Evaluate a model on gold corpora with the yardstick."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol

from refparse._errors import InputError
from refparse.corpus import LabelledReference, read_jsonl
from refparse.evaluation.yardstick import FIELDS, Score, score
from refparse.types import Span

PARTIAL: Final[Mapping[str, tuple[str, ...]]] = {
    "etdcite": ("author", "editor", "title", "container", "year", "publisher"),
}
"""Public corpora that do not label every field, by file stem, with those that they do label."""


class Labeller(Protocol):
    """What is evaluated: anything that gives a reference's spans and its confidence."""

    def spans(self, text: str) -> tuple[list[Span], float]:
        """Spans of a reference, and the probability that all are right."""
        ...


@dataclass(frozen=True, slots=True)
class Prediction:
    """A gold reference with what the model answered."""

    gold: LabelledReference
    spans: tuple[Span, ...]
    confidence: float

    def strings(self) -> dict[str, list[str]]:
        """The predicted strings by label."""
        out: dict[str, list[str]] = {}
        for span in self.spans:
            out.setdefault(span.label, []).append(span.text)
        return out


@dataclass(frozen=True, slots=True)
class Report:
    """Scores of several corpora, in the order given."""

    model: str
    scores: Mapping[str, Score]

    @property
    def macro_f1(self) -> float:
        """Mean of the corpora's field F1."""
        return _mean(score.f1 for score in self.scores.values())

    @property
    def macro_instance_accuracy(self) -> float:
        """Mean of the corpora's instance accuracy."""
        return _mean(score.instance_accuracy for score in self.scores.values())

    def to_json(self) -> dict[str, Any]:
        """Plain data: per corpus counts, F1, instance accuracy and F1 per field, and the macro."""
        return {
            "model": self.model,
            "macro": {
                "f1": round(self.macro_f1, 4),
                "instance_accuracy": round(self.macro_instance_accuracy, 4),
            },
            "corpora": {
                name: {
                    "references": found.references,
                    "f1": round(found.f1, 4),
                    "instance_accuracy": round(found.instance_accuracy, 4),
                    "fields": {
                        field: round(found.field_f1(field), 4)
                        for field in FIELDS
                        if field in found.fields
                    },
                }
                for name, found in self.scores.items()
            },
        }


def _mean(values: Iterable[float]) -> float:
    found = list(values)
    return sum(found) / len(found) if found else 0.0


def predict(
    labeller: Labeller,
    references: Iterable[LabelledReference],
    advance: Callable[[], object] | None = None,
) -> list[Prediction]:
    """Let a model answer gold references; ``advance`` is called after each."""
    out = []
    for reference in references:
        spans, confidence = labeller.spans(reference.text)
        out.append(Prediction(reference, tuple(spans), confidence))
        if advance is not None:
            advance()
    return out


def score_predictions(predictions: Sequence[Prediction], scored: Sequence[str] = FIELDS) -> Score:
    """Score one corpus."""
    return score(
        (
            (answer.gold.id, answer.gold.text, answer.gold.strings(), answer.strings())
            for answer in predictions
        ),
        scored,
    )


def evaluate(
    labeller: Labeller,
    gold: Sequence[str | Path],
    *,
    model: str = "",
    limit: int = 0,
    partial: Mapping[str, Sequence[str]] = PARTIAL,
    advance: Callable[[], object] | None = None,
) -> tuple[Report, dict[str, list[Prediction]]]:
    """Evaluate a model on JSON Lines corpora.

    Args:
        labeller: the model.
        gold: corpus files.
        model: its name, for the report.
        limit: at most that many references per corpus, chosen with a fixed seed; 0 takes all.
        partial: scored fields of corpora that do not label every field, by file stem.
        advance: called after each reference.

    Returns:
        The report, and the predictions by corpus name (the file's stem).

    Raises:
        CorpusError: a corpus cannot be read or breaks the format.
        InputError: two corpora have the same name.
    """
    scores: dict[str, Score] = {}
    answers: dict[str, list[Prediction]] = {}
    for path in gold:
        name = Path(path).stem
        if name in scores:
            raise InputError(f"two gold corpora are called {name!r}: rename one file")
        references = list(read_jsonl(path, strict=False))
        if limit and len(references) > limit:
            references = random.Random(name).sample(references, limit)
        answers[name] = predict(labeller, references, advance)
        scores[name] = score_predictions(answers[name], partial.get(name, FIELDS))
    return Report(model, scores), answers


def read_answers(path: str | Path) -> dict[str, dict[str, list[str]]]:
    """Another parser's answers: JSON Lines of ``{"id", "fields": {label: [strings]}}``.

    Raises:
        InputError: the file cannot be read or a line is not of that form.
    """
    out: dict[str, dict[str, list[str]]] = {}
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    record = json.loads(line)
                    out[record["id"]] = {
                        label: [str(value) for value in values]
                        for label, values in record["fields"].items()
                    }
                except (ValueError, KeyError, TypeError, AttributeError) as error:
                    raise InputError(
                        f'{path}:{number}: not {{"id", "fields": {{label: [strings]}}}} ({error})'
                    ) from None
    except OSError as error:
        raise InputError(f"cannot read answers {path}: {error.strerror}") from None
    return out
