"""A polite HTTP client for registries: a name, a pace, retries, patience with an end, a cache.

httpx carries the requests. Retrying is done here, because it has to know about the whole run: a
registry that asks to wait is left alone by every thread, and one that has stopped answering is not
asked again for each of ten thousand references.
"""

from __future__ import annotations

import email.utils
import json
import random
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from refparse._errors import InputError, MissingExtraError
from refparse._version import __version__
from refparse.link.cache import Cache

if TYPE_CHECKING:
    import httpx

_SECRET: Final = frozenset({"mailto", "api_key"})  # of no meaning for the answer
_LARGEST: Final = 32 * 1024 * 1024
_MISSING: Final = frozenset({404, 410})
_PASSING: Final = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524, 529})


class UnavailableError(Exception):
    """A registry gave no usable answer; the message says why. Never leaves the room."""


class _Trouble(Exception):
    """One attempt failed; it may be repeated after ``wait`` seconds, or as usual for None."""

    def __init__(self, reason: str, wait: float | None = None, final: bool = False) -> None:
        super().__init__(reason)
        self.wait = wait
        self.final = final


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to try.

    Attributes:
        timeout: seconds for one answer as a whole, more than 0.
        retries: attempts after the first, 0 or more.
        backoff: seconds before the first repetition; doubled each time, with chance of ±50 %.
        longest_wait: seconds; a registry that asks for more is given up for that long.
        failures: requests given up in a row after which a registry counts as down, at least 1.
        pause: seconds for which a registry that is down is not asked.
    """

    timeout: float = 30.0
    retries: int = 4
    backoff: float = 1.0
    longest_wait: float = 60.0
    failures: int = 3
    pause: float = 120.0

    def __post_init__(self) -> None:
        """Checks the ranges.

        Raises:
            InputError: a value is out of range.
        """
        if self.timeout <= 0 or self.retries < 0 or self.failures < 1:
            raise InputError(
                f"timeout {self.timeout:g}, retries {self.retries}, failures {self.failures}: give "
                "a timeout above 0, retries of 0 or more, failures of 1 or more"
            )
        if min(self.backoff, self.longest_wait, self.pause) < 0:
            raise InputError("backoff, longest_wait and pause are seconds: give 0 or more")


class Client:
    """Asks one registry for JSON; threads may share it.

    Args:
        base_url: where the registry's interface begins ("https://api.crossref.org").
        mailto: the user's mail address, sent along so that the registry can write.
        rate: requests a second at most, more than 0; a registry that states less gets less.
        parameters: sent with every request (an access key).
        patience: how long to try.
        cache: where answers are kept; None for nowhere.
    """

    def __init__(
        self,
        base_url: str,
        *,
        mailto: str = "",
        rate: float = 1.0,
        parameters: Mapping[str, str] | None = None,
        patience: Patience | None = None,
        cache: Cache | None = None,
    ) -> None:
        try:
            import httpx
        except ImportError:
            raise MissingExtraError("httpx", "link") from None
        if rate <= 0:
            raise InputError(f"rate {rate:g}: give more than 0 requests a second")
        if not base_url.startswith(("http://", "https://")):
            raise InputError(f"{base_url}: give the address of a registry, https://…")
        self._base = base_url.rstrip("/")
        self._fixed = {**(parameters or {}), **({"mailto": mailto} if mailto else {})}
        self._patience = patience or Patience()
        self._cache = cache
        self._lock = threading.Lock()
        self._gap = 1 / rate
        self._next = 0.0
        self._failures = 0
        self._closed_until = 0.0
        self._reason = ""
        agent = f"refparse/{__version__}" + (f" (mailto:{mailto})" if mailto else "")
        self._http = httpx.Client(
            headers={"User-Agent": agent, "Accept": "application/json"},
            timeout=self._patience.timeout,
            follow_redirects=True,
        )

    def get(self, path: str, parameters: Mapping[str, str] | None = None) -> Any:
        """The JSON at an address, or None where the registry has no such thing.

        Args:
            path: behind the base address ("/works").
            parameters: the query.

        Raises:
            UnavailableError: no usable answer after all attempts.
        """
        import httpx

        query = {**(parameters or {}), **self._fixed}
        open_query = {name: value for name, value in query.items() if name not in _SECRET}
        address = str(httpx.URL(self._base + path, params=open_query))
        if self._cache is not None:
            known, answer = self._cache.get(address)
            if known:
                return answer
        answer = self._try(str(httpx.URL(self._base + path, params=query)))
        if self._cache is not None:
            self._cache.put(address, answer)
        return answer

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def _try(self, url: str) -> Any:
        patience = self._patience
        wait = patience.backoff
        for attempt in range(patience.retries + 1):
            self._await_turn()
            try:
                answer = self._once(url)
            except _Trouble as trouble:
                reason = str(trouble)
                asked = trouble.wait
                if asked is not None and asked > patience.longest_wait:
                    reason += f" and asks to wait {asked:.0f} s"
                    self._close_for(asked, reason)
                    raise UnavailableError(reason) from None
                if trouble.final:
                    raise UnavailableError(reason) from None
                if attempt < patience.retries:
                    pause = asked if asked is not None else wait * random.uniform(0.5, 1.5)
                    self._hold(min(pause, patience.longest_wait))
                    wait *= 2
            else:
                with self._lock:
                    self._failures = 0
                return answer
        self._count_failure(reason)
        raise UnavailableError(reason)

    def _once(self, url: str) -> Any:
        import httpx

        deadline = time.monotonic() + self._patience.timeout
        body = bytearray()
        try:
            with self._http.stream("GET", url) as response:
                status, headers = response.status_code, response.headers
                for chunk in response.iter_bytes():
                    body += chunk
                    # httpx's own limit is on each piece: a server that drips would never end.
                    if time.monotonic() > deadline:
                        raise _Trouble(f"no whole answer within {self._patience.timeout:g} s")
                    if len(body) > _LARGEST:
                        raise _Trouble(f"an answer of more than {_LARGEST} bytes", final=True)
        except httpx.TimeoutException:
            raise _Trouble(f"no answer within {self._patience.timeout:g} s") from None
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise _Trouble(f"{type(error).__name__}: {error}") from None
        self._heed_pace(headers)
        if status in _MISSING:
            return None
        if status in _PASSING:
            raise _Trouble(f"HTTP status {status}", wait_of(headers.get("retry-after")))
        if status != 200:
            raise _Trouble(f"HTTP status {status}", final=True)
        try:
            return json.loads(bytes(body))
        except (ValueError, RecursionError):
            raise _Trouble("an answer that is not JSON") from None

    def _await_turn(self) -> None:
        """Wait for this thread's place in the queue.

        Raises:
            UnavailableError: the registry is not to be asked for now.
        """
        with self._lock:
            now = time.monotonic()
            if now < self._closed_until:
                raise UnavailableError(f"not asked again for now ({self._reason})")
            start = max(now, self._next)
            self._next = start + self._gap
        time.sleep(max(0.0, start - now))

    def _hold(self, seconds: float) -> None:
        """Nobody asks for so long: waiting is for all threads."""
        with self._lock:
            self._next = max(self._next, time.monotonic() + seconds)

    def _close_for(self, seconds: float, reason: str) -> None:
        with self._lock:
            self._closed_until = time.monotonic() + seconds
            self._reason = reason

    def _count_failure(self, reason: str) -> None:
        with self._lock:
            self._failures += 1
            down = self._failures >= self._patience.failures
        if down:
            self._close_for(self._patience.pause, reason)

    def _heed_pace(self, headers: httpx.Headers) -> None:
        """Crossref states its limit with every answer: "50" per "1s"."""
        limit, interval = headers.get("x-rate-limit-limit"), headers.get("x-rate-limit-interval")
        try:
            gap = float(str(interval).rstrip("s")) / float(str(limit))
        except (ValueError, ZeroDivisionError):
            return
        if 0 < gap <= self._patience.longest_wait:
            with self._lock:
                self._gap = max(self._gap, gap)


def wait_of(header: str | None) -> float | None:
    """Seconds that a ``Retry-After`` header asks for (a number or a date); None without one."""
    if not header:
        return None
    if header.strip().isdecimal():
        return float(header)
    try:
        moment = email.utils.parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, moment.timestamp() - time.time())
