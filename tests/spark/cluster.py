"""A real Spark with two executor processes: what test_cluster.py judges, run as a program.

    python -m tests.spark.cluster MODEL FOLDER ROWS    writes FOLDER/facts.json

A driver of its own, because sessions, JVMs and their sockets outlive a test otherwise.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from refparse.columns import parse_array
from refparse.corpus import read_jsonl
from refparse.parser import Parser
from tests.conftest import GOLD

BAD = {11: None, 222: "", 333: " \t ", 444: "x" * 200_001}
FILES = 4


def references(count: int) -> list[str | None]:
    gold = [
        reference.text for path in sorted(GOLD.glob("*.jsonl")) for reference in read_jsonl(path)
    ]
    drawn = random.Random(7)
    texts: list[str | None] = [drawn.choice(gold) for _ in range(count)]
    for at, text in BAD.items():
        texts[at] = text
    return texts


def write_input(folder: Path, texts: list[str | None]) -> None:
    folder.mkdir()
    size = len(texts) // FILES
    for number in range(FILES):
        part = range(number * size, (number + 1) * size)
        table = pa.table({"id": list(part), "raw": [texts[at] for at in part]})
        pq.write_table(table, folder / f"part-{number}.parquet")


def read_output(folder: Path) -> list[dict[str, Any]]:
    """Rows of both tables by id; a row that stands in both, or twice, is there twice."""
    rows = []
    for place in ("parsed", "quarantine"):
        for path in sorted((folder / place).rglob("*.parquet")):
            for row in pq.ParquetFile(path).read().to_pylist():
                rows.append({**row, "place": place})
    return sorted(rows, key=lambda row: row["id"])


def start(folder: Path) -> Any:
    from pyspark.sql import SparkSession

    return (
        SparkSession.builder.master("local-cluster[2,1,1024]")
        .appName("refparse-tests")
        .config("spark.ui.enabled", "false")
        .config("spark.executor.memory", "600m")
        .config("spark.local.dir", str(folder / "local"))
        .config("spark.sql.warehouse.dir", str(folder / "warehouse"))
        .config("spark.sql.shuffle.partitions", "2")
        .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(sys.path))
        .getOrCreate()
    )


def parent(pid: int) -> int:
    status = Path(f"/proc/{pid}/status").read_text()
    return int(next(line.split()[1] for line in status.splitlines() if line.startswith("PPid:")))


def executors(spark: Any) -> list[int]:
    """Process ids of the executors' JVMs: worker → daemon → executor."""
    for _ in range(60):
        tasks = spark.sparkContext.parallelize(range(8), 8)
        found = sorted(
            set(tasks.map(lambda _: (time.sleep(0.1), parent(os.getppid()))[1]).collect())
        )
        if len(found) == 2:
            return found
        time.sleep(0.5)
    return found


def kill_midway(spark: Any, victim: int, facts: dict[str, Any]) -> threading.Thread:
    """Kill an executor as soon as some tasks of a long stage are done and some are not."""

    def watch() -> None:
        tracker = spark.sparkContext.statusTracker()
        while "killed" not in facts:
            for stage in tracker.getActiveStageIds():
                info = tracker.getStageInfo(stage)
                if info and info.numTasks >= 12 and 3 <= info.numCompletedTasks < info.numTasks - 3:
                    os.kill(victim, signal.SIGKILL)
                    facts["killed"] = {"tasks": info.numTasks, "done": info.numCompletedTasks}
                    return
            time.sleep(0.01)

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    return thread


def worker_loads(frame: Any, model: str) -> list[tuple[int, int, int]]:
    """(worker, how often it loaded the model, how often it had it) at the end of every task."""
    from refparse._version import __version__
    from refparse.spark import column

    archive = column.ship_model(frame.sparkSession, model)
    run = column._mapper("raw", "citation", archive, __version__)

    def counted(batches: Iterator[Any]) -> Iterator[Any]:
        for _ in run(batches):
            pass
        info = column.worker_parser.cache_info()
        yield pa.record_batch(
            {"worker": [os.getpid()], "loads": [info.misses], "hits": [info.hits]}
        )

    rows = frame.mapInArrow(counted, "worker long, loads long, hits long").collect()
    return [(row["worker"], row["loads"], row["hits"]) for row in rows]


class Cut(Exception):
    """The driver dies."""


def main(model: str, folder: Path, rows: int) -> None:
    from refparse.spark import parse_column, parse_table

    # PySpark warns of every pandas that is newer than itself; only Arrow is used here.
    warnings.filterwarnings("ignore", category=FutureWarning, module="pyspark")
    texts = references(rows)
    write_input(folder / "in", texts)
    source, facts = str(folder / "in"), {}  # type: ignore[var-annotated]
    size = max(path.stat().st_size for path in (folder / "in").iterdir())
    expected = parse_array(pa.array(texts, pa.string()), Parser.load(model)).to_pylist()
    spark = start(folder)
    facts["executors"] = executors(spark)

    # One column of a data frame: lazily, and with its other columns.
    frame = spark.read.parquet(source)
    picked = parse_column(frame, "raw", "parsed", model).where("id < 40").orderBy("id").collect()
    facts["column"] = [row.asDict(recursive=True)["parsed"] for row in picked] == expected[:40]
    facts["loads"] = worker_loads(frame.repartition(8), model)

    # An executor dies in the middle of the job.
    thread = kill_midway(spark, facts["executors"][0], facts)
    lines: list[str] = []
    options: dict[str, Any] = {"column": "raw", "model": model, "unit_bytes": 2 * size}
    summary = parse_table(
        spark, source, str(folder / "out"), partitions=16, say=lines.append, **options
    )
    thread.join(1)
    written = read_output(folder / "out")
    facts["lines"] = lines
    facts["summary"] = json.loads((folder / "out/_refparse/summary.json").read_text())
    facts["rows"] = summary.rows
    facts["ids"] = [row["id"] for row in written] == list(range(rows))
    facts["texts"] = [row["raw"] for row in written] == texts
    facts["equal"] = sum(
        row["citation"] == answer for row, answer in zip(written, expected, strict=False)
    )
    facts["quarantine"] = {
        str(row["id"]): row["citation"]["error"]["code"]
        for row in written
        if row["place"] == "quarantine"
    }

    # The driver dies after the first unit and leaves litter; the second start goes on.
    def cut(line: str) -> None:
        raise Cut(line)

    again = folder / "again"
    try:
        parse_table(spark, source, str(again), say=cut, **options)
    except Cut as error:
        facts["cut"] = str(error)
    litter = again / "parsed" / "refparse_unit=00001"
    litter.mkdir(parents=True)
    first = next((again / "parsed" / "refparse_unit=00000").glob("*.parquet"))
    (litter / "part-litter.parquet").write_bytes(first.read_bytes())
    before = {path: path.stat().st_mtime_ns for path in first.parent.iterdir()}
    resumed = parse_table(spark, source, str(again), **options)
    facts["resumed"] = [resumed.skipped, resumed.units, resumed.rows]
    facts["untouched"] = before == {
        path: path.stat().st_mtime_ns for path in first.parent.iterdir()
    }
    facts["again"] = read_output(again) == written
    facts["errors"] = errors(spark, source, str(again), options)
    spark.stop()
    (folder / "facts.json").write_text(json.dumps(facts))


def errors(spark: Any, source: str, target: str, options: dict[str, Any]) -> list[str]:
    """What unusable arguments are answered with."""
    from refparse import InputError
    from refparse.spark import parse_column, parse_table

    frame = spark.read.parquet(source)
    calls = [
        lambda: parse_table(spark, source, target, **{**options, "unit_bytes": 5}),
        lambda: parse_table(spark, f"{source}/none", target),
        lambda: parse_table(spark, source, target, column="text"),
        lambda: parse_column(frame, "id"),
        lambda: parse_column(frame, "raw", into="id"),
    ]
    said = []
    for call in calls:
        try:
            call()
        except InputError as error:
            said.append(str(error))
    return said


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
