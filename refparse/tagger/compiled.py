"""Compiled models: a CRFsuite model's weights as flat arrays that can be mapped into memory.

:mod:`refparse.tagger.compile` makes one; here it is checked, kept and opened, without NumPy, which
would take longer to import than everything else that a parser needs.

A feature that a neighbour at some offset sees ("-1:w=vol") is filed under the feature itself
("w=vol") with one list of weights for each offset, so that all that a token gives to itself and to
its neighbours is found with one look-up a feature.

The file is made once from the CRFsuite file, after that one was verified, and kept in the user's
cache folder (``REFPARSE_CACHE``, else ``XDG_CACHE_HOME``, else ``~/.cache/refparse``). It is only a
cache: it carries the SHA-256 of the model that it came from and of its own contents, and what is
missing, stale or damaged is made again. Where the folder cannot be written, the arrays are kept in
memory.

Layout, little-endian, every section at a multiple of 8: the header (``LAYOUT``), the tags'
names, transition weights (f8, tags × tags), hash table (u4: name + 1, or 0), hash values (u8,
FNV-1a), starts of the names (u4), names (UTF-8), starts of the weights of name × offset (u4), the
weights' tags (u1), weights (f8).
"""

from __future__ import annotations

import hashlib
import mmap
import os
import struct
import sys
import tempfile
from pathlib import Path
from typing import Final

from refparse._errors import ModelError

FORMAT: Final = 1
OFFSETS: Final = (-3, -2, -1, 0, 1, 2, 3)
MAGIC: Final = b"REFPARSE"
ORDER: Final = 0x01020304
LAYOUT: Final = struct.Struct("<8s8I32s32s10Q")
DIGEST: Final = slice(72, 104)
"""Where the digest stands; it covers all bytes but these."""


def digest_of(data: bytes | bytearray | mmap.mmap) -> bytes:
    """SHA-256 of a compiled model, the place of the digest itself left out."""
    with memoryview(data) as view, view[: DIGEST.start] as first, view[DIGEST.stop :] as second:
        digest = hashlib.sha256(first)
        digest.update(second)
    return digest.digest()


def check_compiled(data: bytes | mmap.mmap, source: str) -> None:
    """Check that a compiled model is whole and comes from a model.

    Args:
        data: the bytes of the file.
        source: SHA-256 of the CRFsuite file in hexadecimal digits.

    Raises:
        ModelError: damaged, of another format or machine, or made from another model.
    """
    if len(data) < LAYOUT.size:
        raise ModelError(f"a compiled model of {len(data)} bytes is less than its header")
    magic, order, version, *_rest = LAYOUT.unpack_from(data)
    if magic != MAGIC or order != ORDER or version != FORMAT:
        raise ModelError(f"a compiled model of another format: {magic!r}, version {version}")
    found, digest = LAYOUT.unpack_from(data)[9:11]
    if found.hex() != source:
        raise ModelError(f"a compiled model of another model: {found.hex()[:12]}…")
    if digest_of(data) != digest:
        raise ModelError("a damaged compiled model: its SHA-256 differs")


def tags_of(data: bytes | mmap.mmap) -> tuple[str, ...]:
    """The tags of a checked compiled model, in their order."""
    values = LAYOUT.unpack_from(data)
    at, size = values[11], values[8]
    return tuple(bytes(data[at : at + size]).decode("utf-8").split("\n"))


def cache_folder() -> Path:
    """Where compiled models are kept; see the module's text."""
    own = os.environ.get("REFPARSE_CACHE")
    if own:
        return Path(own)
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA")
    else:
        base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "refparse"


def compiled_path(source: str) -> Path:
    """The file of the compiled model of a CRFsuite file, by that one's SHA-256."""
    return cache_folder() / f"{source[:32]}-{FORMAT}.model"


def open_compiled(source: str) -> mmap.mmap | None:
    """The compiled model of a CRFsuite file, mapped; None where it is missing or damaged."""
    try:
        with open(compiled_path(source), "rb") as stream:
            data = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError, RuntimeError):
        return None
    try:
        check_compiled(data, source)
    except ModelError:
        data.close()
        return None
    return data


def keep_compiled(data: bytes, source: str) -> bool:
    """Put a compiled model into the cache folder, whole or not at all; whether it could."""
    try:
        path = compiled_path(source)
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle, scratch = tempfile.mkstemp(dir=path.parent, prefix=path.stem)
        try:
            with open(handle, "wb") as stream:
                stream.write(data)
            os.replace(scratch, path)
        except OSError:
            os.unlink(scratch)
            raise
    except (OSError, RuntimeError):
        return False
    return True
