"""refparse: raw bibliographic references in, structured citations out.

>>> import refparse
>>> citation = refparse.parse("Snyder G.H. The Security Dilemma. World Politics. 1984; 36(4):5–9.")
>>> citation.authors[0].family, citation.year, citation.volume
('Snyder', 1984, '36')
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from refparse._errors import (
    CorpusError,
    FormatError,
    InputError,
    MissingExtraError,
    ModelError,
    RefparseError,
    TrainingError,
)
from refparse._version import __version__
from refparse.labels import LABELS
from refparse.types import Citation, Date, Name, Span

if TYPE_CHECKING:
    accelerated: bool
    from refparse.documents import ExtractedReference, LocatedReference, extract, find
    from refparse.finder import FoundReference, find_references
    from refparse.parser import Parser, parse, parse_many

__all__ = [
    "LABELS",
    "Citation",
    "CorpusError",
    "Date",
    "ExtractedReference",
    "FormatError",
    "FoundReference",
    "InputError",
    "LocatedReference",
    "MissingExtraError",
    "ModelError",
    "Name",
    "Parser",
    "RefparseError",
    "Span",
    "TrainingError",
    "__version__",
    "accelerated",
    "extract",
    "find",
    "find_references",
    "parse",
    "parse_many",
]

# Loaded when first used (PEP 562), so that "import refparse" costs next to nothing.
_LATER = {
    "ExtractedReference": "refparse.documents",
    "LocatedReference": "refparse.documents",
    "extract": "refparse.documents",
    "find": "refparse.documents",
    "FoundReference": "refparse.finder",
    "find_references": "refparse.finder",
    "Parser": "refparse.parser",
    "parse": "refparse.parser",
    "parse_many": "refparse.parser",
}


def __getattr__(name: str) -> Any:
    if name == "accelerated":  # Whether the C core is in use, see refparse.native.
        from refparse.native import ACCELERATED

        return ACCELERATED
    if name in _LATER:
        from importlib import import_module

        value = getattr(import_module(_LATER[name]), name)
        globals()[name] = value
        return value
    raise AttributeError(f"module 'refparse' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
