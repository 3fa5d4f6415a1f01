"""A model is a folder of plain files: the CRFsuite model, ``meta.json`` and ``MODEL_CARD.md``.

CRFsuite's native reader trusts what it reads: a truncated or forged file crashes the interpreter.
So before native code sees a byte, size and SHA-256 are checked against ``meta.json``, and the
file's own structure is checked (see ``structure.py``).
"""

from __future__ import annotations

import hashlib
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from refparse._errors import ModelError
from refparse.features import FEATURE_SET
from refparse.labels import LABELS

FORMAT_VERSION: Final = 1
CRF_FILE: Final = "model.crfsuite"
META_FILE: Final = "meta.json"
CARD_FILE: Final = "MODEL_CARD.md"
MAX_META_BYTES: Final = 8 * 1024 * 1024
MAX_MODEL_BYTES: Final = 512 * 1024 * 1024
_NAME: Final = re.compile(r"[\w.-]{1,100}")


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
    if _is_folder(path):
        return path
    here = Path(__file__).resolve().parent.parent
    shipped = (here / "models", here.parent / "models")
    if _NAME.fullmatch(str(name_or_path)):
        for parent in shipped:
            if (parent / str(name_or_path) / META_FILE).is_file():
                return parent / str(name_or_path)
    names = sorted({p.parent.name for parent in shipped for p in parent.glob("*/" + META_FILE)})
    raise ModelError(
        f"no model {str(name_or_path)[:200]!r}: neither a folder nor one of the shipped models "
        f"({', '.join(names) or 'none installed'}). Give a folder that 'refparse train -o' wrote."
    )


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False  # A name too long for the file system, or with a NUL character.


def meta_json(folder: Path) -> Any:
    """What ``meta.json`` of a model folder holds, whichever task the model is for.

    Raises:
        ModelError: missing, unreadable, too large or no JSON.
    """
    path = folder / META_FILE
    try:
        if path.stat().st_size > MAX_META_BYTES:
            raise ModelError(
                f"{path} is larger than {MAX_META_BYTES} bytes: not a model's metadata"
            )
        raw = json.loads(path.read_text("utf-8"))
    except OSError as error:
        raise ModelError(
            f"cannot read {path}: {error.strerror}. A model folder holds it."
        ) from None
    except (ValueError, RecursionError) as error:
        raise ModelError(f"{path} is not valid JSON ({error}). Restore or retrain it.") from None
    return raw


def read_meta(folder: Path) -> Meta:
    """Read and check ``meta.json``.

    Raises:
        ModelError: missing, unreadable, of another format version or feature set, or incomplete.
    """
    path = folder / META_FILE
    raw = meta_json(folder)
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
            str(kind): _knots(pairs) for kind, pairs in dict(raw.get("calibration") or {}).items()
        }
    except (TypeError, ValueError, OverflowError):
        raise ModelError(
            f"{path}: 'calibration' must map kinds to [raw, calibrated] pairs of numbers in 0..1, "
            "sorted by raw. Restore or retrain the model."
        ) from None
    return Meta(
        name=str(raw.get("name", folder.name)),
        labels=tuple(labels),
        bio=bool(raw.get("bio", False)),
        calibration=calibration,
        extra={**{k: v for k, v in raw.items() if k not in known}, "files": raw.get("files")},
    )


def _knots(pairs: Any) -> list[list[float]]:
    knots = [[float(x), float(y)] for x, y in pairs]
    inside = all(0 <= value <= 1 for knot in knots for value in knot)
    if not inside or knots != sorted(knots, key=lambda knot: knot[0]):
        raise ValueError("knots leave 0..1 or are not sorted")
    return knots


def verified_bytes(folder: Path, meta: Meta) -> bytes:
    """The CRFsuite file's bytes, after its size, SHA-256 and structure were checked.

    The bytes that were checked are the bytes that are used: nobody can swap the file in between.

    Raises:
        ModelError: the file is missing, truncated, altered or no CRFsuite model.
    """
    from refparse.tagger.structure import check_structure  # NumPy, not needed for a compiled model

    data, _ = undamaged(folder, meta.extra.get("files"))
    check_structure(data, str(folder / CRF_FILE), set(meta.labels), meta.bio)
    return data


def source_digest(folder: Path, meta: Meta) -> str:
    """SHA-256 of the CRFsuite file, after it and the size were seen to be the metadata's.

    Raises:
        ModelError: the file is missing, truncated or altered.
    """
    return undamaged(folder, meta.extra.get("files"))[1]


def undamaged(
    folder: Path, files: object, limit: int = MAX_MODEL_BYTES, name: str = CRF_FILE
) -> tuple[bytes, str]:
    """Bytes and SHA-256 of a folder's CRFsuite file, seen to be those that its metadata names.

    Args:
        folder: the model's folder.
        files: what ``meta.json`` says under "files": size and SHA-256 by name.
        limit: most bytes that are read.
        name: of the file.

    Raises:
        ModelError: the file is missing, too large, or not the one of the metadata.
    """
    path = folder / name
    entry = files.get(name) if isinstance(files, dict) else None
    if not isinstance(entry, dict) or not {"size", "sha256"} <= set(entry):
        raise ModelError(f"{folder / META_FILE} gives no size and SHA-256 of {name}. Retrain.")
    try:
        size = path.stat().st_size
        if size > limit:
            raise ModelError(f"{path}: {size} bytes exceed the limit of {limit}.")
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"cannot read {path}: {error.strerror}. Restore or retrain it.") from None
    digest = hashlib.sha256(data).hexdigest()
    if len(data) != entry["size"] or digest != entry["sha256"]:
        raise ModelError(
            f"{path}: {len(data)} bytes with SHA-256 {digest[:12]}… are not the {entry['size']} "
            f"bytes with {str(entry['sha256'])[:12]}… of its metadata: damaged or replaced. "
            "Restore the folder from its source or retrain."
        )
    return data, digest


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
