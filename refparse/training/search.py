"""Search hyper-parameters with scikit-learn's searches around the tagger."""

from __future__ import annotations

import math
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from refparse._errors import TrainingError
from refparse.training.crossval import mean_sd
from refparse.training.folds import Sample, check_folds, group_numbers, score_samples
from refparse.training.space import DEFAULT_SPACE, Range, Space

SCORES: Final = ("f1", "instance_accuracy", "sequence_accuracy")
"""What a search can maximise: the yardstick's field F1, its share of references with every field
right, or the share of references whose every tag is right."""
_POLL_SECONDS: Final = 0.2


@dataclass(frozen=True, slots=True)
class Trial:
    """One setting and what it reached.

    Attributes:
        parameters: the values that were searched.
        scores: (mean, standard deviation) over the folds, by the names of :data:`SCORES`.
        seconds: mean training time of a fold.
    """

    parameters: Mapping[str, Any]
    scores: Mapping[str, tuple[float, float]]
    seconds: float


@dataclass(frozen=True, slots=True)
class Search:
    """The result of a search.

    Attributes:
        trials: every setting, best first; of equal ones, the faster.
        score: which of :data:`SCORES` decided.
        folds, references: how it was measured.
        settings: all training parameters of the best trial.
    """

    trials: tuple[Trial, ...]
    score: str
    folds: int
    references: int
    settings: Mapping[str, Any]

    def to_toml(self) -> str:
        """The best setting as the ``[parameters]`` table of a recipe."""
        best = self.trials[0]
        mean, sd = best.scores[self.score]
        lines = [
            f"# best of {len(self.trials)} by {self.score}: {mean:.4f} ± {sd:.4f} "
            f"({self.folds} folds, {self.references} references)",
            "[parameters]",
        ]
        lines += [f"{name} = {_toml(value)}" for name, value in self.settings.items()]
        return "\n".join(lines) + "\n"

    def to_json(self) -> dict[str, Any]:
        """Plain data."""
        return {
            "score": self.score,
            "folds": self.folds,
            "references": self.references,
            "trials": [
                {
                    "parameters": dict(trial.parameters),
                    **{
                        name: {"mean": round(mean, 4), "sd": round(sd, 4)}
                        for name, (mean, sd) in trial.scores.items()
                    },
                    "seconds": round(trial.seconds, 2),
                }
                for trial in self.trials
            ],
            "best": dict(self.settings),
            "recipe": self.to_toml(),
        }


def tune(
    samples: Sequence[Sample],
    space: Space = DEFAULT_SPACE,
    *,
    n_iter: int = 0,
    folds: int = 3,
    groups: str = "title",
    score: str = "f1",
    seed: int = 1,
    parameters: Mapping[str, Any] | None = None,
    workers: int = 1,
    advance: Callable[[int, int], None] = lambda done, total: None,
) -> Search:
    """Search the setting with the best cross-validated score.

    Args:
        samples: labelled references (:func:`refparse.training.folds.samples_from`).
        space: values to try by parameter.
        n_iter: draw that many settings (``RandomizedSearchCV``); 0 tries all (``GridSearchCV``).
        folds: number of folds, at least 2.
        groups: what keeps references in one fold: "title", "text" or "none".
        score: what to maximise, one of :data:`SCORES`.
        seed: seed of the folds and of the draws.
        parameters: arguments of CRFTagger that stay fixed.
        workers: processes.
        advance: called with (trainings done, trainings in all) as they finish, from a thread.

    Raises:
        TrainingError: the space is empty or holds a range without ``n_iter``, a parameter is both
            fixed and searched, the folds do not fit the references, or a training fails.
    """
    from sklearn.model_selection import GridSearchCV, GroupKFold, RandomizedSearchCV

    from refparse.tagger.crf import CRFTagger

    fixed = dict(parameters or {})
    _check(space, fixed, n_iter, score)
    numbers = group_numbers(samples, groups, seed)
    check_folds(numbers, folds)
    ranges = [name for name, values in space.items() if isinstance(values, Range)]
    size = math.prod(len(v) for v in space.values() if not isinstance(v, Range))
    total = n_iter if n_iter and (ranges or n_iter < size) else size
    with tempfile.TemporaryDirectory(prefix="refparse-") as scratch:
        log = Path(scratch) / "done"
        log.touch()
        options: dict[str, Any] = {
            "scoring": _Scorer(str(log)),
            "refit": False,
            "cv": GroupKFold(folds),
            "n_jobs": workers,
            "error_score": "raise",
        }
        try:
            estimator = CRFTagger(**fixed)
        except TypeError as error:
            raise TrainingError(f"unknown training parameter: {error}") from None
        if n_iter and total == n_iter:
            search = RandomizedSearchCV(
                estimator, dict(space), n_iter=n_iter, random_state=seed, **options
            )
        else:
            search = GridSearchCV(estimator, {k: list(v) for k, v in space.items()}, **options)  # type: ignore[arg-type]
        with _Watch(log, total * folds, advance):
            try:
                search.fit(list(samples), [sample.tags for sample in samples], groups=numbers)
            except (ValueError, OSError) as error:
                raise TrainingError(f"a training of the search failed: {error}") from error
    trials = _trials(search.cv_results_, score, folds)
    settings = {**estimator.get_params(), **trials[0].parameters}
    settings.pop("progress", None)
    return Search(trials, score, folds, len(samples), settings)


def _check(space: Space, fixed: Mapping[str, Any], n_iter: int, score: str) -> None:
    if score not in SCORES:
        raise TrainingError(f"score={score!r}: choose one of {', '.join(SCORES)}")
    if n_iter < 0:
        raise TrainingError(f"n_iter={n_iter}: give at least 1, or 0 for all settings")
    if not space or any(not isinstance(v, Range) and not v for v in space.values()):
        raise TrainingError("nothing to search: give at least one parameter with values")
    both = sorted(space.keys() & fixed.keys())
    if both:
        raise TrainingError(f"{', '.join(both)}: either fixed or searched, not both")
    ranges = [name for name, values in space.items() if isinstance(values, Range)]
    if ranges and not n_iter:
        raise TrainingError(
            f"{', '.join(ranges)}: a range can only be drawn from: say how often with --n-iter, "
            "or list values"
        )


def _trials(results: Mapping[str, Any], score: str, folds: int) -> tuple[Trial, ...]:
    trials = [
        Trial(
            {name: _python(value) for name, value in parameters.items()},
            {
                name: mean_sd(float(results[f"split{k}_test_{name}"][at]) for k in range(folds))
                for name in SCORES
            },
            float(results["mean_fit_time"][at]),
        )
        for at, parameters in enumerate(results["params"])
    ]
    return tuple(sorted(trials, key=lambda trial: (-trial.scores[score][0], trial.seconds)))


def _python(value: Any) -> Any:
    return value.item() if hasattr(value, "item") else value


def _toml(value: Any) -> str:
    return f'"{value}"' if isinstance(value, str) else repr(value)


class _Scorer:
    """All scores of one trained fold; leaves a byte in a file, which processes share."""

    def __init__(self, log: str) -> None:
        self._log = log

    def __call__(self, estimator: Any, X: Sequence[Sample], y: Sequence[Any]) -> dict[str, float]:
        predicted = estimator.predict(X)
        found = score_samples(X, predicted)
        right = [list(tags) == list(gold) for tags, gold in zip(predicted, y, strict=True)]
        with open(self._log, "ab") as log:
            log.write(b".")
        return {
            "f1": found.f1,
            "instance_accuracy": found.instance_accuracy,
            "sequence_accuracy": sum(right) / len(right) if right else 0.0,
        }


class _Watch:
    """Reports the length of a file that grows by a byte a training."""

    def __init__(self, log: Path, total: int, advance: Callable[[int, int], None]) -> None:
        self._log, self._total, self._advance = log, total, advance
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._seen = -1

    def __enter__(self) -> _Watch:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()
        self._look()

    def _run(self) -> None:
        while not self._stop.wait(_POLL_SECONDS):
            self._look()

    def _look(self) -> None:
        size = self._log.stat().st_size
        if size != self._seen:
            self._seen = size
            self._advance(size, self._total)


def search_table(found: Search) -> str:
    """The trials as plain text, best first, each line ended by a line break."""
    names = list(found.trials[0].parameters)
    width = {
        name: max(len(name), *(len(_shown(trial.parameters[name])) for trial in found.trials))
        for name in names
    }
    head = "".join(f"{name:>{width[name]}}  " for name in names)
    lines = [f"{head}{'field F1':>17}{'whole right':>17}{'tags right':>17}{'seconds':>9}"]
    for trial in found.trials:
        values = "".join(f"{_shown(trial.parameters[name]):>{width[name]}}  " for name in names)
        scores = "".join(
            f"{f'{mean:.4f} ± {sd:.4f}':>17}" for mean, sd in map(trial.scores.__getitem__, SCORES)
        )
        lines.append(f"{values}{scores}{trial.seconds:>9.1f}")
    return "\n".join(lines) + "\n"


def _shown(value: Any) -> str:
    return f"{value:.4g}" if isinstance(value, float) else str(value)
