"""From a source to its references, raw or parsed, each with its provenance."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path

from refparse.citation import assemble
from refparse.documents.document import (
    Document,
    ExtractedReference,
    Limits,
    LocatedReference,
    Marked,
    Provenance,
    boxes_between,
)
from refparse.documents.pdf.reader import Progress
from refparse.documents.read import read_document
from refparse.finder import find_references_in_lines
from refparse.parser import Parser, default_parser
from refparse.types import Citation, Span


def find(
    source: str | Path | bytes, *, kind: str | None = None, encoding: str | None = None,
    password: str | None = None, limits: Limits | None = None, progress: Progress | None = None,
) -> list[LocatedReference]:  # fmt: skip
    """Find and split the references of a document.

    >>> found = find(b"References\\n1. Doe J. A. 2001;4:5-9.\\n2. Roe R. B. 1999;7:1-3.")
    >>> [reference.number for reference in found], found[0].provenance.start
    (['1', '2'], 11)

    Args and errors are those of :func:`~refparse.documents.read.read_document`. A document without
    references gives an empty list.
    """
    return find_in_document(
        read_document(
            source, kind=kind, encoding=encoding, password=password, limits=limits,
            progress=progress,
        )
    )  # fmt: skip


def find_in_document(document: Document) -> list[LocatedReference]:
    """The references of a document that has been read, in order."""
    if document.marked:
        return list(_marked(document))
    pages = document.pages is not None or (document.lines and document.lines[-1].page > 0)
    found = []
    place = 0
    for reference in find_references_in_lines(document.lines):
        while (
            place + 1 < len(document.lines) and document.lines[place + 1].offset <= reference.start
        ):
            place += 1
        provenance = Provenance(
            document.name,
            reference.start,
            reference.end,
            document.lines[place].page + 1 if pages else None,
            tuple(boxes_between(document.lines, reference.start, reference.end)),
        )
        found.append(LocatedReference(reference.text, provenance, reference.number))
    return found


def _marked(document: Document) -> Iterator[LocatedReference]:
    offset = 0
    for each in document.marked:
        end = offset + len(each.text)
        number = next(
            (each.text[start:stop] for start, stop, label in each.spans if label == "number"), None
        )
        provenance = Provenance(document.name, offset, end, key=each.key)
        yield LocatedReference(each.text, provenance, number, _trusted(each))
        offset = end + 1


def _trusted(marked: Marked) -> tuple[tuple[int, int, str], ...]:
    """The marked fields where they cover the reference; else none, and it is parsed.

    Publishers often mark nothing but a link in a printed reference.
    """
    letters = sum(map(str.isalnum, marked.text))
    covered = sum(sum(map(str.isalnum, marked.text[a:b])) for a, b, _ in marked.spans)
    return marked.spans if marked.rendered or covered >= 0.7 * max(1, letters) else ()


def extract(
    source: str | Path | bytes, *, parser: Parser | None = None, workers: int = 1,
    kind: str | None = None, encoding: str | None = None, password: str | None = None,
    limits: Limits | None = None, progress: Progress | None = None,
) -> list[ExtractedReference]:  # fmt: skip
    """Find the references of a document, split and parse them.

    >>> found = extract(b"References\\n1. Doe J. Of war. Peace. 2001;4:5-9.")
    >>> [each.citation.year for each in found]
    [2001]

    Args:
        source: a path, an address, "-" for standard input, or the bytes themselves.
        parser: parses the references; None for the shipped model.
        workers: processes to parse with, at least 1.
        kind, encoding, password, limits, progress: as for
            :func:`~refparse.documents.read.read_document`, and so are the errors.
    """
    found = find(
        source, kind=kind, encoding=encoding, password=password, limits=limits, progress=progress
    )
    return list(parse_located(found, parser, workers))


def parse_located(
    references: Iterable[LocatedReference], parser: Parser | None = None, workers: int = 1
) -> Iterator[ExtractedReference]:
    """Parse references that were found, in order and in constant memory.

    Fields that the source itself marks are taken as they are, with confidence 1.
    """
    parser = parser or default_parser()
    waiting: deque[LocatedReference] = deque()

    def texts() -> Iterator[str]:
        for reference in references:
            waiting.append(reference)
            if not reference.spans:
                yield reference.text

    for citation in parser.parse_many(texts(), workers):
        while waiting[0].spans:
            yield _as_marked(waiting.popleft())
        reference = waiting.popleft()
        yield ExtractedReference(citation, reference.provenance, reference.number)
    while waiting:
        yield _as_marked(waiting.popleft())


def _as_marked(reference: LocatedReference) -> ExtractedReference:
    spans = tuple(
        Span(start, end, label, reference.text[start:end], 1.0)
        for start, end, label in reference.spans
    )
    citation: Citation = assemble(reference.text, spans, 1.0)
    return ExtractedReference(citation, reference.provenance, reference.number)
