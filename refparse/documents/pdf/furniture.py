"""What stands around the text of a page: running heads and feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import Final

from refparse.documents.pdf.layout import Row
from refparse.finder.headings import heading_of
from refparse.finder.lines import is_page_number

_EDGE: Final = 4  # rows at either end of a page that may be furniture
_LONGEST: Final = 160  # characters
_NEAR: Final = 4.0  # points by which a running head may move up or down
_REACH: Final = 2  # pages: left and right ones have heads of their own
_DIGITS: Final = re.compile(r"\d+")
_OUTER: Final = re.compile(r"^[\W_]*#[\W_]+(?=\w)|(?<=\w)[\W_]+#[\W_]*$")


def without_furniture(pages: Sequence[Sequence[Row]]) -> list[list[Row]]:
    """The rows of all pages without running heads, running feet and page numbers.

    A running head is a row at the end of a page that comes back at the same height, but for its
    numbers, on one of the next two pages; a page number stands alone at the very end. The heading
    of a list of references that comes back as a running head stays once.
    """
    edges = [_edges(rows) for rows in pages]
    repeated = _repeated(pages, edges)
    out = []
    seen: dict[str, int] = {}
    for number, rows in enumerate(pages):
        dropped: set[int] = set()
        for edge in edges[number]:
            for place, index in enumerate(edge):
                row = rows[index]
                alone = place + 1 == len(edge) or _is_apart(row, rows[edge[place + 1]])
                if (number, index) in repeated:
                    text = _DIGITS.sub("", row.text).strip().casefold()
                    heading = heading_of(text)
                    is_new = number - seen.get(text, -10) > 2 * _REACH
                    seen[text] = number
                    if heading is not None and heading.kind != "end" and is_new:
                        continue
                elif not (is_page_number(row.text) and alone):
                    break
                dropped.add(index)
        out.append([row for index, row in enumerate(rows) if index not in dropped])
    return out


def _edges(rows: Sequence[Row]) -> tuple[list[int], list[int]]:
    """The first and the last rows of a page by their height, the outermost first."""
    ordered = sorted(range(len(rows)), key=lambda index: rows[index].base)
    size = min(_EDGE, max(1, len(ordered) // 3)) if ordered else 0
    return ordered[:size], ordered[::-1][:size]


def _is_apart(row: Row, neighbour: Row) -> bool:
    return abs(row.base - neighbour.base) > 1.3 * max(row.size, neighbour.size)


def _masked(text: str) -> str:
    """A row without its numbers; a page number stands left on one page and right on the next."""
    return _OUTER.sub("", " ".join(_DIGITS.sub("#", text.casefold()).split()))


def _repeated(
    pages: Sequence[Sequence[Row]], edges: Sequence[tuple[list[int], list[int]]]
) -> set[tuple[int, int]]:
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, both in enumerate(edges):
        for index in {*both[0], *both[1]}:
            text = pages[number][index].text
            if len(text) <= _LONGEST:
                places[_masked(text)].append((number, index))
    found: set[tuple[int, int]] = set()
    for same in places.values():
        same.sort()
        for k, (number, index) in enumerate(same):
            for later, other in same[k + 1 : k + 1 + 2 * _EDGE]:
                if later - number > _REACH:
                    break
                row, again = pages[number][index], pages[later][other]
                if (
                    later > number
                    and abs(row.base - again.base) <= _NEAR
                    and _counts(row.text, again.text, later - number)
                ):
                    found.update(((number, index), (later, other)))
    return found


def _counts(text: str, again: str, distance: int) -> bool:
    """Whether no number differs, or only one that counts the pages.

    Rows of references may be alike but for their numbers.
    """
    numbers, others = Counter(_DIGITS.findall(text)), Counter(_DIGITS.findall(again))
    before, after = list((numbers - others).elements()), list((others - numbers).elements())
    if len(before) == len(after) == 1:
        return int(after[0][:9]) - int(before[0][:9]) == distance
    return not before and not after
