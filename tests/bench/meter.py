"""What a piece of work costs this process: CPU seconds, and the memory it takes over what was there before.

CPU is user and system time of all threads (`time.process_time`): on a shared machine it is steadier than wall time.
Memory is the high-water mark of the work alone: Linux lets a process reset its mark; elsewhere the mark is the highest
since the process began, so work that stays under the start-up's peak shows as 0.
"""

from __future__ import annotations

import gc
import resource
import sys
import time
from collections.abc import Callable
from typing import NamedTuple, TypeVar

T = TypeVar("T")


class Spent(NamedTuple):
    """CPU and wall time in seconds; `rss_mib` is the peak over the start, `rss_peak_mib` the peak itself."""

    cpu_s: float
    wall_s: float
    rss_mib: float
    rss_peak_mib: float


def measured(work: Callable[[], T]) -> tuple[T, Spent]:
    """Do the work once; what it gave and what it cost. The garbage of before is collected first."""
    gc.collect()
    start_mib = _reset_mark()
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    peak_mib = _mark_mib()
    return result, Spent(cpu, wall, max(peak_mib - start_mib, 0.0), peak_mib)


def best_cpu_s(work: Callable[[], object], runs: int) -> float:
    """CPU seconds of the least disturbed of several runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def _reset_mark() -> float:
    """Start the mark afresh where the platform can; the resident size now, in MiB."""
    try:
        with open("/proc/self/clear_refs", "w") as file:
            file.write("5")
    except OSError:
        return _mark_mib()
    return _status_mib("VmRSS")


def _mark_mib() -> float:
    try:
        return _status_mib("VmHWM")
    except OSError:
        return maxrss_mib(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)


def _status_mib(name: str) -> float:
    with open("/proc/self/status") as file:
        for line in file:
            if line.startswith(name):
                return int(line.split()[1]) / 1024
    raise OSError(f"/proc/self/status has no {name}")


def maxrss_mib(maxrss: int) -> float:
    """`ru_maxrss` in MiB: KiB on Linux, bytes on macOS."""
    return maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
