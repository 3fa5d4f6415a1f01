"""Personal names and organisations for invented references, in many languages.

Names come from the lists of Faker's locales (MIT) and from the records; the romanised forms of
Chinese and Korean names are put together from common syllables. Faker's own random generator is
not used: a name depends on the caller's generator alone.
"""
# lists of words read better unbroken

from __future__ import annotations

import importlib
from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Any, Final

from refparse._errors import InputError

Name = dict[str, str]

_LOCALES: Final[dict[str, tuple[str, ...]]] = {
    "en": ("en_US", "en_GB", "en_IE", "en_NZ", "en_IN"),
    "de": ("de_DE", "de_AT", "de_CH"),
    "fr": ("fr_FR", "fr_CA", "fr_BE"),
    "es": ("es_ES", "es_MX", "es_CL", "es_AR"),
    "pt": ("pt_BR", "pt_PT"),
    "it": ("it_IT",),
    "ru": ("ru_RU",),
    "uk": ("uk_UA",),
    "bg": ("bg_BG",),
    "pl": ("pl_PL",),
    "cs": ("cs_CZ",),
    "sk": ("sk_SK",),
    "hr": ("hr_HR",),
    "sl": ("sl_SI",),
    "nl": ("nl_NL", "nl_BE"),
    "sv": ("sv_SE",),
    "da": ("da_DK",),
    "no": ("no_NO",),
    "fi": ("fi_FI",),
    "hu": ("hu_HU",),
    "ro": ("ro_RO",),
    "tr": ("tr_TR",),
    "id": ("id_ID",),
    "lt": ("lt_LT",),
    "et": ("et_EE",),
    "el": ("el_GR",),
    "zh": ("zh_CN",),
    "ja": ("ja_JP",),
    "ko": ("ko_KR",),
}
LANGUAGES: Final = tuple(_LOCALES)

# Who writes in a language: itself first, then guests (by weight). Guests are printed in the
# script of the reference, so Cyrillic, Greek and East Asian guests come romanised.
_GUESTS: Final[dict[str, dict[str, int]]] = {
    "en": {
        "en": 46, "de": 7, "fr": 5, "es": 6, "it": 5, "pt": 3, "nl": 4, "zh-Latn": 9,
        "ko-Latn": 3, "ja-Latn": 3, "ru-Latn": 3, "pl": 2, "sv": 2, "da": 1, "no": 1, "fi": 1,
        "tr": 2, "cs": 1, "hu": 1, "id": 1, "ro": 1, "hr": 1, "el-Latn": 1,
    },
}  # fmt: skip
_OWN_SCRIPT: Final = frozenset({"ru", "uk", "bg", "el", "zh", "ja", "ko"})

_ZH_FAMILY: Final[tuple[str, ...]] = tuple(
    (
        "Wang Li Zhang Liu Chen Yang Huang Zhao Wu Zhou Xu Sun Ma Zhu Hu Guo He Lin Gao Luo "
        "Zheng Liang Xie Song Tang Deng Han Feng Cao Peng Zeng Xiao Tian Dong Pan Yuan Cai "
        "Jiang Yu Du Ye Cheng Wei Su Lü Ding Ren Lu Yao Shen Zhong Cui Tan Fan Jin Shi Liao "
        "Jia Xia Fu Fang Zou Qin"
    ).split()
)
_ZH_SYLLABLE: Final[tuple[str, ...]] = tuple(
    (
        "wei fang na min jing li qiang lei jun yang yong yan jie juan tao ming chao xiu xia "
        "ping gang gui ying hua yu lan fei bo xin hao kai rui jian zhi hong mei ling ting "
        "bin long sheng guo hui"
    ).split()
)
_KO_FAMILY: Final[tuple[str, ...]] = tuple(
    (
        "Kim Lee Park Choi Jung Kang Cho Yoon Jang Lim Han Oh Seo Shin Kwon Hwang Ahn Song "
        "Yoo Hong Jeon Ko Moon Son Bae Baek Nam Noh Ha"
    ).split()
)
_KO_SYLLABLE: Final[tuple[str, ...]] = tuple(
    (
        "min ji hyun soo jin young hee sung jae ho kyung eun seo joon woo mi yeon tae hwan "
        "sang dong chul su bin hye won suk jun"
    ).split()
)

_CYRILLIC: Final = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh",
    "щ": "shch", "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya", "і": "i", "ї": "yi",
    "є": "ye", "ґ": "g",
}  # fmt: skip
_CYRILLIC_ISO: Final = {**_CYRILLIC, "ж": "ž", "й": "j", "х": "h", "ц": "c", "ч": "č", "ш": "š",
                        "щ": "ŝ", "ь": "ʹ", "ю": "û", "я": "â", "э": "è"}  # fmt: skip
_CYRILLIC_LOC: Final = {**_CYRILLIC, "й": "i", "ь": "'", "ю": "iu", "я": "ia", "ц": "ts"}
_GREEK: Final = {
    "α": "a", "β": "v", "γ": "g", "δ": "d", "ε": "e", "ζ": "z", "η": "i", "θ": "th", "ι": "i",
    "κ": "k", "λ": "l", "μ": "m", "ν": "n", "ξ": "x", "ο": "o", "π": "p", "ρ": "r", "σ": "s",
    "ς": "s", "τ": "t", "υ": "y", "φ": "f", "χ": "ch", "ψ": "ps", "ω": "o", "ά": "a", "έ": "e",
    "ή": "i", "ί": "i", "ό": "o", "ύ": "y", "ώ": "o", "ϊ": "i", "ϋ": "y",
}  # fmt: skip
_SCHEMES: Final = {"bgn": _CYRILLIC, "iso": _CYRILLIC_ISO, "loc": _CYRILLIC_LOC}


def transliterate(text: str, scheme: str = "bgn") -> str:
    """Cyrillic or Greek text in Latin letters; other characters stay.

    Args:
        text: what to transliterate.
        scheme: ``bgn`` (BGN/PCGN without signs), ``iso`` (ISO 9) or ``loc`` (Library of
            Congress without ligatures).
    """
    table = _SCHEMES[scheme]
    out = []
    for position, char in enumerate(text):
        lower = char.lower()
        latin = table.get(lower, _GREEK.get(lower))
        if latin is None:
            out.append(char)
        elif char != lower:
            after, before = text[position + 1 : position + 2], text[max(0, position - 1) : position]
            neighbour = after if after.isalpha() else before
            out.append(latin.upper() if neighbour.isupper() else latin[:1].upper() + latin[1:])
        else:
            out.append(latin)
    return "".join(out)


@cache
def _lists(locale: str) -> dict[str, tuple[str, ...]]:
    try:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
    except ImportError as error:
        raise InputError("names are missing: install Faker (extra 'synth')") from error

    def values(*names: str) -> tuple[str, ...]:
        for name in names:
            found: Any = getattr(provider, name, None)
            if found:
                listed = sorted(found) if isinstance(found, (set, frozenset)) else found
                return tuple(dict.fromkeys(str(v).strip() for v in listed if str(v).strip()))
        return ()

    return {
        "m": values("first_names_male", "first_names"),
        "f": values("first_names_female", "first_names"),
        "lm": values("last_names_male", "unisex_last_names", "last_names"),
        "lf": values("last_names_female", "unisex_last_names", "last_names"),
        "mm": values("middle_names_male", "middle_names"),
        "mf": values("middle_names_female", "middle_names"),
        "rm": values("first_romanized_names", "male_romanized_names"),
        "rl": values("last_romanized_names"),
    }


def person(language: str, rng: Random) -> Name:
    """One invented person with the given and family name of a language, as CSL-JSON has it.

    Args:
        language: one of :data:`LANGUAGES`, or one with ``-Latn`` for a romanised name.
        rng: where the randomness comes from.
    """
    base, _, latin = language.partition("-")
    if latin and base in ("zh", "ko"):
        families, syllables = (
            (_ZH_FAMILY, _ZH_SYLLABLE) if base == "zh" else (_KO_FAMILY, _KO_SYLLABLE)
        )
        count = 1 if base == "zh" and rng.random() < 0.4 else 2
        parts = [rng.choice(syllables) for _ in range(count)]
        if count == 2 and (base == "ko" or rng.random() < 0.25):
            given = f"{parts[0].capitalize()}-{rng.choice((str.capitalize, str))(parts[1])}"
        else:
            given = "".join(parts).capitalize()
        return {"family": rng.choice(families), "given": given}
    lists = _lists(rng.choice(_LOCALES[base]))
    gender = rng.choice("mf")
    if base == "ja" and latin:
        return {"family": rng.choice(lists["rl"]), "given": rng.choice(lists["rm"])}
    family, given = rng.choice(lists[f"l{gender}"]), rng.choice(lists[gender])
    if base in ("ru", "uk", "bg") and lists["mm"] and rng.random() < 0.8:
        given = f"{given} {rng.choice(lists[f'm{gender}'])}"
    elif base in ("en", "nl", "pt") and rng.random() < 0.45:
        given = f"{given} {rng.choice('ABCDEFGHJKLMNPRSTW')}."
    elif base in ("fr", "de", "es", "it", "hu", "da") and rng.random() < 0.18:
        second = rng.choice(lists[gender])
        given += f"-{second}" if base in ("fr", "de") and "-" not in given else f" {second}"
    if base in ("es", "pt") and " " not in family and rng.random() < 0.55:
        family = f"{family} {rng.choice(lists['lm'])}"
    elif base in ("en", "de", "fr", "pl") and rng.random() < 0.03 and "-" not in family:
        family = f"{family}-{rng.choice(lists['lm'])}"
    if base in ("nl", "de", "fr", "it") and " " not in family and rng.random() < 0.06:
        particle = {"nl": "van der", "de": "von", "fr": "de", "it": "Di"}[base]
        family = f"{particle} {family}"
    name = {"family": family, "given": given}
    if base in ("en", "pt") and rng.random() < 0.015:
        name["suffix"] = rng.choice(("Jr.", "Jr", "III") if base == "en" else ("Jr.", "Filho"))
    if latin:
        name = {key: transliterate(value) for key, value in name.items()}
    return name


def speaking(language: str) -> str:
    """The language itself where there are names in it, else English."""
    return language if language in LANGUAGES or "-" in language else "en"


def author_language(language: str, rng: Random) -> str:
    """Whose name to print in a reference of a language: mostly its own, sometimes a guest's."""
    if language in _GUESTS:
        weights = _GUESTS[language]
        return rng.choices(list(weights), list(weights.values()))[0]
    if language not in _LOCALES:
        return "en"
    if language in _OWN_SCRIPT or rng.random() < 0.85:
        return language
    return rng.choice(("en", "de", "fr", "it", "es", "pl", "ru-Latn", "zh-Latn"))


def people(language: str, count: int, own: Sequence[Name], rng: Random) -> list[Name]:
    """Several people for one reference.

    Args:
        language: of the reference.
        count: how many.
        own: names of real authors of that language, drawn in a third of the cases.
        rng: where the randomness comes from.
    """
    if own and rng.random() < 0.35:
        return [dict(rng.choice(own)) for _ in range(count)]
    local = rng.random() < 0.5  # a team of one country, or a mixed one
    first = author_language(language, rng)
    return [person(first if local else author_language(language, rng), rng) for _ in range(count)]
