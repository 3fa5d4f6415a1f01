"""What of a web page is not its content: navigation, banners, cookie boxes, recommendations."""

from __future__ import annotations

import re
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
_HEADINGS: Final = "h1, h2, h3, h4, h5, h6, b, strong, summary, legend, p, button, a"


def is_boilerplate(node: LexborNode, whole: int) -> bool:
    """Whether an element and what it holds is no content.

    An element that is so by its name alone stays if it holds much of the page, or a heading of a
    list of references.

    Args:
        node: the element.
        whole: length of the text of the page, in characters.
    """
    tag = node.tag or ""
    if tag in _NEVER:
        return True
    attributes = node.attributes
    roles = set((attributes.get("role") or "").lower().split())
    if roles & _ROLES:
        return not _is_content(node, whole)
    names = f"{attributes.get('class') or ''} {attributes.get('id') or ''}"
    if tag in _FRAMES and not _is_inside_article(node):
        return not _NOTES.search(names) and not _is_content(node, whole)
    if tag not in _CANDIDATES or not names.strip():
        return False
    words = {word.lower() for word in _SPLIT.split(names) if word}
    return bool(words & _NAMES) and not _is_content(node, whole)


def _is_inside_article(node: LexborNode) -> bool:
    above = node.parent
    for _ in range(50):
        if above is None:
            return False
        if above.tag in ("article", "main"):
            return True
        above = above.parent
    return True


def _is_content(node: LexborNode, whole: int) -> bool:
    if len(node.text()) > _MOST * whole:
        return True
    for each in node.css(_HEADINGS):
        text = each.text().strip()
        if len(text) <= 90:
            heading = heading_of(text)
            if heading is not None and heading.kind != "end":
                return True
    return False


def is_link_label(node: LexborNode) -> bool:
    """Whether a link says nothing but where it leads ("Crossref", "Google Scholar")."""
    return "href" in node.attributes and is_link_labels(node.text().strip())
