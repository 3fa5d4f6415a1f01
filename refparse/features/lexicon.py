"""In which fields a word usually stands, by counts over metadata records: data/lexicon.txt."""

from __future__ import annotations

from functools import cache
from importlib import resources

from refparse.features.view import View


@cache
def entries() -> dict[str, tuple[str, ...]]:
    """Marks of each lower-case word: field letter and strength, ("j3", "t1") for "review"."""
    text = resources.files("refparse.features").joinpath("data/lexicon.txt").read_text("utf-8")
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            word, _, marks = line.partition("\t")
            found[word] = tuple(marks.split())
    return found


def features(token: View) -> list[str]:
    """The word's marks; of both halves of a hyphenated word where it is unknown as a whole."""
    marks = entries().get(token.lower)
    if marks is None and "-" in token.lower:
        first, _, last = token.lower.partition("-")
        # Sorted: the order of a set differs between processes, and training must not.
        marks = tuple(sorted(set(entries().get(first, ())) & set(entries().get(last, ()))))
    return ["x=" + mark for mark in marks or ()]
