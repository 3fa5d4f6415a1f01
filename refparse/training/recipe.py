"""A recipe names every ingredient of a model, so that anyone can rebuild it."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from refparse._errors import TrainingError
from refparse.corpus import LabelledReference, read_jsonl

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib


@dataclass(frozen=True, slots=True)
class Ingredient:
    """One corpus of a recipe.

    Attributes:
        name: the corpus' name, also of its normalisation profile.
        path: file, relative to the corpora folder, or to the recipe's own folder.
        sha256: digest that the file must have; "" accepts any.
        cap: at most that many references, chosen by the recipe's seed; 0 takes all.
        repeat: how often each reference is shown in training, at least 1.
        without: ids of references that are left out, such as works that dev corpora cite too.
        shipped: whether the file lies beside the recipe rather than in the corpora folder.
        optional: whether training goes on without it.
        about: source, licence, commit and the like; copied into the model's metadata.
    """

    name: str
    path: str
    sha256: str = ""
    cap: int = 0
    repeat: int = 1
    without: Sequence[str] = ()
    shipped: bool = False
    optional: bool = True
    about: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Recipe:
    """How a model is made.

    Attributes:
        name: the model's name.
        seed: seed of every random choice.
        bio: BIO tags instead of plain ones.
        parameters: arguments of :class:`refparse.tagger.crf.CRFTagger`.
        ingredients: the corpora, in order.
        synthesis: arguments of the generator of synthetic references; empty for none.
        folder: where the recipe lies.
    """

    name: str
    seed: int = 1
    bio: bool = False
    parameters: Mapping[str, Any] = field(default_factory=dict)
    ingredients: tuple[Ingredient, ...] = ()
    synthesis: Mapping[str, Any] = field(default_factory=dict)
    folder: Path = Path(".")


_TOP: Final[Mapping[str, type]] = {
    "name": str,
    "seed": int,
    "bio": bool,
    "parameters": dict,
    "corpus": list,
    "synthesis": dict,
}
_KNOWN: Final[Mapping[str, type]] = {
    "name": str,
    "path": str,
    "sha256": str,
    "cap": int,
    "repeat": int,
    "without": list,
    "shipped": bool,
    "optional": bool,
}


def read_recipe(path: str | Path) -> Recipe:
    """Read a recipe from TOML.

    Raises:
        TrainingError: the file is missing, no TOML, or a key has a wrong type or is unknown.
    """
    path = Path(path)
    try:
        raw = tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise TrainingError(f"cannot read recipe {path}: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TrainingError(f"recipe {path} is not valid TOML: {error}") from None
    unknown = set(raw) - set(_TOP)
    if unknown:
        raise TrainingError(f"recipe {path}: unknown keys {', '.join(sorted(unknown))}")
    _check_types(raw, _TOP, f"recipe {path}")
    ingredients = []
    for entry in raw.get("corpus", []):
        if not isinstance(entry, dict) or not {"name", "path"} <= set(entry):
            raise TrainingError(f"recipe {path}: every [[corpus]] needs 'name' and 'path'")
        where = f"recipe {path}, corpus {entry['name']!r}"
        _check_types(entry, _KNOWN, where)
        if not all(isinstance(id, str) for id in entry.get("without", [])):
            raise TrainingError(f"{where}: 'without' must be a list of ids")
        if entry.get("repeat", 1) < 1 or entry.get("cap", 0) < 0:
            raise TrainingError(f"{where}: 'repeat' must be at least 1 and 'cap' at least 0")
        options = {key: entry[key] for key in _KNOWN if key in entry}
        about = {key: value for key, value in entry.items() if key not in _KNOWN}
        ingredients.append(Ingredient(**options, about=about))
    return Recipe(
        name=raw.get("name", path.stem),
        seed=raw.get("seed", 1),
        bio=raw.get("bio", False),
        parameters=raw.get("parameters", {}),
        ingredients=tuple(ingredients),
        synthesis=raw.get("synthesis", {}),
        folder=path.parent,
    )


def _check_types(raw: Mapping[str, Any], types: Mapping[str, type], where: str) -> None:
    names = {str: "text", int: "a whole number", bool: "true or false", dict: "a table"}
    for key, expected in types.items():
        if key in raw and type(raw[key]) is not expected:
            kind = names.get(expected, "an array")
            raise TrainingError(f"{where}: {key!r} must be {kind}, not {raw[key]!r:.60}")


def locate(recipe: Recipe, ingredient: Ingredient, corpora: Path | None) -> Path | None:
    """The ingredient's file; None where it is not there."""
    parent = recipe.folder if ingredient.shipped else corpora
    if parent is None:
        return None
    path = parent / ingredient.path
    return path if path.is_file() else None


def load(
    path: Path, ingredient: Ingredient, seed: int, warn: Callable[[str], None]
) -> Iterator[LabelledReference]:
    """The references of one ingredient, capped by a seeded choice, in file order.

    What the recipe leaves out is taken from the chosen ones: the choice does not depend on it.

    Raises:
        TrainingError: the file's SHA-256 is not the recipe's, or it lacks an id to be left out.
        CorpusError: the file breaks the corpus format.
    """
    digest = file_sha256(path)
    if ingredient.sha256 and digest != ingredient.sha256:
        raise TrainingError(
            f"{path}: SHA-256 {digest} is not the recipe's {ingredient.sha256}: get the file of "
            "the recipe, or correct the recipe if you changed the corpus on purpose"
        )
    references = list(read_jsonl(path, strict=False))
    without = set(ingredient.without)
    if lacking := without - {reference.id for reference in references}:
        raise TrainingError(
            f"{path} has no reference {sorted(lacking)[0]!r}, which the recipe leaves out: correct "
            "the recipe"
        )
    if ingredient.cap and len(references) > ingredient.cap:
        chosen = random.Random(f"{seed}:{ingredient.name}").sample(
            range(len(references)), ingredient.cap
        )
        references = [references[index] for index in sorted(chosen)]
    references = [reference for reference in references if reference.id not in without]
    if not references:
        warn(f"{path} holds no references")
    yield from references


def file_sha256(path: Path) -> str:
    """SHA-256 of a file, as hexadecimal digits."""
    digest = hashlib.sha256()
    with open(path, "rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()
