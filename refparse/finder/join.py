"""Making one line of the lines of a reference: line breaks and hyphenation undone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from refparse.finder.data import words_of
from refparse.finder.shape import BREAK_HYPHENS

_SOFT_HYPHEN: Final = "\u00ad"
_HYPHENS: Final = "-\u2010" + BREAK_HYPHENS
_MARKED_BREAK: Final = re.compile(f"[{BREAK_HYPHENS}]")
_BLANKS: Final = re.compile(r"\s+")
_LAST_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*$")
_FIRST_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_HYPHENATED: Final = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)*")
_ADDRESS_TAIL: Final = re.compile(r"(?:https?://|www\.|doi\.org/|doi: ?|\b10\.\d{4,9}/)\S*$", re.I)
_WITHOUT_BLANKS: Final = re.compile(r"[\u2e80-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
Vocabulary = frozenset[str]


def vocabulary_of(texts: Iterable[str]) -> Vocabulary:
    """The words of a document, case-folded, hyphenated ones whole.

    It decides which hyphens at line ends belong to their words. Words cut by a line end are in it
    too, but only as the parts they were cut into.
    """
    return frozenset(
        word.replace("\u2010", "-")
        for text in texts
        for word in _HYPHENATED.findall(text.casefold())
    )


def join_rows(rows: Sequence[str], vocabulary: Vocabulary = frozenset()) -> str:
    """One line from the rows of a reference.

    Blanks are evened out; a word divided at the end of a row is made whole; hyphens that belong to
    a compound ("EU-US", "Rapp-Hooper"), a range ("1995-2000") or an address stay. ``vocabulary``
    holds the words of the document and decides where both readings make sense.
    """
    parts: list[str] = []
    for row in rows:
        pieces = _MARKED_BREAK.split(row)
        parts.extend(piece + "-" for piece in pieces[:-1])
        parts.append(pieces[-1])
    out: list[str] = []
    tail = ""  # the end of what is joined so far, long enough for every look back
    for part in parts:
        text = _BLANKS.sub(" ", part).strip()
        text = text.replace(_SOFT_HYPHEN, "", max(0, text.count(_SOFT_HYPHEN) - 1))
        if text.endswith(_SOFT_HYPHEN):
            text = text[:-1] + _SOFT_HYPHEN
        else:
            text = text.replace(_SOFT_HYPHEN, "")
        if not text:
            continue
        if tail:
            drop, glue = _seam(tail, text, vocabulary)
            if drop:
                out[-1] = out[-1][:-1]
            out.append(glue)
        out.append(text)
        tail = (tail + " " + text)[-300:] if len(text) < 300 else text[-300:]
    return "".join(out).replace(_SOFT_HYPHEN, "").strip()


def _seam(left: str, right: str, vocabulary: Vocabulary) -> tuple[bool, str]:
    """Whether the last character of ``left`` goes, and what comes between the two."""
    last = left[-1]
    if last == _SOFT_HYPHEN:
        return True, ""
    if last in _HYPHENS:
        return _hyphen_seam(left, right, vocabulary)
    if last in "–—" and len(left) > 1 and left[-2].isdigit() and right[0].isdigit():
        return False, ""
    if _WITHOUT_BLANKS.match(last) and _WITHOUT_BLANKS.match(right[0]):
        return False, ""
    if _ADDRESS_TAIL.search(left) and _goes_on_in_address(left, right):
        return False, ""
    return False, " "


def _hyphen_seam(left: str, right: str, vocabulary: Vocabulary) -> tuple[bool, str]:
    stem = _LAST_WORD.search(left[:-1])
    if _ADDRESS_TAIL.search(left):
        return False, ""
    head = _FIRST_WORD.match(right)
    if stem is None or head is None:
        # " -" alone is a dash; "(-" or "-)" are no word division either.
        return False, " " if left[-2:-1] in ("", " ") else ""
    before, after = stem.group(), head.group()
    if not before[-1].isalpha() or not after[0].isalpha():
        return False, ""
    if (
        after[0].islower()
        and after in words_of("suspended")
        and right[len(after) : len(after) + 1] in (" ", "")
    ):
        return False, " "
    whole = (before + after).casefold()
    compound = f"{before}-{after}".casefold()
    if whole in vocabulary or compound in vocabulary:
        return whole in vocabulary, ""
    if len(before) == 1 or before.casefold() in words_of("kept"):
        return False, ""
    if not after[0].islower():
        shouted = before.isupper() and after.isupper() and min(len(before), len(after)) > 3
        caseless = not after[0].isupper()
        return shouted or caseless, ""
    # "DNA-binding", "US-led": an abbreviation is not divided.
    return not (before.isupper() and len(before) > 1), ""


def _goes_on_in_address(left: str, right: str) -> bool:
    """Whether an address at the end of a row was broken there, rather than ended."""
    first = right.split(" ", 1)[0]
    if left[-1] in "/_=&?%~#":
        return first[0].isalnum() or first[0] in "_-%?=&~#"
    if first[0] in "/_=&?%~#":
        return True
    if left[-1] == ".":
        return first[0].isalnum() and not first[0].isupper() and ("/" in first or "." in first[:-1])
    return False
