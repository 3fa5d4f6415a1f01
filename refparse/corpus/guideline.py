"""Bring labelled data of other people to the guideline (SPEC §1, docs/labels.md).

Each rule of :data:`RULES` is a plain function on (text, spans); they run in order and again until
nothing changes, because what one rule splits off another narrows. What cannot be mended is dropped.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

from refparse.corpus.profiles import DEFAULT, Profile
from refparse.corpus.reference import LabelledReference
from refparse.corpus.rules import (
    affixes,
    containers,
    damage,
    fill,
    identifiers,
    imprint,
    numbers,
    people,
    swallowed,
)
from refparse.corpus.rules.spans import Rule, Spans, gaps
from refparse.labels import LABELS

RULES: Final[tuple[tuple[str, Rule], ...]] = (
    ("leading number", people.leading_number),
    ("editors among authors", people.editors_among_authors),
    ("dates of access", identifiers.access_dates),
    ("identifiers", identifiers.narrow_identifiers),
    ("edges given back", affixes.extend_edges),
    ("label words", affixes.strip_affixes),
    ("swallowed tails", swallowed.swallowed_tails),
    ("issue under another label", numbers.called_issue),
    ("numbers split", numbers.split_numbers),
    ("volume at a journal's end", numbers.volume_at_end),
    ("dates merged", numbers.merge_dates),
    ("ranges merged", numbers.merge_ranges),
    ("genres", imprint.genres),
    ("notes", imprint.notes),
    ("publishers and places", imprint.publishing),
    ("kind of container", containers.kind_of_container),
    ("missing title", containers.missing_title),
    ("late number", people.late_number),
    ("certain fields filled in", fill.fill_certain),
)
"""Name and rule, in the order in which they run."""

_SWALLOWED: Final[tuple[tuple[str, Rule], ...]] = (
    ("swallowed place", swallowed.swallowed_place),
    ("swallowed container", swallowed.swallowed_container),
    ("swallowed volume", swallowed.swallowed_volume),
)
_ROUNDS: Final = 5
_LABELS: Final = frozenset(LABELS)
_WORD: Final = re.compile(r"[^\W\d_]{2,}")
_LABEL_WORD: Final = re.compile(
    r"(?:available|at|from|online|accessed|retrieved|on|in|the|and|of|by|doi|vol|volume|no|nr|pp?|pages?"
    r"|eds?|edited|editors?|hrsg|https?|org|dx|www|url|isbn|issn|arxiv|pmid|pmcid|abs|disponible|disponível"
    r"|em|en|acesso|acceso|repéré|à|consulté|le|sur|trans|translated|number|issue|series|edition|edn|ser|cited"
    r"|access|date|und|et|de|von|cura|di|a|sous|la|direction|dir|дата|обращения|режим|доступа|нр|под|ред|reprint"
    r"|reprinted|heft|band|aufl|auflage|pubmed|crossref|google|scholar|view|article|publisher|medline|free|full"
    r"|text|last|visited|abgerufen|am|verfügbar|unter|zugriff|orgs?|coords?|presented|paper|as|to|voll?)",
    re.IGNORECASE,
)


def normalise(
    reference: LabelledReference,
    profile: Profile = DEFAULT,
    *,
    counts: Counter[str] | None = None,
) -> LabelledReference | None:
    """Bring one labelled reference to the guideline.

    Args:
        reference: labels may be foreign; spans sorted and not overlapping.
        profile: habits of its corpus.
        counts: where given, one is added under the name of each rule that changed something, and
            under "dropped: …" with the reason for a drop.

    Returns:
        The reference with its spans changed; None where it is too damaged to teach anything.
    """
    text, spans = reference.text, reference.spans
    tally = counts if counts is not None else Counter()
    if any(span[2] in profile.poison for span in spans):
        tally["dropped: unusable label"] += 1
        return None
    renamed = _rename(spans, profile)
    if renamed != spans:
        tally["labels renamed"] += 1
    spans = renamed
    changed: set[str] = set()
    rules = RULES
    if profile.swallows:
        rules = (*RULES, *_SWALLOWED)
    rules = tuple(rule for rule in rules if rule[0] not in profile.skip)
    for _ in range(_ROUNDS):
        before = spans
        for name, rule in rules:
            after = rule(text, spans)
            if after != spans and _sound(after):
                spans = after
                changed.add(name)
        if spans == before:
            break
    tally.update(changed)
    reason = damage.reason(text, spans, profile)
    if reason:
        tally[f"dropped: {reason}"] += 1
        return None
    return replace(reference, spans=spans)


def normalise_all(
    references: Iterable[LabelledReference],
    profile: Profile = DEFAULT,
    *,
    counts: Counter[str] | None = None,
    partial: bool = False,
) -> Iterator[LabelledReference]:
    """Normalise a corpus; dropped references are left out.

    Args:
        references: the corpus.
        profile: its habits.
        counts: see :func:`normalise`.
        partial: whether to leave out as well what :func:`drop_if_unlabelled` recognises.
    """
    for reference in references:
        normal = normalise(reference, profile, counts=counts)
        if normal is None:
            continue
        if partial and drop_if_unlabelled(normal, profile):
            if counts is not None:
                counts["dropped: visible field unlabelled"] += 1
            continue
        yield normal


def drop_if_unlabelled(reference: LabelledReference, profile: Profile = DEFAULT) -> bool:
    """Whether a field visibly stands unlabelled, so that the reference would teach it as nothing.

    A stretch outside all spans counts if it holds more than ``profile.max_gap`` words that are no
    label words ("Available at", "edited by"), or the form of a field that the corpus never labels.
    """
    for start, end in gaps(reference.text, reference.spans):
        if end - start < 6:
            continue
        stretch = reference.text[start:end]
        words = [word for word in _WORD.findall(stretch) if not _LABEL_WORD.fullmatch(word)]
        if len(words) > profile.max_gap:
            return True
        if any(
            damage.VISIBLE[label].search(stretch)
            for label in profile.unlabelled & damage.VISIBLE.keys()
        ):
            return True
    return False


def _rename(spans: Spans, profile: Profile) -> Spans:
    out = []
    for start, end, label in spans:
        name = profile.rename.get(label, label if label in _LABELS else "note")
        if name is not None:
            out.append((start, end, name))
    return tuple(out)


def _sound(spans: Spans) -> bool:
    return all(a[0] < a[1] for a in spans) and all(a[1] <= b[0] for a, b in pairwise(spans))
