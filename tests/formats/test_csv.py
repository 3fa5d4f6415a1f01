from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given

from refparse.formats.csv import COLUMNS, to_csv, write_csv
from refparse.formats.plain import plain
from refparse.formats.record import Record
from refparse.types import Citation

from .samples import IDS, SAMPLES, cite
from .strategies import citations, relaxed


def rows(*given_citations: Citation) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv((Record(one.text, one) for one in given_citations), stream)
    return list(csv.DictReader(io.StringIO(stream.getvalue(), newline=""), strict=True))


def bare(cell: str) -> str:
    return cell.removeprefix("'")


def test_the_header_is_stable() -> None:
    assert ",".join(COLUMNS) == (
        "id,type,author,editor,translator,year,issued,accessed,title,container-title,"
        "collection-title,volume,issue,edition,page,number-of-pages,number,publisher,"
        "publisher-place,institution,genre,medium,DOI,arxiv,PMID,PMCID,ISBN,ISSN,URL,language,"
        "citation-number,note,other,confidence,text"
    )
    assert rows() == []


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_samples_come_back(sample: Citation) -> None:
    (row,) = rows(sample)
    assert row == to_csv(sample)
    for name in ("title", "container-title", "volume", "page", "publisher", "DOI", "URL", "note"):
        expected = plain(sample.fields.get(name, "")) or plain(sample.custom.get(name, ""))
        assert bare(row[name]) == expected.removeprefix("'")
    assert bare(row["text"]) == plain(sample.text).removeprefix("'")


def test_a_row() -> None:
    row = to_csv(
        cite("book", "Doe, J.", "WHO", year=2001, title="T", custom={"x": "1", "arxiv": "2"})
    )
    assert row["author"] == "Doe, J.; WHO"
    assert (row["year"], row["issued"], row["arxiv"]) == ("2001", "2001", "2")
    assert row["other"] == "x=1"
    assert row["confidence"] == "0.8765"


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@SUM", "＝1", "'apostrophe", "\t=1", "\r=1"])
def test_formulas_are_disarmed(text: str) -> None:
    cell = to_csv(cite("book", title=text))["title"]
    assert cell == f"'{plain(text)}"


@relaxed
@given(citations)
def test_any_citation_is_one_row_without_a_formula(citation: Citation) -> None:
    (row,) = rows(citation)
    assert row == to_csv(citation)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row.values())
    assert not any("\n" in cell for cell in row.values())
