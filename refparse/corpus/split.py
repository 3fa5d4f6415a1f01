"""Splitting corpora into parts that share no reference."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from refparse._errors import CorpusError
from refparse.corpus.keys import MIN_TITLE, corpus_of, text_key, title_key
from refparse.corpus.reference import LabelledReference


def split(
    references: Iterable[LabelledReference],
    shares: Mapping[str, float],
    *,
    seed: int = 0,
    min_title: int = MIN_TITLE,
) -> dict[str, list[LabelledReference]]:
    """Split references at random, duplicates together, each corpus and language in proportion.

    Args:
        references: one corpus or several chained; their order does not matter to the result.
        shares: name and share of each part; the shares are scaled to sum to 1.
        seed: the same seed gives the same parts.
        min_title: letters and digits that a title must exceed for equal titles to be one group.

    Returns:
        The parts by name, each in the order of ``references``. References with the same text or
        title, directly or through others, are in one part.

    Raises:
        CorpusError: there is no part, or a share is not positive.
    """
    if not shares or any(not share > 0 for share in shares.values()):
        raise CorpusError(f"shares must be positive numbers, for one part at least: {dict(shares)}")
    everything = list(references)
    strata: dict[tuple[str, str], list[list[int]]] = defaultdict(list)
    for group in _groups(everything, min_title):
        kinds = Counter((corpus_of(everything[at]), everything[at].lang or "") for at in group)
        strata[min(kinds, key=lambda kind: (-kinds[kind], kind))].append(group)
    chance = random.Random(seed)
    total = sum(shares.values())
    lacking = {name: share / total * len(everything) for name, share in shares.items()}
    place: dict[int, str] = {}
    for stratum in sorted(strata):
        groups = sorted(strata[stratum], key=lambda group: _name(everything, group))
        chance.shuffle(groups)
        size = sum(map(len, groups))
        wanted = {name: share / total * size for name, share in shares.items()}
        for group in groups:
            # To the part that lacks most of this kind, then of all, in proportion to its share.
            name = max(
                shares,
                key=lambda part: (
                    round(wanted[part] / shares[part], 9),
                    lacking[part] / shares[part],
                ),
            )
            wanted[name] -= len(group)
            lacking[name] -= len(group)
            place.update(dict.fromkeys(group, name))
    return {
        name: [reference for at, reference in enumerate(everything) if place[at] == name]
        for name in shares
    }


def _groups(references: list[LabelledReference], min_title: int) -> list[list[int]]:
    """Indices of references that belong together: union by text key and title key."""
    parent = list(range(len(references)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    seen: dict[tuple[str, str], int] = {}
    for at, reference in enumerate(references):
        keys = [("text", text_key(reference))]
        title = title_key(reference, min_title)
        if title:
            keys.append(("title", title))
        for key in keys:
            if key in seen:
                parent[root(at)] = root(seen[key])
            else:
                seen[key] = at
    groups: dict[int, list[int]] = defaultdict(list)
    for at in range(len(references)):
        groups[root(at)].append(at)
    return list(groups.values())


def _name(references: list[LabelledReference], group: list[int]) -> tuple[str, ...]:
    """What a group is called, whatever the order of the corpus."""
    return min((references[at].text, references[at].id) for at in group)
