"""Decoding: tokens in, spans with confidences out, through a verified model folder."""

from __future__ import annotations

import math
import threading
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from refparse.features import extract
from refparse.tagger.fast import Engine, open_engine
from refparse.tagger.files import Meta, find_model, read_meta, verified_bytes
from refparse.tagger.scheme import groups, spans_from_tags
from refparse.text import Token, tokenise
from refparse.types import Span


class Decoder:
    """A loaded model that labels references, through the C core where there is one.

    Safe to use from several threads (each gets its own native tagger) and to pickle (the copy loads
    the model from the same folder again).
    """

    def __init__(self, name_or_path: str | Path = "default", *, calibrated: bool = True) -> None:
        """Load and verify a model.

        ``engine`` is None without the C core, see ``refparse.native``.

        Args:
            name_or_path: name of a shipped model, or its folder.
            calibrated: whether confidences go through the model's calibration; what fits one needs
                them without.

        Raises:
            ModelError: the folder is missing, damaged, forged or of another version.
        """
        self.folder = find_model(name_or_path)
        self.calibrated = calibrated
        meta = read_meta(self.folder)
        self.meta: Meta = meta if calibrated else replace(meta, calibration={})
        self.engine: Engine | None = open_engine(self.folder, self.meta)
        self._data = None if self.engine else verified_bytes(self.folder, self.meta)
        self._local = threading.local()

    def __reduce__(self) -> tuple[Callable[..., Decoder], tuple[Path]]:
        return partial(Decoder, calibrated=self.calibrated), (self.folder,)

    def _tagger(self) -> Any:
        tagger = getattr(self._local, "tagger", None)
        if tagger is None:
            import pycrfsuite

            if self._data is None:
                self._data = verified_bytes(self.folder, self.meta)
            tagger = pycrfsuite.Tagger()
            tagger.open_inmemory(self._data)
            self._local.tagger = tagger
        return tagger

    def tags(self, tokens: Sequence[Token]) -> list[str]:
        """The best tag sequence, one tag per token."""
        if not tokens:
            return []
        texts = [token.text for token in tokens]
        tags = self.engine.tags(texts) if self.engine else None
        return self.python_tags(texts) if tags is None else tags

    def python_tags(self, tokens: Sequence[str]) -> list[str]:
        """The best tag sequence by CRFsuite itself: what :meth:`tags` is held to."""
        return list(self._tagger().tag(extract(tokens))) if tokens else []

    def spans(self, text: str) -> tuple[list[Span], float]:
        """Label a reference.

        Args:
            text: any string.

        Returns:
            Its spans with calibrated confidences, and the probability in 0..1 that every span is
            right.
        """
        found = self.engine.spans(text) if self.engine else None
        if found is None:
            return self.python_spans(text)
        return found[0] or [], found[1]

    def python_spans(self, text: str) -> tuple[list[Span], float]:
        """What :meth:`spans` does, in Python and by CRFsuite: what the C core is held to."""
        tokens = tokenise(text)
        if not tokens:
            return [], 0.0
        tags = self.python_tags([token.text for token in tokens])
        tagger = self._tagger()
        marginals = [_number(tagger.marginal(tag, index)) for index, tag in enumerate(tags)]
        raw = [_span_score(marginals, first, last) for first, last, _ in groups(tags)]
        confidences = [self._calibrated("span", value) for value in raw]
        whole = self._calibrated("reference", _number(tagger.probability(tags)))
        return spans_from_tags(text, tokens, tags, confidences), whole

    def _calibrated(self, kind: str, value: float) -> float:
        return interpolate(self.meta.calibration.get(kind, []), value)


def _number(probability: float) -> float:
    """0 for "not a number": weights so large that their exponentials overflow prove nothing."""
    return 0.0 if math.isnan(probability) else probability


def _span_score(marginals: Sequence[float], first: int, last: int) -> float:
    """Raw confidence of a span: its least certain token, the two neighbours outside included.

    The neighbours count because a span is wrong too when it stops short.
    """
    edges = marginals[max(0, first - 1) : last + 1]
    return max(0.0, min(1.0, min(edges, default=0.0)))


def interpolate(knots: Sequence[Sequence[float]], value: float) -> float:
    """Piecewise linear map through (raw, calibrated) knots sorted by raw; identity without."""
    if not knots:
        return max(0.0, min(1.0, value))
    at = bisect_right(knots, value, key=lambda knot: knot[0])
    if at == 0:
        return knots[0][1]
    if at == len(knots):
        return knots[-1][1]
    (x0, y0), (x1, y1) = knots[at - 1], knots[at]
    return y0 if x1 <= x0 else y0 + (y1 - y0) * (value - x0) / (x1 - x0)
