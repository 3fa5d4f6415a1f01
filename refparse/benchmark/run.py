"""Runs the measurements, each in a fresh process, and gathers them."""

from __future__ import annotations

import datetime
import hashlib
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final

from refparse._errors import InputError, RefparseError
from refparse._version import __version__
from refparse.benchmark import measure
from refparse.parser import Parser
from refparse.tagger.files import META_FILE, find_model

PARTS: Final = ("end-to-end", "stages", "peers", "growth", "batches", "workers", "startup")
_PACKAGES: Final = ("numpy", "python-crfsuite", "sklearn-crfsuite")
Result = dict[str, Any]
Say = Callable[[str], None]


def benchmark(
    texts: Sequence[str], *, model: str = "default", parts: Sequence[str] = PARTS,
    workers: Sequence[int] = (1, 2), sample: int = 20_000, repeat: int = 3,
    say: Say = lambda line: None,
) -> Result:  # fmt: skip
    """Measure speed and memory on references that the process has never seen.

    Args:
        texts: distinct references, at least 400; end to end takes all, the rest ``sample``.
        model: name or folder of the model.
        parts: what to measure, of :data:`PARTS`.
        workers: numbers of processes to compare, each at least 1.
        sample: references for the slower measurements, at least 200.
        repeat: runs of each; the quickest counts and all are kept.
        say: told one line about each measurement.

    Returns:
        Plain data for JSON: the machine, the material and for each part its rates (references a
        second by the clock and a second of processor time), times and peak memory in bytes.

    Raises:
        InputError: an argument is out of range.
        ModelError: there is no such model.
    """
    unknown = [part for part in parts if part not in PARTS]
    if unknown:
        raise InputError(f"unknown part {unknown[0]!r}: choose of {', '.join(PARTS)}")
    texts = list(dict.fromkeys(texts))
    if len(texts) < 400 or sample < 200 or repeat < 1 or any(count < 1 for count in workers):
        raise InputError(
            f"{len(texts)} distinct references, sample {sample}, repeat {repeat}, workers "
            f"{list(workers)}: give at least 400, 200, 1 and 1"
        )
    Parser.load(model)  # What is wrong with it is told here, not by a measurement.
    few = texts[:sample]
    out: Result = {"about": _about(texts, model)}

    def run(
        work: Callable[..., Result], given: Sequence[str], times: int = repeat, **options: Any
    ) -> Result:
        started = time.monotonic()
        runs = [_alone(work, given, model, options) for _ in range(times)]
        say(f"{work.__name__}{options or ''}: {time.monotonic() - started:.0f} s")
        return _best(runs)

    if "end-to-end" in parts:
        out["end-to-end"] = run(measure.end_to_end, texts)
    if "stages" in parts:
        out["stages"] = run(measure.stages, few)
    if "peers" in parts:
        out["peers"] = {
            "refparse": run(measure.end_to_end, few),
            "sklearn_crfsuite.CRF.predict": run(measure.sklearn_crfsuite, few),
            "python-crfsuite": run(measure.python_crfsuite, few),
            "regular expression": run(measure.regex, few),
            "feature strings alone": run(measure.features_only, few),
        }
        out["labels"] = run(measure.differences, few, 1)
    if "growth" in parts:
        out["growth"] = run(measure.growth, few)
    if "batches" in parts:
        out["batches"] = run(measure.batches, few)
    if "workers" in parts:
        out["workers"] = {
            str(count): run(measure.end_to_end, texts, workers=count) for count in workers
        }
    if "startup" in parts:
        out["startup"] = _startup(model, max(3, repeat))
        say("startup")
    return out


def _alone(work: Callable[..., Result], texts: Sequence[str], model: str, options: Any) -> Result:
    """Run in a fresh interpreter, so that no cache and no memory of another run counts.

    Not by multiprocessing, which would run the caller's own program again in the new process.
    """
    with tempfile.TemporaryDirectory() as folder:
        task, answer = Path(folder) / "task.json", Path(folder) / "answer.json"
        task.write_text(json.dumps([work.__name__, list(texts), model, options]), "utf-8")
        call = "from refparse.benchmark.run import child; child()"
        ended = subprocess.run([sys.executable, "-c", call, str(task), str(answer)], check=False)
        if ended.returncode:
            raise RefparseError(f"measuring {work.__name__} ended with status {ended.returncode}")
        found: Result = json.loads(answer.read_text("utf-8"))
        return found


def child() -> None:
    """One measurement of ``benchmark``: the program of its fresh interpreter."""
    task, answer = map(Path, sys.argv[1:3])
    name, texts, model, options = json.loads(task.read_text("utf-8"))
    found = getattr(measure, name)(texts, model, **options)
    answer.write_text(json.dumps(found), "utf-8")


def _best(runs: Sequence[Result]) -> Result:
    """The quickest run of every measurement, with all rates beside it."""
    out: Result = {}
    for key in runs[0]:
        values = [run[key] for run in runs]
        if key == "peak_memory":
            out[key] = max(values)
        elif isinstance(values[0], dict) and "cpu_seconds" in values[0]:
            out[key] = {**min(values, key=lambda value: value["cpu_seconds"])}
            out[key]["all_cpu_seconds"] = [value["cpu_seconds"] for value in values]
            if "seconds" in values[0]:
                out[key]["all_seconds"] = [value["seconds"] for value in values]
        else:
            out[key] = values[0]
    if "cpu_seconds" in runs[0] and not isinstance(runs[0]["cpu_seconds"], dict):
        return {**min(runs, key=lambda run: run["cpu_seconds"])}
    return out


def _startup(model: str, times: int) -> Result:
    """Seconds by the clock to start, the least of several runs."""

    def least(command: list[str], stdin: bytes = b"") -> float:
        found = []
        for _ in range(times):
            started = time.perf_counter()
            subprocess.run(command, input=stdin, stdout=subprocess.DEVNULL, check=True)
            found.append(time.perf_counter() - started)
        return round(min(found), 4)

    line = b"Snyder G.H. The Security Dilemma. World Politics. 1984; 36(4):461-495.\n"
    call = "from refparse.cli import main; main()"
    parse = [sys.executable, "-c", call, "parse", "--model", str(model), "-f", "jsonl"]
    return {
        "python with numpy": least([sys.executable, "-c", "import numpy"]),
        "import refparse": least([sys.executable, "-c", "import refparse, numpy"]),
        "refparse parse, one line": least(parse, line),
    }


def _about(texts: Sequence[str], model: str) -> Result:
    folder = find_model(model)
    meta = (folder / META_FILE).read_bytes()
    return {
        "refparse": __version__,
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "model": {
            "name": json.loads(meta).get("name"),
            "meta_sha256": hashlib.sha256(meta).hexdigest(),
        },
        "machine": {
            "processor": _processor(),
            "cores": os.cpu_count(),
            "load": [round(value, 2) for value in os.getloadavg()]
            if hasattr(os, "getloadavg")
            else None,
            "system": platform.platform(),
            "python": platform.python_version(),
            "packages": {name: _version(name) for name in _PACKAGES},
        },
        "material": {
            "references": len(texts),
            "characters": sum(map(len, texts)),
            "sha256": hashlib.sha256("\n".join(texts).encode("utf-8", "surrogatepass")).hexdigest(),
        },
    }


def _version(package: str) -> str | None:
    try:
        return version(package)
    except PackageNotFoundError:
        return None


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
