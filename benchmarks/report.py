"""Put measurements into docs/performance.md, between the marks that name them.

    python benchmarks/report.py [--benchmark FILE] [--stream FILE] [--spark FILE]

The files are what ``refparse benchmark --json``, ``stream.py --json`` and
``spark_acceptance.py --json`` wrote; parts without a file stay as they are.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from pathlib import Path
from typing import Any

from refparse.benchmark import to_markdown

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"


def stream_table(found: dict[str, Any]) -> str:
    """What the streaming run needed, in a line and a table of its memory."""
    curve = found["curve"]
    step = max(1, len(curve) // 10)
    rows = [
        f"| {point['seconds']:,.0f} | {point['lines']:,} | {point['largest_mib']:.0f} "
        f"| {point['all_mib']:.0f} |"
        for point in [*curve[step // 2 :: step], curve[-1]]
    ]
    return "\n".join(
        [
            f"{found['lines_in']:,} lines in, {found['lines_out']:,} lines out, "
            f"{found['workers']} workers, {found['seconds']:,.0f} s by the clock; at most "
            f"{found['largest_process_mib']:.0f} MiB in one process (limit "
            f"{found['limit_mib']} MiB).",
            "",
            "| s | lines written | MiB of the largest process | MiB of all together |",
            "| --: | --: | --: | --: |",
            *rows,
        ]
    )


def spark_table(found: dict[str, Any]) -> str:
    """What became of the rows of the Spark job."""
    summary, compared = found["summary"], found["comparison"]
    reasons = ", ".join(f"{count:,} {code}" for code, count in summary["quarantined"].items())
    return "\n".join(
        [
            f"{summary['rows']:,} references on {found['executors']} executors of one core, one "
            f"killed when {found['killed']['done']} of {found['killed']['tasks']} tasks were done: "
            f"{summary['parsed']:,} parsed, in quarantine {reasons}; {found['seconds']:,.0f} s by "
            f"the clock. Of all rows, {compared['missing']:,} are missing, {compared['twice']:,} "
            f"there twice, {compared['extra']:,} too many, {compared['other_text']:,} with another "
            f"text; of {compared['compared']:,} answers, {compared['differ']:,} differ from those "
            "of a single process.",
        ]
    )


def put(page: str, name: str, text: str) -> str:
    """The page with the text between its two marks."""
    pattern = re.compile(rf"(<!-- {name} -->\n).*?(<!-- /{name} -->)", re.DOTALL)
    page, count = pattern.subn(lambda match: f"{match[1]}\n{text.strip()}\n\n{match[2]}", page)
    if count != 1:
        sys.exit(f"docs/performance.md has no place for {name!r}")
    return page


def main() -> None:
    """The program."""
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    makers = {"benchmark": to_markdown, "stream": stream_table, "spark": spark_table}
    for name in makers:
        parser.add_argument(f"--{name}", metavar="FILE")
    given = vars(parser.parse_args())
    page = PAGE.read_text("utf-8")
    for name, make in makers.items():
        if given[name]:
            page = put(page, name, make(json.loads(Path(given[name]).read_text("utf-8"))))
    PAGE.write_text(page, "utf-8")


if __name__ == "__main__":
    main()
