from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.citation._letters import small
from refparse.citation.kind_words import LAW, LAW_LIKELY, any_of, pattern
from refparse.citation.kinds import item_type
from refparse.labels import LABELS

from .markup import citation

CASES = [
    (
        "article-journal",
        "{author|Hill J} {title|Rivers}. {journal|Water} {date|2001};{volume|3}:{pages|1-9}",
    ),
    (
        "article-journal",
        "{title|Rivers}. {journal|Proceedings of the National Academy of Sciences} {volume|9}:"
        " {pages|2-3}, {date|2001}",
    ),
    (
        "article-journal",
        "{title|Flies}. {journal|Entomologische Zeitung} {volume|26}: {pages|2-3}. {date|1907}",
    ),
    (
        "article-journal",
        "{author|Hill J}: {title|Law}. {journal|Juristen Zeitung} ({date|2002}), {pages|2-3}",
    ),
    (
        "article-newspaper",
        "{title|Flood}. {journal|The New York Times}, {date|5 May 2001}, {pages|A1}",
    ),
    ("article-newspaper", "{title|Flut}. {journal|Elbe-Zeitung}, {date|5. Mai 2001}"),
    ("article-newspaper", "{title|Паводок}. {journal|Известия}. {date|2001}"),
    ("article-magazine", "{title|Flood}. {journal|Newsweek}, {date|May 2001}"),
    ("article-magazine", "{title|Flood}. {journal|River Magazine}, {date|May 2001}"),
    ("article", "{title|Rivers}. {journal|arXiv preprint}, {date|2019}"),
    ("article", "{author|Hill J} {title|Rivers}. arXiv:{arxiv|1901.00001}, {date|2019}"),
    ("article", "{title|Rivers}. {genre|Preprint}, {date|2019}"),
    (
        "paper-conference",
        "{title|Rivers}. In {booktitle|Proceedings of the 3rd Workshop on Water}, {pages|1-9}",
    ),
    (
        "paper-conference",
        "{title|Rivers}. {journal|Proc. Int. Conf. on Water}, {pages|1-9}. {date|1999}",
    ),
    (
        "paper-conference",
        "{title|Реки}. {booktitle|Материалы конференции «Вода»}. {location|М.}, {date|2003}",
    ),
    ("paper-conference", "{title|Rios}. {booktitle|Anais do V Congresso da Água}, {date|2003}"),
    (
        "chapter",
        "{title|Rivers}. In {editor|K. Stone} (ed.), {booktitle|Water}. {location|Bonn}:"
        " {publisher|X}",
    ),
    (
        "entry-encyclopedia",
        "{title|River}. In {booktitle|Encyclopedia of Water}. {publisher|X}, {date|2001}",
    ),
    (
        "entry-dictionary",
        "{title|Fluss}. In {booktitle|Wörterbuch des Wassers}. {publisher|X}, {date|2001}",
    ),
    ("book", "{author|Hill J} {title|Rivers}. {location|Bonn}: {publisher|X}, {date|2001}"),
    ("book", "{author|Соколов И.} {title|Реки}. {location|М.}, {date|2001}. {pages|320} с."),
    ("book", "{editor|Hill J} (ed.) {title|Rivers}. {date|2001}"),
    (
        "thesis",
        "{author|Hill J} {title|Rivers}. {genre|PhD thesis},"
        " {institution|University of Bonn}, {date|2001}",
    ),
    (
        "thesis",
        "{author|Hill J} {title|Rivers} [Master's thesis]. {institution|University of Bonn},"
        " {date|2001}",
    ),
    (
        "thesis",
        "{author|Hill J} {title|Rivers [Doctoral dissertation]}."
        " {publisher|University of Bonn}, {date|2001}",
    ),
    (
        "thesis",
        "{author|Соколов И.} {title|Реки}: {note|автореф. дис. канд. наук}. {location|М.},"
        " {date|2001}",
    ),
    (
        "thesis",
        "{author|Roux A} {title|Fleuves}. Thèse de doctorat,"
        " {institution|Université de Lyon}, {date|2001}",
    ),
    ("thesis", "{author|Lima A} {title|Rios}. {genre|Dissertação de Mestrado}, {date|2001}"),
    (
        "report",
        "{author|Hill J} {title|Rivers}. {genre|Technical report}, {institution|Water Lab},"
        " {date|2001}",
    ),
    (
        "report",
        "{author|Hill J} {title|Rivers}. Working Paper {identifier|12},"
        " {institution|Water Lab}, {date|2001}",
    ),
    ("report", "{title|Flüsse}. {genre|Forschungsbericht}, {date|2001}"),
    (
        "webpage",
        "{author|Water Lab} {title|Rivers}. {url|http://example.org/rivers}. Accessed"
        " {accessed|5 May 2011}",
    ),
    ("webpage", "{title|Rivers}. {booktitle|Water Portal}. {date|2010}. {url|http://example.org}"),
    (
        "patent",
        "{author|Hill J} {title|Pump}. {genre|US Patent} {identifier|5,351,122}. {date|1994}",
    ),
    ("patent", "{author|Hill J} {title|Pump}. {identifier|EP1234567 A1}, {date|1994}"),
    ("patent", "{title|Насос}. Патент РФ № {identifier|2012345}. {date|1994}"),
    (
        "dataset",
        "{author|Hill J} ({date|2015}). {title|River levels} [{medium|Data set}]. {publisher|X}.",
    ),
    ("dataset", "{title|River levels dataset}. {date|2015}. {doi|10.1000/x}"),
    (
        "software",
        "{author|Hill J} ({date|2015}). {title|Flow} [{medium|Computer software}]."
        " {url|http://example.org}",
    ),
    (
        "standard",
        "{title|ISO 690:2010 Information and documentation}. {location|Geneva}, {date|2010}",
    ),
    (
        "standard",
        "{identifier|ГОСТ 7.0.5-2008}. {title|Библиографическая ссылка}. {location|М.},"
        " {date|2008}",
    ),
    ("legal_case", "{title|Hill v. Stone}, {volume|347} {journal|U.S.} {pages|483} ({date|1954})"),
    ("legal_case", "{title|Hill v. Stone}, Supreme Court, {date|1954}"),
    ("legislation", "{title|Clean Water Act 1972}. {date|1972}"),
    ("legislation", "{author|Россия}. {title|Федеральный закон «О воде»}. {date|2006}"),
    ("legislation", "{title|Wasserhaushaltsgesetz}, {date|2009}"),
    (
        "personal_communication",
        "{author|Hill J}. {genre|Personal communication}, {date|5 May 2001}",
    ),
    ("manuscript", "{author|Hill J}. {title|Rivers}. {note|Unpublished manuscript}, {date|2001}"),
    (
        "motion_picture",
        "{title|Rivers} [{medium|DVD}]. {location|Bonn}: {publisher|X}, {date|2001}",
    ),
    ("book", "{author|Hill J}. {title|Rivers}, {date|2001}"),
]


CASES += [
    (
        "legal_case",
        "{institution|Landgericht Bonn}, Urteil vom {date|5.3.1982} - {identifier|3 O 12/82},"
        " {journal|NJW} {date|1982}, {pages|411}",
    ),
    ("legislation", "{title|Wassergesetz} vom {date|5. März 1982}, {journal|GVBl.} S. {pages|41}"),
    (
        "report",
        "{author|Ministerium für Flüsse} ({date|2004}): {title|Bericht der Kommission zum Stand"
        " der Flüsse}. {location|Bonn}",
    ),
    (
        "article-newspaper",
        "{author|Hill, J.}: {title|Die Flut kam nachts}, in: {journal|Bonner Anzeiger},"
        " {date|12.5.1998}, {pages|3}",
    ),
]
"""What only the weights tell."""


@pytest.mark.parametrize(("kind", "marked"), CASES)
def test_kinds(kind: str, marked: str) -> None:
    assert citation(marked).type == kind


@given(
    st.dictionaries(st.sampled_from(LABELS), st.text(max_size=30), max_size=8),
    st.text(max_size=30),
)
def test_any_labels_give_a_kind(texts: dict[str, str], rest: str) -> None:
    assert item_type(texts.keys(), texts, rest)


@pytest.mark.parametrize(
    "title",
    [
        "Water Act 1999",
        "Public Law 12-3",
        "Statutory Instrument 5",
        "Directive 5/7",
        "Regulation (EU) 12",
        "Code of Federal Regulations",
        "5 U.S.C. 7",
        "Bürgerliches Gesetzbuch",
        "Gesetz zur Ordnung",
        "Flussgesetz",
        "Flussverordnung",
        "Loi n° 5",
        "Décret n° 5",
        "Lei n. 5",
        "Ley 5",
        "Legge 5",
        "Decreto 5",
        "Федеральный закон о реках",
        "Закон РФ",
        "Указ Президента",
        "Постановление Правительства",
        "Конституция",
    ],
)
def test_the_quick_look_for_laws_misses_none(title: str) -> None:
    assert LAW.search(title)
    assert LAW_LIKELY.search(title)


def test_one_search_for_several() -> None:
    both = any_of(pattern("river", "lake"), pattern(r"sea\b"))
    assert [bool(both.search(text)) for text in ("a lake", "sea", "seas", "blake")] == [
        True,
        True,
        False,
        False,
    ]


def test_letters_that_look_like_others_in_any_case() -> None:
    assert small("İſıÉ") == "isié"
