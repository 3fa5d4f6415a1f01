from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from refparse._errors import InputError
from refparse.corpus import LabelledReference
from refparse.corpus.validate import validate
from refparse.labels import LABELS
from refparse.synth import generate, synthesise
from refparse.synth.shape import problems

STYLES = (
    "apa",
    "american-medical-association",
    "chicago-notes-bibliography-17th-edition",
    "zeitschrift-fur-parlamentsfragen",
)
Records = list[dict[str, Any]]


def lines(records: Records, count: int, **options: Any) -> list[str]:
    options.setdefault("styles", STYLES)
    found = synthesise(records, count, options.pop("seed", 1), **options)
    return [json.dumps(reference, ensure_ascii=False) for reference in found]


@pytest.fixture(scope="module")
def made(records: Records, references: Records) -> list[dict[str, Any]]:
    pytest.importorskip("pypandoc")
    return [json.loads(line) for line in lines(records, 400, references=references, seed=2)]


def test_all_references_are_sound_and_different(made: list[dict[str, Any]]) -> None:
    assert len(made) == 400
    assert len({reference["text"] for reference in made}) == 400
    for reference in made:
        spans = [tuple(span) for span in reference["spans"]]
        assert problems(reference["text"], spans) == []
        assert list(validate([LabelledReference("", reference["text"], tuple(spans))])) == []
        assert set(reference) == {"id", "text", "spans", "lang", "style", "type", "source"}
        assert all(label in LABELS for *_, label in reference["spans"])


def test_all_sources_take_part(made: list[dict[str, Any]]) -> None:
    assert {"csl", "template", "shape"} <= set(Counter(r["source"] for r in made))


def test_same_seed_same_bytes_whatever_the_workers(records: Records) -> None:
    pytest.importorskip("pypandoc")
    alone = lines(records, 150, seed=5)
    assert lines(records, 150, seed=5, workers=2) == alone
    assert lines(records, 150, seed=6) != alone


def test_a_shorter_run_is_the_beginning_of_a_longer_one(records: Records) -> None:
    pytest.importorskip("pypandoc")
    longer = lines(records, 120, seed=3)
    assert lines(records, 60, seed=3) == longer[:60]


def test_mix_chooses_the_sources(records: Records, references: Records) -> None:
    only = {"shapes": 1.0}
    made = [json.loads(line) for line in lines(records, 50, references=references, mix=only)]
    assert {reference["source"] for reference in made} == {"shape"}
    made = [json.loads(line) for line in lines(records, 50, mix={"templates": 1})]
    assert {reference["source"] for reference in made} == {"template"}


def test_nothing_is_made_where_nothing_is_asked_for(records: Records) -> None:
    assert lines(records, 0) == []


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"count": -1}, "count -1"),
        ({"count": 1, "workers": 0}, "workers 0"),
        ({"count": 1, "noise": 2.0}, "noise 2.0"),
        ({"count": 1, "styles": ("no-such-style",)}, "no-such-style"),
        ({"count": 1, "mix": {"elsewhere": 1.0}}, "elsewhere"),
        ({"count": 1, "mix": {"shapes": 1.0}}, "shapes"),
    ],
)
def test_bad_arguments_are_named(records: Records, options: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        list(synthesise(records, seed=1, **options))


def test_records_without_titles_are_refused() -> None:
    with pytest.raises(InputError, match="no usable titles"):
        list(synthesise([{"type": "book"}], 5, 1, styles=STYLES))


def test_giving_up_where_nothing_new_comes(
    records: Records, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = {"text": "Ames J. Quays. 2001.", "spans": [[0, 7, "author"]]}
    monkeypatch.setattr(generate, "_job", lambda plan, number: [dict(made)])
    found = synthesise(records, 3, 1, styles=STYLES)
    assert next(found)["text"] == made["text"]
    with pytest.raises(InputError, match="only 1 of 3"):
        next(found)
