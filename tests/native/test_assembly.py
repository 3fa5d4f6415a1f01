"""The C core and the Python modules assemble and write the same citations, to the byte."""

from __future__ import annotations

import json
import os
import random
import sys
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from refparse import native
from refparse.citation import assemble, kind_weights, kinds, wording
from refparse.citation import dates as dates_module
from refparse.citation import numbers as numbers_module
from refparse.citation._letters import small
from refparse.formats import csl, keys, plain
from refparse.labels import LABELS
from refparse.types import Citation, Date, Name, Span
from tests.strategies import texts

if not native.ACCELERATED:
    if os.environ.get("CI") and not native.PURE_PYTHON:
        raise AssertionError("CI must build the C core: is a C compiler there?")
    pytest.skip("the C core is not built", allow_module_level=True)

_ASSEMBLE = sys.modules["refparse.citation.assemble"]
_CACHED = (dates_module.parse_date, numbers_module.parse_numbering)
_IN_C = (
    (_ASSEMBLE, "_LAY_OUT_IN_C", None),
    (_ASSEMBLE, "_FILL_IN_C", None),
    (_ASSEMBLE, "_CITATION", Citation),
    (dates_module, "_MONTH_IN_C", None),
    (wording, "_TIDY_IN_C", None),
    (wording, "_CLEAN_IN_C", None),
    (kind_weights, "_in_c", lambda: None),
    (kinds, "_conferences", lambda: None),
    (csl, "_ITEM_IN_C", None),
    (keys, "_KEY_IN_C", None),
    (plain, "_JSON_IN_C", None),
)


@contextmanager
def in_python() -> Iterator[None]:
    """Within it, the Python modules do all of the work."""
    with pytest.MonkeyPatch.context() as patch:
        for module, name, value in _IN_C:
            assert getattr(module, name) is not None
            patch.setattr(module, name, value)
        for function in _CACHED:
            function.cache_clear()
        yield
    for function in _CACHED:
        function.cache_clear()


PIECES = (
    "Golub,|G. H.|(1984)|The|“Security”|Dilemma|-|cooper-|ation:|in|World|Politics|36(4),|461–95."
    "|12|1998a|12 March 2001|2001|36|461-5|1-20|pp. 3-4|e12|Report no. 7|doi:10.1000/x|§|²|٣|𝔘|¼"
    "|http://example.org/a|PhD thesis|[in Russian]|Ağrı İl|Straße|ﬁn|Ελλάς|Σ|東京大学|Москва|가나|é"
    "|e\u0301|\u200b|\u00a0|\u00ad|\u2028|\ud800|\x00|\x85|\x7f|  |\t|(|)|[|]|»|«|'|\"|*|?|Mc-|de"
).split("|")
words = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), min_size=1, max_size=8)


@st.composite
def labelled(draw: st.DrawFn) -> tuple[str, list[Span]]:
    """A text of stretches, most of them spans; some spans are displaced."""
    text = ""
    spans = []
    for _ in range(draw(st.integers(0, 9))):
        stretch = draw(words)
        joined = draw(st.sampled_from((" ", "", "-"))).join(stretch)
        if draw(st.integers(0, 3)):
            start = len(text) + (draw(st.integers(-3, 3)) if not draw(st.integers(0, 9)) else 0)
            label = draw(st.sampled_from((*LABELS, "date", "title", "journal", "volume", "odd")))
            end = len(text) + len(joined)
            spans.append((start, end, label))
        text += joined + draw(st.sampled_from((" ", ". ", ", ", " (", "): ", "")))
    out = [Span(a, b, label, text[max(a, 0) : max(b, 0)], 0.5) for a, b, label in spans]
    if not draw(st.integers(0, 9)):
        out.reverse()
    return text, out


@settings(max_examples=400, deadline=None)
@given(labelled())
def test_citations_items_and_json_are_the_same(given: tuple[str, list[Span]]) -> None:
    text, spans = given
    found = assemble(text, spans, 0.25)
    with in_python():
        expected = assemble(text, spans, 0.25)
        item = csl.to_csl(expected)
        written = plain.json_text(item)
    assert repr(found) == repr(expected)
    assert list(found.fields) == list(expected.fields)
    assert type(found.fields) is type(expected.fields)
    assert type(found.custom) is type(expected.custom)
    assert repr(csl.to_csl(found)) == repr(item)
    assert plain.json_text(csl.to_csl(found)) == written
    assert hash(found) == hash(expected)


numbers = st.none() | st.integers(-3, 40) | st.sampled_from((1984, 2001, 9999, 10000, True))
short = st.sampled_from(("", "a", "O'Neil", "Müller", "東京", "Van", "\ud800", "K", "the", "12"))
names = st.builds(Name, short, short, short, short, short)
dates = st.builds(
    Date, numbers, numbers, numbers, numbers, st.lists(numbers, max_size=4).map(tuple), short,
    st.booleans() | st.none(), short,
)  # fmt: skip
variables = st.sampled_from(
    ("title", "volume", "part-number", "part", "DOI", "doi", "pmid", "id", "type", "author", "odd",
     "custom", "issued", "original-date", "et-al", "year-suffix", "citation-number")
)  # fmt: skip
values = short | words.map(" ".join) | st.just("1987")
citations = st.builds(
    Citation,
    words.map(" ".join),
    type=st.sampled_from(("book", "article-journal", "", "odd", "document")),
    authors=st.lists(names, max_size=3).map(tuple),
    editors=st.lists(names, max_size=2).map(tuple),
    translators=st.lists(names, max_size=2).map(tuple),
    fields=st.dictionaries(variables, values, max_size=6),
    issued=st.none() | dates,
    accessed=st.none() | dates,
    custom=st.dictionaries(variables, values, max_size=5),
)


@settings(max_examples=400, deadline=None)
@given(citations, st.sampled_from((None, "", "key", "\ud800")))
def test_items_of_any_citation_are_the_same(citation: Citation, key: str | None) -> None:
    with in_python():
        expected, own = csl.to_csl(citation, key), keys.citation_key(citation)
    assert repr(csl.to_csl(citation, key)) == repr(expected)
    assert keys.citation_key(citation) == own


def test_what_is_no_citation_of_ours_is_left_to_python() -> None:
    class Text(str):
        __slots__ = ()

    odd = (
        Citation("x", type=Text("book")),
        Citation("x", authors=[Name("A")]),  # type: ignore[arg-type]
        Citation("x", fields={"title": Text("A title")}),
        Citation("x", fields={"title": None}),  # type: ignore[dict-item]
        Citation("x", authors=(Name(Text("A")),)),
        Citation("x", issued=Date(2001, end=[2002])),  # type: ignore[arg-type]
    )
    for citation in odd:
        with in_python():
            expected = csl.to_csl(citation, "k")
        assert csl.to_csl(citation, "k") == expected


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | values,
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | values, inner)
    | st.lists(inner).map(tuple),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(json_values)
@example({"a": [1, (2.5, None), True], "é\u2028\x7f\xa0\ud800\U0001f600": {"": 10**30}})
@example("\x80\x9f")
@example([float("nan"), -0.0, 1e300, -(2**63), 2**63 - 1])
def test_json_is_the_same(value: Any) -> None:
    with in_python():
        expected = plain.json_text(value)
    found = plain.json_text(value)
    assert found == expected
    assert found.isascii() == expected.isascii()  # A str must not be wider than it needs to be.
    assert expected.isascii() or repr(json.loads(found)) == repr(json.loads(expected))


@settings(max_examples=300, deadline=None)
@given(json_values, st.integers(0, 5))
@example({"a": [], "b": {}, "c": [{}, [[]]], " d": "e  f "}, 2)
@example(["a\u00a0b", "c\x00d", "\u3000e", "f", "g h"], 2)
def test_json_with_indents_and_clean_strings_is_the_same(value: Any, indent: int) -> None:
    with in_python():
        expected = plain.json_text(value, indent=indent), plain.clean_json(value, indent=indent)
    assert plain.json_text(value, indent=indent) == expected[0]
    assert plain.clean_json(value, indent=indent) == expected[1]


def test_json_leaves_to_python_what_is_out_of_the_ordinary() -> None:
    class Number(int):
        def __repr__(self) -> str:
            return "seven"

    class Text(str):
        __slots__ = ()

    deep: list[Any] = []
    for _ in range(200):
        deep = [deep]
    for value in (
        Number(7),
        Text("a"),
        {1: 2, None: 3, 2.5: 4},
        deep,
        [Text("b")],
        {Text("c"): 1},
    ):
        with in_python():
            expected = plain.json_text(value)
        assert plain.json_text(value) == expected
    for wrong in ({1, 2}, object(), {(1,): 2}):
        with pytest.raises(TypeError):
            plain.json_text(wrong)
    endless: list[Any] = []
    endless.append(endless)
    with pytest.raises((RecursionError, ValueError)):
        plain.json_text(endless)


@settings(max_examples=500, deadline=None)
@given(words.map("".join) | words.map(" ".join) | texts)
@example("Chemie )")
@example("(Mis)trust")
@example("A title (part)..")
@example("A title [x]. ;")
def test_cleaning_is_the_same(text: str) -> None:
    with in_python():
        expected = wording.tidy(text), wording.clean(text)
    assert (wording.tidy(text), wording.clean(text)) == expected


def test_every_character_that_needs_no_tidying_is_one() -> None:
    tidy: Any = native.core_function("is_tidy")
    safe = [chr(code) for code in range(sys.maxunicode + 1) if tidy(chr(code))]
    assert len(safe) > 30_000
    for char in safe:
        assert char.isprintable()
        assert not char.isspace()
        assert not unicodedata.combining(char)
        assert unicodedata.normalize("NFC", char) == char
    # None composes with another: whole texts stay as they are, too.
    text = "".join(safe)
    assert unicodedata.normalize("NFC", text) == text
    choose = random.Random(7)
    choose.shuffle(safe)
    assert unicodedata.normalize("NFC", "".join(safe)) == "".join(safe)
    composing = {
        parts[-1]
        for code in range(sys.maxunicode + 1)
        if len(parts := unicodedata.normalize("NFD", chr(code))) > 1
        and unicodedata.normalize("NFC", parts) == chr(code)
    }
    assert composing.isdisjoint(safe)


labels = st.sampled_from((*LABELS, "rest", "odd"))


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(("book", "article-journal", "document", "webpage", "odd", "")),
    st.dictionaries(labels, words.map(" ".join), max_size=8),
    words.map(" ".join),
)
def test_best_types_are_the_same(rule: str, texts: dict[str, str], rest: str) -> None:
    assert kind_weights.best_type(rule, texts, rest) == kind_weights._sum_up(rule, texts, rest)


def test_best_types_of_words_with_weights_are_the_same() -> None:
    known = kind_weights.weights()
    choose = random.Random(5)
    rules = sorted({name[5:] for name in known.plain if name.startswith("rule=")})
    seen = set()
    for _ in range(3000):
        texts = {}
        for label in choose.sample(sorted(known.words), 4):
            chosen = [choose.choice(sorted(known.words[label]) or [""]) for _ in range(5)]
            texts[label] = " ".join(word.strip("^$").title() for word in chosen)
        texts["date"] = choose.choice(("2001", "12 March 2001", "1.2.03", "März 1999", ""))
        texts["pages"] = choose.choice(("1-2", "3 – 4", "e7", "1--2", ""))
        rule, rest = choose.choice(rules), texts.pop("rest", "")
        found = kind_weights.best_type(rule, texts, rest)
        assert found == kind_weights._sum_up(rule, texts, rest)
        seen.add(found)
    assert len(seen) > 8


journals = st.sampled_from(
    "Proceedings of the IEEE|Proc. X|Annual Meeting|Annual Review|International Meeting of|ICML"
    "|J. Conf. Y|Acta M|Actas de|Труды конф|Zeitschrift|arXiv preprint|The Times|Chi|Chimia|congres"
    "|Workshop|MEETING|Proceedings of the Royal Society|İnt. meeting|symposi".split("|")
)
titles = st.sampled_from(
    "Roe v. Wade|Roe vs. Wade|A c. B|In re Smith|In result|Ex parte X|ECLI:EU|EuGH|BGHZ 7|BVerfG"
    "|OLG|BAG|a v b|a v B|v B|A title [thesis]|A [x] y|On c. elegans|I v\u00a0É".split("|")
)
rests = st.sampled_from(
    ". |, (|pp. |: In: |PhD thesis|U.S.|report no. | court |& c-d|éd. |x_y.z|12. ed".split("|")
)


@settings(max_examples=600, deadline=None)
@given(
    st.lists(journals, max_size=2).map(" ".join),
    st.lists(titles, max_size=2).map(" ".join),
    st.lists(rests, max_size=3).map("".join),
    st.dictionaries(st.sampled_from(("volume", "author", "genre", "note", "booktitle")), titles),
)
def test_item_types_are_the_same(journal: str, title: str, rest: str, more: dict[str, str]) -> None:
    texts = {**more, **{k: v for k, v in (("journal", journal), ("title", title)) if v}}
    with in_python():
        expected = kinds.item_type(texts, texts, rest)
    assert kinds.item_type(texts, texts, rest) == expected
    assert kinds.item_type(list(texts), texts, rest) == expected


@settings(max_examples=300, deadline=None)
@given(st.lists(journals | words.map(" ".join), max_size=3).map("".join))
def test_a_sieve_lets_pass_what_the_search_finds(text: str) -> None:
    sieve: Any = kinds._conferences()
    if kinds.CONFERENCE.search(small(text)):
        assert sieve.may(small(text))


def test_a_sieve_of_wrong_starts_is_refused() -> None:
    kind: Any = native.core_function("Sieve")
    for wrong in (("",), ("a" * 9,), (1,)):
        with pytest.raises(ValueError, match="start"):
            kind(wrong)
    assert not kind(()).may("abc")
    assert kind(("bc",)).may("a BC")
    assert not kind(("bc",)).may("abc")
    assert not kind(("bc",)).may("_bc b")


def test_wrong_weights_are_refused() -> None:
    kind: Any = native.core_function("Kinds")
    known = kind_weights.weights()
    labels, first, search = tuple(LABELS), ("title",), kind_weights._DAY.search
    for types, plain_weights, in_words in (
        ((), known.plain, known.words),
        (("a",) * 65, known.plain, known.words),
        (("a",), {"always": ((1, 5),)}, known.words),
        (("a",), {}, {"title": {"x": ((3, 5),)}}),
        (("a",), {}, {"odd": {"x": ((0, 5),)}}),
    ):
        with pytest.raises(ValueError, match=r"type|label"):
            kind(types, plain_weights, in_words, labels, first, search, search)
    with pytest.raises(TypeError):
        kind(("a",), {}, {"title": {"x": 5}}, labels, first, search, search)


date_words = st.sampled_from(
    "June|Jan|jan|may|März|marzo|Spring|mai|Ag|c|um|ca|st|MDCL|XII|iv|2001|1998|2100|999|20|12|3|31|32"
    "|0|07|1|.|. |, | |  |-|/|–|th|a|in press".split("|")
)


@settings(max_examples=300, deadline=None)
@given(st.lists(date_words, min_size=1, max_size=7), st.lists(date_words, max_size=6))
@example(["12", " ", "March", " ", "2001"], [])
@example(["2001"], ["June", " ", "12"])
def test_dates_are_the_same(first: list[str], second: list[str]) -> None:
    given = ["".join(first), "".join(second)][: 1 + bool(second)]
    with in_python():
        expected = dates_module.merge_dates(given)
    assert repr(dates_module.merge_dates(given)) == repr(expected)


@settings(max_examples=300, deadline=None)
@given(
    st.from_regex(r"\A(?:[0-9]{1,5}[-./–(]?){0,3}[a-z]?\Z"),
    st.from_regex(r"\A(?:[0-9]{1,7}[-./–]?){0,3}\Z"),
    st.from_regex(r"\A[A-Z]?(?:[0-9]{1,10}[-–—]?){0,3}\Z"),
    st.sampled_from(
        ("", " (2001)", ". p.", " p.", "\tpp", " S. 3", "  p", ") p", "页", " с.", " [")
    ),
)
@example("49.2", "", "124", " (1997)")
@example("49", "1-2", "98-3", ".")
def test_numbers_are_the_same(volume: str, issue: str, pages: str, after: str) -> None:
    text = ""
    spans = []
    for label, part in (("volume", volume), ("issue", issue), ("pages", pages)):
        text += " "
        if part:
            spans.append(Span(len(text), len(text) + len(part), label, part, 0.5))
        text += part
    text += after
    found = assemble(text, spans)
    with in_python():
        expected = assemble(text, spans)
    assert repr(found) == repr(expected)


def test_articles_of_keys_are_short() -> None:
    assert max(map(len, keys._ARTICLES)) <= 8  # csl.c asks for no longer words.


def test_long_texts_take_no_other_way() -> None:
    text = "Word (and) word. " * 20_000
    spans = [
        Span(0, len(text) - 2, "title", text[:-2]),
        Span(len(text) - 1, len(text), "date", " "),
    ]
    found = assemble(text, spans)
    with in_python():
        assert repr(found) == repr(assemble(text, spans))
        expected = plain.json_text(csl.to_csl(found))
    assert plain.json_text(csl.to_csl(found)) == expected
