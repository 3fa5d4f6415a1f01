"""Typesetting of invented documents: as plain text, as the lines of a page, and as HTML."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Final

from refparse.finder.lines import Line
from refparse.finder.marked import LabelledDocument, read_marked, strip_marks
from refparse.synth.documents import Part
from refparse.synth.writer import wordings

_OPENS: Final = re.compile("[⟦⟧]")
_ZERO: Final = re.compile("[⟦⟧⟨⟩⟪⟫]")
_WIDE: Final = re.compile("[\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uff60]")
_UNITS: Final = re.compile(
    "[⟦⟪]*[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uff60][⟧⟫]*|[^\\s\u2e80-\u30ff\u3400-\u9fff"
    "\uf900-\ufaff\uff00-\uff60]+|\\s+"
)
_DIVISIBLE: Final = re.compile(r"[^\W\d_]{7,}")


@dataclass(frozen=True, slots=True)
class Sheet:
    """How a document is set.

    Attributes:
        width: columns in a line; 0 sets each paragraph on one line.
        height: lines on a page; 0 for no pages.
        columns: columns of text on a page, 1 or 2.
        hang: indentation of the second and later lines of references that hang, in columns.
        first: indentation of the first lines of paragraphs, in columns.
        hyphens: how often a word is divided where it could be, 0..1.
        gaps: whether space between paragraphs shows.
        flat: whether none shows, not even between references.
        heads: whether pages have running heads.
        feeds: whether a form feed parts pages (in plain text).
        blank_around: blank lines around running heads.
        head: the wording of the running head.
        measure: the width of a text in columns; None counts characters.
    """

    width: int = 84
    height: int = 48
    columns: int = 1
    hang: int = 4
    first: int = 0
    hyphens: float = 0.3
    gaps: bool = True
    flat: bool = False
    heads: bool = True
    feeds: bool = True
    blank_around: bool = False
    head: str = "Studies in Towns"
    measure: Callable[[str], float] | None = None


@dataclass(frozen=True, slots=True)
class Laid:
    """A line on its place: marked text, indentation in columns, lines of space above, and so on."""

    text: str
    indent: int = 0
    gap: int = 0
    size: float = 10.0
    bold: bool = False
    page: int = 0
    column: int = 0
    row: int = 0
    furniture: bool = False


def draw_sheet(rng: Random, head: str, flat_share: float = 0.45) -> Sheet:
    """A sheet such as documents have.

    Args:
        rng: source of every choice.
        head: the running head.
        flat_share: how often neither indentation nor blank lines show, as in text that was taken
            out of a PDF.
    """
    columns = 2 if rng.random() < 0.3 else 1
    flat = rng.random() < flat_share
    paged = columns == 2 or rng.random() < 0.65
    width = rng.choice((42, 48, 55)) if columns == 2 else rng.choice((66, 76, 84, 92, 100, 110))
    if not paged and rng.random() < 0.4:
        width = 0
    return Sheet(
        width=width,
        height=rng.randint(34, 58) if paged else 0,
        columns=columns,
        hang=0 if flat else rng.choice((2, 3, 4, 4, 6, 8)),
        first=0 if flat else rng.choice((0, 0, 2, 4)),
        hyphens=rng.choice((0.0, 0.0, 0.4, 0.8)),
        gaps=rng.random() < 0.7 and not flat,
        flat=flat,
        heads=rng.random() < 0.8,
        feeds=rng.random() < 0.75,
        blank_around=rng.random() < 0.4,
        head=strip_marks(head)[:60],
    )


def typeset(parts: Sequence[Part], sheet: Sheet, rng: Random) -> list[Laid]:
    """The lines of a document, page by page and column by column."""
    page = _Page(sheet)
    for part in parts:
        rows = list(_rows_of(part, sheet, rng))
        notes = [
            row
            for text in part.notes
            for row in _rows_of(Part("note", text, gap=False), sheet, rng)
        ]
        if part.kind in ("heading", "list heading"):
            page.keep(len(rows) + _KEPT)
        page.add(rows, notes)
    return page.finish()


class _Page:
    """Fills columns and pages; footnotes stand at the foot of the column that calls them."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.out: list[Laid] = []
        self.body: list[Laid] = []
        self.notes: list[Laid] = []
        self.page = self.column = 0
        self.inside = False

    def add(self, rows: Sequence[Laid], notes: Sequence[Laid]) -> None:
        height = self.sheet.height
        whole = bool(self.notes) or bool(notes) or self.inside
        if height and whole and self._size() + len(rows) + len(notes) > height and self.body:
            self.flush()
        self.notes.extend(notes)
        keep = bool(self.notes)
        for row in rows:
            if height and not keep and self._size() >= height:
                self.flush()
            self.body.append(row)

    def keep(self, rows: int) -> None:
        """Go on in the next column where there is no room for so many rows."""
        if self.sheet.height and self.body and self._size() + rows > self.sheet.height:
            self.flush()

    def _size(self) -> int:
        return len(self.body) + len(self.notes) + sum(row.gap for row in self.body if row.gap)

    def flush(self) -> None:
        sheet = self.sheet
        top = sheet.height and sheet.heads and self.column == 0
        if top:
            self._furniture(self._head())
        rows = [*self.body, *self.notes]
        for number, row in enumerate(rows):
            gap = row.gap
            if self.notes and number == len(self.body):
                gap = 1
            if number == 0 and self.column:
                gap = 0
            self.out.append(
                replace(row, gap=gap, page=self.page, column=self.column, row=number + 2)
            )
        self.body, self.notes = [], []
        self.column += 1
        if self.column == sheet.columns:
            if sheet.height and (not sheet.heads or self.page % 3 == 0):
                self._furniture(str(self.page + 11))
            self.column = 0
            self.page += 1

    def _head(self) -> str:
        number = self.page + 11
        return f"{number}   {self.sheet.head}" if number % 2 else f"{self.sheet.head}   {number}"

    def _furniture(self, text: str) -> None:
        gap = int(self.sheet.blank_around)
        self.out.append(Laid(text, 0, gap, 8.0, page=self.page, column=0, row=0, furniture=True))

    def finish(self) -> list[Laid]:
        if self.body or self.notes:
            self.flush()
        return self.out


_SIZES: Final = {
    "title": (16.0, True), "heading": (12.0, True), "list heading": (12.0, True),
    "caption": (9.0, False), "note": (8.0, False), "reference": (9.0, False), "box": (9.0, False),
}  # fmt: skip


def _rows_of(part: Part, sheet: Sheet, rng: Random) -> Iterator[Laid]:
    size, bold = _SIZES.get(part.kind, (10.0, False))
    first, rest = 0, 0
    if part.kind == "reference" and part.hang:
        rest = sheet.hang
    elif part.kind == "text":
        first = sheet.first
    shown = sheet.gaps or (part.kind == "reference" and not sheet.flat)
    gap = int(part.gap and shown and part.kind != "note")
    if part.kind in ("title", "heading", "list heading"):
        gap = max(gap, int(rng.random() < 0.85))
    # On a real page nothing may run over into the next column.
    if not sheet.width or (part.kind == "row" and sheet.measure is None):
        yield Laid(part.text, 0, gap, size, bold)
        return
    for number, text in enumerate(_wrapped(part.text, sheet, first, rest, rng)):
        yield Laid(text, rest if number else first, 0 if number else gap, size, bold)


def _wrapped(text: str, sheet: Sheet, first: int, rest: int, rng: Random) -> Iterator[str]:
    width = sheet.measure or _width
    room: float = sheet.width - first
    line = ""
    used: float = 0
    for unit in _UNITS.findall(text):
        if unit.isspace():
            if line:
                line, used = line + " ", used + (width(" ") if sheet.measure else 1)
            continue
        size = width(unit)
        while used + size > room and (line or size > room):
            cut = _division(unit, int(room - used) - 1, rng) if rng.random() < sheet.hyphens else 0
            if not cut and not line:
                cut = max(1, int(room))
                line = unit[:cut]
            elif cut:
                line += unit[:cut] + "-"
            unit = unit[cut:]
            yield line.rstrip()
            line, used, room = "", 0, sheet.width - rest
            size = width(unit)
        line, used = line + unit, used + size
    if line.strip():
        yield line.rstrip()


def _division(unit: str, room: int, rng: Random) -> int:
    """Where to divide a word so that its first part fits; 0 for nowhere."""
    match = _DIVISIBLE.search(unit)
    if not match or "/" in unit or "@" in unit:
        return 0
    most = min(match.end() - 3, room)
    least = match.start() + 3
    return rng.randint(least, most) if most >= least else 0


def _width(text: str) -> int:
    bare = _ZERO.sub("", text)
    return len(bare) + len(_WIDE.findall(bare))


def plain_document(
    laid: Sequence[Laid], sheet: Sheet, name: str, language: str, kind: str
) -> LabelledDocument:
    """The document as plain text: blanks for indentation, blank lines for space."""
    rows: list[str] = []
    inside = False
    page = 0
    for line in laid:
        text = f"⟨{line.text}⟩" if inside and line.furniture else line.text
        lead = ""
        if line.page != page and sheet.feeds:
            lead = "\f"
        page = line.page
        rows += [""] * line.gap
        if line.furniture and sheet.blank_around:
            rows.append("")
        rows.append(lead + " " * line.indent + text)
        if line.furniture and sheet.blank_around:
            rows.append("")
        inside = _still_inside(line.text, inside)
    return read_marked("\n".join(rows) + "\n", name, language, kind)


def marked_lines(laid: Sequence[Laid]) -> list[str]:
    """The marked texts of lines; running heads within references are marked as such."""
    rows = []
    inside = False
    for line in laid:
        rows.append(f"⟨{line.text}⟩" if inside and line.furniture else line.text)
        inside = _still_inside(line.text, inside)
    return rows


def page_document(
    laid: Sequence[Laid], sheet: Sheet, name: str, language: str, kind: str, rng: Random
) -> LabelledDocument:
    """The document as lines with a layout, such as a reader of PDF gives."""
    document = read_marked("\n".join(marked_lines(laid)), name, language, kind)
    unit = rng.choice((4.2, 5.0, 5.6))
    width = (sheet.width or 90) * unit
    lines = []
    for row, place in zip(document.lines, laid, strict=True):
        left = 56.0 + place.column * (width + 20.0) + place.indent * unit
        top = 50.0 + 13.0 * place.row
        box = (left, top, left + _width(row.text) * unit, top + place.size)
        lines.append(
            Line(
                row.text, row.offset, place.page, float(place.indent), place.gap * 0.9, place.size,
                place.bold, box,
            )
        )  # fmt: skip
    return replace(document, lines=tuple(lines), text="")


def _still_inside(marked: str, inside: bool) -> bool:
    for mark in _OPENS.findall(marked):
        inside = mark == "⟦"
    return inside


_KEPT: Final = 3  # rows below a heading that stand in its column
_HEADED_NOTES: Final = 0.7
_TAGS: Final = {"title": "h1", "heading": "h2", "list heading": "h2", "caption": "figcaption"}


def html_document(parts: Sequence[Part], rng: Random, language: str) -> tuple[str, list[str]]:
    """The document as a web page, and its references in order.

    Numbers of ordered lists are dropped from the text, as browsers make them themselves.
    """
    as_list = rng.random() < 0.4
    rows = [
        "<!DOCTYPE html>",
        f'<html lang="{language}"><head><meta charset="utf-8"><title>Page</title></head><body>',
        "<nav><ul><li><a href='#'>Home</a></li><li><a href='#'>Issues</a></li></ul></nav><article>",
    ]
    gold: list[str] = []
    notes: list[str] = []
    inside = False
    for part in parts:
        references = re.findall("⟦([^⟧]*)⟧", part.text)
        listed = as_list and len(references) == 1 and part.kind == "reference"
        if listed != inside:
            rows.append("<ul>" if listed else "</ul>")
            inside = listed
        gold += references
        text = html.escape(_ZERO.sub("", part.text))
        tag = "li" if listed else _TAGS.get(part.kind, "p")
        rows.append(f"<{tag}>{text}</{tag}>")
        notes += part.notes
    rows.append("</ul>" if inside else "")
    if notes and rng.random() < _HEADED_NOTES:
        known = wordings()
        heads = known.get(language, {}).get("n") or known["en"]["n"]
        rows.append(f"<h2>{html.escape(rng.choice(heads))}</h2>")
    for note in notes:
        gold += re.findall("⟦([^⟧]*)⟧", note)
        rows.append(f"<p>{html.escape(_ZERO.sub('', note))}</p>")
    rows.append("</article><footer><p>Contact</p></footer></body></html>")
    return "\n".join(rows), gold
