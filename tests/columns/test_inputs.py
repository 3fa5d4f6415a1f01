"""Files in: every format, packed or not; a bad row is a row with an error."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from refparse import InputError
from refparse.columns import MAX_LINE, Row, kind_of, open_rows, tables
from refparse.columns.inputs import bounded_lines


def rows_of(path: object, **options: str) -> list[Row]:
    with open_rows(str(path), **options) as opened:
        return list(opened.rows)


def texts_of(path: object, **options: str) -> list[str]:
    return [row.text for row in rows_of(path, **options)]


def codes_of(path: object, **options: str) -> list[str | None]:
    return [row.error[0] if row.error else None for row in rows_of(path, **options)]


@pytest.mark.parametrize(
    ("name", "kind"),
    [("a.txt", "text"), ("a", "text"), ("-", "text"), ("a.CSV", "csv"), ("a.csv.gz", "csv"),
     ("a.tab", "tsv"), ("a.jsonl.zst", "jsonl"), ("a.ndjson", "jsonl"), ("a.pq", "parquet"),
     ("a.feather", "arrow"), ("a.gz", "text"), ("csv", "text")],
)  # fmt: skip
def test_names_tell_the_kind(name: str, kind: str) -> None:
    assert kind_of(name) == kind


def test_csv(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(
        '\ufeffid,raw,"note, more"\r\n1,"Doe, J. ""Quoted"" 1999",x\r\n2\r\n\r\n'
        '3,"two\nlines",y\r\n4,,z\r\n'.encode()
    )
    assert texts_of(path, column="raw") == ['Doe, J. "Quoted" 1999', "2", "two\nlines", ""]
    assert codes_of(path, column="raw") == [None, "no-value", None, None]
    assert texts_of(path, column="note, more")[0] == "x"
    assert texts_of(path)[0].startswith("Doe")  # "raw" is a usual name.
    with pytest.raises(InputError, match="no column 'text': there are 'id', 'raw'"):
        rows_of(path, column="text")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_header_tells_the_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'id{delimiter}text\n1{delimiter}"a, b; c|d"\n')
    assert texts_of(path) == ["a, b; c|d"]


def test_an_open_quote_costs_no_more_than_its_cell(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import csv

    monkeypatch.setattr("refparse.columns.delimited.MAX_LINE", 1000)
    before = csv.field_size_limit(1000)
    try:
        path = tmp_path / "a.csv"
        path.write_text('id,text\n1,good\n2,"open\n' + "3,swallowed\n" * 200 + "4,last\n")
        found = rows_of(path)
    finally:
        csv.field_size_limit(before)
    assert found[0] == Row("good")
    assert found[1].error is not None
    assert found[1].error[0] == "bad-row"
    assert "field larger than" in found[1].error[1]
    assert found[-1] == Row("last")


def test_tsv_has_no_quotes(tmp_path: Path) -> None:
    path = tmp_path / "a.tsv"
    path.write_text('text\tid\n"A title" in B\t1\n\n"open\t2\n')
    assert texts_of(path) == ['"A title" in B', "", '"open']
    assert codes_of(path, column="id") == [None, "no-value", None]


def test_jsonl(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        {"id": 1, "text": "one"}, {"id": 2}, {"text": None}, {"text": 5}, "bare", 7, None,
        {"text": "tab\tand\nline"},
    ]  # fmt: skip
    path.write_text("".join(json.dumps(line) + "\n" for line in lines) + "\n{bad\n" + "[" * 9999)
    word = "not-text"
    assert codes_of(path) == [
        None, "no-value", "null", word, None, word, "null", None, "bad-json", "bad-json",
    ]  # fmt: skip
    assert [row.text for row in rows_of(path) if not row.error] == ["one", "bare", "tab\tand\nline"]
    assert codes_of(path, column="nothing")[0] == "no-value"
    (tmp_path / "b.jsonl").write_text('{"a": "x", "b": "y"}\n')
    with pytest.raises(InputError, match="--column: 'a', 'b'"):
        rows_of(tmp_path / "b.jsonl")


def pack(data: bytes, suffix: str) -> bytes:
    if suffix == ".gz":  # two members, as "cat a.gz b.gz" makes them
        return gzip.compress(data[:7]) + gzip.compress(data[7:])
    if suffix == ".zst":
        packer = pa.Codec("zstd")
        return b"".join(packer.compress(part, asbytes=True) for part in (data[:7], data[7:]))
    return data


@pytest.mark.parametrize("suffix", ["", ".gz", ".zst"])
def test_packed_files_read_alike(tmp_path: Path, suffix: str) -> None:
    data = "".join(f"Reference {number}, é.\n" for number in range(20_000)).encode()
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(pack(data, suffix))
    with open_rows(str(path)) as opened:
        assert opened.total == path.stat().st_size
        assert opened.position is not None
        first = next(opened.rows)
        early = opened.position()
        rest = list(opened.rows)
        assert 0 < early <= opened.position() == opened.total
    assert "".join(row.text + "\n" for row in (first, *rest)).encode() == data


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_damaged_packs(tmp_path: Path, suffix: str) -> None:
    import random

    data = random.Random(1).randbytes(40_000).hex().encode() + b"\n"
    whole = pack(data, suffix)
    path = tmp_path / f"a.txt{suffix}"
    path.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(InputError, match=r"cannot read on in .*a\.txt\."):
        rows_of(path)
    path.write_bytes(whole[:4] + bytes(1000) + whole[1004:])
    with pytest.raises(InputError, match="cannot read on"):
        rows_of(path)
    path.write_text("plain text\n")
    with pytest.raises(InputError, match="is not a"):
        rows_of(path)


def test_long_lines_are_cut_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("refparse.columns.inputs.MAX_LINE", 300_000)
    stream = io.BytesIO(b"a\n" + b"b" * 1_000_000 + b"\nc\r\n" + b"d" * 300_000 + b"\ne")
    found = list(bounded_lines(stream))
    assert [whole for _, whole in found] == [True, False, True, True, True]
    assert [len(line) for line, _ in found] == [1, 200_000, 1, 300_000, 1]
    assert MAX_LINE == 16 * 1024 * 1024


def table() -> pa.Table:
    return pa.table(
        {
            "id": pa.array(range(10_000), pa.int64()),
            "raw": pa.array([None if n % 100 == 7 else f"Reference {n}" for n in range(10_000)]),
        }
    )


@pytest.mark.parametrize("kind", ["parquet", "file", "stream"])
def test_tables(tmp_path: Path, kind: str) -> None:
    path = tmp_path / ("a.parquet" if kind == "parquet" else "a.arrow")
    if kind == "parquet":
        pq.write_table(table(), path, row_group_size=3000)
    else:
        make = pa.ipc.new_file if kind == "file" else pa.ipc.new_stream
        with make(str(path), table().schema) as writer:
            writer.write_table(table(), max_chunksize=7000)
    found = rows_of(path)  # the only column of strings
    assert len(found) == 10_000
    assert found[7] == Row("", ("null", "the value is missing (null): nothing to parse"))
    assert found[9_999] == Row("Reference 9999")
    with open_rows(str(path), columns=True) as opened:
        assert opened.schema.names == ["id", "raw"]
        for number, row in enumerate(opened.rows):
            assert row.origin is not None
            batch, index = row.origin
            assert batch.column(0)[index].as_py() == number


@pytest.mark.parametrize("name", ["a.parquet", "a.arrow"])
def test_what_is_no_table(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    for data in (b"", b"some text that is no table at all", b"PAR1" + bytes(100) + b"PAR1"):
        path.write_bytes(data)
        with pytest.raises(InputError, match=r"is no|cannot read on|which column"):
            rows_of(path)
    with pytest.raises(InputError, match="cannot read"):
        rows_of(tmp_path / "none" / name)


def test_a_damaged_table_ends_with_an_error(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pq.write_table(table(), path, compression="zstd", row_group_size=1000)
    data = bytearray(path.read_bytes())
    data[len(data) // 3 : len(data) // 3 + 4000] = bytes(4000)
    path.write_bytes(data)
    with pytest.raises(InputError):
        rows_of(path)


def test_no_column_of_strings_and_too_many(tmp_path: Path) -> None:
    pq.write_table(pa.table({"n": [1]}), tmp_path / "a.parquet")
    with pytest.raises(InputError, match="there are none"):
        rows_of(tmp_path / "a.parquet")
    pq.write_table(pa.table({"a": ["x"], "b": ["y"]}), tmp_path / "b.parquet")
    with pytest.raises(InputError, match="Name one with --column: 'a', 'b'"):
        rows_of(tmp_path / "b.parquet")
    assert texts_of(tmp_path / "b.parquet", column="b") == ["y"]


def test_usage(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("x\n")
    with pytest.raises(InputError, match="unknown input format 'xml'"):
        rows_of(tmp_path / "a.txt", kind="xml")
    with pytest.raises(InputError, match="plain text"):
        rows_of(tmp_path / "a.txt", column="raw")
    with pytest.raises(InputError, match="standard input"):
        rows_of("-", kind="parquet")
    assert tables.TABLE_KINDS == ("parquet", "arrow")
