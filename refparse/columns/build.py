"""Citations to one Arrow struct array, column by column: no Python object a row and field."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from refparse.columns.schema import (
    NAME_PARTS,
    TEXT_FIELDS,
    arrow,
    citation_type,
    name_type,
    span_type,
)
from refparse.formats.csl import to_csl
from refparse.formats.plain import date_text, json_text, probability
from refparse.types import Citation, Name, Span


def to_array(citations: Sequence[Citation]) -> Any:
    """Citations as a struct array of :func:`~refparse.columns.citation_type`.

    Args:
        citations: results of the parser. One that carries an error becomes a row with ``error``
            set, ``csl`` "{}", confidence 0 and everything else null or empty.

    Returns:
        A ``pyarrow.StructArray``, one row a citation, in order; no row is null. Lone surrogates,
        which Arrow cannot hold, are written as U+FFFD.
    """
    pa = arrow()
    sound = [citation if citation.error is None else None for citation in citations]
    fields = [citation.fields if citation else {} for citation in sound]
    custom = [citation.custom if citation else {} for citation in sound]
    columns = [
        _strings([citation.type if citation else None for citation in sound]),
        _names([citation.authors if citation else () for citation in sound]),
        _names([citation.editors if citation else () for citation in sound]),
        _names([citation.translators if citation else () for citation in sound]),
        pa.array([citation.year if citation else None for citation in sound], pa.int32()),
        _strings([date_text(citation.issued) or None if citation else None for citation in sound]),
        _strings(
            [date_text(citation.accessed) or None if citation else None for citation in sound]
        ),
    ]
    for variable in TEXT_FIELDS.values():
        columns.append(
            _strings(
                [
                    known.get(variable) or other.get(variable) or None
                    for known, other in zip(fields, custom, strict=True)
                ]
            )
        )
    columns.append(_spans([citation.spans if citation else () for citation in sound]))
    columns.append(
        _strings([json_text(to_csl(citation)) if citation else "{}" for citation in sound])
    )
    columns.append(
        pa.array(
            [probability(citation.confidence) if citation else 0.0 for citation in sound],
            pa.float64(),
        )
    )
    columns.append(_errors([citation.error for citation in citations]))
    return pa.StructArray.from_arrays(columns, fields=list(citation_type()))


def _strings(values: list[str | None]) -> Any:
    pa = arrow()
    try:
        return pa.array(values, pa.string())
    except UnicodeEncodeError:
        whole = [None if value is None else whole_text(value) for value in values]
        return pa.array(whole, pa.string())


def whole_text(text: str) -> str:
    """The text with each lone surrogate replaced by U+FFFD: offsets stay what they are."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    return text


def _offsets(groups: Iterable[Sequence[Any]]) -> Any:
    pa = arrow()
    ends, end = [0], 0
    for group in groups:
        end += len(group)
        ends.append(end)
    return pa.array(ends, pa.int32())


def _names(groups: list[tuple[Name, ...]]) -> Any:
    pa = arrow()
    flat = [name for group in groups for name in group]
    parts = [_strings([getattr(name, part) or None for name in flat]) for part in NAME_PARTS]
    values = pa.StructArray.from_arrays(parts, fields=list(name_type()))
    return pa.ListArray.from_arrays(_offsets(groups), values, type=pa.list_(name_type()))


def _spans(groups: list[tuple[Span, ...]]) -> Any:
    pa = arrow()
    flat = [span for group in groups for span in group]
    columns = [
        _strings([span.label for span in flat]),
        pa.array([span.start for span in flat], pa.int32()),
        pa.array([span.end for span in flat], pa.int32()),
        _strings([span.text for span in flat]),
        pa.array([probability(span.confidence) for span in flat], pa.float64()),
    ]
    values = pa.StructArray.from_arrays(columns, fields=list(span_type()))
    return pa.ListArray.from_arrays(_offsets(groups), values, type=pa.list_(span_type()))


def _errors(errors: list[tuple[str, str] | None]) -> Any:
    pa = arrow()
    return pa.StructArray.from_arrays(
        [
            _strings([error[0] if error else None for error in errors]),
            _strings([error[1] if error else None for error in errors]),
        ],
        names=["code", "message"],
        mask=pa.array([error is None for error in errors], pa.bool_()),
    )
