from __future__ import annotations

import re

import pytest
from hypothesis import given

from refparse.formats.keys import citation_key, keyed
from refparse.types import Citation, Date, Name

from .samples import cite
from .strategies import citations, relaxed


@pytest.mark.parametrize(
    ("citation", "key"),
    [
        (cite("book", "Голуб, Ю. Г.", year=2021, title="«Дональд Трамп» и другие"),
         "golub2021donald"),
        (cite("book", "Müller, A.", year=1999, title="Die Straße"), "muller1999strasse"),
        (cite("book", "O'Brien, F.", year=1939, title="At Swim-Two-Birds"), "obrien1939swim"),
        (cite("book", "World Health Organization", title="L'eau"), "worldeau"),
        (cite("book", title="1984", year=1949), "ref19841949"),
        (cite("book", title="The Edda", year=1220), "edda1220"),
        (cite("book", editors=["Łukasz, Z."], year=2001), "lukasz2001"),
        (cite("book", Name(family="Wetering", given="E.", particle="van de"), year=1997),
         "wetering1997"),
        (cite("book", "王, 小明", year=2020, title="机器学习"), "wang2020jiqixuexi"),
        (cite("book", "Σ, Α.", title="Of the", issued=Date(-44)), "sof"),
        (Citation("x"), "ref2d711642"),
    ],
)  # fmt: skip
def test_citation_key(citation: Citation, key: str) -> None:
    assert citation_key(citation) == key


@relaxed
@given(citations)
def test_keys_are_ascii_names(citation: Citation) -> None:
    key = citation_key(citation)
    assert re.fullmatch("[a-z][a-z0-9]{0,80}", key)
    assert key == citation_key(citation)


def test_duplicates_get_letters() -> None:
    same = cite("book", "Doe, J.", year=2000, title="Cats")
    keys = [key for key, _ in keyed([same] * 30)]
    assert keys[:4] == ["doe2000cats", "doe2000catsa", "doe2000catsb", "doe2000catsc"]
    assert keys[26:29] == ["doe2000catsz", "doe2000catsaa", "doe2000catsab"]
    assert len(set(keys)) == 30


def test_a_letter_never_meets_another_key() -> None:
    cat, cats = cite("book", "Doe, J.", title="Cat"), cite("book", "Doe, J.", title="Cata")
    keys = [key for key, _ in keyed([cat, cats, cat, cats, cat])]
    assert keys == ["doecat", "doecata", "doecatb", "doecataa", "doecatc"]
