"""The card says what the metadata says, and nothing else."""

from __future__ import annotations

import copy
import re
from typing import Any

import pytest

from refparse.tagger.files import Meta
from refparse.training.card import bar, card


def row(f1: float, right: float, **more: Any) -> dict[str, Any]:
    return {
        "f1": f1,
        "instance_accuracy": right,
        "f1_interval": [f1 - 0.01, f1 + 0.01],
        "instance_accuracy_interval": [right - 0.02, right + 0.02],
        "expected_calibration_error": {"span": 0.011, "reference": 0.022},
        "confident_half_accuracy": 0.943,
        **more,
    }


EXTRA: dict[str, Any] = {
    "training": {
        "references": 1234,
        "held_out": 0,
        "sources": [
            {"name": "alps-train", "references": 700, "source": "x|y", "licence": "MIT"},
            {
                "name": "ours",
                "references": 534,
                "repeat": 2,
                "source": "own gold",
                "licence": "MIT",
            },
        ],
        "languages": {"en": 900, "und": 334},
        "recipe": "alpine.toml",
        "iterations": 77,
    },
    "hyper_parameters": {"c1": 0.37},
    "seed": 41,
    "versions": {"numpy": "1.2.3"},
    "files": {"model.crfsuite": {"size": 4_560_000, "sha256": "0"}},
    "metrics": {
        "measured": "2020-02-29",
        "level": 0.95,
        "macro": row(0.811, 0.611),
        "corpora": {
            "alps-valid": row(0.812, 0.612, references=55, fields={"title": 0.913}, sha256="abc"),
            "grobid-x": row(0.81, 0.61, references=66, fields={"url": 0.5}),
        },
        "expected_calibration_error": {"span": 0.0101, "reference": 0.0202},
        "uncalibrated_error": {"span": 0.0303, "reference": 0.0404},
        "reliability": {
            "span": [{"confidence": 0.52, "accuracy": 0.5, "count": 17}],
            "reference": [{"confidence": 0.71, "accuracy": 0.75, "count": 19}],
        },
        "coverage": [{"share": 0.5, "accuracy": 0.951, "macro": 0.943}],
        "peers": {
            "grobid-9": {
                "macro": {"f1": 0.7, "instance_accuracy": 0.4},
                "corpora": {
                    "alps-valid": {"f1": 0.71, "instance_accuracy": 0.41},
                    "grobid-x": {"f1": 0.91, "instance_accuracy": 0.81},
                },
                "trained_on": ["grobid-x"],
            }
        },
    },
}


def meta(**changes: Any) -> Meta:
    return Meta("m", ("author", "title"), True, {}, {**copy.deepcopy(EXTRA), **changes})


def test_everything_is_told() -> None:
    text = card(meta())
    for line in (
        "# Model card: m",
        "1234 training references, 4.6 MB, labels: author, title.",
        "- trained on: en 900, und 334",
        "| alps-train | 700 | 1 | x\\|y | MIT |",
        "| ours | 534 | 2 | own gold | MIT |",
        "| alps-valid | 55 | 0.812 | 0.802–0.822 | 0.612 | 0.592–0.632 |",
        "| **macro** |  | **0.811** | 0.801–0.821 | **0.611** | 0.591–0.631 |",
        "Other parts of the same collections were trained on: alps-valid.",
        "| alps-valid | 0.913 | – |",
        "| corpus | m | grobid-9 |",
        "| grobid-x | 0.810 / 0.610 | 0.910 / 0.810† |",
        "| **macro** | **0.811 / 0.611** | **0.700 / 0.400** |",
        "† grobid-9 was trained on these references (grobid-x).",
        "| span | 0.030 | 0.010 |",
        "| alps-valid | 0.011 | 0.022 | 0.943 |",
        "| 0.520 | 0.500 | 17 | ██████████ |",
        "| 0.710 | 0.750 | 19 | ███████████████ |",
        "| 50% | 0.951 | 0.943 | ███████████████████ |",
        "Recipe: alpine.toml.",
        "- tags: BIO",
        "- iterations: 77",
        "- c1: 0.37",
        "- seed: 41",
        "Made with numpy 1.2.3.",
        "- alps-valid: abc",
    ):
        assert f"\n{line}\n" in f"\n{text}\n"
    assert "with the help of a language model" in text
    assert "2020-02-29" in text
    assert "95% bootstrap intervals" in text


def test_every_number_comes_from_the_metadata() -> None:
    # Without measurements, training facts and name no figure is left that could be a score.
    text = card(Meta("m", ("author",)))
    assert re.findall(r"\d\.\d+|\d+ ?%|\d{2,}", text) == []
    for section in ("Scores", "Beside other parsers", "Confidence", "Languages", "Item types"):
        assert f"## {section}" not in text
    for section in ("Intended use", "Training data", "Limits", "Known failures", "How it was made"):
        assert f"## {section}" in text


def test_only_own_gold_is_called_so() -> None:
    training = {**EXTRA["training"], "sources": EXTRA["training"]["sources"][:1]}
    assert "language model" not in card(meta(training=training))


def test_types_are_told_where_measured() -> None:
    metrics = copy.deepcopy(EXTRA["metrics"])
    assert "Item types" not in card(meta(metrics=metrics))
    metrics["corpora"]["grobid-x"]["type_accuracy"] = {"references": 31, "accuracy": 0.8123}
    assert "| grobid-x | 31 | 0.812 |" in card(meta(metrics=metrics))


def test_an_older_model_has_a_card_too() -> None:
    metrics = {
        "macro": {"f1": 0.9, "instance_accuracy": 0.7},
        "corpora": {"a": {"references": 3, "f1": 0.9, "instance_accuracy": 0.7, "fields": {}}},
        "expected_calibration_error": {"span": 0.02, "reference": 0.03},
    }
    text = card(meta(metrics=metrics))
    assert "| a | 3 | 0.900 |  | 0.700 |  |" in text
    assert "| span | – | 0.020 |" in text


@pytest.mark.parametrize("value", [None, 3, "x", [], [3], {"sources": 3}, {"sources": [3]}])
def test_odd_training_data_breaks_nothing(value: object) -> None:
    assert "The metadata names no sources." in card(meta(training=value))


def test_tables_have_as_many_cells_as_heads() -> None:
    width = 0
    for line in card(meta()).splitlines():
        cells = len(re.findall(r"(?<!\\)\|", line)) if line.startswith("|") else 0
        assert cells == width or not width or not cells
        width = cells


@pytest.mark.parametrize(
    ("value", "expected"),
    [(0, ""), (1, "████"), (0.5, "██"), (0.53, "██▏"), (-1, ""), (7, "████"), (0.97, "███▉")],
)
def test_bars(value: float, expected: str) -> None:
    assert bar(value, 4) == expected
