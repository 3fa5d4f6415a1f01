from __future__ import annotations

import io
import json

import pytest
from hypothesis import given
from jsonschema import Draft7Validator

from refparse.formats.csl import TYPES, VARIABLES, to_csl, write_csl
from refparse.formats.plain import json_text
from refparse.formats.record import Record
from refparse.types import Citation, Date, Name

from .csl_schema import ITEM
from .samples import IDS, SAMPLES, cite
from .schemas import csl_schema
from .strategies import citations, relaxed

Draft7Validator.check_schema(ITEM)
VALIDATOR = Draft7Validator(ITEM)


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_samples_are_valid(sample: Citation) -> None:
    item = to_csl(sample)
    VALIDATOR.validate(json.loads(json_text(item)))
    # Nothing of the citation is lost: it is a variable or a custom value.
    texts = [*item.values(), *item.get("custom", {}).values()]
    for name, text in [*sample.fields.items(), *sample.custom.items()]:
        assert not text or text in texts or name == "original-date", name


@relaxed
@given(citations)
def test_any_citation_is_valid(citation: Citation) -> None:
    VALIDATOR.validate(json.loads(json_text(to_csl(citation))))


def test_the_schema_rejects_what_it_should() -> None:
    for wrong in (
        {"id": "x"},
        {"id": "x", "type": "novel"},
        {"id": "x", "type": "book", "pages": "1"},
        {"id": "x", "type": "book", "author": [{"name": "A"}]},
        {"id": "x", "type": "book", "issued": {"date-parts": [[]]}},
    ):
        assert not VALIDATOR.is_valid(wrong)


def test_types_and_variables_are_those_of_the_schema() -> None:
    properties = ITEM["properties"]
    assert set(properties["type"]["enum"]) == TYPES
    text = {name for name, rule in properties.items() if "string" in rule.get("type", ())}
    assert text - VARIABLES == {"id", "type", "citation-key"}
    assert text >= VARIABLES


def test_a_full_item() -> None:
    assert to_csl(SAMPLES[0]) == {
        "id": "watson1953molecular",
        "type": "article-journal",
        "author": [
            {"family": "Watson", "given": "J. D."},
            {"family": "Crick", "given": "F. H. C."},
        ],
        "issued": {"date-parts": [[1953, 4, 25]]},
        "title": "Molecular structure of nucleic acids: a structure for deoxyribose nucleic acid",
        "container-title": "Nature",
        "volume": "171",
        "issue": "4356",
        "page": "737-738",
        "DOI": "10.1038/171737a0",
        "ISSN": "0028-0836",
        "citation-number": "12",
    }


def test_names_and_custom_values() -> None:
    item = to_csl(
        Citation(
            "t",
            type="pop-up book",
            authors=(Name(), Name(family="Gogh", particle="van", suffix="Jr.")),
            fields={
                "title": "",
                "part-number": "3",
                "part": "4",
                "license": "CC0",
                "author": "forged",
            },
            custom={"arxiv": "1501.00001", "pmid": "17", "empty": ""},
            issued=Date(1999, suffix="a"),
        )
    )
    assert item["type"] == "document"
    assert item["author"] == [{"family": "Gogh", "non-dropping-particle": "van", "suffix": "Jr."}]
    assert item["part"] == "3"
    assert item["PMID"] == "17"
    assert item["year-suffix"] == "a"
    assert item["custom"] == {
        "arxiv": "1501.00001",
        "type": "pop-up book",
        "license": "CC0",
        "part": "4",
        "author": "forged",
    }
    assert "title" not in item


@pytest.mark.parametrize(
    ("date", "written"),
    [
        (None, None),
        (Date(), None),
        (Date(2020, 5), {"date-parts": [[2020, 5]]}),
        (Date(2020, None, 5), {"date-parts": [[2020]]}),
        (Date(2020, 2, 31, end=(2020, 13)), {"date-parts": [[2020, 2], [2020]]}),
        (Date(2020, season=3, circa=True), {"date-parts": [[2020]], "season": 3, "circa": True}),
        (Date(2020, season=9), {"date-parts": [[2020]]}),
        (Date(literal="in press"), {"literal": "in press"}),
        (Date(-44, literal=""), {"literal": "44 BC"}),
        (Date(month=5), {"literal": "--05"}),
    ],
)
def test_dates(date: Date | None, written: object) -> None:
    assert to_csl(Citation("t", issued=date)).get("issued") == written


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1913", {"date-parts": [[1913]]}),
        ("ca. 1913", {"literal": "ca. 1913"}),
        ("١٩١٣", {"literal": "١٩١٣"}),
    ],
)
def test_the_date_of_the_first_edition(text: str, written: object) -> None:
    item = to_csl(Citation("t", custom={"original-date": text}))
    assert item["original-date"] == written
    assert "custom" not in item


def test_the_array_is_json_with_unique_ids() -> None:
    stream = io.StringIO()
    write_csl((Record(sample.text, sample) for sample in [*SAMPLES, *SAMPLES]), stream)
    items = json.loads(stream.getvalue())
    assert len(items) == 2 * len(SAMPLES) == len({item["id"] for item in items})
    Draft7Validator({"type": "array", "items": ITEM}).validate(items)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_short_arrays(count: int) -> None:
    stream = io.StringIO()
    write_csl([Record("t", cite("book", title="T"))] * count, stream)
    assert len(json.loads(stream.getvalue())) == count


def test_the_method_of_the_citation() -> None:
    assert SAMPLES[0].to_csl() == to_csl(SAMPLES[0])


def test_the_restatement_admits_what_the_official_schema_admits() -> None:
    official = csl_schema()["items"]
    assert set(ITEM["properties"]) == set(official["properties"])
    assert set(ITEM["required"]) == set(official["required"])
    assert set(official["properties"]["type"]["enum"]) == TYPES
    strings = {
        name for name, rule in official["properties"].items() if rule.get("type") == "string"
    }
    assert {n for n, rule in ITEM["properties"].items() if rule.get("type") == "string"} == strings


def test_an_array_has_nothing_that_readers_refuse() -> None:
    stream = io.StringIO()
    broken = cite("book", "\udc80Roe, R.", title="Ri\x00vers\n\ud800", custom={"k\x1b": "\ud800"})
    write_csl([Record("t", broken)], stream)
    (item,) = json.loads(stream.getvalue())
    assert (item["title"], item["custom"]) == ("Rivers \ufffd", {"k": "\ufffd"})
    assert item["author"] == [{"family": "\ufffdRoe", "given": "R."}]
    assert to_csl(broken)["title"] == "Ri\x00vers\n\ud800"
