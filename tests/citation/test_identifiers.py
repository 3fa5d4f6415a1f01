from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from refparse.citation.identifiers import (
    Arxiv,
    clean_arxiv,
    clean_doi,
    clean_isbn,
    clean_issn,
    clean_pmid,
    clean_url,
)


@pytest.mark.parametrize(
    ("text", "doi"),
    [
        ("10.1000/xyz", "10.1000/xyz"),
        ("doi: 10.1000/xyz.", "10.1000/xyz"),
        ("DOI:10.1000/XyZ", "10.1000/XyZ"),
        ("https://doi.org/10.1000/ABC123).", "10.1000/ABC123"),
        ("http://dx.doi.org/10.1000/182", "10.1000/182"),
        ("[doi>10.1007/s10207-000-0000-9]", "10.1007/s10207-000-0000-9"),
        ("10.1016/S0140-6736(05)67789-5", "10.1016/S0140-6736(05)67789-5"),
        ("10.1000/ palcomms. 2015.46", "10.1000/palcomms.2015.46"),
        ("10.1000 /nature1", "10.1000/nature1"),
        ("10.1000/(ABCD)0733-9429(1992)118: 7(1031)", "10.1000/(ABCD)0733-9429(1992)118:7(1031)"),
        (
            "10.1002/(sici)1096(1997)1:1<69::aid-x5>3.0.co;2-8",
            "10.1002/(sici)1096(1997)1:1<69::aid-x5>3.0.co;2-8",
        ),
        ("10.1000%2Fabc", "10.1000/abc"),
        ("10.1000/abc Epub 2012", "10.1000/abc"),
        ("10.1000/abc. PMID: 123", "10.1000/abc"),
        ("1109/ABC", ""),
        ("", ""),
    ],
)
def test_doi(text: str, doi: str) -> None:
    assert clean_doi(text) == doi


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1501.00001", Arxiv("1501.00001")),
        ("arXiv:1501.00001v2", Arxiv("1501.00001v2")),
        ("arXiv preprint arXiv:1504.0494", Arxiv("1504.0494")),
        ("arXiv:1012 .4035", Arxiv("1012.4035")),
        ("1701.02183 nucl-th", Arxiv("1701.02183", "nucl-th")),
        ("hep-th/9901001", Arxiv("hep-th/9901001", "hep-th")),
        ("arXiv :hep-ph/0506026", Arxiv("hep-ph/0506026", "hep-ph")),
        ("math.GT/0309136", Arxiv("math.GT/0309136", "math.GT")),
        ("0913.0001", Arxiv()),
        ("nothing here", Arxiv()),
    ],
)
def test_arxiv(text: str, expected: Arxiv) -> None:
    assert clean_arxiv(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("30872403", ("30872403", "")),
        ("PMID: 30872403", ("30872403", "")),
        ("[PMID: 23887981 / PMCID: PMC3862207]", ("23887981", "PMC3862207")),
        ("PMCID : PMC4439284", ("", "PMC4439284")),
        ("PMCID:PMCPMC3916368", ("", "PMC3916368")),
        ("[PubMed]", ("", "")),
    ],
)
def test_pubmed(text: str, expected: tuple[str, str]) -> None:
    assert clean_pmid(text) == expected


@pytest.mark.parametrize(
    ("text", "valid", "invalid"),
    [
        ("ISBN 978-80-8078-164-4", ("9788080781644",), ()),
        ("0-306-40615-2", ("0306406152",), ()),
        ("080442957X", ("080442957X",), ()),
        ("ISBN O-306-40615-2", ("0306406152",), ()),
        ("0-306-40615-2, 978-0-306-40615-7", ("0306406152", "9780306406157"), ()),
        ("0-306-40615-3", (), ("0-306-40615-3",)),
        ("ISBN: unknown", (), ("unknown",)),
    ],
)
def test_isbn(text: str, valid: tuple[str, ...], invalid: tuple[str, ...]) -> None:
    assert clean_isbn(text) == (valid, invalid)


@pytest.mark.parametrize(
    ("text", "valid", "invalid"),
    [
        ("ISSN 0317-8471", ("0317-8471",), ()),
        ("03178471", ("0317-8471",), ()),
        ("1050-124X (print), 0317–8471", ("1050-124X", "0317-8471"), ()),
        ("ISSN: 0317-8472", (), ("0317-8472",)),
    ],
)
def test_issn(text: str, valid: tuple[str, ...], invalid: tuple[str, ...]) -> None:
    assert clean_issn(text) == (valid, invalid)


@pytest.mark.parametrize(
    ("text", "url", "doi"),
    [
        ("http://example.org/a.", "http://example.org/a", ""),
        ("<https://example.org/a>", "https://example.org/a", ""),
        ("www.example.org/t3/a.pdf,", "www.example.org/t3/a.pdf", ""),
        ("http:/example.org/a", "http://example.org/a", ""),
        ("https: //example.org/a/b", "https://example.org/a/b", ""),
        (
            "http://long-name.example.org/2007/11/ page.html",
            "http://long-name.example.org/2007/11/page.html",
            "",
        ),
        ("http://example.org/wiki/A_(b)", "http://example.org/wiki/A_(b)", ""),
        ("http://example.org (30/01/2015)", "http://example.org", ""),
        ("Available from: http://example.org/a?id=1", "http://example.org/a?id=1", ""),
        ("https://doi.org/10.1000/x", "", "10.1000/x"),
        ("http://dx.doi. org/10.1016/S0043-1354(98)00447-3", "", "10.1016/S0043-1354(98)00447-3"),
    ],
)
def test_url(text: str, url: str, doi: str) -> None:
    assert clean_url(text) == (url, doi)


@given(st.text(max_size=60))
def test_any_string_is_read(text: str) -> None:
    for clean in (clean_doi, clean_arxiv, clean_pmid, clean_isbn, clean_issn, clean_url):
        clean(text)


@pytest.mark.parametrize("piece", ["10.1234.", "a.b.", "http://", "1", "ISBN 9", "(", "PMC"])
def test_long_strings_take_linear_time(piece: str) -> None:
    for clean in (clean_doi, clean_arxiv, clean_pmid, clean_isbn, clean_issn, clean_url):
        clean(piece * 100_000)
