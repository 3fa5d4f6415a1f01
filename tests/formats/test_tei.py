from __future__ import annotations

import io

import pytest
from hypothesis import given
from lxml import etree

from refparse.formats.plain import plain
from refparse.formats.record import Record
from refparse.formats.tei import to_tei, write_tei
from refparse.types import Citation, Date, Name

from .samples import IDS, SAMPLES, cite
from .strategies import citations, relaxed

TEI = {"t": "http://www.tei-c.org/ns/1.0"}
XML_ID = "{http://www.w3.org/XML/1998/namespace}id"

# The content models of the TEI Guidelines, narrowed to the elements that a reference needs.
SCHEMA = etree.RelaxNG(
    etree.fromstring("""
<grammar xmlns="http://relaxng.org/ns/structure/1.0" ns="http://www.tei-c.org/ns/1.0"
    datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes">
  <start><choice>
    <ref name="biblStruct"/>
    <element name="TEI">
      <element name="teiHeader"><element name="fileDesc">
        <element name="titleStmt"><element name="title"><text/></element></element>
        <element name="publicationStmt"><element name="p"><text/></element></element>
        <element name="sourceDesc"><element name="p"><text/></element></element>
      </element></element>
      <element name="text"><element name="body"><choice>
        <element name="p"><text/></element>
        <element name="listBibl"><oneOrMore><ref name="biblStruct"/></oneOrMore></element>
      </choice></element></element>
    </element>
  </choice></start>
  <define name="type"><optional><attribute name="type"><data type="token">
    <param name="pattern">[^\\p{Z}]+</param></data></attribute></optional></define>
  <define name="biblStruct"><element name="biblStruct">
    <attribute name="xml:id"><data type="ID"/></attribute><ref name="type"/>
    <optional><element name="analytic"><oneOrMore><choice>
      <ref name="title"/><ref name="person"/><ref name="textLang"/>
      </choice></oneOrMore></element></optional>
    <ref name="monogr"/>
    <zeroOrMore><element name="series"><oneOrMore><choice>
      <ref name="title"/><ref name="biblScope"/></choice></oneOrMore></element></zeroOrMore>
    <zeroOrMore><choice><ref name="idno"/><ref name="note"/></choice></zeroOrMore>
  </element></define>
  <define name="monogr"><element name="monogr">
    <oneOrMore><choice><ref name="title"/><ref name="idno"/></choice></oneOrMore>
    <zeroOrMore><choice><ref name="person"/><element name="meeting"><text/></element>
      <ref name="textLang"/></choice></zeroOrMore>
    <zeroOrMore><element name="edition"><text/></element></zeroOrMore>
    <element name="imprint"><oneOrMore><choice>
      <element name="publisher"><text/></element><element name="pubPlace"><text/></element>
      <ref name="biblScope"/><ref name="date"/></choice></oneOrMore></element>
    <zeroOrMore><element name="extent"><text/></element></zeroOrMore>
  </element></define>
  <define name="textLang"><element name="textLang">
    <attribute name="mainLang"><data type="language"/></attribute></element></define>
  <define name="title"><element name="title">
    <attribute name="level"><choice><value>a</value><value>m</value><value>j</value>
      <value>s</value><value>u</value></choice></attribute><ref name="type"/><text/>
  </element></define>
  <define name="person"><choice>
    <element name="author"><ref name="name"/></element>
    <element name="editor"><optional><attribute name="role"/></optional><ref name="name"/></element>
  </choice></define>
  <define name="name"><choice><element name="name"><text/></element>
    <element name="persName"><zeroOrMore><choice>
      <element name="forename">
        <ref name="type"/><text/></element><element name="nameLink"><text/></element>
      <element name="surname"><text/></element><element name="genName"><text/></element>
    </choice></zeroOrMore></element></choice></define>
  <define name="biblScope"><element name="biblScope"><attribute name="unit"/>
    <optional><attribute name="from"><data type="NMTOKEN"/></attribute>
      <attribute name="to"><data type="NMTOKEN"/></attribute></optional><text/></element></define>
  <define name="idno"><element name="idno"><ref name="type"/><text/></element></define>
  <define name="note"><element name="note"><ref name="type"/>
    <choice><text/><ref name="date"/></choice></element></define>
  <define name="when"><choice><data type="date"/><data type="gYearMonth"/><data type="gYear"/>
    </choice></define>
  <define name="date"><element name="date"><ref name="type"/>
    <optional><choice><attribute name="when"><ref name="when"/></attribute><group>
      <attribute name="from"><ref name="when"/></attribute>
      <attribute name="to"><ref name="when"/></attribute></group></choice></optional>
    <optional><attribute name="cert"/></optional><text/></element></define>
</grammar>""")
)


def read(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, huge_tree=True)
    root = etree.fromstring(text.encode("utf-8"), parser)
    SCHEMA.assertValid(root)
    return root


def document(*given_citations: Citation) -> etree._Element:
    stream = io.StringIO()
    write_tei((Record(one.text, one) for one in given_citations), stream)
    return read(stream.getvalue())


def texts(element: etree._Element, path: str) -> list[str]:
    return ["".join(found.itertext()) for found in element.iterfind(path, TEI)]


@pytest.mark.parametrize("sample", SAMPLES, ids=IDS)
def test_samples_are_valid_and_complete(sample: Citation) -> None:
    struct = read(to_tei(sample))
    content = "\n".join([*map(str, struct.itertext()), *map(str, struct.xpath("//@type"))])
    for name, found in [*sample.fields.items(), *sample.custom.items()]:
        assert plain(found) in content, name
    for person in (*sample.authors, *sample.editors, *sample.translators):
        for part in (person.family, person.given, person.literal, person.particle, person.suffix):
            assert plain(part) in content


def test_the_document_of_all_samples() -> None:
    root = document(*SAMPLES, *SAMPLES)
    structs = root.findall(".//t:biblStruct", TEI)
    assert len(structs) == 2 * len(SAMPLES) == len({one.get(XML_ID) for one in structs})


def test_an_empty_document_is_valid() -> None:
    assert document().findall(".//t:listBibl", TEI) == []


def test_an_article() -> None:
    struct = read(to_tei(SAMPLES[0]))
    assert struct.get(XML_ID) == "watson1953molecular"
    assert struct.get("type") == "article-journal"
    assert texts(struct, "t:analytic/t:title[@level='a']") == [SAMPLES[0].title]
    assert texts(struct, "t:analytic/t:author//t:surname") == ["Watson", "Crick"]
    assert texts(struct, "t:monogr/t:title[@level='j']") == ["Nature"]
    assert texts(struct, "t:monogr/t:imprint/t:biblScope[@unit='volume']") == ["171"]
    page = struct.find("t:monogr/t:imprint/t:biblScope[@unit='page']", TEI)
    assert page is not None
    assert (page.get("from"), page.get("to")) == ("737", "738")
    assert texts(struct, "t:idno[@type='DOI']") == ["10.1038/171737a0"]
    assert texts(struct, "t:note[@type='raw_reference']") == [SAMPLES[0].text]


def test_a_chapter_has_its_editors_with_the_book() -> None:
    struct = read(
        to_tei(
            cite("chapter", Name("Gogh", "V.", "van", "Jr."), title="Part", container_title="Book",
                 editors=["Doe, J."], translators=["Roe, R."], collection_title="Series",
                 collection_number="7", edition="2", event_title="Congress")
        )
    )  # fmt: skip
    assert texts(struct, "t:analytic/t:author//t:nameLink") == ["van"]
    assert texts(struct, "t:analytic/t:author//t:genName") == ["Jr."]
    assert texts(struct, "t:analytic/t:editor[@role='translator']//t:surname") == ["Roe"]
    assert texts(struct, "t:monogr/t:editor//t:surname") == ["Doe"]
    assert texts(struct, "t:monogr/t:title[@level='m']") == ["Book"]
    assert texts(struct, "t:monogr/t:meeting") == ["Congress"]
    assert texts(struct, "t:series/t:title") == ["Series"]
    assert texts(struct, "t:series/t:biblScope") == ["7"]


def test_a_book_has_no_analytic_part() -> None:
    struct = read(to_tei(cite("book", "Doe, J.", title="Book", ISBN="0-201-89683-4")))
    assert struct.find("t:analytic", TEI) is None
    assert texts(struct, "t:monogr/t:title[@level='m']") == ["Book"]
    assert texts(struct, "t:monogr/t:author//t:surname") == ["Doe"]
    assert texts(struct, "t:monogr/t:idno[@type='ISBN']") == ["0-201-89683-4"]


@pytest.mark.parametrize(
    ("date", "attributes", "text"),
    [
        (Date(2012, 2, 3), {"when": "2012-02-03"}, "2012-02-03"),
        (Date(1998, end=(2001, 5)), {"from": "1998", "to": "2001-05"}, "1998/2001-05"),
        (Date(1850, circa=True), {"when": "1850", "cert": "low"}, "ca. 1850"),
        (Date(literal="in press"), {}, "in press"),
        (Date(2020, 2, 31), {"when": "2020-02"}, "2020-02"),
    ],
)
def test_dates(date: Date, attributes: dict[str, str], text: str) -> None:
    found = read(to_tei(cite("book", issued=date))).find(".//t:date", TEI)
    assert found is not None
    assert (dict(found.attrib), found.text) == ({**attributes, "type": "published"}, text)


@relaxed
@given(citations)
def test_any_citation_is_valid(citation: Citation) -> None:
    read(to_tei(citation))
    root = document(citation, citation)
    assert len(root.findall(".//t:biblStruct", TEI)) == 2
    assert plain(citation.text) in [*texts(root, ".//t:note[@type='raw_reference']"), ""]
