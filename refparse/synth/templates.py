"""References from templates: forms that no citation style at hand prints.

The forms stand in :mod:`refparse.synth.forms`, in the language of :mod:`refparse.synth.pattern`.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from random import Random
from typing import Final

from refparse.synth import stock
from refparse.synth.fields import FIELDS, Context, print_field, term
from refparse.synth.forms import FORMS, Form
from refparse.synth.items import invent_item
from refparse.synth.kinds import Item
from refparse.synth.nameforms import NAME_STYLES
from refparse.synth.pattern import Node, parse, prints_date
from refparse.synth.people import transliterate
from refparse.synth.pool import Pool
from refparse.synth.shape import Piece, Spans, assemble
from refparse.synth.terms import TERMS

LANGUAGES: Final[dict[str, float]] = {
    "en": 35, "de": 14, "fr": 9, "it": 8, "ru": 9, "ru-Latn": 4, "es": 5, "pt": 4.5, "uk": 2,
    "pl": 2.5, "cs": 2, "nl": 1.5, "tr": 1, "sv": 0.7, "zh": 2, "ja": 1.2, "ko": 1, "ro": 0.4,
    "hu": 0.4,
}  # fmt: skip
"""Languages of template-made references, in percent."""


@cache
def _parsed(pattern: str) -> tuple[Node, ...]:
    return parse(pattern)


@cache
def _fitting(language: str, kind: str) -> tuple[Form, ...]:
    return tuple(f for f in FORMS if language in f.languages and kind in f.kinds)


def reference(pool: Pool, kind: str, rng: Random) -> tuple[str, Spans, Item, str] | None:
    """One reference in a form of its language.

    Args:
        pool: strings to draw from.
        kind: item type.
        rng: where the randomness comes from.

    Returns:
        Text, spans, the item and the name of the form; None where no form fits the type.
    """
    language = rng.choices(list(LANGUAGES), list(LANGUAGES.values()))[0]
    forms = _fitting(language, kind)
    if not forms:
        return None
    form = rng.choices(forms, [f.weight for f in forms])[0]
    return in_form(form, language, pool, kind, rng)


_ATTEMPTS: Final = 12


def in_form(
    form: Form, language: str, pool: Pool, kind: str, rng: Random
) -> tuple[str, Spans, Item, str] | None:
    """One reference in a given form; None where no item drawn has what the form must print."""
    for _ in range(_ATTEMPTS):
        cited = language
        if language not in ("zh", "ja", "ko", "ru-Latn") and rng.random() < 0.15:
            cited = "en"  # a foreign item in the manner of the house
        if language == "ru-Latn":
            item = transliterated(pool, kind, rng)
        else:
            item = invent_item(pool, cited, kind, rng)
        context = Context(
            item,
            form,
            "en" if cited == "en" and language in ("ru", "uk") else language,
            rng,
            rng.choice(("-", "-", "–", "–", "–", "—")),
            NAME_STYLES[rng.choice(form.names)],
            NAME_STYLES[rng.choice(form.editors)],
        )
        pieces = _render(_parsed(form.pattern), context)
        if pieces is None:
            continue
        text, spans = assemble(_tidy(pieces))
        if len(spans) > 1:
            return text, spans, item, form.name
    return None


def transliterated(pool: Pool, kind: str, rng: Random) -> Item:
    """A Russian item as journals print it for readers abroad.

    Names are in Latin letters; title and journal are English, transliterated, or transliterated
    with an English translation in brackets.
    """
    item = invent_item(pool, "ru", kind, rng)
    scheme = rng.choice(("bgn", "bgn", "bgn", "loc", "iso"))
    for role in ("author", "editor", "translator"):
        if role in item:
            item[role] = [
                {key: transliterate(value, scheme) for key, value in name.items()}
                for name in item[role]
            ]
    manner = rng.choice(("english", "bracketed", "bracketed", "bare"))
    for key in ("title", "container-title", "publisher", "publisher-place", "collection-title"):
        if key not in item:
            continue
        latin = transliterate(item[key], scheme)
        english = stock.title(pool, "en", "articles", rng)
        if key == "title":
            both = f"{latin} [{english}]" if manner == "bracketed" else latin
            item[key] = english if manner == "english" else both
        elif key == "container-title":
            foreign = stock.journal(pool, "en", rng)[0] or english
            other = foreign if "article" in kind else english
            item[key] = rng.choice((f"{latin} [{other}]", f"{latin} [{other}]", latin, latin,
                                    f"{latin} = {other}"))  # fmt: skip
        else:
            item[key] = latin
    item.pop("container-title-short", None)
    if "genre" in item:
        item["genre"] = rng.choice(("Cand. Sci. Diss.", "PhD thesis", "Dr. Sci. thesis", "Diss."))
    if item.get("publisher-place") in ("M.", "Moskva"):
        item["publisher-place"] = rng.choice(("Moscow", "Moscow", "Moskva"))
    elif item.get("publisher-place", "").startswith(("SPb", "Sankt")):
        item["publisher-place"] = "St. Petersburg"
    item["_lang"] = "ru-Latn"
    if rng.random() < 0.75:
        item["language"] = rng.choice(
            ("In Russian", "In Russian", "in Russian", "in Russ.", "In Russ.")
        )
    return item


def _render(nodes: Sequence[Node], context: Context) -> list[Piece] | None:
    """Pieces of a form; None where a field is missing outside an optional part."""
    out: list[Piece] = []
    for node in nodes:
        if node.kind == "text":
            out.append(Piece(node.text, ""))
        elif node.kind == "term":
            out.append(Piece(term(node.text, context), ""))
        elif node.kind == "field":
            pieces = print_field(node.text, context)
            if not pieces:
                return None
            out += pieces
        elif node.kind == "optional":
            if not (context.dated and prints_date(node.parts[0])):
                out += _render(node.parts[0], context) or []
        else:
            pieces = _render(_choose(node, context), context)
            if pieces is None:
                return None
            out += pieces
    return out


def _choose(node: Node, context: Context) -> Sequence[Node]:
    """One of the wordings: the date is printed once, and an empty wording yields to it."""
    dated = [part for part in node.parts if prints_date(part)]
    parts: Sequence[Sequence[Node]] = node.parts
    if dated and context.dated:
        parts = [part for part in node.parts if not prints_date(part)] or [()]
    elif dated and () in node.parts and context.rng.random() < 0.95:
        parts = dated
    number = context.chosen.setdefault(node.text, context.rng.randrange(1000))
    return parts[number % len(parts)]


def _tidy(pieces: Sequence[Piece]) -> list[Piece]:
    """Merge doubled punctuation where two pieces meet: "J." + ". " is "J. "."""
    out: list[Piece] = []
    for text, label in pieces:
        before = "".join(piece.text for piece in out[-2:])[-3:]
        last = before[-1:]
        if (
            last
            and text
            and text[0] in ".,;:"
            and (last == text[0] == "." or (last in "?!" and text[0] in ".,") or last in ",;:([")
        ):
            text = text[1:]
        elif last == " " and before.rstrip()[-1:] in (*".,;:",) and not label:
            text = text.lstrip(" .,;:")
        if not out and not label:
            text = text.lstrip(" ,.;:")
        if text:
            out.append(Piece(text, label))
    return out


def check_forms() -> list[str]:
    """Forms that cannot be read or name what does not exist; an empty list where all is well."""
    found: list[str] = []

    def walk(nodes: Sequence[Node], form: Form) -> None:
        for node in nodes:
            if node.kind == "term" and node.text not in TERMS["en"]:
                found.append(f"{form.name}: unknown term {node.text}")
            if node.kind == "field" and node.text not in FIELDS:
                found.append(f"{form.name}: unknown field {node.text}")
            for part in node.parts:
                walk(part, form)

    for form in FORMS:
        walk(parse(form.pattern), form)
        found += [
            f"{form.name}: unknown name style {name}"
            for name in (*form.names, *form.editors)
            if name not in NAME_STYLES
        ]
    return found
