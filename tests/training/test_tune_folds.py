from __future__ import annotations

import pickle
from collections import defaultdict

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse import CorpusError, TrainingError
from refparse.corpus import LabelledReference, write_jsonl
from refparse.evaluation import score_predictions
from refparse.training.crossval import crossval, crossval_table, mean_sd
from refparse.training.folds import (
    Sample,
    check_folds,
    group_key,
    group_numbers,
    merged,
    samples_from,
    score_samples,
)

FAST = {"max_iterations": 5, "min_freq": 2}


def made(text: str, *spans: tuple[int, int, str], name: str = "r") -> LabelledReference:
    return LabelledReference(name, text, spans)


@pytest.fixture(scope="module")
def samples(tiny_gold):
    return [Sample(reference, "tiny") for reference in tiny_gold[::2]]


@pytest.fixture
def corpus(tiny_gold, tmp_path):
    path = tmp_path / "mine.jsonl"
    with open(path, "w", encoding="utf-8") as stream:
        write_jsonl(tiny_gold, stream)
    return path


def test_sample_is_its_tokens_and_survives_pickling(tiny_gold):
    for reference in tiny_gold[:5]:
        sample = Sample(reference, "c")
        again = pickle.loads(pickle.dumps(sample))
        assert list(again) == list(sample) == [token.text for token in sample.tokens]
        assert (again.reference, again.tags, again.corpus) == (reference, sample.tags, "c")
        assert len(sample.tags) == len(sample)


def test_gold_tags_score_like_the_gold(samples):
    found = score_samples(samples, [sample.tags for sample in samples])
    own = score_predictions([sample.answer(sample.tags) for sample in samples])
    assert (found.f1, found.right) == (own.f1, own.right)
    assert found.f1 > 0.97


def test_score_of_samples_heeds_partial_corpora():
    reference = made("Kant 1781", (0, 4, "author"))
    full, partial = Sample(reference, "full"), Sample(reference, "etdcite")
    tags = ["B-author", "B-url"]
    assert score_samples([full], [tags]).right == 0
    assert score_samples([partial], [tags]).right == 1
    both = score_samples([full, partial], [tags, tags])
    assert (both.references, both.right) == (2, 1)


def test_merged_sums():
    one = score_predictions([Sample(made("Kant", (0, 4, "author"))).answer(["B-author"])])
    two = score_predictions([Sample(made("Kant", (0, 4, "author"))).answer(["B-title"])])
    both = merged([one, two])
    assert both.fields == {"author": (1, 0, 1), "title": (0, 1, 0)}
    assert (both.references, both.right, both.wrong) == (2, 1, ("r",))
    assert merged([]).f1 == 0.0


def test_group_key():
    a = made("Kant: Critik der Vernunft!", (6, 25, "title"))
    b = made("I. KANT, „CRITIK der  Vernunft“, Riga", (10, 30, "title"))
    assert group_key(a, "title") == group_key(b, "title") == "critikdervernunft"
    assert group_key(a, "text") != group_key(b, "text")
    assert group_key(made("Kant, 1781"), "title") == "kant1781"
    assert group_key(made("???"), "title") == "???"
    assert group_key(a, "none") == ""
    with pytest.raises(TrainingError, match="groups='author'"):
        group_key(a, "author")


@settings(deadline=None, max_examples=25)
@given(
    st.lists(st.sampled_from(["Alpha", "Beta", "Gamma", "Delta"]), min_size=1), st.integers(0, 9)
)
def test_equal_titles_get_equal_numbers(titles, seed):
    rows = [Sample(made(f"x {title}", (2, 2 + len(title), "title"))) for title in titles]
    numbers = group_numbers(rows, "title", seed)
    assert len(set(zip(titles, numbers, strict=True))) == len(set(titles)) == len(set(numbers))
    assert sorted(set(numbers)) == list(range(len(set(titles))))
    assert len(set(group_numbers(rows, "none", seed))) == len(rows)


def test_folds_must_fit():
    check_folds([0, 1, 1], 2)
    for folds in (1, 3):
        with pytest.raises(TrainingError, match=f"folds={folds}: give 2 to 2"):
            check_folds([0, 1, 1], folds)


def test_samples_from_files(corpus, tiny_gold, tmp_path):
    found = samples_from([corpus], guideline=False)
    assert [sample.reference.id for sample in found] == [one.id for one in tiny_gold if one.spans]
    assert {sample.corpus for sample in found} == {"mine"}
    plain = samples_from([corpus], guideline=False, bio=False)
    assert all(not tag.startswith(("B-", "I-")) for sample in plain for tag in sample.tags)
    few = tmp_path / "few.jsonl"
    with open(few, "w", encoding="utf-8") as stream:
        write_jsonl(tiny_gold[:3], stream)
    with pytest.raises(TrainingError, match="at least 20"):
        samples_from([few], guideline=False)
    with pytest.raises(CorpusError, match="cannot read"):
        samples_from([tmp_path / "none.jsonl"])


def test_every_reference_is_tested_once_and_twins_stay_together(samples):
    # Twins: the same titles under other ids, so that a leak would be easy to see.
    twins = [
        Sample(made(s.reference.text, *s.reference.spans, name=s.reference.id + "-twin"), "twins")
        for s in samples[:10]
    ]
    seen = []
    found = crossval(
        [*samples, *twins], folds=3, parameters=FAST, advance=lambda n, fold: seen.append((n, fold))
    )
    assert [number for number, _ in seen] == [1, 2, 3]
    assert tuple(fold for _, fold in seen) == found.folds
    size = len(samples) + len(twins)
    assert sum(fold.tested_on for fold in found.folds) == size
    assert all(fold.trained_on + fold.tested_on == size for fold in found.folds)
    assert {name: len(p) for name, p in found.predictions.items()} == {
        "tiny": len(samples),
        "twins": len(twins),
    }
    ids = [answer.gold.id for answer in found.predictions["tiny"]]
    assert ids == [sample.reference.id for sample in samples]
    # A twin is answered by the model of the same fold: the answers are the same.
    by_id = {a.gold.id: a.spans for answers in found.predictions.values() for a in answers}
    assert all(by_id[f"{s.reference.id}-twin"] == by_id[s.reference.id] for s in samples[:10])
    assert found.report.scores["tiny"].f1 > 0.2


def test_ungrouped_twins_leak():
    """What the grouping is for: without it a model has seen the twin of what it is tested on."""
    texts = [
        f"Author{n} A. Wort{n * 7919} und Sache{n * 104729} im Fall {n}. 1999." for n in range(24)
    ]
    rows = []
    for n, text in enumerate(texts):
        end = text.index(". 1999")
        start = text.index("Wort")
        spans = ((0, start - 1, "author"), (start, end, "title"), (end + 2, end + 6, "date"))
        rows += [Sample(LabelledReference(f"{n}{twin}", text, spans)) for twin in "ab"]
    folds = defaultdict(set)
    from sklearn.model_selection import GroupKFold

    for groups in ("title", "none"):
        numbers = group_numbers(rows, groups)
        for train, test in GroupKFold(4).split(rows, groups=numbers):
            known = {rows[at].reference.text for at in train}
            folds[groups] |= {rows[at].reference.text for at in test} & known
    assert folds["title"] == set()
    assert len(folds["none"]) > 12


def test_crossval_is_reproducible_and_the_seed_matters(samples):
    first = crossval(samples, folds=2, parameters=FAST)
    again = crossval(samples, folds=2, parameters=FAST)
    assert [f.score for f in again.folds] == [f.score for f in first.folds]
    other = crossval(samples, folds=2, parameters=FAST, seed=2)
    assert [f.score for f in other.folds] != [f.score for f in first.folds]


def test_crossval_results_as_data_and_text(samples):
    found = crossval(samples, folds=2, parameters=FAST)
    mean, sd = found.f1
    one, two = (fold.score.f1 for fold in found.folds)
    assert mean == pytest.approx((one + two) / 2)
    assert sd == pytest.approx(abs(one - two) / 2**0.5)
    data = found.to_json()
    assert data["f1"] == {"mean": round(mean, 4), "sd": round(sd, 4)}
    assert len(data["folds"]) == 2
    text = crossval_table(found)
    assert f"{mean:.4f}" in text.splitlines()[3]
    assert f"{found.instance_accuracy[1]:.4f}" in text.splitlines()[4]


def test_crossval_refuses_unknown_parameters(samples):
    with pytest.raises(TrainingError, match="c3"):
        crossval(samples, folds=2, parameters={"c3": 1})
    with pytest.raises(TrainingError, match="c1=-1"):
        crossval(samples, folds=2, parameters={"c1": -1})


def test_mean_sd():
    assert mean_sd([0.5]) == (0.5, 0.0)
    assert mean_sd([1.0, 2.0, 3.0]) == (2.0, 1.0)
