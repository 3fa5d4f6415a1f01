"""Label words: roles, locators, months, connectors … in many languages, from data/words.txt."""

from __future__ import annotations

from functools import cache
from importlib import resources

from refparse.features.view import View


@cache
def classes() -> dict[str, tuple[str, ...]]:
    """Classes of each lower-case word of data/words.txt."""
    found: dict[str, list[str]] = {}
    name = ""
    text = resources.files("refparse.features").joinpath("data/words.txt").read_text("utf-8")
    for line in text.splitlines():
        line = line.split("#")[0].strip()
        if line.startswith("[") and line.endswith("]"):
            name = line[1:-1]
            continue
        for word in line.split():
            known = found.setdefault(word, [])
            if name not in known:
                known.append(name)
    return {word: tuple(names) for word, names in found.items()}


def word_classes(token: View) -> tuple[str, ...]:
    """Classes of a token's core: ("pages",) for "pp.", ("editors",) for "(Hrsg.)"."""
    return classes().get(token.lower, ())


def features(token: View) -> list[str]:
    """The token's classes, alone and with its trailing punctuation."""
    out: list[str] = []
    for name in word_classes(token):
        out += ["k=" + name, f"kt={name}{token.tail}"]
    return out
