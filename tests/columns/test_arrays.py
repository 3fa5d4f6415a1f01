"""Strings in, structs out: every kind of column, and nothing that breaks a batch."""

from __future__ import annotations

import json
import pickle
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyarrow as pa
import pytest

from refparse import Citation, Date, InputError, Name, Span
from refparse._errors import MissingExtraError
from refparse.columns import citation_type, parse_array, parse_batch, parse_batches, to_array
from refparse.corpus import LabelledReference
from refparse.formats import Record
from refparse.formats.jsonl import to_jsonl
from refparse.parser import MAX_LENGTH, Parser
from tests.test_parser import ARTICLE, NASTY

STABLE = {
    "type": "string",
    "author": "list",
    "editor": "list",
    "translator": "list",
    "year": "int32",
    "issued": "string",
    "accessed": "string",
    "title": "string",
    "container_title": "string",
    "collection_title": "string",
    "volume": "string",
    "issue": "string",
    "edition": "string",
    "page": "string",
    "number_of_pages": "string",
    "number": "string",
    "publisher": "string",
    "publisher_place": "string",
    "institution": "string",
    "genre": "string",
    "medium": "string",
    "doi": "string",
    "arxiv": "string",
    "pmid": "string",
    "pmcid": "string",
    "isbn": "string",
    "issn": "string",
    "url": "string",
    "language": "string",
    "citation_number": "string",
    "note": "string",
    "spans": "list",
    "csl": "string",
    "confidence": "double",
    "error": "struct",
}


def test_the_schema_is_stable() -> None:
    found = {field.name: str(field.type).partition("<")[0] for field in citation_type()}
    assert list(found.items())[: len(STABLE)] == list(STABLE.items())
    kinds = {field.name: field.type for field in citation_type()}
    assert [field.name for field in kinds["author"].value_type] == [
        "family", "given", "particle", "suffix", "literal",
    ]  # fmt: skip
    assert {field.name: str(field.type) for field in kinds["spans"].value_type} == {
        "label": "string", "start": "int32", "end": "int32", "text": "string",
        "confidence": "double",
    }  # fmt: skip
    assert [field.name for field in kinds["error"]] == ["code", "message"]


def test_every_field_finds_its_column() -> None:
    citation = Citation(
        "x" * 9,
        (Span(0, 4, "author", "xxxx", 0.5), Span(5, 9, "title", "xxxx", 1.0)),
        "chapter",
        (Name("Wetering", "J.", "van de"), Name(literal="UNESCO")),
        (Name("Doe", suffix="Jr."),),
        (),
        {"title": "T", "container-title": "C", "DOI": "10.1000/x", "URL": "https://example.org"},
        Date(1999, 2, end=(2001,)),
        Date(2020, 1, 3),
        {"arxiv": "1501.00001", "institution": "U"},
        0.25,
    )
    row = to_array([citation])[0].as_py()
    assert row["type"] == "chapter"
    assert row["author"] == [
        {
            "family": "Wetering",
            "given": "J.",
            "particle": "van de",
            "suffix": None,
            "literal": None,
        },
        {"family": None, "given": None, "particle": None, "suffix": None, "literal": "UNESCO"},
    ]
    assert row["editor"][0]["suffix"] == "Jr."
    assert row["translator"] == []
    assert (row["year"], row["issued"], row["accessed"]) == (1999, "1999-02/2001", "2020-01-03")
    assert (row["title"], row["container_title"], row["doi"]) == ("T", "C", "10.1000/x")
    assert (row["url"], row["arxiv"], row["institution"]) == (
        "https://example.org",
        "1501.00001",
        "U",
    )
    assert row["volume"] is None
    assert row["spans"][0] == {
        "label": "author", "start": 0, "end": 4, "text": "xxxx", "confidence": 0.5,
    }  # fmt: skip
    assert json.loads(row["csl"]) == citation.to_csl()
    assert row["confidence"] == 0.25
    assert row["error"] is None


def test_it_says_what_jsonl_says(tiny_parser: Parser, gold: tuple[LabelledReference, ...]) -> None:
    texts = [reference.text for reference in gold[::30]]
    for text, row in zip(texts, parse_array(texts, tiny_parser).to_pylist(), strict=True):
        line = to_jsonl(Record(text, tiny_parser.parse(text)))
        assert json.loads(row["csl"]) == line["csl"]
        assert row["spans"] == line["spans"]
        assert row["confidence"] == line["confidence"]
        assert row["title"] == (line["csl"].get("title") or None)
        assert len(row["author"]) == len(line["csl"].get("author", []))


def test_nulls_blanks_and_rejected_texts_are_error_rows(tiny_parser: Parser) -> None:
    rows = parse_array([None, ARTICLE, "", " \t", "x" * (MAX_LENGTH + 1)], tiny_parser)
    assert rows.null_count == 0
    found = rows.to_pylist()
    codes = [row["error"] and row["error"]["code"] for row in found]
    assert codes == ["null", None, "blank", "blank", "too-long"]
    for row in (found[0], *found[2:]):
        assert row["error"]["message"]
        assert (row["csl"], row["spans"], row["confidence"]) == ("{}", [], 0.0)
        assert row["type"] is row["title"] is row["year"] is None


@pytest.mark.parametrize(
    "kind",
    [pa.string(), pa.large_string(), pa.string_view(), pa.binary(), pa.large_binary(),
     pa.dictionary(pa.int32(), pa.string())],
    ids=str,
)  # fmt: skip
def test_every_type_of_string(tiny_parser: Parser, kind: pa.DataType) -> None:
    values = [ARTICLE, None, "Müller, Ä. (1999). Über. 東京."]
    plain = pa.array(values, pa.string())
    column = plain.dictionary_encode() if pa.types.is_dictionary(kind) else plain.cast(kind)
    assert parse_array(column, tiny_parser) == parse_array(values, tiny_parser)
    chunked = pa.chunked_array([column, column.slice(1)])
    assert len(parse_array(chunked, tiny_parser)) == 5
    assert parse_array(column.slice(2), tiny_parser)[0] == parse_array(column, tiny_parser)[2]


def test_empty_and_all_null_columns(tiny_parser: Parser) -> None:
    assert parse_array([], tiny_parser).type == citation_type()
    rows = parse_array(pa.nulls(3), tiny_parser).to_pylist()
    assert [row["error"]["code"] for row in rows] == ["null"] * 3


def test_bytes_that_are_not_utf8_do_not_break_a_batch(tiny_parser: Parser) -> None:
    raw = [b"Smith, J. (1999). Caf\xe9 society. Paris.", ARTICLE.encode()]
    # Arrow believes whoever says that these bytes are strings.
    forged = pa.array(raw, pa.binary()).view(pa.string())
    rows = parse_array(forged, tiny_parser)
    assert rows == parse_array(pa.array(raw, pa.binary()), tiny_parser)
    assert rows == parse_array([one.decode("utf-8", "replace") for one in raw], tiny_parser)
    assert rows[0]["error"].as_py() is None


def test_nasty_strings(tiny_parser: Parser) -> None:
    rows = parse_array(list(NASTY), tiny_parser)
    assert len(rows) == len(NASTY)
    rows.validate(full=True)
    for text, row in zip(NASTY, rows.to_pylist(), strict=True):
        for span in row["spans"]:
            shown = text[span["start"] : span["end"]]
            assert (
                "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in shown)
                == (span["text"])
            )


@pytest.mark.parametrize("column", [pa.array([1, 2]), pa.array([["a"]]), [3], "text", [b"x"]])
def test_what_is_no_column_of_strings(tiny_parser: Parser, column: object) -> None:
    with pytest.raises(InputError, match="give"):
        parse_array(column, tiny_parser)


class Breaking(Parser):
    """A parser with a bug: one text makes it raise."""

    def parse(self, text: str) -> Citation:
        if text == "break":
            raise RuntimeError("a bug")
        return super().parse(text)

    def parse_many(self, texts: Iterable[str], workers: int = 1) -> Iterator[Citation]:
        return map(self.parse, texts)


def test_a_bug_costs_one_row(tiny_model: Path) -> None:
    rows = parse_array([ARTICLE, "break", ARTICLE], Breaking.load(tiny_model)).to_pylist()
    assert [row["error"] for row in rows] == [
        None, {"code": "failed", "message": "RuntimeError: a bug"}, None,
    ]  # fmt: skip
    assert rows[0]["title"]


def test_batches_keep_their_columns_and_sizes(
    tiny_parser: Parser, gold: tuple[LabelledReference, ...]
) -> None:
    texts: list[str | None] = [reference.text for reference in gold[:24]]
    texts[3] = None
    sizes = [0, 5, 1, 0, 18, 0]
    batches, start = [], 0
    for size in sizes:
        part = texts[start : start + size]
        batches.append(
            pa.record_batch(
                {"id": pa.array(range(start, start + size), pa.int64()),
                 "raw": pa.array(part, pa.string())}
            )
        )  # fmt: skip
        start += size
    whole = list(parse_batches(iter(batches), "raw", tiny_parser))
    assert [batch.num_rows for batch in whole] == sizes
    table = pa.Table.from_batches(whole)
    assert table.column_names == ["id", "raw", "citation"]
    assert table.schema.metadata[b"refparse.schema"] == b"1"
    assert table["id"].to_pylist() == list(range(24))
    one = parse_batch(pa.Table.from_batches(batches), "raw", tiny_parser)
    assert one == table
    assert one["citation"].combine_chunks() == parse_array(texts, tiny_parser)
    assert table["citation"][3]["error"]["code"].as_py() == "null"
    two = list(parse_batches(iter(batches), "raw", tiny_parser, workers=2))
    assert pa.Table.from_batches(two) == table


def test_a_missing_pyarrow_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'refparse-crf\[arrow\]'") as caught:
        parse_array([ARTICLE])
    assert str(pickle.loads(pickle.dumps(caught.value))) == str(caught.value)


def test_columns_that_are_not_there_or_in_the_way(tiny_parser: Parser) -> None:
    batch = pa.record_batch({"raw": [ARTICLE], "citation": [1]})
    with pytest.raises(InputError, match=r"no column 'text': there are 'raw', 'citation'"):
        parse_batch(batch, "text", tiny_parser)
    with pytest.raises(InputError, match="'citation' already"):
        parse_batch(batch, "raw", tiny_parser)
    assert parse_batch(batch, "raw", tiny_parser, into="parsed").num_columns == 3
    with pytest.raises(InputError, match="workers=0"):
        parse_array([ARTICLE], tiny_parser, workers=0)
