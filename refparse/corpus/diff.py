"""Two labellings of the same references: where they agree, by how much, and where not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from refparse._errors import CorpusError
from refparse.corpus.reference import LabelledReference
from refparse.labels import LABELS
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise

Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Spans of one label: in the first labelling, in the second, and equal in both."""

    first: int = 0
    second: int = 0
    equal: int = 0

    @property
    def f1(self) -> float:
        """2 equal / (first + second), 0..1; 1.0 where neither has the label."""
        total = self.first + self.second
        return 2 * self.equal / total if total else 1.0


@dataclass(frozen=True, slots=True)
class Difference:
    """One reference that two labellings see differently: the spans that only one of them has."""

    id: str
    text: str
    first: tuple[Span, ...]
    second: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """What :func:`diff` found.

    Attributes:
        references: how many references stand in both labellings, with the same text.
        unpaired: (id, reason) of the others.
        labels: agreement by label, for the labels that occur.
        overall: agreement on all spans.
        kappa: Cohen's kappa of the tokens' labels, -1..1 (1960; chance-corrected); 1.0 where
            both use a single label throughout.
        differences: the references on which they differ, in the order of the first labelling.
    """

    references: int
    unpaired: tuple[tuple[str, str], ...]
    labels: dict[str, Agreement]
    overall: Agreement
    kappa: float
    differences: tuple[Difference, ...]

    def table(self) -> str:
        """Agreement as text, one label a line."""
        width = max([len(label) for label in self.labels] + [11])
        rows = [f"{'label':<{width}}  {'first':>7} {'second':>7} {'equal':>7} {'F1':>7}"]
        for label, found in (*self.labels.items(), ("all spans", self.overall)):
            rows.append(
                f"{label:<{width}}  {found.first:>7} {found.second:>7} {found.equal:>7} "
                f"{found.f1:>7.4f}"
            )
        same = self.references - len(self.differences)
        rows.append(f"{self.references} references, {same} labelled alike, kappa {self.kappa:.4f}")
        return "\n".join(rows)


def diff(first: Iterable[LabelledReference], second: Iterable[LabelledReference]) -> Comparison:
    """Compare two labellings of the same references.

    Args:
        first, second: paired by id; both are held in memory.

    Raises:
        CorpusError: they have no reference in common, or an id occurs twice in one of them.
    """
    ones, twos = _by_id(first, "first"), _by_id(second, "second")
    unpaired: list[tuple[str, str]] = []
    spans: dict[str, Counter[str]] = {name: Counter() for name in ("first", "second", "equal")}
    confusion: Counter[tuple[str, str]] = Counter()
    differences: list[Difference] = []
    paired = 0
    for id, one in ones.items():
        two = twos.get(id)
        if two is None or two.text != one.text:
            unpaired.append((id, "only in the first" if two is None else "the texts differ"))
            continue
        paired += 1
        mine, yours = set(one.spans), set(two.spans)
        spans["first"].update(label for _, _, label in mine)
        spans["second"].update(label for _, _, label in yours)
        spans["equal"].update(label for _, _, label in mine & yours)
        if mine != yours:
            differences.append(
                Difference(id, one.text, tuple(sorted(mine - yours)), tuple(sorted(yours - mine)))
            )
        confusion.update(zip(_tags(one), _tags(two), strict=True))
    unpaired.extend((id, "only in the second") for id in twos if id not in ones)
    if not paired:
        raise CorpusError(
            "the two corpora have no reference in common (same id and text): nothing to compare"
        )
    order = [*LABELS, *sorted((spans["first"] | spans["second"]).keys() - set(LABELS))]
    labels = {
        label: Agreement(spans["first"][label], spans["second"][label], spans["equal"][label])
        for label in order
        if spans["first"][label] or spans["second"][label]
    }
    overall = Agreement(*(spans[name].total() for name in ("first", "second", "equal")))
    return Comparison(
        paired, tuple(unpaired), labels, overall, kappa(confusion), tuple(differences)
    )


def kappa(confusion: Counter[tuple[str, str]]) -> float:
    """Cohen's kappa of paired decisions.

    Args:
        confusion: how often the first decided x and the second y, by (x, y).

    Returns:
        (observed - expected) / (1 - expected) agreement; 1.0 where nothing could differ by chance.
    """
    total = confusion.total()
    if not total:
        return 1.0
    ones: Counter[str] = Counter()
    twos: Counter[str] = Counter()
    for (one, two), count in confusion.items():
        ones[one] += count
        twos[two] += count
    observed = sum(count for (one, two), count in confusion.items() if one == two) / total
    expected = sum(ones[label] * twos[label] for label in ones) / total**2
    return (observed - expected) / (1 - expected) if expected < 1 else 1.0


def _by_id(references: Iterable[LabelledReference], which: str) -> dict[str, LabelledReference]:
    out: dict[str, LabelledReference] = {}
    for reference in references:
        if reference.id in out:
            raise CorpusError(
                f"id {reference.id!r} occurs twice in the {which} corpus: make the ids unique"
            )
        out[reference.id] = reference
    return out


def _tags(reference: LabelledReference) -> Sequence[str]:
    return tags_from_spans(reference.text, tokenise(reference.text), reference.spans)
