"""Labels of other formats and ours, as data."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from refparse.labels import LABELS

_OWN: Final = {label: label for label in LABELS}

FROM_ANYSTYLE: Final[Mapping[str, str]] = MappingProxyType(
    _OWN
    | {
        "citation-number": "number",
        "collection-title": "series",
        "container-title": "booktitle",
        "container": "booktitle",
        "director": "author",
        "producer": "publisher",
        "source": "publisher",
        "tech": "genre",
    }
)
"""AnyStyle's labels; others stay as they are."""

TO_ANYSTYLE: Final[Mapping[str, str]] = MappingProxyType(
    _OWN
    | {"number": "citation-number", "series": "collection-title", "booktitle": "container-title"}
)

FROM_PARSCIT: Final[Mapping[str, str]] = MappingProxyType(
    _OWN | {"tech": "genre", "web": "url", "institution": "institution", "marker": "number"}
)
"""Labels of ParsCit and of the Cora corpus."""

FROM_BIO: Final[Mapping[str, str]] = MappingProxyType(
    _OWN
    | {
        "citation-number": "number",
        "container-title": "booktitle",
        "page": "pages",
        "year": "date",
        "month": "date",
        "person": "author",
        "conference": "booktitle",
        "place": "location",
        "publication-place": "location",
    }
)
"""Tags of token-per-line corpora, lower case."""

FROM_IDNO: Final[Mapping[str, str]] = MappingProxyType(
    {
        "doi": "doi",
        "arxiv": "arxiv",
        "pmid": "pmid",
        "isbn": "isbn",
        "eisbn": "isbn",
        "issn": "issn",
        "eissn": "issn",
        "url": "url",
        "uri": "url",
    }
)
"""TEI ``<idno type>`` and JATS ``<pub-id pub-id-type>``, lower case; anything else: identifier."""

TO_IDNO: Final[Mapping[str, str]] = MappingProxyType(
    {"doi": "DOI", "arxiv": "arXiv", "pmid": "PMID", "isbn": "ISBN", "issn": "ISSN"}
)

FROM_SCOPE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "vol": "volume",
        "volume": "volume",
        "issue": "issue",
        "num": "issue",
        "number": "issue",
        "pp": "pages",
        "page": "pages",
        "pages": "pages",
        "part": "issue",
    }
)
"""TEI ``<biblScope unit>`` (or ``type``)."""

FROM_NOTE: Final[Mapping[str, str]] = MappingProxyType(
    {
        "genre": "genre",
        "report": "genre",
        "thesis": "genre",
        "medium": "medium",
        "language": "language",
        "number": "number",
        "accessed": "accessed",
    }
)
"""TEI ``<note type>``; anything else: note."""

FROM_TEI: Final[Mapping[str, str]] = MappingProxyType(
    {
        "author": "author",
        "editor": "editor",
        "respStmt": "editor",
        "date": "date",
        "publisher": "publisher",
        "pubPlace": "location",
        "orgName": "institution",
        "edition": "edition",
        "ptr": "url",
        "ref": "url",
        "label": "number",
        "meeting": "booktitle",
        "lang": "language",
    }
)
"""TEI elements whose label hangs on no attribute."""

FROM_JATS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "label": "number",
        "collab": "author",
        "etal": "author",
        "string-name": "author",
        "name": "author",
        "anonymous": "author",
        "article-title": "title",
        "chapter-title": "title",
        "part-title": "title",
        "trans-title": "title",
        "data-title": "title",
        "volume": "volume",
        "issue": "issue",
        "supplement": "issue",
        "fpage": "pages",
        "lpage": "pages",
        "page-range": "pages",
        "elocation-id": "pages",
        "size": "pages",
        "year": "date",
        "month": "date",
        "day": "date",
        "date": "date",
        "season": "date",
        "conf-date": "date",
        "date-in-citation": "accessed",
        "access-date": "accessed",
        "publisher-name": "publisher",
        "publisher-loc": "location",
        "conf-loc": "location",
        "conf-name": "booktitle",
        "institution": "institution",
        "edition": "edition",
        "series": "series",
        "isbn": "isbn",
        "issn": "issn",
        "uri": "url",
        "ext-link": "url",
        "patent": "identifier",
        "std": "identifier",
        "gov": "identifier",
        "object-id": "identifier",
        "comment": "note",
        "annotation": "note",
    }
)
"""JATS elements whose label hangs on no attribute; for ``source`` and ``pub-id`` see jats.py."""
