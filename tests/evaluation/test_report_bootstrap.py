from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse import InputError
from refparse.evaluation.bootstrap import Tally, compare, intervals, tallies, tally
from refparse.evaluation.evaluate import predict, score_predictions


def made(right: list[bool], counts: list[tuple[int, int, int]] | None = None) -> Tally:
    rows = counts or [(4, 0, 0) if hit else (3, 1, 1) for hit in right]
    ids = tuple(map(str, range(len(right))))
    return Tally(ids, np.array(rows, dtype=np.int64).reshape(len(rows), 3), np.array(right, bool))


def test_tally_sums_to_the_score_of_the_corpus(tiny_gold, tiny_decoder):
    answers = predict(tiny_decoder, tiny_gold)
    score = score_predictions(answers)
    found = tallies({"tiny": answers})["tiny"]
    assert len(found.ids) == score.references
    assert int(found.right.sum()) == score.right
    totals = [sum(row[at] for row in score.fields.values()) for at in range(3)]
    assert found.counts.sum(axis=0).tolist() == totals
    assert [i for i, hit in zip(found.ids, found.right, strict=True) if not hit] == list(
        score.wrong
    )


def test_tally_leaves_out_references_without_scored_gold():
    pairs = [("a", "Note", {"note": ["Note"]}, {}), ("b", "T", {"title": ["T"]}, {"title": ["T"]})]
    found = tally(pairs)
    assert found.ids == ("b",)
    assert found.counts.tolist() == [[1, 0, 0]]


def test_intervals_hold_the_estimate_and_agree_with_the_normal_approximation():
    right = [index % 4 != 0 for index in range(400)]
    found = intervals({"c": made(right)}).corpora["c"].instance_accuracy
    assert found.estimate == pytest.approx(0.75)
    spread = 1.96 * (0.75 * 0.25 / 400) ** 0.5
    assert found.low == pytest.approx(0.75 - spread, abs=0.012)
    assert found.high == pytest.approx(0.75 + spread, abs=0.012)


def test_f1_interval_weighs_references_by_their_values():
    # One reference with many wrong values moves F1 far more than it moves accuracy.
    counts = [(5, 0, 0)] * 20 + [(0, 200, 200)]
    found = intervals({"c": made([True] * 20 + [False], counts)}).corpora["c"]
    assert found.f1.high == 1.0
    assert found.f1.low < 0.25
    assert found.instance_accuracy.low > 0.8


def test_same_seed_same_interval_whatever_stands_beside():
    counts = [(index % 7, index % 3, index % 5) for index in range(60)]
    first = made([True, False] * 30, counts)
    other = made([False, True, True] * 20)
    alone = intervals({"a": first})
    beside = intervals({"b": other, "a": first})
    assert alone.corpora["a"] == beside.corpora["a"]
    assert intervals({"a": first}, seed=2).corpora["a"] != alone.corpora["a"]


def test_macro_is_the_mean_and_narrower_than_its_widest_part():
    found = intervals({"a": made([True, False] * 20), "b": made([True] * 40)})
    assert found.macro.instance_accuracy.estimate == pytest.approx(0.75)
    width = [i.instance_accuracy.high - i.instance_accuracy.low for i in found.corpora.values()]
    macro = found.macro.instance_accuracy
    assert macro.high - macro.low < max(width)


def test_empty_corpus_has_zero_scores():
    found = intervals({"empty": made([])})
    assert found.corpora["empty"].f1.estimate == 0.0
    assert found.macro.f1.high == 0.0


def test_a_model_does_not_differ_from_itself():
    one = {"c": made([True, False, True] * 20)}
    found = compare(one, one)
    assert found.macro.f1.p_value == 1.0
    assert (found.macro.f1.low, found.macro.f1.high) == (0.0, 0.0)


def test_a_large_difference_is_certain_and_antisymmetric():
    good = {"c": made([True] * 90 + [False] * 10)}
    bad = {"c": made([True] * 60 + [False] * 40)}
    found = compare(good, bad).corpora["c"].instance_accuracy
    assert found.estimate == pytest.approx(0.3)
    assert found.p_value == pytest.approx(1 / 1001)
    assert 0.15 < found.low < 0.3 < found.high < 0.45
    turned = compare(bad, good).corpora["c"].instance_accuracy
    assert turned.estimate == pytest.approx(-0.3)
    assert turned.p_value == found.p_value
    assert turned.low == pytest.approx(-found.high)


def test_p_value_agrees_with_a_sign_test():
    # 100 references, 12 of which only a gets right and 6 only b: exact two-sided sign test 0.238;
    # the bootstrap's normal limit is 2 * Phi(-6 / sqrt(18 - 0.36)) = 0.153.
    a = made([True] * 82 + [True] * 12 + [False] * 6)
    b = made([True] * 82 + [False] * 12 + [True] * 6)
    found = compare({"c": a}, {"c": b}, resamples=4000).corpora["c"].instance_accuracy
    assert 0.12 < found.p_value < 0.25


def test_pairing_makes_the_test_sharper_than_separate_intervals():
    # b is wrong wherever a is, and once more: a small but consistent difference.
    a = made([True] * 150 + [False] * 150)
    b = made([True] * 140 + [False] * 160)
    apart = intervals({"c": a}).corpora["c"].instance_accuracy
    paired = compare({"c": a}, {"c": b}).corpora["c"].instance_accuracy
    assert apart.low < 140 / 300
    assert paired.low > 0
    assert paired.p_value < 0.01


def test_comparison_needs_the_same_references():
    one = made([True, False])
    with pytest.raises(InputError, match=r"'c'.*different references"):
        compare({"c": one}, {"c": made([True, False, True])})
    with pytest.raises(InputError, match="measured on d"):
        compare({"c": one}, {"c": one, "d": one})


@pytest.mark.parametrize("options", [{"resamples": 0}, {"level": 1.0}, {"level": 0.0}])
def test_bad_arguments_are_refused(options):
    one = {"c": made([True])}
    with pytest.raises(InputError, match=next(iter(options))):
        intervals(one, **options)
    with pytest.raises(InputError, match=next(iter(options))):
        compare(one, one, **options)


@settings(deadline=None, max_examples=30)
@given(st.lists(st.booleans(), min_size=1, max_size=40), st.integers(0, 99))
def test_bounds_are_ordered_and_in_range(right, seed):
    found = intervals({"c": made(right)}, resamples=50, seed=seed).corpora["c"]
    for one in (found.f1, found.instance_accuracy):
        assert 0.0 <= one.low <= one.high <= 1.0
    other = made([not hit for hit in right])
    one = compare({"c": made(right)}, {"c": other}, resamples=50, seed=seed).macro.f1
    assert one.low <= one.high
    assert 1 / 51 - 1e-9 <= one.p_value <= 1.0
