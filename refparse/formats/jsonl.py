"""JSON Lines: one object a reference, the whole result with spans and confidences."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, TextIO

from refparse.formats.csl import to_csl
from refparse.formats.plain import json_text, probability
from refparse.formats.record import Format, Record


def to_jsonl(record: Record) -> dict[str, Any]:
    """The record as the object that one line of ``jsonl`` output holds.

    Keys: ``text`` as read; ``spans`` (label, start, end, text, confidence); ``csl``, a CSL-JSON
    item whose id depends on this reference alone; ``confidence`` and ``error``. A failed record
    has empty ``spans``, an empty ``csl`` and confidence 0. Confidences have four digits. Where the
    record has a provenance, the key ``provenance`` follows.
    """
    failure = record.failure
    citation = None if failure else record.citation
    out: dict[str, Any] = {
        "text": record.text,
        "spans": [
            {
                "label": span.label,
                "start": span.start,
                "end": span.end,
                "text": span.text,
                "confidence": probability(span.confidence),
            }
            for span in (citation.spans if citation else ())
        ],
        "csl": to_csl(citation) if citation else {},
        "confidence": probability(citation.confidence) if citation else 0.0,
        "error": failure,
    }
    if record.provenance is not None:
        out["provenance"] = record.provenance
    return out


def write_jsonl(records: Iterable[Record], stream: TextIO) -> None:
    """Write one line a record, errors included, in order; memory stays constant."""
    for record in records:
        stream.write(json_text(to_jsonl(record)) + "\n")


FORMATS: Final = (
    Format("jsonl", "JSON Lines: text, spans, CSL-JSON, confidences, errors", write_jsonl),
)
