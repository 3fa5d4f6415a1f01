"""LaTeX markup to plain text, through pylatexenc, and its groups in braces."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from refparse._errors import MissingExtraError

_DEEPEST: Final = 50  # braces in one another
# Macros that style files use around the parts of an entry: number of arguments, the one to keep.
_MACROS: Final = {
    "natexlab": (1, 1),
    "bibinfo": (2, 2),
    "bibfield": (2, 2),
    "bibnamefont": (1, 1),
    "bibfnamefont": (1, 1),
    "citenamefont": (1, 1),
    "bibnamedelima": (0, 0),
    "bibinitperiod": (0, 0),
    "Eprint": (2, 2),
    "eprint": (1, 1),
    "href": (2, 2),
    "href@noop": (2, 2),
    "doi": (1, 1),
    "url": (1, 1),
    "path": (1, 1),
    "burl": (1, 1),
    "nolinkurl": (1, 1),
    "urlprefix": (0, 0),
    "BibitemShut": (1, 0),
    "bibAnnoteFile": (2, 0),
    "BibitemOpen": (0, 0),
    "newblock": (0, 0),
    "mkbibemph": (1, 1),
    "mkbibquote": (1, 1),
    "bibstring": (1, 1),
    "textsc": (1, 1),
    "uppercase": (1, 1),
    "MakeUppercase": (1, 1),
    "enquote": (1, 1),
    "bibrangedash": (0, 0),
    "penalty": (0, 0),
    "selectlanguage": (1, 0),
    "capitalisewords": (1, 1),
}
_WRITTEN: Final = {"bibrangedash": "–", "bibnamedelima": " ", "bibinitperiod": ".", "newblock": " "}
_PENALTY: Final = re.compile(r"\\penalty\s*-?\d+")
_DASHES: Final = ((re.compile("(?<!-)---(?!-)"), "—"), (re.compile("(?<!-)--(?!-)"), "–"))


def decoder() -> Callable[[str], str]:
    """A function that turns LaTeX into plain text on one line.

    Raises:
        MissingExtraError: pylatexenc is not installed.
    """
    try:
        from pylatexenc import latex2text, latexwalker, macrospec
    except ImportError:
        raise MissingExtraError("pylatexenc", "tex") from None
    walking = latexwalker.get_default_latex_context_db()
    walking.add_context_category(
        "bibliography",
        prepend=True,
        macros=[macrospec.MacroSpec(name, "{" * count) for name, (count, _) in _MACROS.items()],
    )
    writing = latex2text.get_default_latex_context_db()
    writing.add_context_category(
        "bibliography",
        prepend=True,
        macros=[
            latex2text.MacroTextSpec(name, simplify_repl=_replacement(name, kept))
            for name, (_, kept) in _MACROS.items()
        ],
    )
    to_text = latex2text.LatexNodes2Text(latex_context=writing, keep_comments=False)

    def decode(latex: str) -> str:
        if "\\" not in latex and not any(char in latex for char in "{}$~"):
            text = latex
        elif _depth(latex) > _DEEPEST:
            text = latex.replace("{", "").replace("}", "")
        else:
            latex = _PENALTY.sub("", latex)
            walker = latexwalker.LatexWalker(latex, latex_context=walking, tolerant_parsing=True)
            text = to_text.nodelist_to_text(walker.get_latex_nodes()[0])
        for dashes, dash in _DASHES:
            text = dashes.sub(dash, text)
        return " ".join(text.split())

    return decode


def _replacement(name: str, kept: int) -> Callable[[Any, Any], str]:
    """What a macro is written as: its argument ``kept``, where it has that one."""

    def replaced(node: Any, l2tobj: Any) -> str:
        arguments = node.nodeargd.argnlist if kept and node.nodeargd else ()
        if len(arguments or ()) < kept or not arguments:
            return _WRITTEN.get(name, "")
        argument = arguments[kept - 1]
        return str(l2tobj.nodelist_to_text([argument])) if argument is not None else ""

    return replaced


def _depth(latex: str) -> int:
    deepest = depth = 0
    for char in latex:
        depth += (char in "{[(") - (char in "}])")
        deepest = max(deepest, depth)
    return deepest


def read_group(text: str, at: int) -> tuple[str, int]:
    """What stands in the braces that open at ``at`` or behind blanks there, and the place behind.

    Without such braces: an empty string and ``at``; if they never close, all that follows.
    """
    start = at
    while start < len(text) and text[start].isspace():
        start += 1
    if text[start : start + 1] != "{":
        return "", at
    depth = 0
    place = start
    while place < len(text):
        char = text[place]
        if char == "\\":
            place += 2
            continue
        depth += (char == "{") - (char == "}")
        if depth == 0:
            return text[start + 1 : place], place + 1
        place += 1
    return text[start + 1 :], len(text)


def braced(text: str) -> Iterator[str]:
    """The groups in braces that stand side by side in a text."""
    at = text.find("{")
    while at >= 0:
        content, at = read_group(text, at)
        yield content
        at = text.find("{", at)
