"""Web pages: blocks of their main content as lines, numbers of ordered lists restored."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from refparse._errors import InputError, MissingExtraError
from refparse.documents.boilerplate import Outline, is_boilerplate, is_link_label, walk
from refparse.documents.document import Document, LineMaker, Marked
from refparse.documents.source import Source
from refparse.documents.text import decoded
from refparse.finder import Line

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MAX_DEPTH: Final = 5_000
"""Nested elements; browsers stop far earlier, and the parser gets slow."""

_BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr html legend li main menu nav"
    " ol p pre section summary table tbody td tfoot th thead tr ul".split()
)
_SIZES: Final = {"h1": 24.0, "h2": 18.0, "h3": 14.0, "h4": 12.0, "h5": 10.0, "h6": 8.0}
"""Points, by the style sheet that every browser starts with."""
_BODY_SIZE: Final = 12.0
_BOLD: Final = frozenset({"b", "strong", "th", *_SIZES})
_STEP: Final = 4.0  # columns by which lists and quotations are indented
_SHORT: Final = 30  # characters of a term that stands before what it stands for
_ROW: Final = 3_000  # characters of a table row that is read as one line
_OWN_NUMBER: Final = re.compile(r"\s*(?:[\[(]?\d{1,4}[\])}.:]|[\[(][^\W\d_]|\d{1,4}\s)")
_UNNUMBERED: Final = re.compile(r"list-style(?:-type)?\s*:\s*none", re.IGNORECASE)
_EMPTIED: Final = re.compile(r"\s*(?:\[\s*[|,;]?\s*\]|\(\s*[|,;]?\s*\))")
_TAG: Final = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)")
_IMPLIED: Final = frozenset(
    "p li dt dd tr td th tbody thead tfoot option optgroup colgroup area base br col embed hr html"
    " body head img input link meta param source track wbr".split()
)
_VOID: Final = frozenset("area base br col embed hr img input link meta source track wbr".split())
_XHTML: Final = re.compile(r"<\?xml\b|http://www\.w3\.org/1999/xhtml")
_CLOSED: Final = re.compile(r"<([A-Za-z][\w:-]*)(\s[^<>]*)?/>")
_CHARSET: Final = re.compile(rb"(?i)<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([\w:-]{2,40})")
_XML_CHARSET: Final = re.compile(rb"^\s*<\?xml[^>]{0,200}encoding\s*=\s*[\"']([\w:-]{2,40})")


def read_html(source: Source, encoding: str | None = None) -> Document:
    """A web page without its navigation, banners, cookie boxes and scripts.

    Each paragraph, list item, table row and line break starts a line; a blank line stands between
    blocks. Where the page shows fewer references than it lists in its ``citation_reference`` meta
    tags (they are loaded by a script, mostly), those of the tags are taken.

    Raises:
        InputError: elements are nested deeper than ``MAX_DEPTH``.
        MissingExtraError: selectolax is not installed.
    """
    text, warnings = page_text(source, encoding)
    lines, listed = lines_of_html(text, source.name)
    document = Document(source.name, "html", tuple(lines), warnings=warnings)
    if listed:
        from refparse.finder import find_references_in_lines

        if len(find_references_in_lines(lines)) < len(listed):
            return Document(source.name, "html", marked=tuple(listed), warnings=warnings)
    return document


def page_text(source: Source, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text of a page, and warnings; the page itself may say its encoding."""
    if encoding is None and not source.charset:
        found = _CHARSET.search(source.data[:4096]) or _XML_CHARSET.search(source.data[:4096])
        declared = found[1].decode("ascii") if found else ""
        try:
            codecs.lookup(declared or "utf-8")
        except LookupError:
            declared = ""
        encoding = declared or _guessed(source.data)
    return decoded(source, encoding)


def _guessed(data: bytes) -> str | None:
    """Pages that do not say their encoding and are no UTF-8 are read as browsers read them."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return None if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "cp1252"
    return None


def lines_of_html(
    text: str, name: str, maker: LineMaker | None = None
) -> tuple[list[Line], list[Marked]]:
    """The lines of a page, and the references that its meta tags list.

    Args:
        text: the page.
        name: what to call it in errors.
        maker: appends the lines to those that it holds.

    Raises:
        InputError: elements are nested deeper than ``MAX_DEPTH``.
        MissingExtraError: selectolax is not installed.
    """
    try:
        from selectolax.lexbor import LexborHTMLParser
    except ImportError:
        raise MissingExtraError("selectolax", "html") from None
    if _XHTML.search(text, 0, 2048):
        text = _CLOSED.sub(_reopened, text)
    _check_depth(text, name)
    page = LexborHTMLParser(text)
    maker = maker or LineMaker()
    if page.body is not None:
        _Walk(Outline.of(page.body), maker).run(page.body)
    return maker.lines, _listed(page)


def _reopened(match: re.Match[str]) -> str:
    """ "<i/>" is empty in XHTML, but opens an element in HTML."""
    if match[1].lower() in _VOID:
        return match[0]
    return f"<{match[1]}{match[2] or ''}></{match[1]}>"


def _check_depth(text: str, name: str) -> None:
    depth = 0
    for match in _TAG.finditer(text):
        if match[2].lower() not in _IMPLIED:
            depth += -1 if match[1] else 1
            if depth > MAX_DEPTH:
                raise InputError(f"{name}: elements nested deeper than {MAX_DEPTH}: no usual page")
            depth = max(depth, 0)


@dataclass(slots=True)
class _List:
    ordered: bool
    value: int = 1
    step: int = 1


@dataclass(slots=True)
class _Walk:
    """Goes through a page and gathers its blocks.

    ``parts`` is the block under way, ``started`` whether it holds any text, ``mark`` the raised
    element that it starts with, ``letters`` and ``bold`` count what it holds, ``number`` is what
    the browser prints before it, ``kept`` a short term that its line starts with.
    """

    outline: Outline
    maker: LineMaker
    parts: list[str] = field(default_factory=list)
    started: bool = False
    mark: int = 0
    letters: int = 0
    bold: int = 0
    boldness: int = 0
    size: float = _BODY_SIZE
    indent: float = 0.0
    number: str = ""
    kept: str = ""
    preformatted: int = 0
    rows: int = 0
    lists: list[_List] = field(default_factory=list)

    def run(self, root: LexborNode) -> None:
        """Gather the blocks inside of an element."""
        walk(root, self._enter, self._leave)
        self._flush()

    def _enter(self, node: LexborNode) -> bool:
        if node.is_text_node:
            self._text(node.text_content or "")
            return False
        tag = node.tag or ""
        if not node.is_element_node or is_boilerplate(node, self.outline):
            return False
        if tag == "a" and is_link_label(node):
            return False
        if tag == "br":
            self.parts.append("\n")
            return False
        if tag in _BLOCKS:
            self._open_block(node, tag)
        self.boldness += tag in _BOLD
        if tag == "sup" and not self.started:
            self.mark = node.mem_id
        return True

    def _open_block(self, node: LexborNode, tag: str) -> None:
        if self.rows:
            self.rows += tag == "tr"
            self.parts.append(" ")
            return
        self._flush()
        if tag in _SIZES:
            self.size = _SIZES[tag]
        elif tag in ("ol", "ul", "menu", "dir"):
            self.lists.append(_list_of(node, tag))
            self.indent += _STEP
        elif tag == "blockquote":
            self.indent += _STEP
        elif tag == "li":
            self.number = self._number_of(node)
        elif tag == "pre":
            self.preformatted += 1
        elif tag == "tr" and _is_plain_row(node):
            self.rows = 1

    def _leave(self, node: LexborNode) -> None:
        tag = node.tag or ""
        self.boldness -= tag in _BOLD
        if tag == "sup" and node.mem_id == self.mark:
            self.parts.append(" ")  # "12 Smith": the mark of a footnote.
        if tag not in _BLOCKS:
            return
        if self.rows:
            self.parts.append(" ")
            self.rows -= tag == "tr"
            if self.rows:
                return
        if tag == "dt" and len("".join(self.parts).strip()) <= _SHORT:
            self.kept = " ".join("".join(self.parts).split())
            self._clear()
            return
        self._flush()
        if tag in _SIZES:
            self.size = _BODY_SIZE
        elif tag in ("ol", "ul", "menu", "dir") and self.lists:
            self.lists.pop()
            self.indent -= _STEP
        elif tag == "blockquote":
            self.indent -= _STEP
        elif tag == "li":
            self.number = ""
        elif tag == "pre":
            self.preformatted -= 1
        elif tag == "dl" and self.kept:
            self.maker.paragraph(self.kept, size=self.size, indent=self.indent)
            self.kept = ""

    def _number_of(self, node: LexborNode) -> str:
        if not self.lists or not self.lists[-1].ordered:
            return ""
        numbered = self.lists[-1]
        own = (node.attributes.get("value") or "").strip()
        if own.lstrip("-").isdecimal() and len(own) < 9:
            numbered.value = int(own)
        number = numbered.value
        numbered.value += numbered.step
        return "" if _UNNUMBERED.search(node.attributes.get("style") or "") else f"{number}. "

    def _text(self, text: str) -> None:
        if not self.preformatted:
            text = re.sub(r"[ \t\r\n\f]+", " ", text)
        self.parts.append(text)
        self.started = self.started or not text.isspace()
        letters = sum(map(str.isalnum, text))
        self.letters += letters
        self.bold += letters if self.boldness else 0

    def _clear(self) -> None:
        self.parts.clear()
        self.started = False
        self.mark = 0
        self.letters = self.bold = 0

    def _flush(self) -> None:
        text = "".join(self.parts)
        text = _EMPTIED.sub("", text) if "[" in text or "(" in text else text
        if text.strip():
            text = text.lstrip()
            if self.kept:
                text, self.kept = f"{self.kept} {text}", ""
            if self.number and not _OWN_NUMBER.match(text):
                text = self.number + text
            self.number = ""
            self.maker.paragraph(
                text, size=self.size, bold=2 * self.bold > self.letters, indent=self.indent
            )
        self._clear()


def _list_of(node: LexborNode, tag: str) -> _List:
    attributes = node.attributes
    if tag != "ol" or _UNNUMBERED.search(attributes.get("style") or ""):
        return _List(False)
    start = (attributes.get("start") or "").strip()
    backwards = "reversed" in attributes
    usual = sum(1 for child in node.iter() if child.tag == "li") if backwards else 1
    known = start.lstrip("-").isdecimal() and len(start) < 9
    return _List(True, int(start) if known else usual, -1 if backwards else 1)


def _is_plain_row(node: LexborNode) -> bool:
    """Whether a table row is a record: pages of old are laid out with tables, too."""
    cells = sum(1 for child in node.iter() if child.tag in ("td", "th"))
    blocks = node.css("p, div, section, article, li, table, h1, h2, h3, h4, h5, h6, pre")
    grave = [block for block in blocks if block.tag not in ("p", "div")]
    return not grave and len(blocks) <= cells and len(node.text()) <= _ROW


def _listed(page: LexborHTMLParser) -> list[Marked]:
    """The references in meta tags, as journals write them for search engines."""
    from refparse.documents.highwire import marked_of

    found = [
        (node.attributes.get("content") or "").strip()
        for node in page.css("meta[name='citation_reference' i]")
    ]
    return [marked_of(each) for each in found if each]
