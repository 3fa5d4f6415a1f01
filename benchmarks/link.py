"""How right ``refparse link`` is: precision, recall, invented references, a registry that fails.

    python -m benchmarks.link render    --records DIR --work DIR      # references, once
    python -m benchmarks.link calibrate --records DIR --work DIR      # fit link/weights.json
    python -m benchmarks.link measure   --records DIR --work DIR      # on the other half
    python -m benchmarks.link faults    --records DIR --work DIR      # against a misbehaving server

DIR of the records holds ``records.jsonl.gz`` (CSL-JSON) and ``journals.tsv.gz`` (title,
abbreviation). Registries are local and hold the very records: Crossref's and OpenAlex's own ranking
and the share of works that they know are not measured here.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

import refparse
from benchmarks import link_data
from benchmarks.link_data import Record, Reference
from refparse.link import Link, Linker, Patience
from refparse.link.compare import LEVELS, compare
from refparse.link.score import Weights, contradiction, score
from refparse.link.sources import Crossref
from refparse.link.works import Work, of_citation
from tests.link.registry import FAULTS, Index, Registry, crossref_item

COUNTS = {"calibrate": 3000, "false": 1500, "measure": 2000, "absent": 500, "invented": 750}
WEIGHTS = Path(__file__).parent.parent / "refparse" / "link" / "weights.json"
_DECAY = 0.05
FLOOR = 0.9  # what is less likely is not claimed, however right it would be here
LEAST_PRECISION = 0.998
MOST_FALSE = 0.001  # share of invented references that get a DOI


class Direct:
    """A client that asks an index without a network."""

    def __init__(self, index: Index) -> None:
        self._index = index

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> Any:
        """What Crossref would answer."""
        found = self._index.search((parameters or {})["query.bibliographic"], 20)
        return {"message": {"items": [crossref_item(record) for record in found]}}


def candidates_of(
    references: Sequence[Reference], records: Sequence[Record]
) -> list[tuple[Work, list[Work]]]:
    """Each reference, parsed, with its candidates."""
    source = Crossref(Direct(Index(records)))  # type: ignore[arg-type]
    citations = refparse.parse_many([reference.text for reference in references])
    return [(of_citation(citation), source.search(citation)) for citation in citations]


def fit(pairs: Sequence[tuple[Work, list[Work]]], answers: Sequence[str]) -> Weights:
    """Weights by logistic regression on every pair of a reference and a candidate.

    A better level never weighs less than a worse one, nor a missing value more than the best: each
    level takes something away from the level before it, and bounds keep that from being negative.
    """
    from scipy.optimize import minimize

    steps = [(field, level) for field, levels in LEVELS.items() for level in levels[1:]]
    column = {name: number for number, name in enumerate(steps)}
    taken = {(field, level): _steps_to(field, level) for field in LEVELS for level in LEVELS[field]}
    counted: Counter[tuple[tuple[tuple[str, str], ...], bool]] = Counter()
    for (reference, records), answer in zip(pairs, answers, strict=True):
        for record in records:
            agreement = tuple(compare(reference, record).items())
            counted[agreement, record.doi == answer] += 1
    rows = np.zeros((len(counted), len(steps)))
    for row, (agreement, _) in zip(rows, counted, strict=True):
        for name in agreement:
            for step in taken[name]:
                row[column[step]] = 1
    times = np.array(list(counted.values()), dtype=float)
    sign = np.array([1.0 if right else -1.0 for _, right in counted])

    def loss(values: Any) -> tuple[float, Any]:
        bias, weights = values[0], values[1:]
        margin = sign * (bias - rows @ weights)
        push = -times * sign / (1 + np.exp(margin))
        value = float(times @ np.logaddexp(0, -margin)) + _DECAY * float(weights @ weights)
        return value, np.concatenate([[push.sum()], -(push @ rows) + 2 * _DECAY * weights])

    bounds = [(None, None), *[(0, None)] * len(steps)]
    found = minimize(loss, np.zeros(len(steps) + 1), jac=True, method="L-BFGS-B", bounds=bounds)
    cost = dict(zip(steps, found.x[1:], strict=True))
    levels = {
        field: {
            level: round(0.0 - float(sum(cost[s] for s in taken[field, level])), 3)
            for level in names
        }
        for field, names in LEVELS.items()
    }
    return Weights(round(float(found.x[0]), 3), levels, 0.5)


def _steps_to(field: str, level: str) -> list[tuple[str, str]]:
    """The steps down from a field's best level; a missing value is one of its own."""
    if level == "missing":
        return [(field, level)]
    order = LEVELS[field]
    return [(field, name) for name in order[1 : order.index(level) + 1]]


def best(reference: Work, records: Iterable[Work], weights: Weights) -> tuple[float, str]:
    """Score and DOI of the record that would be accepted at a threshold of 0."""
    found = []
    for record in records:
        agreement = compare(reference, record)
        if not contradiction(agreement):
            found.append((score(agreement, weights), record.doi))
    return max(found, default=(0.0, ""))


def calibrate(references: Sequence[Reference], records: Sequence[Record]) -> dict[str, Any]:
    """Fit the weights on one half of the records, and on nothing of the other."""
    chosen = [r for r in references if r.group == "calibrate" or r.group.startswith("false")]
    known = [record for record in records if record["_part"] == "calibrate"]
    fitted = calibrated(chosen, candidates_of(chosen, known))
    return {**fitted, "fitted on": {"references": len(chosen), "records": len(known)}}


def calibrated(
    chosen: Sequence[Reference], pairs: Sequence[tuple[Work, list[Work]]]
) -> dict[str, Any]:
    """Weights, and a threshold from references that the weights have not seen (five folds)."""
    answers = [reference.doi for reference in chosen]
    fold = [Random(number).randrange(5) for number in range(len(chosen))]
    outcome: list[tuple[float, str, Reference]] = []
    for held in range(5):
        inside = [number for number, part in enumerate(fold) if part != held]
        weights = fit([pairs[n] for n in inside], [answers[n] for n in inside])
        for number, part in enumerate(fold):
            if part == held:
                outcome.append((*best(*pairs[number], weights), chosen[number]))
    threshold = least_threshold(outcome)
    accepted = [entry for entry in outcome if entry[1] and entry[0] >= threshold]
    right = sum(doi == reference.doi for _, doi, reference in accepted)
    lies = sum(not reference.doi for _, _, reference in accepted)
    print(f"held-out folds: threshold {threshold:.4f}, precision {right / len(accepted):.4f}, "
          f"recall {right / sum(map(bool, answers)):.4f}, {lies} invented ones linked")  # fmt: skip
    found = fit(pairs, answers)
    return {"bias": found.bias, "levels": found.levels, "threshold": round(threshold, 4)}


def least_threshold(outcome: Sequence[tuple[float, str, Reference]]) -> float:
    """The lowest threshold that keeps to LEAST_PRECISION and MOST_FALSE."""
    false = sum(not reference.doi for _, _, reference in outcome)
    right = wrong = lies = 0
    threshold = 1.0
    for value, doi, reference in sorted(outcome, key=lambda entry: -entry[0]):
        right += doi == reference.doi
        wrong += doi != reference.doi
        lies += bool(doi) and not reference.doi
        good = right >= LEAST_PRECISION * (right + wrong) and lies <= MOST_FALSE * false
        if good and doi:
            threshold = value
    return max(threshold, FLOOR)


def measure(
    references: Sequence[Reference], records: Sequence[Record], work: Path
) -> dict[str, Any]:
    """Precision, recall and what became of references without a record, through the network."""
    chosen = [r for r in references if r.group not in ("calibrate",) and r.group[:5] != "false"]
    known = [record for record in records if record["_part"] != "absent"]
    out: dict[str, Any] = {"candidates": len(known)}
    with Registry(Index(known)) as registry:
        urls = {"crossref": registry.url, "openalex": registry.url}
        for sources in (["crossref"], ["crossref", "openalex"]):
            with Linker(sources=sources, urls=urls, rate=1e6, cache="") as linker:
                found = _link(linker, chosen)
            figures = _figures(chosen, found, work / f"{'-'.join(sources)}.jsonl")
            out["+".join(sources)] = figures
            print("+".join(sources), json.dumps(figures, indent=1), flush=True)
    return out


def _link(linker: Linker, references: Sequence[Reference]) -> list[Link]:
    citations = refparse.parse_many([reference.text for reference in references])
    return list(linker.link_many(citations, workers=4))


def _figures(references: Sequence[Reference], found: Sequence[Link], log: Path) -> dict[str, Any]:
    wanted = sum(bool(reference.doi) for reference in references)
    right = linked = 0
    wrong: Counter[str] = Counter()
    bins: dict[int, list[int]] = {}
    with log.open("w", encoding="utf-8") as stream:
        for reference, outcome in zip(references, found, strict=True):
            if outcome.match is not None:
                linked += 1
                right += outcome.doi == reference.doi
                fair = bins.setdefault(min(int(outcome.match.score * 100), 99), [0, 0])
                fair[0] += 1
                fair[1] += outcome.doi == reference.doi
            if outcome.doi != reference.doi:
                wrong[reference.group + (" linked" if outcome.doi else " missed")] += 1
                line = {**vars(reference), **outcome.to_dict()}
                stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return {
        "references": len(references),
        "with a record": wanted,
        "precision": round(right / max(linked, 1), 4),
        "recall": round(right / max(wanted, 1), 4),
        "wrong": dict(sorted(wrong.items())),
        "statuses": dict(Counter(outcome.status for outcome in found)),
        "by score (percent: linked, right)": {k: bins[k] for k in sorted(bins)},
    }


def faults(references: Sequence[Reference], records: Sequence[Record]) -> dict[str, Any]:
    """What is lost when a quarter of all answers is bad, by the kind of badness."""
    chosen = [r for r in references if r.group == "measure"][:100]
    index = Index([record for record in records if record["_part"] != "absent"])
    patience = Patience(timeout=0.5, retries=4, backoff=0.01, failures=3, pause=0.05)
    out: dict[str, Any] = {}
    for name in ("none", *FAULTS):
        rng = Random(name)
        bad = [name != "none" and rng.random() < 0.25 for _ in range(10_000)]
        with Registry(index, lambda number, bad=bad, name=name: name if bad[number] else None) as r:
            urls = {"crossref": r.url}
            start = time.monotonic()
            with Linker(urls=urls, rate=1e6, cache="", patience=patience) as linker:
                found = _link(linker, chosen)
            seconds = time.monotonic() - start
        right = sum(o.doi == c.doi for o, c in zip(found, chosen, strict=True))
        statuses = dict(Counter(outcome.status for outcome in found))
        wrong = sum(bool(o.doi) and o.doi != c.doi for o, c in zip(found, chosen, strict=True))
        out[name] = {"right": right, "wrong": wrong, "statuses": statuses, "s": round(seconds, 1)}
        print(name, out[name], flush=True)
    return out


def main() -> None:
    """The command line."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("verb", choices=("render", "calibrate", "measure", "faults"))
    options.add_argument("--records", type=Path, required=True, metavar="DIR")
    options.add_argument("--work", type=Path, required=True, metavar="DIR")
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chosen.work.mkdir(parents=True, exist_ok=True)
    records = link_data.load_candidates(chosen.records / "records.jsonl.gz", chosen.seed)
    file = chosen.work / "references.jsonl"
    if chosen.verb == "render":
        short = link_data.abbreviations(chosen.records / "journals.tsv.gz")
        link_data.save(link_data.make_references(records, COUNTS, short, chosen.seed), file)
        return
    references = link_data.load(file)
    if chosen.verb == "calibrate":
        text = json.dumps(calibrate(references, records), indent=1, ensure_ascii=False)
        WEIGHTS.write_text(text + "\n", encoding="utf-8")
    elif chosen.verb == "measure":
        print("candidates", measure(references, records, chosen.work)["candidates"])
    else:
        print(json.dumps(faults(references, records), indent=1, ensure_ascii=False))


if __name__ == "__main__":
    main()
