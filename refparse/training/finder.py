"""Training of the finder: labelled documents to a model of lines.

Documents are invented around labelled references, read from hand-marked texts, or from AnyStyle's
labelled theses. The same inputs and seed give the same model on one machine.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from refparse._errors import TrainingError
from refparse._version import __version__
from refparse.finder.cues import cues_of
from refparse.finder.fields import PARSER
from refparse.finder.label import GOES_ON, HEADING, OTHER, START
from refparse.finder.marked import LabelledDocument
from refparse.finder.model import LineModel, write_model
from refparse.finder.pieces import Piece, pieces_of
from refparse.finder.views import View, make_views
from refparse.synth.library import invented_documents
from refparse.tagger.prune import prune
from refparse.training.finder_data import Material, material_of
from refparse.training.finder_parts import DOCUMENTS as NOTE_DOCUMENTS
from refparse.training.finder_parts import PARAGRAPHS, append_to, of_documents, of_paragraphs

DOCUMENTS: Final = 1300
"""How many documents are invented for training."""

SYNTHESISED: Final = 10_000
"""How many references are synthesised for them."""

PARAMETERS: Final[dict[str, float]] = {
    "c1": 0.2, "c2": 0.05, "max_iterations": 100, "min_freq": 3, "prune": 0.0,
}  # fmt: skip
_WITHOUT_RULES: Final = 0.2
"""The share of documents that are shown without the rules' answer, lest the model only copy it."""

_MARKED_REPEAT: Final = 4


def train_finder(
    corpora: Sequence[str | Path],
    output: str | Path,
    *,
    documents: int = DOCUMENTS,
    synthesised: int = SYNTHESISED,
    seed: int = 1,
    parameters: dict[str, float] | None = None,
    stage: Callable[[str], None] = lambda line: None,
    progress: Callable[[int, float, float], None] | None = None,
) -> dict[str, Any]:
    """Train a model of lines, and one of the parts of notes, and write their folder.

    Args:
        corpora: labelled references (.jsonl) to invent documents around, hand-marked documents
            (.txt, or folders of them), and labelled theses (.ttx).
        output: the model folder.
        documents: how many documents to invent; 0 for none.
        synthesised: how many references to synthesise for them beside the given ones.
        seed: of every random choice.
        parameters: over :data:`PARAMETERS`: "c1", "c2", "max_iterations", "min_freq", "prune".
        stage: called with a line at each stage.
        progress: called after each iteration with (iteration, loss, seconds).

    Returns:
        What was written to ``meta.json``.

    Raises:
        CorpusError: a corpus cannot be read.
        TrainingError: nothing to train on.
        InputError: a package that synthesis needs is not installed.
    """
    settings = {**PARAMETERS, **(parameters or {})}
    output = Path(output)
    material = material_of([Path(path) for path in corpora], documents, synthesised, seed, stage)
    trainer = _trainer(settings, progress)
    counts: Counter[str] = Counter()
    rng = Random(seed)
    number = 0
    for document, repeat in _shown(material, documents, seed):
        views = make_views(document.lines)
        pieces, runs = pieces_of(views)
        labels = labels_of(document, views, pieces)
        cues = cues_of(views, pieces, runs, rules=rng.random() >= _WITHOUT_RULES)
        counts += append_to(trainer, [(cues, labels)], repeat)
        number += 1
    if not counts[START]:
        raise TrainingError("no reference in the given documents: give .jsonl, .txt or .ttx files")
    stage(f"training on {number} documents, {counts.total()} lines, {counts[START]} references")
    lines = _trained(trainer, settings["prune"])
    write_model(output, lines, {})
    trainer = _trainer(settings, progress)
    part_counts = _append_parts(trainer, LineModel(output), material, documents, seed)
    parts = None
    if part_counts[START]:
        stage(f"training on {part_counts.total()} parts of notes, {part_counts[START]} references")
        parts = _trained(trainer, settings["prune"])
    meta = {
        "name": output.name,
        "refparse": __version__,
        "seed": seed,
        "parameters": settings,
        "parser": PARSER,
        "training": {
            "documents": number,
            "lines": dict(sorted(counts.items())),
            "parts": dict(sorted(part_counts.items())),
            "from": material.sources,
        },
    }
    write_model(output, lines, meta, parts)
    return meta


def _shown(material: Material, documents: int, seed: int) -> Iterator[tuple[LabelledDocument, int]]:
    """Every document that lines are learnt from, and how often it is shown."""
    for document in material.theses:
        yield document, 1
    for document in material.marked:
        yield document, _MARKED_REPEAT
    if material.groups:
        for document in invented_documents(material.groups, documents, seed):
            yield document, 1


def _append_parts(
    trainer: Any, model: LineModel, material: Material, documents: int, seed: int
) -> Counter[str]:
    """Give the parts of notes and paragraphs to a trainer; how often each label is among them."""
    counts = append_to(trainer, of_documents(material.marked, model), _MARKED_REPEAT)
    if material.groups:
        for number, (kind, share) in enumerate(NOTE_DOCUMENTS.items(), 1):
            invented = invented_documents(
                material.groups, round(share * documents), seed + 1000 * number, kind=kind
            )
            counts += append_to(trainer, of_documents(invented, model))
        count = round(PARAGRAPHS * documents)
        counts += append_to(trainer, of_paragraphs(material.groups, count, seed))
    return counts


def _trainer(
    settings: dict[str, float], progress: Callable[[int, float, float], None] | None
) -> Any:
    import pycrfsuite

    class Trainer(pycrfsuite.Trainer):  # type: ignore[misc]
        def message(self, message: str) -> None:
            event = self.logparser.feed(message)
            if event == "iteration" and progress is not None:
                info = self.logparser.last_iteration
                progress(
                    int(info["num"]), float(info.get("loss", 0.0)), float(info.get("time", 0.0))
                )

    trainer = Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params(
        {
            "c1": settings["c1"],
            "c2": settings["c2"],
            "max_iterations": int(settings["max_iterations"]),
            "feature.minfreq": settings["min_freq"],
        }
    )
    return trainer


def _trained(trainer: Any, threshold: float) -> bytes:
    """The bytes of the trained model, without weights below a threshold where that is not 0."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        data = path.read_bytes()
    return prune(data, threshold) if threshold else data


def labels_of(
    document: LabelledDocument, views: Sequence[View], pieces: Sequence[Piece]
) -> list[str]:
    """The label of each piece of a labelled document."""
    spans = sorted(
        (start, end, k == 0)
        for ranges in document.references
        for k, (start, end) in enumerate(ranges)
    )
    headings = [start for start, _ in document.headings]
    labels = []
    at = 0
    for piece in pieces:
        start = views[piece.view].offset + piece.column
        end = views[piece.view].offset + piece.end
        while at < len(spans) and spans[at][1] <= start:
            at += 1
        label = OTHER
        if at < len(spans) and spans[at][0] < end:
            # What starts within a piece that goes on with another reference is for the
            # verification to part (refparse/finder/citations.py).
            label = START if spans[at][2] and spans[at][0] >= start else GOES_ON
        if label == OTHER and any(start <= heading < end for heading in headings):
            label = HEADING
        labels.append(label)
    return labels
