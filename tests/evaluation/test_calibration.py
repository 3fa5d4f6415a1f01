"""Calibration: maps that are monotone and hold, and errors that are measured right."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.corpus import LabelledReference
from refparse.evaluation import Prediction
from refparse.evaluation.calibration import (
    expected_calibration_error,
    fit_isotonic,
    reference_outcomes,
    span_outcomes,
)
from refparse.evaluation.trust import coverage_curve
from refparse.tagger.decode import interpolate
from refparse.types import Span

outcomes = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=200)


def overconfident(count: int, seed: int = 1) -> list[tuple[float, bool]]:
    """Outcomes whose true probability is the square of the stated one."""
    chosen = random.Random(seed)
    stated = [chosen.random() for _ in range(count)]
    return [(value, chosen.random() < value**2) for value in stated]


def test_a_map_corrects_overconfidence() -> None:
    knots = fit_isotonic(overconfident(4000))
    for raw in (0.2, 0.5, 0.8, 0.95):
        assert interpolate(knots, raw) == pytest.approx(raw**2, abs=0.06)
    fresh = overconfident(4000, seed=2)
    before = expected_calibration_error(fresh)
    after = expected_calibration_error([(interpolate(knots, raw), hit) for raw, hit in fresh])
    assert before > 0.1
    assert after < 0.03


@given(outcomes)
def test_maps_are_monotone_and_within_bounds(found: list[tuple[float, bool]]) -> None:
    knots = fit_isotonic(found)
    assert (knots == []) == (len(found) < 50)
    assert len(knots) <= 40
    assert knots == sorted(knots)
    assert [y for _, y in knots] == sorted(y for _, y in knots)
    assert all(0 <= value <= 1 for knot in knots for value in knot)


@given(
    st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=50, max_size=80), st.floats(0, 1)
)
def test_calibrated_values_are_probabilities(found: list[tuple[float, bool]], value: float) -> None:
    assert 0 <= interpolate(fit_isotonic(found), value) <= 1


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([], 0.0),
        ([(1.0, True)] * 5, 0.0),
        ([(1.0, False)] * 5, 1.0),
        ([(0.0, False)] * 5, 0.0),
        ([(0.5, True), (0.5, False)], 0.0),
        ([(0.9, True)] * 3 + [(0.9, False)], 0.15),
        ([(0.2, False)] * 2 + [(0.9, True)] * 2, 0.15),
    ],
)
def test_expected_calibration_error(found: list[tuple[float, bool]], expected: float) -> None:
    assert expected_calibration_error(found) == pytest.approx(expected)


@given(outcomes)
def test_the_error_is_a_share(found: list[tuple[float, bool]]) -> None:
    assert 0 <= expected_calibration_error(found) <= 1


def test_risk_and_coverage() -> None:
    found = [(0.9, True), (0.8, True), (0.3, False), (0.1, False)]
    assert coverage_curve(found, steps=4) == [(0.25, 1), (0.5, 1), (0.75, 2 / 3), (1.0, 0.5)]
    assert coverage_curve([]) == []


TEXT = "Smith, J. The state of war. World Politics. 12(3)."


def prediction(*spans: tuple[str, str, float]) -> Prediction:
    gold = LabelledReference(
        "1", TEXT,
        ((0, 9, "author"), (10, 26, "title"), (28, 42, "journal"), (44, 46, "volume"),
         (47, 48, "issue")),
    )  # fmt: skip
    found = []
    for label, text, confidence in spans:
        start = TEXT.index(text)
        found.append(Span(start, start + len(text), label, text, confidence))
    return Prediction(gold, tuple(found), 0.7)


def test_outcomes_of_spans() -> None:
    answer = prediction(
        ("author", "Smith, J.", 0.9),
        ("title", "The state", 0.8),
        ("booktitle", "World Politics", 0.7),
        ("volume", "12", 0.6),
        ("issue", "3", 0.5),
        ("note", "of war", 0.4),
    )
    assert span_outcomes([answer]) == [
        (0.9, True), (0.8, False), (0.7, True), (0.6, True), (0.5, True),
    ]  # fmt: skip


def test_outcomes_of_references() -> None:
    whole = (
        ("author", "Smith, J.", 0.9), ("title", "The state of war", 0.8),
        ("journal", "World Politics", 0.7), ("volume", "12", 0.6), ("issue", "3", 0.5),
    )  # fmt: skip
    assert reference_outcomes([prediction(*whole), prediction(*whole[:-1])]) == [
        (0.7, True),
        (0.7, False),
    ]
    assert reference_outcomes([prediction(*whole[:-1])], ["title"]) == [(0.7, True)]
    assert reference_outcomes([prediction(*whole)], ["doi"]) == []
