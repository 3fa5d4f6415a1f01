"""Normalisation: what changes, and the way back."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.text import NormalisedText, normalise
from tests.strategies import texts


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\u00a0b", "a b"),
        ("a\u2009b\u3000c\td\ne", "a b c d e"),
        ("a\x00b\x9fc", "a b c"),
        ("soft\u00adhyphen", "softhyphen"),
        ("zero\u200bwidth\ufeff", "zerowidth"),
        ("inter-\nnational", "international"),
        ("inter- \r\n  national", "international"),
        ("soft\u00ad\nhyphen", "softhyphen"),
        ("EU-\nUS", "EU-US"),
        ("Rapp-\nHooper", "Rapp-Hooper"),
        ("1999-\n2001", "1999- 2001"),
        ("oﬃce ﬁle", "office file"),
        ("Ｖｏｌ．３（２）", "Vol.3(2)"),
        ("e\u0301te\u0301", "été"),
        ("“a” ‘b’ „c“", '"a" \'b\' "c"'),
        ("a‐b‑c−d", "a-b-c-d"),
        ("1―2‒3", "1—2–3"),
        ("a…", "a..."),
        ("\ud800x\udfff", "\ufffdx\ufffd"),
    ],
)
def test_evens_out(raw: str, expected: str) -> None:
    assert normalise(raw).text == expected


@pytest.mark.parametrize("kept", ["«Наука»", "5–15", "a — b", "『世界』、。", "é", "№ 3", "", " "])
def test_keeps_what_carries_meaning(kept: str) -> None:
    assert normalise(kept) == NormalisedText(kept)


def test_plain_ascii_needs_no_map() -> None:
    normal = normalise("Smith, J. (1999).")
    assert normal.starts is None
    assert normal.original(3, 7) == (3, 7)


@pytest.mark.parametrize(
    ("raw", "word", "original"),
    [
        ("a ﬁne day", "fine", "ﬁne"),
        ("an inter-\nnational day", "international", "inter-\nnational"),
        ("the cafe\u0301 is", "café", "cafe\u0301"),
        ("x\u200b\u200bword y", "word", "word"),
        ("Ｎｏ．５ of", "No.5", "Ｎｏ．５"),
    ],
)
def test_the_way_back(raw: str, word: str, original: str) -> None:
    normal = normalise(raw)
    start = normal.text.index(word)
    first, last = normal.original(start, start + len(word))
    assert raw[first:last] == original


@given(texts)
def test_the_map_is_monotone_and_within_the_text(raw: str) -> None:
    normal = normalise(raw)
    if normal.starts is None or normal.ends is None:
        assert normal.text == raw
        return
    assert len(normal.starts) == len(normal.ends) == len(normal.text)
    assert list(normal.starts) == sorted(normal.starts)
    assert list(normal.ends) == sorted(normal.ends)
    for start, end in zip(normal.starts, normal.ends, strict=True):
        assert 0 <= start < end <= len(raw)


@given(texts)
def test_every_character_comes_from_where_the_map_says(raw: str) -> None:
    normal = normalise(raw)
    for index, char in enumerate(normal.text):
        start, end = normal.original(index, index + 1)
        source = raw[start:end]
        # Either it stood there, or what stood there on its own gives it.
        assert char == source or char in normalise(source).text


@given(texts)
def test_nothing_but_invisible_characters_is_lost(raw: str) -> None:
    normal = normalise(raw)
    covered = set()
    for index in range(len(normal.text)):
        covered.update(range(*normal.original(index, index + 1)))
    for index in set(range(len(raw))) - covered:
        lost = raw[index]
        # Format characters and the hyphen with its line break that split a word.
        assert unicodedata.category(lost) in ("Cf", "Cn") or lost in "-\u2010 \t\r\n"


@given(texts)
def test_the_result_holds_nothing_that_breaks_output(raw: str) -> None:
    text = normalise(raw).text
    text.encode("utf-8")
    assert not any(unicodedata.category(char) == "Cc" for char in text)


@given(st.text(st.characters(codec="ascii", exclude_categories=["Cc"])))
def test_printable_ascii_is_left_alone_but_for_backquotes(raw: str) -> None:
    assert normalise(raw).text == raw.replace("`", "'")


@given(texts, texts)
def test_what_stands_beside_changes_nothing(first: str, second: str) -> None:
    # A blank between them keeps marks and hyphens from joining.
    both = normalise(first + " x " + second).text
    assert both == normalise(first + " x").text + normalise(" " + second).text


def test_a_mark_behind_a_lone_surrogate_does_not_save_it() -> None:
    assert normalise("a\udcdb\u035bb").text == "a\ufffd\u035bb"
