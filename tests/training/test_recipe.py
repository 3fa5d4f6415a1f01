"""Recipes: reading them, and the material that they give."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from refparse._errors import CorpusError, TrainingError
from refparse.corpus import LabelledReference, write_jsonl
from refparse.training import Ingredient, from_recipe, read_recipe
from refparse.training.recipe import file_sha256, load, locate
from tests.conftest import ROOT

RECIPE = """
name = "mine"
seed = 7
bio = true

[parameters]
c1 = 0.5

[[corpus]]
name = "own"
path = "own.jsonl"
shipped = true
repeat = 3
licence = "MIT"

[[corpus]]
name = "public"
path = "public.jsonl"
cap = 5
source = "https://example.org"
"""


@pytest.fixture
def folder(tmp_path: Path, gold: tuple[LabelledReference, ...]) -> Path:
    (tmp_path / "corpora").mkdir()
    for path, part in (
        (tmp_path / "own.jsonl", gold[:8]),
        (tmp_path / "corpora" / "public.jsonl", gold[20:40]),
    ):
        with open(path, "w", encoding="utf-8") as stream:
            write_jsonl(part, stream)
    (tmp_path / "recipe.toml").write_text(RECIPE, "utf-8")
    return tmp_path


def test_reading(folder: Path) -> None:
    recipe = read_recipe(folder / "recipe.toml")
    assert (recipe.name, recipe.seed, recipe.bio) == ("mine", 7, True)
    assert recipe.parameters == {"c1": 0.5}
    assert recipe.folder == folder
    assert recipe.ingredients == (
        Ingredient("own", "own.jsonl", repeat=3, shipped=True, about={"licence": "MIT"}),
        Ingredient("public", "public.jsonl", cap=5, about={"source": "https://example.org"}),
    )


def test_defaults(tmp_path: Path) -> None:
    (tmp_path / "plain.toml").write_text("")
    recipe = read_recipe(tmp_path / "plain.toml")
    assert (recipe.name, recipe.seed, recipe.bio, recipe.ingredients) == ("plain", 1, False, ())


def test_material(folder: Path) -> None:
    told: list[str] = []
    found = from_recipe(read_recipe(folder / "recipe.toml"), folder / "corpora", stage=told.append)
    own, public = found.sources
    assert (own["name"], own["repeat"], own["licence"]) == ("own", 3, "MIT")
    assert own["references"] + own["dropped"] == 8
    assert public["references"] + public["dropped"] == 5
    assert own["sha256"] == hashlib.sha256((folder / "own.jsonl").read_bytes()).hexdigest()
    assert [times for _, times in found.references].count(3) == own["references"]
    assert len(told) == 2


def test_a_capped_choice_is_always_the_same(folder: Path) -> None:
    recipe = read_recipe(folder / "recipe.toml")
    first = from_recipe(recipe, folder / "corpora")
    assert first == from_recipe(recipe, folder / "corpora")
    ids = [reference.id for reference, times in first.references if times == 1]
    path = folder / "corpora" / "public.jsonl"
    other = {reference.id for reference in load(path, recipe.ingredients[1], 8, lambda _: None)}
    assert set(ids) != other


def test_what_is_left_out_changes_no_choice(folder: Path) -> None:
    recipe = read_recipe(folder / "recipe.toml")
    before = [
        one for one, times in from_recipe(recipe, folder / "corpora").references if times == 1
    ]
    text = RECIPE + f'without = ["{before[1].id}"]\n'
    (folder / "recipe.toml").write_text(text)
    less = from_recipe(read_recipe(folder / "recipe.toml"), folder / "corpora")
    found = [one for one, times in less.references if times == 1]
    assert found == [before[0], *before[2:]]
    (folder / "recipe.toml").write_text(RECIPE + 'without = ["nobody-1"]\n')
    with pytest.raises(TrainingError, match="has no reference 'nobody-1'"):
        from_recipe(read_recipe(folder / "recipe.toml"), folder / "corpora")


def test_a_missing_corpus_is_told_and_left_out(folder: Path) -> None:
    told: list[str] = []
    found = from_recipe(read_recipe(folder / "recipe.toml"), None, warn=told.append)
    assert [source["name"] for source in found.sources] == ["own"]
    (line,) = told
    assert "public" in line
    assert "https://example.org" in line


def test_a_missing_corpus_that_is_needed(folder: Path) -> None:
    text = RECIPE + "optional = false\n"
    (folder / "recipe.toml").write_text(text)
    with pytest.raises(TrainingError, match=r"'public'.*is missing"):
        from_recipe(read_recipe(folder / "recipe.toml"), folder)


def test_a_changed_corpus_is_refused(folder: Path) -> None:
    good = file_sha256(folder / "corpora" / "public.jsonl")
    recipe = folder / "recipe.toml"
    recipe.write_text(RECIPE + f'sha256 = "{good}"\n')
    assert len(from_recipe(read_recipe(recipe), folder / "corpora").sources) == 2
    recipe.write_text(RECIPE + f'sha256 = "{"0" * 64}"\n')
    with pytest.raises(TrainingError, match=f"SHA-256 {good}"):
        from_recipe(read_recipe(recipe), folder / "corpora")


def test_a_broken_corpus_is_refused(folder: Path) -> None:
    (folder / "own.jsonl").write_text("[]\n")
    with pytest.raises(CorpusError, match=r"own\.jsonl:1"):
        from_recipe(read_recipe(folder / "recipe.toml"), folder / "corpora")


def test_an_empty_corpus_is_told(folder: Path) -> None:
    (folder / "own.jsonl").write_text("")
    told: list[str] = []
    from_recipe(read_recipe(folder / "recipe.toml"), folder / "corpora", warn=told.append)
    assert told == [f"{folder / 'own.jsonl'} holds no references"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("name = ", "not valid TOML"),
        ("\xff", "not valid TOML"),
        ("sed = 1", "unknown keys sed"),
        ("seed = 'x'", "'seed' must be a whole number"),
        ("bio = 1", "'bio' must be true or false"),
        ("name = 1", "'name' must be text"),
        ("parameters = 1", "'parameters' must be a table"),
        ("synthesis = []", "'synthesis' must be a table"),
        ("corpus = 1", "'corpus' must be an array, not 1"),
        ("corpus = [1]", "needs 'name' and 'path'"),
        ("[[corpus]]\nname = 'a'", "needs 'name' and 'path'"),
        ("[[corpus]]\nname = 'a'\npath = 1", "'path' must be text"),
        ("[[corpus]]\nname = 'a'\npath = 'b'\ncap = 'c'", "'cap' must be a whole number"),
        ("[[corpus]]\nname = 'a'\npath = 'b'\ncap = -1", "'cap' at least 0"),
        ("[[corpus]]\nname = 'a'\npath = 'b'\nwithout = [1]", "'without' must be a list of ids"),
        ("[[corpus]]\nname = 'a'\npath = 'b'\nwithout = 'x'", "'without' must be an array"),
        ("[[corpus]]\nname = 'a'\npath = 'b'\nrepeat = 0", "'repeat' must be at least 1"),
    ],
)
def test_broken_recipes(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "recipe.toml"
    path.write_bytes(text.encode("latin-1"))
    with pytest.raises(TrainingError, match=message):
        read_recipe(path)


def test_no_recipe(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot read recipe"):
        read_recipe(tmp_path / "none.toml")


def test_the_shipped_recipe_names_files_that_are_there() -> None:
    recipe = read_recipe(ROOT / "training_data" / "default.toml")
    assert recipe.name == "default"
    assert recipe.ingredients
    for ingredient in recipe.ingredients:
        assert {"source", "licence"} <= set(ingredient.about)
        if ingredient.shipped:
            path = locate(recipe, ingredient, None)
            assert path is not None
            assert ingredient.sha256 in ("", file_sha256(path))
        else:
            assert ingredient.sha256
