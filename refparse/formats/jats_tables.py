"""Which JATS publication types and elements the CSL types and variables become."""

from __future__ import annotations

from typing import Final

PUBLICATION_TYPES: Final[dict[str, str]] = {
    "article": "preprint",
    "article-journal": "journal",
    "article-magazine": "magazine",
    "article-newspaper": "newspaper",
    "bill": "legal",
    "book": "book",
    "broadcast": "video",
    "chapter": "book",
    "classic": "book",
    "collection": "book",
    "dataset": "data",
    "entry": "book",
    "entry-dictionary": "book",
    "entry-encyclopedia": "book",
    "hearing": "legal",
    "interview": "interview",
    "legal_case": "legal",
    "legislation": "legal",
    "manuscript": "manuscript",
    "map": "map",
    "motion_picture": "video",
    "pamphlet": "book",
    "paper-conference": "confproc",
    "patent": "patent",
    "periodical": "journal",
    "personal_communication": "letter",
    "post": "web",
    "post-weblog": "web",
    "regulation": "legal",
    "report": "report",
    "review": "review",
    "review-book": "review",
    "software": "software",
    "speech": "speech",
    "standard": "standard",
    "thesis": "thesis",
    "treaty": "legal",
    "webpage": "web",
}
"""CSL type → ``publication-type``; what is not here is "other"."""

WHOLE_WORKS: Final = frozenset(
    """
    book classic collection map motion_picture musical_score pamphlet periodical report software
    standard thesis
    """.split()
)
"""CSL types whose title is the ``source``, unless the reference names a container."""

# CSL variable → element and attributes; the order is the order of the elements.
ELEMENTS: Final[dict[str, tuple[str, dict[str, str]]]] = {
    "title-translated": ("trans-title", {}),
    "container-title-translated": ("trans-source", {}),
    "collection-title": ("series", {}),
    "collection-number": ("volume-series", {}),
    "volume": ("volume", {}),
    "issue": ("issue", {}),
    "part": ("issue-part", {}),
    "part-number": ("issue-part", {}),
    "part-title": ("part-title", {}),
    "supplement": ("supplement", {}),
    "supplement-number": ("supplement", {}),
    "edition": ("edition", {}),
    "version": ("version", {}),
    "publisher": ("publisher-name", {}),
    "publisher-place": ("publisher-loc", {}),
    "institution": ("institution", {}),
    "event-title": ("conf-name", {}),
    "event": ("conf-name", {}),
    "event-place": ("conf-loc", {}),
    "ISBN": ("isbn", {}),
    "ISSN": ("issn", {}),
    "genre": ("comment", {"content_type": "genre"}),
    "medium": ("comment", {"content_type": "medium"}),
    "status": ("comment", {"content_type": "status"}),
}
