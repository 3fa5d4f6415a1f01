"""Undoing line breaks and hyphenation."""

from __future__ import annotations

import pytest

from refparse.finder.join import join_rows, vocabulary_of


@pytest.mark.parametrize(
    ("rows", "joined"),
    [
        (["inter-", "national law"], "international law"),
        (["Salt and", "brine"], "Salt and brine"),
        (["the EU-", "US gap"], "the EU-US gap"),
        (["1995-", "2000"], "1995-2000"),
        (["pp. 461–", "495"], "pp. 461–495"),
        (["Rapp-", "Hooper M."], "Rapp-Hooper M."),
        (["Jean-", "Paul"], "Jean-Paul"),
        (["Bildungs-", "und Sozialpolitik"], "Bildungs- und Sozialpolitik"),
        (["pre-", "and post-war"], "pre- and post-war"),
        (["Gesell-", "schaft"], "Gesellschaft"),
        (["исследо-", "вания"], "исследования"),
        (["DNA-", "binding"], "DNA-binding"),
        (["e-", "mail"], "e-mail"),
        (["self-", "taught"], "self-taught"),
        (["INTER-", "NATIONAL"], "INTERNATIONAL"),
        (["soft\u00ad", "ware and hard\u00adware"], "software and hardware"),
        (["inter\ufffenational"], "international"),
        (["inter\u0002national"], "international"),
        (["inter\u2010", "national"], "international"),
        (["http://x.example/a/", "b.html"], "http://x.example/a/b.html"),
        (["http://x.example/a-", "b.html"], "http://x.example/a-b.html"),
        (
            ["https://doi.org/10.9999/abc.", "2001.5 next"],
            "https://doi.org/10.9999/abc.2001.5 next",
        ),
        (["see http://x.example.", "Able S."], "see http://x.example. Able S."),
        (["doi:10.9999/", "abc"], "doi:10.9999/abc"),
        (["乡村教育", "学报"], "乡村教育学报"),
        (["농촌 학교의", "변화"], "농촌 학교의 변화"),
        (["Title –", "Subtitle"], "Title – Subtitle"),
        (["Title -", "Subtitle"], "Title - Subtitle"),
        (["a  b\t c", "", "  d"], "a b c d"),
        ([], ""),
        (["", " "], ""),
        (["-", "-"], "- -"),
    ],
)
def test_seams(rows: list[str], joined: str) -> None:
    assert join_rows(rows) == joined


def test_the_document_decides_where_both_readings_make_sense() -> None:
    assert join_rows(["long-", "term"], vocabulary_of(["a longterm plan"])) == "longterm"
    assert join_rows(["policy-", "making"], vocabulary_of(["policy-making is"])) == "policy-making"
    assert join_rows(["policy-", "making"], vocabulary_of(["nothing of it"])) == "policymaking"
