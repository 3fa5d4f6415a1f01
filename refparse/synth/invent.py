"""Identifiers, numbers, pages, dates and addresses of the right form for invented references."""
# lists of words read better unbroken

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Final

_LETTERS: Final = "abcdefghijklmnopqrstuvwxyz"


def digits(rng: Random, count: int) -> str:
    """A number of so many digits that does not begin with 0."""
    return str(rng.randrange(10 ** (count - 1), 10**count))


def letters(rng: Random, count: int) -> str:
    """So many small letters."""
    return "".join(rng.choice(_LETTERS) for _ in range(count))


def issn(rng: Random) -> str:
    """An ISSN with the right check digit ("0028-0836")."""
    body = f"{rng.randrange(10**7):07d}"
    rest = -sum(int(d) * w for d, w in zip(body, range(8, 1, -1), strict=True)) % 11
    return f"{body[:4]}-{body[4:]}{'X' if rest == 10 else rest}"


def isbn(rng: Random, year: int) -> str:
    """An ISBN with the right check digit: 13 digits from 2007 on, 10 before; hyphens vary."""
    group = rng.choice(("0", "1", "2", "3", "5", "84", "85", "88", "90", "83", "80"))
    body = group + "".join(rng.choice("0123456789") for _ in range(9 - len(group)))
    cut = len(group) + rng.randrange(2, 6)
    if year >= 2007 or rng.random() < 0.1:
        total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate("978" + body))
        check = str(-total % 10)
        parts = ["978", group, body[len(group) : cut], body[cut:], check]
    else:
        total = sum(int(d) * w for d, w in zip(body, range(10, 1, -1), strict=True))
        check = str(-total % 11)
        parts = [group, body[len(group) : cut], body[cut:], "X" if check == "10" else check]
    return ("-" if rng.random() < 0.6 else "").join(parts)


def doi(rng: Random, year: int) -> str:
    """A DOI in the manner of one of some twenty publishers."""
    n = rng.randrange
    word = letters(rng, rng.randrange(3, 7))
    number = digits(rng, 4)
    issn_ = issn(rng)
    forms: tuple[Callable[[], str], ...] = (
        lambda: f"10.1016/j.{word}.{year}.{n(1, 13):02d}.{n(1, 60):03d}",
        lambda: f"10.1016/S{issn_}({year % 100:02d}){digits(rng, 5)}-{n(10)}",
        lambda: f"10.1038/{rng.choice(('nature', 'ng.', 'nmeth.', 'srep'))}{digits(rng, 5)}",
        lambda: f"10.1038/s41{n(460, 600)}-0{n(18, 26)}-{digits(rng, 5)}-{rng.choice(_LETTERS)}",
        lambda: f"10.1371/journal.{rng.choice(('pone', 'pbio', 'pgen'))}.0{digits(rng, 6)}",
        lambda: f"10.1007/s{n(100, 999):05d}-{year % 100:03d}-{digits(rng, 4)}-{n(10)}",
        lambda: f"10.1007/978-3-{n(319, 662)}-{digits(rng, 5)}-{n(10)}_{n(1, 40)}",
        lambda: f"10.1111/j.{issn_}.{year}.{digits(rng, 5)}.x",
        lambda: f"10.1111/{word}.{digits(rng, 5)}",
        lambda: f"10.1080/{digits(rng, 8)}.{year}.{digits(rng, 7)}",
        lambda: f"10.1103/PhysRev{rng.choice('ABCDE')}.{n(40, 110)}.{digits(rng, 6)}",
        lambda: f"10.1103/PhysRevLett.{n(60, 130)}.{digits(rng, 6)}",
        lambda: f"10.1093/{word}/{letters(rng, 3)}{n(1, 200):03d}",
        lambda: f"10.3390/{word}{n(1, 16)}{n(1, 24):02d}{number}",
        lambda: f"10.3389/f{word[:4]}.{year}.{digits(rng, 5)}",
        lambda: f"10.1145/{digits(rng, 7)}.{digits(rng, 7)}",
        lambda: f"10.1109/{word.upper()[:5]}.{year}.{digits(rng, 7)}",
        lambda: f"10.1002/{word}.{digits(rng, 5)}",
        lambda: (
            f"10.1002/(SICI){issn_}({year}{n(1, 13):02d}){n(1, 60)}:{n(1, 12)}<{n(900)}::AID-"
            f"{word.upper()[:4]}{n(1, 20)}>3.0.CO;2-{rng.choice('ABCDEFGHJKL')}"
        ),
        lambda: f"10.1590/S{issn_}{year}000{n(1, 7)}00{n(1, 30):03d}",
        lambda: f"10.{digits(rng, 5)}/{issn_}-{year}-{n(1, 60)}-{n(1, 7)}-{n(5, 200)}-{n(9, 300)}",
        lambda: f"10.{digits(rng, 5)}/{word}{year}{n(1, 60):02d}{n(1, 9)}",
        lambda: f"10.{digits(rng, 4)}/{word}.v{n(1, 40)}i{n(1, 5)}.{digits(rng, 4)}",
        lambda: f"10.1177/{digits(rng, 10)}{digits(rng, 6)}",
        lambda: f"10.1186/{issn_}-{n(1, 22)}-{n(1, 400)}",
        lambda: f"10.5281/zenodo.{digits(rng, 7)}",
    )
    return rng.choice(forms)()


def arxiv(rng: Random, year: int) -> str:
    """An arXiv number: "hep-th/9901001" before 2007, "1501.00001" from then on."""
    month = rng.randrange(1, 13)
    if year < 2007:
        archive = rng.choice(("hep-th", "hep-ph", "astro-ph", "cond-mat", "math.AG", "quant-ph"))
        return f"{archive}/{year % 100:02d}{month:02d}{rng.randrange(1, 999):03d}"
    width = 5 if year >= 2015 else 4
    version = f"v{rng.randrange(1, 5)}" if rng.random() < 0.15 else ""
    return f"{year % 100:02d}{month:02d}.{rng.randrange(1, 9999):0{width}d}{version}"


_HOST_WORDS: Final = (
    "journal press library archive science policy health energy climate history museum data "
    "stats bank union review media forum institute university academy portal heritage law "
    "europe world revista bibliothek archiv revue biblioteca nauka elib vestnik"
).split()
_TLDS: Final = ("org com net edu gov eu de fr it es ru pl cz nl br uk ch at int info").split()
_PATHS: Final = (
    "article view documents publications news reports download pdf content archive index "
    "issue files research pages wp-content uploads en topics item handle"
).split()


def url(rng: Random, year: int) -> str:
    """A web address of an invented page; schemes, depth and endings vary."""
    host = "-".join(rng.sample(_HOST_WORDS, rng.choice((1, 1, 2))))
    tld = rng.choice(_TLDS)
    if tld in ("uk", "br") and rng.random() < 0.8:
        tld = {"uk": "ac.uk", "br": "com.br"}[tld]
    scheme = rng.choices(("https://", "http://", ""), (6, 4, 1))[0]
    www = "www." if rng.random() < 0.6 or not scheme else ""
    path = "/".join(rng.sample(_PATHS, rng.randrange(0, 4)))
    tail = rng.choice(
        (
            "",
            f"{digits(rng, 5)}",
            f"{letters(rng, 6)}-{letters(rng, 4)}-{digits(rng, 3)}",
            f"{year}/{rng.randrange(1, 13):02d}/{letters(rng, 7)}.html",
            f"{letters(rng, 8)}.pdf",
            f"{letters(rng, 5)}_{letters(rng, 5)}.pdf",
            f"index.php?id={digits(rng, 4)}",
            f"{letters(rng, 4)}.aspx?{letters(rng, 2)}={digits(rng, 4)}&lang=en",
            f"{digits(rng, 4)}/{digits(rng, 5)}",
        )
    )
    rest = "/".join(part for part in (path, tail) if part)
    return f"{scheme}{www}{host}.{tld}" + (f"/{rest}" if rest else rng.choice(("", "/")))


_ROMAN: Final = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"),
    (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


def roman(number: int) -> str:
    """A number from 1 to 3999 in Roman numerals."""
    out = ""
    for value, sign in _ROMAN:
        out += sign * (number // value)
        number %= value
    return out


def volume(rng: Random, year: int, humanities: bool = False) -> str:
    """A volume: mostly a small number, sometimes Roman, double or the year itself."""
    chance = rng.random()
    number = min(int(rng.lognormvariate(3.2, 1.0)) + 1, 400)
    if chance < (0.22 if humanities else 0.02):
        return roman(number)
    if chance < 0.25:
        return str(rng.randrange(100, 600))
    if chance < 0.27:
        return str(year)
    if chance < 0.29:
        return f"{number}{rng.choice('/-')}{number + 1}"
    return str(number)


def issue(rng: Random) -> str:
    """An issue: a number, a double number, a supplement or a part."""
    chance = rng.random()
    number = rng.choice((1, 1, 2, 2, 3, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11, 12))
    if chance < 0.80:
        return str(number)
    if chance < 0.86:
        return str(rng.randrange(13, 300))
    if chance < 0.94:
        return f"{number}{rng.choice('-/–')}{number + 1}"
    if chance < 0.95:
        return f"{number} ({rng.randrange(30, 500)})"  # of the year, and of all
    return rng.choice(
        (f"Suppl {rng.randrange(1, 5)}", f"Suppl. {rng.randrange(1, 5)}", f"S{rng.randrange(1, 6)}",
         "Suppl", f"Pt {rng.randrange(1, 4)}", f"{number} Suppl")
    )  # fmt: skip


def pages(rng: Random, year: int, book: bool = False) -> str:
    """Pages of an article or chapter, ranges with a plain hyphen; article numbers where recent."""
    chance = rng.random()
    most = 700 if book else rng.choice((120, 400, 1200, 3000))
    first = rng.randrange(1, most)
    last = first + rng.choice((1, 2, 3, 5, 6, 8, 9, 11, 14, 18, 24, 32, 45))
    if chance < 0.76 or (book and chance < 0.93):
        return f"{first}-{last}"
    if chance < 0.84:
        short = str(last)
        if len(short) == len(str(first)) > 1:
            short = next(short[i:] for i in range(len(short)) if short[i] != str(first)[i])
        return f"{first}-{short}"
    if chance < 0.90:
        return str(first)
    if chance < 0.93:
        letter = rng.choice("SRELH")
        return f"{letter}{first}-{letter}{last}"
    if chance < 0.95:
        return f"{roman(rng.randrange(1, 20)).lower()}-{roman(rng.randrange(21, 60)).lower()}"
    if chance < 0.96:
        return f"{first}-{last}, {last + rng.randrange(4, 40)}"
    if year < 2000:
        return str(first)
    number = digits(rng, rng.choice((4, 5, 6)))
    return rng.choice((number, f"e{number}", f"e0{number}", f"A{first}", f"{number}"))


def year_of_publication(rng: Random) -> int:
    """A year: six in ten from 1995 to 2025, three from 1950 on, the rest from 1850 on."""
    chance = rng.random()
    if chance < 0.62:
        return rng.randrange(1995, 2026)
    if chance < 0.92:
        return rng.randrange(1950, 1995)
    return rng.randrange(1850, 1950)
