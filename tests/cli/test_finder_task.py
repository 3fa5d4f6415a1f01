"""refparse train and evaluate with --task finder."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.conftest import ROOT

MARKED = ROOT / "training_data" / "finder"


def test_train_and_evaluate(invoke: Run, tmp_path: Path) -> None:
    model = tmp_path / "model"
    ended = invoke(
        "train", "--task", "finder", MARKED / "train", "-o", model, "--max-iterations", 20
    )
    assert ended.status == 0
    assert "references" in ended.err
    ended = invoke("evaluate", "--task", "finder", MARKED / "train", "-m", model, "-f", "json")
    (row,) = json.loads(ended.out)
    assert row["set"] == "marked: train"
    assert row["f1"] > 0.85
    ended = invoke("evaluate", "--task", "finder", MARKED / "train", "-m", "rules")
    assert ended.out.splitlines()[0].split() == [
        "set", "documents", "right", "found", "gold", "precision", "recall", "F1",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["train", "--task", "finder", "-o", "out"], "give what to train on"),
        (["train", "--task", "finder", "-o", "out", "x.txt", "--algorithm", "ap"], "--algorithm"),
        (["evaluate", "--task", "finder", "no-such.txt"], "cannot read"),
        (["evaluate", "--task", "finder", "x.txt", "--compare", "default"], "no --compare"),
        (["evaluate", "--task", "finder", str(MARKED / "train"), "-m", "no-such"], "no model"),
    ],
)
def test_wrong_use(invoke: Run, arguments: list[str], message: str) -> None:
    ended = invoke(*arguments)
    assert ended.status == 2
    assert message in ended.err
