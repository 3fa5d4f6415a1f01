"""The Arrow type of a citation: stable, so that tables written today can be read tomorrow.

Fields may be added behind the last in a later version; none is renamed, retyped or moved within
one ``SCHEMA_VERSION``. docs/columns.md describes every field.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

from refparse._errors import MissingExtraError

SCHEMA_VERSION: Final = 1

ROLES: Final = ("author", "editor", "translator")
NAME_PARTS: Final = ("family", "given", "particle", "suffix", "literal")

TEXT_FIELDS: Final = {
    "title": "title",
    "container_title": "container-title",
    "collection_title": "collection-title",
    "volume": "volume",
    "issue": "issue",
    "edition": "edition",
    "page": "page",
    "number_of_pages": "number-of-pages",
    "number": "number",
    "publisher": "publisher",
    "publisher_place": "publisher-place",
    "institution": "institution",
    "genre": "genre",
    "medium": "medium",
    "doi": "DOI",
    "arxiv": "arxiv",
    "pmid": "PMID",
    "pmcid": "PMCID",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "URL",
    "language": "language",
    "citation_number": "citation-number",
    "note": "note",
}
"""Column → variable of the citation (a field by its CSL name, or a custom value)."""


def arrow() -> Any:
    """PyArrow, imported when it is first needed.

    Raises:
        MissingExtraError: it is not installed.
    """
    try:
        import pyarrow
    except ImportError:
        raise MissingExtraError("pyarrow", "arrow") from None
    return pyarrow


@cache
def name_type() -> Any:
    """The type of one name."""
    pa = arrow()
    return pa.struct([(part, pa.string()) for part in NAME_PARTS])


@cache
def span_type() -> Any:
    """The type of one span; offsets are in code points of the text."""
    pa = arrow()
    return pa.struct(
        [
            ("label", pa.string()),
            ("start", pa.int32()),
            ("end", pa.int32()),
            ("text", pa.string()),
            ("confidence", pa.float64()),
        ]
    )


@cache
def citation_type() -> Any:
    """The type of one parsed reference, a ``pyarrow.StructType``.

    Raises:
        MissingExtraError: PyArrow is not installed.
    """
    pa = arrow()
    text = pa.string()
    return pa.struct(
        [
            pa.field("type", text),
            *(pa.field(role, pa.list_(name_type())) for role in ROLES),
            pa.field("year", pa.int32()),
            pa.field("issued", text),
            pa.field("accessed", text),
            *(pa.field(name, text) for name in TEXT_FIELDS),
            pa.field("spans", pa.list_(span_type())),
            pa.field("csl", text),
            pa.field("confidence", pa.float64()),
            pa.field("error", pa.struct([("code", text), ("message", text)])),
        ]
    )
