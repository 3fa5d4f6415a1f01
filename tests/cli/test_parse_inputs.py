"""refparse parse: columns, keys and tables in, Parquet and Arrow out, a bar on a terminal."""

from __future__ import annotations

import gzip
import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from refparse.parser import Parser
from tests.cli.conftest import Run
from tests.test_parser import ARTICLE

OTHER = "Doe, J. (2001). Another title. Paris: Press."


def lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_a_column_of_csv(invoke: Run, tiny_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "in.csv.gz"
    path.write_bytes(gzip.compress(f'id,raw\n1,"{ARTICLE}"\n2\n3,"{OTHER}"\n'.encode()))
    ended = invoke("parse", path, "-m", tiny_model, "--column", "raw")
    found = lines(ended.out)
    assert [line["text"] for line in found] == [ARTICLE, "2", OTHER]
    assert found[1]["error"] == {
        "code": "no-value",
        "message": "the row has 1 cells and ends before the column 'raw'",
    }
    assert found[1]["csl"] == {}
    assert ended.status == 1
    assert "refparse: reference 2: the row has 1 cells" in ended.err
    # As lines, if one says so.
    ended = invoke("parse", path, "-m", tiny_model, "-i", "text")
    assert lines(ended.out)[0]["text"] == "id,raw"
    missing = invoke("parse", path, "-m", tiny_model, "-c", "text")
    assert missing.status == 2
    assert "no column 'text': there are 'id', 'raw'" in missing.err


def test_keys_of_json_lines_on_standard_input(invoke: Run, tiny_model: Path) -> None:
    stdin = f'{{"ref": {json.dumps(ARTICLE)}}}\nnonsense\n{{"ref": null}}\n'
    ended = invoke("parse", "-", "-m", tiny_model, "-i", "jsonl", "-c", "ref", stdin=stdin)
    assert [line["error"] and line["error"]["code"] for line in lines(ended.out)] == [  # type: ignore[index]
        None, "bad-json", "null",
    ]  # fmt: skip
    assert ended.status == 1


def table_file(folder: Path) -> Path:
    path = folder / "in.parquet"
    texts = [ARTICLE, None, OTHER, "", *[f"{OTHER} {n}" for n in range(50)]]
    pq.write_table(pa.table({"id": range(len(texts)), "raw": texts}), path, row_group_size=20)
    return path


@pytest.mark.parametrize("suffix", ["parquet", "arrow"])
def test_tables_keep_their_columns(
    invoke: Run, tiny_model: Path, tiny_parser: Parser, tmp_path: Path, suffix: str
) -> None:
    path = table_file(tmp_path)
    out = tmp_path / f"out.{suffix}"
    ended = invoke("parse", path, "-m", tiny_model, "-o", out, "--workers", "2")
    assert ended.status == 1
    assert ended.out == ""
    read = pq.read_table(out) if suffix == "parquet" else pa.ipc.open_file(out).read_all()
    source = pq.read_table(path)
    assert read.column_names == ["id", "raw", "citation"]
    assert read.select(["id", "raw"]) == source
    from refparse.columns import parse_array

    assert read["citation"].combine_chunks() == parse_array(source["raw"], tiny_parser)
    assert [row["error"] and row["error"]["code"] for row in read["citation"].to_pylist()[:5]] == [
        None, "null", None, "blank", None,
    ]  # fmt: skip


def test_lines_become_a_table(invoke: Run, tiny_model: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    stdin = f"{ARTICLE}\n\n".encode() + b"Caf\xe9, A. 1999.\n"
    ended = invoke("parse", "-", "-m", tiny_model, "-f", "parquet", "-o", out, stdin=stdin)
    assert ended.status == 1
    read = pq.read_table(out)
    assert read["text"].to_pylist() == [ARTICLE, "", "Caf\ufffd, A. 1999."]
    assert read.schema.metadata[b"refparse.schema"] == b"1"
    assert invoke("parse", "-", "-m", tiny_model, "-f", "parquet", "-o", out, stdin="").status == 0
    assert pq.read_table(out).num_rows == 0
    assert pq.read_table(out).column_names == ["text", "citation"]


def test_doubtful_rows_leave_the_table(invoke: Run, tiny_model: Path, tmp_path: Path) -> None:
    path, out, doubtful = table_file(tmp_path), tmp_path / "out.parquet", tmp_path / "d.jsonl"
    common = ("parse", path, "-m", tiny_model)
    whole = tmp_path / "whole.parquet"
    invoke(*common, "-o", whole)
    confidences = [row["confidence"] for row in pq.read_table(whole)["citation"].to_pylist()]
    limit = sorted(confidences)[len(confidences) // 2]
    invoke(*common, "-o", out, "--min-confidence", f"{limit}", "--doubtful", doubtful)
    kept = pq.read_table(out)["id"].to_pylist()
    routed = [json.loads(line)["number"] - 1 for line in doubtful.read_text().splitlines()]
    assert sorted(kept + routed) == list(range(len(confidences)))
    assert kept
    assert {1, 3} <= set(routed)


def test_tables_through_pipes(tiny_model: Path, tmp_path: Path) -> None:
    command = Path(sys.executable).with_name("refparse")
    made = subprocess.run(
        [command, "parse", table_file(tmp_path), "-m", tiny_model, "-f", "arrow"],
        stdout=subprocess.PIPE, timeout=120, check=False,
    )  # fmt: skip
    assert pa.ipc.open_stream(made.stdout).read_all().num_rows == 54
    again = subprocess.run(
        [command, "parse", "-", "-m", tiny_model, "-i", "arrow", "-c", "raw"],
        input=made.stdout, stdout=subprocess.PIPE, timeout=120, check=False,
    )  # fmt: skip
    assert len(again.stdout.splitlines()) == 54


def test_a_column_in_the_way(invoke: Run, tiny_model: Path, tmp_path: Path) -> None:
    path, out = tmp_path / "in.parquet", tmp_path / "out.parquet"
    pq.write_table(pa.table({"raw": [ARTICLE], "citation": [1]}), path)
    ended = invoke("parse", path, "-m", tiny_model, "-c", "raw", "-o", out)
    assert ended.status == 2
    assert "'citation' already" in ended.err
    assert not out.exists()
    assert invoke("parse", path, "-m", tiny_model, "-c", "raw").status == 0


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["-i", "xml"], "unknown input format 'xml'"),
        (["-c", "raw"], "plain text"),
        (["-i", "parquet"], "standard input"),
        (["-i", "csv"], "empty CSV"),
        (["-i", "arrow"], "no arrow file"),
    ],
)
def test_unusable_inputs(invoke: Run, tiny_model: Path, arguments: list[str], what: str) -> None:
    ended = invoke("parse", "-", "-m", tiny_model, *arguments, stdin=b"")
    assert ended.status == 2
    assert what in ended.err
    assert ended.out == ""


def test_a_bar_on_a_terminal(tiny_model: Path, tmp_path: Path) -> None:
    """Share, count, rate and time left on standard error; the data stay what they are."""
    path = tmp_path / "in.txt"
    path.write_text(f"{ARTICLE}\n" * 1500)
    command = Path(sys.executable).with_name("refparse")
    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [command, "parse", path, "-m", tiny_model, "-o", tmp_path / "out.jsonl"],
        stdout=subprocess.DEVNULL, stderr=theirs, env={**os.environ, "COLUMNS": "120",
                                                       "TERM": "xterm"},
    ) as process:  # fmt: skip
        os.close(theirs)
        shown = b""
        while True:
            try:
                block = os.read(ours, 65536)
            except OSError:  # Linux: the other side has closed.
                break
            if not block:
                break
            shown += block
        assert process.wait(120) == 0
    os.close(ours)
    text = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.decode())
    assert re.search(r"parsing .* +\d+% [\d,]+ references [\d,]+/s \d:\d\d:\d\d left", text)
    assert len((tmp_path / "out.jsonl").read_text().splitlines()) == 1500
