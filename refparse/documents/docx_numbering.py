"""The numbers that Word prints before paragraphs of numbered lists: they stand nowhere as text."""

from __future__ import annotations

import re
from typing import Any, Final

from refparse.documents.docx_xml import W, value_of

_PLACE: Final = re.compile(r"%([1-9])")
_ROMAN: Final = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
    (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LEVELS: Final = 9


class Numbering:
    """Counts the paragraphs of a document's lists, as it is read from its start to its end.

    Args:
        part: the main part of the document.
        styles: its styles by their ids.
    """

    def __init__(self, part: Any, styles: dict[str, Any]) -> None:
        self._styles = styles
        self._levels: dict[str, dict[int, Any]] = {}  # of the abstract lists
        self._lists: dict[str, tuple[str, dict[int, int]]] = {}  # abstract list, overridden starts
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[str] = set()
        for relation in part.rels.values():
            if not relation.is_external and relation.reltype.endswith("/numbering"):
                self._load(relation.target_part)

    def _load(self, part: Any) -> None:
        from docx.oxml import parse_xml

        root = part.element if hasattr(part, "element") else parse_xml(part.blob)
        for abstract in root.iter(W + "abstractNum"):
            levels = {int(level.get(W + "ilvl") or 0): level for level in abstract.iter(W + "lvl")}
            self._levels[abstract.get(W + "abstractNumId") or ""] = levels
        for number in root.iter(W + "num"):
            starts = {}
            for override in number.iter(W + "lvlOverride"):
                start = value_of(override.find(W + "startOverride"))
                if start and start.isdecimal():
                    starts[int(override.get(W + "ilvl") or 0)] = int(start)
            abstract_id = value_of(number.find(W + "abstractNumId")) or ""
            self._lists[number.get(W + "numId") or ""] = (abstract_id, starts)

    def label(self, paragraph: Any, style: Any) -> str:
        """What Word prints before the paragraph ("12.", "[3]"); "" for none and for bullets."""
        list_id, level = self._place(paragraph, style)
        if list_id not in self._lists:
            return ""
        abstract_id, starts = self._lists[list_id]
        levels = self._levels.get(abstract_id, {})
        if level not in levels or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(abstract_id, [None] * _LEVELS)
        if list_id not in self._begun:
            self._begun.add(list_id)
            for overridden in starts:
                if 0 <= overridden < _LEVELS:
                    counts[overridden] = None
        first = starts.get(level, _number(levels[level].find(W + "start"), 1))
        current = counts[level]
        counts[level] = first if current is None else current + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        if _format(levels[level]) == "bullet":
            return ""
        template = value_of(levels[level].find(W + "lvlText")) or ""
        return _PLACE.sub(lambda match: _printed(levels, counts, int(match[1]) - 1), template)

    def _place(self, paragraph: Any, style: Any) -> tuple[str, int]:
        """The list and the level of a paragraph, its own or those of its style."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        list_id = level = None
        if own is not None:
            list_id, level = value_of(own.find(W + "numId")), value_of(own.find(W + "ilvl"))
        for _ in range(20):
            if style is None or list_id is not None:
                break
            found = style.element.find(f"{W}pPr/{W}numPr")
            if found is not None:
                list_id = value_of(found.find(W + "numId"))
                level = level or value_of(found.find(W + "ilvl"))
            style = style.base_style
        return list_id or "", int(level) if level and level.isdecimal() else 0


def _number(element: Any, default: int) -> int:
    value = value_of(element)
    return int(value) if value and value.isdecimal() else default


def _format(level: Any) -> str:
    return value_of(level.find(W + "numFmt")) or "decimal"


def _printed(levels: dict[int, Any], counts: list[int | None], level: int) -> str:
    if level not in levels:
        return ""
    number = counts[level]
    if number is None:
        number = _number(levels[level].find(W + "start"), 1)
    style = _format(levels[level])
    if style == "decimalZero":
        return f"{number:02d}"
    if style.endswith("Roman") and 0 < number < 4000:
        digits = _roman(number)
        return digits.upper() if style == "upperRoman" else digits
    if style.endswith("Letter") and number > 0:
        letter = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
        return letter.upper() if style == "upperLetter" else letter
    return "" if style == "none" else str(number)


def _roman(number: int) -> str:
    digits = ""
    for value, letters in _ROMAN:
        while number >= value:
            digits += letters
            number -= value
    return digits
