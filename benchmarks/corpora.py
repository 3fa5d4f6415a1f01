"""Every corpus reader and writer on a large file: seconds, and how much memory the process took.

    python benchmarks/corpora.py --megabytes 100

A corpus of that size is written in each format from the own gold, many times over, and read back in
a fresh process. The peak is the resident set; the first line is a process that reads nothing.
docbin is written to a folder; the last line is the largest single DocBin that refparse writes.
"""

from __future__ import annotations

import argparse
import itertools
import multiprocessing
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from refparse.corpus import LabelledReference, read_jsonl
from refparse.corpus.io import FORMATS
from refparse.corpus.io.docbin import MAX_IN_FILE, files

GOLD = Path(__file__).resolve().parent.parent / "training_data" / "gold"


def references(count: int) -> Iterator[LabelledReference]:
    """So many references: the own gold over and over, each with an id of its own."""
    gold = [one for path in sorted(GOLD.glob("*.jsonl")) for one in read_jsonl(path)]
    for number, one in enumerate(itertools.islice(itertools.cycle(gold), count)):
        yield replace(one, id=f"r-{number}")


def peak() -> float:
    """Largest resident set of this process so far, in MB."""
    size = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return size / (1 << 20 if sys.platform == "darwin" else 1 << 10)


def _write(name: str, path: Path, megabytes: float) -> tuple[int, float, float]:
    started = time.process_time()
    if path.suffix:
        count = FORMATS[name].write(references(MAX_IN_FILE), path)
        return count, time.process_time() - started, peak()
    sample = path.with_suffix(".sample")
    FORMATS[name].write(references(2000), sample)
    count = max(1, int(2000 * megabytes * 1e6 / sample.stat().st_size))
    sample.unlink()
    FORMATS[name].write(references(count), path)
    return count, time.process_time() - started, peak()


def _read(name: str, path: Path) -> tuple[int, float, float]:
    started = time.process_time()
    count = sum(1 for _ in FORMATS[name].read(path))
    return count, time.process_time() - started, peak()


def _nothing() -> tuple[int, float, float]:
    return 0, 0.0, peak()


def main() -> None:
    """Print a row for every format."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--megabytes", type=float, default=100.0)
    parser.add_argument("--format", dest="formats", action="append", choices=sorted(FORMATS))
    options = parser.parse_args()
    context = multiprocessing.get_context("spawn")
    print("| format | references | file, MB | written, s | peak, MB | read, s | peak, MB |")
    print("|---|---|---|---|---|---|---|")
    with context.Pool(1, maxtasksperchild=1) as pool:
        print(f"| (nothing) | 0 | 0 | | | | {pool.apply(_nothing)[2]:.0f} |")
        names = options.formats or list(FORMATS)
        rows = [(name, "corpus") for name in names]
        rows += [("docbin", "corpus.spacy")] if "docbin" in names else []
        for name, file in rows:
            with tempfile.TemporaryDirectory() as folder:
                path = Path(folder) / file
                wrote = pool.apply(_write, (name, path, options.megabytes))
                size = sum(file.stat().st_size for file in files(path)) / 1e6
                read = pool.apply(_read, (name, path))
                print(
                    f"| {name} | {read[0]:,} of {wrote[0]:,} | {size:.0f} | {wrote[1]:.0f} "
                    f"| {wrote[2]:.0f} | {read[1]:.0f} | {read[2]:.0f} |",
                    flush=True,
                )


if __name__ == "__main__":
    main()
