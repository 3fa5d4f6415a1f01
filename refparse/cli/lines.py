"""Output written by the processes that parse: one writer for all would hold them up.

What a format writes for a reference depends on that reference and on its citation key, and keys
depend on all references before. So a worker writes some entries around a mark in the keys' places,
and the parent puts the keys there. How a file begins and ends, and its first entry, is left to the
format's own writer in the parent; a worker gives its writer another first entry, which is dropped.
"""

from __future__ import annotations

import io
import secrets
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


class Entries(NamedTuple):
    """What a worker wrote for some references that follow one another.

    Attributes:
        rows: how many they are.
        pieces: the text before, between and behind the places of keys; one piece is all text.
        keys: for each place the key that its reference alone would have. One key for several
            places means that they are of one reference.
        failed: which of the references failed, from 0, and why.
    """

    rows: int
    pieces: list[str]
    keys: list[str]
    failed: list[tuple[int, str]]


def entries(
    rows: Iterable[Row], format_name: str, parser: Parser, workers: int
) -> Iterator[Entries]:
    """Parse and write rows in one of several processes.

    Args:
        rows: what to parse; those with an error keep it. May be a stream of any length.
        format_name: a format whose entries do not depend on how many came before (``counting``).
        parser: the parser.
        workers: processes, at least 1.

    Yields:
        The entries of all rows, in order, some at a time.
    """
    texts = (Citation(row.text, error=row.error) if row.error else row.text for row in rows)
    return parser.map_chunks(texts, partial(written, format_name), workers)


def written(format_name: str, citations: Sequence[Citation]) -> list[Entries]:
    """The entries of citations in a format, as they stand behind others."""
    from refparse.formats import get_format
    from refparse.formats.keys import citation_key, key_for_all

    whole = ""
    ends: list[int] = []

    def records() -> Iterator[Record]:
        nonlocal whole
        yield record_of(Row(_OPENING.text), _OPENING)
        stream.seek(0)
        stream.truncate()
        for citation in citations:
            yield record_of(Row(citation.text), citation)
            ends.append(stream.tell())
        whole = stream.getvalue()

    with io.StringIO(newline="") as stream, key_for_all(_MARK):
        get_format(format_name).write(records(), stream)
    failed = [(number, each.error[1]) for number, each in enumerate(citations) if each.error]
    pieces = whole.split(_MARK)
    keys = [citation_key(each) for each in citations if not each.error]
    if len(pieces) == 1:
        return [Entries(len(citations), pieces, [], failed)]
    if len(pieces) == len(keys) + 1:
        return [Entries(len(citations), pieces, keys, failed)]
    out = []
    start = 0
    for citation, end in zip(citations, ends, strict=True):
        pieces = whole[start:end].split(_MARK)
        start = end
        key = [citation_key(citation)] if len(pieces) > 1 else []
        out.append(Entries(1, pieces, key, [(0, citation.error[1])] if citation.error else []))
    return out


def joined(
    first: Iterable[tuple[Row, Citation]], found: Iterable[Entries], stream: TextIO
) -> Iterator[Record]:
    """What the parent's writer is given: the first records, up to one that is no failure.

    Once the writer asks for more, the entries of all others are written to its stream, with their
    keys; then it is told that there are no more.
    """
    from refparse.formats.keys import citation_key, unique_key

    given: dict[str, int] = {}
    for row, citation in first:
        yield record_of(row, citation)
        if citation.error is None:
            unique_key(citation_key(citation), given)
    for each in found:
        pieces = each.pieces
        if len(each.keys) == 1:
            stream.write(unique_key(each.keys[0], given).join(pieces))
            continue
        texts = [pieces[0]]
        for key, piece in zip(each.keys, pieces[1:], strict=True):
            texts += unique_key(key, given), piece
        stream.write("".join(texts))


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
