from __future__ import annotations

import io
from typing import Any

import pytest
import yaml
from hypothesis import given

from refparse.formats.csl import TYPES as CSL_TYPES
from refparse.formats.record import Record
from refparse.formats.yaml import TYPES, to_yaml, write_yaml
from refparse.types import Citation, Date, Name

from .samples import SAMPLES, cite
from .strategies import citations, relaxed


def read(citation: Citation) -> dict[str, Any]:
    ((_, entry),) = yaml.safe_load(to_yaml(citation)).items()
    assert isinstance(entry, dict)
    return entry


def test_types_exist() -> None:
    assert set(TYPES) <= CSL_TYPES


def test_an_article_has_its_journal_for_a_parent() -> None:
    assert yaml.safe_load(to_yaml(SAMPLES[0])) == {
        "watson1953molecular": {
            "type": "article",
            "title": SAMPLES[0].title,
            "author": [
                {"name": "Watson", "given-name": "J. D."},
                {"name": "Crick", "given-name": "F. H. C."},
            ],
            "date": "1953-04-25",
            "page-range": "737-738",
            "serial-number": {"doi": "10.1038/171737a0"},
            "parent": [
                {
                    "type": "periodical",
                    "title": "Nature",
                    "volume": "171",
                    "issue": "4356",
                    "serial-number": {"issn": "0028-0836"},
                }
            ],
        }
    }


def test_names_series_translators_and_publisher() -> None:
    entry = read(
        cite("book", Name("Gogh", "V.", "van", "Jr."), Name(literal="WHO"), title="Letters",
             translators=["Roe, R."], editors=["Doe, J."], publisher="P", publisher_place="Bonn",
             collection_title="Series", collection_number="7", number_of_pages="320 p.",
             language="German")
    )  # fmt: skip
    assert entry["author"] == [
        {"name": "Gogh", "given-name": "V.", "prefix": "van", "suffix": "Jr."},
        {"name": "WHO"},
    ]
    assert entry["affiliated"] == [
        {"role": "translator", "names": [{"name": "Roe", "given-name": "R."}]}
    ]
    assert entry["publisher"] == {"name": "P", "location": "Bonn"}
    assert entry["parent"] == [{"type": "anthology", "title": "Series", "volume": "7"}]
    assert entry["note"] == "number-of-pages: 320 p.; language: German"


@pytest.mark.parametrize(
    ("date", "written", "note"),
    [
        (Date(2012, 2, 3), "2012-02-03", None),
        (Date(1850, circa=True), "~1850", None),
        (Date(1998, end=(2001,)), "1998", "date: 1998/2001"),
        (Date(2004, season=1), "2004", "date: Spring 2004"),
        (Date(literal="n.d."), None, "date: n.d."),
        (None, None, None),
    ],
)
def test_dates(date: Date | None, written: str | None, note: str | None) -> None:
    entry = read(cite("book", title="T", issued=date))
    assert (entry.get("date"), entry.get("note")) == (written, note)


@pytest.mark.parametrize("title", ["$x$ costs", "{braced", "closed}", "back\\slash"])
def test_what_would_be_a_command_is_verbatim(title: str) -> None:
    assert read(cite("book", title=title))["title"] == {"value": {"value": title, "verbatim": True}}


@pytest.mark.parametrize(
    ("url", "written", "note"),
    [
        ("https://a.org/x y?q=ä", "https://a.org/x%20y?q=%C3%A4", None),
        ("a.org/x", None, "URL: a.org/x"),
        ("http://[::1", None, "URL: http://[::1"),
        ("https://a.org:99999999/", None, "URL: https://a.org:99999999/"),
    ],
)
def test_addresses(url: str, written: str | None, note: str | None) -> None:
    entry = read(cite("webpage", title="T", URL=url))
    assert (entry.get("url"), entry.get("note")) == (written, note)
    dated = read(cite("webpage", title="T", URL=url, accessed=Date(2020, 1, 2)))
    if written:
        assert dated["url"] == {"value": written, "date": "2020-01-02"}
    else:
        assert dated["note"] == f"{note}; accessed: 2020-01-02"


def test_an_empty_file_is_a_mapping() -> None:
    stream = io.StringIO()
    write_yaml([], stream)
    assert yaml.safe_load(stream.getvalue()) == {}


@relaxed
@given(citations)
def test_any_citation_is_one_entry(citation: Citation) -> None:
    stream = io.StringIO()
    write_yaml([Record("", citation), Record("", citation)], stream)
    if citation.error is None:
        assert len(yaml.safe_load(stream.getvalue())) == 2
