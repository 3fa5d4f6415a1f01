"""Forged and damaged copies of a model, opened and used; run in a process of its own.

    python -m tests.tagger.forge MODEL SCRATCH CAMPAIGN

prints one JSON line per case before it is tried and one with its outcome: "refused" (ModelError),
"works" (loaded, and parses texts with labels that it may use), or what was raised. A crash of the
process shows as a case without outcome.
"""

from __future__ import annotations

import hashlib
import json
import random
import shutil
import struct
import sys
from collections.abc import Iterator
from pathlib import Path

from refparse._errors import ModelError
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CRF_FILE, META_FILE

TEXTS = (
    "Snyder G.H. The Security Dilemma in Alliance Politics. World Politics. 1984; 36(4):461–495.",
    "Иванов И.И. Название // Журнал. – 2008. – Т. 5, № 2. – С. 12–15.",
    "x",
    "( " * 50,
)
HEADER = struct.Struct("<4sI4sIIIIIIIII")
FIELDS = (
    "magic", "size", "type", "version", "features", "labels", "attributes",
    "at_features", "at_labels", "at_attributes", "at_label_refs", "at_attribute_refs",
)  # fmt: skip
EXTREMES = (0, 1, 3, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFF)
Case = tuple[str, bytes]


def header(data: bytes) -> dict[str, int]:
    return dict(zip(FIELDS, HEADER.unpack_from(data), strict=True))


def word(data: bytes, at: int) -> int:
    return int(struct.unpack_from("<I", data, at)[0])


def put(data: bytes, at: int, value: int) -> bytes:
    return data[:at] + struct.pack("<I", value & 0xFFFFFFFF) + data[at + 4 :]


def flip(data: bytes, at: int, bit: int) -> bytes:
    return data[:at] + bytes([data[at] ^ (1 << bit)]) + data[at + 1 :]


def lengths(data: bytes) -> list[int]:
    """Where to cut: at every edge of the layout and at steps between."""
    edges = {0, 1, 4, 47, 48, 49, len(data) - 1, len(data) - 8}
    edges |= {at + extra for at in list(header(data).values())[7:] for extra in (0, 4, 24, 2072)}
    edges |= {len(data) * step // 40 for step in range(40)}
    return sorted(edge for edge in edges if 0 <= edge < len(data))


def truncations(data: bytes) -> Iterator[Case]:
    """Cut files; those whose header and digest were adapted to the cut as well."""
    for length in lengths(data):
        yield f"cut to {length}", data[:length]
        if length >= 8:
            yield f"cut to {length}, header adapted", put(data[:length], 4, length)
    yield "a byte more", put(data + b"\0", 4, len(data))
    yield "zeros", bytes(len(data))


def header_lies(data: bytes) -> Iterator[Case]:
    """Every field of the header set to every extreme."""
    for index, name in enumerate(FIELDS):
        if name == "features":  # CRFsuite itself does not read it.
            continue
        for value in (*EXTREMES, len(data), len(data) - 4, word(data, 4 * index) + 4):
            changed = put(data, 4 * index, value)
            if changed != data:
                yield f"{name} = {value}", changed


def chunk_lies(data: bytes) -> Iterator[Case]:
    """Chunk headers, list offsets and list sizes set to extremes."""
    head = header(data)
    for name in ("at_features", "at_label_refs", "at_attribute_refs"):
        at = head[name]
        for index, what in enumerate(("mark", "size", "count")):
            for value in EXTREMES:
                # A size that still covers the records does no harm.
                if what != "size" or value < 0x10:
                    yield f"{name} {what} = {value}", put(data, at + 4 * index, value)
        if name == "at_features":
            continue
        for value in (*EXTREMES, len(data) - 3, len(data)):
            yield f"{name} first offset = {value}", put(data, at + 12, value)
        start = word(data, at + 12)
        for value in (0x10000, 0x3FFFFFFF, 0x40000000, 0xFFFFFFFF):
            yield f"{name} first list of {value}", put(data, start, value)
            yield f"{name} first number = {value}", put(data, start + 4, value)
    at = head["at_features"] + 12
    for value in (2, 0xFFFFFFFF):
        yield f"weight of type {value}", put(data, at, value)
    yield "weight of no owner", put(data, at + 4, 0x7FFFFFFF)
    yield "weight of no tag", put(data, at + 8, head["labels"])
    for value in (float("nan"), float("inf"), -float("inf"), 1e300, -1e7):
        yield f"weight {value}", data[: at + 12] + struct.pack("<d", value) + data[at + 20 :]


def table_lies(data: bytes) -> Iterator[Case]:
    """The hash tables of tags and of names: every kind of entry set to extremes."""
    head = header(data)
    for name, count in (("at_labels", head["labels"]), ("at_attributes", head["attributes"])):
        at = head[name]
        size, at_back = word(data, at + 4), word(data, at + 20)
        for index, what in enumerate(("mark", "size", "flag", "order", "back size", "back")):
            for value in (*EXTREMES, size - 4):
                harmless = what == "flag" or (what == "back size" and value >= count)
                if what == "size" and value == 0x7FFFFFFF and value <= len(data):
                    continue
                if not harmless:
                    yield f"{name} {what} = {value}", put(data, at + 4 * index, value)
        used = next(i for i in range(256) if word(data, at + 24 + 8 * i))
        empty = next((i for i in range(256) if not word(data, at + 24 + 8 * i)), None)
        for value in (*EXTREMES[1:], size - 4, size):
            yield f"{name} table at {value}", put(data, at + 24 + 8 * used, value)
            yield f"{name} table of {value}", put(data, at + 28 + 8 * used, value)
            if empty is not None:
                yield f"{name} empty table at {value}", put(data, at + 24 + 8 * empty, value)
                yield f"{name} empty table of {value}", put(data, at + 28 + 8 * empty, value)
        yield f"{name} table gone", put(put(data, at + 24 + 8 * used, 0), at + 28 + 8 * used, 0)
        table = at + word(data, at + 24 + 8 * used)
        buckets = range(table, table + 8 * word(data, at + 28 + 8 * used), 8)
        full = next(bucket for bucket in buckets if word(data, bucket + 4))
        vacant = next(bucket for bucket in buckets if not word(data, bucket + 4))
        filled = data
        for bucket in buckets:  # No vacant bucket: a search for an unknown string never ends.
            if not word(data, bucket + 4):
                filled = put(put(filled, bucket, used), bucket + 4, word(data, full + 4))
        yield f"{name} no vacant bucket", filled
        moved = put(put(data, full + 4, 0), vacant + 4, word(data, full + 4))
        yield f"{name} bucket moved", put(moved, vacant, word(data, full))
        record = at + word(data, full + 4)
        for value in (*EXTREMES, size - 4, size - 8, size):
            yield f"{name} record at {value}", put(data, full + 4, value)
            yield f"{name} hash {value}", put(data, full, value)
            yield f"{name} id {value}", put(data, record, (word(data, record) + value) | 1 << 20)
            yield f"{name} length {value}", put(data, record + 4, value)
            yield f"{name} back to {value}", put(data, at + at_back, value)
        key = record + 8
        yield f"{name} string without end", put(data, key + word(data, record + 4) - 1, 0x41414141)
        yield f"{name} string cut", data[:key] + b"\0" + data[key + 1 :]
        yield f"{name} string changed", flip(data, key, 0)


def table_flips(data: bytes) -> Iterator[Case]:
    """Single bits flipped inside the hash tables: strings, ids, hash values, ways back."""
    head = header(data)
    chosen = random.Random(7)
    for name, count in (("at_labels", 150), ("at_attributes", 150)):
        at = head[name]
        size = word(data, at + 4)
        for _ in range(count):
            place = chosen.randrange(24, size)
            # The writer leaves whatever memory held in the hash of a vacant bucket: zero.
            yield f"{name} bit at {place}", flip(data, at + place, chosen.randrange(8))


def noise(data: bytes) -> Iterator[Case]:
    """Bits and words changed anywhere; some give another, valid model."""
    chosen = random.Random(11)
    for number in range(200):
        yield f"bit {number}", flip(data, chosen.randrange(len(data)), chosen.randrange(8))
    for number in range(150):
        at = chosen.randrange(0, len(data) - 4, 4)
        yield f"word {number}", put(data, at, chosen.choice([*EXTREMES, chosen.getrandbits(32)]))
    for number in range(40):
        first, second = sorted(chosen.sample(range(len(data)), 2))
        yield f"swapped {number}", data[second:] + data[first:second] + data[:first]
    for number in range(40):
        at = chosen.randrange(len(data) - 64)
        yield f"block {number}", data[:at] + chosen.randbytes(64) + data[at + 64 :]


CAMPAIGNS = {
    "truncations": truncations,
    "header": header_lies,
    "chunks": chunk_lies,
    "tables": table_lies,
    "flips": table_flips,
    "noise": noise,
}


def outcome(folder: Path, allowed: set[str]) -> str:
    """Open a model folder and use it."""
    try:
        decoder = Decoder(folder)
    except ModelError:
        return "refused"
    for text in TEXTS:
        spans, confidence = decoder.spans(text)
        if not 0 <= confidence <= 1:
            return f"confidence {confidence}"
        for span in spans:
            if span.label not in allowed or not 0 <= span.confidence <= 1:
                return f"span {span}"
    return "works"


def main(model: Path, scratch: Path, campaign: str) -> None:
    data = (model / CRF_FILE).read_bytes()
    meta = json.loads((model / META_FILE).read_text("utf-8"))
    shutil.copytree(model, scratch)
    for name, changed in CAMPAIGNS[campaign](data):
        print(json.dumps({"case": name}), flush=True)
        (scratch / CRF_FILE).write_bytes(changed)
        # The forger adapts the digest, so that only the structure stands in the way.
        digest = hashlib.sha256(changed).hexdigest()
        meta["files"][CRF_FILE] = {"size": len(changed), "sha256": digest}
        (scratch / META_FILE).write_text(json.dumps(meta), "utf-8")
        try:
            found = outcome(scratch, set(meta["labels"]))
        except Exception as error:
            found = f"{type(error).__name__}: {error}"
        print(json.dumps({"case": name, "outcome": found}), flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])
