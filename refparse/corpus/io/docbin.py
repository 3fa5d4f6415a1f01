"""spaCy's DocBin, for training spaCy models (needs the extra ``refparse-crf[spacy]``).

Each reference is a Doc: spans are entities (``doc.ents``), id, language and further keys are user
data. Texts and spans survive exactly.

A DocBin is one compressed message, which spaCy writes and reads as a whole. So memory is bounded by
splitting: a *folder* of ``.spacy`` files, which ``spacy train`` takes like a file, holds any number
of references, :data:`PART` in each; a single file holds at most :data:`MAX_IN_FILE`.
"""

from __future__ import annotations

import os
import shutil
import zlib
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Final

from refparse._errors import CorpusError
from refparse.corpus.io._files import replacing
from refparse.corpus.io.tokens import cut
from refparse.corpus.reference import LabelledReference

PART: Final = 5_000
"""References in one file of a folder."""
MAX_IN_FILE: Final = 50_000
"""Most references that are written to a single file."""
MAX_UNPACKED: Final = 1 << 30
"""Most bytes of a file when decompressed; reading takes about four times as much memory."""
SUFFIX: Final = ".spacy"
_KEY: Final = "refparse"
_CHUNK: Final = 1 << 20


def _spacy() -> Any:
    try:
        import spacy
    except ImportError:
        raise CorpusError(
            "the format docbin needs spaCy: pip install 'refparse-crf[spacy]'"
        ) from None
    return spacy


def read(path: str | Path) -> Iterator[LabelledReference]:
    """Read a DocBin, or a folder of them in the order of their names; entities become spans.

    Raises:
        CorpusError: spaCy is missing, a file is no DocBin, is damaged or decompresses to more than
            :data:`MAX_UNPACKED` bytes, or a folder has none.
    """
    spacy = _spacy()
    count = 0
    for file in files(path):
        for doc in _docs(file, spacy):
            count += 1
            yield _reference(doc, f"{Path(path).stem}-{count}", file)


def files(path: str | Path) -> list[Path]:
    """The file, or the ``.spacy`` files of a folder and the folders in it, as spaCy finds them.

    Raises:
        CorpusError: it is a folder without any.
    """
    path = Path(path)
    if not path.is_dir():
        return [path]
    found = sorted(
        each for each in path.rglob(f"*{SUFFIX}")
        if each.is_file() and not any(p.startswith(".") for p in each.relative_to(path).parts)
    )  # fmt: skip
    if not found:
        raise CorpusError(f"{path} is a folder without {SUFFIX} files: name a corpus")
    return found


def _docs(path: Path, spacy: Any) -> Iterator[Any]:
    from spacy.tokens import DocBin

    number = 0
    try:
        _check_size(path)
        docs = DocBin().from_bytes(path.read_bytes())
        if not len(docs.tokens) == len(docs.cats) == len(docs.flags) == len(docs.user_data):
            raise ValueError("its lists differ in length")
        # A vocabulary for each file, or the words of all would gather in one.
        for doc in docs.get_docs(spacy.blank("xx").vocab):
            number += 1
            yield doc
    except OSError as error:
        raise CorpusError(f"cannot read corpus {path}: {error.strerror}") from None
    except CorpusError:
        raise
    except Exception as error:
        # spaCy lets the errors of zlib, srsly, msgpack and numpy through, which share no base.
        reason = f"{type(error).__name__}: {error}"[:200]
        where = f"is damaged behind document {number}" if number else "is not a spaCy DocBin"
        raise CorpusError(f"{path} {where} ({reason})") from None


def _check_size(path: Path) -> None:
    """Decompress piece by piece: a small file may hold gigabytes."""
    unpacking, size = zlib.decompressobj(), 0
    with open(path, "rb") as stream:
        while packed := unpacking.unconsumed_tail or stream.read(_CHUNK):
            size += len(unpacking.decompress(packed, _CHUNK))
            if size > MAX_UNPACKED:
                raise CorpusError(
                    f"{path} decompresses to more than {MAX_UNPACKED:,} bytes: split it into "
                    "several DocBins in one folder, and name the folder"
                )


def _reference(doc: Any, id: str, path: Path) -> LabelledReference:
    kept = doc.user_data.get(_KEY) or {}
    if not isinstance(kept, dict) or not isinstance(kept.get("extra") or {}, dict):
        raise CorpusError(f"{path}: document {id}: its user data {_KEY!r} is not refparse's")
    lang = kept.get("lang")
    return LabelledReference(
        str(kept.get("id") or id),
        doc.text,
        tuple((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents),
        lang if isinstance(lang, str) else None,
        dict(kept.get("extra") or {}),
    )


def write(references: Iterable[LabelledReference], target: str | Path | BinaryIO) -> int:
    """Write a DocBin, or a folder of them; returns how many references were written.

    Args:
        references: what to write.
        target: a file, a binary stream, or a folder: a path that is one, or that has no suffix.
            A new folder appears when all is written.

    Raises:
        CorpusError: spaCy is missing, the target cannot be written, a folder is not empty, or a
            single file is to hold more than :data:`MAX_IN_FILE` references.
    """
    spacy = _spacy()
    rest = iter(references)
    try:
        if not isinstance(target, (str, Path)):
            data, count = _packed(list(_at_most(rest)), spacy)
            target.write(data)
            return count
        path = Path(target)
        if path.is_dir() or not path.suffix:
            return _write_folder(rest, path, spacy)
        data, count = _packed(list(_at_most(rest)), spacy)
        if path.exists() and not path.is_file():
            path.write_bytes(data)  # A device or a pipe cannot be replaced.
            return count
        with replacing(path) as half:
            half.write_bytes(data)
        return count
    except OSError as error:
        raise CorpusError(f"cannot write {target}: {error.strerror}") from None


def _at_most(references: Iterator[LabelledReference]) -> Iterator[LabelledReference]:
    yield from islice(references, MAX_IN_FILE)
    if next(references, None) is not None:
        raise CorpusError(
            f"more than {MAX_IN_FILE:,} references for one DocBin, which is held in memory as a "
            "whole: write to a folder (a path without a suffix), which spacy train takes, too"
        )


def _write_folder(references: Iterator[LabelledReference], folder: Path, spacy: Any) -> int:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CorpusError(
            f"{folder} is not an empty folder: the files of two corpora would be read as one; "
            "name a new folder, or a file that ends in .spacy"
        )
    half = folder.with_name(f"{folder.name}.{os.getpid()}.part")
    half.mkdir(parents=True)
    try:
        count, number = 0, 0
        while part := list(islice(references, PART)):
            number += 1
            data, size = _packed(part, spacy)
            (half / f"{number:05d}{SUFFIX}").write_bytes(data)
            count += size
        if not number:
            (half / f"{1:05d}{SUFFIX}").write_bytes(_packed([], spacy)[0])
        if folder.exists():
            folder.rmdir()
        half.rename(folder)
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return count


def _packed(references: Sequence[LabelledReference], spacy: Any) -> tuple[bytes, int]:
    from spacy.tokens import Doc, DocBin

    vocab = spacy.blank("xx").vocab
    docs = DocBin(attrs=["ORTH", "SPACY", "ENT_IOB", "ENT_TYPE"], store_user_data=True)
    for reference in references:
        words, spaces, tags = words_of(reference)
        doc = Doc(vocab, words=words, spaces=spaces, ents=tags)
        doc.user_data[_KEY] = {
            "id": reference.id,
            "lang": reference.lang,
            "extra": dict(reference.extra),
        }
        docs.add(doc)
    return docs.to_bytes(), len(references)


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
