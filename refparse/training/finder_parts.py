"""Training of the model that parts notes, and paragraphs which hold a whole list.

Notes come from invented and hand-marked documents, found in them as the finder finds them: the
model of lines has to be trained first. Paragraphs are set from the lists of invented documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from random import Random
from typing import Any, Final

from refparse.finder.entries import covered_by
from refparse.finder.label import GOES_ON, OTHER, START, entries_from
from refparse.finder.marked import LabelledDocument
from refparse.finder.method import reading_of
from refparse.finder.model import LineModel
from refparse.finder.note_texts import Note, notes_in
from refparse.finder.parts import LISTED, Memory, Part, cues_of_parts, parts_of
from refparse.finder.verify import headed_entries
from refparse.finder.views import View, make_views
from refparse.synth.groups import Group
from refparse.synth.writer import Writer

Sequences = tuple[list[list[str]], list[str]]
"""The cues of the parts of one text, and their labels."""

DOCUMENTS: Final[dict[str, float]] = {"notes": 0.35, "mixed": 0.2, "": 0.45}
"""Kinds of documents that notes are taken from, with shares; "" is any kind."""
PARAGRAPHS: Final = 0.4
"""How many paragraphs of references are set, for each of those documents."""

_NUMBERINGS: Final = {"": 45, "1.": 23, "[1]": 17, "(1)": 5, "1)": 5, "•": 5}
_PROSE: Final = 0.3


def of_documents(documents: Iterable[LabelledDocument], model: LineModel) -> Iterator[Sequences]:
    """The notes of documents whose references are known."""
    for document in documents:
        views = make_views(document.lines)
        reading = reading_of(views, model)
        if reading is None:
            continue
        found = entries_from(views, reading.pieces, reading.runs, reading.labels)
        entries, _, _ = headed_entries(reading, found, None)
        covered = covered_by(entries, len(views))
        references = sorted((each[0][0], each[-1][1]) for each in document.references if each)
        memory = Memory()
        for note in notes_in(views, reading.pieces, reading.runs, reading.labels, covered):
            parts = parts_of(note.body.text)
            about = note.cues(bool(entries))
            cues = cues_of_parts(
                note.body.text, parts, memory, about, reading.line_label(note.body)
            )
            memory.keep(note.body.text)
            yield cues, _labels(views, note, parts, references)


def _labels(
    views: Sequence[View],
    note: Note,
    parts: Sequence[Part],
    references: Sequence[tuple[int, int]],
) -> list[str]:
    """The labels of parts, given where the document's references start and end."""
    labels = []
    for part in parts:
        # The numbers of lists are part of their references.
        first = note.body.place(part.start) if part.start else note.opens
        last = note.body.place(part.end, behind=True)
        start = views[first.view].offset + first.column
        end = views[last.view].offset + last.column
        label = OTHER
        for opens, closes in references:
            if start <= opens < end:
                label = START
                break
            if opens < start < closes:
                label = GOES_ON
                break
        labels.append(label)
    return labels


def of_paragraphs(groups: Sequence[Group], count: int, seed: int) -> Iterator[Sequences]:
    """Lists that are set as one paragraph each, some with prose behind them."""
    for number in range(count):
        rng = Random(f"{seed}:paragraph:{number}")
        group = rng.choice(groups)
        texts = rng.sample(group.texts, min(len(group.texts), rng.randint(3, 14)))
        numbering = rng.choices(list(_NUMBERINGS), list(_NUMBERINGS.values()))[0]
        pieces = []
        starts: set[int] = set()
        at = 0
        for k, text in enumerate(texts, 1):
            piece = f"{numbering.replace('1', str(k))} {text}" if numbering else text
            starts.add(at)
            pieces.append(piece)
            at += len(piece) + 1
        if rng.random() < _PROSE:
            pieces.append(Writer(group.language, texts, rng).paragraph(1, 3))
        text = " ".join(pieces)
        parts = parts_of(text)
        cues = cues_of_parts(text, parts, Memory(), LISTED)
        labels = []
        for part in parts:
            if not starts.isdisjoint(range(part.start, part.end)):
                labels.append(START)
            else:
                labels.append(GOES_ON if part.start < at else OTHER)
        yield cues, labels


def append_to(trainer: Any, sequences: Iterable[Sequences], repeat: int = 1) -> Counter[str]:
    """Give sequences to a trainer; how often each label is in them."""
    import pycrfsuite

    counts: Counter[str] = Counter()
    for cues, labels in sequences:
        items = pycrfsuite.ItemSequence(cues)
        for _ in range(repeat):
            trainer.append(items, labels)
        counts.update(labels)
    return counts
