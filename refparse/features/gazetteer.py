"""Gazetteers: given names, family names and places, from data/*.txt (built by a script)."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Final

from refparse.features.view import View

LISTS: Final = ("given", "family", "place")


@cache
def entries(name: str) -> frozenset[str]:
    """The lower-case single words of one list."""
    file = resources.files("refparse.features").joinpath(f"data/{name}.txt")
    lines = file.read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def features(token: View) -> list[str]:
    """Names of the lists that hold the token, for words that do not start in lower case."""
    core = token.core
    if len(core) < 2 or core[0].islower() or core[0].isdigit():
        return []
    low = token.lower
    out = ["g=" + name for name in LISTS if low in entries(name)]
    if not out and "-" in low:
        parts = low.split("-")
        out = ["gh=" + name for name in LISTS if all(part in entries(name) for part in parts)]
    return out
