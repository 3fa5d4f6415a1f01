"""E-books: the chapters of an EPUB in their order, each read as a web page."""

from __future__ import annotations

import posixpath
import zipfile
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree

from refparse._errors import InputError
from refparse.documents.document import Document, Limits, LineMaker
from refparse.documents.html import lines_of_html, page_text
from refparse.documents.kinds import BROKEN, opened_zip
from refparse.documents.source import Source

_CONTAINER: Final = "META-INF/container.xml"
_PAGES: Final = ("application/xhtml+xml", "text/html", "application/x-dtbook+xml")


def read_epub(source: Source, limits: Limits) -> Document:
    """The chapters of a book in reading order, without its table of contents.

    Raises:
        InputError: the book is broken, encrypted or larger than allowed.
        MissingExtraError: selectolax is not installed.
    """
    maker = LineMaker()
    warnings: list[str] = []
    with opened_zip(source, limits) as archive:
        if "META-INF/encryption.xml" in archive.namelist() and _is_locked(archive, source):
            raise InputError(f"{source.name}: the book is encrypted (DRM): it cannot be read")
        for name in _chapters(archive, source):
            try:
                data = archive.read(name)
            except BROKEN:
                raise _broken(source, f"{name} is missing or damaged") from None
            text, found = page_text(Source(f"{source.name}#{name}", data))
            warnings.extend(found)
            lines_of_html(text, f"{source.name}#{name}", maker)
    return Document(source.name, "epub", tuple(maker.lines), warnings=tuple(warnings))


def _chapters(archive: zipfile.ZipFile, source: Source) -> list[str]:
    container = _parsed(archive, _CONTAINER, source)
    package = next(
        (each.get("full-path") for each in container.iter() if _name(each) == "rootfile"), None
    )
    if not package:
        raise _broken(source, "its container names no package")
    root = _parsed(archive, package, source)
    items: dict[str, tuple[str, str, str]] = {}
    for item in root.iter():
        if _name(item) == "item":
            items[item.get("id", "")] = (
                item.get("href", ""),
                item.get("media-type", ""),
                item.get("properties", ""),
            )
    chapters = []
    for each in root.iter():
        href, media, properties = items.get(each.get("idref", ""), ("", "", ""))
        if _name(each) == "itemref" and media in _PAGES and "nav" not in properties.split():
            path = posixpath.join(posixpath.dirname(package), unquote(href.partition("#")[0]))
            chapters.append(posixpath.normpath(path))
    return chapters


def _is_locked(archive: zipfile.ZipFile, source: Source) -> bool:
    """Whether pages are encrypted; fonts often are in books that anybody may read."""
    root = _parsed(archive, "META-INF/encryption.xml", source)
    paths = [each.get("URI", "") for each in root.iter() if _name(each) == "CipherReference"]
    return any(path.lower().endswith((".xhtml", ".html", ".htm", ".xml")) for path in paths)


def _parsed(archive: zipfile.ZipFile, name: str, source: Source) -> ElementTree.Element:
    try:
        data = archive.read(name)
    except BROKEN:
        raise _broken(source, f"{name} is missing or damaged") from None
    if b"<!ENTITY" in data:
        raise _broken(source, f"{name} defines entities, which is refused")
    try:
        return ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        raise _broken(source, f"{name}: {error}") from None


def _name(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def _broken(source: Source, reason: str) -> InputError:
    return InputError(f"{source.name}: the book is broken ({reason}): load it again, or repair it")
