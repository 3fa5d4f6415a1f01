"""Are the labels of the C core those of CRFsuite's own Viterbi?

    python benchmarks/identical.py REFERENCES... [--model DIR] [--limit N]

REFERENCES are text files (one raw reference a line) or corpora (.jsonl). Each distinct reference is
tokenised and labelled twice, by the C core and by the Python modules with CRFsuite. Every
difference is printed with the scores of both sequences under the model: equal scores are an exact
tie. Also compares the offsets of the tokens and the confidences. Exit status 1 if anything differs
beyond ties.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from refparse.features import extract
from refparse.tagger.decode import Decoder
from refparse.text import tokenise

CONFIDENCE = 1e-6
TIE = 1e-9


def references(paths: list[Path]) -> Iterator[str]:
    """The references of text files and corpora."""
    for path in paths:
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as stream:
            for line in stream:
                yield json.loads(line)["text"] if path.suffix == ".jsonl" else line.rstrip("\r\n")


def main() -> int:
    """Compare, report, and say whether all is the same."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("references", nargs="+", type=Path)
    arguments.add_argument("--model", default="default")
    arguments.add_argument("--limit", type=int, default=None)
    given = arguments.parse_args()
    decoder = Decoder(given.model)
    if decoder.engine is None:
        sys.exit("the C core is not built or turned off: nothing to compare")
    texts = list(dict.fromkeys(references(given.references)))[: given.limit]
    seconds = [0.0, 0.0]
    tokens = ties = different = moved = unsure = 0
    worst = 0.0
    for text in texts:
        pieces = tokenise(text)
        words = [piece.text for piece in pieces]
        tokens += len(words)
        started = time.process_time()
        fast = decoder.tags(pieces)
        between = time.process_time()
        slow = decoder.python_tags(words)
        seconds[0] += between - started
        seconds[1] += time.process_time() - between
        if fast != slow:
            tagger = decoder._tagger()
            tagger.set(extract(words))
            chances = [tagger.probability(tags) for tags in (fast, slow)]
            tie = abs(chances[0] - chances[1]) <= TIE * max(chances)
            ties += tie
            different += not tie
            print(json.dumps({"text": text, "tie": tie, "core": fast, "crfsuite": slow,
                              "probabilities": chances}, ensure_ascii=False))  # fmt: skip
            continue
        spans, whole = decoder.spans(text)
        wanted, wanted_whole = decoder.python_spans(text)
        places = [[(s.start, s.end, s.label) for s in found] for found in (spans, wanted)]
        if places[0] != places[1]:
            moved += 1
            print(json.dumps({"text": text, "core": places[0], "python": places[1]},
                             ensure_ascii=False))  # fmt: skip
            continue
        pairs = [(a.confidence, b.confidence) for a, b in zip(spans, wanted, strict=True)]
        gap = max(abs(a - b) for a, b in [*pairs, (whole, wanted_whole)])
        worst = max(worst, gap)
        unsure += gap > CONFIDENCE
    print(
        f"{len(texts)} distinct references, {tokens} tokens: {different} labelled differently, "
        f"{ties} exact ties, {moved} with other spans, {unsure} with confidences more than "
        f"{CONFIDENCE:g} apart (largest difference {worst:.1e}); labels by the core "
        f"{len(texts) / seconds[0]:.0f} references/s, by Python and CRFsuite "
        f"{len(texts) / seconds[1]:.0f}"
    )
    return int(bool(different or moved or unsure))


if __name__ == "__main__":
    sys.exit(main())
