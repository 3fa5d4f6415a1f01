"""The habits of each public corpus, as data.

A profile says what :func:`refparse.corpus.guideline.normalise` must do for one corpus beyond the
rules that hold for all: labels to rename, labels that spoil a reference, fields that the corpus
leaves unlabelled where they occur.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final


def _no_renames() -> Mapping[str, str | None]:
    return MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Profile:
    """Habits of a corpus.

    Attributes:
        name: file stem of the corpus.
        rename: foreign or misused label to ours; None takes the span away.
        poison: labels whose presence drops the reference.
        unlabelled: labels that the corpus leaves out although the field occurs: a reference in
            which such a field stands visibly unlabelled would teach that it is nothing.
        scrambled: whether many references are cut at the wrong words, so that signs of it
            (a title that ends in a preposition, a publisher with page numbers) drop the reference.
        swallows: whether a title's span often runs on over ", in Container" and ", Place".
        skip: names of rules that would do harm here.
        min_share: least share of letters and digits inside spans, 0..1.
        max_gap: most words in one unlabelled stretch; more drop the reference.
    """

    name: str
    rename: Mapping[str, str | None] = field(default_factory=_no_renames)
    poison: frozenset[str] = frozenset()
    unlabelled: frozenset[str] = frozenset()
    scrambled: bool = False
    swallows: bool = False
    skip: frozenset[str] = frozenset()
    min_share: float = 0.55
    max_gap: int = 3


def _renames(**pairs: str | None) -> Mapping[str, str | None]:
    return MappingProxyType(dict(pairs))


DEFAULT: Final = Profile("default", rename=_renames(other="note"))
"""For a corpus without a profile of its own: the rules that hold everywhere."""

_ALL: Final = (
    Profile(
        "anystyle-bad",
        poison=frozenset({"other"}),
        scrambled=True,
        unlabelled=frozenset({"series", "language"}),
    ),
    Profile("anystyle-core", poison=frozenset({"other"}), unlabelled=frozenset({"language"})),
    Profile("anystyle-gold", poison=frozenset({"other"}), unlabelled=frozenset({"language"})),
    Profile(
        "anystyle-good",
        poison=frozenset({"other"}),
        scrambled=True,
        unlabelled=frozenset({"series", "medium", "language"}),
    ),
    Profile(
        "anystyle-ugly",
        poison=frozenset({"other"}),
        scrambled=True,
        min_share=0.7,
        unlabelled=frozenset({"series", "language"}),
    ),
    Profile("grobid-citation", poison=frozenset({"other"}), unlabelled=frozenset({"edition"})),
    Profile("grobid-kisti", unlabelled=frozenset({"edition", "series"})),
    Profile(
        "jats-misc",
        scrambled=True,
        unlabelled=frozenset({"series", "editor", "url", "language", "institution"}),
    ),
    Profile(
        "linkedbooks-train",
        rename=_renames(other="note"),
        swallows=True,
        skip=frozenset({"leading number"}),
        unlabelled=frozenset({"doi", "url", "accessed", "genre", "edition"}),
    ),
    Profile("plos-jats", unlabelled=frozenset({"series", "genre", "language"})),
    Profile(
        "scielo-aligned",
        unlabelled=frozenset({"genre", "series", "institution", "translator", "medium", "note"}),
    ),
)

PROFILES: Final[Mapping[str, Profile]] = MappingProxyType({each.name: each for each in _ALL})
"""Profile by file stem."""


def profile_of(name: str) -> Profile:
    """The profile of a corpus by its file stem ("anystyle-core"); DEFAULT where there is none."""
    return PROFILES.get(name, DEFAULT)
