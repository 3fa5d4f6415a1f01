"""Train a model: corpora in, a verified model folder out."""

from __future__ import annotations

import importlib.metadata
import itertools
import platform
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from refparse._errors import TrainingError
from refparse.corpus import LabelledReference
from refparse.labels import LABELS, OUTSIDE
from refparse.tagger.files import CRF_FILE, META_FILE, Meta, read_meta, write_meta
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise
from refparse.training.measure import check_dev, measure, warnings_of

MIN_REFERENCES: Final = 20
HELD_OUT: Final = 0.1
"""Share of the training references kept for calibration and scores when no dev corpus is given."""
_PACKAGES: Final = ("python-crfsuite", "sklearn-crfsuite", "scikit-learn", "numpy")

Progress = Callable[[int, float, float], None]


@dataclass(frozen=True, slots=True)
class Material:
    """What a model is trained on.

    Attributes:
        references: labelled references with how often each is shown.
        sources: one row per corpus for the metadata: name, references, SHA-256, ….
    """

    references: tuple[tuple[LabelledReference, int], ...]
    sources: tuple[dict[str, Any], ...] = field(default_factory=tuple)


def train(
    material: Material,
    output: str | Path,
    *,
    dev: Sequence[str | Path] = (),
    name: str = "",
    seed: int = 1,
    bio: bool = False,
    parameters: dict[str, Any] | None = None,
    recipe: str = "",
    progress: Progress | None = None,
    stage: Callable[[str], None] = lambda _: None,
) -> Meta:
    """Train a model and write its folder.

    Args:
        material: the labelled references.
        output: folder to write; replaced as a whole once training has succeeded.
        dev: gold corpora to measure and calibrate on; without, a tenth of the material is held out.
        name: the model's name; the folder's by default.
        seed: seed of the order of references and of the held-out choice.
        bio: BIO tags instead of plain ones.
        parameters: arguments of :class:`refparse.tagger.crf.CRFTagger`.
        recipe: text for the metadata: where the material came from.
        progress: called after each iteration with (iteration, loss, seconds).
        stage: called with a line of text at each stage.

    Returns:
        The metadata as written.

    Raises:
        TrainingError: too few references, bad parameters, or the folder cannot be written or holds
            something else than a model.
        CorpusError: a dev corpus cannot be read or breaks the format.
        InputError: two dev corpora have the same name, or one is also trained on.
    """
    from refparse.tagger.crf import CRFTagger

    # What could fail at the end of a long training fails before it.
    output = Path(output).absolute()
    _check_output(output)
    check_dev(dev, material.sources)
    held: list[LabelledReference] = []
    shown = [pair for pair in material.references if pair[0].spans]
    random.Random(seed).shuffle(shown)
    if not dev:
        size = int(len(shown) * HELD_OUT)
        held, shown = [reference for reference, _ in shown[:size]], shown[size:]
    if len(shown) < MIN_REFERENCES:
        raise TrainingError(
            f"{len(shown)} labelled references to train on: give at least {MIN_REFERENCES}"
        )
    stage(f"training on {len(shown)} references")
    started = time.time()
    try:
        tagger = CRFTagger(progress=progress, **(parameters or {}))
        tagger.check_params()
    except TypeError as error:
        raise TrainingError(f"unknown training parameter: {error}") from None
    except ValueError as error:
        raise TrainingError(f"training parameter {error}") from None
    tokens, tags = _sequences(shown, bio)
    tagger.fit(tokens, tags)
    seconds = time.time() - started
    labels = {tag.removeprefix("B-").removeprefix("I-") for tag in tagger.classes_} - {OUTSIDE}
    with tempfile.TemporaryDirectory(prefix="refparse-") as scratch:
        folder = Path(scratch) / "model"
        folder.mkdir()
        tagger.save(folder / CRF_FILE)
        meta = Meta(
            name=name or output.name,
            labels=tuple(label for label in LABELS if label in labels),
            bio=bio,
            extra={
                "training": {
                    "references": len(shown),
                    "held_out": len(held),
                    "sources": list(material.sources),
                    "languages": language_counts(reference for reference, _ in shown),
                    "spans": label_counts(reference for reference, _ in shown),
                    "recipe": recipe,
                    "iterations": len(tagger.losses_),
                },
                "hyper_parameters": _public(tagger.get_params()),
                "seed": seed,
                "versions": _versions(),
            },
        )
        write_meta(folder, meta)
        stage("measuring and calibrating")
        for line in warnings_of(measure(folder, dev, held=held)):
            stage(line)
        _install(folder, output)
    stage(f"trained in {seconds:.0f} s; wrote {output}")
    return read_meta(output)


def _sequences(
    shown: Sequence[tuple[LabelledReference, int]], bio: bool
) -> tuple[Iterator[list[str]], Iterator[list[str]]]:
    """Token and tag sequences, each reference tokenised once and never all in memory.

    Both are read in step, so that what one is ahead of the other is all that is kept.
    """
    tokenised = (
        (reference, tokenise(reference.text)) for reference, times in shown for _ in range(times)
    )
    first, second = itertools.tee(tokenised)
    tokens = ([token.text for token in found] for _, found in first)
    tags = (
        tags_from_spans(reference.text, found, reference.spans, bio) for reference, found in second
    )
    return tokens, tags


def _public(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if key != "progress"}


def _versions() -> dict[str, str]:
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {"python": platform.python_version(), **versions}


def _check_output(output: Path) -> None:
    """Refuse to replace what is no model: a folder of other files, or a file."""
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        known = not output.exists() or (output / META_FILE).is_file() or not any(output.iterdir())
    except OSError as error:
        raise TrainingError(
            f"cannot write model folder {output}: {error.strerror or error}"
        ) from None
    if not known:
        raise TrainingError(
            f"{output} exists and is no model: training replaces the whole folder. Give another."
        )


def _install(folder: Path, output: Path) -> None:
    """Put the folder in its place by renaming, so that nobody sees half a model."""
    fresh = output.with_name(output.name + ".new")
    former = output.with_name(output.name + ".old")
    try:
        for left_over in (fresh, former):
            if left_over.exists():
                shutil.rmtree(left_over)
        shutil.copytree(folder, fresh)
        if output.exists():
            output.rename(former)
        fresh.rename(output)
        if former.exists():
            shutil.rmtree(former)
    except OSError as error:
        raise TrainingError(
            f"cannot write model folder {output}: {error.strerror or error}"
        ) from None


def label_counts(references: Iterable[LabelledReference]) -> dict[str, int]:
    """How many spans of each label, in the order of the label set."""
    counts = Counter(label for reference in references for _, _, label in reference.spans)
    return {label: counts[label] for label in LABELS if counts[label]}


def language_counts(references: Iterable[LabelledReference]) -> dict[str, int]:
    """How many references of each language, the commonest first; "und" where it is not known."""
    counts = Counter(reference.lang or "und" for reference in references)
    return dict(sorted(counts.items(), key=lambda row: (-row[1], row[0])))


__all__ = ["Material", "label_counts", "language_counts", "train"]
