from __future__ import annotations

import json

import pytest

from refparse.cli import main
from refparse.corpus import write_jsonl
from refparse.training import read_recipe

FAST = ("--max-iterations", 4, "--min-freq", 2, "--folds", 2, "--raw")


@pytest.fixture
def run(capsysbinary):
    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture(scope="module")
def corpus(tiny_gold, tmp_path_factory):
    path = tmp_path_factory.mktemp("corpus") / "mine.jsonl"
    with open(path, "w", encoding="utf-8") as stream:
        write_jsonl(tiny_gold[::2], stream)
    return path


def test_crossval_table(run, corpus):
    status, out, err = run("crossval", corpus, *FAST)
    assert status == 0
    lines = out.splitlines()
    assert lines[0].split() == ["fold", "trained", "on", "tested", "on", "field", "F1", "whole",
                                "right"]  # fmt: skip
    values = [float(line.split()[3]) for line in lines[1:3]]
    assert float(lines[3].split()[1]) == pytest.approx(sum(values) / 2, abs=1e-4)
    assert lines[4].startswith("± sd")
    assert "fold 2/2: field F1" in err


def test_crossval_json_and_the_seed(run, corpus, tmp_path):
    path = tmp_path / "out.json"
    status, out, _ = run("crossval", corpus, *FAST, "-f", "json", "-o", path)
    assert (status, out) == (0, "")
    data = json.loads(path.read_text("utf-8"))
    assert set(data["f1"]) == {"mean", "sd"}
    assert list(data["corpora"]) == ["mine"]
    _, other, _ = run("crossval", corpus, *FAST, "-f", "json", "--seed", 5)
    assert json.loads(other)["folds"] != data["folds"]


def test_tune_prints_a_recipe(run, corpus, tmp_path):
    status, out, err = run("tune", corpus, *FAST, "--param", "c1=0.1,50", "--c2", 0.5, "--prune", 0)
    assert status == 0
    table, recipe = out.split("\n\n")
    assert len(table.splitlines()) == 3
    path = tmp_path / "recipe.toml"
    path.write_text(recipe, "utf-8")
    parameters = read_recipe(path).parameters
    assert parameters == {
        "algorithm": "lbfgs",
        "c1": 0.1,
        "c2": 0.5,
        "max_iterations": 4,
        "min_freq": 2.0,
        "prune": 0.0,
    }
    assert table.splitlines()[1].split()[0] == "0.1"
    assert "4 of 4 trainings done" in err


def test_tune_draws(run, corpus):
    options = ("--param", "c2=0.01..1", "--n-iter", 2, "-f", "json", "--score", "sequence_accuracy")
    status, out, _ = run("tune", corpus, *FAST, *options)
    data = json.loads(out)
    assert status == 0
    assert data["score"] == "sequence_accuracy"
    assert len(data["trials"]) == 2
    assert all(0.01 <= trial["parameters"]["c2"] <= 1 for trial in data["trials"])
    assert "[parameters]" in data["recipe"]


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["tune"], "CORPUS"),
        (["crossval"], "CORPUS"),
        (["crossval", "none.jsonl"], "cannot read corpus none.jsonl"),
        (["tune", "none.jsonl", "--param", "c9=1"], "--param c9=1"),
        (["tune", "{corpus}", "--param", "c1=1", "--c1", "1"], "either fixed or searched"),
        (["tune", "{corpus}", "--param", "c1=0.1..1"], "--n-iter"),
        (["crossval", "{corpus}", "--raw", "--folds", "500"], "folds=500"),
        (["crossval", "{corpus}", "--folds", "1"], "--folds"),
        (["crossval", "{corpus}", "--groups", "author"], "--groups"),
    ],
)
def test_bad_input_ends_with_status_2(run, corpus, arguments, what):
    status, out, err = run(*(one.format(corpus=corpus) for one in arguments))
    assert (status, out) == (2, "")
    assert what in err
