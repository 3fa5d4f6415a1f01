"""What is compared: the facts of a work that references and registries both state."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from refparse.types import Citation, Name

_TAG: Final = re.compile(r"<[^<>]{1,80}>")
_LONGEST: Final = 2000  # characters of a raw reference in which words are looked for
_BLANKS: Final = re.compile(r"\s+")
_PARTS: Final = frozenset(
    "article article-journal article-magazine article-newspaper review review-book chapter "
    "paper-conference entry entry-encyclopedia entry-dictionary".split()
)
"""CSL types of what appears in something else."""


@dataclass(frozen=True, slots=True)
class Person:
    """A name as it is compared: folded family name (particles included) and given names."""

    family: str
    given: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """A reference, or a registry's record, as far as the two can be compared.

    Attributes:
        title: title and subtitle, plain text; "" where it has none.
        people: authors, or editors where there are no authors, in order.
        others: editors beside the authors.
        years: every year of publication that is named (print, online).
        containers: journal or book, with abbreviations and series that the registry knows.
        volume, issue, pages: as printed.
        part: whether it is an article, a chapter or a paper, as far as its type tells.
        doi: the bare DOI in lower case; "" where it has none.
        source: the registry's name; "" for a reference.
        item: the registry's record as a CSL-JSON item; empty for a reference.
        text: the raw reference; "" for a record. What the parser missed can be found there.
    """

    title: str = ""
    people: tuple[Person, ...] = ()
    others: tuple[Person, ...] = ()
    years: tuple[int, ...] = ()
    containers: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""
    pages: str = ""
    part: bool = False
    doi: str = ""
    source: str = ""
    item: Mapping[str, Any] = field(default_factory=dict, hash=False)
    text: str = ""


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Words in lower-case ASCII letters and digits, single blanks between them.

    Other scripts are transliterated, so that a title in Cyrillic and its transliteration meet.
    """
    from anyascii import anyascii

    text = unicodedata.normalize("NFKD", html.unescape(_TAG.sub("", text)))
    plain = "".join(char for char in text if not unicodedata.combining(char))
    ascii_text = plain if plain.isascii() else anyascii(plain)
    kept = "".join(char if char.isalnum() else " " for char in ascii_text.casefold())
    return " ".join(kept.split())


def plain(text: str) -> str:
    """A registry's string without markup, entities and line breaks."""
    return _BLANKS.sub(" ", html.unescape(_TAG.sub("", text))).strip()


def of_citation(citation: Citation) -> Work:
    """A parsed reference as it is compared."""
    people = citation.authors or citation.editors
    title = citation.title
    return Work(
        title=title,
        people=tuple(map(_person, people)),
        others=tuple(map(_person, citation.editors)) if citation.authors else (),
        years=(citation.year,) if citation.year else (),
        containers=(citation.container_title,) if citation.container_title else (),
        volume=citation.volume,
        issue=citation.issue,
        pages=citation.page or citation.fields.get("number", ""),
        doi=citation.doi.lower(),
        text=citation.text[:_LONGEST],
    )


def _person(name: Name) -> Person:
    if name.literal:
        return Person(fold(name.literal))
    return Person(fold(f"{name.particle} {name.family}"), fold(name.given))


def people_of(names: object) -> tuple[Person, ...]:
    """CSL names of a registry's record; what is no name is left out."""
    if not isinstance(names, Iterable) or isinstance(names, (str, Mapping)):
        return ()
    out = []
    for name in names:
        if not isinstance(name, Mapping):
            continue
        family = name.get("family") or name.get("literal") or name.get("name")
        if isinstance(family, str) and fold(family):
            particle = name.get("non-dropping-particle") or ""
            out.append(Person(fold(f"{particle} {family}"), fold(str(name.get("given") or ""))))
    return tuple(out)


def of_item(item: Mapping[str, Any], source: str, **more: Any) -> Work:
    """A CSL-JSON item of a registry as it is compared; ``more`` overrides what the item says."""
    authors, editors = people_of(item.get("author")), people_of(item.get("editor"))
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    year = parts[0][0] if parts and parts[0] else None
    known: dict[str, Any] = {
        "title": str(item.get("title", "")),
        "people": authors or editors,
        "others": editors if authors else (),
        "years": (year,) if isinstance(year, int) else (),
        "containers": tuple(filter(None, [str(item.get("container-title", ""))])),
        "volume": str(item.get("volume", "")),
        "issue": str(item.get("issue", "")),
        "pages": str(item.get("page", "")),
        "part": item.get("type") in _PARTS,
        "doi": str(item.get("DOI", "")).lower(),
    }
    return Work(**{**known, **more}, source=source, item=item)
