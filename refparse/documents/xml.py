"""JATS and TEI: their marked references, with the fields that they mark."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from refparse._errors import CorpusError, InputError
from refparse.corpus.io import bibstruct, grobid, jats
from refparse.corpus.io._xml import Node, records
from refparse.corpus.reference import LabelledReference
from refparse.documents.document import Document, LineMaker, Marked
from refparse.documents.source import Source

_ROOT: Final = re.compile(rb"<(?![?!])(?:[\w.-]{1,80}:)?([A-Za-z][\w.-]{0,80})")
_JATS: Final = frozenset(
    "article book book-part book-part-wrapper sub-article response ref-list back ref"
    " mixed-citation element-citation citation nlm-citation pmc-articleset OAI-PMH".split()
)
_TEI: Final = frozenset("TEI TEI.2 teiCorpus text listBibl bibl biblStruct body".split())
_PARAGRAPHS: Final = frozenset({"p", "title", "head", "fn", "note", "ab", "item"})


def read_xml(source: Source) -> Document:
    """The references that a JATS or TEI file marks; where it marks none, its paragraphs and notes.

    Raises:
        InputError: not well-formed, of another kind, or with entities of its own, which could
            explode.
    """
    match = _ROOT.search(source.data)
    root = match[1].decode() if match else ""
    kind = "jats" if root in _JATS else "tei" if root in _TEI else ""
    if not kind:
        raise InputError(
            f"{source.name}: XML with the root element {root or '(none)'!r} is not read: give JATS "
            "or TEI"
        )
    with _on_disk(source) as path:
        try:
            if kind == "jats":
                found = list(jats.read(path))
            else:
                found = [*bibstruct.read(path), *grobid.read(path)]
            marked = tuple(_marked(each, path.stem) for each in found if each.text.strip())
            if marked:
                return Document(source.name, kind, marked=marked)
            maker = LineMaker()
            for node in records(path, _PARAGRAPHS, outside="teiHeader"):
                maker.paragraph(_paragraph(node), bold=node.name in ("title", "head"))
        except CorpusError as error:
            raise InputError(str(error).replace(str(path), source.name)) from None
    return Document(source.name, kind, tuple(maker.lines))


def _marked(reference: LabelledReference, stem: str) -> Marked:
    key = "" if reference.id.startswith(f"{stem}-") else reference.id
    return Marked(
        reference.text,
        tuple(reference.spans),
        key,
        bool(reference.extra.get("rendered")),
    )


def _paragraph(node: Node) -> str:
    text = node.text()
    if node.name in ("fn", "note"):
        labels = [label.text() for label in node.find("label")]
        number = labels[0] if labels else node.attributes.get("n", "")
        if number:
            text = f"{number} {text.removeprefix(number).lstrip()}"
    return text


@contextmanager
def _on_disk(source: Source) -> Iterator[Path]:
    """The corpus readers read files; what came over the net or a pipe is written to one first."""
    if source.path is not None:
        yield source.path
        return
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "document.xml"
        path.write_bytes(source.data)
        yield path
