"""Training writes a verified model folder, always the same, and refuses what cannot work."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refparse._errors import CorpusError, InputError, RefparseError, TrainingError
from refparse.corpus import LabelledReference, write_jsonl
from refparse.parser import Parser
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CARD_FILE, CRF_FILE, META_FILE, read_meta
from refparse.training import Material, from_corpora, train
from refparse.training.train import HELD_OUT, MIN_REFERENCES, label_counts
from tests.conftest import TINY_PARAMETERS

QUICK = {"max_iterations": 4, "min_freq": 2}


def material(references: tuple[LabelledReference, ...], times: int = 1) -> Material:
    return Material(tuple((reference, times) for reference in references))


def test_the_folder_is_whole(tiny_model: Path, tiny_gold: tuple[LabelledReference, ...]) -> None:
    meta = read_meta(tiny_model)
    held = int(len(tiny_gold) * HELD_OUT)
    assert meta.name == "tiny"
    assert meta.bio
    assert {"author", "title", "date", "journal", "pages"} <= set(meta.labels)
    training = meta.extra["training"]
    assert training["references"] == len(tiny_gold) - held
    assert training["held_out"] == held
    assert training["sources"] == [{"name": "tiny", "references": len(tiny_gold)}]
    assert 0 < training["iterations"] <= TINY_PARAMETERS["max_iterations"]
    assert TINY_PARAMETERS.items() <= meta.extra["hyper_parameters"].items()
    assert "progress" not in meta.extra["hyper_parameters"]
    assert meta.extra["seed"] == 1
    assert meta.extra["metrics"]["corpora"]["held-out"]["references"] <= held
    assert {"python", "python-crfsuite", "scikit-learn"} <= set(meta.extra["versions"])


def test_the_model_parses(tiny_model: Path) -> None:
    citation = Parser.load(tiny_model).parse(
        "Smith, J. (1999). The state of war. World Politics, 12(3), 45–67."
    )
    assert citation.error is None
    assert citation.year == 1999
    assert citation.authors[0].family == "Smith"


def test_the_card_tells_what_the_metadata_says(tiny_model: Path) -> None:
    card = (tiny_model / CARD_FILE).read_text("utf-8")
    assert card.startswith("# Model card: tiny\n")
    for word in ("## Intended use", "## Training data", "## Scores", "held-out", "- seed: 1"):
        assert word in card


def test_the_same_twice(tiny_material: Material, tiny_model: Path, tmp_path: Path) -> None:
    train(tiny_material, tmp_path / "tiny", name="tiny", bio=True, parameters=TINY_PARAMETERS)
    for name in (CRF_FILE, META_FILE, CARD_FILE):
        assert (tmp_path / "tiny" / name).read_bytes() == (tiny_model / name).read_bytes()


def test_another_seed_another_order(tiny_material: Material, tmp_path: Path) -> None:
    for seed in (1, 2):
        train(tiny_material, tmp_path / str(seed), seed=seed, parameters=QUICK)
    first, second = ((tmp_path / str(seed) / CRF_FILE).read_bytes() for seed in (1, 2))
    assert first != second


def test_plain_tags(tiny_material: Material, tmp_path: Path) -> None:
    meta = train(tiny_material, tmp_path / "plain", parameters=QUICK)
    assert not meta.bio
    assert Decoder(tmp_path / "plain").spans("Smith, J. 1999. Title.")


def test_a_dev_corpus_is_measured(
    gold: tuple[LabelledReference, ...], tiny_gold: tuple[LabelledReference, ...], tmp_path: Path
) -> None:
    dev = tmp_path / "dev.jsonl"
    with open(dev, "w", encoding="utf-8") as stream:
        write_jsonl(gold[5:600:5], stream)
    meta = train(material(tiny_gold), tmp_path / "m", dev=[dev], parameters=QUICK)
    assert meta.extra["training"]["references"] == len(tiny_gold)
    assert meta.extra["training"]["held_out"] == 0
    measured = meta.extra["metrics"]["corpora"]
    assert set(measured) == {"dev"}
    assert measured["dev"]["references"] == len(gold[5:600:5])
    assert 0 < measured["dev"]["f1"] <= 1
    assert meta.extra["metrics"]["macro"]["f1"] == measured["dev"]["f1"]
    # Enough outcomes for maps; they are monotone, and the metadata holds what was measured.
    assert set(meta.calibration) == {"span", "reference"}
    for knots in meta.calibration.values():
        assert knots == sorted(knots)
        assert [y for _, y in knots] == sorted(y for _, y in knots)
    errors = meta.extra["metrics"]["expected_calibration_error"]
    assert 0 <= errors["span"] < 0.2


def test_progress_and_stages_are_told(tiny_material: Material, tmp_path: Path) -> None:
    steps: list[int] = []
    stages: list[str] = []
    train(
        tiny_material, tmp_path / "m", parameters=QUICK,
        progress=lambda number, loss, seconds: steps.append(number), stage=stages.append,
    )  # fmt: skip
    assert steps == [1, 2, 3, 4]
    assert stages[0].startswith("training on ")
    assert str(tmp_path / "m") in stages[-1]


def test_a_reference_shown_twice_counts_twice(
    tiny_gold: tuple[LabelledReference, ...], tmp_path: Path
) -> None:
    for times in (1, 2):
        train(material(tiny_gold, times), tmp_path / str(times), parameters=QUICK)
    once, twice = ((tmp_path / str(times) / CRF_FILE).read_bytes() for times in (1, 2))
    assert once != twice


@pytest.mark.parametrize("count", [0, 1, MIN_REFERENCES])
def test_too_few_references(
    tiny_gold: tuple[LabelledReference, ...], tmp_path: Path, count: int
) -> None:
    with pytest.raises(TrainingError, match=f"at least {MIN_REFERENCES}"):
        train(material(tiny_gold[:count]), tmp_path / "m")
    assert not (tmp_path / "m").exists()


def test_references_without_spans_do_not_count(tmp_path: Path) -> None:
    empty = tuple(LabelledReference(str(number), "text") for number in range(100))
    with pytest.raises(TrainingError, match="0 labelled references"):
        train(material(empty), tmp_path / "m")


@pytest.mark.parametrize(
    "parameters",
    [
        {"nonsense": 1},
        {"algorithm": "sgd"},
        {"algorithm": None},
        {"c1": -0.1},
        {"c2": "1"},
        {"c2": float("nan")},
        {"c1": float("inf")},
        {"max_iterations": 0},
        {"max_iterations": 1.5},
        {"max_iterations": True},
        {"min_freq": -1},
    ],
)
def test_wrong_parameters(
    tiny_material: Material, tmp_path: Path, parameters: dict[str, object]
) -> None:
    (name,) = parameters
    with pytest.raises(TrainingError, match=name):
        train(tiny_material, tmp_path / "m", parameters=parameters)


def test_other_peoples_files_are_never_replaced(tiny_material: Material, tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("years of work")
    (tmp_path / "file").write_text("a file")
    for output in (tmp_path, tmp_path / "file"):
        with pytest.raises(TrainingError, match=r"cannot write|is no model"):
            train(tiny_material, output, parameters=QUICK)
    assert (tmp_path / "thesis.tex").read_text() == "years of work"
    assert (tmp_path / "file").read_text() == "a file"


def test_an_older_model_is_replaced_as_a_whole(tiny_material: Material, tmp_path: Path) -> None:
    output = tmp_path / "m"
    train(tiny_material, output, parameters=QUICK)
    (output / "notes.txt").write_text("of the older model")
    (tmp_path / "m.new").mkdir()
    train(tiny_material, output, parameters={**QUICK, "max_iterations": 2})
    assert {path.name for path in output.iterdir()} == {CRF_FILE, META_FILE, CARD_FILE}
    assert [path.name for path in tmp_path.iterdir()] == ["m"]
    assert read_meta(output).extra["hyper_parameters"]["max_iterations"] == 2


def test_an_empty_folder_will_do(
    tiny_material: Material, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    assert train(tiny_material, ".", parameters=QUICK).name == "here"


def test_a_folder_that_cannot_be_made(tiny_material: Material, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(TrainingError, match="cannot write model folder"):
        train(tiny_material, tmp_path / "file" / "m", parameters=QUICK)


def dev_errors(tmp_path: Path) -> list[tuple[list[Path], type[RefparseError]]]:
    (tmp_path / "a").mkdir()
    bad, empty, twin = (
        tmp_path / "bad.jsonl",
        tmp_path / "empty.jsonl",
        tmp_path / "a" / "bad.jsonl",
    )
    bad.write_text("{}\n")
    empty.write_text("\n")
    twin.write_text("")
    return [
        ([tmp_path / "none.jsonl"], CorpusError),
        ([bad], CorpusError),
        ([empty], CorpusError),
        ([bad, twin], InputError),
    ]


def test_a_bad_dev_corpus_is_found_before_training(tiny_material: Material, tmp_path: Path) -> None:
    stages: list[str] = []
    for dev, error in dev_errors(tmp_path):
        with pytest.raises(error):
            train(tiny_material, tmp_path / "m", dev=dev, stage=stages.append)
    assert stages == []


def test_material_of_corpora(gold: tuple[LabelledReference, ...], tmp_path: Path) -> None:
    path = tmp_path / "mine.jsonl"
    with open(path, "w", encoding="utf-8") as stream:
        write_jsonl(gold[:30], stream)
    found = from_corpora([path])
    (source,) = found.sources
    assert source["name"] == "mine"
    assert source["references"] == len(found.references)
    assert source["references"] + source["dropped"] == 30
    assert len(source["sha256"]) == 64
    raw = from_corpora([path], guideline=False)
    assert [reference for reference, _ in raw.references] == list(gold[:30])
    assert {times for _, times in raw.references} == {1}


def test_material_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot read"):
        from_corpora([tmp_path / "none.jsonl"])
    (tmp_path / "bad.jsonl").write_text(json.dumps({"text": "a", "spans": [[0, 2, "title"]]}))
    with pytest.raises(CorpusError, match=r"bad\.jsonl:1"):
        from_corpora([tmp_path / "bad.jsonl"])


def test_label_counts(tiny_gold: tuple[LabelledReference, ...]) -> None:
    counts = label_counts(tiny_gold)
    assert sum(counts.values()) == sum(len(reference.spans) for reference in tiny_gold)
    assert next(iter(counts)) == "author"
    assert label_counts([]) == {}
