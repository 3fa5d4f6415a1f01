"""What a search of hyper-parameters tries: values, or ranges to draw from."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from refparse._errors import TrainingError

DEFAULT_SPACE: Final[Mapping[str, Sequence[Any]]] = {
    "c1": (0.01, 0.1, 0.5),
    "c2": (0.001, 0.01, 0.1),
}
_LEAST: Final = {"c1": 0.0, "c2": 0.0, "max_iterations": 1, "min_freq": 0.0, "prune": 0.0}


@dataclass(frozen=True, slots=True)
class Range:
    """Values from ``low`` to ``high``, drawn evenly on a logarithmic scale; both more than 0."""

    low: float
    high: float

    def rvs(self, random_state: Any = None) -> float:
        """One draw, as ``RandomizedSearchCV`` asks for it; three digits, to be typed easily."""
        from sklearn.utils import check_random_state

        drawn = check_random_state(random_state).uniform(math.log(self.low), math.log(self.high))
        return min(self.high, max(self.low, float(f"{math.exp(drawn):.3g}")))


Space = Mapping[str, "Sequence[Any] | Range"]
"""Values to try, by parameter of :class:`refparse.tagger.crf.CRFTagger`."""


def parse_space(given: Sequence[str]) -> dict[str, list[Any] | Range]:
    """Read ``NAME=VALUE,VALUE,…`` and ``NAME=LOW..HIGH``.

    Raises:
        TrainingError: an unknown name, or a value of the wrong type or out of range.
    """
    space: dict[str, list[Any] | Range] = {}
    for entry in given:
        name, equals, values = entry.partition("=")
        name = name.strip().replace("-", "_")
        if not equals or name not in ("algorithm", *_LEAST):
            raise TrainingError(
                f"--param {entry}: give NAME=VALUE,VALUE or NAME=LOW..HIGH with a name of "
                f"algorithm, {', '.join(_LEAST)}"
            )
        if name in space:
            raise TrainingError(f"--param {entry}: {name} is given twice: name all values at once")
        low, dots, high = values.partition("..")
        if dots and name in ("c1", "c2"):
            first, last = _value(name, low, entry), _value(name, high, entry)
            if not 0 < first < last:
                raise TrainingError(f"--param {entry}: a range needs 0 < LOW < HIGH")
            space[name] = Range(first, last)
        else:
            found = [_value(name, value, entry) for value in values.split(",")]
            space[name] = list(dict.fromkeys(found))
    return space


def _value(name: str, text: str, entry: str) -> Any:
    text = text.strip()
    if name == "algorithm":
        from refparse.tagger.crf import ALGORITHMS

        if text not in ALGORITHMS:
            raise TrainingError(f"--param {entry}: choose among {', '.join(ALGORITHMS)}")
        return text
    kind: Callable[[str], float] = int if name == "max_iterations" else float
    try:
        value = kind(text)
    except ValueError:
        raise TrainingError(f"--param {entry}: {text!r} is not of type {kind.__name__}") from None
    if not (value >= _LEAST[name] and math.isfinite(value)):
        raise TrainingError(f"--param {entry}: {name} must be at least {_LEAST[name]:g}")
    return value
