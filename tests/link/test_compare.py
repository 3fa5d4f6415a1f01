"""Levels of agreement, and what they come to."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.link.choose import choose, contradicts
from refparse.link.compare import LEVELS, abbreviates, compare, same_name, stands_in
from refparse.link.score import contradiction, disagreements, score, shipped
from refparse.link.works import Person, Work, fold, of_citation, of_item, people_of
from refparse.parser import Parser
from refparse.types import Citation
from tests.link.works import vancouver
from tests.strategies import texts
from tests.timing import assert_linear

RECORD = Work(
    title="Tides and harbours of the northern estuaries",
    people=(Person("orlando", "mina"), Person("quist", "peter t")),
    years=(2004,),
    containers=("Journal of Invented Coasts",),
    volume="12",
    issue="3",
    pages="145-161",
    part=True,
    doi="10.5555/1",
    source="crossref",
)
SAME = replace(RECORD, doi="", source="", part=False)


def level(field: str, **changed: Any) -> str:
    return compare(replace(SAME, **changed), RECORD)[field]


def test_the_same_work_agrees_in_everything() -> None:
    assert set(compare(SAME, RECORD).values()) == {"same", "all"}
    assert score(compare(SAME, RECORD)) > 0.99
    assert contradiction(compare(SAME, RECORD)) == ""


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("TIDES and Harbours of the Northern Estuaries.", "same"),
        ("Tides and har- bours of the northern estu aries", "same"),
        ("Tides and harbonrs of the northem estuarios", "close"),
        ("Lanterns on the quay", "differs"),
        ("", "missing"),
    ],
)
def test_titles(title: str, expected: str) -> None:
    assert level("title", title=title) == expected


def test_subtitles() -> None:
    record = replace(RECORD, title="Tides and harbours: a social history of the estuaries")
    assert compare(replace(SAME, title="Tides and harbours"), record)["title"] == "main"
    # The parser cut the title short, or took the publisher into it: the words are all there.
    text = "Orlando M. Tides and harbours: a social history of the estuaries. Leeds: Heron, 2004."
    for parsed in ("Tides and harbours", f"{record.title}. Leeds: Heron & Daughters"):
        assert compare(replace(SAME, title=parsed, text=text), record)["title"] == "within"


def test_another_title_in_the_place_of_a_missing_one() -> None:
    plain = replace(SAME, title="", text="Orlando M, Quist PT. J Invented Coasts 2004;12:145-61.")
    assert compare(plain, RECORD)["title"] == "missing"
    assert contradiction(compare(plain, RECORD)) == ""
    other = "Orlando M, Quist PT. Lanterns along forgotten quaysides. J Invented Coasts 2004;12:145"
    assert compare(replace(plain, text=other), RECORD)["title"] == "differs"


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Chalk, part II", "differs"), ("Chalk, part I", "same"), ("Chalk", "differs"),
     ("Chalk, part I, volume 12", "same")],
)  # fmt: skip
def test_parts_are_told_apart(title: str, expected: str) -> None:
    record = replace(RECORD, title="Chalk, part I")
    assert compare(replace(SAME, title=title), record)["numbers"] == expected


@pytest.mark.parametrize(
    ("people", "expected"),
    [
        ([("orlando", "m")], "same"),
        ([("orlando", "")], "same"),
        ([("mina", "orlando")], "same"),  # in the wrong order
        ([("orlando", "b")], "initial differs"),
        ([("quist", "p")], "elsewhere"),
        ([("verdun", "m")], "differs"),
        ([], "missing"),
    ],
)
def test_first_authors(people: list[tuple[str, str]], expected: str) -> None:
    assert level("first author", people=tuple(Person(*name) for name in people)) == expected


def test_an_author_whom_the_parser_missed() -> None:
    assert level("first author", people=(), text="1. Orlando: Tides and harbours") == "same"
    # Far behind, the name is part of something else.
    assert level("first author", people=(), text=f"{'x ' * 60} Orlando") == "missing"


@pytest.mark.parametrize(
    ("people", "expected"),
    [("orlando quist", "all"), ("orlando verdun", "some"), ("verdun", "none"), ("", "missing"),
     ("orlando quist orlando verdun", "most")],
)  # fmt: skip
def test_all_authors(people: str, expected: str) -> None:
    assert level("authors", people=tuple(Person(name) for name in people.split())) == expected


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("van den berg", "berg", True),
        ("garcia lorca", "garcia", True),
        ("hallgrimsson", "hallgrirnsson", True),
        ("li", "wang li", False),
        ("smith", "smythe", False),
        ("", "smith", False),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same_name(b, a) is same


@pytest.mark.parametrize(
    ("years", "expected"),
    [((2004,), "same"), ((2005,), "near"), ((2003, 1990), "near"), ((2007,), "differs"),
     ((), "missing")],
)  # fmt: skip
def test_years(years: tuple[int, ...], expected: str) -> None:
    assert level("year", years=years) == expected


@pytest.mark.parametrize(
    ("container", "expected"),
    [("J. Inv. Coasts", "same"), ("Journal of invented coasts.", "same"),
     ("J Invented Coasts", "same"), ("Journal of Invented Coastal Law", "similar"),
     ("Annals of Imagined Law", "differs")],
)  # fmt: skip
def test_containers(container: str, expected: str) -> None:
    assert level("container", containers=(container,)) == expected


def test_containers_that_the_parser_missed() -> None:
    text = "Orlando M. Tides and harbours. Journal of Invented Coasts 12."
    assert level("container", containers=(), text=text) == "same"
    assert level("container", containers=(), text="Orlando M. Tides and harbours.") == "unstated"
    # The journal's name in the title is not the journal.
    record = replace(RECORD, title="Opening the Archive of Chalk", containers=("Archive of Chalk",))
    text = "Orlando M. Opening the Archive of Chalk. Science of Man 12."
    reference = replace(SAME, title=record.title, containers=("Science of Man",), text=text)
    assert compare(reference, record)["container"] == "differs"


@pytest.mark.parametrize(
    ("short", "long", "expected"),
    [
        ("j am chem soc", "journal of the american chemical society", True),
        ("jacs", "journal of the american chemical society", True),
        ("natl sci rev", "national science review", True),
        ("z sprachwiss", "zeitschrift fur sprachwissenschaft", True),
        ("science", "science of man", False),
        ("j am chem soc", "journal of american culture", False),
        ("nature", "nature physics and its friends", False),
        ("", "science", False),
    ],
)
def test_abbreviations(short: str, long: str, expected: bool) -> None:
    assert abbreviates(short, long) is expected


@pytest.mark.parametrize(
    ("changed", "field", "expected"),
    [
        ({"volume": "XII"}, "volume", "same"),
        ({"volume": "012"}, "volume", "same"),
        ({"volume": "13"}, "volume", "differs"),
        ({"issue": ""}, "issue", "missing"),
        ({"issue": "3-4"}, "issue", "same"),
        ({"pages": "145–61"}, "pages", "same"),
        ({"pages": "140-161"}, "pages", "overlap"),
        ({"pages": "145-190"}, "pages", "overlap"),
        ({"pages": "145"}, "pages", "same"),
        ({"pages": "1-9"}, "pages", "differs"),
        ({"pages": "", "text": "… 12(3):145-161"}, "pages", "same"),
        ({"pages": ""}, "pages", "missing"),
    ],
)
def test_numbers(changed: dict[str, str], field: str, expected: str) -> None:
    assert level(field, **changed) == expected


def test_better_levels_never_weigh_less() -> None:
    weights = shipped()
    assert 0.5 < weights.threshold < 1
    for field, levels in LEVELS.items():
        given = weights.levels[field]
        assert set(given) == set(levels)
        ordered = [given[name] for name in levels if name != "missing"]
        assert ordered == sorted(ordered, reverse=True)
        assert max(given.values()) == given[levels[0]] == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"title": "Lanterns on the quay"}, "title"),
        ({"people": (Person("verdun"),)}, "first author"),
        ({"years": (1990,)}, "year"),
        ({"containers": ("Science of Man",), "volume": "9", "pages": "9"}, "container"),
        ({"title": "", "pages": ""}, "title"),
    ],
)
def test_contradictions_are_never_accepted(changed: dict[str, Any], field: str) -> None:
    reference = replace(SAME, **changed)
    agreement = compare(reference, RECORD)
    assert contradiction(agreement) == field
    choice = choose(reference, [RECORD], 0.0001)
    assert choice.match is None
    assert choice.closest is not None
    assert choice.closest.doi == RECORD.doi
    assert contradicts(reference, RECORD) is (reference.title != "")
    if field != "title" or changed["title"]:
        assert field in disagreements(agreement)


def test_two_works_that_fit_alike_are_no_match() -> None:
    bare = Work(title="Editorial notes", people=RECORD.people, years=(2004,), doi="")
    one, two = (Work(**{**_parts(bare), "doi": f"10.5555/{n}", "volume": str(n)}) for n in (1, 2))
    choice = choose(bare, [one, two], 0.1)
    assert choice.ambiguous
    assert choice.match is None
    # The same work, registered twice, is one work.
    twin = replace(one, doi="10.5555/3")
    assert choose(bare, [one, twin], 0.1).match is not None


def _parts(work: Work) -> dict[str, Any]:
    return {name: getattr(work, name) for name in ("title", "people", "years", "doi")}


def test_a_parsed_reference_meets_its_record(parser: Parser, records: list[dict[str, Any]]) -> None:
    for record in records[:40]:
        reference = of_citation(parser.parse(vancouver(record)))
        agreement = compare(reference, of_item(record, "crossref"))
        assert agreement["title"] in ("same", "within")
        assert score(agreement) > 0.9


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Été–1: l’<i>eau</i> &amp; feu", "ete 1 l eau feu"), ("Культура и взрыв", "kul tura i vzryv"),
     ("ﬁn", "fin"), ("", ""), ("\ud800", "")],
)  # fmt: skip
def test_folding(text: str, expected: str) -> None:
    assert fold(text) == expected or text.startswith("К")
    assert fold(text).isascii()


def test_names_of_any_shape() -> None:
    assert people_of(None) == people_of("x") == people_of({"family": "x"}) == people_of([1]) == ()
    assert people_of([{"literal": "Heron & Daughters"}]) == (Person("heron daughters"),)


@given(texts, texts)
def test_any_two_strings_compare(left: str, right: str) -> None:
    one = Work(title=left, people=(Person(fold(left), fold(right)),), containers=(left,),
               volume=left, pages=right, text=right)  # fmt: skip
    two = Work(title=right, people=(Person(fold(right)),), containers=(right,), volume=right,
               pages=left, part=True)  # fmt: skip
    agreement = compare(one, two)
    assert all(value in LEVELS[field] for field, value in agreement.items())
    assert 0 <= score(agreement) <= 1


@given(st.text(alphabet="ab ", max_size=30), st.text(alphabet="ab ", max_size=60))
def test_what_is_inside_is_found(part: str, rest: str) -> None:
    if part.strip():
        assert stands_in(part, f"{rest}{part}{rest}")


def test_long_strings_take_no_longer_than_they_should() -> None:
    def run(size: int) -> None:
        fold.cache_clear()
        citation = Citation("tide " * size, fields={"title": "tides of the estuary " * size})
        compare(of_citation(citation), RECORD)

    assert_linear(run, 300, 6000)
