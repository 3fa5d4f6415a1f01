"""Documents made up around references: the plan of their parts, before any typesetting.

A document is a sequence of :class:`Part`; the texts of parts carry the marks of
:mod:`refparse.finder.marked`. Prose comes from ``prose.txt``; references are given.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Final

from refparse.finder.data import sections_of
from refparse.synth.groups import Group

_PLACES: Final = (
    "Harlow Midfield Seaton Altdorf Neustadt Villeneuve Montclair Ribera Castelnovo Porto-Velho "
    "Oudekerk Nowa-Wola Lipová Северск Заречье Калинівка Yenişehir Storvik 江城 南川 북천"
).split()
_SURNAMES: Final = (
    "Harlow Penn Okafor Marsh Quill Osgood Lindqvist Baumann Kessler Vogt Moreau Lefèvre Ruiz "
    "Ferrer Bianchi Conti Pereira Nunes Visser Wójcik Dvořák Novák Yıldız Popescu Tanaka Kim Li"
).split()
_CYRILLIC: Final = (
    "Орлов Зимин Кравцова Лебедев Соколова Шевчук Бондаренко Гончар Мельник Рощин".split()
)
_CJK: Final = "王伟 李明 张强 陈静 田中 鈴木 김영수 박지훈".split()
_WIDE: Final = ("zh", "ja", "ko")
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


@lru_cache(maxsize=1)
def wordings() -> dict[str, dict[str, tuple[str, ...]]]:
    """The wordings of ``prose.txt``, by language and kind."""
    raw = resources.files(__package__).joinpath("prose.txt").read_text(encoding="utf-8")
    found: dict[str, dict[str, list[str]]] = {}
    kinds: dict[str, list[str]] = {}
    for line in raw.splitlines():
        if line.startswith("["):
            kinds = found.setdefault(line[1:-1], {})
        elif line and not line.startswith("#"):
            kinds.setdefault(line[0], []).append(line[2:])
    return {
        language: {kind: tuple(lines) for kind, lines in by_kind.items()}
        for language, by_kind in found.items()
    }


class Writer:
    """Writes prose in one language."""

    def __init__(self, language: str, titles: Sequence[str], rng: Random) -> None:
        self.rng = rng
        self.language = language if language in wordings() else "en"
        self.words = wordings()[self.language]
        self.titles = titles
        names = _CYRILLIC if self.language in ("ru", "uk") else _SURNAMES
        self.names = _CJK if self.language in _WIDE else names

    def line(self, kind: str) -> str:
        """A wording of a kind, its blanks filled; English where the language has none."""
        rng = self.rng
        wording = rng.choice(self.words.get(kind) or wordings()["en"][kind])
        return re.sub(r"\{(\w)\}", lambda match: self._fill(match.group(1)), wording)

    def _fill(self, slot: str) -> str:
        rng = self.rng
        if slot in "ab":
            return rng.choice(self.names)
        if slot == "y":
            return str(rng.randint(1931, 2024))
        if slot == "p":
            return rng.choice(_PLACES)
        if slot == "t":
            return rng.choice(self.titles)
        return str(rng.randint(2, 9) if slot == "n" else rng.randint(10, 180))

    def paragraph(self, least: int = 2, most: int = 6) -> str:
        """A few sentences."""
        joint = "" if self.language in ("zh", "ja") else " "
        return joint.join(self.line("s") for _ in range(self.rng.randint(least, most)))

    def heading(self, kind: str, number: str = "") -> str:
        """A heading, numbered or not, sometimes in capitals or with a colon."""
        text = self.line(kind)
        if kind == "r" and self.rng.random() < 0.25:
            text = self.rng.choice(sections_of("headings.txt")["references"]).capitalize()
        if self.rng.random() < 0.12:
            text = text.upper()
        if self.rng.random() < 0.08 and kind in "rn":
            text += ":"
        return f"{number} {text}".strip()


_NUMBERINGS: Final = {
    "1.": 26, "[1]": 18, "(1)": 4, "1)": 4, "1": 5, "key": 2, "bullet": 4, "": 60,
}  # fmt: skip


def list_parts(group: Group, count: int, writer: Writer, first: int = 1) -> list[Part]:
    """A list of references: numbering, hanging indents and blank lines differ from list to list."""
    rng = writer.rng
    texts = list(group.texts)
    rng.shuffle(texts)
    texts = texts[:count]
    kinds = list(_NUMBERINGS)
    numbering = rng.choices(kinds, [_NUMBERINGS[kind] for kind in kinds])[0]
    if not numbering and rng.random() < 0.85:
        texts.sort(key=lambda text: text.casefold())
    hang = rng.random() < (0.6 if not numbering else 0.4)
    gap = rng.random() < 0.35
    if rng.random() < 0.06 and len(texts) > 2:
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
            parts.append(
                Part(
                    "caption",
                    "[" + rng.choice(("Google Scholar", "Crossref", "PubMed")) + "]",
                    gap=False,
                )
            )
    return parts


def _mark(numbering: str, k: int, text: str) -> str:
    if numbering == "key":
        year = re.search(r"(?:19|20)(\d\d)", text)
        letters = re.sub(r"[\W\d_]", "", text)[:3].capitalize() or "Abc"
        return f"[{letters}{year.group(1) if year else '00'}]"
    if numbering == "bullet":
        return "•"
    return numbering.replace("1", str(k)) if numbering else ""


def note(number: int, group: Group, writer: Writer) -> str:
    """A footnote: full references with lead-ins, several in one, remarks, short citations."""
    rng = writer.rng
    fall = rng.random()
    text = rng.choice(group.texts)
    lead = writer.line("q") + " " if rng.random() < 0.35 else ""
    if fall < 0.48:
        body = f"{lead}⟦{text}⟧"
    elif fall < 0.62:
        others = [rng.choice(group.texts) for _ in range(rng.choice((1, 1, 2)))]
        joint = rng.choice(
            ("; ", "; ", "; " + writer.line("q").lower() + " ", " – ", f". {writer.line('q')} ")
        )
        body = lead + joint.join(f"⟦{_open_ended(each)}⟧" for each in (text, *others)) + "."
    elif fall < 0.70:
        body = f"{writer.line('k')} {writer.line('q')} ⟦{text}⟧"
    elif fall < 0.76:
        body = f"{lead}⟦{text}⟧ {writer.line('k')}"
    elif fall < 0.88:
        short = writer.line("i") if writer.words.get("i") else writer.line("k")
        body = lead + (f"⟦{short.rstrip('.')}⟧." if re.search(r"\d{4}", short) else short)
    else:
        body = writer.line("k")
    return f"{number} {body}"


def _open_ended(text: str) -> str:
    return text.rstrip(" .")


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
    group = rng.choice(groups)
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
            parts += headed_list(group, writer, rng.randint(2, 12), 0.97)
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
    count = 0
    for section in range(1, rng.randint(2, 5) + 1):
        mark = f"{number}{section}" if rng.random() < 0.4 else ""
        parts.append(Part("heading", writer.heading("h", mark)))
        for _ in range(rng.randint(1, 5)):
            text = writer.paragraph()
            called: list[str] = []
            while notes and rng.random() < 0.72 and len(called) < 4:
                count += 1
                called.append(note(count, group, writer))
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
