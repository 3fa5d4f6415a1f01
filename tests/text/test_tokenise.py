"""Tokens: where a reference is cut, and that nothing is lost."""

from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.text import normalise, split_chunk, tokenise
from tests.strategies import any_char, texts
from tests.timing import assert_linear


def cut(text: str) -> list[str]:
    return [token.text for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        # Blocks of numbers.
        ("37(2):206–225", ["37", "(2):", "206–225"]),
        ("2021;1(4):5-9.", ["2021;", "1", "(4):", "5-9."]),
        ("1984; 36(4):461–495.", ["1984;", "36", "(4):", "461–495."]),
        ("Vol.12", ["Vol.", "12"]),
        ("Vol.12,No.3,pp.45-67", ["Vol.", "12,", "No.", "3,", "pp.", "45-67"]),
        ("(2010)Title", ["(2010)", "Title"]),
        ("12:345–350", ["12:", "345–350"]),
        ("7/2010", ["7/", "2010"]),
        ("1,234", ["1,234"]),
        ("№3", ["№", "3"]),
        # Russian style.
        ("Название//Журнал", ["Название", "//", "Журнал"]),
        ("Название // Журнал", ["Название", "//", "Журнал"]),
        ("2008.–Т.5.–С.12–15", ["2008.", "–", "Т.", "5.", "–", "С.", "12–15"]),
        ("2008. – Т. 5, №2. – С. 12", ["2008.", "–", "Т.", "5,", "№", "2.", "–", "С.", "12"]),
        ("М.: Наука,1999", ["М.:", "Наука,", "1999"]),
        # What lost its blank, or belongs to two fields.
        ("Phys. Lett. B428:105", ["Phys.", "Lett.", "B", "428:", "105"]),
        ("JHEP0001", ["JHEP", "0001"]),
        ("Optics56", ["Optics", "56"]),
        ("Riga1987, 422p.", ["Riga", "1987,", "422", "p."]),
        ("2004Meier", ["2004", "Meier"]),
        ("n°8, t.II", ["n°", "8,", "t.", "II"]),
        ("pp119-50, v12", ["pp", "119-50,", "v", "12"]),
        ("М.:Наука", ["М.:", "Наука"]),
        ("11,225–240", ["11,", "225–240"]),
        ("2-е изд.", ["2", "-е", "изд."]),
        ("J.-P. Weber", ["J.-P.", "Weber"]),
        # Words keep their punctuation.
        ("Smith, Jean-Paul, Jr.", ["Smith,", "Jean-Paul,", "Jr."]),
        ("Smith,J.", ["Smith,", "J."]),
        ("O'Brien and D’Arcy", ["O'Brien", "and", "D'Arcy"]),
        ("analysis.Journal", ["analysis.", "Journal"]),
        ("U.S.A.", ["U.S.A."]),
        ("method(s)", ["method(s)"]),
        # Identifiers and addresses stay whole.
        ("doi:10.1000/a.b(1)2:3", ["doi:", "10.1000/a.b(1)2:3"]),
        ("https://doi.org/10.1000/xyz;1", ["https://doi.org/", "10.1000/xyz;1"]),
        ("doi.org/10.1000/x,2", ["doi.org/", "10.1000/x,2"]),
        ("http://a.org/b//c(1)?d=2,3", ["http://a.org/b//c(1)?d=2,3"]),
        ("URL:https://a.org/b", ["URL:", "https://a.org/b"]),
        ("arXiv:1501.00001", ["arXiv:", "1501.00001"]),
        ("ISBN:978-3-16-148410-0", ["ISBN:", "978-3-16-148410-0"]),
        # Chinese, Japanese, Korean.
        ("世界、2007年", ["世界、", "2007", "年"]),
        ("『思想』岩波書店", ["『思想』", "岩波書店"]),
        ("제13권", ["제", "13", "권"]),
        ("2003年第4期", ["2003", "年", "第", "4", "期"]),
        ("1998年版", ["1998", "年", "版"]),
        ("(第三版)", ["(第", "三", "版)"]),
        ("李四著.", ["李四", "著."]),
        ("김민수·이서연.", ["김민수·", "이서연."]),
        ("研究[J].学报,2014", ["研究", "[J].", "学报,", "2014"]),
        # Nothing to cut.
        ("", []),
        (" \u00a0\t\u200b\r\n\x00", []),
        ("...", ["..."]),
    ],
)
def test_cuts(text: str, tokens: list[str]) -> None:
    assert cut(text) == tokens


def test_offsets_point_into_the_original() -> None:
    text = "“Oﬃce\u00a0work”, in inter-\nnational law, 12(3)."
    found = [(text[token.start : token.end], token.text) for token in tokenise(text)]
    assert found == [
        ("“Oﬃce", '"Office'),
        ("work”,", 'work",'),
        ("in", "in"),
        ("inter-\nnational", "international"),
        ("law,", "law,"),
        ("12", "12"),
        ("(3).", "(3)."),
    ]


def test_tokens_are_cut_wherever_a_ligature_hides_a_border() -> None:
    # The dots of an ellipsis are one original character: only one token can have it.
    tokens = tokenise("Ende…Neu")
    assert "".join(token.text for token in tokens).startswith("Ende...")
    assert [token.end for token in tokens[:-1]] <= [token.start for token in tokens[1:]]


@given(texts)
def test_tokens_and_gaps_rebuild_the_text(text: str) -> None:
    at = 0
    rebuilt = []
    for token in tokenise(text):
        assert at <= token.start < token.end <= len(text)
        assert token.text
        gap = text[at : token.start]
        assert not normalise(gap).text.strip()
        rebuilt += [gap, text[token.start : token.end]]
        at = token.end
    assert not normalise(text[at:]).text.strip()
    assert "".join([*rebuilt, text[at:]]) == text


@given(texts)
def test_the_tokens_hold_every_visible_character(text: str) -> None:
    normal = normalise(text)
    whole = "".join(normal.text.split())
    joined = "".join(cut(text))
    # Several characters out of one original ("…", a letter with a mark that stays apart) may be
    # cut apart, and then only the first token can have it.
    if normal.starts is None or len(set(normal.starts)) == len(normal.starts):
        assert joined == whole
    else:
        assert len(joined) <= len(whole)


@given(texts)
def test_tokens_are_free_of_blanks(text: str) -> None:
    assert all(token.split() == [token] for token in cut(text))


@given(st.text(any_char, min_size=1).filter(lambda chunk: not any(map(str.isspace, chunk))))
def test_a_split_chunk_joins_to_the_chunk(chunk: str) -> None:
    pieces = split_chunk(chunk)
    assert "".join(pieces) == chunk
    assert all(pieces)


@given(
    st.lists(
        st.sampled_from(["37", "(2)", ":", "–", ".", ",", ";", "//", "№", "а", "B", "中", "["])
    )
)
def test_a_split_block_joins_to_the_block(parts: list[str]) -> None:
    chunk = "".join(parts)
    assert "".join(split_chunk(chunk)) == chunk


def work(unit: str, size: int) -> None:
    tokenise((unit * (size // len(unit) + 1))[:size])


UNITS = ["x", "(", ".,", "-\n", "a- ", "1(2):", "Ab.", "doi:", "10.1234/", "http://", "№", "«"]
UNITS += ["e\u0301\u0301", "ﬁ…", "中1", "word "]


@pytest.mark.parametrize("unit", UNITS)
def test_time_grows_with_the_length(unit: str) -> None:
    assert_linear(partial(work, unit), 1 << 13, 1 << 17)


@pytest.mark.parametrize("unit", ["(", "a- ", "http://"])
def test_time_grows_with_the_length_up_to_a_megabyte(unit: str) -> None:
    assert_linear(partial(work, unit), 1 << 16, 1 << 20)
