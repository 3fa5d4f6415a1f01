"""RIS, which EndNote, Zotero, Mendeley and library catalogues read; written through rispy."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, Final, TextIO

from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import (
    Taken,
    date_parts,
    date_text,
    et_al,
    iso,
    page_bounds,
    plain,
    season,
    start_parts,
    value,
)
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Date, Name

TYPES: Final[dict[str, str]] = {
    "article": "UNPB",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "classic": "CLSWK",
    "collection": "BOOK",
    "dataset": "DATA",
    "entry": "CHAP",
    "entry-dictionary": "DICT",
    "entry-encyclopedia": "ENCYC",
    "figure": "FIGURE",
    "graphic": "ART",
    "hearing": "HEAR",
    "interview": "PCOMM",
    "legal_case": "CASE",
    "legislation": "STAT",
    "manuscript": "MANSCPT",
    "map": "MAP",
    "motion_picture": "MPCT",
    "musical_score": "MUSIC",
    "pamphlet": "PAMP",
    "paper-conference": "CPAPER",
    "patent": "PAT",
    "periodical": "JFULL",
    "personal_communication": "PCOMM",
    "post": "ICOMM",
    "post-weblog": "BLOG",
    "regulation": "LEGAL",
    "report": "RPRT",
    "review": "JOUR",
    "review-book": "JOUR",
    "software": "COMP",
    "song": "SOUND",
    "standard": "STAND",
    "thesis": "THES",
    "treaty": "GOVDOC",
    "webpage": "ELEC",
}
"""CSL type → RIS type; what is not here is GEN, "generic"."""

# CSL variable → rispy's name of the tag. The order is the order of the lines.
_PLAIN_TAGS = {
    "title": "title",
    "container-title": "secondary_title",
    "collection-title": "tertiary_title",
    "title-short": "short_title",
    "title-translated": "translated_title",
    "original-title": "original_publication",
    "container-title-short": "alternate_title1",
    "volume": "volume",
    "number-of-volumes": "number_of_volumes",
    "edition": "edition",
    "section": "section",
    "publisher-place": "place_published",
    "language": "language",
    "genre": "type_of_work",
    "abstract": "abstract",
    "call-number": "call_number",
    "archive": "name_of_database",
    "DOI": "doi",
    "PMID": "accession_number",
    "PMCID": "custom2",
}
_PERIODICAL = ("JOUR", "MGZN", "NEWS")


def to_ris(citation: Citation, key: str | None = None) -> str:
    """The citation as one RIS record, which ends with ``ER  - `` and a line break.

    Args:
        citation: what to write.
        key: the record's ID; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    What RIS has no tag for becomes a note (N1) that begins with its name.
    """
    return _writer().formats([_entry(citation, key or citation_key(citation))])  # type: ignore[no-any-return]


def write_ris(records: Iterable[Record], stream: TextIO) -> None:
    """Write RIS records one by one, a blank line between them; ids are unique in the stream."""
    blank = ""
    for key, citation in keyed(citations(records)):
        stream.write(blank + to_ris(citation, key))
        blank = "\n"


@cache
def _writer() -> Any:
    from rispy.config import LIST_TYPE_TAGS
    from rispy.writer import RisWriter

    class BareWriter(RisWriter):  # type: ignore[misc]
        """rispy's writer without the running number that it puts before every record."""

        def set_header(self, count: int) -> str:
            return ""

    # A chapter has both an ISBN and an ISSN when its book belongs to a series.
    return BareWriter(list_tags=[*LIST_TYPE_TAGS, "SN"])


def _entry(citation: Citation, key: str) -> dict[str, Any]:
    kind = TYPES.get(citation.type, "GEN")
    if citation.type == "article" and citation.container_title:
        kind = "JOUR"
    entry: dict[str, Any] = {
        "type_of_reference": kind,
        "id": key,
        "authors": _names(citation.authors),
        "secondary_authors": _names(citation.editors),
        "subsidiary_authors": _names(citation.translators),
    }
    take = Taken(citation, "page", "et-al", "citation-number", "citation-label", "year-suffix")
    for variable, tag in _PLAIN_TAGS.items():
        entry[tag] = take(variable, variable.lower())
    if kind in _PERIODICAL:
        entry["journal_name"] = entry["secondary_title"]
    notes = [take("note")]
    _add_numbers(entry, kind, take, notes)
    _add_pages(entry, value(citation, "page"), take("number-of-pages"))
    publisher, institution = take("publisher"), take("institution")
    entry["publisher"] = publisher or institution
    if publisher and institution:
        notes.append(f"institution: {institution}")
    entry["issn"] = [take("ISBN", "isbn"), take("ISSN", "issn")]
    arxiv = take("arxiv", "arXiv")
    preprints = [f"https://arxiv.org/abs/{one}" for one in arxiv.split("; ") if one]
    entry["urls"] = [take("URL", "url"), *preprints]
    entry["year"] = "".join(f"{part:04d}" for part in start_parts(citation.issued)[:1])
    entry["date"] = _date(citation.issued)
    entry["access_date"] = _date(citation.accessed)
    if et_al(citation, "author"):
        notes.append("The reference names more authors: et al.")
    notes += [f"{plain(name)}: {text}" for name, text in take.rest()]
    entry["notes"] = [note for note in notes if not note.endswith(": ")]
    return {tag: kept for tag, kept in ((t, _kept(v)) for t, v in entry.items()) if kept}


def _kept(found: str | list[str]) -> str | list[str]:
    return found if isinstance(found, str) else [text for text in found if text]


def _names(names: Iterable[Name]) -> list[str]:
    return [plain(str(name)) for name in names]


def _add_numbers(entry: dict[str, Any], kind: str, take: Any, notes: list[str]) -> None:
    issue, own, in_series = take("issue"), take("number"), take("collection-number")
    own = own or take("identifier")
    if kind in _PERIODICAL:
        entry["number"], entry["custom7"] = issue, own
        notes.append(f"collection-number: {in_series}")
        return
    filled = [text for text in (issue, own, in_series) if text]
    entry["number"] = filled[0] if filled else ""
    entry["note"] = ", ".join(filled[1:])


def _add_pages(entry: dict[str, Any], page: str, total: str) -> None:
    first, last = page_bounds(page)
    entry["start_page"], entry["end_page"] = first or page or total, last
    if page and total:
        entry["custom1"] = total


def _date(date: Date | None) -> str:
    """RIS's "YYYY/MM/DD/other": other is a season, the end of a range or words for a date."""
    if date is None:
        return ""
    first = start_parts(date)
    if not first:
        words = date_text(date)
        return f"///{words}" if words else ""
    exact = not (date.circa or season(date) or date_parts(date.end))
    return (
        "/".join([*iso(first).split("-"), "", ""][:3])
        + "/"
        + ("" if exact else date_text(date).replace("/", "–"))
    )


FORMATS: Final = (Format("ris", "RIS for EndNote, Zotero, Mendeley and catalogues", write_ris),)
