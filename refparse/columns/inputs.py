"""Raw references from files, row by row in bounded memory: text, CSV, TSV, JSON Lines, tables.

Gzip and Zstandard are undone on the way. A row that cannot be used is a row with an error, so that
rows out equal rows in; only a file that cannot be read at all ends the reading.
"""

from __future__ import annotations

import contextlib
import gzip
import io
import sys
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO, Final, cast

from refparse._errors import InputError
from refparse.columns.schema import arrow

KINDS: Final = ("text", "csv", "tsv", "jsonl", "parquet", "arrow")
"""What can be read: one reference a line, a column of a file with columns, a key of objects."""
MAX_LINE: Final = 16 * 1024 * 1024
"""Longest line in bytes; a longer one is a row with an error, and its rest is not kept."""

_SUFFIXES: Final = {
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".arrow": "arrow",
    ".arrows": "arrow",
    ".feather": "arrow",
    ".ipc": "arrow",
}
_PACKED: Final = {
    ".gz": ("gzip", b"\x1f\x8b\x08"),
    ".zst": ("Zstandard", b"\x28\xb5\x2f\xfd"),
}
_BUFFER: Final = 1 << 18


@dataclass(frozen=True, slots=True)
class Row:
    """One row of an input.

    Attributes:
        text: the raw reference; what was read instead where there is an error.
        error: (code, message) where the row holds no reference, else None.
        origin: the record batch and the row in it, for inputs with columns.
        provenance: where a document holds the reference, for JSON Lines output.
    """

    text: str
    error: tuple[str, str] | None = None
    origin: tuple[Any, int] | None = None
    provenance: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Opened:
    """An opened input.

    Attributes:
        rows: the rows; reading errors are raised here, too, as InputError.
        total: how far ``position`` will go (bytes of the file, or rows); None if unknown.
        position: how far reading has come.
        schema: the schema of the other columns, for inputs that have them.
    """

    rows: Iterator[Row]
    total: int | None = None
    position: Callable[[], int] | None = None
    schema: Any = None


def kind_of(path: str) -> str:
    """What a file holds, by its name: one of :data:`KINDS`; "text" where the name says nothing."""
    name = PurePath(path)
    if name.suffix.lower() in _PACKED:
        name = name.with_suffix("")
    return _SUFFIXES.get(name.suffix.lower(), "text")


@contextlib.contextmanager
def open_rows(
    path: str, kind: str | None = None, column: str | None = None, *, columns: bool = False
) -> Iterator[Opened]:
    """Open an input.

    Args:
        path: a file, or "-" for standard input.
        kind: one of :data:`KINDS`; None goes by the file's name.
        column: the column or key of the references. None takes the only one, or the first there is
            of ``text``, ``raw``, ``reference``, ``citation``, ``unstructured``.
        columns: whether rows shall carry the other columns of a table (``Row.origin``).

    Yields:
        The opened input.

    Raises:
        InputError: it cannot be read, is not of its kind, or has no such column.
    """
    from refparse.columns import delimited, tables

    kind = kind or kind_of(path)
    if kind not in KINDS:
        raise InputError(f"unknown input format {kind!r}: choose one of {', '.join(KINDS)}")
    if kind == "text" and column is not None:
        raise InputError(
            f"column {column!r} of a plain text: there is none; name the format of the input"
        )
    if kind in tables.TABLE_KINDS:
        with tables.open_table(path, kind, column, columns=columns) as opened:
            yield opened
        return
    with open_stream(path) as (stream, total, position):
        raw = _readable(path, bounded_lines(stream))
        rows = {
            "text": lambda: text_rows(raw),
            "csv": lambda: delimited.csv_rows(raw, column),
            "tsv": lambda: delimited.tsv_rows(raw, column),
            "jsonl": lambda: delimited.jsonl_rows(raw, column),
        }[kind]()
        yield Opened(rows, total, position)


def text_rows(lines: Iterator[tuple[str, bool]]) -> Iterator[Row]:
    """One reference a line."""
    for line, whole in lines:
        yield Row(line) if whole else too_long(line)


def too_long(line: str) -> Row:
    """The row for a line of more than ``MAX_LINE`` bytes."""
    message = f"a line of more than {MAX_LINE} bytes: only its beginning was read; split it first"
    return Row(line, ("too-long", message))


def bounded_lines(stream: BinaryIO) -> Iterator[tuple[str, bool]]:
    r"""The lines of a stream without their line ends, and whether each is whole.

    Only "\n" (and "\r\n") ends a line, so that lines out equal lines in. Bytes that are not UTF-8
    become lone surrogates and are carried through. Of a line of more than ``MAX_LINE`` bytes, only
    the first 200,000 are kept.
    """
    first = True
    while raw := stream.readline(MAX_LINE + 1):
        whole = len(raw) <= MAX_LINE or raw.endswith(b"\n")
        if not whole:
            while (rest := stream.readline(MAX_LINE)) and not rest.endswith(b"\n"):
                continue
            raw = raw[:200_000]
        line = raw.decode("utf-8", "surrogateescape")
        if first:
            line = line.removeprefix("\ufeff")
            first = False
        yield line.removesuffix("\n").removesuffix("\r"), whole


@contextlib.contextmanager
def open_stream(
    path: str,
) -> Iterator[tuple[BinaryIO, int | None, Callable[[], int] | None]]:
    """A file or standard input as bytes, decompressed, with its size and the position in it.

    Raises:
        InputError: it cannot be opened, or its name promises a compression that it has not.
    """
    with open_binary(path) as raw:
        start = _beginning(raw)
        suffix = PurePath(path).suffix.lower()
        packed = next((end for end, (_, magic) in _PACKED.items() if start.startswith(magic)), None)
        if suffix in _PACKED and packed != suffix and start:
            raise InputError(f"{path} is not a {_PACKED[suffix][0]} file: rename or repack it")
        total = position = None
        if path != "-" and raw.seekable():
            total = _size(raw)
            position = raw.tell
        yield cast(BinaryIO, _unpacked(raw, packed)), total, position


@contextlib.contextmanager
def open_binary(path: str) -> Iterator[BinaryIO]:
    """A file or standard input ("-") as bytes.

    Raises:
        InputError: it cannot be opened.
    """
    if path == "-":
        yield sys.stdin.buffer
        return
    if "://" in path:
        raise InputError(f"{path}: web addresses are not read here: download the file first")
    try:
        stream = open(path, "rb", buffering=_BUFFER)  # noqa: SIM115 (what the body raises is not ours)
    except OSError as error:
        raise InputError(f"cannot read {path}: {error.strerror or error}") from None
    with stream:
        yield stream


def _beginning(stream: Any) -> bytes:
    """The first four bytes, which stay to be read; fewer where a pipe has not more yet."""
    if isinstance(stream, io.BytesIO):
        return bytes(stream.getbuffer()[stream.tell() : stream.tell() + 4])
    peek = getattr(stream, "peek", None)
    return bytes(peek(4)[:4]) if peek else b""


def _size(stream: Any) -> int | None:
    from os import fstat

    try:
        return fstat(stream.fileno()).st_size or None
    except OSError:
        return None


def _unpacked(raw: Any, packed: str | None) -> Any:
    if packed == ".gz":
        return io.BufferedReader(cast(Any, gzip.GzipFile(fileobj=raw)), _BUFFER)
    if packed == ".zst":
        # PyArrow's reader notices a file that ends too early; the zstandard package's does not.
        pa = arrow()
        reader = pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd")
        return io.BufferedReader(reader, _BUFFER)
    return raw


def _readable(path: str, lines: Iterator[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines; what goes wrong in reading or unpacking them ends with an InputError."""
    try:
        yield from lines
    except (OSError, EOFError, zlib.error) as error:  # PyArrow's errors are OSErrors here.
        raise InputError(f"cannot read on in {path}: {error}") from None


def choose_column(names: list[str], wanted: str | None) -> str:
    """The column of references.

    Raises:
        InputError: the wanted one is not there, or none was named and none is obvious.
    """
    if wanted is not None:
        if wanted in names:
            return wanted
        raise InputError(f"no column {wanted!r}: there are {', '.join(map(repr, names)) or 'none'}")
    if len(names) == 1:
        return names[0]
    for usual in ("text", "raw", "reference", "citation", "unstructured"):
        if usual in names:
            return usual
    raise InputError(
        f"which column holds the references? Name one with --column: "
        f"{', '.join(map(repr, names)) or 'there are none'}"
    )
