"""The whole way from a raw reference to a citation, with ordinary and with hostile input."""

from __future__ import annotations

import itertools
import math
import os
import pickle
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings

from refparse._errors import InputError, ModelError
from refparse.citation import assemble
from refparse.corpus import LabelledReference
from refparse.labels import LABELS
from refparse.parser import MAX_LENGTH, Parser, _packed, _unpacked
from refparse.types import Citation, Span
from tests.strategies import texts
from tests.timing import assert_linear

ARTICLE = "Smith, J., & Doe, A. (1999). The state of war. World Politics, 12(3), 45–67."
NASTY = (
    "\x00",
    "\x1b[2J\x07 Smith \x08\x7f\x9f",
    "\ud800",
    "Smith \udcff\udcfe 1999 \ud83d",
    "\u202eetirw ot thgir\u202c",
    "e" + "\u0301" * 500,
    "\u0301\u0302\u0303",
    "ﬁﬂﬃ…ﬁ",
    "\u200b\u00ad\ufeff\u2060",
    "{}\\\"'<>&;%$#@!",
    "(((((((((([[[[[[[[[[",
    '"' * 99,
    ".,;:–—-/" * 40,
    "1" * 500,
    "1999 " * 200,
    "http://" * 100,
    "10.1000/" * 100,
    "Smith, J., " * 300,
    "中" * 300,
    "\n\r\n\t\v\f\x1c\x85\u2028a",
    "🏳️‍🌈📚👩‍🔬",
    "مراجع. 1999؛ 12(3): 45–67",
    "๑๙๙๙ ٣٤ ⅫⅣ ½ ²",
    "=CMD|'/C calc'!A0",
    "None",
    "null",
)


def sound(citation: Citation, text: str) -> None:
    """What holds for every answer."""
    assert citation.text == text
    at = 0
    for span in citation.spans:
        assert at <= span.start < span.end <= len(text)
        assert span.text == text[span.start : span.end]
        assert span.label in LABELS
        assert 0 <= span.confidence <= 1
        at = span.end
    assert 0 <= citation.confidence <= 1
    assert (citation.error is None) or not citation.spans
    csl = citation.to_csl()
    assert citation.error or csl["type"] == citation.type
    assert citation.to_bibtex() or citation.error


def test_an_article(tiny_parser: Parser) -> None:
    citation = tiny_parser.parse(ARTICLE)
    sound(citation, ARTICLE)
    assert citation.error is None
    assert citation.year == 1999
    assert citation.authors[0].family == "Smith"
    assert "state of war" in citation.title


@pytest.mark.parametrize("text", NASTY, ids=range(len(NASTY)))
def test_hostile_references(tiny_parser: Parser, text: str) -> None:
    sound(tiny_parser.parse(text), text)
    sound(tiny_parser.parse(ARTICLE + text), ARTICLE + text)
    sound(tiny_parser.parse(text + ARTICLE), text + ARTICLE)


@given(texts)
@settings(deadline=None)
def test_any_string(tiny_parser: Parser, text: str) -> None:
    citation = tiny_parser.parse(text)
    sound(citation, text)
    assert pickle.loads(pickle.dumps(citation)) == citation
    assert citation == tiny_parser.parse(text)


@pytest.mark.parametrize(
    "text", ["", " ", "\t\n", "\u00a0\u3000", "\x00", "\u200b\u200b", "\ufeff"]
)
def test_blank(tiny_parser: Parser, text: str) -> None:
    citation = tiny_parser.parse(text)
    assert citation == Citation(text, error=citation.error)
    assert citation.error is not None
    assert citation.error[0] == "blank"


def test_too_long(tiny_parser: Parser) -> None:
    longest = ("Smith, J. " * (MAX_LENGTH // 10 + 1))[:MAX_LENGTH]
    assert tiny_parser.parse("x" * MAX_LENGTH).error is None
    text = longest + "x"
    citation = tiny_parser.parse(text)
    assert citation == Citation(text, error=citation.error)
    assert citation.error is not None
    code, message = citation.error
    assert code == "too-long"
    assert str(MAX_LENGTH) in message
    assert str(MAX_LENGTH + 1) in message


@pytest.mark.parametrize(
    "unit", ["word ", "(", "Smith, J., ", "1999; 12(3): 4–5. ", "中", "\n", "A."]
)
def test_100_kb_lines(tiny_parser: Parser, unit: str) -> None:
    def work(size: int) -> None:
        text = (unit * (size // len(unit) + 1))[:size] + "x"
        sound(tiny_parser.parse(text), text)

    assert_linear(work, 6_250, 100_000)


def test_line_breaks_inside_a_reference(tiny_parser: Parser) -> None:
    broken = ARTICLE.replace("The state of war", "The\nstate of inter-\nnational war")
    citation = tiny_parser.parse(broken)
    sound(citation, broken)
    assert "\n" not in "".join(citation.fields.values())
    assert "international" in " ".join(citation.fields.values())


def test_confidences_are_numbers(tiny_parser: Parser) -> None:
    for text in NASTY:
        citation = tiny_parser.parse(text * 20)
        assert not math.isnan(citation.confidence)
        assert not any(math.isnan(span.confidence) for span in citation.spans)


def test_many_in_order(tiny_parser: Parser) -> None:
    lines = [ARTICLE, "", "x", *NASTY]
    assert list(tiny_parser.parse_many(lines)) == [tiny_parser.parse(line) for line in lines]
    assert list(tiny_parser.parse_many([])) == []


def test_many_is_lazy(tiny_parser: Parser) -> None:
    endless: Iterator[str] = itertools.repeat(ARTICLE)
    first = list(itertools.islice(tiny_parser.parse_many(endless), 3))
    assert [citation.year for citation in first] == [1999] * 3


def numbered(count: int) -> Iterator[str]:
    """References with their number, blank and hostile lines among them."""
    for number in range(count):
        yield (
            ""
            if number % 97 == 5
            else f"{number} \udcff\x00"
            if number % 89 == 7
            else f"Smith, J. (1999). Title {number}. World Politics, 12, {number}–{number + 1}."
        )


def test_workers_keep_the_order(tiny_parser: Parser) -> None:
    # More than one chunk for each of two processes.
    found = list(tiny_parser.parse_many(numbered(2_300), workers=2))
    assert [citation.text for citation in found] == list(numbered(2_300))
    assert found[:60] == list(tiny_parser.parse_many(numbered(60)))
    assert found[-1] == tiny_parser.parse(list(numbered(2_300))[-1])


def test_workers_stop_when_nobody_wants_more(tiny_parser: Parser) -> None:
    before = threading.active_count()
    stream = tiny_parser.parse_many(numbered(1_200), workers=2)
    assert next(stream).text == next(numbered(1))
    stream.close()  # type: ignore[attr-defined]
    assert threading.active_count() <= before + 1


@pytest.mark.parametrize("workers", [0, -1])
def test_no_workers(tiny_parser: Parser, workers: int) -> None:
    with pytest.raises(InputError, match=f"workers={workers}"):
        tiny_parser.parse_many([], workers=workers)


def test_threads_share_a_parser(tiny_parser: Parser) -> None:
    lines = list(numbered(120))
    alone = [tiny_parser.parse(line) for line in lines]
    with ThreadPoolExecutor(6) as pool:
        runs = [pool.submit(lambda: [tiny_parser.parse(line) for line in lines]) for _ in range(6)]
        assert all(run.result() == alone for run in runs)


def test_a_pickled_parser_parses_alike(tiny_parser: Parser) -> None:
    copy = pickle.loads(pickle.dumps(tiny_parser))
    assert copy.parse(ARTICLE) == tiny_parser.parse(ARTICLE)
    assert copy.name == tiny_parser.name == "tiny"
    assert set(copy.labels) <= set(LABELS)


def test_citations_are_values(tiny_parser: Parser) -> None:
    citation = tiny_parser.parse(ARTICLE)
    assert citation == tiny_parser.parse(ARTICLE)
    assert citation != tiny_parser.parse(ARTICLE + "x")
    assert pickle.loads(pickle.dumps(citation)) == citation
    with pytest.raises(AttributeError):
        citation.text = "other"  # type: ignore[misc]


def test_loading_what_is_no_model(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "none", "no-such-model"):
        with pytest.raises(ModelError):
            Parser.load(path)


def heading(citation: Citation) -> str:
    """What a worker makes of a citation."""
    return f"{citation.error[0] if citation.error else citation.title}"


def test_workers_finish_what_they_parse(tiny_parser: Parser) -> None:
    lines = [*numbered(1_100), "", None, "x" * (MAX_LENGTH + 1)]
    found = list(tiny_parser.map(lines, heading, workers=2))  # type: ignore[arg-type]
    assert found == list(tiny_parser.map(lines, heading))  # type: ignore[arg-type]
    assert found[-3:] == ["blank", "not-text", "too-long"]


def test_what_is_no_text_is_one_error(tiny_parser: Parser) -> None:
    first, second = tiny_parser.parse_many([7, "Smith, J. 1999. Title."])  # type: ignore[list-item]
    assert first.error is not None
    assert first.error == ("not-text", "a reference must be a str, not int")
    assert second == tiny_parser.parse("Smith, J. 1999. Title.")


def test_a_worker_that_dies_costs_one_reference(
    tiny_parser: Parser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("refparse.parser._CHUNK", 8)
    lines = list(numbered(60))
    lines[21] = "Die."
    wanted = [tiny_parser.parse(line) for line in lines]
    found = list(tiny_parser.map(lines, surviving, workers=2))
    assert [each.text for each in found if each.error and each.error[0] == "crash"] == ["Die."]
    assert found[:21] + found[22:] == wanted[:21] + wanted[22:]


def surviving(citation: Citation) -> Citation:
    """Dies at one reference, but not when told that it is lost."""
    if citation.text == "Die." and citation.error is None:
        os._exit(3)
    return citation


def test_citations_travel_whole(tiny_parser: Parser, gold: tuple[LabelledReference, ...]) -> None:
    """What workers send back is what was parsed: names, dates and errors, to the last field."""
    lines = [reference.text for reference in gold[:300]]
    wanted = [
        assemble(one.text, [Span(at, end, label, one.text[at:end]) for at, end, label in one.spans])
        for one in gold[:300]
    ]
    assert [_unpacked(pickle.loads(pickle.dumps(_packed(one)))) for one in wanted] == wanted
    assert list(tiny_parser.parse_many(lines, workers=2)) == list(tiny_parser.parse_many(lines))


def lengths(citations: list[Citation]) -> list[int]:
    return [len(citations)] * len(citations)


def test_chunks_grow(tiny_parser: Parser) -> None:
    found = list(tiny_parser.map_chunks(numbered(1_500), lengths, workers=2))
    assert len(found) == 1_500
    assert found[0] == 25
    assert max(found) <= 500
    assert len(set(found)) > 5
