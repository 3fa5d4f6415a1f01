"""The yardstick: equal is 1.0, differences of mere form do not count, real ones do."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.corpus import LabelledReference
from refparse.evaluation import FIELDS, Score, field_values, score
from refparse.labels import LABELS
from tests.strategies import any_char, texts

Strings = dict[str, list[str]]
strings = st.dictionaries(
    st.sampled_from(LABELS),
    st.lists(st.one_of(st.text(any_char, max_size=20), texts), max_size=3),
    max_size=6,
)


def f1(gold: Strings, predicted: Strings, text: str = "") -> float:
    return score([("1", text, gold, predicted)]).f1


def test_the_gold_against_itself(gold: tuple[LabelledReference, ...]) -> None:
    found = score((r.id, r.text, r.strings(), r.strings()) for r in gold)
    assert found.f1 == 1.0
    assert found.instance_accuracy == 1.0
    assert found.references > 0.97 * len(gold)
    assert found.wrong == ()
    assert set(found.fields) == set(FIELDS)


@given(strings, texts)
def test_equal_is_right(found: Strings, text: str) -> None:
    result = score([("1", text, found, found)])
    if result.references:
        assert result.f1 == 1.0
        assert result.instance_accuracy == 1.0
    else:
        assert not any(field_values(found, text).values())


@given(strings, strings, texts)
def test_scores_are_shares(gold: Strings, predicted: Strings, text: str) -> None:
    result = score([("1", text, gold, predicted)])
    assert 0 <= result.f1 <= 1
    assert result.instance_accuracy in (0.0, 1.0)
    if result.references:
        assert (result.f1 == 1.0) == bool(result.right)


@pytest.mark.parametrize(
    ("label", "gold", "predicted"),
    [
        ("author", ["Smith, J., and Doe, A."], ["Smith J & Doe A"]),
        ("author", ["Smith, J.", "Doe, A."], ["Smith, J., Doe, A."]),
        ("author", ["Smith J et al."], ["Smith J"]),
        ("author", ["1. Smith J"], ["Smith J"]),
        ("editor", ["Müller, H. (Hrsg.)"], ["Müller, H."]),
        ("editor", ["ed. by J. Smith"], ["J. Smith"]),
        ("title", ["“The state of war”"], ["The State of War."]),
        ("title", ["The state of war, 2nd ed."], ["The state of war"]),
        ("journal", ["In: World Politics"], ["World Politics"]),
        ("journal", ["World Politics, vol."], ["World Politics"]),
        ("volume", ["Vol. 12"], ["12"]),
        ("volume", ["제12권"], ["12"]),
        ("pages", ["pp. 325–326"], ["325-6"]),
        ("pages", ["С. 12–15"], ["12-15"]),
        ("pages", ["325", "326"], ["325–326"]),
        ("date", ["March 2013"], ["2013"]),
        ("date", ["2013", "Mar"], ["(2013)"]),
        ("date", ["2001a"], ["2001"]),
        ("publisher", ["Springer-Verlag"], ["Springer Verlag,"]),
        ("location", ["New York, NY"], ["New York NY"]),
        ("doi", ["10.1000/XYZ"], ["https://doi.org/10.1000/xyz."]),
        ("url", ["http://www.a.org/b"], ["https://a.org/b"]),
        ("url", ["Available at: http://a.org"], ["http://a.org"]),
    ],
)
def test_mere_form_does_not_count(label: str, gold: list[str], predicted: list[str]) -> None:
    assert f1({label: gold}, {label: predicted}) == 1.0
    assert f1({label: predicted}, {label: gold}) == 1.0


@pytest.mark.parametrize(
    ("gold", "predicted"),
    [
        ({"journal": ["World Politics"]}, {"booktitle": ["World Politics"]}),
        ({"volume": ["12"], "issue": ["3"]}, {"volume": ["12(3)"]}),
        ({"volume": ["12"]}, {"issue": ["12"]}),
        ({"doi": ["10.1000/xyz"]}, {"url": ["https://doi.org/10.1000/xyz"]}),
        ({"title": ["T"], "genre": ["PhD thesis"]}, {"title": ["T"], "note": ["PhD thesis"]}),
    ],
)
def test_habits_do_not_count(gold: Strings, predicted: Strings) -> None:
    assert f1(gold, predicted) == 1.0
    assert f1(predicted, gold) == 1.0


@pytest.mark.parametrize(
    ("label", "gold", "predicted"),
    [
        ("author", ["Smith, J."], ["Smith, J., Doe, A."]),
        ("title", ["The state of war"], ["The state of peace"]),
        ("title", ["The state of war"], ["The state"]),
        ("journal", ["World Politics"], ["World"]),
        ("volume", ["12"], ["13"]),
        ("pages", ["325–326"], ["325–327"]),
        ("pages", ["325–6"], ["325–36"]),
        ("date", ["2013"], ["2014"]),
        ("doi", ["10.1000/xyz"], ["10.1000/xy"]),
        ("url", ["http://a.org/b"], ["http://a.org/c"]),
        ("publisher", ["Springer"], ["Wiley"]),
    ],
)
def test_real_differences_count(label: str, gold: list[str], predicted: list[str]) -> None:
    assert f1({label: gold}, {label: predicted}) == 0.0


def test_page_totals_are_never_scored() -> None:
    text = "Smith J. The state of war. London: Books, 1999. 250 p."
    gold = {"title": ["The state of war"], "pages": ["250"]}
    assert f1(gold, {"title": ["The state of war"]}, text) == 1.0
    assert f1(gold, {"title": ["The state of war"]}) < 1.0


def test_counts() -> None:
    found = score(
        [
            ("a", "", {"title": ["X"], "volume": ["1"]}, {"title": ["X"], "volume": ["2"]}),
            ("b", "", {"title": ["Y"]}, {"title": ["Y"]}),
            ("c", "", {"title": ["Z"]}, {}),
            ("d", "", {"note": ["nothing that is scored"]}, {"title": ["W"]}),
        ]
    )
    assert found.references == 3
    assert found.right == 1
    assert found.wrong == ("a", "c")
    assert found.fields == {"title": (2, 0, 1), "volume": (0, 1, 1)}
    assert found.instance_accuracy == pytest.approx(1 / 3)
    assert found.field_f1("title") == pytest.approx(0.8)
    assert found.field_f1("volume") == 0.0
    assert found.field_f1("doi") == 0.0
    # 2 hits, 1 too many, 2 missed.
    assert found.f1 == pytest.approx(4 / 7)


def test_only_the_scored_fields_count() -> None:
    pairs = [("a", "", {"title": ["X"], "volume": ["1"]}, {"title": ["X"], "volume": ["2"]})]
    assert score(pairs, ["title"]).f1 == 1.0
    assert score(pairs, ["volume"]).f1 == 0.0
    assert score(pairs, ["doi"]).references == 0


def test_nothing_scores_nothing() -> None:
    assert score([]) == Score()
    assert (Score().f1, Score().instance_accuracy) == (0.0, 0.0)


def test_values_of_every_field() -> None:
    found = field_values(
        {"author": ["Smith, J."], "journal": ["In World Politics"], "date": ["May 1999"]}
    )
    assert set(found) == set(FIELDS)
    assert found["author"] == ["smithj"]
    assert found["container"] == ["worldpolitics"]
    assert found["year"] == ["1999"]
    assert found["title"] == []
