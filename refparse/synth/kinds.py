"""What an invented item of each type is filled with."""

from __future__ import annotations

from random import Random
from typing import Any, Final

from refparse.synth import banks, invent, stock
from refparse.synth.people import people, speaking
from refparse.synth.pool import Pool

Item = dict[str, Any]

_HUMANITIES: Final = frozenset({"de", "fr", "it", "es", "pl", "pt"})


def _fill_article(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "articles", rng)
    full, short = stock.journal(pool, language, rng)
    item["container-title"] = full or short
    if short and rng.random() < 0.7:
        item["container-title-short"] = short
    if short and full and rng.random() < 0.3:
        item["container-title"] = short
    if rng.random() < 0.94:
        item["volume"] = invent.volume(rng, year, language in _HUMANITIES)
    if rng.random() < 0.66 or "volume" not in item:
        item["issue"] = invent.issue(rng)
    if rng.random() < 0.96:
        item["page"] = invent.pages(rng, year)
    if year > 1990 and rng.random() < 0.4:
        item["DOI"] = invent.doi(rng, year)
        if rng.random() < 0.15:
            item["PMID"] = invent.digits(rng, 8)
            if rng.random() < 0.4:
                item["PMCID"] = f"PMC{invent.digits(rng, 7)}"
    if rng.random() < 0.12:
        item["ISSN"] = invent.issn(rng)


def _fill_news(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "articles", rng)
    names = banks.newspapers(language)
    item["container-title"] = rng.choice(names) if names else stock.journal(pool, language, rng)[0]
    item["author"] = item["author"][: rng.choice((0, 1, 1, 1, 2))]
    if rng.random() < 0.6:
        item["page"] = rng.choice((str(rng.randrange(1, 40)), f"A{rng.randrange(1, 30)}"))
    if year > 1999 and rng.random() < 0.6:
        item["URL"] = invent.url(rng, year)
    if rng.random() < 0.2:
        item["issue"] = str(rng.randrange(1, 300))


def _fill_publisher(item: Item, pool: Pool, language: str, rng: Random) -> None:
    item["publisher"], item["publisher-place"] = stock.publisher(pool, language, rng)
    if rng.random() < 0.08:
        other = stock.publisher(pool, language, rng)[1]
        if other != item["publisher-place"] and "," not in other + item["publisher-place"]:
            item["publisher-place"] += rng.choice((", ", "; ", "/", " & ", " – ")) + other
    if rng.random() < 0.08:
        del item["publisher"]
    elif rng.random() < 0.12:
        del item["publisher-place"]


def _fill_series(item: Item, pool: Pool, language: str, rng: Random, chance: float) -> None:
    series = stock.pick(rng, pool.series.get(language, ()), pool.series.get("en", ()))
    if series and rng.random() < chance:
        item["collection-title"] = series
        if rng.random() < 0.75:
            item["collection-number"] = str(rng.randrange(1, 400))


def _fill_book(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "books", rng)
    _fill_publisher(item, pool, language, rng)
    _fill_series(item, pool, language, rng, 0.18)
    speaker = speaking(language)
    chance = rng.random()
    if chance < 0.17:
        item["editor"] = item.pop("author")
    elif chance < 0.24:
        item["translator"] = people(speaker, rng.choice((1, 1, 2)), (), rng)
    elif chance < 0.28:
        item["editor"] = people(speaker, 1, (), rng)
    if rng.random() < 0.16:
        item["edition"] = str(rng.choice((2, 2, 2, 3, 3, 4, 5, 6, 7, 8, 12)))
    if rng.random() < 0.08:
        item["volume"] = rng.choice((str(rng.randrange(1, 9)), invent.roman(rng.randrange(1, 9))))
    if rng.random() < 0.15:
        item["number-of-pages"] = str(rng.randrange(48, 900))
    if year > 1967 and rng.random() < 0.14:
        item["ISBN"] = invent.isbn(rng, year)
    if year > 2003 and rng.random() < 0.12:
        item["DOI"] = invent.doi(rng, year)


def _fill_chapter(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "articles", rng)
    item["container-title"] = stock.title(pool, language, "books", rng)
    speaker = speaking(language)
    if rng.random() < 0.85:
        own = pool.people.get(language, ())
        item["editor"] = people(speaker, rng.choices((1, 2, 3, 4), (40, 38, 15, 7))[0], own, rng)
    _fill_publisher(item, pool, language, rng)
    _fill_series(item, pool, language, rng, 0.18)
    if rng.random() < 0.92:
        item["page"] = invent.pages(rng, year, book=True)
    if rng.random() < 0.07:
        item["volume"] = str(rng.randrange(1, 12))
    if rng.random() < 0.06:
        item["edition"] = str(rng.choice((2, 2, 3, 4)))
    if rng.random() < 0.03:
        item["translator"] = people(speaker, 1, (), rng)
    if year > 2003 and rng.random() < 0.15:
        item["DOI"] = invent.doi(rng, year)
    if year > 1967 and rng.random() < 0.05:
        item["ISBN"] = invent.isbn(rng, year)


def _fill_paper(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "articles", rng)
    item["container-title"] = banks.proceedings(language, year, rng)
    if rng.random() < 0.25:
        _, place = stock.publisher(pool, language, rng)
        item["event-place"] = place
    if rng.random() < 0.55:
        _fill_publisher(item, pool, language, rng)
    if rng.random() < 0.85:
        item["page"] = invent.pages(rng, year, book=True)
    if rng.random() < 0.18:
        item["editor"] = people("en", rng.choice((1, 2, 3)), (), rng)
    if rng.random() < 0.15:
        item["volume"] = str(rng.randrange(1, 60))
    _fill_series(item, pool, language, rng, 0.12)
    if year > 1999 and rng.random() < 0.3:
        item["DOI"] = invent.doi(rng, year)


def _fill_thesis(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "theses", rng)
    item["author"] = item["author"][:1]
    item["publisher"], item["publisher-place"] = banks.university(language, rng)
    if rng.random() < 0.55:
        del item["publisher-place"]
    item["_publisher_is"] = "institution"
    if rng.random() < 0.85:
        item["genre"] = rng.choice(banks.thesis_words(language))
    if rng.random() < 0.12:
        item["number-of-pages"] = str(rng.randrange(60, 500))
    if year > 2003 and rng.random() < 0.15:
        item["URL"] = invent.url(rng, year)


def _fill_report(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "books", rng)
    if rng.random() < 0.35:
        item["publisher"], place = banks.university(language, rng)
        item["_publisher_is"] = "institution"
        item["publisher-place"] = place
    else:
        item["publisher"], item["publisher-place"] = rng.choice(banks.AGENCIES)
        if rng.random() < 0.35:
            item["author"] = [{"literal": rng.choice(banks.AGENCIES)[0]}]
            item["_publisher_is"] = "publisher"
    if rng.random() < 0.6:
        item["genre"] = rng.choice(banks.REPORT_WORDS)
        item["number"] = banks.report_number(year, rng)
    if rng.random() < 0.3:
        del item["publisher-place"]
    if year > 1998 and rng.random() < 0.35:
        item["URL"] = invent.url(rng, year)


def _fill_webpage(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "articles", rng)
    chance = rng.random()
    if chance < 0.45:
        item["author"] = [{"literal": rng.choice(banks.AGENCIES)[0]}]
    elif chance < 0.6:
        item["author"] = []
    if rng.random() < 0.6:
        item["container-title"] = rng.choice(banks.SITES)


def _fill_patent(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, "en", "articles", rng)
    country = rng.choice(("US", "EP", "WO", "DE", "JP", "CN"))
    number = invent.digits(rng, 7)
    if country == "US" and rng.random() < 0.6:
        number = f"{number[0]},{number[1:4]},{number[4:]}"
    elif country == "WO":
        number = f"{year}/{invent.digits(rng, 6)}"
    item["number"] = f"{country}{rng.choice(('', ' '))}{number}{rng.choice(('', '', ' A1', ' B2'))}"


def _fill_dataset(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, "en", "articles", rng)
    item["publisher"] = rng.choice(banks.REPOSITORIES)
    item["DOI"] = invent.doi(rng, year)
    if rng.random() < 0.4:
        item["version"] = f"{rng.randrange(1, 5)}.{rng.randrange(0, 9)}"


def _fill_software(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = banks.software(rng)
    if rng.random() < 0.8:
        item["version"] = ".".join(str(rng.randrange(0, 12)) for _ in range(rng.choice((2, 2, 3))))
    item["URL"] = invent.url(rng, year)
    if rng.random() < 0.3:
        item["publisher"], item["publisher-place"] = stock.publisher(pool, "en", rng)


def _fill_standard(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    body = rng.choice(
        ("ISO", "IEC", "ISO/IEC", "DIN EN", "ASTM", "ANSI", "IEEE Std", "BS EN", "ГОСТ Р")
    )
    item["number"] = f"{body} {rng.randrange(100, 29000)}{rng.choice((':', '-'))}{year}"
    item["title"] = stock.title(pool, "ru" if body == "ГОСТ Р" else "en", "books", rng)
    item["author"] = []
    item["publisher"], item["publisher-place"] = rng.choice(banks.STANDARD_BODIES)


def _fill_case(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = banks.case_name(rng)
    item["author"] = []
    item["container-title"] = rng.choice(
        banks.GERMAN_REPORTERS if language == "de" else banks.REPORTERS
    )
    item["volume"] = str(rng.randrange(1, 600))
    item["page"] = str(rng.randrange(1, 1400))
    if rng.random() < 0.6:
        item["authority"] = rng.choice(banks.COURTS)


def _fill_entry(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    _fill_chapter(item, pool, language, year, rng)
    item["container-title"] = rng.choice(banks.ENCYCLOPEDIAS)
    item["title"] = item["title"].split(":")[0]


def _fill_preprint(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, "en", "articles", rng)
    number = invent.arxiv(rng, year)
    item["genre"] = rng.choice(("preprint", "Preprint", ""))
    if rng.random() < 0.6:
        item["number"] = f"arXiv:{number}"
        item["publisher"], item["_publisher_is"] = "arXiv", "journal"
        item["URL"] = f"http://arxiv.org/abs/{number}" if rng.random() < 0.5 else ""
    else:
        item["container-title"] = rng.choice(("bioRxiv", "medRxiv", "arXiv", "SSRN", "PsyArXiv"))
        item["DOI"] = f"10.1101/{year}.{rng.randrange(1, 13):02d}.{rng.randrange(1, 29):02d}." \
                      f"{invent.digits(rng, 6)}"  # fmt: skip


def _fill_law(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = banks.law(language, rng)
    item["author"] = []
    item["page"] = str(rng.randrange(1, 3000))
    if rng.random() < 0.2:
        item["URL"] = invent.url(rng, year)


def _fill_manuscript(item: Item, pool: Pool, language: str, year: int, rng: Random) -> None:
    item["title"] = stock.title(pool, language, "theses", rng)
    item["genre"] = rng.choice(("Unpublished manuscript", "Ms", "Manuscript", "Typescript"))
    _, item["publisher-place"] = stock.publisher(pool, language, rng)


FILL: Final = {
    "book": _fill_book,
    "article-journal": _fill_article,
    "article-newspaper": _fill_news,
    "article-magazine": _fill_news,
    "chapter": _fill_chapter,
    "paper-conference": _fill_paper,
    "thesis": _fill_thesis,
    "report": _fill_report,
    "webpage": _fill_webpage,
    "patent": _fill_patent,
    "dataset": _fill_dataset,
    "software": _fill_software,
    "standard": _fill_standard,
    "legal_case": _fill_case,
    "entry-encyclopedia": _fill_entry,
    "article": _fill_preprint,
    "manuscript": _fill_manuscript,
    "legislation": _fill_law,
}
"""What fills an item of each type: ``fill(item, pool, language, year, rng)``."""
