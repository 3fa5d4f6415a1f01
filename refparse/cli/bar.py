"""A progress bar for long streams: how far the input is read, references a second, time left."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Final, TypeVar

Item = TypeVar("Item")
_EVERY: Final = 0.1
"""Seconds between two looks at the clock's bar."""


def follow(
    items: Iterable[Item],
    title: str,
    total: int | None = None,
    position: Callable[[], int] | None = None,
    count: Callable[[Item], int] = lambda item: 1,
) -> Iterator[Item]:
    """The items, with a bar on standard error if that is a terminal.

    Args:
        items: what is counted, as it passes.
        title: what is going on.
        total: where ``position`` will end (bytes of the input, say); None if unknown: then there
            is no share and no time left, but still the count and the rate.
        position: how far the input is read; None counts the items.
        count: how many references an item stands for.
    """
    if not sys.stderr.isatty():
        yield from items
        return
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        Progress,
        TaskProgressColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    bar = Progress(
        TextColumn(title),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[count]:,} references"),
        TextColumn("{task.fields[rate]:,.0f}/s"),
        TimeElapsedColumn(),
        TextColumn("left"),
        TimeRemainingColumn(),
        console=Console(stderr=True),
        transient=True,
        redirect_stdout=False,  # Data go there, and byte for byte.
    )
    with bar:
        task = bar.add_task(title, total=total, count=0, rate=0.0)
        started = shown = time.monotonic()
        passed = 0
        for item in items:
            passed += count(item)
            yield item
            now = time.monotonic()
            if now - shown >= _EVERY:
                shown = now
                bar.update(
                    task,
                    completed=position() if position else passed,
                    count=passed,
                    rate=passed / (now - started),
                )
