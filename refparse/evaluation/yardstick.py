"""The yardstick: predicted field values against gold spans, by value rather than by offset.

Two guidelines may differ in punctuation, quotes, case, spacing, label words ("In", "pp.", "eds."),
in how a field is cut into spans, in journal or booktitle, in whether a lone number is volume or
issue, in "12(3)" as one span or two, "325-6" or "325-326", a DOI written as a web address, a month
beside a year: none of that counts. Page totals ("250 p.") are never scored. Gold and prediction go
through the same code. Field F1 is micro-averaged over values; a reference is right when every
scored field is.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

FIELDS: Final = (
    "author", "editor", "title", "container", "volume", "issue",
    "pages", "year", "publisher", "location", "doi", "url",
)  # fmt: skip
"""The scored fields, in the order of the reports."""

_FIELD_OF: Final = {"journal": "container", "booktitle": "container", "date": "year"}
_TRIMMED: Final = " ,.;:<>"

_ROLE_WORDS: Final = re.compile(
    r"\b(?:and|und|et|u\s*\.?\s*a|e|y|u|и|al|alii|others|dirs?|éds?|eds?|edd|editors?|edited|by"
    r"|hrsg|hg|in|dans|sous la dir(?:ection)? de|a cura di|cur|orgs?|coords?|comps?|ред|отв|под"
    r"|и др)\b|(?-i:\ba\s?\.)",
    re.IGNORECASE,
)
_BEFORE_CONTAINER: Final = re.compile(
    r"^\W*(?:in|dans|en|em|в)\b\s*:?\s*(?=\S)|^\W*(?:(?:hrsg|hg|eds?)\b\W*){1,3}", re.IGNORECASE
)
_BEHIND_CONTAINER: Final = re.compile(
    r"\W+(?:vol|volume|no|nr|n|heft|bd|band|v|t|tome|№|вып)\W*$", re.IGNORECASE
)
_BEHIND_TITLE: Final = re.compile(
    r"\W+(?:\d+\W*(?:st|nd|rd|th|e|ª|a)?\W*(?:rev\w*\W*)?|(?:first|second|third|fourth|fifth|revised)\W+)"
    r"(?:edition|edn?|aufl(?:age)?|éd(?:ition)?|edição|edición|изд)\W*$",
    re.IGNORECASE,
)
_NUMBERING: Final = re.compile(r"^\W*\d+\W+")
_BEFORE_URL: Final = re.compile(r"^.*?(?=https?://|www\.|ftp://)", re.IGNORECASE)
_SCHEME: Final = re.compile(r"^(?:https?://)?(?:www\.)?")
_DOI: Final = re.compile(r"doi\.org/(.+)|(10\.\d{4,}.+)")
_DOI_END: Final = re.compile(r"[.,;:>)\]]+$")
_VOLUME_WORDS: Final = frozenset(
    "volume volumes vol vols voi bd band bände tome tom t т том v jg jahrgang no nos nr n num núm "
    "numero número numéro number numbers issue issues iss heft h вып fasc cahier suppl supplement "
    "supl special".split()
)
_PAGE_WORDS: Final = frozenset(
    "page pages pg pp p seite seiten s с стр р pág págs pag pags página páginas pagina f ff sq et "
    "and und y e at art article id c".split()
)
_COUNTERS: Final = re.compile(r"[제第]\s*(?=\d)|(?<=\d)\s*[권巻卷호号號期頁页쪽면]")
_GLUED_WORD: Final = re.compile(r"^(?:vol|no|nr|pp|[vnthp])(?=\d)")
_WORD: Final = re.compile(r"[^\W_]+")
_NUMERIC: Final = re.compile(r"\d|^[ivxlc]+$")
_RANGE: Final = re.compile(r"\d\s*[-–—‐−]\s*\d")
_YEAR: Final = re.compile(r"(?<!\d)(?:1\d|20)\d\d(?!\d)")
_TOTAL: Final = re.compile(
    r"(?<![\w–—-])(?<![–—-] )(\d+)\s*(?:pp?|[SsсС]|Seiten|pages|páginas|стр)\b(?!\s*\.?\s*[\w–—-])"
)
_LONGEST_NUMBER: Final = 26


@dataclass(frozen=True, slots=True)
class Score:
    """Counts of one corpus.

    Attributes:
        references: scored references.
        right: references whose every scored field is right.
        fields: per field (true positives, false positives, false negatives).
        wrong: ids of the references that are not right, in order.
    """

    references: int = 0
    right: int = 0
    fields: Mapping[str, tuple[int, int, int]] = field(default_factory=dict)
    wrong: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        """Micro-averaged F1 over all scored fields, in 0..1."""
        return _f1(tuple(sum(column) for column in zip(*self.fields.values(), strict=True)))

    @property
    def instance_accuracy(self) -> float:
        """Share of references with every scored field right, in 0..1."""
        return self.right / self.references if self.references else 0.0

    def field_f1(self, name: str) -> float:
        """F1 of one field, in 0..1; 0 where it never occurs."""
        return _f1(self.fields.get(name, (0, 0, 0)))


def _f1(counts: Sequence[int]) -> float:
    if not counts:
        return 0.0
    hits, extra, missed = counts
    return 2 * hits / (2 * hits + extra + missed) if hits else 0.0


def score(
    pairs: Iterable[tuple[str, str, Mapping[str, Sequence[str]], Mapping[str, Sequence[str]]]],
    scored: Sequence[str] = FIELDS,
) -> Score:
    """Score predictions.

    Args:
        pairs: (id, text, gold, predicted) with strings by label.
        scored: fields that count; a corpus that does not label every field names those it does.

    Returns:
        The counts. References without any gold value in a scored field are left out.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    references = right = 0
    wrong: list[str] = []
    for name, text, gold_strings, predicted_strings in pairs:
        gold = field_values(gold_strings, text)
        if not any(gold[key] for key in scored):
            continue
        predicted = field_values(predicted_strings, text)
        references += 1
        perfect = True
        for key in scored:
            hits, extra, missed = _compare(key, gold[key], predicted[key])
            perfect = perfect and not extra and not missed
            row = counts[key]
            row[0] += hits
            row[1] += extra
            row[2] += missed
        right += perfect
        if not perfect:
            wrong.append(name)
    fields = {key: (row[0], row[1], row[2]) for key, row in counts.items() if any(row)}
    return Score(references, right, fields, tuple(wrong))


def field_values(strings: Mapping[str, Sequence[str]], text: str = "") -> dict[str, list[str]]:
    """Comparable values of each scored field.

    Args:
        strings: the strings of each label.
        text: the reference, to recognise page totals.

    Returns:
        Normalised values by field; fields without a value have an empty list.
    """
    raw: dict[str, list[str]] = defaultdict(list)
    for label, found in strings.items():
        for string in found:
            name, value = _identified(_FIELD_OF.get(label, label), string)
            raw[name].append(value)
    volume, issue = _volume_issue(raw["volume"], raw["issue"])
    total = {match[1] for match in _TOTAL.finditer(text)}
    values = {name: [_plain(name, value) for value in raw[name]] for name in FIELDS}
    for people in ("author", "editor"):
        values[people] = [_plain(people, " ".join(raw[people]))]
    values["volume"], values["issue"] = volume, issue
    values["year"] = _years(raw["year"])
    values["doi"] = raw["doi"]
    values["pages"] = [page for page in map(_pages, raw["pages"]) if page not in total]
    return {name: list(dict.fromkeys(filter(None, found))) for name, found in values.items()}


def _identified(name: str, string: str) -> tuple[str, str]:
    """A DOI is a DOI, however it was written."""
    value = unicodedata.normalize("NFKC", string).strip(_TRIMMED)
    if name in ("doi", "url"):
        compact = value.lower().replace(" ", "")
        found = _DOI.search(compact)
        if found and (name == "doi" or found[1] or found.start() < 6):
            return "doi", _DOI_END.sub("", found[1] or found[2])
    return name, value


def _letters(value: str) -> str:
    return "".join(char for char in value.lower() if char.isalnum())


def _without(pattern: re.Pattern[str], value: str) -> str:
    """The value without what the pattern finds, unless nothing would be left."""
    shorter = pattern.sub("", value)
    return shorter if _letters(shorter) else value


def _plain(name: str, value: str) -> str:
    if name in ("author", "editor"):
        value = _ROLE_WORDS.sub(" ", _without(_NUMBERING, value).replace("&", " "))
    elif name == "container":
        value = _without(_BEHIND_CONTAINER, _without(_BEFORE_CONTAINER, value))
    elif name == "title":
        value = _without(_BEHIND_TITLE, value)
    elif name == "url":
        value = _without(_BEFORE_URL, value.lower().replace(" ", ""))
        value = _SCHEME.sub("", value)
    return _letters(value)


def _words(value: str, label_words: frozenset[str]) -> list[str]:
    words = [_GLUED_WORD.sub("", word) for word in _WORD.findall(_COUNTERS.sub(" ", value).lower())]
    return [word for word in words if word not in label_words] or words[-1:]


def _pages(value: str) -> str:
    words = _words(value, _PAGE_WORDS)
    if len(words) == 2 and words[1].isdigit() and _RANGE.search(value):
        missing = len(words[0]) - len(words[1])
        if missing > 0:
            words[1] = words[0][:missing] + words[1]
    return "-".join(words)


def _volume_issue(volumes: list[str], issues: list[str]) -> tuple[list[str], list[str]]:
    """Volume and issue as one list of numbers: the first is the volume, the rest the issue."""
    numbers: list[str] = []
    for value in volumes + issues:
        words = _words(value, _VOLUME_WORDS)
        numeric = [word for word in words if _NUMERIC.search(word)]
        numbers += numeric if numeric and len(value) < _LONGEST_NUMBER else words
    if not all(_NUMERIC.search(word) for word in numbers):
        return [_letters(value) for value in volumes], [_letters(value) for value in issues]
    return numbers[:1], ["-".join(numbers[1:])] if numbers[1:] else []


def _years(dates: list[str]) -> list[str]:
    years = sorted(set(_YEAR.findall(" ".join(dates))))
    rest = [
        _letters(value)
        for value in dates
        if not years or (re.search(r"\d{5}", value) and not _YEAR.search(value))
    ]
    return years + rest


def _compare(name: str, gold: list[str], predicted: list[str]) -> tuple[int, int, int]:
    """True positives, false positives, false negatives; the same text cut otherwise is right."""
    first, second = set(gold), set(predicted)
    glue = "-" if name == "pages" else ""
    if first == second or glue.join(gold) == glue.join(predicted):
        return len(gold), 0, 0
    return len(first & second), len(second - first), len(first - second)
