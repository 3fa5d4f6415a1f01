"""The layout of a CRFsuite model file, checked before native code reads it.

CRFsuite's reader trusts every offset and count that it finds: one that leaves the buffer crashes
the interpreter, a hash table without an empty bucket hangs it, a weight that is no number makes the
search follow an index of -1. The layout is that of CRFsuite 0.12 (``lib/crf/src/crf1d_model.c`` and
``lib/cqdb/src/cqdb.c``): a header; the tags and the features' names, each a hash table ("CQDB")
with a table back from id to string; per tag and per name a list of weight numbers ("LFRF", "AFRF");
the weights ("FEAT"). Checks are vectorised: 10 MB take about 0.1 s.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from refparse._errors import ModelError
from refparse.labels import OUTSIDE

# The records of the layout; prune.py writes what is checked here.
HEADER: Final = struct.Struct("<4sI4sIIIIIIIII")
CHUNK: Final = struct.Struct("<4sII")
CQDB: Final = struct.Struct("<4sIIIII")
FEATURE: Final = np.dtype(
    [("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")]
)
BYTE_ORDER: Final = 0x62445371
TABLES: Final = 256
RECORDS: Final = CQDB.size + 8 * TABLES
"""Where the records of a CQDB chunk start, behind its header and the references to its tables."""
MAX_WEIGHT: Final = 1e6
"""Largest absolute weight: trained ones stay far below, and sums of these never overflow."""

MAX_STRING: Final = 4096
"""Longest tag or feature name in bytes."""

Ints = NDArray[np.int64]
Bad = Callable[[str], ModelError]


def check_structure(data: bytes, name: str, labels: set[str], bio: bool = False) -> None:
    """Check that a model file is what CRFsuite's writer writes.

    Args:
        data: the file's bytes.
        name: what messages call it.
        labels: the labels that it may know, "O" among them or not.
        bio: whether its tags are BIO.

    Raises:
        ModelError: something would make the native reader leave the buffer, loop or answer with a
            tag that is none.
    """

    def bad(what: str) -> ModelError:
        return ModelError(f"{name} is no intact CRFsuite model: {what}. Restore or retrain it.")

    if len(data) < HEADER.size:
        raise bad(f"{len(data)} bytes are less than a header")
    magic, size, kind, version, _, n_tags, n_names, *offsets = HEADER.unpack_from(data)
    if magic != b"lCRF" or kind != b"FOMC" or version != 100:
        raise bad(f"starts with {magic!r}, {kind!r}, version {version}")
    if size != len(data):
        raise bad(f"its header says {size} bytes, the file has {len(data)}")
    at_weights, at_tags, at_names, at_tag_lists, at_name_lists = offsets
    strings = _check_strings(data, at_tags, n_tags, "tags", bad)
    _check_tags([data[start:end] for start, end in strings.tolist()], labels, bio, bad)
    _check_strings(data, at_names, n_names, "feature names", bad)
    count = _chunk(data, at_weights, b"FEAT", FEATURE.itemsize, bad)
    weights = np.frombuffer(data, FEATURE, count, at_weights + CHUNK.size)
    if not bool(np.all(np.abs(weights["weight"]) <= MAX_WEIGHT)):
        raise bad(f"a weight is no number of at most {MAX_WEIGHT:g}")
    if not bool(np.all(weights["target"] < n_tags)):
        raise bad(f"a weight belongs to a tag beyond its {n_tags}")
    used = 0
    # The writer keeps room for two lists more than there are tags, and leaves it empty.
    for kind_of_list, at, tag, owners, spare in (
        (1, at_tag_lists, b"LFRF", n_tags, 2),
        (0, at_name_lists, b"AFRF", n_names, 0),
    ):
        if _chunk(data, at, tag, 4, bad) != owners + spare:
            raise bad(f"chunk {tag.decode()} does not have one list for each of {owners}")
        numbers, owner = _lists(data, at, owners, count, bad)
        listed = weights[numbers]
        if not bool(np.all((listed["type"] == kind_of_list) & (listed["source"] == owner))):
            raise bad(f"chunk {tag.decode()} lists a weight that belongs elsewhere")
        used += len(numbers)
    if used != count:
        raise bad(f"{used} of its {count} weights are listed")


def _chunk(data: bytes, at: int, tag: bytes, record: int, bad: Bad) -> int:
    """Number of records of the chunk at an offset, after it was seen to lie inside the file."""
    if not HEADER.size <= at <= len(data) - CHUNK.size:
        raise bad(f"chunk {tag.decode()} at {at} lies outside the file")
    found, size, count = CHUNK.unpack_from(data, at)
    if found != tag:
        raise bad(f"expected chunk {tag.decode()} at {at}, found {found!r}")
    if size > len(data) - at or CHUNK.size + count * record > size:
        raise bad(f"chunk {tag.decode()} of {count} records does not fit its {size} bytes")
    return int(count)


def _lists(data: bytes, at: int, owners: int, weights: int, bad: Bad) -> tuple[Ints, Ints]:
    """All weight numbers that the lists of a chunk hold, and the owner of each."""
    offsets = np.frombuffer(data, "<u4", owners, at + CHUNK.size).astype(np.int64)
    if at % 4 or bool(np.any(offsets % 4)):
        raise bad(f"a list of the chunk at {at} is not aligned")
    if owners and (int(offsets.min()) < HEADER.size or int(offsets.max()) > len(data) - 4):
        raise bad(f"a list of the chunk at {at} lies outside the file")
    words = np.frombuffer(data, "<u4", len(data) // 4)
    starts = offsets // 4 + 1
    sizes = words[starts - 1].astype(np.int64)
    total = int(sizes.sum())
    if total > weights or bool(np.any(4 * (starts + sizes) > len(data))):
        raise bad(f"the lists of the chunk at {at} leave the file")
    before = np.cumsum(sizes) - sizes
    numbers = words[np.arange(total) + np.repeat(starts - before, sizes)].astype(np.int64)
    if total and int(numbers.max()) >= weights:
        raise bad(f"a list of the chunk at {at} names a weight beyond {weights}")
    return numbers, np.repeat(np.arange(owners), sizes)


def _check_strings(data: bytes, at: int, count: int, what: str, bad: Bad) -> Ints:
    """Start and end of each string of a CQDB chunk, after the chunk was seen to be whole."""
    if not HEADER.size <= at <= len(data) - RECORDS:
        raise bad(f"the table of {what} at {at} lies outside the file")
    mark, size, _, order, n_back, at_back = CQDB.unpack_from(data, at)
    if mark != b"CQDB" or order != BYTE_ORDER:
        raise bad(f"no table of {what} at {at}")
    if not RECORDS <= size <= len(data) - at:
        raise bad(f"the table of {what} at {at} of {size} bytes leaves the file")
    chunk = np.frombuffer(data, np.uint8, size, at)
    hashes, records = _buckets(chunk, count, what, bad)
    ids, starts, lengths = _records(chunk, records, what, bad)
    back = at_back + 4 * np.arange(count, dtype=np.int64)
    if not bool(np.all(np.bincount(ids, minlength=count) == 1)) or (
        count and (n_back < count or not RECORDS <= at_back <= size - 4 * count)
    ):
        raise bad(f"the ids of its {what} are not 0 to {count - 1}")
    by_id = np.empty(count, np.int64)
    by_id[ids] = records
    if not np.array_equal(_words(chunk, back), by_id):
        raise bad(f"the table back from ids to {what} is damaged")
    if not np.array_equal(_hashes(chunk, starts, lengths), hashes):
        raise bad(f"the hash values of its {what} are wrong")
    return np.column_stack((starts + at, starts + at + lengths - 1))


def _buckets(chunk: NDArray[np.uint8], count: int, what: str, bad: Bad) -> tuple[Ints, Ints]:
    """Hash value and record offset of every bucket in use."""
    refs = np.frombuffer(chunk, "<u4", 2 * TABLES, CQDB.size).astype(np.int64)
    offsets, sizes = refs[::2], refs[1::2]
    used = sizes > 0
    if not np.array_equal(offsets > 0, used) or int(sizes.sum()) != 2 * count:
        raise bad(f"it does not have {count} {what}")
    if bool(np.any(used & ((offsets < RECORDS) | (offsets + 8 * sizes > len(chunk))))):
        raise bad(f"a hash table of its {what} leaves the file")
    hashes = []
    records = []
    for table in np.flatnonzero(used).tolist():
        size = int(sizes[table])
        buckets = np.frombuffer(chunk, "<u4", 2 * size, int(offsets[table])).astype(np.int64)
        filled = np.flatnonzero(buckets[1::2])
        values = buckets[::2][filled]
        # Half of the buckets are empty; every search ends at one, and starts at (hash >> 8) % size.
        if 2 * len(filled) != size or bool(np.any(values % TABLES != table)):
            raise bad(f"a hash table of its {what} is damaged")
        _check_reached(filled, (values >> 8) % size, size, what, bad)
        hashes.append(values)
        records.append(buckets[1::2][filled])
    if not hashes:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(hashes), np.concatenate(records)


def _check_reached(filled: Ints, wanted: Ints, size: int, what: str, bad: Bad) -> None:
    """Every filled bucket must be reached from the one where its search starts."""
    taken = np.zeros(2 * size, np.int64)
    taken[filled] = taken[filled + size] = 1
    behind = np.concatenate(([0], np.cumsum(taken)))
    distance = (filled - wanted) % size
    if bool(np.any(behind[wanted + distance] - behind[wanted] != distance)):
        raise bad(f"a hash table of its {what} is damaged")


def _records(
    chunk: NDArray[np.uint8], records: Ints, what: str, bad: Bad
) -> tuple[Ints, Ints, Ints]:
    """Id, start and length (its closing NUL included) of the string of each record."""
    if len(records) and (int(records.min()) < RECORDS or int(records.max()) > len(chunk) - 9):
        raise bad(f"a record of its {what} lies outside the file")
    ids, lengths, starts = _words(chunk, records), _words(chunk, records + 4), records + 8
    if bool(np.any((lengths < 1) | (lengths > MAX_STRING) | (starts + lengths > len(chunk)))):
        raise bad(f"a record of its {what} leaves the file")
    if bool(np.any(ids >= max(1, len(records)))):
        raise bad(f"a record of its {what} has an id beyond their number")
    nuls = np.concatenate(([0], np.cumsum(chunk == 0, dtype=np.int32)))
    inside = nuls[starts + lengths] - nuls[starts]
    if bool(np.any(inside != 1)) or bool(np.any(chunk[starts + lengths - 1])):
        raise bad(f"a string of its {what} does not end where its length says")
    return ids, starts, lengths


def _words(chunk: NDArray[np.uint8], at: Ints) -> Ints:
    """The 32-bit numbers at offsets that need not be aligned."""
    parts = [chunk[at + index].astype(np.int64) << (8 * index) for index in range(4)]
    return parts[0] | parts[1] | parts[2] | parts[3]


def _check_tags(tags: list[bytes], labels: set[str], bio: bool, bad: Bad) -> None:
    known = labels - {OUTSIDE}
    allowed = {
        OUTSIDE,
        *(f"{edge}-{label}" for edge in "BI" for label in known if bio),
        *known,
    }
    if not tags:
        raise bad("it has no tags")
    for tag in tags:
        if tag.decode("utf-8", "replace") not in allowed:
            raise bad(f"tag {tag!r} is none that its metadata allows")


def string_table(data: bytes, at: int, count: int) -> list[bytes]:
    """The strings of a CQDB chunk of an intact model, by id."""
    n_back, at_back = CQDB.unpack_from(data, at)[4:6]
    records = np.frombuffer(data[at + at_back :], "<u4", min(count, n_back)).tolist()
    out = []
    for record in records:
        (length,) = struct.unpack_from("<I", data, at + record + 4)
        out.append(data[at + record + 8 : at + record + 7 + length])
    return out


def hash_strings(strings: Sequence[bytes]) -> Ints:
    """The hash value of each string in a CQDB chunk."""
    lengths = np.array([len(string) + 1 for string in strings], np.int64)
    chunk = np.frombuffer(b"".join(string + b"\0" for string in strings), np.uint8)
    return _hashes(chunk, np.cumsum(lengths) - lengths, lengths)


def _hashes(chunk: NDArray[np.uint8], starts: Ints, lengths: Ints) -> Ints:
    """Bob Jenkins' lookup3 ``hashlittle`` (2006) of many strings, the closing NUL included."""
    out = np.empty(len(starts), np.int64)
    blocks = (lengths + 11) // 12
    for size in np.unique(blocks).tolist():
        chosen = np.flatnonzero(blocks == size)
        length = lengths[chosen]
        # Strings that are long without need would make the matrix large; take them in portions.
        portion = max(1, (1 << 22) // (12 * size))
        for first in range(0, len(chosen), portion):
            part = slice(first, first + portion)
            out[chosen[part]] = _hash_blocks(chunk, starts[chosen[part]], length[part], size)
    return out


def _hash_blocks(chunk: NDArray[np.uint8], starts: Ints, lengths: Ints, blocks: int) -> Any:
    columns = np.arange(12 * blocks)
    inside = columns < lengths[:, None]
    at = np.where(inside, starts[:, None] + columns, 0)
    padded = np.where(inside, chunk[at], 0).astype(np.uint8)
    words = padded.view("<u4").astype(np.uint32)
    a = (np.uint32(0xDEADBEEF) + lengths.astype(np.uint32)).astype(np.uint32)
    b, c = a.copy(), a.copy()

    def rot(value: Any, bits: int) -> Any:
        return (value << np.uint32(bits)) | (value >> np.uint32(32 - bits))

    for block in range(blocks):
        a = a + words[:, 3 * block]
        b = b + words[:, 3 * block + 1]
        c = c + words[:, 3 * block + 2]
        if block == blocks - 1:
            break
        a = (a - c) ^ rot(c, 4)
        c = c + b
        b = (b - a) ^ rot(a, 6)
        a = a + c
        c = (c - b) ^ rot(b, 8)
        b = b + a
        a = (a - c) ^ rot(c, 16)
        c = c + b
        b = (b - a) ^ rot(a, 19)
        a = a + c
        c = (c - b) ^ rot(b, 4)
        b = b + a
    c = (c ^ b) - rot(b, 14)
    a = (a ^ c) - rot(c, 11)
    b = (b ^ a) - rot(a, 25)
    c = (c ^ b) - rot(b, 16)
    a = (a ^ c) - rot(c, 4)
    b = (b ^ a) - rot(a, 14)
    c = (c ^ b) - rot(b, 24)
    return c.astype(np.int64)
