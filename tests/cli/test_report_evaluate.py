from __future__ import annotations

import json

import pytest

from refparse.cli import main
from refparse.corpus import write_jsonl
from refparse.evaluation import evaluate
from refparse.training import train


@pytest.fixture
def run(capsysbinary):
    """Run the command line: exit status, standard output, standard error."""

    def call(*arguments: object) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as ended:
            main([str(one) for one in arguments])
        out, err = capsysbinary.readouterr()
        return int(ended.value.code or 0), out.decode(), err.decode()

    return call


@pytest.fixture(scope="module")
def corpora(gold, tmp_path_factory):
    """Two corpora that the tiny model has mostly not seen."""
    folder = tmp_path_factory.mktemp("gold")
    for name, rows in (("one", gold[5:45]), ("two", gold[905:930])):
        with open(folder / f"{name}.jsonl", "w", encoding="utf-8") as stream:
            write_jsonl(rows, stream)
    return [folder / "one.jsonl", folder / "two.jsonl"]


@pytest.fixture(scope="module")
def weak_model(tiny_material, tmp_path_factory):
    folder = tmp_path_factory.mktemp("weak") / "weak"
    train(tiny_material, folder, bio=True, parameters={"max_iterations": 4, "min_freq": 6})
    return folder


@pytest.fixture(scope="module")
def answers(gold, tmp_path_factory):
    """Another parser's perfect answers."""
    path = tmp_path_factory.mktemp("answers") / "oracle.jsonl"
    rows = [*gold[5:45], *gold[905:930]]
    lines = [json.dumps({"id": one.id, "fields": one.strings()}) for one in rows]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


def test_table(run, corpora, tiny_model, tiny_decoder):
    status, out, _ = run("evaluate", *corpora, "-m", tiny_model, "--resamples", 50)
    report, _ = evaluate(tiny_decoder, corpora)
    assert status == 0
    assert f"{report.macro_f1:.3f} / {report.macro_instance_accuracy:.3f}" in out
    assert "95% bootstrap intervals" in out
    assert out.count("\nmacro") == 2
    worth = next(line for line in out.split("bootstrap")[1].splitlines() if line[:5] == "macro")
    low, high = map(float, worth.split()[1].split("–"))
    assert low <= round(report.macro_f1, 3) <= high
    assert "F1 by field" in out
    _, without, _ = run("evaluate", *corpora, "-m", tiny_model, "--resamples", 5, "--no-fields")
    assert "F1 by field" not in without


def test_json_has_calibration_and_intervals(run, corpora, tiny_model):
    status, out, _ = run("evaluate", *corpora, "-m", tiny_model, "-f", "json", "--resamples", 50)
    data = json.loads(out)
    assert status == 0
    assert list(data["corpora"]) == ["one", "two"]
    for row in (data["macro"], *data["corpora"].values()):
        low, high = row["f1_interval"]
        assert low <= row["f1"] <= high
        low, high = row["instance_accuracy_interval"]
        assert low <= row["instance_accuracy"] <= high
        assert set(row["expected_calibration_error"]) == {"reference", "span"}
        assert 0 <= row["confident_half_accuracy"] <= 1
    assert "comparisons" not in data


def test_compare_tells_a_weak_model_from_a_better_one(run, corpora, tiny_model, weak_model):
    status, out, _ = run(
        "evaluate", *corpora, "-m", tiny_model, "--compare", weak_model, "-f", "json"
    )
    first, second = json.loads(out)
    assert status == 0
    (found,) = first["comparisons"]
    assert found["with"] == second["model"] == str(weak_model)
    expected = first["macro"]["f1"] - second["macro"]["f1"]
    assert found["macro"]["f1"]["estimate"] == pytest.approx(expected, abs=2e-4)
    assert expected > 0.05
    assert found["macro"]["f1"]["p_value"] < 0.01
    _, table, _ = run("evaluate", *corpora, "-m", tiny_model, "--compare", tiny_model)
    line = [row for row in table.splitlines() if row.startswith("macro")][-1]
    assert line.split()[1:4] == ["+0.000", "(+0.000..+0.000)", "1.000"]


def test_answers_stand_beside(run, corpora, tiny_model, answers):
    options = ("-m", tiny_model, "--answers", answers, "--resamples", 20)
    status, out, _ = run("evaluate", *corpora, *options)
    assert status == 0
    assert "oracle" in out
    macro = next(line for line in out.splitlines() if line.startswith("macro"))
    assert macro.endswith("1.000 / 1.000")
    _, page, _ = run("evaluate", *corpora, *options, "-f", "html")
    assert "Right: oracle." in page


def test_answers_are_scored_on_the_sampled_references_only(run, corpora, tiny_model, answers):
    _, out, _ = run(
        "evaluate", corpora[0], "-m", tiny_model, "--answers", answers, "--limit", 7, "-f", "json"
    )
    own, other = json.loads(out)
    assert own["corpora"]["one"]["references"] == other["corpora"]["one"]["references"] <= 7
    assert other["macro"]["instance_accuracy"] == 1.0


def test_html_to_a_file(run, corpora, tiny_model, tmp_path):
    path = tmp_path / "report.html"
    status, out, _ = run("evaluate", *corpora, "-m", tiny_model, "-f", "html", "-o", path)
    assert (status, out) == (0, "")
    assert path.read_text("utf-8").startswith("<!DOCTYPE html>")


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (["--compare", "nowhere"], "no model 'nowhere'"),
        (["--answers", "nowhere.jsonl"], "cannot read answers nowhere.jsonl"),
        (["--resamples", "0"], "--resamples"),
        (["no.jsonl"], "cannot read corpus no.jsonl"),
    ],
)
def test_bad_input_ends_with_status_2(run, corpora, tiny_model, arguments, what):
    status, out, err = run("evaluate", corpora[0], "-m", tiny_model, *arguments)
    assert (status, out) == (2, "")
    assert what in err


@pytest.mark.parametrize("verb", ["evaluate", "explain", "tune", "crossval", "parse", "extract"])
def test_help_has_an_example(run, verb):
    status, out, _ = run(verb, "--help")
    assert status == 0
    assert f"Example: refparse {verb}" in " ".join(out.split())


def test_verbs_are_listed(run):
    _, out, _ = run("--help")
    for verb in ("explain", "tune", "crossval"):
        assert f"\n  {verb} " in out
