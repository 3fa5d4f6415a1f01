"""What a corpus holds: labels, languages, scripts, lengths."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from refparse._errors import CorpusError, InputError
from refparse.corpus.reference import LabelledReference
from refparse.labels import LABELS
from refparse.text import tokenise

_QUANTILES = (0, 5, 25, 50, 75, 95, 100)


@dataclass(frozen=True, slots=True)
class LabelStats:
    """One label: references that have it, spans, and their mean length in characters."""

    references: int
    spans: int
    mean_length: float


@dataclass(frozen=True, slots=True)
class Stats:
    """What :func:`stats` counted.

    Attributes:
        references: how many.
        spans: spans in all.
        labelled: share of letters and digits that stand inside spans, 0..1.
        labels: by label, those of the guideline first.
        languages: references by language code; "" where none is given.
        scripts: references by the script of most of their letters ("Latin", "Cyrillic", "Han").
        characters: quantiles of the texts' lengths in characters, by per cent (0 to 100).
        tokens: quantiles of the lengths in tokens, likewise.
    """

    references: int
    spans: int
    labelled: float
    labels: Mapping[str, LabelStats]
    languages: Mapping[str, int]
    scripts: Mapping[str, int]
    characters: Mapping[int, int]
    tokens: Mapping[int, int]

    def to_json(self) -> dict[str, Any]:
        """Everything as plain data."""
        return {
            "references": self.references,
            "spans": self.spans,
            "labelled": round(self.labelled, 4),
            "labels": {
                label: {
                    "references": each.references,
                    "spans": each.spans,
                    "mean_length": round(each.mean_length, 1),
                }
                for label, each in self.labels.items()
            },
            "languages": dict(self.languages),
            "scripts": dict(self.scripts),
            "characters": {str(per_cent): size for per_cent, size in self.characters.items()},
            "tokens": {str(per_cent): size for per_cent, size in self.tokens.items()},
        }

    def table(self) -> str:
        """Everything as text."""
        rows = [f"{self.references} references, {self.spans} spans, {self.labelled:.1%} labelled"]
        rows += ["", f"{'label':<12} {'references':>10} {'share':>7} {'spans':>8} {'length':>7}"]
        for label, each in self.labels.items():
            share = each.references / self.references
            rows.append(
                f"{label:<12} {each.references:>10} {share:>7.1%} {each.spans:>8} "
                f"{each.mean_length:>7.1f}"
            )
        for title, counts in (("language", self.languages), ("script", self.scripts)):
            rows += ["", f"{title:<12} {'references':>10} {'share':>7}"]
            for name, count in counts.items():
                rows.append(f"{name or '?':<12} {count:>10} {count / self.references:>7.1%}")
        rows += ["", f"{'length':<12} " + " ".join(f"{at:>5} %" for at in self.characters)]
        for title, quantiles in (("characters", self.characters), ("tokens", self.tokens)):
            rows.append(f"{title:<12} " + " ".join(f"{size:>7}" for size in quantiles.values()))
        return "\n".join(rows)


@dataclass(slots=True)
class _Label:
    references: int = 0
    spans: int = 0
    characters: int = 0


@dataclass(slots=True)
class _Tally:
    labels: dict[str, _Label] = field(default_factory=dict)
    languages: Counter[str] = field(default_factory=Counter)
    scripts: Counter[str] = field(default_factory=Counter)
    characters: list[int] = field(default_factory=list)
    tokens: list[int] = field(default_factory=list)
    inside: int = 0
    outside: int = 0


def stats(references: Iterable[LabelledReference]) -> Stats:
    """Count what a corpus holds, in one pass.

    Raises:
        CorpusError: there is no reference.
    """
    tally = _Tally()
    for reference in references:
        _add(tally, reference)
    count = len(tally.characters)
    if not count:
        raise CorpusError("the corpus is empty: there is nothing to count")
    order = [*LABELS, *sorted(tally.labels.keys() - set(LABELS))]
    labels = {
        label: LabelStats(each.references, each.spans, each.characters / each.spans)
        for label in order
        if (each := tally.labels.get(label))
    }
    whole = tally.inside + tally.outside
    return Stats(
        count,
        sum(each.spans for each in labels.values()),
        tally.inside / whole if whole else 0.0,
        labels,
        dict(tally.languages.most_common()),
        dict(tally.scripts.most_common()),
        _quantiles(tally.characters),
        _quantiles(tally.tokens),
    )


def _add(tally: _Tally, reference: LabelledReference) -> None:
    text = reference.text
    tally.characters.append(len(text))
    tally.tokens.append(len(tokenise(text)))
    tally.languages[reference.lang or ""] += 1
    tally.scripts[script_of(text)] += 1
    inside = 0
    for start, end, label in reference.spans:
        each = tally.labels.setdefault(label, _Label())
        each.spans += 1
        each.characters += end - start
        inside += sum(map(str.isalnum, text[start:end]))
    for label in {label for _, _, label in reference.spans}:
        tally.labels[label].references += 1
    tally.inside += inside
    tally.outside += sum(map(str.isalnum, text)) - inside


def script_of(text: str) -> str:
    """The script of most letters ("Latin", "Cyrillic", "Han", "Hangul", …); "" without letters."""
    scripts = Counter(map(_script, filter(str.isalpha, text)))
    return scripts.most_common(1)[0][0] if scripts else ""


@lru_cache(maxsize=4096)
def _script(letter: str) -> str:
    # The first word of a letter's Unicode name is its script, but for Chinese characters.
    name = unicodedata.name(letter, "OTHER").split()[0]
    return "Han" if name == "CJK" else name.capitalize()


def _quantiles(values: Sequence[int]) -> dict[int, int]:
    """Nearest-rank quantiles."""
    ordered = sorted(values)
    last = len(ordered) - 1
    return {per_cent: ordered[round(per_cent / 100 * last)] for per_cent in _QUANTILES}


def plot(found: Stats, path: str | Path) -> None:
    """Draw labels, scripts and lengths into an image (needs the extra ``refparse-crf[plot]``).

    Args:
        found: what :func:`stats` counted.
        path: file to write; its suffix says the format (".png", ".svg", ".pdf").

    Raises:
        InputError: matplotlib is missing, or the file cannot be written.
    """
    try:
        from matplotlib.figure import Figure
    except ImportError:
        raise InputError("plots need matplotlib: pip install 'refparse-crf[plot]'") from None
    figure = Figure(figsize=(10, 8), layout="constrained")
    axes = figure.subplot_mosaic([["labels", "scripts"], ["labels", "lengths"]])
    _bars(axes["labels"], {label: each.references for label, each in found.labels.items()})
    axes["labels"].set_title(f"labels of {found.references} references")
    _bars(axes["scripts"], found.scripts)
    axes["scripts"].set_title("scripts")
    axes["lengths"].plot(list(found.characters.values()), list(found.characters), marker="o")
    axes["lengths"].set(title="lengths", xlabel="characters", ylabel="% of references")
    try:
        figure.savefig(path)
    except (OSError, ValueError) as error:
        raise InputError(f"cannot write the plot {path}: {error}") from None


def _bars(axes: Any, counts: Mapping[str, int]) -> None:
    names = [name or "?" for name in counts]
    axes.barh(names[::-1], list(counts.values())[::-1])
