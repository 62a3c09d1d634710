"""Answers of async functions, from a host that is not async itself."""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TypeVar

T = TypeVar("T")


def settled(waiting: Awaitable[T]) -> T:
    """What it comes to. Where a loop runs already (an async test), a thread of its own waits for it."""
    # Here, because asyncio costs more to import than a short run takes.
    import asyncio

    async def wait() -> T:
        return await waiting

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(wait())
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, wait()).result()
