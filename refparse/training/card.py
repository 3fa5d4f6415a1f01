"""The model card: what a model is for and how good it is, generated from its metadata."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from refparse.tagger.files import CARD_FILE, Meta

_USE = """## Intended use

Splitting bibliographic references (one reference a string) into labelled fields. Not meant for
running text, for finding references in documents, or for judging whether a cited work exists.
"""

_LIMITS = """## Limits

- The labels follow docs/labels.md; corpora with other habits score lower than they read.
- Fields that a reference does not print are not invented; a wrong field is possible wherever the
  confidence is below 1. Confidence is calibrated on the corpora below and may be off elsewhere.
"""


def write_card(folder: Path, meta: Meta) -> None:
    """Write ``MODEL_CARD.md`` into a model folder."""
    (folder / CARD_FILE).write_text(card(meta, folder), "utf-8")


def card(meta: Meta, folder: Path) -> str:
    """The card's Markdown."""
    training: dict[str, Any] = meta.extra.get("training", {})
    metrics: dict[str, Any] = meta.extra.get("metrics", {})
    size = sum(path.stat().st_size for path in folder.iterdir() if path.is_file())
    lines = [
        f"# Model card: {meta.name}",
        "",
        "A linear-chain conditional random field (CRFsuite) that labels the tokens of references.",
        f"{training.get('references', 0)} training references, {size / 1e6:.1f} MB,"
        f" labels: {', '.join(meta.labels)}.",
        "",
        _USE,
        "## Training data",
        "",
        "| corpus | references | source | licence |",
        "|---|---|---|---|",
    ]
    for source in training.get("sources", []):
        about = source.get("source", ""), source.get("licence", "")
        lines.append(f"| {source.get('name')} | {source.get('references')} | {' | '.join(about)} |")
    lines += ["", "## Scores", "", "Field F1 and share of references with every field right.", ""]
    lines += ["| corpus | references | field F1 | whole reference right |", "|---|---|---|---|"]
    for name, row in metrics.get("corpora", {}).items():
        lines.append(
            f"| {name} | {row['references']} | {row['f1']:.3f} | {row['instance_accuracy']:.3f} |"
        )
    macro = metrics.get("macro", {})
    if macro:
        lines.append(
            f"| **macro** | | **{macro['f1']:.3f}** | **{macro['instance_accuracy']:.3f}** |"
        )
    errors = metrics.get("expected_calibration_error", {})
    if errors:
        lines += [
            "",
            "Expected calibration error on the half that was not calibrated on: "
            + ", ".join(f"{kind} {value:.3f}" for kind, value in errors.items())
            + ".",
        ]
    lines += ["", _LIMITS, "## How it was made", ""]
    lines.append(f"Recipe: {training.get('recipe') or 'corpora given on the command line'}.")
    for key, value in {
        **meta.extra.get("hyper_parameters", {}),
        "seed": meta.extra.get("seed"),
    }.items():
        lines.append(f"- {key}: {value}")
    return "\n".join(lines) + "\n"
