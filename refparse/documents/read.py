"""One entrance for every kind of document."""

from __future__ import annotations

from pathlib import Path

from refparse._errors import InputError
from refparse.documents.document import Document, Limits
from refparse.documents.kinds import KINDS, kind_of
from refparse.documents.pdf.reader import Progress, read_pdf
from refparse.documents.source import Source, load


def read_document(
    source: str | Path | bytes, *, kind: str | None = None, encoding: str | None = None,
    password: str | None = None, limits: Limits | None = None, progress: Progress | None = None,
) -> Document:  # fmt: skip
    """Read a document of any kind.

    Args:
        source: a path, an address ("https://…"), "-" for standard input, or the bytes themselves.
        kind: one of :data:`~refparse.documents.kinds.KINDS`; None to tell by content and name.
        encoding: of text, Markdown, HTML, bbl and BibTeX; None to tell by their marks, else UTF-8.
        password: opens an encrypted PDF.
        limits: what the document may cost; None for the defaults.
        progress: called with (pages done, pages in all) after each page of a PDF.

    Raises:
        InputError: it cannot be read, is broken, encrypted, larger than allowed, of no kind that is
            read, or a scan without text.
        MissingExtraError: the package that reads this kind is not installed; names the extra.
    """
    limits = limits or Limits()
    if kind is not None and kind not in KINDS:
        raise InputError(f"unknown kind of document {kind!r}: choose one of {', '.join(KINDS)}")
    loaded = load(source, limits)
    kind = kind or kind_of(loaded, limits)
    if kind == "pdf":
        return read_pdf(loaded.path or loaded.data, loaded.name, limits, password, progress)
    return _read(loaded, kind, encoding, limits)


def _read(source: Source, kind: str, encoding: str | None, limits: Limits) -> Document:
    if kind == "html":
        from refparse.documents.html import read_html

        return read_html(source, encoding)
    if kind == "docx":
        from refparse.documents.docx import read_docx

        return read_docx(source, limits)
    if kind == "epub":
        from refparse.documents.epub import read_epub

        return read_epub(source, limits)
    if kind == "xml":
        from refparse.documents.xml import read_xml

        return read_xml(source)
    if kind == "bbl":
        from refparse.documents.tex import read_bbl

        return read_bbl(source, encoding)
    if kind == "bibtex":
        from refparse.documents.tex import read_bibtex

        return read_bibtex(source, encoding)
    from refparse.documents.text import read_markdown, read_text

    return read_markdown(source, encoding) if kind == "markdown" else read_text(source, encoding)
