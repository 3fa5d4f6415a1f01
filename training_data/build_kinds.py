"""Build refparse/citation/data/kinds.tsv: the weights of the item type's classifier.

Learns from the "type" of the own gold, where the rules of refparse/citation/kinds.py are in doubt:
one logistic regression a type against all others, with an L1 penalty, so that few weights remain.
Prints first what cross-validation says, with the rules as baseline: five folds, stratified by type,
references with one title kept together; then every gold file learned from the others alone, a
harder test, since each file has its own fields of study and habits. Usage:

    python training_data/build_kinds.py [SYNTHETIC.jsonl ...]

References of ``refparse synth`` join the training, not the measuring; the shipped weights are
built without any.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from refparse.citation.fields import LabelledText
from refparse.citation.kind_weights import SCALE, WEAKEST, features
from refparse.citation.kinds import is_certain, rule_type
from refparse.corpus import read_jsonl
from refparse.evaluation.kinds import GOLD_TYPES, SAME
from refparse.training.folds import group_key
from refparse.types import Span

ROOT = Path(__file__).resolve().parent
OUTPUT = ROOT.parent / "refparse" / "citation" / "data" / "kinds.tsv"
INVERSE_PENALTY = 2.0
"""Of 1, 2, 4 and 8, the smallest beyond which cross-validation gains less than its noise."""
MIN_REFERENCES = 2
"""References that a feature must occur in to be learned."""
MIN_TYPE = 10
"""References that a type must have to be learned."""
ANONYMOUS = 10
SEED = 1
FOLDS = 5


class Case(NamedTuple):
    """A typed reference: its features, the rules' answer and whether that stands."""

    features: list[str]
    rule: str
    certain: bool
    kind: str
    group: str
    file: str
    bare: Case | None
    """The same without its authors."""


def cases(path: Path) -> Iterable[Case]:
    """The typed references of a corpus."""
    for reference in read_jsonl(path):
        kind = reference.extra.get("type")
        if not isinstance(kind, str) or not kind or not reference.spans:
            continue
        text = reference.text
        spans = LabelledText(
            text, [Span(a, b, label, text[a:b]) for a, b, label in reference.spans]
        )
        texts = {
            label: " ".join(span.text for span in found) for label, found in spans.by_label.items()
        }
        names = (GOLD_TYPES.get(kind, kind), group_key(reference, "title"), path.name)
        bare = None
        if "author" in texts and len(texts) > 1:
            others = {label: found for label, found in texts.items() if label != "author"}
            bare = case(others, spans.rest, *names)
        yield case(texts, spans.rest, *names, bare)


def case(
    texts: dict[str, str], rest: str, kind: str, group: str, file: str, bare: Case | None = None
) -> Case:
    rule = rule_type(texts, texts, rest)
    certain = is_certain(rule, texts, rest)
    return Case(features(rule, texts, rest), rule, certain, kind, group, file, bare)


def shown(train: Sequence[Case]) -> list[Case]:
    """Training references, with every tenth shown a second time without its authors.

    In the gold only laws and judgements lack authors; the weights would take every anonymous
    article for one.
    """
    bare = [one.bare for one in train[::ANONYMOUS] if one.bare]
    return [one for one in (*train, *bare) if not one.certain]


def learned(train: Sequence[Case]) -> tuple[Any, Any]:
    """The vectoriser and the classifier, fitted where the rules are in doubt."""
    from sklearn.feature_extraction.text import CountVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.multiclass import OneVsRestClassifier

    used = shown(train)
    sizes = Counter(case.kind for case in used)
    used = [case for case in used if sizes[case.kind] >= MIN_TYPE]
    vectors = CountVectorizer(analyzer=list, binary=True, min_df=MIN_REFERENCES)
    matrix = vectors.fit_transform([case.features for case in used])
    model = OneVsRestClassifier(
        LogisticRegression(
            C=INVERSE_PENALTY, l1_ratio=1, solver="liblinear", random_state=SEED, max_iter=500
        )
    )
    return vectors, model.fit(matrix, [case.kind for case in used])


def answers(train: Sequence[Case], test: Sequence[Case]) -> list[str]:
    """The types of test references, learned from others."""
    vectors, model = learned(train)
    scores = model.decision_function(vectors.transform([case.features for case in test]))
    return [
        case.rule if case.certain or row.max() < WEAKEST else str(model.classes_[row.argmax()])
        for case, row in zip(test, scores, strict=True)
    ]


def by_folds(known: Sequence[Case], more: Sequence[Case]) -> list[str]:
    """Answers of stratified, grouped cross-validation."""
    from sklearn.model_selection import StratifiedGroupKFold

    out = [""] * len(known)
    folds = StratifiedGroupKFold(FOLDS, shuffle=True, random_state=SEED)
    groups = {name: at for at, name in enumerate(sorted({case.group for case in known}))}
    kinds = [case.kind for case in known]
    for train, test in folds.split(kinds, kinds, [groups[case.group] for case in known]):
        found = answers([known[at] for at in train] + list(more), [known[at] for at in test])
        for at, kind in zip(test, found, strict=True):
            out[at] = kind
    return out


def by_files(known: Sequence[Case], more: Sequence[Case]) -> list[str]:
    """Answers for each file learned from the others."""
    out: list[str] = []
    for name in dict.fromkeys(case.file for case in known):
        train = [case for case in known if case.file != name]
        out += answers(train + list(more), [case for case in known if case.file == name])
    return out


def report(known: Sequence[Case], columns: dict[str, list[str]]) -> None:
    """A row for each type: recall by the rules and by each way to learn, precision of the first."""
    first = next(iter(columns.values()))
    columns = {"rules": [case.rule for case in known], **columns}
    columns = {way: [SAME.get(kind, kind) for kind in found] for way, found in columns.items()}
    first = [SAME.get(kind, kind) for kind in first]
    print("| type | references |", " | ".join(columns), "| precision |")
    print("|---" * (len(columns) + 3) + "|")
    for kind, size in Counter(case.kind for case in known).most_common():
        at = [index for index, case in enumerate(known) if case.kind == kind]
        shares = [sum(found[i] == kind for i in at) / size for found in columns.values()]
        given = sum(found == kind for found in first)
        right = sum(first[i] == kind for i in at)
        row = " | ".join(f"{share:.2f}" for share in shares)
        print(f"| {kind} | {size} | {row} | {right / given if given else 0:.2f} |")
    totals = [
        sum(kind == case.kind for kind, case in zip(found, known, strict=True)) / len(known)
        for found in columns.values()
    ]
    print(f"| all | {len(known)} |", " | ".join(f"{share:.3f}" for share in totals), "| |")


def rows(vectors: Any, model: Any) -> Iterable[str]:
    """The lines of kinds.tsv."""
    names = [str(name) for name in model.classes_]
    yield "#types " + " ".join(names)
    yield "# Built by training_data/build_kinds.py from training_data/gold: feature, type:weight."
    yield "# +label: the label occurs, -label: not; label:word, ^first word, $end of a long word."
    feature_names = vectors.get_feature_names_out()
    weights: dict[str, list[str]] = {}
    for name, one in zip(names, model.estimators_, strict=True):
        bias = round(float(one.intercept_[0]) * SCALE) / SCALE
        weights.setdefault("always", []).append(f"{name}:{bias:g}")
        for at in one.coef_[0].nonzero()[0]:
            weight = round(float(one.coef_[0][at]) * SCALE) / SCALE
            if weight:
                weights.setdefault(str(feature_names[at]), []).append(f"{name}:{weight:g}")
    for feature in sorted(weights):
        yield f"{feature}\t{' '.join(weights[feature])}"


def main(synthetic: Sequence[str]) -> None:
    known = [case for path in sorted((ROOT / "gold").glob("*.jsonl")) for case in cases(path)]
    more = [case for path in synthetic for case in cases(Path(path))]
    print(f"{sum(case.certain for case in known)} of {len(known)} left to the rules\n")
    columns = {"5 folds": by_folds(known, more), "other files": by_files(known, more)}
    report(known, columns)
    lines = list(rows(*learned([*known, *more])))
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"\n{OUTPUT}: {len(lines) - 3} features, {OUTPUT.stat().st_size / 1e3:.0f} kB")


if __name__ == "__main__":
    main(sys.argv[1:])
