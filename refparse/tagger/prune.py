"""Smaller models: weights too small to matter are taken out of a CRFsuite file.

L-BFGS with an L1 penalty leaves many weights that are tiny but not zero. Without them, and without
the feature names that then have no weight left, a file is about half as large and decodes faster.
The layout is the one that structure.py checks.
"""

from __future__ import annotations

import struct
from typing import Final

import numpy as np
from numpy.typing import NDArray

from refparse.tagger.structure import (
    BYTE_ORDER,
    CHUNK,
    CQDB,
    FEATURE,
    HEADER,
    RECORDS,
    TABLES,
    hash_strings,
    string_table,
)

_SPARE_TAGS: Final = 2


def prune(data: bytes, threshold: float) -> bytes:
    """A model without the weights below a threshold.

    Args:
        data: an intact CRFsuite model (``structure.check_structure``).
        threshold: state weights of a smaller absolute value go; transitions all stay.

    Returns:
        The bytes of the smaller model; its answers differ only by what the lost weights gave.
    """
    head = HEADER.unpack_from(data)
    n_tags, n_names = head[5], head[6]
    at_weights, at_tags, at_names = head[7], head[8], head[9]
    count = CHUNK.unpack_from(data, at_weights)[2]
    weights = np.frombuffer(data, FEATURE, count, at_weights + CHUNK.size)
    keep = (weights["type"] == 1) | (np.abs(weights["weight"]) >= threshold)
    kept = weights[keep].copy()
    state = kept["type"] == 0
    used = np.unique(kept["source"][state])
    fresh = np.zeros(n_names, np.uint32)
    fresh[used] = np.arange(len(used), dtype=np.uint32)
    kept["source"][state] = fresh[kept["source"][state]]
    tags = string_table(data, at_tags, n_tags)
    all_names = string_table(data, at_names, n_names)
    return _write(kept, tags, [all_names[index] for index in used.tolist()])


def _write(weights: NDArray[np.void], tags: list[bytes], names: list[bytes]) -> bytes:
    parts: list[bytes] = [b"\0" * HEADER.size]
    size = HEADER.size

    def add(part: bytes) -> int:
        nonlocal size
        padding = -size % 4
        at = size + padding
        parts.append(b"\0" * padding + part)
        size = at + len(part)
        return at

    body = weights.tobytes()
    at_weights = add(CHUNK.pack(b"FEAT", CHUNK.size + len(body), len(weights)) + body)
    at_tags = add(_cqdb(tags))
    at_names = add(_cqdb(names))
    numbers = np.arange(len(weights), dtype=np.uint32)
    state = weights["type"] == 0
    of_tags = _lists(numbers[~state], weights["source"][~state], len(tags))
    of_names = _lists(numbers[state], weights["source"][state], len(names))
    at_tag_lists = add(_references(b"LFRF", of_tags, _SPARE_TAGS, size + -size % 4))
    at_name_lists = add(_references(b"AFRF", of_names, 0, size + -size % 4))
    parts[0] = HEADER.pack(
        b"lCRF", size, b"FOMC", 100, 0, len(tags), len(names),
        at_weights, at_tags, at_names, at_tag_lists, at_name_lists,
    )  # fmt: skip
    return b"".join(parts)


def _lists(
    numbers: NDArray[np.uint32], owners: NDArray[np.uint32], count: int
) -> list[NDArray[np.uint32]]:
    """The weight numbers of each owner, in order."""
    order = np.argsort(owners, kind="stable")
    edges = np.cumsum(np.bincount(owners, minlength=count))
    return np.split(numbers[order], edges)[:count]


def _references(mark: bytes, lists: list[NDArray[np.uint32]], spare: int, at: int) -> bytes:
    """A chunk of offsets, then the lists that they point to; ``at`` is where the chunk will lie."""
    begin = at + CHUNK.size + 4 * (len(lists) + spare)
    sizes = np.array([4 + 4 * len(each) for each in lists], np.int64)
    starts = begin + np.cumsum(sizes) - sizes
    offsets: bytes = np.concatenate((starts, np.zeros(spare, np.int64))).astype("<u4").tobytes()
    body = b"".join(struct.pack("<I", len(each)) + each.tobytes() for each in lists)
    size = CHUNK.size + len(offsets) + len(body)
    return CHUNK.pack(mark, size, len(lists) + spare) + offsets + body


def _cqdb(strings: list[bytes]) -> bytes:
    """A constant quark database: hash tables from string to id, and a table back."""
    records = bytearray()
    offsets = []
    for index, string in enumerate(strings):
        offsets.append(RECORDS + len(records))
        records += struct.pack("<iI", index, len(string) + 1) + string + b"\0"
    tables: list[list[tuple[int, int]]] = [[] for _ in range(TABLES)]
    for value, offset in zip(hash_strings(strings).tolist(), offsets, strict=True):
        tables[value % TABLES].append((value, offset))
    references = bytearray()
    buckets = bytearray()
    at_buckets = RECORDS + len(records)
    for table in tables:
        size = 2 * len(table)
        references += struct.pack("<II", at_buckets + len(buckets) if size else 0, size)
        slots = [(0, 0)] * size
        for value, offset in table:
            slot = (value >> 8) % size
            while slots[slot][1]:
                slot = (slot + 1) % size
            slots[slot] = (value, offset)
        for slot_value in slots:
            buckets += struct.pack("<II", *slot_value)
    at_back = at_buckets + len(buckets)
    back = np.array(offsets, "<u4").tobytes()
    size = at_back + len(back)
    head = CQDB.pack(b"CQDB", size, 0, BYTE_ORDER, len(strings), at_back)
    return head + bytes(references) + bytes(records) + bytes(buckets) + back
