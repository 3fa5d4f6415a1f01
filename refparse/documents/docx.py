"""Word files: paragraphs, tables, numbers of lists restored, footnotes and endnotes at the end."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from refparse._errors import InputError, MissingExtraError
from refparse.documents.document import Document, Limits, LineMaker
from refparse.documents.docx_numbering import Numbering
from refparse.documents.docx_xml import W, value_of
from refparse.documents.kinds import BROKEN, opened_zip
from refparse.documents.source import Source

_SKIPPED: Final = frozenset(
    W + name
    for name in (
        "del",
        "moveFrom",
        "instrText",
        "delText",
        "footnoteReference",
        "endnoteReference",
        "footnoteRef",
        "endnoteRef",
        "annotationRef",
        "commentReference",
        "rPr",
        "pPr",
    )
) | {"{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
_CHARACTERS: Final = {
    W + "tab": " ",
    W + "ptab": " ",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "\u00ad",
}
_MAX_DEPTH: Final = 60  # content controls and tables in one another
_DEFAULT_SIZE: Final = 11.0
_NOTES: Final = ("footnote", "endnote")


def read_docx(source: Source, limits: Limits) -> Document:
    """The paragraphs of a Word file, one a line, the numbers that Word would print before them.

    Deleted text of tracked changes is left out, inserted text is read; field results (reference
    managers write the list as one) and content controls are read. Notes follow behind the text
    with their numbers.

    Raises:
        InputError: the file is broken, or no Word document.
        MissingExtraError: python-docx is not installed.
    """
    try:
        import docx
        from docx.opc.exceptions import OpcError
        from lxml.etree import LxmlError
    except ImportError:
        raise MissingExtraError("python-docx", "docx") from None
    opened_zip(source, limits).close()
    try:
        opened = docx.Document(io.BytesIO(source.data))
        reader = _Reader(opened)
        for paragraph in _paragraphs(opened.element.body, 0):
            reader.add(paragraph)
        for kind in _NOTES:
            reader.add_notes(kind)
    except (*BROKEN, OpcError, LxmlError, AttributeError, TypeError) as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise InputError(
            f"{source.name}: the Word file is broken or no docx ({reason}): save it again"
        ) from None
    return Document(source.name, "docx", tuple(reader.maker.lines))


def _paragraphs(container: Any, depth: int) -> Iterator[list[Any]]:
    """The paragraphs inside of an element; those of one table row together."""
    if depth > _MAX_DEPTH:
        raise ValueError(f"elements nested deeper than {_MAX_DEPTH}")
    for child in container:
        if child.tag == W + "p":
            yield [child]
        elif child.tag == W + "tr":
            cells = [each for cell in child for each in _paragraphs(cell, depth + 1)]
            if len(cells) <= sum(cell.tag == W + "tc" for cell in child):
                yield [paragraph for cell in cells for paragraph in cell]
            else:
                yield from cells  # A table that lays out the page.
        elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
            yield from _paragraphs(child, depth + 1)


class _Reader:
    """Turns paragraphs into lines."""

    def __init__(self, opened: Any) -> None:
        self.maker = LineMaker()
        self.part = opened.part
        self.styles = {style.style_id: style for style in opened.styles}
        self.default = next(
            (style for style in opened.styles if style.type == 1 and style.element.default), None
        )
        self.numbering = Numbering(self.part, self.styles)

    def add(self, paragraphs: list[Any], number: str = "") -> None:
        """One line, or more where it has line breaks, of paragraphs that stand side by side."""
        texts: list[str] = []
        sizes: dict[float, int] = {}
        bold = letters = 0
        for paragraph in paragraphs:
            style = self._style(paragraph)
            text = "".join(_text(paragraph, 0))
            label = number or self.numbering.label(paragraph, style)
            if label and text.strip():
                text = f"{label} {text.lstrip()}"
            texts.append(text)
            for count, size, is_bold in self._runs(paragraph, style):
                sizes[size] = sizes.get(size, 0) + count
                bold += count * is_bold
                letters += count
        text = " ".join(text.strip() for text in texts if text.strip())
        if text:
            self.maker.paragraph(
                text,
                size=max(sizes, key=lambda size: sizes[size]) if sizes else _DEFAULT_SIZE,
                bold=2 * bold > letters,
                indent=_indent(paragraphs[0]),
            )

    def add_notes(self, kind: str) -> None:
        """The footnotes or endnotes of the document, numbered."""
        from docx.oxml import parse_xml

        for relation in self.part.rels.values():
            if relation.is_external or not relation.reltype.endswith(f"/{kind}s"):
                continue
            number = 0
            for note in parse_xml(relation.target_part.blob):
                if note.tag != W + kind or note.get(W + "type") not in (None, "normal"):
                    continue  # The lines that separate notes from the text are notes as well.
                number += 1
                label = str(number)
                for paragraphs in _paragraphs(note, 0):
                    self.add(paragraphs, label)
                    label = ""

    def _style(self, paragraph: Any) -> Any:
        name = value_of(paragraph.find(f"{W}pPr/{W}pStyle"))
        return self.styles.get(name, self.default) if name else self.default

    def _runs(self, paragraph: Any, style: Any) -> Iterator[tuple[int, float, bool]]:
        size, bold = _style_font(style)
        for run in paragraph.iter(W + "r"):
            count = sum(sum(map(str.isalnum, text.text or "")) for text in run.iter(W + "t"))
            if not count:
                continue
            own = value_of(run.find(f"{W}rPr/{W}sz"))
            mark = run.find(f"{W}rPr/{W}b")
            is_bold = bold if mark is None else value_of(mark) not in ("0", "false", "off")
            yield count, int(own) / 2 if own and own.isdecimal() else size, is_bold


def _style_font(style: Any) -> tuple[float, bool]:
    size: float | None = None
    bold: bool | None = None
    for _ in range(20):
        if style is None:
            break
        if size is None and style.font.size is not None:
            size = style.font.size.pt
        if bold is None:
            bold = style.font.bold
        style = style.base_style
    return size or _DEFAULT_SIZE, bool(bold)


def _text(element: Any, depth: int) -> Iterator[str]:
    if depth > _MAX_DEPTH:
        raise ValueError(f"elements nested deeper than {_MAX_DEPTH}")
    for child in element:
        if child.tag == W + "t":
            yield child.text or ""
        elif child.tag in _CHARACTERS:
            yield _CHARACTERS[child.tag]
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _text(child, depth + 1)


def _indent(paragraph: Any) -> float:
    """Indentation of the first line, in columns of 6 points."""
    found = paragraph.find(f"{W}pPr/{W}ind")
    if found is None:
        return 0.0
    twips = 0
    for name, sign in (("left", 1), ("start", 1), ("firstLine", 1), ("hanging", -1)):
        value = found.get(W + name) or ""
        twips += sign * int(value) if value.lstrip("-").isdecimal() else 0
    return round(max(0.0, twips / 120), 1)
