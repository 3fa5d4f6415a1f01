"""A compact listing for people: coloured and wrapped on a terminal, plain text elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TextIO

from refparse.formats.plain import DASHES, date_text, et_al, plain, probability, value
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Name

if TYPE_CHECKING:
    from rich.text import Text

# A reference must not be able to turn the rest of the screen around.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_DASH = re.compile(f" ?[{DASHES}] ?")
_MOST_NAMES = 6


class _Row(NamedTuple):
    """The parts of a citation as they stand in the listing; each may be empty."""

    names: str
    year: str
    title: str
    source: str
    publication: str
    link: str
    kind: str
    confidence: float


def to_table(citation: Citation) -> str:
    """The citation as a few lines of plain text without control characters, no line break behind.

    First type and confidence, then, each on a line of its own as far as it is known: people and
    date; title; where it appeared; place, publisher and edition; DOI or address.
    """
    row = _row(citation)
    head = f"{row.kind}  {_percent(row.confidence)}"
    lines = [_people_and_year(row), row.title, row.source, row.publication, row.link]
    return "\n".join([head, *(f"  {line}" for line in lines if line)])


def write_table(records: Iterable[Record], stream: TextIO) -> None:
    """Write one numbered block a citation, in colours and wrapped if ``stream`` is a terminal.

    NO_COLOR, FORCE_COLOR and TERM are honoured as rich does.
    """
    from rich.console import Console

    console = Console(file=stream, highlight=False, markup=False, emoji=False)
    for number, citation in enumerate(citations(records), start=1):
        if console.is_terminal:
            console.print(_block(number, citation), end="\n\n")
        else:
            stream.write(f"{number}. {to_table(citation)}\n\n")


def _row(citation: Citation) -> _Row:
    kind = _clean(citation.type) or "document"
    container, series = _field(citation, "container-title"), _field(citation, "collection-title")
    in_series = " ".join(filter(None, (series, _field(citation, "collection-number"))))
    names = _names(citation.authors, more=et_al(citation, "author"))
    editors = _names(citation.editors, more=et_al(citation, "editor"))
    if not names and editors:
        names, editors = f"{editors} (ed.)", ""
    translators = _names(citation.translators, more=et_al(citation, "translator"))
    made_by = [f"ed. {editors}" if editors else "", f"transl. {translators}" if translators else ""]
    source = ", ".join(
        filter(None, (f"{container}{_numbers(citation, bool(container))}", *made_by))
    )
    place = ": ".join(
        filter(None, (_field(citation, "publisher-place"), _field(citation, "publisher")))
    )
    edition = _field(citation, "edition")
    publication = (
        place,
        _field(citation, "institution"),
        f"ed. {edition}" if edition else "",
        in_series,
        _field(citation, "genre"),
        _field(citation, "number"),
    )
    doi, url = _field(citation, "DOI"), _field(citation, "URL")
    arxiv, pmid = _field(citation, "arxiv"), _field(citation, "PMID")
    links = (
        f"https://doi.org/{doi}" if doi else "",
        f"arXiv:{arxiv}" if arxiv else "",
        f"PMID {pmid}" if pmid else "",
        url,
    )
    return _Row(
        names=names,
        year=_clean(date_text(citation.issued)),
        title=_field(citation, "title") or ("" if names or container else _clean(citation.text)),
        source=source,
        publication=", ".join(filter(None, publication)),
        link="  ".join(filter(None, links)),
        kind=kind,
        confidence=probability(citation.confidence),
    )


def _clean(text: str) -> str:
    return _DIRECTION.sub("", plain(text))


def _field(citation: Citation, name: str) -> str:
    return _clean(value(citation, name))


def _names(names: tuple[Name, ...], *, more: bool) -> str:
    shown = [_clean(str(name)) for name in names[:_MOST_NAMES]]
    if len(names) > _MOST_NAMES:
        shown.append(f"… and {len(names) - _MOST_NAMES} more")
    if more:
        shown.append("et al.")
    return "; ".join(filter(None, shown))


def _numbers(citation: Citation, behind: bool) -> str:
    """Volume, issue and pages as "36(4), 461–495" or "pp. 461–495", to stand ``behind`` a title."""
    issue = _field(citation, "issue")
    number = _field(citation, "volume") + (f"({issue})" if issue else "")
    page, total = _field(citation, "page"), _field(citation, "number-of-pages")
    pages = _DASH.sub("–", page) if page else f"{total} pp." if total.isdigit() else total
    if page and not number:
        pages = f"{'p.' if page.isalnum() else 'pp.'} {pages}"
    if number and not behind:
        number = f"vol. {number}"
    joined = ", ".join(filter(None, (number, pages)))
    # A volume follows its journal without a comma.
    return (" " if number else ", ") + joined if behind and joined else joined


def _people_and_year(row: _Row) -> str:
    return f"{row.names} ({row.year})".strip() if row.year else row.names


def _percent(confidence: float) -> str:
    return f"{confidence:.0%}"


def _shade(confidence: float) -> str:
    for limit, style in ((0.9, "bold green"), (0.7, "green"), (0.4, "yellow")):
        if confidence >= limit:
            return style
    return "red"


def _block(number: int, citation: Citation) -> Any:
    """The citation as a borderless rich table: number, confidence, text."""
    from rich.table import Table
    from rich.text import Text

    row = _row(citation)
    lines: list[Text] = []
    people = Text(row.names, style="cyan")
    if row.year:
        people.append(f" ({row.year})" if row.names else f"({row.year})", style="green")
    people.append(f"  {row.kind}", style="dim")
    lines.append(people)
    for text, style in (
        (row.title, "bold"),
        (row.source, "magenta"),
        (row.publication, ""),
        (row.link, "blue"),
    ):
        if text:
            lines.append(Text(text, style=style, overflow="fold"))
    grid = Table.grid(padding=(0, 1, 0, 0), expand=True)
    grid.add_column(justify="right", width=5, style="dim", no_wrap=True)
    grid.add_column(justify="right", width=4, no_wrap=True)
    grid.add_column(ratio=1, overflow="fold")
    confidence = Text(_percent(row.confidence), style=_shade(row.confidence))
    grid.add_row(f"{number}.", confidence, Text("\n").join(lines))
    return grid


FORMATS: Final = (
    Format("table", "a listing for people, coloured on a terminal", write_table, counting=True),
)
