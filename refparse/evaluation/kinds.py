"""How often the CSL item type that a citation gets is the one that its gold record names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from refparse.citation.assemble import assemble
from refparse.evaluation.evaluate import Prediction

GOLD_TYPES: Final[Mapping[str, str]] = {
    "preprint": "article",
    "encyclopedia-entry": "entry-encyclopedia",
    "review": "article-journal",
}
"""Types of gold records that CSL 1.0.2 calls otherwise, or that a reference does not tell: a review
is printed as the article that it is. The others are CSL's own."""
SAME: Final[Mapping[str, str]] = {"entry-dictionary": "entry-encyclopedia"}
"""Types that citations tell apart and gold records do not: dictionaries are encyclopedias there."""
_CONFUSIONS: Final = 10


@dataclass(frozen=True, slots=True)
class TypeScore:
    """Counts of one corpus.

    Attributes:
        references: references whose gold record has a "type".
        right: references that got that type.
        confusions: (gold type, type given) of the others, with how often.
    """

    references: int = 0
    right: int = 0
    confusions: Mapping[tuple[str, str], int] = field(default_factory=dict)

    @property
    def accuracy(self) -> float:
        """Share of references with the right type, in 0..1."""
        return self.right / self.references if self.references else 0.0

    def to_json(self) -> dict[str, Any]:
        """Plain data: how many, the accuracy, and the ten commonest confusions."""
        ranked = sorted(self.confusions.items(), key=lambda row: (-row[1], row[0]))
        return {
            "references": self.references,
            "accuracy": round(self.accuracy, 4),
            "confusions": [
                {"gold": gold, "predicted": found, "count": count}
                for (gold, found), count in ranked[:_CONFUSIONS]
            ],
        }


def type_score(predictions: Iterable[Prediction]) -> TypeScore:
    """Compare the types of assembled citations with the "type" of the gold records.

    Gold records without a type are left out. A type that is neither CSL's nor in
    :data:`GOLD_TYPES` can never be met and counts as wrong.
    """
    references = right = 0
    confusions: Counter[tuple[str, str]] = Counter()
    for answer in predictions:
        named = answer.gold.extra.get("type")
        if not isinstance(named, str) or not named:
            continue
        gold = GOLD_TYPES.get(named, named)
        found = assemble(answer.gold.text, answer.spans).type
        found = SAME.get(found, found) if gold in SAME.values() else found
        references += 1
        if found == gold:
            right += 1
        else:
            confusions[gold, found] += 1
    return TypeScore(references, right, dict(confusions))
