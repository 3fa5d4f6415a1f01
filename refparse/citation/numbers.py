"""Volumes, issues and editions."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from refparse.citation._letters import DASHES
from refparse.citation.wording import tidy, unwrap


class Numbering(NamedTuple):
    """Volume, issue and page of a periodical, "" where not given."""

    volume: str = ""
    issue: str = ""
    page: str = ""


LONGEST: Final = 300
"""Characters; a longer span is no number and is kept as printed."""

_DASH: Final = re.compile(rf"(?<=[\w)])\s*(?:--|[{DASHES}])\s*(?=[\w(])")
_LABEL: Final = re.compile(
    r"^(?:(?i:volumes?|vols?|voll|voli|voi|toni|volumen|vol|bände|band|bd|bde|tomes?|tomo|tom|том|jg"
    r"|jahrgang|jahrg|årg|roč|rocznik|ročník|année|anno|ano|год|nos?|nrs?|num|núms?|n[úu]meros?"
    r"|numéros?|numbers?|nummer|issues?|iss|hefte?|вып|выпуск|№№?|n°s?|nº|n\.?°|fasc|fase"
    r"|fascicolo|cahier|číslo|zesz|zeszyt|第|제)\s?(?:\.\s*|:\s*|\s+|(?=\d))"
    r"|[vVtTтТnNhHčČz]\.\s*|[vtтnhčz](?:\s+(?=[\dIVXLC])|(?=\d)))"
)
_ISSUE_LABEL: Final = re.compile(
    r"(?i:nos?|nrs?|num|núm|n[úu]mero|numéro|number|issue|heft|вып|выпуск|№|n°|nº|fasc|fase|fascicolo)"
    r"\s?(?:\.\s*|\s+|(?=\d))(?=[\dIVXLCivxlc])|[nN]\.\s*(?=\d)"
)
_TRAILING: Final = re.compile(r"(?:\s|[巻卷권号號期호회輯]|[(,.;:/]|\(\))+$")
_NUMBER: Final = r"[A-Za-z]{0,4}\.?\s?\d+[A-Za-z]?|[IVXLCDMivxlcdm]+|[A-Z]{1,3}-\d+"
_SPAN: Final = rf"(?:{_NUMBER})(?:[-/,+](?:\d+[A-Za-z]?|[IVXLCDM]+))*"
_ONE_SPAN: Final = re.compile(f"{_SPAN}$")
_NUMERAL: Final = re.compile(r"\d|\b[IVXLCivxlc]+\b")
_YEAR_FIRST: Final = re.compile(r"^((?:1[89]|20)\d\d)\s*[;,:]\s*(?=\S)")
_PAGE: Final = r"[A-Za-z]{0,2}\d[\w.-]{0,30}"
_BRACKET: Final = re.compile(
    rf"({_SPAN})\s*,?\s*[(\[]\s*([^()\[\]]{{1,40}}?)\s*[)\]]\s*[/,]?\s*(?:[:,]\s*({_PAGE}))?(.*)$"
)
_LONE_BRACKET: Final = re.compile(rf"^[(\[]\s*([^()\[\]]+?)\s*[)\]]\s*(?:[:,]\s*({_PAGE}))?$")
_SUPPLEMENT: Final = re.compile(
    rf"({_SPAN})\s*[,(]?\s*((?:suppl(?:ement(?:um|o|ary|s)?)?|supl(?:emento)?|supl|sup|spec(?:ial)?(?:\s+(?:issue|no))?|beih(?:eft)?"
    r"|sonderh(?:eft)?|hors[- ]série|pt|part|прил|спец)\b\.?\s*[\w-]*)\)?$",
    re.IGNORECASE,
)
_DOTTED: Final = re.compile(r"(\d{1,4})\s?[.:]\s?(\d{1,2}(?:[-/]\d{1,2})?)$")
_COMMA: Final = re.compile(r"(\d{1,4}|[IVXLC]+)\s*,\s*(\d{1,3}(?:[-/]\d{1,3})?)$")
_COLON_PAGE: Final = re.compile(r"(\d{1,4})\s?:\s?([a-z]?\d{1,6}(?:-\d{1,6})?)$")
_SLASH_RANGE: Final = re.compile(r"(\d{1,4})\s?/\s?(\d{1,3}(?:-\d{1,3})?)$")
_FALLING: Final = re.compile(r"(\d{1,4})-(\d{1,2})$")
_LABELLED_ISSUE: Final = re.compile(
    r"^(.{1,24}?)[,;\s]\s*(?:no|nr|n|núm|num|issue|iss|heft|h|вып|№|n°|nº|fasc|č)\s?(?:\.\s*|(?<=[№°º])|\s+)\s*(\S.{0,20})$",
    re.IGNORECASE,
)
_LABELLED_VOLUME: Final = re.compile(
    r"^(.{1,20}?)[,;\s]\s*(?:vol|v|bd|t|т)\.?\s+(\w{1,8})$", re.IGNORECASE
)
_PAREN_PAGE: Final = re.compile(r"^[(\[]?(\w{1,12})[)\]]?\s*:\s*(\d[\d-]{0,15})$")


def _bare(text: str) -> str:
    """A number without its label, with plain hyphens, without brackets around it."""
    text = _DASH.sub("-", text)
    for _ in range(3):  # "vol. no. 3"
        shorter = _LABEL.sub("", text, count=1)
        text = shorter if any(char.isalnum() for char in shorter) else text
    text = _TRAILING.sub("", text)
    text = unwrap(text) or text
    return re.sub(r"\s*/\s*", "/", text) if "/" in text else text


def _inner(text: str) -> str:
    """What stands in brackets; "N.S." keeps its dots."""
    return _bare(text) if any(char.isdigit() for char in text) else text.strip()


def _falling(first: str, second: str) -> bool:
    """Whether two numbers joined by a dash are volume and issue: "27-3", not "14-15"."""
    return int(second) < int(first) and len(second) < 3 and int(second) <= 24


@lru_cache(maxsize=8192)
def parse_numbering(volume: str, issue: str = "") -> Numbering:
    """Reads a volume and an issue span, either of which may hold more than it says.

    Args:
        volume: the volume span as printed ("11(2/3)", "2021; 1", "25 Suppl 1", "18/3-4"), or "".
        issue: the issue span as printed, or "".

    Returns:
        Volume, issue and, where the span held it, page. A year in front ("2021; 1") is dropped: it
        is the date. Ranges have a plain hyphen ("14-15"), double numbers a slash ("76/77").
    """
    if volume.isdigit() and (not issue or issue.isdigit()):
        return Numbering(volume, issue)
    volume, issue = tidy(volume), tidy(issue)
    if len(volume) > LONGEST or len(issue) > LONGEST:
        return Numbering(volume, issue)
    page = ""
    if volume and not issue and _ISSUE_LABEL.match(volume):
        volume, issue = "", volume  # "n. 120"
    if volume:
        year = _YEAR_FIRST.match(volume)
        if year is not None:
            behind = volume[year.end() :].strip()
            if not _NUMERAL.search(behind):
                return Numbering(year[1], issue or behind)  # "2005, März"
            volume = behind
        read = _read_volume(_bare(volume), bool(issue))
        if not issue:
            return Numbering(read.volume, read.issue, read.page.strip(" .,;"))
        volume, page = read.volume, read.page
    if issue:
        issue = _bare(issue)
        labelled = _LABELLED_VOLUME.match(issue)
        if labelled is not None and not volume:
            issue, volume = _bare(labelled[1]), labelled[2]
        elif not volume:
            bracket = _BRACKET.match(issue)
            if bracket is not None and bracket[3]:
                page = bracket[3]
    return Numbering(volume, issue, page.strip(" .,;"))


def _read_volume(text: str, has_issue: bool) -> Numbering:
    """Volume, issue and page from one cleaned volume span."""
    if text.isdigit():
        return Numbering(text)
    match = _BRACKET.match(text)
    if match is not None and not match[4].strip(" ,.;:/"):
        return Numbering(match[1].strip(), _inner(match[2]), match[3] or "")
    match = _BRACKET.match(text)
    if match is not None:
        rest = match[4].strip(" ,.;:/")
        if rest.isdigit():  # "6 (1)/ 14"
            return Numbering(match[1].strip(), _inner(match[2]), rest)
    match = _LONE_BRACKET.match(text)
    if match is not None:
        return Numbering(match[1], "", match[2] or "")
    match = _SUPPLEMENT.match(text)
    if match is not None and not has_issue:
        return Numbering(match[1].strip(), match[2].strip(" .,"))
    match = _LABELLED_ISSUE.match(text)
    if match is not None and not has_issue and _ONE_SPAN.match(_bare(match[1])):
        return Numbering(_bare(match[1]), _bare(match[2]))
    if has_issue:
        return Numbering(text)
    for pattern in (_SLASH_RANGE, _FALLING):
        match = pattern.match(text)
        if match is not None:
            first, second = match[1], match[2]
            if pattern is _FALLING:
                split = _falling(first, second)
            elif "-" in second:
                split = True  # "18/3-4"
            else:
                # "76/77" is a double volume, "48/2" volume and issue.
                split = int(second) != int(first) + 1 and int(second) <= 24 and len(first) < 4
                split = split and not (len(first) == len(second) and int(second) > int(first))
            return Numbering(first, second) if split else Numbering(text)
    match = _DOTTED.match(text) or _COMMA.match(text)
    if match is not None:
        return Numbering(match[1], match[2])
    match = _COLON_PAGE.match(text) or _PAREN_PAGE.match(text)
    if match is not None:
        return Numbering(match[1], "", match[2])
    return Numbering(text)


_ORDINALS: Final[dict[str, str]] = {
    word: str(number)
    for number, words in enumerate(
        (
            "first erste première premiere primera prima primeira первое первый eerste první"
            " pierwsze premier",
            "second zweite deuxième deuxieme segunda seconda второе второй tweede druhé drugie"
            " seconde",
            "third dritte troisième troisieme tercera terza terceira третье третий derde třetí"
            " trzecie",
            "fourth vierte quatrième quatrieme cuarta quarta четвертое четвёртое vierde čtvrté"
            " czwarte",
            "fifth fünfte cinquième cinquieme quinta пятое vijfde páté piąte",
            "sixth sechste sixième sixieme sexta sesta шестое zesde",
            "seventh siebte septième septieme séptima settima sétima седьмое",
            "eighth achte huitième huitieme octava ottava oitava восьмое",
            "ninth neunte neuvième neuvieme novena nona девятое",
            "tenth zehnte dixième dixieme décima decima десятое",
            "eleventh elfte onzième undécima",
            "twelfth zwölfte douzième duodécima",
        ),
        1,
    )
    for word in words.split()
}
_EDITION_WORD: Final = re.compile(
    r"\s*\b(?:editions?|edn|eds?|edit|éditions?|éd|edición|ediciones|edição|edizione|ediz|auflage|aufl|ausgabe|ausg"
    r"|изд|издание|издание|видання|вид|wyd|wydanie|vyd|vydání|druk|uitgave|oppl|opplag|upplagan?|uppl|baskı|printing)\b\.?",
    re.IGNORECASE,
)
_ORDINAL_NUMBER: Final = re.compile(
    r"(\d{1,3})\s?(?:st|nd|rd|th|d|e|er|ère|re|ème|eme|ième|º|ª|°|\.?ª|\.?º|a|o|-?е|-?ое|-?й|-?ге|版|판)?\.?$"
)


@lru_cache(maxsize=2048)
def parse_edition(text: str) -> str:
    """The edition: its number where the span says no more ("2nd ed." and "zweite Auflage" give
    "2"), otherwise the wording without the word for edition ("2nd rev.").
    """
    printed = tidy(text)
    if len(printed) > LONGEST:
        return printed
    rest = _EDITION_WORD.sub("", printed).strip(" ,;:()[]")
    short = unwrap(rest)
    if not short:
        return unwrap(printed)
    number = _ORDINAL_NUMBER.match(short)
    if number is not None:
        return number[1]
    word = _ORDINALS.get(short.lower())
    return word or (f"{short}." if rest == f"{short}." and short[-1].islower() else short)
