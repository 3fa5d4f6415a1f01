"""Invented documents: repeatable, soundly marked, and what they say they are."""

from __future__ import annotations

from random import Random

import pytest

from refparse.finder.marked import strip_marks
from refparse.synth.documents import KINDS, invent_document
from refparse.synth.groups import Group, group_references
from refparse.synth.library import invented_document, invented_documents, is_held_out
from refparse.synth.typeset import html_document
from refparse.synth.writer import wordings

TEXTS = tuple(
    f"Able, S., & Baker, T. ({1950 + k}). {title} of the {place}. Coastal Research, {k}, 3-47."
    for k, (title, place) in enumerate(
        (title, place)
        for title in ("Salt pans", "Sea walls", "Mud flats", "Boat yards", "Fish weirs")
        for place in ("north", "south", "islands", "estuary")
    )
)
GROUPS = [
    Group(language, "apa", TEXTS[k : k + 8])
    for k, language in enumerate(("en", "de", "ru", "zh", "fr", "ko"))
]


def test_the_same_seed_gives_the_same_documents() -> None:
    first = list(invented_documents(GROUPS, 6, 3))
    assert first == list(invented_documents(GROUPS, 6, 3))
    assert first[4] == invented_document(GROUPS, 3, 4)
    assert first != list(invented_documents(GROUPS, 6, 4))


@pytest.mark.parametrize("setting", ["text", "page"])
@pytest.mark.parametrize("kind", KINDS)
def test_references_stand_where_the_marks_say(kind: str, setting: str) -> None:
    for number in range(4):
        document = invented_document(GROUPS, 5, number, setting, kind)  # type: ignore[arg-type]
        assert document.kind == kind
        assert bool(document.references) == (kind != "none")
        text = "\n".join(line.text for line in document.lines)
        assert not set(text) & set("⟦⟧⟨⟩⟪⟫")
        known = {letters(each) for each in TEXTS}
        full = [gold for gold in document.gold if len(gold) > 60]
        assert all(any(each in letters(gold) for each in known) for gold in full)
        assert (document.lines[0].box is not None) == (setting == "page")


def letters(text: str) -> str:
    return "".join(char for char in text if char.isalpha())


def test_html_holds_its_references() -> None:
    rng = Random(7)
    _, language, parts = invent_document(GROUPS, rng, "chapters")
    page, gold = html_document(parts, rng, language)
    marked = sum(part.text.count("⟦") for part in parts)
    assert len(gold) == marked > 0
    assert "⟦" not in page
    assert all(strip_marks(each) == each for each in gold)


@pytest.mark.parametrize("columns", [1, 2])
def test_a_real_pdf_is_read_back(columns: int) -> None:
    pytest.importorskip("reportlab")
    pytest.importorskip("matplotlib")
    from refparse.documents import read_document
    from refparse.finder.marked import align
    from refparse.synth.paper import invented_paper

    data, gold = invented_paper(GROUPS, 2, 1, columns)
    document = read_document(data, kind="pdf")
    placed = [ranges for ranges in align(document.lines, gold) if ranges]
    assert len(gold) > 0
    assert len(placed) >= 0.9 * len(gold)
    assert invented_paper(GROUPS, 2, 1, columns)[1] == gold


def test_references_are_grouped_by_style_and_lose_their_numbers() -> None:
    records = [
        {"id": f"own-{k}", "text": f"[{k}] {text}", "spans": [[1, 2, "number"]], "lang": "en"}
        for k, text in enumerate(TEXTS[:5], 1)
    ]
    records += [{"text": text, "spans": [], "lang": "de", "style": "din/de"} for text in TEXTS[5:9]]
    groups = {group.style: group for group in group_references(records)}
    assert groups["own/en"].texts == TEXTS[:5]
    assert groups["din/de"].language == "de"


def test_some_references_are_kept_for_measuring() -> None:
    share = sum(map(is_held_out, (f"{text} {k}" for text in TEXTS for k in range(50)))) / 1000
    assert 0.08 < share < 0.18


def test_every_language_has_prose_and_headings() -> None:
    assert len(wordings()) >= 16
    for language, kinds in wordings().items():
        assert {"s", "h", "r"} <= set(kinds), language
