"""The learned part of the item type."""

from __future__ import annotations

from importlib import resources

import pytest

from refparse.citation.kind_weights import (
    SCALE,
    WEAKEST,
    best_type,
    features,
    read_weights,
    weights,
)
from refparse.citation.kinds import DOUBTFUL, is_certain, rule_type

REFERENCES = [
    ({"title": "Hill gegen Stone", "date": "5.3.1982", "institution": "BGH"}, "Urteil vom , §"),
    ({"author": "Hill J", "title": "Wasserwirtschaftsgesetz", "journal": "RGBl."}, "in"),
    ({"author": "Water Board", "title": "Annual report", "publisher": "Water Board"}, "()"),
    ({"journal": "River Post", "date": "5 May 1999", "pages": "3-9"}, "„“"),
    ({"title": "Rivers", "identifier": "12/99", "url": "http://example.org"}, "Available at"),
]


def summed(rule: str, texts: dict[str, str], rest: str) -> str:
    """The type by the plain definition: weights summed over the features as training sees them."""
    known = weights()
    scores = [0] * len(known.types)
    for feature in features(rule, texts, rest):
        label, colon, word = feature.partition(":")
        found = known.words[label].get(word, ()) if colon else known.plain.get(feature, ())
        for at, weight in found:
            scores[at] += weight
    best = max(scores)
    return rule if best < WEAKEST * SCALE else known.types[scores.index(best)]


@pytest.mark.parametrize(("texts", "rest"), REFERENCES)
def test_the_scoring_sees_what_training_saw(texts: dict[str, str], rest: str) -> None:
    rule = rule_type(texts, texts, rest)
    assert best_type(rule, texts, rest) == summed(rule, texts, rest)


def test_the_weights_are_plain_and_small() -> None:
    data = resources.files("refparse.citation").joinpath("data/kinds.tsv").read_bytes()
    assert len(data) < 150_000
    known = weights()
    assert len(set(known.types)) == len(known.types) > 10
    assert set(known.types) >= DOUBTFUL
    assert {"always", "+journal", "-author", "month", "range"} <= set(known.plain)


def test_equal_scores_are_equal_in_any_order() -> None:
    """Sums of whole numbers: with fractions, the order of a set's words decided ties."""
    known = weights()
    tables = [known.plain, *known.words.values()]
    found = [hit for table in tables for hits in table.values() for hit in hits]
    assert len(found) > 1000
    assert all(type(weight) is int for _, weight in found)


def test_what_a_file_of_weights_says() -> None:
    read = read_weights(
        "#types book report\n# remark\n+title\tbook:-0.5 report:2\nrest:in\tbook:1\n"
    )
    assert read.types == ("book", "report")
    assert read.plain == {"+title": ((0, -50), (1, 200))}
    assert read.words["rest"] == {"in": ((0, 100),)}


def test_features_come_once_and_in_order() -> None:
    found = features("book", {"title": "River, river RIVERS", "author": "Hill"}, "in in")
    assert found[:2] == ["always", "rule=book"]
    assert found[-6:] == [
        "title:river", "title:rivers", "title:^river", "author:hill", "author:^hill", "rest:in",
    ]  # fmt: skip
    assert {"+title", "-journal"} <= set(found)


@pytest.mark.parametrize(
    ("rule", "labels", "certain"),
    [
        ("article-journal", ("author", "journal", "volume"), True),
        ("article-journal", ("journal", "volume"), False),
        ("patent", ("title",), True),
        ("book", ("author", "title"), False),
        ("document", (), True),
    ],
)
def test_where_the_rules_stand(rule: str, labels: tuple[str, ...], certain: bool) -> None:
    assert is_certain(rule, dict.fromkeys(labels, "x")) is certain
