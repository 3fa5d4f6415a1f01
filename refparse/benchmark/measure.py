"""The measurements. Each function runs in a process of its own, so that "never seen" is true.

Times are given twice: by the clock, and as processor time of the process, which a busy machine
disturbs less.
"""

from __future__ import annotations

import gc
import json
import re
import time
from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from refparse.benchmark.material import long_references, mixed
from refparse.citation import assemble
from refparse.features import extract
from refparse.formats.csl import to_csl
from refparse.formats.plain import json_text
from refparse.parser import Parser
from refparse.tagger.decode import Decoder
from refparse.tagger.files import CRF_FILE, find_model
from refparse.tagger.scheme import spans_from_tags
from refparse.text import tokenise
from refparse.types import Citation

LENGTHS: Final = (10, 30, 100, 300, 1000, 3000, 10_000)
"""Tokens of the references whose growth is measured."""
BATCHES: Final = (1, 10, 100, 1000, 10_000)
_WARM_UP: Final = 100
"""References parsed before the clock starts, and never again: imports and first calls."""
Result = dict[str, Any]


def timed(work: Callable[[], int]) -> Result:
    """Run once: how many references, seconds by the clock and of the processor, rate."""
    gc.collect()
    wall, cpu = time.perf_counter(), time.process_time()
    count = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    return rates(count, wall, cpu)


def rates(count: int, wall: float, cpu: float) -> Result:
    """Counts and times as one result; a difference of two times may have come out below zero."""
    wall, cpu = max(wall, 0.0), max(cpu, 0.0)
    return {
        "references": count,
        "seconds": round(wall, 4),
        "cpu_seconds": round(cpu, 4),
        "per_second": round(count / max(wall, 1e-6), 1),
        "per_cpu_second": round(count / max(cpu, 1e-6), 1),
    }


def peak_memory() -> int:
    """Most memory that this process ever held, in bytes; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/status").read_text().splitlines()
    except OSError:
        return 0
    found = [line.split()[1] for line in lines if line.startswith("VmHWM:")]
    return int(found[0]) * 1024 if found else 0


def drain(items: Iterable[object]) -> int:
    """Consume; returns how many there were."""
    count = 0
    for _ in items:
        count += 1
    return count


def keep(target: list[Any], items: Iterable[object]) -> int:
    """Put the items into a list; returns how many there were."""
    target.extend(items)
    return len(target)


def csl_text(citation: Citation) -> str:
    """The citation as CSL-JSON text."""
    return json_text(to_csl(citation))


def end_to_end(texts: Sequence[str], model: str, workers: int = 1) -> Result:
    """String in, CSL-JSON out: never-seen text, the same again, and half of each."""
    parser = Parser.load(model)
    start, texts = texts[:_WARM_UP], texts[_WARM_UP:]
    half = len(texts) // 2
    first, fresh = texts[:half], texts[half:]
    drain(parser.map(start, csl_text, workers))
    out: Result = {}
    for name, part in (("cold", first), ("warm", first), ("mixed", mixed(first, fresh))):
        out[name] = timed(lambda part=part: drain(parser.map(part, csl_text, workers)))  # type: ignore[misc]
    out["peak_memory"] = peak_memory()
    return out


def stages(texts: Sequence[str], model: str) -> Result:
    """Each stage on its own, one reference after another: text never seen, then the same again.

    With the C core, a stage is what all stages up to it take more than those before it, each on
    caches of its own; without, what its function takes.
    """
    start, texts = texts[:_WARM_UP], texts[_WARM_UP:]
    out: Result = _core_stages(start, texts, model) or _python_stages(start, texts, model)
    decoder = Decoder(model)
    for text in start:
        citation = assemble(text, *decoder.spans(text))
        json_text(to_csl(citation))
    found: list[Any] = []
    keep(found, map(decoder.spans, texts))
    citations: list[Citation] = []
    out["assembly"] = timed(
        lambda: keep(
            citations,
            (
                assemble(text, spans, confidence)
                for text, (spans, confidence) in zip(texts, found, strict=True)
            ),
        )
    )
    out["output"] = timed(lambda: drain(map(csl_text, citations)))
    if find_spec("pyarrow"):
        from refparse.columns import to_array

        to_array(citations[:1])  # The import is not what is measured.
        out["output as Arrow"] = timed(lambda: len(to_array(citations)))
    out["tokens"] = sum(len(tokenise(text)) for text in texts)
    return out


_CORE_STAGES: Final = ("text", "features", "decode", "confidence")


def _core_stages(start: Sequence[str], texts: Sequence[str], model: str) -> Result | None:
    sums: dict[str, list[Result]] = {"unseen": [], "known": []}
    for stage in range(1, len(_CORE_STAGES) + 1):
        engine = Decoder(model).engine
        if engine is None:
            return None

        def work(engine: Any = engine, stage: int = stage) -> int:
            return drain(engine.work(text, stage) for text in texts)

        for text in start:
            engine.work(text, stage)
        sums["unseen"].append(timed(work))
        sums["known"].append(timed(work))
    out: Result = {}
    for kind, found in sums.items():
        for at, name in enumerate(_CORE_STAGES):
            before = found[at - 1] if at else {"seconds": 0.0, "cpu_seconds": 0.0}
            out[f"{name}, tokens {kind}"] = rates(
                len(texts),
                found[at]["seconds"] - before["seconds"],
                found[at]["cpu_seconds"] - before["cpu_seconds"],
            )
        out[f"text to tags, tokens {kind}"] = found[2]
    return out


def _python_stages(start: Sequence[str], texts: Sequence[str], model: str) -> Result:
    decoder = Decoder(model)
    for text in start:
        decoder.spans(text)
    tokens: list[Any] = []
    out: Result = {"text": timed(lambda: keep(tokens, map(tokenise, texts)))}
    strings = [[token.text for token in one] for one in tokens]
    out["features"] = timed(lambda: drain(map(extract, strings)))
    out["features and decode, tokens known"] = timed(lambda: drain(map(decoder.tags, tokens)))
    out["all to confidence, tokens known"] = timed(lambda: drain(map(decoder.spans, texts)))
    return out


def features_only(texts: Sequence[str], model: str) -> Result:
    """Feature strings as CRFsuite wants them; what the peers pay before they label."""
    start, texts = texts[:_WARM_UP], texts[_WARM_UP:]
    for text in start:
        extract([token.text for token in tokenise(text)])
    strings = [[token.text for token in tokenise(text)] for text in texts]
    return timed(lambda: drain(map(extract, strings)))


def _rest(text: str, tags: Sequence[str]) -> str:
    """Tags to CSL-JSON: the same assembly on both sides of every comparison."""
    spans = spans_from_tags(text, tokenise(text), tags)
    return json_text(to_csl(assemble(text, spans)))


def sklearn_crfsuite(texts: Sequence[str], model: str) -> Result:
    """``sklearn_crfsuite.CRF.predict`` with the same model, features and assembly."""
    import sklearn_crfsuite as peer

    crf = peer.CRF(model_filename=str(find_model(model) / CRF_FILE))
    return _peer(texts, lambda features: list(crf.predict([features])[0]))


def python_crfsuite(texts: Sequence[str], model: str) -> Result:
    """``pycrfsuite.Tagger.tag`` with the same model, features and assembly."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(find_model(model) / CRF_FILE))
    return _peer(texts, lambda features: list(tagger.tag(features)))


def _peer(texts: Sequence[str], tag: Callable[[list[list[str]]], list[str]]) -> Result:
    def labels(text: str) -> list[str]:
        return tag(extract([token.text for token in tokenise(text)]))

    start, texts = texts[:_WARM_UP], texts[_WARM_UP:]
    for text in start:
        _rest(text, labels(text))
    out: Result = {
        "cold": timed(lambda: drain(_rest(text, labels(text)) for text in texts)),
        "warm": timed(lambda: drain(_rest(text, labels(text)) for text in texts)),
        "labels": timed(lambda: drain(labels(text) for text in texts)),
    }
    out["peak_memory"] = peak_memory()
    return out


_REGEX: Final = re.compile(
    r"(?P<author>[^()\d]{1,200}?)[\s,.(]{1,4}(?P<year>(?:1[5-9]|20)\d\d)[a-z]?[).,:]{0,3}\s"
    r"(?P<title>[^.]{3,300})\.\s?(?P<container>[^,;\d]{0,200})[,;.\s]{0,3}"
    r"(?P<volume>\d{1,4})?[\s(]{0,2}(?P<issue>\d{1,4})?[):,\s]{0,4}(?P<page>\d{1,5}\D\d{1,5})?"
)


def regex(texts: Sequence[str], model: str) -> Result:
    """The floor: one regular expression that splits author (year) title. journal volume."""

    def split(text: str) -> str:
        match = _REGEX.search(text)
        return json.dumps(match.groupdict() if match else {}, ensure_ascii=False)

    out: Result = {"cold": timed(lambda: drain(map(split, texts[_WARM_UP:])))}
    out["peak_memory"] = peak_memory()
    return out


def differences(texts: Sequence[str], model: str) -> Result:
    """How many tag sequences differ from CRFsuite's own Viterbi."""
    import pycrfsuite

    tagger = pycrfsuite.Tagger()
    tagger.open(str(find_model(model) / CRF_FILE))
    decoder = Decoder(model)
    differing = []
    for text in texts:
        tokens = tokenise(text)
        theirs = list(tagger.tag(extract([token.text for token in tokens]))) if tokens else []
        if list(decoder.tags(tokens)) != theirs:
            differing.append(text)
    return {"references": len(texts), "differ": len(differing), "texts": differing[:20]}


def growth(texts: Sequence[str], model: str) -> Result:
    """Time of one reference by its length in tokens; the least of several runs."""
    parser = Parser.load(model)
    drain(map(parser.parse, texts[:_WARM_UP]))
    out: Result = {}
    for length, text in zip(LENGTHS, long_references(texts, LENGTHS), strict=True):
        # Short ones many times over: the clock could not tell one.
        again = [text] * max(1, 3000 // length)

        def work(again: Sequence[str] = again) -> int:
            return drain(map(parser.parse, again))

        least = min(timed(work)["cpu_seconds"] for _ in range(3)) / len(again)
        out[str(length)] = {
            "cpu_seconds": round(least, 7),
            "microseconds_per_token": round(least / length * 1e6, 3),
        }
    return out


def batches(texts: Sequence[str], model: str) -> Result:
    """Rate by how many references are handed over at once."""
    parser = Parser.load(model)
    drain(parser.parse_many(texts))  # The size of the batch is measured, not new words.
    out: Result = {}
    for size in BATCHES:
        parts = [texts[at : at + size] for at in range(0, len(texts), size)]

        def work(parts: Sequence[Sequence[str]] = parts) -> int:
            return sum(drain(parser.parse_many(part)) for part in parts)

        out[str(size)] = timed(work)
    return out
