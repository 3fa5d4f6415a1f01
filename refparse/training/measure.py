"""Measure a model on gold corpora, calibrate its confidence, and write both into its folder.

Every second reference of each corpus is fitted on; calibration errors, reliability and accuracy by
coverage are those of the others, as calibrated. Field F1 and instance accuracy, which calibration
does not touch, are those of all references.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timezone
from pathlib import Path
from typing import Any, Final

from refparse._errors import CorpusError, InputError, TrainingError
from refparse.corpus import LabelledReference, read_jsonl
from refparse.evaluation.bootstrap import Intervals, intervals, tallies
from refparse.evaluation.calibration import (
    expected_calibration_error,
    fit_isotonic,
    reference_outcomes,
    reliability,
    span_outcomes,
)
from refparse.evaluation.evaluate import (
    PARTIAL,
    Prediction,
    Report,
    evaluate,
    predict,
    read_answers,
    score_predictions,
)
from refparse.evaluation.summary import report_answers, type_scores
from refparse.evaluation.trust import accuracy_at, coverage_curve, mean_trust, trust
from refparse.evaluation.yardstick import FIELDS
from refparse.tagger.decode import Decoder, interpolate
from refparse.tagger.files import CARD_FILE, META_FILE, Meta, read_meta, write_meta
from refparse.training.card import mapping, rows_of, write_card
from refparse.training.recipe import file_sha256

HELD_OUT_NAME: Final = "held-out"
BINS: Final = 15
STEPS: Final = 20
KINDS: Final = ("span", "reference")
PEERS_TRAINED_ON: Final[Mapping[str, str]] = {"grobid": "grobid-"}
"""What other parsers learnt from, where that is known: names of answers files and of corpora, both
by their beginning. GROBID's citation corpus holds both corpora that carry its name."""

_Predictions = dict[str, list[Prediction]]


def measure(
    folder: Path,
    dev: Sequence[str | Path],
    *,
    answers: Sequence[str | Path] = (),
    held: Sequence[LabelledReference] = (),
    day: date | None = None,
    advance: Callable[[], object] | None = None,
) -> Meta:
    """Measure and calibrate a model, and rewrite its ``meta.json`` and ``MODEL_CARD.md``.

    What the folder said before about scores and calibration plays no part: the same model, corpora
    and day give the same files.

    Args:
        folder: a model folder.
        dev: gold corpora that the model was not trained on.
        answers: other parsers' answers on them (:func:`refparse.evaluation.read_answers`); the
            file's stem is the parser's name.
        held: references held out of training, measured instead where there is no dev corpus.
        day: the day of measuring; today (UTC) by default.
        advance: called after each reference.

    Returns:
        The metadata as written. Too few outcomes (less than 50) leave a calibration empty.

    Raises:
        ModelError: the folder is missing or damaged.
        CorpusError: a dev corpus cannot be read, breaks the format or is empty.
        InputError: nothing to measure on, two corpora or two answers files have the same name, an
            answers file is not of its form, or the model was trained on a dev corpus.
        TrainingError: the folder cannot be written.
    """
    if not dev and not held:
        raise InputError("nothing to measure on: give at least one dev corpus")
    # Fitted on what the last calibration made of the confidences, maps would pile up.
    decoder = Decoder(folder, calibrated=False)
    peers = _read_peers(answers)
    check_dev(dev, rows_of(mapping(decoder.meta.extra.get("training")).get("sources")))
    if dev:
        report, found = evaluate(decoder, dev, model=decoder.meta.name, advance=advance)
    else:
        found = {HELD_OUT_NAME: predict(decoder, held, advance)}
        scores = {name: score_predictions(rows) for name, rows in found.items()}
        report = Report(decoder.meta.name, scores)
    calibration, halves = _calibrated(found)
    tongues = Counter(one.gold.lang or "und" for rows in found.values() for one in rows)
    metrics = {
        "measured": (day or datetime.now(timezone.utc).date()).isoformat(),
        **_scores(report, found, halves.checked),
        **halves.to_json(),
        "languages": dict(sorted(tongues.items(), key=lambda row: (-row[1], row[0]))),
    }
    for path in dev:
        metrics["corpora"][Path(path).stem]["sha256"] = file_sha256(Path(path))
    if peers:
        metrics["peers"] = {name: _peer(name, given, found) for name, given in peers.items()}
    meta = replace(
        decoder.meta,
        calibration=calibration,
        extra={**decoder.meta.extra, "metrics": metrics},
    )
    _store(folder, meta)
    return read_meta(folder)


def check_dev(dev: Sequence[str | Path], sources: Sequence[Mapping[str, Any]] = ()) -> None:
    """Check dev corpora before the long part.

    Args:
        dev: corpus files.
        sources: the rows of the training data, whose "sha256" none of them may have.

    Raises:
        InputError: two have the same name, or one was trained on.
        CorpusError: one cannot be read, breaks the format or is empty.
    """
    stems = [Path(path).stem for path in dev]
    trained = {source["sha256"]: source.get("name") for source in sources if source.get("sha256")}
    for path, stem in zip(dev, stems, strict=True):
        if stems.count(stem) > 1:
            raise InputError(f"two dev corpora are called {stem!r}: rename one file")
        # Read to its end: a bad last line must not show after hours of training.
        if not sum(1 for _ in read_jsonl(path, strict=False)):
            raise CorpusError(f"{path} holds no references: give a dev corpus that does")
        digest = file_sha256(Path(path))
        if digest in trained:
            raise InputError(
                f"{path} is the training corpus {trained[digest]!r} (same SHA-256): scores and "
                "calibration would flatter the model. Give references that it has not seen"
            )


def warnings_of(meta: Meta) -> list[str]:
    """What a measuring could not do, one line each; empty where all went well."""
    metrics = meta.extra.get("metrics", {})
    out = [
        f"too few {kind}s to calibrate on: their confidence stays as the CRF gives it. "
        "Give more dev references"
        for kind in KINDS
        if not meta.calibration.get(kind)
    ]
    for name, peer in metrics.get("peers", {}).items():
        for corpus, row in peer["corpora"].items():
            if row["answered"] < row["of"]:
                out.append(
                    f"{name}: {row['of'] - row['answered']} of {row['of']} references of {corpus} "
                    "have no answer and count as empty answers"
                )
    return out


@dataclass(frozen=True, slots=True)
class _Halves:
    """Outcomes of the references that were not fitted on."""

    checked: _Predictions
    raw: dict[str, list[tuple[float, bool]]]
    outcomes: dict[str, list[tuple[float, bool]]]
    by_corpus: dict[str, list[tuple[float, bool]]]

    def to_json(self) -> dict[str, Any]:
        """Calibration errors, reliability and accuracy by coverage, over all corpora together."""
        curves = [coverage_curve(rows, STEPS) for rows in self.by_corpus.values() if rows]
        pooled = coverage_curve(self.outcomes["reference"], STEPS)
        return {
            "expected_calibration_error": {
                kind: round(expected_calibration_error(self.outcomes[kind], BINS), 4)
                for kind in KINDS
            },
            "uncalibrated_error": {
                kind: round(expected_calibration_error(self.raw[kind], BINS), 4) for kind in KINDS
            },
            "reliability": {
                kind: [
                    {
                        "confidence": round(one.confidence, 4),
                        "accuracy": round(one.accuracy, 4),
                        "count": one.count,
                    }
                    for one in reliability(self.outcomes[kind], BINS)
                ]
                for kind in KINDS
            },
            "coverage": [
                {
                    "share": round(share, 4),
                    "accuracy": round(accuracy, 4),
                    "macro": round(sum(curve[at][1] for curve in curves) / len(curves), 4),
                }
                for at, (share, accuracy) in enumerate(pooled)
            ],
            "confident_half_accuracy": round(accuracy_at(self.outcomes["reference"], 0.5), 4),
        }


def _calibrated(found: _Predictions) -> tuple[dict[str, list[list[float]]], _Halves]:
    """Maps fitted on every second reference, and how they do on the others."""
    fit = {name: rows[::2] for name, rows in found.items()}
    check = {name: rows[1::2] for name, rows in found.items()}
    knots = {kind: fit_isotonic(rows) for kind, rows in _outcomes(fit).items()}
    checked = {
        name: [
            replace(
                answer,
                confidence=interpolate(knots["reference"], answer.confidence),
                spans=tuple(
                    replace(span, confidence=interpolate(knots["span"], span.confidence))
                    for span in answer.spans
                ),
            )
            for answer in rows
        ]
        for name, rows in check.items()
    }
    by_corpus = {
        name: reference_outcomes(rows, PARTIAL.get(name, FIELDS)) for name, rows in checked.items()
    }
    return knots, _Halves(checked, _outcomes(check), _outcomes(checked), by_corpus)


def _outcomes(found: _Predictions) -> dict[str, list[tuple[float, bool]]]:
    spans: list[tuple[float, bool]] = []
    references: list[tuple[float, bool]] = []
    for name, rows in found.items():
        scored = PARTIAL.get(name, FIELDS)
        spans += span_outcomes(rows, scored)
        references += reference_outcomes(rows, scored)
    return {"span": spans, "reference": references}


def _scores(report: Report, found: _Predictions, checked: _Predictions) -> dict[str, Any]:
    """Scores with their intervals, by corpus and macro, and the trust in the other halves."""
    out = report.to_json()
    del out["model"]
    around = intervals(tallies(found))
    sure = trust(checked)
    overall = mean_trust(sure)
    types = type_scores(found)
    out["level"] = around.level
    rows = [(out["macro"], around.macro, overall)]
    rows += [(row, around.corpora[name], sure[name]) for name, row in out["corpora"].items()]
    for row, interval, one in rows:
        row |= _interval_json(interval)
        row["expected_calibration_error"] = {
            "span": round(one.span_ece, 4),
            "reference": round(one.reference_ece, 4),
        }
        row["confident_half_accuracy"] = round(one.confident_half, 4)
    for name, one_type in types.items():
        out["corpora"][name]["type_accuracy"] = one_type.to_json()
    return out


def _interval_json(found: Intervals) -> dict[str, list[float]]:
    return {
        "f1_interval": [round(found.f1.low, 4), round(found.f1.high, 4)],
        "instance_accuracy_interval": [
            round(found.instance_accuracy.low, 4),
            round(found.instance_accuracy.high, 4),
        ],
    }


def _read_peers(answers: Sequence[str | Path]) -> dict[str, dict[str, dict[str, list[str]]]]:
    peers: dict[str, dict[str, dict[str, list[str]]]] = {}
    for path in answers:
        name = Path(path).stem
        if name in peers:
            raise InputError(f"two answers files are called {name!r}: rename one file")
        peers[name] = read_answers(path)
    return peers


def _peer(
    name: str, given: Mapping[str, Mapping[str, Sequence[str]]], found: _Predictions
) -> dict[str, Any]:
    """Another parser's scores on the same references."""
    out = report_answers(given, found, model=name).to_json()
    del out["model"]
    for corpus, row in out["corpora"].items():
        row["answered"] = sum(answer.gold.id in given for answer in found[corpus])
        row["of"] = len(found[corpus])
    out["trained_on"] = [
        corpus
        for corpus in out["corpora"]
        for parser, start in PEERS_TRAINED_ON.items()
        if name.lower().startswith(parser) and corpus.startswith(start)
    ]
    return out


def _store(folder: Path, meta: Meta) -> None:
    """Rewrite metadata and card; the old ones stay until the new ones are on the disk."""
    try:
        with tempfile.TemporaryDirectory(prefix="refparse-") as scratch:
            copy = Path(scratch) / "model"
            shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("*.new"))
            write_meta(copy, meta)
            write_card(copy, read_meta(copy))  # The card tells the size of the model's file.
            write_meta(copy, meta)
            for name in (CARD_FILE, META_FILE):
                shutil.copyfile(copy / name, folder / f"{name}.new")
        for name in (CARD_FILE, META_FILE):
            os.replace(folder / f"{name}.new", folder / name)
    except (OSError, shutil.Error) as error:
        raise TrainingError(
            f"cannot write model folder {folder}: {getattr(error, 'strerror', None) or error}"
        ) from None
