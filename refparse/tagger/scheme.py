"""From spans to one tag per token and back.

Tags are plain labels, or BIO ("B-title", "I-title"); ``O`` is a token in no span. A span's edges
are narrower than its tokens' edges: quotes, brackets and the punctuation between fields stay
outside.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from refparse.labels import OUTSIDE
from refparse.text import Token
from refparse.types import Span

_PEOPLE: Final = frozenset({"author", "editor", "translator"})
_OPEN: Final = "([{<（［｛＜«“„‘‹「『《〈【〔\"'‚‛`"
_CLOSE: Final = ")]}>）］｝＞»”’‟›」』》〉】〕\"'´"
_PAIRS: Final = dict(zip(")]}>）］｝＞」』》〉】〕", "([{<（［｛＜「『《〈【〔", strict=True))
_SEPARATORS: Final = " \t\r\n\u00a0,;:.·|*/\\=+-–—―‒‐‑_~，。：；、．\u200b\u00ad"
_KEPT_DOT: Final = re.compile(
    # An initial of one letter or two, but not a word of one Chinese, Japanese or Korean character.
    r"(?:^|[\s.\-–‐,&(])(?:[^\W\d_\u2e80-\ud7af]|[^\W\d_][a-zа-яіё]|al|alii|Jr|Sr|др|ін)\.$"
)
_DOTLESS_INITIALS: Final = re.compile(r"[^\W\d_]\s+[A-Z]{1,3},")
_DOI: Final = re.compile(r"10\.\d{4,9}/")


def tags_from_spans(
    text: str, tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]], bio: bool = False
) -> list[str]:
    """One tag per token.

    A token takes the label of the span that covers most of its letters and digits; a token of
    nothing but punctuation takes a label only if it stands wholly inside a span.
    """
    tags: list[str] = []
    at = 0
    previous = -1
    for token in tokens:
        while at < len(spans) and spans[at][1] <= token.start:
            at += 1
        best, most = -1, 0
        index = at
        while index < len(spans) and spans[index][0] < token.end:
            start, end, _ = spans[index]
            part = text[max(start, token.start) : min(end, token.end)]
            size = 2 * sum(char.isalnum() for char in part)
            if not size and start <= token.start and token.end <= end:
                size = 1
            if size > most:
                best, most = index, size
            index += 1
        if best < 0:
            tags.append(OUTSIDE)
        elif bio:
            tags.append(("I-" if best == previous else "B-") + spans[best][2])
        else:
            tags.append(spans[best][2])
        previous = best
    return tags


def groups(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Runs of one label as (first token, behind last token, label); BIO and plain tags both."""
    out: list[tuple[int, int, str]] = []
    begin, label = 0, OUTSIDE
    for index, tag in enumerate(tags):
        name = tag[2:] if tag[1:2] == "-" else tag
        if name == label and not tag.startswith("B-"):
            continue
        if label != OUTSIDE:
            out.append((begin, index, label))
        begin, label = index, name
    if label != OUTSIDE:
        out.append((begin, len(tags), label))
    return out


def spans_from_tags(
    text: str,
    tokens: Sequence[Token],
    tags: Sequence[str],
    confidences: Sequence[float] | None = None,
) -> list[Span]:
    """Spans of a tagged reference, with their edges narrowed to the guideline.

    Args:
        text: the reference.
        tokens: its tokens.
        tags: one tag per token.
        confidences: one probability per group of :func:`groups`; 1.0 without.

    Returns:
        Spans in order; a group of nothing but punctuation gives none.
    """
    spans: list[Span] = []
    for index, (first, behind, label) in enumerate(groups(tags)):
        start, end = narrow(text, tokens[first].start, tokens[behind - 1].end, label)
        if start < end:
            confidence = confidences[index] if confidences is not None else 1.0
            spans.append(Span(start, end, label, text[start:end], confidence))
    return spans


def narrow(text: str, start: int, end: int, label: str) -> tuple[int, int]:
    """Narrow a stretch of tokens to the span of a label: SPEC's "leave outside the span"."""
    if label == "doi":
        found = _DOI.search(text, start, end)
        if found:
            start = found.start()
    people = label in _PEOPLE
    unclosed = ""
    while start < end:
        char = text[start]
        if char in _SEPARATORS and not (char in "-–—" and people):
            start += 1
        elif char in _OPEN and (char in unclosed or not _closed_inside(text, start, end)):
            # What no mark closes from here on, none closes further on: look once for each kind.
            if char not in unclosed:
                unclosed += char
            start += 1
        elif char in _CLOSE and char not in _OPEN and char != "’":
            start += 1
        else:
            break
    balance: dict[str, int] = {}
    while start < end:
        char = text[end - 1]
        if char == "." and people and _keeps_dot(text, start, end):
            break
        if char in "/_-=" and label == "url":
            break
        if char == "+" and end - start > 1 and (text[end - 2].isalnum() or text[end - 2] == "+"):
            break  # C++, Ca2+
        # Some marks open in one language and close in another: “a”, „a“; "a".
        mark = char in _CLOSE or (char in _OPEN and char not in "'’")
        if (char in _SEPARATORS and not (char in "-–—" and people)) or (
            mark and not _opened_inside(text, start, end, balance)
        ):
            end -= 1
            _take(char, balance)
        else:
            break
    if end - start > 1:
        opened, closed = text[start], text[end - 1]
        whole = _PAIRS.get(closed) == opened or (opened in "\"“„«‘'‚" and closed in "\"”“»’'‟")
        inner = text[start + 1 : end - 1]
        if whole and opened not in inner and closed not in inner:
            return narrow(text, start + 1, end - 1, label)
    return start, end


def _keeps_dot(text: str, start: int, end: int) -> bool:
    """Whether the last dot belongs to an initial or to "al.", not to the sentence."""
    last = text[max(start, end - 8) : end]
    if not _KEPT_DOT.search(last):
        return False
    # Vancouver style ("Kelly JW, Wall B.") writes initials without dots.
    first = text[start : min(end, start + 200)]
    return last.endswith(("al.", "alii.", "др.")) or not _DOTLESS_INITIALS.search(first)


_QUOTES: Final = {"«": "»", "“": "”", "„": "“”", "‹": "›", '"': '"', "'": "'"}


def _closed_inside(text: str, start: int, end: int) -> bool:
    """Whether the bracket or quote that opens the stretch is closed before its end."""
    opened = text[start]
    closing = _QUOTES.get(opened) or "".join(c for c, own in _PAIRS.items() if own == opened)
    return any(text.find(char, start + 1, end) >= 0 for char in closing)


def _opened_inside(text: str, start: int, end: int, balance: dict[str, int]) -> bool:
    """Whether the bracket or quote that closes the stretch was opened inside it.

    ``balance`` keeps, for each closing mark met so far, how many more of its opening marks than of
    itself the stretch holds, so that a long row of brackets is counted once.
    """
    closed = text[end - 1]
    if closed not in balance:
        own = _PAIRS.get(closed)
        if own is not None:
            balance[closed] = text.count(own, start, end) - text.count(closed, start, end)
        else:
            marks = [char for char, closing in _QUOTES.items() if closed in closing]
            balance[closed] = any(text.find(char, start, end - 1) >= 0 for char in marks) - 1
    return balance[closed] >= 0


def _take(char: str, balance: dict[str, int]) -> None:
    """Count a mark out of the balance."""
    for closed in balance:
        if char == closed and closed in _PAIRS:
            balance[closed] += 1
        elif char == _PAIRS.get(closed):
            balance[closed] -= 1
