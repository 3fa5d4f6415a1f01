"""The public surface, and how cheap it is to import."""

from __future__ import annotations

import subprocess
import sys
from importlib import resources
from pathlib import Path

import pytest

import refparse
from refparse import _errors
from refparse.labels import LABELS
from refparse.parser import Parser

HEAVY = {"sklearn", "scipy", "numpy", "spacy", "pandas", "pybtex", "stdnum", "rich", "click",
         "pycrfsuite", "sklearn_crfsuite", "citeproc", "concurrent.futures.process"}  # fmt: skip


def loaded(code: str) -> set[str]:
    """Modules that a fresh interpreter has loaded after running the code."""
    run = subprocess.run(
        [sys.executable, "-W", "error", "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    return set(run.stdout.split())


def test_all_is_this_list() -> None:
    assert refparse.__all__ == [
        "LABELS",
        "Citation",
        "CorpusError",
        "Date",
        "ExtractedReference",
        "FormatError",
        "FoundReference",
        "InputError",
        "LocatedReference",
        "MissingExtraError",
        "ModelError",
        "Name",
        "Parser",
        "RefparseError",
        "Span",
        "TrainingError",
        "__version__",
        "accelerated",
        "extract",
        "find",
        "find_references",
        "parse",
        "parse_many",
    ]


@pytest.mark.parametrize("name", refparse.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(refparse, name) is not None
    assert name in dir(refparse)


def test_other_names_are_not() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        refparse.nonsense  # noqa: B018


def test_star_import() -> None:
    found: dict[str, object] = {}
    exec("from refparse import *", found)
    assert set(refparse.__all__) <= set(found)


def test_importing_costs_next_to_nothing() -> None:
    assert loaded("import refparse") & HEAVY == set()


def test_the_values_load_nothing_heavy() -> None:
    code = "import refparse; refparse.Citation('x'); refparse.ModelError; refparse.LABELS"
    assert loaded(code) & HEAVY == set()


def test_parsing_needs_no_training_packages(tiny_model: Path) -> None:
    code = f"import refparse; refparse.Parser.load({str(tiny_model)!r}).parse('Smith, J. 1999.')"
    needless = {"sklearn", "scipy", "sklearn_crfsuite", "spacy", "pandas", "pybtex", "rich"}
    assert loaded(code) & needless == set()


def test_finding_needs_no_training_packages() -> None:
    code = "import refparse; refparse.find_references('References\\n1. Doe J. 2001;4:5-9.')"
    assert loaded(code) & (HEAVY - {"numpy", "pycrfsuite"}) == set()


def test_help_is_quick() -> None:
    code = "from refparse.cli import cli; cli.main(['--help'], standalone_mode=False)"
    assert loaded(code) & (HEAVY - {"click"}) == set()


def test_errors_have_one_root() -> None:
    raised = [value for value in vars(_errors).values() if isinstance(value, type)]
    assert len(raised) == 7
    assert all(issubclass(error, refparse.RefparseError) for error in raised)
    assert {error.__name__ for error in raised} <= set(refparse.__all__)


def test_it_is_typed() -> None:
    assert resources.files("refparse").joinpath("py.typed").is_file()


def test_the_labels_of_the_contract() -> None:
    assert len(LABELS) == len(set(LABELS)) == 28


def test_loading_from_the_top(tiny_model: Path) -> None:
    assert refparse.Parser is Parser
    assert refparse.Parser.load(str(tiny_model)).parse("Smith, J. 1999.").year == 1999


@pytest.mark.skipif(not refparse.accelerated, reason="the C core is not built")
def test_with_a_compiled_model_parsing_needs_nothing_heavy() -> None:
    once = "import refparse; refparse.parse('Hill J. Rivers. 2001.')"
    loaded(once)  # Where the model was never compiled, this does it.
    assert not loaded(once) & HEAVY
