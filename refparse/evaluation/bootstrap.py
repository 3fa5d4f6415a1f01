"""Bootstrap: how far a score would move with other references of the same kind.

References are drawn with replacement within each corpus; the macro average is taken over the
corpora of each resample. Intervals are percentile intervals (Efron and Tibshirani, An Introduction
to the Bootstrap, 1993, ch. 13). Two models are compared on the same resamples, with the p-value of
the shifted paired bootstrap (Berg-Kirkpatrick, Burkett and Klein, EMNLP 2012), two-sided.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from refparse._errors import InputError
from refparse.evaluation.evaluate import PARTIAL, Prediction
from refparse.evaluation.yardstick import FIELDS, score

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

RESAMPLES: Final = 1000
LEVEL: Final = 0.95
_ROUNDING: Final = 1e-12


@dataclass(frozen=True, slots=True, eq=False)
class Tally:
    """What the yardstick counted in each reference of one corpus.

    Attributes:
        ids: the scored references, in order.
        counts: one row a reference: true positives, false positives, false negatives.
        right: for each reference, whether every scored field is right.
    """

    ids: tuple[str, ...]
    counts: NDArray[np.int64]
    right: NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Interval:
    """A score with its confidence interval."""

    estimate: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Intervals:
    """Field F1 and instance accuracy of a corpus or of the macro average."""

    f1: Interval
    instance_accuracy: Interval


@dataclass(frozen=True, slots=True)
class ScoreIntervals:
    """The intervals of each corpus, and of the macro average."""

    corpora: Mapping[str, Intervals]
    macro: Intervals
    level: float = LEVEL


@dataclass(frozen=True, slots=True)
class Difference:
    """How much better one model is than another.

    Attributes:
        estimate: first score minus second, in -1..1.
        low, high: percentile interval of the difference.
        p_value: probability in 0..1 of a difference at least that large, in either direction,
            if the models were equally good; never below 1 / (resamples + 1).
    """

    estimate: float
    low: float
    high: float
    p_value: float


@dataclass(frozen=True, slots=True)
class Differences:
    """The differences in field F1 and in instance accuracy."""

    f1: Difference
    instance_accuracy: Difference


@dataclass(frozen=True, slots=True)
class Comparison:
    """The differences between two models by corpus, and of the macro average."""

    corpora: Mapping[str, Differences]
    macro: Differences
    level: float = LEVEL


def tally(
    pairs: Iterable[tuple[str, str, Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]],
    scored: Sequence[str] = FIELDS,
) -> Tally:
    """Count each reference on its own; arguments as for :func:`refparse.evaluation.score`."""
    import numpy as np

    ids: list[str] = []
    counts: list[list[int]] = []
    right: list[bool] = []
    for pair in pairs:
        found = score([pair], scored)
        if found.references:
            ids.append(pair[0])
            counts.append([sum(row[at] for row in found.fields.values()) for at in range(3)])
            right.append(bool(found.right))
    return Tally(
        tuple(ids),
        np.array(counts, dtype=np.int64).reshape(len(ids), 3),
        np.array(right, dtype=np.bool_),
    )


def tallies(
    predictions: Mapping[str, Sequence[Prediction]],
    partial: Mapping[str, Sequence[str]] = PARTIAL,
) -> dict[str, Tally]:
    """The tally of each corpus of :func:`refparse.evaluation.evaluate`'s predictions."""
    return {
        name: tally(
            ((a.gold.id, a.gold.text, a.gold.strings(), a.strings()) for a in found),
            partial.get(name, FIELDS),
        )
        for name, found in predictions.items()
    }


def intervals(
    found: Mapping[str, Tally],
    *,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
    seed: int = 1,
) -> ScoreIntervals:
    """Percentile intervals of field F1 and instance accuracy.

    Args:
        found: tallies by corpus.
        resamples: how many resamples to draw, at least 1.
        level: share of the resamples that an interval holds, between 0 and 1.
        seed: seed of the draws; a corpus gets the same draws whatever stands beside it.

    Raises:
        InputError: ``resamples`` or ``level`` is out of range.
    """
    _check(resamples, level)
    draws = {name: _draw(one, _random(name, seed), resamples) for name, one in found.items()}
    points = {name: _scores(one.counts.sum(axis=0), one.right) for name, one in found.items()}
    corpora = {
        name: Intervals(*(_interval(points[name][at], draws[name][at], level) for at in (0, 1)))
        for name in found
    }
    macro = Intervals(
        *(
            _interval(_mean([p[at] for p in points.values()]),
                      _mean([d[at] for d in draws.values()]), level)
            for at in (0, 1)
        )
    )  # fmt: skip
    return ScoreIntervals(corpora, macro, level)


def compare(
    a: Mapping[str, Tally],
    b: Mapping[str, Tally],
    *,
    resamples: int = RESAMPLES,
    level: float = LEVEL,
    seed: int = 1,
) -> Comparison:
    """Compare two models on the same references.

    Args:
        a, b: tallies of the same corpora, references in the same order.
        resamples: how many paired resamples to draw, at least 1.
        level: share of the resamples that an interval holds, between 0 and 1.
        seed: seed of the draws.

    Returns:
        a's scores minus b's: positive where a is better.

    Raises:
        InputError: the models were not measured on the same references, or an argument is out of
            range.
    """
    _check(resamples, level)
    if a.keys() != b.keys():
        odd = ", ".join(sorted(a.keys() ^ b.keys()))
        raise InputError(f"only one of the two models was measured on {odd}: measure both on both")
    points: dict[str, list[float]] = {}
    draws: dict[str, list[Any]] = {}
    for name, first in a.items():
        second = b[name]
        if first.ids != second.ids:
            raise InputError(
                f"corpus {name!r}: the two models were measured on different references "
                f"({len(first.ids)} and {len(second.ids)}): use the same file and --limit"
            )
        pair = [_scores(one.counts.sum(axis=0), one.right) for one in (first, second)]
        drawn = [_draw(one, _random(name, seed), resamples) for one in (first, second)]
        points[name] = [pair[0][at] - pair[1][at] for at in (0, 1)]
        draws[name] = [drawn[0][at] - drawn[1][at] for at in (0, 1)]
    corpora = {
        name: Differences(*(_difference(points[name][at], draws[name][at], level) for at in (0, 1)))
        for name in a
    }
    macro = Differences(
        *(
            _difference(_mean([p[at] for p in points.values()]),
                        _mean([d[at] for d in draws.values()]), level)
            for at in (0, 1)
        )
    )  # fmt: skip
    return Comparison(corpora, macro, level)


def _check(resamples: int, level: float) -> None:
    if resamples < 1:
        raise InputError(f"resamples={resamples}: draw at least 1, better 1000")
    if not 0 < level < 1:
        raise InputError(f"level={level}: give a share between 0 and 1, such as 0.95")


def _random(name: str, seed: int) -> np.random.Generator:
    import numpy as np

    return np.random.default_rng([seed, zlib.crc32(name.encode("utf-8", "surrogatepass"))])


def _scores(total: Any, right: Any) -> tuple[float, float]:
    hits, extra, missed = (int(value) for value in total)
    whole = 2 * hits + extra + missed
    return (2 * hits / whole if whole else 0.0), (float(right.mean()) if len(right) else 0.0)


def _draw(one: Tally, random: np.random.Generator, resamples: int) -> tuple[Any, Any]:
    """F1 and instance accuracy of each resample."""
    import numpy as np

    f1 = np.zeros(resamples)
    accuracy = np.zeros(resamples)
    size = len(one.ids)
    if size:
        rows: Any = np.column_stack([one.counts, one.right])
        for at in range(resamples):
            times = np.bincount(random.integers(size, size=size), minlength=size)
            hits, extra, missed, right = times @ rows
            whole = 2 * hits + extra + missed
            f1[at] = 2 * hits / whole if whole else 0.0
            accuracy[at] = right / size
    return f1, accuracy


def _mean(values: Sequence[Any]) -> Any:
    return sum(values) / len(values) if values else 0.0


def _quantiles(draws: Any, level: float) -> tuple[float, float]:
    import numpy as np

    low, high = np.quantile(draws, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def _interval(estimate: float, draws: Any, level: float) -> Interval:
    return Interval(estimate, *_quantiles(draws, level))


def _difference(estimate: float, draws: Any, level: float) -> Difference:
    import numpy as np

    # The resamples scatter around the observed difference; shifted by it they scatter as they
    # would if there were none.
    draws = np.atleast_1d(draws)
    as_large = int(np.sum(np.abs(draws - estimate) >= abs(estimate) - _ROUNDING))
    p_value = (as_large + 1) / (len(draws) + 1)
    return Difference(estimate, *_quantiles(draws, level), p_value)
