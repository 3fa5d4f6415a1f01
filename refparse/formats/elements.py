"""Pieces that the XML formats share: elements with clean text, and their serialisation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from refparse.formats.plain import plain

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

XML_NAMESPACE: Final = "http://www.w3.org/XML/1998/namespace"
_NOT_A_WORD: Final = re.compile(r"[^\w.-]+")


def element(tag: str, **attributes: str) -> Element:
    """An element without a parent; attributes as of :func:`add`."""
    from xml.etree.ElementTree import Element

    return Element(tag, _named(attributes))


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child of ``parent``; empty attributes are left out.

    In the names of attributes ``_`` stands for ``-`` and a last one goes ("type_", "pub_id_type").
    """
    from xml.etree.ElementTree import SubElement

    child = SubElement(parent, tag, _named(attributes))
    child.text = text or None
    return child


def add_known(parent: Element, tag: str, text: str, **attributes: str) -> None:
    """As :func:`add`, but only if there is a text."""
    if text:
        add(parent, tag, text, **attributes)


def _named(attributes: dict[str, str]) -> dict[str, str]:
    return {name.rstrip("_").replace("_", "-"): text for name, text in attributes.items() if text}


def serialised(root: Element, level: int = 0) -> str:
    """The element with its children indented, as a string without XML declaration."""
    from xml.etree import ElementTree

    ElementTree.indent(root, level=level)
    return ElementTree.tostring(root, encoding="unicode")


def token(text: str) -> str:
    """The text as one word for an attribute: letters, digits, ``. _ -``; "" if none are left."""
    return _NOT_A_WORD.sub("-", plain(text))
