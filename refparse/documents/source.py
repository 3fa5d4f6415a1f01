"""Getting at a source: a file, a web address, standard input or bytes, within limits."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from refparse._errors import InputError, MissingExtraError
from refparse._version import __version__
from refparse.documents.document import Limits

_CHUNK: Final = 1 << 16
_HEAD: Final = 1024  # bytes within which a PDF says that it is one
_WHOLE: Final = 10  # times the time-out that a whole download may take
_AGENT: Final = f"refparse-crf/{__version__} (reads references)"


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read.

    Attributes:
        name: the path or address, "-" for standard input.
        data: all its bytes; of a PDF on disk, which is read page by page, only the first ones.
        path: the file, where there is one.
        media_type: what a web server called it ("text/html"); "" without one.
        charset: the encoding that a web server gave; "" without one.
    """

    name: str
    data: bytes
    path: Path | None = None
    media_type: str = ""
    charset: str = ""

    @property
    def suffix(self) -> str:
        """The last suffix of its name in lower case, with the dot; "" without one."""
        name = self.name.partition("?")[0].partition("#")[0] if "://" in self.name else self.name
        return Path(name).suffix.lower()


def load(source: str | Path | bytes, limits: Limits) -> Source:
    """Read a source.

    Args:
        source: a path, an address ("https://…"), "-" for standard input, or the bytes themselves.
        limits: ``bytes`` and ``seconds`` count.

    Raises:
        InputError: it cannot be read or is larger than allowed.
        MissingExtraError: an address was given and httpx is not installed.
    """
    if isinstance(source, bytes):
        return Source("-", _within(source, "-", limits))
    name = str(source)
    if isinstance(source, str) and "://" in source[:12]:
        return _fetched(source, limits)
    if name == "-":
        return Source(name, _within(sys.stdin.buffer.read(limits.bytes + 1), name, limits))
    path = Path(name)
    try:
        with open(path, "rb") as stream:
            data = stream.read(_HEAD)
            if b"%PDF-" not in data:
                data += stream.read(max(0, limits.bytes + 1 - len(data)))
                data = _within(data, name, limits)
            elif os.fstat(stream.fileno()).st_size > limits.bytes:
                raise InputError(too_large(name, limits))
    except (OSError, ValueError) as error:  # A path with a null character is a ValueError.
        reason = getattr(error, "strerror", None) or error
        raise InputError(f"cannot read {name}: {reason}") from None
    return Source(name, data, path)


def _within(data: bytes, name: str, limits: Limits) -> bytes:
    if len(data) > limits.bytes:
        raise InputError(too_large(name, limits))
    return data


def too_large(name: str, limits: Limits) -> str:
    """The message for a document that is larger than allowed."""
    return (
        f"{name}: larger than the limit of {limits.bytes} bytes: raise the limit (--max-bytes), "
        "or split the file"
    )


def _fetched(address: str, limits: Limits) -> Source:
    scheme = address.partition("://")[0].lower()
    if scheme not in ("http", "https"):
        raise InputError(f"{address}: addresses of the kind {scheme}:// are not read, only http(s)")
    try:
        import httpx
    except ImportError:
        raise MissingExtraError("httpx", "web") from None
    try:
        with _answer(httpx, address, limits) as answer:
            return _read_answer(answer, address, limits)
    except httpx.TimeoutException:
        raise InputError(
            f"{address}: no answer within {limits.seconds:g} seconds: try again, or raise the "
            "time-out (--timeout)"
        ) from None
    except (httpx.HTTPError, httpx.InvalidURL) as error:
        reason = str(error) or type(error).__name__
        raise InputError(f"{address}: cannot be loaded: {reason}") from None


@contextmanager
def _answer(httpx: Any, address: str, limits: Limits) -> Iterator[Any]:
    headers = {"User-Agent": _AGENT, "Accept": "text/html,application/pdf,*/*;q=0.8"}
    with (
        httpx.Client(
            timeout=limits.seconds, follow_redirects=True, max_redirects=10, headers=headers
        ) as client,
        client.stream("GET", address) as answer,
    ):
        yield answer


def _read_answer(answer: Any, address: str, limits: Limits) -> Source:
    if answer.status_code >= 400:
        raise InputError(
            f"{address}: the server answered {answer.status_code} {answer.reason_phrase}".rstrip()
        )
    declared = answer.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > limits.bytes:
        raise InputError(too_large(address, limits))
    until = time.monotonic() + _WHOLE * limits.seconds
    parts, size = [], 0
    for part in answer.iter_bytes(_CHUNK):
        parts.append(part)
        size += len(part)
        if size > limits.bytes:
            raise InputError(too_large(address, limits))
        if time.monotonic() > until:
            raise InputError(
                f"{address}: not loaded within {_WHOLE * limits.seconds:g} seconds: load it with "
                "another program, or raise the time-out (--timeout)"
            )
    media_type = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    return Source(address, b"".join(parts), None, media_type, answer.charset_encoding or "")
