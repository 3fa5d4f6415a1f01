from __future__ import annotations

import io

import pytest
import rispy
from hypothesis import given
from rispy.config import TYPE_OF_REFERENCE_MAPPING

from refparse.formats.csl import TYPES as CSL_TYPES
from refparse.formats.plain import plain
from refparse.formats.record import Record
from refparse.formats.ris import TYPES, to_ris, write_ris
from refparse.types import Citation, Date

from .samples import IDS, SAMPLES, cite
from .strategies import citations, relaxed


def read(text: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = rispy.loads(text)
    return found


def test_types_exist_on_both_sides() -> None:
    assert set(TYPES) <= CSL_TYPES
    assert set(TYPES.values()) <= set(TYPE_OF_REFERENCE_MAPPING)


def test_a_full_record() -> None:
    assert to_ris(SAMPLES[0]) == (
        "TY  - JOUR\n"
        "ID  - watson1953molecular\n"
        "AU  - Watson, J. D.\n"
        "AU  - Crick, F. H. C.\n"
        "TI  - Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid\n"
        "T2  - Nature\n"
        "VL  - 171\n"
        "DO  - 10.1038/171737a0\n"
        "JO  - Nature\n"
        "IS  - 4356\n"
        "SP  - 737\n"
        "EP  - 738\n"
        "SN  - 0028-0836\n"
        "PY  - 1953\n"
        "DA  - 1953/04/25/\n"
        "ER  - \n"
    )


def test_the_file_of_all_samples_comes_back() -> None:
    stream = io.StringIO()
    write_ris((Record(sample.text, sample) for sample in SAMPLES), stream)
    records = read(stream.getvalue())
    assert len(records) == len(SAMPLES)
    assert len({record["id"] for record in records}) == len(SAMPLES)
    for record, sample in zip(records, SAMPLES, strict=True):
        assert record.get("title", "") == plain(sample.title)
        assert record.get("secondary_title", "") == plain(sample.container_title)
        authors = [plain(str(name)) for name in sample.authors]
        assert record.get("authors", []) == authors
        assert record.get("doi", "") == sample.doi


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_nothing_is_lost(sample: Citation) -> None:
    text = to_ris(sample)
    for name, found in [*sample.fields.items(), *sample.custom.items()]:
        if name in ("page", "et-al", "citation-number", "arxiv"):
            continue
        assert plain(found) in text, name


@relaxed
@given(citations)
def test_any_citation_is_one_record(citation: Citation) -> None:
    (record,) = read(to_ris(citation))
    title = plain(citation.title) or plain(citation.custom.get("title", ""))
    assert record.get("title", "") == title.strip()
    names = [plain(str(name)).strip() for name in citation.authors]
    assert record.get("authors", []) == [name for name in names if name]


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (Date(2012), "2012///"),
        (Date(2012, 2), "2012/02//"),
        (Date(2012, 2, 3), "2012/02/03/"),
        (Date(2012, season=2), "2012///Summer 2012"),
        (Date(1998, end=(2001,)), "1998///1998–2001"),
        (Date(literal="in press"), "///in press"),
    ],
)
def test_dates(date: Date, written: str) -> None:
    assert f"\nDA  - {written}\n" in to_ris(cite("book", issued=date))


def test_identifiers_pages_and_notes() -> None:
    both = cite(
        "chapter",
        title="T",
        ISBN="0-201-89683-4",
        ISSN="0028-0836",
        page="12",
        publisher="P",
        custom={"institution": "I", "arxiv": "1501.00001", "et-al": "1"},
    )
    (record,) = read(to_ris(both))
    text = to_ris(both)
    assert "SN  - 0-201-89683-4\nSN  - 0028-0836\n" in text
    assert record["start_page"] == "12"
    assert "end_page" not in record
    assert record["urls"] == ["https://arxiv.org/abs/1501.00001"]
    assert record["notes"] == ["institution: I", "The reference names more authors: et al."]
