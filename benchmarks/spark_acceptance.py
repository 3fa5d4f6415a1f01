"""The Spark job on two executor processes, one of which is killed half-way.

    python benchmarks/spark_acceptance.py FILE... --rows 1000000 --folder DIR [--json FILE]

FILE holds raw references, one a line; they are repeated and perturbed (see stream.py) until there
are enough. Every row of the job's output is compared with the answer of a single process. Needs
Java and the extra ``spark``; DIR needs some 3 KB of room a row and is not emptied afterwards.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import sys
import threading
import time
import warnings
from itertools import islice
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from stream import lines

FILES = 10


def write_input(folder: Path, files: list[str], rows: int, seed: int) -> None:
    """The references as Parquet files; one in 10,000 rows is null, blank or too long."""
    folder.mkdir(parents=True)
    source = enumerate(lines(files, rows, seed))
    for number in range(FILES):
        part = list(islice(source, rows // FILES + (number < rows % FILES)))
        ids, texts = [at for at, _ in part], [unusable(at, text) for at, text in part]
        table = pa.table({"id": pa.array(ids, pa.int64()), "raw": pa.array(texts, pa.string())})
        pq.write_table(table, folder / f"part-{number:02d}.parquet", row_group_size=20_000)


def unusable(at: int, text: str) -> str | None:
    """The text; now and then something that cannot be parsed."""
    if at % 10_000 != 77:
        return text
    return (None, " ", "x" * 200_001)[at // 10_000 % 3]


def executors(spark: Any) -> list[int]:
    """Process ids of the executors' JVMs."""

    def jvm(_: int) -> int:
        time.sleep(0.1)
        status = Path(f"/proc/{os.getppid()}/status").read_text()
        return int(re.search(r"PPid:\s+(\d+)", status)[1])  # type: ignore[index]

    found: list[int] = []
    while len(found) < 2:
        found = sorted(set(spark.sparkContext.parallelize(range(8), 8).map(jvm).collect()))
    return found


def kill_halfway(spark: Any, victim: int, facts: dict[str, Any]) -> None:
    """Kill an executor when half of the tasks of the long stage are done."""
    tracker = spark.sparkContext.statusTracker()
    while "killed" not in facts:
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and info.numTasks >= 20 and info.numCompletedTasks >= info.numTasks // 2:
                os.kill(victim, signal.SIGKILL)
                facts["killed"] = {"tasks": info.numTasks, "done": info.numCompletedTasks}
                return
        time.sleep(0.2)


def compare(folder: Path, source: Path, model: str, every: int) -> dict[str, int]:
    """The output against one process's answers.

    Every row's id and text are looked for; the answers of each ``every``-th row are compared.
    """
    from refparse.columns import parse_batch
    from refparse.parser import Parser

    texts: dict[int, int] = {}
    answers: dict[int, int] = {}
    twice = 0
    for place in ("parsed", "quarantine"):
        for path in (folder / place).rglob("*.parquet"):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(2000, columns=["id", "raw", "citation"]):
                    for at, text in zip(*(batch[name].to_pylist() for name in ("id", "raw"))):  # noqa: B905
                        twice += at in texts
                        texts[at] = hash((text,))
                    for row in chosen(batch, every).to_pylist():
                        wrong = (row["citation"]["error"] is not None) != (place == "quarantine")
                        answers[row["id"]] = hash((str(row["citation"]), wrong))
    found = {"rows": 0, "missing": 0, "other_text": 0, "compared": 0, "differ": 0}
    parser = Parser.load(model)
    for path in sorted(source.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            for batch in file.iter_batches(2000):
                for at, text in zip(*(batch[name].to_pylist() for name in ("id", "raw"))):  # noqa: B905
                    known = texts.pop(at, None)
                    found["rows"] += 1
                    found["missing"] += known is None
                    found["other_text"] += known is not None and known != hash((text,))
                for row in parse_batch(chosen(batch, every), "raw", parser).to_pylist():
                    found["compared"] += 1
                    expected = hash((str(row["citation"]), False))
                    found["differ"] += answers.get(row["id"]) != expected
    return {**found, "twice": twice, "extra": len(texts)}


def chosen(batch: Any, every: int) -> Any:
    """The rows of a batch whose id is a multiple of ``every``, or that cannot be parsed."""
    picked = [at % every == 0 or at % 10_000 == 77 for at in batch["id"].to_pylist()]
    return batch.filter(pa.array(picked))


def run_job(given: argparse.Namespace) -> dict[str, Any]:
    """Write the input, run the job, kill an executor; what happened."""
    from dataclasses import asdict

    from pyspark.sql import SparkSession

    from refparse.spark import parse_table

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    os.environ.setdefault("SPARK_LOCAL_IP", "127.0.0.1")
    os.environ.setdefault("SPARK_LOCAL_HOSTNAME", "localhost")
    source, target = given.folder / "raw", given.folder / "out"
    write_input(source, given.files, given.rows, given.seed)
    spark = (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("refparse-acceptance")
        .config("spark.ui.enabled", "false")
        .config("spark.local.dir", str(given.folder / "local"))
        .getOrCreate()
    )
    pids = executors(spark)
    facts: dict[str, Any] = {"executors": len(pids)}
    watch = threading.Thread(target=kill_halfway, args=(spark, pids[0], facts), daemon=True)
    watch.start()
    started = time.monotonic()
    summary = parse_table(
        spark, str(source), str(target), column="raw", model=given.model, partitions=40,
        say=lambda line: print(line, file=sys.stderr),
    )  # fmt: skip
    facts["seconds"] = round(time.monotonic() - started, 1)
    spark.stop()
    facts["summary"] = asdict(summary)
    return facts


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--model", default="default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--compare-every", type=int, default=1, metavar="N",
                        help="compare the answers of every N-th row")  # fmt: skip
    parser.add_argument("--json", metavar="FILE")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    notes = given.folder / "facts.json"
    if notes.exists():  # The job has run in this folder; only the comparison is done again.
        facts = json.loads(notes.read_text())
    else:
        facts = run_job(given)
        notes.write_text(json.dumps(facts, indent=1) + "\n")
    facts["comparison"] = compare(
        given.folder / "out", given.folder / "raw", given.model, given.compare_every
    )
    print(json.dumps(facts, indent=1))
    if given.json:
        Path(given.json).write_text(json.dumps(facts, indent=1) + "\n")
    found = facts["comparison"]
    wrong = sum(found[key] for key in ("missing", "other_text", "differ", "twice", "extra"))
    return 0 if found["rows"] == given.rows and "killed" in facts and not wrong else 1


if __name__ == "__main__":
    sys.exit(main())
