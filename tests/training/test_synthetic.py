"""The synthetic part of a recipe, and the records it is made from."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path

import pytest

from refparse._errors import InputError, TrainingError
from refparse.corpus import LabelledReference
from refparse.synth.sources import read_records
from refparse.training.recipe import Recipe, file_sha256
from refparse.training.synthetic import as_record, synthetic

RECORDS = [
    {
        "id": f"r{number}",
        "type": "article-journal",
        "language": "en",
        "title": f"The {word} of small rivers in the north",
        "author": [{"family": family, "given": "Ann B."}],
        "container-title": f"Journal of {word.title()} Research",
        "volume": str(number + 3),
        "page": f"{number + 10}-{number + 20}",
        "issued": {"date-parts": [[1990 + number]]},
    }
    for number, (word, family) in enumerate(
        [("ecology", "Smith"), ("history", "Jones"), ("physics", "Brown"), ("law", "Miller")]
    )
]
RECORDS += [
    {
        "id": f"b{number}",
        "type": "book",
        "language": "en",
        "title": f"A short guide to {word} and its makers",
        "author": [{"family": family, "given": "Carl"}],
        "publisher": f"{family} Press",
        "publisher-place": "Bristol",
        "issued": {"date-parts": [[1980 + number]]},
    }
    for number, (word, family) in enumerate([("maps", "Hill"), ("bridges", "Dale")])
]
SHOWN = [
    (
        LabelledReference(
            "a-1",
            "Doe, J. (1999). On rivers. River Press.",
            ((0, 7, "author"), (9, 13, "date"), (16, 25, "title"), (27, 38, "publisher")),
            "en",
        ),
        1,
    )
]


def quiet(_: str) -> None:
    """No message."""


def test_a_recipe_makes_references(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl.gz"
    with gzip.open(path, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(record) + "\n" for record in RECORDS)
    recipe = Recipe("test", synthesis={"count": 12, "seed": 4, "records_sha256": file_sha256(path)})
    made, source = synthetic(recipe, SHOWN, None, path, 1, quiet, quiet)
    again, _ = synthetic(recipe, SHOWN, None, path, 1, quiet, quiet)
    assert made == again
    assert len(made) == source["references"] == 12
    assert source["records"] == len(RECORDS)
    assert all(reference.spans for reference in made)
    wrong = replace(recipe, synthesis={**recipe.synthesis, "records_sha256": "0" * 64})
    with pytest.raises(TrainingError, match="SHA-256"):
        synthetic(wrong, SHOWN, None, path, 1, quiet, quiet)


def test_unknown_settings_are_refused() -> None:
    with pytest.raises(TrainingError, match="colour"):
        synthetic(Recipe("test", synthesis={"colour": 1}), SHOWN, None, None, 1, quiet, quiet)


def test_without_records_the_references_are_the_records(
    gold: tuple[LabelledReference, ...],
) -> None:
    record = as_record(SHOWN[0][0])
    assert record is not None
    assert record["title"] == "On rivers"
    assert record["author"][0]["family"] == "Doe"
    assert record["language"] == "en"
    assert as_record(LabelledReference("b-1", "Doe, J.", ((0, 7, "author"),))) is None
    said: list[str] = []
    recipe = Recipe("test", synthesis={"count": 3, "records": "records.jsonl"})
    shown = [(reference, 1) for reference in gold[::8]]
    made, _ = synthetic(recipe, shown, None, None, 1, said.append, quiet)
    assert len(made) == 3
    assert "--records" in said[0]


def test_records_of_every_form(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps(RECORDS), "utf-8")
    (tmp_path / "a.jsonl").write_text("".join(json.dumps(r) + "\n\n" for r in RECORDS), "utf-8")
    assert list(read_records(tmp_path / "a.json")) == RECORDS
    assert list(read_records(tmp_path / "a.jsonl")) == RECORDS
    (tmp_path / "a.bib").write_text(
        "@article{k1, title={The {Rhine} valley}, author={van der Berg, Anna and Doe, J.},"
        " journal={Rivers}, year=1999, volume=3, pages={1--9}}\n@misc{k2, note={nothing}}\n",
        "utf-8",
    )
    first, second = read_records(tmp_path / "a.bib")
    assert first == {
        "id": "k1",
        "type": "article-journal",
        "title": "The Rhine valley",
        "container-title": "Rivers",
        "volume": "3",
        "page": "1-9",
        "issued": {"date-parts": [[1999]]},
        "author": [{"family": "van der Berg", "given": "Anna"}, {"family": "Doe", "given": "J."}],
    }
    assert second == {"id": "k2", "type": "document"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.json", "{}"),
        ("a.json", "[1]"),
        ("a.jsonl", "nonsense"),
        ("a.bib", "@article{k, title={never closed}"),
        ("a.jsonl.gz", "not gzipped"),
    ],
)
def test_bad_records_are_one_error(tmp_path: Path, name: str, text: str) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    with pytest.raises(InputError, match="cannot read records"):
        list(read_records(tmp_path / name))


def test_a_missing_file_is_one_error(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot read records"):
        list(read_records(tmp_path / "none.jsonl"))
