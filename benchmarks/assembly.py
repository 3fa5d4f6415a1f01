"""What assembly makes of right spans: years, volumes, issues, first pages and names.

    python benchmarks/assembly.py CORPUS.jsonl ... [--names 200] [--seed 11]

Takes labelled corpora as they are, assembles every reference from its gold spans, and compares
year, volume, issue and first page with what the span says by its own digits: the year is its first
number of four digits that can be one, volume and issue are its wording, the first page is its first
number or article number. A sample of the differences is printed; some are right (a volume "36(4)"
that was labelled as one span is cut in two). Names have no gold here: ``--names`` prints a seeded
sample of author spans, the same number of each corpus, with the names read from them, for judging
by eye.
"""

from __future__ import annotations

import argparse
import random
import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from refparse.citation.assemble import assemble
from refparse.citation.names import parse_names
from refparse.corpus import LabelledReference, read_jsonl
from refparse.types import Citation, Span

_YEAR = re.compile(r"(?<!\d)(?:1[4-9]|20)\d\d(?!\d)")
_PAGE = re.compile(r"[^\W\d_]{0,3}\d+|[ivxlcdm]+\b", re.IGNORECASE)
_SHOWN = 12


def values(reference: LabelledReference, citation: Citation) -> Iterator[tuple[str, str, str]]:
    """Field, labelled value and assembled value of each single span of the measured labels."""
    spans = reference.strings()
    for label, found in spans.items():
        text = found[0].strip()
        if len(found) > 1 or not text:
            continue  # which of two is meant, the corpus does not say
        if label == "date":
            year = _YEAR.search(text)
            if year:
                yield "year", year[0], str(citation.year or "")
        elif label in ("volume", "issue"):
            yield label, text, citation.volume if label == "volume" else citation.issue
        elif label == "pages":
            page = _PAGE.search(text)
            if page:
                got = citation.page or citation.fields.get("number-of-pages", "")
                start = _PAGE.search(got)
                yield "first page", page[0], start[0] if start else ""


def same(left: str, right: str) -> bool:
    """Whether two values are one, apart from case, blanks and punctuation."""
    first, second = (re.sub(r"[\W_]", "", text).lower() for text in (left, right))
    return bool(first) and first == second


def references(path: str) -> list[LabelledReference]:
    """The references of a corpus as they are labelled; what has no label of ours is a remark."""
    return [reference for reference in read_jsonl(path, strict=False) if reference.spans]


def main() -> None:
    """Reads the arguments, measures and prints."""
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("corpora", nargs="+")
    asked.add_argument("--names", type=int, default=0, help="author spans to print")
    asked.add_argument("--seed", type=int, default=11)
    options = asked.parse_args()
    corpora = {Path(path).stem: references(path) for path in options.corpora}
    total: Counter[str] = Counter()
    right: Counter[str] = Counter()
    wrong: dict[str, list[str]] = {}
    for name, known in corpora.items():
        for one in known:
            spans = [Span(a, b, label, one.text[a:b]) for a, b, label in one.spans]
            for field, gold, got in values(one, assemble(one.text, spans)):
                total[field] += 1
                if same(gold, got):
                    right[field] += 1
                else:
                    wrong.setdefault(field, []).append(f"{name}: {gold!r} gave {got!r}")
    print(f"{sum(map(len, corpora.values()))} references of {len(corpora)} corpora\n")
    for field in total:
        print(f"{field}: {right[field]} of {total[field]} = {right[field] / total[field]:.4f}")
        rng = random.Random(options.seed)
        known_wrong = wrong.get(field, [])
        for line in rng.sample(known_wrong, min(_SHOWN, len(known_wrong))):
            print(f"    {line}")
    if options.names:
        for line in islice(sampled(corpora, options.names, options.seed), options.names):
            print(line)


def sampled(corpora: dict[str, list[LabelledReference]], count: int, seed: int) -> Iterator[str]:
    """Author spans with the names read from them, the same number from each corpus."""
    rng = random.Random(seed)
    each = -(-count // len(corpora))
    for name, known in corpora.items():
        spans = [text for one in known for text in one.strings().get("author", ())]
        for text in rng.sample(spans, min(each, len(spans))):
            names, et_al = parse_names(text)
            shown = " / ".join(f"{{{n.literal}}}" if n.literal else str(n) for n in names)
            yield f"{name} | {text} => {shown}{' + et al.' if et_al else ''}"


if __name__ == "__main__":
    main()
