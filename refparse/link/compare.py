"""How far a reference and a record agree, field by field, in a few levels each.

String similarity is rapidfuzz's normalised Indel ratio (0..1) of folded strings.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from refparse.link.works import Person, Work, fold

LEVELS: Final[dict[str, tuple[str, ...]]] = {
    "title": ("same", "close", "within", "main", "similar", "differs", "missing"),
    "numbers": ("same", "differs"),
    "first author": ("same", "initial differs", "elsewhere", "differs", "missing"),
    "authors": ("all", "most", "some", "none", "missing"),
    "year": ("same", "near", "differs", "missing"),
    "container": ("same", "similar", "unstated", "differs", "missing"),
    "volume": ("same", "differs", "missing"),
    "issue": ("same", "differs", "missing"),
    "pages": ("same", "overlap", "differs", "missing"),
}
"""Every field that is compared and the levels of agreement, best first. "within": the record's
title stands in the raw reference, though the parser saw another. "main": the reference lacks the
subtitle. "near": one year apart. "unstated": the record is of
part of a journal or book, and the reference names none. A field that either side does not
state is "missing", which is no disagreement."""

Agreement = dict[str, str]

_SMALL: Final = frozenset(
    "a an and the of for in on to at by de la le les des du d l der die das den dem und et e y i "
    "el los las del do da dos di della delle dei en fur fuer zur zum van het te na za po v".split()
)
_FEW: Final = 3
_LEAD: Final = 80
_MAIN: Final = re.compile(r"[:?!.–—]\s|\s[-–—]\s")
_NUMBER: Final = re.compile(r"\d+|\b(?!v \d)[ivx]+\b")
_DIGITS: Final = re.compile(r"\d+")
_ROMAN: Final[dict[str, int]] = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


def compare(reference: Work, record: Work) -> Agreement:
    """The level of agreement of every field of :data:`LEVELS`."""
    return {
        "title": _titles(reference, record),
        "numbers": _title_numbers(reference, record),
        "first author": _first(reference, record),
        "authors": _authors(reference, record),
        "year": _years(reference.years, record.years),
        "container": _containers(reference, record),
        "volume": _numbers(reference.volume, record.volume),
        "issue": _numbers(reference.issue, record.issue),
        "pages": _pages(reference, record.pages),
    }


def ratio(left: str, right: str) -> float:
    """Similarity of two folded strings, 0..1."""
    from rapidfuzz import fuzz

    return float(fuzz.ratio(left, right)) / 100


def stands_in(wanted: str, text: str) -> bool:
    """Whether a folded string stands in a folded text, give or take a few letters."""
    return bool(_where(wanted, text))


def _where(wanted: str, text: str) -> tuple[int, int] | None:
    """Where in a folded text without blanks a folded string stands.

    Blanks say nothing: line breaks and hyphens put some into words.
    """
    from rapidfuzz import fuzz

    wanted, text = wanted.replace(" ", ""), text.replace(" ", "")
    if not wanted or len(wanted) > len(text) + 3:
        return None
    found = fuzz.partial_ratio_alignment(wanted, text, score_cutoff=95)
    return (found.dest_start, found.dest_end) if found else None


def _titles(reference: Work, record: Work) -> str:
    a, b = fold(reference.title), fold(record.title)
    if not b:
        return "missing"
    if not a:
        if len(b) >= 15 and stands_in(b, fold(reference.text)):
            return "within"
        return "differs" if _unexplained(reference, record) > _FEW else "missing"
    # Blanks that line breaks, hyphens and OCR put into words say nothing.
    close = max(ratio(a, b), ratio(a.replace(" ", ""), b.replace(" ", "")))
    if close >= 0.96:
        return "same"
    if close >= 0.88:
        return "close"
    if len(b) >= max(15, 0.35 * len(a)) and stands_in(b, fold(reference.text)):
        return "within"
    main = _main(record.title)
    if len(main) >= 12 and ratio(a, main) >= 0.94:
        return "main"
    if len(a) >= max(25, 0.4 * len(b)) and len(a) < len(b) and ratio(a, b[: len(a)]) >= 0.95:
        return "main"
    return "similar" if close >= 0.72 else "differs"


def _main(title: str) -> str:
    """The title before its subtitle, folded; "" where it has none."""
    cut = _MAIN.search(title)
    return fold(title[: cut.start()]) if cut else ""


def _unexplained(reference: Work, record: Work) -> int:
    """How many words of the raw reference the record has nothing like: those of another title."""
    names = " ".join(
        f"{person.family} {person.given}" for person in (*record.people, *record.others)
    )
    known = (
        f"{names} {fold(' '.join(record.containers))} {fold(str(record.item.get('publisher', '')))}"
    )
    starts = {word[:3] for word in known.split()}
    words = fold(reference.text).split()
    return sum(len(word) > 3 and word.isalpha() and word[:3] not in starts for word in words)


def _title_numbers(reference: Work, record: Work) -> str:
    """Parts, volumes and years that titles name: "Part I" is not "Part II"."""
    if not reference.title or not record.title:
        return "same"
    theirs = set(_NUMBER.findall(fold(record.title)))
    ours = set(_NUMBER.findall(fold(reference.title)))
    placed = f"{record.volume} {record.issue} {record.pages} {' '.join(map(str, record.years))}"
    explained = theirs | set(_NUMBER.findall(fold(placed)))
    stated = set(_NUMBER.findall(fold(reference.text))) if reference.text else ours
    return "same" if theirs <= stated and ours <= explained else "differs"


def same_name(a: str, b: str) -> bool:
    """Whether two folded family names are one, give or take particles and a letter read wrongly."""
    if not a or not b:
        return False
    if a == b or ratio(a, b) >= 0.84:
        return True
    first, second = a.split(), b.split()
    # "berg" and "van den berg", "garcia" and "garcia lorca"
    short, long = sorted((first, second), key=len)
    return len(short) < len(long) and all(word in long for word in short) and len(short[-1]) > 2


def _alike(a: Person, b: Person) -> bool:
    if same_name(a.family, b.family):
        return True
    # Family and given name in the wrong order, or an organisation under its words.
    return bool(a.given) and len(b.family) > 2 and b.family in f"{a.given} {a.family}".split()


def _first(reference: Work, record: Work) -> str:
    theirs = (*record.people, *record.others)
    if not theirs:
        return "missing"
    level = _first_parsed(reference, theirs)
    if level in ("same", "initial differs"):
        return level
    # Where the parser missed the name, it still stands at the beginning.
    words = fold(reference.text[:_LEAD]).split()
    family = record.people[0].family.split() if record.people else []
    if family and len(family[-1]) > 2 and all(word in words for word in family):
        return "same"
    return level


def _first_parsed(reference: Work, theirs: Sequence[Person]) -> str:
    if not reference.people:
        return "missing"
    first = reference.people[0]
    for position, person in enumerate(theirs):
        if not _alike(first, person):
            continue
        if position:
            return "elsewhere"
        swapped = not same_name(first.family, person.family)
        swapped = swapped or any(word in person.family.split() for word in first.given.split())
        initials = _initials(first.given), _initials(person.given)
        return (
            "same"
            if swapped or not all(initials) or initials[0] & initials[1]
            else ("initial differs")
        )
    return "differs"


def _initials(given: str) -> set[str]:
    return {word[0] for word in given.split()}


def _authors(reference: Work, record: Work) -> str:
    theirs = (*record.people, *record.others)
    if not reference.people or not theirs:
        return "missing"
    known = sum(any(_alike(person, other) for other in theirs) for person in reference.people)
    share = known / len(reference.people)
    return "all" if share == 1 else "most" if share >= 0.6 else "some" if share else "none"


def _years(left: Sequence[int], right: Sequence[int]) -> str:
    if not left or not right:
        return "missing"
    apart = min(abs(a - b) for a in left for b in right)
    return "same" if not apart else "near" if apart == 1 else "differs"


def _containers(reference: Work, record: Work) -> str:
    levels = [_container(a, b) for a in reference.containers for b in record.containers]
    level = min(levels, key=LEVELS["container"].index, default="missing")
    if level == "same" or not record.containers:
        return level
    names = [fold(name) for name in record.containers]
    text = _without(fold(record.title), fold(reference.text))
    if any(len(name) >= 8 and stands_in(name, text) for name in names):
        return "same"
    return "unstated" if level == "missing" and record.part else level


def _without(title: str, text: str) -> str:
    """A folded text, without blanks, less the title: "Open Humanities" is not the journal there."""
    text = text.replace(" ", "")
    place = _where(title, text)
    return text[: place[0]] + " " + text[place[1] :] if place else text


@lru_cache(maxsize=50_000)
def _container(left: str, right: str) -> str:
    from rapidfuzz import fuzz

    a, b = fold(left), fold(right)
    if not a or not b:
        return "missing"
    if ratio(a, b) >= 0.9 or abbreviates(a, b) or abbreviates(b, a):
        return "same"
    loose = max(float(fuzz.token_set_ratio(a, b)) / 100, ratio(a, b))
    return "similar" if loose >= 0.8 else "differs"


def abbreviates(short: str, long: str) -> bool:
    """Whether a folded title is an abbreviation of another: "j am chem soc", "jacs"."""
    words = [word for word in long.split() if word not in _SMALL]
    parts = [part for part in short.split() if part not in _SMALL]
    if not parts or not words or len(parts) > len(words):
        return False
    if len(parts) == 1 and len(words) > 2:
        initials = "".join(word[0] for word in words), "".join(word[0] for word in long.split())
        return parts[0] in initials
    at = 0
    for part in parts:
        while at < len(words) and not _stands_for(part, words[at]):
            at += 1
        if at == len(words):
            return False
        at += 1
    return len(parts) >= 0.6 * len(words)


def _stands_for(part: str, word: str) -> bool:
    """ "chem" or "natl" for "chemistry" and "national"."""
    if word.startswith(part):
        return True
    if len(part) < 3 or part[0] != word[0] or len(part) >= len(word):
        return False
    letters = iter(word)
    return all(letter in letters for letter in part)


def _numbers(left: str, right: str) -> str:
    a, b = _number_set(left), _number_set(right)
    if not a or not b:
        return "missing"
    return "same" if a & b else "differs"


@lru_cache(maxsize=20_000)
def _number_set(text: str) -> frozenset[str]:
    words = fold(text).split()
    out: set[str] = set()
    for word in words:
        digits = _DIGITS.findall(word)
        if digits:
            out.update(number.lstrip("0") or "0" for number in digits)
        elif word and set(word) <= set(_ROMAN) and len(word) < 10:
            out.add(str(_roman(word)))
    return frozenset(out or words)


def _roman(word: str) -> int:
    values = [_ROMAN[letter] for letter in word]
    following = (*values[1:], 0)
    return sum(-a if a < b else a for a, b in zip(values, following, strict=True))


def _pages(reference: Work, pages: str) -> str:
    a, b = _page_list(reference.pages), _page_list(pages)
    if not b:
        return "missing"
    if a and a[0] == b[0]:
        return "same" if _same_end(a, b) else "overlap"
    if len(b) > 1 and b[0] != "1" and set(b[:2]) <= set(_page_list(reference.text)):
        return "same"  # Both ends of the range stand somewhere in the reference.
    if not a:
        return "missing"
    return "overlap" if set(a) & set(b) else "differs"


def _same_end(a: Sequence[str], b: Sequence[str]) -> bool:
    """Whether two lists of pages end alike, as far as both say: "145-61" ends at 161."""
    if len(a) < 2 or len(b) < 2:
        return True
    return a[1].endswith(b[1]) or b[1].endswith(a[1])


def _page_list(pages: str) -> list[str]:
    """First and last pages, without leading zeros: "S0140–9" and "e0123" keep their letters."""
    return [
        word.lstrip("0") or "0" for word in fold(pages).split() if any(c.isdigit() for c in word)
    ]
