from __future__ import annotations

import itertools
import math
import random

import pycrfsuite
import pytest

from refparse import ModelError
from refparse.evaluation.explain import Contribution, explain, read_weights
from refparse.features import extract
from refparse.tagger.decode import Decoder
from refparse.text import tokenise

# The dump rounds each weight to six decimals; a path adds up some hundreds of them.
ROUNDING = 2e-3


def trained(path, sequences):
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c1": 0.01, "c2": 0.01, "max_iterations": 30})
    for features, tags in sequences:
        trainer.append(features, tags)
    trainer.train(str(path))
    tagger = pycrfsuite.Tagger()
    tagger.open(str(path))
    return tagger


@pytest.fixture(scope="module")
def toy(tmp_path_factory):
    """A CRF over three tags with odd feature strings, small enough to enumerate every path."""
    names = ["a", "b", "c:d", "e --> f", "(0) g", "}", "w= x", "é", "same"]
    choose = random.Random(7)
    sequences = []
    for _ in range(40):
        tags = [choose.choice("XYZ") for _ in range(choose.randint(2, 5))]
        features = [
            [
                *choose.sample(names, 3),
                f"t={tag}" if choose.random() < 0.4 else "t=?",
                "same",
                "same",
            ]
            for tag in tags
        ]
        sequences.append((features, tags))
    return trained(tmp_path_factory.mktemp("toy") / "toy.crfsuite", sequences), sequences


def test_brute_force_over_all_paths_gives_the_models_own_answers(toy):
    tagger, sequences = toy
    weights = read_weights(tagger)
    assert set(weights.tags) == {"X", "Y", "Z"}
    for features, _ in sequences[:15]:
        paths = list(itertools.product(weights.tags, repeat=len(features)))
        scores = [weights.path_score(features, path) for path in paths]
        top = max(scores)
        norm = top + math.log(sum(math.exp(score - top) for score in scores))
        best = paths[scores.index(top)]
        # Viterbi.
        tagged = tuple(tagger.tag(features))
        assert weights.path_score(features, tagged) == pytest.approx(top, abs=1e-4)
        assert tagged == best or sorted(scores)[-2] > top - 1e-4
        # Probability of each path: the forward algorithm's normalisation included.
        for path, score in zip(paths, scores, strict=True):
            expected = math.exp(score - norm)
            assert tagger.probability(list(path)) == pytest.approx(expected, abs=1e-4)
        # Marginals: forward and backward.
        for at in range(len(features)):
            for tag in weights.tags:
                mass = sum(
                    math.exp(score - norm)
                    for path, score in zip(paths, scores, strict=True)
                    if path[at] == tag
                )
                assert tagger.marginal(tag, at) == pytest.approx(mass, abs=1e-4)


def test_a_feature_that_stands_twice_counts_twice(toy):
    tagger, _ = toy
    weights = read_weights(tagger)
    once, twice = [["a", "same"]], [["a", "same", "same"]]
    for tag in weights.tags:
        gained = weights.path_score(twice, [tag]) - weights.path_score(once, [tag])
        assert gained == pytest.approx(weights.state["same"].get(tag, 0.0))
    ratios = []
    for features in (once, twice):
        tagger.set(features)
        ratios.append(math.log(tagger.probability(["X"]) / tagger.probability(["Y"])))
    expected = weights.state["same"].get("X", 0.0) - weights.state["same"].get("Y", 0.0)
    assert ratios[1] - ratios[0] == pytest.approx(expected, abs=1e-4)
    assert abs(expected) > 1e-3


def opened(decoder):
    tagger = pycrfsuite.Tagger()
    tagger.open(str(decoder.folder / "model.crfsuite"))
    return tagger


REFERENCE = "Keller, A. (1998). Die Ordnung der Dinge. Berlin: Suhrkamp, pp. 12–19."


def test_margin_is_the_log_ratio_of_the_models_own_probabilities(tiny_decoder, tiny_gold):
    tagger = opened(tiny_decoder)
    checked = 0
    for text in [REFERENCE, *(one.text for one in tiny_gold[:6])]:
        tokens = explain(text, tiny_decoder)
        tags = [token.tag for token in tokens]
        tagger.set(extract([token.token for token in tokens]))
        best = tagger.probability(tags)
        for token in tokens:
            other = [*tags]
            other[token.index] = token.runner_up
            rival = tagger.probability(other)
            if rival > 1e-12:
                assert token.margin == pytest.approx(math.log(best / rival), abs=ROUNDING)
                checked += 1
    assert checked > 100


def test_state_weights_sum_to_what_the_model_uses(tiny_decoder):
    """The features' sum for a tag is the model's own score of that tag at that token."""
    tagger = opened(tiny_decoder)
    weights = read_weights(tagger)
    features = extract([token.text for token in tokenise(REFERENCE)])
    for token in explain(REFERENCE, tiny_decoder):
        one = features[token.index]
        # A sequence of one token has no transitions, so its log-odds are the state weights alone.
        tagger.set([one])
        odds = math.log(tagger.probability([token.tag]) / tagger.probability([token.runner_up]))
        own = sum(each.predicted for each in token.features)
        rival = sum(each.runner_up for each in token.features)
        assert own - rival == pytest.approx(odds, abs=ROUNDING)
        assert own == pytest.approx(weights.path_score([one], [token.tag]), abs=1e-9)
        assert rival == pytest.approx(weights.path_score([one], [token.runner_up]), abs=1e-9)


def test_explanations_agree_with_the_decoder(tiny_decoder):
    tokens = explain(REFERENCE, tiny_decoder)
    assert [token.tag for token in tokens] == tiny_decoder.tags(tokenise(REFERENCE))
    assert [REFERENCE[token.start : token.end] for token in tokens][:2] == ["Keller,", "A."]
    for index, token in enumerate(tokens):
        assert token.index == index
        assert 0 <= token.runner_up_probability <= 1 - token.probability + 1e-6
        assert token.runner_up != token.tag
        sizes = [abs(one.difference) for one in token.features]
        assert sizes == sorted(sizes, reverse=True)
        assert len(token.transitions) == (index > 0) + (index + 1 < len(tokens))


def test_runner_up_is_the_most_probable_other_tag(tiny_decoder):
    tagger = opened(tiny_decoder)
    tokens = explain(REFERENCE, tiny_decoder)
    tagger.set(extract([token.token for token in tokens]))
    for token in tokens:
        others = {tag: tagger.marginal(tag, token.index) for tag in tagger.labels()}
        assert token.probability == pytest.approx(others.pop(token.tag))
        assert token.runner_up_probability == pytest.approx(max(others.values()))


@pytest.mark.parametrize("text", ["", "  \n\t", "\u200b"])
def test_blank_text_has_nothing_to_explain(text, tiny_model):
    assert explain(text, tiny_model) == []


@pytest.mark.parametrize("text", ["\ud800\x00 }", "--> : (0) 1.5", "a" * 3000, "。", "ﬁ ́"])
def test_odd_text_is_explained(text, tiny_model):
    tokens = explain(text, tiny_model)
    assert len(tokens) == len(tokenise(text))


def test_single_token_has_no_transitions(tiny_model):
    (token,) = explain("Kant", str(tiny_model))
    assert token.transitions == ()
    assert token.margin == pytest.approx(sum(one.difference for one in token.features))


def test_missing_model():
    with pytest.raises(ModelError, match="no model 'nowhere'"):
        explain("Kant", "nowhere")


def test_a_retrained_model_is_read_anew(tiny_model, tiny_material, tmp_path):
    import shutil

    from refparse.training import train

    folder = tmp_path / "changing"
    shutil.copytree(tiny_model, folder)
    first = explain(REFERENCE, folder)
    parameters = {"max_iterations": 5, "min_freq": 5}
    train(tiny_material, folder, bio=False, parameters=parameters)
    second = explain(REFERENCE, folder)
    assert {token.tag[:2] for token in first} & {"B-"}
    assert not {token.tag[:2] for token in second} & {"B-"}
    assert second == explain(REFERENCE, Decoder(folder))


def test_contribution_is_a_difference():
    assert Contribution("w=x", 1.5, -0.5).difference == 2.0
