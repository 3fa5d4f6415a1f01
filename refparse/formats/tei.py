"""TEI P5: one ``biblStruct`` a reference, as GROBID and digital editions use it.

The order of elements follows the content models of biblStruct, analytic, monogr, imprint and
series in the TEI Guidelines (chapter 3.12).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, TextIO

from refparse.formats.elements import XML_NAMESPACE, add, add_known, serialised, token
from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import (
    Taken,
    date_parts,
    date_text,
    iso,
    language_tag,
    page_bounds,
    plain,
    start_parts,
    value,
)
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Date, Name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_XML_ID = f"{{{XML_NAMESPACE}}}id"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="{NAMESPACE}">
  <teiHeader>
    <fileDesc>
      <titleStmt><title>References</title></titleStmt>
      <publicationStmt><p>Written by refparse.</p></publicationStmt>
      <sourceDesc><p>Parsed from raw reference strings.</p></sourceDesc>
    </fileDesc>
  </teiHeader>
  <text>
    <body>
"""
_TAIL = """    </body>
  </text>
</TEI>
"""
_PERIODICALS = frozenset(
    ("article", "article-journal", "article-magazine", "article-newspaper", "review", "review-book")
)
_PARTS = frozenset(
    ("chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference")
)
_UNPUBLISHED = frozenset(("thesis", "manuscript", "speech", "personal_communication"))
_IDS = {"DOI": "DOI", "arxiv": "arXiv", "PMID": "PMID", "PMCID": "PMCID", "URL": "URL"}


def to_tei(citation: Citation, key: str | None = None) -> str:
    """The citation as a ``biblStruct`` element in the TEI namespace, without XML declaration.

    Args:
        citation: what to write.
        key: its ``xml:id``; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    Characters that XML forbids are left out. What TEI has no element for becomes a ``note`` with
    its name as ``type``; the reference as it was given is the note of type "raw_reference".
    """
    element = _bibl_struct(citation, key or citation_key(citation))
    element.set("xmlns", NAMESPACE)
    return serialised(element, 0)


def write_tei(records: Iterable[Record], stream: TextIO) -> None:
    """Write one TEI document with a ``listBibl``, element by element; ids are unique in it."""
    stream.write(_HEAD)
    empty = True
    for key, citation in keyed(citations(records)):
        if empty:
            stream.write("      <listBibl>\n")
        empty = False
        stream.write(" " * 8 + serialised(_bibl_struct(citation, key), 4) + "\n")
    # A listBibl must not be empty.
    stream.write("      <p>No references.</p>\n" if empty else "      </listBibl>\n")
    stream.write(_TAIL)


def _bibl_struct(citation: Citation, key: str) -> Element:
    from xml.etree.ElementTree import Element

    struct = Element("biblStruct", {_XML_ID: key})
    if kind := token(citation.type):
        struct.set("type", kind)
    take = Taken(citation, "page", "year-suffix")

    def put(parent: Element, tag: str, *names: str, **attributes: str) -> None:
        if text := take(*names):
            add(parent, tag, text, **attributes)

    periodical = citation.type in _PERIODICALS
    has_container = bool(take("container-title"))
    is_part = has_container or periodical or citation.type in _PARTS
    analytic = None
    if is_part:
        analytic = add(struct, "analytic")
        put(analytic, "title", "title", level="a", type="main")
        put(analytic, "title", "title-translated", level="a", type="translated")
        _add_people(analytic, citation, authors=True)
        if not len(analytic):
            add(analytic, "title", level="a")
    language = value(citation, "language")
    monogr = add(struct, "monogr")
    level = "j" if periodical else "u" if citation.type in _UNPUBLISHED else "m"
    # As GROBID writes it: "main" marks the title of the cited item, wherever it stands.
    main = take("container-title" if is_part else "title")
    add(monogr, "title", main, level=level, type="" if is_part else "main")
    translated = "container-title-translated" if is_part else "title-translated"
    put(monogr, "title", translated, level=level, type="translated")
    put(monogr, "title", "container-title-short", level=level, type="short")
    put(monogr, "idno", "ISBN", type="ISBN")
    put(monogr, "idno", "ISSN", type="ISSN")
    if not is_part:
        _add_people(monogr, citation, authors=True)
    _add_people(monogr, citation, authors=False)
    if tag := language_tag(language):
        take.done.add("language")
        add(analytic if analytic is not None else monogr, "textLang", mainLang=tag)
    put(monogr, "meeting", "event-title", "event")
    put(monogr, "edition", "edition")
    _add_imprint(add(monogr, "imprint"), citation, put)
    put(monogr, "extent", "number-of-pages")
    if take("collection-title") or take("collection-number"):
        series = add(struct, "series")
        put(series, "title", "collection-title", level="s")
        put(series, "title", "collection-title-translated", level="s", type="translated")
        put(series, "biblScope", "collection-number", unit="volume")
    for name, label in _IDS.items():
        put(struct, "idno", name, label, name.lower(), type=label)
    put(struct, "idno", "number", "identifier", type="number")
    if citation.accessed:
        _add_date(add(struct, "note", type="accessed"), citation.accessed)
    for name, text in take.rest():
        add(struct, "note", text, type=token(name) or "other")
    if text := plain(citation.text):
        add(struct, "note", text, type="raw_reference")
    return struct


def _add_people(parent: Element, citation: Citation, *, authors: bool) -> None:
    if authors:
        for name in citation.authors:
            _add_name(add(parent, "author"), name)
        for name in citation.translators:
            _add_name(add(parent, "editor", role="translator"), name)
    else:
        for name in citation.editors:
            _add_name(add(parent, "editor"), name)


def _add_name(parent: Element, name: Name) -> None:
    if name.literal:
        add(parent, "name", plain(name.literal))
        return
    person = add(parent, "persName")
    for tag, text in (
        ("forename", name.given),
        ("nameLink", name.particle),
        ("surname", name.family),
        ("genName", name.suffix),
    ):
        add_known(person, tag, plain(text), type="first" if tag == "forename" else "")


def _add_imprint(imprint: Element, citation: Citation, put: Any) -> None:
    put(imprint, "publisher", "publisher")
    put(imprint, "pubPlace", "publisher-place")
    put(imprint, "biblScope", "volume", unit="volume")
    put(imprint, "biblScope", "issue", unit="issue")
    put(imprint, "biblScope", "part", "part-number", unit="part")
    put(imprint, "biblScope", "chapter-number", unit="chapter")
    if page := value(citation, "page"):
        first, last = page_bounds(page)
        bounds = {"from": first, "to": last} if first else {}
        add(imprint, "biblScope", page, unit="page", **bounds)
    if citation.issued or not len(imprint):
        _add_date(imprint, citation.issued).set("type", "published")


def _add_date(parent: Element, date: Date | None) -> Element:
    """A ``date`` with ISO attributes as far as they are known, and the words for people."""
    element = add(parent, "date", date_text(date))
    if date is None:
        return element
    first, last = iso(start_parts(date)), iso(date_parts(date.end))
    if first:
        element.set("from" if last else "when", first)
    if first and last:
        element.set("to", last)
    if date.circa:
        element.set("cert", "low")
    return element


FORMATS: Final = (Format("tei", "TEI P5 XML, a listBibl of biblStruct", write_tei),)
