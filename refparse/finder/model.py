"""The model of lines: a folder of plain files, verified before native code sees a byte.

Like the parser's model it is a CRFsuite file beside ``meta.json``, which gives its size and
SHA-256; the file's own layout is checked as well (refparse/tagger/structure.py). A second file
labels the parts of notes and of paragraphs of references; a model trained on documents without
notes has none.
"""

from __future__ import annotations

import hashlib
import json
import math
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from refparse._errors import ModelError
from refparse.finder.cues import CUE_SET
from refparse.finder.label import GOES_ON, LABELS, START
from refparse.finder.parts import LABELS as PART_LABELS
from refparse.tagger.files import (
    CRF_FILE,
    META_FILE,
    find_model,
    meta_json,
    undamaged,
)
from refparse.tagger.structure import check_structure

FORMAT_VERSION: Final = 1
TASK: Final = "finder"
PARTS_FILE: Final = "parts.crfsuite"
DEFAULT: Final = "finder"
"""The model that ships with refparse."""

MAX_BYTES: Final = 64 * 1024 * 1024
_STRETCH: Final = 3000  # pieces that are labelled at once: bounds memory for a book
_OVERLAP: Final = 120  # pieces on either side that are labelled twice, so that no seam shows


class _Crf:
    """A verified CRFsuite file; each thread opens it for itself."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._local = threading.local()

    def tagger(self) -> Any:
        tagger = getattr(self._local, "tagger", None)
        if tagger is None:
            import pycrfsuite

            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(self._data)
            self._local.tagger = tagger
        return tagger


class LineModel:
    """A loaded model that labels the pieces of a document. Threads may share it.

    Attributes:
        folder: where it lies.
        meta: what its ``meta.json`` says.
        has_parts: whether it labels the parts of notes, too.
    """

    def __init__(self, name_or_path: str | Path = DEFAULT) -> None:
        """Load and verify a model.

        Raises:
            ModelError: the folder is missing, damaged, forged, of another version or task.
        """
        self.folder = find_model(name_or_path)
        self.meta = _read_meta(self.folder)
        self._lines = self._opened(CRF_FILE, set(LABELS))
        files = self.meta.get("files")
        self.has_parts = isinstance(files, dict) and PARTS_FILE in files
        self._parts = self._opened(PARTS_FILE, set(PART_LABELS)) if self.has_parts else None

    def _opened(self, name: str, labels: set[str]) -> _Crf:
        data, _ = undamaged(self.folder, self.meta.get("files"), MAX_BYTES, name)
        check_structure(data, str(self.folder / name), labels)
        return _Crf(data)

    def __reduce__(self) -> tuple[type[LineModel], tuple[Path]]:
        return LineModel, (self.folder,)

    def label(self, cues: Sequence[Sequence[str]]) -> tuple[list[str], list[float], list[float]]:
        """The label of each piece, the log-odds that a reference starts there rather than goes on,
        and the probability that it is part of a reference.
        """
        import pycrfsuite

        tagger = self._lines.tagger()
        known = set(tagger.labels())
        labels: list[str] = []
        odds: list[float] = []
        beliefs: list[float] = []
        for start in range(0, len(cues), _STRETCH):
            low, high = max(0, start - _OVERLAP), start + _STRETCH + _OVERLAP
            tagger.set(pycrfsuite.ItemSequence([list(each) for each in cues[low:high]]))
            found = tagger.tag()
            for index in range(start - low, min(start - low + _STRETCH, len(found))):
                labels.append(found[index])
                if not {START, GOES_ON} <= known:
                    odds.append(0.0)
                    beliefs.append(0.5)
                    continue
                yes, no = tagger.marginal(START, index), tagger.marginal(GOES_ON, index)
                odds.append(_log_odds(yes, no))
                beliefs.append(0.5 if math.isnan(yes + no) else min(1.0, yes + no))
        return labels, odds, beliefs

    def label_parts(self, cues: Sequence[Sequence[str]]) -> list[str]:
        """The label of each part of a note or paragraph (:mod:`refparse.finder.parts`).

        Raises:
            ModelError: the model labels no parts (``has_parts``).
        """
        if self._parts is None:
            raise ModelError(
                f"{self.folder} has no {PARTS_FILE}: retrain it on documents with notes"
            )
        if not cues:
            return []
        return [str(label) for label in self._parts.tagger().tag([list(each) for each in cues])]


def _log_odds(yes: float, no: float) -> float:
    # Weights whose exponentials overflow give "not a number", which proves nothing.
    return 0.0 if math.isnan(yes) or math.isnan(no) else math.log((yes + 1e-4) / (no + 1e-4))


@lru_cache(maxsize=4)
def line_model(name_or_path: str | Path = DEFAULT) -> LineModel | None:
    """A model, loaded once; None where the default one is not installed (the rules do without).

    Raises:
        ModelError: a model is there but damaged, or the named one is missing.
    """
    if name_or_path == DEFAULT:
        try:
            find_model(DEFAULT)
        except ModelError:
            return None
    return LineModel(name_or_path)


def _read_meta(folder: Path) -> dict[str, Any]:
    path = folder / META_FILE
    raw = meta_json(folder)
    if not isinstance(raw, dict) or raw.get("task") != TASK:
        raise ModelError(
            f"{path} describes no model of the finder. Give a folder that "
            "'refparse train --task finder' wrote."
        )
    for key, wanted in (("format_version", FORMAT_VERSION), ("cue_set", CUE_SET)):
        if raw.get(key) != wanted:
            raise ModelError(
                f"{path}: {key} {raw.get(key)!r}, this refparse reads {wanted}. "
                "Retrain the model or install the refparse version that wrote it."
            )
    return raw


def write_model(
    folder: Path, data: bytes, meta: dict[str, Any], parts: bytes | None = None
) -> None:
    """Write a model folder: CRFsuite files and ``meta.json`` with their sizes and SHA-256.

    Args:
        folder: made where it is missing.
        data: the model of lines.
        meta: what else the metadata say.
        parts: the model of the parts of notes; None leaves those to the rules.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / PARTS_FILE).unlink(missing_ok=True)
    files = {}
    for name, content in ((CRF_FILE, data), (PARTS_FILE, parts)):
        if content is not None:
            (folder / name).write_bytes(content)
            files[name] = {"size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
    raw = {
        "format_version": FORMAT_VERSION,
        "task": TASK,
        "cue_set": CUE_SET,
        "labels": list(LABELS),
        **meta,
        "files": files,
    }
    text = json.dumps(raw, indent=1, ensure_ascii=False)
    (folder / META_FILE).write_text(text + "\n", "utf-8")
