"""Documents marked by hand that training did not see: what the shipped model is held to."""

from __future__ import annotations

import pytest

from refparse.evaluation.finder import evaluate_documents, finder, read_marked_files, total
from refparse.finder import find_references
from tests.conftest import ROOT

DOCUMENTS = read_marked_files([ROOT / "training_data" / "finder" / "heldout"])
LEAST = 0.9


def test_there_are_enough_in_many_languages() -> None:
    assert len(DOCUMENTS) >= 30
    assert len({document.language for document in DOCUMENTS}) >= 20


def test_whole_references_are_found() -> None:
    assert total("all", evaluate_documents(DOCUMENTS, finder("finder"))).f1 >= LEAST


def test_training_did_not_see_them() -> None:
    trained = read_marked_files([ROOT / "training_data" / "finder" / "train"])
    seen = {gold for document in trained for gold in document.gold}
    assert not seen & {gold for document in DOCUMENTS for gold in document.gold}


@pytest.mark.parametrize(
    "document",
    [document for document in DOCUMENTS if not document.gold],
    ids=lambda document: document.name,
)
def test_documents_without_references_give_none(document: object) -> None:
    assert find_references(document.text) == []  # type: ignore[attr-defined]
