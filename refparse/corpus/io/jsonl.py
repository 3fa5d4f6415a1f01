"""Our own format: JSON Lines, one reference a line. Everything survives."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from refparse.corpus.io._files import opened
from refparse.corpus.reference import LabelledReference, read_jsonl, write_jsonl


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a corpus; labels outside the guideline are kept as they are."""
    return read_jsonl(path, strict=False)


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a corpus; returns how many references were written."""
    with opened(target) as stream:
        return write_jsonl(references, stream)
