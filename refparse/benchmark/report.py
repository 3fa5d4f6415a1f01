"""The measurements as Markdown tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Result = Mapping[str, Any]


def to_markdown(found: Result) -> str:
    """The tables of docs/performance.md from what ``benchmark`` returned."""
    about = found["about"]
    machine, material = about["machine"], about["material"]
    blocks = [
        f"refparse {about['refparse']}, model `{about['model']['name']}`, Python "
        f"{machine['python']}, {machine['cores']} cores ({machine['processor']}), load average "
        f"{machine['load'][0] if machine['load'] else 'unknown'}; "
        f"{material['references']:,} distinct references of "
        f"{material['characters'] / max(material['references'], 1):.0f} characters; "
        f"{about['date']}. "
        "Rates are references a second of processor time, unless a wall clock is named."
    ]
    if "end-to-end" in found:
        part = found["end-to-end"]
        rows = [
            [name, _rate(part[name]), f"{_micro(part[name]):.0f}"]
            for name in ("cold", "warm", "mixed")
        ]
        blocks.append(
            _table(["string in, CSL-JSON out", "refs/s", "µs a reference"], rows)
            + f"\n\nPeak memory {_mib(part['peak_memory'])}."
        )
    if "stages" in found:
        part = {name: one for name, one in found["stages"].items() if isinstance(one, dict)}
        rows = [[name, _rate(one), f"{_micro(one):.1f}"] for name, one in part.items()]
        blocks.append(_table(["stage, one reference at a time", "refs/s", "µs a reference"], rows))
    if "peers" in found:
        blocks.append(_peers(found))
    if "growth" in found:
        rows = [
            [length, f"{one['cpu_seconds'] * 1e3:.2f}", f"{one['microseconds_per_token']:.1f}"]
            for length, one in found["growth"].items()
        ]
        blocks.append(_table(["tokens in one reference", "ms", "µs a token"], rows))
    if "batches" in found:
        rows = [[size, _rate(one)] for size, one in found["batches"].items()]
        blocks.append(_table(["references handed over at once", "refs/s"], rows))
    if "workers" in found:
        blocks.append(_workers(found["workers"]))
    if "startup" in found:
        part = found["startup"]
        rows = [[name, f"{value * 1e3:.0f}"] for name, value in part.items()]
        blocks.append(_table(["start, by the clock", "ms"], rows))
    return "\n\n".join(blocks) + "\n"


def _peers(found: Result) -> str:
    part = found["peers"]
    base = part["sklearn_crfsuite.CRF.predict"]["cold"]["per_cpu_second"]
    rows = []
    for name, one in part.items():
        if "cold" not in one:
            rows.append([name, _rate(one), "", "", ""])
            continue
        rows.append(
            [
                name,
                _rate(one["cold"]),
                _rate(one["warm"]) if "warm" in one else "",
                f"{one['cold']['per_cpu_second'] / base:.1f}",
                _mib(one["peak_memory"]),
            ]
        )
    labels = found["labels"]
    return (
        _table(["same model, same assembly", "cold refs/s", "warm refs/s", "ratio", "peak"], rows)
        + f"\n\nTag sequences that differ from CRFsuite's: {labels['differ']:,} of "
        f"{labels['references']:,}."
    )


def _workers(part: Result) -> str:
    first = next(iter(part.values()))["cold"]["per_second"]
    rows = [
        [
            count,
            f"{one['cold']['per_second']:,.0f}",
            f"{one['cold']['per_second'] / first:.2f}",
            _mib(one["peak_memory"]),
        ]
        for count, one in part.items()
    ]
    header = ["workers, by the clock", "cold refs/s", "ratio", "peak of the parent"]
    return _table(header, rows)


def _rate(one: Result) -> str:
    return f"{one['per_cpu_second']:,.0f}"


def _micro(one: Result) -> float:
    return float(one["cpu_seconds"] / max(one["references"], 1) * 1e6)


def _mib(size: int) -> str:
    return f"{size / (1 << 20):,.0f} MiB" if size else "unknown"


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [header, ["---"] + ["--:"] * (len(header) - 1), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)
