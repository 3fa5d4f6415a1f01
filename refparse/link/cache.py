"""Answers of the registries on disk, so that nothing is asked twice."""

from __future__ import annotations

import json
import logging
import os
import sqlite3
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import Any, Final

from refparse._errors import InputError

_LOG: Final = logging.getLogger(__name__)
DAYS: Final = 30
"""How long an answer is kept: registries grow, and what was missing may come."""
_LAYOUT: Final = "CREATE TABLE IF NOT EXISTS answers (address TEXT PRIMARY KEY, at REAL, body TEXT)"


def default_path() -> Path:
    """``refparse/link.sqlite`` in the user's folder for caches."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or str(Path.home() / "AppData" / "Local")
    else:
        base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(base) / "refparse" / "link.sqlite"


class Cache:
    """Answers by address. Threads and processes may share the file.

    Args:
        path: the file, made where it is missing; ":memory:" keeps answers for this run only.
        days: how long an answer is good for, more than 0.

    Raises:
        InputError: the file cannot be made or is no such cache.
    """

    def __init__(self, path: str | Path, days: float = DAYS) -> None:
        if days <= 0:
            raise InputError(
                f"a cache of {days:g} days keeps nothing: give more than 0, or no cache"
            )
        self._seconds = days * 86400
        self._lock = threading.Lock()
        try:
            if str(path) != ":memory:":
                Path(path).parent.mkdir(parents=True, exist_ok=True)
            self._base = sqlite3.connect(path, timeout=30, check_same_thread=False)
            with self._base:
                self._base.execute(_LAYOUT)
                self._base.execute("SELECT address, at, body FROM answers LIMIT 1")
        except (OSError, sqlite3.Error) as error:
            raise InputError(
                f"cannot use {path} as a cache: {error}. Delete it, or name another file"
            ) from None

    def get(self, address: str) -> tuple[bool, Any]:
        """Whether the answer is known, and the answer: decoded JSON; None for "no such thing".

        A file that can no longer be read costs the saved requests and nothing else.
        """
        try:
            with self._lock, closing(self._base.cursor()) as cursor:
                cursor.execute("SELECT at, body FROM answers WHERE address = ?", (address,))
                found = cursor.fetchone()
            if found is None or time.time() - found[0] > self._seconds:
                return False, None
            return True, json.loads(found[1])
        except (sqlite3.Error, ValueError, TypeError) as error:
            _LOG.warning("the cache could not be read: %s", error)
            return False, None

    def put(self, address: str, answer: Any) -> None:
        """Keep an answer, if the file lets us."""
        row = (address, time.time(), json.dumps(answer))
        try:
            with self._lock, self._base:
                self._base.execute("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", row)
        except sqlite3.Error as error:
            _LOG.warning("the cache could not be written: %s", error)

    def close(self) -> None:
        """Close the file."""
        with self._lock:
            self._base.close()
