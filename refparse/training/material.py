"""From corpora or a recipe to the references that a model is trained on."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from refparse._errors import TrainingError
from refparse.corpus import LabelledReference, read_jsonl
from refparse.corpus.guideline import normalise_all
from refparse.corpus.profiles import PROFILES, profile_of
from refparse.training.recipe import Ingredient, Recipe, file_sha256, load, locate
from refparse.training.train import Material

Warn = Callable[[str], None]


def from_corpora(paths: Sequence[str | Path], *, guideline: bool = True) -> Material:
    """Material from corpus files.

    Args:
        paths: JSON Lines corpora.
        guideline: whether to normalise those first that have a profile in corpus/profiles.py
            (the public corpora); what has none is taken as it is, and must follow the guideline.

    Raises:
        CorpusError: a corpus cannot be read or breaks the format.
    """
    shown: list[tuple[LabelledReference, int]] = []
    sources = []
    for path in map(Path, paths):
        mend = guideline and path.stem in PROFILES
        references = list(read_jsonl(path, strict=not mend))
        kept = _normalised(references, path.stem) if mend else references
        shown += [(reference, 1) for reference in kept]
        sources.append(_source(path.stem, path, references, kept))
    return Material(tuple(shown), tuple(sources))


def from_recipe(
    recipe: Recipe,
    corpora: Path | None = None,
    records: Path | None = None,
    *,
    workers: int = 1,
    warn: Warn = lambda _: None,
    stage: Warn = lambda _: None,
) -> Material:
    """Material as a recipe says.

    Args:
        recipe: the recipe.
        corpora: folder of the public corpora that the recipe names; None uses only what ships.
        records: file of metadata records for synthesis; None uses what ships with the recipe.
        workers: processes for synthesis.
        warn: called with a line for each ingredient that is missing, and how to get it.
        stage: called with a line at each stage.

    Raises:
        TrainingError: a file differs from the recipe's SHA-256, or a needed one is missing.
    """
    shown: list[tuple[LabelledReference, int]] = []
    sources: list[dict[str, Any]] = []
    for ingredient in recipe.ingredients:
        path = locate(recipe, ingredient, corpora)
        if path is None:
            _missing(ingredient, recipe, warn)
            continue
        references = list(load(path, ingredient, recipe.seed, warn))
        # What ships with the recipe was labelled by the guideline: no rule may second-guess it.
        kept = references if ingredient.shipped else _normalised(references, ingredient.name)
        shown += [(reference, ingredient.repeat) for reference in kept]
        source = _source(ingredient.name, path, references, kept)
        sources.append({**source, "repeat": ingredient.repeat, **ingredient.about})
        stage(f"{ingredient.name}: {len(kept)} references, {len(references) - len(kept)} dropped")
    if recipe.synthesis:
        from refparse.training.synthetic import synthetic

        made, source = synthetic(recipe, shown, corpora, records, workers, warn, stage)
        shown += [(reference, 1) for reference in made]
        sources.append(source)
    return Material(tuple(shown), tuple(sources))


def _source(
    name: str,
    path: Path,
    references: Sequence[LabelledReference],
    kept: Sequence[LabelledReference],
) -> dict[str, Any]:
    """What the metadata says of a corpus."""
    return {
        "name": name,
        "references": len(kept),
        "dropped": len(references) - len(kept),
        "sha256": file_sha256(path),
    }


def _missing(ingredient: Ingredient, recipe: Recipe, warn: Warn) -> None:
    where = ingredient.about.get("source", "its source")
    message = (
        f"recipe {recipe.name!r}: corpus {ingredient.name!r} ({ingredient.path}) is missing. "
        f"Get it from {where} and give its folder with --corpora"
    )
    if not ingredient.optional:
        raise TrainingError(message)
    warn(message + "; going on without it.")


def _normalised(references: Sequence[LabelledReference], name: str) -> list[LabelledReference]:
    return list(normalise_all(references, profile_of(name), partial=True))
