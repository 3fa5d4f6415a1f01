"""What a writer is given: a parsed reference, or the reason why there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TextIO

from refparse.types import Citation


@dataclass(frozen=True, slots=True)
class Record:
    """One input line and what became of it.

    Attributes:
        text: the reference as it was read.
        citation: the parsed reference; None where there is none.
        error: ``{"code": …, "message": …}`` where the line is blank or was rejected, else None.
            A citation that carries an error of its own need not repeat it here.
        provenance: where the reference was found, for those that were found in a document.
    """

    text: str
    citation: Citation | None = None
    error: dict[str, str] | None = None
    provenance: dict[str, Any] | None = None

    @property
    def failure(self) -> dict[str, str] | None:
        """Why there is no result: ``error``, or else the citation's own in the same shape."""
        if self.error is None and self.citation is not None and self.citation.error is not None:
            code, message = self.citation.error
            return {"code": code, "message": message}
        return self.error


@dataclass(frozen=True, slots=True)
class Format:
    """An output format.

    Attributes:
        name: what ``--format`` takes ("bibtex").
        description: one line for the help text.
        write: consumes the records one by one and writes them to an open text stream. The stream
            should be UTF-8 and opened with ``newline=""`` or on a system whose line end is "\\n".
            What it writes for a record, it writes before it asks for the next one.
        counting: whether it numbers or counts the records. Where it does not, what is written
            for a record depends only on the record, its key and whether it is the first.
    """

    name: str
    description: str
    write: Callable[[Iterable[Record], TextIO], None]
    counting: bool = False


def citations(records: Iterable[Record]) -> Iterator[Citation]:
    """The citations of the records that have one and carry no error, in order.

    Only ``jsonl`` can hold an error record; whoever calls another writer reports the errors.
    """
    for record in records:
        if record.citation is not None and record.failure is None:
            yield record.citation
