"""Works that do not exist, as a registry would hold them, and references to them."""

from __future__ import annotations

from random import Random
from typing import Any

Record = dict[str, Any]

_ABOUT = (
    "tides harbours estuaries markets signs copper lanterns grain rivers bridges orchards clocks "
    "glass chalk meadows ferries granaries pilots mills canals archives dialects vowels kinship "
    "inheritance credit plague salt wool timber whales beacons parishes almanacs ledgers"
).split()
_PLACES = (
    "northern Jutland", "the Severn valley", "upper Silesia", "Lake Ohrid", "the Faroes", "Galicia",
    "old Riga", "the Camargue", "Bohemia", "coastal Norfolk", "the Po delta", "Gotland", "Karelia",
    "the Azores", "Thessaly", "Brabant", "the Tyrol", "inner Anatolia", "Crete", "Lapland",
)  # fmt: skip
_FRAMES = (
    "{a} and {b} in {p}", "The {a} of {p}: {b} and memory", "On {a}, {b} and trade in {p}",
    "A history of {a} in {p}", "Measuring {a} after the {b} of {p}", "{p} and its {a}",
    "Towards a geography of {a} and {b}", "Notes on the {a} of {p}", "{a} without {b}: {p}",
)  # fmt: skip
_FAMILIES = (
    "Orlando Quist Hallgrim Verdun Tassoni Mbeki Rautava Oyelaran Petrescu Lindqvist Karhu Sabato "
    "Novak Dufour Brandt Castellan Iversen Yilmaz Moreau Zielinski Farkas Okafor Tanaka Duarte"
).split()
_GIVEN = "Mina Peter Ruth Aldo Signe Tomas Vera Karel Ines Oskar Lea Jonas Petra Milan".split()
_JOURNALS = (
    "Journal of Invented Coasts", "Annals of Imagined Law", "Review of Lesser Trades",
    "Northern Studies Quarterly", "Bulletin of Applied Chronology", "Archive of Small Harbours",
    "Transactions of the Estuarine Society", "European Papers in Onomastics",
)  # fmt: skip


def make_records(count: int, seed: int = 1) -> list[Record]:
    """Articles and books, all different, each with a DOI of the prefix for tests."""
    rng = Random(seed)
    out: dict[str, Record] = {}
    while len(out) < count:
        a, b = rng.sample(_ABOUT, 2)
        title = rng.choice(_FRAMES).format(a=a, b=b, p=rng.choice(_PLACES))
        title = title[0].upper() + title[1:]
        people = [
            {"family": family, "given": rng.choice(_GIVEN)}
            for family in rng.sample(_FAMILIES, rng.choice((1, 1, 2, 3)))
        ]
        first = rng.randrange(1, 400)
        record: Record = {
            "DOI": f"10.5555/own.{len(out)}",
            "title": title,
            "author": people,
            "issued": {"date-parts": [[rng.randrange(1950, 2020)]]},
        }
        if rng.random() < 0.75:
            record |= {
                "type": "article-journal",
                "container-title": rng.choice(_JOURNALS),
                "volume": str(rng.randrange(1, 90)),
                "issue": str(rng.randrange(1, 5)),
                "page": f"{first}-{first + rng.randrange(2, 30)}",
            }
        else:
            record |= {"type": "book", "publisher": "Heron & Daughters", "publisher-place": "Leeds"}
        out.setdefault(title, record)
    return list(out.values())


def year_of(record: Record) -> int:
    return int(record["issued"]["date-parts"][0][0])


def vancouver(record: Record) -> str:
    """The reference in one plain style."""
    names = ", ".join(f"{name['family']} {name['given'][0]}" for name in record["author"])
    if record["type"] == "book":
        return f"{names}. {record['title']}. Leeds: Heron & Daughters; {year_of(record)}."
    place = f"{year_of(record)};{record['volume']}({record['issue']}):{record['page']}"
    return f"{names}. {record['title']}. {record['container-title']}. {place}."


def apa(record: Record) -> str:
    """The reference in another."""
    names = " & ".join(f"{name['family']}, {name['given'][0]}." for name in record["author"])
    if record["type"] == "book":
        return f"{names} ({year_of(record)}). {record['title']}. Heron & Daughters."
    place = f"{record['volume']}({record['issue']}), {record['page'].replace('-', '–')}"
    return f"{names} ({year_of(record)}). {record['title']}. {record['container-title']}, {place}."


def invent(records: list[Record], rng: Random) -> Record:
    """A work made of three: another's title, another's authors, or another's journal."""
    one, two, three = rng.sample([r for r in records if r["type"] == "article-journal"], 3)
    place = {key: three[key] for key in ("container-title", "volume", "issue", "page")}
    return rng.choice(
        (
            {**one, "title": two["title"]},
            {**one, "author": [{"family": "Ghostley", "given": "Ann"}]},
            {**one, "title": two["title"], **place},
            {**one, **place, "author": two["author"]},
        )
    )
