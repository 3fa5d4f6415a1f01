"""Training the finder: labels of lines, theses, and a small model that loads."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from refparse._errors import CorpusError, TrainingError
from refparse.finder import find_references
from refparse.finder.label import GOES_ON, HEADING, OTHER, START
from refparse.finder.marked import read_marked
from refparse.finder.pieces import pieces_of
from refparse.finder.views import make_views
from refparse.training.finder import labels_of, train_finder
from refparse.training.finder_data import read_ttx
from refparse.training.held_out import measure_finder
from tests.conftest import ROOT

MARKED = ROOT / "training_data" / "finder" / "train"


def test_labels_follow_the_marks() -> None:
    document = read_marked(
        "Prose, 1999.\n\n⟪References⟫\n⟦Ash, P. 1959. Fences and\n⟨Farm Review 12⟩\n"
        "their owners.⟧\n⟦Elm, Q. 1970. Gates.⟧\nAppendix\n"
    )
    views = make_views(document.lines)
    pieces, _ = pieces_of(views)
    assert labels_of(document, views, pieces) == [
        OTHER, HEADING, START, OTHER, GOES_ON, START, OTHER,
    ]  # fmt: skip


def test_labelled_theses() -> None:
    rows = [
        "text          | The mills of the coast were built late &amp; in haste.",
        "title         | Bibliography",
        "ref           | Able, S. 1999. Sails. Hull: Mill",
        "              |   Press.",
        "blank         | ",
        "ref           | Baker, T. 2004. Stones. London: Grain.",
        "meta          | 77",
    ]
    document = read_ttx("\n".join(rows), "thesis")
    texts = [" ".join(document.text[a:b] for a, b in ranges) for ranges in document.references]
    assert texts == [
        "Able, S. 1999. Sails. Hull: Mill Press.",
        "Baker, T. 2004. Stones. London: Grain.",
    ]
    assert document.text.startswith("The mills of the coast were built late & in haste.")


def test_a_small_model(tmp_path: Path) -> None:
    gold = ROOT / "training_data" / "gold" / "english.jsonl"
    small = tmp_path / "small.jsonl"
    small.write_text("\n".join(gold.read_text("utf-8").splitlines()[:60]), "utf-8")
    lines: list[str] = []
    settings = {"documents": 12, "synthesised": 0, "parameters": {"max_iterations": 25}}
    for name in ("one", "two"):
        meta = train_finder([small, MARKED], tmp_path / name, stage=lines.append, **settings)  # type: ignore[arg-type]
    one, two = (tmp_path / name / "model.crfsuite" for name in ("one", "two"))
    assert one.read_bytes() == two.read_bytes()
    assert meta["training"]["lines"][START] > 100
    written = json.loads((tmp_path / "one" / "meta.json").read_text("utf-8"))
    assert written["task"] == "finder"
    assert {"name", "sha256", "references"} <= set(written["training"]["from"][0])
    text = (
        "Prose about mills.\n\nReferences\n\nAble, S. (1999). Sails. Mill Letters, 4(2), 12-19.\n"
    )
    assert [each.text for each in find_references(text, model=tmp_path / "one")] == [
        "Able, S. (1999). Sails. Mill Letters, 4(2), 12-19."
    ]
    ((name, count, found),) = measure_finder([MARKED], tmp_path / "one")
    assert (name, count) == ("marked: train", len(list(MARKED.glob("*.txt"))))
    assert found.f1 > 0.9


def test_nothing_to_train_on(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no reference"):
        train_finder([], tmp_path / "out")
    (tmp_path / "odd.jsonl").write_text('{"text": 1}\n')
    with pytest.raises(CorpusError, match="no labelled reference"):
        train_finder([tmp_path / "odd.jsonl"], tmp_path / "out")
    with pytest.raises(CorpusError, match="cannot read"):
        train_finder([tmp_path / "missing.txt"], tmp_path / "out")
