"""spaCy's DocBin, for training spaCy models (needs the extra ``refparse-crf[spacy]``).

Each reference is a Doc: spans are entities (``doc.ents``), id, language and further keys are user
data. Texts and spans survive exactly. spaCy holds the whole file in memory.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final

from refparse._errors import CorpusError
from refparse.corpus.io.tokens import cut
from refparse.corpus.reference import LabelledReference

_KEY: Final = "refparse"


def _spacy() -> Any:
    try:
        import spacy
    except ImportError:
        raise CorpusError(
            "the format docbin needs spaCy: pip install 'refparse-crf[spacy]'"
        ) from None
    return spacy


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a DocBin; entities become spans.

    Raises:
        CorpusError: spaCy is missing, or the file is no DocBin.
    """
    stem = Path(path).stem
    spacy = _spacy()
    from spacy.tokens import DocBin

    try:
        docs = DocBin().from_bytes(Path(path).read_bytes())
    except OSError as error:
        raise CorpusError(f"cannot read corpus {path}: {error.strerror}") from None
    except Exception as error:
        # spaCy lets the errors of zlib, srsly and msgpack through, which share no base class.
        raise CorpusError(f"{path} is not a spaCy DocBin ({error})") from None
    for count, doc in enumerate(docs.get_docs(spacy.blank("xx").vocab), 1):
        kept = doc.user_data.get(_KEY) or {}
        spans = tuple((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)
        yield LabelledReference(
            str(kept.get("id") or f"{stem}-{count}"),
            doc.text,
            spans,
            kept.get("lang"),
            dict(kept.get("extra") or {}),
        )


def write(references: Iterable[LabelledReference], target: str | Path | BinaryIO) -> int:
    """Write a DocBin to a path or a binary stream; returns how many references were written.

    Raises:
        CorpusError: spaCy is missing, or the path cannot be written.
    """
    spacy = _spacy()
    from spacy.tokens import Doc, DocBin

    vocab = spacy.blank("xx").vocab
    docs = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    count = 0
    for reference in references:
        words, spaces, tags = words_of(reference)
        doc = Doc(vocab, words=words, spaces=spaces, ents=tags)
        doc.user_data[_KEY] = {
            "id": reference.id,
            "lang": reference.lang,
            "extra": dict(reference.extra),
        }
        docs.add(doc)
        count += 1
    data = docs.to_bytes()
    try:
        if isinstance(target, (str, Path)):
            Path(target).write_bytes(data)
        else:
            target.write(data)
    except OSError as error:
        raise CorpusError(f"cannot write {target}: {error.strerror}") from None
    return count


def words_of(reference: LabelledReference) -> tuple[list[str], list[bool], list[str]]:
    """Words, whether a blank follows each, and tags; further blanks are words of their own."""
    words: list[str] = []
    spaces: list[bool] = []
    tags: list[str] = []
    at = 0
    for start, end, tag in (*cut(reference), (len(reference.text), len(reference.text), "")):
        gap = reference.text[at:start]
        if gap and words and gap[0] == " ":
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            # Blanks inside an entity belong to it.
            inside = tag.startswith("I-")
            words.append(gap)
            spaces.append(False)
            tags.append(tag if inside else "O")
        if start < end:
            words.append(reference.text[start:end])
            spaces.append(False)
            tags.append(tag)
        at = end
    return words, spaces, tags
