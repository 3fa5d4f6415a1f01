"""The command as a whole: verbs, help, version, exit statuses."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

import refparse
from refparse.cli import _VERBS
from tests.cli.conftest import Run


def test_version(shell: Run) -> None:
    ended = shell("--version")
    assert ended == (0, f"refparse, version {refparse.__version__}\n", "")


def test_python_m_refparse_is_the_same_command(shell: Run) -> None:
    command = [sys.executable, "-m", "refparse", "parse", "--format", "bogus"]
    run = subprocess.run(command, input=b"", capture_output=True, timeout=300)
    ended = shell("parse", "--format", "bogus")
    assert (run.returncode, run.stdout.decode()) == (ended.status, ended.out) == (2, "")
    assert "unknown output format 'bogus'" in ended.err
    assert run.stderr.decode() == ended.err


@pytest.mark.parametrize("option", ["--help", "-h"])
def test_help_lists_every_verb(invoke: Run, option: str) -> None:
    ended = invoke(option)
    assert ended.status == 0
    assert "Example: refparse parse" in ended.out
    for verb in _VERBS:
        assert re.search(rf"^  {verb} ", ended.out, re.MULTILINE), verb


@pytest.mark.parametrize("verb", list(_VERBS))
def test_every_verb_has_help_with_an_example(invoke: Run, verb: str) -> None:
    ended = invoke(verb, "--help")
    assert ended.status == 0
    assert f"Usage: cli {verb}" in ended.out
    words = " ".join(ended.out.split())
    assert "Example" in words
    assert f"refparse {verb} " in words


def test_the_verbs_of_the_contract_are_there() -> None:
    contract = {"parse", "extract", "find", "train", "evaluate", "corpus", "synth"}
    assert contract <= set(_VERBS)


def test_an_unknown_verb(shell: Run) -> None:
    ended = shell("prase")
    assert ended.status == 2
    assert "No such command 'prase'" in ended.err
    assert ended.out == ""


def test_no_verb(shell: Run) -> None:
    ended = shell()
    assert "Commands" in ended.out + ended.err
    assert ended.status in (0, 2)


@pytest.mark.parametrize("verb", ["train", "evaluate"])
def test_a_verb_without_its_arguments(shell: Run, verb: str) -> None:
    ended = shell(verb)
    assert ended.status == 2
    assert f"Usage: refparse {verb}" in ended.err


def test_train_and_evaluate(
    shell: Run, invoke: Run, tmp_path: Path, gold: tuple[refparse.Citation, ...]
) -> None:
    from refparse.corpus import write_jsonl

    for name, part in (("mine", gold[:80]), ("dev", gold[100:120])):
        with open(tmp_path / f"{name}.jsonl", "w", encoding="utf-8") as stream:
            write_jsonl(part, stream)  # type: ignore[arg-type]
    ended = shell(
        "train", tmp_path / "mine.jsonl", "-o", tmp_path / "model", "--dev", tmp_path / "dev.jsonl",
        "--max-iterations", "5", "--min-freq", "2",
    )  # fmt: skip
    assert ended.status == 0, ended.err
    assert ended.out == ""
    assert "iteration 5 loss" in ended.err
    assert "macro field F1 0." in ended.err
    table = invoke("evaluate", tmp_path / "dev.jsonl", "--model", tmp_path / "model")
    assert table.status == 0
    assert re.search(r"^dev +20 ", table.out, re.MULTILINE)
    parsed = invoke("parse", "-m", tmp_path / "model", stdin="Smith, J. (1999). Title.\n")
    assert parsed.status == 0


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["-o", "m"], "give corpora to train on"),
        (["a.jsonl", "-o", "m", "--recipe", "r.toml"], "and not both"),
        (["none.jsonl", "-o", "m"], "none.jsonl"),
        (["--recipe", "none.toml", "-o", "m"], "none.toml"),
        (["a.jsonl"], "--output"),
        (["a.jsonl", "-o", "m", "--c1", "-1"], "--c1"),
        (["a.jsonl", "-o", "m", "--max-iterations", "0"], "--max-iterations"),
        (["bad.jsonl", "-o", "m"], "bad.jsonl:1"),
        (["few.jsonl", "-o", "m"], "at least 20"),
    ],
)
def test_training_that_cannot_start(
    invoke: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], what: str
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.jsonl").write_text("[]\n")
    (tmp_path / "few.jsonl").write_text('{"text": "A title", "spans": [[0, 7, "title"]]}\n')
    ended = invoke("train", *arguments)
    assert ended.status == 2
    assert what in ended.err
    assert not (tmp_path / "m").exists()
