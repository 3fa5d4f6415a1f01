"""Output written by the processes that parse: one writer for all would hold them up.

What a format writes for a reference depends on that reference and on its citation key, and keys
depend on all references before. So a worker writes an entry around a mark in the key's place, and
the parent puts the key there. How a file begins and ends, and its first entry, is left to the
format's own writer in the parent; a worker gives its writer another first entry, which is dropped.
"""

from __future__ import annotations

import io
import secrets
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Final, NamedTuple, TextIO

from refparse.columns.inputs import Row
from refparse.types import Citation

if TYPE_CHECKING:
    from refparse.formats import Record
    from refparse.parser import Parser

_MARK: Final = "k" + secrets.token_hex(16)
"""Stands for a key: looks like one, but no reference holds it."""
_OPENING: Final = Citation("opening", fields={"title": "opening"})


class Entry(NamedTuple):
    """What a worker wrote for a reference.

    Attributes:
        message: why the reference failed; None where it did not.
        pieces: the text before, between and behind the places of its key; empty where the format
            writes nothing for it.
        key: the key that the reference alone would have; "" where the text holds none.
    """

    message: str | None
    pieces: tuple[str, ...]
    key: str


def entries(
    rows: Iterable[Row], format_name: str, parser: Parser, workers: int
) -> Iterator[tuple[Row, Entry]]:
    """Parse and write each row in one of several processes.

    Args:
        rows: what to parse; those with an error keep it. May be a stream of any length.
        format_name: a format whose entries do not depend on how many came before (``counting``).
        parser: the parser.
        workers: processes, at least 1.

    Yields:
        Each row with its entry, in order.
    """
    waiting: deque[Row] = deque()

    def texts() -> Iterator[str]:
        for row in rows:
            waiting.append(row)
            yield "" if row.error else row.text

    for entry in parser.map_chunks(texts(), partial(written, format_name), workers):
        row = waiting.popleft()
        if row.error:
            entry = written(format_name, [Citation(row.text, error=row.error)])[0]
        yield row, entry


def written(format_name: str, citations: Sequence[Citation]) -> list[Entry]:
    """The entries of citations in a format, each as it stands behind others."""
    from refparse.formats import Record, get_format
    from refparse.formats.keys import citation_key, key_for_all

    texts: list[str] = []

    def records() -> Iterator[Record]:
        yield Record(_OPENING.text, _OPENING)
        for citation in citations:
            stream.seek(0)
            stream.truncate()
            yield record_of(Row(citation.text), citation)
            texts.append(stream.getvalue())

    with io.StringIO(newline="") as stream, key_for_all(_MARK):
        get_format(format_name).write(records(), stream)
    out: list[Entry] = []
    for citation, text in zip(citations, texts, strict=True):
        pieces = tuple(text.split(_MARK)) if text else ()
        key = citation_key(citation) if len(pieces) > 1 else ""
        out.append(Entry(citation.error[1] if citation.error else None, pieces, key))
    return out


def joined(found: Iterable[tuple[Row, Entry]], parser: Parser, stream: TextIO) -> Iterator[Record]:
    """What the parent's writer is given: the first record that it writes something for.

    Once the writer asks for a second one, the entries of all others are written to its stream, with
    their keys; then it is told that there are no more.
    """
    from refparse.formats.keys import unique_key

    given: dict[str, int] = {}
    first = True
    for row, entry in found:
        if not entry.pieces:
            continue
        key = unique_key(entry.key, given) if entry.key else ""
        if first:
            first = False
            yield record_of(row, answered(row, parser.parse("" if row.error else row.text)))
        else:
            stream.write(key.join(entry.pieces))


def answered(row: Row, citation: Citation) -> Citation:
    """The citation of a row; a row with an error keeps it."""
    return Citation(row.text, error=row.error) if row.error else citation


def record_of(row: Row, citation: Citation) -> Record:
    """What the writers of the formats are given."""
    from refparse.formats import Record

    if citation.error is None:
        return Record(citation.text, citation, provenance=row.provenance)
    code, message = citation.error
    error = {"code": code, "message": message}
    return Record(citation.text, None, error, row.provenance)
