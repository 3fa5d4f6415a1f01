from __future__ import annotations

import re
from random import Random
from typing import Any

import pytest

from refparse.synth import banks, people, stock, words
from refparse.synth.pool import Pool, build_pool, clean, guess_language

CYRILLIC = re.compile(r"[\u0400-\u04ff]")


@pytest.mark.parametrize("language", people.LANGUAGES)
def test_people_have_two_names_in_every_language(language: str) -> None:
    rng = Random(1)
    for _ in range(20):
        name = people.person(language, rng)
        assert name["family"]
        assert name["given"]


@pytest.mark.parametrize("language", ["ru", "uk", "el", "zh", "ja", "ko"])
def test_romanised_people_are_in_latin_letters(language: str) -> None:
    rng = Random(2)
    for _ in range(30):
        name = people.person(f"{language}-Latn", rng)
        assert not re.search(r"[\u0370-\u04ff\u3040-\u9fff\uac00-\ud7af]", str(name))


@pytest.mark.parametrize(
    ("scheme", "text", "latin"),
    [
        ("bgn", "Юлия Щукина", "Yuliya Shchukina"),
        ("loc", "Юлия", "Iuliia"),
        ("iso", "Щ и ж", "Ŝ i ž"),
        ("bgn", "МЩ 12", "MSHCH 12"),
        ("bgn", "plain", "plain"),
    ],
)
def test_transliterate(scheme: str, text: str, latin: str) -> None:
    assert people.transliterate(text, scheme) == latin


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The history of the quay", "en"),
        ("Die Geschichte der Uhren", "de"),
        ("Les chemins de la laine", "fr"),
        ("История пристани", "ru"),
        ("Історія пристані", "uk"),
        ("港の歴史の研究", "ja"),
        ("农村经济研究", "zh"),
        ("한국의 교육", "ko"),
        ("Xyz", ""),
    ],
)
def test_guess_language(text: str, language: str) -> None:
    assert guess_language(text) == language


@pytest.mark.parametrize(
    "damaged",
    [
        "lower case beginning",
        "“Quoted",
        "Unbalanced (bracket",
        "With http://address.example",
        "TeX {braces} here",
        "In pages pp. 12",
        "12345 678 90 12",
        "WHOLLY SHOUTED TITLE",
        "ab",
    ],
)
def test_clean_refuses_damage(damaged: str) -> None:
    assert clean(damaged, 3) == ""


def test_clean_keeps_and_mends() -> None:
    assert clean(" A study : of quays. ") == "A study: of quays"


def test_pool_sorts_strings_by_kind_and_language(pool: Pool) -> None:
    assert "Die Geschichte der Uhren im Schwarzwald" in pool.articles["de"]
    assert "Lanterns on the quay at low tide" in pool.articles["en"]
    assert pool.publishers["en"] == (("Heron & Daughters", "Leeds"),)
    assert ("Annals of Imagined Law", "Ann. Imag. Law") in pool.listed["en"]
    assert {"family": "Orlando", "given": "Mina"} in pool.people["en"]
    assert "ru" not in pool.people  # Latin names of a Russian record
    assert {"family": "Orlando", "given": "Mina"} in pool.people["ru-Latn"]


def test_pool_keeps_each_string_once(records: list[dict[str, Any]]) -> None:
    twice = build_pool(records + records)
    assert twice == build_pool(records)


@pytest.mark.parametrize("language", sorted(words.TITLES))
def test_titles_can_be_made_up(language: str) -> None:
    rng = Random(3)
    made = {banks.title(language, rng) for _ in range(40)}
    assert len(made) > 25
    assert not any("  " in title or ";" in title or title != title.strip() for title in made)


@pytest.mark.parametrize("language", ["en", "de", "ru", "ja", "xx"])
def test_stock_has_something_for_every_language(pool: Pool, language: str) -> None:
    rng = Random(4)
    for kind in ("articles", "books", "theses"):
        assert len(stock.title(pool, language, kind, rng)) > 2
    assert any(stock.journal(pool, language, rng))
    assert all(stock.publisher(pool, language, rng))
