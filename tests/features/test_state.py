"""Running state: what a token is told about the reference around it."""

from __future__ import annotations

import pytest
from hypothesis import given

from refparse.features.chunks import chunks
from refparse.features.form import capitals
from refparse.features.state import bucket, states
from refparse.features.view import view
from refparse.text import tokenise
from tests.strategies import texts
from tests.timing import assert_linear

ARTICLE = 'Smith J, Doe A. "The state of war" (2nd ed.). World Politics. 1984; 36(4): 461–495.'


def told(text: str) -> dict[str, set[str]]:
    """State features by token; the last of equal tokens wins."""
    tokens = [token.text for token in tokenise(text)]
    found = states([view(token) for token in tokens])
    return {token: set(names) for token, names in zip(tokens, found, strict=True)}


def starts(names: set[str], prefix: str) -> set[str]:
    return {name for name in names if name.startswith(prefix)}


def test_quotes() -> None:
    seen = told(ARTICLE)
    assert "q=open" in seen['"The']
    assert "q=in" in seen["state"]
    assert "q=close" in seen['war"']
    assert starts(seen["World"], "q=after")
    assert not starts(seen["Smith"], "q=")


def test_guillemets() -> None:
    seen = told("Иванов И. «Война и мир сегодня» // Журнал")
    assert "q=in" in seen["мир"]
    assert starts(seen["Журнал"], "q=after")


def test_brackets() -> None:
    seen = told("Title (see also the second) end")
    assert "b=(" in seen["also"]
    assert "b=(" in seen["(see"]
    assert not starts(seen["end"], "b=")
    assert not starts(seen["Title"], "b=")


def test_what_was_read_and_what_comes() -> None:
    seen = told(ARTICLE)
    assert starts(seen["36"], "seen=year")
    assert not starts(seen["36"], "next=year")
    assert starts(seen["World"], "next=year")
    assert not starts(seen["World"], "seen=year")


def test_distance_to_the_next_year_shrinks() -> None:
    seen = told("alpha beta gamma 1999")
    assert starts(seen["gamma"], "next=year") == {"next=year2"}
    assert starts(seen["beta"], "next=year") == {"next=year3"}


def test_slashes() -> None:
    seen = told("Название // Журнал. 2008.")
    assert starts(seen["Журнал."], "seen=slashes")
    assert starts(seen["Название"], "next=slashes")


def test_position() -> None:
    seen = told("one two three four")
    assert "pos=1" in seen["one"]
    assert "rpos=1" in seen["four"]
    assert "frac=0" in seen["one"]
    assert "frac=7" in seen["four"]


def test_segments() -> None:
    seen = told("Smith J. A long title here. The journal name. 1999.")
    assert "seg=0" in seen["Smith"]
    assert seen["The"] != seen["title"]
    first = next(iter(starts(seen["title"], "seg=")))
    second = next(iter(starts(seen["The"], "seg=")))
    assert int(second[4:]) == int(first[4:]) + 1


def test_an_initial_ends_no_segment() -> None:
    seen = told("Smith J. A. B. Doe")
    assert "seg=0" in seen["Doe"]


def test_names_look_alike_in_equal_styles() -> None:
    one = starts(told("Smith, J. Title of it. 1999.")["Title"], "na=")
    two = starts(told("Brown, A. Other of it. 2001.")["Other"], "na=")
    assert one == two != set()


@pytest.mark.parametrize(
    ("value", "expected"), [(0, "1"), (1, "2"), (3, "4"), (4, "+"), (100, "+")]
)
def test_bucket(value: int, expected: str) -> None:
    assert bucket(value, (1, 2, 4)) == expected


@given(texts)
def test_one_list_per_token_and_always_the_same(text: str) -> None:
    views = [view(token.text) for token in tokenise(text)]
    first = states(views)
    assert len(first) == len(views)
    assert first == states(views)


@given(texts)
def test_chunks_hold_every_token_once(text: str) -> None:
    views = [view(token.text) for token in tokenise(text)]
    found = chunks(views, [capitals(seen.core) for seen in views])
    covered = [index for chunk in found for index in range(chunk.first, chunk.last)]
    assert covered == list(range(len(views)))


@pytest.mark.parametrize("token", ["word", "(", '"', "1999.", "//", "J.", "[(", "«»"])
def test_time_grows_with_the_number_of_tokens(token: str) -> None:
    assert_linear(lambda size: states([view(token)] * size), 1_000, 16_000)
