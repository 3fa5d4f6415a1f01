"""Reads the word lists of this package: plain text files in sections."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources


@lru_cache(maxsize=4)
def sections_of(name: str) -> dict[str, tuple[str, ...]]:
    """The sections of a data file and their lines; comments and blank lines are left out."""
    raw = resources.files(__package__).joinpath(name).read_text(encoding="utf-8")
    sections: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in map(str.strip, raw.splitlines()):
        if not line or line.startswith("#"):
            continue
        if line.startswith("["):
            lines = sections.setdefault(line[1:-1], [])
        else:
            lines.append(line)
    return {section: tuple(content) for section, content in sections.items()}


@lru_cache(maxsize=16)
def words_of(section: str) -> frozenset[str]:
    """The words in a section of ``words.txt``."""
    return frozenset(word for line in sections_of("words.txt")[section] for word in line.split())
