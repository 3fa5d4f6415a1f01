"""JATS 1.3: one ``ref`` with an ``element-citation`` a reference, as publishers and PMC use it.

The document is an ``article`` of the Archiving and Interchange tag set ("green") with nothing but a
``ref-list``; JATS has no smaller document. See the NISO standard Z39.96 and the JATS4R
recommendations on citations, data and software.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO

from refparse.formats.elements import XML_NAMESPACE, add, add_known, element, serialised, token
from refparse.formats.jats_tables import ELEMENTS, PUBLICATION_TYPES, WHOLE_WORKS
from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import (
    Taken,
    date_parts,
    date_text,
    et_al,
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

XLINK: Final = "http://www.w3.org/1999/xlink"
_HEAD = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) Journal Archiving and Interchange DTD v1.3 \
20210610//EN" "JATS-archivearticle1-3.dtd">
<article xmlns:xlink="{XLINK}" dtd-version="1.3" article-type="other">
  <front>
    <article-meta>
      <title-group>
        <article-title>References</article-title>
      </title-group>
    </article-meta>
  </front>
  <back>
    <ref-list>
"""
_TAIL = """    </ref-list>
  </back>
</article>
"""
_PUB_IDS = (("DOI", "doi"), ("PMID", "pmid"), ("PMCID", "pmcid"), ("arxiv", "arxiv"))


def to_jats(citation: Citation, key: str | None = None) -> str:
    """The citation as a JATS ``ref`` element, without XML declaration.

    Args:
        citation: what to write.
        key: its ``id``; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    Characters that XML forbids are left out. What JATS has no element for becomes
    ``named-content`` with its name as ``content-type``; the reference as it was given is a ``note``
    of the ``ref`` with ``specific-use="raw-reference"``.
    """
    ref = _ref(citation, key or citation_key(citation))
    if any(one.get("xlink:href") for one in ref.iter()):
        ref.set("xmlns:xlink", XLINK)
    return serialised(ref)


def write_jats(records: Iterable[Record], stream: TextIO) -> None:
    """Write one JATS article with a ``ref-list``, ref by ref; ids are unique in it."""
    stream.write(_HEAD)
    for key, citation in keyed(citations(records)):
        stream.write(" " * 6 + serialised(_ref(citation, key), 3) + "\n")
    stream.write(_TAIL)


def _ref(citation: Citation, key: str) -> Element:
    ref = element("ref", id=key)
    add_known(ref, "label", value(citation, "citation-number", "citation-label"))
    cited = add(ref, "element-citation")
    cited.set("publication-type", PUBLICATION_TYPES.get(citation.type, "other"))
    take = Taken(citation, "citation-number", "page", "et-al", "language")
    for role, names in (
        ("author", citation.authors),
        ("editor", citation.editors),
        ("translator", citation.translators),
    ):
        _add_people(cited, role, names, more=et_al(citation, role))
    _add_titles(cited, citation, take("title"), take("container-title"))
    _add_date(cited, citation.issued)
    for name, (tag, attributes) in ELEMENTS.items():
        add_known(cited, tag, take(name), **attributes)
    _add_pages(cited, value(citation, "page"))
    add_known(cited, "size", take("number-of-pages"), units="pages")
    number = take("number") or take("identifier")
    if citation.type == "patent":
        add_known(cited, "patent", number)
    elif citation.type == "standard":
        add_known(cited, "std", number)
    else:
        add_known(cited, "pub-id", number, pub_id_type="other")
    for name, kind in _PUB_IDS:
        for one in filter(None, take(name, name.lower()).split("; ")):
            add(cited, "pub-id", one, pub_id_type=kind)
    if url := take("URL", "url"):
        add(cited, "ext-link", url, ext_link_type="uri").set("xlink:href", url)
    if citation.accessed:
        access = date_text(citation.accessed)
        day = iso(start_parts(citation.accessed))
        add_known(cited, "date-in-citation", access, content_type="access-date", iso_8601_date=day)
    language = value(citation, "language")
    if tag := language_tag(language):
        cited.set(f"{{{XML_NAMESPACE}}}lang", tag)
    else:
        add_known(cited, "named-content", language, content_type="language")
    add_known(cited, "comment", take("note"))
    for name, text in take.rest():
        add(cited, "named-content", text, content_type=token(name) or "other")
    if not len(cited):
        add(cited, "comment")  # An element-citation must not be empty.
    # The raw wording is no second citation, which a mixed-citation beside this one would be.
    if text := plain(citation.text):
        add(add(ref, "note", specific_use="raw-reference"), "p", text)
    return ref


def _add_people(parent: Element, role: str, names: Iterable[Name], *, more: bool) -> None:
    group = element("person-group", person_group_type=role)
    for name in names:
        family = plain(str(Name(name.family, particle=name.particle)))
        given, suffix, literal = plain(name.given), plain(name.suffix), plain(name.literal)
        if literal:
            add(group, "collab", literal)
        elif family or given:
            person = add(group, "name")
            add_known(person, "surname", family)
            add_known(person, "given-names", given)
            add_known(person, "suffix", suffix)
        else:
            add_known(group, "string-name", suffix)
    if len(group):
        if more:
            add(group, "etal")
        parent.append(group)


def _add_titles(parent: Element, citation: Citation, title: str, container: str) -> None:
    """The title is the ``source`` of a work of its own, else a part with the container above it."""
    part = bool(container) or citation.type not in WHOLE_WORKS
    if part:
        tag = "chapter-title" if citation.type == "chapter" else "article-title"
        add_known(parent, "data-title" if citation.type == "dataset" else tag, title)
    add_known(parent, "source", container if part else title)


def _add_date(parent: Element, date: Date | None) -> None:
    if date is None:
        return
    first = start_parts(date)
    if not first:
        add_known(parent, "string-date", date_text(date))
        return
    circa = "circa" if date.circa else ""
    add(parent, "year", str(first[0]), content_type=circa, iso_8601_date=iso(first))
    for tag, part in zip(("month", "day"), first[1:], strict=False):
        add(parent, tag, str(part))
    add_known(parent, "season", season(date))
    if last := iso(date_parts(date.end)):
        span = f"{iso(first)}/{last}"
        add(parent, "string-date", span, content_type="range", iso_8601_date=span)
    add_known(parent, "named-content", plain(date.suffix), content_type="year-suffix")


def _add_pages(parent: Element, page: str) -> None:
    first, last = page_bounds(page)
    if first:
        add(parent, "fpage", first)
        add(parent, "lpage", last)
    elif page.isdecimal():
        add(parent, "fpage", page)
    elif "," in page or ";" in page:
        add(parent, "page-range", page)
    else:
        add_known(parent, "elocation-id", page)


FORMATS: Final = (Format("jats", "JATS 1.3 XML, a ref-list of element-citation", write_jats),)
