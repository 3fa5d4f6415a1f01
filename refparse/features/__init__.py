"""Features: what the tagger is told about each token.

A family is a small module with ``features(token: View) -> list[str]``, a pure function of one
token, listed in :data:`FAMILIES` with the offsets at which neighbours see it. Running state comes
from ``state.states``. Adding a feature family touches its own file and one line here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Final

from refparse.features import (
    affixes,
    form,
    gazetteer,
    identifiers,
    numbers,
    state,
    words,
)
from refparse.features.view import View, view

FEATURE_SET: Final = 1
"""Version of the feature set; a model trained with another version is refused."""

_NEAR: Final = (-1, 0, 1)
_WIDE: Final = (-3, -2, -1, 0, 1, 2, 3)

Family = Callable[[View], list[str]]
FAMILIES: Final[tuple[tuple[Family, tuple[int, ...]], ...]] = (
    (form.features, _WIDE),
    (form.word, _WIDE),
    (affixes.punctuation, _WIDE),
    (numbers.features, _WIDE),
    (words.features, _WIDE),
    (identifiers.features, _NEAR),
    (gazetteer.features, _WIDE),
    (affixes.features, (0,)),
)
OFFSETS: Final = _WIDE
_CACHED_TOKENS: Final = 50_000
_CACHED_NAMES: Final = 200_000


@lru_cache(maxsize=_CACHED_TOKENS)
def token_features(token: str) -> tuple[View, dict[int, tuple[str, ...]]]:
    """A token's view and, for each offset, the features that a neighbour at that offset sees.

    Offset 1 holds what the token before sees of this one ("+1:w=vol").
    """
    seen = view(token)
    out: dict[int, list[str]] = {offset: [] for offset in OFFSETS}
    for family, offsets in FAMILIES:
        found = family(seen)
        for offset in offsets:
            out[offset] += [_at(offset, name) for name in found] if offset else found
    return seen, {offset: tuple(names) for offset, names in out.items()}


@lru_cache(maxsize=_CACHED_NAMES)
def _at(offset: int, name: str) -> str:
    """The name of a neighbour's feature; cached so that tokens share the strings."""
    return f"{offset:+d}:{name}"


def extract(tokens: Sequence[str]) -> list[list[str]]:
    """Feature strings of every token of one reference.

    Args:
        tokens: the token strings in order.

    Returns:
        One list of feature strings per token.
    """
    known = [token_features(token) for token in tokens]
    out = state.states([seen for seen, _ in known])
    size = len(known)
    for index, here in enumerate(out):
        for offset in OFFSETS:
            at = index + offset
            if 0 <= at < size:
                here += known[at][1][offset]
            elif at in (-1, size):
                here.append("edge=first" if at < 0 else "edge=last")
    return out
