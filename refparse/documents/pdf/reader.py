"""Lines of a PDF with digital text, one page after the other."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import zip_longest
from pathlib import Path
from typing import Any, Final

from refparse._errors import InputError, MissingExtraError
from refparse.documents.document import Box, Document, Limits, LineMaker
from refparse.documents.pdf.furniture import without_furniture
from refparse.documents.pdf.glyphs import Frame, read_runs
from refparse.documents.pdf.layout import Row, leading_of, rows_of_page
from refparse.finder import Line

_ENCRYPTED: Final = 4  # FPDF_ERR_PASSWORD
_SCHEME: Final = 5  # FPDF_ERR_SECURITY
_UNREADABLE: Final = 0.3  # share of letters that the fonts do not map to characters
_LETTERS_A_PAGE: Final = 12  # fewer are a stamp on a scan, a page number

_SEAM: Final = "\u00ad"
"""Says that a word goes on in the next line, without a hyphen: an invisible one."""
_ADDRESS: Final = re.compile(
    r"(?:https?://|www\.|doi\.org/|\b10\.\d{4,9}/)\S*[\w/.]$", re.IGNORECASE
)
_REST: Final = re.compile(r"(?=[^\W_])(?=\S*[\d/_%=]|\S+\.\S)[^\s()\[\],;]+$")
_YEAR: Final = re.compile(r"(?:1[5-9]|20)\d\d[a-z]?\W*")
_NUMBER: Final = re.compile(r"\d{1,4}[.)]?")

Progress = Callable[[int, int], None]
"""Told how many pages are done, and of how many."""


def read_pdf(
    source: Path | bytes, name: str, limits: Limits, password: str | None = None,
    progress: Progress | None = None,
) -> Document:  # fmt: skip
    """The lines of a PDF: columns one after the other, ligatures undone, hyphens at line ends kept.

    Only one page is held open at a time. Lines carry page, indentation, the blank space above them,
    font size, boldness and bounding box.

    Args:
        source: the file, or its bytes.
        name: what to call it in errors and results.
        limits: ``pages`` counts.
        password: opens an encrypted file.
        progress: called after each page.

    Raises:
        InputError: the file is broken or encrypted, has too many pages, or holds no text: a scan,
            or fonts that do not say which characters they draw.
        MissingExtraError: pypdfium2 is not installed.
    """
    pages: list[list[Row]] = []
    frames: list[tuple[Frame, int]] = []
    images = 0
    with _opened(source, name, password) as pdf:
        count = len(pdf)
        if count > limits.pages:
            raise InputError(
                f"{name}: {count} pages exceed the limit of {limits.pages}: raise the limit "
                "(--max-pages), or cut the file"
            )
        for rows, frame, turn, scanned in _pages(pdf, name):
            pages.append(rows)
            frames.append((frame, turn))
            images += scanned
            if progress is not None:
                progress(len(pages), count)
    letters = [sum(sum(map(str.isalnum, row.text)) for row in rows) for rows in pages]
    _check_text(name, pages, letters, images)
    empty = sum(found < _LETTERS_A_PAGE for found in letters)
    warnings = []
    if images:
        warnings.append(
            f"{name}: {empty} of {count} pages have no text, {images} of them are images: run "
            "optical character recognition first if they hold references"
        )
    return Document(
        name,
        "pdf",
        tuple(_lines(without_furniture(pages), frames)),
        pages=count,
        warnings=tuple(warnings),
    )


def _opened(source: Path | bytes, name: str, password: str | None) -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise MissingExtraError("pypdfium2", "pdf") from None
    try:
        return pypdfium2.PdfDocument(source, password=password)
    except pypdfium2.PdfiumError as error:
        code = getattr(error, "err_code", None)
        if code == _ENCRYPTED:
            wrong = "the password is wrong" if password else "give its password (--password)"
            raise InputError(f"{name}: the PDF is encrypted: {wrong}") from None
        if code == _SCHEME:
            raise InputError(
                f"{name}: the PDF is encrypted in a way that cannot be read: save it without "
                "protection first"
            ) from None
        raise InputError(
            f"{name}: the PDF is broken and cannot be opened: load it again, or repair it"
        ) from None


def _pages(pdf: Any, name: str) -> Iterator[tuple[list[Row], Frame, int, bool]]:
    import pypdfium2

    for index in range(len(pdf)):
        try:
            page = pdf.get_page(index)
        except pypdfium2.PdfiumError:
            raise InputError(
                f"{name}: page {index + 1} of the PDF is broken: load the file again, or repair it"
            ) from None
        try:
            runs, frame = read_runs(page)
            rows = rows_of_page(runs)
            scanned = sum(run.weight for run in runs) < _LETTERS_A_PAGE and _has_image(page)
            yield rows, frame, page.get_rotation(), scanned
        finally:
            page.close()


def _has_image(page: Any) -> bool:
    import pypdfium2.raw as c

    return next(page.get_objects(filter=[c.FPDF_PAGEOBJ_IMAGE], max_depth=3), None) is not None


def _check_text(name: str, pages: list[list[Row]], letters: list[int], images: int) -> None:
    if sum(letters) >= _LETTERS_A_PAGE:
        lost = sum(
            sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" for char in row.text)
            for rows in pages
            for row in rows
        )
        if lost > _UNREADABLE * (sum(letters) + lost):
            raise InputError(
                f"{name}: the fonts of the PDF do not say which characters they draw: run optical "
                "character recognition first"
            )
        return
    if images:
        raise InputError(
            f"{name}: the PDF holds images of {len(pages)} pages but no text (a scan): run optical "
            "character recognition first"
        )
    raise InputError(f"{name}: the PDF holds no text")


def _lines(pages: list[list[Row]], frames: list[tuple[Frame, int]]) -> list[Line]:
    leading = leading_of(row for rows in pages for row in rows)
    maker = LineMaker()
    for number, (rows, (frame, turn)) in enumerate(zip(pages, frames, strict=True)):
        before: Row | None = None
        rights = _rights(rows)
        for row, after in zip_longest(rows, rows[1:]):
            gap = None
            if before is not None and before.column == row.column:
                usual = leading.get(round(row.size), 1.2 * row.size)
                gap = round(max(0.0, (row.base - before.base) / usual - 1), 2)
            cut = after is not None and _goes_on(row, after, rights[row.column])
            maker.add(
                row.text + (_SEAM if cut else ""),
                page=number,
                # In columns of text, as for plain text: half a font size is a usual letter.
                indent=round(max(0.0, row.left - row.margin) / (0.5 * row.size), 1),
                gap=gap,
                size=round(row.size, 1),
                bold=row.bold,
                box=_as_shown(row, frame, turn),
            )
            before = row
    return maker.lines


def _rights(rows: list[Row]) -> dict[int, float]:
    """The right edge of each column of a page."""
    rights: dict[int, float] = {}
    for row in rows:
        rights[row.column] = max(row.right, rights.get(row.column, 0.0))
    return rights


def _goes_on(row: Row, after: Row, right: float) -> bool:
    """Whether an address at the end of a full row was cut anywhere, and goes on in the next.

    A row is full where the first word of the next would not have fitted.
    """
    if row.column != after.column or not _ADDRESS.search(row.text[-300:]):
        return False
    first = after.text.split(" ", 1)[0]
    if row.right + 0.45 * row.size * (len(first) + 1) < right:
        return False
    if not _REST.match(first) or _YEAR.fullmatch(first):
        return False
    if row.text.endswith(".") and any(map(str.isalpha, first)):
        return False  # The full stop may well be one.
    if _NUMBER.fullmatch(first):
        # The number of the next entry stands to the left of wrapped lines.
        return after.left > row.left + 1 or (
            row.left > row.margin + 2 and after.left >= row.left - 1
        )
    return True


def _as_shown(row: Row, frame: Frame, turn: int) -> Box:
    """The box of a line on the page as viewers show it, which is not how it is read if turned."""
    if frame.turn == turn % 360:
        return row.left, row.top, row.right, row.bottom
    shown = replace(frame, turn=turn % 360)
    x0, y0 = shown.upright(*frame.turned_back(row.left, row.top))
    x1, y1 = shown.upright(*frame.turned_back(row.right, row.bottom))
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
