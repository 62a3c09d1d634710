"""The passing of virtual time: a control call moves the clock, and everything due on the way happens in its order.

Between two instants the server comes to rest: nothing is left to run, and every call of an integration has answered or
waits for the clock itself. So a call that takes real time takes no virtual time.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Final

from asl.errors import UsageError

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime

_LOOK_S: Final = 0.001  # how often a running call is looked after


async def advance(runtime: Runtime, to_ms: int) -> None:
    """Let virtual time pass until `to_ms`.

    Raises:
        UsageError: the clock is real, or the instant lies in the past.
    """
    clock = runtime.clock
    if clock.mode != "virtual":
        raise UsageError("the server runs on the real clock; start it with --clock virtual")
    if to_ms < clock.now_ms:
        raise UsageError("time does not run backwards")
    while True:
        await _rest(runtime)
        due_ms = clock.next_due_ms
        if due_ms is None or due_ms > to_ms:
            break
        clock.set(due_ms)
        clock.fire(due_ms)
    clock.set(to_ms)


async def _rest(runtime: Runtime) -> None:
    while runtime.is_busy:
        await asyncio.sleep(0 if runtime.has_ticks else _LOOK_S)
