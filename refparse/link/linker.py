"""From a parsed reference to the DOI of its work, or to the statement that nothing matches."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any, Final

from refparse._errors import InputError
from refparse.link.cache import Cache, default_path
from refparse.link.choose import Choice, candidate_of, choose, contradicts
from refparse.link.client import Client, Patience, UnavailableError
from refparse.link.outcome import STATUSES, Candidate, Link
from refparse.link.score import shipped
from refparse.link.sources import Crossref, OpenAlex, Source
from refparse.link.works import Work, of_citation
from refparse.parser import Parser, default_parser
from refparse.types import Citation

SOURCES: Final = ("crossref", "openalex")
_AHEAD: Final = 4


class Linker:
    """Looks references up; threads may share it. Use it in a ``with`` statement.

    Args:
        mailto: your mail address: registries serve those better who can be written to. By default
            the environment variable REFPARSE_MAIL.
        sources: names of :data:`SOURCES` in the order in which they are asked; None for Crossref,
            and OpenAlex as well if there is a key for it.
        openalex_key: access key of OpenAlex. By default the environment variable
            OPENALEX_API_KEY.
        urls: other addresses of registries, by name (a mirror, a test).
        rate: requests a second to each registry, more than 0; None for 3 with a mail address and
            1 without. A registry that states a lower limit gets less.
        cache: file for the answers; None for one in the user's folder for caches, "" for none.
        patience: how long to try.
        threshold: the least score to accept, 0..1; None for the calibrated one.

    Raises:
        InputError: an argument is out of range, the cache cannot be used, or a package is missing.
    """

    def __init__(
        self,
        *,
        mailto: str | None = None,
        sources: Sequence[str] | None = None,
        openalex_key: str | None = None,
        urls: Mapping[str, str] | None = None,
        rate: float | None = None,
        cache: str | Path | None = None,
        patience: Patience | None = None,
        threshold: float | None = None,
    ) -> None:
        mail = os.environ.get("REFPARSE_MAIL", "") if mailto is None else mailto
        key = os.environ.get("OPENALEX_API_KEY", "") if openalex_key is None else openalex_key
        names = tuple(sources) if sources is not None else SOURCES if key else SOURCES[:1]
        unknown = [name for name in (*names, *(urls or {})) if name not in SOURCES]
        if unknown or not names:
            raise InputError(
                f"unknown registry {''.join(unknown[:1])!r}: name {' or '.join(SOURCES)}"
            )
        if mail and (
            "@" not in mail or not mail.isascii() or not mail.isprintable() or " " in mail
        ):
            raise InputError(f"{mail!r} is no mail address: give one that you read, or none")
        self._threshold = shipped().threshold if threshold is None else threshold
        if not 0 < self._threshold <= 1:
            raise InputError(f"threshold {self._threshold:g}: give more than 0 and at most 1")
        self._cache = None if cache == "" else Cache(cache or default_path())
        pace = rate if rate is not None else 3.0 if mail else 1.0

        def client(name: str, url: str, parameters: Mapping[str, str]) -> Client:
            return Client(
                (urls or {}).get(name, url), mailto=mail, rate=pace, parameters=parameters,
                patience=patience, cache=self._cache,
            )  # fmt: skip

        made: dict[str, Source] = {}
        for name in names:
            if name == "crossref":
                made[name] = Crossref(client(name, Crossref.URL, {}))
            else:
                given = {"api_key": key} if key else {}
                made[name] = OpenAlex(client(name, OpenAlex.URL, given))
        self._sources = tuple(made.values())

    def __enter__(self) -> Linker:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close connections and cache."""
        for source in self._sources:
            source.close()
        if self._cache is not None:
            self._cache.close()

    def link(self, citation: Citation) -> Link:
        """Look one reference up.

        Args:
            citation: a parsed reference. Its own DOI, if it has one, is checked first.

        Returns:
            The outcome. Whatever the registries do, nothing is raised for it.
        """
        reference = of_citation(citation)
        troubles: dict[str, str] = {}
        own = self._own(reference, troubles) if reference.doi else None
        if own is not None and not contradicts(reference, own):
            return Link("confirmed", candidate_of(reference, own))
        if not _searchable(reference):
            if own is not None:
                other = candidate_of(reference, own)
                return Link("conflict", closest=other, message=_says(other))
            return self._nothing("too-little", None, troubles)
        choice = self._search(citation, reference, troubles)
        if own is not None:
            other = candidate_of(reference, own)
            return Link("conflict", choice.match, other, _says(other))
        if choice.match is not None:
            return Link("found", choice.match, message=_unknown(reference))
        if choice.ambiguous:
            return Link("ambiguous", closest=choice.closest)
        return self._nothing("not-found", choice.closest, troubles, _unknown(reference))

    def link_many(self, citations: Iterable[Citation], workers: int = 2) -> Iterator[Link]:
        """Look references up, in order, a few ahead of what has been taken.

        Args:
            citations: parsed references; may be a generator of any length.
            workers: threads, at least 1. They share the pace, so that more than a few only help
                where a registry is slow.

        Returns:
            One outcome per reference; "too-little" for one that could not be parsed.

        Raises:
            InputError: ``workers`` is less than 1.
        """
        answers = self.link_each(citations, workers)
        return (found or Link("too-little") for _, found in answers)

    def link_each(
        self, citations: Iterable[Citation], workers: int = 2
    ) -> Iterator[tuple[Citation, Link | None]]:
        """As :meth:`link_many`, each outcome with its reference; None for one with an error.

        Raises:
            InputError: ``workers`` is less than 1.
        """
        if workers < 1:
            raise InputError(f"workers={workers}: give at least 1")
        return self._stream(iter(citations), workers)

    def _stream(
        self, source: Iterator[Citation], workers: int
    ) -> Iterator[tuple[Citation, Link | None]]:
        pool = ThreadPoolExecutor(workers)
        pending: deque[tuple[Citation, Future[Link] | None]] = deque()
        try:
            while True:
                for citation in islice(source, max(0, workers * _AHEAD - len(pending))):
                    asked = None if citation.error else pool.submit(self.link, citation)
                    pending.append((citation, asked))
                if not pending:
                    return
                done, asked = pending.popleft()
                yield done, asked.result() if asked else None
        finally:
            pool.shutdown(cancel_futures=True)

    def _own(self, reference: Work, troubles: dict[str, str]) -> Work | None:
        """The record of the DOI that the reference gives."""
        for source in self._sources:
            try:
                record = source.lookup(reference.doi)
            except UnavailableError as error:
                troubles[source.name] = str(error)
                continue
            if record is not None:
                return record
        return None

    def _search(self, citation: Citation, reference: Work, troubles: dict[str, str]) -> Choice:
        """Registries in turn until a record of one is accepted."""
        best = Choice()
        for source in self._sources:
            try:
                records = source.search(citation)
            except UnavailableError as error:
                troubles[source.name] = str(error)
                continue
            choice = choose(reference, records, self._threshold)
            if choice.match is not None:
                return choice
            if choice.closest is not None and (
                best.closest is None or choice.closest.score > best.closest.score
            ):
                best = choice
        return best

    def _nothing(
        self, status: str, closest: Candidate | None, troubles: Mapping[str, str], why: str = ""
    ) -> Link:
        if troubles:
            reasons = "; ".join(f"{name}: {reason}" for name, reason in troubles.items())
            return Link("unavailable", None, closest, reasons)
        return Link(status, None, closest, f"{why}; {STATUSES[status]}" if why else "")


def _searchable(reference: Work) -> bool:
    return bool(reference.title or (reference.containers and reference.volume and reference.pages))


def _says(own: Candidate) -> str:
    title = str(own.csl.get("title", "")) or "without a title"
    fields = ", ".join(own.differs)
    return f"the record of the reference's own DOI {own.doi} ({title}) differs: {fields}"


def _unknown(reference: Work) -> str:
    if not reference.doi:
        return ""
    return f"the reference's own DOI {reference.doi} is unknown to the registries"


def link(reference: str | Citation, *, parser: Parser | None = None, **settings: Any) -> Link:
    """Look one reference up; for many, use a :class:`Linker`.

    Args:
        reference: a parsed reference, or a raw one.
        parser: for raw references; None for the shipped model.
        **settings: as :class:`Linker`.

    Raises:
        InputError: a setting is out of range, or a package is missing.
    """
    if isinstance(reference, str):
        reference = (parser or default_parser()).parse(reference)
    with Linker(**settings) as linker:
        return linker.link(reference)
