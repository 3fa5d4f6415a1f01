from __future__ import annotations

import copy
import json
import pickle
import re
import subprocess
import sys
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from refparse.citation import assemble
from refparse.labels import LABELS
from refparse.types import Citation, Date, Name, Span

from .markup import citation, labelled

SLAVIC = (
    "{number|1}. {author|Orlov Yu., Sokolova S.} {title|Bridges and Their Builders: a View from the"
    " Shore}. {journal|Severny Vestnik [Northern Herald]}. {date|2021}; {volume|1}:{pages|5–15}"
    " [{language|In Russian}]. https://doi.org/{doi|10.1000/vestnik120210515}."
)
WITH_ISSUE = (
    "{number|8}. {author|Nordlund C., Wahl W.C.} {title|Raison De L’Eau: Theory of the Costs}."
    " {journal|Water Studies}. {date|2019}; {volume|28}({issue|3}):{pages|422– 450}"
    " [{language|In English}]. https://doi.org/{doi|10.1000/0963.2019.1604982}."
)
EDITED = (
    "{number|15}. {editor|Vuori J., Haka H., van den Berg C.} (eds.) {title|Trust in Rivers:"
    " Rationalist Approaches}. {location|Abingdon}: {publisher|Marsh}, {date|2018}"
    " [{language|In English}]."
)


def test_an_issue_that_looks_like_a_year() -> None:
    c = citation(
        "{author|Doe J.} {title|On rivers}. {journal|Proc R Soc}."
        " {date|1998};{volume|454}({date|1971}):{pages|903-95}."
    )
    assert (c.year, c.volume, c.issue) == (1998, "454", "1971")
    assert [span.label for span in c.spans].count("date") == 1
    lone = citation("{author|Doe J.} {journal|Phys. Rev.} {volume|136}({date|1964}):{pages|864}.")
    assert (lone.year, lone.issue) == (1964, "")


def test_article_with_translated_journal_and_lone_number() -> None:
    c = citation(SLAVIC)
    assert c.type == "article-journal"
    assert c.authors == (Name("Orlov", "Yu."), Name("Sokolova", "S."))
    assert c.fields == {
        "title": "Bridges and Their Builders: a View from the Shore",
        "container-title": "Severny Vestnik",
        "volume": "1",
        "page": "5-15",
        "DOI": "10.1000/vestnik120210515",
        "language": "ru",
        "citation-number": "1",
    }
    assert c.custom == {"container-title-translated": "Northern Herald"}
    assert c.issued == Date(2021)


def test_article_with_issue_and_broken_page_range() -> None:
    c = citation(WITH_ISSUE)
    assert c.fields == {
        "title": "Raison De L’Eau: Theory of the Costs",
        "container-title": "Water Studies",
        "volume": "28",
        "issue": "3",
        "page": "422-450",
        "DOI": "10.1000/0963.2019.1604982",
        "language": "en",
        "citation-number": "8",
    }
    assert not c.custom


def test_edited_book_has_editors_only() -> None:
    c = citation(EDITED)
    assert c.type == "book"
    assert c.authors == ()
    assert [f"{n.particle} {n.family}".strip() for n in c.editors] == [
        "Vuori",
        "Haka",
        "van den Berg",
    ]
    assert c.fields == {
        "title": "Trust in Rivers: Rationalist Approaches",
        "publisher": "Marsh",
        "publisher-place": "Abingdon",
        "language": "en",
        "citation-number": "15",
    }


def test_authors_marked_as_editors_are_editors() -> None:
    c = citation("{author|Hill J., Stone K.} (eds.) {title|Rivers}. {publisher|X}, {date|2001}")
    assert c.authors == ()
    assert [name.family for name in c.editors] == ["Hill", "Stone"]
    c = citation(
        "{author|Hill J.} {title|Sources}. In: {editor|Stone K.} (ed.) {booktitle|Rivers}."
    )
    assert [name.family for name in c.authors] == ["Hill"]


def test_et_al_is_reported_for_the_list_it_cuts() -> None:
    c = citation("{author|Hill J et al.} {title|A}. In {editor|K. Stone et al.}, {booktitle|B}")
    assert c.custom["et-al"] == "author, editor"
    assert len(c.authors) == len(c.editors) == 1


def test_translation_of_the_title_is_kept_apart() -> None:
    c = citation("{author|Orlov Yu.} {title|O reke i ozere [On River and Lake]}. {journal|Voda}.")
    assert c.title == "O reke i ozere"
    assert c.custom["title-translated"] == "On River and Lake"


def test_thesis_is_published_by_its_university() -> None:
    c = citation(
        "{author|Hill J} {title|R}. {genre|PhD thesis}, {institution|Univ. of Bonn}, {date|2001}"
    )
    assert c.publisher == "Univ. of Bonn"
    assert c.fields["genre"] == "PhD thesis"
    c = citation(
        "{author|Hill J} {title|R}. {journal|Water}. {institution|Univ. of Bonn}, {date|2001}"
    )
    assert c.publisher == ""
    assert c.custom["institution"] == "Univ. of Bonn"


def test_page_count_and_pages() -> None:
    c = citation(
        "{author|Соколов И.} {title|Реки}. {location|М.}: {publisher|Вода},"
        " {date|2001}. {pages|320} с."
    )
    assert c.fields["number-of-pages"] == "320"
    assert c.page == ""
    c = citation("{author|Falk H.} {title|Flüsse}. {location|Bonn} {date|2001}, S. {pages|320}.")
    assert c.page == "320"


def test_identifiers() -> None:
    c = citation(
        "{title|R}. {journal|W}. PMID: {pmid|123}; {identifier|PMCID: PMC456}. {isbn|0-306-40615-2}"
        " {isbn|0-306-40615-3} {issn|0317-8471} {arxiv|arXiv:hep-th/9901001} {url|http://x.org/a.}"
    )
    assert c.fields["PMID"] == "123"
    assert c.fields["PMCID"] == "PMC456"
    assert c.fields["ISBN"] == "0306406152"
    assert c.fields["ISSN"] == "0317-8471"
    assert c.url == "http://x.org/a"
    assert c.custom["isbn-invalid"] == "0-306-40615-3"
    assert c.custom["arxiv"] == "hep-th/9901001"


def test_address_of_a_doi_resolver_is_a_doi() -> None:
    c = citation("{title|R}. {journal|W}. {url|https://doi.org/10.1000/x}.")
    assert (c.doi, c.url) == ("10.1000/x", "")


def test_numbers_of_reports_and_patents() -> None:
    c = citation(
        "{title|R}. {genre|Technical report} {identifier|TR-7}, {institution|Lab}, {date|1999}"
    )
    assert c.fields["number"] == "TR-7"
    c = citation("{title|Pump}. {genre|US Patent 5,351,122}, {date|1994}")
    assert c.fields["number"] == "5,351,122"


def test_dates() -> None:
    c = citation(
        "{author|H.} {title|R}. {publisher|X}, [{date|1830}] {date|2011}."
        " {accessed|accessed 5 May 2012}"
    )
    assert c.issued == Date(2011)
    assert c.custom["original-date"] == "1830"
    assert c.accessed == Date(2012, 5, 5)
    assert citation("{title|R}. {journal|W} {date|2005}, {volume|3} ({date|March})").issued == Date(
        2005, 3
    )


def test_several_spans_of_one_label() -> None:
    c = citation(
        "{author|Hill J}; {author|Stone K} {title|Rivers}: {title|a view}. {location|Bonn} and"
        " {location|Paris}: {publisher|X}, {pages|1-9}, see {pages|7}"
    )
    assert [name.family for name in c.authors] == ["Hill", "Stone"]
    assert c.title == "Rivers: a view"
    assert c.fields["publisher-place"] == "Bonn; Paris"
    assert c.page == "1-9"
    assert c.fields["note"] == "cited pages: 7"


def test_series_named_as_a_journal_beside_the_proceedings() -> None:
    c = citation(
        "{title|R}. In {booktitle|Proc. Water}, {journal|Lecture Notes in Water}, vol. {volume|12}"
    )
    assert c.container_title == "Proc. Water"
    assert c.fields["collection-title"] == "Lecture Notes in Water"


def test_a_book_known_only_as_booktitle() -> None:
    c = citation("{booktitle|Rivers of the North}. {location|Bonn}: {publisher|X}, {date|2001}")
    assert (c.type, c.title, c.container_title) == ("book", "Rivers of the North", "")


def test_edition() -> None:
    c = citation("{author|Hill J} {title|R}, {edition|2nd ed.}, {publisher|X}")
    assert c.fields["edition"] == "2"


def test_unknown_labels_go_to_the_note() -> None:
    text, spans = labelled("{title|R}. {journal|W}. {note|in press}. {other|shelf 3}")
    assert assemble(text, spans).fields["note"] == "in press; shelf 3"


def test_identifiers_in_remarks_are_found() -> None:
    c = citation("{title|R}. {journal|W}. {note|Preprint, arXiv:0709.2766} {note|doi:10.1000/x}")
    assert c.custom["arxiv"] == "0709.2766"
    assert c.doi == "10.1000/x"


def test_every_word_of_the_spans_is_somewhere() -> None:
    """Two spans of each label that ask for one field: no wording may get lost."""
    marked = " | ".join(
        f"{{{label}|Alpha{n}word}} xxxxx {{{label}|Beta{n}word}}"
        for n, label in enumerate(LABELS)
        if label != "accessed"
    )
    c = citation(marked)
    parts = [
        *c.fields.values(),
        *c.custom.values(),
        str(c.issued),
        c.issued.literal if c.issued else "",
    ]
    parts += [str(n) for n in (*c.authors, *c.editors, *c.translators)]
    everything = re.sub(r"\s", "", " ".join(parts))
    missing = [w for w in re.findall(r"(?:Alpha|Beta)\d+word", marked) if w not in everything]
    assert missing == []


def test_nothing_in_gives_nothing_out() -> None:
    assert assemble(" .– ", ()) == Citation(" .– ")
    assert assemble("", ()) == Citation("")
    assert assemble("...", (Span(2, 2, "title", ""), Span(9, 12, "title", "xyz"))).fields == {}


def test_offsets_win_over_a_text_that_does_not_match_them() -> None:
    assert assemble("A title", (Span(-3, 99, "title", "something else"),)).title == "A title"


def test_spans_come_out_sorted() -> None:
    text, spans = labelled(SLAVIC)
    assert assemble(text, spans[::-1]) == assemble(text, spans)
    assert list(assemble(text, spans[::-1]).spans) == spans


def test_confidence_is_handed_through() -> None:
    text, spans = labelled(SLAVIC)
    assert assemble(text, spans, 0.25).confidence == 0.25


def test_citations_cannot_be_changed() -> None:
    c = citation(SLAVIC)
    with pytest.raises(TypeError, match="cannot be changed"):
        c.fields["title"] = "x"
    with pytest.raises(TypeError, match="cannot be changed"):
        c.custom.update(x="y")
    with pytest.raises(AttributeError):
        c.type = "book"  # type: ignore[misc]


def test_citations_are_comparable_hashable_and_pickled() -> None:
    c = citation(SLAVIC)
    for same in (pickle.loads(pickle.dumps(c)), copy.deepcopy(c), citation(SLAVIC)):
        assert same == c
        assert hash(same) == hash(c)
        assert json.dumps(same.fields) == json.dumps(dict(c.fields))


_PIECES = st.sampled_from(
    ["Hill, J.", " and ", "(eds.)", "2001", "12(3)", "5–15", "doi:10.1000/x", "http://x.org",
     "王芳", "[In Russian]", "\ud800", "\x00", "«", "”", " ", ".", "S. 320", "320 S.", "et al.", "",
     "ISBN 1"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(st.tuples(_PIECES, st.sampled_from([*LABELS, "", "O", "unheard"])), max_size=8),
    st.lists(
        st.tuples(st.integers(-5, 60), st.integers(-5, 60), st.sampled_from(LABELS)), max_size=4
    ),
)
def test_any_spans_are_assembled(
    pieces: list[tuple[str, str]], wild: list[tuple[int, int, str]]
) -> None:
    text, spans = "", []
    for piece, label in pieces:
        spans.append(Span(len(text), len(text) + len(piece), label, piece))
        text += piece
    spans += [Span(start, end, label, "?") for start, end, label in wild]
    c = assemble(text, spans, 0.5)
    assert c.text == text
    for value in (*c.fields.values(), *c.custom.values()):
        assert value
        value.encode()
    json.dumps(c.issued.to_csl() if c.issued else None)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=40), st.sampled_from(LABELS))
def test_any_text_under_any_label(text: str, label: str) -> None:
    c = assemble(text, (Span(0, len(text), label, text),))
    assert c.type


@pytest.mark.parametrize("piece", ["a", "A. ", "( ", "1-", "Smith, J., ", "«", "a - ", "10.1234."])
def test_long_references_take_linear_time(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    for label in LABELS:
        assemble(text, (Span(0, len(text), label, text),))


def test_importing_the_room_loads_no_heavy_package() -> None:
    code = (
        "import sys, refparse.citation;"
        "print([m for m in ('stdnum', 'sklearn', 'numpy', 'pybtex') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_state_beside_the_year_is_kept() -> None:
    c = citation("{author|Roe R}. {title|Rivers}. {journal|Waters}. {date|2020, in press}")
    assert (c.year, c.fields["status"]) == (2020, "in press")


def test_empty_custom_values_cannot_be_changed_either() -> None:
    first, second = Citation("a"), Citation("b", fields={"title": "Rivers"})
    with pytest.raises(TypeError, match="cannot be changed"):
        first.custom["x"] = "y"
    assert first.custom == second.custom == {}
    assert replace(second, text="c").fields == {"title": "Rivers"}
