"""Stream many lines through ``refparse parse`` and record the memory of every process.

    python benchmarks/stream.py FILE... --lines 1000000 [--workers 2] [--json FILE] [--plot FILE]

FILE holds raw references, one a line. They are repeated until there are enough lines; from the
second time on, words and numbers are exchanged between lines, so that few lines occur twice.
Nothing of them is kept. The memory is the resident set (VmRSS) of the command and its children,
sampled twice a second.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

LIMIT = 600 << 20
_WORD = re.compile(r"[^\W\d_]{4,}")
_NUMBER = re.compile(r"\d+")


def lines(paths: list[str], count: int, seed: int) -> Iterator[str]:
    """``count`` lines: the files' own first, then perturbed ones."""
    own = [line for path in paths for line in Path(path).read_text("utf-8").splitlines() if line]
    drawn = random.Random(seed)
    for number in range(count):
        line = own[number % len(own)]
        yield line if number < len(own) else perturbed(line, drawn.choice(own), drawn)


def perturbed(line: str, other: str, drawn: random.Random) -> str:
    """The line with some words of another line and other numbers of the same length."""
    words = _WORD.findall(other) or ["Reference"]

    def word(match: re.Match[str]) -> str:
        return drawn.choice(words) if drawn.random() < 0.3 else match[0]

    def number(match: re.Match[str]) -> str:
        kept = len(match[0]) == 4 or drawn.random() < 0.5
        return match[0] if kept else str(drawn.randrange(1, 10 ** min(len(match[0]), 4)))

    return _NUMBER.sub(number, _WORD.sub(word, line))


def resident(pid: int) -> int:
    """Bytes of main memory that a process holds; 0 if it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    return int(found[1]) * 1024 if found else 0


def family(pid: int) -> list[int]:
    """A process and everything below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return [pid]
    return [pid, *(one for child in children for one in family(int(child)))]


def run(paths: list[str], count: int, workers: int, model: str, seed: int) -> dict[str, object]:
    """Stream the lines; returns the curve and the totals."""
    call = "from refparse.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", call, "parse", "-", "-w", str(workers), "-m", model, "-f", "jsonl"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdin is not None
    assert process.stdout is not None
    done = 0
    curve: list[dict[str, float]] = []
    started = time.monotonic()

    def feed() -> None:
        with process.stdin as stream:  # type: ignore[union-attr]
            for line in lines(paths, count, seed):
                stream.write(line.encode("utf-8", "surrogateescape") + b"\n")

    def watch() -> None:
        while process.poll() is None:
            sizes = sorted((resident(pid) for pid in family(process.pid)), reverse=True)
            curve.append(
                {
                    "seconds": round(time.monotonic() - started, 1),
                    "lines": done,
                    "largest_mib": round(sizes[0] / (1 << 20), 1),
                    "all_mib": round(sum(sizes) / (1 << 20), 1),
                    "processes": len([size for size in sizes if size]),
                }
            )
            time.sleep(0.5)

    threads = [threading.Thread(target=feed), threading.Thread(target=watch)]
    for thread in threads:
        thread.start()
    for _ in process.stdout:
        done += 1
    status = process.wait()
    for thread in threads:
        thread.join()
    seconds = time.monotonic() - started
    return {
        "lines_in": count,
        "lines_out": done,
        "status": status,
        "workers": workers,
        "seconds": round(seconds, 1),
        "lines_per_second": round(done / seconds, 1),
        "largest_process_mib": max(point["largest_mib"] for point in curve),
        "limit_mib": LIMIT >> 20,
        "curve": curve[:: max(1, len(curve) // 400)],
    }


def plot(found: dict[str, object], path: str) -> None:
    """The curve as a picture."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    curve: list[dict[str, float]] = found["curve"]  # type: ignore[assignment]
    with rc_context({"svg.hashsalt": "refparse", "svg.fonttype": "none", "font.size": 9}):
        figure = Figure(figsize=(7, 2.6), layout="constrained")
        axes = figure.add_subplot()
        axes.plot([p["lines"] / 1e6 for p in curve], [p["largest_mib"] for p in curve])
        axes.axhline(LIMIT >> 20, color="#bb5566", linestyle="--", linewidth=1)
        axes.set(xlabel="million lines written", ylabel="MiB of the largest process")
        axes.set_ylim(bottom=0)
        figure.savefig(path, metadata={"Date": None} if path.endswith(".svg") else None)


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--lines", type=int, default=1_000_000)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--model", default="default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE")
    parser.add_argument("--plot", metavar="FILE")
    given = parser.parse_args()
    found = run(given.files, given.lines, given.workers, given.model, given.seed)
    if given.json:
        Path(given.json).write_text(json.dumps(found, indent=1) + "\n")
    if given.plot:
        plot(found, given.plot)
    print(json.dumps({key: value for key, value in found.items() if key != "curve"}, indent=1))
    whole = found["lines_out"] == found["lines_in"]
    return 0 if whole and found["largest_process_mib"] < found["limit_mib"] else 1  # type: ignore[operator]


if __name__ == "__main__":
    sys.exit(main())
