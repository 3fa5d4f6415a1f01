"""The characters of a PDF page with their places, gathered into runs that stand side by side.

Everything here counts in points from the upper left corner of the page as it is read: a page whose
text runs upwards (a landscape table, say) is turned first.
"""

from __future__ import annotations

import ctypes
import math
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, Final

from refparse.finder.shape import BREAK_HYPHENS

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge."""

_JUMP: Final = 0.9  # font sizes; a wider gap parts two runs
_BACK: Final = 0.6  # font sizes; how far a character may reach back over the one before
_DRIFT: Final = 0.12  # font sizes; how far a character may leave the baseline
_BLANK: Final = 0.05  # font sizes
_BOLD: Final = 600  # the weight from which a font counts as bold
_FORCE_BOLD: Final = 1 << 18  # a flag of the font descriptor, PDF 32000-1, table 123
_LIGATURES: Final = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*range(0xFB00, 0xFB07), 0x132, 0x133)
}
_FIXED: Final = {
    **_LIGATURES,
    **dict.fromkeys(map(ord, BREAK_HYPHENS), "-"),
    0xA0: " ",
    0x200B: "",
    0xFEFF: "",
}


@dataclass(frozen=True, slots=True)
class Run:
    """Characters side by side on one baseline, in one size.

    ``base`` is the baseline; ``spaced`` says whether a blank stands before the run in the source;
    ``weight`` counts its letters and ``bold`` those that are bold.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    weight: int
    bold: int
    spaced: bool = False

    @property
    def top(self) -> float:
        """The upper edge of its capitals, about."""
        return self.base - 0.72 * self.size

    @property
    def bottom(self) -> float:
        """The lower edge of its descenders, about."""
        return self.base + 0.22 * self.size


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page lies: its crop box in PDF's own coordinates, and its turn in degrees.

    ``turn`` is the direction in which most of its text runs: 0, 90 (upwards), 180 or 270.
    """

    left: float
    bottom: float
    width: float
    height: float
    turn: int = 0

    def upright(self, x: float, y: float) -> tuple[float, float]:
        """A place of the PDF as seen from the upper left corner of the page as it is read."""
        u, v = x - self.left, y - self.bottom
        if self.turn == 0:
            return u, self.height - v
        if self.turn == 90:
            return v, u
        if self.turn == 180:
            return self.width - u, v
        return self.height - v, self.width - u

    def turned_back(self, x: float, y: float) -> tuple[float, float]:
        """The reverse of :meth:`upright`."""
        if self.turn == 0:
            u, v = x, self.height - y
        elif self.turn == 90:
            u, v = y, x
        elif self.turn == 180:
            u, v = self.width - x, y
        else:
            u, v = self.width - y, self.height - x
        return u + self.left, v + self.bottom


@dataclass(slots=True)
class _Font:
    """How one piece of text is set; ``level`` says whether all of it stands on one baseline."""

    size: float
    turn: int
    bold: bool
    level: bool = False


@dataclass(slots=True)
class _Glyph:
    """A character in the frame of its own direction; ``fresh`` if PDFium breaks the line there."""

    text: str
    left: float
    right: float
    base: float
    font: _Font
    spaced: bool
    fresh: bool


def read_runs(page: Any) -> tuple[list[Run], Frame]:
    """The runs of a page in the order in which the PDF writes them, and how the page lies.

    Text that runs in another direction than most of the page's (stamps at the margin) is left out.
    """
    left, bottom, right, top = page.get_cropbox()
    frame = Frame(left, bottom, right - left, top - bottom)
    glyphs = list(_glyphs(page, frame))
    turns = Counter(glyph.font.turn for glyph in glyphs)
    turn = turns.most_common(1)[0][0] if turns else 0
    return list(_runs([glyph for glyph in glyphs if glyph.font.turn == turn])), replace(
        frame, turn=turn
    )


def _glyphs(page: Any, frame: Frame) -> Iterator[_Glyph]:
    import pypdfium2.raw as c

    textpage = page.get_textpage()
    try:
        raw = textpage.raw
        box, x, y = c.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
        box_at, x_at, y_at = ctypes.byref(box), ctypes.byref(x), ctypes.byref(y)
        seen, font, base = 0, _Font(1.0, 0, False), 0.0
        spaced = fresh = False
        # Called for every character, so names are looked up once.
        unicode_of, object_of = c.FPDFText_GetUnicode, c.FPDFText_GetTextObject
        box_of, origin_of, address_of = (
            c.FPDFText_GetLooseCharBox, c.FPDFText_GetCharOrigin, ctypes.addressof
        )  # fmt: skip
        for index in range(c.FPDFText_CountChars(raw)):
            code = unicode_of(raw, index)
            if code in (10, 13):
                fresh = True
                continue
            text = _FIXED.get(code) or _character(code)
            if not text or text.isspace():
                spaced = True
                continue
            pointer = object_of(raw, index)
            address = address_of(pointer.contents) if pointer else 0
            new = address != seen or not address
            if new:
                seen, font = address, _font(c, raw, index)
                frame = replace(frame, turn=font.turn) if frame.turn != font.turn else frame
            if not box_of(raw, index, box_at):
                continue
            if new or not font.level:
                origin_of(raw, index, x_at, y_at)
                base = frame.upright(x.value, y.value)[1]
            if font.turn == 0:
                left, right = box.left - frame.left, box.right - frame.left
            else:
                left, right = sorted(
                    (
                        frame.upright(box.left, box.bottom)[0],
                        frame.upright(box.right, box.top)[0],
                    )
                )
            if math.isfinite(left + right + base):
                yield _Glyph(text, left, right, base, font, spaced, fresh)
                spaced = fresh = False
    finally:
        textpage.close()


def _character(code: int) -> str:
    if code < 32 or 0xD800 <= code < 0xE000 or code > 0x10FFFF or code & 0xFFFE == 0xFFFE:
        return ""
    return chr(code)


def _font(c: Any, raw: Any, index: int) -> _Font:
    matrix = c.FS_MATRIX()
    c.FPDFText_GetMatrix(raw, index, ctypes.byref(matrix))
    size = c.FPDFText_GetFontSize(raw, index) * math.hypot(matrix.c, matrix.d)
    turn = round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4 * 90
    flags = ctypes.c_int()
    name = ctypes.create_string_buffer(128)
    c.FPDFText_GetFontInfo(raw, index, name, 128, ctypes.byref(flags))
    spelled = name.value.decode("utf-8", "replace").casefold()
    bold = (
        any(word in spelled for word in ("bold", "black", "heavy", "-bd", "cmbx"))
        or c.FPDFText_GetFontWeight(raw, index) >= _BOLD
        or bool(flags.value & _FORCE_BOLD)
    )
    along, across = abs(matrix.a), abs(matrix.b)
    level = min(along, across) <= 0.001 * max(along, across)
    return _Font(min(max(size, 0.5), 500.0), turn, bold, level)


def _runs(glyphs: list[_Glyph]) -> Iterator[Run]:
    least = _least_blank(glyphs)
    texts: list[str] = []
    left = right = base = size = 0.0
    weight = bold = 0
    spaced = False

    def run() -> Run:
        return Run("".join(texts), left, right, base, size, weight, bold, spaced)

    for glyph in glyphs:
        x0, x1, y, own = glyph.left, glyph.right, glyph.base, glyph.font.size
        right_to_left = bool(texts) and x1 < left + _BACK * own and _is_right_to_left(glyph.text)
        near = left - x1 < _JUMP * own if right_to_left else -_BACK * own < x0 - right < _JUMP * own
        if texts and near and abs(y - base) <= _DRIFT * size and 0.8 * size <= own <= 1.25 * size:
            gap = left - x1 if right_to_left else x0 - right
            if (glyph.spaced and gap > least * own) or (glyph.fresh and gap > 0.1 * own):
                texts.append(" ")
        else:
            if texts:
                yield run()
            texts, weight, bold = [], 0, 0
            left, right, base, size, spaced = x0, x1, y, own, glyph.spaced or glyph.fresh
        texts.append(glyph.text)
        left, right = min(left, x0), max(right, x1)
        weight += 1
        bold += glyph.font.bold
    if texts:
        yield run()


def _least_blank(glyphs: list[_Glyph]) -> float:
    """How wide a blank is at least, in font sizes.

    Some programs write blanks without width wherever a word might be divided. Where hardly any
    blank has a width, the font's widths are wrong, and all blanks count.
    """
    gaps = [
        (glyph.left - before.right) / glyph.font.size
        for before, glyph in pairwise(glyphs)
        if glyph.spaced
        and not glyph.fresh
        and abs(glyph.base - before.base) < 0.1 * glyph.font.size
    ]
    wide = sum(gap > _BLANK for gap in gaps)
    return _BLANK if wide > 0.2 * len(gaps) else -_BACK


def _is_right_to_left(text: str) -> bool:
    return unicodedata.bidirectional(text[0]) in ("R", "AL")
