r"""Sources that mark their references: JATS, TEI, ``\bibitem``, biblatex, BibTeX."""

from __future__ import annotations

import pytest

from refparse import InputError
from refparse.documents import extract, find, read_document

JATS = b"""<?xml version="1.0"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.2//EN" "JATS-archivearticle1.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" article-type="research-article">
<body><p>As Smith (1999) says.</p></body><back><ref-list><title>References</title>
<ref id="B1"><label>1</label><mixed-citation publication-type="journal"><person-group
person-group-type="author"><name><surname>Smith</surname> <given-names>J</given-names></name>,
<name><surname>Doe</surname> <given-names>A</given-names></name></person-group>. <article-title>The
state of war</article-title>. <source>World Politics</source>. <year>1999</year>;
<volume>12</volume>(<issue>3</issue>):<fpage>45</fpage>-<lpage>67</lpage>.</mixed-citation></ref>
<ref id="B2"><element-citation publication-type="book"><person-group person-group-type="author">
<name><surname>Brown</surname><given-names>K</given-names></name></person-group>
<source>A whole book</source><year>2004</year><publisher-name>Sage</publisher-name>
</element-citation></ref>
<ref id="B3"><mixed-citation>Green, M. (2011). Third title. Journal of Peace, 3(1), 1-9.
<ext-link xlink:href="x">link</ext-link></mixed-citation></ref>
</ref-list></back></article>"""

TEI = b"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><biblStruct><monogr><title>Not this
</title></monogr></biblStruct></teiHeader><text><back><div><listBibl>
<biblStruct xml:id="b0"><analytic><title level="a">The state of war</title><author><persName>
<forename>John</forename><surname>Smith</surname></persName></author></analytic><monogr>
<title level="j">World Politics</title><imprint><biblScope unit="volume">12</biblScope>
<biblScope unit="page" from="45" to="67"/><date when="1999"/></imprint></monogr></biblStruct>
</listBibl></div></back></text></TEI>"""

BBL = rb"""
\begin{thebibliography}{10}
\providecommand{\natexlab}[1]{#1}
\bibitem[{Smith \& Doe(1999)}]{smith1999} % the first
J.~Smith and A.~D{\"o}e.
\newblock The state of {W}ar \& peace.
\newblock \emph{World Politics}, 12\penalty0 (3):\penalty0 45--67, 1999{\natexlab{a}}.

\bibitem{b2} \bibinfo{author}{K.~L. Brown}, \href{http://x.y}{\bibinfo{title}{Another title}},
\bibinfo{year}{2004}. \url{http://x.y/a_b}.
\end{thebibliography}
Nothing of this belongs to it.
"""

BIBLATEX = rb"""
\refsection{0}
\entry{smith1999}{article}{}
  \name{author}{2}{}{%
    {{un=0,hash=1}{%
       family={Smith}, familyi={S\bibinitperiod}, given={John}, giveni={J\bibinitperiod}}}%
    {{hash=2}{family={D\"oe}, prefix={van}, given={Anna}}}%
  }
  \strng{namehash}{abc}
  \field{journaltitle}{World Politics}
  \field{number}{3}
  \field{subtitle}{A view}
  \field{title}{The State of War}
  \field{volume}{12}
  \field{year}{1999}
  \field{pages}{45\bibrangedash 67}
  \list{publisher}{1}{%
    {Sage}%
  }
  \verb{doi}
  \verb 10.5555/xyz_1
  \endverb
\endentry
\entry{smith1999}{article}{}
\endentry
"""

BIBTEX = rb"""
@misc{raw, note = {Smith, J. The state of war. World Politics, 12(3), 45--67, 1999.}}
@article{whole, author = {John Smith and {World Health Organization}}, title = {A {DNA} title},
  journal = {Journal of X}, year = 1999, volume = 3, number = 2, pages = {1--9},
  doi = {10.5555/abc}, note = {See also the erratum that was printed in the next issue}}
"""


def test_jats() -> None:
    first, second, third = extract(JATS)
    assert first.citation.text == (
        "Smith J, Doe A. The state of war. World Politics. 1999; 12(3):45-67."
    )
    assert [name.family for name in first.citation.authors] == ["Smith", "Doe"]
    assert (first.citation.page, first.citation.confidence) == ("45-67", 1.0)
    assert second.citation.publisher == "Sage"
    assert second.citation.title == "A whole book"
    assert third.citation.confidence < 1  # It marks no fields, so it was parsed.
    assert third.citation.year == 2011
    assert [each.provenance.key for each in (first, second, third)] == ["B1", "B2", "B3"]


def test_offsets_of_marked_references() -> None:
    text = read_document(JATS).text
    for each in find(JATS):
        assert text[each.provenance.start : each.provenance.end] == each.text


def test_tei_without_its_header() -> None:
    (only,) = extract(TEI)
    assert (only.citation.title, only.citation.container_title) == (
        "The state of war",
        "World Politics",
    )
    assert (only.citation.year, only.citation.page) == (1999, "45-67")
    assert only.provenance.key == "b0"


def test_xml_that_marks_no_references_is_read_as_text() -> None:
    body = "".join(f"<p>{n}. {name}, J. (1999). On war. Politics, 2(3), 4-7.</p>"
                   for n, name in enumerate(("Smith", "Doe", "Roe"), 1))  # fmt: skip
    document = f'<article article-type="x"><back><title>References</title>{body}</back></article>'
    assert len(find(document.encode())) == 3


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"<?xml version='1.0'?><article><back><ref-list><ref>", "-:1: not well-formed XML"),
        (b"<?xml version='1.0'?><office:document/>", "root element 'document' is not read"),
        (
            b'<?xml version="1.0"?><!DOCTYPE article [<!ENTITY a "b">]><article>&a;</article>',
            "could define exploding entities",
        ),
    ],
)
def test_xml_that_is_refused(data: bytes, what: str) -> None:
    with pytest.raises(InputError, match=what):
        read_document(data)


def test_bibitems() -> None:
    found = find(BBL, kind="bbl")
    assert [each.text for each in found] == [
        "J. Smith and A. Döe. The state of War & peace. World Politics, 12 (3): 45–67, 1999a.",
        "K. L. Brown, Another title, 2004. http://x.y/a_b.",
    ]
    assert [each.provenance.key for each in found] == ["smith1999", "b2"]


def test_entries_of_biblatex() -> None:
    (only,) = extract(BIBLATEX, kind="bbl")
    citation = only.citation
    assert [(name.particle, name.family, name.given) for name in citation.authors] == [
        ("", "Smith", "John"),
        ("van", "Döe", "Anna"),
    ]
    assert (citation.title, citation.container_title) == (
        "The State of War: A view",
        "World Politics",
    )
    assert (citation.volume, citation.issue, citation.page, citation.year) == (
        "12",
        "3",
        "45-67",
        1999,
    )
    assert (citation.doi, citation.publisher) == ("10.5555/xyz_1", "Sage")


def test_bibtex() -> None:
    raw, whole = extract(BIBTEX, kind="bibtex")
    assert raw.citation.text.endswith("12(3), 45–67, 1999.")
    assert raw.citation.confidence < 1
    assert whole.citation.title == "A DNA title"
    assert [name.literal or name.family for name in whole.citation.authors] == [
        "Smith",
        "World Health Organization",
    ]
    assert (whole.citation.page, whole.citation.doi) == ("1-9", "10.5555/abc")


def test_bibliographies_that_are_refused() -> None:
    with pytest.raises(InputError, match="-: not BibTeX: "):
        read_document(b"@article{a, title = {x", kind="bibtex")
    with pytest.raises(InputError, match=r"an entry of 2000\d\d characters exceeds the limit"):
        read_document(b"\\bibitem{a}" + b"x " * 100_000, kind="bbl")
    warnings = read_document(b"no bibliography", kind="bbl").warnings
    assert warnings == ("-: no \\bibitem and no \\entry in it",)


def test_deep_braces_are_read() -> None:
    data = b"\\bibitem{a} " + b"{" * 5000 + b"Smith" + b"}" * 5000 + b" \\emph{J.} 1999."
    assert "Smith" in find(data, kind="bbl")[0].text
