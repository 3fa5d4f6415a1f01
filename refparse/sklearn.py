"""References in scikit-learn: a transformer from strings to a data frame.

>>> from refparse.sklearn import ReferenceParser
>>> parser = ReferenceParser(columns=("year", "volume", "page"))
>>> parser.fit_transform(["Doe J. A title. Journal of X. 2001;4(2):5-9."])
   year volume page
0  2001      4  5-9
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils._set_output import _get_output_config

from refparse._errors import InputError
from refparse.frames import checked_columns, parse_cells, parser_of
from refparse.parser import Parser

__all__ = ["ReferenceParser"]


class ReferenceParser(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """Parses raw references; stateless, so fitting only checks the parameters.

    Parameters:
        model: a model's name or folder.
        columns: which columns, of :data:`refparse.frames.ALL_COLUMNS`; None for all but ``csl``.
        workers: processes to use, at least 1.

    ``transform`` gives a pandas data frame, or with ``set_output(transform="polars")`` one of
    Polars; scikit-learn's own default, an array, would lose the types. Missing values and cells
    that are no strings give a row with an ``error``. Input is one column of strings: a list, a
    Series, an array of shape (n,) or (n, 1), a frame of one column.
    """

    def __init__(
        self,
        model: str = "default",
        *,
        columns: Sequence[str] | None = None,
        workers: int = 1,
    ) -> None:
        self.model = model
        self.columns = columns
        self.workers = workers

    def fit(self, X: Any, y: object = None) -> ReferenceParser:
        """Check the parameters and load the model.

        Args:
            X: raw references; only their shape is looked at.
            y: ignored.

        Raises:
            InputError: a column is unknown, ``workers`` is less than 1, or X is not one column.
            ModelError: there is no such model.
        """
        self._parser()
        _one_column(X)
        return self

    def transform(self, X: Any) -> Any:
        """Parse references: one row each, in order, with the index of X if it has one.

        Args:
            X: raw references.

        Raises:
            InputError: as :meth:`fit`.
            ModelError: as :meth:`fit`.
        """
        parser = self._parser()
        citations = parse_cells(_one_column(X), parser, self.workers)
        if _get_output_config("transform", self)["dense"] == "polars":
            from refparse.polars import to_frame as polars_frame

            return polars_frame(citations, self.columns)
        from refparse.pandas import to_frame

        return to_frame(
            citations, self.columns, index=getattr(X, "index", None) if hasattr(X, "iloc") else None
        )

    def get_feature_names_out(self, input_features: object = None) -> np.ndarray[Any, Any]:
        """The names of the columns.

        Args:
            input_features: ignored; the columns do not depend on the input's names.

        Raises:
            InputError: a column is unknown.
        """
        return np.asarray(checked_columns(self.columns), dtype=object)

    def _parser(self) -> Parser:
        checked_columns(self.columns)
        if self.workers < 1:
            raise InputError(f"workers={self.workers}: give at least 1")
        return parser_of(self.model)

    def __sklearn_is_fitted__(self) -> bool:
        return True

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.requires_fit = False
        tags.input_tags.string = True
        tags.input_tags.one_d_array = True
        tags.input_tags.two_d_array = False
        tags.input_tags.allow_nan = True
        tags.transformer_tags.preserves_dtype = []
        return tags


def _one_column(X: Any) -> Iterator[object]:
    """The cells of X.

    Raises:
        InputError: X is one string, or has several columns.
    """
    if isinstance(X, (str, bytes)):
        raise InputError("X is one string: give a list of references, one string each")
    shape = getattr(X, "shape", None)
    if shape is None:
        if not isinstance(X, Iterable):
            raise InputError(f"X is a {type(X).__name__}: give a list of references")
        return iter(X)
    if len(shape) == 2 and shape[1] == 1:
        return iter(np.asarray(X, dtype=object)[:, 0])
    if len(shape) != 1:
        raise InputError(f"X has the shape {tuple(shape)}: give one column of references")
    return iter(X)
