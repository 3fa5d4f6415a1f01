from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.citation.languages import LANGUAGES, language_code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("In Russian", "ru"),
        ("[In Russ.]", "ru"),
        ("In English", "en"),
        ("in Chin.", "zh"),
        ("На англ. яз.", "en"),
        ("на русском языке", "ru"),
        ("на украинском языке", "uk"),
        ("(en francés)", "fr"),
        ("en anglais", "en"),
        ("em português", "pt"),
        ("en español", "es"),
        ("auf Russisch", "ru"),
        ("polnisch", "pl"),
        ("In German, English abstract", "de"),
        ("in Hungarian with English summary", "hu"),
        ("Russian and English", "ru"),
        ("in Persian (Farsi)", "fa"),
        ("俄文", "ru"),
        ("українською мовою", "uk"),
        ("pt-BR", "pt-BR"),
        ("en", "en"),
        ("with English abstract", ""),
        ("second printing", ""),
        ("", ""),
    ],
)
def test_languages(text: str, code: str) -> None:
    assert language_code(text) == code


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("ja", "Japanese|японский|Japanisch|japonais|japonés|japonês"),
        ("nl", "Dutch|нидерландский|Niederländisch|néerlandais|neerlandés|holandês"),
        ("cs", "Czech|чешский|Tschechisch|tchèque|checo|tcheco"),
        ("ko", "Korean|корейский|Koreanisch|coréen|coreano"),
        ("el", "Greek|греческий|Griechisch|grec|griego|grego"),
        ("tr", "Turkish|турецкий|Türkisch|turc|turco"),
    ],
)
def test_names_in_six_languages(code: str, names: str) -> None:
    assert {language_code(f"in {name}") for name in names.split("|")} == {code}


def test_breadth() -> None:
    assert len(LANGUAGES) >= 40
    assert all(len(code) == 2 for code in LANGUAGES)


@given(st.text(max_size=40))
def test_any_string_is_read(text: str) -> None:
    code = language_code(text)
    assert code == "" or code[:2] in LANGUAGES
