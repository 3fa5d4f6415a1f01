"""Does work grow with the size of the input, or faster? Measured in ratios, never in seconds."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable

_CLOCK_STEP = 0.002
"""Seconds below which a measurement says nothing."""
_ATTEMPTS = 4


def seconds(work: Callable[[], object], times: int) -> float:
    """Least processor time of a piece of work, without the collector that other tests keep busy."""
    gc.collect()
    gc.disable()
    try:
        found = []
        for _ in range(times):
            started = time.process_time()
            work()
            found.append(time.process_time() - started)
    finally:
        gc.enable()
    return max(min(found), _CLOCK_STEP)


def assert_linear(work: Callable[[int], object], small: int, large: int) -> None:
    """Fail if work of ``large`` takes far more time than its share of the work of ``small``.

    Three and a half times the share is allowed, and a busy machine may try again: quadratic growth
    over a factor of 16 would be 16 times the share, each time.
    """
    assert large >= 16 * small
    share = large / small
    ratios = []
    for attempt in range(_ATTEMPTS):
        ratio = seconds(lambda: work(large), 1 + attempt // 2) / seconds(lambda: work(small), 3)
        if ratio < 3.5 * share:
            return
        ratios.append(ratio)
    raise AssertionError(f"{large / small:g} times the input took {ratios} times the work")
