"""From labelled pieces of text to a reference with spans that keep the guideline.

Whatever makes a reference (a citation style, a template, noise) hands over pieces of text with
labels; here they become one string without double blanks and spans without the quotes, brackets
and trailing punctuation that belong to no field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from refparse.corpus import LabelledReference
from refparse.corpus.validate import validate
from refparse.labels import LABELS
from refparse.tagger.scheme import narrow

NAME_LABELS: Final = frozenset({"author", "editor", "translator"})

Spans = list[tuple[int, int, str]]


class Piece(NamedTuple):
    """A stretch of text; ``label`` is a label, a variable of a style, or "" for none."""

    text: str
    label: str


# What may stand between two pieces of one field without parting them.
_NAME_GAP: Final = re.compile(
    r"^[\s.,;:&/·–—•、，；،|-]*(?:(?:and|und|et|y|e|i|и|та|og|och|ja|ve|és|a|en|dan|și|u|o|و|和|与|및|와)\s+)?"
    r"(?:[&+]\s*)?$"
)
_DATE_GAP: Final = re.compile(r"^[\s,./-]{0,2}$")
_BLANKS: Final = re.compile(r"[ \t\n\r\f\v]+")
_DROPPED: Final = dict.fromkeys([0x200B, 0x2060, 0xFEFF, 0x200E, 0x200F, 0x00AD])
_OPENING: Final = "([{<«‹„“‘‚\"'”»《〈「『【（［〔"
_CLOSING: Final = ")]}>»›“”’‘\"'«》〉」』】）］〕"
_PAIRS: Final = {
    "(": ")", "[": "]", "{": "}", "<": ">", "«": "»", "‹": "›", "„": "“", "“": "”", "‘": "’",
    "‚": "‘", '"': '"', "'": "'", "”": "”", "»": "«", "《": "》", "〈": "〉", "「": "」",
    "『": "』", "【": "】", "（": "）", "［": "］", "〔": "〕",
}  # fmt: skip
_TRAILING: Final = " ,;:/|\u00a0\u202f，；：、"
_INITIAL_END: Final = re.compile(
    r"(?:(?:^|[\s.,’'-])(?:[^\W\d_]|Yu|Ya|Ch|Sh|Kh|Zh|Ts|Dzh|Jr|Sr|St|Th|Chr|Ph|Дж|Ю|al|др|ін|"
    r"alii|al\.;|coll|kol|wsp|Co|Inc|Ltd|соавт|u\.a|cols|vd|i in|mtsai|Jr|m\.fl|e\.a))$"
)
_ABBREVIATION_END: Final = re.compile(
    r"(?:\b(?:[Dd]iss|Rep|Ms|Mss|Russ|Chin|Engl?|Germ?|Fren|Span|Ital|Japa|Port|Poli|Ukra|Czec|"
    r"publ|cit|a\. ?a\. ?O|a\.a\.O|ebd|ebda|ibid|соч|ст|яз|канд|Sc|Fn)|\.[A-Za-z])$"
)
_UNDATED: Final = re.compile(r"^[^\W\d_]\. ?[^\W\d_]$")  # "n.d", "s. d", "o.J"
_ARTICLE: Final = re.compile(r"^\W*(?:el|le|il|am|den|vom|on|dnia) (?=\d)")
_CYRILLIC_ORDINAL: Final = re.compile(r"^\d+(?=-[а-яіїє]{1,2}$)")
_RESOLVER: Final = re.compile(r"(?i)^(?:https?://)?(?:dx\.)?doi\.org/|^doi\s*:\s*")
_ARXIV: Final = re.compile(r"(?i)^arxiv\s*:\s*")


def assemble(pieces: Iterable[Piece]) -> tuple[str, Spans]:
    """Join pieces into a text and the spans of its labels.

    Blanks are collapsed, neighbouring pieces of one field are joined (authors over their
    connectors, a date over its comma), and every span is trimmed to the guideline.
    """
    parts: list[str] = []
    spans: Spans = []
    length = 0
    for raw, label in pieces:
        text = _BLANKS.sub(" ", raw.translate(_DROPPED))
        if text.startswith(" ") and (not parts or parts[-1].endswith((" ", "\u00a0"))):
            text = text[1:]
        if not text:
            continue
        parts.append(text)
        if label:
            spans.append((length, length + len(text), label))
        length += len(text)
    text = "".join(parts).rstrip()
    joined: Spans = []
    for start, end, label in spans:
        end = min(end, len(text))
        if end <= start:
            continue
        if joined and joined[-1][2] == label and _same_field(text[joined[-1][1] : start], label):
            joined[-1] = (joined[-1][0], end, label)
        else:
            joined.append((start, end, label))
    trimmed = (trim(text, *span) for span in joined)
    return text, [span for span in trimmed if span is not None]


def _same_field(gap: str, label: str) -> bool:
    if not gap:
        return True
    if label in NAME_LABELS:
        return bool(_NAME_GAP.match(gap)) and len(gap) <= 12
    return label in ("date", "accessed") and bool(_DATE_GAP.match(gap))


def trim(text: str, start: int, end: int, label: str) -> tuple[int, int, str] | None:
    """Cut quotes, brackets and punctuation that belong to no field off both ends of a span.

    Returns:
        The trimmed span, or None where nothing is left of it.
    """
    if label in ("doi", "arxiv"):
        match = (_RESOLVER if label == "doi" else _ARXIV).match(text[start:end])
        if match:
            start += match.end()
    if label in ("date", "accessed") and (match := _ARTICLE.match(text[start:end])):
        start += match.end()
    if label == "edition" and (match := _CYRILLIC_ORDINAL.match(text[start:end].strip())):
        end = start + len(text[start:end]) - len(text[start:end].lstrip()) + match.end()
    while start < end:
        first, last = text[start], text[end - 1]
        inside = text[start:end]
        if first in " ,;:/.\u00a0\u202f，；：、。" and not (first == "/" and label == "url"):
            start += 1
        elif last in _TRAILING and not (last == "/" and label in ("url", "doi")):
            end -= 1
        elif last in ".。" and not _keeps_dot(text, start, end, label):
            end -= 1
        elif first in _OPENING and _unbalanced(inside, 0):
            start += 1
        elif last in _CLOSING and _unbalanced(inside, len(inside) - 1):
            end -= 1
        elif first in _OPENING and last == _PAIRS.get(first) and _wraps(inside, first, last):
            start, end = start + 1, end - 1
        else:
            return start, end, label
    return None


def _keeps_dot(text: str, start: int, end: int, label: str) -> bool:
    """Whether the final dot belongs to an initial or to "et al."."""
    if label in ("genre", "language", "note", "medium"):
        return bool(_ABBREVIATION_END.search(text[start : end - 1]))
    if label == "pages":
        return bool(re.search(r"\d ?ff?$", text[start : end - 1]))
    if label == "date":
        return bool(_UNDATED.match(text[start : end - 1]))
    if label not in NAME_LABELS:
        return False
    names = text[start : end - 1]
    if re.search(r"[^\W\d_]{2} [A-ZА-Я]{1,3}(?=[,;]| and | & )", names):
        return False  # initials without dots: the last dot ends the field
    return bool(_INITIAL_END.search(names))


def keep_initial_dot(text: str, spans: Spans) -> Spans:
    """Take the dot behind a final initial into name spans whose other initials are dotted.

    Where they are not, the dot is the sentence's and goes, as everywhere (``narrow``).
    """
    out: Spans = []
    for start, end, label in spans:
        if (
            label in NAME_LABELS
            and text[end : end + 1] == "."
            and text[end : end + 3] != "..."
            and _INITIAL_END.search(text[start:end])
            and (re.search(r"(?<![^\W\d_])[^\W\d_]\.", text[start:end]) or "," in text[start:end])
            and not re.search(r"[^\W\d_]{2,} [A-ZА-Я]{2,}(?:,|$)", text[start:end])
        ):
            end += 1
        elif label in NAME_LABELS and re.search(r"\b(?:al|др|ін)$", text[start:end]):
            end += text[end : end + 1] == "."
        if label in NAME_LABELS:
            start, end = narrow(text, start, end, label)
        if start < end:
            out.append((start, end, label))
    return out


def _unbalanced(inside: str, position: int) -> bool:
    char = inside[position]
    if char in "\"'":
        return inside.count(char) % 2 == 1 and not (char == "'" and 0 < position < len(inside) - 1)
    if char == "’" and "‘" not in inside:
        return False  # an apostrophe
    for opening, closing in _PAIRS.items():
        if opening != closing and char == opening and position == 0:
            if char in "“»" and inside.count(char) > 1:
                return False
            return closing not in inside
        if opening != closing and char == closing and position == len(inside) - 1:
            openers = [o for o, c in _PAIRS.items() if c == closing and o != closing]
            return not any(opener in inside[:-1] for opener in openers)
    return False


def _wraps(inside: str, first: str, last: str) -> bool:
    """Whether the first and last character are one pair around the whole."""
    if first == last:
        return inside.count(first) == 2
    depth = 0
    for index, char in enumerate(inside):
        depth += (char == first) - (char == last)
        if depth == 0:
            return index == len(inside) - 1
    return False


def problems(text: str, spans: Iterable[tuple[int, int, str]]) -> list[str]:
    """What is formally wrong with a labelled reference; an empty list where nothing is."""
    found = []
    if not text.strip() or text != text.strip():
        found.append("text is blank or begins or ends with a blank")
    if any(char in text for char in "\n\r\u2028\u2029\x0b\x0c\x85"):
        found.append("text holds a line break")
    last = 0
    for start, end, label in spans:
        if label not in LABELS:
            found.append(f"unknown label {label!r}")
        if not last <= start < end <= len(text):
            found.append(f"span {start}..{end} is empty, out of order or out of range")
        elif text[start:end] != text[start:end].strip():
            found.append(f"span {start}..{end} begins or ends with a blank")
        last = max(last, end)
    return found


def doubtful(text: str, spans: Spans) -> bool:
    """Whether ``refparse corpus validate`` would find anything in a sound reference."""
    return next(validate([LabelledReference("", text, tuple(spans))]), None) is not None
