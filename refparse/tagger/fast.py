"""The C core over a model: made from the same tables and functions as the Python way.

The core asks Python for what is rare (a text that normalisation changes, a chunk that is cut, a
token family that has no counterpart in C), once for each distinct chunk or token. What it does in
C itself is tied to a version of the features (``NATIVE_FEATURE_SET``): for another one there is no
core until src/ has been brought in line.
"""

from __future__ import annotations

import re
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, Final

from refparse import native
from refparse._errors import ModelError
from refparse.features import FAMILIES, FEATURE_SET, gazetteer, lexicon, words
from refparse.features.view import view
from refparse.labels import OUTSIDE
from refparse.tagger.compiled import (
    OFFSETS,
    check_compiled,
    keep_compiled,
    open_compiled,
    tags_of,
)
from refparse.tagger.files import Meta, source_digest, verified_bytes
from refparse.text.normalise import _SPECIAL, _replacement, normalise
from refparse.text.rules import compile_rules
from refparse.text.tokenise import _ADDRESS, _GLUED, _PLAIN, _RESOLVER, _SPLIT, split_chunk
from refparse.types import Span

NATIVE_FEATURE_SET: Final = 1
"""The version of the feature set that refparse/native/src computes."""
_ALONE: Final = frozenset(("drop", "blank", "swap", "wide"))
_BREAKS: Final = "\r\n\u00ad"
"""At these a word may be joined that was broken at the end of a line."""
_ASK: Final = 255
_LONGEST_CHANGE: Final = 4


class Engine:
    """The C core over one model; threads take turns."""

    def __init__(self, data: Any, meta: Meta, row_slots: int = 0, arena_limit: int = 0) -> None:
        """Open the core.

        Args:
            data: a compiled model: bytes or a map.
            meta: the model's metadata.
            row_slots: distinct tokens whose weights are kept; 0 for the usual number (12,288).
            arena_limit: bytes of tokens' descriptions that are kept; 0 for the usual 96 MB.

        Raises:
            ValueError: the compiled model is damaged.
        """
        self._core = native.engine_type()(
            data, settings(tags_of(data), meta), row_slots, arena_limit
        )
        self._lock = threading.Lock()

    def spans(self, text: str) -> tuple[list[Span] | None, float] | None:
        """Spans and the reference's confidence; None where Python has to answer.

        The spans are None for a text without tokens.
        """
        try:
            with self._lock:
                answer: tuple[list[Span] | None, float] | None = self._core.spans(text)
        except (OverflowError, ValueError):
            return None  # More different marks in one reference than the core has numbers for.
        return answer

    def tags(self, tokens: Sequence[str]) -> list[str] | None:
        """The best tags of a reference's tokens; None where Python has to answer."""
        try:
            with self._lock:
                answer: list[str] = self._core.tags(tokens)
        except (OverflowError, ValueError):
            return None
        return answer

    def work(self, text: str, stage: int) -> int:
        """Do the stages up to one (1 tokens, 2 weights, 3 tags, 4 probabilities), to time them.

        Returns:
            The number of tokens.
        """
        with self._lock:
            return int(self._core.work(text, stage))

    def sizes(self) -> dict[str, int]:
        """What the caches hold, and how often something had to be found anew."""
        with self._lock:
            return dict(self._core.sizes())


def open_engine(folder: Path, meta: Meta) -> Engine | None:
    """The C core over a model, compiled at first use; None without the core.

    Raises:
        ModelError: the model's files are missing or damaged.
    """
    if native.engine_type() is None or FEATURE_SET != NATIVE_FEATURE_SET:
        return None
    source = source_digest(folder, meta)
    data: Any = open_compiled(source)
    if data is None or not _allowed(tags_of(data), meta):
        from refparse.tagger.compile import compile_model

        try:
            data = compile_model(verified_bytes(folder, meta))
        except ModelError as error:
            if "compiled models" in str(error):
                return None  # Intact, but beyond the layout: the Python way reads it.
            raise
        check_compiled(data, source)
        if keep_compiled(data, source):
            data = open_compiled(source) or data
    try:
        return Engine(data, meta)
    except ValueError:
        return None


def _allowed(tags: tuple[str, ...], meta: Meta) -> bool:
    """Whether the metadata knows a model's tags; ``structure.check_structure`` says what is not."""
    edges = ("", "B-", "I-") if meta.bio else ("",)
    return set(tags) <= {OUTSIDE, *(edge + label for edge in edges for label in meta.labels)}


def settings(tags: tuple[str, ...], meta: Meta) -> dict[str, Any]:
    """What the core needs of the Python modules."""
    special, changes = _special_characters()
    return {
        "normalise": normalise,
        "split_chunk": split_chunk,
        "rules": cutting_rules() or b"",
        "view": view,
        "families": tuple(
            (
                family,
                sum(1 << OFFSETS.index(offset) for offset in offsets),
                f"{family.__module__.rpartition('.')[2]}.{family.__name__}",
            )
            for family, offsets in FAMILIES
        ),
        "word_classes": words.classes(),
        "lexicon": lexicon.entries(),
        "gazetteers": tuple((name, gazetteer.entries(name)) for name in gazetteer.LISTS),
        "tags": tags,
        "labels": tuple(tag[2:] if tag[1:2] == "-" else tag for tag in tags),
        "span": Span,
        "special": special,
        "changes": changes,
        "span_knots": _knots(meta, "span"),
        "reference_knots": _knots(meta, "reference"),
    }


@cache
def cutting_rules() -> bytes | None:
    """What split_chunk() goes by, as tables, in the order of rules.c."""
    whole = re.compile(f"(?:{_PLAIN.pattern})$")
    return compile_rules(whole, _ADDRESS, _RESOLVER, _GLUED, _SPLIT)


@cache
def _special_characters() -> tuple[bytes, tuple[str, ...]]:
    """What normalise() does to each character below U+10000, and the strings that it puts there.

    0 stands for nothing, a number for the string before that place, ``_ASK`` for a character whose
    neighbours matter: a text that holds one is normalised in Python.
    """
    table = bytearray(65536)
    changes: dict[str, int] = {}
    # Every character stands in a match, be it as the second of a letter and its accent.
    everything = "".join(map(chr, range(0x10000)))
    for match in _SPECIAL.finditer(everything):
        value = match.group()
        alone = match.lastgroup in _ALONE and value not in _BREAKS
        new = _replacement(match, everything) if alone else ""
        if alone and len(new) <= _LONGEST_CHANGE and len(changes) < _ASK - 1:
            table[ord(value)] = changes.setdefault(new, len(changes) + 1)
        else:
            for char in value:
                table[ord(char)] = _ASK
    return bytes(table), tuple(changes)


def _knots(meta: Meta, kind: str) -> tuple[tuple[float, float], ...]:
    return tuple((x, y) for x, y in meta.calibration.get(kind, []))
