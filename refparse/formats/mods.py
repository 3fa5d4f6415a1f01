"""MODS 3.7, the Library of Congress's record for catalogues: one ``mods`` a reference.

The order of elements follows the MODS user guidelines; what contains the cited item is a
``relatedItem`` of type "host" with the volume, issue and pages in its ``part``.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO

from refparse.formats.elements import add, add_known, element, serialised, token
from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import (
    Taken,
    date_parts,
    date_text,
    iso,
    language_tag,
    page_bounds,
    plain,
    season,
    start_parts,
    value,
)
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Date, Name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

NAMESPACE: Final = "http://www.loc.gov/mods/v3"

# CSL type → terms of the MARC genre list (with * of the list that bibutils adds to it) for the
# item, terms for its host, and how the host is issued.
_GENRES: Final[dict[str, tuple[str, str, str]]] = {
    "article": ("article", "", ""),
    "article-journal": ("article", "periodical, *academic journal", "continuing"),
    "article-magazine": ("article", "periodical, *magazine", "continuing"),
    "article-newspaper": ("article", "newspaper", "continuing"),
    "bill": ("legislation", "", ""),
    "book": ("book", "book", "monographic"),
    "broadcast": ("sound", "", ""),
    "chapter": ("", "book", "monographic"),
    "classic": ("book", "book", "monographic"),
    "collection": ("book, *collection", "book", "monographic"),
    "dataset": ("numeric data", "", ""),
    "entry": ("", "encyclopedia, book", "monographic"),
    "entry-dictionary": ("", "dictionary, book", "monographic"),
    "entry-encyclopedia": ("", "encyclopedia, book", "monographic"),
    "figure": ("graphic", "", ""),
    "graphic": ("picture", "", ""),
    "hearing": ("government publication, *hearing", "", ""),
    "interview": ("interview", "", ""),
    "legal_case": ("legal case and case notes", "", ""),
    "legislation": ("legislation", "", ""),
    "manuscript": ("*manuscript", "", ""),
    "map": ("map", "", ""),
    "motion_picture": ("motion picture", "", ""),
    "musical_score": ("*music", "", ""),
    "pamphlet": ("*pamphlet", "", "monographic"),
    "paper-conference": ("", "conference publication", "monographic"),
    "patent": ("patent", "", ""),
    "periodical": ("periodical", "periodical", "continuing"),
    "personal_communication": ("letter, *personal communication", "", ""),
    "post": ("web site", "web site", ""),
    "post-weblog": ("web site", "web site", ""),
    "regulation": ("legislation", "", ""),
    "report": ("technical report", "", ""),
    "review": ("review", "periodical, *academic journal", "continuing"),
    "review-book": ("review", "periodical, *academic journal", "continuing"),
    "software": ("*computer program", "", ""),
    "song": ("sound", "", ""),
    "speech": ("speech", "", ""),
    "standard": ("standard or specification", "", ""),
    "thesis": ("theses, *thesis", "", ""),
    "treaty": ("treaty", "", ""),
    "webpage": ("web site", "web site", ""),
}
_IDENTIFIERS: Final = (("DOI", "doi"), ("arxiv", "arXiv"), ("PMID", "pubmed"), ("PMCID", "pmc"))


def to_mods(citation: Citation, key: str | None = None) -> str:
    """The citation as a ``mods`` element in the MODS namespace, without XML declaration.

    Args:
        citation: what to write.
        key: its ``ID``; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    What MODS has no element for becomes a ``note`` with its name as ``type``; the reference as it
    was given is the note of type "raw_reference".
    """
    mods = _mods(citation, key or citation_key(citation))
    mods.set("xmlns", NAMESPACE)
    return serialised(mods)


def write_mods(records: Iterable[Record], stream: TextIO) -> None:
    """Write one ``modsCollection``, element by element; IDs are unique in it."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n')
    stream.write(f'<modsCollection xmlns="{NAMESPACE}">\n')
    for key, citation in keyed(citations(records)):
        stream.write("  " + serialised(_mods(citation, key), 1) + "\n")
    stream.write("</modsCollection>\n")


def _mods(citation: Citation, key: str) -> Element:
    mods = element("mods", version="3.7", ID=key)
    take = Taken(citation, "page", "et-al", "language", "year-suffix", "citation-label")
    hosted = bool(take("container-title"))
    _add_title(mods, take("title"), take("title-translated"), take("title-short"))
    _add_people(mods, citation.authors, "author")
    _add_people(mods, citation.translators, "translator")
    if not hosted:
        _add_people(mods, citation.editors, "editor")
    genres, host_genres, issuance = _GENRES.get(citation.type, ("", "", ""))
    add(mods, "typeOfResource", "text")
    _add_genres(mods, genres)
    add_known(mods, "genre", take("genre"))
    if not hosted:
        _add_origin(mods, citation, take, issuance)
    if tag := language_tag(value(citation, "language")):
        add(add(mods, "language"), "languageTerm", tag, type_="code", authority="rfc3066")
    elif language := value(citation, "language"):
        add(add(mods, "language"), "languageTerm", language, type_="text")
    _add_description(mods, take)
    if hosted:
        host = add(mods, "relatedItem", type_="host")
        _add_title(
            host,
            take("container-title"),
            take("container-title-translated"),
            take("container-title-short", "journalAbbreviation"),
        )
        _add_people(host, citation.editors, "editor")
        _add_genres(host, host_genres)
        _add_origin(host, citation, take, issuance)
        _add_book_numbers(host, take)
        _add_part(host, citation, take)
    else:
        _add_book_numbers(mods, take)
    if series := take("collection-title"):
        related = add(mods, "relatedItem", type_="series")
        _add_title(related, series, take("collection-title-translated"), "")
        # Not in a part: readers would take it for the volume of the host.
        add_known(related[0], "partNumber", take("collection-number"))
    if meeting := take("event-title", "event"):
        add(add(mods, "name", type_="conference"), "namePart", meeting)
    for name, kind in _IDENTIFIERS:
        for one in filter(None, take(name, name.lower()).split("; ")):
            add(mods, "identifier", one, type_=kind)
    add_known(mods, "identifier", take("number") or take("identifier"), type_="local")
    if citation.accessed or take("URL", "url"):
        location = add(mods, "location")
        add(location, "url", take("URL", "url")).attrib.update(
            {"dateLastAccessed": date_text(citation.accessed)} if citation.accessed else {}
        )
    if not hosted:
        _add_part(mods, citation, take)
    add_known(mods, "note", take("note"))
    for name, text in take.rest():
        add(mods, "note", text, type_=token(name) or "other")
    add_known(mods, "note", plain(citation.text), type_="raw_reference")
    return mods


def _add_title(parent: Element, title: str, translated: str, short: str) -> None:
    if title or parent.tag == "mods":
        add(add(parent, "titleInfo"), "title", title)
    if translated:
        add(add(parent, "titleInfo", type_="translated"), "title", translated)
    if short:
        add(add(parent, "titleInfo", type_="abbreviated"), "title", short)


def _add_genres(parent: Element, terms: str) -> None:
    for term in filter(None, terms.split(", ")):
        own = term.startswith("*")
        add(parent, "genre", term.lstrip("*"), authority="bibutilsgt" if own else "marcgt")


def _add_people(parent: Element, names: Iterable[Name], role: str) -> None:
    for name in names:
        literal = plain(name.literal)
        if not literal and not plain(str(name)):
            continue
        person = add(parent, "name", type_="corporate" if literal else "personal")
        family = plain(str(Name(name.family, particle=name.particle)))
        for text, kind in (
            (literal, ""),
            ("" if literal else plain(name.given), "given"),
            ("" if literal else family, "family"),
            ("" if literal else plain(name.suffix), "termsOfAddress"),
        ):
            add_known(person, "namePart", text, type_=kind)
        add(add(person, "role"), "roleTerm", role, authority="marcrelator", type_="text")


def _add_origin(parent: Element, citation: Citation, take: Taken, issuance: str) -> None:
    origin = element("originInfo")
    if place := take("publisher-place"):
        add(add(origin, "place"), "placeTerm", place, type_="text")
    add_known(origin, "publisher", take("publisher") or take("institution"))
    _add_date(origin, "dateIssued", citation.issued)
    add_known(origin, "edition", take("edition"))
    add_known(origin, "issuance", issuance)
    if len(origin):
        parent.append(origin)


def _add_date(parent: Element, tag: str, date: Date | None) -> None:
    if date is None:
        return
    first, last = iso(start_parts(date)), iso(date_parts(date.end))
    qualifier = "approximate" if date.circa else ""
    if first and last:
        for text, point in ((first, "start"), (last, "end")):
            add(parent, tag, text, point=point, encoding="w3cdtf", qualifier=qualifier)
    elif first:
        add(parent, tag, first, encoding="w3cdtf", qualifier=qualifier)
    if not first or season(date) or date.suffix:
        add_known(parent, tag, date_text(date))


def _add_description(parent: Element, take: Taken) -> None:
    description = element("physicalDescription")
    add_known(description, "form", take("medium"))
    add_known(description, "extent", take("number-of-pages"))
    if len(description):
        parent.append(description)


def _add_book_numbers(parent: Element, take: Taken) -> None:
    for name in ("ISBN", "ISSN"):
        add_known(parent, "identifier", take(name, name.lower()), type_=name.lower())


def _add_detail(part: Element, kind: str, number: str) -> None:
    add(add(part, "detail", type_=kind), "number", number)


def _add_part(parent: Element, citation: Citation, take: Taken) -> None:
    part = element("part")
    for kind in ("volume", "issue"):
        if number := take(kind):
            _add_detail(part, kind, number)
    if page := value(citation, "page"):
        extent = add(part, "extent", unit="page")
        first, last = page_bounds(page)
        if first:
            add(extent, "start", first)
            add(extent, "end", last)
        elif page.isdecimal():
            add(extent, "start", page)
        else:
            add(extent, "list", page)
    if len(part):
        parent.append(part)


FORMATS: Final = (Format("mods", "MODS 3.7 XML for library catalogues", write_mods),)
