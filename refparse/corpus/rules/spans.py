"""What the rules share: spans as tuples, gaps between them, safe replacement."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final

Span = tuple[int, int, str]
Spans = tuple[Span, ...]
Rule = Callable[[str, Spans], Spans]

MONTHS: Final = (
    r"(?:jan(?:uary)?|feb(?:r(?:uary)?)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
    r"|janv(?:ier)?|févr(?:ier)?|fév|mars|avr(?:il)?|mai|juin|juil(?:let)?|août|déc(?:embre)?"
    r"|jänner|januar|februar|märz|juni|juli|august|oktober|okt|dezember|dez"
    r"|ene(?:ro)?|febrero|marzo|abr(?:il)?|mayo|junio|julio|ago(?:sto)?|set(?:embro|iembre)?"
    r"|septiembre|octubre|noviembre|diciembre|dic(?:embre)?"
    r"|janeiro|fev(?:ereiro)?|março|maio|junho|julho|out(?:ubro)?|novembro|dezembro"
    r"|genn?(?:aio)?|febbraio|aprile|magg(?:io)?|giu(?:gno)?|lug(?:lio)?|sett(?:embre)?|ott(?:obre)?"
    r"|novembre|septembre|octobre"
    r"|янв(?:ар[яь])?|фев(?:рал[яь])?|марта?|апр(?:ел[яь])?|ма[йя]|июн[яь]?|июл[яь]?|авг(?:уста?)?"
    r"|сен(?:т(?:ябр[яь])?)?|окт(?:ябр[яь])?|ноя(?:бр[яь])?|дек(?:абр[яь])?)"
)
YEAR: Final = r"(?:1[4-9]|20)\d\d"


def gap_before(text: str, spans: Sequence[Span], index: int) -> str:
    """The unlabelled text between span ``index`` and the one before it."""
    start = spans[index - 1][1] if index else 0
    return text[start : spans[index][0]]


def gap_after(text: str, spans: Sequence[Span], index: int) -> str:
    """The unlabelled text between span ``index`` and the next one."""
    end = spans[index + 1][0] if index + 1 < len(spans) else len(text)
    return text[spans[index][1] : end]


def gaps(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """All stretches without a label, as offsets; empty ones left out."""
    edges = [0, *(edge for span in spans for edge in span[:2]), len(text)]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]


def has(spans: Sequence[Span], *labels: str) -> bool:
    """Whether any span carries one of the labels."""
    return any(span[2] in labels for span in spans)


def each(spans: Spans, change: Callable[[int, Span], Sequence[Span]]) -> Spans:
    """Replace every span by what ``change(index, span)`` gives, empty spans left out."""
    out: list[Span] = []
    for index, span in enumerate(spans):
        out.extend(new for new in change(index, span) if new[0] < new[1])
    return tuple(sorted(out))


def cut(span: Span, match: re.Match[str], labels: dict[str, str]) -> list[Span]:
    """Spans for the named groups of a match inside ``span``, in order of the text."""
    out = [
        (match.start(group), match.end(group), label)
        for group, label in labels.items()
        if match.start(group) >= 0
    ]
    return sorted(piece for piece in out if span[0] <= piece[0] < piece[1] <= span[1])
