"""Plain text and Markdown."""

from __future__ import annotations

import codecs
import re
from typing import Final

from refparse._errors import InputError, MissingExtraError
from refparse.documents.document import Document
from refparse.documents.source import Source
from refparse.finder import split_lines

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FRONT_MATTER: Final = re.compile(r"\A---[ \t]*\n(?:(?!---).*\n)*?---[ \t]*\n")


def decoded(source: Source, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a source, and warnings.

    ``encoding`` counts most, then a byte order mark, then what a web server said, then UTF-8.
    Bytes that do not fit become U+FFFD, with a warning.

    Raises:
        InputError: there is no such encoding.
    """
    marked = next((name for bom, name in _BOMS if source.data.startswith(bom)), "")
    chosen = encoding or marked or source.charset or "utf-8"
    try:
        text = source.data.decode(chosen, "replace")
    except LookupError:
        raise InputError(f"{source.name}: there is no encoding {chosen!r}") from None
    lost = text.count("\ufffd") - source.data.count("\ufffd".encode())
    if lost <= 0:
        return text, ()
    warning = (
        f"{source.name}: {lost} characters are not {chosen.upper()} and were replaced: give the "
        "right encoding (--encoding)"
    )
    return text, (warning,)


def read_text(source: Source, encoding: str | None = None) -> Document:
    """A plain text: its lines as they are; a form feed starts a new page."""
    text, warnings = decoded(source, encoding)
    return Document(source.name, "text", tuple(split_lines(text)), warnings=warnings)


def read_markdown(source: Source, encoding: str | None = None) -> Document:
    """A Markdown text (CommonMark, tables, footnotes), read as what it is rendered to.

    Line breaks inside of paragraphs are kept: people list one reference a line.

    Raises:
        MissingExtraError: markdown-it-py, mdit-py-plugins or selectolax is not installed.
    """
    try:
        from markdown_it import MarkdownIt
        from mdit_py_plugins.footnote import footnote_plugin
    except ImportError as error:
        raise MissingExtraError(error.name or "markdown-it-py", "markdown") from None
    from refparse.documents.html import lines_of_html

    text, warnings = decoded(source, encoding)
    text = _FRONT_MATTER.sub("", text.replace("\r\n", "\n"))
    markdown = MarkdownIt("commonmark", {"breaks": True, "html": True}).enable("table")
    page = markdown.use(footnote_plugin).render(text)
    lines, _ = lines_of_html(page, "markdown")
    return Document(source.name, "markdown", tuple(lines), warnings=warnings)
