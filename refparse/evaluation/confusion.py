"""Which labels a model takes for which, token by token."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from refparse.evaluation.evaluate import Prediction
from refparse.labels import LABELS, OUTSIDE
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise


@dataclass(frozen=True, slots=True)
class Confusion:
    """Token counts by gold and predicted label.

    Attributes:
        labels: the labels that occur, in the order of the label set; labels outside it follow,
            and "O" for tokens in no span stands last.
        counts: tokens by (gold label, predicted label); pairs that never occur are left out.
    """

    labels: tuple[str, ...]
    counts: Mapping[tuple[str, str], int]

    @property
    def accuracy(self) -> float:
        """Share of tokens with the right label, in 0..1; 0 without tokens."""
        total = sum(self.counts.values())
        right = sum(count for (gold, found), count in self.counts.items() if gold == found)
        return right / total if total else 0.0


def confusion(predictions: Iterable[Prediction]) -> Confusion:
    """Count the tokens of predictions by gold and predicted label."""
    counts: Counter[tuple[str, str]] = Counter()
    for answer in predictions:
        text = answer.gold.text
        tokens = tokenise(text)
        found = [(span.start, span.end, span.label) for span in answer.spans]
        gold = tags_from_spans(text, tokens, answer.gold.spans)
        counts.update(zip(gold, tags_from_spans(text, tokens, found), strict=True))
    seen = {label for pair in counts for label in pair}
    foreign = sorted(seen - set(LABELS) - {OUTSIDE})
    labels = [label for label in LABELS if label in seen] + foreign
    return Confusion((*labels, *({OUTSIDE} & seen)), dict(counts))
