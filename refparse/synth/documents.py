"""Documents made up around references: the plan of their parts, before any typesetting.

A document is a sequence of :class:`Part`; the texts of parts carry the marks of
:mod:`refparse.finder.marked`. Prose comes from ``prose.txt``; references are given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from refparse.synth.groups import Group
from refparse.synth.notes import NoteWriter
from refparse.synth.writer import Writer

KINDS: Final[dict[str, int]] = {
    "paper": 34, "chapters": 10, "plain": 6, "notes": 18, "web": 10, "mixed": 8, "none": 8,
    "list": 6,
}  # fmt: skip
"""Kinds of documents, with weights."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a document.

    Attributes:
        kind: "title", "heading", "list heading", "text", "caption", "row", "reference", "note",
            "box", "meta" or "blank".
        text: its marked text, on one line.
        notes: the footnotes that it calls, marked, each with its number in front.
        hang: a reference's lines but the first are indented.
        gap: blank space above it.
    """

    kind: str
    text: str
    notes: tuple[str, ...] = ()
    hang: bool = False
    gap: bool = True


_NUMBERINGS: Final = {
    "1.": 26, "[1]": 18, "(1)": 4, "1)": 4, "1": 5, "key": 2, "bullet": 4, "": 60,
}  # fmt: skip
_UNNUMBERED: Final = {"": 88, "1.": 4, "[1]": 3, "bullet": 3, "key": 2}
"""What authors set before references in a style that has no numbers of its own."""


def list_parts(group: Group, count: int, writer: Writer, first: int = 1) -> list[Part]:
    """A list of references: numbering, hanging indents and blank lines differ from list to list."""
    rng = writer.rng
    texts = _chosen(group, count, writer)
    numbering = group.numbering
    if not numbering or rng.random() < 0.25:
        kinds = _NUMBERINGS if numbering is None else _UNNUMBERED
        numbering = rng.choices(list(kinds), list(kinds.values()))[0]
    if not numbering and not group.ordered and rng.random() < 0.85:
        texts.sort(key=lambda text: text.casefold())
    # Without numbers, indents or space no reader could tell where a reference starts: rare.
    hang = rng.random() < (0.45 if numbering else 0.65)
    gap = rng.random() < (0.3 if numbering or hang else 0.65)
    if rng.random() < (0.06 if numbering else 0.01) and len(texts) > 2:
        marked = " ".join(
            f"⟦{_mark(numbering, k, text)} {text}⟧".replace("⟦ ", "⟦")
            for k, text in enumerate(texts, first)
        )
        return [Part("reference", marked.replace("⟦• ", "• ⟦"), gap=True)]
    parts = []
    for k, text in enumerate(texts, first):
        mark = _mark(numbering, k, text)
        if numbering == "bullet":
            marked = f"{mark} ⟦{text}⟧"
        else:
            marked = f"⟦{mark} {text}⟧" if mark else f"⟦{text}⟧"
        parts.append(Part("reference", marked, hang=hang, gap=gap))
        if rng.random() < 0.03 and count > 6:
            link = rng.choice(("Google Scholar", "Crossref", "PubMed"))
            parts.append(Part("caption", f"[{link}]", gap=False))
    return parts


def _chosen(group: Group, count: int, writer: Writer) -> list[str]:
    """Some of a group's references, in the order of their style where they have one."""
    rng = writer.rng
    texts = list(group.texts)
    count = min(count, len(texts))
    if not group.ordered:
        return rng.sample(texts, count)
    if any(text[:1] in "—–_-" for text in texts):  # a dash stands for the author above
        at = rng.randint(0, len(texts) - count)
        return texts[at : at + count]
    return [texts[k] for k in sorted(rng.sample(range(len(texts)), count))]


def _mark(numbering: str, k: int, text: str) -> str:
    if numbering == "key":
        year = re.search(r"(?:19|20)(\d\d)", text)
        letters = re.sub(r"[\W\d_]", "", text)[:3].capitalize() or "Abc"
        return f"[{letters}{year.group(1) if year else '00'}]"
    if numbering == "bullet":
        return "•"
    return numbering.replace("1", str(k)) if numbering else ""


def invent_document(
    groups: Sequence[Group], rng: Random, kind: str = ""
) -> tuple[str, str, list[Part]]:
    """The parts of a document.

    Args:
        groups: references to cite, by list.
        rng: source of every choice.
        kind: one of :data:`KINDS`; "" draws one.

    Returns:
        The kind, the language and the parts.
    """
    kind = kind or rng.choices(list(KINDS), list(KINDS.values()))[0]
    group = _group(groups, kind, rng)
    writer = Writer(group.language, [_title_like(rng.choice(group.texts)) for _ in range(9)], rng)
    parts: list[Part] = []
    if kind == "list":
        if rng.random() < 0.5:
            parts.append(Part("title", writer.rng.choice(writer.titles)))
        if rng.random() < 0.6:
            parts.append(Part("list heading", f"⟪{writer.heading('r')}⟫"))
        return kind, writer.language, parts + list_parts(group, rng.randint(3, 40), writer)
    parts.append(Part("title", rng.choice(writer.titles)))
    parts.append(Part("meta", ", ".join(rng.sample(writer.names, 2))))
    if kind == "web":
        parts += [Part("meta", word) for word in ("Home", "Archive", "Advanced search", "Preview")]
    for _ in range(rng.randint(0, 3)):
        parts.append(Part("box", writer.line("x") if rng.random() < 0.6 else writer.line("b")))
    if rng.random() < 0.15:
        parts += contents(writer)
    if kind == "chapters":
        for chapter in range(1, rng.randint(2, 4) + 1):
            parts += body(writer, group, f"{chapter}.", False)
            parts += headed_list(group, writer, rng.randint(2, 12), 1.0)
            group = rng.choice([each for each in groups if each.language == group.language])
        return kind, writer.language, parts + endings(writer)
    notes = kind in ("notes", "mixed") and writer.words.get("q") is not None
    parts += body(writer, group, "", notes)
    if kind == "none":
        return kind, writer.language, parts + endings(writer) + filler(writer)
    if kind == "notes" and notes:
        return kind, writer.language, parts + (endings(writer) if rng.random() < 0.4 else [])
    if kind == "plain" and rng.random() < 0.4:
        parts += list_parts(group, rng.randint(5, 30), writer)
    else:
        parts += headed_list(group, writer, rng.randint(2, 45), 0.94)
    return kind, writer.language, parts + endings(writer)


def _group(groups: Sequence[Group], kind: str, rng: Random) -> Group:
    if kind in ("notes", "mixed") and rng.random() < 0.6:
        noted = [group for group in groups if group.notes]
        groups = noted or groups
    return rng.choice(groups)


def _title_like(text: str) -> str:
    """Some words of a reference, to look like a title."""
    pieces = [p for p in re.split(r"[.,:;«»“”\"()\[\]/]", text) if 12 < len(p.strip()) < 90]
    return max(pieces, key=len).strip() if pieces else "On the matter of towns"


def headed_list(group: Group, writer: Writer, count: int, headed: float) -> list[Part]:
    """A list under its heading, sometimes in two parts with headings of their own."""
    rng = writer.rng
    parts = []
    if rng.random() < headed:
        number = f"{rng.randint(3, 9)}." if rng.random() < 0.15 else ""
        parts.append(Part("list heading", f"⟪{writer.heading('r', number)}⟫"))
    if rng.random() < 0.03:
        parts.append(Part("text", writer.line("s")))
    return parts + list_parts(group, count, writer)


def body(writer: Writer, group: Group, number: str, notes: bool) -> list[Part]:
    """Sections of prose with headings, captions, tables and, if wanted, footnotes."""
    rng = writer.rng
    parts: list[Part] = []
    written = NoteWriter(group, writer)
    for section in range(1, rng.randint(2, 5) + 1):
        mark = f"{number}{section}" if rng.random() < 0.4 else ""
        parts.append(Part("heading", writer.heading("h", mark)))
        for _ in range(rng.randint(1, 5)):
            text = writer.paragraph()
            called: list[str] = []
            while notes and rng.random() < 0.72 and len(called) < 4:
                called.append(written.next())
            at = rng.choice(("", " "))
            text += "".join(f"{at}{each.split(' ', 1)[0]}" for each in called[:1])
            parts.append(Part("text", text, notes=tuple(called)))
        if rng.random() < 0.3:
            parts += filler(writer)
    return parts


def contents(writer: Writer) -> list[Part]:
    """A table of contents, which names the list of references too."""
    rng = writer.rng
    page = 1
    rows = []
    for k in range(rng.randint(4, 9)):
        page += rng.randint(1, 20)
        text = writer.line("h") if k % 2 else rng.choice(writer.titles)[:60]
        rows.append(Part("row", f"{k + 1} {text} {'.' * rng.randint(5, 30)} {page}", gap=False))
    rows.append(Part("row", f"{writer.line('r')} {'.' * 20} {page + 12}", gap=False))
    return rows


def filler(writer: Writer) -> list[Part]:
    """What is no reference but full of numbers: tables, numbered items, an index."""
    rng = writer.rng
    fall = rng.random()
    if fall < 0.45:
        rows = [Part("caption", writer.line("c"))]
        for k in range(rng.randint(3, 9)):
            cells = "   ".join(f"{rng.uniform(0, 99):.{k % 3}f}" for _ in range(rng.randint(2, 5)))
            first = str(1990 + k) if fall < 0.2 else rng.choice(writer.names)
            rows.append(Part("row", f"{first}   {cells}", gap=False))
        return rows
    if fall < 0.75:
        return [
            Part("row", f"{k}. {writer.line('s')}", gap=rng.random() < 0.5)
            for k in range(1, rng.randint(3, 7))
        ]
    if fall < 0.85:
        return [
            Part(
                "row",
                f"{rng.choice(writer.names)}, {rng.randint(1, 90)}, {rng.randint(91, 300)}",
                gap=False,
            )
            for _ in range(rng.randint(4, 12))
        ]
    return [Part("caption", writer.line("c")), Part("text", writer.paragraph(1, 2))]


def endings(writer: Writer) -> list[Part]:
    """What stands behind a list: appendices, biographies, boxes, licences, or nothing."""
    rng = writer.rng
    parts: list[Part] = []
    if rng.random() < 0.35:
        return parts
    if rng.random() < 0.6:
        parts.append(Part("heading", _closing_heading(writer)))
        parts += [Part("text", writer.paragraph(1, 4)) for _ in range(rng.randint(1, 3))]
        if rng.random() < 0.5:
            parts += filler(writer)
    if rng.random() < 0.4:
        parts += [Part("box", writer.line("b")) for _ in range(rng.randint(1, 2))]
    if rng.random() < 0.4:
        parts.append(Part("box", writer.line("x")))
    return parts


def _closing_heading(writer: Writer) -> str:
    """What stands over the part behind a list: often a usual heading, but it may be anything."""
    rng = writer.rng
    fall = rng.random()
    if fall < 0.5:
        return writer.heading("e")
    title = " ".join(rng.choice(writer.titles).split()[: rng.randint(1, 6)])
    if fall < 0.65:
        return writer.heading("h", f"{rng.randint(2, 9)}")
    return f"{writer.line('e')}: {title}" if fall < 0.8 else title
