"""EndNote XML, which EndNote, Zotero, Citavi and bibutils read: one ``record`` a reference.

Names and numbers of the reference types and the order of elements are those that EndNote exports.
Every text stands in a ``style`` element, as it does there: some readers look for nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, TextIO

from refparse.formats.elements import add, element, serialised
from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import Taken, date_text, et_al, iso, plain, season, start_parts, value
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Date, Name

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TYPES: Final[dict[str, tuple[str, int]]] = {
    "article": ("Electronic Article", 43),
    "article-journal": ("Journal Article", 17),
    "article-magazine": ("Magazine Article", 19),
    "article-newspaper": ("Newspaper Article", 23),
    "bill": ("Bill", 4),
    "book": ("Book", 6),
    "broadcast": ("Film or Broadcast", 21),
    "chapter": ("Book Section", 5),
    "classic": ("Classical Work", 49),
    "collection": ("Edited Book", 28),
    "dataset": ("Dataset", 59),
    "entry": ("Encyclopedia", 53),
    "entry-dictionary": ("Dictionary", 52),
    "entry-encyclopedia": ("Encyclopedia", 53),
    "figure": ("Figure", 37),
    "graphic": ("Artwork", 2),
    "hearing": ("Hearing", 14),
    "interview": ("Interview", 64),
    "legal_case": ("Case", 7),
    "legislation": ("Statute", 31),
    "manuscript": ("Manuscript", 36),
    "map": ("Map", 20),
    "motion_picture": ("Film or Broadcast", 21),
    "musical_score": ("Music", 61),
    "pamphlet": ("Pamphlet", 65),
    "paper-conference": ("Conference Proceedings", 10),
    "patent": ("Patent", 25),
    "periodical": ("Serial", 57),
    "personal_communication": ("Personal Communication", 26),
    "post": ("Web Page", 12),
    "post-weblog": ("Blog", 56),
    "regulation": ("Legal Rule or Regulation", 50),
    "report": ("Report", 27),
    "review": ("Journal Article", 17),
    "review-book": ("Journal Article", 17),
    "software": ("Computer Program", 9),
    "song": ("Music", 61),
    "speech": ("Unpublished Work", 34),
    "standard": ("Standard", 58),
    "thesis": ("Thesis", 32),
    "treaty": ("Government Document", 46),
    "webpage": ("Web Page", 12),
}
"""CSL type → EndNote's reference type; what is not here is "Generic" (13)."""

_PERIODICAL = frozenset((17, 19, 23))
_TITLES = (
    ("title", "title"),
    ("secondary-title", "container-title"),
    ("tertiary-title", "collection-title"),
    ("alt-title", "container-title-short"),
    ("short-title", "title-short"),
    ("translated-title", "title-translated"),
)
# Behind the titles and the periodical, in EndNote's order; dates stand before "pub-location".
_BEFORE_DATES = (
    ("volume", "volume"), ("number", ""), ("num-vols", "number-of-volumes"),
    ("edition", "edition"), ("section", "section"),
)  # fmt: skip
_BEHIND_DATES = (
    ("pub-location", "publisher-place"), ("publisher", "publisher"),
    ("orig-pub", "original-publisher"), ("isbn", ""), ("accession-num", "PMID"),
    ("call-num", "call-number"), ("abstract", "abstract"), ("notes", ""),
    ("work-type", "genre"), ("custom2", "PMCID"), ("electronic-resource-num", "DOI"),
    ("remote-database-name", "archive"), ("language", "language"),
)  # fmt: skip


def to_endnote(citation: Citation, key: str | None = None, number: int = 1) -> str:
    """The citation as an EndNote ``record`` element, without XML declaration.

    Args:
        citation: what to write.
        key: its label; by default the citation key (``golub2021donald``), which two similar
            citations may share.
        number: its running number in the file, from 1.

    What EndNote has no field for becomes a line of ``notes`` that begins with its name.
    """
    return serialised(_record(citation, key or citation_key(citation), number))


def write_endnote(records: Iterable[Record], stream: TextIO) -> None:
    """Write one EndNote XML document, record by record; labels are unique in it."""
    stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<xml>\n  <records>\n')
    for number, (key, citation) in enumerate(keyed(citations(records)), 1):
        stream.write("    " + serialised(_record(citation, key, number), 2) + "\n")
    stream.write("  </records>\n</xml>\n")


def _styled(parent: Element, tag: str, text: str) -> None:
    if text:
        add(add(parent, tag), "style", text, face="normal", font="default", size="100%")


def _record(citation: Citation, key: str, number: int) -> Element:
    record = element("record")
    add(record, "source-app", "refparse", name="refparse", version="1")
    add(record, "rec-number", str(number))
    kind, code = TYPES.get(citation.type, ("Generic", 13))
    if citation.type == "article" and citation.container_title:
        kind, code = TYPES["article-journal"]
    add(record, "ref-type", str(code), name=kind)
    notes = [] if TYPES.get(citation.type) else [f"type: {plain(citation.type)}"]
    take = Taken(
        citation, "et-al", "citation-number", "citation-label", "year-suffix", "page", "note"
    )
    _add_people(record, citation)
    titles = add(record, "titles")
    for tag, name in _TITLES:
        _styled(titles, tag, take(name))
    if code in _PERIODICAL and (journal := take("container-title")):
        _styled(add(record, "periodical"), "full-title", journal)
    page, total = value(citation, "page"), take("number-of-pages")
    _styled(record, "pages", page or total)
    if page and total:
        notes.append(f"number-of-pages: {total}")
    own, further = _numbers(take)
    notes += further
    for tag, name in _BEFORE_DATES:
        _styled(record, tag, take(name) if name else own)
    _add_dates(record, citation.issued)
    institution, publisher = take("institution"), value(citation, "publisher")
    if institution and publisher:
        notes.append(f"institution: {institution}")
    filled = {
        "isbn": " ".join(filter(None, (take("ISBN", "isbn"), take("ISSN", "issn")))),
        "publisher": take("publisher") or institution,
    }
    url, arxiv = take("URL", "url"), take("arxiv", "arXiv")
    for tag, name in _BEHIND_DATES:
        if tag != "notes":
            filled.setdefault(tag, take(name, name.lower()))
    notes += [f"{plain(name)}: {text}" for name, text in take.rest()]
    if et_al(citation, "author"):
        notes.append("The reference names more authors: et al.")
    if citation.issued and citation.issued.suffix:
        notes.append(f"year-suffix: {plain(citation.issued.suffix)}")
    kept = [note for note in (value(citation, "note"), *notes) if note and not note.endswith(": ")]
    filled["notes"] = "; ".join(kept)
    for tag, _ in _BEHIND_DATES:
        _styled(record, tag, filled[tag])
    preprints = [f"https://arxiv.org/abs/{one}" for one in arxiv.split("; ") if one]
    if url or preprints:
        related = add(add(record, "urls"), "related-urls")
        for one in filter(None, (url, *preprints)):
            _styled(related, "url", one)
    if citation.accessed:
        _styled(record, "access-date", date_text(citation.accessed))
    _styled(record, "label", key)
    return record


def _add_people(record: Element, citation: Citation) -> None:
    contributors = add(record, "contributors")
    for group, names in (
        ("authors", citation.authors),
        ("secondary-authors", citation.editors),
        ("subsidiary-authors", citation.translators),
    ):
        people = [_name(name) for name in names]
        if any(people):
            parent = add(contributors, group)
            for one in filter(None, people):
                _styled(parent, "author", one)


def _name(name: Name) -> str:
    # EndNote takes a name that ends with a comma for one that must not be divided.
    literal = plain(name.literal)
    return f"{literal}," if literal and not literal.endswith(",") else plain(str(name))


def _numbers(take: Taken) -> tuple[str, list[str]]:
    """The number and notes on those that have no place beside it."""
    issue, own, in_series = take("issue"), take("number"), take("collection-number")
    own = own or take("identifier")
    ranked = [("issue", issue), ("number", own), ("collection-number", in_series)]
    filled = [(name, text) for name, text in ranked if text]
    first = filled[0][1] if filled else ""
    return first, [f"{name}: {text}" for name, text in filled[1:]]


def _add_dates(record: Element, date: Date | None) -> None:
    if date is None:
        return
    first = start_parts(date)
    dates = add(record, "dates")
    _styled(dates, "year", iso(first[:1]) or date_text(date))
    more = len(first) > 1 or bool(date.end) or date.circa or bool(season(date))
    if first and more:
        _styled(add(dates, "pub-dates"), "date", date_text(date))


FORMATS: Final = (
    Format("endnote", "EndNote XML for EndNote, Zotero and Citavi", write_endnote, counting=True),
)
