"""The check of everything that a recipe trains on, synthetic references included."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from refparse.corpus import LabelledReference, write_jsonl
from tests.conftest import ROOT
from tests.corpus.notation import labelled

OWN = "<author|Doe J.> <title|The towers of the northern plains {}> <journal|Plains> <date|1999>"


@pytest.fixture
def script(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "check_leaks", ROOT / "training_data" / "check_leaks.py"
    )
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "HERE", tmp_path)
    return module


def write(path: Path, *references: LabelledReference) -> Path:
    with open(path, "w", encoding="utf-8") as stream:
        write_jsonl(references, stream)
    return path


@pytest.mark.parametrize(
    ("dev", "status", "row"),
    [
        ("<title|Something else altogether, in many words>", 0, "| own | 30 | 30 | 0 | 0 |"),
        (OWN.format("VII"), 1, "| own | 30 | 30 | 1 | 0 |"),
        ("<author|Roe>, <title|The Towers of the Northern Plains, VII>", 1, "| 30 | 0 | 1 |"),
        ("<title|The Towers of the Northern Plains VII>. <other|2001>", 1, "| 30 | 0 | 1 |"),
    ],
)
def test_check_leaks(
    script: ModuleType,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    dev: str,
    status: int,
    row: str,
) -> None:
    numerals = ["VII", *(f"{number} and more" for number in range(29))]
    own = [labelled(OWN.format(each), f"own-{n}") for n, each in enumerate(numerals)]
    write(tmp_path / "own.jsonl", *own)
    recipe = tmp_path / "default.toml"
    recipe.write_text('[[corpus]]\nname = "own"\npath = "own.jsonl"\nshipped = true\n')
    path = write(tmp_path / "dev.jsonl", labelled(dev, "dev-1"))
    monkeypatch.setattr(sys, "argv", ["check_leaks.py", str(path), "--recipe", str(recipe)])
    assert script.main() == status
    told = capsys.readouterr()
    assert row in told.out
    assert ("own-0 = dev-1" in told.err) == bool(status)
