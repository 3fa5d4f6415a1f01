"""What is parsed: distinct references, synthesised or from files."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from pathlib import Path

from refparse._errors import InputError
from refparse.columns import open_rows
from refparse.text import tokenise


def synthetic_references(
    corpora: Iterable[str | Path], count: int, seed: int = 1, workers: int = 1
) -> list[str]:
    """Distinct references with the shapes of labelled corpora and of templates, recombined.

    Args:
        corpora: labelled corpora (JSON Lines) to draw strings and shapes from.
        count: references to make.
        seed: the same seed gives the same references.
        workers: processes to use.

    Raises:
        InputError: too little to draw from, or the extra ``synth`` is missing.
    """
    from refparse.corpus import read_jsonl
    from refparse.synth import synthesise

    drawn = [
        {"id": one.id, "text": one.text, "spans": one.spans, "lang": one.lang}
        for path in corpora
        for one in read_jsonl(path)
    ]
    made = synthesise(
        [], count, seed, workers=workers, references=drawn, mix={"templates": 2, "shapes": 1}
    )
    return [reference["text"] for reference in made]


def read_references(paths: Iterable[str | Path], count: int, seed: int = 1) -> list[str]:
    """Distinct references of files (every input of ``refparse parse``), in random order.

    Args:
        paths: the files.
        count: references to take at most.
        seed: of the order.

    Raises:
        InputError: a file cannot be read.
    """
    found: dict[str, None] = {}
    for path in paths:
        with open_rows(str(path)) as opened:
            for row in opened.rows:
                if row.error is None and row.text.strip():
                    found[row.text] = None
    texts = list(found)
    random.Random(seed).shuffle(texts)
    return texts[:count]


def long_references(texts: Sequence[str], lengths: Sequence[int]) -> list[str]:
    """One text of each length in tokens: references strung together and cut.

    Raises:
        InputError: there are not enough tokens.
    """
    out = []
    for number, length in enumerate(lengths):
        pieces: list[str] = []
        held = 0
        for text in [*texts[number:], *texts[:number]]:
            tokens = tokenise(text)
            if held + len(tokens) >= length:
                pieces.append(text[: tokens[length - held - 1].end])
                held = length
                break
            pieces.append(text)
            held += len(tokens)
        if held < length:
            raise InputError(f"{length} tokens: the references have only {held}; give more")
        out.append(" ".join(pieces))
    return out


def mixed(seen: Sequence[str], fresh: Sequence[str], seed: int = 1) -> list[str]:
    """Half seen before and half never, shuffled."""
    size = min(len(seen), len(fresh))
    texts = [*seen[:size], *fresh[:size]]
    random.Random(seed).shuffle(texts)
    return texts
