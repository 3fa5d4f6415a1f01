from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.evaluation.calibration import (
    expected_calibration_error,
    reference_outcomes,
    reliability,
)
from refparse.evaluation.confusion import confusion
from refparse.evaluation.evaluate import predict
from refparse.evaluation.trust import (
    Trust,
    accuracy_at,
    coverage_curve,
    mean_trust,
    trust,
)
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise
from tests.evaluation.report_samples import prediction

outcome_lists = st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.9, 1.0]), st.booleans()))


def test_confident_half_is_the_half_with_the_higher_confidence():
    outcomes = [(0.9, True), (0.1, False), (0.8, True), (0.2, False)]
    assert accuracy_at(outcomes, 0.5) == 1.0
    assert accuracy_at(outcomes, 1.0) == 0.5
    assert accuracy_at([(0.9, False), (0.1, True)], 0.5) == 0.0
    assert accuracy_at([], 0.5) == 0.0


def test_ties_count_in_proportion():
    # Half of 4 is 2: the sure one, and one of three that are equal and of which one is right.
    outcomes = [(0.9, True), (0.5, True), (0.5, False), (0.5, False)]
    assert accuracy_at(outcomes, 0.5) == pytest.approx((1 + 1 / 3) / 2)


@given(outcome_lists, st.integers(0, 1000))
def test_order_of_the_corpus_does_not_matter(outcomes, seed):
    shuffled = list(outcomes)
    random.Random(seed).shuffle(shuffled)
    curves = [dict(coverage_curve(one, 7)) for one in (shuffled, outcomes)]
    assert curves[0] == pytest.approx(curves[1])


@given(outcome_lists)
def test_the_curve_ends_at_plain_accuracy_and_bins_hold_everything(outcomes):
    bars = reliability(outcomes)
    assert sum(bar.count for bar in bars) == len(outcomes)
    curve = coverage_curve(outcomes, 5)
    if outcomes:
        assert curve[-1] == (1.0, pytest.approx(sum(hit for _, hit in outcomes) / len(outcomes)))
        gap = sum(bar.count * abs(bar.confidence - bar.accuracy) for bar in bars) / len(outcomes)
        assert gap == pytest.approx(expected_calibration_error(outcomes))
    else:
        assert (bars, curve) == ([], [])


def test_trust_of_a_model(tiny_gold, tiny_decoder):
    answers = predict(tiny_decoder, tiny_gold)
    found = trust({"tiny": answers})["tiny"]
    outcomes = reference_outcomes(answers)
    assert found.reference_ece == expected_calibration_error(outcomes)
    ranked = sorted(outcomes, reverse=True)
    exact = [hit for _, hit in ranked[: len(ranked) // 2]]
    assert found.confident_half == pytest.approx(sum(exact) / len(exact), abs=0.1)
    assert 0 < found.span_ece < 1


def test_mean_trust():
    mean = mean_trust({"a": Trust(0.1, 0.2, 0.9), "b": Trust(0.3, 0.0, 0.7)})
    assert mean == Trust(pytest.approx(0.2), pytest.approx(0.1), pytest.approx(0.8))
    assert mean_trust({}) == Trust(0.0, 0.0, 0.0)


def test_confusion_counts_every_token_once(tiny_gold, tiny_decoder):
    answers = predict(tiny_decoder, tiny_gold)
    found = confusion(answers)
    assert sum(found.counts.values()) == sum(len(tokenise(one.text)) for one in tiny_gold)
    gold_titles = sum(
        tags_from_spans(one.text, tokenise(one.text), one.spans).count("title") for one in tiny_gold
    )
    assert sum(n for (gold, _), n in found.counts.items() if gold == "title") == gold_titles
    assert found.labels[-1] == "O"
    assert 0.5 < found.accuracy <= 1.0


def test_confusion_of_gold_with_itself_is_perfect_and_foreign_labels_stay():
    answer = prediction("Kant. Critik. XY", [(0, 4, "author"), (14, 16, "zzz")])
    found = confusion([answer])
    assert found.labels == ("author", "zzz", "O")
    assert found.accuracy == 1.0
    other = prediction("Kant", [(0, 4, "author")], [(0, 4, "title")])
    assert confusion([other]).counts == {("author", "title"): 1}
    assert confusion([]).accuracy == 0.0
