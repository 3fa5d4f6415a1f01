"""JATS ``<mixed-citation>``, ``<element-citation>`` and their forerunners.

A ``mixed-citation`` keeps the printed text; an ``element-citation`` has fields only, so that a
plain text is made of them and the reference marked ``"rendered": true``. Where a ``ref`` has both,
the mixed one is read. Names in one ``person-group``, first and last page, and the parts of a date
are joined where nothing but punctuation stands between them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from refparse.corpus.io._files import opened
from refparse.corpus.io._rendered import render
from refparse.corpus.io._xml import Node, attributes, escape, flatten, head, identity, records
from refparse.corpus.io.labels import FROM_IDNO, FROM_JATS
from refparse.corpus.io.people import join
from refparse.corpus.reference import LabelledReference

_MIXED: Final = ("mixed-citation", "citation", "nlm-citation")
_CITATIONS: Final = frozenset({*_MIXED, "element-citation"})
_RECORDS: Final = _CITATIONS | {"ref"}
_ROLES: Final = {
    "editor": "editor",
    "editors": "editor",
    "guest-editor": "editor",
    "translator": "translator",
    "translators": "translator",
}
_PARTS: Final = ("article-title", "chapter-title", "part-title", "data-title")
_PERIODICALS: Final = frozenset({"journal", "magazine", "newspaper", "periodical", "newsletter"})
_ELEMENTS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "author": ("person-group", {"person-group-type": "author"}),
    "editor": ("person-group", {"person-group-type": "editor"}),
    "translator": ("person-group", {"person-group-type": "translator"}),
    "series": ("series", {}),
    "volume": ("volume", {}),
    "issue": ("issue", {}),
    "pages": ("page-range", {}),
    "edition": ("edition", {}),
    "date": ("year", {}),
    "accessed": ("date-in-citation", {"content-type": "access-date"}),
    "publisher": ("publisher-name", {}),
    "location": ("publisher-loc", {}),
    "institution": ("institution", {}),
    "url": ("ext-link", {"ext-link-type": "uri"}),
    "isbn": ("isbn", {}),
    "issn": ("issn", {}),
    "doi": ("pub-id", {"pub-id-type": "doi"}),
    "arxiv": ("pub-id", {"pub-id-type": "arxiv"}),
    "pmid": ("pub-id", {"pub-id-type": "pmid"}),
    "identifier": ("pub-id", {"pub-id-type": "other"}),
    "number": ("label", {}),
    "genre": ("comment", {"content-type": "genre"}),
    "medium": ("comment", {"content-type": "medium"}),
    "language": ("comment", {"content-type": "language"}),
    "note": ("comment", {}),
}


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read the references of a JATS file, one at a time.

    Raises:
        CorpusError: the file cannot be read or is not well-formed (with file and line).
    """
    stem = Path(path).stem
    count = 0
    for node in records(path, _RECORDS):
        citation = _citation(node)
        if citation is None:
            continue
        text, spans, rendered = _labelled(citation)
        if not text:
            continue
        count += 1
        outer = node if node.attributes.keys() & {"id", "n"} else citation
        id, _ = identity(outer, stem, count)
        lang = citation.attributes.get("lang") or node.attributes.get("lang")
        extra = {"rendered": True} if rendered else {}
        yield LabelledReference(id, text, tuple(spans), lang, extra)


def _citation(node: Node) -> Node | None:
    if node.name in _CITATIONS:
        return node
    found = node.find(*_CITATIONS)
    mixed = [each for each in found if each.name in _MIXED]
    return next(iter(mixed or found), None)


def _labelled(citation: Node) -> tuple[str, list[tuple[int, int, str]], bool]:
    names = {element.name for element in citation.find(*_PARTS)}
    kind = (
        citation.attributes.get("publication-type") or citation.attributes.get("citation-type", "")
    ).lower()
    periodical = kind in _PERIODICALS or (not kind and "article-title" in names)

    def label_of(element: Node) -> str | None:
        name, own = element.name, element.attributes
        if name == "source":
            if own.get("content-type") == "container":
                return "booktitle"
            return "journal" if periodical else "booktitle" if names else "title"
        if name == "person-group":
            return _ROLES.get(own.get("person-group-type", "author").lower(), "author")
        if name == "pub-id":
            return FROM_IDNO.get(own.get("pub-id-type", "").lower(), "identifier")
        if name == "comment" and own.get("content-type") in ("genre", "medium", "language"):
            return own["content-type"]
        if name in ("ext-link", "uri") and own.get("ext-link-type") in ("doi", "pmid"):
            return own["ext-link-type"]
        return FROM_JATS.get(name)

    plain = any(isinstance(child, str) and child.strip() for child in citation.children)
    if citation.name in _MIXED and (plain or citation.name == "mixed-citation"):
        text, spans = flatten(citation, label_of)
        return text, join(text, spans), False
    values: dict[str, list[str]] = {}
    for element in citation.elements():
        label = label_of(element)
        names_inside = element.find("string-name", "name", "collab", "etal")
        for each in names_inside or [element]:
            value = _name(each)
            if label and value:
                values.setdefault(label, []).append(value)
    if len(values.get("pages", ())) == 2:
        values["pages"] = ["–".join(values["pages"])]
    if "date" in values:
        values["date"] = [" ".join(values["date"])]
    return (*render(values), True)


def _name(element: Node) -> str:
    surname = " ".join(each.text() for each in element.find("surname"))
    given = " ".join(each.text() for each in element.find("given-names"))
    if element.name == "etal":
        return element.text() or "et al."
    return ", ".join(filter(None, (surname, given))) if surname else element.text()


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a ``ref-list`` of mixed citations; returns how many references were written.

    A label outside the guideline becomes a comment.

    Raises:
        CorpusError: a text holds characters that XML cannot hold.
    """
    count = 0
    with opened(target) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<ref-list>\n')
        for reference in references:
            stream.write(_ref(reference))
            count += 1
        stream.write("</ref-list>\n")
    return count


def _ref(reference: LabelledReference) -> str:
    id, text = reference.id, reference.text
    labels = {span[2] for span in reference.spans}
    kind = "journal" if "journal" in labels else "chapter" if "booktitle" in labels else "book"
    own = head(id, reference.lang, text)
    out = [f'<ref><mixed-citation publication-type="{kind}"{own}>']
    at = 0
    for start, end, label in reference.spans:
        tag, values = _element(label, kind)
        out.append(escape(text[at:start], id))
        out.append(f"<{tag}{attributes(id, values)}>{escape(text[start:end], id)}</{tag}>")
        at = end
    return "".join(out) + f"{escape(text[at:], id)}</mixed-citation></ref>\n"


def _element(label: str, kind: str) -> tuple[str, dict[str, str]]:
    if label == "title":
        tag = {"journal": "article-title", "chapter": "chapter-title"}.get(kind, "source")
        return tag, {}
    if label == "journal":
        return "source", {}
    if label == "booktitle":
        return "source", {"content-type": "container"}
    return _ELEMENTS.get(label, ("comment", {}))
