"""Prose of invented documents, in the wordings of ``prose.txt``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from random import Random
from typing import Final

from refparse.finder.data import sections_of

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
