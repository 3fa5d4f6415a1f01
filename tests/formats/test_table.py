from __future__ import annotations

import io
import re

import pytest
from hypothesis import given

from refparse.formats.record import Record
from refparse.formats.table import to_table, write_table
from refparse.types import Citation, Date, Name

from .samples import IDS, SAMPLES, cite
from .strategies import citations, relaxed

ANSI = re.compile(r"\x1b\[[0-9;]*m")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def shown(*given_citations: Citation, stream: io.StringIO) -> str:
    write_table((Record(one.text, one) for one in given_citations), stream)
    return stream.getvalue()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    for name in ("NO_COLOR", "FORCE_COLOR", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.setenv("COLUMNS", "60")
    return Terminal()


def test_plain_block() -> None:
    citation = cite(
        "chapter", "Doe, J.", "WHO", issued=Date(2001, 2), title="A part", editors=["Roe, R."],
        container_title="The whole", volume="3", issue="2", page="10-20", publisher="P",
        publisher_place="Bonn", edition="2", DOI="10.1/x", custom={"arxiv": "1501.00001"},
    )  # fmt: skip
    assert to_table(citation) == (
        "chapter  88%\n"
        "  Doe, J.; WHO (2001-02)\n"
        "  A part\n"
        "  The whole 3(2), 10–20, ed. Roe, R.\n"
        "  Bonn: P, ed. 2\n"
        "  https://doi.org/10.1/x  arXiv:1501.00001"
    )


def test_elsewhere_than_on_a_terminal_the_listing_is_plain() -> None:
    text = shown(SAMPLES[0], SAMPLES[1], stream=io.StringIO())
    assert text == f"1. {to_table(SAMPLES[0])}\n\n2. {to_table(SAMPLES[1])}\n\n"


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_a_terminal_shows_the_same_words_in_colour(sample: Citation, terminal: Terminal) -> None:
    coloured = shown(sample, stream=terminal)
    assert "\x1b[" in coloured
    bare = ANSI.sub("", coloured)
    assert "\x1b" not in bare
    head, *lines = to_table(sample).splitlines()
    kind, confidence = head.rsplit("  ", 1)
    for word in [*kind.split(), confidence, *" ".join(lines).split()]:
        # Words longer than a line are folded.
        assert word in bare or word[:20] in bare.replace("\n", "")


def test_lines_fit_the_terminal(terminal: Terminal) -> None:
    latin = cite("book", "Doe, J.", title="word " * 60, URL="http://example.org/" + "x" * 200)
    lines = ANSI.sub("", shown(latin, stream=terminal)).splitlines()
    assert len(lines) > 8
    assert max(map(len, lines)) <= 60


def test_confidence_is_shaded(terminal: Terminal) -> None:
    shades = set()
    for confidence in (0.95, 0.8, 0.5, 0.1):
        stream = Terminal()
        shown(Citation("x", confidence=confidence), stream=stream)
        found = re.search(r"\x1b\[([0-9;]*)m *\d+%", stream.getvalue())
        assert found
        shades.add(found[1])
    assert len(shades) == 4


def test_no_color_is_honoured(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[3" not in shown(SAMPLES[0], stream=terminal)


def test_markup_in_a_reference_is_text(terminal: Terminal) -> None:
    text = shown(cite("book", title="[bold]x[/bold] :smile:"), stream=terminal)
    assert "[bold]x[/bold] :smile:" in ANSI.sub("", text)


def test_many_names_are_counted_and_et_al_is_shown() -> None:
    people = [Name(f"Name{number}", "X.") for number in range(9)]
    assert "Name5, X.; … and 3 more" in to_table(cite("book", *people))
    assert "Name0, X.; et al." in to_table(cite("book", people[0], custom={"et-al": "author"}))
    assert "Roe, R. (ed.)" in to_table(cite("book", editors=["Roe, R."]))


@pytest.mark.parametrize(
    ("citation", "line"),
    [
        (cite("book", volume="3", number_of_pages="672"), "vol. 3, 672 pp."),
        (cite("article-newspaper", container_title="Day", page="4"), "Day, p. 4"),
        (cite("article-newspaper", container_title="Day", page="4-5"), "Day, pp. 4–5"),
        (cite("article-journal", container_title="J", issue="7"), "J (7)"),
        (cite("book", collection_title="S", collection_number="7", genre="G"), "S 7, G"),
    ],
)
def test_sources(citation: Citation, line: str) -> None:
    assert line in [shown_line.strip() for shown_line in to_table(citation).splitlines()]


@relaxed
@given(citations)
def test_no_reference_can_steer_the_screen(citation: Citation) -> None:
    text = to_table(citation)
    assert not re.search(
        "[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]", text
    )
    assert text.encode("utf-8")
    assert len(text.splitlines()) <= 6
    for stream in (io.StringIO(), Terminal()):
        bare = ANSI.sub("", shown(citation, stream=stream))
        assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", bare)
