"""Whole documents: which references are found, where, and what is left alone."""

from __future__ import annotations

import pytest

from refparse.finder import find_references

from .documents import EXAMPLES, WITHOUT, Example


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.name)
def test_finds_exactly_the_references(example: Example) -> None:
    found = find_references(example.text)
    assert [reference.text for reference in found] == list(example.expected)


@pytest.mark.parametrize("text", WITHOUT.values(), ids=list(WITHOUT))
def test_leaves_other_documents_alone(text: str) -> None:
    assert find_references(text) == []
