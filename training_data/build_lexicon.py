"""Build refparse/features/data/lexicon.txt: in which fields single words usually stand.

Counts how often each word occurs in titles, containers, publishers, places and names of metadata
records and of lists of journal titles, and keeps, for words seen often enough, the fields in which
they are over-represented with the strength in three steps. Only these aggregate statistics are
stored, no title or name. Usage:

    python training_data/build_lexicon.py RECORDS.jsonl[.gz] JOURNALS.tsv[.gz]
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

OUTPUT = Path(__file__).resolve().parent.parent / "refparse" / "features" / "data" / "lexicon.txt"
CLASSES = {
    "t": "title",
    "j": "journal",
    "b": "booktitle",
    "p": "publisher",
    "l": "place",
    "n": "name",
}
MIN_COUNT = 4
MIN_LIFT = (1.5, 3.0, 5.0)
"""Log2 lift over the word's mean share that earns strength 1, 2 and 3."""
MAX_WORDS = 45_000


def main(records: str, journals: str) -> None:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for name, text in strings(records, journals):
        for word in set(words(text)):
            counts[word][name] += 1
    totals: Counter[str] = Counter()
    for found in counts.values():
        totals.update(found)
    lines = []
    for word, found in counts.items():
        size = sum(found.values())
        if size < MIN_COUNT:
            continue
        shares = {name: found[name] / totals[name] for name in CLASSES}
        mean = sum(shares.values()) / len(shares)
        marks = []
        for name, share in shares.items():
            if found[name] < 2 or not share:
                continue
            lift = share / mean
            step = sum(lift >= math.log2(1 + limit) for limit in MIN_LIFT)
            if step:
                marks.append(f"{name}{step}")
        if marks:
            lines.append((size, f"{word}\t{' '.join(marks)}"))
    lines = sorted(lines, key=lambda line: (-line[0], line[1]))[:MAX_WORDS]
    text = "\n".join(sorted(line for _, line in lines)) + "\n"
    head = (
        "# Fields in which words are over-represented, strength 1 to 3; aggregate counts over\n"
        "# metadata records, built by training_data/build_lexicon.py.\n"
        f"# {', '.join(f'{key} {name}' for key, name in CLASSES.items())}\n"
    )
    OUTPUT.write_text(head + text, "utf-8")
    print(f"{len(lines)} words, {OUTPUT.stat().st_size} bytes")


def strings(records: str, journals: str) -> Iterator[tuple[str, str]]:
    for record in (json.loads(line) for line in lines_of(records)):
        if record.get("title"):
            yield "t", record["title"]
        if record.get("container-title"):
            article = str(record.get("type", "")).startswith("article")
            yield ("j" if article else "b"), str(record["container-title"])
        if record.get("publisher"):
            yield "p", str(record["publisher"])
        if record.get("publisher-place"):
            yield "l", str(record["publisher-place"])
        for role in ("author", "editor", "translator"):
            for person in record.get(role) or []:
                yield "n", f"{person.get('family', '')} {person.get('given', '')}"
    for row in csv.reader(lines_of(journals), delimiter="\t", quoting=csv.QUOTE_NONE):
        for title in row[:2]:
            yield "j", title.strip('"')


def lines_of(path: str) -> Iterator[str]:
    with gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path) as lines:
        yield from lines


def words(text: str) -> Iterator[str]:
    for chunk in text.lower().split():
        word = chunk.strip(".,;:()[]{}\"'«»“”„‘’!?*/–—-")
        if len(word) > 1 and any(char.isalpha() for char in word) and len(word) < 30:
            yield word


if __name__ == "__main__":
    main(*sys.argv[1:3])
