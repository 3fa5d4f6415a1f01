"""Reading and writing corpora in the formats of other programs.

Every format has ``read(path)``, which yields references one at a time, and ``write(references,
target)``, which takes a path or a stream and returns how many references it wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any, Final

from refparse._errors import CorpusError
from refparse.corpus.io import (
    anystyle,
    bibstruct,
    conll,
    docbin,
    grobid,
    jats,
    jsonl,
    parscit,
    ttx,
)
from refparse.corpus.reference import LabelledReference


@dataclass(frozen=True, slots=True)
class Format:
    """A file format of corpora.

    Attributes:
        name: how the command line calls it.
        title: what it is, for people.
        suffixes: file suffixes that leave no doubt, or that :func:`guess_format` looks into.
        read: yields the references of a file.
        write: writes references to a path or a stream.
        binary: whether the stream must take bytes.
    """

    name: str
    title: str
    suffixes: tuple[str, ...]
    read: Callable[[str | Path], Iterator[LabelledReference]]
    write: Callable[[Iterable[LabelledReference], Any], int]
    binary: bool = False


_ALL: Final = (
    Format("jsonl", "JSON Lines, our own", (".jsonl", ".ndjson"), jsonl.read, jsonl.write),
    Format("anystyle", "AnyStyle training XML", (".xml",), anystyle.read, anystyle.write),
    Format("ttx", "AnyStyle tagged document lines", (".ttx",), ttx.read, ttx.write),
    Format("grobid", "GROBID training TEI (bibl)", (".xml", ".tei"), grobid.read, grobid.write),
    Format(
        "parscit", "ParsCit or Cora tagged text", (".txt", ".tagged"), parscit.read, parscit.write
    ),
    Format(
        "conll",
        "token per line, BIO tags",
        (".conll", ".bio", ".iob", ".tsv"),
        conll.read,
        conll.write,
    ),
    Format("docbin", "spaCy DocBin", (".spacy",), docbin.read, docbin.write, binary=True),
    Format("jats", "JATS citations", (".xml", ".nxml"), jats.read, jats.write),
    Format("biblstruct", "TEI biblStruct", (".xml", ".tei"), bibstruct.read, bibstruct.write),
)

FORMATS: Final[Mapping[str, Format]] = MappingProxyType({each.name: each for each in _ALL})
"""Format by name."""

_SIGNS: Final = (
    ("anystyle", "<sequence"),
    ("biblstruct", "<biblStruct"),
    ("grobid", "<bibl>"),
    ("grobid", "<bibl "),
    ("jats", "-citation"),
    ("jats", "<citation"),
    ("jats", "<ref"),
)
_SAMPLE: Final = 1 << 20


def guess_format(path: str | Path) -> Format:
    """The format of a file by its suffix and, for XML and plain text, by its first megabyte.

    A folder is one of spaCy's DocBins.

    Raises:
        CorpusError: neither tells, or the file cannot be read.
    """
    if Path(path).is_dir():
        return FORMATS["docbin"]
    name = Path(path).name.lower()
    fits = [each for each in _ALL if name.endswith(each.suffixes)]
    if len(fits) == 1 and fits[0].name != "parscit":
        return fits[0]
    try:
        with open(path, "rb") as stream:
            sample = stream.read(_SAMPLE).decode("utf-8", "replace")
    except OSError as error:
        raise CorpusError(f"cannot read corpus {path}: {error.strerror}") from None
    found = _guess_text(sample, xml=name.endswith((".xml", ".nxml", ".tei")))
    if found is None:
        raise CorpusError(
            f"the format of {path} cannot be told from its name or content: name one of "
            f"{', '.join(FORMATS)}"
        )
    return FORMATS[found]


def _guess_text(sample: str, *, xml: bool) -> str | None:
    head = sample.lstrip("\ufeff \t\r\n")
    if xml or head.startswith(("<?xml", "<!DOCTYPE", "<dataset", "<TEI", "<article", "<ref-list")):
        return next((name for name, sign in _SIGNS if sign in sample), None)
    if head.startswith("{"):
        return "jsonl"
    first = next(
        (line for line in head.splitlines() if line.strip() and not line.startswith("#")), ""
    )
    if "</" in first and "<" in first:
        return "parscit"
    if first.rstrip().endswith(("\tO", " O")) or "\tB-" in first or " B-" in first:
        return "conll"
    if first[:20].strip().partition("|")[0].strip() in ("ref", "text", "title", "blank", "meta"):
        return "ttx"
    return None


def find_format(name: str) -> Format:
    """The format of a name.

    Raises:
        CorpusError: there is none of that name.
    """
    if name not in FORMATS:
        raise CorpusError(f"unknown corpus format {name!r}: name one of {', '.join(FORMATS)}")
    return FORMATS[name]


def read(path: str | Path, format: str | None = None) -> Iterator[LabelledReference]:
    """Read a corpus in a format by name, else in the one that :func:`guess_format` finds."""
    return (find_format(format) if format else guess_format(path)).read(path)


__all__ = ["FORMATS", "Format", "find_format", "guess_format", "read"]
