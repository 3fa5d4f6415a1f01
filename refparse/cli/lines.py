"""JSON Lines written by the processes that parse: one writer for all would hold them up."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from typing import TYPE_CHECKING, Final

from refparse.columns.inputs import Row
from refparse.types import Citation

if TYPE_CHECKING:
    from refparse.formats import Record
    from refparse.parser import Parser

_CHUNK: Final = 500
_AHEAD: Final = 4
"""Chunks per worker that are under way at once, so that memory stays bounded."""
Line = tuple[str, str | None]
"""A line of output without its line end, and why its row failed."""


def json_lines(rows: Iterable[Row], model: str, workers: int) -> Iterator[Line]:
    """The line of ``jsonl`` output for each row, in order.

    Args:
        rows: what to parse; those with an error keep it. May be a stream of any length.
        model: name or folder of the model.
        workers: processes, at least 1.

    Raises:
        ModelError: there is no such model, or it is damaged.
    """
    _parser(model)  # Before the processes are made: what is wrong with it is told once.
    source = iter(rows)
    with ProcessPoolExecutor(workers) as pool:
        pending: deque[Future[list[Line]]] = deque()
        while True:
            while len(pending) < workers * _AHEAD:
                chunk = list(itertools.islice(source, _CHUNK))
                if not chunk:
                    break
                pending.append(pool.submit(_lines, model, chunk))
            if not pending:
                return
            yield from pending.popleft().result()


@cache
def _parser(model: str) -> Parser:
    from refparse.parser import Parser

    return Parser.load(model)


def _lines(model: str, rows: Sequence[Row]) -> list[Line]:
    from refparse.formats.jsonl import to_jsonl
    from refparse.formats.plain import json_text

    parser = _parser(model)
    out: list[Line] = []
    for row in rows:
        citation = answered(row, parser.parse("" if row.error else row.text))
        message = citation.error[1] if citation.error else None
        out.append((json_text(to_jsonl(record_of(row, citation))), message))
    return out


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
