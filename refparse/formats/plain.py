"""Small conversions that several formats share: clean text, JSON, dates and page bounds."""

from __future__ import annotations

import calendar
import json
import math
import re
from collections.abc import Iterable, Iterator
from typing import Any, Final

from refparse.native import core_function
from refparse.types import Citation, Date

_SURROGATE = re.compile("[\ud800-\udfff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffe\uffff]")
_BLANK = re.compile("[\t-\r\x1c-\x20\x85\u2028\u2029]+")
# Valid in JSON, but str.splitlines() and terminals take them for line ends or commands.
_ONE_LINE = json.JSONEncoder(ensure_ascii=False, check_circular=False).encode
_JSON_ESCAPED = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_JSON_IN_C: Final = core_function("json_text")
DASHES: Final = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_PAGE_RANGE = re.compile(rf"(\w{{1,20}}) ?[{DASHES}]{{1,2}} ?(\w{{1,20}})")
SEASONS: Final = ("Spring", "Summer", "Autumn", "Winter")


def plain(text: str) -> str:
    """One line of text that every file format can hold.

    Line breaks, tabs and runs of spaces become one space; control characters and the code points
    that XML 1.0 forbids go; lone surrogates become U+FFFD so that the text can be encoded.
    """
    if text.isprintable() and "  " not in text:
        return text.strip()
    if _SURROGATE.search(text):
        # Through UTF-16, so that two halves of one character find together again.
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _BLANK.sub(" ", _FORBIDDEN.sub("", text)).strip()


def json_text(value: Any, *, indent: int | None = None) -> str:
    """``value`` as JSON that encodes to valid UTF-8 and, without ``indent``, is one line.

    Lone surrogates are written as ``\\udXXX``, so a JSON reader gets back the very same string
    (but for a high and a low surrogate that stand side by side: JSON cannot tell them from the
    one character they would form).
    """
    if _JSON_IN_C is not None:
        written: str | None = _JSON_IN_C(value, -1 if indent is None else indent)
        if written is not None:
            return written
    text = (
        _ONE_LINE(value) if indent is None else json.dumps(value, ensure_ascii=False, indent=indent)
    )
    if text.isprintable():
        return text
    return _JSON_ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def clean_json(value: Any, *, indent: int) -> str:
    """As :func:`json_text`, with every string in ``value`` as :func:`plain` gives it."""
    if _JSON_IN_C is not None:
        written: str | None = _JSON_IN_C(value, indent, True)
        if written is not None:
            return written
    return json_text(_cleaned(value), indent=indent)


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, dict):
        return {plain(name): _cleaned(known) for name, known in value.items()}
    return [_cleaned(one) for one in value] if isinstance(value, list) else value


def value(citation: Citation, *names: str) -> str:
    """The first non-empty value among these fields and custom keys, cleaned; "" without one."""
    for name in names:
        for table in (citation.fields, citation.custom):
            if found := plain(table.get(name, "")):
                return found
    return ""


class Taken:
    """:func:`value` of one citation, which remembers what was asked for.

    So that nothing is lost: what a format has no place for is left in :meth:`rest`.
    """

    def __init__(self, citation: Citation, *done: str) -> None:
        """Start with some variables done, which are written in another way or not at all."""
        self.citation = citation
        self.done = set(done)

    def __call__(self, *names: str) -> str:
        """The value, as of :func:`value`; none of the names is left to :meth:`rest`."""
        self.done.update(names)
        return value(self.citation, *names)

    def rest(self) -> Iterator[tuple[str, str]]:
        """Name and value of every variable that was not asked for and has a value."""
        for table in (self.citation.fields, self.citation.custom):
            for name in table:
                if name not in self.done and (text := self(name)):
                    yield name, text


def et_al(citation: Citation, role: str) -> bool:
    """Whether the reference breaks the list of this role ("author", "editor" …) off with "et al."

    The custom value "et-al" names the roles; any other non-empty wording means the authors.
    """
    said = citation.custom.get("et-al", "")
    roles = [name for name in ("author", "editor", "translator") if name in said]
    return role in (roles or ["author"]) if said else False


def date_parts(parts: Iterable[int | None]) -> tuple[int, ...]:
    """Year, month and day up to the first that is missing or cannot be; () without a year 1–9999.

    The parts come as (year, month, day) or the beginning of it.
    """
    limits = [range(1, 10000), range(1, 13), range(1, 32)]
    good: list[int] = []
    for part, limit in zip(parts, limits, strict=False):
        if part is None or part not in limit:
            break
        if len(good) == 2 and part > calendar.monthrange(*good)[1]:
            break
        good.append(int(part))
    return tuple(good)


def start_parts(date: Date | None) -> tuple[int, ...]:
    """The valid parts of a date's beginning; () where there is no date or no year."""
    return date_parts((date.year, date.month, date.day)) if date else ()


def iso(parts: tuple[int, ...]) -> str:
    """``(2012, 2)`` as ISO 8601 "2012-02"; "" for no parts."""
    return "-".join(f"{part:0{width}d}" for part, width in zip(parts, (4, 2, 2), strict=False))


def season(date: Date) -> str:
    """The English name of the season; "" where the date has none."""
    return SEASONS[date.season - 1] if date.season in (1, 2, 3, 4) else ""


def date_text(date: Date | None) -> str:
    """A date for people: "2012-02-12", "1998/2001", "ca. 1850", "Spring 2004", "in press"."""
    if date is None:
        return ""
    first, last = iso(start_parts(date)), iso(date_parts(date.end))
    if not first:
        # A month or a day without a year is written as ISO 8601 truncates it: "--03-12".
        rest = [f"{part:02d}" for part in (date.month, date.day) if part and 0 < part < 32]
        if date.year is not None and -10000 < date.year < 0:
            return f"{-date.year} BC"
        return plain(date.literal) or season(date) or ("--" + "-".join(rest) if rest else "")
    text = f"{first}{plain(date.suffix)}" + (f"/{last}" if last else "")
    named = season(date) if len(first) == 4 else ""
    return " ".join(part for part in ("ca." if date.circa else "", named, text) if part)


def probability(confidence: float) -> float:
    """The confidence as a plain number, rounded to four digits; 0 for what is no number."""
    # float() because numpy scalars are no JSON numbers; JSON has no NaN either.
    number = float(confidence)
    return round(number, 4) if math.isfinite(number) else 0.0


def language_tag(language: str) -> str:
    """The language as a BCP 47 tag such as "de" or "pt-BR"; "" for what is none ("German")."""
    parts = language.replace("_", "-").split("-")
    plausible = (
        len(parts[0]) in (2, 3)
        and all(part.isascii() and part.isalnum() and len(part) <= 8 for part in parts)
        and parts[0].isalpha()
    )
    # One part behind the language at most, of a length that BCP 47 gives to scripts and regions.
    if not plausible or len(parts) > 2 or (len(parts) == 2 and len(parts[1]) not in (2, 4)):
        return ""
    region = [part.upper() if len(part) == 2 else part.title() for part in parts[1:]]
    return "-".join([parts[0].lower(), *region])


def page_bounds(page: str) -> tuple[str, str]:
    """First and last page of one plain range ("461-495"); ("", "") for lists and single pages."""
    match = _PAGE_RANGE.fullmatch(plain(page))
    return (match[1], match[2]) if match else ("", "")
