"""Text for LaTeX: escapes, capitals that must survive, page ranges, editions."""

from __future__ import annotations

import re

from refparse.formats.plain import DASHES, plain

_SPECIAL = str.maketrans(
    {
        "\\": r"{\textbackslash}",
        # BibTeX counts escaped braces too, so an odd one in the text would swallow the file.
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "~": r"{\textasciitilde}",
        "^": r"{\textasciicircum}",
        "&": r"\&",
        "%": r"\%",
        "$": r"\$",
        "#": r"\#",
        "_": r"\_",
    }
)
# In verbatim fields nothing may be escaped, so what would break the entry is percent-encoded.
_VERBATIM = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_DASH = re.compile(rf" ?[{DASHES}]{{1,3}} ?")
_ROMAN = frozenset("ivxlcdmIVXLCDM")
_INNER_WORD_BREAK = re.compile(r"[-‐‑/–—]")


def escape(text: str) -> str:
    r"""The text with the characters that LaTeX reads as commands made printable (``\&``)."""
    return plain(text).translate(_SPECIAL)


def verbatim(text: str) -> str:
    """A URL or DOI for a field in which nothing may be escaped."""
    return text.translate(_VERBATIM)


def braced_title(title: str) -> str:
    """The title, escaped, its words with unusual capitals ("DNA", "McDonald") in braces."""
    title = plain(title)
    if title == title.upper():
        return escape(title)
    first, *words = title.split(" ")
    return " ".join([_protected(first, alone=False), *(_protected(word) for word in words)])


def _protected(word: str, *, alone: bool = True) -> str:
    """The word, escaped, in braces if it has a capital that lower-casing must not lose.

    ``alone``: a capital that stands alone ("vitamin C") is one of them.
    """
    start, end = 0, len(word)
    while start < end and not word[start].isalnum():
        start += 1
    while end > start and not word[end - 1].isalnum():
        end -= 1
    core = word[start:end]
    inner = any(part[1:] != part[1:].lower() for part in _INNER_WORD_BREAK.split(core))
    if inner or (alone and len(core) == 1 and core.isupper() and core != "A"):
        parts = (word[:start], core, word[end:])
        return "{}{{{}}}{}".format(*(part.translate(_SPECIAL) for part in parts))
    return word.translate(_SPECIAL)


def pages(page: str) -> str:
    """Ranges with two hyphens; the hyphen of a page name ("A-12") stays one."""

    def written(match: re.Match[str]) -> str:
        before = re.split(r"\W", page[max(0, match.start() - 12) : match.start()])[-1]
        after = page[match.end() : match.end() + 1]
        if not before or not after.isalnum():
            return match[0]
        name = match[0] == "-" and before.isalpha() and not _ROMAN.issuperset(before)
        return "-" if name else "--"

    return _DASH.sub(written, page)


def edition_text(edition: str, biblatex: bool) -> str:
    """BibTeX styles print the field as it is before "edition"; biblatex wants a bare number."""
    if biblatex or not (edition.isascii() and edition.isdigit() and len(edition) < 4):
        return edition
    teen = edition[-2:] in ("11", "12", "13")
    return edition + ("th" if teen else {"1": "st", "2": "nd", "3": "rd"}.get(edition[-1], "th"))
