"""Invented documents as real PDF files, in one or two columns, set by reportlab."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from random import Random
from typing import Any, Final

from refparse._errors import MissingExtraError
from refparse.finder.marked import strip_marks
from refparse.synth.documents import Part, invent_document
from refparse.synth.groups import Group
from refparse.synth.typeset import Laid, Sheet, draw_sheet, typeset

_MARGIN: Final = 56.0  # points
_GUTTER: Final = 22.0
_LEADING: Final = 12.4
_WIDTH, _HEIGHT = 595.0, 842.0  # A4
_FLAT: Final = 0.12  # pages mostly show where a paragraph or a reference starts
_UNSET: Final = frozenset({"zh", "ja", "ko"})
"""Languages that the font has no letters for."""


@lru_cache(maxsize=1)
def _fonts() -> tuple[str, str]:
    """Names of the regular and the bold font, registered."""
    try:
        from reportlab.pdfbase import pdfmetrics
        from reportlab.pdfbase.ttfonts import TTFont
    except ImportError:
        raise MissingExtraError("reportlab", "synth") from None
    try:
        import matplotlib
    except ImportError:
        raise MissingExtraError("matplotlib", "plot") from None
    # reportlab's own fonts know Latin-1 only; matplotlib brings DejaVu.
    folder = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    for name in ("DejaVuSerif", "DejaVuSerif-Bold"):
        pdfmetrics.registerFont(TTFont(name, folder / f"{name}.ttf"))
    return "DejaVuSerif", "DejaVuSerif-Bold"


def invented_paper(
    groups: Sequence[Group], seed: int, number: int, columns: int
) -> tuple[bytes, list[str]]:
    """A PDF file and the references in it, in the order of the document.

    Args:
        groups: references to cite; those in Chinese, Japanese and Korean are passed over.
        seed, number: of every choice, as in :func:`refparse.synth.library.invented_documents`.
        columns: 1 or 2.

    Raises:
        MissingExtraError: reportlab or matplotlib is not installed.
    """
    _fonts()
    rng = Random(f"{seed}/{number}/paper")
    usable = [group for group in groups if group.language not in _UNSET and _has_letters(group)]
    _, _, parts = invent_document(usable, rng)
    sheet = replace(
        draw_sheet(rng, parts[0].text, _FLAT),
        columns=columns,
        width=100 if columns == 1 else 50,
        height=56,
        measure=_measure(columns),
    )
    laid = typeset([_unbroken(part) for part in parts], sheet, rng)
    return _drawn(laid, sheet), _references(laid)


def _has_letters(group: Group) -> bool:
    texts = (*group.texts, *(note.text for note in group.notes))
    return all(ord(char) < 0x590 or 0x1E00 <= ord(char) < 0x2200 for t in texts for char in t)


def _unbroken(part: Part) -> Part:
    return replace(part, text=part.text.replace("\t", " "))


def _unit(columns: int) -> float:
    """The width of a column of characters in points."""
    text = _WIDTH - 2 * _MARGIN - (columns - 1) * _GUTTER
    return text / columns / (100 if columns == 1 else 50)


def _measure(columns: int) -> Any:
    from reportlab.pdfbase.pdfmetrics import stringWidth

    regular, _ = _fonts()
    unit = _unit(columns)

    def measure(text: str) -> float:
        return float(stringWidth(strip_marks(text), regular, 8.6)) / unit

    return measure


def _drawn(laid: Sequence[Laid], sheet: Sheet) -> bytes:
    from reportlab.pdfbase.pdfmetrics import stringWidth
    from reportlab.pdfgen.canvas import Canvas

    regular, bold = _fonts()
    unit = _unit(sheet.columns)
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(_WIDTH, _HEIGHT), invariant=1)
    place = (0, 0)
    top = _HEIGHT - _MARGIN
    y = top
    for line in laid:
        if line.page != place[0]:
            canvas.showPage()
        if (line.page, line.column) != place:
            place, y = (line.page, line.column), top
        text = strip_marks(line.text)
        if line.furniture:
            head = line.row == 0 and not text.strip().isdecimal()
            canvas.setFont(regular, 7.5)
            canvas.drawString(_MARGIN, _HEIGHT - 34 if head else 30, text)
            continue
        y -= _LEADING * (1 + 0.7 * line.gap)
        size = min(line.size, 11.0) if line.bold else 8.6 if line.size > 8.5 else 7.6
        font = bold if line.bold else regular
        wide = stringWidth(text, font, size)
        room = unit * (sheet.width - line.indent)
        if wide > room:  # rows are broken for the size of the text; larger ones are set to fit
            size *= room / wide
        canvas.setFont(font, size)
        x = _MARGIN + line.column * (unit * sheet.width + _GUTTER) + line.indent * unit
        canvas.drawString(x, y, text)
    canvas.save()
    return buffer.getvalue()


def _references(laid: Sequence[Laid]) -> list[str]:
    from refparse.finder.marked import read_marked
    from refparse.synth.typeset import marked_lines

    return list(read_marked("\n".join(marked_lines(laid))).gold)
