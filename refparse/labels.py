"""The label set: which stretches of a reference the tagger names.

The guideline with an example for every label is docs/labels.md.
"""

from __future__ import annotations

from typing import Final

LABELS: Final[tuple[str, ...]] = (
    "author",
    "editor",
    "translator",
    "title",
    "journal",
    "booktitle",
    "series",
    "volume",
    "issue",
    "edition",
    "pages",
    "date",
    "publisher",
    "location",
    "institution",
    "genre",
    "medium",
    "doi",
    "arxiv",
    "pmid",
    "isbn",
    "issn",
    "identifier",
    "url",
    "accessed",
    "language",
    "number",
    "note",
)
"""Every label a span may carry, in the order in which reports list them."""

OUTSIDE: Final = "O"
"""The tag of a token that belongs to no span: label words ("In", "pp.") and stray punctuation."""
