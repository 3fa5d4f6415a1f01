"""Headings that open and lines that close a list of references."""

from __future__ import annotations

import pytest

from refparse.finder.headings import closes_list, heading_of, is_link_labels


@pytest.mark.parametrize(
    "text",
    [
        "References",
        "REFERENCES:",
        "7. References",
        "1.11 References",
        "VII. LITERATUR",
        "C. Quellen",
        "§ 9 Literaturverzeichnis",
        "R E F E R E N C E S",
        "C I T E D   R E F E R E N C E S",
        "## Literature cited",
        "**Bibliography**",
        "== References ==",
        "[References]",
        "Список литературы / References",
        "REFERENCES (ЛИТЕРАТУРА)",
        "A.5 References cited in Appendix A",
        "Chapter 3 References",
        "Библиографический список",
        "Література",
        "Références",
        "Bibliografía",
        "Referências",
        "Riferimenti bibliografici",
        "Piśmiennictwo",
        "Seznam použité literatury",
        "Literatuurlijst",
        "Källförteckning",
        "Litteraturliste",
        "Lähteet",
        "Irodalomjegyzék",
        "Bibliografie",
        "Kaynakça",
        "KAYNAKÇA",
        "Βιβλιογραφία",
        "ΒΙΒΛΙΟΓΡΑΦΙΑ",
        "Използвана литература",
        "Daftar Pustaka",
        "Tài liệu tham khảo",
        "参考文献：",
        "七、参考文献",
        "【参考文献】",
        "참고문헌",
        "المراجع",
        "מקורות",
        "संदर्भ",
    ],
)
def test_opens_a_list(text: str) -> None:
    heading = heading_of(text)
    assert heading is not None
    assert heading.kind == "references"
    assert heading.rest is None
    assert not (heading.kind == "references" and heading_of(text.lower()) is None)


@pytest.mark.parametrize("text", ["Notes", "Anmerkungen", "12. Endnotes", "Примечания", "注释"])
def test_opens_notes(text: str) -> None:
    heading = heading_of(text)
    assert heading is not None
    assert heading.kind == "notes"


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("References: Able S. Salt. 2003.", "Able S. Salt. 2003."),
        ("References 1. Able S. Salt.", "1. Able S. Salt."),
        ("Literatur – [1] Able S. Salz.", "[1] Able S. Salz."),
        ("参考文献：[1] 柳青山. 农村", "[1] 柳青山. 农村"),
    ],
)
def test_opens_a_list_on_the_same_line(text: str, rest: str) -> None:
    heading = heading_of(text)
    assert heading is not None
    assert heading.rest is not None
    assert text[heading.rest :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "References .......... 45",
        "Literature review",
        "The references are given below.",
        "In the references",
        "Reference class forecasting: a new method",
        "a",
        "1.",
        "Able, S. (2003). References. London: Sea Press.",
    ],
)
def test_is_no_heading(text: str) -> None:
    heading = heading_of(text)
    assert heading is None or heading.kind == "end"


@pytest.mark.parametrize(
    "text",
    [
        "Received: 3 May 2019",
        "Received 3 May 2019; accepted 9 July 2019",
        "Figure 4. Salt pans",
        "Fig. 3",
        "Table 2: Yields",
        "Appendix A",
        "Appendix IV: Letters",
        "For citation: Able S. Salt.",
        "Для цитирования: Берёзкин А. В.",
        "Поступила в редакцию 14.02.2018",
        "Сведения об авторах: Берёзкин А. В.",
        "Eingegangen am 3.5.2019",
        "Abb. 3: Salzpfannen",
        "© 2019 by the authors",
        "收稿日期：2019-05-03",
    ],
)
def test_closes_a_list(text: str) -> None:
    assert closes_list(text)


@pytest.mark.parametrize(
    "text",
    ["Received wisdom: a history", "Figures of speech", "Tables turned", "appendix a", "", "©" * 0],
)
def test_does_not_close_a_list(text: str) -> None:
    assert not closes_list(text)


@pytest.mark.parametrize("text", ["Google Scholar", "[CrossRef] [PubMed]", "Article  CAS  PubMed"])
def test_link_labels(text: str) -> None:
    assert is_link_labels(text)


@pytest.mark.parametrize("text", ["Article 5 of the treaty", "PubMed and its users", "", "---"])
def test_no_link_labels(text: str) -> None:
    assert not is_link_labels(text)
