"""Data frames of citations in pandas and Polars: one row a reference, whatever the cells hold."""

from __future__ import annotations

import doctest
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import refparse.frames
import refparse.pandas
import refparse.polars
from refparse._errors import InputError, MissingExtraError, ModelError
from refparse.frames import ALL_COLUMNS, COLUMNS, parse_cells, row, table
from refparse.parser import Parser
from refparse.types import Citation, Date, Name
from tests.strategies import texts

CELLS = [
    "Smith, J. (1999). The state of war. World Politics, 12(3), 45–67.",
    None,
    float("nan"),
    "",
    1984,
    "Müller, Hans: Titel. Berlin 2001.",
]
DATED = Citation(
    "t", authors=(Name("Roe", "A."), Name(literal="WHO")), issued=Date(2001, 5), confidence=0.5,
    fields={"title": "Title", "DOI": "10.1000/x"}, custom={"arxiv": "1501.00001"},
)  # fmt: skip


def test_a_row_holds_every_column_with_its_type() -> None:
    cells = row(DATED)
    assert tuple(cells) == ALL_COLUMNS
    assert cells["author"] == "Roe, A.; WHO"
    assert (cells["year"], cells["issued"], cells["accessed"]) == (2001, "2001-05", None)
    assert (cells["DOI"], cells["arxiv"], cells["confidence"]) == ("10.1000/x", "1501.00001", 0.5)
    assert json.loads(str(cells["csl"])) == {**DATED.to_csl()}


def test_a_failed_row_says_why_and_nothing_else() -> None:
    cells = row(Citation("", error=("blank", "nothing to parse")))
    assert cells["error"] == "blank: nothing to parse"
    assert {name for name, cell in cells.items() if cell is not None} == {"text", "error"}


@pytest.mark.parametrize("workers", [1, 2])
def test_cells_out_are_cells_in(tiny_parser: Parser, workers: int) -> None:
    citations = list(parse_cells(iter(CELLS), tiny_parser, workers))
    codes = [citation.error[0] if citation.error else None for citation in citations]
    assert codes == [None, "missing", "missing", "blank", "not-text", None]
    assert citations[0] == tiny_parser.parse(str(CELLS[0]))
    assert citations[4].text == "1984"


@settings(max_examples=50)
@given(st.lists(st.one_of(texts, st.none(), st.integers(), st.floats()), max_size=6))
def test_any_cells_make_frames(cells: list[object]) -> None:
    parser = refparse.frames.parser_of("default")
    citations = list(parse_cells(cells, parser))
    assert len(citations) == len(cells)
    in_pandas = refparse.pandas.to_frame(citations, ALL_COLUMNS)
    in_polars = refparse.polars.to_frame(citations, ALL_COLUMNS)
    assert len(in_pandas) == len(in_polars) == len(cells)
    for name in ALL_COLUMNS:
        left = [None if pd.isna(cell) else cell for cell in in_pandas[name]]
        assert left == in_polars[name].to_list()


@pytest.mark.parametrize("bad", [["titel"], ["title", "title"], "titel"])
def test_columns_are_checked(bad: Any) -> None:
    with pytest.raises(InputError, match=r"unknown column 'titel'|name each column once"):
        table([], bad)


def test_pandas_keeps_index_and_types(tiny_parser: Parser) -> None:
    raw = pd.Series([*CELLS[:2], pd.NA], index=["a", "b", "c"], dtype="string")
    frame = refparse.pandas.parse(raw, model=tiny_parser)
    assert list(frame.index) == ["a", "b", "c"]
    assert tuple(frame.columns) == COLUMNS
    assert frame.dtypes["year"] == "Int64"
    assert frame.dtypes["confidence"] == "Float64"
    assert frame.loc["a", "year"] == 1999
    assert frame.loc["b":, "error"].str.startswith("missing").all()
    joined = raw.to_frame("raw").join(raw.refparse.parse(model=tiny_parser, columns=["title"]))
    assert list(joined.columns) == ["raw", "title"]


def test_pandas_takes_other_things_than_a_series(tiny_parser: Parser) -> None:
    frame = refparse.pandas.parse(iter(CELLS), model=tiny_parser, columns=["year"])
    assert frame["year"].isna().tolist() == [False, True, True, True, True, False]
    assert refparse.pandas.parse([], model=tiny_parser).empty


def test_polars_namespaces(tiny_parser: Parser) -> None:
    series = pl.Series("raw", [CELLS[0], None, CELLS[5]])
    eager = series.refparse.parse(model=tiny_parser)  # type: ignore[attr-defined]
    assert eager.schema == refparse.polars.schema()
    expression = pl.col("raw").refparse.parse(model=tiny_parser)  # type: ignore[attr-defined]
    lazy = series.to_frame().lazy().select(expression.alias("c")).unnest("c")
    assert lazy.collect_schema() == refparse.polars.schema()
    assert lazy.collect().equals(eager)
    assert eager["year"].to_list() == [1999, None, 2001]


def test_polars_expressions_work_in_groups(tiny_parser: Parser) -> None:
    frame = pl.DataFrame({"raw": [CELLS[0], CELLS[5]], "group": [1, 2]})
    expression = pl.col("raw").refparse.parse(  # type: ignore[attr-defined]
        model=tiny_parser, columns=["year"]
    )
    found = frame.group_by("group", maintain_order=True).agg(expression.alias("c"))
    assert [cell[0]["year"] for cell in found["c"].to_list()] == [1999, 2001]


@pytest.mark.parametrize("parse", [refparse.pandas.parse, refparse.polars.parse])
def test_arguments_are_checked(parse: Callable[..., object]) -> None:
    with pytest.raises(InputError, match="workers=0"):
        parse(["x"], workers=0)
    with pytest.raises(ModelError):
        parse(["x"], model="no-such-model")


@pytest.mark.parametrize("package", ["pandas", "polars"])
def test_a_missing_package_names_its_extra(package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, package, None)
    monkeypatch.delitem(sys.modules, f"refparse.{package}")
    with pytest.raises(MissingExtraError, match=rf"pip install 'refparse-crf\[{package}\]'"):
        __import__(f"refparse.{package}")


@pytest.mark.parametrize("package", ["pandas", "polars", "sklearn", "spacy"])
def test_the_docstrings_are_true(package: str, tmp_path: Path) -> None:
    module = __import__(f"refparse.{package}", fromlist=["parse"])
    outcome = doctest.testmod(module)
    assert outcome.attempted > 2
    assert outcome.failed == 0
