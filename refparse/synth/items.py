"""Invented CSL-JSON items: real strings, recombined, with identifiers made up to fit.

Titles, people, journals and publishers of one item come from different publications of one
language, so that an item looks real and describes nothing that exists. Keys that begin with "_"
are for this package and are not handed to a citation processor:

``_lang`` language of the item, ``_publisher_is`` the label that its publisher gets
(``institution`` for the university of a thesis).
"""

from __future__ import annotations

from random import Random
from typing import Any, Final

from refparse.synth import bodies, invent
from refparse.synth.kinds import FILL, Item
from refparse.synth.people import people, speaking
from refparse.synth.pool import Pool

TYPES: Final[dict[str, float]] = {
    "article-journal": 45.0,
    "book": 17.0,
    "chapter": 13.0,
    "paper-conference": 7.0,
    "thesis": 4.0,
    "report": 4.0,
    "webpage": 4.0,
    "article-newspaper": 1.3,
    "article-magazine": 0.7,
    "patent": 0.8,
    "dataset": 0.8,
    "software": 0.8,
    "standard": 0.7,
    "legal_case": 0.6,
    "entry-encyclopedia": 0.6,
    "article": 1.2,
    "manuscript": 0.4,
    "legislation": 0.5,
}
"""Item types and how often each is invented, in percent."""


def _several(rng: Random, kind: str) -> int:
    if kind in ("article-journal", "paper-conference", "article", "dataset"):
        return rng.choices((1, 2, 3, 4, 5, 6, 7, 8, 10, 12), (28, 22, 16, 11, 7, 6, 3, 3, 2, 2))[0]
    if kind == "patent":
        return rng.choice((1, 2, 3))
    return rng.choices((1, 2, 3, 4, 5), (68, 19, 8, 3, 2))[0]


def _date(rng: Random, year: int, precision: float) -> dict[str, Any]:
    parts = [year]
    if rng.random() < precision:
        parts.append(rng.randrange(1, 13))
        if rng.random() < 0.5:
            parts.append(rng.randrange(1, 29))
    return {"date-parts": [parts]}


# How often those who wrote or edited an item are corporate bodies.
_CORPORATE: Final[dict[str, float]] = {
    "book": 0.1, "chapter": 0.03, "report": 0.5, "webpage": 0.4, "paper-conference": 0.01,
    "article-journal": 0.01, "dataset": 0.15, "software": 0.05, "manuscript": 0.05,
}  # fmt: skip
_CORPORATE_EDITOR: Final = 0.08


def _incorporate(item: Item, language: str, kind: str, rng: Random) -> None:
    """Let a corporate body stand where a person stood."""
    spoken = language.partition("-")[0] if language != "ru-Latn" else "en"
    if item.get("author") and rng.random() < _CORPORATE.get(kind, 0.0):
        item["author"] = bodies.bodies(spoken, rng)
    if item.get("editor") and rng.random() < _CORPORATE_EDITOR:
        item["editor"] = bodies.bodies(spoken, rng)


def invent_item(pool: Pool, language: str, kind: str, rng: Random) -> Item:
    """One item.

    Args:
        pool: where its strings come from.
        language: ISO 639-1 code; ``ru-Latn`` for transliterated Russian.
        kind: one of :data:`TYPES`.
        rng: where the randomness comes from.

    Returns:
        A CSL-JSON item without an id.
    """
    year = invent.year_of_publication(rng)
    if kind in ("webpage", "dataset", "software", "article"):
        year = rng.randrange(1999, 2026)
    item: Item = {"type": kind, "_lang": language}
    item["issued"] = _date(rng, year, 0.9 if "news" in kind or kind == "webpage" else 0.12)
    own = pool.people.get(language, ())
    item["author"] = people(speaking(language), _several(rng, kind), own, rng)
    FILL[kind](item, pool, language, year, rng)
    _incorporate(item, language, kind, rng)
    if kind == "webpage" or (year > 1996 and rng.random() < 0.04):
        item.setdefault("URL", invent.url(rng, year))
    if item.get("URL") and rng.random() < (0.75 if kind == "webpage" else 0.5):
        item["accessed"] = {
            "date-parts": [
                [min(year + rng.randrange(0, 6), 2025), rng.randrange(1, 13), rng.randrange(1, 29)]
            ]
        }
    return {key: value for key, value in item.items() if value not in ("", None, [])}
