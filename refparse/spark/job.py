"""``refparse-spark``: Parquet in, Parquet out, restartable, bad rows apart.

The input's files are grouped into units. Each unit is parsed by one Spark job into a staging
folder, counted, moved to its place and marked as done; a job that is started again skips what is
done and begins the unit that was under way anew. Nothing half-written is ever read as a result.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final

import click

from refparse._errors import InputError, RefparseError
from refparse._version import __version__
from refparse.columns import SCHEMA_VERSION
from refparse.columns.batch import check_names
from refparse.columns.inputs import choose_column
from refparse.spark.column import model_digest, parse_column, spark_types
from refparse.spark.storage import Storage, StoredFile
from refparse.tagger.files import find_model, read_meta

INTO: Final = "citation"
UNIT_BYTES: Final = 1 << 30
"""Bytes of input in one unit, the grain of a restart."""
_BAD: Final = "refparse_bad"
_UNIT: Final = "refparse_unit"
Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Summary:
    """What a job did.

    Attributes:
        rows: rows of the input.
        parsed: rows of the table ``parsed``.
        quarantined: rows of the table ``quarantine`` by the code of their error.
        units: units of the whole input.
        skipped: units that an earlier run had finished.
        seconds: wall time of this run.
        rows_per_second: of what this run parsed; 0 if it parsed nothing.
        model: name of the model, and the SHA-256 of its files.
        version: of refparse.
    """

    rows: int
    parsed: int
    quarantined: dict[str, int]
    units: int
    skipped: int
    seconds: float
    rows_per_second: float
    model: tuple[str, str]
    version: str = field(default=__version__)


def units_of(files: Sequence[StoredFile], size: int) -> list[list[StoredFile]]:
    """Group files, in order, into units of about ``size`` bytes, one file at least."""
    units: list[list[StoredFile]] = []
    full = size
    for file in files:
        if full + file.size > size or not units:
            units.append([])
            full = 0
        units[-1].append(file)
        full += file.size
    return units


def parse_table(
    spark: Any, source: str, target: str, *, column: str | None = None,
    model: str = "default", partitions: int | None = None, unit_bytes: int = UNIT_BYTES,
    fresh: bool = False, say: Say = lambda line: None,
) -> Summary:  # fmt: skip
    """Parse the references of a Parquet table into ``target/parsed`` and ``target/quarantine``.

    Args:
        spark: the session.
        source: a Parquet file, or a folder of such files (Hive-style partitions are kept).
        target: a folder; what is done in it already by the same job is skipped.
        column: the column of references; None takes the only string column, or the usual names.
        model: name or folder of the model on the driver.
        partitions: tasks of one unit; None takes Spark's own, but at least two for each core.
        unit_bytes: bytes of input in one unit, at least 1.
        fresh: forget an earlier run and begin anew; ``target`` is emptied.
        say: told one line about each unit.

    Returns:
        The counts, which are also in ``target/_refparse/summary.json``. Both tables have the
        input's columns and the struct ``citation``; its ``error`` is why a row is in quarantine.

    Raises:
        InputError: the input is not there or unsuitable, or ``target`` holds another job's work.
        ModelError: no such model.
        RefparseError: the rows written are not as many as the rows read.
    """
    started = time.monotonic()
    if unit_bytes < 1 or (partitions is not None and partitions < 1):
        raise InputError("units and partitions: give at least 1")
    source, target = source.rstrip("/"), target.rstrip("/")
    inputs, store = Storage(spark, source), Storage(spark, target)
    if not inputs.exists(source):
        raise InputError(f"{source}: there is no such file or folder")
    files = inputs.files(source, ".parquet")
    if not files:
        raise InputError(f"{source}: no Parquet file (*.parquet) in it")
    schema, column = _schema(spark, source, files, column)
    folder = find_model(model)
    digest = model_digest(folder)
    plan = _plan(files, unit_bytes, column, digest, schema)
    _begin(store, target, plan, fresh)
    rows = parsed = skipped = ours = 0
    bad: dict[str, int] = {}
    units = units_of(files, unit_bytes)
    for number, unit in enumerate(units):
        mark = f"{target}/_refparse/done/{number:05d}.json"
        known = store.exists(mark)
        if known:
            counts = store.read_json(mark)
            skipped += 1
        else:
            begun = time.monotonic()
            frame = (
                spark.read.schema(schema)
                .option("basePath", _base(source))
                .parquet(*[file.uri for file in unit])
            )
            counts = _run_unit(spark, store, frame, target, number, column, model, partitions)
            counts["seconds"] = round(time.monotonic() - begun, 3)
            store.write_json(mark, counts)
            ours += counts["rows"]
        rows += counts["rows"]
        parsed += counts["parsed"]
        for code, count in counts["quarantined"].items():
            bad[code] = bad.get(code, 0) + count
        say(
            f"unit {number + 1} of {len(units)}: {counts['rows']:,} rows, "
            f"{counts['rows'] - counts['parsed']:,} in quarantine"
            + (", done before" if known else f", {counts['seconds']:.1f} s")
        )
    seconds = time.monotonic() - started
    summary = Summary(
        rows, parsed, dict(sorted(bad.items())), len(units), skipped, round(seconds, 3),
        round(ours / seconds, 1), (read_meta(folder).name, digest),
    )  # fmt: skip
    store.write_json(f"{target}/_refparse/summary.json", asdict(summary))
    return summary


def _base(source: str) -> str:
    return source.rpartition("/")[0] if source.endswith(".parquet") else source


def _schema(
    spark: Any, source: str, files: Sequence[StoredFile], column: str | None
) -> tuple[Any, str]:
    """The schema of the input, partition columns included, and the column of references."""
    types = spark_types()
    schema = (
        spark.read.option("basePath", _base(source)).parquet(*[file.uri for file in files]).schema
    )
    strings = [one.name for one in schema.fields if isinstance(one.dataType, types.StringType)]
    column = choose_column(strings if column is None else schema.names, column)
    check_names(schema.names, column, INTO)
    for reserved in (_BAD, _UNIT):
        if reserved in schema.names:
            raise InputError(f"the input has a column {reserved!r}: rename it")
    return schema, column


def _plan(
    files: Sequence[StoredFile], unit_bytes: int, column: str, digest: str, schema: Any
) -> dict[str, Any]:
    return {
        "column": column,
        "model": digest,
        "unit_bytes": unit_bytes,
        "schema_version": SCHEMA_VERSION,
        "refparse": __version__,
        "schema": json.loads(schema.json()),
        "files": [[file.uri, file.size, file.changed] for file in files],
    }


def _begin(store: Storage, target: str, plan: dict[str, Any], fresh: bool) -> None:
    """Lay down the plan, or find the same one there."""
    place = f"{target}/_refparse/plan.json"
    if fresh:
        for part in ("_refparse", "parsed", "quarantine"):
            store.delete(f"{target}/{part}")
    elif store.exists(place):
        old = store.read_json(place)
        changed = [key for key, value in plan.items() if old.get(key) != value]
        if changed:
            raise InputError(
                f"{target} holds the work of another job (other {', '.join(changed)}): "
                "give another output, or --fresh to begin anew"
            )
        return
    elif store.exists(f"{target}/parsed") or store.exists(f"{target}/quarantine"):
        raise InputError(f"{target} holds tables that this job did not write: give another output")
    store.write_json(place, plan)


def _run_unit(
    spark: Any, store: Storage, frame: Any, target: str, number: int, column: str, model: str,
    partitions: int | None,
) -> dict[str, Any]:  # fmt: skip
    from pyspark.sql import functions

    stage = f"{target}/_refparse/stage/{number:05d}"
    places = {
        "false": f"{target}/parsed/{_UNIT}={number:05d}",
        "true": f"{target}/quarantine/{_UNIT}={number:05d}",
    }
    for place in (stage, *places.values()):  # What an interrupted run has left.
        store.delete(place)
    rows = frame.count()
    least = 2 * spark.sparkContext.defaultParallelism
    if partitions is None and frame.rdd.getNumPartitions() < least:
        partitions = least
    if partitions is not None:
        frame = frame.repartition(partitions)
    parsed = parse_column(frame, column, INTO, model)
    failed = functions.col(f"{INTO}.error").isNotNull()
    parsed.withColumn(_BAD, failed).write.partitionBy(_BAD).parquet(stage)
    counts = {"rows": rows, "parsed": 0, "quarantined": {}}
    for value, place in places.items():
        made = f"{stage}/{_BAD}={value}"
        if not store.exists(made):
            continue
        table = spark.read.parquet(made)
        if value == "false":
            counts["parsed"] = table.count()
        else:
            codes = table.groupBy(f"{INTO}.error.code").count().collect()
            counts["quarantined"] = {row["code"]: row["count"] for row in codes}
        store.move(made, place)
    store.delete(stage)
    written = counts["parsed"] + sum(counts["quarantined"].values())
    if written != rows:
        raise RefparseError(
            f"unit {number}: {rows} rows were read, but {written} written: the input has changed "
            "while it was read, or the file system lost files; run the job again"
        )
    return counts


@click.command(context_settings={"help_option_names": ["-h", "--help"]})
@click.argument("source", metavar="INPUT")
@click.argument("target", metavar="OUTPUT")
@click.option("--column", "-c", metavar="NAME", help="Column of the references. [default: the only "
              "string column, or 'text', 'raw', …]")  # fmt: skip
@click.option("--model", "-m", default="default", show_default=True, metavar="NAME|DIR")
@click.option("--partitions", type=click.IntRange(1), metavar="N",
              help="Tasks of one unit. [default: Spark's own, at least two a core]")  # fmt: skip
@click.option("--unit-mib", type=click.IntRange(1), default=UNIT_BYTES >> 20, show_default=True,
              help="MiB of input in one unit, the grain of a restart.")  # fmt: skip
@click.option("--fresh", is_flag=True, help="Forget an earlier run: empty OUTPUT and begin anew.")
@click.option("--master", metavar="URL", help="Where to run, unless spark-submit says it.")
@click.option("--conf", multiple=True, metavar="KEY=VALUE", help="Setting of Spark; repeatable.")
@click.version_option(__version__, prog_name="refparse-spark")
def command(
    source: str, target: str, column: str | None, model: str, partitions: int | None,
    unit_mib: int, fresh: bool, master: str | None, conf: tuple[str, ...],
) -> int:  # fmt: skip
    """Parse the references of a Parquet table on Apache Spark.

    OUTPUT/parsed holds the answers, OUTPUT/quarantine the rows without one and why,
    OUTPUT/_refparse the summary. The same command again goes on where it was interrupted.

    Example: spark-submit $(which refparse-spark) s3a://bucket/raw s3a://bucket/parsed -c reference
    """
    spark_types()
    from pyspark.sql import SparkSession

    builder = SparkSession.builder.appName("refparse")
    if master:
        builder = builder.master(master)
    for setting in conf:
        key, equals, value = setting.partition("=")
        if not equals:
            raise click.UsageError(f"--conf {setting}: give KEY=VALUE")
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    try:
        summary = parse_table(
            spark, source, target, column=column, model=model, partitions=partitions,
            unit_bytes=unit_mib << 20, fresh=fresh, say=lambda line: click.echo(line, err=True),
        )  # fmt: skip
    finally:
        spark.stop()
    click.echo(json.dumps(asdict(summary), indent=1))
    return 1 if summary.quarantined else 0


def main() -> None:
    """Run ``refparse-spark``; status 1 if rows are in quarantine, 2 for unusable input."""
    try:
        status = command.main(prog_name="refparse-spark", standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except RefparseError as error:
        click.echo(f"refparse-spark: {error}", err=True)
        sys.exit(2)
    sys.exit(status if isinstance(status, int) else 0)


if __name__ == "__main__":
    main()
