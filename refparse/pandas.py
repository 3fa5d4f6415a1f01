"""References in pandas: a function, and an accessor on every Series of strings.

>>> import pandas as pd
>>> import refparse.pandas
>>> raw = pd.Series(["Doe J. A title. Journal of X. 2001;4(2):5-9."], name="raw")
>>> refparse.pandas.parse(raw, columns=["year", "volume", "page"])
   year volume page
0  2001      4  5-9
>>> raw.refparse.parse()["year"]   # the same, by the accessor
0    2001
Name: year, dtype: Int64
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from refparse._errors import MissingExtraError
from refparse.frames import parse_cells, parser_of, table
from refparse.parser import Parser
from refparse.types import Citation

try:
    import pandas as pd
except ImportError:
    raise MissingExtraError("pandas", "pandas") from None

__all__ = ["parse", "to_frame"]

_TYPES = {"year": "Int64", "confidence": "Float64"}


def parse(
    references: pd.Series | Iterable[object],
    *,
    model: str | Path | Parser = "default",
    columns: Sequence[str] | None = None,
    workers: int = 1,
) -> pd.DataFrame:
    """Parse a Series of raw references into a data frame, one row a reference.

    Args:
        references: a Series, or anything else that yields strings. None, NaN and NA give a row
            whose ``error`` says so; so does a cell of another type.
        model: a model's name or folder, or a loaded parser.
        columns: which columns, of :data:`refparse.frames.ALL_COLUMNS`; None for all but ``csl``.
        workers: processes to use, at least 1.

    Returns:
        A data frame with the index of the Series. Missing values are NA; ``year`` is Int64,
        ``confidence`` Float64, everything else string.

    Raises:
        InputError: there is no such column, or ``workers`` is less than 1.
        ModelError: there is no such model.
    """
    index = references.index if isinstance(references, pd.Series) else None
    return to_frame(parse_cells(references, parser_of(model), workers), columns, index=index)


def to_frame(
    citations: Iterable[Citation], columns: Sequence[str] | None = None, *, index: Any = None
) -> pd.DataFrame:
    """Citations that are parsed already as a data frame; see :func:`parse` for the columns.

    Args:
        citations: what ``refparse.parse_many`` yields.
        columns: which columns, in this order.
        index: the index of the frame; None for 0, 1, 2 …

    Raises:
        InputError: there is no such column.
    """
    cells = table(citations, columns)
    data = {
        name: pd.array(column, dtype=_TYPES.get(name, "string")) for name, column in cells.items()
    }
    return pd.DataFrame(data, index=index)


@pd.api.extensions.register_series_accessor("refparse")
class _Accessor:
    """``series.refparse.parse()``."""

    def __init__(self, series: pd.Series) -> None:
        self._series = series

    def parse(
        self,
        *,
        model: str | Path | Parser = "default",
        columns: Sequence[str] | None = None,
        workers: int = 1,
    ) -> pd.DataFrame:
        """Parse the Series; see :func:`refparse.pandas.parse`."""
        return parse(self._series, model=model, columns=columns, workers=workers)
