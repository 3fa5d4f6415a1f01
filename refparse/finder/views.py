"""A document as its rows of content, each with everything that later decisions ask of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from refparse.finder.evidence import YEAR, balance
from refparse.finder.headings import Heading, closes_list, heading_of, is_link_labels
from refparse.finder.lines import Line, page_furniture
from refparse.finder.places import places_of
from refparse.finder.shape import shape_of
from refparse.finder.starts import break_evidence, has_head_year, sort_key, start_evidence


@dataclass(slots=True)
class View:
    """One row of content: a line that is neither blank nor page furniture.

    Attributes:
        text: the line without blanks at its ends.
        shape: its shape (:func:`refparse.finder.shape.shape_of`).
        offset: where ``text`` starts in the document.
        page: page number, from 0.
        indent: distance from the left margin, in columns.
        gap: number of blank lines above it; 0 at a page break, where blanks say nothing.
        new_page: whether a page break or page furniture stands above it.
        balance: evidence for references minus evidence for prose.
        years: number of years in it.
        heading: the heading it is or starts with.
        closes: whether no list of references goes on past it.
        start: the evidence that a reference starts here, once :func:`start_of` was asked for it.
        extent: where the row ends, in columns from the left margin of its column of text.
        size: size of its letters in points; None where the source does not tell.
        bold: whether it is bold; None where the source does not tell.
        height: how far down its page it stands, from 0 to 1; None on the only page.
    """

    text: str
    shape: str
    offset: int
    page: int
    indent: float
    gap: int
    new_page: bool
    balance: float
    years: int
    heading: Heading | None
    closes: bool
    start: float | None = None
    extent: float = 0.0
    size: float | None = None
    bold: bool | None = None
    height: float | None = None


def make_view(text: str, offset: int, page: int, indent: float, gap: int, new_page: bool) -> View:
    """The view of one stripped text."""
    shape = shape_of(text)
    heading = heading_of(text)
    return View(
        text=text,
        shape=shape,
        offset=offset,
        page=page,
        indent=indent,
        gap=gap,
        new_page=new_page,
        balance=balance(text, shape),
        years=len(YEAR.findall(text)),
        heading=heading,
        closes=(heading is not None and heading.kind == "end") or closes_list(text),
        extent=len(text) + shape.count("c") + indent,
    )


def rest_of(view: View, column: int) -> View:
    """The part of a view from ``column`` on, as a view of its own."""
    text = view.text[column:].lstrip()
    offset = view.offset + len(view.text) - len(text)
    return make_view(text, offset, view.page, view.indent, 0, False)


def make_views(lines: Sequence[Line]) -> list[View]:
    """The views of all lines with content, in order."""
    furniture = page_furniture(lines)
    places = places_of(lines)
    views: list[View] = []
    heading_seen: tuple[str, int] = ("", -_RUNNING_HEAD_WITHIN)
    gap = 0
    skipped = False
    page = lines[0].page if lines else 0
    for index, line in enumerate(lines):
        text = line.text.strip()
        if not text:
            gap += 1
            continue
        if is_link_labels(text) and views and views[-1].balance > 0:
            continue
        offset = line.offset + line.text.index(text[0])
        if index in furniture:
            # A running head "References" repeats the heading of the list, which must not get lost.
            heading = heading_of(text)
            last, at = heading_seen
            running = last == text.casefold() and index - at < _RUNNING_HEAD_WITHIN
            if heading is None or heading.kind == "end" or running:
                if heading is not None:
                    heading_seen = (last, index if running else at)
                skipped = True
                continue
            heading_seen = (text.casefold(), index)
        new_page = skipped or line.page != page
        place = places[index]
        above = max(gap, place.gap)
        view = make_view(text, offset, line.page, place.indent, 0 if new_page else above, new_page)
        if place.extent is not None:
            view.extent = place.extent
        view.size, view.bold, view.height = line.size, line.bold, place.height
        views.append(view)
        gap, skipped, page = 0, False, line.page
    return views


_RUNNING_HEAD_WITHIN = 200  # lines


def start_of(views: Sequence[View], index: int) -> float:
    """The evidence from its words that the view at ``index`` starts a reference."""
    view = views[index]
    if view.start is None:
        view.start = start_evidence(view.text, view.shape, _following(views, index))
    return view.start


def _following(views: Sequence[View], index: int) -> str:
    if index + 1 < len(views) and views[index + 1].heading is None:
        return views[index + 1].shape[:400]
    return ""


def break_before(views: Sequence[View], index: int) -> float:
    """The evidence from the end of the view before that a reference ended there."""
    before = views[index - 1]
    return break_evidence(before.text, before.shape)


def dated_at_head(views: Sequence[View], index: int) -> bool:
    """Whether the reference that starts at ``index`` has its date right behind its authors."""
    return has_head_year(views[index].shape[:400] + " " + _following(views, index))


def key_of(view: View) -> str:
    """What an alphabetical list is sorted by."""
    return sort_key(view.text)
