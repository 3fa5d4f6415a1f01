"""Measuring the finder on documents that its training did not see."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from random import Random
from typing import Final

from refparse._errors import CorpusError
from refparse.documents import read_document
from refparse.evaluation.finder import (
    Find,
    Found,
    evaluate_documents,
    evaluate_folder,
    finder,
    matches,
    read_marked_files,
    total,
)
from refparse.synth.documents import invent_document
from refparse.synth.groups import Group
from refparse.synth.library import Source, invented_documents
from refparse.synth.paper import invented_paper
from refparse.synth.typeset import html_document
from refparse.training.finder_data import groups_of, read_records

SEED: Final = 31_337
"""Far from the seeds of training, so that no document is the same; errors on the documents of this
seed were not looked at while the finder was mended (those of 20,000 and 55,501 were).
"""

_SYNTHESISED: Final = 2500

Row = tuple[str, int, Found]
"""Name of a set of documents, how many they are, and the counts."""


def measure_finder(
    gold: Sequence[Path],
    model: str | Path | None,
    *,
    invented: int = 200,
    seed: int = SEED,
    stage: Callable[[str], None] = lambda line: None,
) -> list[Row]:
    """Precision, recall and F1 of whole references.

    Args:
        gold: folders of documents beside their ``.refs.txt``, marked documents (.txt, or folders of
            them), and labelled references (.jsonl) to invent documents around.
        model: name or folder of the model of lines; None for the rules alone.
        invented: how many documents to invent for text, for HTML, and for PDF in one and in two
            columns, around lists in citation styles, of works that training leaves out; as many
            as text around lists from templates, and around lists that mix styles.
        seed: of the invented documents.
        stage: called with a line at each stage.

    Raises:
        CorpusError: a path holds nothing to measure on.
        InputError: a package that reading or synthesis needs is not installed.
    """
    find_in = finder(model)
    rows: list[Row] = []
    records = []
    for path in gold:
        if path.suffix == ".jsonl":
            records += read_records(path)
        elif path.is_dir() and any(path.glob("*.refs.txt")):
            stage(f"{path}: documents")
            found = evaluate_folder(path, model)
            rows.append((path.name, len(found), total(path.name, found)))
        else:
            found = evaluate_documents(read_marked_files([path]), find_in)
            if not found:
                raise CorpusError(f"{path}: no marked .txt documents and no *.refs.txt in it")
            rows.append((f"marked: {path.name}", len(found), total(path.name, found)))
    if records and invented:
        groups = groups_of(records, _SYNTHESISED, seed, held_out=True)
        rows += _invented(groups, find_in, invented, seed, stage)
    return rows


def _invented(
    sources: Mapping[Source, Sequence[Group]],
    find_in: Find,
    count: int,
    seed: int,
    stage: Callable[[str], None],
) -> list[Row]:
    rows: list[Row] = []
    groups = sources["styles"]
    stage(f"{count} invented documents as text")
    found = evaluate_documents(invented_documents(groups, count, seed, "text"), find_in)
    rows.append(("invented: text", count, total("text", found)))
    stage("none of them with references")
    empty = invented_documents(groups, count // 4, seed + 1, "text", "none")
    found = evaluate_documents(empty, find_in)
    rows.append(("invented: no references", count // 4, total("none", found)))
    stage("as HTML")
    found = [_html(groups, find_in, seed, number) for number in range(count)]
    rows.append(("invented: HTML", count, total("html", found)))
    for columns in (1, 2):
        stage(f"as PDF, columns: {columns}")
        found = [_paper(groups, find_in, seed, number, columns) for number in range(count)]
        rows.append((f"invented: PDF, columns: {columns}", count, total("pdf", found)))
    for source in ("templates", "mixed"):
        stage(f"as text, lists: {source}")
        found = evaluate_documents(
            invented_documents(sources[source], count, seed, "text"), find_in
        )
        rows.append((f"invented: text, {source}", count, total(source, found)))
    return rows


def _html(groups: Sequence[Group], find_in: Find, seed: int, number: int) -> Found:
    rng = Random(f"{seed}/{number}/html")
    _, language, parts = invent_document(groups, rng)
    page, gold = html_document(parts, rng, language)
    found = find_in(read_document(page.encode("utf-8"), kind="html").lines)
    return Found(f"html-{number}", matches(found, gold), len(found), len(gold))


def _paper(groups: Sequence[Group], find_in: Find, seed: int, number: int, columns: int) -> Found:
    data, gold = invented_paper(groups, seed, number, columns)
    found = find_in(read_document(data, kind="pdf").lines)
    return Found(f"paper-{number}", matches(found, gold), len(found), len(gold))
