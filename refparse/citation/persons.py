"""One person: from the words of a name as printed to family name, given name, particle, suffix."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from refparse.citation._letters import UPPER
from refparse.citation.name_shapes import kind
from refparse.citation.name_words import (
    ASIAN_SURNAMES,
    GIVEN_NAMES,
    PARTICLES,
    SHORT_SURNAMES,
    SPANISH_SURNAMES,
    fold,
)
from refparse.types import Name


@lru_cache(maxsize=16384)
def is_given(word: str) -> bool:
    """Whether a word is a frequent given name; of "Jean-Paul" the first part counts."""
    key = fold(word)
    return key in GIVEN_NAMES or ("-" in key and key.split("-", 1)[0] in GIVEN_NAMES)


_MC: Final = re.compile(rf"(Mc|Mac|De|Di|Le|La|Van|O['’])([{UPPER}]{{3,}})$")


def _title_part(part: str) -> str:
    if not part:
        return part
    if part[:2] in ("MC", "Mc") and len(part) > 3:
        return "Mc" + part[2:3].upper() + part[3:].lower()
    if len(part) > 2 and part[1] in "'’" and part[0] in "ODL":
        return part[:2] + part[2].upper() + part[3:].lower()
    return part[0].upper() + part[1:].lower()


@lru_cache(maxsize=8192)
def _title_word(word: str) -> str:
    mixed = _MC.match(word)
    if mixed is not None:
        return mixed[1] + mixed[2][0] + mixed[2][1:].lower()
    if not word.isupper():
        return word
    for dash in "-\u2010\u2011":
        if dash in word:
            return dash.join([_title_part(part) for part in word.split(dash)])
    return _title_part(word)


def title_case(words: list[str]) -> list[str]:
    """Family name words in capitals as names are written: "DE LA CRUZ" gives "De la Cruz"."""
    cased = [_title_word(word) for word in words]
    for index in range(1, len(cased) - 1):
        if words[index].isupper() and cased[index].lower() in PARTICLES:
            cased[index] = cased[index].lower()
    return cased


_ELIDED: Final = re.compile(
    rf"([dl]['’ʼ‘]|(?:dell|dall|all)['’ʼ]|(?:al|el|as|ad|an|ar|at|ash|ul|ibn|bin|bar)[-‐‑])(?=[{UPPER}])"
)


def make_name(family: list[str], given: list[str], suffix: str = "") -> Name:
    """A name from the words of its family and given name.

    Particles printed small before the family name ("van de Wetering") or joined to it
    ("d'Alembert", "al-Razi") go to ``particle``. One printed with a capital stays in the family
    name, and one printed behind the given name ("Campos, S. L. de") stays there: it does not
    belong to the name that the list is sorted by.
    """
    start = 0
    while start < len(family) - 1 and kind(family[start]) == "P":
        start += 1
    particles, family = family[:start], family[start:]
    if given and len(given[-1]) > 4 and given[-1][-1] == "." and given[-1][:-1].isalpha():
        given = [*given[:-1], given[-1][:-1]]
    if family:
        elided = _ELIDED.match(family[0])
        if elided is not None:
            particles.append(elided[1])
            family = [family[0][elided.end() :], *family[1:]]
        if any(word[-1].isupper() for word in family):
            family = title_case(family)
        family[-1] = family[-1].rstrip(".,:;") or family[-1]
    particle = " ".join(particles)
    return Name(" ".join(family), " ".join(given), particle, suffix)


_PATRONYMIC: Final = re.compile(r"(?:вич|вна|ична|инична|[oe]vich|[oe]vna|[oe]vitch|yich)$")


def _caps_family(words: list[str], shape_: str) -> tuple[list[str], list[str]] | None:
    """Family and given name where only one of them is printed in capitals."""
    caps = [i for i, letter in enumerate(shape_) if letter == "C"]
    if not caps or not ("W" in shape_ or (shape_[-1] == "Q" and len(shape_) > 1)):
        return None
    first, last = caps[0], caps[-1]
    if last == 0 and len(words) == 2 and is_given(words[0]) and not is_given(words[1]):
        return words[1:], words[:1]  # "GIUSEPPE Bertoni"
    while (
        first
        and shape_[first - 1] in "PQB"
        and (words[first - 1].isupper() or shape_[first - 1] == "P")
    ):
        first -= 1
    while last + 1 < len(words) and shape_[last + 1] == "B" and last + 2 < len(words):
        last += 1
    return words[first : last + 1], words[:first] + words[last + 1 :]


def cut_full(words: list[str], shape_: str, order: str = "") -> tuple[list[str], list[str]]:
    """Family and given name of full words without comma or initials.

    Given name first unless there is evidence against it: one part in capitals, a particle in
    front, a given name at the end only, a patronymic at the end, a frequent Chinese, Vietnamese or
    Korean surname in front.

    Args:
        words: two words or more.
        shape_: their kinds.
        order: "direct" or "inverted" where the other names of the list show it; "" otherwise.
    """
    cut = _caps_family(words, shape_)
    if cut is not None:
        return cut
    count = len(words)
    if shape_[0] in "PQ" and count > 1 and not (shape_[0] == "Q" and is_given(words[0])):
        at = next((i for i, letter in enumerate(shape_) if letter in "WCBX"), count - 1)
        # "De la Cruz Juan" is inverted; "Von Stoffert" is a family name only.
        return words[: at + 1], words[at + 1 :]
    for index in range(1, count):
        letter = shape_[index]
        if words[index] in ("y", "e") and index > 1 and index + 1 < count:
            return words[index - 1 :], words[: index - 1]  # "José Ortega y Gasset"
        if letter == "P" and index + 1 < count:
            return words[index:], words[:index]
        if letter == "P":
            return words[: count - 2] or words[:1], words[count - 2 :]
        if letter == "Q" and index + 1 < count:
            return words[index:], words[:index]
    if shape_[0] == "B" and count > 1:
        return words[:1], words[1:]
    if shape_[-1] == "B":
        return words[:-1], words[-1:]
    if count > 2 and _PATRONYMIC.search(words[-1].lower()):
        return words[:1], words[1:]
    if order == "inverted" and count == 2 and not is_given(words[0]):
        return words[:1], words[1:]
    if order != "direct" and count > 1 and is_given(words[-1]) and not is_given(words[0]):
        return words[:1], words[1:]
    first, last = fold(words[0]), fold(words[-1])
    if count == 3 and order != "direct" and fold(words[1]) in ("van", "thi", "thị"):
        return words[:1], words[1:]  # Vietnamese
    if (count == 2 and order != "direct") or first == "nguyen":
        hyphened = "-" in last and last[-1] != "-"
        asian = first in ASIAN_SURNAMES and last not in ASIAN_SURNAMES
        if (asian and not is_given(words[0])) or (first == "lee" and hyphened):
            return words[:1], words[1:]
    if count > 2 and fold(words[-2]) in SPANISH_SURNAMES and fold(words[-2]) not in GIVEN_NAMES:
        return words[-2:], words[:-2]
    return words[-1:], words[:-1]


def cut_direct(words: list[str], shape_: str) -> tuple[list[str], list[str]]:
    """Family and given name of a name whose initials come before its family name."""
    count = len(words)
    cut = _caps_family(words, shape_)
    if cut is not None and "I" in shape_:
        return cut
    last_initial = max(i for i, letter in enumerate(shape_) if letter in "IB" and i < count - 1)
    start = last_initial + 1
    # "F. Scott Moreland", but "S. L. Harper Stone".
    while start < count - 1 and shape_[start] in "WC" and is_given(words[start]):
        start += 1
    if shape_[0] == "B" and start == 1 and is_short_surname(words[0]):
        return words[:1], words[1:]  # "WU Xin"
    return words[start:], words[:start]


def cut_capitals(words: list[str], shape_: str) -> tuple[list[str], list[str]]:
    """Family and given name where both are short and in capitals: "LI J.", "DE LA CRUZ J"."""
    at = shape_.find("I")
    if at < 1:
        at = len(words) - 1
    return words[:at], words[at:]


def cut_inverted(words: list[str], shape_: str) -> tuple[list[str], list[str]]:
    """Family and given name of a name whose initials come behind its family name."""
    cut = _caps_family(words, shape_) if shape_[0] == "C" else None
    if cut is not None:
        return cut  # "PRADO Luis F."
    at = len(words)
    while at > 1 and shape_[at - 1] in "IBP":
        at -= 1
    while at < len(words) and shape_[at] == "P":
        at += 1
    return words[:at], words[at:]


def is_short_surname(word: str) -> bool:
    """Whether two to four capitals are rather a surname ("LI") than initials ("JW")."""
    return fold(word) in SHORT_SURNAMES
