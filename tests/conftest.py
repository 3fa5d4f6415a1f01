"""What many tests share: the gold references, and a tiny model trained once per run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

from refparse.corpus import LabelledReference, read_jsonl
from refparse.parser import Parser
from refparse.tagger.decode import Decoder
from refparse.training import Material, train

# The same examples in every run, so that what passed once passes again; to look for new ones:
# HYPOTHESIS_PROFILE=explore make test
settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("explore", max_examples=500, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "steady"))

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "training_data" / "gold"
TINY_PARAMETERS = {"max_iterations": 25, "c1": 0.05, "c2": 0.05, "min_freq": 2}
TINY_SIZE = 60
TINY_FILES = (
    "central-european",
    "cjk",
    "cyrillic",
    "english",
    "french",
    "german",
    "legal-footnotes",
    "non-articles",
    "physics-geography",
    "spanish-portuguese",
)


@pytest.fixture(scope="session", autouse=True)
def compiled_models(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Compiled models of test runs stay out of the user's cache."""
    os.environ["REFPARSE_CACHE"] = str(tmp_path_factory.mktemp("compiled"))


@pytest.fixture(scope="session")
def gold() -> tuple[LabelledReference, ...]:
    """All references of the project's own gold."""
    files = sorted(GOLD.glob("*.jsonl"))
    return tuple(reference for path in files for reference in read_jsonl(path))


@pytest.fixture(scope="session")
def tiny_gold() -> tuple[LabelledReference, ...]:
    """Some sixty gold references of every language and kind.

    They come from named files, so that gold added in a new file leaves the tiny model as it is.
    """
    files = [GOLD / f"{name}.jsonl" for name in TINY_FILES]
    references = tuple(reference for path in files for reference in read_jsonl(path))
    return references[:: len(references) // TINY_SIZE]


@pytest.fixture(scope="session")
def tiny_material(tiny_gold: tuple[LabelledReference, ...]) -> Material:
    return Material(
        tuple((reference, 1) for reference in tiny_gold),
        ({"name": "tiny", "references": len(tiny_gold)},),
    )


@pytest.fixture(scope="session")
def tiny_model(tiny_material: Material, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model folder trained on the tiny gold; tests must not write into it."""
    folder = tmp_path_factory.mktemp("models") / "tiny"
    train(tiny_material, folder, name="tiny", bio=True, parameters=TINY_PARAMETERS)
    return folder


@pytest.fixture(scope="session")
def tiny_decoder(tiny_model: Path) -> Decoder:
    return Decoder(tiny_model)


@pytest.fixture(scope="session")
def tiny_parser(tiny_model: Path) -> Parser:
    return Parser.load(tiny_model)
