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


def compare(folder: Path, source: Path, model: str) -> dict[str, int]:
    """Every row of the output against one process's answer; memory for the output's digests."""
    from refparse.columns import parse_batches
    from refparse.parser import Parser

    seen: dict[int, int] = {}
    twice = 0
    for place in ("parsed", "quarantine"):
        for path in (folder / place).rglob("*.parquet"):
            with pq.ParquetFile(path) as file:
                for batch in file.iter_batches(2000, columns=["id", "citation"]):
                    for row in batch.to_pylist():
                        twice += row["id"] in seen
                        wrong = (row["citation"]["error"] is not None) != (place == "quarantine")
                        seen[row["id"]] = hash((str(row["citation"]), wrong))
    rows = differ = missing = 0
    parser = Parser.load(model)
    for path in sorted(source.glob("*.parquet")):
        with pq.ParquetFile(path) as file:
            for batch in parse_batches(file.iter_batches(2000), "raw", parser):
                for row in batch.to_pylist():
                    rows += 1
                    found = seen.pop(row["id"], None)
                    missing += found is None
                    differ += found is not None and found != hash((str(row["citation"]), False))
    return {"rows": rows, "missing": missing, "differ": differ, "twice": twice, "extra": len(seen)}


def main() -> int:
    """The program."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--folder", type=Path, required=True)
    parser.add_argument("--model", default="default")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", metavar="FILE")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
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
    facts: dict[str, Any] = {"executors": len(pids := executors(spark))}
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
    facts["comparison"] = compare(target, source, given.model)
    print(json.dumps(facts, indent=1))
    if given.json:
        Path(given.json).write_text(json.dumps(facts, indent=1) + "\n")
    found = facts["comparison"]
    right = found["rows"] == given.rows and "killed" in facts
    return 0 if right and not sum(found[key] for key in found if key != "rows") else 1


if __name__ == "__main__":
    sys.exit(main())
