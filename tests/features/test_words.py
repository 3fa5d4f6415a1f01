"""The list of label words: its format and its look-up."""

from __future__ import annotations

from collections import Counter
from importlib import resources

import pytest

from refparse.features.view import view
from refparse.features.words import classes, features, word_classes


def sections() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    name = ""
    file = resources.files("refparse.features").joinpath("data/words.txt")
    for line in file.read_text("utf-8").splitlines():
        body = line.split("#")[0].strip()
        if body.startswith("["):
            name = body[1:-1]
            assert body.endswith("]")
            assert name not in found, f"class {name} twice"
            found[name] = []
        elif body:
            assert name, f"words before the first class: {body}"
            found[name] += body.split()
    return found


@pytest.mark.parametrize("name", sorted(sections()))
def test_each_class_has_words_once_in_lower_case(name: str) -> None:
    words = sections()[name]
    assert words
    assert name == name.lower()
    assert [word for word in words if word != word.lower()] == []
    assert [word for word, count in Counter(words).items() if count > 1] == []


@pytest.mark.parametrize("name", sorted(sections()))
def test_each_word_can_be_met(name: str) -> None:
    for word in sections()[name]:
        assert view(word).lower == word, f"{word!r} is no token's core"
        assert name in word_classes(view(word))


def test_nothing_but_the_file_is_known() -> None:
    assert set(classes()) == {word for words in sections().values() for word in words}


@pytest.mark.parametrize(
    ("token", "name"),
    [
        ("In:", "in"),
        ("(Hrsg.)", "editor"),
        ("eds.,", "editor"),
        ("ред.", "editor"),
        ("pp.", "pages"),
        ("С.", "pages"),
        ("Vol.", "volume"),
        ("Bd.", "volume"),
        ("Heft", "issue"),
        ("Aufl.", "edition"),
        ("März", "month"),
        ("al.", "etal"),
        ("accessed", "accessed"),
        ("PhD", "thesis"),
        ("卷", "volume"),
        ("쪽", "pages"),
    ],
)
def test_looks_behind_punctuation_and_case(token: str, name: str) -> None:
    assert name in word_classes(view(token))
    assert "k=" + name in features(view(token))


def test_a_word_may_stand_in_several_classes() -> None:
    assert len(word_classes(view("s."))) > 1


@pytest.mark.parametrize("token", ["", "//", "Xqzzwv", "1984"])
def test_other_tokens_are_in_no_class(token: str) -> None:
    assert features(view(token)) == []
