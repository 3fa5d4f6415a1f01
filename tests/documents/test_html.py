"""Web pages: what is content, what starts a line, and what browsers print before it."""

from __future__ import annotations

import pytest

from refparse import InputError
from refparse.documents import extract, find, read_document
from tests.documents.pages import PAGE

FULL = "Smith, J. (1999). The state of war. World Politics, 12(3), 45-67."


def texts(html: str | bytes) -> list[str]:
    data = html if isinstance(html, bytes) else f"<!doctype html><body>{html}".encode()
    return [line.text for line in read_document(data).lines if line.text]


def test_blocks_and_breaks_start_lines() -> None:
    page = (
        "<h2>A  title</h2>one <b>two</b>\n three<br>four<div>five<p>six</div>seven<pre>a\n b</pre>"
    )
    assert texts(page) == ["A title", "one two three", "four", "five", "six", "seven", "a", "b"]


def test_blank_lines_stand_between_blocks_only() -> None:
    lines = read_document(b"<html><p>one<br>two</p><p>three</p>").lines
    assert [line.text for line in lines] == ["one", "two", "", "three"]
    assert [line.gap for line in lines if line.text] == [1.0, 0.0, 1.0]
    assert [line.offset for line in lines] == [0, 4, 8, 9]


def test_headings_are_large_and_bold() -> None:
    lines = read_document(b"<html><h1>A</h1><p>text</p><h3>B</h3><p><b>bold</b> x</p>").lines
    kept = [(line.text, line.size, line.bold) for line in lines if line.text]
    assert kept == [
        ("A", 24.0, True),
        ("text", 12.0, False),
        ("B", 14.0, True),
        ("bold x", 12.0, True),
    ]


@pytest.mark.parametrize(
    ("page", "wanted"),
    [
        ("<ol><li>a<li>b</ol>", ["1. a", "2. b"]),
        ("<ol start=7><li>a<li value=12>b<li>c</ol>", ["7. a", "12. b", "13. c"]),
        ("<ol reversed><li>a<li>b</ol>", ["2. a", "1. b"]),
        ("<ol><li><p>a</p><p>b</p></li><li>c</ol>", ["1. a", "b", "2. c"]),
        ("<ol><li>[1] a<li>(2) b<li>3. c</ol>", ["[1] a", "(2) b", "3. c"]),
        ('<ol style="list-style: none"><li>a</ol>', ["a"]),
        ("<ul><li>a<li>b</ul>", ["a", "b"]),
        ("<ol><li>a<ul><li>b</ul><li>c</ol>", ["1. a", "b", "2. c"]),
    ],
)
def test_numbers_of_lists(page: str, wanted: list[str]) -> None:
    assert texts(page) == wanted


def test_rows_of_tables_and_terms_are_lines() -> None:
    rows = f"<table><tr><td>1.</td><td>{FULL}</td></tr><tr><th>2.<td><p>Doe J. 2001.</p></table>"
    assert texts(rows) == [f"1. {FULL}", "2. Doe J. 2001."]
    terms = f"<dl><dt>[Smi99]</dt><dd>{FULL}</dd><dt>[D]<dd>Doe J. 2001.</dl>"
    assert texts(terms) == [f"[Smi99] {FULL}", "[D] Doe J. 2001."]


def test_a_table_that_lays_out_the_page_is_no_row() -> None:
    page = "<table><tr><td><h1>A</h1><p>one</p><p>two</p></td><td><ul><li>x</ul></td></tr></table>"
    assert texts(page) == ["A", "one", "two", "x"]


@pytest.mark.parametrize(
    "noise",
    [
        "<script>x</script>",
        "<nav>x</nav>",
        "<aside>x</aside>",
        "<footer>x</footer>",
        "<div class='cookieBanner top'>x</div>",
        "<div id='side-bar' role='navigation'>x</div>",
        "<section class='related-articles'><h3>Most read</h3>x</section>",
        "<template>x</template>",
        "<a class='footnote-backref' href='#r'>x</a>",
        "<button>x</button>",
    ],
)
def test_what_is_no_content_is_left_out(noise: str) -> None:
    body = "<p>" + "content " * 30 + "</p>"
    assert texts(noise + body + noise) == [("content " * 30).strip()]


@pytest.mark.parametrize(
    "frame",
    [
        "<div class='sidebar-wrapper'>{}</div>",
        "<aside>{}</aside>",
        "<footer>{}</footer>",
        "<section id='related'>{}</section>",
    ],
)
def test_content_stays_whatever_its_name(frame: str) -> None:
    listed = f"<h2>References</h2><ol><li>{FULL}</ol>"
    page = "<p>" + "other words of the page " * 40 + "</p>" + frame.format(listed)
    assert texts(page)[-1] == f"1. {FULL}"
    assert texts(frame.format("<p>" + "all of the text " * 30 + "</p>")) != []


def test_labels_of_links_are_left_out() -> None:
    page = f"<p>{FULL} <a href=x>Crossref</a> [<a href=y>Google Scholar</a>] <a href=z>here</a></p>"
    assert texts(page) == [f"{FULL} here"]


def test_marks_of_footnotes_stand_apart() -> None:
    assert texts("<p><sup>12</sup>Smith J. <i>On war</i>, 2<sup>nd</sup> ed.</p>") == [
        "12 Smith J. On war, 2nd ed."
    ]


@pytest.mark.parametrize(
    ("head", "encoding"),
    [
        ('<meta charset="windows-1251">', "cp1251"),
        ('<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">', "koi8-r"),
        ("", "utf-8"),
        ("", "utf-16"),
        ('<meta charset="no-such">', "utf-8"),
    ],
)
def test_encodings(head: str, encoding: str) -> None:
    page = f"<!doctype html><html><head>{head}</head><body><p>Список литературы</p></body></html>"
    assert texts(page.encode(encoding)) == ["Список литературы"]


def test_pages_without_a_known_encoding_are_read_as_browsers_do() -> None:
    assert texts("<html><p>Müller – “x”</p>".encode("cp1252")) == ["Müller – “x”"]


def test_xhtml_with_empty_elements() -> None:
    page = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head>'
    assert texts(f"{page}<body><p><a id='x'/>one<br/>two</p></body></html>".encode()) == [
        "one",
        "two",
    ]


META = '<meta name="citation_reference" content="{}">'


def test_references_that_only_the_meta_tags_hold() -> None:
    structured = (
        "citation_title=The state of war; citation_author=J Smith; citation_author=A. Doe;"
        "citation_journal_title=World Politics; citation_volume=12; citation_issue=3;"
        "citation_firstpage=45; citation_lastpage=67; citation_publication_date=1999"
    )
    head = META.format(structured) + META.format(PAGE.references[0])
    page = f"<!doctype html><html><head>{head}</head><body><p>Loading …</p></body></html>".encode()
    first, second = extract(page)
    assert second.citation.text == PAGE.references[0]
    assert (first.citation.title, first.citation.page) == ("The state of war", "45-67")
    assert [name.family for name in first.citation.authors] == ["Smith", "Doe"]
    assert first.citation.confidence == 1.0


def test_the_page_itself_counts_where_it_shows_as_many() -> None:
    head = META.format(PAGE.references[0])
    listed = "".join(f"<li>{reference}" for reference in PAGE.references[:3])
    page = f"<!doctype html><html><head>{head}</head><h2>References</h2><ol>{listed}</ol></html>"
    assert [each.text for each in find(page.encode())] == PAGE.numbered[:3]


def test_deep_nesting_is_refused_or_read() -> None:
    assert texts("<div>" * 3000 + "x") == ["x"]
    with pytest.raises(InputError, match="nested deeper than 5000"):
        texts("<div>" * 6000 + "x")
    assert texts("<p>" * 6000 + "x") == ["x"]
