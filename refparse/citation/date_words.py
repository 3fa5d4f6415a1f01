"""Names of months and seasons, and words that stand for a date, in fourteen languages."""

from __future__ import annotations

import unicodedata
from typing import Final

_MONTHS: Final = (
    # en, de, fr, es, it, pt, nl, pl, cs, ru, uk, sv/da/no, tr, la
    "january jan jänner januar janvier janv enero ene gennaio genn gen janeiro januari styczeń"
    " stycznia stycz leden ledna январь января янв січень січня січ ocak januarii ianuarii",
    "february feb febr februar février fév févr fevr febrero febbraio febbr fevereiro fev februari"
    " luty lutego únor února февраль февраля фев февр лютий лютого лют şubat feburary",
    "march mar märz marz mars marzo março marco maart mrt marzec marca březen března březn март"
    " марта мар березень березня бер mart",
    "april apr avril avr abril abr aprile kwiecień kwietnia kwiec duben dubna апрель апреля апр"
    " квітень квітня квіт nisan",
    "may mai mayo maggio magg mag maio mei maj maja květen května май мая травень травня трав mayıs"
    " máj mája maí",
    "june jun juni juin junio giugno giu junho czerwiec czerwca czerw červen června июнь июня июн"
    " червень червня черв haziran jún",
    "july jul juli juillet juil julio luglio lug julho lipiec lipca lip červenec července июль июля"
    " июл липень липня лип temmuz júl",
    "august aug août aout agosto ago ag augustus sierpień sierpnia sierp srpen srpna август августа"
    " авг серпень серпня серп ağustos augusti",
    "september sep sept septembre septiembre setiembre settembre sett set setembro wrzesień"
    " września wrzes wrzesnia září сентябрь сентября сен сент вересень вересня вер eylül",
    "october oct oktober okt octobre octubre ottobre ott outubro out październik października"
    " pazdz říjen října октябрь октября окт жовтень жовтня"
    " жовт ekim",
    "november nov novembre noviembre novembro listopad listopada listop ноябрь ноября ноя нояб"
    " листопад листопада листоп kasım",
    "december dec dezember dez décembre déc decembre diciembre dic dicembre dezembro grudzień"
    " grudnia grudz prosinec prosince декабрь декабря дек грудень грудня груд aralık desember"
    " des",
)


def plain(word: str) -> str:
    """A word in lower case without accents; "й" stays apart from "и"."""
    word = word.lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFD", word)
    bare = "".join(char for char in parts if not ("\u0300" <= char <= "\u036f"))
    return bare.replace("ł", "l").replace("ı", "i")


MONTHS: Final[dict[str, int]] = {
    plain(name): number for number, names in enumerate(_MONTHS, 1) for name in names.split()
}
"""Month numbers 1..12 by name or abbreviation, as :func:`plain` writes them."""

_SEASONS: Final = (
    "spring frühling frühjahr fruhling fruhjahr printemps primavera lente voorjaar wiosna jaro"
    " весна vår forår bahar ilkbahar",
    "summer sommer été ete verano estate verão verao zomer lato léto leto лето літо sommar yaz",
    "autumn fall herbst automne otoño otono autunno outono herfst najaar jesień jesien podzim осень"
    " осінь höst efterår sonbahar",
    "winter hiver invierno inverno zima зима vinter kış",
)
SEASONS: Final[dict[str, int]] = {
    plain(name): number for number, names in enumerate(_SEASONS, 1) for name in names.split()
}
"""Seasons, 1 (spring) to 4 (winter), as CSL counts them."""

ROMAN_MONTHS: Final[dict[str, int]] = {
    numeral: number
    for number, numeral in enumerate(
        ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii"), 1
    )
}
"""Months in Roman numerals ("20-II-2021")."""

ERAS: Final[dict[str, int]] = {
    "明治": 1867,
    "大正": 1911,
    "昭和": 1925,
    "平成": 1988,
    "令和": 2018,
    "民國": 1911,
    "民国": 1911,
}
"""The year before the first of each Japanese or Chinese era."""
