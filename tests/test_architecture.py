"""The rooms of the house: no module imports upwards, none is too long, none hides its names."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "refparse"
LAYERS = (
    ("_errors", "_version", "labels", "types"),
    ("native",),
    ("text",),
    ("features",),
    ("tagger",),
    ("citation",),
    ("formats",),
    ("parser",),
    ("columns", "frames", "pandas", "polars", "sklearn"),
    ("spark",),
    ("link",),
    ("finder",),
    ("corpus",),
    ("documents", "spacy"),  # A Doc may be a text in which references are found.
    ("synth",),
    ("evaluation",),
    ("training",),
    ("benchmark",),
    ("cli", "__main__"),
)
RANK = {room: rank for rank, rooms in enumerate(LAYERS) for room in rooms}
LONGEST = 400
"""Lines of a module; data tables are excepted by name."""
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def room_of(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Line and room of every import of refparse, wherever in the module it stands."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            if node.module == "refparse":
                yield from ((node.lineno, name.name) for name in node.names)
            elif node.module and node.module.startswith("refparse."):
                yield node.lineno, node.module.split(".")[1]
        elif isinstance(node, ast.Import):
            for name in node.names:
                if name.name.startswith("refparse."):
                    yield node.lineno, name.name.split(".")[1]


def test_every_room_has_its_place() -> None:
    rooms = {room_of(path) for path in MODULES} - {"__init__"}
    assert rooms <= set(RANK)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_imports_upwards(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return  # The front door names what lies behind it.
    for line, other in imports(path):
        # A value knows how to write itself: types.py reaches for the formats when asked to.
        if room == "types" and other == "formats":
            continue
        assert RANK[other] <= RANK[room], f"{path}:{line}: {room} imports {other}"


def test_only_functions_of_types_reach_for_the_formats() -> None:
    tree = ast.parse((PACKAGE / "types.py").read_text("utf-8"))
    top = [node for node in tree.body if isinstance(node, (ast.Import, ast.ImportFrom))]
    assert not any("formats" in ast.dump(node) for node in top)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_a_warehouse(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= LONGEST


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_nothing_is_pickled_or_evaluated(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, (ast.Import, ast.ImportFrom)):
            names = {alias.name.split(".")[0] for alias in node.names}
            names.add((getattr(node, "module", None) or "").split(".")[0])
            assert not names & {"pickle", "marshal", "shelve", "joblib", "cloudpickle"}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id not in ("eval", "exec"), f"{path}:{node.lineno}"
        if isinstance(node, ast.ExceptHandler):
            silent = len(node.body) == 1 and isinstance(node.body[0], ast.Pass)
            assert not silent, f"{path}:{node.lineno}: an error is swallowed"
