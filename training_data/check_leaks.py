"""Check that nothing a recipe trains on is in the dev corpora: gold, public corpora, synthesis.

    python training_data/check_leaks.py DEV... [--recipe FILE] [--corpora DIR] [--records FILE]

makes the whole training material as ``refparse train --recipe`` does, every synthetic reference
included, and all gold files, in the recipe or not, and prints what ``refparse corpus leaks`` finds:
the same text, or the same title of more than 25 letters and digits. Status 1 if there is any.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from pathlib import Path

from refparse.corpus import LabelledReference, read_jsonl
from refparse.corpus.keys import title_key
from refparse.corpus.leaks import leaks
from refparse.training.material import from_recipe
from refparse.training.recipe import read_recipe

HERE = Path(__file__).resolve().parent


def material(
    recipe: Path, corpora: Path | None, records: Path | None, workers: int
) -> dict[str, list[LabelledReference]]:
    """Everything that is trained on, and the gold files, by the name of its corpus."""
    made = from_recipe(
        read_recipe(recipe), corpora, records, workers=workers,
        warn=lambda line: print(line, file=sys.stderr),
    )  # fmt: skip
    found: dict[str, list[LabelledReference]] = defaultdict(list)
    for reference, _ in made.references:
        synthetic = reference.id.startswith("synth-")
        found["synthesis" if synthetic else reference.id.rpartition("-")[0]].append(reference)
    for path in sorted((HERE / "gold").glob("*.jsonl")):
        found[f"gold/{path.name}"] = list(read_jsonl(path))
    return dict(found)


def main() -> int:
    """Print a row for each part of the material and its leaks."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("dev", nargs="+", type=Path)
    parser.add_argument("--recipe", type=Path, default=HERE / "default.toml")
    parser.add_argument("--corpora", type=Path)
    parser.add_argument("--records", type=Path)
    parser.add_argument("--workers", type=int, default=1)
    options = parser.parse_args()
    # Dev corpora may have labels of their own, "other" for one.
    dev = [one for path in options.dev for one in read_jsonl(path, strict=False)]
    parts = material(options.recipe, options.corpora, options.records, options.workers)
    print(f"{len(dev)} dev references, {sum(1 for one in dev if title_key(one))} long titles\n")
    print("| trained on | references | long titles | same text | same title |")
    print("|---|--:|--:|--:|--:|")
    total = 0
    listed = []
    for name, references in parts.items():
        found = leaks(references, dev)
        how = Counter(leak.how for leak in found)
        titles = sum(1 for one in references if title_key(one))
        print(f"| {name} | {len(references)} | {titles} | {how['text']} | {how['title']} |")
        total += len(found)
        listed += found
    for leak in listed:
        print(f"{leak.first} = {leak.second} by {leak.how}: {leak.excerpt}", file=sys.stderr)
    return 1 if total else 0


if __name__ == "__main__":
    sys.exit(main())
