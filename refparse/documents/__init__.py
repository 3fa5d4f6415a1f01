"""Documents in: text, Markdown, HTML, PDF, DOCX, EPUB, JATS, TEI, bbl and BibTeX to references.

>>> from refparse.documents import find
>>> page = b"References\\n1. Doe J. A. 2001;4:5-9.\\n2. Roe R. B. 1999;7:1-3."
>>> [each.text for each in find(page)]
['1. Doe J. A. 2001;4:5-9.', '2. Roe R. B. 1999;7:1-3.']
"""

from __future__ import annotations

from refparse.documents.document import (
    Document,
    ExtractedReference,
    Limits,
    LocatedReference,
    Provenance,
)
from refparse.documents.kinds import KINDS
from refparse.documents.read import read_document
from refparse.documents.references import extract, find, find_in_document, parse_located

__all__ = [
    "KINDS",
    "Document",
    "ExtractedReference",
    "Limits",
    "LocatedReference",
    "Provenance",
    "extract",
    "find",
    "find_in_document",
    "parse_located",
    "read_document",
]
