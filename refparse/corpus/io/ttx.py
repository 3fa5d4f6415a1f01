"""AnyStyle's tagged lines of documents (``.ttx``): "ref  | text of the line".

They say which lines are references, not what is in them: reading gives references without spans,
one for each run of ``ref`` lines between blank or other lines; writing gives one run for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from refparse._errors import CorpusError
from refparse.corpus.io._files import lines, opened
from refparse.corpus.reference import LabelledReference

_WIDTH: Final = 14


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read the references of a tagged document.

    A line without a label continues the label of the line before.

    Raises:
        CorpusError: a line has no "|", or the file cannot be read.
    """
    stem = Path(path).stem
    label = ""
    run: list[str] = []
    count = 0
    for number, line in lines(path):
        name, bar, text = line.partition("|")
        if not bar:
            raise CorpusError(f"{path}:{number}: no '|' between label and text: {line!r:.60}")
        label = name.strip() or label
        text = text.strip()
        if label == "ref" and text:
            run.append(text)
        elif run:
            count += 1
            yield LabelledReference(f"{stem}-{count}", " ".join(run))
            run = []
    if run:
        yield LabelledReference(f"{stem}-{count + 1}", " ".join(run))


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write the texts of references as tagged lines; returns how many were written."""
    count = 0
    with opened(target) as stream:
        for reference in references:
            stream.write(f"{'ref':<{_WIDTH}}| {reference.text}\n{'blank':<{_WIDTH}}| \n")
            count += 1
    return count
