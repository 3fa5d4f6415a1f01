"""The scikit-learn transformer: in pipelines, cloned, configured, and by scikit-learn's checks."""

from __future__ import annotations

import pickle
import warnings
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl
import pytest
from sklearn.base import clone
from sklearn.compose import ColumnTransformer
from sklearn.exceptions import SkipTestWarning
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils import estimator_checks

from refparse._errors import InputError, ModelError
from refparse.frames import COLUMNS
from refparse.sklearn import ReferenceParser

RAW = [
    "Smith, J. (1999). The state of war. World Politics, 12(3), 45–67.",
    "Müller, Hans: Titel des Buches. Berlin: Springer 2001.",
    "Roe, A. (1987). Grain and rivers. Journal of Trade, 4(1), 5-9.",
    "Weber, Max: Wirtschaft und Gesellschaft. Tübingen: Mohr 1922.",
]
# Those of scikit-learn's checks that do not feed an estimator with numbers.
CHECKS = (
    "check_estimator_cloneable",
    "check_estimator_tags_renamed",
    "check_valid_tag_types",
    "check_estimator_repr",
    "check_no_attributes_set_in_init",
    "check_parameters_default_constructible",
    "check_get_params_invariance",
    "check_set_params",
    "check_do_not_raise_errors_in_init_or_set_param",
    "check_mixin_order",
)


@pytest.fixture
def estimator(tiny_model: Path) -> ReferenceParser:
    return ReferenceParser(str(tiny_model))


@pytest.mark.parametrize("name", CHECKS)
def test_scikit_learns_own_checks(name: str) -> None:
    check = getattr(estimator_checks, name, None)
    if check is None:
        pytest.skip("this version of scikit-learn has no such check")
    check("ReferenceParser", ReferenceParser())


def test_the_whole_of_scikit_learns_checks() -> None:
    with warnings.catch_warnings():
        # It warns that checks with numbers do not apply to an estimator of strings.
        warnings.simplefilter("ignore", SkipTestWarning)
        estimator_checks.check_estimator(ReferenceParser())


def test_it_gives_a_data_frame(estimator: ReferenceParser) -> None:
    frame = estimator.transform(RAW)  # Without fit: it is stateless.
    assert isinstance(frame, pd.DataFrame)
    assert tuple(frame.columns) == COLUMNS == tuple(estimator.get_feature_names_out())
    assert frame["year"].tolist() == [1999, 2001, 1987, 1922]
    pd.testing.assert_frame_equal(estimator.fit_transform(RAW), frame)


@pytest.mark.parametrize(
    "shaped",
    [
        tuple(RAW),
        np.array(RAW),
        np.array(RAW, dtype=object).reshape(-1, 1),
        pd.DataFrame({"raw": RAW}),
        pl.Series(RAW),
        pl.DataFrame({"raw": RAW}),
        (line for line in RAW),
    ],
    ids=["tuple", "array", "column", "pandas", "series", "polars", "generator"],
)
def test_every_shape_of_one_column(estimator: ReferenceParser, shaped: Any) -> None:
    assert estimator.transform(shaped)["year"].tolist() == [1999, 2001, 1987, 1922]


def test_the_index_is_kept(estimator: ReferenceParser) -> None:
    series = pd.Series(RAW, index=list("abcd"))
    assert list(estimator.transform(series).index) == list("abcd")
    assert list(estimator.transform(series.to_frame()).index) == list("abcd")


def test_set_output(estimator: ReferenceParser) -> None:
    in_polars = clone(estimator).set_output(transform="polars").fit_transform(RAW)
    assert isinstance(in_polars, pl.DataFrame)
    assert in_polars["year"].to_list() == [1999, 2001, 1987, 1922]
    in_pandas = clone(estimator).set_output(transform="pandas").fit_transform(RAW)
    pd.testing.assert_frame_equal(in_pandas, estimator.transform(RAW), check_column_type=False)


def test_missing_cells_keep_their_rows(estimator: ReferenceParser) -> None:
    frame = estimator.transform([RAW[0], None, np.nan, 7, ""])
    assert [str(error).partition(":")[0] for error in frame["error"]] == [
        "<NA>", "missing", "missing", "not-text", "blank",
    ]  # fmt: skip


def test_clone_and_pickle(estimator: ReferenceParser) -> None:
    estimator.set_params(columns=("title", "year"), workers=1)
    twin = pickle.loads(pickle.dumps(clone(estimator)))
    assert twin.get_params() == estimator.get_params()
    pd.testing.assert_frame_equal(twin.fit_transform(RAW), estimator.fit_transform(RAW))


def test_a_pipeline_learns_from_the_columns(tiny_model: Path) -> None:
    """Two languages are told apart by words and years, and a parameter is searched."""
    columns = ColumnTransformer(
        [
            ("words", TfidfVectorizer(), "text"),
            ("year", make_pipeline(SimpleImputer(), StandardScaler()), ["year"]),
        ]
    )
    parser = ReferenceParser(str(tiny_model), columns=("text", "year"))
    pipeline = make_pipeline(parser, columns, LogisticRegression(C=1000))
    labels = ["en", "de", "en", "de"]
    search = GridSearchCV(pipeline, {"referenceparser__workers": [1, 2]}, cv=2)
    search.fit(RAW, labels)
    assert search.best_estimator_.predict(RAW).tolist() == labels


@pytest.mark.parametrize(
    ("parameters", "x", "error", "message"),
    [
        ({"columns": ["titel"]}, RAW, InputError, "unknown column 'titel'"),
        ({"workers": 0}, RAW, InputError, "workers=0"),
        ({"model": "none-such"}, RAW, ModelError, "none-such"),
        ({}, RAW[0], InputError, "X is one string"),
        ({}, 7, InputError, "X is a int"),
        ({}, np.array([RAW, RAW]), InputError, r"shape \(2, 4\)"),
    ],
)
def test_bad_arguments(
    parameters: dict[str, Any], x: Any, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ReferenceParser(**parameters).fit(x)
