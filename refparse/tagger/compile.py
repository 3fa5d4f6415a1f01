"""Compiling a CRFsuite model into the flat arrays of :mod:`refparse.tagger.compiled`."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from refparse._errors import ModelError
from refparse.tagger.compiled import DIGEST, FORMAT, LAYOUT, MAGIC, OFFSETS, ORDER, digest_of
from refparse.tagger.structure import CHUNK, FEATURE, HEADER, string_table

MAX_NAME: Final = 511
"""Longest name of a feature in bytes that can be compiled."""
MAX_TAGS: Final = 250
MAX_NAMES: Final = 1 << 24
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
    at = [LAYOUT.size]
    for section in sections:
        at.append(at[-1] + len(section) + -len(section) % 8)
    body = b"".join(section + b"\0" * (-len(section) % 8) for section in sections)
    numbers = (
        ORDER, FORMAT, n_tags, len(names), len(sections[2]) // 4, len(state), len(sections[5]),
        len(sections[0]),
    )  # fmt: skip
    source = hashlib.sha256(data).digest()
    out = bytearray(LAYOUT.pack(MAGIC, *numbers, source, b"", *at) + body)
    out[DIGEST] = digest_of(out)
    return bytes(out)


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
