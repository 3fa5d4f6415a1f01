"""Chunks: the stretches between two marks of punctuation, and what they look like as a whole.

"… en Bresse, Lyon, Jean Dupont, 1998" has four; whether the third looks like a publisher is seen
from all of its words together, by the counts of lexicon.py, not from any single one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from refparse.features.lexicon import entries
from refparse.features.numbers import is_year
from refparse.features.view import View
from refparse.features.words import word_classes

_ENDS: Final = frozenset(".,;:?!/。，；：")
_STARTS: Final = frozenset("([«\"'„“–—")
_LEAST: Final = 2


@dataclass(frozen=True, slots=True)
class Chunk:
    """Tokens ``first`` to before ``last``, what they look like, and how they are capitalised."""

    first: int
    last: int
    kind: str
    capitals: str


def chunks(tokens: Sequence[View], caps: Sequence[str]) -> list[Chunk]:
    """Cut a reference into its chunks.

    Args:
        tokens: the tokens.
        caps: their capitals, see ``form.capitals``.

    Returns:
        Chunks in order; together they hold every token.
    """
    out: list[Chunk] = []
    begin = 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if following is None or _ends(token, caps[index], following):
            out.append(_chunk(tokens, caps, begin, index + 1))
            begin = index + 1
    return out


def _ends(token: View, cap: str, following: View) -> bool:
    if following.lead[:1] in _STARTS and following.lead:
        return True
    if not any(mark in _ENDS for mark in token.tail) and token.core:
        return bool(token.tail) and token.tail[-1] in ')]»"'
    # The dot of an initial or of a short abbreviation joins rather than separates.
    return not (token.tail == "." and (cap == "initial" or len(token.core) <= 2))


def _chunk(tokens: Sequence[View], caps: Sequence[str], first: int, last: int) -> Chunk:
    words = [index for index in range(first, last) if tokens[index].core]
    if not words:
        return Chunk(first, last, "mark", "-")
    if all(caps[index] == "number" for index in words):
        year = any(is_year(tokens[index].core) for index in words)
        return Chunk(first, last, "year" if year else "number", "-")
    if len(words) <= 4 and any(caps[index] == "initial" for index in words):
        return Chunk(first, last, "name", "-")
    sums: dict[str, int] = {}
    for index in words[:30]:
        for mark in entries().get(tokens[index].lower, ()):
            sums[mark[0]] = sums.get(mark[0], 0) + int(mark[1])
    ranked = sorted(sums.items(), key=lambda item: (-item[1], item[0]))
    kind = ranked[0][0] if ranked and ranked[0][1] >= _LEAST else "word"
    if len(ranked) > 1 and ranked[1][1] * 3 >= ranked[0][1] * 2:
        kind += ranked[1][0]
    classes = word_classes(tokens[words[0]])
    if kind == "word" and classes:
        kind = "k" + classes[0]
    elif "in" in classes:
        kind = "in" + kind
    long = [index for index in words if len(tokens[index].core) > 3 and caps[index] != "number"]
    titled = sum(caps[index] in ("title", "upper", "mixed") for index in long)
    if not long:
        capital = "0"
    else:
        capital = "all" if titled == len(long) else "some" if titled * 2 >= len(long) else "few"
    return Chunk(first, last, kind, capital)


def features(found: Sequence[Chunk], size: int) -> list[list[str]]:
    """Chunk features of every token; ``size`` is the number of tokens."""
    out: list[list[str]] = [[] for _ in range(size)]
    for number, chunk in enumerate(found):
        length = chunk.last - chunk.first
        wide = str(length) if length < 4 else "4-6" if length < 7 else "7+"
        here = f"{chunk.kind}/{wide}"
        before = found[number - 1] if number else None
        after = found[number + 1] if number + 1 < len(found) else None
        shared = [
            "ck=" + here,
            f"cc={chunk.capitals}/{wide}",
            f"ckc={chunk.kind}/{chunk.capitals}",
            f"cn={after.kind if after else '$'}",
            f"cb={before.kind if before else '^'}",
            f"cbn={before.kind if before else '^'}/{chunk.kind}/{after.kind if after else '$'}",
        ]
        for index in range(chunk.first, chunk.last):
            edge = "1" if index == chunk.first else "$" if index == chunk.last - 1 else "-"
            out[index] = [*shared, f"ce={edge}{chunk.kind}", "co=" + edge]
    return out
