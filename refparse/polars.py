"""References in Polars: a function, and a namespace on Series and expressions of strings.

>>> import polars as pl
>>> import refparse.polars
>>> frame = pl.DataFrame({"raw": ["Doe J. A title. Journal of X. 2001;4(2):5-9."]})
>>> refparse.polars.parse(frame["raw"], columns=["year", "volume", "page"]).row(0)
(2001, '4', '5-9')
>>> citations = pl.col("raw").refparse.parse(columns=["year", "page"])  # a struct, lazily
>>> frame.lazy().with_columns(citation=citations).unnest("citation").collect().columns
['raw', 'year', 'page']
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from refparse._errors import MissingExtraError
from refparse.frames import checked_columns, parse_cells, parser_of, table
from refparse.parser import Parser
from refparse.types import Citation

try:
    import polars as pl
except ImportError:
    raise MissingExtraError("polars", "polars") from None

__all__ = ["parse", "schema", "to_frame"]


def schema(columns: Sequence[str] | None = None) -> pl.Schema:
    """Names and types of the columns: ``year`` Int32, ``confidence`` Float64, the rest String.

    Raises:
        InputError: there is no such column.
    """
    types = {"year": pl.Int32, "confidence": pl.Float64}
    return pl.Schema({name: types.get(name, pl.String) for name in checked_columns(columns)})


def parse(
    references: pl.Series | Iterable[object],
    *,
    model: str | Path | Parser = "default",
    columns: Sequence[str] | None = None,
    workers: int = 1,
) -> pl.DataFrame:
    """Parse a Series of raw references into a data frame, one row a reference, in order.

    Args:
        references: a Series, or anything else that yields strings. A null gives a row whose
            ``error`` says so; so does a cell of another type.
        model: a model's name or folder, or a loaded parser.
        columns: which columns, of :data:`refparse.frames.ALL_COLUMNS`; None for all but ``csl``.
        workers: processes to use, at least 1.

    Raises:
        InputError: there is no such column, or ``workers`` is less than 1.
        ModelError: there is no such model.
    """
    return to_frame(parse_cells(references, parser_of(model), workers), columns)


def to_frame(citations: Iterable[Citation], columns: Sequence[str] | None = None) -> pl.DataFrame:
    """Citations that are parsed already as a data frame.

    Args:
        citations: what ``refparse.parse_many`` yields.
        columns: which columns, in this order.

    Raises:
        InputError: there is no such column.
    """
    return pl.DataFrame(table(citations, columns), schema=schema(columns))


@pl.api.register_series_namespace("refparse")
class _SeriesNamespace:
    """``series.refparse.parse()``."""

    def __init__(self, series: pl.Series) -> None:
        self._series = series

    def parse(
        self,
        *,
        model: str | Path | Parser = "default",
        columns: Sequence[str] | None = None,
        workers: int = 1,
    ) -> pl.DataFrame:
        """Parse the Series; see :func:`refparse.polars.parse`."""
        return parse(self._series, model=model, columns=columns, workers=workers)


@pl.api.register_expr_namespace("refparse")
class _ExpressionNamespace:
    """``pl.col("raw").refparse.parse()``: a struct column, for lazy frames, too."""

    def __init__(self, expression: pl.Expr) -> None:
        self._expression = expression

    def parse(
        self,
        *,
        model: str | Path | Parser = "default",
        columns: Sequence[str] | None = None,
        workers: int = 1,
    ) -> pl.Expr:
        """Parse the strings; ``unnest`` spreads the struct. See :func:`refparse.polars.parse`."""
        names = checked_columns(columns)

        def batch(series: pl.Series) -> pl.Series:
            frame = parse(series, model=model, columns=names, workers=workers)
            return frame.to_struct(series.name)

        return self._expression.map_batches(
            batch, return_dtype=pl.Struct(schema(names)), is_elementwise=True
        )
