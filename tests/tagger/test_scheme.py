"""From spans to tags and back, and the narrowing of spans to the guideline."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.corpus import LabelledReference
from refparse.evaluation import score
from refparse.labels import LABELS
from refparse.tagger.scheme import groups, narrow, spans_from_tags, tags_from_spans
from refparse.text import tokenise
from tests.strategies import texts
from tests.timing import assert_linear

REFERENCE = "[3] Smith J., Doe A. The state of war. World Politics. 1984; 36(4):461–495."
SPANS = (
    (1, 2, "number"),
    (4, 20, "author"),
    (21, 37, "title"),
    (39, 53, "journal"),
    (55, 59, "date"),
    (61, 63, "volume"),
    (64, 65, "issue"),
    (67, 74, "pages"),
)


def test_the_example_is_as_it_says() -> None:
    assert [REFERENCE[start:end] for start, end, _ in SPANS] == [
        "3", "Smith J., Doe A.", "The state of war", "World Politics", "1984", "36", "4", "461–495",
    ]  # fmt: skip


def test_plain_tags() -> None:
    tags = tags_from_spans(REFERENCE, tokenise(REFERENCE), SPANS)
    assert tags == [
        "number", *["author"] * 4, *["title"] * 4, "journal", "journal",
        "date", "volume", "issue", "pages",
    ]  # fmt: skip


def test_bio_tags() -> None:
    tags = tags_from_spans(REFERENCE, tokenise(REFERENCE), SPANS, bio=True)
    assert tags[:7] == [
        "B-number",
        "B-author",
        "I-author",
        "I-author",
        "I-author",
        "B-title",
        "I-title",
    ]
    assert tags[-4:] == ["B-date", "B-volume", "B-issue", "B-pages"]


@pytest.mark.parametrize("bio", [False, True])
def test_there_and_back(bio: bool) -> None:
    tokens = tokenise(REFERENCE)
    found = spans_from_tags(REFERENCE, tokens, tags_from_spans(REFERENCE, tokens, SPANS, bio))
    assert [(span.start, span.end, span.label) for span in found] == list(SPANS)
    assert all(span.text == REFERENCE[span.start : span.end] for span in found)
    assert all(span.confidence == 1.0 for span in found)


@pytest.mark.parametrize("bio", [False, True])
def test_the_gold_comes_back(gold: tuple[LabelledReference, ...], bio: bool) -> None:
    rows = []
    exact = total = 0
    for reference in gold:
        tokens = tokenise(reference.text)
        tags = tags_from_spans(reference.text, tokens, reference.spans, bio)
        found = spans_from_tags(reference.text, tokens, tags)
        strings: dict[str, list[str]] = {}
        for span in found:
            strings.setdefault(span.label, []).append(span.text)
        rows.append((reference.id, reference.text, reference.strings(), strings))
        exact += len({(span.start, span.end, span.label) for span in found} & set(reference.spans))
        total += len(reference.spans)
    scores = score(rows)
    # What is lost is lost in tokens: "2009年第3期" cannot be cut everywhere.
    assert scores.f1 > 0.985
    assert scores.instance_accuracy > 0.95
    assert exact / total > 0.9


def test_touching_spans_of_one_label_stay_apart_in_bio() -> None:
    text = "Berlin New York"
    spans = [(0, 6, "location"), (7, 15, "location")]
    tokens = tokenise(text)
    assert groups(tags_from_spans(text, tokens, spans)) == [(0, 3, "location")]
    assert groups(tags_from_spans(text, tokens, spans, bio=True)) == [
        (0, 1, "location"),
        (1, 3, "location"),
    ]


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ([], []),
        (["O", "O"], []),
        (["title", "title", "O", "title"], [(0, 2, "title"), (3, 4, "title")]),
        (["title", "journal"], [(0, 1, "title"), (1, 2, "journal")]),
        (["B-title", "I-title", "B-title"], [(0, 2, "title"), (2, 3, "title")]),
        (["I-title", "I-journal"], [(0, 1, "title"), (1, 2, "journal")]),
        (["O", "I-title", "O"], [(1, 2, "title")]),
        (["B-title", "volume", "I-title"], [(0, 1, "title"), (1, 2, "volume"), (2, 3, "title")]),
    ],
)
def test_groups(tags: list[str], expected: list[tuple[int, int, str]]) -> None:
    assert groups(tags) == expected


def test_confidences_go_with_their_groups() -> None:
    text = "... Title 1999"
    tokens = tokenise(text)
    found = spans_from_tags(text, tokens, ["note", "title", "date"], [0.1, 0.2, 0.3])
    # The first group is nothing but punctuation and gives no span.
    assert [(span.text, span.confidence) for span in found] == [("Title", 0.2), ("1999", 0.3)]


def test_a_token_takes_the_label_of_most_of_its_letters() -> None:
    text = "World-1999,"
    spans = [(0, 5, "journal"), (6, 10, "date")]
    (token,) = tokenise(text)
    assert tags_from_spans(text, [token], spans) == ["journal"]


def test_punctuation_alone_takes_a_label_only_inside() -> None:
    text = "A & B / C"
    tokens = tokenise(text)
    assert tags_from_spans(text, tokens, [(0, 5, "author"), (8, 9, "title")]) == [
        "author", "author", "author", "O", "title",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("raw", "label", "expected"),
    [
        # Punctuation between fields, quotes and brackets around them.
        ("The state of war.", "title", "The state of war"),
        ("“The state of war,”", "title", "The state of war"),
        ("«Война и мир».", "title", "Война и мир"),
        ("„Krieg und Frieden“,", "title", "Krieg und Frieden"),
        ("»Krieg und Frieden«,", "title", "Krieg und Frieden"),
        ('"War and peace,"', "title", "War and peace"),
        ('War and peace."', "title", "War and peace"),
        ("War and peace (", "title", "War and peace"),
        ("(1984).", "date", "1984"),
        ("（1984）", "date", "1984"),
        ("[1984a]", "date", "1984a"),
        ("『思想』", "journal", "思想"),
        ("// World Politics. –", "journal", "World Politics"),
        ("[J].", "medium", "J"),
        ("［J］．", "medium", "J"),
        ("12–15;", "pages", "12–15"),
        ("<http://a.org/b>", "url", "http://a.org/b"),
        # What belongs to the field stays.
        ("What is war?", "title", "What is war?"),
        ("War (and peace).", "title", "War (and peace)"),
        ("(Re)thinking war", "title", "(Re)thinking war"),
        ("(a) and (b)", "title", "(a) and (b)"),
        ("《红楼梦》研究", "title", "《红楼梦》研究"),
        ("«Война» и «мир»", "title", "«Война» и «мир»"),
        ('The "real" war of "words".', "title", 'The "real" war of "words"'),
        ('"War" and "peace"', "title", '"War" and "peace"'),
        ("Der „neue“ Krieg der „Worte“", "title", "Der „neue“ Krieg der „Worte“"),
        ("World Politics [Мировая политика]", "journal", "World Politics [Мировая политика]"),
        ("Recipes in C++.", "title", "Recipes in C++"),
        ("Uptake of Ca2+,", "title", "Uptake of Ca2+"),
        ("Rivers +", "title", "Rivers"),
        ("http://a.org/b/", "url", "http://a.org/b/"),
        ("http://a.org/b.", "url", "http://a.org/b"),
        # People keep the dot of an initial or of "al.".
        ("Smith, J.", "author", "Smith, J."),
        ("Smith, J. P.,", "author", "Smith, J. P."),
        ("Smith J et al.", "author", "Smith J et al."),
        ("Иванов И.И. и др.", "author", "Иванов И.И. и др."),
        ("Keating V.Ch.", "author", "Keating V.Ch."),
        ("John Smith.", "author", "John Smith"),
        ("Kelly JW, Wall B.", "author", "Kelly JW, Wall B"),
        ("Smith, J. (eds.)", "editor", "Smith, J. (eds.)"),
        ("刘全,翟建伟,等.", "author", "刘全,翟建伟,等"),
        # A DOI without what stands before it.
        ("https://doi.org/10.1000/xyz.", "doi", "10.1000/xyz"),
        ("doi:10.1000/a(1)b", "doi", "10.1000/a(1)b"),
        # Nothing but punctuation.
        ("...", "title", ""),
        ("()", "note", ""),
        (" – ", "journal", ""),
    ],
)
def test_narrow(raw: str, label: str, expected: str) -> None:
    start, end = narrow(raw, 0, len(raw), label)
    assert raw[start:end] == expected


@given(texts, st.sampled_from(LABELS), st.data())
def test_narrowing_stays_inside_and_is_final(text: str, label: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    first, last = narrow(text, start, end, label)
    assert start <= first <= last <= end
    assert narrow(text, first, last, label) == (first, last)


@given(texts, st.data())
def test_any_tags_give_sorted_spans_inside_the_text(text: str, data: st.DataObject) -> None:
    tokens = tokenise(text)
    known = ["O", *LABELS, *(f"{edge}-{label}" for edge in "BI" for label in LABELS)]
    tags = data.draw(st.lists(st.sampled_from(known), min_size=len(tokens), max_size=len(tokens)))
    at = 0
    for span in spans_from_tags(text, tokens, tags):
        assert at <= span.start < span.end <= len(text)
        assert span.label in LABELS
        assert span.text == text[span.start : span.end]
        at = span.end


@pytest.mark.parametrize("label", ["author", "title", "url", "doi"])
@pytest.mark.parametrize("unit", ["(", ")", ".", '"', "«", "»", "()", ")(", "a)", "(a", "A.", "“"])
def test_time_grows_with_the_length(unit: str, label: str) -> None:
    def work(size: int) -> None:
        narrow(unit * (size // len(unit)), 0, size // len(unit) * len(unit), label)

    assert_linear(work, 12_500, 200_000)
