"""The synthetic part of a recipe: references made from records, or from the recipe's own gold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from refparse._errors import TrainingError
from refparse.corpus import LabelledReference, from_record
from refparse.training.recipe import Recipe, file_sha256

_KEYS = frozenset(
    {"count", "seed", "noise", "records", "records_sha256", "abbreviations", "strings"}
)


def synthetic(
    recipe: Recipe,
    shown: Sequence[tuple[LabelledReference, int]],
    corpora: Path | None,
    records: Path | None,
    workers: int,
    warn: Callable[[str], None],
    stage: Callable[[str], None],
) -> tuple[list[LabelledReference], dict[str, Any]]:
    """Make the references that a recipe's ``[synthesis]`` asks for.

    Args:
        recipe: its ``synthesis`` gives count, seed, noise, and optionally the names of the files
            of records and journal abbreviations with their SHA-256.
        shown: the references of the recipe's corpora; their labelled strings are drawn from too.
        corpora: folder of the public corpora.
        records: file of CSL-JSON records, JSON Lines, gzipped or not; None makes records out of
            the labelled references themselves.
        workers: processes to use.
        warn: called with a line where something is missing.
        stage: called with a line at each stage.

    Raises:
        TrainingError: unknown settings, or the records are not the recipe's.
        InputError: the packages that synthesis needs are not installed.
    """
    from refparse.synth import synthesise
    from refparse.synth.sources import read_records

    settings = dict(recipe.synthesis)
    unknown = set(settings) - _KEYS
    if unknown:
        raise TrainingError(f"recipe {recipe.name!r}: unknown [synthesis] keys {sorted(unknown)}")
    count, seed = int(settings.get("count", 0)), int(settings.get("seed", recipe.seed))
    source: dict[str, Any] = {
        "name": "synthesis",
        "seed": seed,
        "noise": settings.get("noise", 0.3),
    }
    items: Iterable[dict[str, Any]]
    if records is not None:
        digest = file_sha256(records)
        wanted = settings.get("records_sha256", "")
        if wanted and digest != wanted:
            raise TrainingError(
                f"{records}: SHA-256 {digest} is not the recipe's {wanted}: give the recipe's file"
            )
        items = list(read_records(records))
        source |= {"records": len(items), "records_sha256": digest}
    else:
        if settings.get("records"):
            warn(
                f"recipe {recipe.name!r}: no --records given (its own: {settings['records']}); "
                "synthesis uses the works that the training references name."
            )
        items = [record for reference, _ in shown if (record := as_record(reference))]
        source |= {"records": len(items), "source": "the works that the training references name"}
    abbreviations = list(_abbreviations(records, settings))
    strings = [{"id": r.id, "text": r.text, "spans": r.spans, "lang": r.lang} for r, _ in shown]
    stage(f"synthesis: {count} references from {len(items)} records")
    made = [
        from_record(record, f"synthesis:{number}")
        for number, record in enumerate(
            synthesise(
                items, count, seed, noise=float(settings.get("noise", 0.3)), workers=workers,
                references=strings if settings.get("strings", True) else (),
                abbreviations=abbreviations,
            ),
            1,
        )
    ]  # fmt: skip
    source["references"] = len(made)
    return made, source


def _abbreviations(records: Path | None, settings: dict[str, Any]) -> Iterator[tuple[str, str]]:
    name = settings.get("abbreviations")
    if not name or records is None or not (records.parent / str(name)).is_file():
        return
    from refparse.synth.sources import read_abbreviations

    yield from read_abbreviations(records.parent / str(name))


def as_record(reference: LabelledReference) -> dict[str, Any] | None:
    """A labelled reference as a CSL-JSON record; None without a title or of unknown type."""
    from refparse.citation import assemble
    from refparse.types import Span

    spans = [Span(a, b, label, reference.text[a:b]) for a, b, label in reference.spans]
    if not any(span.label == "title" for span in spans):
        return None
    item = assemble(reference.text, spans).to_csl()
    if reference.lang:
        item["language"] = reference.lang
    return item
