"""What every format promises."""

from __future__ import annotations

import io
import itertools
import subprocess
import sys
import time
from collections.abc import Iterator

import pytest
from hypothesis import given

from refparse._errors import FormatError
from refparse.formats import FORMATS, Record, get_format
from refparse.formats.csl import TYPES
from refparse.types import Citation, Name

from .samples import IDS, SAMPLES
from .strategies import citations, relaxed

CONTRACT = {"jsonl", "csl", "bibtex", "biblatex", "ris", "tei", "csv", "table"}
NAMES = [
    *("jsonl", "csl", "bibtex", "biblatex", "ris", "tei", "csv", "tsv", "table"),
    *("jats", "mods", "endnote", "yaml", "html"),
]
BLANK = Record("", None, {"code": "blank", "message": "the line is blank"})


def written(name: str, *records: Record) -> str:
    stream = io.StringIO()
    get_format(name).write(iter(records), stream)
    return stream.getvalue()


def test_the_formats_of_the_contract_are_there() -> None:
    assert list(FORMATS) == NAMES
    assert set(NAMES) >= CONTRACT
    for name, known in FORMATS.items():
        assert known.name == name
        assert known.description
        assert get_format(name) is known


@pytest.mark.parametrize("name", ["yml", "", "JSONL", "jsonl "])
def test_an_unknown_format_is_named_with_the_known_ones(name: str) -> None:
    with pytest.raises(FormatError) as caught:
        get_format(name)
    assert repr(name) in str(caught.value)
    assert all(known in str(caught.value) for known in NAMES)


def test_importing_the_formats_loads_none_of_their_libraries() -> None:
    code = (
        "import sys, refparse.formats; "
        "print([m for m in ('pybtex', 'rispy', 'rich', 'anyascii', 'lxml', 'yaml',"
        " 'xml.etree.ElementTree') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_samples_cover_every_type() -> None:
    assert {sample.type for sample in SAMPLES} >= TYPES


@pytest.mark.parametrize("name", NAMES)
def test_output_is_utf8_and_ends_with_one_line_break(name: str) -> None:
    for sample in SAMPLES:
        text = written(name, Record(sample.text, sample))
        assert text.encode("utf-8").decode("utf-8") == text
        assert text.endswith("\n")


@pytest.mark.parametrize("name", NAMES)
@relaxed
@given(citation=citations)
def test_no_citation_breaks_a_writer(name: str, citation: Citation) -> None:
    text = written(name, Record(citation.text, citation), Record(citation.text, citation))
    assert text.encode("utf-8")
    if name != "csl":
        assert "\r" not in text
    assert "\x00" not in text
    assert "\x1b" not in text


@pytest.mark.parametrize("name", [name for name in NAMES if name != "jsonl"])
@pytest.mark.parametrize("sample", SAMPLES[:3], ids=IDS[:3])
def test_error_records_are_left_out(name: str, sample: Citation) -> None:
    record = Record(sample.text, sample)
    assert written(name, BLANK, record, BLANK) == written(name, record)
    rejected = Record(sample.text, sample, {"code": "too-long", "message": "…"})
    own = Citation("", error=("blank", "the line is blank"))
    assert written(name, rejected, Record("", own), record) == written(name, record)


@pytest.mark.parametrize("name", NAMES)
def test_writers_stream(name: str) -> None:
    """Each citation is on its way out before the next but one is asked for."""
    out = io.StringIO()
    sizes: list[int] = []

    def records() -> Iterator[Record]:
        for number in range(200):
            sizes.append(len(out.getvalue()))
            sample = SAMPLES[number % 20]
            yield Record(sample.text, sample)

    get_format(name).write(records(), out)
    grown = [later > earlier for earlier, later in itertools.pairwise(sizes[1:])]
    assert len(grown) == 198
    assert all(grown)


@pytest.mark.parametrize("name", NAMES)
def test_output_depends_on_nothing_but_the_input(name: str) -> None:
    records = [Record(sample.text, sample) for sample in SAMPLES]
    assert written(name, *records) == written(name, *records)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("char", [*" a-–{\\\u2028\ud800王", "- ", "A-", "a "])
def test_long_fields_take_linear_time(name: str, char: str) -> None:
    def seconds(size: int) -> float:
        long = char * (size // len(char))
        fields = {"title": long, "page": long, "note": long, "URL": long, "edition": long}
        citation = Citation(long, (), "article-journal", (Name(long, long),), fields=fields)
        start = time.process_time()
        assert written(name, Record(long, citation))
        return time.process_time() - start

    # The longest reference that is parsed has 200,000 characters; quadratic work on it would take
    # minutes. Seconds of grace for a loaded machine.
    assert seconds(200_000) < 60 * seconds(12_500) + 8
