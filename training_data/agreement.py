"""Reprint the agreement study of docs/labels.md: two independent labellings of 200 gold references.

Reads, beside this file,
    agreement-first.jsonl   the first labelling as it stood before anything was settled,
    agreement.jsonl         the second labelling,
    gold/*.jsonl            the gold as it is now, settled and corrected.
Usage:

    python training_data/agreement.py             first against second labelling
    python training_data/agreement.py --settled   how the differences were settled, and each
                                                  labelling against the gold as it is now
    python training_data/agreement.py --no-list   the numbers without the list of differences
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from refparse.corpus import LabelledReference, read_jsonl
from refparse.labels import LABELS
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise

HERE = Path(__file__).resolve().parent


@dataclass
class Agreement:
    """Counts over pairs of labellings of the same references."""

    references: int = 0
    identical: int = 0
    pairs: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Tokens by (tag in the first labelling, tag in the second)."""
    first: Counter[str] = field(default_factory=Counter)
    second: Counter[str] = field(default_factory=Counter)
    both: Counter[str] = field(default_factory=Counter)
    """Spans by label: of each labelling, and those with the same edges and label in both."""

    def add(self, first: LabelledReference, second: LabelledReference) -> None:
        """Count one reference."""
        tokens = tokenise(first.text)
        self.pairs.update(
            zip(
                tags_from_spans(first.text, tokens, first.spans),
                tags_from_spans(second.text, tokens, second.spans),
                strict=True,
            )
        )
        self.references += 1
        self.identical += first.spans == second.spans
        self.first.update(label for *_, label in first.spans)
        self.second.update(label for *_, label in second.spans)
        self.both.update(label for *_, label in set(first.spans) & set(second.spans))

    def observed(self) -> float:
        """Share of tokens with the same tag, 0..1."""
        same = sum(count for (a, b), count in self.pairs.items() if a == b)
        return same / self.pairs.total()

    def kappa(self) -> float:
        """Cohen's kappa over the tokens (Cohen 1960): agreement beyond chance, at most 1."""
        total = self.pairs.total()
        rows: Counter[str] = Counter()
        columns: Counter[str] = Counter()
        for (a, b), count in self.pairs.items():
            rows[a] += count
            columns[b] += count
        chance = sum(rows[tag] * columns[tag] for tag in rows) / total**2
        return (self.observed() - chance) / (1 - chance)

    def span_f1(self, label: str | None = None) -> float:
        """F1 of the exact spans of a label, or of all; 0..1."""
        names = [label] if label else list(LABELS)
        size = sum(self.first[name] + self.second[name] for name in names)
        return 2 * sum(self.both[name] for name in names) / size if size else 1.0

    def token_f1(self, label: str) -> float:
        """F1 of the tokens of a label; 0..1."""
        first = sum(count for (a, _), count in self.pairs.items() if a == label)
        second = sum(count for (_, b), count in self.pairs.items() if b == label)
        size = first + second
        return 2 * self.pairs[label, label] / size if size else 1.0

    def report(self) -> str:
        """The numbers as text."""
        spans = self.first.total(), self.second.total()
        lines = [
            f"references        {self.references}",
            f"identical         {self.identical} ({self.identical / self.references:.1%})",
            f"tokens            {self.pairs.total()}",
            f"token agreement   {self.observed():.1%}",
            f"Cohen's kappa     {self.kappa():.3f}",
            f"spans             {spans[0]} and {spans[1]}, the same {self.both.total()}",
            f"span F1           {self.span_f1():.3f}",
            "",
            f"{'label':<12} {'1st':>5} {'2nd':>5} {'same':>5} {'span F1':>8} {'token F1':>9}",
        ]
        for label in LABELS:
            if self.first[label] or self.second[label]:
                counts = self.first[label], self.second[label], self.both[label]
                scores = f"{self.span_f1(label):>8.3f} {self.token_f1(label):>9.3f}"
                lines.append(f"{label:<12} {counts[0]:>5} {counts[1]:>5} {counts[2]:>5} {scores}")
        lines += ["", "tokens that differ (1st > 2nd)"]
        for (a, b), count in self.pairs.most_common():
            if a != b:
                lines.append(f"{count:>5}  {a} > {b}")
        return "\n".join(lines)


def load(*paths: Path) -> dict[str, LabelledReference]:
    """References of all files by id."""
    return {reference.id: reference for path in paths for reference in read_jsonl(path)}


def compare(
    first: dict[str, LabelledReference], second: dict[str, LabelledReference]
) -> tuple[Agreement, list[str]]:
    """Agreement on the references of ``second``, and the differing ones as text."""
    agreement = Agreement()
    differences = []
    for name, other in second.items():
        one = first.get(name)
        if one is None or one.text != other.text:
            raise SystemExit(f"{name}: not in both labellings, or with another text")
        agreement.add(one, other)
        if one.spans != other.spans:
            differences.append(f"{name}  {one.text}")
            differences += _lines("-", one, other)
            differences += _lines("+", other, one)
    return agreement, differences


def _lines(sign: str, one: LabelledReference, other: LabelledReference) -> list[str]:
    return [
        f"    {sign} {label:<12} {one.text[start:end]}"
        for start, end, label in one.spans
        if (start, end, label) not in other.spans
    ]


def outcome(
    first: dict[str, LabelledReference],
    second: dict[str, LabelledReference],
    gold: dict[str, LabelledReference],
) -> str:
    """How the references that the labellings saw differently stand in the gold."""
    counts: Counter[str] = Counter()
    for name, one in first.items():
        other, settled = second[name].spans, gold[name].spans
        if one.spans == other:
            if settled != other:
                counts["same in both, gold changed all the same"] += 1
        elif settled == one.spans:
            counts["differing, gold as in the first"] += 1
        elif settled == other:
            counts["differing, gold as in the second"] += 1
        else:
            counts["differing, gold takes from both or neither"] += 1
    return "\n".join(f"{count:>4}  {name}" for name, count in sorted(counts.items()))


def main(arguments: Sequence[str]) -> None:
    """Print what the arguments ask for."""
    unknown = set(arguments) - {"--settled", "--no-list"}
    if unknown:
        raise SystemExit(f"unknown argument {min(unknown)!r}\n\n{__doc__}")
    first = load(HERE / "agreement-first.jsonl")
    second = load(HERE / "agreement.jsonl")
    if "--settled" in arguments:
        gold = load(*sorted((HERE / "gold").glob("*.jsonl")))
        print(f"references by outcome\n{outcome(first, second, gold)}\n")
        studies = [
            ("first labelling (1st) and settled gold (2nd)", first, {i: gold[i] for i in first}),
            ("second labelling (1st) and settled gold (2nd)", second, {i: gold[i] for i in second}),
        ]
    else:
        studies = [("first (1st, -) and second (2nd, +) labelling", first, second)]
    for heading, one, other in studies:
        agreement, differences = compare(one, other)
        print(f"{heading}\n{'=' * len(heading)}\n{agreement.report()}\n")
        if "--no-list" not in arguments:
            print("\n".join(differences) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])
