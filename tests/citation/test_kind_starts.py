"""The beginnings of matches, as they are read off the expressions."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.citation import kind_words
from refparse.citation.kind_starts import WIDTH, starts
from refparse.citation.kind_words import pattern

PATTERNS = {
    name: known
    for name, known in vars(kind_words).items()
    if isinstance(known, re.Pattern) and starts(known) is not None
}


def test_starts_of_words_sets_branches_and_repeats() -> None:
    assert starts(pattern("abstract", r"ab[cd]e", r"x(?:y|zz)?\s", "q+")) == (
        "abce",
        "abde",
        "abstra",
        "q",
        "qq",
        "qqq",
        "qqqq",
        "qqqqq",
        "qqqqqq",
        "x",
        "xy",
        "xzz",
    )


def test_starts_of_what_may_begin_with_anything() -> None:
    assert starts(pattern(r"\w{1,3}x")) is None
    assert starts(pattern(r"a?")) is None
    assert starts(re.compile("abc")) is None
    assert starts(re.compile(kind_words.WORD_START + "abc", re.IGNORECASE)) is None
    assert starts(pattern(r"[a-z][a-z][a-z][a-z]")) is None  # too many


def test_conferences_have_starts() -> None:
    assert "CONFERENCE" in PATTERNS
    assert len(starts(kind_words.CONFERENCE) or ()) > 30


@pytest.mark.parametrize("name", sorted(PATTERNS))
@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_every_match_begins_with_a_start(name: str, data: st.DataObject) -> None:
    known = PATTERNS[name]
    heads = starts(known) or ()
    assert all(1 <= len(head) <= WIDTH for head in heads)
    text = data.draw(st.from_regex(known))
    for match in known.finditer(text):
        assert text.startswith(heads, match.start())
