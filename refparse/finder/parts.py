"""The parts of a note or of a paragraph of references, and what the model sees of each.

A text is cut at every place where a citation may end: ";", dashes, ends of sentences, numbers of a
list. The model says of each part whether a citation starts there, goes on, or whether the part is
something else: a remark, or what only refers back. What the rules of
:mod:`refparse.finder.citations` make of a place is one cue among the others.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Final

from refparse.finder import citations as rules
from refparse.finder.evidence import YEAR, prose_signs, reference_signs
from refparse.finder.fields import opening_cues, spans_of
from refparse.finder.label import GOES_ON, OTHER, START
from refparse.finder.pieces import LEADERS, lead_in, refers_back
from refparse.finder.shape import shape_of
from refparse.finder.starts import has_head_year, start_evidence

LABELS: Final = (START, GOES_ON, OTHER)

_JOINT: Final = re.compile(
    r"(?P<number>(?:(?<=[\d/])|(?<=\w{4}))\s+(?=(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}[.)])\s+\S))"
    r"|(?P<bullet>\s+(?=[•◦▪‣●■□]\s))"
    r"|(?P<semicolon>[;；]\s*)|(?P<dash>(?<=\S)\s+[–—]\s+(?=\S))"
    r"|(?P<sentence>(?:(?<=[.!?)\]”»\"])(?<![ .(][^\W\d_]\.)\s+|(?<=[。！？])\s*)(?=\S))"
)
LISTED: Final = ("sh=-", "hd=-", "rk=list", "rs=list", "hs=-", "sz=-", "hsz=-")
"""What is said of the parts of a paragraph that holds a list, as a note's cues say of theirs."""
_NUMBER: Final = re.compile(r"[\[(]?(\d{1,3})[\]).]{1,2}")
_BULLET: Final = re.compile(r"[•◦▪‣●■□]\s+")
_WORD: Final = re.compile(r"[^\W_]+")
_CLOSED: Final = re.compile(r"’(?=[\s,.;:)]|$)")
_LONGEST: Final = 100_000  # characters that are parted
_WHOLE: Final = 3000  # characters that are read as one
_AHEAD: Final = 400
_BACK: Final = 60
_LEAST_NAME: Final = 4

_START: Final = (-3.5, -2.2, -1.2, -0.4, 0.2, 0.9, 1.7, 2.2, 2.6)
_SIGNS: Final = (0.01, 0.6, 1.2, 2.0, 3.0, 4.5)
_LENGTH: Final = (8, 20, 35, 50, 80, 120, 200)
_SEEN: Final = (0.01, 0.2, 0.4, 0.6, 0.8, 0.99)
_BELIEF: Final = (0.02, 0.1, 0.3, 0.5, 0.7, 0.9, 0.98)
_ASKED: Final = ("author", "title", "date", "note")
_NEAR: Final = ("k=", "d=", "st=", "bk=", "lab=")


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a text: the kind of joint in front of it, and where it starts and ends."""

    joint: str
    start: int
    end: int


@dataclass(slots=True)
class Memory:
    """What the notes of a document said so far: pairs of words, and words."""

    pairs: set[tuple[str, str]] = field(default_factory=set)
    words: set[str] = field(default_factory=set)

    def share(self, text: str) -> float:
        """The share of a text's pairs of words that notes before it had; 0 for a single word."""
        pairs = list(pairwise(_words(text)))
        return sum(pair in self.pairs for pair in pairs) / max(1, len(pairs))

    def keep(self, text: str) -> None:
        """Remember a note."""
        words = _words(text)
        self.pairs.update(pairwise(words))
        self.words.update(word for word in words if len(word) >= _LEAST_NAME)


def parts_of(text: str) -> list[Part]:
    """The parts of a text, in order; one, where it is too long. Time grows linearly with it."""
    if len(text) > _LONGEST:
        return [Part("first", 0, len(text))]
    parts = []
    at, joint = 0, "first"
    for match in _JOINT.finditer(text):
        if match.start() > at:
            parts.append(Part(joint, at, match.start()))
            at, joint = match.end(), match.lastgroup or ""
    if at < len(text):
        parts.append(Part(joint, at, len(text)))
    return parts


def ranges_of(text: str, parts: Sequence[Part], labels: Sequence[str]) -> list[tuple[int, int]]:
    """The ranges of the citations that labelled parts make up, without lead-ins and joints."""
    out: list[tuple[int, int]] = []
    number = 0
    while number < len(parts):
        first = number
        number += 1
        if labels[first] == OTHER:
            continue
        while number < len(parts) and labels[number] == GOES_ON:
            number += 1
        start = parts[first].start
        if bullet := _BULLET.match(text, start):
            start = bullet.end()
        start, end = rules.trimmed(text, start, parts[number - 1].end)
        if start < end:
            out.append((start, end))
    return out


def cues_of_parts(
    text: str,
    parts: Sequence[Part],
    memory: Memory,
    about: Sequence[str] = (),
    line_label: Callable[[Part], tuple[str, float]] | None = None,
) -> list[list[str]]:
    """The cues of each part, in order.

    Args:
        text: the note or paragraph.
        parts: its parts.
        memory: what notes before it said.
        about: cues of the text as a whole.
        line_label: for a part the label of the row it starts in, and the probability that its rows
            belong to references; None where no rows were labelled.

    Time grows linearly with the text.
    """
    whole = spans_of(text[:_WHOLE])
    own: list[dict[str, str]] = []
    at = 0
    quoted, depth = False, 0
    for number, part in enumerate(parts):
        body = text[part.start : part.end]
        cues = _own(text, part, memory)
        while at < len(whole) and whole[at].end <= part.start:
            at += 1
        inside = [span for span in whole[at : at + 40] if span.start < part.end]
        labels = {span.label for span in inside}
        cues["w1"] = "-"
        if inside:
            cues["w1"] = inside[0].label + ("~" if inside[0].start < part.start else "")
        cues["wn"] = str(min(3, sum(span.label == "author" for span in inside)))
        cues["wd"] = "".join("01"[label in labels] for label in _ASKED)
        cues["q"], cues["dep"] = str(quoted), str(depth > 0)
        quoted, depth = _open_behind(body, quoted, depth)
        if number:
            _joint_cues(text, parts, number, cues)
        if line_label is not None:
            label, belief = line_label(part)
            cues["lab"], cues["bel"] = label, str(bisect(_BELIEF, belief))
        own.append(cues)
    return [_with_neighbours(own, number, about) for number in range(len(own))]


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _own(text: str, part: Part, memory: Memory) -> dict[str, str]:
    """The cues of a part by itself, by name."""
    body = text[part.start : part.end]
    bullet = _BULLET.match(body)
    lead = bullet.end() if bullet else lead_in(body)
    rest = body[lead:]
    ahead = text[part.start + lead : part.start + lead + _AHEAD]
    shape = shape_of(rest)
    words = _words(rest)
    pairs = list(pairwise(words))
    year = any(YEAR.fullmatch(last) and (word, last) not in memory.pairs for word, last in pairs)
    last = body[-1:]
    number = _NUMBER.match(rest)
    cues = {
        "k": part.joint,
        "ld": str(lead > 0),
        "st": str(bisect(_START, start_evidence(ahead, shape_of(ahead)))),
        "st1": str(bisect(_START, start_evidence(rest, shape))),
        "sig": str(bisect(_SIGNS, reference_signs(rest, shape))),
        "pro": str(bisect(_SIGNS, prose_signs(rest))),
        "d": str(rules.DATED.search(body) is not None),
        "y": str(YEAR.search(body) is not None),
        "bk": str(refers_back(rest[:_BACK])),
        "tl": str(rules.ends_back(rest)),
        "seen": str(bisect(_SEEN, memory.share(rest))),
        "ny": str(year),
        "nm": str(bool(words) and words[0] in memory.words),
        "f": shape[:1] if shape[:1] in 'Aa0co"([-' else ".",
        "l": last if last in '.,;:)]”"»' else ("0" if last.isdigit() else "a"),
        "len": str(bisect(_LENGTH, len(rest))),
        "hy": str(has_head_year(shape)),
        "num": "-" if number is None else ("all" if number.end() == len(rest) else "head"),
        "dots": str(LEADERS.search(body) is not None),
        **rules.signs(body, rest, lead > 0),
    }
    for cue in opening_cues(ahead, len(rest)):
        name, _, value = cue.partition("=")
        cues[name] = value
    return cues


def _open_behind(body: str, quoted: bool, depth: int) -> tuple[bool, int]:
    """Whether a quotation is open behind a part, and how many brackets are."""
    for char in body:
        if char in "([":
            depth += 1
        elif char in ")]":
            depth = max(0, depth - 1)
        elif char in "“„«‹「『《‘":
            quoted = True
        elif char in "”»›」』》":
            quoted = False
        elif char == '"':
            quoted = not quoted
    if quoted and not any(char in body for char in '“„«‹「『《"'):
        quoted = _CLOSED.search(body, body.rfind("‘") + 1) is None
    return quoted, depth


def _joint_cues(text: str, parts: Sequence[Part], number: int, cues: dict[str, str]) -> None:
    """What the rules make of the joint in front of a part."""
    part, before = parts[number], parts[number - 1]
    left = text[before.start : part.start]
    cut = rules.parts_at(
        left, text[part.start : part.start + _AHEAD], part.joint, number == len(parts) - 1
    )
    cues["cut"] = str(cut)
    cues["cutk"] = f"{cut}/{part.joint}"
    cues["nms"] = str(rules.names(left, text[part.start : part.end]))


_TOGETHER: Final = (
    ("k", "st"), ("k", "ld", "st"), ("d", "bk", "seen"), ("ny", "seen"), ("sig", "pro"),
    ("p1", "k"), ("p1c", "k", "ld"), ("ps", "k"), ("w1", "k"), ("p1", "st"), ("ps", "ny"),
    ("k", "q"), ("k", "q", "st"), ("lab", "bel"), ("low", "sig", "d"), ("num", "k"),
)  # fmt: skip
_WITH_BEFORE: Final = (  # cues of the part before, and of the part itself
    (("d", "end"), ("k", "st")), (("l",), ("k",)), (("ty",), ("k",)), (("hy",), ("st",)),
    (("len",), ("len", "k")), (("d",), ("d", "k", "ld")), (("num",), ("k", "p1")),
)  # fmt: skip


def _with_neighbours(own: Sequence[dict[str, str]], number: int, about: Sequence[str]) -> list[str]:
    cues = own[number]
    out = ["bias", *(f"{name}={value}" for name, value in cues.items())]
    for step in (-2, -1, 1, 2):
        if not 0 <= number + step < len(own):
            out.append(f"{step:+d}none")
            continue
        for name, value in own[number + step].items():
            cue = f"{name}={value}"
            if abs(step) == 1 or cue.startswith(_NEAR):
                out.append(f"{step:+d}{cue}")
    out += ["/".join(f"{name}={cues.get(name, '-')}" for name in names) for names in _TOGETHER]
    if number:
        before = own[number - 1]
        for theirs, ours in _WITH_BEFORE:
            pair = [before.get(name, "-") for name in theirs] + [cues.get(n, "-") for n in ours]
            out.append(f"{','.join(theirs)}>{','.join(ours)}={'/'.join(pair)}")
    out += about
    out += [f"{cue}/bel={cues.get('bel', '-')}" for cue in about[:3]]
    out += [f"{cue}/sig={cues['sig']}" for cue in about[:2]]
    out += [f"n={min(len(own), 6)}", f"i={min(number, 4)}"]
    return out
