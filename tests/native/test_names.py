"""The C core and the Python modules read the same people from lists of names."""

from __future__ import annotations

import random
import unicodedata
from functools import cache
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from refparse import native
from refparse.citation import name_words
from refparse.citation.name_reader import letters, name_reader
from refparse.citation.name_text import _ET_AL, _LEAD, _ROLE_END, LEAD_WORDS, REMARK_WORDS
from refparse.citation.names import LONGEST_LIST, parse_names, read_in_python
from refparse.citation.wording import tidy
from refparse.corpus import LabelledReference
from refparse.types import Name
from tests.strategies import texts

if not native.ACCELERATED:
    pytest.skip("the C core is not built", allow_module_level=True)


@cache
def core() -> Any:
    found = name_reader()
    assert found is not None
    return found


def assert_same(text: str) -> bool:
    """Whether C answered; what it answers is Python's answer."""
    found = core()(text)
    if found is None:
        return False
    assert found == read_in_python(text), text
    assert all(type(name) is Name for name in found[0])
    return True


COMMON = """
    Berg, A., Stone, I. D., and Harper, R. J.
    A. Berg, I. D. Stone & R.-J. Harper
    Berg A, Stone ID, Harper RJ.
    Berg, Anna, Stone, Ivo, and Rosa Harper
    Hill, Anna B., and Tom C. Berg
    van der Stoffel, J., de la Cruz, M., & d'Orlon, P., et al.
    OZEROV, A.; MÜLLER, K. and O'NEILL, J.
    BERG, Anna; DE SOUZA, José
    Орлов И. В., Петрова А.
    Martel F Garnier S Prado L
    Anna Berg and Ivo Stone
    Mary and Edwin Holt
    Ortega y Prado, José
    Berg, A., Jr., Stone, B., III
    McDONALD, A. and al-Rahman, B.
    Nguyen Van Long and Lee Ho-jin
    Wei Zhang, Li Chen, et al.
    WHO
    LI J., WU XB
    Ivanovich P.
    Dr. Anna Berg
    Berg , A., Stone ,I.D.
    A.Berg, I.Stone and R.-J. Harper
    Berg, A., Stone, I., … Harper, R.
    Berg A et al.
    Berg, A., II, and Stone Jr., B.
    Berg, A., B. C., and D.
    R. M.
    A. Yıldız
    Berg, A. / Stone, I. D./Harper, R.
    OECD/Berg, A.
    Ders.
""".strip().splitlines()


@pytest.mark.parametrize("text", [line.strip() for line in COMMON])
def test_common_lists(text: str) -> None:
    assert assert_same(text) or text.split()[0] in ("WHO", "Ders.", "Dr.", "OECD/Berg,")


def test_it_answers_for_most_lists(gold: tuple[LabelledReference, ...]) -> None:
    people = [
        reference.text[start:end]
        for reference in gold
        for start, end, label in reference.spans
        if label in ("author", "editor", "translator")
    ]
    answered = sum(map(assert_same, people))
    assert answered * 4 > len(people) * 3


def test_spoilt_lists(gold: tuple[LabelledReference, ...]) -> None:
    """Lists shuffled, cut, joined, put in capitals and sprinkled with marks."""
    chance = random.Random(11)
    people = [
        reference.text[start:end]
        for reference in gold
        for start, end, label in reference.spans
        if label in ("author", "editor", "translator")
    ]
    marks = ".,;-'’‐& ()[]/…:\"–aZ1éИ"
    answered = 0
    for _ in range(6000):
        parts = chance.choice(people).split(", ") + chance.choice(people).split(", ")
        chance.shuffle(parts)
        text = ", ".join(parts[: chance.randrange(1, len(parts) + 1)])
        if chance.random() < 0.15:
            text = text.upper()
        for _ in range(chance.choice((0, 0, 1, 2))):
            at = chance.randrange(len(text) + 1)
            text = text[:at] + chance.choice(marks) + text[at + chance.randrange(2) :]
        answered += assert_same(text)
    assert answered > 2000


WORDS = sorted(
    name_words.PARTICLES
    | name_words.SUFFIXES
    | name_words.TITLES
    | name_words.DEGREES
    | name_words.CONNECTORS
    | set("smith berg müller ivanov petrovna john maria li ho-jin nguyen university for".split())
    | set("pascal o'brien mcdonald al-razi d’alembert mitchell with others editor ßa".split())
)
INITIALS = ["A.", "A. B.", "A.B.", "A.-B.", "AB", "A", "Yu.", "Th", "J. R. de", "Jr.", "a."]
word = st.sampled_from(WORDS).flatmap(
    lambda text: st.sampled_from([text, text.title(), text[:1].upper() + text[1:], text.upper()])
)
person = st.one_of(
    st.tuples(word, st.sampled_from([", ", " "]), st.sampled_from(INITIALS)),
    st.tuples(st.sampled_from(INITIALS), st.just(" "), word),
    st.tuples(word, st.sampled_from([", ", " "]), word),
    st.tuples(word),
).map("".join)
separator = st.sampled_from([", ", ", ", "; ", " and ", ", and ", " & ", ",", " y ", " / ", " - "])
people = st.builds(
    lambda lead, first, others, end: lead + first + "".join(a + b for a, b in others) + end,
    st.sampled_from(["", "", "by ", "In ", "De ", "A "]),
    person,
    st.lists(st.tuples(separator, person), max_size=4),
    st.sampled_from(["", "", "", ".", ", et al.", " et al", " u.a.", " (Eds.)", ", Jr.", " Ed."]),
)


@given(people)
@settings(max_examples=1500)
@example("Berg, Sr")
@example("Berg, Anna, Msc")
@example("J.-& A.-M. Berg")
@example("Berg Anna i Van &")
@example("Berg, A. A. O.")
@example("le Santa, Anna")
@example("Berg St.")
@example("Berg , J. ‐C.")
@example("A. Berg and/or I. Stone")
@example("Berg/http, A.")
@example("A. B. Snr")
@example("Berg A. . . Stone")
@example("Berg , A .Institut, B.")
def test_words_of_every_kind(text: str) -> None:
    assert_same(text)


@given(texts)
@settings(max_examples=300)
@example("")
@example("\x00")
@example("\ud800")
@example("Berg\U0001f4da, A.")
@example("İPEK, A.")
def test_any_string(text: str) -> None:
    assert_same(text)
    assert parse_names(text) == read_in_python(text)


def test_what_is_no_text() -> None:
    assert core()(7) is None
    assert core()(b"Berg, A.") is None


def test_letters_stay_as_they_are() -> None:
    """In whatever neighbourhood: tidy leaves them alone, and so the core need not look."""
    known, folded = letters()
    assert len(known) == len(folded) > 800
    assert tidy(known) == known
    assert tidy(known[::-1]) == known[::-1]
    assert len(known.lower()) == len(known)
    assert name_words.fold(known) == folded
    assert not any(map(unicodedata.combining, known))


def test_lead_and_remark_words_are_all() -> None:
    """Each word of the patterns is known to the core: a list with one is never answered there."""
    for lead in LEAD_WORDS:
        assert core()(f"{lead} A. Berg") is None
    for remark in REMARK_WORDS:
        assert core()(f"Stone, {remark}.") is None
    for text in ("Di A. Berg", "de l'anglais par A. Berg", "A c. di A. Berg", "В А. Берг"):
        assert core()(text) is None or _LEAD.match(text)[0] == ""  # type: ignore[index]
    for text in ("Berg, A. u.a.", "Berg u.a.m.", "Berg, A. m.fl", "Berg, A. A. O.", "Berg i dr"):
        assert _ET_AL.search(text) or _ROLE_END.search(text)
        assert core()(text) is None


def test_a_long_list() -> None:
    text = ", ".join(["Berg, A. B."] * 12_000)
    found = core()(text)
    assert found == ((Name("Berg", "A. B."),) * 12_000, False)
    assert core()("Berg, A., " * LONGEST_LIST) is None
    assert assert_same("Paz y " * 4_000 + "Luna B.")
    assert_same("A" * 5_000 + ", B.")


def test_readers_are_made_of_what_they_need() -> None:
    made = native.name_reader_type()
    for wrong in ((), (Name, (), letters()), (Name, (frozenset(),) * 20, ("ab", "a")), (3, (), ())):
        with pytest.raises((TypeError, ValueError)):
            made(*wrong)
    empty = made(Name, (frozenset(),) * 20, letters())
    assert empty.read("Berg, A.") == ((Name("Berg", "A."),), False)
