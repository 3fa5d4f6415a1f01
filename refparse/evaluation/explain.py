"""Why a token got its label: the weights that decided between its tag and the runner-up.

A linear-chain CRF scores a sequence of tags with a sum: for each token the weights of its features
for its tag, for each pair of neighbours the weight of the transition (Lafferty, McCallum and
Pereira 2001). So the score that a sequence loses when one token gets another tag is a sum too,
over that token's features and its two transitions, and each addend can be shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from refparse._errors import ModelError
from refparse.features import extract
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CRF_FILE, Meta, find_model, read_meta, verified_bytes
from refparse.text import tokenise


@dataclass(frozen=True, slots=True)
class Contribution:
    """One addend: a feature of the token, or a transition between two tags.

    Attributes:
        name: the feature's string, or "tag → tag" with the runner-up's tag in brackets.
        predicted: its weight for the predicted tag (times how often the token has the feature).
        runner_up: its weight for the runner-up.
    """

    name: str
    predicted: float
    runner_up: float

    @property
    def difference(self) -> float:
        """How much it speaks for the predicted tag; negative where it speaks against it."""
        return self.predicted - self.runner_up


@dataclass(frozen=True, slots=True)
class TokenExplanation:
    """Why a token has its tag.

    Attributes:
        index: number of the token, from 0.
        start, end: offsets into the reference.
        token: the token as the model sees it, normalised.
        tag: the tag in the best sequence: "O", a label, or a label behind "B-" or "I-".
        probability: the tag's marginal probability, 0..1.
        runner_up: the most probable other tag; None if the model knows only one tag.
        runner_up_probability: its marginal probability.
        features: the features that the model has a weight for, the most decisive first.
        transitions: the transitions from the tag before and to the tag behind, where there are any.
    """

    index: int
    start: int
    end: int
    token: str
    tag: str
    probability: float
    runner_up: str | None
    runner_up_probability: float
    features: tuple[Contribution, ...]
    transitions: tuple[Contribution, ...]

    @property
    def margin(self) -> float:
        """Log of how many times more probable the best sequence is than with the runner-up here."""
        return sum(one.difference for one in (*self.features, *self.transitions))


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """The weights of a CRF.

    Attributes:
        state: weight by tag, by feature.
        transitions: weight by (tag, following tag); those left out are 0.
        tags: every tag.
    """

    state: Mapping[str, Mapping[str, float]]
    transitions: Mapping[tuple[str, str], float]
    tags: tuple[str, ...]

    def path_score(self, features: Sequence[Sequence[str]], tags: Sequence[str]) -> float:
        """Unnormalised log-probability of a sequence of tags.

        Args:
            features: the feature strings of each token; one that stands twice counts twice.
            tags: one tag per token.
        """
        score = sum(
            self.state.get(name, {}).get(tag, 0.0)
            for names, tag in zip(features, tags, strict=True)
            for name in names
        )
        return score + sum(self.transitions.get(pair, 0.0) for pair in pairwise(tags))


def read_weights(tagger: Any) -> Weights:
    """The weights of an open ``pycrfsuite.Tagger``.

    Read from CRFsuite's text dump, so rounded to six decimals; takes seconds for a large model.

    Raises:
        ModelError: the dump cannot be read.
    """
    try:
        info = tagger.info()
    except (AssertionError, AttributeError, UnicodeDecodeError) as error:
        # pycrfsuite reads the dump with patterns and assertions.
        raise ModelError(f"cannot read the model's weights ({error!r}): retrain it") from None
    state: dict[str, dict[str, float]] = {}
    for (name, tag), weight in info.state_features.items():
        state.setdefault(name, {})[tag] = weight
    return Weights(state, info.transitions, tuple(info.labels))


def explain(text: str, model: Decoder | str | Path = "default") -> list[TokenExplanation]:
    """Explain the label of every token of a reference.

    The weights of the model used last stay in memory.

    Args:
        text: any string.
        model: a loaded model, a shipped model's name or a model folder.

    Returns:
        One explanation per token, in order; empty for a blank text.

    Raises:
        ModelError: the model is missing, damaged or of another version.
    """
    folder = model.folder if isinstance(model, Decoder) else find_model(model)
    meta = model.meta if isinstance(model, Decoder) else read_meta(folder)
    tokens = tokenise(text)
    if not tokens:
        return []
    features = extract([token.text for token in tokens])
    data, weights = _opened(folder, meta)
    tagger = _tagger(data)
    tags = list(tagger.tag(features))
    out = []
    for index, token in enumerate(tokens):
        marginals = {tag: float(tagger.marginal(tag, index)) for tag in weights.tags}
        tag = tags[index]
        runner_up = max(
            (o for o in weights.tags if o != tag), key=marginals.__getitem__, default=None
        )
        out.append(
            TokenExplanation(
                index, token.start, token.end, token.text,
                tag, marginals[tag],
                runner_up, marginals[runner_up] if runner_up is not None else 0.0,
                _features(weights, features[index], tag, runner_up),
                _transitions(weights, tags, index, runner_up),
            )
        )  # fmt: skip
    return out


def _features(
    weights: Weights, names: Sequence[str], tag: str, runner_up: str | None
) -> tuple[Contribution, ...]:
    found = []
    for name, times in Counter(names).items():
        known = weights.state.get(name, {})
        one = Contribution(
            name,
            times * known.get(tag, 0.0),
            times * known.get(runner_up, 0.0) if runner_up is not None else 0.0,
        )
        if one.predicted or one.runner_up:
            found.append(one)
    return tuple(sorted(found, key=lambda one: -abs(one.difference)))


def _transitions(
    weights: Weights, tags: Sequence[str], index: int, runner_up: str | None
) -> tuple[Contribution, ...]:
    def weight(before: str, behind: str) -> float:
        return weights.transitions.get((before, behind), 0.0)

    tag = tags[index]
    out = []
    if index and runner_up is not None:
        before = tags[index - 1]
        name = f"{before} → {tag} (→ {runner_up})"
        out.append(Contribution(name, weight(before, tag), weight(before, runner_up)))
    if index + 1 < len(tags) and runner_up is not None:
        behind = tags[index + 1]
        name = f"{tag} ({runner_up}) → {behind}"
        out.append(Contribution(name, weight(tag, behind), weight(runner_up, behind)))
    return tuple(out)


def _tagger(data: bytes) -> Any:
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(data)
    return tagger


def _opened(folder: Path, meta: Meta) -> tuple[bytes, Weights]:
    """The verified model and its weights; a model that was trained anew is read anew."""
    data = verified_bytes(folder, meta)
    return data, _weights(meta.extra["files"][CRF_FILE]["sha256"], data)


@lru_cache(maxsize=1)
def _weights(digest: str, data: bytes) -> Weights:
    return read_weights(_tagger(data))
