"""In which fields a word usually stands, by counts over metadata records: data/lexicon.txt."""

from __future__ import annotations

from functools import cache
from importlib import resources


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
