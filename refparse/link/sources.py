"""The registries: what each is asked, and how its answers are read.

Answers come from the network and are read with suspicion: a candidate that is not of the expected
form is left out, and an answer without a list of candidates counts as none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final, Protocol
from urllib.parse import quote

from refparse.link.client import Client, UnavailableError
from refparse.link.works import Work, fold, of_item, plain
from refparse.types import Citation

_ROWS: Final = "20"
_LONGEST_QUERY: Final = 400
_DOI: Final = re.compile(r"(?:^|(?<=doi\.org/))10\.\d{4,9}/\S+$")


class Source(Protocol):
    """A registry that can be searched and asked for a DOI."""

    name: str

    def search(self, citation: Citation) -> list[Work]:
        """Candidates for a reference, at best its work among them."""

    def lookup(self, doi: str) -> Work | None:
        """The record of a DOI; None where the registry has none."""

    def close(self) -> None:
        """Close the connections."""


class Crossref:
    """Crossref's REST interface: ``/works?query.bibliographic=…`` and ``/works/{doi}``."""

    name = "crossref"
    URL: Final = "https://api.crossref.org"
    _FIELDS: Final = (
        "DOI,type,title,subtitle,author,editor,container-title,short-container-title,volume,issue,"
        "page,article-number,issued,published-print,published-online,publisher"
    )

    def __init__(self, client: Client) -> None:
        self._client = client

    def search(self, citation: Citation) -> list[Work]:
        """Candidates by the words of title, names, container and numbers.

        Raises:
            UnavailableError: no usable answer.
        """
        names = [name.family or name.literal for name in (citation.authors or citation.editors)[:3]]
        numbers = [citation.volume, citation.page, str(citation.year or "")]
        words = [citation.title, *names, citation.container_title, *numbers]
        query = _query(words) or _query([citation.text])
        parameters = {"query.bibliographic": query, "rows": _ROWS, "select": self._FIELDS}
        answer = self._client.get("/works", parameters)
        return [work for item in _list(answer, "message", "items") if (work := _of_crossref(item))]

    def lookup(self, doi: str) -> Work | None:
        """The record of a DOI.

        Raises:
            UnavailableError: no usable answer.
        """
        answer = self._client.get(f"/works/{quote(doi, safe='', errors='replace')}")
        if answer is None:
            return None
        item = answer.get("message") if isinstance(answer, Mapping) else None
        work = _of_crossref(item)
        if work is None:
            raise UnavailableError("an answer without a record")
        return work

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


class OpenAlex:
    """OpenAlex's REST interface: ``/works?search=…`` and ``/works/doi:{doi}``."""

    name = "openalex"
    URL: Final = "https://api.openalex.org"
    _FIELDS: Final = "id,doi,type,display_name,authorships,publication_year,primary_location,biblio"

    def __init__(self, client: Client) -> None:
        self._client = client

    def search(self, citation: Citation) -> list[Work]:
        """Candidates by the words of the title: OpenAlex searches titles, abstracts and full texts.

        Raises:
            UnavailableError: no usable answer.
        """
        names = [name.family or name.literal for name in citation.authors[:1]]
        words = [citation.title] if citation.title else [*names, citation.container_title]
        query = _query(words) or _query([citation.text])
        parameters = {"search": query, "per-page": _ROWS, "select": self._FIELDS}
        answer = self._client.get("/works", parameters)
        return [work for item in _list(answer, "results") if (work := _of_openalex(item))]

    def lookup(self, doi: str) -> Work | None:
        """The record of a DOI.

        Raises:
            UnavailableError: no usable answer.
        """
        path = f"/works/doi:{quote(doi, safe='/:', errors='replace')}"
        answer = self._client.get(path, {"select": self._FIELDS})
        if answer is None:
            return None
        work = _of_openalex(answer)
        if work is None:
            raise UnavailableError("an answer without a record")
        return work

    def close(self) -> None:
        """Close the connections."""
        self._client.close()


def _query(words: Iterable[str]) -> str:
    """Words for a search box, without signs that search engines take for commands."""
    text = " ".join(filter(None, words))
    found = re.findall(r"\w+", text)[:80]
    query = " ".join(word.casefold() if word in ("AND", "OR", "NOT") else word for word in found)
    return query[:_LONGEST_QUERY].encode("utf-8", "ignore").decode("utf-8")


def _list(answer: object, *path: str) -> list[Any]:
    """The list at a place in an answer.

    Raises:
        UnavailableError: there is no list.
    """
    for key in path:
        answer = answer.get(key) if isinstance(answer, Mapping) else None
    if not isinstance(answer, list):
        raise UnavailableError("an answer without a list of records")
    return answer


def _strings(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for one in values if isinstance(one, str) and (text := plain(one))]


def _first(value: object) -> str:
    return next(iter(_strings(value)), "")


def _doi(value: object) -> str:
    """The bare DOI in lower case. "<" and ">" are letters in old ones, and no markup."""
    found = _DOI.search(value.strip().lower()) if isinstance(value, str) else None
    return found[0] if found else ""


def _year(value: object) -> int | None:
    """The year of a Crossref date."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    first = parts[0] if isinstance(parts, list) and parts else None
    year = first[0] if isinstance(first, list) and first else None
    return year if isinstance(year, int) and 0 < year < 10000 else None


_TYPES: Final[dict[str, str]] = {
    "journal-article": "article-journal", "article": "article-journal", "review": "review",
    "preprint": "article", "posted-content": "article", "letter": "article-journal",
    "editorial": "article-journal", "book": "book", "monograph": "book", "edited-book": "book",
    "reference-book": "book", "book-set": "book", "book-series": "book", "book-chapter": "chapter",
    "book-section": "chapter", "book-part": "chapter", "reference-entry": "entry",
    "proceedings-article": "paper-conference", "proceedings": "book", "dissertation": "thesis",
    "report": "report", "report-component": "report", "dataset": "dataset",
    "standard": "standard", "peer-review": "review",
}  # fmt: skip


def _of_crossref(item: object) -> Work | None:
    if not isinstance(item, Mapping):
        return None
    doi = _doi(item.get("DOI"))
    titles = _strings(item.get("title"))
    if not doi:
        return None
    title = titles[0] if titles else ""
    subtitle = _first(item.get("subtitle"))
    if subtitle and fold(subtitle) not in fold(title):
        title = f"{title}: {subtitle}"
    dates = [item.get(key) for key in ("issued", "published-print", "published-online")]
    years = tuple(dict.fromkeys(year for date in dates if (year := _year(date))))
    containers = _strings(item.get("container-title"))
    csl = _item(
        doi=doi,
        type_=_first(item.get("type")),
        title=title,
        authors=_names(item.get("author")),
        editors=_names(item.get("editor")),
        year=years[0] if years else None,
        container=containers[0] if containers else "",
        volume=_first(item.get("volume")),
        issue=_first(item.get("issue")),
        page=_first(item.get("page")) or _first(item.get("article-number")),
        publisher=_first(item.get("publisher")),
    )
    short = _strings(item.get("short-container-title"))
    return of_item(csl, Crossref.name, years=years, containers=(*containers, *short))


def _names(value: object) -> list[dict[str, str]]:
    out = []
    for name in value if isinstance(value, list) else []:
        if not isinstance(name, Mapping):
            continue
        family, given = _first(name.get("family")), _first(name.get("given"))
        if family:
            out.append({"family": family, "given": given} if given else {"family": family})
        elif literal := _first(name.get("name")) or _first(name.get("literal")):
            out.append({"literal": literal})
    return out


def _of_openalex(item: object) -> Work | None:
    if not isinstance(item, Mapping):
        return None
    doi = _doi(item.get("doi"))
    if not doi:
        return None
    biblio = item.get("biblio")
    biblio = biblio if isinstance(biblio, Mapping) else {}
    pages = [_first(biblio.get(key)) for key in ("first_page", "last_page")]
    location = item.get("primary_location")
    source = location.get("source") if isinstance(location, Mapping) else None
    source = source if isinstance(source, Mapping) else {}
    year = item.get("publication_year")
    year = year if isinstance(year, int) and 0 < year < 10000 else None
    csl = _item(
        doi=doi,
        type_=_first(item.get("type")),
        title=_first(item.get("display_name")) or _first(item.get("title")),
        authors=_display_names(item.get("authorships")),
        editors=[],
        year=year,
        container=_first(source.get("display_name")),
        volume=_first(biblio.get("volume")),
        issue=_first(biblio.get("issue")),
        page="-".join(dict.fromkeys(filter(None, pages))),
        publisher=_first(source.get("host_organization_name")),
    )
    short = _strings(source.get("abbreviated_title"))
    containers = (*filter(None, [str(csl.get("container-title", ""))]), *short)
    return of_item(csl, OpenAlex.name, containers=containers)


def _display_names(authorships: object) -> list[dict[str, str]]:
    """ "Jane van der Doe" as family and given name: the last word, and particles before it."""
    out = []
    for one in authorships if isinstance(authorships, list) else []:
        author = one.get("author") if isinstance(one, Mapping) else None
        shown = _first(author.get("display_name")) if isinstance(author, Mapping) else ""
        shown = shown or (_first(one.get("raw_author_name")) if isinstance(one, Mapping) else "")
        given, _, family = shown.rpartition(" ")
        if "," in shown:
            family, _, given = (part.strip() for part in shown.partition(","))
        if family:
            out.append({"family": family, "given": given} if given else {"family": family})
    return out


def _item(
    *, doi: str, type_: str, title: str, authors: Sequence[Mapping[str, str]],
    editors: Sequence[Mapping[str, str]], year: int | None, container: str, volume: str,
    issue: str, page: str, publisher: str,
) -> dict[str, Any]:  # fmt: skip
    """A registry's record as a CSL-JSON item; empty variables are left out."""
    item = {
        "type": _TYPES.get(type_, "document"),
        "title": title,
        "author": list(authors),
        "editor": list(editors),
        "issued": {"date-parts": [[year]]} if year else None,
        "container-title": container,
        "volume": volume,
        "issue": issue,
        "page": page,
        "publisher": publisher,
        "DOI": doi,
    }
    return {key: value for key, value in item.items() if value}


__all__ = ["Crossref", "OpenAlex", "Source"]
