from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from refparse.synth.pool import Pool
from refparse.synth.reskin import _new_names, _new_pages, reskin, usable
from refparse.synth.shape import problems

GLUED = [
    (0, 7, "author"),
    (8, 12, "date"),
    (14, 34, "title"),
    (36, 44, "journal"),
    (44, 46, "volume"),
]


def test_a_sound_reference_lends_its_shape(references: list[dict[str, Any]], pool: Pool) -> None:
    model = references[0]
    assert usable(model)
    for seed in range(30):
        text, spans, language, kind = reskin(model, pool, Random(seed))
        assert problems(text, spans) == []
        assert kind == "article-journal"
        assert language
        assert [x for *_, x in spans] == [x for *_, x in model["spans"]]
        values = {label: text[start:end] for start, end, label in spans}
        assert re.fullmatch(r"\S+ [A-Z], \S+ [A-Z]{2}", values["author"])
        assert "Orlando" not in values["author"]
        assert re.fullmatch(r"\d\d-\d{2,3}", values["pages"])
        assert re.search(r"\) .+ \d\d\(\d\): ", text)


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("Ames J. 2001. Quays. 12: 5-9.", [(0, 7, "author"), (8, 12, "date")]),
        (
            "World Institute. 2001. Lanterns on the quay. J Coasts 12",
            [(0, 15, "author"), (17, 21, "date"), (23, 43, "title"), (45, 53, "journal")],
        ),
        (
            "Ames J. 2001. Lanterns on the quay. Something else stands here. J Coasts 12",
            [(0, 7, "author"), (8, 12, "date"), (14, 34, "title"), (64, 72, "journal")],
        ),
        (
            "Ames J. 2001. Lanterns on the quay. J Coasts12",
            GLUED,
        ),
    ],
)  # fmt: skip
def test_what_is_doubtful_lends_nothing(text: str, spans: list[tuple[int, int, str]]) -> None:
    assert not usable({"text": text, "spans": [list(span) for span in spans]})


def test_names_keep_their_form() -> None:
    rng = Random(3)
    new = _new_names("MÜLLER, H.-J., von BERG, K. and others", "de", rng)
    assert re.fullmatch(r"[^a-z]+, [A-Z]\.-[A-Z]\., von [^a-z]+, [A-Z]\. and others", new)
    assert re.fullmatch(r"[А-Я][а-яё]+ [А-Я]\.[А-Я]\.", _new_names("Петров И.С.", "ru", rng))


@pytest.mark.parametrize("old", ["325-6", "12–45", "S12-S19", "e0123", "1099-9", "7"])
def test_pages_keep_their_form(old: str) -> None:
    for seed in range(50):
        new = _new_pages(old, Random(seed))
        assert re.sub(r"\d+", "#", new) == re.sub(r"\d+", "#", old)
        numbers = [int(n) for n in re.findall(r"\d+", new)]
        if old == "12–45":
            assert numbers[0] < numbers[1]
        if old in ("325-6", "1099-9"):
            assert numbers[0] % 10 < numbers[1] < 10
