"""``parse_column``: the record-batch function of ``refparse.columns`` in Spark's ``mapInArrow``."""

from __future__ import annotations

import atexit
import hashlib
import shutil
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, Final

from refparse._errors import InputError, MissingExtraError, RefparseError
from refparse._version import __version__
from refparse.columns import citation_type, parse_batch
from refparse.columns.batch import check_names
from refparse.parser import Parser
from refparse.tagger.files import find_model

_SLICE: Final = 2000
"""Rows parsed at once: Spark's batches of 10,000 would hold some 100 MB of citations."""


def parse_column(
    df: Any, column: str, into: str = "citation", model: str | Path = "default"
) -> Any:
    """A data frame with one more column: the parsed references.

    Args:
        df: a ``pyspark.sql.DataFrame`` (not of Spark Connect).
        column: its column of raw references, strings or UTF-8 bytes.
        into: name of the new column, the last; docs/columns.md describes the struct.
        model: name or folder of the model on the driver, which ships it to the executors.

    Returns:
        The data frame, lazily. No row is lost and none fails the job: null, blank and rejected
        texts have ``error`` set.

    Raises:
        InputError: no such column, not of strings, or ``into`` is there already.
        ModelError: no such model.
        MissingExtraError: PySpark or PyArrow is not installed.
    """
    types = spark_types()
    check_names(df.columns, column, into)
    found = df.schema[column].dataType
    if not isinstance(found, (types.StringType, types.BinaryType)):
        raise InputError(f"column {column!r} is {found.simpleString()}: give strings")
    schema = types.StructType([*df.schema.fields])
    schema.add(into, citation_struct(), False)
    archive = ship_model(df.sparkSession, model)
    return df.mapInArrow(_mapper(column, into, archive, __version__), schema)


def spark_types() -> Any:
    """``pyspark.sql.types``.

    Raises:
        MissingExtraError: PySpark is not installed.
    """
    try:
        from pyspark.sql import types
    except ImportError:
        raise MissingExtraError("pyspark", "spark") from None
    return types


def citation_struct() -> Any:
    """The type of one parsed reference as a Spark ``StructType``."""
    return _spark_type(citation_type())


def _spark_type(kind: Any) -> Any:
    types = spark_types()
    name = str(kind).partition("<")[0]
    if name == "struct":
        return types.StructType(
            [types.StructField(field.name, _spark_type(field.type)) for field in kind]
        )
    if name == "list":
        return types.ArrayType(_spark_type(kind.value_type))
    return {
        "string": types.StringType(),
        "int32": types.IntegerType(),
        "double": types.DoubleType(),
    }[name]


def model_digest(folder: Path) -> str:
    """SHA-256 over the names and contents of a model's files, as 64 hex digits."""
    whole = hashlib.sha256()
    for path in _files(folder):
        content = hashlib.sha256(path.read_bytes()).hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()} {content}\n".encode())
    return whole.hexdigest()


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def ship_model(spark: Any, model: str | Path) -> str:
    """Give the model to every executor of this session, once; returns its name there.

    Raises:
        ModelError: there is no such model, or its files are damaged.
    """
    folder = find_model(model)
    Parser.load(folder)  # What is damaged shall be told here, not by a hundred executors.
    name = f"refparse-model-{model_digest(folder)[:16]}"
    packed = _packed(str(folder.resolve()), name)
    spark.sparkContext.addArchive(f"{packed}#{name}")
    return name


@cache
def _packed(folder: str, name: str) -> str:
    """A zip of the model; it stays until the driver ends, for executors that join later."""
    place = tempfile.mkdtemp(prefix="refparse-")
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    target = Path(place) / f"{name}.zip"
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in _files(Path(folder)):
            archive.write(path, path.relative_to(folder))
    return str(target)


def _mapper(
    column: str, into: str, archive: str, version: str
) -> Callable[[Iterator[Any]], Iterator[Any]]:
    def parse_partition(batches: Iterator[Any]) -> Iterator[Any]:
        parser = worker_parser(archive, version)
        for batch in batches:
            for start in range(0, batch.num_rows, _SLICE):
                yield parse_batch(batch.slice(start, _SLICE), column, parser, into)

    return parse_partition


@cache
def worker_parser(archive: str, version: str) -> Parser:
    """The parser of this Python worker, loaded at its first task."""
    if version != __version__:
        raise RefparseError(
            f"the driver runs refparse {version}, this executor {__version__}: install one version"
        )
    from pyspark import SparkFiles

    return Parser.load(SparkFiles.get(archive))
