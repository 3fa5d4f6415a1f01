"""Finding the references of a document, and splitting its lists of references.

>>> document = "References\\n1. Doe J. A. 2001;4:5-9.\\n2. Roe R. B. 1999;7:1-3."
>>> [reference.number for reference in find_references(document)]
['1', '2']
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from refparse.finder.entries import rows_of
from refparse.finder.find import find_entries
from refparse.finder.join import join_rows, vocabulary_of
from refparse.finder.lines import Line, split_lines
from refparse.finder.method import labelled_entries
from refparse.finder.model import DEFAULT, line_model
from refparse.finder.numbering import leading_number
from refparse.finder.shape import shape_of
from refparse.finder.views import make_views

__all__ = ["FoundReference", "Line", "find_references", "find_references_in_lines", "split_lines"]


@dataclass(frozen=True, slots=True)
class FoundReference:
    """One reference as it was found in a document.

    Attributes:
        text: the raw reference on one line, hyphenation undone; its number, if any, included.
        start: offset of its first character in the document, in code points.
        end: offset behind its last character. Running heads in between lie within the range, but
            not in ``text``.
        number: the number or key at its start, without brackets ("12", "ABC99"); None without one.
    """

    text: str
    start: int
    end: int
    number: str | None = None


def find_references(text: str, *, model: str | Path | None = DEFAULT) -> list[FoundReference]:
    """The references of a plain-text document, in order.

    Looks for lists of references under headings in many languages, for lists without a heading, and
    for references in numbered footnotes. Form feeds separate pages. Returns an empty list for a
    document without references; never raises for any ``str``. Time grows linearly with the text.

    Args:
        text: the document.
        model: name or folder of the model of lines; None to go by rules alone. Where the shipped
            model is not installed, the rules do without it.

    Raises:
        ModelError: the model is damaged or missing.
    """
    return find_references_in_lines(split_lines(text), model=model)


def find_references_in_lines(
    lines: Sequence[Line], *, model: str | Path | None = DEFAULT
) -> list[FoundReference]:
    """The references of a document given as lines, for readers that know pages and indentation.

    Offsets in the result count as the offsets of the lines do; ``model`` and errors are those of
    :func:`find_references`.
    """
    views = make_views(lines)
    labeller = line_model(model) if model is not None else None
    entries = find_entries(views) if labeller is None else labelled_entries(views, labeller)
    if not entries:
        return []
    vocabulary = vocabulary_of(line.text for line in lines)
    found = []
    for entry in entries:
        first, last = entry
        text = join_rows(rows_of(views, entry), vocabulary)
        if not text:
            continue
        start = views[first.view].offset + first.column
        end = views[last.view].offset + last.column
        found.append(FoundReference(text, start, end, leading_number(text, shape_of(text))))
    return found
