"""Hayagriva's YAML, which Typst reads as a bibliography; written through PyYAML.

An entry of Hayagriva has parents instead of container fields: volume, issue and publisher belong to
the journal or book that contains the cited item. Hayagriva reads ``$`` in a text as mathematics and
braces as a command, and stops at an escaped one; such texts are written as verbatim chunks. See
"The Hayagriva YAML File Format" of the Typst project.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any, Final, TextIO
from urllib.parse import quote, urlsplit

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
)
from refparse.formats.record import Format, Record, citations
from refparse.types import Citation, Name

# CSL type → Hayagriva's type and that of what contains it.
TYPES: Final[dict[str, tuple[str, str]]] = {
    "article": ("article", "periodical"),
    "article-journal": ("article", "periodical"),
    "article-magazine": ("article", "periodical"),
    "article-newspaper": ("article", "newspaper"),
    "bill": ("legislation", "anthology"),
    "book": ("book", "anthology"),
    "broadcast": ("video", "video"),
    "chapter": ("chapter", "book"),
    "classic": ("book", "anthology"),
    "collection": ("anthology", "anthology"),
    "dataset": ("repository", "repository"),
    "entry": ("entry", "reference"),
    "entry-dictionary": ("entry", "reference"),
    "entry-encyclopedia": ("entry", "reference"),
    "event": ("conference", "conference"),
    "figure": ("artwork", "anthology"),
    "graphic": ("artwork", "exhibition"),
    "hearing": ("case", "anthology"),
    "legal_case": ("case", "anthology"),
    "legislation": ("legislation", "anthology"),
    "manuscript": ("manuscript", "anthology"),
    "motion_picture": ("video", "video"),
    "pamphlet": ("book", "anthology"),
    "paper-conference": ("article", "proceedings"),
    "patent": ("patent", "anthology"),
    "performance": ("performance", "anthology"),
    "periodical": ("periodical", "anthology"),
    "post": ("post", "web"),
    "post-weblog": ("article", "blog"),
    "regulation": ("legislation", "anthology"),
    "report": ("report", "anthology"),
    "review": ("article", "periodical"),
    "review-book": ("article", "periodical"),
    "software": ("repository", "repository"),
    "song": ("audio", "audio"),
    "speech": ("misc", "conference"),
    "thesis": ("thesis", "anthology"),
    "treaty": ("legislation", "anthology"),
    "webpage": ("web", "web"),
}
"""What is not here is "misc" in a "misc"."""

_SERIAL: Final = (("doi", "DOI"), ("isbn", "ISBN"), ("issn", "ISSN"), ("pmid", "PMID"),
                  ("pmcid", "PMCID"), ("arxiv", "arxiv"))  # fmt: skip
_HOST_NUMBERS: Final = ("isbn", "issn")
_COMMAND: Final = re.compile(r"[\\{}$]")
_HOST: Final = re.compile(r"[A-Za-z0-9.-]+(?::\d{1,5})?")


def to_yaml(citation: Citation, key: str | None = None) -> str:
    """The citation as an entry of a Hayagriva file: ``key:`` and its fields, with a line break.

    Args:
        citation: what to write.
        key: the entry's key; by default the citation key (``golub2021donald``), which two similar
            citations may share.

    What Hayagriva has no field for, or takes only as a number or a valid address while the
    reference says something else, goes to ``note`` with its name.
    """
    return _dumped({key or citation_key(citation): _entry(citation)})


def write_yaml(records: Iterable[Record], stream: TextIO) -> None:
    """Write one Hayagriva file, entry by entry; keys are unique in it."""
    empty = True
    for key, citation in keyed(citations(records)):
        stream.write(to_yaml(citation, key))
        empty = False
    if empty:
        stream.write("{}\n")


class _Quoted(str):
    """A string between double quotes: no reader takes it for a number, a date or "no"."""

    __slots__ = ()


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
        """Keys are plain, values quoted; nothing is referred to by an anchor."""

        def ignore_aliases(self, data: object) -> bool:
            return True

    Dumper.add_representer(
        _Quoted,
        lambda dumper, text: dumper.represent_scalar("tag:yaml.org,2002:str", str(text), style='"'),
    )
    return Dumper


def _dumped(data: dict[str, Any]) -> str:
    import yaml

    text: str = yaml.dump(
        data, Dumper=_dumper(), allow_unicode=True, sort_keys=False, width=1 << 30
    )
    return text


def _text(text: str) -> Any:
    """A text in which Hayagriva finds no commands."""
    return {"value": _chunk(text)} if _COMMAND.search(text) else _Quoted(text)


def _chunk(text: str) -> Any:
    if _COMMAND.search(text):
        return {"value": _Quoted(text), "verbatim": True}
    return _Quoted(text)


def _entry(citation: Citation) -> dict[str, Any]:
    kind, host_kind = TYPES.get(citation.type, ("misc", "misc"))
    take = Taken(citation, "et-al", "citation-number", "citation-label", "year-suffix")
    notes = [take("note")]
    entry: dict[str, Any] = {"type": _Quoted(kind)}
    host: dict[str, Any] = {}
    if container := take("container-title"):
        host["type"] = _Quoted(host_kind)
        host["title"] = _title(
            container, take("container-title-translated"), take("container-title-short")
        )
    if title := take("title"):
        entry["title"] = _title(title, take("title-translated"), take("title-short"))
    _add_people(entry, host, citation)
    _add_dates(entry, citation, notes)
    _add_numbers(entry, host, kind, take, notes)
    _add_publisher(host or entry, entry, take, notes)
    if genre := take("genre"):
        entry["genre"] = _text(genre)
    _add_url(entry, citation, take, notes)
    serial = {
        name: _Quoted(text) for name, field in _SERIAL if (text := take(field, field.lower()))
    }
    held = {name: serial.pop(name) for name in _HOST_NUMBERS if host and name in serial}
    if number := take("number") or take("identifier"):
        serial["serial"] = _Quoted(number)
    if serial:
        entry["serial-number"] = serial
    if held:
        host["serial-number"] = held
    for field, name in (("archive", "archive"), ("call-number", "call-number")):
        if text := take(name):
            entry[field] = _text(text)
    language = take("language")
    if tag := language_tag(language):
        entry["language"] = _Quoted(tag)
    else:
        notes.append(f"language: {language}" if language else "")
    parents = [host] if host else []
    if series := take("collection-title"):
        parent: dict[str, Any] = {"type": _Quoted("anthology"), "title": _title(series, "", "")}
        if number := take("collection-number"):
            parent["volume"] = _Quoted(number)
        (host if host else entry).setdefault("parent", []).append(parent)
    if event := take("event-title", "event"):
        meeting: dict[str, Any] = {"type": _Quoted("conference"), "title": _title(event, "", "")}
        if place := take("event-place"):
            meeting["location"] = _text(place)
        parents.append(meeting)
    if parents:
        entry["parent"] = parents + entry.pop("parent", [])
    if et_al(citation, "author"):
        notes.append("et al.")
    notes += [f"{plain(name)}: {text}" for name, text in take.rest()]
    if note := "; ".join(filter(None, notes)):
        entry["note"] = _text(note)
    return entry


def _title(title: str, translated: str, short: str) -> Any:
    if not (translated or short):
        return _text(title)
    parts = {"value": title, "translation": translated, "short": short}
    return {name: _chunk(text) for name, text in parts.items() if text}


def _add_people(entry: dict[str, Any], host: dict[str, Any], citation: Citation) -> None:
    for role, names, target in (
        ("author", citation.authors, entry),
        ("editor", citation.editors, host or entry),
    ):
        if people := [person for person in map(_person, names) if person]:
            target[role] = people
    if people := [person for person in map(_person, citation.translators) if person]:
        entry["affiliated"] = [{"role": _Quoted("translator"), "names": people}]


def _person(name: Name) -> dict[str, _Quoted]:
    if name.literal or not plain(name.family):
        whole = plain(name.literal or str(name))
        return {"name": _Quoted(whole)} if whole else {}
    parts = {
        "name": name.family,
        "given-name": name.given,
        "prefix": name.particle,
        "suffix": name.suffix,
    }
    return {part: _Quoted(plain(text)) for part, text in parts.items() if plain(text)}


def _add_dates(entry: dict[str, Any], citation: Citation, notes: list[str]) -> None:
    date = citation.issued
    if date is None:
        return
    first = start_parts(date)
    if first:
        entry["date"] = _Quoted(("~" if date.circa else "") + iso(first))
    if not first or date_parts(date.end) or season(date) or date.suffix:
        notes.append(f"date: {words}" if (words := date_text(date)) else "")


def _add_numbers(
    entry: dict[str, Any], host: dict[str, Any], kind: str, take: Taken, notes: list[str]
) -> None:
    target = host or entry
    for field in ("volume", "issue", "edition"):
        if text := take(field):
            target[field] = _Quoted(text)
    if page := take("page"):
        first, last = page_bounds(page)
        entry["page-range"] = _Quoted(f"{first}-{last}" if first else page)
    for field, name in (("page-total", "number-of-pages"), ("volume-total", "number-of-volumes")):
        text = take(name)
        if text.isascii() and text.isdigit() and len(text) < 9:
            entry[field] = int(text)
        elif text:
            notes.append(f"{name}: {text}")


def _add_publisher(
    target: dict[str, Any], entry: dict[str, Any], take: Taken, notes: list[str]
) -> None:
    publisher, place, institution = take("publisher"), take("publisher-place"), take("institution")
    if institution:
        entry["organization"] = _text(institution)
    if publisher and place:
        target["publisher"] = {"name": _text(publisher), "location": _text(place)}
    elif publisher:
        target["publisher"] = _text(publisher)
    elif place:
        target["location"] = _text(place)


def _add_url(entry: dict[str, Any], citation: Citation, take: Taken, notes: list[str]) -> None:
    url = take("URL", "url")
    accessed = citation.accessed
    safe = _safe_url(url)
    if url and not safe:
        notes.append(f"URL: {url}")
    day = iso(start_parts(accessed))
    if safe:
        entry["url"] = {"value": _Quoted(safe), "date": _Quoted(day)} if day else _Quoted(safe)
    if accessed and not (safe and day) and (words := date_text(accessed)):
        notes.append(f"accessed: {words}")


def _safe_url(url: str) -> str:
    """The address with everything quoted that a strict parser refuses; "" if it is none."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    if parts.scheme not in ("http", "https", "ftp") or not _HOST.fullmatch(parts.netloc):
        return ""
    return quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")


FORMATS: Final = (Format("yaml", "Hayagriva YAML for Typst", write_yaml),)
