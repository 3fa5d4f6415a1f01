"""CSL-JSON 1.0.2: the interchange format of citation processors and reference managers."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, Final, TextIO

from refparse.formats.keys import citation_key, keyed
from refparse.formats.plain import clean_json, date_parts, date_text, start_parts
from refparse.formats.record import Format, Record, citations
from refparse.native import core_function
from refparse.types import Citation, Date, Name

_TYPES = """
    article article-journal article-magazine article-newspaper bill book broadcast chapter
    classic collection dataset document entry entry-dictionary entry-encyclopedia event figure
    graphic hearing interview legal_case legislation manuscript map motion_picture musical_score
    pamphlet paper-conference patent performance periodical personal_communication post
    post-weblog regulation report review review-book software song speech standard thesis treaty
    webpage
"""
TYPES: Final = frozenset(_TYPES.split())
"""Every item type of CSL 1.0.2."""

_VARIABLES = """
    language journalAbbreviation shortTitle abstract annote archive archive_collection
    archive_location archive-place authority call-number chapter-number citation-number
    citation-label collection-number collection-title container-title container-title-short
    dimensions division DOI edition event event-title event-place first-reference-note-number
    genre ISBN ISSN issue jurisdiction keyword locator medium note number number-of-pages
    number-of-volumes original-publisher original-publisher-place original-title page page-first
    part part-title PMCID PMID printing publisher publisher-place references reviewed-genre
    reviewed-title scale section source status supplement title title-short URL version volume
    volume-title volume-title-short year-suffix
"""
VARIABLES: Final = frozenset(_VARIABLES.split())
"""Every text and number variable that the CSL-JSON 1.0.2 schema admits."""

# The specification of styles and the schema of the data disagree on three names.
_RENAMED = {
    "part-number": "part",
    "printing-number": "printing",
    "supplement-number": "supplement",
}
# Variables that a citation may keep among its custom values, under a name in any case.
_PROMOTED = {
    name.lower(): name
    for name in ("PMID", "PMCID", "DOI", "ISBN", "ISSN", "URL", "citation-number", "citation-label")
}


def to_csl(citation: Citation, key: str | None = None) -> dict[str, Any]:
    """The citation as a CSL-JSON 1.0.2 item, valid against the official schema.

    Args:
        citation: what to write.
        key: the item's id; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    Returns:
        The item. Empty variables are left out; what CSL has no variable for is under ``custom``.
        Strings are as in the citation: lone surrogates survive (``json_text`` writes them safely).
    """
    key = key or citation_key(citation)
    if _ITEM_IN_C is not None:
        made: dict[str, Any] | None = _ITEM_IN_C(citation, key, _TABLES)
        if made is not None:
            return made
    custom = {name: text for name, text in citation.custom.items() if text}
    item: dict[str, Any] = {
        "id": key,
        "type": citation.type if citation.type in TYPES else "document",
    }
    if citation.type not in TYPES and citation.type:
        custom["type"] = citation.type
    for role, names in (
        ("author", citation.authors),
        ("editor", citation.editors),
        ("translator", citation.translators),
    ):
        if people := _names(names):
            item[role] = people
    for name, date in (("issued", citation.issued), ("accessed", citation.accessed)):
        if written := _date(date):
            item[name] = written
    for name, text in citation.fields.items():
        variable = _RENAMED.get(name, name)
        if not text:
            continue
        if variable in VARIABLES and variable not in item:
            item[variable] = text
        else:
            custom[name] = text
    if custom:
        for name in list(custom):
            variable = _PROMOTED.get(name.lower(), "")
            if variable and variable not in item:
                item[variable] = custom.pop(name)
        if first := custom.pop("original-date", ""):
            item["original-date"] = _first_edition(first)
    if citation.issued and citation.issued.suffix:
        item.setdefault("year-suffix", citation.issued.suffix)
    if custom:
        item["custom"] = custom
    return item


def _names(names: Iterable[Name]) -> list[dict[str, str]]:
    return [written for name in names if (written := name.to_csl())]


def _date(date: Date | None) -> dict[str, Any]:
    """``Date.to_csl`` of the valid parts; what has no year is kept as a literal."""
    if date is None:
        return {}
    year, month, day = (*start_parts(date), None, None, None)[:3]
    if year is None:
        literal = date.literal or date_text(date)
        return {"literal": literal} if literal else {}
    season = date.season if date.season in (1, 2, 3, 4) else None
    end = date_parts(date.end) if date.end else ()
    if (year, month, day, season, end) == (date.year, date.month, date.day, date.season, date.end):
        return date.to_csl()
    return replace(date, year=year, month=month, day=day, season=season, end=end).to_csl()


def _first_edition(date: str) -> dict[str, Any]:
    year = date.strip()
    if len(year) == 4 and year.isascii() and year.isdigit():
        return {"date-parts": [[int(year)]]}
    return {"literal": date}


def write_csl(records: Iterable[Record], stream: TextIO) -> None:
    """Write one CSL-JSON array, item by item; ids are unique in it.

    Unlike those of ``to_csl`` its strings are cleaned: a lone surrogate or a control character
    anywhere makes pandoc and others refuse the whole file.
    """
    opening = "["
    for key, citation in keyed(citations(records)):
        stream.write(f"{opening}\n{clean_json(to_csl(citation, key), indent=2)}")
        opening = ","
    stream.write("[]\n" if opening == "[" else "\n]\n")


_ITEM_IN_C: Final = core_function("to_csl")
_TABLES: Final = (TYPES, VARIABLES, _RENAMED, _PROMOTED, _date, _first_edition)
"""What the C core has to know of this module."""

FORMATS: Final = (Format("csl", "CSL-JSON 1.0.2 array for citation processors", write_csl),)
