"""refparse parse: lines in, lines out, whatever the lines are."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from refparse.corpus import LabelledReference
from refparse.formats import FORMATS
from refparse.parser import MAX_LENGTH, Parser
from refparse.tagger.files import CRF_FILE, META_FILE
from tests.cli.conftest import Run
from tests.test_parser import ARTICLE, NASTY


def nasty_file(gold: tuple[LabelledReference, ...]) -> bytes:
    """500 lines: references, blank lines, broken UTF-8, control characters, odd line ends."""
    chosen = random.Random(5)
    lines: list[bytes] = []
    for number in range(500):
        kind = number % 10
        if kind < 5:
            lines.append(chosen.choice(gold).text.encode())
        elif kind == 5:
            lines.append(b"" if number % 20 == 5 else b" \t\xc2\xa0")
        elif kind == 6:
            lines.append(chosen.choice(NASTY).encode("utf-8", "surrogatepass").replace(b"\n", b" "))
        elif kind == 7:
            lines.append(chosen.randbytes(60).replace(b"\n", b"\r"))
        elif kind == 8:
            lines.append(chosen.choice(gold).text.encode() + b"\r")
        else:
            lines.append("Smith\u2028J.\x0b\x0c\x1c\x1d\x85 1999.".encode())
    lines[250] = b"x" * (MAX_LENGTH + 1)
    lines[499] = b"Last, A. (1999). Without a line end."
    return b"\n".join(lines)


def test_lines_out_are_lines_in(
    shell: Run, tiny_model: Path, gold: tuple[LabelledReference, ...], tmp_path: Path
) -> None:
    data = nasty_file(gold)
    (tmp_path / "in.txt").write_bytes(data)
    ended = shell("parse", tmp_path / "in.txt", "--model", tiny_model)
    records = [json.loads(line) for line in ended.out.splitlines()]
    raw = data.split(b"\n")
    assert len(records) == len(raw) == 500
    assert ended.out.count("\n") == 500
    failed = 0
    for record, line in zip(records, raw, strict=True):
        assert set(record) == {"text", "spans", "csl", "confidence", "error"}
        assert record["text"] == line.decode("utf-8", "surrogateescape").removesuffix("\r")
        if record["error"]:
            failed += 1
            assert record["error"]["code"] in ("blank", "too-long")
            assert record["spans"] == []
            assert record["csl"] == {}
        for span in record["spans"]:
            assert record["text"][span["start"] : span["end"]] == span["text"]
            assert 0 <= span["confidence"] <= 1
    assert records[250]["error"]["code"] == "too-long"
    assert records[499]["error"] is None
    assert ended.status == 1
    # Each failure is told, with its number.
    told = [line for line in ended.err.splitlines() if line.startswith("refparse: reference ")]
    assert len(told) == failed > 20
    assert any(line.startswith("refparse: reference 251: ") for line in told)


def test_standard_input_is_read_alike(shell: Run, tiny_model: Path, tmp_path: Path) -> None:
    data = f"{ARTICLE}\n\n{ARTICLE} caf\xe9\n".encode()
    (tmp_path / "in.txt").write_bytes(data)
    from_file = shell("parse", tmp_path / "in.txt", "-m", tiny_model)
    assert shell("parse", "-", "-m", tiny_model, stdin=data) == from_file
    # Not even a C locale changes what is read and written.
    assert shell("parse", "-m", tiny_model, stdin=data, LC_ALL="C", PYTHONUTF8="0") == from_file
    assert from_file.status == 1


def test_workers_give_the_same(
    shell: Run, invoke: Run, tiny_model: Path, gold: tuple[LabelledReference, ...]
) -> None:
    data = nasty_file(gold)
    one = invoke("parse", "-m", tiny_model, stdin=data)
    assert shell("parse", "-m", tiny_model, "--workers", "2", stdin=data) == one


@pytest.mark.parametrize("name", [one for one in FORMATS if one != "jsonl"])
def test_workers_write_the_same_bytes(
    invoke: Run, tiny_model: Path, gold: tuple[LabelledReference, ...], name: str
) -> None:
    """In every format, with keys that many references share, and with failures between them."""
    lines = [reference.text for reference in gold[:90]]
    data = "\n".join(["", *lines, " ", *lines, "x" * (MAX_LENGTH + 1), *lines[:40], ""]).encode()
    arguments = ("parse", "-m", tiny_model, "-f", name)
    assert invoke(*arguments, "-w", "2", stdin=data) == invoke(*arguments, stdin=data)


@pytest.mark.parametrize("name", ["jsonl", "csl", "bibtex", "tei", "csv", "yaml"])
@pytest.mark.parametrize("data", [b"", b"\n", b"\n\n", b"Smith, J. Title. 1999.", b"\nA. B."])
def test_workers_write_the_same_little(
    invoke: Run, tiny_model: Path, name: str, data: bytes
) -> None:
    arguments = ("parse", "-m", tiny_model, "-f", name)
    assert invoke(*arguments, "-w", "2", stdin=data) == invoke(*arguments, stdin=data)


@pytest.mark.parametrize(
    ("data", "count", "status"),
    [
        (b"", 0, 0),
        (b"\n", 1, 1),
        (b"x", 1, 0),
        (b"x\n", 1, 0),
        (b"x\r\n\r\ny\r\n", 3, 1),
        (b"\xef\xbb\xbfx\n", 1, 0),
        (b"x\ry\n", 1, 0),
    ],
)
def test_line_ends(invoke: Run, tiny_model: Path, data: bytes, count: int, status: int) -> None:
    ended = invoke("parse", "-", "-m", tiny_model, stdin=data)
    records = [json.loads(line) for line in ended.out.splitlines()]
    assert len(records) == count
    assert ended.status == status
    assert not any(record["text"].startswith("\ufeff") for record in records)


@pytest.mark.parametrize("name", list(FORMATS))
def test_every_format(invoke: Run, tiny_model: Path, tmp_path: Path, name: str) -> None:
    stdin = f"{ARTICLE}\n\n{ARTICLE}\n"
    path = tmp_path / "out"
    first = invoke("parse", "-m", tiny_model, "--format", name, stdin=stdin)
    second = invoke("parse", "-m", tiny_model, "-f", name, "-o", path, stdin=stdin)
    assert first.status == second.status == 1
    assert "Smith" in first.out
    assert second.out == ""
    assert path.read_bytes().decode("utf-8") == first.out
    assert first.out.endswith("\n")


def test_csl_is_one_array(invoke: Run, tiny_model: Path) -> None:
    items = json.loads(invoke("parse", "-m", tiny_model, "-f", "csl", stdin=f"{ARTICLE}\n" * 3).out)
    assert len(items) == 3
    assert len({item["id"] for item in items}) == 3
    assert json.loads(invoke("parse", "-m", tiny_model, "-f", "csl", stdin="").out) == []


def test_the_record_is_what_the_library_gives(
    invoke: Run, tiny_model: Path, tiny_parser: Parser
) -> None:
    record = json.loads(invoke("parse", "-m", tiny_model, stdin=ARTICLE).out)
    citation = tiny_parser.parse(ARTICLE)
    assert record["csl"]["title"] == citation.title
    assert [(s["label"], s["start"], s["end"]) for s in record["spans"]] == [
        (span.label, span.start, span.end) for span in citation.spans
    ]
    assert record["confidence"] == pytest.approx(citation.confidence, abs=1e-4)


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--format", "xml"], "'xml'"),
        (["--model", "no-such-model"], "'no-such-model'"),
        (["--workers", "0"], "workers"),
        (["--workers", "many"], "workers"),
        (["--nonsense"], "--nonsense"),
        (["one", "two"], "two"),
        (["none.txt"], "none.txt"),
        (["."], "."),
        (["https://example.org/a.txt"], "https://example.org/a.txt"),
    ],
)
def test_unusable_input_ends_with_status_2(
    invoke: Run, tiny_model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    arguments: list[str], what: str,
) -> None:  # fmt: skip
    monkeypatch.chdir(tmp_path)
    model = [] if "--model" in arguments else ["--model", str(tiny_model)]
    ended = invoke("parse", *model, *arguments)
    assert ended.status == 2
    assert what in ended.err
    assert ended.out == ""


def test_errors_are_one_line_without_a_traceback(shell: Run, tmp_path: Path) -> None:
    ended = shell("parse", "--model", tmp_path / "none")
    assert ended.status == 2
    assert ended.out == ""
    assert ended.err.startswith("refparse: no model ")
    assert ended.err.count("\n") == 1
    usage = shell("parse", "--workers", "0")
    assert usage.status == 2
    assert "Usage: refparse parse" in usage.err
    assert "Traceback" not in usage.err


@pytest.mark.parametrize("damage", ["truncated", "emptied", "flipped", "gone", "meta"])
def test_a_damaged_model_ends_with_status_2(
    invoke: Run, tiny_model: Path, tmp_path: Path, damage: str
) -> None:
    folder = Path(shutil.copytree(tiny_model, tmp_path / "model"))
    body = folder / CRF_FILE
    data = body.read_bytes()
    if damage == "truncated":
        body.write_bytes(data[: len(data) // 2])
    elif damage == "emptied":
        body.write_bytes(b"")
    elif damage == "flipped":
        body.write_bytes(data[:5000] + bytes([data[5000] ^ 4]) + data[5001:])
    elif damage == "gone":
        body.unlink()
    else:
        (folder / META_FILE).write_text("{")
    ended = invoke("parse", "--model", folder, stdin=ARTICLE)
    assert ended.status == 2
    assert str(folder) in ended.err
    assert ended.out == ""


def test_an_output_that_cannot_be_written(invoke: Run, tiny_model: Path, tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none" / "out"):
        ended = invoke("parse", "-m", tiny_model, "-o", path, stdin=ARTICLE)
        assert ended.status == 2
        assert f"cannot write {path}" in ended.err


def test_an_older_output_survives_a_missing_input(
    invoke: Run, tiny_model: Path, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    out.write_text("older")
    assert invoke("parse", tmp_path / "none", "-m", tiny_model, "-o", out).status == 2
    assert out.read_text() == "older"


def test_the_input_is_never_overwritten(invoke: Run, tiny_model: Path, tmp_path: Path) -> None:
    path = tmp_path / "references.txt"
    path.write_text(ARTICLE)
    (tmp_path / "link").symlink_to(path)
    for name in ("references.txt", "link"):
        ended = invoke("parse", path, "-m", tiny_model, "-o", tmp_path / name)
        assert ended.status == 2
        assert "both read and written" in ended.err
    assert path.read_text() == ARTICLE


def test_a_reader_that_leaves_ends_it_quietly(tiny_model: Path, tmp_path: Path) -> None:
    (tmp_path / "in.txt").write_text(f"{ARTICLE}\n" * 3000)
    command = Path(sys.executable).with_name("refparse")
    process = subprocess.Popen(
        [command, "parse", tmp_path / "in.txt", "-m", tiny_model],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert json.loads(process.stdout.readline())["error"] is None
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(120) == 1
    process.stderr.close()


def test_answers_come_while_input_is_still_open(tiny_model: Path) -> None:

    command = Path(sys.executable).with_name("refparse")
    process = subprocess.Popen(
        [command, "parse", "-", "-m", tiny_model], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert process.stdin is not None
    assert process.stdout is not None
    for _ in range(300):
        process.stdin.write(f"{ARTICLE}\n".encode())
    process.stdin.flush()
    assert json.loads(process.stdout.readline())["text"] == ARTICLE
    process.stdin.close()
    assert len(process.stdout.readlines()) == 299
    process.stdout.close()
    assert process.wait(120) == 0
