"""Converting corpora from one format to another."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from refparse.corpus.io import find_format, read


def convert(
    sources: Iterable[str | Path],
    target: str | Path | Any,
    to: str = "jsonl",
    *,
    source_format: str | None = None,
) -> int:
    """Convert corpora, one reference at a time.

    Args:
        sources: files, read one after the other.
        target: a path, which may be one of the sources, or a stream (of bytes for docbin).
        to: name of the format written, one of :data:`refparse.corpus.io.FORMATS`.
        source_format: name of the format read; guessed for each file where None.

    Returns:
        How many references were written. What survives is said in each format's module.

    Raises:
        CorpusError: a format is unknown or cannot be guessed, a file cannot be read, written or is
            broken, or a text cannot be held by the format.
    """
    form = find_format(to)
    references = (reference for path in sources for reference in read(path, source_format))
    return form.write(references, target)
