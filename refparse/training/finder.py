"""Training of the finder: labelled documents to a model of lines.

Documents are invented around labelled references, read from hand-marked texts, or from AnyStyle's
labelled theses. The same inputs and seed give the same model on one machine.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from typing import Any, Final

from refparse._errors import CorpusError, TrainingError
from refparse._version import __version__
from refparse.corpus import from_record
from refparse.evaluation.finder import read_marked_files
from refparse.finder.cues import cues_of
from refparse.finder.label import GOES_ON, HEADING, OTHER, START
from refparse.finder.lines import split_lines
from refparse.finder.marked import LabelledDocument, Range
from refparse.finder.model import write_model
from refparse.finder.pieces import Piece, pieces_of
from refparse.finder.segment import split_rows
from refparse.finder.views import View, make_views
from refparse.synth.groups import Group
from refparse.synth.library import (
    Source,
    invented_documents,
    is_held_out,
    reference_groups,
)
from refparse.tagger.prune import prune
from refparse.training.synthetic import as_record

DOCUMENTS: Final = 1300
"""How many documents are invented for training."""

SYNTHESISED: Final = 10_000
"""How many references are synthesised for them."""

PARAMETERS: Final[dict[str, float]] = {
    "c1": 0.2, "c2": 0.05, "max_iterations": 80, "min_freq": 3, "prune": 0.0,
}  # fmt: skip
_WITHOUT_RULES: Final = 0.2
"""The share of documents that are shown without the rules' answer, lest the model only copy it."""

_MARKED_REPEAT: Final = 4
_TTX: Final = re.compile(r"^(\w*) *\| ?(.*)$")


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
    """Train a model of lines and write its folder.

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
    import pycrfsuite

    settings = {**PARAMETERS, **(parameters or {})}
    paths = [Path(path) for path in corpora]
    sources: list[dict[str, Any]] = []
    trainer = _trainer(progress)
    counts: Counter[str] = Counter()
    rng = Random(seed)
    number = 0
    for document, repeat in _material(paths, documents, synthesised, seed, stage, sources):
        views = make_views(document.lines)
        pieces, runs = pieces_of(views)
        labels = labels_of(document, views, pieces)
        cues = cues_of(views, pieces, runs, rules=rng.random() >= _WITHOUT_RULES)
        sequence = pycrfsuite.ItemSequence(cues)
        for _ in range(repeat):
            trainer.append(sequence, labels)
        counts.update(labels)
        number += 1
    if not counts[START]:
        raise TrainingError("no reference in the given documents: give .jsonl, .txt or .ttx files")
    stage(f"training on {number} documents, {counts.total()} lines, {counts[START]} references")
    trainer.set_params(
        {
            "c1": settings["c1"],
            "c2": settings["c2"],
            "max_iterations": int(settings["max_iterations"]),
            "feature.minfreq": settings["min_freq"],
        }
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model"
        trainer.train(str(path))
        data = path.read_bytes()
    if settings["prune"]:
        data = prune(data, settings["prune"])
    meta = {
        "name": Path(output).name,
        "refparse": __version__,
        "seed": seed,
        "parameters": settings,
        "training": {"documents": number, "lines": dict(sorted(counts.items())), "from": sources},
    }
    write_model(Path(output), data, meta)
    return meta


def _material(
    paths: Sequence[Path],
    documents: int,
    synthesised: int,
    seed: int,
    stage: Callable[[str], None],
    sources: list[dict[str, Any]],
) -> Iterator[tuple[LabelledDocument, int]]:
    """Every training document and how often it is shown; fills in ``sources``."""
    references: list[dict[str, Any]] = []
    for path in paths:
        if path.suffix == ".jsonl":
            found = read_records(path)
            references += found
            sources.append(_source(path, references=len(found)))
        elif path.suffix == ".ttx":
            document = read_ttx(_read(path), path.stem)
            sources.append(_source(path, references=len(document.references)))
            stage(f"{path.name}: {len(document.lines)} lines")
            yield document, 1
        else:
            marked = read_marked_files([path])
            entry = {"name": path.name, "documents": len(marked)}
            sources.append(_source(path) if path.is_file() else entry)
            for document in marked:
                yield document, _MARKED_REPEAT
    if references and documents:
        stage(f"inventing {documents} documents around {len(references)} references")
        sources_of_lists = groups_of(references, synthesised, seed)
        groups = [group for each in sources_of_lists.values() for group in each]
        sources.append({"invented": documents, "synthesised": synthesised, "seed": seed})
        for document in invented_documents(groups, documents, seed):
            yield document, 1


def groups_of(
    references: Sequence[dict[str, Any]], synthesised: int, seed: int, held_out: bool = False
) -> dict[Source, list[Group]]:
    """Labelled references, and others synthesised from their works, as lists.

    ``held_out`` takes the references that are kept for measuring, rather than all others; no work
    and no citation style is in both.
    """
    own = [each for each in references if is_held_out(str(each["text"])) == held_out]
    records = [
        record
        for each in own
        if (record := as_record(from_record(each, str(each.get("id", ""))))) is not None
    ]
    return reference_groups(own, records, synthesised, seed, held_out)


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CorpusError(f"cannot read {path} as UTF-8: {error}") from None


def read_records(path: Path) -> list[dict[str, Any]]:
    """The labelled references of a JSON Lines file.

    Raises:
        CorpusError: it cannot be read, or a line is no labelled reference.
    """
    records = []
    for number, line in enumerate(_read(path).splitlines(), 1):
        try:
            record = json.loads(line)
        except ValueError as error:
            raise CorpusError(f"{path}:{number} is not valid JSON ({error})") from None
        if not isinstance(record, dict) or not isinstance(record.get("text"), str):
            raise CorpusError(f"{path}:{number}: no labelled reference with a 'text'")
        records.append(record)
    return records


def _source(path: Path, **more: int) -> dict[str, Any]:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    return {"name": path.name, "sha256": digest, **more}


def _trainer(progress: Callable[[int, float, float], None] | None) -> Any:
    import pycrfsuite

    class Trainer(pycrfsuite.Trainer):  # type: ignore[misc]
        def message(self, message: str) -> None:
            event = self.logparser.feed(message)
            if event == "iteration" and progress is not None:
                info = self.logparser.last_iteration
                progress(
                    int(info["num"]), float(info.get("loss", 0.0)), float(info.get("time", 0.0))
                )

    return Trainer(algorithm="lbfgs", verbose=False)


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


def read_ttx(text: str, name: str) -> LabelledDocument:
    """A thesis whose lines are labelled (AnyStyle's finder format).

    Only stretches of references are labelled there; where one ends and the next starts is taken
    from the rules, which are told that they see nothing but references.
    """
    rows: list[str] = []
    labels: list[str] = []
    label = ""
    for raw in text.splitlines():
        match = _TTX.match(raw)
        if match:
            label = match.group(1) or label
            rows.append(html.unescape(match.group(2)))
            labels.append(label)
    plain = "\n".join(rows)
    lines = split_lines(plain)
    if len(lines) != len(labels):
        raise CorpusError(f"{name}: {len(lines)} lines for {len(labels)} labels")
    views = make_views(lines)
    at_offset: dict[int, str] = {}
    for line, each in zip(lines, labels, strict=True):
        lead = len(line.text) - len(line.text.lstrip())
        at_offset[line.offset + lead] = each
    references: list[tuple[Range, ...]] = []
    start = 0
    while start < len(views):
        end = start
        while end < len(views) and at_offset.get(views[end].offset) == "ref":
            end += 1
        for first, last in split_rows(views, start, end):
            references.append(tuple((v.offset, v.offset + len(v.text)) for v in views[first:last]))
        start = max(end, start + 1)
    return LabelledDocument(name, tuple(lines), tuple(references), (), plain, "en", "thesis")
