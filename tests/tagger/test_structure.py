"""Damaged and forged model files are refused; none ever reaches native code and crashes it."""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import struct
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from refparse._errors import ModelError
from refparse.labels import LABELS
from refparse.tagger.crf import CRFTagger
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CRF_FILE, META_FILE
from refparse.tagger.structure import FEATURE, MAX_WEIGHT, check_structure
from tests.tagger.forge import TEXTS, header, lengths, word

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def small_model(tmp_path_factory: pytest.TempPathFactory, tiny_material) -> Path:  # type: ignore[no-untyped-def]
    """A model of few features, so that hundreds of forgeries take seconds."""
    from refparse.training import train

    folder = tmp_path_factory.mktemp("small") / "model"
    parameters = {"max_iterations": 8, "c1": 1.0, "c2": 0.1, "min_freq": 8}
    train(tiny_material, folder, bio=True, parameters=parameters)
    return folder


def forged(model: Path, scratch: Path, campaign: str) -> dict[str, str]:
    """Outcome by case; a crash or a hang of the process fails the test."""
    run = subprocess.run(
        [sys.executable, "-m", "tests.tagger.forge", str(model), str(scratch), campaign],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=400,
    )
    lines = [json.loads(line) for line in run.stdout.splitlines()]
    last = lines[-1] if lines else {}
    assert run.returncode == 0, f"status {run.returncode} at {last}: {run.stderr[-2000:]}"
    return {line["case"]: line["outcome"] for line in lines if "outcome" in line}


@pytest.mark.parametrize("campaign", ["truncations", "header", "chunks", "tables"])
def test_forgeries_are_refused(small_model: Path, tmp_path: Path, campaign: str) -> None:
    outcomes = forged(small_model, tmp_path / "forged", campaign)
    assert len(outcomes) > 40
    assert {case: found for case, found in outcomes.items() if found != "refused"} == {}


def test_a_changed_bit_in_a_hash_table_is_seen(small_model: Path, tmp_path: Path) -> None:
    outcomes = forged(small_model, tmp_path / "forged", "flips")
    works = [case for case, found in outcomes.items() if found == "works"]
    assert set(outcomes.values()) <= {"refused", "works"}
    # Bits of vacant buckets' hash values mean nothing; there are few of them.
    assert len(works) < len(outcomes) / 4


def test_noise_never_crashes(small_model: Path, tmp_path: Path) -> None:
    outcomes = forged(small_model, tmp_path / "forged", "noise")
    assert len(outcomes) == 430
    assert set(outcomes.values()) <= {"refused", "works"}
    assert "refused" in outcomes.values()


def test_weights_that_overflow_prove_nothing(small_model: Path, tmp_path: Path) -> None:
    data = bytearray((small_model / CRF_FILE).read_bytes())
    head = header(bytes(data))
    count = word(bytes(data), head["at_features"] + 8)
    weights = np.frombuffer(data, FEATURE, count, head["at_features"] + 12)
    weights["weight"][:] = np.clip(weights["weight"] * 1e4, -MAX_WEIGHT, MAX_WEIGHT)
    folder = damaged(small_model, tmp_path / "m", bytes(data))
    meta = json.loads((folder / META_FILE).read_text("utf-8"))
    meta["files"][CRF_FILE]["sha256"] = hashlib.sha256(data).hexdigest()
    (folder / META_FILE).write_text(json.dumps(meta), "utf-8")
    spans, confidence = Decoder(folder).spans(TEXTS[0])
    assert confidence < 0.5
    assert all(span.confidence < 0.5 for span in spans)


def damaged(model: Path, folder: Path, data: bytes) -> Path:
    """A copy of the model with another body and the old metadata."""
    shutil.copytree(model, folder, dirs_exist_ok=True)
    (folder / CRF_FILE).write_bytes(data)
    return folder


def test_truncated_bodies_are_refused(small_model: Path, tmp_path: Path) -> None:
    data = (small_model / CRF_FILE).read_bytes()
    for length in lengths(data):
        with pytest.raises(ModelError, match="damaged or replaced"):
            Decoder(damaged(small_model, tmp_path / "m", data[:length]))


def test_flipped_bits_are_refused(small_model: Path, tmp_path: Path) -> None:
    data = (small_model / CRF_FILE).read_bytes()
    chosen = random.Random(3)
    for _ in range(200):
        at, bit = chosen.randrange(len(data)), chosen.randrange(8)
        changed = data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]
        with pytest.raises(ModelError, match="SHA-256"):
            Decoder(damaged(small_model, tmp_path / "m", changed))


@pytest.mark.parametrize("algorithm", ["lbfgs", "l2sgd", "ap", "pa", "arow"])
@pytest.mark.parametrize("bio", [False, True])
def test_what_crfsuite_writes_is_accepted(tmp_path: Path, algorithm: str, bio: bool) -> None:
    tags = ("B-title", "I-title", "O") if bio else ("title", "title", "O")
    X = [["A", "title", "1999"], ["Other", "Ünïcödé", "世界"]] * 3
    tagger = CRFTagger(algorithm=algorithm, max_iterations=3).fit(X, [tags] * 6)
    tagger.save(tmp_path / "model")
    data = (tmp_path / "model").read_bytes()
    check_structure(data, "it", {"title"}, bio)
    if bio:
        with pytest.raises(ModelError, match="none that its metadata allows"):
            check_structure(data, "it", {"title"}, False)
    with pytest.raises(ModelError, match="none that its metadata allows"):
        check_structure(data, "it", set(LABELS) - {"title"}, bio)


def test_the_message_says_what_and_what_to_do() -> None:
    with pytest.raises(ModelError, match=r"it is no intact CRFsuite model: 0 bytes.*Restore"):
        check_structure(b"", "it", {"title"})
    data = struct.pack("<4sI4sIIIIIIIII", b"lCRF", 48, b"FOMC", 100, *[0] * 8)
    with pytest.raises(ModelError, match="table of tags"):
        check_structure(data, "it", {"title"})
