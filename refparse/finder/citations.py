"""The citations of one footnote: where several stand in it, and what of it is remark.

"5 Vgl. Moor, Der Damm, Stade 1994; ebd., S. 7; siehe auch Wehr 2004, S. 12. Den Hinweis verdanke
ich den Gutachtern." holds two references. Works are parted at ";", at dashes and where a sentence
leads in another one; sentences of prose go, as does what only refers back. Short citations in a row
("Moor 1994: 7; Wehr 2004: 12") are one, as those who mark references in notes have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from refparse.finder.accept import is_full_reference
from refparse.finder.evidence import prose_signs, reference_signs
from refparse.finder.pieces import lead_in, refers_back
from refparse.finder.shape import shape_of
from refparse.finder.starts import STRONG, start_evidence

_JOINT: Final = re.compile(
    r"(?P<semicolon>[;；]\s*)|(?P<dash>(?<=[.)\]\d”\"»’'])\s+[–—]\s+)"
    r"|(?P<sentence>(?:(?<=[.!?)\]”»\"])(?<![ .(][^\W\d_]\.)\s+|(?<=[。！？])\s*)(?=\S))"
)
DATED: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)|://|\bwww\.")
_ENDED: Final = re.compile(r"\d[\])a-z]?[\s.]*$")
_TITLE_YEAR: Final = re.compile(r"[^\W\d_]\s(?:1[5-9]|20)\d\d$")  # "Die Wahl 2011"
_HEAD: Final = re.compile(r"^[^\d]{3,200}[(\[ ]\d{4}[a-z]?[)\]]?[.,:]?$")
_NAME: Final = re.compile(r"(?=[^\W\d_a-z])[^\W\d_]{4,}")
_EDITORS: Final = re.compile(r"\b(?:Eds?|Hrsg|Hg|ed|eds|éds?|dir|red)\b\.?\)?\s*$")
_EARLY: Final = 60  # characters in which a citation names its authors
_LATE: Final = 100  # characters in which a citation ends
_LOCATED: Final = re.compile(
    r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?[)\]]?[:,] ?(?:[^\W\d_]{1,4}\. ?)?\d{1,4}"
    r"(?:[-–]\d{1,4})?(?: ?ff?\.?)?\.?$"
)
_LONGEST: Final = 12_000  # characters of a note; longer ones are no notes
_SENTENCE: Final = 220  # characters in which a remark shows that it is one
_AHEAD: Final = 400
_BACK: Final = 32
_BRIEF: Final = 140  # characters of a work cited before
_FULL: Final = 45  # characters of a work given in full


class _Joint(NamedTuple):
    """A place where one citation may end and another start."""

    kind: str
    end: int
    start: int


def citations_in(text: str) -> list[tuple[int, int]]:
    """The ranges of the citations in a note, lead-ins, remarks and back references left out.

    Args:
        text: the note, or what of it was taken for citations, without its number.

    A text that cannot be parted is one range. Time grows linearly with the text.
    """
    if len(text) > _LONGEST:
        return [(0, len(text))]
    joints = [_Joint(m.lastgroup or "", m.start(), m.end()) for m in _JOINT.finditer(text)]
    ranges = list(_cut(text, joints))
    if len(ranges) == 1:
        return [trimmed(text, *ranges[0])]
    kept = [trimmed(text, *each) for each in ranges]
    kept = [(start, end) for start, end in kept if start < end and _is_cited(text[start:end])]
    return _joined(text, kept) or [trimmed(text, 0, len(text))]


def _joined(text: str, ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in which short citations that follow each other are one."""
    out: list[tuple[int, int]] = []
    short = False
    for start, end in ranges:
        before, short = short, not _is_full(text[start:end])
        if before and short:
            out[-1] = (out[-1][0], end)
        else:
            out.append((start, end))
    return out


def _is_full(text: str) -> bool:
    return len(text) >= _FULL and is_full_reference(text)


def _cut(text: str, joints: list[_Joint]) -> Iterator[tuple[int, int]]:
    start = 0
    for number, joint in enumerate(joints):
        if joint.end <= start:
            continue
        stop = next(
            # "Tecnos; 2016" is within a work.
            (
                j.end
                for j in joints[number + 1 :]
                if j.kind == "semicolon" and not text[j.start : j.start + 1].isdigit()
            ),
            len(text),
        )
        right = text[joint.start : min(stop, joint.start + _AHEAD)]
        last = joint.kind == "sentence" and number == len(joints) - 1
        if parts_at(text[start : joint.end], right, joint.kind, last):
            yield start, joint.end
            start = joint.start
    yield start, len(text)


def parts_at(left: str, right: str, kind: str, last: bool) -> bool:
    """Whether another citation, or a remark, starts behind a joint; ``last`` is a note's end."""
    lead = lead_in(right)
    dated = DATED.search(left) is not None
    complete = (
        dated or refers_back(left) or (kind != "sentence" and _ENDED.search(left) is not None)
    )
    if kind == "sentence":
        if _is_remark(left) or (lead and (_is_wordy(left) or _names_nothing(left))):
            return _opens(right[lead:], -1.0 if lead else 0.5)
        if not complete:
            return False
        if not lead and _is_located(left) and start_evidence(right, shape_of(right)) < 0.5:
            return True  # a remark behind "Moor 1999, S. 4."
        if _HEAD.search(left):
            return False  # "Lee, K. (1967)." asks for its title
        if last and _is_wordy(right):
            return True
        return _is_remark(_first_sentence(right)) or (lead > 0 and _opens(right[lead:], -1.0))
    lenient = lead > 0 or dated or kind == "semicolon"
    if kind == "dash" and not lead and _TITLE_YEAR.search(left):
        lenient = False  # "Die Wahl 2011 – Folgen für die Kassen": a year may end half a title
    if complete and _opens(right[lead:], -0.7 if lenient else 0.5):
        return True
    if not dated:
        return False
    again = kind == "semicolon" and DATED.search(left[-_LATE:]) and names(left, right[lead:])
    return bool(again) or _is_brief(right[lead:], lead > 0)


def _opens(text: str, least: float) -> bool:
    """Whether a citation starts a text: of a work with its date, or one that refers back."""
    if refers_back(text[:60]):
        return True
    return DATED.search(text) is not None and start_evidence(text, shape_of(text)) >= least


def _names_nothing(text: str) -> bool:
    """Whether a sentence has neither a date nor the name that a citation opens with."""
    return (
        not DATED.search(text)
        and not refers_back(text)
        and reference_signs(text) < 0.5
        and start_evidence(text, shape_of(text)) < 0.5
    )


def names(left: str, right: str) -> bool:
    """Whether a text opens with the name of a person, or of who wrote the work before it."""
    right = right.split(";", 1)[0]
    if _EDITORS.search(right):
        return False
    word = _NAME.match(right)
    if word is not None and word.group() in left[:_EARLY]:
        return True
    return start_evidence(right, shape_of(right)) >= STRONG


def _is_brief(text: str, led: bool) -> bool:
    """Whether a text names a work without its date, as one does that was cited before.

    ``led``: a lead-in stands before it, so that no page has to end it.
    """
    text = text.split(";", 1)[0]
    return (
        len(text) < _BRIEF
        and not DATED.search(text)
        and (led or _ENDED.search(text) is not None)
        and start_evidence(text, shape_of(text)) >= 0.5
    )


def _first_sentence(text: str) -> str:
    end = re.search(r"[.!?](?:\s|$)|[。！？]", text[:_SENTENCE])
    return text[: end.end()] if end else text[:_SENTENCE]


def _is_located(text: str) -> bool:
    """Whether a text is a short citation up to its page ("Moor (1999), S. 4.")."""
    return len(text) < _BRIEF and _LOCATED.search(text) is not None and not _is_full(text)


def _is_remark(text: str) -> bool:
    """Whether a sentence says something, rather than cite."""
    if DATED.search(text):
        return False
    return prose_signs(text) >= 1.0 and reference_signs(text) < 1.0


def _is_wordy(text: str) -> bool:
    """Whether most words of a sentence are in lower case, unlike a publisher's or a place's."""
    return _is_lower(text) and not DATED.search(text)


def _is_lower(text: str) -> bool:
    words = [word for word in shape_of(text).split(" ") if word[:1] in ("a", "A")]
    lower = sum(word[0] == "a" for word in words)
    return len(words) >= 4 and lower >= 0.55 * len(words)


def _is_cited(text: str) -> bool:
    if _is_remark(text) or (_is_wordy(text) and reference_signs(text) < 0.5):
        return False
    if _is_lower(text) and reference_signs(text) < 1.0 and start_evidence(text, shape_of(text)) < 0:
        return False  # a remark that names a year
    return DATED.search(text) is not None and not ends_back(text)


def ends_back(text: str) -> bool:
    """Whether a citation ends by referring back: "… (wie Anm. 5)", "… (n 1) 12"."""
    return refers_back(text[-_BACK:])


def signs(body: str, rest: str, led: bool) -> dict[str, str]:
    """What the rules see of a part of a note, by name; ``rest`` is the part behind its lead-in."""
    return {
        "end": str(_ENDED.search(body) is not None),
        "ed": str(_EDITORS.search(body) is not None),
        "ty": str(_TITLE_YEAR.search(body) is not None),
        "head": str(_HEAD.search(body) is not None),
        "low": str(_is_lower(rest)),
        "loc": str(_is_located(body)),
        "cit": str(_is_cited(body)),
        "brief": str(_is_brief(rest, led)),
    }


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """A range without blanks, the lead-in in front and the joint behind."""
    while start < end and text[start] in " ;；–—,":
        if text[start] in "–—" and text[start + 1 : start + 2] != " ":
            break  # "———" stands for the author above
        start += 1
    start += lead_in(text[start:end])
    while end > start and text[end - 1] in " ;；–—":
        end -= 1
    return start, end
