"""What kind of document some bytes are: by their content first, then by name and media type."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from typing import Final

from refparse._errors import InputError
from refparse.documents.document import Limits
from refparse.documents.source import Source

KINDS: Final = (
    "text",
    "markdown",
    "html",
    "pdf",
    "docx",
    "epub",
    "xml",
    "bbl",
    "bibtex",
)
"""The kinds of documents that are read."""

_SUFFIXES: Final = {
    ".md": "markdown",
    ".markdown": "markdown",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".docm": "docx",
    ".epub": "epub",
    ".xml": "xml",
    ".nxml": "xml",
    ".tei": "xml",
    ".bbl": "bbl",
    ".tex": "bbl",
    ".bib": "bibtex",
}
_MEDIA: Final = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "application/xml": "xml",
    "text/xml": "xml",
    "application/jats+xml": "xml",
    "application/tei+xml": "xml",
    "application/x-bibtex": "bibtex",
}
_BINARY: Final = ("pdf", "docx", "epub")
_MARKUP: Final = re.compile(rb"^\s*(?:<\?xml\b|<!--|<!DOCTYPE\b|<[A-Za-z])", re.IGNORECASE)
_DOCTYPE: Final = re.compile(rb"<!DOCTYPE\s+([\w.:-]{1,80})", re.IGNORECASE)
_ROOT: Final = re.compile(rb"<(?![?!])(?:[\w.-]{1,80}:)?([A-Za-z][\w.-]{0,80})")
_COMMENT: Final = re.compile(rb"<!--(?:(?!-->).){0,4000}-->", re.DOTALL)
_JATS: Final = re.compile(rb"<front\b|article-type=|<ref-list\b|dtd-version=")
_XML_ROOTS: Final = frozenset(
    {b"tei", b"teicorpus", b"ref-list", b"listbibl", b"book-part-wrapper"}
)
_OTHER: Final = (
    (b"\xd0\xcf\x11\xe0", "an old or an encrypted Office file: save it as docx without password"),
    (b"{\\rtf", "a rich-text file (rtf): save it as docx"),
    (b"\x1f\x8b", "compressed with gzip: unpack it first"),
    (b"BZh", "compressed with bzip2: unpack it first"),
    (b"\xfd7zXZ", "compressed with xz: unpack it first"),
    (b"7z\xbc\xaf", "an archive (7z): unpack it first"),
    (b"Rar!", "an archive (rar): unpack it first"),
    (b"\x89PNG", "an image: run optical character recognition first"),
    (b"\xff\xd8\xff", "an image: run optical character recognition first"),
    (b"GIF8", "an image: run optical character recognition first"),
    (b"II*\x00", "an image: run optical character recognition first"),
    (b"%!PS", "a PostScript file: turn it into PDF first"),
    (b"\xf7\x02", "a DVI file: turn it into PDF first"),
)


def kind_of(source: Source, limits: Limits) -> str:
    """One of :data:`KINDS`.

    Raises:
        InputError: the content is of no kind that is read, or is another than the name says.
    """
    found = _by_content(source, limits)
    named = _SUFFIXES.get(source.suffix) or _MEDIA.get(source.media_type, "")
    if found in _BINARY:
        return found
    if named in _BINARY or source.media_type == "application/pdf":
        what = {"html": "a web page", "xml": "XML"}.get(found, "plain text")
        if not source.data.strip():
            what = "empty"
        raise InputError(
            f"{source.name} is named as {named or 'pdf'}, but is {what}: give the right file, or "
            "say what it is (--type)"
        )
    return named if named and found not in ("html", "xml") else found or named or "text"


def _by_content(source: Source, limits: Limits) -> str:
    data = source.data
    head = data[:4096]
    if b"%PDF-" in head[:1024]:
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return _zipped(source, limits)
    for magic, what in _OTHER:
        if head.startswith(magic):
            raise InputError(f"{source.name} is {what}")
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "replace").encode()
    if b"\x00" in head:
        raise InputError(
            f"{source.name} is a binary file of no kind that is read: give text, Markdown, HTML, "
            "PDF, DOCX, EPUB, XML (JATS, TEI), bbl or BibTeX"
        )
    if source.suffix in (".md", ".markdown", ".bib", ".bbl", ".tex"):
        return ""  # Markup may stand at their start.
    if _MARKUP.match(head.removeprefix(b"\xef\xbb\xbf")):
        return _markup(head, source.suffix)
    return ""


def _markup(head: bytes, suffix: str) -> str:
    """ "html" or "xml", by the document type, else by the root element."""
    root = _ROOT.search(_COMMENT.sub(b"", head))
    name = root[1].lower() if root else b""
    doctype = _DOCTYPE.search(head)
    if doctype and name != b"html":
        return "html" if doctype[1].lower() == b"html" else "xml"
    if name in _XML_ROOTS or (name == b"article" and _JATS.search(head)):
        return "xml"
    declared = head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<?xml")
    if name != b"html" and (declared or _SUFFIXES.get(suffix) == "xml"):
        return "xml"
    return "html"


def _zipped(source: Source, limits: Limits) -> str:
    with opened_zip(source, limits) as archive:
        names = set(archive.namelist())
        if "word/document.xml" in names:
            return "docx"
        if "META-INF/container.xml" in names:
            return "epub"
    what = {"xl/workbook.xml": "a spreadsheet", "ppt/presentation.xml": "a slide show"}
    for name, kind in what.items():
        if name in names:
            raise InputError(f"{source.name} is {kind}: give its text, or a PDF of it")
    if "content.xml" in names:
        raise InputError(f"{source.name} is an OpenDocument file: save it as docx")
    raise InputError(f"{source.name} is a zip archive: unpack it, and give the files in it")


BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, EOFError, KeyError, ValueError, NotImplementedError,
    RuntimeError, OSError,
)  # fmt: skip
"""What :mod:`zipfile` raises for archives that are damaged or packed in ways it does not know."""


def opened_zip(source: Source, limits: Limits) -> zipfile.ZipFile:
    """A zipped document, its size checked before anything is unpacked.

    Raises:
        InputError: it is broken, encrypted, or larger than ``limits.unzipped``.
    """
    try:
        archive = zipfile.ZipFile(io.BytesIO(source.data))
    except BROKEN:
        raise InputError(
            f"{source.name}: the zipped document is broken: load it again, or repair it"
        ) from None
    entries = archive.infolist()
    size = sum(entry.file_size for entry in entries)
    if size > limits.unzipped:
        raise InputError(
            f"{source.name}: {size} bytes unpacked exceed the limit of {limits.unzipped}"
        )
    if any(entry.flag_bits & 1 for entry in entries):
        raise InputError(f"{source.name}: the zipped document is encrypted: save it without")
    return archive
