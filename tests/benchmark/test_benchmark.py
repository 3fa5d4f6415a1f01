"""The benchmark measures what it says: a tiny run of every part. No time is judged."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refparse import InputError, benchmark
from refparse.benchmark import material, measure
from refparse.benchmark.run import _best
from refparse.corpus import LabelledReference
from refparse.text import tokenise
from tests.cli.conftest import Run, invoke  # noqa: F401
from tests.conftest import GOLD


def distinct(gold: tuple[LabelledReference, ...], count: int) -> list[str]:
    return [f"{gold[at % len(gold)].text} No. {at}." for at in range(count)]


def test_every_reference_counts_and_is_shown(
    tiny_model: Path, gold: tuple[LabelledReference, ...], invoke: Run, tmp_path: Path  # noqa: F811
) -> None:  # fmt: skip
    parts = ("end-to-end", "stages", "peers")
    found = benchmark.benchmark(
        distinct(gold, 400), model=str(tiny_model), parts=parts, sample=200, repeat=1
    )
    assert found["about"]["material"]["references"] == 400
    assert len(found["about"]["material"]["sha256"]) == 64
    whole = found["end-to-end"]
    assert {name: whole[name]["references"] for name in ("cold", "warm", "mixed")} == {
        "cold": 150, "warm": 150, "mixed": 300,
    }  # fmt: skip
    for stage, one in found["stages"].items():
        if stage != "tokens":
            assert one["references"] == 100, stage
            assert one["per_cpu_second"] > 0
    assert found["stages"]["tokens"] > 100 * 5
    assert found["peers"]["python-crfsuite"]["cold"]["references"] == 100
    assert found["labels"]["references"] == 200
    assert found["labels"]["differ"] == 0
    assert json.loads(json.dumps(found)) == found

    text = benchmark.to_markdown(found)
    rate = f"{found['end-to-end']['cold']['per_cpu_second']:,.0f}"
    assert f"| cold | {rate} |" in text
    assert "| sklearn_crfsuite.CRF.predict |" in text
    assert "differ from CRFsuite's: 0 of 200" in text
    assert "400 distinct references" in text

    path = tmp_path / "found.json"
    path.write_text(json.dumps(found))
    picture = tmp_path / "a.svg"
    assert invoke("benchmark", "--from", path, "--plot", picture).out == text
    assert "regular expression" in picture.read_text()
    again = tmp_path / "b.svg"
    assert invoke("benchmark", "--from", path, "--plot", again, "-f", "json").status == 0
    assert picture.read_bytes() == again.read_bytes()


def test_what_is_no_measurement(invoke: Run, tmp_path: Path) -> None:  # noqa: F811
    path = tmp_path / "found.json"
    for text in ("{", "[]", "{}"):
        path.write_text(text)
        assert invoke("benchmark", "--from", path).status == 2
    assert invoke("benchmark").status == 2


def test_growth_batches_and_workers(
    tiny_model: Path, gold: tuple[LabelledReference, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measure, "LENGTHS", (10, 100))
    monkeypatch.setattr(measure, "BATCHES", (1, 100))
    texts = distinct(gold, 250)
    grown = measure.growth(texts, str(tiny_model))
    assert list(grown) == ["10", "100"]
    assert grown["100"]["cpu_seconds"] == pytest.approx(
        100 * grown["100"]["microseconds_per_token"] / 1e6, rel=0.01
    )
    assert {size: one["references"] for size, one in
            measure.batches(texts, str(tiny_model)).items()} == {"1": 250, "100": 250}  # fmt: skip
    two = measure.end_to_end(texts, str(tiny_model), workers=2)
    assert two["cold"]["references"] == 75
    assert two["peak_memory"] > 1 << 20


def test_the_start_is_timed(tiny_model: Path) -> None:
    from refparse.benchmark.run import _startup

    found = _startup(str(tiny_model), 1)
    assert list(found) == ["python with numpy", "import refparse", "refparse parse, one line"]
    assert all(value > 0 for value in found.values())


def test_long_references_have_the_length(gold: tuple[LabelledReference, ...]) -> None:
    texts = distinct(gold, 100)
    for length, text in zip((10, 77, 500), material.long_references(texts, (10, 77, 500)),
                            strict=True):  # fmt: skip
        assert abs(len(tokenise(text)) - length) <= length // 20
    with pytest.raises(InputError, match="100000 tokens"):
        material.long_references(texts[:3], (100_000,))


def test_material(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("one\ntwo\n\none\nthree\n")
    assert sorted(material.read_references([path], 10)) == ["one", "three", "two"]
    assert len(material.read_references([path, path], 2)) == 2
    assert sorted(material.mixed(["a", "b", "c"], ["x", "y"])) == ["a", "b", "x", "y"]
    corpora = [GOLD / "english.jsonl", GOLD / "german.jsonl"]
    made = material.synthetic_references(corpora, 60, seed=3)
    assert len(set(made)) == 60
    assert made == material.synthetic_references(corpora, 60, seed=3)
    own = {json.loads(line)["text"] for one in corpora for line in one.read_text().splitlines()}
    assert not own & set(made)


def test_the_quickest_run_counts_and_all_are_kept() -> None:
    runs = [
        {"a": {"cpu_seconds": value, "seconds": 1}, "peak_memory": value} for value in (3, 1, 2)
    ]
    best = _best(runs)
    assert best["a"]["cpu_seconds"] == 1
    assert best["a"]["all_cpu_seconds"] == [3, 1, 2]
    assert best["peak_memory"] == 3


def test_usage(tiny_model: Path) -> None:
    many = [str(number) for number in range(1000)]
    with pytest.raises(InputError, match="at least 400"):
        benchmark.benchmark(["x"] * 5000)
    with pytest.raises(InputError, match="unknown part 'speed'"):
        benchmark.benchmark(many, parts=["speed"])
    with pytest.raises(InputError, match=r"workers \[0\]"):
        benchmark.benchmark(many, workers=[0])
