"""Pieces of the Spark job that need no Spark."""

from __future__ import annotations

import shutil
import sys
import zipfile
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse import InputError
from refparse.columns import citation_type
from refparse.parser import Parser
from refparse.spark import column
from refparse.spark.job import units_of
from refparse.spark.storage import StoredFile


@given(st.lists(st.integers(0, 100), max_size=30), st.integers(1, 150))
def test_units_hold_every_file_once_and_in_order(sizes: list[int], limit: int) -> None:
    files = [StoredFile(f"f{number:03d}", size, 0) for number, size in enumerate(sizes)]
    units = units_of(files, limit)
    assert [file for unit in units for file in unit] == files
    for unit in units:
        assert unit
        assert len(unit) == 1 or sum(file.size for file in unit) <= limit
    for first, second in pairwise(units):
        assert sum(file.size for file in first) + second[0].size > limit


def test_the_struct_is_the_arrow_struct() -> None:
    struct = column.citation_struct()
    assert struct.names == [field.name for field in citation_type()]
    assert struct["year"].dataType.simpleString() == "int"
    assert struct["author"].dataType.simpleString() == (
        "array<struct<family:string,given:string,particle:string,suffix:string,literal:string>>"
    )
    assert struct["spans"].dataType.elementType["confidence"].dataType.simpleString() == "double"


def test_the_packed_model_is_the_model(tiny_model: Path, tmp_path: Path) -> None:
    digest = column.model_digest(tiny_model)
    packed = column._packed(str(tiny_model), "name")
    with zipfile.ZipFile(packed) as archive:
        archive.extractall(tmp_path / "there")
    assert column.model_digest(tmp_path / "there") == digest
    assert Parser.load(tmp_path / "there").parse("Doe, J. 1999. Title.").text
    card = tmp_path / "there" / "MODEL_CARD.md"
    card.write_text(card.read_text() + ".")
    assert column.model_digest(tmp_path / "there") != digest
    shutil.rmtree(tmp_path / "there")


def test_a_missing_pyspark_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyspark.sql", None)
    with pytest.raises(InputError, match=r"pip install 'refparse-crf\[spark\]'"):
        column.spark_types()


def test_a_worker_of_another_version_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Exception, match=r"driver runs refparse 0\.0\.0"):
        column.worker_parser("none", "0.0.0")
