from __future__ import annotations

import json

import pytest

from refparse.cli import main


@pytest.fixture
def run(capsysbinary):
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture
def lines(gold):
    return [reference.text for reference in gold[3:60:3]]


@pytest.fixture
def source(lines, tmp_path):
    path = tmp_path / "in.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_doubtful_references_go_to_the_second_file(run, source, lines, tiny_model, tmp_path):
    _, plain, _ = run("parse", source, "-m", tiny_model, "-f", "jsonl")
    rows = [json.loads(line) for line in plain.splitlines()]
    values = sorted(row["confidence"] for row in rows)
    limit = (values[len(values) // 2 - 1] + values[len(values) // 2]) / 2
    second = tmp_path / "check.jsonl"
    status, out, err = run(
        "parse", source, "-m", tiny_model, "-f", "jsonl",
        "--min-confidence", limit, "--doubtful", second,
    )  # fmt: skip
    assert status == 0
    sure = [json.loads(line) for line in out.splitlines()]
    doubtful = [json.loads(line) for line in second.read_text("utf-8").splitlines()]
    assert sure
    assert doubtful
    assert all(row["confidence"] >= limit for row in sure)
    assert all(row["confidence"] < limit for row in doubtful)
    # Nothing is lost and each doubtful one says where it stood.
    assert [row for row in rows if row["confidence"] >= limit] == sure
    for row in doubtful:
        number = row.pop("number")
        assert row == rows[number - 1]
        assert row["text"] == lines[number - 1]
    assert f"{len(doubtful)} of {len(lines)} references below" in err


def test_rejected_lines_are_doubtful_too(run, tiny_model, tmp_path):
    source, second = tmp_path / "in.txt", tmp_path / "check.jsonl"
    source.write_text("Kant, I. 1781.\n\n", "utf-8")
    status, out, _ = run(
        "parse", source, "-m", tiny_model, "-f", "csl", "--min-confidence", 1, "--doubtful", second
    )
    assert status == 1
    assert json.loads(out) == []
    first, blank = (json.loads(line) for line in second.read_text("utf-8").splitlines())
    assert first["error"] is None
    assert (blank["number"], blank["error"]["code"]) == (2, "blank")


def test_limit_zero_routes_nothing_and_several_processes_agree(run, source, tiny_model, tmp_path):
    second = tmp_path / "check.jsonl"
    options = ("-m", tiny_model, "-f", "jsonl", "--doubtful", second)
    _, plain, _ = run("parse", source, "-m", tiny_model, "-f", "jsonl")
    _, out, _ = run("parse", source, *options, "--min-confidence", 0)
    assert (out, second.read_text("utf-8")) == (plain, "")
    _, alone, _ = run("parse", source, *options, "--min-confidence", 0.5)
    kept = second.read_text("utf-8")
    _, together, _ = run("parse", source, *options, "--min-confidence", 0.5, "-w", 2)
    assert (together, second.read_text("utf-8")) == (alone, kept)


def test_extract_routes_too(run, lines, tiny_model, tmp_path):
    paper, second = tmp_path / "paper.txt", tmp_path / "check.jsonl"
    body = "\n".join(f"[{n}] {line}" for n, line in enumerate(lines[:6], 1))
    paper.write_text(f"Some text before.\n\nReferences\n\n{body}\n", "utf-8")
    _, plain, _ = run("extract", paper, "-m", tiny_model, "-f", "jsonl")
    status, out, _ = run(
        "extract", paper, "-m", tiny_model, "-f", "jsonl",
        "--min-confidence", 1, "--doubtful", second,
    )  # fmt: skip
    assert status == 0
    routed = second.read_text("utf-8").splitlines()
    assert len(out.splitlines()) + len(routed) == len(plain.splitlines()) > 0
    assert routed


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--min-confidence", "0.5"], "belong together"),
        (["--doubtful", "x.jsonl"], "belong together"),
        (["--min-confidence", "1.5", "--doubtful", "x.jsonl"], "1.5"),
        (["--min-confidence", "0.5", "--doubtful", "-"], "same place"),
        (["--min-confidence", "0.5", "--doubtful", "x", "-o", "./x"], "same place"),
        (["--min-confidence", "0.5", "--doubtful", "no/folder/x"], "cannot write no/folder/x"),
    ],
)
def test_bad_options_end_with_status_2(run, source, tiny_model, arguments, what):
    status, out, err = run("parse", source, "-m", tiny_model, *arguments)
    assert (status, out) == (2, "")
    assert what in err
