"""New references in the shape of labelled ones: other names, titles and numbers, same house.

A labelled reference of a training corpus shows how its house prints references: order,
punctuation, label words, the form of names. Here every field gets new content of the same form,
word by word for names and digit by digit for numbers, and all between the fields stays. Only
references whose labels pass the checks in :func:`usable` serve, so that errors of a corpus are
not multiplied.
"""
# lists of words read better unbroken

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any, Final

from refparse.synth import banks, invent, stock
from refparse.synth.people import person
from refparse.synth.pool import Pool, clean, guess_language
from refparse.synth.shape import Piece, Spans, assemble

_KEPT: Final = frozenset({"genre", "medium", "edition", "accessed", "language"})
_KNOWN: Final = _KEPT | {
    "author", "editor", "translator", "title", "journal", "booktitle", "series", "volume", "issue",
    "pages", "date", "publisher", "location", "institution", "doi", "arxiv", "pmid", "isbn", "issn",
    "url", "number",
}  # fmt: skip
_BETWEEN: Final = frozenset(
    (
        "in vol v volume no n nr number pp p pages page ed eds edn edition hrsg hg hrsgg hgg "
        "bd band jg s heft h t tome n° nº no° fasc dir dirs éd éds sous la de dans a cura di "
        "edited by and editor editors doi http https dx org www available at from url "
        "accessed retrieved art article arxiv pmid pmcid isbn issn on im aufl auflage et "
        "seiten à org orgs coord in dans disponível em acesso disponible consultado núm núms "
        "pág págs trans translated übers iss issue ss anno cap proc of the part pt sect ch "
        "chap chapter voll tom"
    ).split()
)
_CONNECTING: Final = frozenset(
    (
        "and und et al y e i en og och mit with others alii da do dos das del della di du de "
        "des der den van von zu zur ten ter la le el al bin ibn jr sr ii iii in für for of "
        "the u a d l st"
    ).split()
)
_ORGANISED: Final = re.compile(
    r"(?i)\b(?:universit|group|consort|committee|ministr|institut|collab|organi[sz]|associat|societ|"
    r"department|office|council|agency|national|commission|bank|centre|center|inc|ltd|team|anon)"
)
_TITLE_INSIDE: Final = re.compile(r", [A-Z]\. [A-Z][a-z]+ [A-Z][a-z]+$")
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_PAGES: Final = re.compile(r"^[A-Za-z]{0,2}\d+[a-z]?(?:\s?[-–—‐−]+\s?[A-Za-z]{0,2}\d+)?$")
_NUMERAL: Final = re.compile(r"^(?:\d{1,4}|[IVXLC]{1,7}|\d{1,3}\s?[-–/]\s?\d{1,3}|[A-Z]\d{1,3})$")
_WORD: Final = re.compile(r"[^\W\d_](?:[^\W\d_]|['’-](?=[^\W\d_]))*")
_CHECKS: Final[dict[str, re.Pattern[str]]] = {
    "pages": _PAGES,
    "volume": _NUMERAL,
    "issue": _NUMERAL,
    "date": re.compile(r"^[^\W\d_]{0,9}[. ]{0,2}(?:\d{1,2}[., ]{1,2})?(?:1[5-9]|20)\d\d[a-c]?$"),
    "author": re.compile(r"^[^\d()\[\]\"“”«»:/]{4,220}$"),
    "editor": re.compile(r"^[^\d()\[\]\"“”«»:/]{4,160}$"),
    "translator": re.compile(r"^[^\d()\[\]\"“”«»:/]{4,120}$"),
    "journal": re.compile(r"^[^\d;“”«»]{3,100}$"),
    "publisher": re.compile(r"^[^\d;:]{2,60}$"),
    "location": re.compile(r"^[^\d;:]{3,45}$"),
    "institution": re.compile(r"^[^\d;:]{4,80}$"),
    "series": re.compile(r"^[^\d;:]{5,80}$"),
    "number": re.compile(r"^\d{1,3}$"),
    "accessed": re.compile(r"^[^:]*\d[^:]*$"),
    "title": re.compile(r"^.{12,260}$"),
    "booktitle": re.compile(r"^.{5,200}$"),
}


def usable(reference: Mapping[str, Any]) -> bool:
    """Whether a labelled reference can lend its shape: known labels, sound values, no leftovers."""
    text, last = reference["text"], 0
    labels = [label for _, _, label in reference["spans"]]
    if len(labels) < 4 or not {"title", "date"} <= set(labels):
        return False
    if any(labels.count(x) > 1 for x in ("author", "title", "journal", "booktitle", "volume")):
        return False
    if re.match(r"\W*[-—_]{3}", text):
        return False  # a dash for the author before
    if "volume" in labels and "pages" in labels and not {"journal", "booktitle"} & set(labels):
        return False  # the journal hides in the title
    for start, end, label in sorted(reference["spans"]):
        value = text[start:end]
        check = _CHECKS.get(label)
        if label not in _KNOWN or (check and not check.match(value)):
            return False
        if label in ("author", "editor") and (
            _ORGANISED.search(value) or not value[0].isalpha() or _TITLE_INSIDE.search(value)
        ):
            return False
        if label in ("title", "booktitle") and not clean(value, 5):
            return False
        if not _is_between(text[last:start]) or 0 < last == start:
            return False
        last = end
    return _is_between(text[last:])


def _is_between(gap: str) -> bool:
    words = _WORD.findall(gap.lower())
    return len(gap) <= 32 and not re.search(r"\d{2}", gap) and all(w in _BETWEEN for w in words)


def reskin(reference: Mapping[str, Any], pool: Pool, rng: Random) -> tuple[str, Spans, str, str]:
    """A new reference in the shape of a labelled one that is :func:`usable`.

    Returns:
        Text, spans, language and item type.
    """
    text, last = reference["text"], 0
    spans = sorted(reference["spans"])
    values = {label: text[start:end] for start, end, label in spans}
    language = guess_language(values.get("title", "")) or "en"
    kind = "article-journal" if "journal" in values else "chapter"
    if kind == "chapter" and "booktitle" not in values:
        kind = "book"
    house = stock.publisher(pool, language, rng)
    year = min(2025, max(1700, _new_year(values.get("date", "1990"), rng)))
    pieces: list[Piece] = []
    for start, end, label in spans:
        pieces.append(Piece(text[last:start], ""))
        old = text[start:end]
        pieces.append(Piece(_new(label, old, pool, language, kind, house, year, rng), label))
        last = end
    pieces.append(Piece(text[last:], ""))
    made, found = assemble(pieces)
    return made, found, language, kind


def _new(
    label: str, old: str, pool: Pool, language: str, kind: str, house: tuple[str, str], year: int,
    rng: Random,
) -> str:  # fmt: skip
    if label in ("author", "editor", "translator"):
        return _new_names(old, language, rng)
    if label == "title":
        titles = "books" if kind == "book" else "articles"
        return _like(old, stock.title(pool, language, titles, rng), language)
    if label == "booktitle":
        if re.search(r"(?i)proc|confer|sympos|workshop|congress|meeting", old):
            return _like(old, banks.proceedings(language, year, rng), language)
        return _like(old, stock.title(pool, language, "books", rng), language)
    if label == "journal":
        return _new_journal(old, pool, language, rng)
    if label in ("publisher", "location"):
        return _like(old, house[0 if label == "publisher" else 1], "")
    if label == "institution":
        return banks.university(language, rng)[0]
    if label == "series":
        names = pool.series.get(language) or pool.series.get("en")
        return rng.choice(names) if names else old
    if label == "date":
        return _YEAR.sub(str(year), old)
    if label == "pages":
        return _new_pages(old, rng)
    if label == "doi":
        return invent.doi(rng, year)
    if label == "url":
        return invent.url(rng, year)
    if label == "arxiv":
        return invent.arxiv(rng, max(1992, year))
    if label == "isbn":
        return invent.isbn(rng, year)
    if label == "issn":
        return invent.issn(rng)
    if label in ("volume", "issue", "number", "pmid"):
        return _new_number(old, rng)
    return old


def _new_year(old: str, rng: Random) -> int:
    match = _YEAR.search(old)
    known = int(match.group()) if match else 1990
    return rng.randrange(1990, 2026) if known >= 1985 else known + rng.randrange(-25, 26)


def _new_number(old: str, rng: Random) -> str:
    if re.fullmatch("[IVXLC]+", old):
        return invent.roman(rng.randrange(1, 99))
    out = ""
    for position, char in enumerate(old):
        if char.isdigit():
            leads = position == 0 or not old[position - 1].isdigit()
            out += str(rng.randrange(1, 10) if leads else rng.randrange(10))
        else:
            out += char
    return out


def _new_pages(old: str, rng: Random) -> str:
    """Pages of the same form: as many digits, the second number behind the first."""
    numbers = list(re.finditer(r"\d+", old))
    first = numbers[0].group()
    start = int(invent.digits(rng, min(len(first), 6))) if len(first) > 1 else rng.randrange(1, 10)
    if len(numbers) == 1:
        return old.replace(first, str(start), 1)
    second = numbers[1].group()
    last = start + rng.randrange(1, 30)
    if len(second) < len(first):  # "325-6": what the two have in common is left out
        width = len(second)
        tail = start % 10**width
        if tail == 10**width - 1:
            start, tail = start - 1, tail - 1
        last = rng.randrange(tail + 1, min(10**width, tail + 30))
    dash = old[numbers[0].end() : numbers[1].start()]
    return f"{old[: numbers[0].start()]}{start}{dash}{last}{old[numbers[1].end() :]}"


@cache
def _given_names() -> frozenset[str]:
    """Given names that are common enough in Faker's lists to tell them from family names."""
    from refparse.synth.people import _LOCALES, _lists

    found: set[str] = set()
    for locales in _LOCALES.values():
        for locale in locales:
            lists = _lists(locale)
            found |= {*lists["m"], *lists["f"]}
    return frozenset(found)


def _new_names(old: str, language: str, rng: Random) -> str:
    """Other names for every name in a list; connectors, initials' form and order stay."""
    shouting = not re.search(r"[A-ZÀ-Þ][a-zß-ÿ]", old)
    home = rng.choice((language, language, "en", "de", "fr", "es", "it", "pl", "nl", "sv"))
    cyrillic = bool(re.search("[а-яА-Я]", old))

    def renamed(match: re.Match[str]) -> str:
        word = match.group()
        if word[0].islower() or (word.lower() in _CONNECTING and not (shouting and len(word) > 3)):
            return word
        if len(word) == 1 or (word.isupper() and len(word) <= (2 if shouting else 4)):
            letters = "АБВГДЕИКЛМНОПРСТ" if cyrillic else "ABCDEFGHIJKLMNOPRSTVW"
            return "".join(rng.choice(letters) for _ in word)
        spoken = (
            "ru"
            if cyrillic
            else home
            if home in ("de", "fr", "es", "it", "pl", "nl", "sv")
            else "en"
        )
        name = person(spoken, rng)
        part = "given" if word.capitalize() in _given_names() else "family"
        new = max(re.split(r"[ .]", name[part]), key=len)
        if "-" in new and "-" not in word:
            new = new.split("-")[0]
        return new.upper() if word.isupper() else new

    return _WORD.sub(renamed, old)


def _new_journal(old: str, pool: Pool, language: str, rng: Random) -> str:
    """A journal that is abbreviated as the old one is: with dots, without, or not at all."""
    dotted = bool(re.search(r"[a-z]\.", old))
    words = old.split()
    short = not dotted and len(words) > 1 and sum(len(w) <= 6 for w in words) > 0.7 * len(words)
    for _ in range(40):
        full, brief = stock.journal(pool, language if rng.random() < 0.6 else "en", rng)
        if dotted and "." in brief:
            return _like(old, brief, "")
        if short and brief and "." not in brief:
            return _like(old, brief, "")
        if not dotted and not short and full:
            return _like(old, full, "")
    return _like(old, full or brief, "")


def _like(old: str, new: str, language: str) -> str:
    """Capitals as in the old value: all of them, or those of English headlines."""
    letters = [c for c in old if c.isalpha()]
    if len(letters) > 5 and all(c.isupper() for c in letters):
        return new.upper()
    long_words = [w for w in old.split() if len(w) > 4]
    if language == "en" and len(long_words) > 2 and all(w[0].isupper() for w in long_words):
        return re.sub(r"(?<![\w’'-])[a-z](?=[\w-]{3,})", lambda m: m.group().upper(), new)
    return new
