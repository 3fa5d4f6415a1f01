"""What of a web page is not its content: navigation, banners, cookie boxes, recommendations."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from refparse.finder.headings import heading_of, is_link_labels

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

_NEVER: Final = frozenset(
    "script style noscript template svg canvas iframe object embed audio video nav button select"
    " input textarea datalist map".split()
)
_FRAMES: Final = frozenset({"header", "footer", "aside"})
_ROLES: Final = frozenset(
    "navigation banner contentinfo search dialog alertdialog menu menubar toolbar tablist"
    " doc-backlink doc-toc".split()
)
_NOTES: Final = re.compile(r"note|biblio|refer|cit", re.IGNORECASE)
_NAMES: Final = frozenset(
    "ad ads advert advertisement adsense banner breadcrumb breadcrumbs captcha comments consent"
    " cookie cookies gdpr login masthead menu metrics modal mostread nav navbar navigation"
    " newsletter offcanvas overlay paging pager pagination popup promo recommendation"
    " recommendations recommended related share sharing sidebar similar skip social sponsor"
    " subscribe tags toolbar topbar trending widget backlink backref editsection".split()
)
_CANDIDATES: Final = frozenset("div section ul ol p span a aside form table header footer".split())
_SPLIT: Final = re.compile(r"[^A-Za-z]+|(?<=[a-z])(?=[A-Z])")
_MOST: Final = 0.4  # of the text of a page, more than which is its content whatever its name
_HEADINGS: Final = frozenset("h1 h2 h3 h4 h5 h6 b strong summary legend p button a dt".split())
_LONGEST_HEADING: Final = 90  # characters


@dataclass(slots=True)
class Outline:
    """Where in the text of a page each element stands, and where its lists are headed.

    Made in one pass, since a page may nest thousands of elements that have to be judged.
    """

    length: int = 0
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    headings: list[int] = field(default_factory=list)

    @classmethod
    def of(cls, root: LexborNode) -> Outline:
        """The outline of everything inside of an element."""
        outline = cls()
        starts: dict[int, int] = {}
        texts: list[str] = []

        def enter(node: LexborNode) -> bool:
            if node.is_text_node:
                text = node.text_content or ""
                outline.length += len(text)
                texts.append(text)
                return False
            if not node.is_element_node or node.tag in _NEVER - {"nav", "button"}:
                return False
            starts[node.mem_id] = outline.length
            if node.tag in _HEADINGS:
                texts.clear()
            return True

        def leave(node: LexborNode) -> None:
            start = starts.pop(node.mem_id)
            outline.spans[node.mem_id] = (start, outline.length)
            if node.tag in _HEADINGS and 0 < outline.length - start <= _LONGEST_HEADING:
                heading = heading_of("".join(texts).strip())
                if heading is not None and heading.kind != "end":
                    outline.headings.append(start)

        walk(root, enter, leave)
        outline.headings.sort()
        return outline

    def is_content(self, node: LexborNode) -> bool:
        """Whether an element holds much of the page, or a heading of a list of references."""
        start, end = self.spans.get(node.mem_id, (0, 0))
        if end - start > _MOST * self.length:
            return True
        place = bisect_left(self.headings, start)
        return place < len(self.headings) and self.headings[place] < end


def walk(
    root: LexborNode, enter: Callable[[LexborNode], bool], leave: Callable[[LexborNode], None]
) -> None:
    """Go through a page in its order without recursion: pages nest deeper than Python's stack goes.

    ``enter`` says of each node whether to go into it; ``leave`` is called for those it did.
    """
    node = root
    above: list[LexborNode] = []
    while True:
        if enter(node):
            child = node.child
            if child is not None:
                above.append(node)
                node = child
                continue
            leave(node)
        following = node.next if above else None
        while above and following is None:
            node = above.pop()
            leave(node)
            following = node.next if above else None
        if following is None:
            return
        node = following


def is_boilerplate(node: LexborNode, outline: Outline) -> bool:
    """Whether an element and what it holds is no content.

    An element that is so by its name alone stays if it holds much of the page, or a heading of a
    list of references.
    """
    tag = node.tag or ""
    if tag in _NEVER:
        return True
    attributes = node.attributes
    roles = set((attributes.get("role") or "").lower().split())
    if roles & _ROLES:
        return not outline.is_content(node)
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if tag in _FRAMES and not _is_inside_article(node):
        return not _NOTES.search(names) and not outline.is_content(node)
    if tag not in _CANDIDATES or not names.strip():
        return False
    words = {word.lower() for word in _SPLIT.split(names) if word}
    return bool(words & _NAMES) and not outline.is_content(node)


def _is_inside_article(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(50):
        if above is None:
            return False
        if above.tag in ("article", "main"):
            return True
        above = above.parent
    return True


def is_link_label(node: LexborNode) -> bool:
    """Whether a link says nothing but where it leads ("Crossref", "Google Scholar")."""
    return "href" in node.attributes and is_link_labels(node.text().strip())
