"""The language of a cited work, from remarks such as "[In Russian]", "in Chin.", "На англ. яз."."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from refparse.citation._letters import word_set
from refparse.citation.date_words import plain

# One line a language: code, then its names and usual abbreviations in English, Russian, German,
# French, Spanish and Portuguese, as far as they differ. A word also stands for its inflected forms
# that begin with it when it has at least five letters.
_TABLE: Final = """\
af afrikaans африкаанс afrikaans
ar arabic arab арабск араб arabisch arabe árabe
az azerbaijani azeri azerb азербайджанск азерб aserbaidschanisch azéri azerbaïdjanais azerí
be belarusian belorussian byelorussian beloruss белорусск белорус weißrussisch
be belarussisch biélorusse bielorruso bielorrusso
bg bulgarian bulg болгарск болг bulgarisch bulgare búlgaro
bn bengali bangla бенгальск bengalisch
bs bosnian боснийск bosnisch bosniaque bosnio bósnio
ca catalan каталанск katalanisch catalán catalão
cs czech чешск чеш tschechisch tchèque checo tcheco
cy welsh валлийск walisisch gallois galés
da danish dan датск dänisch danois danés dinamarquês
de german germ ger нем немецк deutsch dt allemand alem alemán alemão
el greek gr греческ греч griechisch grec griego grego
en english eng engl англ английск englisch anglais angl inglés ingl ingles
eo esperanto эсперанто
es spanish span исп испанск spanisch espagnol esp español castellano espanhol spa
et estonian eston эстонск эст estnisch estonien estonio estoniano
eu basque баскск baskisch euskera vasco basco
fa persian farsi персидск перс фарси persisch persan persa
fi finnish finn финск фин finnisch finnois finlandés finlandês
fr french fr franc фр франц французск französisch franz français francés francês fra fre
ga irish ирландск irisch irlandais irlandés irlandês
gl galician галисийск galicisch galicien gallego galego
he hebrew hebr heb иврит иврите древнееврейск hebräisch hébreu hebreo hebraico
hi hindi хинди
hr croatian croat хорватск хорв kroatisch croate croata
hu hungarian hung венгерск венг ungarisch hongrois húngaro
hy armenian armen арм армянск armenisch arménien armenio armênio
id indonesian indones индонезийск indonesisch indonésien indonesio indonésio
is icelandic исландск isländisch islandais islandés islandês
it italian ital ит итал итальянск italienisch italien italiano
ja japanese jap jpn япон японск japanisch japonais japonés japonês
ka georgian georg груз грузинск georgisch géorgien georgiano
kk kazakh каз казахск kasachisch kazajo cazaque
ko korean кор корейск koreanisch coréen coreano
ky kyrgyz kirghiz кирг киргизск kirgisisch kirghize kirguís quirguiz
la latin lat латинск латин latein lateinisch latín latim
lt lithuanian lith лит литовск litauisch lituanien lituano
lv latvian latv латышск латыш lettisch letton letón letão
mk macedonian maced макед македонск mazedonisch macédonien macedonio macedônio
mn mongolian монг монгольск mongolisch mongol
mo moldavian молд молдавск moldauisch moldave moldavo
ms malay малайск malaiisch malais malayo malaio
nl dutch нидерл голл голландск нидерландск niederländisch niederl
nl holländisch néerlandais neerlandés holandés holandês neerlandês
no norwegian norw норв норвежск norwegisch norvégien noruego norueguês
pl polish pol польск polnisch polonais polaco polonês
pt portuguese port порт португальск portugiesisch portugais portugués português
ro romanian rumanian roman рум румынск rumänisch roumain rumano romeno
ru russian russ рус русск русс russisch russe ruso russo rus
sa sanskrit санскрит
sk slovak slovakian словацк slowakisch slovaque eslovaco
sl slovene slovenian словенск slowenisch slovène esloveno
sq albanian alban албанск albanisch albanais albanés albanês
sr serbian serb сербск серб serbisch serbe serbio sérvio
sv swedish swed шведск швед schwedisch suédois sueco
ta tamil тамильск
tg tajik тадж таджикск tadschikisch tadjik tayiko
th thai тайск thailändisch thaïlandais tailandés tailandês
tk turkmen туркм туркменск turkmenisch turkmène turcomano
tr turkish turk тур турецк türkisch turc turco
tt tatar татарск tatarisch
uk ukrainian ukr ukrain укр украинск украинс ukrainisch ukrainien ucraniano
ur urdu урду
uz uzbek узб узбекск usbekisch ouzbek uzbeko usbeque
vi vietnamese вьетн вьетнамск vietnamesisch vietnamien vietnamita
yi yiddish идиш jiddisch
zh chinese chin chi кит китайск chinesisch chinois chino chinês mandarin zho
"""

_NATIVE: Final[dict[str, str]] = {
    "俄文": "ru",
    "俄语": "ru",
    "英文": "en",
    "英语": "en",
    "英語": "en",
    "中文": "zh",
    "汉语": "zh",
    "日文": "ja",
    "日本語": "ja",
    "日语": "ja",
    "韩文": "ko",
    "한국어": "ko",
    "영어": "en",
    "德文": "de",
    "法文": "fr",
    "ドイツ語": "de",
    "フランス語": "fr",
    "ロシア語": "ru",
    "中国語": "zh",
    "українською": "uk",
    "česky": "cs",
    "polski": "pl",
    "polsku": "pl",
    "anglicky": "en",
    "angielski": "en",
    "angielsku": "en",
    "rosyjski": "ru",
    "rosyjsku": "ru",
    "rusky": "ru",
    "svenska": "sv",
    "dansk": "da",
    "norsk": "no",
    "suomi": "fi",
    "magyar": "hu",
    "nederlands": "nl",
    "türkçe": "tr",
    "inglese": "en",
    "francese": "fr",
    "tedesco": "de",
    "spagnolo": "es",
    "russa": "ru",
    "engels": "en",
    "duits": "de",
    "frans": "fr",
}

_CODES: Final[dict[str, str]] = {}
_PREFIXES: Final[dict[int, dict[str, str]]] = {}
for _line in _TABLE.split("\n"):
    _code, *_names = _line.split() or [""]
    for _name in _names:
        _key = plain(_name)
        _CODES.setdefault(_key, _code)
        if len(_key) > 4:
            _PREFIXES.setdefault(len(_key), {}).setdefault(_key, _code)
_CODES.update({plain(name): code for name, code in _NATIVE.items() if name.isalpha()})
_LENGTHS: Final = sorted(_PREFIXES, reverse=True)

LANGUAGES: Final[frozenset[str]] = frozenset(_CODES.values())
"""The ISO 639-1 codes that :func:`language_code` knows."""

_WORD: Final = re.compile(r"[^\W\d_]+")
_ISO: Final = re.compile(r"[a-z]{2}(?:-[A-Z]{2}|-[A-Z][a-z]{3})?$")
# Behind these words stands the language of a part only: "with English abstract".
_PART: Final = re.compile(
    r"\b(?:with|abstract|abstr|summary|summ|mit|avec|con|com|zusammenfassung|résumé|resumen|resumo|рез|резюме"
    r"|аннотация)\b",
    re.IGNORECASE,
)


def _lookup(word: str) -> str:
    key = plain(word)
    code = _CODES.get(key)
    if code is not None:
        return code
    for length in _LENGTHS:
        if length < len(key):
            code = _PREFIXES[length].get(key[:length])
            if code is not None:
                return code
    return ""


@lru_cache(maxsize=512)
def language_code(text: str) -> str:
    """The language that a remark names.

    Args:
        text: "In Russian", "in Chin.", "На англ. яз.", "en francés", "In German, English
            abstract", "pt-BR"; the remark may be in English, Russian, German, French, Spanish or
            Portuguese.

    Returns:
        A BCP 47 tag, nearly always the two letters of ISO 639-1; "" where no language is named.
        Of several languages the first one; the language of a summary does not count.
    """
    text = text[:200].strip(" []().,;:")
    if _ISO.match(text) and text[:2] in LANGUAGES:
        return text
    for name, code in _NATIVE.items():
        if name in text:
            return code
    cut = _PART.search(text)
    head = text[: cut.start()] if cut else text
    for word in _WORD.findall(head):
        if len(word) > 1 and plain(word) not in _SMALL:
            code = _lookup(word)
            if code:
                return code
    return ""


_SMALL: Final = word_set("in na на en em auf dans the le la el en por po de da do lang language яз")
