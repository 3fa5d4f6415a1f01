"""Each family of features on examples, and what holds for all of them."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.features import FAMILIES, OFFSETS, extract, token_features
from refparse.features.affixes import features as affixes
from refparse.features.affixes import punctuation
from refparse.features.form import capitals, script, shape, word
from refparse.features.form import features as form
from refparse.features.gazetteer import LISTS, entries
from refparse.features.gazetteer import features as gazetteer
from refparse.features.identifiers import features as identifiers
from refparse.features.lexicon import entries as lexicon
from refparse.features.numbers import features as numbers
from refparse.features.numbers import is_year
from refparse.features.view import MAX_CORE, view
from refparse.text import tokenise
from tests.strategies import any_char, texts

tokens = st.text(any_char, min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("token", "lead", "core", "tail"),
    [
        ("Smith,", "", "Smith", ","),
        ("(Hrsg.).", "(", "Hrsg", ".)."),
        ("J.-P.", "", "J.-P", "."),
        ("«Наука».", "«", "Наука", "»."),
        ("//", "//", "", ""),
        ("", "", "", ""),
        ("206–225", "", "206–225", ""),
    ],
)
def test_view(token: str, lead: str, core: str, tail: str) -> None:
    seen = view(token)
    assert (seen.lead, seen.core, seen.tail) == (lead, core, tail)
    assert seen.lower == core.lower()


def test_view_of_a_long_token_is_bounded() -> None:
    seen = view("(" * 1000 + "Ä" * 1000 + "." * 1000)
    assert len(seen.core) == MAX_CORE
    assert len(seen.lead) < 10
    assert len(seen.tail) < 10


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("McKenzie", "XxXx"),
        ("J.-P.", "X.-X."),
        ("2008a", "ddddx"),
        ("12", "dd"),
        ("12345678", "dddd"),
        ("206–225", "ddd–ddd"),
        ("中国", "c"),
        ("", ""),
    ],
)
def test_shape(word: str, expected: str) -> None:
    assert shape(word) == expected


@pytest.mark.parametrize(
    ("core", "expected"),
    [
        ("", "none"),
        ("12a", "number"),
        ("J", "initial"),
        ("J.-P", "upper"),
        ("NATO", "upper"),
        ("Smith", "title"),
        ("McKenzie", "mixed"),
        ("and", "lower"),
        ("iPhone", "mixed"),
        ("世界", "caseless"),
        ("_", "none"),
    ],
)
def test_capitals(core: str, expected: str) -> None:
    assert capitals(core) == expected


@pytest.mark.parametrize(
    ("core", "expected"),
    [
        ("Müller", "latin"),
        ("ệ", "latin"),
        ("Наука", "cyrillic"),
        ("Αθήνα", "greek"),
        ("世界", "han"),
        ("ひらがな", "kana"),
        ("カタカナ", "kana"),
        ("서울", "hangul"),
        ("العربية", "arabic"),
        ("שלום", "hebrew"),
        ("2008", "none"),
        ("12й", "cyrillic"),
    ],
)
def test_script(core: str, expected: str) -> None:
    assert script(core) == expected


@pytest.mark.parametrize(
    ("token", "some", "none"),
    [
        ("Smith,", {"c=title", "w=smith", "n=5-8"}, {"script=latin"}),
        ("1984;", {"c=number", "n=4"}, {"w=1984"}),
        ("Наука", {"script=cyrillic", "w=наука"}, set()),
        ("//", {"c=none", "n=0"}, set()),
    ],
)
def test_form(token: str, some: set[str], none: set[str]) -> None:
    found = set(form(view(token))) | set(word(view(token)))
    assert some <= found
    assert not none & found


@pytest.mark.parametrize(
    ("token", "some"),
    [
        ("Zeitung,", {"x1=g", "x3=ung", "p3=zei", "p2=ze"}),
        ("ab", {"x1=b"}),
        ("1984", set()),
    ],
)
def test_affixes(token: str, some: set[str]) -> None:
    found = set(affixes(view(token)))
    assert some <= found
    assert found if some else not found


def test_no_affix_is_the_whole_word() -> None:
    assert not {name for name in affixes(view("und")) if name.endswith("=und")}


@pytest.mark.parametrize(
    ("token", "some"),
    [
        ("Smith,", {"tp=,", "tc=,title"}),
        ("(Hrsg.),", {"tp=.),", "lp=("}),
        ("461–495.", {"tp=.", "ip=–"}),
        ("and", {"tp=0"}),
    ],
)
def test_punctuation(token: str, some: set[str]) -> None:
    assert some <= set(punctuation(view(token)))


@pytest.mark.parametrize(
    ("core", "expected"),
    [
        ("1399", False),
        ("1400", True),
        ("1984", True),
        ("2049", True),
        ("2050", False),
        ("1999a", True),
        ("199", False),
        ("19990", False),
        ("", False),
    ],
)
def test_years(core: str, expected: bool) -> None:
    assert is_year(core) is expected


@pytest.mark.parametrize(
    ("token", "some"),
    [
        ("1984;", {"num=d4", "num=year19"}),
        ("2008.", {"num=year20"}),
        ("36", {"num=d2", "num<100"}),
        ("(4):", {"num=d1", "num<13"}),
        ("461–495.", {"num=dashup", "num=range"}),
        ("325–6", {"num=dashshort", "num=range"}),
        ("1998–2001", {"num=yearrange"}),
        ("2020/21", {"num=yearrange"}),
        ("S12–S15", {"num=letterrange"}),
        ("1999a", {"num=yearletter"}),
        ("XIV.", {"num=romanU"}),
        ("iv", {"num=romanl"}),
        ("2nd", {"num=ordinal"}),
        ("3-е", {"num=ordinal"}),
        ("e0123456", {"num=code"}),
        ("12B", {"num=codetail"}),
        ("10.1000/xyz2008", {"num=mixed"}),
        ("٣٤", {"num=d2"}),
    ],
)
def test_numbers(token: str, some: set[str]) -> None:
    assert some <= set(numbers(view(token)))


@pytest.mark.parametrize("token", ["and", "Smith,", "//", "", "mixed-up", "²", "Ⅳ"])
def test_words_are_no_numbers(token: str) -> None:
    assert not {name for name in numbers(view(token)) if "year" in name or "range" in name}


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("10.1000/xyz", "doi"),
        ("https://doi.org/", "resolver"),
        ("https://example.org/a", "url"),
        ("www.example.org", "url"),
        ("arXiv:", "arxiv"),
        ("1501.00001", "arxivid"),
        ("hep-th/9901001", "arxivold"),
        ("978-3-16-148410-0", "isbn"),
        ("0317-8471", "issn"),
        ("PMC1234567", "pmc"),
        ("a@b.org", "mail"),
    ],
)
def test_identifiers(token: str, expected: str) -> None:
    assert "id=" + expected in identifiers(view(token))


@pytest.mark.parametrize("token", ["and", "Smith,", "1984;", "(4):", "//", ""])
def test_plain_tokens_are_no_identifiers(token: str) -> None:
    assert identifiers(view(token)) == []


@pytest.mark.parametrize("name", LISTS)
def test_gazetteer_entries_are_lower_case_words(name: str) -> None:
    words = entries(name)
    assert len(words) > 1000
    assert all(word == word.lower() == word.strip() and " " not in word for word in words)


@pytest.mark.parametrize(
    ("token", "expected"),
    [
        ("Berlin:", "g=place"),
        ("Москва", "g=place"),
        ("Maria", "g=given"),
        ("Schmidt,", "g=family"),
        ("Anna-Maria", "gh=given"),
    ],
)
def test_gazetteer(token: str, expected: str) -> None:
    found = gazetteer(view(token))
    assert expected in found or expected.replace("gh=", "g=") in found


@pytest.mark.parametrize("token", ["berlin", "B", "1984", "Xqzzwv", "", "//"])
def test_gazetteer_leaves_alone(token: str) -> None:
    assert gazetteer(view(token)) == []


def test_lexicon_knows_where_words_stand() -> None:
    assert "j" in {mark[0] for mark in lexicon()["proceedings"] + lexicon()["review"]}
    assert "xqzzwv" not in lexicon()


@pytest.mark.parametrize("family", [family for family, _ in FAMILIES])
@given(token=tokens)
def test_a_family_is_a_pure_function_of_one_token(family, token: str) -> None:  # type: ignore[no-untyped-def]
    first = family(view(token))
    assert first == family(view(token))
    assert all(isinstance(name, str) and name for name in first)
    assert len(first) < 40


@given(tokens)
def test_features_are_bounded_whatever_the_token(token: str) -> None:
    _, by_offset = token_features(token * 20)
    assert set(by_offset) == set(OFFSETS)
    assert sum(map(len, by_offset.values())) < 400
    assert all(len(name) < 2 * MAX_CORE + 20 for names in by_offset.values() for name in names)


@given(texts)
def test_every_token_gets_features(text: str) -> None:
    words = [token.text for token in tokenise(text)]
    assert len(extract(words)) == len(words)


def test_neighbours_see_each_other() -> None:
    first, second, third = extract(["Smith,", "J.", "1999."])
    assert "w=smith" in first
    assert "-1:w=smith" in second
    assert "-2:w=smith" in third
    assert "+1:w=j" in first
    assert "+2:num=year19" in first


def test_unknown_words_get_features_too() -> None:
    (found,) = extract(["Xqzzwvian"])
    assert {"w=xqzzwvian", "x3=ian", "c=title"} <= set(found)


def test_no_tokens_no_features() -> None:
    assert extract([]) == []


def test_features_do_not_depend_on_the_process() -> None:
    # Sets of strings are ordered anew in each process; training must not notice.
    code = (
        "from refparse.features import extract\n"
        "from refparse.text import tokenise\n"
        "text = 'Иванов И. И. Review-journal of state-building // Proc. Symp., ed. by "
        "Smith-Jones, A. Vol. 12(3): S12–S15, 1998–2001. doi:10.1000/x'\n"
        "print(extract([t.text for t in tokenise(text)]))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={"PYTHONHASHSEED": seed, "PYTHONUTF8": "1"},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "2")
    }
    assert len(runs) == 1
