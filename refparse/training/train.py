"""Train a model: corpora in, a verified model folder out."""

from __future__ import annotations

import importlib.metadata
import platform
import random
import shutil
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

from refparse._errors import CorpusError, InputError, TrainingError
from refparse.corpus import LabelledReference, read_jsonl
from refparse.evaluation.calibration import (
    expected_calibration_error,
    fit_isotonic,
    reference_outcomes,
    span_outcomes,
)
from refparse.evaluation.evaluate import (
    PARTIAL,
    Prediction,
    Report,
    evaluate,
    predict,
    score_predictions,
)
from refparse.evaluation.yardstick import FIELDS, Score
from refparse.labels import LABELS, OUTSIDE
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CRF_FILE, META_FILE, Meta, read_meta, write_meta
from refparse.tagger.scheme import tags_from_spans
from refparse.text import tokenise
from refparse.training.card import write_card

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
        InputError: two dev corpora have the same name.
    """
    from refparse.tagger.crf import CRFTagger

    # What could fail at the end of a long training fails before it.
    output = Path(output).absolute()
    _check_output(output)
    _check_dev(dev)
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
        meta = _measured(folder, meta, dev, held)
        write_meta(folder, meta)
        write_card(folder, read_meta(folder))
        write_meta(folder, meta)
        _install(folder, output)
    stage(f"trained in {seconds:.0f} s; wrote {output}")
    return read_meta(output)


def _sequences(
    shown: Sequence[tuple[LabelledReference, int]], bio: bool
) -> tuple[Iterator[list[str]], Iterator[list[str]]]:
    """Token and tag sequences, each reference tokenised once per pass and never all in memory."""

    def repeated() -> Iterator[LabelledReference]:
        for reference, times in shown:
            for _ in range(times):
                yield reference

    tokens = ([token.text for token in tokenise(r.text)] for r in repeated())
    tags = (tags_from_spans(r.text, tokenise(r.text), r.spans, bio) for r in repeated())
    return tokens, tags


def _public(parameters: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in parameters.items() if key != "progress"}


def _versions() -> dict[str, str]:
    versions = {name: importlib.metadata.version(name) for name in _PACKAGES}
    return {"python": platform.python_version(), **versions}


def _measured(
    folder: Path, meta: Meta, dev: Sequence[str | Path], held: Sequence[LabelledReference]
) -> Meta:
    """The metadata with scores, calibration fitted on one half and checked on the other."""
    decoder = Decoder(folder)
    answers: dict[str, list[Prediction]]
    if dev:
        report, answers = evaluate(decoder, dev, model=meta.name)
    else:
        answers = {"held-out": predict(decoder, held)}
        report = Report(meta.name, {"held-out": score_predictions(answers["held-out"])})
    fit_half: tuple[list[Any], list[Any]] = ([], [])
    test_half: tuple[list[Any], list[Any]] = ([], [])
    for name, found in answers.items():
        scored = PARTIAL.get(name, FIELDS)
        for half, part in ((fit_half, found[::2]), (test_half, found[1::2])):
            half[0].extend(span_outcomes(part))
            half[1].extend(reference_outcomes(part, scored))
    calibration = {
        "span": fit_isotonic(fit_half[0]),
        "reference": fit_isotonic(fit_half[1]),
    }
    from refparse.tagger.decode import interpolate

    errors = {}
    for kind, outcomes in (("span", test_half[0]), ("reference", test_half[1])):
        knots = calibration[kind]
        errors[kind] = round(
            expected_calibration_error([(interpolate(knots, raw), hit) for raw, hit in outcomes]), 4
        )
    metrics = {**report.to_json(), "expected_calibration_error": errors}
    metrics.pop("model", None)
    return replace(meta, calibration=calibration, extra={**meta.extra, "metrics": metrics})


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


def _check_dev(dev: Sequence[str | Path]) -> None:
    stems = [Path(path).stem for path in dev]
    for path, stem in zip(dev, stems, strict=True):
        if stems.count(stem) > 1:
            raise InputError(f"two dev corpora are called {stem!r}: rename one file")
        if not any(True for _ in read_jsonl(path, strict=False)):
            raise CorpusError(f"{path} holds no references: give a dev corpus that does")


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


__all__ = ["Material", "Score", "label_counts", "train"]
