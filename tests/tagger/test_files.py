"""The model folder: finding it, its metadata, and what is wrong with a broken one."""

from __future__ import annotations

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from refparse._errors import ModelError
from refparse.labels import LABELS
from refparse.tagger.decode import Decoder, interpolate
from refparse.tagger.files import (
    CARD_FILE,
    CRF_FILE,
    FORMAT_VERSION,
    META_FILE,
    find_model,
    read_meta,
    verified_bytes,
    write_meta,
)


@pytest.fixture
def folder(tiny_model: Path, tmp_path: Path) -> Path:
    """A copy of the model that may be spoilt."""
    return Path(shutil.copytree(tiny_model, tmp_path / "model"))


def change(folder: Path, edit: Callable[[dict[str, Any]], object]) -> Path:
    raw = json.loads((folder / META_FILE).read_text("utf-8"))
    edit(raw)
    (folder / META_FILE).write_text(json.dumps(raw), "utf-8")
    return folder


def test_the_folder_holds_plain_files(tiny_model: Path) -> None:
    assert {path.name for path in tiny_model.iterdir()} == {CRF_FILE, META_FILE, CARD_FILE}
    raw = json.loads((tiny_model / META_FILE).read_text("utf-8"))
    assert raw["format_version"] == FORMAT_VERSION
    assert set(raw["labels"]) <= set(LABELS)
    assert set(raw["files"]) == {CRF_FILE, CARD_FILE}
    for name, entry in raw["files"].items():
        assert entry["size"] == (tiny_model / name).stat().st_size
        assert len(entry["sha256"]) == 64


def test_reading_and_writing_metadata(folder: Path) -> None:
    meta = read_meta(folder)
    before = (folder / META_FILE).read_text("utf-8")
    write_meta(folder, meta)
    assert (folder / META_FILE).read_text("utf-8") == before
    assert len(verified_bytes(folder, meta)) == (folder / CRF_FILE).stat().st_size


def test_a_path_is_a_model(tiny_model: Path) -> None:
    assert find_model(tiny_model) == tiny_model
    assert find_model(str(tiny_model)) == tiny_model


@pytest.mark.parametrize(
    "name", ["no-such-model", "", "../default", "a/b", "x" * 5000, "a\0b", "é", "http://a.org"]
)
def test_an_unknown_model_is_named(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    if not name:
        (tmp_path / META_FILE).write_text("[]")
    with pytest.raises(ModelError) as caught:
        Decoder(name)
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("name", [CRF_FILE, META_FILE])
@pytest.mark.parametrize("content", [None, b"", b"\x00" * 100, b"{", b"\xff\xfe", b"[1]"])
def test_a_missing_or_emptied_file(folder: Path, name: str, content: bytes | None) -> None:
    (folder / name).unlink()
    if content is not None:
        (folder / name).write_bytes(content)
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        Decoder(folder)


@pytest.mark.parametrize("name", [CRF_FILE, META_FILE])
def test_a_folder_in_place_of_a_file(folder: Path, name: str) -> None:
    (folder / name).unlink()
    (folder / name).mkdir()
    with pytest.raises(ModelError):
        Decoder(folder)


def test_truncated_metadata_is_refused(folder: Path) -> None:
    text = (folder / META_FILE).read_bytes()
    for length in range(0, len(text) - 2, max(1, len(text) // 50)):
        (folder / META_FILE).write_bytes(text[:length])
        with pytest.raises(ModelError, match="not valid JSON"):
            Decoder(folder)


@pytest.mark.parametrize(
    ("edit", "message"),
    [
        (lambda raw: raw.update(format_version=2), "format version 2"),
        (lambda raw: raw.pop("format_version"), "format version None"),
        (lambda raw: raw.update(feature_set="x"), "feature set 'x'"),
        (lambda raw: raw.update(labels=[]), "'labels'"),
        (lambda raw: raw.update(labels="title"), "'labels'"),
        (lambda raw: raw.update(labels=["title", "nonsense"]), "'labels'"),
        (lambda raw: raw.update(labels=[["title"]]), "'labels'"),
        (lambda raw: raw.update(labels=["title"]), "none that its metadata allows"),
        (lambda raw: raw.update(calibration=[1]), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": 1}), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": [["a", 1]]}), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": [[0, 0, 0]]}), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": [[0.5, 1], [0.1, 0]]}), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": [[0.5, 1.5]]}), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": [[0.5, float("nan")]]}), "'calibration'"),
        (lambda raw: raw.update(calibration={"span": [[10**400, 1]]}), "'calibration'"),
        (lambda raw: raw.pop("files"), "gives no size"),
        (lambda raw: raw.update(files=[]), "gives no size"),
        (lambda raw: raw["files"].pop(CRF_FILE), "gives no size"),
        (lambda raw: raw["files"].update({CRF_FILE: {}}), "gives no size"),
        (lambda raw: raw["files"][CRF_FILE].update(size="1"), "are not the"),
        (lambda raw: raw["files"][CRF_FILE].update(size=1), "are not the 1"),
        (lambda raw: raw["files"][CRF_FILE].update(sha256=None), "SHA-256"),
        (lambda raw: raw["files"][CRF_FILE].update(sha256="0" * 64), "SHA-256"),
    ],
)
def test_forged_metadata(
    folder: Path, edit: Callable[[dict[str, Any]], object], message: str
) -> None:
    with pytest.raises(ModelError, match=message):
        Decoder(change(folder, edit))


def test_metadata_nested_without_end(folder: Path) -> None:
    (folder / META_FILE).write_text("[" * 200_000)
    with pytest.raises(ModelError, match="not valid JSON"):
        Decoder(folder)


def test_metadata_too_large(folder: Path) -> None:
    with open(folder / META_FILE, "ab") as stream:
        stream.truncate(9 * 1024 * 1024)
    with pytest.raises(ModelError, match="larger than"):
        Decoder(folder)


def test_a_model_too_large(folder: Path) -> None:
    with open(folder / CRF_FILE, "ab") as stream:
        stream.truncate(600 * 1024 * 1024)
    with pytest.raises(ModelError, match="exceed the limit"):
        Decoder(folder)


def test_a_loaded_model_no_longer_needs_its_files(folder: Path) -> None:
    decoder = Decoder(folder)
    shutil.rmtree(folder)
    assert decoder.spans("Smith, J. (1999). Title.")[0]


def test_a_pickled_decoder_loads_again(tiny_decoder: Decoder) -> None:
    text = "Smith, J. (1999). A title. World Politics, 12(3), 4–5."
    copy = pickle.loads(pickle.dumps(tiny_decoder))
    assert copy.spans(text) == tiny_decoder.spans(text)


def test_tags_and_spans_agree(tiny_decoder: Decoder) -> None:
    from refparse.tagger.scheme import groups
    from refparse.text import tokenise

    text = "Smith, J. (1999). A title. World Politics, 12(3), 4–5."
    tags = tiny_decoder.tags(tokenise(text))
    assert [label for _, _, label in groups(tags)] == [
        span.label for span in tiny_decoder.spans(text)[0]
    ]
    assert tiny_decoder.tags([]) == []
    assert tiny_decoder.spans("") == ([], 0.0)


@pytest.mark.parametrize(
    ("knots", "value", "expected"),
    [
        ([], 0.3, 0.3),
        ([], 1.5, 1.0),
        ([], -0.5, 0.0),
        ([[0.2, 0.1], [0.8, 0.9]], 0.1, 0.1),
        ([[0.2, 0.1], [0.8, 0.9]], 0.5, 0.5),
        ([[0.2, 0.1], [0.8, 0.9]], 0.8, 0.9),
        ([[0.2, 0.1], [0.8, 0.9]], 1.0, 0.9),
        ([[0.5, 0.1], [0.5, 0.9]], 0.5, 0.9),
        ([[0.4, 0.7]], 0.4, 0.7),
    ],
)
def test_interpolate(knots: list[list[float]], value: float, expected: float) -> None:
    assert interpolate(knots, value) == pytest.approx(expected)
