from __future__ import annotations

from typing import Any

import pytest

from refparse.synth.pool import Pool, build_pool


@pytest.fixture(scope="session")
def records() -> list[dict[str, Any]]:
    """Records of works that do not exist."""
    titles = [
        ("en", "Tides and harbours of the northern estuaries"),
        ("en", "The grammar of market signs in small towns"),
        ("en", "A slow history of copper wire"),
        ("de", "Die Geschichte der Uhren im Schwarzwald"),
        ("fr", "Les chemins de la laine dans le Massif central"),
        ("ru", "История речных пристаней и их обитателей"),
    ]
    found: list[dict[str, Any]] = []
    for number, (language, title) in enumerate(titles):
        base = {"language": language, "issued": {"date-parts": [[1990 + number]]}}
        people = [{"family": "Orlando", "given": "Mina"}, {"family": "Quist", "given": "P. T."}]
        found.append(
            {
                **base,
                "type": "article-journal",
                "title": title,
                "author": people,
                "container-title": "Journal of Invented Coasts",
                "container-title-short": "J. Inv. Coasts",
            }
        )
        found.append(
            {
                **base,
                "type": "book",
                "title": f"{title}: an atlas",
                "author": people,
                "publisher": "Heron & Daughters",
                "publisher-place": "Leeds",
                "collection-title": "Coastal Papers",
            }
        )
    return found


@pytest.fixture(scope="session")
def references() -> list[dict[str, Any]]:
    """Labelled references of works that do not exist."""
    text = (
        "Orlando M, Quist PT (2004) Lanterns on the quay at low tide. J. Inv. Coasts 12(3): 45-61."
    )
    fields = [
        ("Orlando M, Quist PT", "author"),
        ("2004", "date"),
        ("Lanterns on the quay at low tide", "title"),
        ("J. Inv. Coasts", "journal"),
        ("12", "volume"),
        ("3", "issue"),
        ("45-61", "pages"),
    ]
    spans, position = [], 0
    for value, label in fields:
        position = text.index(value, position)
        spans.append([position, position + len(value), label])
        position += len(value)
    return [{"id": f"own-{number}", "text": text, "spans": spans} for number in range(3)]


@pytest.fixture(scope="session")
def pool(records: list[dict[str, Any]], references: list[dict[str, Any]]) -> Pool:
    return build_pool(records, references, [("Annals of Imagined Law", "Ann. Imag. Law")])
