"""Strings in, structs out: the one core behind every engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from refparse._errors import InputError
from refparse.columns.build import to_array, whole_text
from refparse.columns.schema import SCHEMA_VERSION, arrow, citation_type
from refparse.types import Citation

if TYPE_CHECKING:
    from refparse.parser import Parser

NULL: Final = ("null", "the value is missing (null): nothing to parse")


def parse_array(texts: Any, parser: Parser | None = None, workers: int = 1) -> Any:
    """Parse a column of raw references.

    Args:
        texts: a PyArrow array or chunked array of strings (any string type, binary that holds
            UTF-8, dictionary-encoded or all null), or a sequence of ``str`` and ``None``.
        parser: the parser; None takes the shipped model.
        workers: processes to use, at least 1.

    Returns:
        A ``pyarrow.StructArray`` of :func:`citation_type`, one row a text, in order, none null. A
        null, blank or rejected text is a row whose ``error`` says why; so is one at which parsing
        failed unexpectedly (code "failed"). No content of a text raises an exception. Bytes that
        are not UTF-8 are read as U+FFFD.

    Raises:
        InputError: ``texts`` holds no strings, or ``workers`` is less than 1.
        MissingExtraError: PyArrow is not installed.
    """
    values = text_values(texts)
    parser = parser or _default()
    if workers < 1:
        raise InputError(f"workers={workers}: give at least 1")
    return to_array(_parse_all(values, parser, workers))


def parse_batch(
    batch: Any, column: str, parser: Parser | None = None, into: str = "citation"
) -> Any:
    """A record batch with one more column: the parsed references.

    Args:
        batch: a ``pyarrow.RecordBatch`` or ``pyarrow.Table``.
        column: the column of raw references.
        parser: the parser; None takes the shipped model.
        into: name of the new column, the last.

    Raises:
        InputError: there is no ``column``, it holds no strings, or ``into`` is there already.
    """
    check_names(batch.schema.names, column, into)
    return with_citations(batch, parse_array(batch.column(column), parser), into)


def parse_batches(
    batches: Iterable[Any], column: str, parser: Parser | None = None, workers: int = 1,
    into: str = "citation",
) -> Iterator[Any]:  # fmt: skip
    """Parse a stream of record batches in constant memory; order and batch sizes are kept.

    Args:
        batches: record batches of one schema; may be a generator of any length.
        column, parser, into: as in :func:`parse_batch`.
        workers: processes to use, at least 1; they work across the borders of batches.

    Yields:
        Each batch with the new column.

    Raises:
        InputError: as :func:`parse_batch`, or ``workers`` is less than 1.
    """
    parser = parser or _default()
    waiting: deque[tuple[Any, list[str | None]]] = deque()

    def texts() -> Iterator[str]:
        for batch in batches:
            check_names(batch.schema.names, column, into)
            values = text_values(batch.column(column))
            waiting.append((batch, values))
            for value in values:
                yield value or ""

    done: list[Citation] = []

    def finished() -> Iterator[Any]:
        # A batch is complete as soon as its last answer is there; empty ones always are.
        while waiting and len(waiting[0][1]) <= len(done):
            batch, values = waiting.popleft()
            here, done[:] = done[: len(values)], done[len(values) :]
            answers = [
                Citation("", error=NULL) if value is None else citation
                for value, citation in zip(values, here, strict=True)
            ]
            yield with_citations(batch, to_array(answers), into)

    for citation in parser.parse_many(texts(), workers):
        done.append(citation)
        if waiting and len(done) >= len(waiting[0][1]):
            yield from finished()
    yield from finished()


def text_values(texts: Any) -> list[str | None]:
    """The strings of a column as a list, None for null.

    Raises:
        InputError: the column holds something else than strings.
    """
    pa = arrow()
    if isinstance(texts, str):
        raise InputError("give a sequence of references, not one string")
    if isinstance(texts, pa.ChunkedArray):
        return [value for chunk in texts.chunks for value in text_values(chunk)]
    if not isinstance(texts, pa.Array):
        return _checked(texts)
    if pa.types.is_dictionary(texts.type):
        texts = texts.dictionary_decode()
    if pa.types.is_null(texts.type):
        return [None] * len(texts)
    kind = texts.type
    if pa.types.is_binary(kind) or pa.types.is_large_binary(kind):
        return _decoded(texts)
    if not (
        pa.types.is_string(kind)
        or pa.types.is_large_string(kind)
        or getattr(pa.types, "is_string_view", lambda _: False)(kind)
    ):
        raise InputError(f"a column of type {kind} holds no references: give strings")
    try:
        values: list[str | None] = texts.to_pylist()
    except UnicodeDecodeError:  # Arrow does not check the bytes of a file that it opens.
        return _decoded(texts.cast(pa.large_binary()))
    return values


def _decoded(texts: Any) -> list[str | None]:
    return [
        None if value is None else value.decode("utf-8", "replace") for value in texts.to_pylist()
    ]


def _checked(texts: Iterable[Any]) -> list[str | None]:
    values = []
    for number, value in enumerate(texts):
        if value is not None and not isinstance(value, str):
            raise InputError(
                f"text {number} is of type {type(value).__name__}: give str or None (null)"
            )
        values.append(None if value is None else whole_text(value))
    return values


def _default() -> Parser:
    from refparse.parser import default_parser

    return default_parser()


def _parse_all(values: Sequence[str | None], parser: Parser, workers: int) -> list[Citation]:
    texts = [value for value in values if value is not None]
    try:
        parsed = list(parser.parse_many(texts, workers))
    except Exception:
        # One reference must not cost the batch: each for itself, and the culprit is named.
        parsed = [_parse_one(text, parser) for text in texts]
    answers = iter(parsed)
    return [Citation("", error=NULL) if value is None else next(answers) for value in values]


def _parse_one(text: str, parser: Parser) -> Citation:
    try:
        return parser.parse(text)
    except Exception as error:
        return Citation(text, error=("failed", f"{type(error).__name__}: {error}"))


def check_names(names: Sequence[str], column: str, into: str) -> None:
    """Check that a table has the column of references and a free name for the answers.

    Raises:
        InputError: it does not.
    """
    if column not in names:
        raise InputError(f"no column {column!r}: there are {', '.join(map(repr, names)) or 'none'}")
    if into in names:
        raise InputError(f"there is a column {into!r} already: rename or drop it")


def with_citations(batch: Any, citations: Any, into: str) -> Any:
    """The batch or table with a further column of citations; the schema names its version."""
    pa = arrow()
    field = pa.field(into, citation_type(), nullable=False)
    if isinstance(batch, pa.Table):
        return stamped(batch.append_column(field, citations))
    schema = stamped_schema(batch.schema.append(field))
    return pa.RecordBatch.from_arrays([*batch.columns, citations], schema=schema)


def stamped_schema(schema: Any) -> Any:
    """The schema with the version of the citation type in its metadata."""
    return schema.with_metadata(
        {**(schema.metadata or {}), b"refparse.schema": str(SCHEMA_VERSION).encode()}
    )


def stamped(table: Any) -> Any:
    """The table with the version of the citation type in its schema's metadata."""
    return table.replace_schema_metadata(stamped_schema(table.schema).metadata)
