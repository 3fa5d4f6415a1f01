"""What a source turns into: lines with provenance, or references that the source itself marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from refparse.finder import Line
from refparse.types import Citation

Box = tuple[float, float, float, float]
"""Left, top, right and bottom edge on a page, in points from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a document may cost; a document beyond a limit is refused with one clear error.

    Attributes:
        bytes: size of the file or of the answer of a web server.
        unzipped: size of everything in a zipped document (DOCX, EPUB) together, in bytes.
        pages: pages of a PDF.
        seconds: how long a web server may be silent, and a tenth of how long it may take in all.
    """

    bytes: int = 256 * 1024 * 1024
    unzipped: int = 512 * 1024 * 1024
    pages: int = 5_000
    seconds: float = 30.0


@dataclass(frozen=True, slots=True)
class Marked:
    """A reference that the source marks as one.

    Attributes:
        text: the raw reference on one line.
        spans: what the source says of its fields, as in a labelled corpus: (start, end, label);
            empty where it marks the reference but not its fields.
        key: the source's own name for it ("smith2004", "B12"); "" without one.
        rendered: whether the wording was made from fields, since the source has no printed form.
    """

    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    key: str = ""
    rendered: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """A source, read.

    Attributes:
        name: the path or address it came from, "-" for standard input.
        kind: what it was read as: "text", "markdown", "html", "pdf", "docx", "epub", "jats", "tei",
            "bbl" or "bibtex".
        lines: its lines in reading order, with layout where the source tells it.
        marked: its references, where the source marks them; ``lines`` is empty then.
        pages: number of its pages; None where it has none.
        warnings: what the reader of the results ought to know ("2 of 9 pages have no text").
    """

    name: str
    kind: str
    lines: tuple[Line, ...] = ()
    marked: tuple[Marked, ...] = ()
    pages: int | None = None
    warnings: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """The text that the offsets of its references count in: its lines, a line break between."""
        if self.marked:
            return "\n".join(each.text for each in self.marked)
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where in which document a reference was found.

    Attributes:
        document: the path or address of the document, "-" for standard input.
        start: offset of its first character in :attr:`Document.text`, in code points.
        end: offset behind its last character there.
        page: number of the page on which it starts, from 1; None where the source has no pages.
        boxes: (page, (left, top, right, bottom)) of each piece of it: one a column or page that it
            touches, in points from the upper left corner of the page; empty without layout.
        key: the source's own name for the reference, where it marks it; else "".
    """

    document: str
    start: int
    end: int
    page: int | None = None
    boxes: tuple[tuple[int, Box], ...] = ()
    key: str = ""

    def to_json(self) -> dict[str, Any]:
        """The provenance as it stands in JSON Lines output; what is not known is left out."""
        out: dict[str, Any] = {"document": self.document, "start": self.start, "end": self.end}
        if self.page is not None:
            out["page"] = self.page
        if self.boxes:
            out["boxes"] = [
                {"page": page, "box": [round(edge, 1) for edge in box]} for page, box in self.boxes
            ]
        if self.key:
            out["key"] = self.key
        return out


@dataclass(frozen=True, slots=True)
class LocatedReference:
    """A raw reference and where it was found.

    Attributes:
        text: the reference on one line, hyphenation undone; its number, if any, included.
        provenance: where it stands.
        number: the number or key at its start, without brackets ("12", "ABC99"); None without one.
        spans: what the source itself says of its fields (see :class:`Marked`); mostly empty.
    """

    text: str
    provenance: Provenance
    number: str | None = None
    spans: tuple[tuple[int, int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ExtractedReference:
    """A reference found in a document, parsed.

    Attributes:
        citation: the parsed reference.
        provenance: where it stands.
        number: the number or key at its start, without brackets; None without one.
    """

    citation: Citation
    provenance: Provenance
    number: str | None = None


@dataclass(slots=True)
class LineMaker:
    """Puts lines together so that their offsets agree with :attr:`Document.text`."""

    lines: list[Line] = field(default_factory=list)
    offset: int = 0

    def add(
        self, text: str, *, page: int = 0, indent: float = 0.0, gap: float | None = None,
        size: float | None = None, bold: bool | None = None, box: Box | None = None,
    ) -> None:  # fmt: skip
        """Append a line; ``text`` holds no line break."""
        self.lines.append(Line(text, self.offset, page, indent, gap, size, bold, box))
        self.offset += len(text) + 1

    def paragraph(
        self, text: str, *, size: float | None = None, bold: bool | None = None, indent: float = 0.0
    ) -> None:
        """Append a paragraph, its line breaks kept, with a blank line above it.

        Blank lines at its ends are left out; a paragraph of nothing but blanks adds nothing.
        """
        lines = [" ".join(line.split()) for line in text.split("\n")]
        while lines and not lines[-1]:
            lines.pop()
        first = True
        for line in lines:
            if first and not line:
                continue
            if first and self.lines:
                self.add("")
            self.add(line, size=size, bold=bold, indent=indent, gap=1.0 if first else 0.0)
            first = False


def boxes_between(lines: Sequence[Line], start: int, end: int) -> Iterable[tuple[int, Box]]:
    """The boxes of the lines between two offsets, lines of one column joined; pages from 1."""
    first = max(0, bisect_right(lines, start, key=lambda line: line.offset) - 1)
    pieces: list[tuple[int, Box]] = []
    for line in lines[first:]:
        if line.offset >= end:
            break
        if line.box is None or not line.text.strip():
            continue
        page, box = line.page + 1, line.box
        if pieces and pieces[-1][0] == page and _stacked(pieces[-1][1], box):
            last = pieces[-1][1]
            box = (min(last[0], box[0]), last[1], max(last[2], box[2]), max(last[3], box[3]))
            pieces[-1] = (page, box)
        else:
            pieces.append((page, box))
    return pieces


def _stacked(upper: Box, lower: Box) -> bool:
    """Whether ``lower`` goes on below ``upper`` in the same column."""
    height = lower[3] - lower[1]
    return (
        lower[1] > upper[1] - height / 2
        and lower[1] - upper[3] < 3 * height
        and lower[0] < upper[2]
        and upper[0] < lower[2]
    )
