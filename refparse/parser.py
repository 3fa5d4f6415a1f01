"""The whole way from a raw reference to a citation."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from functools import cache
from pathlib import Path
from typing import Final

from refparse._errors import InputError
from refparse.citation import assemble
from refparse.tagger.decode import Decoder
from refparse.text import tokenise
from refparse.types import Citation

MAX_LENGTH: Final = 200_000
"""Longest reference in characters that is parsed; longer input is answered with an error."""
_CHUNK: Final = 500
_AHEAD: Final = 4
"""Chunks per worker that are under way at once, so that memory stays bounded."""


class Parser:
    """A loaded model: parses references.

    Threads may share a parser; a pickled parser loads its model from the same folder again.
    """

    def __init__(self, decoder: Decoder) -> None:
        self._decoder = decoder

    @classmethod
    def load(cls, name_or_path: str | Path = "default") -> Parser:
        """Load a model.

        Args:
            name_or_path: the name of a shipped model, or a folder that training wrote.

        Raises:
            ModelError: no such model, or its files are damaged or of another version.
        """
        return cls(Decoder(name_or_path))

    @property
    def name(self) -> str:
        """The model's name."""
        return self._decoder.meta.name

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels that the model knows."""
        return self._decoder.meta.labels

    def parse(self, text: str) -> Citation:
        """Parse one raw reference.

        Args:
            text: the reference; any string, line breaks included.

        Returns:
            The citation. A text without a visible character, or one of more than ``MAX_LENGTH``
            characters, gives a citation without spans whose ``error`` says why.
        """
        if not text.strip():
            return _blank(text)
        if len(text) > MAX_LENGTH:
            message = (
                f"{len(text)} characters exceed the limit of {MAX_LENGTH} for one reference: "
                "split the text first ('refparse find' does)"
            )
            return Citation(text, error=("too-long", message))
        spans, confidence = self._decoder.spans(text)
        if not spans and not tokenise(text):
            return _blank(text)  # Nothing but control characters and the like.
        return assemble(text, spans, confidence)

    def parse_many(self, texts: Iterable[str], workers: int = 1) -> Iterator[Citation]:
        """Parse a stream of references in constant memory.

        Args:
            texts: references; may be a generator of any length.
            workers: processes to use, at least 1; each loads the model once.

        Yields:
            One citation per reference, in order.

        Raises:
            InputError: ``workers`` is less than 1.
        """
        if workers < 1:
            raise InputError(f"workers={workers}: give at least 1")
        if workers == 1:
            return map(self.parse, texts)
        return self._parse_parallel(texts, workers)

    def _parse_parallel(self, texts: Iterable[str], workers: int) -> Iterator[Citation]:
        source = iter(texts)
        folder = str(self._decoder.folder)
        with ProcessPoolExecutor(workers) as pool:
            pending: deque[Future[list[Citation]]] = deque()
            while True:
                while len(pending) < workers * _AHEAD:
                    chunk = list(itertools.islice(source, _CHUNK))
                    if not chunk:
                        break
                    pending.append(pool.submit(_parse_chunk, folder, chunk))
                if not pending:
                    return
                yield from pending.popleft().result()


def _blank(text: str) -> Citation:
    return Citation(text, error=("blank", "the line is blank: nothing to parse"))


@cache
def default_parser() -> Parser:
    """The parser of the shipped model, loaded at first use."""
    return Parser.load()


@cache
def _worker_parser(folder: str) -> Parser:
    return Parser.load(folder)


def _parse_chunk(folder: str, texts: Sequence[str]) -> list[Citation]:
    return [_worker_parser(folder).parse(text) for text in texts]


def parse(text: str) -> Citation:
    """Parse one raw reference with the shipped model; see :meth:`Parser.parse`."""
    return default_parser().parse(text)


def parse_many(texts: Iterable[str], workers: int = 1) -> Iterator[Citation]:
    """Parse a stream of references with the shipped model; see :meth:`Parser.parse_many`."""
    return default_parser().parse_many(texts, workers)
