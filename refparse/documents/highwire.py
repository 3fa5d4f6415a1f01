"""References in ``citation_reference`` meta tags (Highwire Press), as journals write them.

Either the printed reference, or its fields: ``citation_title=…;citation_author=…;…``.
"""

from __future__ import annotations

import re
from typing import Final

from refparse.corpus.io._rendered import render
from refparse.documents.document import Marked

_FIELD: Final = re.compile(r"(?:^|;)\s*citation_(\w{3,40})\s*=\s*")
_LABELS: Final = {
    "author": "author",
    "title": "title",
    "journal_title": "journal",
    "journal_abbrev": "journal",
    "inbook_title": "booktitle",
    "conference_title": "booktitle",
    "conference": "booktitle",
    "publication_date": "date",
    "date": "date",
    "year": "date",
    "volume": "volume",
    "issue": "issue",
    "pages": "pages",
    "firstpage": "firstpage",
    "lastpage": "lastpage",
    "doi": "doi",
    "pmid": "pmid",
    "arxiv_id": "arxiv",
    "isbn": "isbn",
    "issn": "issn",
    "publisher": "publisher",
    "dissertation_institution": "institution",
    "technical_report_institution": "institution",
    "technical_report_number": "identifier",
    "language": "language",
    "id": "number",
}


def marked_of(content: str) -> Marked:
    """The reference of one tag."""
    content = " ".join(content.split())
    fields = list(_FIELD.finditer(content))
    if not fields:
        return Marked(content)
    values: dict[str, list[str]] = {}
    ends = [match.start() for match in fields[1:]] + [len(content)]
    for match, end in zip(fields, ends, strict=True):
        label, value = _LABELS.get(match[1].lower()), content[match.end() : end].strip(" ;")
        if label and value:
            values.setdefault(label, []).append(value)
    first, last = values.pop("firstpage", []), values.pop("lastpage", [])
    if first and "pages" not in values:
        values["pages"] = ["–".join(first[:1] + last[:1])]
    values = {k: v if k == "author" else v[:1] for k, v in values.items() if k != "number"}
    text, spans = render(values)
    return Marked(text, tuple(spans), rendered=True)
