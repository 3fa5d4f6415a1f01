"""Citations of every type, script and shape, some of them hostile; the same for the same seed."""

from __future__ import annotations

import random
from collections.abc import Iterator

from refparse.formats.csl import TYPES
from refparse.types import Citation, Date, Name, Span

SCRIPTS: dict[str, tuple[str, str]] = {
    # Language: capitals, small letters; both of the same script.
    "en": ("ABCDEFGHIKLMNOPRSTW", "abcdefghiklmnoprstuvwy"),
    "de": ("ABDEFGHKLMÄÖÜ", "abdefghiklmnorstuäöüß"),
    "fr": ("ABCDEFGÉÈÇ", "abcdefgilmnopqrstuéèêàçœ"),
    "pl": ("ABCŁŚŻ", "abceikłmnoóprstwząęśćżźń"),
    "cs": ("ČŘŠŽABD", "aábcčdďeéěiíjkřšťůž"),
    "tr": ("AİIŞÇÖ", "abcçdeğıiklmnöprsştuü"),
    "vi": ("ĐNTHL", "aăâđêôơưạảấầẩẫậắằhnt"),
    "ru": ("АБВГДЕЖЗИКЛМ", "абвгдежзиклмнопрстуфхцчшщыэюя"),
    "uk": ("ЄІЇҐБВ", "абвгґдеєжзиіїйклмнопр"),
    "el": ("ΑΒΓΔΘΛΣΩ", "αβγδεζηθλμνξοπρστυφχψωάέ"),
    "ka": ("აბგდ", "აბგდევზთიკლმნოპ"),
    "hy": ("ԱԲԳԴ", "աբգդեզէըթժիլխ"),
    "he": ("אבגד", "אבגדהוזחטיכלמנ"),
    "ar": ("ابتث", "ابتثجحخدذرزسشصض"),
    "hi": ("अकखग", "अकखगचजटडतदनपबमयरल"),
    "th": ("กขคง", "กขคงจชซญดตถทธนบป"),
    "zh": ("王李张刘", "学研究论文史哲经济社会中国"),
    "ja": ("山田鈴木", "のひらがなカタカナ漢字研究"),
    "ko": ("김이박최", "가나다라마바사아자차카타파하"),
}
HOSTILE = (
    "100 % of $5 & #1", "{unbalanced", "closed}", "\\backslash", "back`tick", "~tilde^caret_",
    "<b>bold</b>", "&amp;", "]]>", "<!-- x", "=1+1", "@article{x,", "TY  - JOUR", "ER  - ",
    '"quoted"', "'single'", "“curly”", "«guillemets»", "a: b", "- item", "* star", "| pipe",
    "line\nbreak", "tab\there", "nul\x00", "bell\x07", "esc\x1b[31m", "\ud800", "\udc80",
    "\u202eright", "\u200bzero", "\ufeffbom", "\u2028sep", "e\u0301combining", "\U0001f4da",
    "\ufffe", "null", "yes", "0x1F", "1e3", "%s", "${x}", "#{x}", "\\input{x}", "$\\frac{a}{b}$",
    "C:\\dir\\", "et al.", "and", "others", "--", "–", "…", "a" * 300,
)  # fmt: skip
PARTICLES = ("van", "von der", "de la", "d'", "al-", "zu", "Van den", "ter")
SUFFIXES = ("Jr.", "III", "мл.", "filho")


class _Maker:
    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.language = "en"
        self.hostile = 0.0

    def word(self, capital: bool = False) -> str:
        high, low = SCRIPTS[self.language]
        length = self.random.randint(1, 4) if self.language in ("zh", "ja", "ko") else 7
        body = "".join(self.random.choices(low, k=self.random.randint(2, max(2, length))))
        return self.random.choice(high) + body if capital else body

    def words(self, least: int, most: int) -> str:
        words = [self.word(capital=True)]
        words += [self.word() for _ in range(self.random.randint(least, most))]
        if self.random.random() < self.hostile:
            words.insert(self.random.randint(0, len(words)), self.random.choice(HOSTILE))
        return " ".join(words)

    def often(self, chance: float) -> bool:
        return self.random.random() < chance

    def number(self, low: int = 1, high: int = 400) -> str:
        return str(self.random.randint(low, high))

    def name(self) -> Name:
        kind = self.random.random()
        if kind < 0.12:
            return Name(literal=self.words(1, 4))
        if kind < 0.16:
            return Name(family=self.word(capital=True))
        given = self.random.choice((f"{self.word(True)[0]}.", self.word(True), "J.-P.", "Yu."))
        family = self.word(capital=True)
        if self.often(0.05):
            family = f"{family}-{self.word(capital=True)}"
        if self.often(self.hostile / 3):
            given += " " + self.random.choice(HOSTILE)
        particle = self.random.choice(PARTICLES) if self.often(0.1) else ""
        suffix = self.random.choice(SUFFIXES) if self.often(0.06) else ""
        return Name(family, given, particle, suffix)

    def names(self, most: int) -> tuple[Name, ...]:
        return tuple(self.name() for _ in range(self.random.randint(0, most)))

    def date(self) -> Date | None:
        year = self.random.randint(1500, 2026)
        month, day = self.random.randint(1, 12), self.random.randint(1, 28)
        suffix = "ab"[self.random.randint(0, 1)]
        choices = (
            None, Date(year), Date(year), Date(year), Date(year), Date(year, month),
            Date(year, month, day), Date(year, month, day), Date(year, None, day),
            Date(year, end=(year + 2,)), Date(year, month, end=(year, 12)),
            Date(year, month, day, end=(year + 1, month, day)), Date(year, season=1 + month % 4),
            Date(year, circa=True), Date(year, suffix=suffix), Date(literal="in press"),
            Date(literal=self.words(0, 1)), Date(month=month), Date(-44), Date(year, 2, 31),
        )  # fmt: skip
        return self.random.choice(choices)

    def page(self) -> str:
        first = self.random.randint(1, 900)
        return self.random.choice(
            (f"{first}-{first + 17}", f"{first}–{first + 3}", str(first), f"e{first}{first}",
             f"A{first}-A{first + 2}", "xi-xv", f"{first}-{first + 1}, {first + 9}")
        )  # fmt: skip

    def fields(self) -> dict[str, str]:
        doi = f"10.{self.random.randint(1000, 9999)}/{self.random.choice(('a.b', 'x(1)2', 'q_r'))}"
        url = f"https://example.org/{self.number()}?q={self.number()}&x=a_b#top"
        possible = {
            "title": (0.95, self.words(1, 9)),
            "container-title": (0.6, self.words(1, 5)),
            "collection-title": (0.12, self.words(1, 4)),
            "collection-number": (0.06, self.number()),
            "volume": (0.5, self.random.choice((self.number(), "IV", "A-12"))),
            "issue": (0.4, self.random.choice((self.number(), "3-4", "Suppl 1"))),
            "edition": (0.15, self.random.choice(("2", "3", "revised", self.word()))),
            "page": (0.6, self.page()),
            "number-of-pages": (0.1, self.number()),
            "number-of-volumes": (0.04, self.number(1, 20)),
            "number": (0.1, f"{self.word(True)}-{self.number()}"),
            "publisher": (0.4, self.words(0, 3)),
            "publisher-place": (0.35, self.word(capital=True)),
            "genre": (0.12, self.random.choice(("PhD thesis", "Report", self.words(0, 1)))),
            "medium": (0.05, "CD-ROM"),
            "event-title": (0.06, self.words(1, 4)),
            "event-place": (0.04, self.word(capital=True)),
            "DOI": (0.3, doi),
            "URL": (0.25, url if not self.often(self.hostile) else self.random.choice(HOSTILE)),
            "ISBN": (0.08, "978-0-201-89683-1"),
            "ISSN": (0.08, "0028-0836"),
            "PMID": (0.06, self.number(10000, 99999999)),
            "PMCID": (0.04, f"PMC{self.number(10000, 99999)}"),
            "language": (0.4, self.random.choice((self.language, "pt-BR", "Old Norse"))),
            "status": (0.04, "in press"),
            "note": (0.12, self.words(1, 5)),
            "citation-number": (0.15, self.number()),
            "chapter-number": (0.03, self.number(1, 30)),
            "version": (0.03, "1.2.3"),
            "archive": (0.03, self.words(0, 2)),
        }
        chosen = {name: text for name, (chance, text) in possible.items() if self.often(chance)}
        if self.often(self.hostile / 2):
            chosen[self.random.choice(list(possible))] = self.random.choice((*HOSTILE, "", " "))
        return chosen

    def custom(self) -> dict[str, str]:
        possible = {
            "title-translated": (0.06, self.words(1, 5)),
            "container-title-translated": (0.06, self.words(1, 3)),
            "institution": (0.08, self.words(1, 3)),
            "arxiv": (0.06, "2101.00001"),
            "et-al": (0.08, self.random.choice(("author", "editor", "author, editor"))),
            "identifier": (0.05, f"{self.number()} X"),
            "original-date": (0.03, "1913"),
            "isbn-invalid": (0.02, "0-00"),
            "other key!": (0.02, self.words(0, 1)),
        }
        return {name: text for name, (chance, text) in possible.items() if self.often(chance)}

    def citation(self, kind: str) -> Citation:
        self.language = self.random.choice(list(SCRIPTS))
        self.hostile = self.random.choice((0.0, 0.0, 0.25))
        authors, editors = self.names(4), self.names(2)
        fields = self.fields()
        text, spans = self._reference(authors, fields)
        return Citation(
            text=text,
            spans=spans,
            type=kind,
            authors=authors,
            editors=editors,
            translators=self.names(1) if self.often(0.1) else (),
            fields=fields,
            issued=self.date(),
            accessed=self.date() if self.often(0.1) else None,
            custom=self.custom(),
            confidence=self.random.random(),
        )

    def _reference(
        self, authors: tuple[Name, ...], fields: dict[str, str]
    ) -> tuple[str, tuple[Span, ...]]:
        labels = {
            "title": "title", "container-title": "journal", "volume": "volume", "page": "pages",
            "publisher": "publisher", "DOI": "doi", "note": "note",
        }  # fmt: skip
        text, spans = "", []
        pieces = [("author", "; ".join(map(str, authors)))]
        pieces += [(labels[name], found) for name, found in fields.items() if name in labels]
        for label, found in pieces:
            if found:
                start = len(text)
                text += found
                sure = self.random.random()
                spans.append(Span(start, len(text), label, found, sure))
                text += self.random.choice((". ", ", ", " // ", ". – "))
        return text, tuple(spans)


def varied(count: int, seed: int = 20261122) -> Iterator[Citation]:
    """So many citations: every CSL type in turn, every script, date, name and field by chance."""
    maker = _Maker(seed)
    types = sorted(TYPES)
    for number in range(count):
        yield maker.citation(types[number % len(types)])
