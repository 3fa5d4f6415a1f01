"""References on a real Spark: two executor processes, one of them killed, the driver cut off."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.spark.cluster import BAD

ROWS = 2400


@pytest.fixture
def java() -> None:
    if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
        if os.environ.get("CI") == "true":
            pytest.fail("no Java: .ci/tools.sh installs it")
        pytest.skip("no Java on this machine: Spark needs one (17 or newer)")


def test_an_executor_and_the_driver_die_and_nothing_is_lost(
    java: None, tiny_model: Path, tmp_path: Path
) -> None:
    environment = {
        **os.environ,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "SPARK_LOCAL_HOSTNAME": "localhost",
        # Short-lived machines: less compiling, one collector thread.
        "JAVA_TOOL_OPTIONS": "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
    }
    ended = subprocess.run(
        [sys.executable, "-m", "tests.spark.cluster", tiny_model, tmp_path, str(ROWS)],
        cwd=ROOT, env=environment, capture_output=True, text=True, timeout=900, check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-5000:]
    facts = json.loads((tmp_path / "facts.json").read_text())
    assert len(facts["executors"]) == 2
    assert facts["column"]
    # Once per Python worker, however many tasks it runs.
    assert {loads for _, loads, _ in facts["loads"]} == {1}
    assert max(hits for _, _, hits in facts["loads"]) >= 1
    assert 3 <= facts["killed"]["done"] < facts["killed"]["tasks"]
    assert (facts["ids"], facts["texts"], facts["equal"]) == (True, True, ROWS)
    codes = {"11": "null", "222": "blank", "333": "blank", "444": "too-long"}
    assert {int(at) for at in codes} == set(BAD)
    assert facts["quarantine"] == codes
    summary = facts["summary"]
    assert (summary["rows"], summary["parsed"]) == (ROWS, ROWS - len(BAD))
    assert summary["quarantined"] == {"blank": 2, "null": 1, "too-long": 1}
    assert (summary["units"], summary["skipped"]) == (2, 0)
    assert summary["rows_per_second"] > 0
    assert [line.partition(" rows")[0] for line in facts["lines"]] == [
        f"unit {number} of 2: {ROWS // 2:,}" for number in (1, 2)
    ]
    assert facts["cut"].startswith("unit 1 of 2")
    assert facts["resumed"] == [1, 2, ROWS]
    assert facts["untouched"]
    assert facts["again"]
    for said, expected in zip(
        facts["errors"],
        ["work of another job", "no such file", "no column 'text'", "'id' is bigint", "already"],
        strict=True,
    ):
        assert expected in said
