"""The model of lines: verified before use, shared by threads, replaced by rules if absent."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from refparse._errors import ModelError
from refparse.finder import find_references, model
from refparse.finder.model import LineModel
from refparse.tagger.files import find_model

from .documents import EXAMPLES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(find_model("finder"), tmp_path / "finder"))


def test_the_shipped_model_is_small_and_found_by_name(folder: Path) -> None:
    assert (folder / "model.crfsuite").stat().st_size < 1_000_000
    text = EXAMPLES[0].text
    assert find_references(text, model=folder) == find_references(text)


def _meta(folder: Path, **changes: object) -> None:
    path = folder / "meta.json"
    path.write_text(json.dumps(json.loads(path.read_text("utf-8")) | changes), "utf-8")


def _flip(folder: Path) -> None:
    path = folder / "model.crfsuite"
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _forge(folder: Path) -> None:
    """Other bytes with the right digest: the layout itself must be checked."""
    path = folder / "model.crfsuite"
    data = path.read_bytes()
    model.write_model(folder, data[: len(data) // 2], {})


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        (lambda folder: (folder / "meta.json").unlink(), "cannot read"),
        (lambda folder: (folder / "meta.json").write_text("{"), "not valid JSON"),
        (lambda folder: (folder / "meta.json").write_text("[]"), "no model of the finder"),
        (lambda folder: _meta(folder, task="parser"), "no model of the finder"),
        (lambda folder: _meta(folder, cue_set=0), "cue_set 0"),
        (lambda folder: _meta(folder, format_version=99), "format_version 99"),
        (lambda folder: _meta(folder, files={}), "gives no size"),
        (lambda folder: (folder / "model.crfsuite").unlink(), "cannot read"),
        (lambda folder: (folder / "model.crfsuite").write_bytes(b"lCRF"), "damaged or replaced"),
        (_flip, "damaged or replaced"),
        (_forge, "no intact CRFsuite model"),
    ],
)
def test_a_damaged_model_is_refused(
    folder: Path, damage: Callable[[Path], object], message: str
) -> None:
    damage(folder)
    with pytest.raises(ModelError, match=message):
        LineModel(folder)


def test_a_model_that_is_not_there() -> None:
    with pytest.raises(ModelError, match="no model"):
        find_references("References\n", model="no-such-finder")


def test_without_the_shipped_model_the_rules_go_on(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(name: object) -> Path:
        raise ModelError("no model")

    model.line_model.cache_clear()
    monkeypatch.setattr(model, "find_model", gone)
    text = EXAMPLES[0].text
    try:
        assert find_references(text) == find_references(text, model=None) != []
    finally:
        model.line_model.cache_clear()


def test_long_documents_are_labelled_in_stretches_without_a_seam(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = [f"Able, S. ({1950 + k % 70}). Salt pans of the bay. Coast, {k}, 3." for k in range(400)]
    text = "References\n" + "\n".join(rows)
    whole = find_references(text)
    monkeypatch.setattr(model, "_STRETCH", 60)
    assert find_references(text) == whole
    assert len(whole) == 400


def test_threads_and_pickles_share_a_model() -> None:
    texts = [example.text for example in EXAMPLES[:6]]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(find_references, texts)) == [find_references(text) for text in texts]
    loaded = LineModel()
    copy = pickle.loads(pickle.dumps(loaded))
    cues = [["bias", "b=3"], ["bias", "b=7"]]
    assert copy.label(cues) == loaded.label(cues)
