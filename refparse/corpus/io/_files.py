"""Opening what is read and written, with the errors of a corpus."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, TextIO

from refparse._errors import CorpusError

MAX_LINE: Final = 1_000_000
"""Most characters in one line of a line-based format."""


def lines(path: str | Path) -> Iterator[tuple[int, str]]:
    """Numbered lines without their line breaks.

    Raises:
        CorpusError: the file cannot be read, is not UTF-8, or has an overlong line.
    """
    try:
        with open(path, encoding="utf-8-sig", newline="\n") as stream:
            number = 0
            while line := stream.readline(MAX_LINE + 1):
                number += 1
                if len(line) > MAX_LINE:
                    raise CorpusError(
                        f"{path}:{number}: a line of more than {MAX_LINE:,} characters: one "
                        "reference a line is expected"
                    )
                yield number, line.rstrip("\r\n")
    except OSError as error:
        raise CorpusError(f"cannot read corpus {path}: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path} is not UTF-8 ({error.reason} at byte {error.start})") from None


@contextmanager
def opened(target: str | Path | TextIO) -> Iterator[TextIO]:
    """A text stream to write to; a stream is only used, a path is opened and closed.

    A file appears, or changes, only when all is written: a corpus may be written over itself, and
    an error half-way loses nothing.

    Raises:
        CorpusError: the path cannot be written, or a text cannot be encoded as UTF-8.
    """
    try:
        if not isinstance(target, (str, Path)):
            yield target
            return
        path = Path(target).resolve()
        if path.exists() and not path.is_file():
            # A device or a pipe cannot be replaced.
            with open(path, "w", encoding="utf-8", newline="\n") as stream:
                yield stream
            return
        with replacing(path) as half, open(half, "w", encoding="utf-8", newline="\n") as stream:
            yield stream
    except OSError as error:
        raise CorpusError(f"cannot write {target}: {error.strerror}") from None
    except UnicodeEncodeError as error:
        raise CorpusError(
            f"a reference holds {error.object[error.start]!r}, half a character, which UTF-8 "
            "cannot hold: remove it"
        ) from None


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """A file beside the path to write to, which takes its place if all goes well."""
    path = path.resolve()
    half = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield half
        os.replace(half, path)
    finally:
        half.unlink(missing_ok=True)
