"""Token-per-line corpora (CoNLL): the token first, its tag last, a blank line between references.

Tags are BIO, IOB1, BIOES or BILOU, or plain labels. Writing adds "# id", "# lang" and "# text"
lines; with "# text" the blanks between tokens survive, without it tokens are joined by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from refparse._errors import CorpusError
from refparse.corpus.io._files import lines, opened
from refparse.corpus.io.labels import FROM_BIO
from refparse.corpus.io.tokens import cut, spans_of
from refparse.corpus.reference import LabelledReference

_COMMENT: Final = re.compile(r"#\s(?P<key>id|lang|text)\s=\s?(?P<value>.*)")
_COLUMNS: Final = re.compile(r"\t|[ ]+")


class _Block:
    """The lines of one reference."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.head: dict[str, str] = {}
        self.tokens: list[str] = []
        self.tags: list[str] = []


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a corpus, one reference at a time.

    Raises:
        CorpusError: a line has but one column, tokens do not match their "# text" line, or the
            file cannot be read.
    """
    stem = Path(path).stem
    block = _Block(1)
    count = 0
    for number, line in lines(path):
        comment = None if block.tokens else _COMMENT.fullmatch(line)
        if comment:
            block.head[comment["key"]] = comment["value"]
        elif not line.strip() or line.startswith("-DOCSTART-"):
            if block.tokens:
                count += 1
                yield _reference(block, path, f"{stem}-{count}")
            block = _Block(number + 1)
        else:
            columns = _COLUMNS.split(line.strip(" \t"))
            if len(columns) < 2:
                raise CorpusError(
                    f"{path}:{number}: a token and its tag are expected, found {line!r:.60}"
                )
            block.tokens.append(columns[0])
            block.tags.append(columns[-1])
    if block.tokens:
        yield _reference(block, path, f"{stem}-{count + 1}")


def _reference(block: _Block, path: str | Path, default: str) -> LabelledReference:
    text = block.head.get("text", " ".join(block.tokens))
    places: list[tuple[int, int]] = []
    at = 0
    for number, token in enumerate(block.tokens):
        start = text.find(token, at)
        if start < 0:
            raise CorpusError(
                f"{path}:{block.line}: token {number + 1} ({token!r:.40}) does not follow in the "
                f"'# text' line: {text[at:]!r:.60}"
            )
        at = start + len(token)
        places.append((start, at))
    spans = (
        (start, end, FROM_BIO.get(label.lower(), label.lower()))
        for start, end, label in spans_of(places, block.tags)
    )
    id = block.head.get("id") or default
    return LabelledReference(id, text, tuple(spans), block.head.get("lang") or None)


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a corpus with BIO tags; returns how many references were written."""
    count = 0
    with opened(target) as stream:
        for reference in references:
            stream.write(f"# id = {_line(reference.id)}\n")
            if reference.lang:
                stream.write(f"# lang = {reference.lang}\n")
            stream.write(f"# text = {_line(reference.text)}\n")
            for start, end, tag in cut(reference):
                stream.write(f"{reference.text[start:end]}\t{tag}\n")
            stream.write("\n")
            count += 1
    return count


def _line(text: str) -> str:
    return re.sub(r"[\r\n]", " ", text)
