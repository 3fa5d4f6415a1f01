"""JATS, MODS and EndNote XML, element by element; their readers are in test_readers.py."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from lxml import etree

from refparse.formats import get_format
from refparse.formats.csl import TYPES as CSL_TYPES
from refparse.formats.endnote import TYPES as ENDNOTE_TYPES
from refparse.formats.endnote import to_endnote
from refparse.formats.jats import to_jats
from refparse.formats.jats_tables import PUBLICATION_TYPES, WHOLE_WORKS
from refparse.formats.mods import to_mods
from refparse.formats.plain import language_tag, plain
from refparse.formats.record import Record
from refparse.types import Citation, Date, Name

from .samples import IDS, SAMPLES, cite
from .schemas import parsed
from .strategies import citations, relaxed

MODS = {"m": "http://www.loc.gov/mods/v3"}
WRITERS = {"jats": to_jats, "mods": to_mods, "endnote": to_endnote}
CHAPTER = cite(
    "chapter", Name("Gogh", "V.", "van", "Jr."), Name(literal="WHO"), title="Part",
    container_title="Book", editors=["Doe, J."], translators=["Roe, R."],
    collection_title="Series", collection_number="7", edition="2", page="5-9", volume="3",
    publisher="Press", publisher_place="Bonn", DOI="10.1000/x", URL="https://a.org/?a=1&b=2",
    issued=Date(1999, 3, 7, suffix="a"), accessed=Date(2020, 1, 2), language="de",
    note="in press", ISBN="0-201-89683-4",
    custom={"title-translated": "Teil", "container-title-translated": "Buch", "et-al": "author",
            "citation-number": "12", "odd key!": "kept"},
)  # fmt: skip


def texts(element: etree._Element, path: str) -> list[str]:
    return ["".join(found.itertext()).strip() for found in element.iterfind(path, MODS)]


def test_types_exist() -> None:
    assert set(ENDNOTE_TYPES) | set(PUBLICATION_TYPES) | WHOLE_WORKS <= CSL_TYPES


def test_a_chapter_in_jats() -> None:
    ref = parsed(to_jats(CHAPTER))
    assert ref.get("id") == "gogh1999part"
    assert texts(ref, "label") == ["12"]
    (cited,) = ref.findall("element-citation")
    assert cited.get("publication-type") == "book"
    assert cited.get("{http://www.w3.org/XML/1998/namespace}lang") == "de"
    author = "person-group[@person-group-type='author']/"
    assert texts(cited, author + "name/surname") == ["van Gogh"]
    assert texts(cited, author + "name/suffix") == ["Jr."]
    assert texts(cited, author + "collab") == ["WHO"]
    assert len(cited.findall(author + "etal")) == 1
    assert texts(cited, "person-group[@person-group-type='editor']//surname") == ["Doe"]
    assert texts(cited, "person-group[@person-group-type='translator']//surname") == ["Roe"]
    for path, text in {
        "chapter-title": "Part", "source": "Book", "trans-title": "Teil", "trans-source": "Buch",
        "year": "1999", "month": "3", "day": "7", "series": "Series", "volume-series": "7",
        "volume": "3", "edition": "2", "fpage": "5", "lpage": "9", "publisher-name": "Press",
        "publisher-loc": "Bonn", "isbn": "0-201-89683-4", "pub-id[@pub-id-type='doi']": "10.1000/x",
        "ext-link": "https://a.org/?a=1&b=2", "date-in-citation": "2020-01-02",
        "comment": "in press", "named-content[@content-type='odd-key-']": "kept",
        "named-content[@content-type='year-suffix']": "a",
    }.items():  # fmt: skip
        assert texts(cited, path) == [text], path
    assert cited.find("ext-link").get("{http://www.w3.org/1999/xlink}href") == CHAPTER.url
    assert texts(ref, "note[@specific-use='raw-reference']/p") == [CHAPTER.text]


@pytest.mark.parametrize(
    ("citation", "path", "text"),
    [
        (cite("book", title="B"), "source", "B"),
        (cite("article-journal", title="A"), "article-title", "A"),
        (cite("dataset", title="D", container_title="Zenodo"), "data-title", "D"),
        (cite("patent", title="P", number="US 1"), "patent", "US 1"),
        (cite("standard", title="S", number="ISO 1"), "std", "ISO 1"),
        (cite("report", title="R", number="TR-1"), "pub-id[@pub-id-type='other']", "TR-1"),
        (cite("book", title="B", page="e12"), "elocation-id", "e12"),
        (cite("book", title="B", page="1-2, 5"), "page-range", "1-2, 5"),
        (cite("book", title="B", number_of_pages="320"), "size[@units='pages']", "320"),
        (cite("book", title="B", language="German"), "named-content", "German"),
        (cite("book", issued=Date(literal="n.d.")), "string-date", "n.d."),
        (cite("book", issued=Date(1998, end=(2001,))), "string-date", "1998/2001"),
        (cite("book", issued=Date(2004, season=1)), "season", "Spring"),
        (cite("document"), "comment", ""),
    ],
)
def test_elements_of_jats(citation: Citation, path: str, text: str) -> None:
    assert texts(parsed(to_jats(citation)), f"element-citation/{path}") == [text]


def test_a_chapter_in_mods() -> None:
    mods = parsed(to_mods(CHAPTER))
    assert mods.get("ID") == "gogh1999part"
    assert texts(mods, "m:titleInfo[@type='translated']/m:title") == ["Teil"]
    assert texts(mods, "m:name[@type='corporate']/m:namePart") == ["WHO"]
    assert texts(mods, "m:name[@type='personal']/m:namePart[@type='family']") == ["van Gogh", "Roe"]
    assert texts(mods, "m:name/m:role/m:roleTerm") == ["author", "author", "translator"]
    host = mods.find("m:relatedItem[@type='host']", MODS)
    assert host is not None
    for path, text in {
        "m:titleInfo[@type='translated']/m:title": "Buch",
        "m:name/m:namePart[@type='family']": "Doe",
        "m:originInfo/m:publisher": "Press",
        "m:originInfo/m:place/m:placeTerm": "Bonn",
        "m:originInfo/m:edition": "2",
        "m:originInfo/m:dateIssued[@encoding]": "1999-03-07",
        "m:identifier[@type='isbn']": "0-201-89683-4",
        "m:part/m:detail[@type='volume']/m:number": "3",
        "m:part/m:extent/m:start": "5",
        "m:part/m:extent/m:end": "9",
    }.items():
        assert texts(host, path) == [text], path
    series = "m:relatedItem[@type='series']/"
    assert texts(mods, series + "m:titleInfo/m:title") == ["Series"]
    assert texts(mods, series + "m:titleInfo/m:partNumber") == ["7"]
    assert texts(mods, "m:language/m:languageTerm") == ["de"]
    url = mods.find("m:location/m:url", MODS)
    assert url is not None
    assert (url.text, url.get("dateLastAccessed")) == (CHAPTER.url, "2020-01-02")


def test_a_chapter_in_endnote() -> None:
    record = parsed(to_endnote(CHAPTER, number=4))
    for path, text in {
        "rec-number": "4", "ref-type": "5", "titles/title": "Part",
        "titles/secondary-title": "Book",
        "titles/tertiary-title": "Series", "titles/translated-title": "Teil", "pages": "5-9",
        "volume": "3", "number": "7", "edition": "2", "dates/year": "1999",
        "dates/pub-dates/date": "1999-03-07a", "pub-location": "Bonn", "publisher": "Press",
        "isbn": "0-201-89683-4", "electronic-resource-num": "10.1000/x", "language": "de",
        "urls/related-urls/url": "https://a.org/?a=1&b=2", "access-date": "2020-01-02",
        "label": "gogh1999part", "contributors/secondary-authors/author": "Doe, J.",
        "contributors/subsidiary-authors/author": "Roe, R.",
        "notes": "in press; container-title-translated: Buch; odd key!: kept; The reference names"
        " more authors: et al.; year-suffix: a",
    }.items():  # fmt: skip
        assert texts(record, path) == [text], path
    assert texts(record, "contributors/authors/author") == ["van Gogh, V., Jr.", "WHO,"]


@pytest.mark.parametrize("name", sorted(WRITERS))
@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_nothing_is_lost(name: str, sample: Citation) -> None:
    root = parsed(WRITERS[name](sample))
    content = "\n".join([*map(str, root.itertext()), *map(str, root.xpath("//@*"))])
    for variable, found in [*sample.fields.items(), *sample.custom.items()]:
        if variable in ("et-al", "citation-number") or (variable, name) == ("page", "jats"):
            continue
        if variable == "page":
            found = found.split("-")[0].split("–")[0]
        for part in plain(found).split("; "):
            assert part in content or language_tag(part) in content, variable


@pytest.mark.parametrize("name", sorted(WRITERS))
@relaxed
@given(citation=citations)
def test_any_citation_is_well_formed(name: str, citation: Citation) -> None:
    parsed(WRITERS[name](citation))
    stream = io.StringIO()
    get_format(name).write([Record("", citation), Record("", citation)], stream)
    parsed(stream.getvalue())


@pytest.mark.parametrize(
    ("language", "tag"),
    [("de", "de"), ("pt-br", "pt-BR"), ("zh_hant", "zh-Hant"), ("German", ""), ("d", ""),
     ("en-US-x", ""), ("д", ""), ("", ""), ("e1", "")],
)  # fmt: skip
def test_language_tags(language: str, tag: str) -> None:
    assert language_tag(language) == tag
