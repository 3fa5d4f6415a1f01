"""Parquet and Arrow files: rows in with their other columns, citations out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from refparse._errors import InputError
from refparse.columns.batch import NULL, check_names, stamped_schema, text_values
from refparse.columns.build import to_array, whole_text
from refparse.columns.inputs import Opened, Row, choose_column, open_stream
from refparse.columns.schema import arrow, citation_type
from refparse.types import Citation

TABLE_KINDS: Final = ("parquet", "arrow")
"""Formats with typed columns."""
_BATCH: Final = 4096
_ROW_GROUP: Final = 16_384
"""Rows that are held before they are written: some 50 MB."""


@contextlib.contextmanager
def open_table(
    path: str, kind: str, column: str | None, *, columns: bool = False
) -> Iterator[Opened]:
    """Open a Parquet or Arrow (IPC file or stream) input; see :func:`inputs.open_rows`.

    Raises:
        InputError: it cannot be read, or has no such column of strings.
    """
    pa = arrow()
    with contextlib.ExitStack() as stack:
        try:
            schema, total, batches = (_parquet if kind == "parquet" else _ipc)(path, stack)
        except (pa.ArrowException, OSError) as error:
            raise InputError(f"{path} is no {kind} file: {error}") from None
        chosen = choose_column(_text_columns(schema) if column is None else schema.names, column)
        if columns:
            check_names(schema.names, chosen, "citation")
        done = 0

        def rows() -> Iterator[Row]:
            nonlocal done
            try:
                for batch in batches(None if columns else [chosen]):
                    texts = text_values(batch.column(batch.schema.get_field_index(chosen)))
                    for index, text in enumerate(texts):
                        done += 1
                        yield Row(
                            text or "",
                            NULL if text is None else None,
                            (batch, index) if columns else None,
                        )
            except (pa.ArrowException, OSError) as error:
                raise InputError(f"cannot read on in {path}: {error}") from None

        yield Opened(rows(), total, lambda: done, schema if columns else None)


def _text_columns(schema: Any) -> list[str]:
    """The columns that can hold references."""
    pa = arrow()
    found = []
    for field in schema:
        kind = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
        if str(kind) in ("string", "large_string", "string_view"):
            found.append(field.name)
    return found


Batches = Callable[[list[str] | None], Iterator[Any]]


def _parquet(path: str, stack: contextlib.ExitStack) -> tuple[Any, int | None, Batches]:
    from pyarrow import parquet

    if path == "-":
        raise InputError("Parquet cannot be read from standard input: give a file")
    # Without pre-buffering, a column is read page by page, however large the row group is.
    file = stack.enter_context(
        parquet.ParquetFile(_existing(path), pre_buffer=False, buffer_size=1 << 20)
    )
    schema = file.schema_arrow

    def batches(names: list[str] | None) -> Iterator[Any]:
        yield from file.iter_batches(batch_size=_BATCH, columns=names, use_threads=False)

    return schema, file.metadata.num_rows, batches


def _ipc(path: str, stack: contextlib.ExitStack) -> tuple[Any, int | None, Batches]:
    pa = arrow()
    if path != "-":
        source = stack.enter_context(pa.OSFile(_existing(path), "rb"))
        if source.read(6) == b"ARROW1":
            file = stack.enter_context(pa.ipc.open_file(source))
            return (
                file.schema,
                None,
                lambda names: _sliced(
                    (file.get_batch(at) for at in range(file.num_record_batches)), names
                ),
            )
    raw, _, _ = stack.enter_context(open_stream(path))
    reader = stack.enter_context(pa.ipc.open_stream(raw))
    return reader.schema, None, lambda names: _sliced(iter(reader), names)


def _sliced(batches: Iterable[Any], names: list[str] | None) -> Iterator[Any]:
    for batch in batches:
        chosen = batch if names is None else batch.select(names)
        for start in range(0, chosen.num_rows, _BATCH):
            yield chosen.slice(start, _BATCH)


def _existing(path: str) -> str:
    if "://" in path:
        raise InputError(f"{path}: web addresses are not read here: download the file first")
    try:
        with open(path, "rb"):
            return path
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None


def write_rows(
    answers: Iterable[tuple[Row, Citation]], kind: str, target: str | Path | BinaryIO,
    schema: Any = None,
) -> None:  # fmt: skip
    """Write parsed rows to a Parquet or Arrow file, in bounded memory.

    Args:
        answers: each row with its citation; failed ones are written, too, with their error.
        kind: "parquet" (Zstandard inside) or "arrow" (the IPC file format, which is Feather 2; the
            stream format where the target is a pipe).
        target: a path or an open binary stream.
        schema: schema of the rows' own columns, where the input has columns (``Opened.schema``);
            else there is one column, ``text``.

    The table has the input's columns and the struct column ``citation``.

    Raises:
        InputError: ``kind`` is none of these.
    """
    pa = arrow()
    if kind not in TABLE_KINDS:
        raise InputError(f"unknown table format {kind!r}: choose parquet or arrow")
    own = schema if schema is not None else pa.schema([pa.field("text", pa.string())])
    field = pa.field("citation", citation_type(), nullable=False)
    whole = stamped_schema(own.append(field))
    if kind == "parquet":
        from pyarrow import parquet

        writer = parquet.ParquetWriter(target, whole, compression="zstd")
    else:
        pipe = not isinstance(target, (str, Path)) and not target.seekable()
        writer = (pa.ipc.new_stream if pipe else pa.ipc.new_file)(target, whole)
    with writer:
        held: list[Any] = []
        for batch in _batches(answers, whole):
            held.append(batch)
            if sum(one.num_rows for one in held) >= _ROW_GROUP:
                writer.write_table(pa.Table.from_batches(held, whole))
                held = []
        if held:
            writer.write_table(pa.Table.from_batches(held, whole))


def _batches(answers: Iterable[tuple[Row, Citation]], schema: Any) -> Iterator[Any]:
    """Record batches of answers that stem from one batch, or simply follow one another."""
    group: list[tuple[Row, Citation]] = []
    source: Any = None
    for row, citation in answers:
        batch = row.origin[0] if row.origin else None
        if group and (batch is not source or len(group) >= _BATCH):
            yield _batch(group, schema)
            group = []
        source = batch
        group.append((row, citation))
    if group:
        yield _batch(group, schema)


def _batch(group: list[tuple[Row, Citation]], schema: Any) -> Any:
    pa = arrow()
    citations = to_array([citation for _, citation in group])
    first = group[0][0].origin
    if first is None:
        texts = pa.array([whole_text(row.text) for row, _ in group], pa.string())
        return pa.RecordBatch.from_arrays([texts, citations], schema=schema)
    batch = first[0]
    chosen = [row.origin[1] for row, _ in group if row.origin]
    if chosen != list(range(batch.num_rows)):
        batch = batch.take(pa.array(chosen, pa.int64()))
    return pa.RecordBatch.from_arrays([*batch.columns, citations], schema=schema)
