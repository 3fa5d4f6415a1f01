"""What a reference says outside its spans is kept, unless it is a label word."""

from __future__ import annotations

import pytest
from hypothesis import given

from refparse.citation.assemble import assemble
from refparse.citation.fields import LabelledText
from refparse.citation.leftover import leftover
from refparse.types import Span
from tests.strategies import texts
from tests.timing import assert_linear

from .markup import labelled


@pytest.mark.parametrize(
    ("marked", "kept"),
    [
        ("{author|Roe R}. {title|Au}. In: {booktitle|Waters} (eds.), pp. {pages|1-9}.", []),
        ("{title|Реки} / пер. с англ. {translator|И. Р.} М., 2001. {pages|5} с.", ["М., 2001"]),
        ("{title|Au}, hg. v. {editor|A. R.}, 2. Aufl., Bd. {volume|3}, S. {pages|1}", ["2. Aufl"]),
        ("{title|Rivers}. Winner of the Mill prize, {date|2001}.", ["Winner of the Mill prize"]),
        ("{title|Rivers} (with maps). https://doi.org/{doi|10.1000/x}", ["(with maps)"]),
        ("{title|Rivers} (with maps {date|2001}).", ["with maps"]),
        ("{title|Rivers}, {url|http://a.org} (дата обращения: {accessed|01.02.2003})", []),
        ("{title|Rivers}. {date|2001}; Roe R. Another book. 2003.", ["Roe R. Another book. 2003"]),
        ("{title|Rivers} 7", ["7"]),
    ],
)  # fmt: skip
def test_telling_words_are_kept(marked: str, kept: list[str]) -> None:
    assert leftover(LabelledText(*labelled(marked)).between) == kept


def test_they_join_the_note() -> None:
    citation = assemble(*labelled("{title|Rivers}. {note|In press}. Winner of the Mill prize."))
    assert citation.fields["note"] == "In press; Winner of the Mill prize"
    assert assemble("quite unreadable", ()).fields == {"note": "quite unreadable"}


@given(texts)
def test_any_text_has_a_leftover(text: str) -> None:
    for kept in leftover([text]):
        assert kept.strip() == kept != ""
    whole = [Span(0, len(text), "title", text)] if text else []
    assert leftover(LabelledText(text, whole).between) == []


@pytest.mark.parametrize("char", ["a ", "(", "-", "a-", "'", "é"])
def test_long_texts_take_linear_time(char: str) -> None:
    assert_linear(lambda size: leftover([char * size]), 4_000, 64_000)
