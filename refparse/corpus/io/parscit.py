"""Tagged text of ParsCit and Cora: ``<author> A. Doe. </author> <title> Towers. </title>``.

One reference a line. A tag takes one blank on its inner side with it, so that text and spans
survive exactly; ids, languages and further keys do not. A "<" in front of what looks like a tag is
written "&lt;".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, TextIO

from refparse._errors import CorpusError
from refparse.corpus.io._files import lines, opened
from refparse.corpus.io._xml import trim
from refparse.corpus.io.labels import FROM_PARSCIT
from refparse.corpus.reference import LabelledReference

_NAMES: Final = "|".join(sorted((*FROM_PARSCIT, "other"), key=len, reverse=True))
_TAG: Final = re.compile(rf"<(?P<open>{_NAMES})> ?| ?</(?P<close>{_NAMES})>")
_LIKE_TAG: Final = re.compile(rf"<(?=/?(?:{_NAMES})>)")
_ENTITY: Final = re.compile(r"&(?=(?:amp|lt);)")


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a corpus, one line at a time; blank lines are skipped.

    Raises:
        CorpusError: tags are not balanced or nested, or the file cannot be read.
    """
    stem = Path(path).stem
    for number, line in lines(path):
        if line.strip():
            yield _reference(line, f"{path}:{number}", f"{stem}-{number}")


def _reference(line: str, where: str, id: str) -> LabelledReference:
    text = ""
    spans: list[tuple[int, int, str]] = []
    begun: tuple[int, str] | None = None
    at = 0
    for tag in _TAG.finditer(line):
        text += _unescape(line[at : tag.start()])
        at = tag.end()
        if tag["open"]:
            if begun:
                raise CorpusError(
                    f"{where}: <{tag['open']}> inside <{begun[1]}>: close the one before"
                )
            begun = (len(text), tag["open"])
        else:
            if not begun or begun[1] != tag["close"]:
                raise CorpusError(f"{where}: </{tag['close']}> closes nothing that is open")
            label = FROM_PARSCIT.get(begun[1], begun[1])
            spans.append((begun[0], len(text), label))
            begun = None
    if begun:
        raise CorpusError(f"{where}: <{begun[1]}> is never closed")
    text += _unescape(line[at:])
    text, spans = trim(text.replace("\t", " "), spans, whole=False)
    return LabelledReference(id, text, tuple(spans))


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a corpus; returns how many references were written."""
    count = 0
    with opened(target) as stream:
        for reference in references:
            out, at = [], 0
            for start, end, label in reference.spans:
                out.append(_escape(reference.text[at:start]))
                out.append(f"<{label}> {_escape(reference.text[start:end])} </{label}>")
                at = end
            stream.write("".join(out) + _escape(reference.text[at:]) + "\n")
            count += 1
    return count


def _escape(text: str) -> str:
    return _LIKE_TAG.sub("&lt;", _ENTITY.sub("&amp;", text))


def _unescape(text: str) -> str:
    return text.replace("&lt;", "<").replace("&amp;", "&")
