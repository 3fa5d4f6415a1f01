"""Documents whose references are known: lines, and the stretches of characters that references are.

In a marked text ``⟦`` and ``⟧`` stand around each reference, ``⟨`` and ``⟩`` around what interrupts
one (a running head), and ``⟪`` and ``⟫`` around the heading of a list. The marks are no part of the
text. They are brackets that no document of the collections uses otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from refparse._errors import CorpusError
from refparse.finder.lines import Line, split_lines

MARKS: Final = "⟦⟧⟨⟩⟪⟫"
_MARK: Final = re.compile(f"[{MARKS}]")
_OTHER: Final = {"⟦": "⟧", "⟨": "⟩", "⟪": "⟫"}

Range = tuple[int, int]


@dataclass(frozen=True, slots=True)
class LabelledDocument:
    """A document and the references in it.

    Attributes:
        name: what reports call it.
        lines: its lines, as a reader gives them.
        references: for each reference the ranges of offsets that its characters lie in, in order;
            offsets count as those of the lines do.
        headings: the ranges of the headings that open lists.
        text: the document's text, where it is one plain text; "" otherwise.
        language: ISO 639-1 code; "" where it is not known.
        kind: what kind of document it is, for reports.
        gold: what each reference reads like, on one line.
    """

    name: str
    lines: tuple[Line, ...]
    references: tuple[tuple[Range, ...], ...]
    headings: tuple[Range, ...] = ()
    text: str = ""
    language: str = ""
    kind: str = ""
    gold: tuple[str, ...] = ()


def strip_marks(text: str) -> str:
    """A marked text without its marks."""
    return _MARK.sub("", text)


def read_ranges(
    marked: str, name: str = "text"
) -> tuple[str, list[tuple[Range, ...]], list[Range]]:
    """The plain text of a marked one, the ranges of its references, and of its headings.

    Raises:
        CorpusError: a mark that is not closed, or closes nothing.
    """
    pieces: list[str] = []
    references: list[tuple[Range, ...]] = []
    headings: list[Range] = []
    current: list[Range] = []
    opened: list[tuple[str, int]] = []
    at = behind = 0
    for match in _MARK.finditer(marked):
        pieces.append(marked[behind : match.start()])
        at += match.start() - behind
        behind = match.end()
        mark = match.group()
        inside = [kind for kind, _ in opened]
        if mark in _OTHER:
            if (mark == "⟨") != (inside == ["⟦"]) or (mark != "⟨" and inside):
                raise CorpusError(
                    f"{name}: {mark} in the wrong place, before {_near(marked, match)}"
                )
            if mark == "⟨":
                current.append((opened[0][1], at))
            opened.append((mark, at))
        else:
            if not opened or _OTHER[opened[-1][0]] != mark:
                raise CorpusError(f"{name}: {mark} closes nothing, before {_near(marked, match)}")
            kind, start = opened.pop()
            if kind == "⟨":
                opened[0] = ("⟦", at)
            elif kind == "⟦":
                current.append((start, at))
                references.append(tuple(pair for pair in current if pair[0] < pair[1]))
                current = []
            else:
                headings.append((start, at))
    if opened:
        raise CorpusError(f"{name}: {opened[-1][0]} is not closed")
    pieces.append(marked[behind:])
    return "".join(pieces), references, headings


def _near(marked: str, match: re.Match[str]) -> str:
    return repr(marked[match.end() : match.end() + 40])


def read_marked(
    marked: str, name: str = "text", language: str = "", kind: str = ""
) -> LabelledDocument:
    """A labelled document from a marked text.

    Raises:
        CorpusError: a mark that is not closed, or closes nothing.
    """
    text, references, headings = read_ranges(marked, name)
    gold = tuple(_on_one_line(text, ranges) for ranges in references)
    return LabelledDocument(
        name, tuple(split_lines(text)), tuple(references), tuple(headings), text, language, kind,
        gold,
    )  # fmt: skip


def _on_one_line(text: str, ranges: Sequence[Range]) -> str:
    return " ".join(" ".join(text[start:end] for start, end in ranges).split())


def align(lines: Sequence[Line], references: Sequence[str]) -> tuple[tuple[Range, ...], ...]:
    """Where known references stand in the lines of a document, whatever the reader did to blanks.

    Each reference is looked for behind the one before, by its letters and digits alone, over the
    lines that hold nothing but its characters; other lines in between (running heads) are left out.

    Args:
        lines: the document as read.
        references: the references in the order of the document.

    Returns:
        The ranges of each reference; empty for one that was not found.
    """
    bare = [_bare(line.text) for line in lines]
    found: list[tuple[Range, ...]] = []
    at = column = 0
    for reference in references:
        wanted = _bare(reference)[0]
        ranges, after = _place(lines, bare, wanted, at, column)
        found.append(ranges)
        if ranges:
            at, column = after
    return tuple(found)


def _bare(text: str) -> tuple[str, list[int]]:
    """Letters and digits of a text, case-folded one to one, and the column of each."""
    columns = [k for k, char in enumerate(text) if char.isalnum()]
    return "".join(text[k].lower()[:1] for k in columns), columns


_PREFIX: Final = 6  # letters by which the start of a reference is looked for
_SKIPPED: Final = 4  # lines between two lines of a reference: what a page break brings


def _place(
    lines: Sequence[Line], bare: Sequence[tuple[str, list[int]]], wanted: str, at: int, column: int
) -> tuple[tuple[Range, ...], tuple[int, int]]:
    for first in range(at, len(lines)):
        chars, columns = bare[first]
        low = sum(1 for k in columns if k < column) if first == at else 0
        short = len(chars) - low < _PREFIX
        start = low if short else chars.find(wanted[:_PREFIX], low)
        while 0 <= start < len(chars):
            ranges, after = _follow(lines, bare, wanted, first, start)
            if ranges:
                return ranges, after
            start = chars.find(wanted[:_PREFIX], start + 1)
    return (), (at, column)


def _follow(
    lines: Sequence[Line],
    bare: Sequence[tuple[str, list[int]]],
    wanted: str,
    index: int,
    start: int,
) -> tuple[tuple[Range, ...], tuple[int, int]]:
    ranges: list[Range] = []
    done = skipped = 0
    while index < len(lines) and skipped <= _SKIPPED:
        chars, columns = bare[index]
        rest = chars[start:]
        size = min(len(rest), len(wanted) - done)
        if size and rest[:size] == wanted[done : done + size]:
            done += size
            offset = lines[index].offset
            last = columns[start + size - 1] + 1
            closing = done == len(wanted)
            text = lines[index].text
            while last < len(text) and text[last] in '.)]”"»' and (closing or last):
                last += 1
            ranges.append((offset + columns[start], offset + last))
            skipped = 0
            if closing:
                return tuple(ranges), (index, last)
        elif rest:
            skipped += 1
        if not ranges:
            break
        index += 1
        start = 0
    return (), (0, 0)
