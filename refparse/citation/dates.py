"""Dates as references print them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final, NamedTuple

from refparse.citation._letters import DASHES
from refparse.citation.date_words import ERAS, MONTHS, ROMAN_MONTHS, SEASONS, plain
from refparse.citation.wording import tidy
from refparse.native import core_function
from refparse.types import Date

LONGEST: Final = 300
"""Characters; a longer span is no date and is kept as ``literal``."""

_YEAR: Final = re.compile(
    r"(?<!\d)(1[0-9]\d\d|20\d\d)(?!\d)(?:\s?([a-z])(?=$|[\s,;.)\]/&–-])(?!\.\s?\w))?"
)
_PLAIN: Final = re.compile(r"(?:1\d|20)\d\d$")
_SUFFIXED: Final = re.compile(r"((?:1\d|20)\d\d)([a-z])$")
_RANGE: Final = re.compile(
    rf"((?:1[0-9]|20)\d\d)\s?([{DASHES}/]|--|bis|to)\s?((?:1[0-9]|20)\d\d|\d\d)(?![{DASHES}\d/.])"
)
_ISO: Final = re.compile(rf"((?:1[0-9]|20)\d\d)[{DASHES}/.](\d\d?)(?:[{DASHES}/.](\d\d?))?(?!\d)")
_NUMERIC: Final = re.compile(
    rf"(?<!\d)(\d\d?)\s?[{DASHES}/.\s]\s?(\d\d?|[IVXivx]{{1,4}})\s?[{DASHES}/.\s]\s?(\d{{4}}|\d\d)(?!\d)"
)
_CJK: Final = re.compile(r"(\d{4})\s?[年년](?:\s?(\d\d?)\s?[月월](?:\s?(\d\d?)\s?[日일])?)?")
_ERA: Final = re.compile(r"(明治|大正|昭和|平成|令和|民[國国])\s?(\d{1,3}|元)\s?年?")
_OCR_YEAR: Final = re.compile(
    r"(?<![\w.])(?:[iIl][89765][\doO]{2}|[1iIl2][\doO]{2}[\dloO]|(?:1[5-9]\d\d|20[0-2]\d)[2-9])(?![\w-])"
)
_LOOKALIKES: Final = str.maketrans("iIloO", "11100")
_WORD: Final = re.compile(r"[^\W\d_]+")
_DAY: Final = re.compile(r"(?<![\d'’])(\d\d?)(?:st|nd|rd|th|er|º|°|ª)?(?!\d)")
_CIRCA: Final = re.compile(
    r"(?:^|[\s(\[])(?:c|ca|circa|cca|um|vers|hacia|verso|ок|около|approx)\.?\s?(?=\d)|\d\s?\?"
)
_ROMAN_YEAR: Final = re.compile(r"(?<![A-Z])M[MDCLXVI]{3,14}(?![A-Za-z])")
_ORIGINAL: Final = re.compile(r"[\[(]\s*(?:orig\S*\s*)?((?:1[0-9]|20)\d\d)\s*[\])]?")


_MONTH_IN_C: Final = core_function("month_date")
_BARE: Final = 8  # characters, too few for two years and what stands between them
_REPRINT: Final = 15  # years between two dates from which the earlier is that of the original


class _Parts(NamedTuple):
    year: int
    month: int | None
    day: int | None


def _roman(text: str) -> int:
    values = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
    total = 0
    for char, following in zip(text, text[1:] + " ", strict=True):
        value = values[char]
        total += -value if values.get(following, 0) > value else value
    return total


def _valid(month: int | None, day: int | None) -> tuple[int | None, int | None]:
    if month is None or not 1 <= month <= 12:
        return None, None
    return month, day if day is not None and 1 <= day <= 31 else None


def _numeric(text: str) -> _Parts | None:
    """Dates in digits: 2012-02-12, 12.02.2012, 20-II-2021, 2012年2月12日."""
    match = None if text.isascii() else _CJK.search(text)
    if match is not None:
        month, day = _valid(int(match[2] or 0), int(match[3] or 0))
        return _Parts(int(match[1]), month, day)
    match = _ISO.search(text)
    if match is not None and (match[3] or (len(match[2]) == 2 and 1 <= int(match[2]) <= 12)):
        month, day = _valid(int(match[2]), int(match[3] or 0))
        first_half = int(match[1][2:])
        # 2004/05 and 1998-99 are years in a row, 2012-05 is a month.
        if match[3] or (int(match[2]) != first_half + 1 and match[0][4] != "/"):
            return _Parts(int(match[1]), month, day)
    match = _NUMERIC.search(text)
    if match is None:
        return None
    first, second, year = match[1], match[2], int(match[3])
    if len(match[3]) == 2:
        year += 2000 if year < 50 else 1900
    if not 1000 <= year < 2100:
        return None
    if second.isdigit():
        if "/" in match[0] and int(first) <= 12 and int(second) <= 12 and first != second:
            return _Parts(year, None, None)  # 05/04/2021: April or May
        month, day = int(second), int(first)
        if month > 12:
            month, day = day, month
    else:
        month, day = ROMAN_MONTHS.get(second.lower(), 0), int(first)
    checked = _valid(month, day)
    return _Parts(year, *checked)


def _words(text: str) -> tuple[list[int], int | None]:
    """Months and the season that a date names in words."""
    months: list[int] = []
    season: int | None = None
    for word in _WORD.findall(text):
        key = plain(word)
        if key in MONTHS:
            months.append(MONTHS[key])
        elif season is None and key in SEASONS:
            season = SEASONS[key]
    return months, season


def _years(text: str) -> tuple[int | None, str, int | None]:
    """First year, its letter and the year that ends a range."""
    match = _RANGE.search(text)
    if match is not None:
        first, second = int(match[1]), int(match[3])
        if second < 100:
            second += first - first % 100 + (100 if second < first % 100 else 0)
        if first < second < first + 100 and not (match[2] == "/" and second - first > _REPRINT):
            return first, "", second
        return max(first, second), "", None  # no range: a reprint and its original
    found = _YEAR.findall(text)
    if not found:
        roman = _ROMAN_YEAR.search(text)
        year = _roman(roman[0]) if roman else 0
        return (year, "", None) if 1400 <= year <= 2099 else (None, "", None)
    year, suffix = found[0]
    return int(year), suffix, None


@lru_cache(maxsize=8192)
def parse_date(text: str) -> Date:
    """Reads one date.

    Args:
        text: a date span as printed: a year with or without letter, month and day in words or
            digits, a range, a season, "ca. 1850", "n.d.", "in press"; any string at all.

    Returns:
        The date as far as it could be read; what could not be read is kept in ``literal``. In
        "[1987] 2003" and "2003 (1987)" the later year counts; :func:`original_year` gives the
        earlier one. Digits in the order day and month are read so, unless "/" leaves open which is
        which: then only the year is kept.
    """
    if _PLAIN.match(text):
        return Date(year=int(text))
    suffixed = _SUFFIXED.match(text)
    if suffixed is not None:
        return Date(year=int(suffixed[1]), suffix=suffixed[2])
    if _MONTH_IN_C is not None:
        read: Date | None = _MONTH_IN_C(text, MONTHS)
        if read is not None:
            return read
    text = tidy(text).strip(" ,;:")
    if len(text) > LONGEST or not text:
        return Date(literal=text)
    text = _OCR_YEAR.sub(_digits, text)
    original = original_year(text)
    body = text
    if original:
        body = re.sub(rf"[\[(/]?\s*{original}\s*[\])/]?", " ", text, count=1)
    circa = _CIRCA.search(text.lower()) is not None
    era = None if text.isascii() else _ERA.search(text)
    if era is not None and not _YEAR.search(text):
        western = ERAS[era[1]] + (1 if era[2] == "元" else int(era[2]))
        return Date(year=western) if western < 2100 else Date(literal=text)
    numeric = _numeric(body)
    if numeric is not None:
        return Date(*numeric, circa=circa)
    year, suffix, last = _years(body)
    months, season = _words(body)
    if year is None:
        return _without_year(text, months, season)
    if season is not None and not months:
        return Date(year=year, season=season, end=(last,) if last else (), circa=circa)
    if not months:
        literal = "" if _YEAR.sub("", body).strip(" ()[].,") == "" else _note(body)
        return Date(
            year=year, end=(last,) if last else (), circa=circa, suffix=suffix, literal=literal
        )
    date = _with_months(body, year, last, months, circa)
    return replace(date, suffix=suffix) if suffix else date


_WORDS_OF_STATE: Final = re.compile(
    r"in press|forthcoming|im druck|im erscheinen|в печати|à paraître|no prelo|en prensa"
    r"|in corso di stampa|submitted|to appear|accepted|in preparation|under review|epub|online",
    re.IGNORECASE,
)


def _digits(match: re.Match[str]) -> str:
    """The year that scanning garbled: "i960", "2oo3", "19882" (1988 with a raised 2)."""
    word = match[0]
    if word.isdigit():
        return word[:4] if len(word) == 5 else word
    plain_digits = word.translate(_LOOKALIKES)
    return plain_digits if "1400" < plain_digits < "2100" else word


def _note(text: str) -> str:
    """What a date says beside its year, if it is a state of publication."""
    match = _WORDS_OF_STATE.search(text)
    return match[0] if match else ""


def _without_year(text: str, months: list[int], season: int | None) -> Date:
    if months:
        days = [int(day) for day in _DAY.findall(text)]
        month, day = _valid(months[0], days[0] if days else None)
        return Date(month=month, day=day, literal=text)
    return Date(season=season, literal=text)


def _with_months(text: str, year: int, last: int | None, months: list[int], circa: bool) -> Date:
    rest = _RANGE.sub(" ", text)
    years = [int(found[0]) for found in _YEAR.findall(rest)]
    rest = _YEAR.sub(" ", rest)
    days = [day for day in map(int, _DAY.findall(rest)) if 1 <= day <= 31]
    month = months[0]
    end: tuple[int, ...] = ()
    if len(years) > 1 and years[1] > year and len(months) > 1:
        end = (years[1], months[1])
        return Date(year=year, month=month, end=end, circa=circa)
    if last is not None:
        return Date(year=year, month=month, end=(last, months[-1]), circa=circa)
    if len(months) > 1 and months[1] != month:
        later = year if months[1] > month else year + 1
        if len(days) > 1:
            return Date(year, month, days[0], end=(later, months[1], days[1]), circa=circa)
        if later > year and len(years) < 2:
            year, later = year - 1, year  # "Dec/Jan 2010" closes in 2010
        return Date(year=year, month=month, end=(later, months[1]), circa=circa)
    if len(days) > 1 and days[1] > days[0]:
        return Date(year, month, days[0], end=(year, month, days[1]), circa=circa)
    return Date(year, month, days[0] if days else None, circa=circa)


@lru_cache(maxsize=8192)
def original_year(text: str) -> str:
    """The year of the original in "[1987] 2003", "2003 [1987]", "1905/1962"; "" if none."""
    if not _BARE < len(text) <= LONGEST:
        return ""
    years = [match[1] for match in _YEAR.finditer(text)]
    if len(years) != 2 or years[0] == years[1]:
        return ""
    bracket = _ORIGINAL.search(text)
    first, second = sorted(years)
    if bracket is not None and not re.match(r"[\[(][^\])]*\d{4}[^\])]*\d{4}", text):
        return first
    compact = re.sub(r"\s", "", text)
    if f"{first}/{second}" in compact and int(second) - int(first) > _REPRINT:
        return first
    return ""


def _year_and_part(date: Date, text: str, part: str) -> tuple[Date, str, tuple[str, ...]]:
    """:func:`merge_dates` of a span with a year and one without behind it, as most are."""
    original = original_year(text) or original_year(part)
    best = date
    unused: tuple[str, ...] = (part.strip(),)
    if date.month is None and date.season is None and not date.end:
        joined = parse_date(f"{date.year}{date.suffix} {part}")
        if joined.year == date.year and (joined.month is not None or joined.season is not None):
            best, unused = joined, ()
    if date.suffix and not best.suffix:
        best = replace(best, suffix=date.suffix)
    return best, original, unused


def merge_dates(texts: Sequence[str]) -> tuple[Date | None, str, tuple[str, ...]]:
    """One date from all date spans of a reference.

    Args:
        texts: the spans in printed order; "2005" and "March" may stand apart.

    Returns:
        The date (None where there is no span), the year of the original ("" if none) and the spans
        that it leaves out: other years, a second "n.d.".
    """
    if not texts:
        return None, "", ()
    if len(texts) == 1:
        text = texts[0]
        return parse_date(text), original_year(text) if len(text) > _BARE else "", ()
    dates = [parse_date(text) for text in texts]
    if len(dates) == 2 and dates[0].year is not None and dates[1].year is None:
        return _year_and_part(dates[0], *texts)
    dated = [(date, text) for date, text in zip(dates, texts, strict=True) if date.year is not None]
    parts = [text for date, text in zip(dates, texts, strict=True) if date.year is None]
    if not dated:
        return parse_date(" ".join(texts)), "", ()
    original = next((year for year in map(original_year, texts) if year), "")
    if len(dated) == 2 and not original:
        gap = (dated[0][0].year or 0) - (dated[1][0].year or 0)
        if abs(gap) > _REPRINT:
            # "([1830], 2011)": a reprint and its original.
            dated.sort(key=lambda pair: pair[0].year or 0)
            original = str(dated.pop(0)[0].year)
    year, suffix = dated[0][0].year, dated[0][0].suffix
    same = [date for date, _ in dated if date.year == year]
    best = max(same, key=lambda date: (date.month is not None, date.day is not None))
    unused = [text for date, text in dated if date.year != year]
    if best.month is None and best.season is None and parts and not best.end:
        joined = parse_date(f"{best.year}{best.suffix} {' '.join(parts)}")
        if joined.year == year and (joined.month is not None or joined.season is not None):
            best, parts = joined, []
    if suffix and not best.suffix:
        best = replace(best, suffix=suffix)
    return best, original, tuple(text.strip() for text in (*unused, *parts))
