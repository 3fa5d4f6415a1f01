"""AnyStyle's training data: ``<dataset><sequence><author>…</author><title>…</title></sequence>``.

AnyStyle knows no unlabelled text: punctuation belongs to the label before it, so reading narrows
the spans to the guideline, and writing puts words between fields into ``<other label="none">``.
Ids and languages survive, further keys do not.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TextIO

from refparse.corpus.io._files import opened
from refparse.corpus.io._xml import Node, escape, flatten, head, identity, records
from refparse.corpus.io.labels import FROM_ANYSTYLE, TO_ANYSTYLE
from refparse.corpus.reference import LabelledReference
from refparse.tagger.scheme import narrow


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a corpus, one sequence at a time.

    Raises:
        CorpusError: the file cannot be read or is not well-formed (with file and line).
    """
    stem = Path(path).stem
    for count, node in enumerate(records(path, {"sequence"}), 1):
        if node.attributes.get("space") != "preserve":
            _space(node)
        text, raw = flatten(node, _label_of)
        spans = ((*narrow(text, start, end, label), label) for start, end, label in raw)
        id, lang = identity(node, stem, count)
        yield LabelledReference(id, text, tuple(span for span in spans if span[0] < span[1]), lang)


def _space(node: Node) -> None:
    """AnyStyle separates labels by blanks, written or not."""
    spaced: list[Node | str] = []
    for child in node.children:
        spaced.extend((child, " "))
    node.children = spaced


def _label_of(node: Node) -> str | None:
    if node.attributes.get("label") == "none":
        return None
    return FROM_ANYSTYLE.get(node.name, node.name)


def write(references: Iterable[LabelledReference], target: str | Path | TextIO) -> int:
    """Write a corpus; returns how many references were written.

    Raises:
        CorpusError: a text holds characters that XML cannot hold.
    """
    count = 0
    with opened(target) as stream:
        stream.write('<?xml version="1.0" encoding="UTF-8"?>\n<dataset>\n')
        for reference in references:
            stream.write(_sequence(reference))
            count += 1
        stream.write("</dataset>\n")
    return count


def _sequence(reference: LabelledReference) -> str:
    text, id = reference.text, reference.id
    # Pieces as (name, text). A gap is punctuation of the span before it where reading takes it off
    # again, else <other>.
    pieces: list[tuple[str, str]] = []
    at, before = 0, None
    for span in (*reference.spans, (len(text), len(text), "")):
        start, end, label = span
        gap = text[at:start]
        if gap and before and narrow(text, before[0], start, before[2]) == before[:2]:
            pieces[-1] = (pieces[-1][0], pieces[-1][1] + gap)
        elif gap:
            pieces.append(("", gap))
        if start < end:
            pieces.append((TO_ANYSTYLE.get(label, label), text[start:end]))
        at, before = end, span
    out = [f"  <sequence{head(id, reference.lang, text, preserve=True)}>"]
    for name, piece in pieces:
        tag, values = (name, "") if name else ("other", ' label="none"')
        out.append(f"<{tag}{values}>{escape(piece, id)}</{tag}>")
    return "".join(out) + "</sequence>\n"
