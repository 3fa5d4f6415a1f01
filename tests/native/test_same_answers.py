"""The C core and the Python modules give the same tokens, weights, labels, spans, confidences."""

from __future__ import annotations

import os
import random
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pycrfsuite
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from refparse import native
from refparse.corpus import LabelledReference
from refparse.features import extract, token_features
from refparse.tagger.compile import compile_model
from refparse.tagger.compiled import tags_of
from refparse.tagger.decode import Decoder
from refparse.tagger.fast import cutting_rules
from refparse.tagger.fast import settings as core_settings
from refparse.tagger.files import verified_bytes
from refparse.tagger.scheme import groups, narrow
from refparse.tagger.structure import CHUNK, FEATURE, HEADER, string_table
from refparse.text import tokenise
from tests.strategies import texts

if not native.ACCELERATED:
    if os.environ.get("CI") and not native.PURE_PYTHON:
        raise AssertionError("CI must build the C core: is a C compiler there?")
    pytest.skip("the C core is not built", allow_module_level=True)


@cache
def decoder() -> Decoder:
    return Decoder()


@cache
def core() -> Any:
    """The bare core over the default model."""
    found = decoder()
    data = compile_model(verified_bytes(found.folder, found.meta))
    return native.engine_type()(data, core_settings(tags_of(data), found.meta))


@cache
def weights() -> tuple[dict[str, list[tuple[int, float]]], int]:
    """The weights of each feature by tag, straight from the CRFsuite file."""
    found = decoder()
    data = verified_bytes(found.folder, found.meta)
    head = HEADER.unpack_from(data)
    count = CHUNK.unpack_from(data, head[7])[2]
    table = np.frombuffer(data, FEATURE, count, head[7] + CHUNK.size)
    names = [name.decode() for name in string_table(data, head[9], head[6])]
    out: dict[str, list[tuple[int, float]]] = {}
    for kind, source, target, weight in table.tolist():
        if kind == 0:
            out.setdefault(names[source], []).append((target, weight))
    return out, head[5]


def assert_same_weights(tokens: list[str]) -> None:
    """Each token's sum of weights, tag by tag, is that of its features' names."""
    table, tags = weights()
    wanted = np.zeros((len(tokens), tags))
    for row, names in zip(wanted, extract(tokens), strict=True):
        for name in names:
            for tag, weight in table.get(name, ()):
                row[tag] += weight
    found = np.frombuffer(core().emissions(tokens)).reshape(wanted.shape)
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-9)


def assert_same(text: str) -> None:
    tokens = [(token.start, token.end, token.text) for token in tokenise(text)]
    assert core().tokens(text) == tokens
    found = decoder().spans(text)
    wanted = decoder().python_spans(text)
    assert [(s.start, s.end, s.label, s.text) for s in found[0]] == [
        (s.start, s.end, s.label, s.text) for s in wanted[0]
    ]
    for mine, other in zip(found[0], wanted[0], strict=True):
        assert mine.confidence == pytest.approx(other.confidence, abs=1e-6)
    assert found[1] == pytest.approx(wanted[1], abs=1e-6)
    if tokens:
        assert_same_weights([token for _, _, token in tokens])


@given(texts)
@settings(max_examples=400)
@example("")
@example("\n")
@example("\x00")
@example("'")
@example("(((((((( [[ ) ] a ) b.")
@example("ΑΣ ΟΔΥΣΣΕΥΣ, İSTANBUL, ǅungla, Straße 1999a ⅷ ² ٣٤")
@example("«a» \"b\" 'c' „d“ ‹e› «f " * 3)
@example('"www. "www.a" x-www. «www.» (1999-2000). 1-2:3 "A-b", J.P., J.P.. al.A 12-34,567')
@example("“Nbsp\u00a0and” … ﬁ\u2010x Ａ１ co\u00adop e\u0301 ‘x’")
@example("x" * 700 + " " + "9" * 300)
def test_any_string(text: str) -> None:
    assert_same(text)


CUT = """
    // http https: ftp;/ www. doi doi.org/ dx. DOI: url= isbn. arXiv: 10.1234/ 10. vol Vol. tom. t.
    pp p 1999 2001 1 12 123 456-789 , . : ; ( ) [ ] al. Al ABCD abcde n° 年 第 三 版 著 大学
    v V 博士 昭和 元 - – — " « » < > № § # е я IV X J С. ſ ı İ = / _ é É ² ٣ 𝐀 ß ' ? ! 。 〈 〉 ·
    한 の
""".split()
"""What the rules of cutting chunks look at, in pieces."""


def test_rules_are_understood() -> None:
    assert cutting_rules(), "tokenise.py has a rule that text/rules.py has no table for"


@given(st.lists(st.sampled_from(CUT), min_size=1, max_size=9).map("".join))
@settings(max_examples=1500)
@example("(https://dx.doi.org/10.1000/182).")
@example("www.doi.org/10.1000/x,http://a")
@example("doi:10.1000/1.doi.org/10.5")
@example("Smith,J.;Jones,A.(2001)Title.Journal12(3):45–6")
def test_cuts(chunk: str) -> None:
    """The core's tables cut where the expressions of tokenise.py do."""
    wanted = [(token.start, token.end, token.text) for token in tokenise(chunk)]
    assert core().tokens(chunk) == wanted


WORDS = """
    1st 2ND 3-rd 4e 5ª 6-th 21º 9de 1999a 1999A 12-1999 a1-b2 12--14 1/2 A-12 ABCDE-1 e102 12abc
    12abcd 1234-567X 1234-5678 12345-678 978-3-16-148410-0 0-306-40615-2 1503.01234v2
    1503.01234 x.AG/0501001
    PMC123 pmid PMX J.-P. a.com a.org doi.Org x.nets http:a HTTPſ:a ftp:b maps: www
    x/y x/1 1/y x_y/z
    a@b.c x?y=z arXiv rxn Jean-Paul Smith-Jones -Jones Jean- Jean--Paul Xyzzy-Paul 12-Smith
""".split()


def test_words() -> None:
    """Numbers, identifiers and names with hyphens as the families of features have them."""
    for word in WORDS:
        for text in (word, f"({word}),", f"{word}.", word.upper()):
            assert_same_weights([text])


def test_every_character() -> None:
    """Classes, cases and marks of all characters below U+2400, and of some above."""
    codes = [
        *range(1, 0x2400),
        *range(0x2400, 0x10000, 29),
        0x1D400,
        0x1F4DA,
        0x10400,
        0x20000,
        0x1E900,
    ]
    for first in range(0, len(codes), 256):
        chars = [chr(code) for code in codes[first : first + 256]]
        line = " ".join(f"{char} A{char}b x{char}. {char}9" for char in chars)
        text = line.encode("utf-8", "replace").decode("utf-8")
        tokens = [(token.start, token.end, token.text) for token in tokenise(text)]
        assert core().tokens(text) == tokens
        if first % 4096 == 0:
            assert_same_weights([token for _, _, token in tokens])


def test_gold(gold: tuple[LabelledReference, ...]) -> None:
    for reference in gold[::12]:
        assert_same(reference.text)


def test_spoilt_gold(gold: tuple[LabelledReference, ...]) -> None:
    """References cut, joined, doubled and sprinkled with marks, five hundred of them."""
    chance = random.Random(5)
    lines = [reference.text for reference in gold]
    marks = "()[]\"'«»„“‹›.,;:/\\–—- \u00a0\n0129§№&`´"
    for _ in range(500):
        text = chance.choice(lines)
        other = chance.choice(lines)
        cut = chance.randrange(len(text))
        text = text[:cut] + other[chance.randrange(len(other)) :]
        for _ in range(chance.randrange(6)):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(marks) * chance.choice((1, 1, 2)) + text[at:]
        found, wanted = decoder().spans(text), decoder().python_spans(text)
        places = [[(s.start, s.end, s.label) for s in spans] for spans, _ in (found, wanted)]
        assert places[0] == places[1], text
        assert found[1] == pytest.approx(wanted[1], abs=1e-6)


@given(
    st.text(
        st.sampled_from("aZя.9 ,;()[]{}<>«»„“”\"'’‘–-/=_Jr10.1234/al \u3010\u3011\u2e80日,"),
        max_size=40,
    ),
    st.sampled_from(["author", "editor", "doi", "url", "title", "pages"]),
)
@settings(max_examples=1500)
@example("Kelly JW, Wall B.", "author")
@example("Ivanov, A. et alii.", "author")
@example("((«a») b)", "title")
@example("doi:10.12/10.12345/x", "doi")
def test_edges_of_spans(text: str, label: str) -> None:
    assert core().narrow(text, 0, len(text), label) == narrow(text, 0, len(text), label)


def test_a_long_reference() -> None:
    text = "Smith, J., (1999) [Title of 'a' book]. Journal 12(3):4–5; " * 300
    assert_same(text)


def test_no_tokens() -> None:
    found = decoder()
    data = compile_model(verified_bytes(found.folder, found.meta))
    fresh = native.engine_type()(data, core_settings(tags_of(data), found.meta))
    assert fresh.tags([]) == []
    assert fresh.spans(" ") == (None, 0.0)
    assert len(fresh.tags(["a"])) == 1


def test_every_family_is_asked(gold: tuple[LabelledReference, ...]) -> None:
    """A family without a counterpart in C is computed by Python, once for each token."""
    found = decoder()
    data = compile_model(verified_bytes(found.folder, found.meta))
    plain = core_settings(tags_of(data), found.meta)
    calls: list[str] = []

    def counted(function: Any) -> Any:
        def family(view: Any) -> list[str]:
            calls.append(view.text)
            return list(function(view))

        return family

    families = tuple((counted(function), mask, "other") for function, mask, _ in plain["families"])
    python = native.engine_type()(data, {**plain, "families": families})
    for reference in gold[:40]:
        tokens = [token.text for token in tokenise(reference.text)]
        assert python.emissions(tokens) == core().emissions(tokens)
        assert python.emissions(tokens) == core().emissions(tokens)
    assert len(calls) == len(set(calls)) * len(families)
    token_features.cache_clear()


@pytest.mark.parametrize("count", [1, 3, 12, 70, 130])
def test_any_number_of_tags(count: int, tmp_path: Path) -> None:
    """Rows of weights are worked on in blocks: models with few tags, and with more than 64."""
    chance = random.Random(count)
    trainer = pycrfsuite.Trainer(verbose=False)
    trainer.set_params({"c2": 0.1, "max_iterations": 8, "feature.possible_transitions": 1})
    lines = [[f"w{chance.randrange(count)}" for _ in range(7)] for _ in range(count + 30)]
    for line in lines:
        trainer.append(extract(line), [f"l{word[1:]}" for word in line])
    trainer.train(str(tmp_path / "model"))
    data = (tmp_path / "model").read_bytes()
    tagger = pycrfsuite.Tagger()
    tagger.open_inmemory(data)
    compiled = compile_model(data)
    tags = tags_of(compiled)
    meta = replace(decoder().meta, calibration={})
    engine = native.engine_type()(compiled, core_settings(tags, meta))
    for line in lines[:20]:
        wanted = tagger.tag(extract(line))
        assert engine.tags(line) == wanted
        spans, whole = engine.spans(" ".join(line))
        marginals = [tagger.marginal(tag, index) for index, tag in enumerate(wanted)]
        assert whole == pytest.approx(tagger.probability(wanted), abs=1e-9)
        scores = [
            min(marginals[max(0, first - 1) : behind + 1]) for first, behind, _ in groups(wanted)
        ]
        assert [span.confidence for span in spans] == pytest.approx(scores, abs=1e-9)


def test_lists_of_words_once_many_tokens_are_known() -> None:
    """After some thousand tokens a table says which lists to ask; the answers stay the same."""
    found = decoder()
    data = compile_model(verified_bytes(found.folder, found.meta))
    tables = core_settings(tags_of(data), found.meta)
    early, late = (native.engine_type()(data, tables) for _ in range(2))
    for number in range(60):
        late.tags([f"x{number}y{other}" for other in range(100)])
    assert late.sizes()["misses"] == 6000
    words = "Smith London review of pp. Hrsg. Jean-Paul maria Müller ΑΣ vol 1999 zzyzx".split()
    words += sorted(tables["lexicon"])[::400] + sorted(tables["gazetteers"][0][1])[::400]
    for word in words:
        for text in (word, word.title(), f"{word}.,"):
            assert late.emissions([text]) == early.emissions([text])
