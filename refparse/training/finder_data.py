"""What the finder is trained on: labelled references, hand-marked documents, labelled theses."""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from refparse._errors import CorpusError
from refparse.corpus import from_record
from refparse.evaluation.finder import read_marked_files
from refparse.finder.lines import split_lines
from refparse.finder.marked import LabelledDocument, Range
from refparse.finder.segment import split_rows
from refparse.finder.views import make_views
from refparse.synth.groups import Group
from refparse.synth.library import Source, is_held_out, reference_groups
from refparse.training.synthetic import as_record

_TTX: Final = re.compile(r"^(\w*) *\| ?(.*)$")


@dataclass(frozen=True, slots=True)
class Material:
    """What the finder is trained on.

    Attributes:
        marked: documents marked by hand.
        theses: labelled theses.
        groups: lists of references to invent documents around.
        sources: what each file is, for ``meta.json``.
    """

    marked: tuple[LabelledDocument, ...]
    theses: tuple[LabelledDocument, ...]
    groups: tuple[Group, ...]
    sources: tuple[dict[str, Any], ...]


def material_of(
    paths: Sequence[Path],
    documents: int,
    synthesised: int,
    seed: int,
    stage: Callable[[str], None],
) -> Material:
    """Read what the finder is to be trained on; arguments are those of ``train_finder``.

    Raises:
        CorpusError: a file cannot be read.
        InputError: a package that synthesis needs is not installed.
    """
    references: list[dict[str, Any]] = []
    marked: list[LabelledDocument] = []
    theses: list[LabelledDocument] = []
    groups: list[Group] = []
    sources: list[dict[str, Any]] = []
    for path in paths:
        if path.suffix == ".jsonl":
            found = read_records(path)
            references += found
            sources.append(_source(path, references=len(found)))
        elif path.suffix == ".ttx":
            document = read_ttx(_read(path), path.stem)
            theses.append(document)
            sources.append(_source(path, references=len(document.references)))
            stage(f"{path.name}: {len(document.lines)} lines")
        else:
            read = read_marked_files([path])
            marked += read
            entry = {"name": path.name, "documents": len(read)}
            sources.append(_source(path) if path.is_file() else entry)
    if references and documents:
        stage(f"inventing {documents} documents around {len(references)} references")
        for lists in groups_of(references, synthesised, seed).values():
            groups += lists
        sources.append({"invented": documents, "synthesised": synthesised, "seed": seed})
    return Material(tuple(marked), tuple(theses), tuple(groups), tuple(sources))


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
