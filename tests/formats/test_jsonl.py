from __future__ import annotations

import io
import json

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from refparse.formats.csl import to_csl
from refparse.formats.jsonl import to_jsonl, write_jsonl
from refparse.formats.record import Record
from refparse.types import Citation, Span

from .samples import SAMPLES
from .strategies import citations, hostile, relaxed

ERROR = {"code": "blank", "message": "the line is blank"}


def lines(*records: Record) -> list[str]:
    stream = io.StringIO()
    write_jsonl(iter(records), stream)
    text = stream.getvalue()
    assert text.endswith("\n") or not records
    return text.encode("utf-8").decode("utf-8").splitlines()


def test_the_object_of_the_contract() -> None:
    sample = SAMPLES[0]
    (line,) = lines(Record("as read", sample))
    assert json.loads(line) == {
        "text": "as read",
        "spans": [
            {"label": "author", "start": 0, "end": 13, "text": "Watson, J. D.",
             "confidence": 0.9877},
            {"label": "author", "start": 15, "end": 30, "text": "Crick, F. H. C.",
             "confidence": 1.0},
        ],
        "csl": to_csl(sample),
        "confidence": 0.8765,
        "error": None,
    }  # fmt: skip
    assert list(json.loads(line)) == ["text", "spans", "csl", "confidence", "error"]


def test_an_error_has_empty_spans_and_csl() -> None:
    (line,) = lines(Record(" \x00", None, ERROR))
    assert json.loads(line) == {
        "text": " \x00", "spans": [], "csl": {}, "confidence": 0.0, "error": ERROR,
    }  # fmt: skip


def test_the_error_of_a_citation_is_the_records_error() -> None:
    own = Citation("  ", error=("blank", "the line is blank"))
    assert lines(Record("  ", own)) == lines(Record("  ", None, ERROR))


def test_unicode_stays_readable_and_surrogates_survive() -> None:
    (line,) = lines(Record("Łódź 王 \ud800 \u2028", Citation("Łódź")))
    assert "Łódź 王 \\ud800 \\u2028" in line
    assert json.loads(line)["text"] == "Łódź 王 \ud800 \u2028"


def test_numpy_confidences_are_numbers() -> None:
    spans = (Span(0, 1, "title", "x", np.float32(0.25)),)
    record = Record("x", Citation("x", spans=spans, confidence=np.float64(0.5)))
    written = json.loads(lines(record)[0])
    assert (written["confidence"], written["spans"][0]["confidence"]) == (0.5, 0.25)


@relaxed
@given(st.lists(st.tuples(hostile, st.none() | citations), max_size=4))
def test_lines_out_are_lines_in(given_records: list[tuple[str, Citation | None]]) -> None:
    records = [
        Record(text, citation, None if citation else ERROR) for text, citation in given_records
    ]
    out = lines(*records)
    assert len(out) == len(records)
    for line, record in zip(out, records, strict=True):
        assert json.loads(line) == json.loads(json.dumps(to_jsonl(record)))


def test_ids_do_not_depend_on_the_neighbours() -> None:
    record = Record("x", SAMPLES[0])
    assert len(set(lines(record, record))) == 1
