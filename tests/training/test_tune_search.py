from __future__ import annotations

import re

import pytest

from refparse import TrainingError
from refparse.training.folds import Sample
from refparse.training.recipe import read_recipe
from refparse.training.search import SCORES, Search, Trial, search_table, tune
from refparse.training.space import Range, parse_space

FAST = {"max_iterations": 4, "min_freq": 2}


@pytest.fixture(scope="module")
def samples(tiny_gold):
    return [Sample(reference, "tiny") for reference in tiny_gold[::2]]


def test_parse_space():
    space = parse_space(
        ["c1=0.01,0.1, 1", "c2=0.001..1", "max-iterations=50,100", "algorithm=lbfgs,ap"]
    )
    assert space == {
        "c1": [0.01, 0.1, 1.0],
        "c2": Range(0.001, 1.0),
        "max_iterations": [50, 100],
        "algorithm": ["lbfgs", "ap"],
    }
    assert parse_space(["c1=1,1,1"]) == {"c1": [1.0]}
    assert parse_space([]) == {}


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        ("c1", "NAME=VALUE"),
        ("c3=1", "NAME=VALUE"),
        ("c1=", "not of type float"),
        ("c1=a", "'a' is not of type float"),
        ("c1=-1", "at least 0"),
        ("c1=nan", "at least 0"),
        ("c1=inf", "at least 0"),
        ("max_iterations=1.5", "not of type int"),
        ("max_iterations=0", "at least 1"),
        ("algorithm=magic", "lbfgs, l2sgd"),
        ("c1=0..1", "0 < LOW < HIGH"),
        ("c1=1..0.1", "0 < LOW < HIGH"),
        ("min_freq=1..3", "'1..3' is not of type float"),
        ("progress=1", "NAME=VALUE"),
    ],
)
def test_parse_space_names_what_is_wrong(entry, what):
    with pytest.raises(TrainingError, match=re.escape(entry)) as error:
        parse_space([entry])
    assert what in str(error.value)


def test_parse_space_refuses_a_name_given_twice():
    with pytest.raises(TrainingError, match="given twice"):
        parse_space(["c1=1", "c1=2"])


def test_range_draws_evenly_on_a_logarithmic_scale():
    import numpy as np

    random = np.random.RandomState(1)
    drawn = [Range(0.001, 1.0).rvs(random) for _ in range(600)]
    assert all(0.001 <= value <= 1.0 for value in drawn)
    for low in (0.001, 0.01, 0.1):
        assert 150 < sum(low <= value < 10 * low for value in drawn) < 250
    assert all(len(f"{value:.3g}") >= len(repr(value)) - 2 for value in drawn[:50])


def test_grid_tries_every_setting_and_sorts_by_the_score(samples):
    steps = []
    found = tune(
        samples, {"c1": [0.01, 0.1], "c2": [0.01, 100.0]}, folds=2, parameters=FAST,
        advance=lambda done, total: steps.append((done, total)),
    )  # fmt: skip
    assert len(found.trials) == 4
    assert len({tuple(trial.parameters.items()) for trial in found.trials}) == 4
    means = [trial.scores["f1"][0] for trial in found.trials]
    assert means == sorted(means, reverse=True)
    # So strong a penalty leaves next to nothing of the model.
    assert found.trials[0].parameters["c2"] == 0.01
    assert means[0] > means[-1] + 0.1
    assert all(set(trial.scores) == set(SCORES) for trial in found.trials)
    assert steps[-1] == (8, 8)
    assert steps == sorted(steps)


def test_scores_are_those_of_cross_validation(samples):
    from refparse.training.crossval import crossval

    found = tune(samples, {"c1": [0.1]}, folds=2, parameters=FAST, seed=4)
    same = crossval(samples, folds=2, parameters={**FAST, "c1": 0.1}, seed=4)
    assert found.trials[0].scores["f1"] == pytest.approx(same.f1)
    assert found.trials[0].scores["instance_accuracy"] == pytest.approx(same.instance_accuracy)


def test_sequence_accuracy_is_the_taggers_own_score(samples):
    from sklearn.model_selection import GroupKFold

    from refparse.tagger.crf import CRFTagger
    from refparse.training.folds import group_numbers

    found = tune(samples, {"c1": [0.1]}, folds=2, parameters=FAST, score="sequence_accuracy")
    expected = []
    for train, test in GroupKFold(2).split(samples, groups=group_numbers(samples)):
        tagger = CRFTagger(c1=0.1, **FAST)
        tagger.fit([samples[at] for at in train], [samples[at].tags for at in train])
        expected.append(
            tagger.score([samples[at] for at in test], [samples[at].tags for at in test])
        )
    assert found.trials[0].scores["sequence_accuracy"][0] == pytest.approx(sum(expected) / 2)


def test_random_search_draws_and_repeats(samples):
    space = {"c1": Range(0.001, 1.0), "algorithm": ["lbfgs"]}
    found = tune(samples, space, n_iter=3, folds=2, parameters=FAST)
    values = {trial.parameters["c1"] for trial in found.trials}
    assert len(found.trials) == len(values) == 3
    again = tune(samples, space, n_iter=3, folds=2, parameters=FAST)
    assert {trial.parameters["c1"] for trial in again.trials} == values


def test_more_draws_than_settings_tries_each_once(samples):
    found = tune(samples, {"c1": [0.1, 0.2]}, n_iter=10, folds=2, parameters=FAST)
    assert sorted(trial.parameters["c1"] for trial in found.trials) == [0.1, 0.2]


@pytest.mark.parametrize(
    ("space", "options", "what"),
    [
        ({}, {}, "nothing to search"),
        ({"c1": []}, {}, "nothing to search"),
        ({"c1": Range(0.1, 1)}, {}, "--n-iter"),
        ({"c1": [1]}, {"parameters": {"c1": 1}}, "c1: either fixed or searched"),
        ({"c1": [1]}, {"score": "beauty"}, "score='beauty'"),
        ({"c1": [1]}, {"folds": 99}, "folds=99"),
        ({"c1": [1]}, {"n_iter": -1}, "n_iter=-1"),
        ({"c1": [1]}, {"parameters": {"c3": 1}}, "c3"),
        ({"c3": [1]}, {}, "training of the search failed"),
        ({"algorithm": ["magic"]}, {"folds": 2}, "training of the search failed"),
    ],
)
def test_what_cannot_be_searched_is_refused(samples, space, options, what):
    with pytest.raises(TrainingError, match=re.escape(what)):
        tune(samples, space, **options)


def test_best_setting_is_a_recipe(tmp_path):
    scores = dict.fromkeys(SCORES, (0.5, 0.1))
    settings = {"algorithm": "lbfgs", "c1": 1e-05, "c2": 0.02, "max_iterations": 100, "min_freq": 1}
    found = Search((Trial({"c1": 1e-05}, scores, 1.0),), "f1", 3, 60, settings)
    path = tmp_path / "recipe.toml"
    path.write_text('name = "mine"\n' + found.to_toml(), "utf-8")
    assert read_recipe(path).parameters == settings
    assert "0.5000 ± 0.1000 (3 folds, 60 references)" in found.to_toml()
    assert found.to_json()["best"] == settings
    assert found.to_json()["trials"][0]["f1"] == {"mean": 0.5, "sd": 0.1}


def test_table_has_a_line_a_trial(samples):
    found = tune(samples, {"c1": [0.1, 0.01], "algorithm": ["lbfgs"]}, folds=2, parameters=FAST)
    lines = search_table(found).splitlines()
    assert len(lines) == 3
    assert lines[0].split()[:2] == ["algorithm", "c1"]
    assert f"{found.trials[0].scores['f1'][0]:.4f}" in lines[1]


def test_several_processes_give_the_same_result(samples):
    steps = []
    space = {"c1": [0.1]}
    alone = tune(samples, space, folds=2, parameters=FAST)
    together = tune(
        samples, space, folds=2, parameters=FAST, workers=2,
        advance=lambda done, total: steps.append(done),
    )  # fmt: skip
    assert [t.scores for t in together.trials] == [t.scores for t in alone.trials]
    assert steps[-1] == 2
