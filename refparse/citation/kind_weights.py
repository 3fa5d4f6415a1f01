"""The learned part of the item type: a linear classifier over words and labels.

The weights stand in data/kinds.tsv, a line for each feature: its name, a tab, and "type:weight"
for each type that it speaks for or against. training_data/build_kinds.py learns them. A type's
score is the sum of its weights over the features that hold; the highest score wins.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Final, NamedTuple

from refparse.labels import LABELS
from refparse.native import core_function

REST: Final = "rest"
"""Stands for the characters that no span covers, where features name a label."""
_WORDED: Final = dict.fromkeys(
    (
        "title",
        "genre",
        "journal",
        "booktitle",
        "publisher",
        "institution",
        "identifier",
        "note",
        "author",
        "editor",
        "series",
        "medium",
        "volume",
        "pages",
    )
)
_FIRST: Final = frozenset({"title", "identifier", "author"})
_LONGEST: Final = 240
_SHORT: Final = 80
_SUFFIX: Final = 6
_LONG_WORD: Final = 9
_WORD: Final = re.compile(r"[^\W\d_]+|§")
# The same for ASCII, to be split at blanks.
_BLANKED: Final = {code: chr(code).lower() if chr(code).isalpha() else " " for code in range(128)}
_MONTH: Final = re.compile(r"[^\W\d_]{3}|\d[./-]\d")
_DAY: Final = re.compile(
    r"\b[0-3]?\d(?:\.|er|º|th|st|nd|rd)?,?[\s./-]{1,2}(?:[01]?\d[./-]|[^\W\d_]{3})"
    r"|[^\W\d_]{3}\.?\s[0-3]?\d(?:th|st|nd|rd)?\b"
)
_RANGE: Final = re.compile(r"\d\s*[-–—]\s*\d")
_SIGNS: Final = re.compile(r"\d+\s?[/.]\s?\d|§|\bv\.|[\[«„“\"'‘]")

WEAKEST: Final = -2.0
"""A best score below this (a probability of an eighth) says nothing: the rules' answer stands."""

SCALE: Final = 100
"""Weights are kept as whole hundredths: their sums are exact, so no order of adding can tell two
equal scores apart (the words of a text come as a set, in another order in every process)."""

Hit = tuple[tuple[int, int], ...]


class Weights(NamedTuple):
    """The weights as the scoring wants them.

    Attributes:
        types: CSL types in alphabetical order.
        plain: by feature, for the features that are no word: (type's index, weight in hundredths).
        words: by label, then by word, likewise.
    """

    types: tuple[str, ...]
    plain: dict[str, Hit]
    words: dict[str, dict[str, Hit]]


@cache
def weights() -> Weights:
    """The shipped weights, read at the first call."""
    text = resources.files("refparse.citation").joinpath("data/kinds.tsv").read_text("utf-8")
    return read_weights(text)


def read_weights(text: str) -> Weights:
    """Weights from the text of a kinds.tsv: the first line names the types after "#types"."""
    lines = text.splitlines()
    types = tuple(lines[0].split()[1:])
    number = {name: at for at, name in enumerate(types)}
    plain: dict[str, Hit] = {}
    words: dict[str, dict[str, Hit]] = {label: {} for label in (*_WORDED, REST)}
    for line in lines[1:]:
        feature, _, found = line.partition("\t")
        if feature.startswith("#") or not found:
            continue
        pairs = (one.rpartition(":") for one in found.split())
        hit = tuple((number[name], round(float(weight) * SCALE)) for name, _, weight in pairs)
        label, colon, word = feature.partition(":")
        if colon:
            words[label][word] = hit
        else:
            plain[feature] = hit
    return Weights(types, plain, words)


def _flags(texts: Mapping[str, str]) -> list[str]:
    """What the numbers and signs of a reference look like."""
    out = []
    date = texts.get("date")
    if date and _MONTH.search(date[:60]):
        out.append("month")
        if "volume" not in texts and _DAY.search(date[:60]):
            out.append("day")
    pages = texts.get("pages")
    if pages and _RANGE.search(pages[:60]):
        out.append("range")
    identifier = texts.get("identifier")
    if identifier and _SIGNS.search(identifier[:80]):
        out.append("identifier/")
    return out


@lru_cache(maxsize=8192)
def _pieces_again(label: str, text: str) -> frozenset[str]:
    """The pieces that have a weight."""
    return frozenset(weights().words[label].keys() & _pieces(label, text))


def _pieces(label: str, text: str) -> list[str]:
    """The words of a text in lower case; "^word" is the first, "$ending" ends a long one."""
    if text.isascii():
        words = text[:_LONGEST].translate(_BLANKED).split()
    else:
        words = _WORD.findall(text[:_LONGEST].lower())
    if words and label in _FIRST:
        return [*words, "^" + words[0], *_endings(words)]
    return words + _endings(words)


def _endings(words: list[str]) -> list[str]:
    return ["$" + word[-_SUFFIX:] for word in words if len(word) >= _LONG_WORD]


def _standing(rule: str, labels: Collection[str]) -> Iterator[str]:
    """The features that depend on nothing but the rules' answer and the labels."""
    yield "always"
    yield f"rule={rule}"
    for label in LABELS:
        yield f"+{label}" if label in labels else f"-{label}"


def features(rule: str, texts: Mapping[str, str], rest: str) -> list[str]:
    """All features of a reference, for training: each once, in a fixed order.

    Args:
        rule: the type that the rules give.
        texts: the text of each label.
        rest: the characters that carry no label.
    """
    out = [*_standing(rule, texts), *_flags(texts)]
    for label in _WORDED:
        if label in texts:
            out += [f"{label}:{piece}" for piece in _pieces(label, texts[label])]
    out += [f"{REST}:{piece}" for piece in _pieces(REST, rest)]
    return list(dict.fromkeys(out))


@cache
def _in_c() -> Callable[[str, Mapping[str, str], str, int], str | None] | None:
    """:func:`best_type` by the C core; None where it is not in use."""
    kind = core_function("Kinds")
    if kind is None:
        return None
    types, plain, words = weights()
    first = tuple(sorted(_FIRST))
    best: Callable[[str, Mapping[str, str], str, int], str | None] = kind(
        types, plain, words, tuple(LABELS), first, _DAY.search, _SIGNS.search
    ).best
    return best


@lru_cache(maxsize=4096)
def _base(rule: str, labels: frozenset[str]) -> tuple[int, ...]:
    known = weights()
    scores = [0] * len(known.types)
    for feature in _standing(rule, labels):
        for at, weight in known.plain.get(feature, ()):
            scores[at] += weight
    return tuple(scores)


def best_type(rule: str, texts: Mapping[str, str], rest: str) -> str:
    """The type with the highest score; of several, the first in the alphabet.

    Where no score is worth anything, the rules' answer.

    Args:
        rule: the type that the rules give.
        texts: the text of each label, several spans of one label joined by a blank.
        rest: the characters that carry no label.
    """
    fast = _in_c()
    found = fast(rule, texts, rest, round(WEAKEST * SCALE)) if fast is not None else None
    return _sum_up(rule, texts, rest) if found is None else found


def _sum_up(rule: str, texts: Mapping[str, str], rest: str) -> str:
    """:func:`best_type` in Python."""
    known = weights()
    scores = list(_base(rule, frozenset(texts)))
    for flag in _flags(texts):
        for at, weight in known.plain.get(flag, ()):
            scores[at] += weight
    words = known.words
    for label, text in texts.items():
        if label in _WORDED:
            table = words[label]
            # Names of journals and publishers come again; titles and authors do not.
            again = label not in _FIRST and len(text) <= _SHORT
            for piece in _pieces_again(label, text) if again else set(_pieces(label, text)):
                if piece in table:
                    for at, weight in table[piece]:
                        scores[at] += weight
    for piece in _pieces_again(REST, rest) if len(rest) <= _SHORT else set(_pieces(REST, rest)):
        if piece in words[REST]:
            for at, weight in words[REST][piece]:
                scores[at] += weight
    best = max(scores)
    return rule if best < WEAKEST * SCALE else known.types[scores.index(best)]
