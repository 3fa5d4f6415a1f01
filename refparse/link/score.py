"""The probability that a record is the work that a reference names.

Each field's level of agreement (:mod:`refparse.link.compare`) carries a weight of evidence, as in
Fellegi and Sunter (1969), "A theory for record linkage", JASA 64(328), 1183-1210; the weights were
fitted together by logistic regression, because fields depend on one another. ``weights.json`` holds
them; ``benchmarks/link.py`` fits and measures them.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from refparse.link.compare import LEVELS, Agreement


@dataclass(frozen=True, slots=True)
class Weights:
    """Weights of evidence by field and level, natural logarithms of odds.

    Attributes:
        bias: the evidence before any field is looked at.
        levels: field → level → weight.
        threshold: the least probability at which a record is accepted.
    """

    bias: float
    levels: dict[str, dict[str, float]]
    threshold: float


@cache
def shipped() -> Weights:
    """The weights that are shipped."""
    text = resources.files("refparse.link").joinpath("weights.json").read_text("utf-8")
    found: dict[str, Any] = json.loads(text)
    return Weights(found["bias"], found["levels"], found["threshold"])


def score(agreement: Agreement, weights: Weights | None = None) -> float:
    """The probability, 0..1, that the two are the same work.

    Args:
        agreement: what ``compare`` gave.
        weights: others than those that are shipped.
    """
    known = weights or shipped()
    total = known.bias + sum(known.levels[field][level] for field, level in agreement.items())
    return 1 / (1 + math.exp(-max(-50.0, min(50.0, total))))


def contradiction(agreement: Agreement) -> str:
    """A field whose disagreement no other evidence makes good; "" where there is none.

    Somebody else's work, another title, or a work without any tie to the one that is named.
    """
    if agreement["first author"] == "differs" and agreement["authors"] in ("none", "missing"):
        return "first author"
    for field in ("title", "year"):
        if agreement[field] == "differs":
            return field
    placed = [agreement[field] for field in ("container", "volume", "pages")]
    if placed.count("differs") >= 2 and "same" not in placed[1:]:
        return "container"
    if agreement["title"] == "missing" and (
        placed.count("same") < 3 or agreement["first author"] not in ("same", "initial differs")
    ):
        return "title"
    return ""


def disagreements(agreement: Agreement) -> tuple[str, ...]:
    """The fields that do not agree as well as they could, missing ones aside."""
    mild = {"same", "close", "main", "all", "most", "missing"}
    return tuple(field for field in LEVELS if agreement[field] not in mild)
