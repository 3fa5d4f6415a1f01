"""Parts of notes and paragraphs: where they are cut, what is seen of them, what they make up."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from refparse._errors import ModelError
from refparse.finder import find_references
from refparse.finder.label import GOES_ON, OTHER, START
from refparse.finder.lines import split_lines
from refparse.finder.model import PARTS_FILE, LineModel
from refparse.finder.note_texts import stretch_of
from refparse.finder.parts import Memory, cues_of_parts, parts_of, ranges_of
from refparse.finder.segment import is_paragraph
from refparse.finder.views import make_views
from refparse.tagger.files import find_model


def test_a_text_is_cut_wherever_a_citation_may_end() -> None:
    text = "Moor 1994: 6; vgl. Wehr, Die Flut. Emden 2004 – Das gilt nicht. [2] Ash, P. Fences"
    parts = parts_of(text)
    assert [(part.joint, text[part.start : part.end]) for part in parts] == [
        ("first", "Moor 1994: 6"),
        ("semicolon", "vgl."),
        ("sentence", "Wehr, Die Flut."),
        ("sentence", "Emden 2004"),
        ("dash", "Das gilt nicht."),
        ("sentence", "[2]"),
        ("sentence", "Ash, P. Fences"),
    ]
    for text in ("", ";", "; ; ;", "a" * 200_000 + ". B"):
        parts = parts_of(text)
        assert all(0 <= part.start < part.end <= len(text) for part in parts)
    assert [part.joint for part in parts_of("doi:10.9/x2 2. Ash, P. Fences")] == [
        "first", "number", "sentence",
    ]  # fmt: skip


def test_labelled_parts_make_citations() -> None:
    text = "Siehe Moor 1994: 6; Wehr 1999; ebda; siehe auch Wehr, Die Flut. Emden 2004."
    parts = parts_of(text)
    labels = [START, GOES_ON, OTHER, START, GOES_ON]
    assert [text[a:b] for a, b in ranges_of(text, parts, labels)] == [
        "Moor 1994: 6; Wehr 1999",
        "Wehr, Die Flut. Emden 2004.",
    ]
    assert ranges_of(text, parts, [OTHER] * 5) == []


def test_what_notes_said_before_is_remembered() -> None:
    memory = Memory()
    first = "Anke Moor, Der Damm am Priel, Stade 1994."
    memory.keep(first)
    (again,) = cues_of_parts(
        "Moor, Der Damm am Priel.", parts_of("Moor, Der Damm am Priel."), memory
    )
    (other,) = cues_of_parts("Wehr, Flut und Geest.", parts_of("Wehr, Flut und Geest."), memory)
    assert "nm=True" in again
    assert "nm=False" in other
    assert "seen=0" in other
    assert "seen=0" not in again


def test_cues_take_time_in_proportion_to_the_text() -> None:
    def took(count: int) -> float:
        text = "Moor, A. Der Damm am Priel. Stade 1994; " * count
        start = time.process_time()
        cues_of_parts(text, parts_of(text), Memory())
        return time.process_time() - start

    took(10)
    once = min(took(50) for _ in range(3))
    assert min(took(400) for _ in range(3)) < 40 * once


def test_places_in_a_stretch_of_rows() -> None:
    views = make_views(split_lines("12 Vgl. Moor 1994: 6;\nders. 1999.\n"))
    body = stretch_of(views, [(0, 3, 21), (1, 0, 11)])
    assert body.text == "Vgl. Moor 1994: 6; ders. 1999."
    at = body.text.index("ders.")
    assert (body.place(at).view, body.place(at).column) == (1, 0)
    end = body.place(at - 1, behind=True)
    assert (end.view, end.column) == (0, 21)
    whole = body.place(len(body.text), behind=True)
    assert (whole.view, whole.column) == (1, 11)


def _notes(*notes: str) -> str:
    prose = "The dykes of the coast were built by those who lived behind them, and kept by nobody."
    rows = [prose, prose, prose, ""]
    rows += [f"{number} {note}" for number, note in enumerate(notes, 1)]
    return "\n".join(rows) + "\n"


def test_notes_are_parted_by_the_shipped_model() -> None:
    works = [
        "Anke Moor, Der Damm am Priel, Stade: Quickset 1994, S. 3",
        "Tjark Wehr, Die Flut und ihre Folgen an der Küste, Emden: Mill 2004, S. 12",
        "Jan Priel, Siele und Schöpfwerke der Marsch, in: Deich und Land 8 (1990), S. 23-41",
        "Ada Geest, Das Land hinter den Deichen, Leer: Schulte 2011",
    ]
    text = _notes(
        f"Vgl. {works[0]}; {works[1]}.",
        "Ebd., S. 14.",
        f"So auch {works[2]}.",
        "Das gilt nicht für die Jahre, in denen niemand gezählt hat.",
        f"Moor, Damm, S. 5; siehe auch {works[3]}.",
        "Wehr, Flut, S. 7.",
    )
    found = [each.text.rstrip(".") for each in find_references(text)]
    assert found == works


@pytest.mark.parametrize("numbering", ["", "{}. ", "[{}] "])
def test_a_list_in_one_paragraph(numbering: str) -> None:
    works = [
        "Ashby P, Elmer Q. Gates and weirs of the northern coast. Mill Lett. 1994;4(2):12-19.",
        "Oakley R. Ponds and their keepers. Hull: Quickset; 2001.",
        "Yewdall S, Ashby P. Dykes in the years of the great flood. J Coasts. 2007;18:201-9.",
        "Birch T. Hedges without fields. In: Moor A, editor. Edges. Leer: Mill; 2012. p. 3-17.",
        "Elmer Q. The price of hay in wet years. Mill Lett. 2015;25(1):77-90.",
    ]
    entries = [numbering.format(number) + work for number, work in enumerate(works, 1)]
    row = "The mills\n\nProse about mills.\n\nReferences\n\n" + " ".join(entries) + "\n"
    assert [each.text for each in find_references(row)] == entries


def test_what_is_one_paragraph() -> None:
    words = ("Ash and the weirs of all coasts were kept by nobody " * 12).split()
    rows = []
    while words:
        row = ""
        while words and len(row) + 1 + len(words[0]) <= 60:
            row += " " * bool(row) + words.pop(0)
        rows.append(row)
    views = make_views(split_lines("\n".join(rows)))
    assert is_paragraph(views, 0, len(views))
    listed = make_views(split_lines("\n".join(rows[k] if k % 3 else "Ash 1999." for k in range(9))))
    assert not is_paragraph(listed, 0, len(listed))
    assert not is_paragraph(views, 0, 2)


def test_a_model_without_parts_leaves_notes_to_the_rules(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(find_model("finder"), tmp_path / "finder"))
    meta = json.loads((folder / "meta.json").read_text("utf-8"))
    del meta["files"][PARTS_FILE]
    (folder / "meta.json").write_text(json.dumps(meta), "utf-8")
    model = LineModel(folder)
    assert not model.has_parts
    with pytest.raises(ModelError, match=r"no parts\.crfsuite"):
        model.label_parts([["bias"]])
    work = "Anke Moor, Der Damm am Priel, Stade: Quickset 1994, S. 3"
    notes = [f"Vgl. {work.replace('3', str(k))}." for k in range(3, 9)]
    found = find_references(_notes(*notes), model=folder)
    assert [each.text.rstrip(".") for each in found] == [n.rstrip(".")[5:] for n in notes]


def test_a_damaged_file_of_parts_is_refused(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(find_model("finder"), tmp_path / "finder"))
    (folder / PARTS_FILE).write_bytes(b"lCRF")
    with pytest.raises(ModelError, match="damaged or replaced"):
        LineModel(folder)
