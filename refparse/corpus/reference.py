"""A labelled reference and the JSON Lines format that holds one a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TextIO

from refparse._errors import CorpusError
from refparse.labels import LABELS

_KEYS = frozenset({"id", "text", "spans", "lang"})
_LABELS = frozenset(LABELS)


@dataclass(frozen=True, slots=True)
class LabelledReference:
    """One reference of a corpus.

    Attributes:
        id: unique in its corpus.
        text: the reference, without line breaks.
        spans: (start, end, label) in code points, end exclusive, sorted, not overlapping.
        lang: ISO 639-1 code of the reference's language; None where unknown.
        extra: further keys of the line, kept as they are ("type", "style", …).
    """

    id: str
    text: str
    spans: tuple[tuple[int, int, str], ...] = ()
    lang: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)

    def strings(self) -> dict[str, list[str]]:
        """The labelled strings by label, in order."""
        out: dict[str, list[str]] = {}
        for start, end, label in self.spans:
            out.setdefault(label, []).append(self.text[start:end])
        return out

    def to_json(self) -> str:
        """The reference as one line of a JSON Lines corpus, without the line break."""
        record: dict[str, Any] = {
            "id": self.id,
            "text": self.text,
            "spans": [list(span) for span in self.spans],
            "lang": self.lang,
            **self.extra,
        }
        return json.dumps(record, ensure_ascii=False)


def from_record(record: object, where: str, *, strict: bool = True) -> LabelledReference:
    """Check one decoded line.

    Args:
        record: what the line's JSON gave.
        where: file and line for the error, "corpus.jsonl:12".
        strict: whether a label outside the guideline is an error; else its span is kept as it is.

    Raises:
        CorpusError: a key is missing or of the wrong type, offsets leave the text, overlap or are
            unsorted, or a label is unknown.
    """
    if not isinstance(record, dict):
        raise CorpusError(f"{where}: a line must be a JSON object, not {type(record).__name__}")
    text = record.get("text")
    if not isinstance(text, str):
        raise CorpusError(f"{where}: 'text' must be a string, not {text!r:.40}")
    spans: list[tuple[int, int, str]] = []
    at = 0
    raw = record.get("spans")
    if not isinstance(raw, list):
        raise CorpusError(
            f"{where}: 'spans' must be a list of [start, end, label], not {raw!r:.40}"
        )
    for span in raw:
        if (
            not isinstance(span, (list, tuple))
            or len(span) != 3
            or not all(type(offset) is int for offset in span[:2])
            or not isinstance(span[2], str)
        ):
            raise CorpusError(f"{where}: span {span!r:.60} is not [start, end, label]")
        start, end, label = span
        if not 0 <= start < end <= len(text):
            raise CorpusError(
                f"{where}: span [{start}, {end}, {label!r}] is empty or leaves the text of "
                f"{len(text)} characters"
            )
        if start < at:
            raise CorpusError(
                f"{where}: span [{start}, {end}, {label!r}] overlaps or precedes the span before "
                "it: sort the spans and keep one label a character"
            )
        if strict and label not in _LABELS:
            raise CorpusError(
                f"{where}: label {label!r} is not of the guideline: rename it to one of "
                f"{', '.join(LABELS)}, or run 'refparse corpus normalise'"
            )
        at = end
        spans.append((start, end, label))
    lang = record.get("lang")
    return LabelledReference(
        id=str(record.get("id", where)),
        text=text,
        spans=tuple(spans),
        lang=lang if isinstance(lang, str) else None,
        extra={key: value for key, value in record.items() if key not in _KEYS},
    )


def read_jsonl(path: str | Path, *, strict: bool = True) -> Iterator[LabelledReference]:
    """Read a JSON Lines corpus, one reference at a time; blank lines are skipped.

    Raises:
        CorpusError: the file cannot be read, or a line breaks the format (with file and line).
    """
    try:
        with open(path, encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if not line.strip():
                    continue
                where = f"{path}:{number}"
                try:
                    record = json.loads(line)
                except ValueError as error:
                    raise CorpusError(f"{where}: not JSON ({error})") from None
                yield from_record(record, where, strict=strict)
    except OSError as error:
        raise CorpusError(f"cannot read corpus {path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 ({error.reason} at byte {error.start})") from None


def write_jsonl(references: Iterable[LabelledReference], stream: TextIO) -> int:
    """Write references, one a line; returns how many."""
    count = 0
    for reference in references:
        stream.write(reference.to_json() + "\n")
        count += 1
    return count
