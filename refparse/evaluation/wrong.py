"""The wrong references of a report: gold above prediction, spans coloured, differences listed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from refparse.evaluation.evaluate import Prediction
from refparse.evaluation.markup import cell, safe
from refparse.evaluation.yardstick import FIELDS, score
from refparse.labels import LABELS

Answers = Mapping[str, Mapping[str, Mapping[str, Sequence[str]]]]
"""Other parsers' strings: by parser, reference id and label."""

_LABELS_OF: Final = {"container": ("journal", "booktitle"), "year": ("date",)}
_NUMBER: Final = {label: index for index, label in enumerate(LABELS)}


@dataclass(frozen=True, slots=True)
class Wrong:
    """A reference that the yardstick counts as wrong, with the fields that are."""

    corpus: str
    prediction: Prediction
    fields: tuple[str, ...]


def wrong_fields(
    prediction: Prediction,
    strings: Mapping[str, Sequence[str]],
    scored: Sequence[str] = FIELDS,
) -> tuple[str, ...]:
    """The scored fields in which strings by label differ from a reference's gold."""
    gold = prediction.gold
    found = score([(gold.id, gold.text, gold.strings(), strings)], scored)
    return tuple(name for name in FIELDS if any(found.fields.get(name, (0, 0, 0))[1:]))


def wrong_references(
    predictions: Mapping[str, Sequence[Prediction]], partial: Mapping[str, Sequence[str]]
) -> dict[str, list[Wrong]]:
    """The wrong references of each corpus, those of which the model was most certain first."""
    out = {}
    for name, found in predictions.items():
        scored = partial.get(name, FIELDS)
        rows = [Wrong(name, one, wrong_fields(one, one.strings(), scored)) for one in found]
        rows = [row for row in rows if row.fields]
        out[name] = sorted(rows, key=lambda row: -row.prediction.confidence)
    return out


def article(wrong: Wrong, answers: Answers, scored: Sequence[str]) -> str:
    """One wrong reference as an HTML article that the page's script can filter."""
    answer = wrong.prediction
    gold = answer.gold
    chips = "".join(f'<span class="chip">{safe(name)}</span>' for name in wrong.fields)
    others = {
        parser: found.get(gold.id, {}) for parser, found in answers.items() if gold.id in found
    }
    right = [name for name, found in others.items() if not wrong_fields(answer, found, scored)]
    solved = f" Right: {safe(', '.join(right))}." if right else ""
    predicted = [(s.start, s.end, s.label, f" {s.confidence:.2f}") for s in answer.spans]
    gold_line = _spans(gold.text, [(start, end, label, "") for start, end, label in gold.spans])
    return (
        f'<article data-corpus="{safe(wrong.corpus)}" data-fields="{" ".join(wrong.fields)}">'
        f"<header><b>{safe(gold.id)}</b> <span>{safe(wrong.corpus)}</span> "
        f"<span>confidence {answer.confidence:.2f}</span>{chips}{solved}</header>"
        f'<p><i>gold</i> <span dir="auto">{gold_line}</span></p>'
        f'<p><i>predicted</i> <span dir="auto">{_spans(gold.text, predicted)}</span></p>'
        f"{_differences(wrong, others)}</article>"
    )


def _differences(wrong: Wrong, others: Mapping[str, Mapping[str, Sequence[str]]]) -> str:
    columns = {
        "gold": wrong.prediction.gold.strings(),
        "predicted": wrong.prediction.strings(),
        **others,
    }
    head = "".join(cell(safe(name), "th", scope="col") for name in ("field", *columns))
    rows = []
    for field in wrong.fields:
        labels = _LABELS_OF.get(field, (field,))
        values = "".join(
            cell(" | ".join(safe(value) for label in labels for value in strings.get(label, ())))
            for strings in columns.values()
        )
        rows.append(f"<tr>{cell(field, 'th', scope='row')}{values}</tr>")
    return (
        f'<div class="wide"><table class="diff"><thead><tr>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


def _spans(text: str, spans: Sequence[tuple[int, int, str, str]]) -> str:
    out = []
    at = 0
    for start, end, label, about in sorted(spans):
        out.append(safe(text[at:start]))
        out.append(
            f'<mark class="l{_NUMBER.get(label, "x")}" data-label="{safe(label)}" '
            f'title="{safe(label + about)}">{safe(text[start:end])}</mark>'
        )
        at = end
    return "".join(out) + safe(text[at:])


def label_style() -> str:
    """A colour for each label, light and dark: neighbours in the label set are far apart in hue."""
    rules = [f".l{number}{{--hue:{number * 137 % 360}}}" for number in _NUMBER.values()]
    return "".join(rules)


def label_legend(labels: Sequence[str]) -> str:
    """The labels with their colours, as a list."""
    marks = "".join(
        f'<li><mark class="l{_NUMBER.get(label, "x")}">{safe(label)}</mark></li>'
        for label in labels
    )
    return f'<ul class="legend">{marks}</ul>'
