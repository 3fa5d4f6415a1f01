"""References with known DOIs, and invented ones, for measuring ``refparse link``.

Real records are rendered through citation styles and damaged as reference lists are; invented
references recombine the authors, titles and journals of real ones. Records are split by hand in
two: the score is calibrated on the part "calibrate" and measured on the part "measure".
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any, Final

from refparse.corpus.keys import fold
from refparse.link.compare import abbreviates
from refparse.link.works import fold as words
from refparse.synth import csl, encode, noise
from refparse.synth.sources import read_records

Record = dict[str, Any]
_NUMBER: Final = re.compile(r"\d+|\b[ivx]+\b")

TYPES: Final = ("article-journal", "book", "chapter", "paper-conference", "thesis", "report")
KINDS: Final = ("shuffled", "other-title", "other-authors", "mixed-title", "other-container")
_BATCH: Final = 25
_SHORTENED: Final = 0.3  # share of references whose journal is abbreviated, where it can be
_DAMAGED: Final = 0.5
_NAMES: Final = {"author", "editor"}
_LOCALES: Final = ("en-US", "en-GB", "de-DE", "fr-FR", "es-ES", "pt-BR", "it-IT")


@dataclass(frozen=True)
class Reference:
    """A reference to look up, and what should come of it.

    Attributes:
        text: the raw reference.
        doi: the DOI of the work; "" where no record of it is among the candidates.
        group: "calibrate", "measure", "absent" (real, but its record is withheld), or
            "invented:" and a kind of :data:`KINDS`, for measuring, or "false:" and a kind, for
            calibrating.
    """

    text: str
    doi: str
    group: str


def load_candidates(path: Path, seed: int) -> list[Record]:
    """Records that can be told apart, each with a DOI and a ``_part``.

    A record of the same work as an earlier one (it differs by a misspelling, say) is left out: the
    answer to a reference must be one record.
    """
    seen: set[tuple[str, str, int]] = set()
    dois: set[str] = set()
    rng = Random(seed)
    out: list[Record] = []
    for record in read_records(path):
        key = _identity(record)
        if key is None or key in seen:
            continue
        seen.add(key)
        doi = str(record.get("DOI", "")).lower()
        if not doi.startswith("10.") or doi in dois:
            doi = f"10.5555/{record['id']}"
        dois.add(doi)
        part = rng.choices(("calibrate", "measure", "absent"), (45, 50, 5))[0]
        kept = {name: value for name, value in record.items() if name not in ("note", "URL")}
        out.append({**kept, "DOI": doi, "_part": part})
    twice = _repeated(out)
    return [record for number, record in enumerate(out) if number not in twice]


_ALIKE: Final = 85  # of 100


def _repeated(records: Sequence[Record]) -> set[int]:
    """Numbers of records whose work an earlier one describes: a like title and a like name within a
    year, and no part, volume or page that tells the two apart."""
    from rapidfuzz import fuzz, process

    by_year: dict[int, list[int]] = {}
    for number, record in enumerate(records):
        by_year.setdefault(year_of(record) or 0, []).append(number)
    titles = [words(str(record["title"])) for record in records]
    out: set[int] = set()
    for year, here in by_year.items():
        for others in (here, by_year.get(year + 1, [])):
            left, right = [titles[n] for n in here], [titles[n] for n in others]
            found = process.cdist(left, right, scorer=fuzz.ratio, score_cutoff=_ALIKE)
            for row, column in zip(*found.nonzero(), strict=True):
                a, b = sorted((here[row], others[column]))
                if a != b and _one_work(records[a], records[b]):
                    out.add(b)
    return out


def _one_work(a: Record, b: Record) -> bool:
    from rapidfuzz import fuzz

    for key in ("volume", "page"):
        first = [re.findall(r"\d+", str(record.get(key, "")))[:1] for record in (a, b)]
        if all(first) and first[0] != first[1]:
            return False
    numbers = [set(_NUMBER.findall(words(str(record["title"])))) for record in (a, b)]
    if numbers[0] != numbers[1]:
        return False
    people = [_name_words(record) for record in (a, b)]
    return any(fuzz.ratio(x, y) >= _ALIKE for x in people[0] for y in people[1])


def _name_words(record: Record) -> set[str]:
    people = record.get("author") or record.get("editor") or ()
    names = (str(name.get(key, "")) for name in people for key in ("family", "literal"))
    return {word for name in names for word in words(name).split() if len(word) > 1}


def _identity(record: Mapping[str, Any]) -> tuple[str, str, int] | None:
    people = record.get("author") or record.get("editor")
    year = year_of(record)
    title = fold(str(record.get("title", "")))
    if record.get("type") not in TYPES or not people or year is None or len(title) < 12:
        return None
    return title, fold(str(people[0].get("family") or people[0].get("literal") or "")), year


def year_of(record: Mapping[str, Any]) -> int | None:
    """The year of publication; None where the record has none."""
    parts = (record.get("issued") or {}).get("date-parts") or [[None]]
    year = parts[0][0] if parts[0] else None
    return int(year) if year else None


def abbreviations(path: Path) -> dict[str, str]:
    """Journal titles, folded, with their abbreviations."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as stream:
        rows = csv.reader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {fold(row[0]): row[1] for row in rows if len(row) > 1}


def invent(kind: str, records: Sequence[Record], rng: Random) -> Record | None:
    """A work that does not exist, made of real ones; None where those drawn do not fit."""
    first, second, third = rng.sample(records, 3)
    place = ("container-title", "volume", "issue", "page", "publisher", "publisher-place")
    item = {key: value for key, value in first.items() if key not in ("DOI", "_part")}
    people = "author" if "author" in first else "editor"
    if first["type"] != second["type"] or fold(first["title"]) == fold(second["title"]):
        return None
    others = second.get("author") or second.get("editor")
    if others and _families(others) & _families(first[people]):
        return None
    if kind in ("shuffled", "other-container"):
        if first["type"] != "article-journal" or third["type"] != "article-journal":
            return None
        if not third.get("container-title") or not third.get("volume") or not third.get("page"):
            return None
        titles = [words(str(record.get("container-title", ""))) for record in (first, third)]
        if titles[0] == titles[1] or abbreviates(*titles) or abbreviates(*titles[::-1]):
            return None
        for key in place:
            item.pop(key, None)
        item.update({key: third[key] for key in place if key in third})
    if kind in ("shuffled", "other-authors"):
        item[people] = others
    if kind == "other-title":
        item["title"] = second["title"]
    if kind == "mixed-title":
        own, other = first["title"].split(), second["title"].split()
        if len(own) < 6 or len(other) < 6:
            return None
        item["title"] = " ".join([*own[: len(own) // 2], *other[len(other) // 2 :]])
    return item


def _families(people: Iterable[Mapping[str, str]]) -> set[str]:
    return {fold(str(name.get("family") or name.get("literal") or "")) for name in people}


def make_references(
    candidates: Sequence[Record], counts: Mapping[str, int], short: Mapping[str, str], seed: int
) -> Iterator[Reference]:
    """References in random styles and languages.

    Args:
        candidates: what :func:`load_candidates` gave.
        counts: how many to make of each group: "calibrate", "measure", "absent", "invented" and
            "false".
        short: journal titles, folded, with their abbreviations.
        seed: the same seed gives the same references.
    """
    rng = Random(seed)
    parts: dict[str, list[Record]] = {}
    for record in candidates:
        parts.setdefault(record["_part"], []).append(record)
    wanted: list[tuple[Record, str, str]] = []
    for group in ("calibrate", "measure", "absent"):
        pool = parts.get(group, [])
        for record in rng.sample(pool, min(counts[group] * 5 // 4, len(pool))):
            wanted.append((record, "" if group == "absent" else record["DOI"], group))
    for group, part in (("invented", "measure"), ("false", "calibrate")):
        made = 0
        while made < counts[group] * 5 // 4:
            kind = KINDS[made % len(KINDS)]
            item = invent(kind, parts[part], rng)
            if item is not None:
                wanted.append((item, "", f"{group}:{kind}"))
                made += 1
    rng.shuffle(wanted)
    left = dict(counts)
    for reference in _rendered(wanted, short, rng):
        group = reference.group.partition(":")[0]
        if left[group] > 0:
            left[group] -= 1
            yield reference


def _rendered(
    wanted: Sequence[tuple[Record, str, str]], short: Mapping[str, str], rng: Random
) -> Iterator[Reference]:
    paths = encode.style_paths()
    names = [
        name
        for name in rng.sample(sorted(paths), len(paths))
        if encode.style_facts(paths[name].read_text(encoding="utf-8")).bibliography
    ]
    for start in range(0, len(wanted), _BATCH):
        batch = wanted[start : start + _BATCH]
        style = paths[names[start // _BATCH % len(names)]].read_text(encoding="utf-8")
        items = []
        for number, (record, _, _) in enumerate(batch):
            item = {k: v for k, v in record.items() if k not in ("DOI", "URL") and k[0] != "_"}
            journal = short.get(fold(str(item.get("container-title", ""))))
            if journal and item["type"] == "article-journal" and rng.random() < _SHORTENED:
                item["container-title"] = journal
            items.append({**item, "id": str(number)})
        facts = encode.style_facts(style)
        locale = facts.locale if not facts.locale.startswith("en") else rng.choice(_LOCALES)
        for rendering in csl.render(style, items, locale):
            number = int(rendering.item_id)
            text, spans = csl.label_rendering(rendering, items[number])
            labels = {label for _, _, label in spans}
            if not labels & _NAMES or "date" not in labels or not _named(batch[number][2], labels):
                continue  # The style printed too little for anyone to find the work.
            if not _signed(items[number], text):
                continue  # "[s.n.]": who wrote it is not said, so it cannot be said falsely.
            change = noise.disturb if rng.random() < _DAMAGED else noise.plain
            text, _ = change(text, spans, rng)
            yield Reference(text, batch[number][1], batch[number][2])


def _named(group: str, labels: set[str]) -> bool:
    """Whether a work is named: by title or by place; an invented one by what is false in it."""
    if group.endswith("-title"):
        return "title" in labels
    if group.endswith(":other-container"):
        return {"journal", "volume", "pages"} <= labels
    return "title" in labels or {"journal", "volume", "pages"} <= labels


def _signed(item: Record, text: str) -> bool:
    people = item.get("author") or item.get("editor") or [{}]
    names = [str(people[0].get(key, "")) for key in ("family", "literal")]
    return any(name and words(name) in words(text) for name in names)


def save(references: Iterable[Reference], path: Path) -> None:
    """Write references as JSON Lines."""
    with path.open("w", encoding="utf-8") as stream:
        for reference in references:
            stream.write(json.dumps(vars(reference), ensure_ascii=False) + "\n")


def load(path: Path) -> list[Reference]:
    """Read what :func:`save` wrote, without inventions whose false author is "[s.n.]", nobody."""
    with path.open(encoding="utf-8") as stream:
        references = [Reference(**json.loads(line)) for line in stream]
    return [r for r in references if r.doi or "[s.n" not in r.text.lower()]
