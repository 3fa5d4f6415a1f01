"""Lines of a document, and which of them are page furniture.

Everything behind this module works on :class:`Line`, so that a reader of PDF or HTML can feed it
with lines whose page and indentation it knows better than plain text does.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

_BREAK: Final = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_TAB: Final = 8  # columns

_EDGE: Final = 5  # lines at the top and at the bottom of a page that may be running heads
_LONGEST_HEAD: Final = 150  # characters
_SAME_HEIGHT: Final = 4.0  # points by which a running head may move up or down
_FAR: Final = 15  # lines; what comes back at a shorter distance is content
_DIGITS: Final = re.compile(r"\d+")
_NUMBERED: Final = re.compile(r"\d{1,3}\s+([^\W\d].{0,140})|([^\W\d].{0,140}?)\s+\d{1,3}")
_TITLE: Final = 12  # lines among which the title of a document stands
_SHORTEST_TITLE: Final = 16  # characters
_ENDS: Final = re.compile(r"^\d{1,4}(?=\s)|(?<=\s)\d{1,4}$")
_STARTS: Final = 3  # lines that may be the first of those that count up
_SKIPPED: Final = 3  # pages between two of them
_OUTER: Final = re.compile(r"^[\W_]*#[\W_]+(?=\w)|(?<=\w)[\W_]+#[\W_]*$")
_PAGE_NUMBER: Final = re.compile(
    r"[\W_]*(?:(?:pages?|seite|p\.|s\.|стр\.|с\.|página|pagina|str\.)\s*)?"
    r"(?:\d{1,4}|[ivxl]{1,7})(?:\s*(?:/|of|von|из|de|sur)\s*\d{1,4})?[\W_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document.

    Attributes:
        text: the line without its line break, blanks at its ends included.
        offset: where the line starts in the document, in code points.
        page: number of the page it stands on, from 0.
        indent: distance from the left margin, in columns (any unit does, if one document keeps it).
        gap: blank space above the line, in line heights; None where the source does not tell.
        size: size of most of its letters, in points; None where the source does not tell.
        bold: whether most of its letters are bold; None where the source does not tell.
        box: left, top, right and bottom edge on the page, in points from the upper left corner;
            None where the source has no layout.
    """

    text: str
    offset: int
    page: int = 0
    indent: float = 0.0
    gap: float | None = None
    size: float | None = None
    bold: bool | None = None
    box: tuple[float, float, float, float] | None = None


def split_lines(text: str) -> list[Line]:
    """The lines of a plain text. A form feed starts a new page; tab stops stand every 8 columns."""
    lines = []
    page = start = 0
    for match in _BREAK.finditer(text):
        lines.append(_line(text[start : match.start()], start, page))
        page += match.group() == "\f"
        start = match.end()
    lines.append(_line(text[start:], start, page))
    return lines


def _line(text: str, offset: int, page: int) -> Line:
    lead = text[: len(text) - len(text.lstrip())]
    return Line(text, offset, page, float(len(lead.expandtabs(_TAB))))


def page_furniture(lines: Sequence[Line]) -> frozenset[int]:
    """Indices of the lines that are running heads, running feet or page numbers.

    Running heads are lines at the edge of a page that come back, but for the page number, on a page
    near by. Without pages, they are short lines with a number that come back at a distance, three
    times or more, and page numbers between blank lines.
    """
    if not lines:
        return frozenset()
    if lines[-1].page > lines[0].page:
        return _repeated_at_edges(lines) | _titles_again(lines)
    return _repeated_at_distance(lines) | _titles_again(lines)


def _titles_again(lines: Sequence[Line]) -> frozenset[int]:
    """Lines that repeat the document's first lines, with a page number at either end."""
    titles: set[str] = set()
    first = [line.text.casefold().split() for line in lines[:_TITLE] if line.text.strip()][:4]
    first = [words for words in first if not _DIGITS.search(" ".join(words))]
    for k in range(len(first)):
        for end in range(k + 1, min(k + 3, len(first)) + 1):
            titles.add(" ".join(word for row in first[k:end] for word in row))
    found = set()
    for index, line in enumerate(lines):
        match = _NUMBERED.fullmatch(line.text.strip()[: _LONGEST_HEAD + 1])
        if match is None:
            continue
        head = " ".join((match.group(1) or match.group(2)).casefold().split())
        if len(head) >= _SHORTEST_TITLE and any(title.startswith(head) for title in titles):
            found.add(index)
    return frozenset(found)


def is_page_number(text: str) -> bool:
    """Whether a line holds nothing but a page number ("17", "- xi -", "Page 3 of 12")."""
    return len(text) <= 40 and _PAGE_NUMBER.fullmatch(text) is not None


def _masked(text: str) -> str:
    """A line without its numbers; a page number stands left on one page and right on the next."""
    return _OUTER.sub("", " ".join(_DIGITS.sub("#", text.casefold()).split()))


def _repeated_at_edges(lines: Sequence[Line]) -> frozenset[int]:
    pages: dict[int, list[int]] = {}
    for index, line in enumerate(lines):
        if line.text.strip():
            pages.setdefault(line.page, []).append(index)
    edges: dict[int, list[int]] = {}
    places: dict[str, list[int]] = {}
    for page, indices in pages.items():
        # A short page must not become all edge.
        size = min(_EDGE, max(1, len(indices) // 4))
        edges[page] = sorted({*indices[:size], *indices[-size:]})
        for index in edges[page]:
            if len(lines[index].text) <= _LONGEST_HEAD:
                places.setdefault(_masked(lines[index].text), []).append(index)
    found: set[int] = set()
    for indices in places.values():
        for index, after in pairwise(indices):
            if _comes_back(lines[index], lines[after]):
                found.update((index, after))
    for page, indices in pages.items():
        # Above and below page numbers there may stand running heads only.
        for order in (indices, indices[::-1]):
            for index in order[:_EDGE]:
                text = lines[index].text.strip()
                is_number = is_page_number(text) and not _is_note_mark(text, index, edges[page])
                if is_number and not _is_in_column(lines, index, indices):
                    found.add(index)
                elif index not in found:
                    break
    return frozenset(found)


def _comes_back(line: Line, after: Line) -> bool:
    """Whether a line at the edge of one page is a running head that stands on ``after``'s page too.

    Rows of references may be alike but for their numbers, so a changing number has to be the page
    number, and the pages have to be neighbours or, left and right, next but one.
    """
    distance = after.page - line.page
    if not 0 < distance <= 2:
        return False
    if line.box and after.box and abs(line.box[1] - after.box[1]) > _SAME_HEIGHT:
        return False
    numbers, others = Counter(_DIGITS.findall(line.text)), Counter(_DIGITS.findall(after.text))
    gone, come = list((numbers - others).elements()), list((others - numbers).elements())
    if len(gone) == len(come) == 1:
        return int(come[0][:9]) - int(gone[0][:9]) == distance
    return not gone and not come


def _is_note_mark(text: str, index: int, edge: list[int]) -> bool:
    """A bare number may be the mark of a footnote that stands on a line of its own."""
    return text.isdecimal() and index not in (edge[0], edge[-1])


def _is_in_column(lines: Sequence[Line], index: int, indices: Sequence[int]) -> bool:
    """Whether a line stands right above or below another: the last pages of a reference may."""
    box = lines[index].box
    if box is None:
        return False
    place = bisect_left(indices, index)
    for other in (*indices[max(0, place - 1) : place], *indices[place + 1 : place + 2]):
        near = lines[other].box
        if near is None or near[0] >= box[2] or box[0] >= near[2]:
            continue
        if max(near[1], box[1]) - min(near[3], box[3]) < 0.6 * (box[3] - box[1]):
            return True
    return False


def _repeated_at_distance(lines: Sequence[Line]) -> frozenset[int]:
    places: dict[str, list[int]] = {}
    found: set[int] = set()
    numbers = []
    for index, line in enumerate(lines):
        text = line.text.strip()
        if is_page_number(text):
            alone = _is_blank(lines, index - 1) and _is_blank(lines, index + 1)
            numbers.append((index, alone))
        elif 0 < len(text) <= _LONGEST_HEAD and _DIGITS.search(text):
            places.setdefault(_masked(text), []).append(index)
    for masked, indices in places.items():
        far = all(after - before >= _FAR for before, after in pairwise(indices))
        if len(indices) >= 3 and far and len(masked) > 3:
            found.update(indices)
        elif len(indices) >= 3 and len(masked) > 3:
            found.update(_counting_up(lines, indices))
    # Numbers of entries may stand on lines of their own too, but then they stand close together.
    for k, (index, alone) in enumerate(numbers):
        before = numbers[k - 1][0] if k else -_FAR
        after = numbers[k + 1][0] if k + 1 < len(numbers) else len(lines) + _FAR
        if alone and index - before >= _FAR and after - index >= _FAR:
            found.add(index)
    return frozenset(found)


def _counting_up(lines: Sequence[Line], indices: Sequence[int]) -> list[int]:
    """Those of some like lines that carry page numbers: one end of each counts up, at a distance.

    The title of a document may have a number, too, and stand right below its first running head.
    """
    ends = [{int(end) for end in _ENDS.findall(lines[index].text.strip())} for index in indices]
    for first in range(min(_STARTS, len(indices))):
        for number in ends[first]:
            chain, last = [indices[first]], number
            for index, values in zip(indices[first + 1 :], ends[first + 1 :], strict=True):
                following = [value for value in values if 0 < value - last <= _SKIPPED]
                if following and index - chain[-1] >= _FAR:
                    chain.append(index)
                    last = following[0]
            if len(chain) >= 3:
                return chain
    return []


def _is_blank(lines: Sequence[Line], index: int) -> bool:
    return not 0 <= index < len(lines) or not lines[index].text.strip()
