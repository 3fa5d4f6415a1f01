"""Reference lists and footnotes of whole documents: invented works in one citation style each.

A real document cites in one style: its list is sorted, numbered and worded by one set of rules, and
its notes give a work in full once and briefly from then on. pandoc renders the works of one
document together, so that the order of the list, "———" for an author named before, "Ibid." and
short forms are the style's own.
"""

from __future__ import annotations

import logging
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from random import Random
from typing import Any, Final

from refparse._errors import InputError
from refparse.finder.marked import MARKS
from refparse.synth import csl, encode
from refparse.synth.generate import CITED, LOCALES
from refparse.synth.groups import Group, Note
from refparse.synth.items import TYPES, invent_item
from refparse.synth.pool import Pool, build_pool

_LOG: Final = logging.getLogger(__name__)

HELD_OUT_STYLES: Final = 8
"""One in so many citation styles is kept for measuring and never trained on."""

_NOTES: Final = 0.3  # the share of lists that note styles write
_OWN: Final = 0.78  # the share of works in the document's own language
_AGAIN: Final = 0.2  # how often a work is by an author who has another one in the list
_SHORTEST: Final = 30
_FEWEST: Final = 3
_DAMAGE: Final = re.compile(r"\?\?\?|[{}|\\]")
_NUMBER: Final = re.compile(r"\s*([\[(]?)(\d{1,3})([\]).]{0,2})\s*(?=\S)")
_SPACED: Final = re.compile(r"\s+")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")

# What documents of a field cite more and less of than the average.
_FIELDS: Final[tuple[dict[str, float], ...]] = (
    {},
    {"article-journal": 3.0, "paper-conference": 2.0, "book": 0.4, "chapter": 0.5},
    {"article-journal": 0.4, "book": 2.5, "chapter": 2.0, "manuscript": 3.0},
    {"webpage": 3.0, "report": 4.0, "article-newspaper": 4.0, "legislation": 4.0},
)


def is_held_out_style(name: str) -> bool:
    """Whether a citation style is kept for measuring, told by its name alone."""
    return zlib.crc32(name.encode()) % HELD_OUT_STYLES == 0


def rendered_lists(
    records: Iterable[Mapping[str, Any]],
    references: Iterable[Mapping[str, Any]],
    count: int,
    seed: int,
    held_out: bool = False,
) -> Iterator[Group]:
    """Lists of references (and footnotes) of invented works, each in one citation style.

    Args:
        records: CSL-JSON items whose titles, people, journals and publishers are recombined.
        references: labelled references to draw more strings from.
        count: how many lists to make.
        seed: of every choice; the same arguments give the same lists.
        held_out: use the styles that are kept for measuring, rather than all others.

    Raises:
        InputError: nothing to draw from, or a package that synthesis needs is missing.
    """
    if not count:
        return
    pool = build_pool(records, references)
    if not pool.articles or not pool.books:
        raise InputError("no usable titles of articles and books in the records: give more records")
    lists: list[str] = []
    notes: list[str] = []
    for name, path in encode.style_paths().items():
        if is_held_out_style(name) == held_out:
            facts = encode.style_facts(path.read_text(encoding="utf-8"))
            (notes if facts.notes else lists).append(name)
    made = number = 0
    while made < count and number < 3 * count:
        rng = Random(f"{seed}:list:{number}")
        number += 1
        style = rng.choice(notes if rng.random() < _NOTES else lists)
        group = _rendered(pool, style, rng)
        if group is not None:
            made += 1
            yield group


def _rendered(pool: Pool, name: str, rng: Random) -> Group | None:
    """A list in one style; None where the style prints too few sound references."""
    style = encode.style_paths()[name].read_text(encoding="utf-8")
    facts = encode.style_facts(style)
    locale = facts.locale
    if locale.startswith("en") and rng.random() < 0.5:
        locale = rng.choices(list(LOCALES), list(LOCALES.values()))[0]
    items = _works(pool, {"nb": "no", "nn": "no"}.get(locale[:2], locale[:2]), rng)
    calls = _calls(items, rng) if facts.notes else []
    try:
        texts = csl.printed(style, items, locale) if facts.bibliography else []
        noted = csl.printed(style, items, locale, calls) if calls else []
    except InputError as error:
        _LOG.warning("style %s in %s left out: %s", name, locale, error)
        return None
    by_id = {item["id"]: item for item in items}
    stripped, numbering = _without_numbers([text for _, text in texts])
    sound = [
        text
        for (item_id, _), text in zip(texts, stripped, strict=True)
        if _is_sound(text, by_id[item_id])
    ]
    notes = _notes(noted, by_id)
    if sum(note.counts for note in notes) < _FEWEST:
        notes = ()
    if len(sound) < _FEWEST:
        if not notes:
            return None
        sound = [note.text for note in notes if note.full]  # a style of footnotes only
    if len(sound) < _FEWEST:
        return None
    language = locale[:2]
    return Group(language, f"{name}/{locale}", tuple(sound), True, numbering, notes)


def _works(pool: Pool, own: str, rng: Random) -> list[csl.Item]:
    tilt = rng.choice(_FIELDS)
    weights = [share * tilt.get(kind, 1.0) for kind, share in TYPES.items()]
    items: list[csl.Item] = []
    for position in range(rng.randint(10, 45)):
        language = own
        if rng.random() >= _OWN:
            language = rng.choices(list(CITED), list(CITED.values()))[0]
        kind = rng.choices(list(TYPES), weights)[0]
        item = {"id": f"i{position}", **invent_item(pool, language, kind, rng)}
        earlier = rng.choice(items) if items and rng.random() < _AGAIN else None
        if earlier is not None and "author" in item and "author" in earlier:
            item["author"] = earlier["author"]
        items.append(item)
    return items


def _calls(items: Sequence[csl.Item], rng: Random) -> list[tuple[str, str]]:
    """What the notes of a document cite one after the other: new works, and works cited before."""
    calls: list[tuple[str, str]] = []
    left = [str(item["id"]) for item in items]
    seen: list[str] = []
    while left:
        if seen and rng.random() < 0.35:
            cited = seen[-1] if rng.random() < 0.3 else rng.choice(seen)
        else:
            cited = left.pop(0)
            seen.append(cited)
        first = rng.randrange(2, 400)
        place = str(first) if rng.random() < 0.8 else f"{first}-{first + rng.randrange(1, 6)}"
        calls.append((cited, place if rng.random() < 0.5 else ""))
    return calls


def _without_numbers(texts: Sequence[str]) -> tuple[list[str], str | None]:
    """Entries without the numbers that a style sets before them, and the form of these numbers.

    The form is "" for a style without numbers, or such as "[1]".
    """
    found = [_NUMBER.match(text) for text in texts]
    numbers = [int(match.group(2)) for match in found if match]
    if not texts or numbers != list(range(1, len(texts) + 1)):
        return [_on_one_line(text) for text in texts], ""
    forms = {f"{match.group(1)}1{match.group(3)}" for match in found if match}
    bare = [
        _on_one_line(text[match.end() :]) for text, match in zip(texts, found, strict=True) if match
    ]
    return bare, min(forms)


def _notes(noted: Sequence[tuple[str, str]], by_id: Mapping[str, csl.Item]) -> tuple[Note, ...]:
    """Notes in order; those that give no year only refer back."""
    seen: set[str] = set()
    out = []
    for item_id, raw in noted:
        text = _on_one_line(raw)
        full = item_id not in seen
        seen.add(item_id)
        if full and not _is_sound(text, by_id[item_id]):
            continue
        if not text or any(char in MARKS for char in text):
            continue
        # A year in a title, however it is written, does not make a short form a reference.
        years = Counter(_YEAR.findall(text)) - Counter(
            _YEAR.findall(str(by_id[item_id].get("title", "")))
        )
        out.append(Note(text, full, bool(years)))
    return tuple(out)


def _on_one_line(text: str) -> str:
    return _SPACED.sub(" ", text).strip()


def _is_sound(text: str, item: csl.Item) -> bool:
    """Whether a style printed a reference: its work is named, and nothing is broken."""
    if len(text) < _SHORTEST or _DAMAGE.search(text) or any(char in MARKS for char in text):
        return False
    lowered = text.casefold()
    return any(
        str(item.get(key, "")).casefold()[:12] in lowered
        for key in ("title", "container-title", "container-title-short")
        if item.get(key)
    )
