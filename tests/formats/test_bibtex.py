from __future__ import annotations

import io
import re
from typing import Any

import bibtexparser
import pybtex.database
import pytest
from hypothesis import example, given
from pylatexenc.latex2text import LatexNodes2Text

from refparse.formats.bibtex import (
    to_biblatex,
    to_bibtex,
    write_biblatex,
    write_bibtex,
)
from refparse.formats.bibtex_tables import ENTRY_TYPES, FIELD_ORDER
from refparse.formats.csl import TYPES
from refparse.formats.latex import braced_title, edition_text, escape, pages, verbatim
from refparse.formats.plain import plain
from refparse.formats.record import Record
from refparse.types import Citation, Date, Name

from .samples import IDS, SAMPLES, cite
from .strategies import citations, hostile, names, relaxed

_COMMANDS = {
    r"{\textbackslash}": "\\",
    r"{\textbraceleft}": "{",
    r"{\textbraceright}": "}",
    r"{\textasciitilde}": "~",
    r"{\textasciicircum}": "^",
}
_ESCAPED = re.compile("|".join([*map(re.escape, _COMMANDS), r"\\[&%$#_]", "[{}]"]))


def unescaped(field: str) -> str:
    """What LaTeX would print: commands resolved, grouping braces gone."""

    def printed(match: re.Match[str]) -> str:
        if match[0] in "{}":
            return ""
        return _COMMANDS.get(match[0], match[0][1:])

    return _ESCAPED.sub(printed, field)


def squeezed(text: str) -> str:
    return " ".join(text.split())


def entry(text: str) -> pybtex.database.Entry:
    (found,) = pybtex.database.parse_string(text, "bibtex").entries.values()
    return found


def persons(text: str, role: str = "author") -> list[dict[str, str]]:
    return [
        {
            "first": unescaped(" ".join(person.first_names + person.middle_names)),
            "prelast": unescaped(" ".join(person.prelast_names)),
            "last": unescaped(" ".join(person.last_names)),
            "lineage": unescaped(" ".join(person.lineage_names)),
        }
        for person in entry(text).persons.get(role, [])
    ]


def test_entry_types_are_those_of_csl() -> None:
    assert set(ENTRY_TYPES) <= TYPES


def test_a_full_entry() -> None:
    assert to_bibtex(SAMPLES[0]) == (
        "@article{watson1953molecular,\n"
        "    author = {Watson, J. D. and Crick, F. H. C.},\n"
        "    title = {Molecular structure of nucleic acids:"
        " a structure for deoxyribose nucleic acid},\n"
        "    journal = {Nature},\n"
        "    volume = {171},\n"
        "    number = {4356},\n"
        "    pages = {737--738},\n"
        "    year = {1953},\n"
        "    month = apr,\n"
        "    day = {25},\n"
        "    issn = {0028-0836},\n"
        "    doi = {10.1038/171737a0}\n"
        "}\n"
    )
    assert to_biblatex(SAMPLES[0]) == (
        to_bibtex(SAMPLES[0])
        .replace("journal =", "journaltitle =")
        .replace("    year = {1953},\n    month = apr,\n    day = {25},\n",
                 "    date = {1953-04-25},\n")
    )  # fmt: skip
    assert SAMPLES[0].to_bibtex() == to_bibtex(SAMPLES[0])


@pytest.mark.parametrize("write", [write_bibtex, write_biblatex])
def test_two_readers_find_every_sample(write: Any) -> None:
    stream = io.StringIO()
    write((Record(sample.text, sample) for sample in SAMPLES), stream)
    found = pybtex.database.parse_string(stream.getvalue(), "bibtex").entries
    assert len(found) == len(SAMPLES)
    for read, sample in zip(found.values(), SAMPLES, strict=True):
        assert unescaped(read.fields.get("title", "")) == squeezed(plain(sample.title))
    library = bibtexparser.parse_string(stream.getvalue())
    assert library.failed_blocks == []
    assert [one.key for one in library.entries] == list(found)


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
@pytest.mark.parametrize("to_text", [to_bibtex, to_biblatex])
def test_latex_prints_every_value(to_text: Any, sample: Citation) -> None:
    text = to_text(sample)
    latex = LatexNodes2Text(strict_latex_spaces=True, keep_comments=True)
    read = entry(text)
    url = read.fields.pop("url", "")
    printed = {squeezed(latex.latex_to_text(field)) for field in read.fields.values()}
    everything = " ".join(printed)
    for name, found in [*sample.fields.items(), *sample.custom.items()]:
        if name == "URL":
            assert url == verbatim(plain(found))
        elif name not in ("page", "edition", "et-al", "citation-number", "arxiv"):
            # pylatexenc sets LaTeX's ligatures; the text may hold what makes one.
            assert squeezed(latex.latex_to_text(escape(found))) in everything, name
    for field in FIELD_ORDER:
        assert text.count(f"\n    {field} = ") <= 1


@relaxed
@given(citations)
def test_any_citation_is_one_entry(citation: Citation) -> None:
    for text in (to_bibtex(citation), to_biblatex(citation)):
        title = plain(citation.title) or plain(citation.custom.get("title", ""))
        assert unescaped(entry(text).fields.get("title", "")) == squeezed(title)
        assert bibtexparser.parse_string(text).failed_blocks == []
        assert len(bibtexparser.parse_string(text).entries) == 1


@relaxed
@example("\\\xa00Aa")
@given(hostile)
def test_escaped_text_is_balanced_and_comes_back(text: str) -> None:
    for latex in (escape(text), braced_title(text)):
        depth = 0
        for char in latex:
            depth += {"{": 1, "}": -1}.get(char, 0)
            assert depth >= 0
        assert depth == 0
        assert unescaped(latex) == plain(text)


@relaxed
@given(names)
def test_names_keep_their_parts(name: Name) -> None:
    read = persons(to_bibtex(Citation("t", authors=(name,))))
    family, given_name, particle, suffix, literal = (
        squeezed(plain(part))
        for part in (name.family, name.given, name.particle, name.suffix, name.literal)
    )
    if name.literal or not (family and given_name):
        whole = squeezed(plain(str(name)))
        assert [one["last"] for one in read] == ([whole] if whole else [])
        return
    (one,) = read
    assert literal == ""
    assert one["first"] == given_name
    assert squeezed(f"{one['prelast']} {one['last']}") == squeezed(f"{particle} {family}")
    assert one["lineage"] == suffix


@pytest.mark.parametrize(
    ("name", "written"),
    [
        (Name("Wetering", "Ernst", "van de"), "van de Wetering, Ernst"),
        (Name("King", "Martin Luther", "", "Jr."), "King, Jr., Martin Luther"),
        (Name("King", "", "", "Jr."), "{King, Jr.}"),
        (Name("Ortega y Gasset", "José"), "{Ortega y Gasset}, José"),
        (Name("García Márquez", "Gabriel"), "García Márquez, Gabriel"),
        (Name(literal="Barnes and Noble, Inc."), "{Barnes and Noble, Inc.}"),
        (Name(literal="UNESCO"), "UNESCO"),
        (Name(literal="Others"), "{Others}"),
        (Name("Plato"), "Plato"),
        (Name("Ibn Sina"), "{Ibn Sina}"),
        (Name("And", "Björn"), "{And}, Björn"),
        (Name("Smith & Sons", "A_B"), r"Smith \& Sons, A\_B"),
    ],
)
def test_names(name: Name, written: str) -> None:
    text = to_bibtex(Citation("t", authors=(name,)))
    assert f"\n    author = {{{written}}}\n" in text


def test_people_without_a_name_are_left_out_and_et_al_becomes_others() -> None:
    text = to_bibtex(cite("book", Name(), "Doe, J.", editors=["Roe, R."], custom={"et-al": "1"}))
    assert "author = {Doe, J. and others}" in text
    assert "editor = {Roe, R.}" in text
    assert "author" not in to_bibtex(cite("book", Name(), custom={"et-al": "author"}))
    text = to_bibtex(cite("book", "A, B", editors=["Roe, R."], custom={"et-al": "editor"}))
    assert "author = {A, B}" in text
    assert "editor = {Roe, R. and others}" in text


@pytest.mark.parametrize(
    ("title", "written"),
    [
        ("The structure of DNA", "The structure of {DNA}"),
        ("mRNA-based (COVID-19) vaccines", "{mRNA-based} ({COVID-19}) vaccines"),
        ("The Art of Computer Programming", "The Art of Computer Programming"),
        ("ALL IN CAPITALS", "ALL IN CAPITALS"),
        ("Self-Esteem and A Vitamin C", "Self-Esteem and A Vitamin {C}"),
        ("O'Neill & McDonald's R&D", r"{O'Neill} \& {McDonald's} {R\&D}"),
        ("США и мир", "{США} и мир"),
        ("机器学习", "机器学习"),
        ("", ""),
    ],
)
def test_titles(title: str, written: str) -> None:
    assert braced_title(title) == written


@pytest.mark.parametrize(
    ("page", "written"),
    [
        ("325-326", "325--326"),
        ("325 – 326", "325--326"),
        ("1-3, 7—9", "1--3, 7--9"),
        ("xi-xv", "xi--xv"),
        ("A-12", "A-12"),
        ("A–12", "A--12"),
        ("S1-S12", "S1--S12"),
        ("e0123456", "e0123456"),
        ("-5-", "-5-"),
        ("12--14", "12--14"),
    ],
)
def test_pages(page: str, written: str) -> None:
    assert pages(page) == written


@pytest.mark.parametrize(
    ("edition", "bibtex", "biblatex"),
    [
        ("1", "1st", "1"),
        ("2", "2nd", "2"),
        ("23", "23rd", "23"),
        ("11", "11th", "11"),
        ("112", "112th", "112"),
        ("deuxième", "deuxième", "deuxième"),
        ("2nd rev.", "2nd rev.", "2nd rev."),
        ("٢", "٢", "٢"),
        ("2001", "2001", "2001"),
        ("", "", ""),
    ],
)
def test_editions(edition: str, bibtex: str, biblatex: str) -> None:
    assert edition_text(edition, biblatex=False) == bibtex
    assert edition_text(edition, biblatex=True) == biblatex


@pytest.mark.parametrize(
    ("date", "bibtex", "biblatex"),
    [
        (Date(1999), {"year": "1999"}, {"date": "1999"}),
        (Date(1999, 3), {"year": "1999", "month": "March"}, {"date": "1999-03"}),
        (Date(1999, 3, 7), {"year": "1999", "month": "March", "day": "7"}, {"date": "1999-03-07"}),
        (
            Date(1998, end=(2001,)),
            {"year": "1998--2001", "date": "1998/2001"},
            {"date": "1998/2001"},
        ),
        (
            Date(1998, 7, end=(1998, 9)),
            {"year": "1998", "month": "July--September", "date": "1998-07/1998-09"},
            {"date": "1998-07/1998-09"},
        ),
        (Date(1850, circa=True), {"year": "ca. 1850", "date": "1850~"}, {"date": "1850~"}),
        (Date(2004, season=1), {"year": "2004", "month": "Spring"}, {"date": "2004-21"}),
        (Date(literal="n.d."), {"year": "n.d."}, {"year": "n.d."}),
        (Date(2020, 2, 31), {"year": "2020", "month": "February"}, {"date": "2020-02"}),
        (Date(), {}, {}),
        (None, {}, {}),
    ],
)
def test_dates(date: Date | None, bibtex: dict[str, str], biblatex: dict[str, str]) -> None:
    citation = Citation("t", issued=date)
    # pybtex reads the month macros out.
    assert dict(entry(to_bibtex(citation)).fields) == bibtex
    assert dict(entry(to_biblatex(citation)).fields) == biblatex


@pytest.mark.parametrize(
    ("citation", "bibtex", "biblatex"),
    [
        (cite("thesis", genre="PhD thesis", publisher="U"), "phdthesis school",
         "thesis institution"),
        (cite("thesis", genre="MSc thesis", publisher="U"), "mastersthesis school",
         "thesis institution"),
        (cite("thesis", genre="Магистерская дис.", custom={"institution": "U"}),
         "mastersthesis school", "thesis institution"),
        (cite("report", publisher="U"), "techreport institution", "report institution"),
        (cite("book", publisher="U"), "book publisher", "book publisher"),
        (cite("article", container_title="U"), "article journal", "article journaltitle"),
        (cite("chapter", container_title="U"), "incollection booktitle", "incollection booktitle"),
        (cite("webpage", container_title="U"), "misc howpublished", "online organization"),
        (cite("paper-conference", custom={"institution": "U"}), "inproceedings organization",
         "inproceedings organization"),
        (cite("article-journal", issue="U"), "article number", "article number"),
        (cite("article-journal", number="U"), "article eid", "article eid"),
        (cite("report", number="U"), "techreport number", "report number"),
        (cite("book", collection_number="U"), "book number", "book number"),
        (cite("patent", custom={"identifier": "U"}), "misc number", "patent number"),
        (cite("article-journal", status="U"), "article note", "article pubstate"),
        (cite("no such type", title="U"), "misc title", "misc title"),
    ],
)  # fmt: skip
def test_types_and_fields(citation: Citation, bibtex: str, biblatex: str) -> None:
    for text, expected in ((to_bibtex(citation), bibtex), (to_biblatex(citation), biblatex)):
        kind, field = expected.split()
        read = entry(text)
        assert read.type == kind
        assert read.fields[field] == "U"


def test_identifiers() -> None:
    arxiv = cite("article", custom={"arxiv": "hep-th/9901001"}, PMID="17")
    assert dict(entry(to_bibtex(arxiv)).fields) == {
        "eprint": "hep-th/9901001", "archiveprefix": "arXiv", "pmid": "17",
    }  # fmt: skip
    assert dict(entry(to_biblatex(arxiv)).fields) == {
        "eprint": "hep-th/9901001", "eprinttype": "arxiv", "pmid": "17",
    }  # fmt: skip
    two = cite("article", custom={"arxiv": "2101.00001; 2102.00002", "arxiv-class": "cs.CL"})
    assert dict(entry(to_bibtex(two)).fields) == {
        "eprint": "2101.00001", "archiveprefix": "arXiv", "primaryclass": "cs.CL",
        "note": "2102.00002",
    }  # fmt: skip
    pubmed = dict(entry(to_biblatex(cite("article", PMID="17"))).fields)
    assert pubmed == {"eprint": "17", "eprinttype": "pubmed", "pmid": "17"}


def test_urls_and_dois_stay_verbatim_but_balanced() -> None:
    text = to_bibtex(cite("book", URL="http://a.b/c_d%20#~{x}\\ y", DOI="10.1/a_b{"))
    assert "url = {http://a.b/c_d%20#~%7Bx%7D%5C%20y}" in text
    assert "doi = {10.1/a_b%7B}" in text


@pytest.mark.parametrize(
    ("language", "langid"),
    [("ru", "russian"), ("de-AT", "german"), ("German", "german"), ("in Chin.", ""), ("xx", "")],
)
def test_language(language: str, langid: str) -> None:
    fields = entry(to_biblatex(cite("book", language=language))).fields
    assert fields["language"] == language
    assert fields.get("langid", "") == langid


def test_values_without_a_field_of_their_own_are_kept() -> None:
    text = to_bibtex(
        cite("webpage", container_title="Site", medium="Online", note="n", scale="1:9",
             custom={"other key!": "v", "тип": "w", "year": "x"})
    )  # fmt: skip
    fields = entry(text).fields
    assert fields["howpublished"] == "Site"
    assert fields["note"] == "n, Online"
    assert fields["x-scale"] == "1:9"
    assert fields["x-other-key"] == "v"
    assert fields["x"] == "w"
    assert fields["x-year"] == "x"
    assert "year" not in fields


def test_translated_titles_stand_behind_the_titles() -> None:
    both = {"title-translated": "Rivers", "container-title-translated": "[Northern Herald]"}
    article = cite("article-journal", title="Реки", container_title="Вестник", custom=both)
    chapter = cite("chapter", title="Реки", container_title="Вестник", custom=both)
    for written in (to_bibtex, to_biblatex):
        assert entry(written(article)).fields["titleaddon"] == "[Rivers]"
        assert entry(written(article)).fields["journaltitleaddon"] == "[Northern Herald]"
        assert entry(written(chapter)).fields["booktitleaddon"] == "[Northern Herald]"
