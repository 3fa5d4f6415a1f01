"""The tagger as a scikit-learn estimator around sklearn-crfsuite."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from numbers import Integral, Real
from pathlib import Path
from typing import Any, Final

import numpy as np
import pycrfsuite
import sklearn_crfsuite
from sklearn.base import BaseEstimator
from sklearn.utils.validation import check_is_fitted

from refparse.features import extract
from refparse.tagger.prune import prune

Progress = Callable[[int, float, float], None]
"""Called after each iteration with (iteration, loss, seconds)."""


ALGORITHMS: Final = ("lbfgs", "l2sgd", "ap", "pa", "arow")
"""CRFsuite's training algorithms."""


class CRFTagger(BaseEstimator):  # type: ignore[misc]
    """A linear-chain conditional random field over reference tokens.

    ``X`` is a sequence of references, each a sequence of token strings; ``y`` one sequence of tags
    per reference. Works in ``clone``, ``GridSearchCV`` and ``cross_val_score``.

    Args:
        algorithm: CRFsuite's training algorithm: "lbfgs", "l2sgd", "ap", "pa" or "arow".
        c1: weight of the L1 penalty (lbfgs only), at least 0.
        c2: weight of the L2 penalty (lbfgs and l2sgd), at least 0.
        max_iterations: at most that many passes, at least 1.
        min_freq: features seen less often are dropped.
        prune: state weights of a smaller absolute value are taken out of the trained model
            (docs/experiments.md: 0.02 saves a third of the file and no accuracy); at least 0.
        progress: called after each iteration; None for silence.

    Attributes:
        classes_: the tags seen in training.
        losses_: the loss after each iteration.
    """

    def __init__(
        self,
        algorithm: str = "lbfgs",
        c1: float = 0.1,
        c2: float = 0.02,
        max_iterations: int = 100,
        min_freq: float = 1,
        prune: float = 0.02,
        progress: Progress | None = None,
    ) -> None:
        self.algorithm = algorithm
        self.c1 = c1
        self.c2 = c2
        self.max_iterations = max_iterations
        self.min_freq = min_freq
        self.prune = prune
        self.progress = progress

    def check_params(self) -> None:
        """Check the parameters' values.

        Raises:
            ValueError: one is out of its range.
        """
        if self.algorithm not in ALGORITHMS:
            raise ValueError(f"algorithm={self.algorithm!r}: give one of {', '.join(ALGORITHMS)}")
        for name, least in (
            ("c1", 0),
            ("c2", 0),
            ("max_iterations", 1),
            ("min_freq", 0),
            ("prune", 0),
        ):
            value = getattr(self, name)
            whole = name == "max_iterations"
            known = Integral if whole else Real  # NumPy's numbers are both.
            if (
                isinstance(value, bool)
                or not isinstance(value, known)
                or not least <= float(value) < 1e9
            ):
                kind = "whole number" if whole else "number"
                raise ValueError(f"{name}={value!r}: give a {kind} of at least {least}")

    def fit(self, X: Iterable[Sequence[str]], y: Iterable[Sequence[str]]) -> CRFTagger:
        """Train; ``X`` and ``y`` may be generators, features are made one reference at a time.

        Raises:
            ValueError: a parameter is out of its range.
        """
        self.check_params()
        penalties: dict[str, Any] = {}
        if self.algorithm == "lbfgs":
            penalties["c1"] = self.c1
        if self.algorithm in ("lbfgs", "l2sgd"):
            penalties["c2"] = self.c2
        crf = sklearn_crfsuite.CRF(
            algorithm=self.algorithm,
            max_iterations=self.max_iterations,
            min_freq=self.min_freq,
            trainer_cls=_trainer(self.progress),
            **penalties,
        )
        crf.fit(map(extract, X), y)
        if self.prune:
            model = Path(crf.modelfile.name)
            model.write_bytes(prune(model.read_bytes(), self.prune))
        self.crf_ = crf
        self.classes_ = list(crf.classes_)
        log = crf.training_log_
        self.losses_ = [step.get("loss") for step in log.iterations] if log else []
        return self

    def predict(self, X: Iterable[Sequence[str]]) -> list[list[str]]:
        """The best sequence of tags of each reference."""
        check_is_fitted(self, "crf_")
        return [list(self.crf_.predict_single(extract(tokens))) for tokens in X]

    def predict_marginals(self, X: Iterable[Sequence[str]]) -> list[list[dict[str, float]]]:
        """For each reference and token, the probability of every tag (they sum to 1)."""
        check_is_fitted(self, "crf_")
        return [list(self.crf_.predict_marginals_single(extract(tokens))) for tokens in X]

    def score(self, X: Iterable[Sequence[str]], y: Iterable[Sequence[str]]) -> float:
        """Share of references whose every tag is right, in 0..1."""
        right = [
            list(predicted) == list(gold)
            for predicted, gold in zip(self.predict(X), y, strict=True)
        ]
        return float(np.mean(right)) if right else 0.0

    def save(self, path: Path) -> None:
        """Write the CRFsuite model file."""
        check_is_fitted(self, "crf_")
        path.write_bytes(Path(self.crf_.modelfile.name).read_bytes())


def _trainer(progress: Progress | None) -> type[Any]:
    """CRFsuite's trainer, silent but for the progress callback."""

    class Trainer(pycrfsuite.Trainer):  # type: ignore[misc]
        # Its on_iteration is called only where all of CRFsuite's log is printed, too.
        def message(self, message: str) -> None:
            event = self.logparser.feed(message)
            if event == "iteration" and progress is not None:
                info = self.logparser.last_iteration
                loss = float(info.get("loss", info.get("avg_loss", float("nan"))))
                progress(int(info["num"]), loss, float(info.get("time", 0.0)))

    return Trainer
