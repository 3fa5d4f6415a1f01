"""Ways of printing lists of names, from "Smith JA, Jones B" to "A. Rossi - B. Verdi"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import Final

from refparse.synth.people import Name
from refparse.synth.terms import TERMS


@dataclass(frozen=True)
class NameStyle:
    """How a list of names is printed.

    Attributes:
        order: ``inverted`` (family first), ``first`` (only the first inverted) or ``natural``.
        joint: between family and given name where inverted.
        given: ``full``, initials (``I. I.``, ``I.I.``, ``I I``, ``II``, ``I.`` for one, ``I``)
            or ``none``.
        between, last: between two names, and before the last ("&&" for "and" in the language).
        most, keep: longer lists than ``most`` are cut to ``keep`` names and "et al.".
        upper: family names in capitals.
        brackets: given names or initials in round brackets.
    """

    order: str = "inverted"
    joint: str = ", "
    given: str = "I. I."
    between: str = ", "
    last: str = ", "
    most: int = 9
    keep: int = 3
    upper: bool = False
    brackets: bool = False


NAME_STYLES: Final[dict[str, NameStyle]] = {
    "van": NameStyle(joint=" ", given="II", most=6, keep=6),
    "van3": NameStyle(joint=" ", given="II", most=6, keep=3),
    "vanand": NameStyle(joint=" ", given="II", last=" && "),
    "vandot": NameStyle(joint=" ", given="I.I.", most=7, keep=3),
    "vandot1": NameStyle(joint=" ", given="I.I.", most=3, keep=1),
    "vanspace": NameStyle(joint=" ", given="I. I."),
    "vancomma": NameStyle(joint=", ", given="I.I.", between=", ", last=", "),
    "apa": NameStyle(last=", & ", most=20),
    "apaand": NameStyle(last=" && "),
    "apatight": NameStyle(given="I.I.", last=" & "),
    "harv": NameStyle(given="I.I.", last=" && ", most=5, keep=1),
    "semi": NameStyle(between="; ", last="; "),
    "semitight": NameStyle(given="I.I.", between="; ", last="; "),
    "semiand": NameStyle(between="; ", last="; && "),
    "semifull": NameStyle(given="full", between="; ", last="; "),
    "slash": NameStyle(given="full", between="/", last="/"),
    "slashspace": NameStyle(given="full", between=" / ", last=" / "),
    "slashinit": NameStyle(between="/", last="/"),
    "full": NameStyle(given="full", last=" && "),
    "fullamp": NameStyle(given="full", last=" & "),
    "fulldash": NameStyle(given="full", between=" – ", last=" – "),
    "chicago": NameStyle(order="first", given="full", last=", && ", most=7, keep=5),
    "mla": NameStyle(order="first", given="full", last=", && ", most=2, keep=1),
    "firstinit": NameStyle(order="first", last=" && "),
    "natural": NameStyle(order="natural", given="full", last=" && ", most=3, keep=1),
    "naturalcomma": NameStyle(order="natural", given="full", last=", "),
    "naturalslash": NameStyle(order="natural", given="full", between="/", last="/"),
    "naturaldash": NameStyle(order="natural", given="full", between=" – ", last=" – "),
    "init": NameStyle(order="natural", last=" && "),
    "initoxford": NameStyle(order="natural", last=", && "),
    "initcomma": NameStyle(order="natural"),
    "inittight": NameStyle(order="natural", given="I.I.", last=" && "),
    "inittightcomma": NameStyle(order="natural", given="I.I."),
    "initone": NameStyle(order="natural", given="I.", last=" && "),
    "initcaps": NameStyle(order="natural", upper=True),
    "initcapsdash": NameStyle(order="natural", between=" – ", last=" – ", upper=True),
    "initcapsand": NameStyle(order="natural", last=" && ", upper=True),
    "naturalcaps": NameStyle(order="natural", given="full", last=" && ", upper=True),
    "caps": NameStyle(joint=" ", given="full", upper=True),
    "capscomma": NameStyle(given="full", between="; ", last="; ", upper=True),
    "capsand": NameStyle(given="full", last=" && ", upper=True),
    "capsinit": NameStyle(joint=" ", given="I.", last=" && ", upper=True),
    "capsinitcomma": NameStyle(between="; ", last="; ", upper=True),
    "abnt": NameStyle(between="; ", last="; ", upper=True, most=3, keep=1),
    "bracketed": NameStyle(given="full", last=" && ", brackets=True),
    "capsbracketed": NameStyle(given="I.", last=" && ", upper=True, brackets=True),
    "nocomma": NameStyle(joint=" ", given="full"),
    "gost": NameStyle(joint=" ", most=4, keep=3),
    "gosttight": NameStyle(joint=" ", given="I.I.", most=5, keep=3),
    "gostcomma": NameStyle(joint=", ", most=4, keep=1),
    "gostfull": NameStyle(joint=" ", given="full"),
    "gostnat": NameStyle(order="natural", most=4, keep=3),
    "gostnattight": NameStyle(order="natural", given="I.I."),
    "family": NameStyle(given="none", last=" && ", most=3, keep=1),
    "familyslash": NameStyle(given="none", between="/", last="/", most=4, keep=1),
    "familycaps": NameStyle(given="none", last=" && ", upper=True, most=3, keep=1),
    "acs": NameStyle(between="; ", last="; ", most=12),
    "cjk": NameStyle(given="full", joint="", between=", ", last=", ", most=3, keep=1),
    "cjkdot": NameStyle(given="full", joint="", between="・", last="・"),
    "cjkwide": NameStyle(given="full", joint="", between="，", last="，", most=4, keep=3),
    "cjkpause": NameStyle(given="full", joint="", between="、", last="、"),
    "cjkmid": NameStyle(given="full", joint="", between="·", last="·"),
}


def _initials(given: str, form: str, pairs: bool) -> str:
    if form in ("full", "none") or not given:
        return given
    letters = []
    for part in given.replace(".", ". ").split():
        pieces = [p for p in part.split("-") if p.strip(".")]
        if part[0].islower() and len(part) < 4:
            continue
        heads = [_initial(p, pairs) for p in pieces]
        if form in ("II", "I I"):
            letters.append("".join(heads))
        else:
            letters.append("-".join(f"{h}." for h in heads))
    if form == "I":
        return letters[0].rstrip(".") if letters else ""
    return {"II": "", "I I": " ", "I.I.": "", "I. I.": " ", "I.": " "}[form].join(
        letters[:1] if form == "I." else letters
    )


def _initial(word: str, pairs: bool) -> str:
    """First letter; with ``pairs``, two where they stand for one Cyrillic letter ("Yu.")."""
    if pairs and word[:2] in ("Yu", "Ya", "Sh", "Ch", "Zh", "Kh", "Ts") and len(word) > 3:
        return word[:2]
    return word[0].upper()


def format_names(names: Sequence[Name], style: NameStyle, language: str, rng: Random) -> str:
    """Names of one role as a style prints them, with "et al." where the list is cut."""
    terms = TERMS.get(language, TERMS["en"])
    shown = list(names)
    cut = len(shown) > style.most
    if cut:
        shown = shown[: style.keep]
    printed = [
        _name(name, style, first=not i, pairs=language == "ru-Latn") for i, name in enumerate(shown)
    ]
    if cut:
        rest = rng.choice(terms.get("etal", TERMS["en"]["etal"]).split("|"))
        return style.between.join(printed) + (rest if style.keep else "")
    connectors = terms.get("and", TERMS["en"]["and"]).split("|")
    connector = connectors[0] if rng.random() < 0.7 else rng.choice(connectors)
    last = style.between if connector == "," else style.last.replace("&&", connector)
    if len(printed) < 2:
        return "".join(printed)
    return style.between.join(printed[:-1]) + last + printed[-1]


def _name(name: Name, style: NameStyle, first: bool, pairs: bool) -> str:
    if "literal" in name:
        return name["literal"]
    suffix = f" {name['suffix']}" if "suffix" in name else ""
    family, given = name["family"], _initials(name.get("given", ""), style.given, pairs)
    if style.upper:
        family = family.upper() if "ß" not in family else family
    if style.given == "none" or not given:
        return family
    if style.brackets:
        return f"{family} ({given})"
    inverted = style.order == "inverted" or (style.order == "first" and first)
    if re.match(r"[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]", family):
        return family + given
    if not inverted:
        return f"{given} {family}{suffix}"
    comma = "," if suffix and "," in style.joint else ""
    return f"{family}{style.joint or ' '}{given}{comma}{suffix}"
