"""The compiled model file: made, kept, checked, made again."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from refparse import ModelError, native
from refparse.tagger import compile as compiling
from refparse.tagger.compile import compile_model
from refparse.tagger.compiled import (
    check_compiled,
    compiled_path,
    keep_compiled,
    open_compiled,
    tags_of,
)
from refparse.tagger.decode import Decoder
from refparse.tagger.fast import open_engine
from refparse.tagger.fast import settings as core_settings
from refparse.tagger.files import CRF_FILE, read_meta, source_digest
from tests.conftest import ROOT

TEXT = "Smith, J. (1999) The title. Journal of Things, 12(3), 4–15."
needs_core = pytest.mark.skipif(not native.ACCELERATED, reason="the C core is not built")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache folder of the test's own."""
    monkeypatch.setenv("REFPARSE_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(scope="session")
def tiny_compiled(tiny_model: Path) -> tuple[bytes, str]:
    data = (tiny_model / CRF_FILE).read_bytes()
    return compile_model(data), hashlib.sha256(data).hexdigest()


def test_compiling_gives_the_same_bytes(tiny_model: Path, tiny_compiled: tuple[bytes, str]) -> None:
    assert compile_model((tiny_model / CRF_FILE).read_bytes()) == tiny_compiled[0]


def test_it_holds_the_tags(tiny_compiled: tuple[bytes, str], tiny_decoder: Decoder) -> None:
    data, source = tiny_compiled
    check_compiled(data, source)
    assert set(tags_of(data)) == set(tiny_decoder._tagger().labels())


def test_kept_and_opened(folder: Path, tiny_compiled: tuple[bytes, str]) -> None:
    data, source = tiny_compiled
    assert open_compiled(source) is None
    assert keep_compiled(data, source)
    found = open_compiled(source)
    assert found is not None
    assert found[:] == data
    assert [path.name for path in folder.iterdir()] == [compiled_path(source).name]


@pytest.mark.parametrize("at", [0, 9, 20, 50, 80, 120, 5000, -1])
def test_a_changed_byte_is_noticed(tiny_compiled: tuple[bytes, str], at: int) -> None:
    data, source = tiny_compiled
    damaged = bytearray(data)
    damaged[at] ^= 0x41
    with pytest.raises(ModelError, match="compiled model"):
        check_compiled(bytes(damaged), source)


def test_another_models_file_is_refused(tiny_compiled: tuple[bytes, str]) -> None:
    with pytest.raises(ModelError, match="another model"):
        check_compiled(tiny_compiled[0], "0" * 64)


@needs_core
@pytest.mark.parametrize("spoil", ["truncate", "flip", "empty"])
def test_a_damaged_file_is_made_again(folder: Path, tiny_model: Path, spoil: str) -> None:
    wanted = Decoder(tiny_model).spans(TEXT)
    path = compiled_path(source_digest(tiny_model, read_meta(tiny_model)))
    whole = path.read_bytes()
    # Written anew, not in place: the first decoder still has the file mapped.
    path.unlink()
    path.write_bytes(
        {"truncate": whole[:-9], "flip": whole[:300] + b"\xff" + whole[301:], "empty": b""}[spoil]
    )
    assert Decoder(tiny_model).spans(TEXT) == wanted
    assert path.read_bytes() == whole


@needs_core
def test_without_a_place_to_keep_it(tiny_model: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REFPARSE_CACHE", os.devnull + "/nowhere")
    found = Decoder(tiny_model)
    assert found.engine is not None
    assert found.spans(TEXT) == Decoder(tiny_model).spans(TEXT)


@needs_core
def test_the_core_checks_for_itself(tiny_model: Path, tiny_compiled: tuple[bytes, str]) -> None:
    """Whatever stands in the file, the core answers or refuses; it never leaves the buffer."""
    meta = read_meta(tiny_model)
    data, _ = tiny_compiled
    made = native.engine_type()
    tables = core_settings(tags_of(data), meta)
    tokens = TEXT.split()
    chance = np.random.default_rng(3)
    refused = 0
    for size in (0, 8, 100, 183, 184, len(data) // 2, len(data) - 8):
        with pytest.raises(ValueError, match="compiled model"):
            made(data[:size], tables)
    for _ in range(400):
        spoilt = bytearray(data)
        for at in chance.integers(0, 400 if chance.random() < 0.5 else len(data), 3).tolist():
            spoilt[at] = int(chance.integers(0, 256))
        try:
            made(bytes(spoilt), tables, 16, 1 << 20).tags(tokens)
        except ValueError:
            refused += 1
    assert refused > 50


@needs_core
def test_models_beyond_the_layout_are_read_in_python(
    folder: Path, tiny_model: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, "MAX_TAGS", 3)
    assert open_engine(tiny_model, read_meta(tiny_model)) is None
    assert Decoder(tiny_model).spans(TEXT)[0]


@needs_core
def test_caches_stay_within_bounds(tiny_model: Path, tiny_compiled: tuple[bytes, str]) -> None:
    meta = read_meta(tiny_model)
    data, _ = tiny_compiled
    tables = core_settings(tags_of(data), meta)
    limit = 1 << 20
    small = native.engine_type()(data, tables, 32, limit)
    large = native.engine_type()(data, tables)
    for number in range(4000):
        line = f"Name{number}, A.{number} ({number}) Title{number * 7}: {number}a-{number}b"
        small.spans(line)
        assert small.sizes()["arena"] < limit + 200_000
        if number % 250 == 0:
            assert small.spans(line) == large.spans(line)
    sizes = small.sizes()
    assert sizes["flushes"] > 3
    assert sizes["row_slots"] == 32
    assert large.sizes()["flushes"] == 0


@needs_core
def test_more_marks_than_numbers(tiny_model: Path) -> None:
    """A text of ever new punctuation overflows the core's numbers: Python answers."""
    found = Decoder(tiny_model)
    marks = [chr(code) for code in range(0x2190, 0x2300)]
    text = " ".join(f"a{x}{y}" for x in marks for y in marks[:45])
    assert found.engine is not None
    assert found.engine.spans(text) is None
    assert found.spans(text) == found.python_spans(text)
    assert found.engine.spans(TEXT) is not None


def test_without_the_core_answers_are_the_same(tiny_model: Path, tmp_path: Path) -> None:
    code = (
        "import sys, refparse\n"
        "from refparse.tagger.decode import Decoder\n"
        "assert not refparse.accelerated\n"
        "found = Decoder(sys.argv[1])\n"
        "assert found.engine is None\n"
        "print(repr([(s.start, s.end, s.label) for s in found.spans(sys.argv[2])[0]]))"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, str(tiny_model), TEXT],
        env={**os.environ, "REFPARSE_PURE_PYTHON": "1", "PYTHONUTF8": "1"},
        cwd=ROOT, capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    spans = Decoder(tiny_model).spans(TEXT)[0]
    assert answer.stdout.strip() == repr([(s.start, s.end, s.label) for s in spans])
