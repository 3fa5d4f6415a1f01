"""Pruned model files are intact, smaller, and answer as the weights that are left say."""

from __future__ import annotations

import pycrfsuite
import pytest

from refparse.corpus import LabelledReference
from refparse.features import extract
from refparse.labels import LABELS
from refparse.tagger.crf import CRFTagger
from refparse.tagger.prune import prune
from refparse.tagger.scheme import tags_from_spans
from refparse.tagger.structure import check_structure
from refparse.text import tokenise


@pytest.fixture(scope="module")
def model(tiny_gold: tuple[LabelledReference, ...]) -> tuple[bytes, list[list[str]]]:
    tokens = [tokenise(reference.text) for reference in tiny_gold]
    words = [[token.text for token in found] for found in tokens]
    tags = [
        tags_from_spans(reference.text, found, reference.spans, True)
        for reference, found in zip(tiny_gold, tokens, strict=True)
    ]
    tagger = CRFTagger(max_iterations=20, prune=0).fit(words, tags)
    with open(tagger.crf_.modelfile.name, "rb") as stream:
        return stream.read(), words


def opened(data: bytes) -> pycrfsuite.Tagger:
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(data)
    return tagger


def test_nothing_is_lost_at_threshold_zero(model: tuple[bytes, list[list[str]]]) -> None:
    data, words = model
    same = prune(data, 0.0)
    check_structure(same, "pruned", set(LABELS), True)
    first, second = opened(data), opened(same)
    assert first.info().state_features == second.info().state_features
    assert first.info().transitions == second.info().transitions
    for tokens in words:
        features = extract(tokens)
        assert first.tag(features) == second.tag(features)


@pytest.mark.parametrize("threshold", [0.02, 0.2, 1e5])
def test_small_weights_go_and_the_rest_stays(
    model: tuple[bytes, list[list[str]]], threshold: float
) -> None:
    data, words = model
    small = prune(data, threshold)
    check_structure(small, "pruned", set(LABELS), True)
    assert len(small) < len(data)
    before, after = opened(data).info(), opened(small).info()
    kept = {key: w for key, w in before.state_features.items() if abs(w) >= threshold}
    assert after.state_features == pytest.approx(kept)
    assert after.transitions == pytest.approx(before.transitions)
    assert set(after.labels) == set(before.labels)
    assert set(after.attributes) == {name for name, _ in kept}
    assert len(opened(small).tag(extract(words[0]))) == len(words[0])
