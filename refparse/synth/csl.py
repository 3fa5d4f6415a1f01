"""References rendered by citation styles, with labels read off the formatting.

pandoc renders items with a style that :mod:`refparse.synth.encode` has rewritten; walking its
document tree gives back the text and, for every stretch of it, the variable. The same items are
rendered with the style as published, and a reference is kept only where both texts agree. Styles
live in a temporary folder while pandoc runs.
"""

from __future__ import annotations

import json
import re
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any, Final

from refparse._errors import InputError
from refparse.synth.encode import VARIABLES, encode_style, label_of
from refparse.synth.shape import Piece, Spans, assemble

Item = dict[str, Any]

_INLINE_FLAG: Final = {
    "Emph": "i",
    "Strong": "b",
    "SmallCaps": "c",
    "Underline": "u",
    "Superscript": "^",
    "Subscript": "_",
}

_ROLE: Final = re.compile(
    r"(?i)(?<![^\W\d_])(?:eds?|edn|editors?|edited|hrsg|hgg?|herausg\w*|dirs?|éds?|édit\w*|"
    r"edit\w*|coord\w*|cur|a cura|redd?|redig\w*|orgs?|organiz\w*|comps?|arg|utg|vyd|szerk|"
    r"haz|der|sous la|под|ред\w*|за|ur|uredn\w*|toim|sud|penyunting|yay\w*)(?![^\W\d_])|[編编편]"
)


@dataclass(frozen=True)
class Rendering:
    """One rendered reference: the item's id and the pieces of its text in order."""

    item_id: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The reference as plain text."""
        return "".join(piece.text for piece in self.pieces)


@cache
def _pandoc() -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError) as error:
        raise InputError("pandoc is missing: install pypandoc-binary (extra 'synth')") from error


def render(
    style: str, items: Sequence[Item], locale: str, notes: Sequence[tuple[str, str]] = ()
) -> list[Rendering]:
    """Render items with a style and return the references whose text the rewriting left alone.

    Args:
        style: the XML of the style as published.
        items: CSL-JSON items with ids; keys that begin with "_" are not given to the style.
        locale: the locale to use ("de-DE").
        notes: to render footnotes in place of a bibliography, the (item id, locator) of each in
            order; the locator may be empty.

    Raises:
        InputError: the style cannot be read or pandoc cannot render it.
    """
    with tempfile.TemporaryDirectory(prefix="refparse-synth-") as folder:
        edited = _run(encode_style(style), items, locale, notes, Path(folder))
        plain = _run(style, items, locale, notes, Path(folder))
    if len(edited) != len(plain):
        return []
    if notes:
        return [a for a, b in zip(edited, plain, strict=True) if a.text == b.text]
    texts = {rendering.item_id: rendering.text for rendering in plain}
    return [r for r in edited if r.text == texts.get(r.item_id)]


def printed(
    style: str, items: Sequence[Item], locale: str, notes: Sequence[tuple[str, str]] = ()
) -> list[tuple[str, str]]:
    """The id and the text of each reference as a style prints it, without labels.

    Arguments and errors are those of :func:`render`; references stand in the style's own order.
    """
    with tempfile.TemporaryDirectory(prefix="refparse-synth-") as folder:
        return [(r.item_id, r.text) for r in _run(style, items, locale, notes, Path(folder))]


def _run(
    style: str,
    items: Sequence[Item],
    locale: str,
    notes: Sequence[tuple[str, str]],
    folder: Path,
) -> list[Rendering]:
    (folder / "style.csl").write_text(style, encoding="utf-8")
    bare = [{k: v for k, v in item.items() if not k.startswith("_")} for item in items]
    (folder / "items.json").write_text(json.dumps(bare), encoding="utf-8")
    meta: dict[str, Any] = {"lang": {"t": "MetaString", "c": locale}}
    blocks = [
        {"t": "Para", "c": [_cite(item_id, locator, number)]}
        for number, (item_id, locator) in enumerate(notes, start=1)
    ]
    if not notes:
        meta["nocite"] = {"t": "MetaInlines", "c": [_cite("*", "", 0)]}
    document = {"pandoc-api-version": [1, 23, 1], "meta": meta, "blocks": blocks}
    command = [_pandoc(), "-f", "json", "-t", "json", "--citeproc"]
    command += ["--csl", str(folder / "style.csl"), "--bibliography", str(folder / "items.json")]
    done = subprocess.run(
        command, input=json.dumps(document).encode(), capture_output=True, check=False
    )
    if done.returncode:
        message = done.stderr.decode(errors="replace").strip().splitlines()
        raise InputError(f"pandoc cannot render the style: {message[-1] if message else '?'}")
    tree = json.loads(done.stdout)
    if notes:
        found = [tuple(_pieces(note)) for note in _notes(tree["blocks"])]
        if len(found) != len(notes):
            return []
        return [Rendering(i, pieces) for (i, _), pieces in zip(notes, found, strict=True)]
    return [Rendering(i, tuple(_pieces(blocks))) for i, blocks in _entries(tree["blocks"])]


def _cite(item_id: str, locator: str, number: int) -> dict[str, Any]:
    suffix: list[dict[str, Any]] = []
    if locator:
        suffix = [{"t": "Str", "c": ","}, {"t": "Space"}, {"t": "Str", "c": locator}]
    citation = {
        "citationId": item_id,
        "citationPrefix": [],
        "citationSuffix": suffix,
        "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": number,
        "citationHash": 0,
    }
    return {"t": "Cite", "c": [[citation], [{"t": "Str", "c": f"[@{item_id}]"}]]}


def _entries(blocks: Sequence[Any]) -> Iterator[tuple[str, list[Any]]]:
    for block in blocks:
        if block["t"] == "Div":
            (identifier, _, _), content = block["c"]
            if identifier.startswith("ref-"):
                yield identifier.removeprefix("ref-"), content
            else:
                yield from _entries(content)


def _notes(node: Any) -> Iterator[Any]:
    if isinstance(node, list):
        for child in node:
            yield from _notes(child)
    elif isinstance(node, dict):
        if node.get("t") == "Note":
            yield node["c"]
        else:
            yield from _notes(node.get("c"))


def _pieces(node: Any, flags: frozenset[str] = frozenset()) -> Iterator[Piece]:
    """Stretches of text of a pandoc tree with the variable that their formatting encodes."""
    if isinstance(node, list):
        for child in node:
            yield from _pieces(child, flags)
        return
    kind, content = node["t"], node.get("c")
    if kind in ("Str", "Code"):
        text = content if kind == "Str" else content[1]
        yield Piece(unescape(text), VARIABLES.get(flags, ""))
    elif kind in ("Space", "SoftBreak", "LineBreak"):
        yield Piece(" ", VARIABLES.get(flags, ""))
    elif kind in _INLINE_FLAG:
        yield from _pieces(content, flags | {_INLINE_FLAG[kind]})
    elif kind == "Div":
        yield Piece(" ", "")
        yield from _pieces(content[1], flags)
        yield Piece(" ", "")
    elif kind == "Span":
        (_, classes, _), inner = content
        apart = any(name.startswith("csl-") for name in classes)
        if apart:
            yield Piece(" ", "")
        yield from _pieces(inner, flags)
        if apart:
            yield Piece(" ", "")
    elif kind in ("Link", "Cite"):
        yield from _pieces(content[1], flags)
    elif kind == "Quoted":
        left, right = ("‘", "’") if content[0]["t"] == "SingleQuote" else ("“", "”")
        yield Piece(left, "")
        yield from _pieces(content[1], flags)
        yield Piece(right, "")
    elif kind in ("Para", "Plain"):
        yield from _pieces(content, flags)
    elif kind in ("Strikeout",):
        yield from _pieces(content, flags)


def label_rendering(rendering: Rendering, item: Mapping[str, Any]) -> tuple[str, Spans]:
    """Text and spans of a rendering: variables become labels, neighbours grow together."""
    pieces = [Piece(p.text, label_of(p.text, p.label, item)) for p in _joined(rendering.pieces)]
    text, spans = assemble(pieces)
    if "author" not in item:  # an editor in the author's place, and nothing says so
        spans = [
            (start, end, "author")
            if label == "editor" and not _ROLE.search(text[max(0, start - 25) : end + 20])
            else (start, end, label)
            for start, end, label in spans
        ]
    return text, spans


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join neighbours of one variable: a value must be seen whole to be judged."""
    held: Piece | None = None
    for piece in pieces:
        if held and held.label == piece.label:
            held = Piece(held.text + piece.text, held.label)
        else:
            if held:
                yield held
            held = piece
    if held:
        yield held
