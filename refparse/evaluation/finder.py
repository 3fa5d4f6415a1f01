"""How many references of a document are found with the right boundaries.

A found reference is right when it and an unused gold one share at least 90 % of their letter
5-grams (Dice coefficient), so that hyphenation, blanks and dashes do not count, but a merged, cut
or missed reference does.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from refparse._errors import CorpusError
from refparse.documents import find
from refparse.finder import Line, find_references_in_lines
from refparse.finder.marked import LabelledDocument, read_marked

_ALIKE: Final = 0.9
_GRAM: Final = 5
_CANDIDATES: Final = 5

Find = Callable[[Sequence[Line]], Sequence[str]]
"""The references in the lines of a document."""


@dataclass(frozen=True, slots=True)
class Found:
    """Counts of a document or of several: references found rightly, found, and in the gold."""

    name: str
    right: int
    found: int
    gold: int

    @property
    def precision(self) -> float:
        """Share of the found references that are right; 0 where none was found."""
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        """Share of the gold references that were found."""
        return self.right / max(1, self.gold)

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 1 where there is nothing and nothing was found."""
        if not self.found and not self.gold:
            return 1.0
        return 2 * self.right / (self.found + self.gold)


def matches(found: Sequence[str], gold: Sequence[str]) -> int:
    """How many of the found references are right; each gold reference is used once."""
    grams = [_grams(text) for text in gold]
    holders: dict[str, set[int]] = defaultdict(set)
    for number, counted in enumerate(grams):
        for gram in counted:
            holders[gram].add(number)
    used: set[int] = set()
    for text in found:
        own = _grams(text)
        near = Counter(number for gram in own for number in holders.get(gram, ()))
        for number, _ in near.most_common(_CANDIDATES):
            if number in used:
                continue
            shared = (own & grams[number]).total()
            if 2 * shared >= _ALIKE * (own.total() + grams[number].total()):
                used.add(number)
                break
    return len(used)


def _grams(text: str) -> Counter[str]:
    letters = "".join(char for char in text.lower() if char.isalnum())
    return Counter(letters[k : k + _GRAM] for k in range(max(1, len(letters) - _GRAM + 1)))


def total(name: str, parts: Iterable[Found]) -> Found:
    """The counts of several documents together."""
    parts = list(parts)
    return Found(
        name, sum(p.right for p in parts), sum(p.found for p in parts), sum(p.gold for p in parts)
    )


def finder(model: str | Path | None) -> Find:
    """Finding with a model of lines, or with None by rules alone."""
    return lambda lines: [each.text for each in find_references_in_lines(lines, model=model)]


def evaluate_documents(documents: Iterable[LabelledDocument], find_in: Find) -> list[Found]:
    """Precision and recall on labelled documents, one by one."""
    out = []
    for document in documents:
        found = find_in(document.lines)
        out.append(
            Found(document.name, matches(found, document.gold), len(found), len(document.gold))
        )
    return out


def evaluate_folder(folder: Path, model: str | Path | None) -> list[Found]:
    """Precision and recall on a folder of documents, each beside its references.

    Args:
        folder: holds ``<name>.refs.txt``, one reference a line, and ``<name>.pdf`` (or .html, .txt,
            .docx … — whatever :func:`refparse.documents.read_document` reads).
        model: as in :func:`refparse.finder.find_references`.

    Raises:
        CorpusError: no such files, or references without their document.
        InputError: a document cannot be read.
    """
    from refparse.documents import read_document

    out = []
    find_in = finder(model)
    for path in sorted(folder.glob("*.refs.txt")):
        name = path.name.removesuffix(".refs.txt")
        others = [p for p in sorted(folder.glob(f"{name}.*")) if p != path]
        if not others:
            raise CorpusError(f"{path}: no document {name}.pdf (or .html, .txt …) beside it")
        gold = [line.strip() for line in path.read_text("utf-8").splitlines() if line.strip()]
        document = read_document(others[0])
        found = (
            [each.text for each in find(others[0])]
            if document.marked
            else list(find_in(document.lines))
        )
        out.append(Found(name, matches(found, gold), len(found), len(gold)))
    if not out:
        raise CorpusError(f"{folder}: no *.refs.txt in it")
    return out


def read_marked_files(paths: Iterable[Path]) -> list[LabelledDocument]:
    """Documents marked by hand (docs/finder.md); folders stand for the .txt files in them.

    Raises:
        CorpusError: a file cannot be read, is not UTF-8, or its marks do not match.
    """
    files: list[Path] = []
    for path in paths:
        files += sorted(path.glob("*.txt")) if path.is_dir() else [path]
    out = []
    for path in files:
        try:
            text = path.read_bytes().decode("utf-8")
        except OSError as error:
            raise CorpusError(f"cannot read {path}: {error.strerror}") from None
        except UnicodeDecodeError as error:
            raise CorpusError(f"{path} is not UTF-8: {error.reason} at {error.start}") from None
        out.append(read_marked(text, path.stem, path.stem.partition("-")[0], "marked"))
    return out
