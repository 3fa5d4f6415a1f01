"""A registry on the loopback interface: Crossref's and OpenAlex's interfaces over given records.

Candidates are ranked by BM25 (Robertson and Zaragoza 2009) over all words of a record. Records are
shown as registries show them: subtitles apart, markup in titles, initials, missing pages, a year of
online publication. The server also misbehaves, on demand.
"""

from __future__ import annotations

import contextlib
import json
import math
import threading
import time
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from random import Random
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import numpy as np

from refparse.link.works import fold

Record = Mapping[str, Any]
Fault = str
_TYPES = {
    "article-journal": ("journal-article", "article"),
    "book": ("book", "book"),
    "chapter": ("book-chapter", "book-chapter"),
    "paper-conference": ("proceedings-article", "article"),
    "thesis": ("dissertation", "dissertation"),
    "report": ("report", "report"),
}


class Index:
    """Records that can be searched by words and by DOI."""

    def __init__(self, records: Sequence[Record]) -> None:
        self.records = list(records)
        self.by_doi = {str(record["DOI"]).lower(): record for record in self.records}
        words = [Counter(fold(_all_words(record)).split()) for record in self.records]
        lengths = np.array([sum(count.values()) for count in words], dtype=float)
        mean = lengths.mean() if len(lengths) else 1.0
        places: dict[str, list[tuple[int, int]]] = {}
        for number, count in enumerate(words):
            for word, times in count.items():
                places.setdefault(word, []).append((number, times))
        self._weights: dict[str, tuple[Any, Any]] = {}
        for word, found in places.items():
            rows = np.array([number for number, _ in found])
            times = np.array([count for _, count in found], dtype=float)
            rarity = math.log(1 + (len(words) - len(found) + 0.5) / (len(found) + 0.5))
            gain = times * 2.2 / (times + 1.2 * (0.25 + 0.75 * lengths[rows] / mean))
            self._weights[word] = rows, rarity * gain

    def search(self, query: str, rows: int) -> list[Record]:
        """The best records for a query, best first."""
        scores = np.zeros(len(self.records))
        for word in dict.fromkeys(fold(query).split()):
            if word in self._weights:
                places, gains = self._weights[word]
                scores[places] += gains
        best = np.argsort(-scores, kind="stable")[:rows]
        return [self.records[number] for number in best if scores[number] > 0]


def _all_words(record: Record) -> str:
    people = [*record.get("author", ()), *record.get("editor", ())]
    names = [f"{name.get('family', '')} {name.get('literal', '')}" for name in people]
    keys = ("title", "container-title", "volume", "issue", "page", "publisher")
    return " ".join([*(str(record.get(key, "")) for key in keys), *names, str(_year(record) or "")])


def _year(record: Record) -> int | None:
    parts = (record.get("issued") or {}).get("date-parts") or [[None]]
    return parts[0][0] if parts[0] else None


def crossref_item(record: Record) -> dict[str, Any]:
    """The record as Crossref shows it; how sloppily depends on its DOI alone."""
    rng = Random(str(record["DOI"]))
    title = str(record.get("title", ""))
    item: dict[str, Any] = {
        "DOI": str(record["DOI"]),
        "type": _TYPES.get(str(record.get("type")), ("other", "other"))[0],
        "title": [title],
        "score": 20.0,
    }
    head, colon, tail = title.partition(": ")
    if colon and rng.random() < 0.3:
        item["title"], item["subtitle"] = [head], [tail]
    elif rng.random() < 0.06:
        item["title"] = [title.upper()]
    elif rng.random() < 0.06:
        item["title"] = [title.replace("&", "&amp;").replace(" in ", " <i>in</i> ")]
    few = rng.random() < 0.2
    for role in ("author", "editor"):
        if names := record.get(role):
            item[role] = [_shown(name, few) for name in names]
    if record.get("container-title"):
        item["container-title"] = [str(record["container-title"])]
    for key in ("volume", "issue", "page", "publisher"):
        if record.get(key) and rng.random() > 0.06:
            item[key] = str(record[key])
    year = _year(record)
    if year is not None:
        shown = year + 1 if rng.random() < 0.06 else year
        item["issued"] = {"date-parts": [[shown]]}
        if rng.random() < 0.5:
            item["published-print"] = {"date-parts": [[year]]}
    return item


def _shown(name: Mapping[str, str], few: bool) -> dict[str, str]:
    if "literal" in name:
        return {"name": name["literal"], "sequence": "additional"}
    family = f"{name.get('non-dropping-particle', '')} {name.get('family', '')}".strip()
    given = name.get("given", "")
    if few:
        given = " ".join(f"{word[0]}." for word in given.split())
    return {"family": family, "given": given, "sequence": "additional"}


def openalex_item(record: Record) -> dict[str, Any]:
    """The record as OpenAlex shows it."""
    first, _, last = str(record.get("page", "")).replace("–", "-").partition("-")
    people = record.get("author") or record.get("editor") or ()
    shown = [
        name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip()
        for name in people
    ]
    container = record.get("container-title")
    return {
        "id": f"https://openalex.org/W{zlib.crc32(record['DOI'].encode())}",
        "doi": f"https://doi.org/{record['DOI']}",
        "type": _TYPES.get(str(record.get("type")), ("other", "other"))[1],
        "display_name": str(record.get("title", "")),
        "publication_year": _year(record),
        "authorships": [{"author": {"display_name": name}} for name in shown],
        "primary_location": {"source": {"display_name": container}} if container else None,
        "biblio": {
            "volume": record.get("volume"),
            "issue": record.get("issue"),
            "first_page": first or None,
            "last_page": last or None,
        },
    }


FAULTS: dict[Fault, str] = {
    "429": "too many requests, and no word of when to come back",
    "429-soon": "too many requests, come back in a moment (Retry-After: a date just past)",
    "429-later": "too many requests, come back in an hour",
    "500": "an internal error",
    "403": "forbidden",
    "slow": "the right answer, late",
    "hang": "no answer within the client's patience",
    "drip": "an answer byte by byte without end",
    "close": "the connection is cut",
    "broken": "half an answer",
    "html": "a page for people, with status 200",
    "shape": "JSON of another form",
    "odd": "the right form filled with values of wrong types",
    "wrong": "candidates that have nothing to do with the query",
    "empty": "no candidates at all",
}


class Registry:
    """The server. ``fault`` is asked before each request, with its number, what to do wrong.

    Attributes:
        url: where it listens.
        asked: path and query of every request so far.
        headers: the headers of the last request.
    """

    def __init__(self, index: Index, fault: Callable[[int], Fault | None] | None = None) -> None:
        self.index = index
        self.fault = fault or (lambda number: None)
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.headers: dict[str, str] = {}
        self.released = threading.Event()
        self._lock = threading.Lock()
        registry = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    registry.answer(self)

            def log_message(self, *_: object) -> None:
                """Nothing on standard error."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    def __enter__(self) -> Registry:
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,))
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        parts = urlsplit(request.path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        with self._lock:
            number = len(self.asked)
            self.asked.append((parts.path, query))
            self.headers = dict(request.headers)
        fault = self.fault(number)
        if fault in ("429", "429-soon", "429-later"):
            when = {"429-soon": formatdate(time.time() - 1, usegmt=True), "429-later": "3600"}
            extra = {"Retry-After": when[fault]} if fault in when else {}
            return _send(request, 429, b"slow down", extra)
        if fault in ("500", "403"):
            return _send(request, int(fault), b"no")
        if fault == "close":
            request.close_connection = True
            return request.connection.close()
        if fault == "hang":
            self.released.wait(30)
            return None
        if fault == "drip":
            return self._drip(request)
        if fault == "slow":
            time.sleep(0.15)
        body = self._body(parts.path, query, fault)
        if body is None:
            return _send(request, 404, b"Resource not found.")
        data = json.dumps(body).encode()
        if fault == "broken":
            data = data[: len(data) // 2]
        if fault == "html":
            data = b"<html><body>Down for maintenance</body></html>"
        return _send(request, 200, data)

    def _drip(self, request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.end_headers()
        while not self.released.wait(0.02):
            request.wfile.write(b" ")
            request.wfile.flush()

    def _body(self, path: str, query: Mapping[str, str], fault: Fault | None) -> Any:
        if fault == "shape":
            return ["nothing", {"of": "the", "kind": None}]
        if fault == "odd":
            odd = {
                "DOI": ["10.5555/odd"],
                "title": {"a": 1},
                "author": [None, 7, {"family": 3}],
                "issued": {"date-parts": [[None]]},
                "volume": 4,
                "doi": "https://doi.org/10.1/x",
            }
            rows: list[Any] = [None, 3, odd, {**odd, "authorships": [1], "biblio": []}]
            return {"message": {"items": rows}, "results": rows, **odd}
        bibliographic = query.get("query.bibliographic")
        if path == "/works" and (bibliographic or "search" in query):
            rows_wanted = int(query.get("rows") or query.get("per-page") or 20)
            found = self.index.search(bibliographic or query["search"], rows_wanted)
            if fault == "wrong":
                found = Random(str(query)).sample(
                    self.index.records, min(20, len(self.index.records))
                )
            if fault == "empty":
                found = []
            if bibliographic:
                items = [crossref_item(record) for record in found]
                return {"status": "ok", "message-type": "work-list", "message": {"items": items}}
            return {"meta": {"count": len(found)}, "results": [openalex_item(r) for r in found]}
        if path.startswith("/works/doi:"):
            record = self.index.by_doi.get(unquote(path.removeprefix("/works/doi:")).lower())
            return openalex_item(record) if record else None
        record = self.index.by_doi.get(unquote(path.removeprefix("/works/")).lower())
        return {"status": "ok", "message": crossref_item(record)} if record else None


def _send(
    request: BaseHTTPRequestHandler,
    status: int,
    body: bytes,
    extra: Mapping[str, str] | None = None,
) -> None:
    request.send_response(status)
    for name, value in (extra or {}).items():
        request.send_header(name, value)
    request.send_header("Content-Type", "application/json")
    request.send_header("Content-Length", str(len(body)))
    request.end_headers()
    request.wfile.write(body)


@contextlib.contextmanager
def serving(records: Sequence[Record]) -> Iterator[Registry]:
    """A registry of these records, well-behaved."""
    with Registry(Index(records)) as registry:
        yield registry
