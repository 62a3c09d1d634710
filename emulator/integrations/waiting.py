"""Tasks that wait for something else to end: how time passes for them, and whether anybody still waits for them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from asl.hosts.answers import TaskCall

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime


def is_wanted(runtime: Runtime, call: TaskCall) -> bool:
    """Whether the execution still waits for this call: if it was cancelled all the same, it is the server that ends."""
    parent = runtime.executions.get(call.execution_arn)
    if parent is None or not parent.is_open:
        return False
    return any(getattr(e, "arguments", None) is call.arguments for e in parent.open.values())


async def pause(runtime: Runtime | None, seconds: float) -> None:
    """Let time pass on the execution's clock; without a server, on the wall's."""
    if runtime is None:
        await asyncio.sleep(seconds)
    else:
        await runtime.calls.sleep(seconds)
