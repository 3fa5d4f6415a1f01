"""The model card: what a model is for and how good it is, generated from its metadata."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from refparse.tagger.files import CARD_FILE, CRF_FILE, Meta

_WIDTH: Final = 20
_EIGHTHS: Final = " ▏▎▍▌▋▊▉"
_PARTS: Final = ("-train", "-valid", "-test", "-dev", "-gold")

_USE: Final = """## Intended use

Splitting bibliographic references, one reference a string, into labelled fields and from there into
citations (CSL-JSON, BibTeX, TEI and others): reference lists, footnotes, and strings deposited as
metadata. Not meant for running text, for finding references in documents (`refparse find` does that
before the model sees them), or for judging whether a cited work exists.
"""

_LIMITS: Final = """## Limits

- The labels follow docs/labels.md; corpora with other habits score lower than they read.
- Fields that a reference does not print are not invented; a wrong field is possible wherever the
  confidence is below 1. Confidence is calibrated on the corpora above and may be off elsewhere:
  `refparse calibrate` fits it to references of your own.
- Gold is never free of errors, so no parser reaches 1 on these corpora.

## Known failures

- Several works in one string: the fields of the second mix with those of the first.
- Publisher and container are confused where no place of publication stands between them.
- Legal short forms (cases, statutes, "op. cit.", bare volume-reporter-page) leave little to go by.
- Text damaged by OCR: broken words and lost or doubled punctuation move the ends of fields.
- Titles that contain "In …", or a full stop or quotation marks, may be cut there.
"""

_OWN_GOLD: Final = """\
The own gold was written and labelled with the help of a language model, from its memory of
published works: it teaches how references look, and its facts must not be relied on.
"""


def write_card(folder: Path, meta: Meta) -> None:
    """Write ``MODEL_CARD.md`` into a model folder."""
    (folder / CARD_FILE).write_text(card(meta), "utf-8")


def card(meta: Meta) -> str:
    """The card's Markdown, from nothing but the metadata; what it lacks is left out."""
    training = mapping(meta.extra.get("training"))
    metrics = mapping(meta.extra.get("metrics"))
    parts = [
        _head(meta, training),
        _USE,
        _languages(training, metrics),
        _training_data(training),
        _scores(training, metrics),
        _peers(meta.name, metrics),
        _types(metrics),
        _confidence(metrics),
        _LIMITS,
        _making(meta, training, metrics),
    ]
    return "\n".join(part for part in parts if part)


def mapping(value: Any) -> Mapping[str, Any]:
    """A value of the metadata as a mapping; empty where it is none."""
    return value if isinstance(value, dict) else {}


def rows_of(value: Any) -> list[Mapping[str, Any]]:
    """A value of the metadata as a list of mappings, without what is none."""
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def bar(value: float, width: int = _WIDTH) -> str:
    """A bar of block characters: full at 1, empty at 0, rounded to an eighth of a character."""
    whole, rest = divmod(round(max(0.0, min(1.0, value)) * width * 8), 8)
    return "█" * whole + (_EIGHTHS[rest] if rest else "")


def _head(meta: Meta, training: Mapping[str, Any]) -> str:
    size = mapping(mapping(meta.extra.get("files")).get(CRF_FILE)).get("size")
    facts = [f"{training['references']} training references"] if "references" in training else []
    facts += [f"{size / 1e6:.1f} MB"] if isinstance(size, (int, float)) else []
    facts += [f"labels: {', '.join(meta.labels)}"]
    return (
        f"# Model card: {meta.name}\n\n"
        "A linear-chain conditional random field (CRFsuite) that labels the tokens of references.\n"
        f"{', '.join(facts)}.\n"
    )


def _languages(training: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    learnt = _counts(mapping(training.get("languages")))
    measured = _counts(mapping(metrics.get("languages")))
    if not learnt and not measured:
        return ""
    lines = [
        "## Languages",
        "",
        "References by language code; `und` where a corpus gives none.",
        "",
    ]
    lines += [f"- trained on: {learnt}"] if learnt else []
    lines += [f"- measured on: {measured}"] if measured else []
    return "\n".join(lines) + "\n"


def _counts(found: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} {count}" for name, count in found.items())


def _training_data(training: Mapping[str, Any]) -> str:
    sources = rows_of(training.get("sources"))
    rows = [
        (
            source.get("name"), source.get("references"), source.get("repeat", 1),
            source.get("source", ""), source.get("licence", ""),
        )
        for source in sources
    ]  # fmt: skip
    lines = ["## Training data", ""]
    head = ("corpus", "references", "times shown", "source", "licence")
    lines += _table(head, rows) if rows else ["The metadata names no sources."]
    if training.get("held_out"):
        lines += ["", f"{training['held_out']} references were held out of it."]
    spans = mapping(training.get("spans"))
    if spans:
        lines += ["", f"Labelled spans: {_counts(spans)}."]
    if any("own gold" in str(source.get("source", "")) for source in sources):
        lines += ["", _OWN_GOLD.rstrip()]
    return "\n".join(lines) + "\n"


def _scores(training: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    corpora = mapping(metrics.get("corpora"))
    if not corpora:
        return ""
    when = f" on {metrics['measured']}" if "measured" in metrics else ""
    level = f", with {metrics['level']:.0%} bootstrap intervals" if "level" in metrics else ""
    lines = ["## Scores", "", f"Measured{when}: field F1, and share of references with every"]
    lines += [f"scored field right{level}. The macro average counts every corpus alike.", ""]
    rows = [
        (
            name, row["references"], f"{row['f1']:.3f}", _range(row.get("f1_interval")),
            f"{row['instance_accuracy']:.3f}", _range(row.get("instance_accuracy_interval")),
        )
        for name, row in corpora.items()
    ]  # fmt: skip
    macro = mapping(metrics.get("macro"))
    if macro:
        rows.append(
            (
                "**macro**", "", f"**{macro['f1']:.3f}**", _range(macro.get("f1_interval")),
                f"**{macro['instance_accuracy']:.3f}**",
                _range(macro.get("instance_accuracy_interval")),
            )
        )  # fmt: skip
    head = ("corpus", "references", "field F1", "interval", "whole reference right", "interval")
    lines += _table(head, rows)
    kin = _kin(training, corpora)
    if kin:
        lines += ["", f"Other parts of the same collections were trained on: {', '.join(kin)}."]
    fields = list(dict.fromkeys(key for row in corpora.values() for key in row.get("fields", {})))
    lines += ["", "Field F1 by field:", ""]
    lines += _table(
        ("corpus", *fields),
        [
            (name, *(f"{row['fields'][key]:.3f}" if key in row.get("fields", {}) else "–"
                     for key in fields))
            for name, row in corpora.items()
        ],
    )  # fmt: skip
    return "\n".join(lines) + "\n"


def _kin(training: Mapping[str, Any], corpora: Mapping[str, Any]) -> list[str]:
    """Corpora whose collection, by its name, is also a source of training."""
    sources = {_collection(str(row.get("name"))) for row in rows_of(training.get("sources"))}
    return [name for name in corpora if _collection(name) in sources]


def _collection(name: str) -> str:
    for part in _PARTS:
        name = name.removesuffix(part)
    return name


def _peers(name: str, metrics: Mapping[str, Any]) -> str:
    peers = mapping(metrics.get("peers"))
    corpora = mapping(metrics.get("corpora"))
    if not peers:
        return ""
    lines = ["## Beside other parsers", ""]
    lines += ["Field F1 / share of whole references right, on the same references.", ""]
    rows = [
        (
            corpus,
            _pair(corpora[corpus]),
            *(
                _pair(peer["corpora"][corpus]) + ("†" if corpus in peer["trained_on"] else "")
                for peer in peers.values()
            ),
        )
        for corpus in corpora
    ]
    rows.append(
        ("**macro**", *(f"**{_pair(one['macro'])}**" for one in (metrics, *peers.values())))
    )
    lines += _table(("corpus", name, *peers), rows)
    for peer, found in peers.items():
        if found["trained_on"]:
            own = ", ".join(found["trained_on"])
            lines += ["", f"† {peer} was trained on these references ({own})."]
    return "\n".join(lines) + "\n"


def _types(metrics: Mapping[str, Any]) -> str:
    rows = [
        (name, row["type_accuracy"]["references"], f"{row['type_accuracy']['accuracy']:.3f}")
        for name, row in mapping(metrics.get("corpora")).items()
        if "type_accuracy" in row
    ]
    if not rows:
        return ""
    lines = ["## Item types", "", "Share of references whose CSL item type is right.", ""]
    return "\n".join(lines + _table(("corpus", "references", "accuracy"), rows)) + "\n"


def _confidence(metrics: Mapping[str, Any]) -> str:
    errors = mapping(metrics.get("expected_calibration_error"))
    if not errors:
        return ""
    lines = ["## Confidence", ""]
    lines += [
        "Fitted on every second reference of the corpora above; all that follows was measured"
    ]
    lines += ["on the others. Expected calibration error, all corpora together:", ""]
    raw = mapping(metrics.get("uncalibrated_error"))
    rows = [
        (kind, f"{raw[kind]:.3f}" if kind in raw else "–", f"{value:.3f}")
        for kind, value in errors.items()
    ]
    lines += _table(("confidence of a", "before calibration", "after"), rows)
    corpora = mapping(metrics.get("corpora"))
    known = {name: row for name, row in corpora.items() if "confident_half_accuracy" in row}
    if known:
        lines += [
            "",
            "By corpus, with the share of whole references right in the more confident half:",
        ]
        overall = {**known, "**macro**": mapping(metrics.get("macro"))}
        halves = [
            (
                name,
                f"{row['expected_calibration_error']['span']:.3f}",
                f"{row['expected_calibration_error']['reference']:.3f}",
                f"{row['confident_half_accuracy']:.3f}",
            )
            for name, row in overall.items()
        ]
        lines += ["", *_table(("corpus", "error, spans", "error, references", "sure half"), halves)]
    return "\n".join(lines + _diagrams(metrics)) + "\n"


def _diagrams(metrics: Mapping[str, Any]) -> list[str]:
    """Reliability of spans and references, and accuracy by coverage."""
    lines: list[str] = []
    for kind, bins in mapping(metrics.get("reliability")).items():
        lines += [
            "",
            f"Reliability of {kind}s: where confidence is honest, both numbers agree.",
            "",
        ]
        rows = [
            (f"{one['confidence']:.3f}", f"{one['accuracy']:.3f}", one["count"],
             bar(one["accuracy"]))
            for one in rows_of(bins)
        ]  # fmt: skip
        lines += _table(("mean confidence", "share right", "count", ""), rows)
    curve = rows_of(metrics.get("coverage"))
    if curve:
        lines += [
            "",
            "Accuracy by coverage: whole references right among the most confident share,",
        ]
        lines += ["all references together, and as the mean of the corpora.", ""]
        shares = [
            (f"{one['share']:.0%}", f"{one['accuracy']:.3f}", f"{one['macro']:.3f}",
             bar(one["accuracy"]))
            for one in curve
        ]  # fmt: skip
        lines += _table(("share kept", "right", "mean of corpora", ""), shares)
    return lines


def _making(meta: Meta, training: Mapping[str, Any], metrics: Mapping[str, Any]) -> str:
    lines = ["## How it was made", ""]
    lines.append(f"Recipe: {training.get('recipe') or 'corpora given on the command line'}.")
    lines.append("")
    settings = {
        "tags": "BIO" if meta.bio else "plain",
        "iterations": training.get("iterations"),
        **mapping(meta.extra.get("hyper_parameters")),
        "seed": meta.extra.get("seed"),
    }
    lines += [f"- {key}: {value}" for key, value in settings.items() if value is not None]
    versions = mapping(meta.extra.get("versions"))
    if versions:
        lines += ["", f"Made with {', '.join(f'{name} {one}' for name, one in versions.items())}."]
    digests = [
        f"- {name}: {row['sha256']}"
        for name, row in mapping(metrics.get("corpora")).items()
        if "sha256" in row
    ]
    if digests:
        lines += ["", "SHA-256 of the corpora that it was measured on:", "", *digests]
    return "\n".join(lines) + "\n"


def _pair(row: Mapping[str, Any]) -> str:
    return f"{row['f1']:.3f} / {row['instance_accuracy']:.3f}"


def _range(found: Sequence[float] | None) -> str:
    return f"{found[0]:.3f}–{found[1]:.3f}" if found else ""


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    return [_line(head), "|" + "---|" * len(head), *map(_line, rows)]


def _line(cells: Sequence[object]) -> str:
    return (
        "| " + " | ".join(" ".join(str(cell).replace("|", "\\|").split()) for cell in cells) + " |"
    )
