"""Reading XML record by record, safely, and turning marked-up text into labelled text.

expat is driven directly: memory holds one record at a time, the line of every element is known, a
DTD with declarations of its own is refused (no entity can be defined, so none can explode), and
external DTDs are never fetched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from html.entities import html5
from pathlib import Path
from typing import Final
from xml.parsers import expat
from xml.sax.saxutils import escape as _escape
from xml.sax.saxutils import quoteattr

from refparse._errors import CorpusError

_CHUNK: Final = 1 << 14
MAX_DEPTH: Final = 100
MAX_RECORD: Final = 1_000_000
"""Limits of one record: nested elements, and characters of text."""
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_NAME: Final = re.compile(r"[A-Za-z_][\w.-]*", re.ASCII)
_BLANKS: Final = re.compile(r"[ \t\r\n]+")
_BREAKS: Final = re.compile(r"[\t\r\n]")


@dataclass(slots=True)
class Node:
    """An element: local name, attributes (local names), children, and the line where it starts."""

    name: str
    attributes: dict[str, str]
    line: int
    children: list[Node | str] = field(default_factory=list)

    def text(self) -> str:
        """All text inside, blanks collapsed."""
        return _BLANKS.sub(" ", "".join(self._pieces())).strip()

    def _pieces(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._pieces()

    def elements(self) -> list[Node]:
        """The child elements."""
        return [child for child in self.children if isinstance(child, Node)]

    def find(self, *names: str) -> list[Node]:
        """All elements inside with one of the names, outermost first."""
        out: list[Node] = []
        for child in self.elements():
            if child.name in names:
                out.append(child)
            out.extend(child.find(*names))
        return out


class _Collector:
    """expat handlers that keep the outermost elements of the wanted names."""

    def __init__(self, path: str | Path, names: Container[str], outside: str) -> None:
        self.path, self.names, self.outside = path, names, outside
        self.barred = 0
        self.done: list[Node] = []
        self.open: list[Node] = []
        self.size = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.CharacterDataHandler = self.characters
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.EntityDeclHandler = self.entity
        self.parser.SkippedEntityHandler = self.skipped

    def error(self, reason: str) -> CorpusError:
        return CorpusError(f"{self.path}:{self.parser.CurrentLineNumber}: {reason}")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name == self.outside:
            self.barred += 1
        if self.barred or (not self.open and name not in self.names):
            return
        if len(self.open) >= MAX_DEPTH:
            raise self.error(f"elements nested deeper than {MAX_DEPTH}: not a list of references")
        local = {key.rpartition(":")[2]: value for key, value in attributes.items()}
        node = Node(name, local, self.parser.CurrentLineNumber)
        if self.open:
            self.open[-1].children.append(node)
        else:
            self.size = 0
        self.open.append(node)

    def end(self, name: str) -> None:
        if self.barred:
            self.barred -= name.rpartition(":")[2] == self.outside
        elif self.open:
            node = self.open.pop()
            if not self.open:
                self.done.append(node)

    def characters(self, text: str) -> None:
        if self.open and not self.barred:
            self.size += len(text)
            if self.size > MAX_RECORD:
                raise self.error(f"a reference of more than {MAX_RECORD:,} characters")
            self.open[-1].children.append(text)

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:
        if internal:
            raise self.error(
                "the document type declaration has declarations of its own, which could define "
                "exploding entities: remove everything between its [ and ]"
            )

    def entity(self, name: str, *_: object) -> None:
        raise self.error(
            f"entity {name!r} is defined here, which is refused: remove the definition"
        )

    def skipped(self, name: str, parameter: int) -> None:
        text = html5.get(name + ";")
        if text is None:
            raise self.error(f"entity &{name}; is unknown: write the character itself")
        self.characters(text)


def records(path: str | Path, names: Container[str], outside: str = "") -> Iterator[Node]:
    """The outermost elements with one of the local names, in order, one at a time.

    Args:
        path: the file.
        names: local names of the wanted elements.
        outside: local name of an element inside which nothing is wanted.

    Raises:
        CorpusError: the file cannot be read, is not well-formed, or defines entities.
    """
    collector = _Collector(path, names, outside)
    try:
        with open(path, "rb") as stream:
            while True:
                chunk = stream.read(_CHUNK)
                collector.parser.Parse(chunk, not chunk)
                yield from collector.done
                collector.done.clear()
                if not chunk:
                    return
    except OSError as error:
        raise CorpusError(f"cannot read corpus {path}: {error.strerror}") from None
    except expat.ExpatError as error:
        reason = expat.errors.messages.get(error.code, str(error))
        raise CorpusError(f"{path}:{error.lineno}: not well-formed XML: {reason}") from None


def flatten(
    node: Node, label_of: Callable[[Node], str | None], skip: Container[str] = ()
) -> tuple[str, list[tuple[int, int, str]]]:
    """The text of a record and the spans of its labelled elements.

    Args:
        node: the record.
        label_of: label of an element; None where it is transparent. Inside a labelled element
            everything belongs to it.
        skip: names of elements whose text is left out.

    Returns:
        Text with blanks collapsed (kept, but for line breaks, under ``xml:space="preserve"``) and
        none at its ends; spans sorted, without blanks at their ends, empty ones left out.
    """
    keep = node.attributes.get("space") == "preserve"
    pieces: list[str] = []
    length = 0
    blank = True
    spans: list[tuple[int, int, str]] = []

    def add(text: str) -> None:
        nonlocal length, blank
        if keep:
            text = _BREAKS.sub(" ", text)
        else:
            text = _BLANKS.sub(" ", text)
            if blank:
                text = text.removeprefix(" ")
        if text:
            blank = text[-1] == " "
            pieces.append(text)
            length += len(text)

    def walk(element: Node, label: str | None) -> None:
        for child in element.children:
            if isinstance(child, str):
                add(child)
            elif child.name not in skip:
                own = label_of(child) if label is None else None
                start = length
                walk(child, label or own)
                if own is not None:
                    spans.append((start, length, own))

    walk(node, None)
    return trim("".join(pieces), spans, whole=not keep)


def trim(
    text: str, spans: list[tuple[int, int, str]], *, whole: bool = True
) -> tuple[str, list[tuple[int, int, str]]]:
    """Take blanks off the ends of spans and, if ``whole``, of the text; drop empty spans."""
    begin = len(text) - len(text.lstrip()) if whole else 0
    stripped = text.strip() if whole else text
    out = []
    for start, end, label in spans:
        inside = text[start:end]
        start += len(inside) - len(inside.lstrip())
        end = start + len(inside.strip())
        if start < end:
            out.append((start - begin, end - begin, label))
    return stripped, out


def escape(text: str, where: str) -> str:
    """Text for XML; characters that XML cannot hold are an error that names the reference."""
    found = _ILLEGAL.search(text)
    if found:
        raise CorpusError(
            f"reference {where!r} holds U+{ord(found[0]):04X}, which XML cannot hold: remove the "
            "character, or convert to jsonl"
        )
    return _escape(text)


def attributes(where: str, values: Mapping[str, str | None]) -> str:
    """Attributes for a start tag, each with a blank before it; None values are left out."""
    out = ""
    for name, value in values.items():
        if value is not None:
            escape(value, where)
            out += f" {name}={quoteattr(value)}"
    return out


def head(id: str, lang: str | None, text: str, *, preserve: bool = False) -> str:
    """Attributes that keep a reference's id, language and, where it matters, its blanks."""
    odd = preserve or text != _BLANKS.sub(" ", text).strip()
    values = {
        "xml:id" if _NAME.fullmatch(id) else "n": id,
        "xml:lang": lang,
        "xml:space": "preserve" if odd else None,
    }
    return attributes(id, values)


def identity(node: Node, stem: str, count: int) -> tuple[str, str | None]:
    """Id (else the file's stem and the count) and language of a record."""
    own = node.attributes.get("id") or node.attributes.get("n")
    return own or f"{stem}-{count}", node.attributes.get("lang")
