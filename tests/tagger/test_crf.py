"""The tagger as an estimator among scikit-learn's tools."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pycrfsuite
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.model_selection import GridSearchCV, cross_val_score

from refparse.corpus import LabelledReference
from refparse.features import extract
from refparse.tagger.crf import CRFTagger
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise

Sequences = tuple[list[list[str]], list[list[str]]]


@pytest.fixture(scope="module")
def data(tiny_gold: tuple[LabelledReference, ...]) -> Sequences:
    tokens = [tokenise(reference.text) for reference in tiny_gold[::2]]
    tags = [
        tags_from_spans(reference.text, found, reference.spans)
        for reference, found in zip(tiny_gold[::2], tokens, strict=True)
    ]
    return [[token.text for token in found] for found in tokens], tags


@pytest.fixture(scope="module")
def fitted(data: Sequences) -> CRFTagger:
    return CRFTagger(max_iterations=40, c1=0.01, c2=0.001).fit(*data)


def test_learns_what_it_was_shown(fitted: CRFTagger, data: Sequences) -> None:
    assert fitted.score(*data) > 0.8
    assert set(fitted.classes_) == {tag for tags in data[1] for tag in tags}


def test_the_loss_falls(fitted: CRFTagger) -> None:
    assert len(fitted.losses_) > 5
    assert fitted.losses_[-1] < fitted.losses_[0] / 4


def test_score_is_the_share_of_references_wholly_right(fitted: CRFTagger, data: Sequences) -> None:
    X = data[0][:4]
    y = fitted.predict(X)
    assert fitted.score(X, y) == 1.0
    y[0][0] = "nonsense"
    assert fitted.score(X, y) == 0.75
    assert fitted.score([], []) == 0.0


def test_marginals_are_probabilities(fitted: CRFTagger, data: Sequences) -> None:
    for tokens, reference in zip(data[0], fitted.predict_marginals(data[0]), strict=True):
        assert len(reference) == len(tokens)
        for token in reference:
            assert set(token) == set(fitted.classes_)
            assert sum(token.values()) == pytest.approx(1, abs=1e-6)
            assert all(-1e-9 <= value <= 1 + 1e-9 for value in token.values())


def test_generators_do(data: Sequences, fitted: CRFTagger) -> None:
    again = CRFTagger(max_iterations=40, c1=0.01, c2=0.001)
    again.fit((tokens for tokens in data[0]), (tags for tags in data[1]))
    assert again.predict(iter(data[0])) == fitted.predict(data[0])


def test_parameters(fitted: CRFTagger) -> None:
    assert CRFTagger(c1=3).get_params() == {
        "algorithm": "lbfgs", "c1": 3, "c2": 0.02, "max_iterations": 100, "min_freq": 1,
        "prune": 0.02, "progress": None,
    }  # fmt: skip
    assert CRFTagger().set_params(c2=5).c2 == 5
    copy = clone(fitted)
    assert copy.get_params() == fitted.get_params()
    assert not hasattr(copy, "crf_")


def test_cross_validation(data: Sequences) -> None:
    tagger = CRFTagger(max_iterations=8)
    found = cross_val_score(tagger, *data, cv=3, scoring=tokens_right, error_score="raise")
    assert found.shape == (3,)
    assert np.all(found > 0.3)


def tokens_right(tagger: CRFTagger, X: list[list[str]], y: list[list[str]]) -> float:
    pairs = zip(tagger.predict(X), y, strict=True)
    hits = [one == two for found, gold in pairs for one, two in zip(found, gold, strict=True)]
    return float(np.mean(hits))


def test_grid_search(data: Sequences) -> None:
    grid = {"c1": [0.1, 50.0], "max_iterations": [8]}
    search = GridSearchCV(CRFTagger(), grid, cv=2, scoring=tokens_right, error_score="raise")
    search.fit(*data)
    # A penalty of 50 leaves no feature: whatever the data, less of it must be better.
    assert search.best_params_ == {"c1": 0.1, "max_iterations": 8}
    assert isinstance(search.best_estimator_.predict(data[0])[0][0], str)


@pytest.mark.parametrize("algorithm", ["lbfgs", "l2sgd", "ap", "pa", "arow"])
def test_every_algorithm(data: Sequences, algorithm: str) -> None:
    tagger = CRFTagger(algorithm=algorithm, max_iterations=5).fit(*data)
    assert tokens_right(tagger, *data) > 0.4


def test_progress_is_told_of_each_iteration(data: Sequences) -> None:
    told: list[tuple[int, float, float]] = []
    tagger = CRFTagger(max_iterations=4, progress=lambda *step: told.append(step)).fit(*data)
    assert [number for number, _, _ in told] == [1, 2, 3, 4]
    assert [loss for _, loss, _ in told] == pytest.approx(tagger.losses_, rel=1e-3)


def test_silent_without_progress(data: Sequences, capfd: pytest.CaptureFixture[str]) -> None:
    CRFTagger(max_iterations=2).fit(*data)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize("method", ["predict", "predict_marginals"])
def test_an_unfitted_tagger_says_so(method: str) -> None:
    with pytest.raises(NotFittedError):
        getattr(CRFTagger(), method)([["a"]])
    with pytest.raises(NotFittedError):
        CRFTagger().save(Path("never-written"))


def test_a_saved_model_answers_alike(fitted: CRFTagger, data: Sequences, tmp_path: Path) -> None:
    fitted.save(tmp_path / "model")
    tagger = pycrfsuite.Tagger()
    tagger.open(str(tmp_path / "model"))
    assert [tagger.tag(extract(tokens)) for tokens in data[0]] == fitted.predict(data[0])
    tagger.close()


def test_unknown_words_are_tagged_too(fitted: CRFTagger) -> None:
    ((*tags,),) = fitted.predict([["Xqzzw,", "Ypffl.", "1999."]])
    assert len(tags) == 3
    assert fitted.predict([[]]) == [[]]
