"""Invented corporate bodies."""

from __future__ import annotations

from random import Random

import pytest

from refparse.synth.bodies import LANGUAGES, bodies, body


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_has_many_bodies(language: str) -> None:
    rng = Random(1)
    names = {body(language, rng) for _ in range(60)}
    assert len(names) > 45
    assert all(name == name.strip() and "{" not in name and ";" not in name for name in names)
    assert any("," in name for name in names)


def test_bodies_are_csl_names_and_differ() -> None:
    rng = Random(2)
    drawn = [bodies("xx", rng) for _ in range(80)]
    assert max(map(len, drawn)) > 1
    assert all(list(name) == ["literal"] for names in drawn for name in names)
    assert body("de", Random(3)) == body("de", Random(3))
