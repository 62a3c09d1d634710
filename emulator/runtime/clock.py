"""The server's clock: real, or virtual and moved by control calls. Timers are one heap, whatever the clock."""

from __future__ import annotations

import asyncio
import heapq
import time
from collections.abc import Callable
from typing import Final, Literal, TypeAlias

Act: TypeAlias = Callable[[], None]
_LONGEST_SLEEP_S: Final = 3_600.0  # the system's clock may be set meanwhile
_MANY: Final = 1_000  # cancelled entries that may stay in the heap whatever its size


class Timer:
    """An entry of the heap. `act` None: cancelled."""

    __slots__ = ("act", "due_ms", "number")

    def __init__(self, due_ms: int, number: int, act: Act) -> None:
        self.due_ms = due_ms
        self.number = number
        self.act: Act | None = act

    def __lt__(self, other: Timer) -> bool:
        return (self.due_ms, self.number) < (other.due_ms, other.number)


class Clock:
    """Now, and what happens later. One asyncio timer at most, for the earliest entry.

    Args:
        mode: "real" reads the system's clock; "virtual" stands still until `advance`.
        start_ms: where a virtual clock begins.
    """

    def __init__(self, mode: Literal["real", "virtual"], start_ms: int | None = None) -> None:
        self.mode = mode
        self._start_ms = int(time.time() * 1000) if start_ms is None else start_ms
        self._virtual_ms = self._start_ms
        self._heap: list[Timer] = []
        self._made = 0
        self._cancelled = 0  # entries of the heap that are
        self._handle: asyncio.TimerHandle | None = None

    @property
    def now_ms(self) -> int:
        """ms since the Unix epoch."""
        return int(time.time() * 1000) if self.mode == "real" else self._virtual_ms

    def at(self, due_ms: int, act: Act) -> Timer:
        """Call `act` at an instant or soon after, never before."""
        self._made += 1
        timer = Timer(due_ms, self._made, act)
        heapq.heappush(self._heap, timer)
        if self._heap[0] is timer:
            self._arm()
        return timer

    def cancel(self, timer: Timer) -> None:
        """Forget a timer. What it would have called is let go at once: an execution's own quota is due in a year."""
        if timer.act is None:
            return
        timer.act = None
        self._cancelled += 1
        if self._cancelled > _MANY and self._cancelled * 2 > len(self._heap):
            self._heap = [each for each in self._heap if each.act is not None]
            heapq.heapify(self._heap)
            self._cancelled = 0

    def _arm(self) -> None:
        if self.mode == "virtual":
            return
        if self._handle is not None:
            self._handle.cancel()
            self._handle = None
        if self._heap:
            wait_s = min(max((self._heap[0].due_ms - self.now_ms) / 1000, 0), _LONGEST_SLEEP_S)
            self._handle = asyncio.get_running_loop().call_later(wait_s, self._ring)

    def _ring(self) -> None:
        self._handle = None
        self.fire(self.now_ms)
        self._arm()

    def fire(self, now_ms: int) -> bool:
        """Do what is due. True if anything was."""
        fired = False
        while self._heap and self._heap[0].due_ms <= now_ms:
            timer = heapq.heappop(self._heap)
            act, timer.act = timer.act, None
            if act is None:
                self._cancelled -= 1
                continue
            fired = True
            act()
        return fired

    @property
    def next_due_ms(self) -> int | None:
        """The next instant at which something is due."""
        while self._heap and self._heap[0].act is None:
            heapq.heappop(self._heap)
            self._cancelled -= 1
        return self._heap[0].due_ms if self._heap else None

    def set(self, at_ms: int) -> None:
        """Move a virtual clock forward, without firing."""
        self._virtual_ms = max(self._virtual_ms, at_ms)

    def restart(self) -> None:
        """Forget every timer; a virtual clock goes back to where it began."""
        self.stop()
        self._virtual_ms = self._start_ms

    def stop(self) -> None:
        if self._handle is not None:
            self._handle.cancel()
        self._heap.clear()
        self._cancelled = 0
