"""Draws of a title, journal or publisher in a language, from the pool or the word lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random
from typing import TypeVar

from refparse.synth import banks
from refparse.synth.pool import Pool

T = TypeVar("T")


def pick(rng: Random, *choices: Sequence[T]) -> T | None:
    """One of the first sequence that has any."""
    for choice in choices:
        if choice:
            return choice[rng.randrange(len(choice))]
    return None


def title(pool: Pool, language: str, kind: str, rng: Random) -> str:
    """A title of a kind ("articles", "books", "theses"), now and then with a subtitle."""
    main = _plain_title(pool, language, kind, rng)
    if (
        rng.random() < (0.08 if language == "en" else 0.18)
        and len(main) < 70
        and not re.search(r"[:.?!]", main)
    ):
        under = _plain_title(pool, language, kind, rng)
        if len(under) < 90 and ":" not in under:
            usual = {"fr": " : ", "de": ". ", "it": ". "}.get(language, ": ")
            return main + rng.choice((usual, usual, usual, ". ", ": ", "? ", " – ")) + under
    return main


def _plain_title(pool: Pool, language: str, kind: str, rng: Random) -> str:
    known = getattr(pool, kind).get(language, ())
    related = pool.articles.get(language, ()) if kind == "theses" else ()
    stock = known if len(known) > 150 or rng.random() < len(known) / 300 else related
    if len(stock) < 150 and banks.has_titles(language):
        return banks.title(language, rng)
    found = pick(rng, stock, known, pool.articles.get("en", ()))
    return found or banks.title("en", rng)


def journal(pool: Pool, language: str, rng: Random) -> tuple[str, str]:
    """A journal's full title and abbreviation; either may be "" where it is not known."""
    cited = pool.journals.get(language, ())
    listed = pool.listed.get(language, ())
    own = banks.journals(language)
    stocks = [s for s in (cited, listed, own) if s]
    weights = [min(len(s), 400) ** 0.5 * w for s, w in ((cited, 2), (listed, 1), (own, 2)) if s]
    if not stocks:
        return journal(pool, "en", rng) if pool.journals or pool.listed else ("Journal", "")
    return rng.choice(rng.choices(stocks, weights)[0])


def publisher(pool: Pool, language: str, rng: Random) -> tuple[str, str]:
    """A publisher and its place."""
    known = pool.publishers.get(language, ())
    own = banks.publishers(language)
    if own and (not known or rng.random() < 40 / (40 + len(known) ** 0.7)):
        return rng.choice(own)
    return pick(rng, known, pool.publishers.get("en", ())) or ("University Press", "London")
