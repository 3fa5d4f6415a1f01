"""refparse calibrate: thin, and clear about what it could not do."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from refparse.corpus import LabelledReference, write_jsonl
from refparse.tagger.files import CARD_FILE, read_meta
from tests.cli.conftest import Run


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@pytest.fixture
def dev(gold: tuple[LabelledReference, ...], tmp_path: Path) -> list[Path]:
    paths = []
    for name, rows in (("one", gold[5:600:5]), ("two", gold[901:1400:10])):
        paths.append(tmp_path / f"{name}.jsonl")
        with open(paths[-1], "w", encoding="utf-8") as stream:
            write_jsonl(rows, stream)
    return paths


def test_it_rewrites_metadata_and_card(invoke: Run, folder: Path, dev: list[Path]) -> None:
    ended = invoke("calibrate", folder, "--dev", *dev)
    meta = read_meta(folder)
    assert (ended.status, ended.out) == (0, "")
    assert list(meta.extra["metrics"]["corpora"]) == ["one", "two"]
    assert f"macro field F1 {meta.extra['metrics']['macro']['f1']:.4f}" in ended.err
    assert meta.calibration["reference"]
    assert "| two | 50 |" in (folder / CARD_FILE).read_text("utf-8")
    invoke("calibrate", folder, "--dev", dev[0], "--dev", dev[1])
    assert read_meta(folder).calibration == meta.calibration


def test_answers_stand_in_the_card(
    invoke: Run, folder: Path, dev: list[Path], tmp_path: Path
) -> None:
    rows = [json.loads(line) for path in dev for line in path.read_text("utf-8").splitlines()]
    lines = [json.dumps({"id": one["id"], "fields": {}}) for one in rows]
    (tmp_path / "mute.jsonl").write_text("\n".join(lines))
    ended = invoke("calibrate", folder, "--dev", *dev, "--answers", tmp_path / "mute.jsonl")
    assert ended.status == 0
    assert "**0.000 / 0.000**" in (folder / CARD_FILE).read_text("utf-8")
    (tmp_path / "mute.jsonl").write_text("\n".join(lines[3:]))
    ended = invoke("calibrate", folder, "--dev", *dev, "--answers", tmp_path / "mute.jsonl")
    assert ended.status == 1
    assert f"mute: 3 of {120 - 1} references of one have no answer" in ended.err


def test_too_few_references(
    invoke: Run, folder: Path, gold: tuple[LabelledReference, ...], tmp_path: Path
) -> None:
    with open(tmp_path / "few.jsonl", "w", encoding="utf-8") as stream:
        write_jsonl(gold[5:25], stream)
    ended = invoke("calibrate", folder, "--dev", tmp_path / "few.jsonl")
    assert ended.status == 1
    assert "too few references to calibrate on" in ended.err


def test_wrong_use(invoke: Run, folder: Path, dev: list[Path], tmp_path: Path) -> None:
    for arguments, what in (
        ([], "MODEL_DIR"),
        ([folder], "--dev"),
        (["nowhere", "--dev", dev[0]], "no model 'nowhere'"),
        ([folder, "--dev", tmp_path / "none.jsonl"], "none.jsonl"),
        ([folder, "--dev", dev[0], dev[0]], "two dev corpora are called 'one'"),
        ([folder, "--dev", dev[0], "--answers", dev[0]], "fields"),
    ):
        ended = invoke("calibrate", *arguments)
        assert ended.status == 2
        assert what in ended.err


def test_help_has_an_example(shell: Run) -> None:
    ended = shell("calibrate", "--help")
    assert ended.status == 0
    assert "Example: refparse calibrate" in ended.out
