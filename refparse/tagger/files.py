"""A model is a folder of plain files: the CRFsuite model, ``meta.json`` and ``MODEL_CARD.md``.

CRFsuite's native reader trusts what it reads: a truncated or forged file crashes the interpreter. So
before native code sees a byte, size and SHA-256 are checked against ``meta.json``, and the file's
own structure (header, chunk offsets and counts) is checked against its size.
"""

from __future__ import annotations

import hashlib
import json
import re
import struct
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from refparse._errors import ModelError
from refparse.features import FEATURE_SET
from refparse.labels import LABELS, OUTSIDE

FORMAT_VERSION: Final = 1
CRF_FILE: Final = "model.crfsuite"
META_FILE: Final = "meta.json"
CARD_FILE: Final = "MODEL_CARD.md"
MAX_META_BYTES: Final = 8 * 1024 * 1024
MAX_MODEL_BYTES: Final = 512 * 1024 * 1024
_NAME: Final = re.compile(r"[\w.-]+")

# Layout of a CRFsuite 0.12 model ("lCRF", little endian): lib/crf/src/crf1d_model.c.
_HEADER: Final = struct.Struct("<4sI4sIIIIIIIII")
_CHUNK: Final = struct.Struct("<4sII")
_FEATURE_BYTES: Final = 20


@dataclass(frozen=True, slots=True)
class Meta:
    """What ``meta.json`` says; see docs/architecture.md for the keys.

    Attributes:
        name: the model's name.
        labels: the tags of the CRF without "O".
        bio: whether the tags are BIO.
        calibration: knots of the piecewise linear maps from raw to calibrated confidence, by
            "span" and "reference".
        extra: everything else: training data, hyper-parameters, metrics, package versions.
    """

    name: str
    labels: tuple[str, ...]
    bio: bool = False
    calibration: dict[str, list[list[float]]] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)


def find_model(name_or_path: str | Path = "default") -> Path:
    """The folder of a model: a path, or the name of a model that ships with refparse.

    Raises:
        ModelError: no such folder.
    """
    path = Path(name_or_path)
    if path.is_dir():
        return path
    here = Path(__file__).resolve().parent.parent
    shipped = (here / "models", here.parent / "models")
    if _NAME.fullmatch(str(name_or_path)):
        for parent in shipped:
            if (parent / str(name_or_path) / META_FILE).is_file():
                return parent / str(name_or_path)
    names = sorted({p.parent.name for parent in shipped for p in parent.glob("*/" + META_FILE)})
    raise ModelError(
        f"no model {str(name_or_path)!r}: neither a folder nor one of the shipped models "
        f"({', '.join(names) or 'none installed'}). Give a folder that 'refparse train -o' wrote."
    )


def read_meta(folder: Path) -> Meta:
    """Read and check ``meta.json``.

    Raises:
        ModelError: missing, unreadable, of another format version or feature set, or incomplete.
    """
    path = folder / META_FILE
    try:
        if path.stat().st_size > MAX_META_BYTES:
            raise ModelError(f"{path} is larger than {MAX_META_BYTES} bytes: not a model's metadata")
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}. A model folder holds it.") from None
    except ValueError as error:
        raise ModelError(f"{path} is not valid JSON ({error}). Restore or retrain it.") from None
    if not isinstance(raw, dict):
        raise ModelError(f"{path} holds no JSON object. Restore or retrain the model.")
    version = raw.get("format_version")
    if version != FORMAT_VERSION:
        raise ModelError(
            f"{path}: format version {version!r}, this refparse reads {FORMAT_VERSION}. "
            "Retrain the model or install the refparse version that wrote it."
        )
    if raw.get("feature_set") != FEATURE_SET:
        raise ModelError(
            f"{path}: trained with feature set {raw.get('feature_set')!r}, this refparse computes "
            f"{FEATURE_SET}. Retrain the model or install the refparse version that wrote it."
        )
    labels = raw.get("labels")
    if not isinstance(labels, list) or not labels or not set(map(str, labels)) <= set(LABELS):
        raise ModelError(f"{path}: 'labels' must list labels of docs/labels.md, not {labels!r:.80}")
    known = {"format_version", "feature_set", "name", "labels", "bio", "calibration", "files"}
    try:
        calibration = {
            str(kind): [[float(x), float(y)] for x, y in knots]
            for kind, knots in dict(raw.get("calibration") or {}).items()
        }
    except (TypeError, ValueError):
        raise ModelError(f"{path}: 'calibration' must map kinds to [raw, calibrated] pairs") from None
    return Meta(
        name=str(raw.get("name", folder.name)),
        labels=tuple(labels),
        bio=bool(raw.get("bio", False)),
        calibration=calibration,
        extra={**{k: v for k, v in raw.items() if k not in known}, "files": raw.get("files")},
    )


def verified_bytes(folder: Path, meta: Meta) -> bytes:
    """The CRFsuite file's bytes, after its size, SHA-256 and structure were checked.

    The bytes that were checked are the bytes that are used: nobody can swap the file in between.

    Raises:
        ModelError: the file is missing, truncated, altered or no CRFsuite model.
    """
    path = folder / CRF_FILE
    files = meta.extra.get("files")
    entry = files.get(CRF_FILE) if isinstance(files, dict) else None
    if not isinstance(entry, dict) or not {"size", "sha256"} <= set(entry):
        raise ModelError(f"{folder / META_FILE} gives no size and SHA-256 of {CRF_FILE}. Retrain.")
    try:
        size = path.stat().st_size
        if size > MAX_MODEL_BYTES:
            raise ModelError(f"{path}: {size} bytes exceed the limit of {MAX_MODEL_BYTES}.")
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}. Restore or retrain it.") from None
    if len(data) != entry["size"]:
        raise ModelError(
            f"{path} has {len(data)} bytes, its metadata says {entry['size']}: truncated or "
            "replaced. Restore the folder from its source or retrain."
        )
    digest = hashlib.sha256(data).hexdigest()
    if digest != entry["sha256"]:
        raise ModelError(
            f"{path}: SHA-256 {digest[:12]}… differs from the metadata's "
            f"{str(entry['sha256'])[:12]}…: damaged or replaced. Restore the folder or retrain."
        )
    check_structure(data, str(path), {*meta.labels, OUTSIDE}, meta.bio)
    return data


def check_structure(data: bytes, name: str, labels: set[str], bio: bool = False) -> None:
    """Check the layout of a CRFsuite model: header, chunk offsets, counts, label names.

    Raises:
        ModelError: something would make the native reader leave the buffer.
    """

    def bad(what: str) -> ModelError:
        return ModelError(f"{name} is no intact CRFsuite model: {what}. Restore or retrain it.")

    if len(data) < _HEADER.size:
        raise bad(f"{len(data)} bytes are less than a header")
    (magic, size, kind, _version, _features, n_labels, n_attrs, *offsets) = _HEADER.unpack_from(data)
    if magic != b"lCRF" or kind != b"FOMC":
        raise bad(f"starts with {magic!r}, {kind!r}")
    if size != len(data):
        raise bad(f"its header says {size} bytes, the file has {len(data)}")
    at_features, at_labels, at_attrs, at_label_refs, at_attr_refs = offsets
    counts = {}
    for at, tag, record in (
        (at_features, b"FEAT", _FEATURE_BYTES),
        (at_label_refs, b"LFRF", 4),
        (at_attr_refs, b"AFRF", 4),
    ):
        if not _HEADER.size <= at <= len(data) - _CHUNK.size:
            raise bad(f"chunk {tag.decode()} at {at} lies outside the file")
        found, chunk_size, count = _CHUNK.unpack_from(data, at)
        if found != tag:
            raise bad(f"expected chunk {tag.decode()} at {at}, found {found!r}")
        if chunk_size > len(data) - at or _CHUNK.size + count * record > chunk_size:
            raise bad(f"chunk {tag.decode()} of {count} records does not fit its {chunk_size} bytes")
        counts[tag] = count
    for at in (at_labels, at_attrs):
        if not _HEADER.size <= at <= len(data) - 24 or data[at : at + 4] != b"CQDB":
            raise bad(f"no CQDB chunk at {at}")
        (chunk_size,) = struct.unpack_from("<I", data, at + 4)
        if chunk_size > len(data) - at:
            raise bad(f"CQDB chunk at {at} of {chunk_size} bytes leaves the file")
    if counts[b"LFRF"] < n_labels or counts[b"AFRF"] < n_attrs:
        raise bad(f"fewer references than its {n_labels} labels and {n_attrs} attributes")
    _check_references(data, at_label_refs, n_labels, counts[b"FEAT"], bad)
    _check_references(data, at_attr_refs, n_attrs, counts[b"FEAT"], bad)
    _check_features(data, at_features, counts[b"FEAT"], n_labels, n_attrs, bad)
    if n_labels > len(labels) * (2 if bio else 1):
        raise bad(f"{n_labels} labels, its metadata names {len(labels)}")


def _check_references(data: bytes, at: int, count: int, features: int, bad: Any) -> None:
    import numpy as np

    offsets = np.frombuffer(data, "<u4", count, at + _CHUNK.size).astype(np.int64)
    if not count:
        return
    if int(offsets.min()) < _HEADER.size or int(offsets.max()) > len(data) - 4:
        raise bad(f"a feature reference of the chunk at {at} leaves the file")
    for offset in offsets.tolist():
        (size,) = struct.unpack_from("<I", data, offset)
        if size > features or offset + 4 + 4 * size > len(data):
            raise bad(f"the feature list at {offset} leaves the file")
        if size:
            ids = np.frombuffer(data, "<u4", size, offset + 4)
            if int(ids.max()) >= features:
                raise bad(f"the feature list at {offset} names a feature beyond {features}")


def _check_features(
    data: bytes, at: int, count: int, n_labels: int, n_attrs: int, bad: Any
) -> None:
    import numpy as np

    record = np.dtype([("type", "<u4"), ("source", "<u4"), ("target", "<u4"), ("weight", "<f8")])
    table = np.frombuffer(data, record, count, at + _CHUNK.size)
    sources = np.where(table["type"] == 0, n_attrs, n_labels)
    if count and not (
        np.all(table["type"] <= 1)
        and np.all(table["target"] < n_labels)
        and np.all(table["source"] < sources)
        and np.all(np.isfinite(table["weight"]))
    ):
        raise bad("a feature names a label or attribute that does not exist")


def write_meta(folder: Path, meta: Meta) -> None:
    """Write ``meta.json`` with the sizes and SHA-256 of the folder's other files."""
    files = {
        path.name: {
            "size": path.stat().st_size,
            "sha256": hashlib.sha256(path.read_bytes()).hexdigest(),
        }
        for path in sorted(folder.iterdir())
        if path.is_file() and path.name != META_FILE
    }
    raw = {
        "format_version": FORMAT_VERSION,
        "feature_set": FEATURE_SET,
        "name": meta.name,
        "labels": list(meta.labels),
        "bio": meta.bio,
        **{key: value for key, value in meta.extra.items() if key != "files"},
        "calibration": meta.calibration,
        "files": files,
    }
    text = json.dumps(raw, indent=1, ensure_ascii=False)
    (folder / META_FILE).write_text(text + "\n", "utf-8")
