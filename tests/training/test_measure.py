"""Measuring: honest scores and calibration in the metadata, the same however often it is done."""

from __future__ import annotations

import json
import shutil
from datetime import date, datetime, timezone
from pathlib import Path

import pytest

from refparse._errors import CorpusError, InputError, ModelError, TrainingError
from refparse.corpus import LabelledReference, write_jsonl
from refparse.evaluation import evaluate
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CARD_FILE, CRF_FILE, META_FILE, Meta, read_meta, write_meta
from refparse.training import Material, measure, train
from refparse.training.measure import BINS, STEPS, warnings_of
from refparse.training.recipe import file_sha256

DAY = date(2020, 2, 29)
Gold = tuple[LabelledReference, ...]


def corpus(path: Path, references: Gold) -> Path:
    with open(path, "w", encoding="utf-8") as stream:
        write_jsonl(references, stream)
    return path


def answers_of(path: Path, references: Gold) -> Path:
    lines = [json.dumps({"id": one.id, "fields": one.strings()}) for one in references]
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return path


@pytest.fixture(scope="module")
def dev(gold: Gold, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("dev")
    return [
        corpus(folder / "one.jsonl", gold[5:600:4]),
        corpus(folder / "grobid-like.jsonl", gold[901:1400:5]),
    ]


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


@pytest.fixture(scope="module")
def peers(gold: Gold, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("peers")
    everything = gold[5:600:4] + gold[901:1400:5]
    return [
        answers_of(folder / "oracle.jsonl", everything),
        answers_of(folder / "grobid-9.jsonl", everything[:-10]),
    ]


@pytest.fixture(scope="module")
def measured(
    tiny_model: Path, dev: list[Path], peers: list[Path], tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Meta]:
    copy = Path(shutil.copytree(tiny_model, tmp_path_factory.mktemp("measured") / "m"))
    return copy, measure(copy, dev, answers=peers, day=DAY)


def test_the_scores_are_those_of_an_evaluation(
    measured: tuple[Path, Meta], dev: list[Path], tiny_decoder: Decoder
) -> None:
    metrics = measured[1].extra["metrics"]
    report, _ = evaluate(tiny_decoder, dev)
    plain = report.to_json()
    assert metrics["measured"] == "2020-02-29"
    assert list(metrics["corpora"]) == ["one", "grobid-like"]
    for name, row in plain["corpora"].items():
        assert row.items() <= metrics["corpora"][name].items()
    assert plain["macro"].items() <= metrics["macro"].items()
    for path in dev:
        assert metrics["corpora"][path.stem]["sha256"] == file_sha256(path)
    for row in (metrics["macro"], *metrics["corpora"].values()):
        for key in ("f1", "instance_accuracy"):
            low, high = row[f"{key}_interval"]
            assert low < row[key] < high
    assert sum(metrics["languages"].values()) == sum(
        len(path.read_text("utf-8").splitlines()) for path in dev
    )


def test_types_are_measured_where_gold_names_them(measured: tuple[Path, Meta]) -> None:
    row = measured[1].extra["metrics"]["corpora"]["one"]["type_accuracy"]
    assert row["references"] > 100
    assert 0.2 < row["accuracy"] < 1
    assert "## Item types" in (measured[0] / CARD_FILE).read_text("utf-8")


def test_reliability_and_coverage_are_of_the_half_not_fitted_on(
    measured: tuple[Path, Meta], dev: list[Path]
) -> None:
    folder, meta = measured
    metrics = meta.extra["metrics"]
    # The folder decodes with the new calibration: what the second halves get from it is the table.
    _, found = evaluate(Decoder(folder), dev)
    second = [answer for rows in found.values() for answer in rows[1::2]]
    bins = metrics["reliability"]["reference"]
    assert len(bins) <= BINS
    assert sum(one["count"] for one in bins) == len(second)
    mean = sum(one["confidence"] * one["count"] for one in bins) / len(second)
    assert mean == pytest.approx(sum(one.confidence for one in second) / len(second), abs=1e-3)
    gap = sum(abs(one["confidence"] - one["accuracy"]) * one["count"] for one in bins)
    expected = metrics["expected_calibration_error"]["reference"]
    assert gap / len(second) == pytest.approx(expected, abs=1e-3)
    spans = metrics["reliability"]["span"]
    assert 0 < sum(one["count"] for one in spans) <= sum(len(one.spans) for one in second)
    curve = metrics["coverage"]
    assert [one["share"] for one in curve] == [round(n / STEPS, 4) for n in range(1, STEPS + 1)]
    right = sum(one["accuracy"] * one["count"] for one in bins) / len(second)
    assert curve[-1]["accuracy"] == pytest.approx(right, abs=1e-3)
    assert curve[STEPS // 2 - 1]["accuracy"] == metrics["confident_half_accuracy"]
    assert curve[STEPS // 2 - 1]["macro"] == metrics["macro"]["confident_half_accuracy"]
    assert metrics["confident_half_accuracy"] > curve[-1]["accuracy"]


def test_calibration_makes_the_error_smaller(measured: tuple[Path, Meta]) -> None:
    metrics = measured[1].extra["metrics"]
    before, after = metrics["uncalibrated_error"], metrics["expected_calibration_error"]
    assert after["reference"] < before["reference"]


def test_the_same_again(
    measured: tuple[Path, Meta], dev: list[Path], peers: list[Path], tmp_path: Path
) -> None:
    again = Path(shutil.copytree(measured[0], tmp_path / "m"))
    assert read_meta(again).calibration["reference"]
    measure(again, dev, answers=peers, day=DAY)
    for name in (CRF_FILE, META_FILE, CARD_FILE):
        assert (again / name).read_bytes() == (measured[0] / name).read_bytes()
    assert {path.name for path in again.iterdir()} == {CRF_FILE, META_FILE, CARD_FILE}


def test_what_the_folder_said_before_plays_no_part(
    folder: Path, measured: tuple[Path, Meta], dev: list[Path], peers: list[Path]
) -> None:
    meta = read_meta(folder)
    meta.calibration["span"] = [[0.0, 0.5], [1.0, 0.5]]
    meta.calibration["reference"] = [[0.0, 0.1], [1.0, 0.2]]
    write_meta(folder, meta)
    found = measure(folder, dev, answers=peers, day=DAY)
    assert found.calibration == measured[1].calibration
    assert found.extra["metrics"] == measured[1].extra["metrics"]


def test_training_facts_stay(measured: tuple[Path, Meta], tiny_model: Path) -> None:
    before, after = read_meta(tiny_model), measured[1]
    assert (after.name, after.labels, after.bio) == (before.name, before.labels, before.bio)
    for key in ("training", "hyper_parameters", "seed", "versions"):
        assert after.extra[key] == before.extra[key]
    recorded = after.extra["files"][CARD_FILE]
    assert recorded["sha256"] == file_sha256(measured[0] / CARD_FILE)
    assert Decoder(measured[0]).spans("Smith, J. 1999. Title.")


def test_peers_stand_beside(measured: tuple[Path, Meta]) -> None:
    meta = measured[1]
    peers = meta.extra["metrics"]["peers"]
    assert list(peers) == ["oracle", "grobid-9"]
    assert peers["oracle"]["macro"] == {"f1": 1.0, "instance_accuracy": 1.0}
    assert peers["oracle"]["trained_on"] == []
    assert peers["grobid-9"]["trained_on"] == ["grobid-like"]
    row = peers["grobid-9"]["corpora"]["grobid-like"]
    assert row["of"] - row["answered"] == 10
    assert row["instance_accuracy"] < 1
    (line,) = warnings_of(meta)
    assert line.startswith("grobid-9: 10 of ")


def test_the_day_is_today(folder: Path, dev: list[Path]) -> None:
    before = datetime.now(timezone.utc).date()
    found = date.fromisoformat(measure(folder, dev[:1]).extra["metrics"]["measured"])
    assert before <= found <= datetime.now(timezone.utc).date()


def test_too_few_to_calibrate_on_is_said(folder: Path, gold: Gold, tmp_path: Path) -> None:
    meta = measure(folder, [corpus(tmp_path / "few.jsonl", gold[7:27])])
    assert meta.calibration["reference"] == []
    assert any(line.startswith("too few references") for line in warnings_of(meta))


def test_references_held_out(folder: Path, gold: Gold) -> None:
    meta = measure(folder, [], held=gold[3:60:3])
    assert list(meta.extra["metrics"]["corpora"]) == ["held-out"]
    assert "sha256" not in meta.extra["metrics"]["corpora"]["held-out"]


def test_what_was_trained_on_is_refused(
    folder: Path, gold: Gold, tiny_gold: Gold, tmp_path: Path
) -> None:
    path = corpus(tmp_path / "known.jsonl", gold[7:27])
    source = {"name": "mine", "references": 20, "sha256": file_sha256(path)}
    material = Material(tuple((one, 1) for one in tiny_gold), (source,))
    stages: list[str] = []
    with pytest.raises(InputError, match="is the training corpus 'mine'"):
        train(material, tmp_path / "m", dev=[path], stage=stages.append)
    assert stages == []
    meta = read_meta(folder)
    meta.extra["training"]["sources"] = [source]
    write_meta(folder, meta)
    untouched = (folder / META_FILE).read_bytes()
    with pytest.raises(InputError, match="is the training corpus 'mine'"):
        measure(folder, [path])
    assert (folder / META_FILE).read_bytes() == untouched


def test_bad_input_leaves_the_folder_alone(folder: Path, dev: list[Path], tmp_path: Path) -> None:
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    (tmp_path / "empty.jsonl").write_text("\n")
    (tmp_path / "a").mkdir()
    twin = Path(shutil.copy(dev[0], tmp_path / "a" / "one.jsonl"))
    bad = tmp_path / "bad.jsonl"
    bad.write_text("{}\n")
    answers = answers_of(tmp_path / "oracle.jsonl", ())
    other = answers_of(tmp_path / "a" / "oracle.jsonl", ())
    for corpora, files, error, what in (
        ([], [], InputError, "nothing to measure on"),
        ([tmp_path / "none.jsonl"], [], CorpusError, "cannot read"),
        ([tmp_path / "empty.jsonl"], [], CorpusError, "holds no references"),
        ([bad], [], CorpusError, "bad.jsonl:1"),
        ([dev[0], twin], [], InputError, "'one'"),
        (dev, [bad], InputError, "bad.jsonl:1"),
        (dev, [tmp_path / "none"], InputError, "cannot read answers"),
        (dev, [answers, other], InputError, "oracle"),
    ):
        with pytest.raises(error, match=what):
            measure(folder, corpora, answers=files)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_no_model_no_measuring(dev: list[Path], tmp_path: Path) -> None:
    (tmp_path / "m").mkdir()
    with pytest.raises(ModelError):
        measure(tmp_path / "m", dev)


def test_a_folder_that_cannot_be_written(folder: Path, gold: Gold, tmp_path: Path) -> None:
    (folder / f"{META_FILE}.new").mkdir()
    before = (folder / META_FILE).read_bytes()
    with pytest.raises(TrainingError, match="cannot write model folder"):
        measure(folder, [corpus(tmp_path / "few.jsonl", gold[7:27])])
    assert (folder / META_FILE).read_bytes() == before
