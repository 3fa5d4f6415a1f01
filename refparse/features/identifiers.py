"""Identifiers and web addresses: DOI, arXiv, ISBN, ISSN, PMC, URL, e-mail."""

from __future__ import annotations

import re
from typing import Final

from refparse.features.view import View

_KINDS: Final = (
    ("doi", re.compile(r"10\.\d{4,9}/\S")),
    ("resolver", re.compile(r"doi\.org/?", re.IGNORECASE)),
    ("url", re.compile(r"https?:|www\.|ftp:", re.IGNORECASE)),
    ("domain", re.compile(r"\w\.(?:com|org|net|edu|gov|de|fr|ru|br|uk|es|it|int)\b")),
    ("arxiv", re.compile(r"arxiv", re.IGNORECASE)),
    ("arxivid", re.compile(r"^\d{4}\.\d{4,5}(?:v\d+)?$")),
    ("arxivold", re.compile(r"[a-z-]{2,12}(?:\.[A-Z]{2})?/\d{7}")),
    ("isbn", re.compile(r"^97[89][-\d]{10,14}$|^\d[-\d]{8,11}[-\dXx]$")),
    ("issn", re.compile(r"^\d{4}-\d{3}[\dXx]$")),
    ("pmc", re.compile(r"^PMC\d+$|^PMID", re.IGNORECASE)),
    ("path", re.compile(r"\w[/_]\w.*[/_?=]\w")),
    ("mail", re.compile(r"\w@\w")),
)
_LOOKS: Final = 120


def features(token: View) -> list[str]:
    """Names of the identifier patterns that the token matches."""
    text = token.text[:_LOOKS]
    if not any(char in text for char in "./:-@CXc") and len(text) < 7:
        return []
    return [
        "id=" + name
        for name, pattern in _KINDS
        if pattern.search(token.core if pattern.pattern.startswith("^") else text)
    ]
