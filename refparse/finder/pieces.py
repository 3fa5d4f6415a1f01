"""The units that the line tagger labels: rows of content, cut where a reference may start inside.

Most rows are one piece. A row is cut behind a heading that shares its line, before numbers of a run
("… 2001. [2] Doe …"), before what may be the next of several references in one footnote ("; vgl.
auch …"), and in paragraphs that hold a whole list before what looks like the start of a reference.
Whether a reference does start there is for the tagger to say.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

from refparse.finder.data import sections_of
from refparse.finder.evidence import YEAR
from refparse.finder.numbering import Mark, marks_in, runs_of
from refparse.finder.shape import shape_of
from refparse.finder.starts import STRONG, start_evidence
from refparse.finder.views import View

_REACH: Final = 120  # rows between two numbers of a run
_LONG_ROW: Final = 220  # characters from which a row may be a paragraph of several references
_AHEAD: Final = 220  # characters in which the year of a reference stands
_DATED_NAMES: Final = 2.5  # the evidence of names with their year behind them
_LEAST: Final = 22  # characters of the shortest piece before a cut
_SEMICOLON: Final = re.compile(r"[;] ?(?=[^\s\d])|(?<=[0aA.)]) - (?=A)")
_SENTENCE: Final = re.compile(r"(?<=[.)\]0\"/a]) +(?=[Aa\"co(-])")
_BARE_WITHIN: Final = re.compile(r"(?<=[.)\]0\"] )0{1,3} (?=[A\"])")
LEADERS: Final = re.compile(r"\.{4}|…{2}|(?:\. ){4}")
"""The dots between a title and its page in a table of contents."""
_DIGITS: Final = re.compile(r"\d{1,4}")


@dataclass(slots=True)
class Piece:
    """A row or a part of one.

    Attributes:
        view: index of the row.
        column, end: where it starts and ends in the row's text.
        text, shape: its text and the shape of that.
        inner: what it was cut at: "" for the start of a row, else "heading", "mark", "bare",
            "semicolon", "lead" or "sentence".
        mark: the number at its start, where that belongs to a run.
        run: the run of the mark.
    """

    view: int
    column: int
    end: int
    text: str
    shape: str
    inner: str = ""
    mark: Mark | None = None
    run: int = -1


def pieces_of(views: Sequence[View]) -> tuple[list[Piece], list[list[Mark]]]:
    """The pieces of a document in order, and the runs of numbers in it."""
    runs = runs_of(marks_in(views, 0, len(views)), _REACH)
    notes = runs_of(marks_in(views, 0, len(views), within=False), _REACH)
    marks: dict[tuple[int, int], tuple[Mark, int]] = {}
    for number, run in enumerate(runs):
        for mark in run:
            marks[mark.view, mark.column] = (mark, number)
    for number, run in enumerate(notes, len(runs)):
        for mark in run:
            marks.setdefault((mark.view, mark.column), (mark, number))
    runs = runs + notes
    inside: dict[int, list[int]] = {}
    for place, column in marks:
        if column:
            inside.setdefault(place, []).append(column)
    opened = sorted(
        (view, mark.number)
        for (view, column), (mark, _) in marks.items()
        if not column and mark.kind == "bare"
    )
    pieces: list[Piece] = []
    bare, at = -1, 0
    for index, view in enumerate(views):
        cuts = dict.fromkeys(inside.get(index, ()), "mark")
        opening = marks.get((index, 0))
        if opening and opening[0].kind == "bare":
            bare = opening[0].number
        while at < len(opened) and opened[at][0] <= index:
            at += 1
        bare = _bare_cuts(view, bare, opened[at][1] if at < len(opened) else 0, cuts)
        if view.heading is not None and view.heading.rest is not None:
            cuts.setdefault(view.heading.rest, "heading")
        _further_cuts(views, index, cuts)
        edges = [0, *sorted(cuts), len(view.text)]
        for column, end in pairwise(edges):
            text = view.text[column:end].rstrip()
            if not text:
                continue
            end = column + len(text)
            piece = Piece(index, column, end, text, view.shape[column:end], cuts.get(column, ""))
            if (index, column) in marks:
                piece.mark, piece.run = marks[index, column]
            pieces.append(piece)
    return pieces, runs


def _bare_cuts(view: View, bare: int, after: int, cuts: dict[int, str]) -> int:
    """Cuts before the numbers of notes that run on in one row; the last number seen.

    ``after`` is the number that the next row with one opens with: it stands there, not here.
    """
    if bare < 0 or "0 " not in view.shape:
        return bare
    for match in _BARE_WITHIN.finditer(view.shape):
        digits = _DIGITS.match(view.text, match.start())
        if digits and 0 < int(digits.group()) - bare <= 2 and int(digits.group()) != after:
            cuts.setdefault(match.start(), "bare")
            bare = int(digits.group())
    return bare


def _further_cuts(views: Sequence[View], index: int, cuts: dict[int, str]) -> None:
    view = views[index]
    text, shape = view.text, view.shape
    if not view.years and (index == 0 or not views[index - 1].years):
        return
    ahead = text + " " + (views[index + 1].text if index + 1 < len(views) else "")
    behind = (views[index - 1].text + " " if index else "")[-160:]
    lead = _leads()
    last = -len(behind)
    places: list[tuple[int, str]] = []
    if ";" in shape or " - " in shape:
        places += [(match.end(), "semicolon") for match in _SEMICOLON.finditer(shape)]
    places += [(match.start("lead"), "lead") for match in lead.finditer(text)]
    if len(text) >= _LONG_ROW:
        places += [(match.end(), "sentence") for match in _SENTENCE.finditer(shape)]
    for column, kind in sorted(places):
        if column in cuts or not 0 < column < len(text):
            last = max(last, column) if column in cuts else last
            continue
        before = (behind + text)[len(behind) + last : len(behind) + column]
        cited = len(before) >= _LEAST and (YEAR.search(before) or "://" in before)
        if kind != "lead" and not cited:
            continue
        rest = ahead[column : column + _AHEAD]
        if kind == "lead":
            match = lead.match(ahead, max(0, column - 2))
            rest = ahead[match.end() if match else column :][:_AHEAD]
        if not YEAR.search(rest):
            continue
        least = STRONG if kind == "sentence" else 0.5
        if start_evidence(rest, shape_of(rest)) < least:
            continue
        cuts[column] = kind
        last = column


def run_on_starts(text: str) -> list[int]:
    """Where the second and further references of a paragraph start, one behind the other.

    A reference starts behind the end of a sentence, a number or an address, with names and their
    year; the one before has its year by then, so that no list of authors is cut.
    """
    shape = shape_of(text)
    years = [match.start() for match in YEAR.finditer(text)]
    starts: list[int] = []
    last = 0
    for match in _SENTENCE.finditer(shape):
        at = match.end()
        before = bisect_left(years, at)
        if at - last < _LEAST or not before or years[before - 1] < last:
            continue
        if start_evidence(text[at : at + _AHEAD], shape[at : at + _AHEAD]) >= _DATED_NAMES:
            starts.append(at)
            last = at
    return starts


@lru_cache(maxsize=1)
def _leads() -> re.Pattern[str]:
    phrases = sorted(sections_of("leads.txt")["leads"], key=len, reverse=True)
    single = [re.escape(phrase) for phrase in phrases if " " not in phrase]
    several = [re.escape(phrase).replace(r"\ ", r"\s+") for phrase in phrases if " " in phrase]
    # "See, J." is a name: a comma may stand behind phrases of several words only.
    return re.compile(
        rf"(?:(?<=[.;,:)] )|^)(?P<lead>(?:(?:{'|'.join(several)})(?![^\W\d_])[.:,]?"
        rf"|(?:{'|'.join(single)})(?![^\W\d_])[.:]?)(?=[\s]|$)\s*)",
        re.I,
    )


def lead_in(text: str) -> int:
    """The length of what leads in a citation at the start of a note ("Vgl. dazu ", "See "); 0."""
    at = 0
    pattern = _leads()
    for _ in range(3):
        # A slice, as "^" holds at its start only.
        match = pattern.match(text[at : at + 80])
        if not match or not match.end():
            break
        at += match.end()
    return at


@lru_cache(maxsize=1)
def _back_references() -> re.Pattern[str]:
    phrases = sorted(sections_of("leads.txt")["back"], key=len, reverse=True)
    words = "|".join(re.escape(phrase).replace(r"\ ", r"\s*") for phrase in phrases)
    return re.compile(rf"(?<![^\W\d_])(?:{words})(?![^\W\d_])", re.I)


def refers_back(text: str) -> bool:
    """Whether a note only names what an earlier one cites ("ibid.", "a. a. O.", "там же")."""
    return _back_references().search(text[:120]) is not None
