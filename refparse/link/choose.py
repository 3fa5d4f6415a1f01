"""Which of a registry's candidates is the work that a reference names, if any."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from refparse.link.compare import compare
from refparse.link.outcome import Candidate
from refparse.link.score import contradiction, disagreements, score, shipped
from refparse.link.works import Work

_TIE: Final = 0.001


@dataclass(frozen=True, slots=True)
class Choice:
    """What one registry's candidates come to: ``match`` is accepted, ``closest`` is not."""

    match: Candidate | None = None
    closest: Candidate | None = None
    ambiguous: bool = False


def choose(reference: Work, records: Iterable[Work], threshold: float) -> Choice:
    """The record to accept, or else the best of those that are not.

    Where records of different works fit equally well, none is accepted.
    """
    ranked: list[tuple[bool, float, Candidate, Work]] = []
    for record in records:
        agreement = compare(reference, record)
        candidate = Candidate(
            record.doi, score(agreement), record.source, disagreements(agreement), record.item
        )
        fits = candidate.score >= threshold and not contradiction(agreement)
        ranked.append((fits, candidate.score, candidate, record))
    ranked.sort(key=lambda entry: entry[:2], reverse=True)
    if not ranked:
        return Choice()
    fits, _, best, record = ranked[0]
    if not fits:
        return Choice(closest=best)
    rivals = (r for f, value, _, r in ranked[1:] if f and value >= best.score - _TIE)
    if any(_apart(record, rival) for rival in rivals):
        return Choice(closest=best, ambiguous=True)
    return Choice(best)


def _apart(one: Work, other: Work) -> bool:
    """Whether two records are of two works: registries also hold one work twice."""
    agreement = compare(one, other)
    fields = ("title", "numbers", "year", "volume", "issue", "pages")
    return one.doi != other.doi and any(agreement[name] == "differs" for name in fields)


def contradicts(reference: Work, record: Work) -> bool:
    """Whether a record cannot be the work that is named; what is not stated is no contradiction."""
    agreement = compare(reference, record)
    field = contradiction(agreement)
    return bool(field) and agreement[field] != "missing" and score(agreement) < shipped().threshold


def candidate_of(reference: Work, record: Work) -> Candidate:
    """A record with its score for a reference and the fields that speak against it."""
    agreement = compare(reference, record)
    against = disagreements(agreement)
    return Candidate(record.doi, score(agreement), record.source, against, record.item)
