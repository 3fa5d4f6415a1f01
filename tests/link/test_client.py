"""The client against a server that misbehaves: retries, patience with an end, pace, cache."""

from __future__ import annotations

import sqlite3
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from email.utils import formatdate
from pathlib import Path
from typing import Any

import pytest

from refparse._errors import InputError, MissingExtraError
from refparse._version import __version__
from refparse.link.cache import Cache, default_path
from refparse.link.client import Client, Patience, UnavailableError, wait_of
from tests.link.registry import Index, Registry

QUICK = Patience(timeout=20, retries=2, backoff=0.01, failures=2, pause=0.2)
SILENT = ("hang", "drip")
"""Faults that only a time-out ends; it leaves a busy machine time for the good answers."""
QUERY = {"query.bibliographic": "tides", "rows": "2"}


@pytest.fixture
def registry(index: Index) -> Iterator[Registry]:
    with Registry(index) as running:
        yield running


def client(registry: Registry, **settings: Any) -> Client:
    return Client(registry.url, **{"rate": 1e6, "patience": QUICK, **settings})


def faults(*kinds: str | None) -> Any:
    """These faults, one a request, and then none."""
    return lambda number: kinds[number] if number < len(kinds) else None


def test_it_says_who_asks(registry: Registry) -> None:
    client(registry, mailto="me@example.org", parameters={"api_key": "k"}).get("/works", QUERY)
    path, query = registry.asked[0]
    assert path == "/works"
    assert query == {**QUERY, "mailto": "me@example.org", "api_key": "k"}
    agent = registry.headers["User-Agent"]
    assert agent == f"refparse/{__version__} (mailto:me@example.org)"


def test_a_thing_that_is_not_there(registry: Registry) -> None:
    assert client(registry).get("/works/10.5555%2Fnothing") is None
    assert len(registry.asked) == 1


@pytest.mark.parametrize(
    "fault", ["429", "429-soon", "500", "hang", "drip", "close", "broken", "html"]
)
def test_what_passes_is_tried_again(registry: Registry, fault: str) -> None:
    registry.fault = faults(fault, fault)
    patience = replace(QUICK, timeout=1.0) if fault in SILENT else QUICK
    answer = client(registry, patience=patience).get("/works", QUERY)
    assert len(answer["message"]["items"]) == 2
    assert len(registry.asked) == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("429", "HTTP status 429"),
        ("500", "HTTP status 500"),
        ("hang", "no answer within 0.2 s"),
        ("drip", "no whole answer within 0.2 s"),
        ("close", "disconnected"),
        ("broken", "not JSON"),
        ("html", "not JSON"),
    ],
)
def test_patience_has_an_end(registry: Registry, fault: str, reason: str) -> None:
    registry.fault = lambda number: fault
    patience = replace(QUICK, timeout=0.2) if fault in SILENT else QUICK
    with pytest.raises(UnavailableError, match=reason):
        client(registry, patience=patience).get("/works", QUERY)
    assert len(registry.asked) == 1 + QUICK.retries


def test_what_does_not_pass_is_not_tried_again(registry: Registry) -> None:
    registry.fault = lambda number: "403"
    with pytest.raises(UnavailableError, match="HTTP status 403"):
        client(registry).get("/works", QUERY)
    assert len(registry.asked) == 1


def test_a_registry_that_is_down_is_left_alone_for_a_while(registry: Registry) -> None:
    registry.fault = lambda number: "500"
    asking = client(registry)
    for _ in range(QUICK.failures):
        with pytest.raises(UnavailableError):
            asking.get("/works", QUERY)
    asked = len(registry.asked)
    with pytest.raises(UnavailableError, match=r"not asked again for now \(HTTP status 500\)"):
        asking.get("/works", QUERY)
    assert len(registry.asked) == asked
    registry.fault = lambda number: None
    time.sleep(QUICK.pause)
    assert asking.get("/works", QUERY)["status"] == "ok"


def test_a_long_wait_is_obeyed_without_waiting(registry: Registry) -> None:
    registry.fault = faults("429-later")
    asking = client(registry)
    with pytest.raises(UnavailableError, match="429 and asks to wait 3600 s"):
        asking.get("/works", QUERY)
    with pytest.raises(UnavailableError, match="not asked again for now"):
        asking.get("/works", QUERY)
    assert len(registry.asked) == 1


def test_waiting_is_for_all_threads(registry: Registry) -> None:
    """Eight threads at once, and half of the first answers say "slow down"."""
    registry.fault = faults("429", None, "429", None, "429")
    asking = client(registry)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda n: asking.get("/works", {**QUERY, "n": str(n)}), range(8)))
    assert all(len(answer["message"]["items"]) == 2 for answer in answers)


def test_the_pace_is_kept(registry: Registry) -> None:
    asking = client(registry, rate=50)
    start = time.monotonic()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda n: asking.get("/works", {**QUERY, "n": str(n)}), range(6)))
    assert time.monotonic() - start >= 5 / 50


def test_a_stated_limit_slows_down(monkeypatch: pytest.MonkeyPatch) -> None:
    asking = Client("http://127.0.0.1:9", rate=1e6)
    import httpx

    for limit, interval, gap in (("50", "1s", 0.02), ("x", "1s", 0.02), ("100", "1s", 0.02)):
        headers = {"x-rate-limit-limit": limit, "x-rate-limit-interval": interval}
        asking._heed_pace(httpx.Headers(headers))
        assert asking._gap == pytest.approx(gap)
    asking.close()


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, None), ("", None), ("7", 7), ("soon", None), ("-1", None),
     (formatdate(0, usegmt=True), 0)],
)  # fmt: skip
def test_the_retry_header(header: str | None, seconds: float | None) -> None:
    assert wait_of(header) == seconds


def test_a_date_in_the_retry_header() -> None:
    assert wait_of(formatdate(time.time() + 100, usegmt=True)) == pytest.approx(100, abs=5)


@pytest.mark.parametrize(
    ("settings", "message"),
    [({"rate": 0}, "rate 0"), ({"base_url": "ftp://x"}, "address of a registry")],
)
def test_settings_are_checked(settings: dict[str, Any], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Client(**{"base_url": "http://x", **settings})


@pytest.mark.parametrize("bad", [{"timeout": 0}, {"retries": -1}, {"failures": 0}, {"pause": -1}])
def test_patience_is_checked(bad: dict[str, Any]) -> None:
    with pytest.raises(InputError, match="give"):
        Patience(**bad)


def test_without_httpx(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "httpx", None)
    with pytest.raises(MissingExtraError, match=r"refparse-crf\[link\]"):
        Client("http://x")


def test_nothing_is_asked_twice(registry: Registry, tmp_path: Path) -> None:
    path = tmp_path / "a" / "cache.sqlite"
    cache = Cache(path)
    first = client(registry, cache=cache, mailto="me@example.org")
    answer = first.get("/works", QUERY)
    assert first.get("/works/10.5555%2Fnothing") is None
    cache.close()
    again = Cache(path)
    second = client(registry, cache=again, mailto="you@example.org")  # A mail address is no matter.
    assert second.get("/works", QUERY) == answer
    assert second.get("/works/10.5555%2Fnothing") is None
    assert len(registry.asked) == 2
    second.get("/works", {**QUERY, "rows": "1"})
    assert len(registry.asked) == 3
    again.close()
    with sqlite3.connect(path) as base:
        kept = " ".join(row[0] for row in base.execute("SELECT address FROM answers"))
    base.close()
    assert "example.org" not in kept


def test_failures_are_not_kept(registry: Registry) -> None:
    registry.fault = faults("500", "500", "500")
    asking = client(registry, cache=Cache(":memory:"))
    with pytest.raises(UnavailableError):
        asking.get("/works", QUERY)
    assert asking.get("/works", QUERY)["status"] == "ok"


def test_answers_grow_old(registry: Registry, tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c", days=1e-6)
    cache.put("x", {"a": 1})
    time.sleep(0.12)
    assert cache.get("x") == (False, None)
    with pytest.raises(InputError, match="0 days keeps nothing"):
        Cache(tmp_path / "c", days=0)


def test_a_file_that_is_no_cache(tmp_path: Path) -> None:
    (tmp_path / "c").write_bytes(b"not a database at all, but long enough to be one" * 50)
    with pytest.raises(InputError, match="Delete it, or name another file"):
        Cache(tmp_path / "c")
    with pytest.raises(InputError, match="cannot use"):
        Cache(tmp_path / "c" / "inside")


def test_a_cache_that_fails_on_the_way_costs_nothing(
    registry: Registry, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    cache = Cache(tmp_path / "c")
    asking = client(registry, cache=cache)
    asking.get("/works", QUERY)
    with sqlite3.connect(tmp_path / "c") as base:
        base.execute("UPDATE answers SET body = '{broken'")
    base.close()
    assert asking.get("/works", QUERY)["status"] == "ok"
    with sqlite3.connect(tmp_path / "c") as base:
        base.execute("DROP TABLE answers")
    base.close()
    assert asking.get("/works", QUERY)["status"] == "ok"
    assert "could not be read" in caplog.text
    assert "could not be written" in caplog.text
    cache.close()


def test_threads_share_a_cache(tmp_path: Path) -> None:
    cache, other = Cache(tmp_path / "c"), Cache(tmp_path / "c")
    errors: list[Exception] = []

    def work(number: int) -> None:
        try:
            for step in range(20):
                (cache if number % 2 else other).put(f"{step}", [step])
                assert cache.get(f"{step}") == (True, [step])
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    cache.close()
    other.close()


def test_where_the_cache_lies(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_path() == tmp_path / "refparse" / "link.sqlite"
