"""TEI ``<biblStruct>``: the fields of a reference without its wording.

The wording is taken from ``<note type="raw_reference">`` where there is one (GROBID writes it), and
the values are found in it again; else a plain text is made of the fields and the reference marked
``"rendered": true``. Spans of values that the wording repeats may land on the wrong one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from refparse.corpus.io._files import opened
from refparse.corpus.io._rendered import align, render
from refparse.corpus.io._xml import Node, escape, head, identity, records
from refparse.corpus.io.grobid import label_of
from refparse.corpus.io.labels import TO_IDNO
from refparse.corpus.io.people import join
from refparse.corpus.reference import LabelledReference

_RAW: Final = "raw_reference"
_START: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0">\n'
    "<teiHeader/>\n<text><body>\n<listBibl>\n"
)
_END: Final = "</listBibl>\n</body></text>\n</TEI>\n"
_IMPRINT: Final = {
    "location": "<pubPlace>{}</pubPlace>",
    "publisher": "<publisher>{}</publisher>",
    "date": "<date>{}</date>",
    "volume": '<biblScope unit="volume">{}</biblScope>',
    "issue": '<biblScope unit="issue">{}</biblScope>',
    "pages": '<biblScope unit="page">{}</biblScope>',
}
_LAST: Final = {
    "accessed": '<note type="accessed">{}</note>',
    "genre": '<note type="genre">{}</note>',
    "medium": '<note type="medium">{}</note>',
    "language": '<note type="language">{}</note>',
    "number": '<note type="number">{}</note>',
    "institution": '<note type="institution">{}</note>',
    "note": "<note>{}</note>",
    "identifier": "<idno>{}</idno>",
    "url": '<ptr target="{}"/>',
} | {label: f'<idno type="{name}">{{}}</idno>' for label, name in TO_IDNO.items()}
_NOTES: Final = {"institution": "institution"}


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a corpus, one ``biblStruct`` at a time; that of the header is left out.

    Raises:
        CorpusError: the file cannot be read or is not well-formed (with file and line).
    """
    stem = Path(path).stem
    for count, node in enumerate(records(path, {"biblStruct"}, outside="teiHeader"), 1):
        id, lang = identity(node, stem, count)
        raw = [note.text() for note in node.find("note") if note.attributes.get("type") == _RAW]
        values = list(_values(node))
        if raw and raw[0]:
            spans = join(raw[0], align(raw[0], values))
            yield LabelledReference(id, raw[0], tuple(spans), lang)
            continue
        grouped: dict[str, list[str]] = {}
        for label, value in values:
            grouped.setdefault(label, []).append(value)
        text, spans = render(grouped)
        yield LabelledReference(id, text, tuple(spans), lang, {"rendered": True})


def _values(node: Node) -> Iterator[tuple[str, str]]:
    part = any(child.name == "analytic" for child in node.elements())
    for group in (*node.elements(), node):
        if group is node or group.name not in ("analytic", "monogr", "series"):
            continue
        for element in group.elements():
            inner = element.elements() if element.name == "imprint" else [element]
            for each in inner:
                yield from _value(each, group.name, part)
    for element in node.elements():
        if element.name not in ("analytic", "monogr", "series"):
            yield from _value(element, "", part)


def _value(element: Node, group: str, part: bool) -> Iterator[tuple[str, str]]:
    kind = element.attributes.get("type", "")
    if element.name == "note" and kind == _RAW:
        return
    label = label_of(element, part=part)
    if group == "monogr" and label == "author" and part:
        label = "editor"
    if element.name == "note":
        label = _NOTES.get(kind, label)
    value = _person(element) if label in ("author", "editor", "translator") else element.text()
    scope = element.attributes
    if not value and scope.get("from"):
        value = "–".join(filter(None, (scope["from"], scope.get("to"))))
    value = value or scope.get("target", "") or (scope.get("when", "") if label == "date" else "")
    if label and value:
        yield label, value


def _person(element: Node) -> str:
    families = [name.text() for name in element.find("surname")]
    given = [name.text() for name in element.find("forename")]
    if not families:
        return element.text()
    return re.sub(r"\s+", " ", ", ".join(filter(None, (" ".join(families), " ".join(given)))))


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a corpus; returns how many references were written.

    Raises:
        CorpusError: a text holds characters that XML cannot hold.
    """
    count = 0
    with opened(target) as stream:
        stream.write(_START)
        for reference in references:
            stream.write(_struct(reference))
            count += 1
        stream.write(_END)
    return count


def _struct(reference: LabelledReference) -> str:
    id = reference.id
    values = {
        label: [escape(value, id) for value in strings]
        for label, strings in reference.strings().items()
    }
    part = "title" in values and bool(values.keys() & {"journal", "booktitle"})

    def people(label: str) -> list[str]:
        role = ' role="translator"' if label == "translator" else ""
        tag = "author" if label == "author" else "editor"
        return [f"<{tag}{role}>{value}</{tag}>" for value in values.get(label, ())]

    def titles(label: str, level: str) -> list[str]:
        kind = ' type="container"' if label == "booktitle" and not part else ""
        return [f'<title level="{level}"{kind}>{value}</title>' for value in values.get(label, ())]

    analytic = people("author") + titles("title", "a") if part else []
    own = [] if part else people("author") + titles("title", "m")
    monogr = [*own, *titles("journal", "j"), *titles("booktitle", "m")]
    monogr += people("editor") + people("translator")
    monogr += [f"<edition>{value}</edition>" for value in values.get("edition", ())]
    imprint = [
        form.format(value) for label, form in _IMPRINT.items() for value in values.get(label, ())
    ]
    last = [form.format(value) for label, form in _LAST.items() for value in values.get(label, ())]
    series = titles("series", "s")
    lines = [
        f"<biblStruct{head(id, reference.lang, '')}>",
        *([f"<analytic>{''.join(analytic)}</analytic>"] if analytic else []),
        f"<monogr>{''.join(monogr)}<imprint>{''.join(imprint)}</imprint></monogr>",
        *([f"<series>{''.join(series)}</series>"] if series else []),
        *last,
        f'<note type="{_RAW}">{escape(reference.text, id)}</note>',
        "</biblStruct>\n",
    ]
    return "".join(lines)
