from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.citation.wording import clean, mend, split_translation, tidy, unwrap


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("“A title.”", "A title"),
        ("«Заглавие»,", "Заглавие"),
        ("„Ein Titel“", "Ein Titel"),
        ("[A title]", "A title"),
        ("'A title'", "A title"),
        ("『書名』", "書名"),
        ("A question?", "A question?"),
        ("“Hard” and “soft”", "“Hard” and “soft”"),
        ("(Mis)trust in maps", "(Mis)trust in maps"),
        ("Maps (and their makers)", "Maps (and their makers)"),
        ("A title [abstract", "A title [abstract"),
        ("(A title", "A title"),
        ("A  title\u00ad\n here\u200b", "A title here"),
        ("Cafe\u0301", "Café"),
        ("Caf \u0301e", "Caf́e"),
        ("title\x00 \ud800", "title \ufffd"),
        ("caf\x92s", "caf’s"),
        ("...", ""),
    ],
)
def test_clean(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "mended"),
    [
        ("Person- ality and judge- ment", "Personality and judgement"),
        ("decision- making", "decision-making"),
        ("pre- and post-war", "pre- and post-war"),
        ("Vor- und Nachteile", "Vor- und Nachteile"),
        ("state- led", "state-led"),
        ("win- dow", "win- dow"),
        ("well-known facts", "well-known facts"),
    ],
)
def test_broken_words_are_mended_only_where_that_is_safe(text: str, mended: str) -> None:
    assert mend(text) == mended


@pytest.mark.parametrize(
    ("text", "title", "translation"),
    [
        ("Severny Vestnik [Northern Herald]", "Severny Vestnik", "Northern Herald"),
        ("Вестник [Herald]", "Вестник", "Herald"),
        ("Vestnik", "Vestnik", ""),
        ("A Book [Review of The Sea]", "A Book [Review of The Sea]", ""),
        ("A Study [abstract]", "A Study [abstract]", ""),
        ("A Study [Online]", "A Study [Online]", ""),
        ("A Study [In Russian]", "A Study [In Russian]", ""),
        ("[Untitled]", "[Untitled]", ""),
    ],
)
def test_translations_behind_names_of_journals(text: str, title: str, translation: str) -> None:
    assert split_translation(text, loose=True) == (title, translation)


@pytest.mark.parametrize(
    ("text", "title", "translation"),
    [
        ("O reke i ozere [On River and Lake]", "O reke i ozere", "On River and Lake"),
        ("О реке. [On the river]", "О реке", "On the river"),
        ("(Mis)trust", "(Mis)trust", ""),
        ("Wind over a very large and wide sea [Wind]", None, ""),
        ("On rivers [with a map of the delta]", None, ""),
        ("Über Flüsse [Diss.]", None, ""),
        ("Water [H2O]", "Water", "H2O"),
    ],
)
def test_translations_behind_titles(text: str, title: str | None, translation: str) -> None:
    assert split_translation(text) == (title or text, translation)


@given(st.text(max_size=80))
def test_any_string_is_cleaned(text: str) -> None:
    for result in (tidy(text), unwrap(text), clean(text)):
        assert isinstance(result, str)
    cleaned = clean(text)
    cleaned.encode()
    assert unicodedata.is_normalized("NFC", tidy(text))
    assert "  " not in cleaned


@pytest.mark.parametrize("piece", ["(", "[", "“", "a- ", "aaaa", '"', "[a", " \u0301"])
def test_long_strings_take_linear_time(piece: str) -> None:
    text = piece * 100_000
    split_translation(clean(text))
