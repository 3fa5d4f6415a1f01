"""Compiled models: a CRFsuite model's weights as flat arrays that can be mapped into memory.

A feature that a neighbour at some offset sees ("-1:w=vol") is filed under the feature itself
("w=vol") with one list of weights for each offset, so that all that a token gives to itself and to
its neighbours is found with one look-up a feature.

The file is made once from the CRFsuite file, after that one was verified, and kept in the user's
cache folder (``REFPARSE_CACHE``, else ``XDG_CACHE_HOME``, else ``~/.cache/refparse``). It is only a
cache: it carries the SHA-256 of the model that it came from and of its own contents, and what is
missing, stale or damaged is made again. Where the folder cannot be written, the arrays are kept in
memory.

Layout, little-endian, every section at a multiple of 8: the header (``_HEADER``), the tags'
names, transition weights (f8, tags × tags), hash table (u4: name + 1, or 0), hash values (u8,
FNV-1a), starts of the names (u4), names (UTF-8), starts of the weights of name × offset (u4), the
weights' tags (u1), weights (f8).
"""

from __future__ import annotations

import hashlib
import mmap
import os
import re
import struct
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from refparse._errors import ModelError
from refparse.tagger.structure import CHUNK, FEATURE, HEADER, string_table

FORMAT: Final = 1
OFFSETS: Final = (-3, -2, -1, 0, 1, 2, 3)
MAX_NAME: Final = 511
"""Longest name of a feature in bytes that can be compiled."""
MAX_TAGS: Final = 250
MAX_NAMES: Final = 1 << 24
_MAGIC: Final = b"REFPARSE"
_ORDER: Final = 0x01020304
_HEADER: Final = struct.Struct("<8s8I32s32s10Q")
_DIGEST: Final = slice(72, 104)
"""Where the digest stands; it covers all bytes but these."""
_NEIGHBOUR: Final = re.compile(rb"([+-]\d+):(.*)", re.DOTALL)


def compile_model(data: bytes) -> bytes:
    """Compile a CRFsuite model.

    Args:
        data: an intact CRFsuite model (``structure.check_structure``).

    Returns:
        The bytes of the compiled model.

    Raises:
        ModelError: the model's tags, names or offsets do not fit the layout.
    """
    head = HEADER.unpack_from(data)
    n_tags, n_names, at_weights, at_tags, at_names = head[5:10]
    count = CHUNK.unpack_from(data, at_weights)[2]
    weights = np.frombuffer(data, FEATURE, count, at_weights + CHUNK.size)
    tags = string_table(data, at_tags, n_tags)
    names, column = _by_offset(string_table(data, at_names, n_names))
    if n_tags > MAX_TAGS or len(names) >= MAX_NAMES or max(map(len, names), default=0) > MAX_NAME:
        raise ModelError(
            f"the model has {n_tags} tags and {len(names)} features of up to "
            f"{max(map(len, names), default=0)} bytes: compiled models have at most {MAX_TAGS}, "
            f"{MAX_NAMES} and {MAX_NAME}"
        )
    transition = np.zeros((n_tags, n_tags))
    between = weights[weights["type"] == 1]
    transition[between["source"], between["target"]] = between["weight"]
    state = weights[weights["type"] == 0]
    owner = column[state["source"]]
    order = np.argsort(owner, kind="stable")
    starts = np.searchsorted(owner[order], np.arange(len(names) * len(OFFSETS) + 1))
    lengths = np.array([len(name) for name in names], np.int64)
    hashes = _hashes(names, lengths)
    sections: list[bytes] = [
        b"\n".join(tags),
        transition.astype("<f8").tobytes(),
        _slots(hashes).astype("<u4").tobytes(),
        hashes.astype("<u8").tobytes(),
        np.concatenate(([0], np.cumsum(lengths))).astype("<u4").tobytes(),
        b"".join(names),
        starts.astype("<u4").tobytes(),
        state["target"][order].astype(np.uint8).tobytes(),
        state["weight"][order].astype("<f8").tobytes(),
    ]
    at = [_HEADER.size]
    for section in sections:
        at.append(at[-1] + len(section) + -len(section) % 8)
    body = b"".join(section + b"\0" * (-len(section) % 8) for section in sections)
    numbers = (
        _ORDER, FORMAT, n_tags, len(names), len(sections[2]) // 4, len(state), len(sections[5]),
        len(sections[0]),
    )  # fmt: skip
    source = hashlib.sha256(data).digest()
    out = bytearray(_HEADER.pack(_MAGIC, *numbers, source, b"", *at) + body)
    out[_DIGEST] = _digest(out)
    return bytes(out)


def _digest(data: bytes | bytearray | mmap.mmap) -> bytes:
    with memoryview(data) as view, view[: _DIGEST.start] as first, view[_DIGEST.stop :] as second:
        digest = hashlib.sha256(first)
        digest.update(second)
    return digest.digest()


def _by_offset(names: Sequence[bytes]) -> tuple[list[bytes], NDArray[np.int64]]:
    """The features without their offsets, and for each name its feature × 7 + offset."""
    known: dict[bytes, int] = {}
    column = np.empty(len(names), np.int64)
    for index, name in enumerate(names):
        match = _NEIGHBOUR.fullmatch(name)
        offset = int(match[1]) if match else 0
        if offset not in OFFSETS:
            raise ModelError(
                f"feature {name[:80]!r} looks {abs(offset)} tokens away: compiled models look at "
                f"most {max(OFFSETS)} away"
            )
        base = match[2] if match else name
        column[index] = known.setdefault(base, len(known)) * len(OFFSETS) + offset - OFFSETS[0]
    return list(known), column


def _hashes(names: Sequence[bytes], lengths: NDArray[np.int64]) -> NDArray[np.uint64]:
    """FNV-1a of each name, all names at once, a character at a time."""
    out = np.full(len(names), 14695981039346656037, np.uint64)
    if not names:
        return out
    text = np.frombuffer(b"".join(names), np.uint8).astype(np.uint64)
    starts = np.cumsum(lengths) - lengths
    for index in range(int(lengths.max())):
        chosen = np.flatnonzero(lengths > index)
        mixed = out[chosen] ^ text[starts[chosen] + index]
        out[chosen] = mixed * np.uint64(1099511628211)
    return out


def _slots(hashes: NDArray[np.uint64]) -> NDArray[np.uint32]:
    """An open hash table of at least twice as many slots as names."""
    size = 16
    while size < 2 * len(hashes) + 2:
        size *= 2
    slots = [0] * size
    wanted = ((hashes ^ (hashes >> np.uint64(32))) & np.uint64(size - 1)).tolist()
    for index, at in enumerate(wanted):
        while slots[at]:
            at = (at + 1) & (size - 1)
        slots[at] = index + 1
    return np.array(slots, np.uint32)


def check_compiled(data: bytes | mmap.mmap, source: str) -> None:
    """Check that a compiled model is whole and comes from a model.

    Args:
        data: the bytes of the file.
        source: SHA-256 of the CRFsuite file in hexadecimal digits.

    Raises:
        ModelError: damaged, of another format or machine, or made from another model.
    """
    if len(data) < _HEADER.size:
        raise ModelError(f"a compiled model of {len(data)} bytes is less than its header")
    magic, order, version, *_rest = _HEADER.unpack_from(data)
    if magic != _MAGIC or order != _ORDER or version != FORMAT:
        raise ModelError(f"a compiled model of another format: {magic!r}, version {version}")
    found, digest = _HEADER.unpack_from(data)[9:11]
    if found.hex() != source:
        raise ModelError(f"a compiled model of another model: {found.hex()[:12]}…")
    if _digest(data) != digest:
        raise ModelError("a damaged compiled model: its SHA-256 differs")


def tags_of(data: bytes | mmap.mmap) -> tuple[str, ...]:
    """The tags of a checked compiled model, in their order."""
    values = _HEADER.unpack_from(data)
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
