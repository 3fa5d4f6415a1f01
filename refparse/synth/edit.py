"""Changing the text of a labelled reference while its spans keep up."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random

from refparse.synth.shape import Spans

Change = tuple[int, int, str]
Noise = Callable[[str, Spans, Random], tuple[str, Spans]]


def edit(text: str, spans: Spans, changes: Sequence[Change]) -> tuple[str, Spans]:
    """Replace stretches of a text and move the spans with it.

    Args:
        text: the reference.
        spans: its labels.
        changes: (start, end, replacement), sorted, not overlapping.

    Returns:
        The new text and spans; a span that loses all its characters is dropped. A replacement
        at the edge of a span belongs to it only where the stretch replaced did.
    """
    out: list[str] = []
    position = 0
    marks: list[tuple[int, int, int, int]] = []  # old start and end, new start and end
    length = 0
    for start, end, new in changes:
        out += [text[position:start], new]
        length += start - position
        marks.append((start, end, length, length + len(new)))
        length += len(new)
        position = end
    out.append(text[position:])

    def move(offset: int, closing: bool) -> int:
        shift = 0
        for start, end, new_start, new_end in marks:
            if offset < start or (offset == start and (closing or start == end)):
                if offset == start and start == end and not closing:
                    shift = new_end - end
                    continue
                break
            if offset < end:
                return new_end if closing and offset > start else new_start
            shift = new_end - end
        return offset + shift

    changed = "".join(out)
    moved: Spans = []
    last = 0
    for start, end, label in spans:
        # what replaces a stretch over several spans goes to the first of them
        new_start, new_end = max(move(start, False), last), move(end, True)
        while new_start < new_end and changed[new_start].isspace():
            new_start += 1
        while new_start < new_end and changed[new_end - 1].isspace():
            new_end -= 1
        if new_start < new_end:
            moved.append((new_start, new_end, label))
            last = new_end
    return changed, moved


def substitute(
    pattern: re.Pattern[str],
    new: str | Callable[[re.Match[str]], str],
    text: str,
    spans: Spans,
) -> tuple[str, Spans]:
    """Replace every place that a pattern finds."""
    changes = [
        (m.start(), m.end(), new if isinstance(new, str) else new(m))
        for m in pattern.finditer(text)
    ]
    return edit(text, spans, changes) if changes else (text, spans)


def change_some(
    pattern: re.Pattern[str], new: Callable[[re.Match[str]], str], text: str, spans: Spans,
    rng: Random, most: int, barred: frozenset[str] = frozenset({"doi", "url", "arxiv"}),
) -> tuple[str, Spans]:  # fmt: skip
    """Change a few of the places that a pattern finds, outside the barred labels."""
    closed = [(s, e) for s, e, label in spans if label in barred]
    found = [
        m for m in pattern.finditer(text)
        if not any(s < m.end() and m.start() < e for s, e in closed)
    ]  # fmt: skip
    chosen = sorted(
        rng.sample(found, min(len(found), rng.randrange(1, most + 1))), key=lambda m: m.start()
    )
    return edit(text, spans, [(m.start(), m.end(), new(m)) for m in chosen])
