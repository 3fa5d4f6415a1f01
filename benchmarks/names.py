"""Are the names that the C core reads those that Python reads, and how much faster?

    python benchmarks/names.py REFERENCES... [--mutations N] [--seed N]

REFERENCES are text files (one raw reference a line, labelled by the default model) or corpora
(.jsonl, with their own spans). Every distinct author, editor and translator span is read by the
core and by Python, and so are N spans that were cut, joined, reordered and sprinkled with marks.
Prints every difference, how many lists the core answers for, and the time of each side; exit
status 1 if anything differs.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from refparse.citation.fields import LabelledText
from refparse.citation.name_reader import name_reader
from refparse.citation.names import parse_names, read_in_python
from refparse.corpus import read_jsonl
from refparse.parser import Parser
from refparse.types import Span

LABELS = ("author", "editor", "translator")
MARKS = [*".,;/-'’‐&…()1", *(" " * 6), " ,", " . ", ". ", ", … ", " - ", "- ", " & ", "and ", "y "]
WORDS = [
    "Jr.",
    "II",
    "Sr",
    "PhD",
    "De ",
    "von ",
    "Yu.",
    " et al.",
    "Mit",
    "in ",
    "İ",
    "ı",
    "ß",
    "Ж",
]


def labelled(paths: list[Path]) -> Iterator[tuple[str, list[Span]]]:
    """References and their spans."""
    parser: Parser | None = None
    for path in paths:
        if path.suffix == ".jsonl":
            for reference in read_jsonl(path, strict=False):
                text = reference.text
                yield text, [Span(a, b, label, text[a:b]) for a, b, label in reference.spans]
        else:
            parser = parser or Parser.load()
            with open(path, encoding="utf-8", errors="replace", newline="\n") as stream:
                for text in filter(str.strip, map(str.rstrip, stream)):
                    yield text, list(parser.parse(text).spans)


def mutated(text: str, others: list[str], chance: random.Random) -> str:
    """A list with one to three changes."""
    for _ in range(chance.choice((1, 1, 2, 3))):
        at, how = chance.randrange(len(text) + 1), chance.random()
        if how < 0.6:
            mark = chance.choice(MARKS if chance.random() < 0.7 else WORDS)
            text = text[:at] + mark + text[at + chance.choice((0, 0, 1)) :]
        elif how < 0.75:
            text = text[:at] + text[at + 1 :]
        elif how < 0.85:
            text = text[:at] + chance.choice(others)[-at:]
        elif how < 0.95:
            words = text.split(" ")
            chance.shuffle(words)
            text = " ".join(words)
        else:
            text = text.upper()
    return text


def seconds(read: Callable[[str], object], lists: list[str], passes: int) -> float:
    """Processor time of the quickest pass."""
    best = float("inf")
    for _ in range(passes):
        started = time.process_time()
        for text in lists:
            read(text)
        best = min(best, time.process_time() - started)
    return best


def main() -> int:
    """Compare, report, and say whether all is the same."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("references", nargs="+", type=Path)
    arguments.add_argument("--mutations", type=int, default=100_000)
    arguments.add_argument("--seed", type=int, default=1)
    given = arguments.parse_args()
    core = name_reader()
    if core is None:
        sys.exit("the C core is not built or turned off: nothing to compare")
    python = read_in_python.__wrapped__
    references, found = 0, {}
    for text, spans in labelled(given.references):
        references += 1
        by_label = LabelledText(text, spans)
        for label in LABELS:
            found.update(dict.fromkeys(by_label.texts(label)))
    lists = list(found)
    times = [seconds(python, lists, 1), seconds(python, lists, 3), seconds(core, lists, 3)]
    read_in_python.cache_clear()
    times.append(seconds(parse_names, lists, 1))
    chance = random.Random(given.seed)
    answered, different = [0, 0], 0
    changed = (mutated(chance.choice(lists), lists, chance) for _ in range(given.mutations))
    for kind, texts in enumerate((lists, changed)):
        for text in texts:
            answer = core(text)
            if answer is None:
                continue
            answered[kind] += 1
            wanted = python(text)
            if answer != wanted:
                different += 1
                print(f"{text!r}\n  core    {answer}\n  python  {wanted}")
    print(f"{references:,} references, {len(lists):,} lists: {answered[0]:,} answered by the core;")
    print(f"{given.mutations:,} mutations: {answered[1]:,} answered; {different:,} differences")
    ways = ("Python, words unseen", "Python, words known", "core", "core, else Python")
    for way, total in zip(ways, times, strict=True):
        per_list, per_reference = total / len(lists) * 1e6, total / references * 1e6
        print(f"{way:21} {per_list:6.2f} µs a list, {per_reference:6.2f} µs a reference")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
