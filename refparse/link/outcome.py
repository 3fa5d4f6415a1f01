"""What becomes of a reference that is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from refparse.types import Citation

STATUSES: Final[dict[str, str]] = {
    "found": "a record matches; its DOI was not in the reference",
    "confirmed": "the reference's own DOI exists, and its record is of this work",
    "conflict": "the reference's own DOI belongs to another work",
    "ambiguous": "several records fit equally well: which one is meant cannot be told",
    "not-found": "not found; may not exist",
    "too-little": "the reference says too little to be looked up",
    "unavailable": "a registry gave no usable answer: try again later",
}
"""What can become of a reference. "not-found" is said only if every registry answered."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record that was considered.

    Attributes:
        doi: its DOI.
        score: the probability that it is the work, 0..1.
        source: the registry.
        differs: the fields that speak against it.
        csl: the registry's data as a CSL-JSON item.
    """

    doi: str
    score: float
    source: str
    differs: tuple[str, ...] = ()
    csl: Mapping[str, Any] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, slots=True)
class Link:
    """What became of a reference. The reference itself is never changed.

    Attributes:
        status: one of :data:`STATUSES`.
        match: the record that was accepted; None without one.
        closest: the best record that was not accepted, for people to look at; None without one.
        message: why, in words; "" where the status says all.
    """

    status: str
    match: Candidate | None = None
    closest: Candidate | None = None
    message: str = ""

    @property
    def doi(self) -> str:
        """The DOI of the accepted record; "" without one."""
        return self.match.doi if self.match else ""

    def to_dict(self) -> dict[str, Any]:
        """For JSON: status, doi, score, source, csl, closest, message; None where there is none."""
        return {
            "status": self.status,
            "doi": self.doi or None,
            "score": _rounded(self.match),
            "source": self.match.source if self.match else None,
            "csl": dict(self.match.csl) if self.match else None,
            "closest": _closest(self.closest),
            "message": self.message or STATUSES[self.status],
        }


def _rounded(candidate: Candidate | None) -> float | None:
    return round(candidate.score, 4) if candidate else None


def _closest(candidate: Candidate | None) -> dict[str, Any] | None:
    if candidate is None:
        return None
    return {
        "doi": candidate.doi,
        "score": _rounded(candidate),
        "source": candidate.source,
        "differs": list(candidate.differs),
        "csl": dict(candidate.csl),
    }


def with_link(citation: Citation, found: Link, *, fill: bool = False) -> Citation:
    """The citation with the outcome among its custom values, for formats other than ``jsonl``.

    Args:
        citation: the reference; its fields stay as they are.
        found: the outcome, kept as ``link-status``, ``link-doi``, ``link-score``, ``link-source``.
        fill: also take the DOI over into the field, where the reference has none.
    """
    custom = {**citation.custom, "link-status": found.status}
    if found.match is not None:
        custom["link-doi"] = found.match.doi
        custom["link-score"] = f"{found.match.score:.4f}"
        custom["link-source"] = found.match.source
    fields = dict(citation.fields)
    if fill and found.match is not None and not citation.doi:
        fields["DOI"] = found.match.doi
    return replace(citation, fields=fields, custom=custom)
