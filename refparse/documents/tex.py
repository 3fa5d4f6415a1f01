r"""LaTeX bibliographies (``\bibitem``, biblatex's ``\entry``) and BibTeX databases."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from refparse._errors import InputError
from refparse.corpus.io._rendered import render
from refparse.documents.document import Document, Marked
from refparse.documents.latex import braced, decoder, read_group
from refparse.documents.source import Source
from refparse.documents.text import decoded

_COMMENT: Final = re.compile(r"(?<!\\)%[^\n]*\n?[ \t]*")
_BIBITEM: Final = re.compile(r"\\bibitem(?![A-Za-z])")
_END: Final = re.compile(r"\\end\s*\{thebibliography\}")
_ENTRY: Final = re.compile(r"\\entry\s*(?=\{)")
_FIELD: Final = re.compile(r"\\(field|strng|list|name|verb)\s*(?=\{)")
_PERSON: Final = re.compile(r"(family|given|prefix|suffix)\s*=\s*(?=\{)")
_RANGE: Final = re.compile(r"\\bibrangedash\s*")
_LONGEST: Final = 100_000  # characters of one entry
_FROM_FIELD: Final = {
    "title": "title",
    "journaltitle": "journal",
    "journal": "journal",
    "booktitle": "booktitle",
    "maintitle": "booktitle",
    "series": "series",
    "volume": "volume",
    "number": "issue",
    "issue": "issue",
    "edition": "edition",
    "pages": "pages",
    "eid": "pages",
    "year": "date",
    "date": "date",
    "publisher": "publisher",
    "location": "location",
    "address": "location",
    "institution": "institution",
    "school": "institution",
    "organization": "institution",
    "type": "genre",
    "doi": "doi",
    "url": "url",
    "eprint": "arxiv",
    "isbn": "isbn",
    "issn": "issn",
    "language": "language",
    "howpublished": "note",
    "note": "note",
    "urldate": "accessed",
}
_PEOPLE: Final = ("author", "editor", "translator")
_RAW: Final = ("note", "annote", "howpublished", "raw", "unstructured", "key")
_ENOUGH: Final = 30  # characters of a field that holds a whole reference

Decode = Callable[[str], str]


def read_bbl(source: Source, encoding: str | None = None) -> Document:
    r"""The entries of a ``.bbl`` file, or of the ``thebibliography`` of a ``.tex`` file.

    ``\bibitem`` entries keep their printed wording; entries of biblatex hold fields, of which a
    plain reference is made.

    Raises:
        InputError: an entry that is longer than any reference, or whose braces do not close.
        MissingExtraError: pylatexenc is not installed.
    """
    decode = decoder()
    text, warnings = decoded(source, encoding)
    text = _COMMENT.sub("", text.replace("\r\n", "\n"))
    entries = _entries(text, decode, source.name)
    marked = tuple(entries) or tuple(_bibitems(text, decode, source.name))
    if not marked:
        warnings += (f"{source.name}: no \\bibitem and no \\entry in it",)
    return Document(source.name, "bbl", marked=marked, warnings=warnings)


def _bibitems(text: str, decode: Decode, name: str) -> Iterator[Marked]:
    marks = list(_BIBITEM.finditer(text))
    last = _END.search(text, marks[-1].end()) if marks else None
    ends = [*[mark.start() for mark in marks][1:], last.start() if last else len(text)]
    for mark, end in zip(marks, ends, strict=False):
        start = mark.end()
        _check_length(end - start, name)
        body = text[start:end]
        at = len(body) - len(body.lstrip())
        if body[at : at + 1] == "[":
            at = _behind_option(body, at)
        key, at = read_group(body, at)
        wording = decode(body[at:])
        if wording:
            yield Marked(wording, key=key.strip())


def _behind_option(body: str, at: int) -> int:
    """The place behind the label in brackets; brackets inside of braces do not count."""
    depth = 0
    for place in range(at + 1, len(body)):
        char = body[place]
        if char == "]" and depth == 0:
            return place + 1
        depth += (char == "{") - (char == "}")
    return at


def _entries(text: str, decode: Decode, name: str) -> Iterator[Marked]:
    seen: set[str] = set()
    starts = list(_ENTRY.finditer(text))
    ends = [*[match.start() for match in starts][1:], len(text)]
    for match, end in zip(starts, ends, strict=False):
        _check_length(end - match.end(), name)
        body = text[match.end() : end].partition("\\endentry")[0]
        key, at = read_group(body, 0)
        if key in seen:
            continue  # biblatex repeats the entries for each of its lists.
        seen.add(key)
        values = _values(body, at, decode)
        wording, spans = render(values)
        if wording:
            yield Marked(wording, tuple(spans), key.strip(), rendered=True)


def _values(body: str, at: int, decode: Decode) -> dict[str, list[str]]:
    found: dict[str, str] = {}
    values: dict[str, list[str]] = {}
    while match := _FIELD.search(body, at):
        kind, at = match[1], match.end()
        field, at = read_group(body, at)
        if kind == "verb":
            raw, _, _ = body[at:].partition("\\endverb")
            found[field] = raw.replace("\\verb", "").strip()
            at += len(raw)
        elif kind in ("name", "list"):
            _, at = read_group(body, at)
            content, at = read_group(body, at)
            if kind == "name" and not content.strip():
                content, at = read_group(body, at)
            if kind == "name" and field in _PEOPLE:
                values[field] = [decode(person) for person in _people(content)]
            elif kind == "list":
                found[field] = "; ".join(decode(each) for each in braced(content))
        elif kind == "field":
            content, at = read_group(body, at)
            found[field] = decode(_RANGE.sub("–", content))
    return _labelled(found, values)


def _labelled(found: dict[str, str], values: dict[str, list[str]]) -> dict[str, list[str]]:
    if found.get("subtitle") and found.get("title"):
        found["title"] = f"{found['title']}: {found['subtitle']}"
    if found.get("eprint") and found.get("eprinttype", "arxiv").lower() != "arxiv":
        del found["eprint"]
    for field, label in _FROM_FIELD.items():
        value = found.get(field, "")
        if value and label not in values:
            values[label] = [value]
    if "journal" in values:
        values.pop("booktitle", None)
    return values


def _people(content: str) -> Iterator[str]:
    for person in braced(content):
        parts: dict[str, str] = {}
        for inner in (person, *braced(person)):
            for match in _PERSON.finditer(inner):
                parts.setdefault(match[1], read_group(inner, match.end())[0])
        family = " ".join(filter(None, (parts.get("prefix"), parts.get("family"))))
        yield ", ".join(filter(None, (family, parts.get("given"), parts.get("suffix"))))


def _check_length(length: int, name: str) -> None:
    if length > _LONGEST:
        raise InputError(
            f"{name}: an entry of {length} characters exceeds the limit of {_LONGEST}: is it a "
            "bibliography?"
        )


def read_bibtex(source: Source, encoding: str | None = None) -> Document:
    """The entries of a BibTeX database.

    An entry without a title whose ``note`` (or ``howpublished``) holds a whole reference gives its
    wording, to be parsed. Others have fields already: a plain reference is made of them.

    Raises:
        InputError: it is no BibTeX.
        MissingExtraError: pylatexenc is not installed.
    """
    from pybtex.database import parse_string
    from pybtex.exceptions import PybtexError

    decode = decoder()
    text, warnings = decoded(source, encoding)
    try:
        entries = parse_string(text, "bibtex").entries
    except PybtexError as error:
        raise InputError(f"{source.name}: not BibTeX: {error}") from None
    marked = []
    for key, entry in entries.items():
        fields = {name.lower(): value for name, value in entry.fields.items()}
        raw = next((fields[name] for name in _RAW if len(fields.get(name, "")) >= _ENOUGH), "")
        if raw and "title" not in fields:
            marked.append(Marked(decode(raw), key=key))
            continue
        found = {name: decode(value).replace("--", "–") for name, value in fields.items()}
        values: dict[str, list[str]] = {}
        for role in _PEOPLE:
            people = [decode(str(person)) for person in entry.persons.get(role, ())]
            if people:
                values[role] = people
        wording, spans = render(_labelled(found, values))
        if wording:
            marked.append(Marked(wording, tuple(spans), key, rendered=True))
    return Document(source.name, "bibtex", marked=tuple(marked), warnings=warnings)
