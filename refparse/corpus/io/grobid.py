"""GROBID's citation training data: TEI ``<bibl>`` with the printed text inside.

Titles carry ``level``: a (the cited item), j (journal), m (book: the title, or the booktitle where
an a-title stands beside it), s (series). Ids and languages survive, further keys do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from refparse.corpus.io._files import opened
from refparse.corpus.io._xml import (
    Node,
    attributes,
    escape,
    flatten,
    head,
    identity,
    records,
)
from refparse.corpus.io.labels import FROM_IDNO, FROM_NOTE, FROM_SCOPE, FROM_TEI, TO_IDNO
from refparse.corpus.io.people import join
from refparse.corpus.reference import LabelledReference

_START: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
    "<teiHeader/>\n<text><front/><body/><back>\n<listBibl>\n"
)
_END: Final = "</listBibl>\n</back></text>\n</TEI>\n"
_ELEMENTS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "author": ("author", {}),
    "editor": ("editor", {}),
    "translator": ("editor", {"role": "translator"}),
    "journal": ("title", {"level": "j"}),
    "series": ("title", {"level": "s"}),
    "volume": ("biblScope", {"unit": "volume"}),
    "issue": ("biblScope", {"unit": "issue"}),
    "pages": ("biblScope", {"unit": "page"}),
    "edition": ("edition", {}),
    "date": ("date", {}),
    "accessed": ("date", {"type": "accessed"}),
    "publisher": ("publisher", {}),
    "location": ("pubPlace", {}),
    "institution": ("orgName", {}),
    "url": ("ptr", {"type": "web"}),
    "identifier": ("idno", {}),
    "number": ("label", {}),
    "genre": ("note", {"type": "genre"}),
    "medium": ("note", {"type": "medium"}),
    "language": ("note", {"type": "language"}),
    "note": ("note", {}),
} | {label: ("idno", {"type": name}) for label, name in TO_IDNO.items()}


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a corpus, one ``bibl`` at a time; those of the header are left out.

    Raises:
        CorpusError: the file cannot be read or is not well-formed (with file and line).
    """
    stem = Path(path).stem
    for count, node in enumerate(records(path, {"bibl"}, outside="teiHeader"), 1):
        text, spans = label(node)
        id, lang = identity(node, stem, count)
        yield LabelledReference(id, text, tuple(spans), lang)


def label(node: Node) -> tuple[str, list[tuple[int, int, str]]]:
    """Text and spans of a ``bibl``."""
    levels = {title.attributes.get("level", "a") for title in node.find("title")}
    text, spans = flatten(node, lambda element: label_of(element, part="a" in levels))
    return text, join(text, spans)


def label_of(element: Node, *, part: bool) -> str | None:
    """Label of a TEI element; ``part``: whether the cited item is part of another."""
    name, kind = element.name, element.attributes.get("type", "").lower()
    if name == "title":
        level = element.attributes.get("level", "a")
        if level == "m":
            container = part or element.attributes.get("type") == "container"
            return "booktitle" if container else "title"
        return {"j": "journal", "s": "series"}.get(level, "title")
    if name == "biblScope":
        scope = element.attributes.get("unit") or kind
        return FROM_SCOPE.get(scope.lower(), "volume")
    if name == "idno":
        return FROM_IDNO.get(kind, "identifier")
    if name == "note":
        return FROM_NOTE.get(kind, "note")
    if name == "editor" and element.attributes.get("role") == "translator":
        return "translator"
    if name == "date" and kind.startswith("access"):
        return "accessed"
    if name == "orgName" and kind == "collaboration":
        return "author"
    return FROM_TEI.get(name)


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a corpus; returns how many references were written.

    A label outside the guideline becomes a note.

    Raises:
        CorpusError: a text holds characters that XML cannot hold.
    """
    count = 0
    with opened(target) as stream:
        stream.write(_START)
        for reference in references:
            stream.write(_bibl(reference))
            count += 1
        stream.write(_END)
    return count


def _bibl(reference: LabelledReference) -> str:
    id, text = reference.id, reference.text
    labels = {span[2] for span in reference.spans}
    part = bool(labels & {"journal", "booktitle"})
    out = [f"<bibl{head(id, reference.lang, text)}>"]
    at = 0
    for start, end, name in reference.spans:
        out.append(escape(text[at:start], id))
        if name == "title":
            tag, values = "title", {"level": "a" if part else "m"}
        elif name == "booktitle":
            tag, values = "title", {"level": "m"}
            if "title" not in labels:
                values["type"] = "container"
        else:
            tag, values = _ELEMENTS.get(name, ("note", {}))
        out.append(f"<{tag}{attributes(id, values)}>{escape(text[start:end], id)}</{tag}>")
        at = end
    return "".join(out) + f"{escape(text[at:], id)}</bibl>\n"
