"""Checking a corpus against the format and the guideline."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from refparse._errors import CorpusError
from refparse.corpus.guideline import drop_if_unlabelled
from refparse.corpus.io import Format, guess_format
from refparse.corpus.io._files import lines
from refparse.corpus.reference import LabelledReference, from_record
from refparse.corpus.rules.affixes import LEADS, strip
from refparse.labels import LABELS
from refparse.tagger.scheme import narrow

_LABELS: Final = frozenset(LABELS)
_YEAR: Final = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d(?!\d)")
_DOI: Final = re.compile(r"10\.\d{4,9}/\S+")
_URL: Final = re.compile(r"(?:https?|ftp)\s?[:;]|www\.|\w[\w-]*\.\w{2,}", re.IGNORECASE)
_PAIRS: Final = ("()", "[]", "{}", "«»")
_PEOPLE: Final = frozenset({"author", "editor", "translator"})
_WORKS: Final = frozenset({"title", "booktitle"})
_ONCE: Final = ("title", "author", "doi", "journal")
_MARKS: Final = frozenset(".,;:)]”»/")
_ABBREVIATION: Final = 6
"""Letters of a word that may be an abbreviation before its dot ("Urt.", "Stb.", "Russ.")."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong or doubtful.

    Attributes:
        id: id of the reference, or file and line where it has none.
        rule: short name of the rule, as in :data:`RULES`.
        excerpt: the words in question.
        remedy: what to do.
        severe: whether it breaks the format (True) or only looks wrong (False).
    """

    id: str
    rule: str
    excerpt: str
    remedy: str
    severe: bool = False


def validate(references: Iterable[LabelledReference]) -> Iterator[Finding]:
    """Check references against the format and the guideline; findings in order.

    Broken offsets are findings, not errors; a reference that has them is checked no further.
    """
    seen: set[str] = set()
    for reference in references:
        if reference.id in seen:
            yield Finding(reference.id, "id twice", reference.text[:60], "make ids unique", True)
        seen.add(reference.id)
        broken = list(_offsets(reference))
        yield from broken
        if any(finding.severe for finding in broken):
            continue
        for rule in RULES.values():
            yield from rule(reference)


def validate_file(path: str | Path, form: Format | None = None) -> Iterator[Finding]:
    """Check a corpus file; every line of a JSON Lines corpus is read, however broken.

    Args:
        path: the file.
        form: its format, else guessed.

    Raises:
        CorpusError: the file cannot be read, or its format cannot be told.
    """
    form = form or guess_format(path)
    if form.name != "jsonl":
        yield from validate(form.read(path))
        return
    broken: list[Finding] = []

    def read() -> Iterator[LabelledReference]:
        for number, line in lines(path):
            if not line.strip():
                continue
            where = f"{path}:{number}"
            try:
                yield from_record(json.loads(line), where, strict=False)
            except (CorpusError, ValueError) as error:
                reason = str(error).removeprefix(f"{where}: ")
                broken.append(Finding(where, "format", line[:60], reason, True))

    for finding in validate(read()):
        yield from broken
        broken.clear()
        yield finding
    yield from broken


def _offsets(reference: LabelledReference) -> Iterator[Finding]:
    text, at = reference.text, 0
    if re.search(r"[\r\n]", text):
        yield Finding(reference.id, "line break", text[:60], "join the lines", True)
    if not text.strip():
        yield Finding(reference.id, "blank", repr(text[:20]), "take the reference out", True)
    for start, end, label in reference.spans:
        where = f"[{start}, {end}, {label!r}]"
        if not 0 <= start < end <= len(text):
            remedy = f"offsets must be within 0..{len(text)} and the span not empty"
            yield Finding(reference.id, "offsets", where, remedy, True)
        elif start < at:
            remedy = "sort the spans and keep one label a character"
            yield Finding(reference.id, "overlap", where, remedy, True)
        if label not in _LABELS:
            remedy = "rename it to a label of the guideline, or run 'refparse corpus normalise'"
            yield Finding(reference.id, "unknown label", where, remedy)
        at = max(at, end)


def _edges(reference: LabelledReference) -> Iterator[Finding]:
    for span in reference.spans:
        start, end, label = span
        if label not in _LABELS:
            continue
        text = reference.text
        narrowed = narrow(text, start, end, label)
        stripped = strip(text, span)
        if narrowed[0] >= narrowed[1]:
            yield Finding(reference.id, "empty span", text[start:end], "take the span away")
        elif narrowed != (start, end) and not _belongs(text, span, narrowed):
            remedy = f"narrow it to {text[narrowed[0] : narrowed[1]]!r}"
            yield Finding(reference.id, "punctuation at the edge", text[start:end], remedy)
        elif stripped[:2] not in ((start, end), narrowed):
            remedy = f"leave the label word outside: {text[stripped[0] : stripped[1]]!r}"
            yield Finding(reference.id, "label word", text[start:end], remedy)


def _belongs(text: str, span: tuple[int, int, str], narrowed: tuple[int, int]) -> bool:
    """Whether the mark at the end is part of the last word: an abbreviation's dot, or "C++"."""
    start, end, label = span
    cut = text[narrowed[1] : end]
    if narrowed[0] != start or set(cut) not in ({"."}, {"+"}):
        return False
    if cut[0] == "+":
        return text[narrowed[1] - 1].isalpha()
    inner = text[start : narrowed[1]]
    word = re.split(r"[\s.,(/-]", inner)[-1]
    if label in _PEOPLE:
        return word == inner and len(word) <= _ABBREVIATION  # "Ders.", "Id."
    if text[end : end + 1] in _MARKS:
        return True  # no sentence ends here
    return label not in _WORKS and ("." in inner or len(word) <= _ABBREVIATION or word.isdigit())


def _brackets(reference: LabelledReference) -> Iterator[Finding]:
    for start, end, label in reference.spans:
        value = reference.text[start:end]
        if label != "url" and any(value.count(a) != value.count(b) for a, b in _PAIRS):
            remedy = "take the other bracket in, or leave this one out"
            yield Finding(reference.id, "unbalanced brackets", value, remedy)


def _dates(reference: LabelledReference) -> Iterator[Finding]:
    text, at = reference.text, 0
    dates = reference.strings().get("date", [])
    for date in dates:
        if len(date) > 60:
            yield Finding(reference.id, "long date", date[:60], "cut it to the date")
    if any(_YEAR.search(date) for date in dates):
        return
    for start, end, _ in (*reference.spans, (len(text), len(text), "")):
        year = _YEAR.search(text, at, start)
        if year:
            remedy = f"label {year[0]} as date, if it is the year of publication"
            yield Finding(reference.id, "year not in a date", year[0], remedy)
            return
        at = end


def _identifiers(reference: LabelledReference) -> Iterator[Finding]:
    for start, end, label in reference.spans:
        value = reference.text[start:end]
        if label == "doi" and not _DOI.fullmatch(value.replace(" ", "")):
            yield Finding(reference.id, "not a DOI", value, 'a DOI looks like "10.1000/xyz"')
        elif label == "url" and not _URL.match(value):
            yield Finding(reference.id, "not an address", value, "label the bare address")
        elif label == "url" and LEADS["doi"].match(value):
            yield Finding(reference.id, "DOI as address", value, "label the bare DOI as doi")
        elif label == "pmid" and not value.isdigit():
            yield Finding(reference.id, "not a PMID", value, "label the bare number")
        elif label == "arxiv" and not re.search(r"\d{4}", value):
            yield Finding(reference.id, "not an arXiv number", value, "label the bare number")
        elif label == "isbn" and len(re.findall(r"[\dXx]", value)) not in (9, 10, 13):
            yield Finding(reference.id, "not an ISBN", value, "an ISBN has 10 or 13 digits")
        elif label == "issn" and len(re.findall(r"[\dXx]", value)) != 8:
            yield Finding(reference.id, "not an ISSN", value, "an ISSN has 8 digits")
        elif label == "pages" and not re.search(r"\d|[ivxlcdmIVXLCDM]", value):
            yield Finding(reference.id, "pages without number", value, "label the numbers")


def _once(reference: LabelledReference) -> Iterator[Finding]:
    strings, spans = reference.strings(), reference.spans
    beside = {a[2] for a, b in itertools.pairwise(spans) if a[2] == b[2]}
    doubled = [label for label in _ONCE if len(set(strings.get(label, ()))) > 1]
    for label in doubled:
        # One who is named again, or a part beside its whole, has other fields in between.
        if label in beside or label == "doi" or len(doubled) > 1:
            excerpt = " | ".join(value[:40] for value in strings[label])
            remedy = "one span each: join them, relabel one, or split the reference"
            yield Finding(reference.id, f"two of {label}", excerpt, remedy)


def _number(reference: LabelledReference) -> Iterator[Finding]:
    for index, (start, end, label) in enumerate(reference.spans):
        if label == "number" and index:
            remedy = "a citation number stands first: call it identifier, issue or note"
            yield Finding(reference.id, "number inside", reference.text[start:end], remedy)


def _gaps(reference: LabelledReference) -> Iterator[Finding]:
    if not reference.spans:
        yield Finding(reference.id, "no spans", reference.text[:60], "label it")
    elif drop_if_unlabelled(reference):
        remedy = "label the fields in its long unlabelled stretch, or call it note"
        yield Finding(reference.id, "long stretch unlabelled", reference.text[:60], remedy)


RULES: Final[dict[str, Callable[[LabelledReference], Iterator[Finding]]]] = {
    "edges": _edges,
    "brackets": _brackets,
    "dates": _dates,
    "identifiers": _identifiers,
    "once": _once,
    "number": _number,
    "gaps": _gaps,
}
"""The checks of a sound reference, by name."""
