"""The whole way from a raw reference to a citation."""

from __future__ import annotations

import itertools
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

from refparse._errors import InputError
from refparse.citation import assemble
from refparse.tagger.decode import Decoder
from refparse.text import tokenise
from refparse.types import Citation, Date, Name, Span

if TYPE_CHECKING:
    from concurrent.futures import Future

T = TypeVar("T")

MAX_LENGTH: Final = 200_000
"""Longest reference in characters that is parsed; longer input is answered with an error."""
_CHUNK: Final = 500
_FIRST_CHUNK: Final = 25
"""Chunks grow from the one to the other, so that all workers have something to do at once."""
_AT_ONCE: Final = 50
"""References that a worker parses before it finishes them: few enough to stay in its caches."""
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
            texts: references; may be a generator of any length. What is no ``str`` gives a citation
                whose ``error`` is "not-text".
            workers: processes to use, at least 1; each maps the same compiled model.

        Yields:
            One citation per reference, in order. A reference at which a worker process dies gives
            a citation whose ``error`` is "crash"; all others are parsed.

        Raises:
            InputError: ``workers`` is less than 1.
        """
        if workers > 1:
            packed = self.map(texts, _packed, workers)
            return (_unpacked(one) for one in packed)
        return self.map(texts, _same, workers)

    def map(
        self, texts: Iterable[str], finish: Callable[[Citation], T], workers: int = 1
    ) -> Iterator[T]:
        """Parse a stream of references and finish each citation where it was parsed.

        With several workers it pays to let them do what follows, for instance to write JSON, since
        a string travels between processes at a fraction of a citation's price.

        Args:
            texts: as for :meth:`parse_many`.
            finish: a function at the top level of a module (workers import it), or a
                ``functools.partial`` of one; called with each citation, those with an ``error``
                included.
            workers: processes to use, at least 1.

        Yields:
            What ``finish`` returns for each reference, in order.

        Raises:
            InputError: ``workers`` is less than 1.
        """
        if workers == 1:
            return (finish(self._any(text)) for text in texts)
        return self.map_chunks(texts, partial(_each, finish), workers)

    def map_chunks(
        self,
        texts: Iterable[str | Citation],
        finish: Callable[[list[Citation]], list[T]],
        workers: int,
    ) -> Iterator[T]:
        """As :meth:`map`, with a ``finish`` that is given some 50 citations at a time.

        Args:
            texts: as for :meth:`parse_many`; a citation among them is passed on as it is.
            finish: as for :meth:`map`, from citations that follow one another to their results.
            workers: processes to use, at least 1; they work beside this one.

        Yields:
            What ``finish`` made of the references, in order.

        Raises:
            InputError: ``workers`` is less than 1.
        """
        if workers < 1:
            raise InputError(f"workers={workers}: give at least 1")
        return self._map_parallel(texts, finish, workers)

    def _any(self, text: object) -> Citation:
        if isinstance(text, str):
            return self.parse(text)
        if isinstance(text, Citation):
            return text
        message = f"a reference must be a str, not {type(text).__name__}"
        return Citation("", error=("not-text", message))

    def _map_parallel(
        self,
        texts: Iterable[str | Citation],
        finish: Callable[[list[Citation]], list[T]],
        workers: int,
    ) -> Iterator[T]:
        from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

        source = iter(texts)
        size = min(_FIRST_CHUNK, _CHUNK)
        folder = str(self._decoder.folder)
        pool = ProcessPoolExecutor(workers)
        pending: deque[tuple[list[str | Citation], Future[list[T]]]] = deque()
        try:
            while True:
                while len(pending) < workers * _AHEAD:
                    chunk = list(itertools.islice(source, size))
                    if not chunk:
                        break
                    size = min(_CHUNK, size + size // 2)
                    pending.append((chunk, pool.submit(_parse_chunk, folder, chunk, finish)))
                if not pending:
                    return
                chunk, future = pending.popleft()
                try:
                    done = future.result()
                except BrokenProcessPool:
                    # All that was under way is lost; whose fault it was shows when each chunk is
                    # tried by itself.
                    chunks = [chunk, *(waiting for waiting, _ in pending)]
                    pending.clear()
                    pool.shutdown(wait=False, cancel_futures=True)
                    for each in chunks:
                        yield from _alone(folder, each, finish)
                    pool = ProcessPoolExecutor(workers)
                    continue
                yield from done
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _blank(text: str) -> Citation:
    return Citation(text, error=("blank", "the line is blank: nothing to parse"))


@cache
def default_parser() -> Parser:
    """The parser of the shipped model, loaded at first use."""
    return Parser.load()


@cache
def _worker_parser(folder: str) -> Parser:
    return Parser.load(folder)


def _same(citation: Citation) -> Citation:
    return citation


def _each(finish: Callable[[Citation], T], citations: list[Citation]) -> list[T]:
    return [finish(citation) for citation in citations]


def _packed(citation: Citation) -> tuple[Any, ...]:
    """A citation as plain tuples: they are pickled and read four times as fast as its classes."""
    return (
        citation.text,
        [(span.start, span.end, span.label, span.confidence) for span in citation.spans],
        citation.type,
        *map(_packed_names, (citation.authors, citation.editors, citation.translators)),
        dict(citation.fields),
        _packed_date(citation.issued),
        _packed_date(citation.accessed),
        dict(citation.custom),
        citation.confidence,
        citation.error,
    )


def _packed_names(names: Iterable[Name]) -> list[tuple[str, ...]]:
    return [(name.family, name.given, name.particle, name.suffix, name.literal) for name in names]


def _packed_date(date: Date | None) -> tuple[Any, ...] | None:
    if date is None:
        return None
    start = (date.year, date.month, date.day, date.season)
    return (*start, date.end, date.literal, date.circa, date.suffix)


def _unpacked(packed: tuple[Any, ...]) -> Citation:
    text, spans, kind, authors, editors, translators, fields, issued, accessed, *rest = packed
    return Citation(
        text,
        tuple(
            [Span(start, end, label, text[start:end], sure) for start, end, label, sure in spans]
        ),
        kind,
        tuple([Name(*name) for name in authors]),
        tuple([Name(*name) for name in editors]),
        tuple([Name(*name) for name in translators]),
        fields,
        issued and Date(*issued),
        accessed and Date(*accessed),
        *rest,
    )


def _parse_chunk(
    folder: str, texts: Sequence[str | Citation], finish: Callable[[list[Citation]], list[T]]
) -> list[T]:
    parser = _worker_parser(folder)
    out: list[T] = []
    for start in range(0, len(texts), _AT_ONCE):
        out += finish([parser._any(text) for text in texts[start : start + _AT_ONCE]])
    return out


def _alone(
    folder: str, texts: Sequence[str | Citation], finish: Callable[[list[Citation]], list[T]]
) -> list[T]:
    """Parse in a process that may die: halves are tried until the one at fault stands alone."""
    from concurrent.futures.process import BrokenProcessPool, ProcessPoolExecutor

    try:
        with ProcessPoolExecutor(1) as pool:
            return pool.submit(_parse_chunk, folder, texts, finish).result()
    except BrokenProcessPool:
        if len(texts) > 1:
            half = len(texts) // 2
            return _alone(folder, texts[:half], finish) + _alone(folder, texts[half:], finish)
        text = texts[0] if isinstance(texts[0], str) else ""
        message = "the process that parsed this reference died (killed, or out of memory)"
        return finish([Citation(text, error=("crash", message))])


def parse(text: str) -> Citation:
    """Parse one raw reference with the shipped model; see :meth:`Parser.parse`."""
    return default_parser().parse(text)


def parse_many(texts: Iterable[str], workers: int = 1) -> Iterator[Citation]:
    """Parse a stream of references with the shipped model; see :meth:`Parser.parse_many`."""
    return default_parser().parse_many(texts, workers)
