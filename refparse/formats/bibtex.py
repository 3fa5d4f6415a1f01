"""BibTeX and biblatex, written through pybtex.

Values are escaped for LaTeX but keep their Unicode; every brace in the output is balanced,
because a brace of the text becomes a command. URLs and DOIs are left verbatim, as both dialects
expect. Words with a capital behind their first letter ("DNA", "McDonald") are braced in titles so
that styles do not lower-case them. See Patashnik, "BibTeXing" (1988), and the biblatex manual.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any, Final, TextIO

from refparse.formats.bibtex_tables import (
    COMMON_FIELDS,
    ENTRY_TYPES,
    FIELD_ORDER,
    LANGIDS,
    MASTER_WORDS,
)
from refparse.formats.keys import citation_key, keyed
from refparse.formats.latex import braced_title, edition_text, escape, pages, verbatim
from refparse.formats.plain import (
    Taken,
    date_parts,
    date_text,
    et_al,
    iso,
    plain,
    season,
    start_parts,
    value,
)
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Date, Name

_JOINS_NAMES = re.compile(r"\band\b|,|\bothers\b", re.IGNORECASE)
_UNSAFE_FIELD = re.compile("[^a-z0-9]+")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_MACRO = re.compile(r'[a-z]{3}(?: # "--" # [a-z]{3})?')
# What belongs to the citing document, or what a style makes up itself.
_NOT_WRITTEN = frozenset(("et-al", "citation-number", "citation-label", "year-suffix"))


def to_bibtex(citation: Citation, key: str | None = None) -> str:
    """The citation as one BibTeX entry, which ends with a line break.

    Args:
        citation: what to write.
        key: the entry's key; by default the citation key (``golub2021donald``), which two similar
            citations may share.
    """
    return _entry(citation, key or citation_key(citation), biblatex=False)


def to_biblatex(citation: Citation, key: str | None = None) -> str:
    """The citation as one biblatex entry; arguments as of :func:`to_bibtex`."""
    return _entry(citation, key or citation_key(citation), biblatex=True)


def write_bibtex(records: Iterable[Record], stream: TextIO) -> None:
    """Write BibTeX entries one by one, with keys that are unique in the stream."""
    _write(records, stream, biblatex=False)


def write_biblatex(records: Iterable[Record], stream: TextIO) -> None:
    """Write biblatex entries one by one, with keys that are unique in the stream."""
    _write(records, stream, biblatex=True)


def _write(records: Iterable[Record], stream: TextIO, *, biblatex: bool) -> None:
    blank = ""
    for key, citation in keyed(citations(records)):
        stream.write(blank + _entry(citation, key, biblatex=biblatex))
        blank = "\n"


@cache
def _writer() -> Any:
    from pybtex.database.output.bibtex import Writer

    class EscapedWriter(Writer):  # type: ignore[misc]
        """pybtex's writer, but for fields that are escaped already and for month macros."""

        def _write_field(self, stream: TextIO, type: str, value: str) -> None:
            bare = type == "month" and _MONTH_MACRO.fullmatch(value)
            stream.write(f",\n    {type} = " + (value if bare else f"{{{value}}}"))

    return EscapedWriter()


def _entry(citation: Citation, key: str, *, biblatex: bool) -> str:
    from pybtex.database import BibliographyData, Entry

    kind = ENTRY_TYPES.get(citation.type, ("misc", "misc"))[biblatex]
    if kind == "phdthesis" and _is_master(value(citation, "genre")):
        kind = "mastersthesis"
    if kind in ("misc", "online") and citation.type == "article" and citation.container_title:
        kind = "article"
    persons = {}
    for role, names in (
        ("author", citation.authors),
        ("editor", citation.editors),
        ("translator", citation.translators),
    ):
        if people := _people(names, others=et_al(citation, role)):
            persons[role] = people
    entry = Entry(kind, fields=_fields(citation, kind, biblatex), persons=persons)
    out = io.StringIO()
    _writer().write_stream(BibliographyData(entries={key: entry}), out)
    return out.getvalue()


def _is_master(genre: str) -> bool:
    return any(word in genre.lower() for word in MASTER_WORDS)


def _people(names: Iterable[Name], *, others: bool) -> list[Any]:
    from pybtex.database import Person

    people = [person for person in map(_person, names) if person.last_names]
    return [*people, Person("others")] if people and others else people


def _person(name: Name) -> Any:
    """The name in pybtex's parts, braced wherever BibTeX would divide it differently."""
    from pybtex.database import Person

    # The parts are set whole: Person's own splitting takes quadratic time on many braces.
    person = Person()
    family, given = plain(name.family), plain(name.given)
    if name.literal or not (family and given):
        person.last_names = _known(_braced(plain(str(name))))
        return person
    words = family.split()
    # BibTeX takes a lower-case word in a surname for its particle ("Ortega y Gasset").
    unusual = _JOINS_NAMES.search(family) or (len(words) > 1 and any(w[0].islower() for w in words))
    person.last_names = [_braced(family) if unusual else escape(family)]
    person.first_names = [_part(given)]
    person.prelast_names = _known(_part(name.particle))
    person.lineage_names = _known(_part(name.suffix))
    return person


def _known(part: str) -> list[str]:
    return [part] if part else []


def _part(text: str) -> str:
    text = plain(text)
    return _braced(text) if _JOINS_NAMES.search(text) else escape(text)


def _braced(text: str) -> str:
    single = text.isalpha() and not _JOINS_NAMES.search(text)
    return escape(text) if single or not text else f"{{{escape(text)}}}"


def _fields(citation: Citation, kind: str, biblatex: bool) -> dict[str, str]:
    """The fields, ordered as people expect them; what finds no room joins the note."""
    fields: dict[str, str] = {}
    homeless: list[str] = []
    for name, text in _raw_fields(citation, kind, biblatex):
        if text and fields.setdefault(name, text) != text:
            homeless.append(text)
    if homeless:
        fields["note"] = ", ".join([fields["note"], *homeless] if "note" in fields else homeless)
    last = len(FIELD_ORDER)
    return dict(sorted(fields.items(), key=lambda field: FIELD_ORDER.get(field[0], last)))


def _raw_fields(citation: Citation, kind: str, biblatex: bool) -> Iterator[tuple[str, str]]:
    raw = Taken(citation, *_NOT_WRITTEN, "title", "page", "DOI", "URL")

    def take(*names: str) -> str:
        return escape(raw(*names))

    yield "title", braced_title(value(citation, "title"))
    container = _container_field(kind, biblatex)
    yield container, take("container-title")
    yield "titleaddon", _bracketed(take("title-translated"))
    addon = "journaltitleaddon" if container.startswith("journal") else "booktitleaddon"
    yield addon, _bracketed(take("container-title-translated"))
    yield "library", ", ".join(filter(None, (take("archive"), take("call-number"))))
    for variable, field in COMMON_FIELDS.items():
        yield field, take(variable)
    yield from _numbers(kind, take)
    yield "pages", escape(pages(value(citation, "page")))
    yield "edition", edition_text(take("edition"), biblatex)
    place, institution = take("publisher-place"), take("institution")
    publisher = take("publisher")
    yield from _publisher(kind, biblatex, publisher, institution)
    yield "location" if biblatex else "address", place
    yield from _date_fields(citation.issued, biblatex)
    yield "howpublished", take("medium")
    yield "doi", verbatim(value(citation, "DOI"))
    yield "url", verbatim(value(citation, "URL"))
    accessed = citation.accessed
    yield "urldate", iso(start_parts(accessed)) or escape(date_text(accessed))
    yield from _eprint(take("arxiv", "arXiv"), take("PMID", "pmid"), biblatex)
    yield "eprintclass" if biblatex else "primaryclass", take("arxiv-class")
    yield "langid", _langid(value(citation, "language"))
    status = take("status")
    yield "pubstate", status if biblatex else ""
    yield "note", ", ".join(part for part in (take("note"), "" if biblatex else status) if part)
    for name, text in raw.rest():
        # The prefix keeps strangers apart from the fields that styles know.
        yield f"x-{_UNSAFE_FIELD.sub('-', name.lower())}".rstrip("-"), escape(text)


def _bracketed(translation: str) -> str:
    """A translated title as references print it behind the title."""
    return f"[{translation}]" if translation and not translation.startswith("[") else translation


def _container_field(kind: str, biblatex: bool) -> str:
    if kind in ("article", "review"):
        return "journaltitle" if biblatex else "journal"
    if kind in ("misc", "online", "software", "dataset", "unpublished"):
        return "organization" if biblatex else "howpublished"
    return "booktitle"


def _numbers(kind: str, take: Callable[..., str]) -> Iterator[tuple[str, str]]:
    """``number`` is an issue in articles, else the item's own number or that in its series."""
    issue, own, in_series = (take(name) for name in ("issue", "number", "collection-number"))
    own = own or take("identifier")
    if kind in ("article", "review", "periodical"):
        yield "number", issue
        yield "eid", own
        yield "collection-number", in_series
        return
    ranked = [("number", own), ("collection-number", in_series), ("issue", issue)]
    if kind in ("book", "collection", "incollection", "inproceedings", "inreference", "booklet"):
        ranked = [ranked[1], ranked[0], ranked[2]]
    filled = [(name, text) for name, text in ranked if text]
    yield from [("number", filled[0][1]), *filled[1:]] if filled else []


def _publisher(
    kind: str, biblatex: bool, publisher: str, institution: str
) -> Iterator[tuple[str, str]]:
    if kind in ("phdthesis", "mastersthesis", "thesis", "techreport", "report"):
        field = "school" if kind.endswith("thesis") and not biblatex else "institution"
        yield field, institution or publisher
        if institution:
            yield "publisher", publisher
    else:
        yield "publisher", publisher
        yield "organization", institution


def _date_fields(date: Date | None, biblatex: bool) -> Iterator[tuple[str, str]]:
    if date is None:
        return
    first, last = start_parts(date), date_parts(date.end)
    if not first:
        yield "year", escape(date_text(date))
    elif biblatex:
        # Extended Date/Time Format, level 1: 21 to 24 are the seasons.
        named = len(first) == 1 and season(date)
        start = f"{iso(first)}-2{date.season}" if named else iso(first)
        yield "date", start + ("~" if date.circa else "") + (f"/{iso(last)}" if last else "")
    else:
        year = f"{first[0]}--{last[0]}" if last and last[0] != first[0] else str(first[0])
        yield "year", f"ca. {year}" if date.circa else year
        if len(first) > 1:
            month = _MONTHS[first[1] - 1]
            same_year = len(last) > 1 and last[0] == first[0] and last[1] != first[1]
            yield "month", f'{month} # "--" # {_MONTHS[last[1] - 1]}' if same_year else month
        else:
            yield "month", season(date)
        yield "day", str(first[2]) if len(first) > 2 else ""
        # Styles print year and month; biber, JabRef and pandoc read the whole range.
        whole = iso(first) + ("~" if date.circa else "") + (f"/{iso(last)}" if last else "")
        yield "date", whole if last or date.circa else ""


def _eprint(arxiv: str, pmid: str, biblatex: bool) -> Iterator[tuple[str, str]]:
    if arxiv:
        arxiv, _, further = arxiv.partition("; ")
        yield "eprint", arxiv
        yield "note", further
        yield "eprinttype" if biblatex else "archiveprefix", "arxiv" if biblatex else "arXiv"
    elif biblatex:
        yield "eprint", pmid
        yield "eprinttype", "pubmed" if pmid else ""
    # JabRef and pandoc know it by its own name only.
    yield "pmid", pmid


def _langid(language: str) -> str:
    tag = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return LANGIDS.get(tag, tag if tag in LANGIDS.values() else "")


FORMATS: Final = (
    Format("bibtex", "BibTeX entries for LaTeX", write_bibtex),
    Format("biblatex", "biblatex entries for LaTeX with biber", write_biblatex),
)
