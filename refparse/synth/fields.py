"""Fields of template-made references: how names, dates, pages and the rest are printed."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from refparse.synth import banks, invent
from refparse.synth.forms import Form
from refparse.synth.nameforms import NAME_STYLES, NameStyle, format_names
from refparse.synth.shape import Piece
from refparse.synth.terms import TERMS

Item = dict[str, Any]


@dataclass
class Context:
    """What has been decided for one reference, and whether its date has been printed."""

    item: Item
    form: Form
    language: str
    rng: Random
    dash: str
    names: NameStyle
    editors: NameStyle
    chosen: dict[str, int] = field(default_factory=dict)
    dated: bool = False

    def words(self, table: dict[str, str]) -> str:
        """One of the wordings (parted by "|") that a table has for the language, or English."""
        return self.rng.choice(table.get(self.language, table["en"]).split("|"))

    def print_names(self, names: Sequence[dict[str, str]], style: NameStyle) -> str:
        """Names in a style, with the connectors of the language."""
        return format_names(names, style, self.language, self.rng)


def term(name: str, context: Context) -> str:
    """The word for a term in the language of the reference, the same one throughout."""
    options = _term_words(name, context.language)
    number = context.chosen.setdefault(f"%{name}", context.rng.randrange(1000))
    return options[number % len(options)]


def _term_words(name: str, language: str) -> list[str]:
    return TERMS.get(language, TERMS["en"]).get(name, TERMS["en"][name]).split("|")


_UNDATED: Final = {
    "en": "n.d.|undated", "de": "o. J.|o.J.", "fr": "s. d.|s.d.", "it": "s.d.|s.a.", "es": "s.f.",
    "pt": "s.d.|[s.d.]", "ru": "б. г.", "nl": "z.j.", "pl": "b.r.",
}  # fmt: skip
_SAME_AUTHOR: Final = {
    "de": "Ders.|Dies.|Ders|———", "it": "Id.|ID.|Idem|EAD.|Id", "fr": "Id.|Idem|—|ID.",
    "en": "———|--------|Idem|———.|—", "es": "—|———|Ídem", "pt": "______|______.",
    "ru": "Он же|Его же",
}  # fmt: skip
_SHORT_NOTES: Final = {
    "de": "a.a.O.|a. a. O.|aaO|ebd.|ebda.|oben Fn. {n}|o. Fn. {n}|a.a.O. (Fn. {n})|ebenda",
    "it": "cit.|op. cit.|ivi|ibidem|ibid.|art. cit.",
    "fr": "op. cit.|art. cit.|ibid.|loc. cit.|op.cit.",
    "en": "op. cit.|ibid.|loc. cit.|supra note {n}|above n {n}|supra n {n}",
    "es": "op. cit.|ibid.|ob. cit.", "pt": "op. cit.|ibidem",
    "ru": "Указ. соч.|Там же|Указ. ст.",
}  # fmt: skip
_KINDS: Final = {
    "ru": "учебник|учебное пособие|монография|сб. ст.|сб. науч. тр.|учеб. пособие для вузов",
    "uk": "монографія|навч. посіб.|підручник|зб. наук. пр.", "en": "textbook|monograph",
    "cs": "učebnice|monografie", "pl": "podręcznik|monografia",
}  # fmt: skip
_CARRIERS: Final = ("Текст : непосредственный", "Текст : электронный", "Текст: электронный")
_SERVERS: Final = ("arXiv preprint", "ArXiv e-prints", "arXiv")
_GAZETTES: Final = {
    "de": "BGBl. I|BGBl|GVBl.|BT-Drs.|ABl. EG", "fr": "JO|Journal officiel|JORF",
    "en": "Official Journal|Fed. Reg.|Stat.|Government Gazette", "es": "BOE|Diario Oficial",
    "it": "G.U.|Gazzetta Ufficiale", "pt": "Diário Oficial da União|DOU",
    "ru": "Собрание законодательства РФ|Российская газета|СЗ РФ",
    "uk": "Відомості Верховної Ради України|Офіційний вісник України",
    "pl": "Dz. U.|Dziennik Ustaw",
}  # fmt: skip
_GERMAN_EDITIONS: Final = ("überarb.", "erw.", "neu bearb.", "unveränd.", "verb.")
_DOCUMENT_CODES: Final = {
    "article-journal": "J", "book": "M", "chapter": "M", "paper-conference": "C", "thesis": "D",
    "report": "R", "article-newspaper": "N", "patent": "P", "standard": "S", "webpage": "EB/OL",
    "dataset": "DS/OL", "software": "CP",
}  # fmt: skip


def _year(context: Context) -> int:
    return int(context.item["issued"]["date-parts"][0][0])


def _print_year(context: Context) -> Printed:
    """The year, now and then with a letter, as a range, or the words for "no date"."""
    context.dated = True
    rng, year, chance = context.rng, _year(context), context.rng.random()
    shown = str(year)
    if chance < 0.05:
        shown = f"{year}{rng.choice('abc')}"
    elif chance < 0.065 and "book" in context.form.name:
        later = year + rng.randrange(1, 12)
        shown = f"{year}{context.dash}{rng.choice((str(later), f'{later % 100:02d}'))}"
    elif chance < 0.075:
        shown = rng.choice((f"{year}/{(year + 1) % 100:02d}", f"{year}/{year + 1}"))
    elif chance < 0.08:
        shown = rng.choice((f"[{year}]", f"c{year}"))
    elif chance < 0.088:  # the year of the first edition is a date of its own
        first = str(year - rng.randrange(2, 90))
        return [Piece(shown, "date"), Piece(" [", ""), Piece(first, "date"), Piece("]", "")]
    elif chance < 0.095:
        shown = context.words(_UNDATED)
    return [Piece(shown, "date")]


def _months(language: str) -> list[str]:
    return TERMS.get(language, TERMS["en"])["months"].split()


def _long_date(parts: Sequence[int], context: Context, digits: bool) -> str:
    """A full date in the language's manner, or in digits."""
    year, month, day = (*parts, 1, 1)[:3]
    name = _months(context.language)[month - 1]
    rng, language = context.rng, context.language
    if language in ("zh", "ja", "ko"):
        if digits:
            return f"{year}-{month:02d}-{day:02d}"
        signs = "년월일" if language == "ko" else "年月日"
        return f"{year}{signs[0]}{month}{signs[1]}{day}{signs[2]}"
    if (digits and language != "en") or rng.random() < 0.1:
        return rng.choice(
            (
                f"{day:02d}.{month:02d}.{year}",
                f"{day}.{month}.{year}",
                f"{day:02d}/{month:02d}/{year}",
                f"{year}-{month:02d}-{day:02d}",
            )
        )
    if language == "en":
        return rng.choice(
            (
                f"{day} {name} {year}",
                f"{name} {day}, {year}",
                f"{day} {name[:3]} {year}",
                f"{name[:3]}. {day}, {year}",
            )
        )
    if language in ("de", "cs"):
        return f"{day}. {name} {year}"
    if language in ("es", "pt"):
        return f"{day} de {name} de {year}"
    return f"{day} {name} {year}" + (" г." if language == "ru" and rng.random() < 0.3 else "")


Printed = list[Piece] | None


def _names(label: str) -> Callable[[Context], Printed]:
    def printed(context: Context) -> Printed:
        names = context.item.get(label)
        if not names:
            return None
        style = context.names if label == "author" else context.editors
        return [Piece(context.print_names(names, style), label)]

    return printed


def _plain(variable: str, label: str) -> Callable[[Context], Printed]:
    def printed(context: Context) -> Printed:
        value = context.item.get(variable)
        return [Piece(str(value), label)] if value else None

    return printed


def _families(context: Context) -> Printed:
    names = context.item.get("author") or context.item.get("editor")
    if not names:
        return None
    style = NAME_STYLES[context.rng.choice(("family", "familyslash"))]
    return [Piece(context.print_names(names, style), "author")]


def _editors_first(context: Context) -> Printed:
    """The editors of a book that has no author, in the author's place."""
    item = context.item
    if item.get("author") or not item.get("editor"):
        return None
    return [Piece(context.print_names(item["editor"], context.names), "editor")]


def _responsibility(context: Context) -> Printed:
    """The authors once more, behind the title, as GOST has it."""
    names = context.item.get("author")
    if not names:
        return None
    return [Piece(context.print_names(names, NAME_STYLES["gostnat"]), "author")]


def _abbreviated(context: Context) -> Printed:
    item = context.item
    value = item.get("container-title-short") or item.get("container-title")
    return [Piece(value, "journal")] if value else None


def _subject_journal(subject: str) -> Callable[[Context], Printed]:
    def printed(context: Context) -> Printed:
        names = banks.SUBJECT_JOURNALS[subject].get(context.language)
        return [Piece(context.rng.choice(names), "journal")] if names else _abbreviated(context)

    return printed


def _pages(context: Context) -> Printed:
    value = context.item.get("page")
    return [Piece(value.replace("-", context.dash), "pages")] if value else None


def _first_page(context: Context) -> Printed:
    value = context.item.get("page")
    return [Piece(re.split("[-,]", value)[0], "pages")] if value else None


def _cited_page(context: Context) -> Printed:
    return [Piece(str(context.rng.randrange(2, 400)), "pages")]


def _pinpoint(context: Context) -> Printed:
    """The page cited, with what follows it: "45 f.", "12 ff."."""
    page = str(context.rng.randrange(2, 400))
    return [Piece(page + context.rng.choice(("", "", " f.", " ff.", "f.", " f", " ff")), "pages")]


def _paragraph(context: Context) -> Printed:
    """The paragraph or marginal number of a commentary."""
    rng = context.rng
    section, number = rng.randrange(1, 900), rng.randrange(1, 200)
    forms = (f"§ {section}", f"Rn. {number}", f"§ {section} Rn. {number}", f"Rdnr. {number}",
             f"Art. {section % 140 + 1} Rn. {number}", f"Rz. {number}")  # fmt: skip
    return [Piece(rng.choice(forms), "pages")]


def _page_total(context: Context) -> Printed:
    known = context.item.get("number-of-pages")
    return [Piece(known or str(context.rng.randrange(48, 700)), "pages")]


def _print_cjk_year(context: Context) -> Printed:
    context.dated = True
    return [Piece(f"{_year(context)}年", "date")]


def _print_month(context: Context) -> Printed:
    parts = context.item["issued"]["date-parts"][0]
    if len(parts) < 2:
        return None
    word = _months(context.language)[parts[1] - 1]
    whole = context.rng.random() < 0.5 or len(word) < 5
    return [Piece(word if whole else word[:3] + ".", "date")]


def _print_date(context: Context) -> Printed:
    context.dated = True
    rng = context.rng
    parts = context.item["issued"]["date-parts"][0]
    full = [*parts, rng.randrange(1, 13), rng.randrange(1, 29)][:3]
    return [Piece(_long_date(full, context, digits=False), "date")]


def _print_accessed(context: Context) -> Printed:
    date = context.item.get("accessed")
    if not date:
        return None
    return [Piece(_long_date(date["date-parts"][0], context, digits=True), "accessed")]


def _print_edition(context: Context) -> Printed:
    if "edition" not in context.item:
        return None
    number, language = int(context.item["edition"]), context.language
    if language == "en":
        value = banks.ordinal(number)
    elif language == "de" and context.rng.random() < 0.3:
        value = f"{number}., {context.rng.choice(_GERMAN_EDITIONS)}"
    elif language in ("de", "cs", "pt", "sv"):
        value = f"{number}."
    elif language in ("fr", "nl"):
        value = f"{number}e"
    elif language in ("es", "it"):
        value = f"{number}a"
    else:
        value = str(number)
    return [Piece(value, "edition")]


def _print_publisher(context: Context) -> Printed:
    value = context.item.get("publisher")
    label = str(context.item.get("_publisher_is", "publisher"))
    return [Piece(value, label)] if value else None


def _print_identifier(context: Context) -> Printed:
    value = context.item.get("number")
    label = "arxiv" if value and value.startswith("arXiv") else "identifier"
    return [Piece(value, label)] if value else None


def _document_code(context: Context) -> Printed:
    """The document code of GB/T 7714: J for articles, M for books …"""
    code = _DOCUMENT_CODES.get(context.item["type"], "Z")
    online = "URL" in context.item and "/" not in code
    return [Piece(f"{code}/OL" if online else code, "medium")]


def _short_title(context: Context) -> Printed:
    words = re.split(r"[:.,] ", context.item["title"])[0].split()
    short = " ".join(words[: context.rng.randrange(2, 6)]).rstrip(",:;–-")
    return [Piece(short, "title")]


def _print_note(context: Context) -> Printed:
    number = context.rng.randrange(2, 150)
    return [Piece(context.words(_SHORT_NOTES).format(n=number), "note")]


_PRINTERS: Final[dict[str, Callable[[Context], Printed]]] = {
    "author": _names("author"),
    "editor": _names("editor"),
    "translator": _names("translator"),
    "family": _families,
    "same": lambda c: [Piece(c.words(_SAME_AUTHOR), "author")],
    "editorfirst": _editors_first,
    "responsible": _responsibility,
    "title": _plain("title", "title"),
    "shorttitle": _short_title,
    "journal": _plain("container-title", "journal"),
    "abbr": _abbreviated,
    "physjournal": _subject_journal("physjournal"),
    "astrojournal": _subject_journal("astrojournal"),
    "lawjournal": _subject_journal("lawjournal"),
    "booktitle": _plain("container-title", "booktitle"),
    "series": _plain("collection-title", "series"),
    "snumber": _plain("collection-number", "volume"),
    "volume": _plain("volume", "volume"),
    "issue": _plain("issue", "issue"),
    "edition": _print_edition,
    "version": _plain("version", "edition"),
    "pages": _pages,
    "first": _first_page,
    "cited": _cited_page,
    "pinpoint": _pinpoint,
    "paragraph": _paragraph,
    "total": _page_total,
    "year": _print_year,
    "cjkyear": _print_cjk_year,
    "month": _print_month,
    "date": _print_date,
    "publisher": _print_publisher,
    "location": _plain("publisher-place", "location"),
    "court": _plain("authority", "institution"),
    "genre": _plain("genre", "genre"),
    "kind": lambda c: [Piece(c.words(_KINDS), "genre")],
    "volumes": lambda c: [Piece(str(c.rng.randrange(2, 12)), "volume")],
    "medium": lambda c: [Piece(c.rng.choice(_term_words("online", c.language)), "medium")],
    "code": _document_code,
    "carrier": lambda c: [Piece(c.rng.choice(_CARRIERS), "medium")],
    "server": lambda c: [
        Piece(c.rng.choice(("arXiv preprint", "ArXiv e-prints", "arXiv")), "journal")
    ],
    "gazette": lambda c: [Piece(c.words(_GAZETTES), "journal")],
    "law": lambda c: [Piece(banks.law(c.language, c.rng), "title")],
    "doi": _plain("DOI", "doi"),
    "arxiv": lambda c: [Piece(invent.arxiv(c.rng, max(1992, _year(c))), "arxiv")],
    "isbn": _plain("ISBN", "isbn"),
    "issn": _plain("ISSN", "issn"),
    "pmid": _plain("PMID", "pmid"),
    "identifier": _print_identifier,
    "url": _plain("URL", "url"),
    "accessed": _print_accessed,
    "language": _plain("language", "language"),
    "note": _print_note,
}
FIELDS: Final = frozenset(_PRINTERS)
"""Names of the fields that a form may print."""


def print_field(name: str, context: Context) -> Printed:
    """The pieces of a field, or None where the item has no such field."""
    return _PRINTERS[name](context)
