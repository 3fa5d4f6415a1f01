"""Pages, article numbers and page counts."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from refparse.citation._letters import DASHES
from refparse.citation.wording import tidy


class Pages(NamedTuple):
    """Pages of an item and the number of pages of a whole work, "" where not given."""

    page: str = ""
    total: str = ""


LONGEST: Final = 2000
"""Characters; a longer span is no page number and is kept as printed."""

_COUNT_WORD: Final = (
    r"(?:pp?|pgs?|pags?|págs?|S|s|с|С|стр|pages|Seiten|páginas|pagine|pagina's|pagina|страниц|stran|str|blz|sid"
    r"|сс|Bl|leaves|页|頁|ページ|면|쪽)"
)
_AFTER: Final = re.compile(
    rf"\s?{_COUNT_WORD}(?![\w])(?!\.?\s?\d)(?!\s*[{DASHES}]\s*\d)|\s?(?:页|頁|ページ|면|쪽)"
)
_NO_COUNT: Final = frozenset(".,;:)]")
_BEFORE: Final = re.compile(
    r"(?:(?<![^\W\d_])(?:pp?|pgs?|pags?|págs?|S|s|с|С|стр|pages?|Seiten?|páginas?|сс|[Pp]\.\s?p)\s?\.?|第|[:(])\s*$"
)
_INSIDE_COUNT: Final = re.compile(
    rf"((?:[IVXLCivxlc]{{1,8}}\s?[,+]\s?)?\d{{1,5}})\s?\.?\s?{_COUNT_WORD}\.?$"
)
_COUNT: Final = re.compile(r"(?:[IVXLCivxlc]{1,8}\s?[,+]\s?)?\[?\d{1,5}\]?$")
_BRACKET_COUNT: Final = re.compile(rf"\s*[(\[]\s*(\d{{1,5}})\s?{_COUNT_WORD}\.?\s*[)\]]\s*$")
_LABEL: Final = re.compile(
    r"^(?:(?:(?:pp|pgs?|pags?|págs?|pagg|pages?|paginas|páginas?|pagina|pagine|[Ss]eiten?|стр|сс|blz|str"
    r"|PP|Pp|P[Aa][Gg][Ee]?[Ss]?)\s?(?:\.\s*|:\s*|\s+|(?=\d)))"
    r"|(?:[pPsSсСcC]|[Aa]rt(?:icle)?\s?(?:no|id|nr|ID|No)?|cc|cols?|sp)(?:\s?\.\s*|:\s*|\s+(?=[\dA-Zivxl])))+",
)
_CYRILLIC_LABEL: Final = re.compile(r"^[сС](?=\d)")
_DASH: Final = re.compile(rf"\s*(?:--+|[{DASHES}\x96\x97_~]|(?<=\d)\?(?=\d))\s*")
_LINK: Final = re.compile(
    r"\s*(?:[,;，、]|\s(?:e|and|und|et|y|i|и|ve|en)\s|&|\s\+\s)\s*", re.IGNORECASE
)
_SOFT_DASH: Final = re.compile(r"(?<=\d)\s*\xad\s*(?=\d)")
_LOOSE_AND: Final = re.compile(r"\s+(?:e|and|und|et|y|i|и|&)$")
_ONE_RANGE: Final = re.compile(
    r"([^\W\d_]{0,5}[.:]?)(\d+)([a-z]?)-([^\W\d_]{0,5}[.:]?)(\d+)([a-z]?)$"
)
_PLAIN_RANGE: Final = re.compile(r"(\d{1,9})[-–](\d{1,9})\Z")
_FOLLOWING: Final = re.compile(r"(?<=\d)\s*(ff?|sqq?|s|ss|sgg|segg|et seq|и далее|и сл)\.?$")


def _full_end(first: str, last: str) -> str:
    """The last page with the digits that it shares with the first and that were left out."""
    if len(last) < len(first) and int(last) <= int(first):
        full = first[: len(first) - len(last)] + last
        if int(full) >= int(first):
            return full
    return last


def _expand(part: str) -> str:
    """One page or range, its end written out."""
    match = _ONE_RANGE.match(part)
    if match is None:
        return part
    prefix, first, letter, end_prefix, last, end_letter = match.groups()
    if end_prefix and end_prefix != prefix:
        return part
    last = _full_end(first, last)
    if prefix and not end_prefix and int(last) >= int(first):
        end_prefix = prefix
    return f"{prefix}{first}{letter}-{end_prefix}{last}{end_letter}"


def plain_range(text: str) -> str:
    """The first and the last page where a span is two numbers and a dash, as most are; else ""."""
    match = _PLAIN_RANGE.match(text)
    if match is None:
        return ""
    first, last = match.groups()
    return f"{first}-{_full_end(first, last)}"


@lru_cache(maxsize=8192)
def clean_pages(text: str) -> str:
    """Pages as CSL has them: plain hyphens, no label, shortened ends written out.

    Args:
        text: a page span as printed: "423– 443", "325–6", "S12-8", "12-20, 47-51", "e0123456".

    Returns:
        "423-443", "325-326", "S12-S18", "12-20, 47-51", "e0123456".
    """
    if "\xad" in text:
        text = _SOFT_DASH.sub("-", text)
    text = _LOOSE_AND.sub("", tidy(text).strip(" .,;:()[]"))
    if not text or text.isdigit() or len(text) > LONGEST:
        return text
    shorter = _CYRILLIC_LABEL.sub("", _LABEL.sub("", text))
    text = shorter if any(char.isalnum() for char in shorter) else text
    text = text.strip("第页頁쪽면 ")
    text = _DASH.sub("-", text).strip("-")
    if text.isalnum() and text[-1] != "f":
        return text
    parts = [part for part in _LINK.split(text) if part]
    if len(parts) > 1:
        parts = [_LABEL.sub("", part) or part for part in parts]
    out = []
    for part in parts:
        following = _FOLLOWING.search(part)
        if following is not None:
            out.append(f"{part[: following.start()]} {following[1]}.")
        else:
            out.append(_expand(part))
    return ", ".join(out)


def parse_pages(text: str, before: str = "", after: str = "") -> Pages:
    """Tells the pages of an item from the page count of a whole work.

    Args:
        text: the page span as printed.
        before: what stands before it in the reference (a few characters are enough).
        after: what stands behind it.

    Returns:
        ``total`` for "320" in "320 p.", "320 с.", "320 S." and for "xii, 320"; ``page`` for
        "S. 320", ranges, lists and article numbers.
    """
    if len(text) > LONGEST:
        return Pages(tidy(text), "")
    counted = after and after[0] not in _NO_COUNT and text[-1:].isdigit()
    if counted and _AFTER.match(after) and not _BEFORE.search(before):
        bare = tidy(text).strip(" .,;()[]")
        if _COUNT.match(bare):
            return Pages("", bare)
    if not text[:1].isdigit() or not text[-1:].isdigit():
        bare = tidy(text).strip(" .,;:()[]")
        inside = _INSIDE_COUNT.match(bare)
        if inside is not None and not _BEFORE.search(before):
            return Pages("", inside[1])
        bracket = _BRACKET_COUNT.search(text)
        if bracket is not None and bracket.start():
            return Pages(clean_pages(text[: bracket.start()]), bracket[1])
    return Pages(clean_pages(text), "")
