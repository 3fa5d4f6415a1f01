"""Numbers that one span holds together: "37(2)", "2001;34(5)", "8(3):295–301", "18/3-4"."""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.rules.spans import MONTHS, YEAR, Span, Spans, cut, each, gap_before, has

_ROMAN: Final = r"[IVXLC]{1,7}|[ivxlc]{1,7}"
_DASH: Final = r"\s?[-–—‐−/]\s?"
_NUM: Final = rf"(?:[A-Z]{{0,2}}\d{{1,4}}[A-Za-z]?(?:{_DASH}\d{{1,4}})?|{_ROMAN})"
_SUPPL: Final = (
    r"(?:(?i:suppl?(?:ement)?s?|supl|sup|pt|part|spec(?:ial)?|no|sp)\b[^()\[\]:;]{0,20})"
)
_ISS: Final = (
    r"(?:[A-Z]{0,2}-?\d{1,5}[A-Za-z]?(?:[-–—‐−/&,+]\s?\d{1,5}){0,3}"
    rf"|{_SUPPL}|{_ROMAN}|S-?\d{{1,3}})"
)
_ISSUE_WORD: Final = (
    r"(?:(?i:nos?|nr|núm|num|numéro|number|heft|h|issue|iss|fasc|вып|št|n)\b[.°º:]?\s*"
    r"|[n№N][°º.]?\s*|#\s*)"
)
_PAGES: Final = r"[A-Za-z]{0,2}\d{1,8}(?:\s?[-–—‐−~]{1,2}\s?[A-Za-z]{0,2}\d{1,8})?"
_DATE: Final = rf"(?:{YEAR})[a-z]?(?:\s+(?i:{MONTHS})\.?(?:\s+\d{{1,2}})?)?"
_VOLUME_WORD: Final = r"(?:(?i:vol(?:ume)?|bd|band|tome?|т|v)\b[.,]?\s*)"

_SHAPES: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # 8(3):295–301, 2013;122(2), 37 (2), 49(Pt 9)
        rf"^(?:(?P<date>{_DATE})\s?[,;:]\s*)?{_VOLUME_WORD}?(?P<volume>{_NUM})\s?,?\s?[(\[]\s?"
        rf"{_ISSUE_WORD}?(?P<issue>{_ISS})\s?[)\]]?(?:\s?[:;,.]\s?(?:pp?\.?\s*)?(?P<pages>{_PAGES}))?$",
        # 43, no. 1-2
        rf"^(?:(?P<date>{_DATE})\s?[,;:]\s*)?{_VOLUME_WORD}?(?P<volume>{_NUM})\s?[,;:/.]?\s?{_ISSUE_WORD}"
        rf"(?P<issue>{_ISS})(?:\s?[:;,.]\s?(?:pp?\.?\s*)?(?P<pages>{_PAGES}))?$",
        # 50: 3 and 37:20 and 53, 2 and XII/3
        rf"^(?P<volume>\d{{1,3}}|{_ROMAN})\s?(?P<mark>[:,/;])\s?(?P<issue>\d{{1,2}}(?:[-–/]\d{{1,2}})?)$",
        # 12.3 (MLA)
        r"^(?P<volume>\d{1,3})(?P<mark>\.)(?P<issue>\d{1,2}(?:[-–/]\d{1,2})?)$",
        # 2010;28 and 2011; 117
        rf"^(?P<date>{_DATE})\s?[,;:]\s*{_VOLUME_WORD}?(?P<volume>{_NUM})"
        rf"(?:\s?:\s?(?P<pages>{_PAGES}))?$",
        # (38) 4
        r"^[(\[](?P<volume>\d{1,3})[)\]]\s?(?P<issue>\d{1,2})$",
    )
)
_VOLUME_PAGES: Final = re.compile(rf"^(?P<volume>\d{{1,4}})\s?:\s?(?P<pages>{_PAGES})$")
_DATE_TAIL: Final = re.compile(
    rf"^(?P<volume>\d{{1,3}}(?:{_DASH}\d{{1,3}})?|[IVXLC]{{1,7}})\s?[,(]\s?"
    rf"(?P<date>(?:{YEAR})(?:{_DASH}\d{{2,4}})?)$"
)
_VOLUME_DATE: Final = re.compile(
    rf"^(?P<volume>{_NUM})\s?[,(]\s?(?P<date>(?:{YEAR})(?:{_DASH}\d{{2,4}})?)$"
)
_SPAN: Final = {"date": "date", "volume": "volume", "issue": "issue", "pages": "pages"}
_JOURNAL_TAIL: Final = re.compile(
    r"(?<=[^\W\d_][.,)\s]|[.)],)\s?(?:(?P<word>(?i:nos?|nr|heft|issue|n°)\.?|№)\s?|(?i:vol\.?|v\.|bd\.?|т\.)\s?)?"
    r"(?P<number>\d{1,4})(?:\s?\(\s?(?P<issue>\d{1,3}(?:[-–/]\d{1,3})?)\s?\))?$"
)
_SECTION: Final = re.compile(r"(?i:trans|sect|ser|series|part|abt|section)\b[.,]?\s?$")
# Law reviews: 40 Fict. L. Rev. 567
_LEGAL: Final = re.compile(
    r"(?P<volume>\d{1,3})\s+(?P<journal>[^\W\d_].{3,60}?)[\s,]+(?P<pages>\d{1,4})$"
)
_NUMERAL: Final = re.compile(rf"\d{{1,5}}[a-z]?|{_ROMAN}")
_NUMERAL_END: Final = re.compile(rf"(?:\b\d{{1,5}}[a-z]?|\b(?:{_ROMAN}))$")
_ISSUE_GAP: Final = re.compile(r"(?:^|[\s,;:(])(?:(?i:nos?|nr|heft|issue)\.?|n[°º.]|№)\s*$")
_VOLUME_MONTH: Final = re.compile(
    rf"^(?P<volume>{_ROMAN}|\d{{1,4}}),\s(?P<date>(?:\d{{1,2}}\s+)?(?i:{MONTHS})\.?)$"
)
_ISSUE_DATE: Final = re.compile(
    rf"^(?P<issue>(?:n\.|no\.|nr\.?|№)?\s?\d{{1,4}}),?\s(?:del\s+)?(?P<date>(?:\d{{1,2}}\s+)?(?i:{MONTHS})\.?)$"
)
_NUMBER_WORD: Final = re.compile(
    r"^(?:(?i:nos?|nrs?|fasc|heft|núm|вып)\b[.:]?\s?|n[.°º]\s?|№\s?)\d"
)


def split_numbers(text: str, spans: Spans) -> Spans:
    """Give date, volume, issue and pages that share a span a span each."""
    periodical = has(spans, "journal") or (
        has(spans, "booktitle") and not has(spans, "editor", "publisher", "location")
    )

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label not in ("volume", "date", "issue", "pages") or end - start > 60:
            return [span]
        others = [each for at, each in enumerate(spans) if at != index]
        value = text[start:end]
        shapes: tuple[re.Pattern[str], ...]
        if label == "volume":
            shapes = (*_SHAPES, _VOLUME_DATE, _VOLUME_MONTH)
        elif label == "date":
            shapes = (*_SHAPES[:2], _SHAPES[4], _DATE_TAIL)
        else:
            shapes = (*_SHAPES[:2], _VOLUME_PAGES, _ISSUE_DATE)
        for shape in shapes:
            match = shape.match(value)
            if not match or not _fits(match, label, others, periodical):
                continue
            return [
                (start + a, start + b, name)
                for a, b, name in cut((0, len(value), label), match, _present(match))
            ]
        return [span]

    return each(spans, change)


def _present(match: re.Match[str]) -> dict[str, str]:
    return {group: label for group, label in _SPAN.items() if match.groupdict().get(group)}


def _fits(match: re.Match[str], label: str, others: list[Span], periodical: bool) -> bool:
    """Whether the reading of the numbers is certain enough."""
    found = match.groupdict()
    fresh = [name for name in _SPAN if found.get(name) and name != label]
    if any(has(others, name) for name in fresh if name != "date"):
        return False
    if label == "date" and not found.get("date"):
        return False
    monthly = found.get("issue") and re.match("[^\\d]", found.get("date") or "0")
    if (
        label in ("issue", "pages")
        and not (found.get("pages") and found.get("volume"))
        and not monthly
    ):
        return False
    if found.get("mark"):
        first, second = found["volume"], re.match(r"\d+", found["issue"] or "")
        if not periodical or not second:
            return False
        # "23/24" and "10, 11" are double numbers.
        if first.isdigit() and found["mark"] in "/," and int(second[0]) == int(first) + 1:
            return False
        if int(second[0]) > 60:
            return False
    return True


def called_issue(text: str, spans: Spans) -> Spans:
    """Pages, volume or identifier that say "nos. 25-26" or stand behind "no." are an issue."""
    if has(spans, "issue"):
        return spans
    numbered = has(spans, "volume") and has(spans, "journal")

    def change(index: int, span: Span) -> list[Span]:
        start, end, label = span
        if label in ("pages", "volume") or (label == "identifier" and numbered):
            gap = gap_before(text, spans, index)
            bracketed = index and spans[index - 1][2] == "volume" and gap.strip() == "("
            called = label == "volume" and (bracketed or _ISSUE_GAP.search(gap))
            if called or _NUMBER_WORD.match(text[start:end]):
                return [(start, end, "issue")]
        return [span]

    changed = each(spans, change)
    # Two issues are one too many: which of them is the volume nobody can tell.
    return changed if sum(span[2] == "issue" for span in changed) == 1 else spans


def volume_at_end(text: str, spans: Spans) -> Spans:
    """A journal's span that runs on over volume or issue: "J. Geophys. Res., 104"."""
    if has(spans, "volume"):
        return spans

    def change(_: int, span: Span) -> list[Span]:
        start, end, label = span
        if label != "journal":
            return [span]
        legal = _LEGAL.match(text, start, end)
        if legal and not has(spans, "pages"):
            return cut(span, legal, {"volume": "volume", "journal": "journal", "pages": "pages"})
        match = _JOURNAL_TAIL.search(text, max(start + 3, end - 30), end)
        if (
            not match
            or re.fullmatch(YEAR, match["number"])
            or _SECTION.search(text, start, match.start())
        ):
            return [span]
        name = "issue" if match["word"] and not has(spans, "issue") else "volume"
        labels = {"number": name} | ({"issue": "issue"} if match["issue"] else {})
        return [(start, match.start(), label), *cut(span, match, labels)]

    return each(spans, change)


def merge_dates(text: str, spans: Spans) -> Spans:
    """Dates with nothing but blanks or a comma between them are one span."""
    out: list[Span] = []
    for span in spans:
        if (
            out
            and span[2] == out[-1][2] == "date"
            and _one_date(
                text[out[-1][0] : out[-1][1]],
                text[out[-1][1] : span[0]].strip(" ,."),
                text[span[0] : span[1]],
            )
        ):
            out[-1] = (out[-1][0], span[1], "date")
        else:
            out.append(span)
    return tuple(out)


def _one_date(first: str, between: str, second: str) -> bool:
    """Whether one part has the year and one a month's name or a season's."""
    years = [bool(re.search(YEAR, part)) for part in (first, second)]
    if between and not (
        between in "-–—/" and not years[0] and any(map(str.isalpha, first)) and second[:1].isalpha()
    ):
        return False
    return years[0] != years[1] and any(map(str.isalpha, first + second))


def merge_ranges(text: str, spans: Spans) -> Spans:
    """Two numbers of one kind with a dash between them are one range; "XV / 3" is an issue."""
    out: list[Span] = []
    for span in spans:
        label = _joined(text, out[-1], span) if out else None
        if label is None:
            out.append(span)
        elif label == "issue" and out[-1][2] == "volume":
            out.append((span[0], span[1], label))
        else:
            out[-1] = (out[-1][0], span[1], label)
    return tuple(out)


def _joined(text: str, first: Span, second: Span) -> str | None:
    """The label of two joined numbers ("issue" behind a volume: they stay apart), or None."""
    kinds = (first[2], second[2])
    mark = text[first[1] : second[0]].strip()
    head = _NUMERAL_END.search(text, first[0], first[1])
    if not mark or mark not in "-–—/" or not head:
        return None
    if not _NUMERAL.fullmatch(text, second[0], second[1]):
        return None
    if first[2] == "date" and second[2] in ("date", "volume"):
        return "date" if mark != "/" and re.fullmatch(YEAR, head[0]) else None
    if kinds == ("volume", "volume") and mark == "/":
        tail = text[second[0] : second[1]]
        double = head[0].isdigit() and tail.isdigit() and int(tail) == int(head[0]) + 1
        return "volume" if double else "issue"
    if kinds in (("volume", "volume"), ("issue", "issue"), ("pages", "pages"), ("issue", "volume")):
        return first[2]
    return None
