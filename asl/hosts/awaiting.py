"""Answers of async functions, from a host that is not async itself."""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Awaitable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")


def settled(answer: T | Awaitable[T]) -> T:
    """The answer, or what it comes to. Where a loop runs already (an async test), a thread of its own waits for it."""
    if not inspect.isawaitable(answer):
        return answer
    waiting: Awaitable[T] = answer

    async def wait() -> T:
        return await waiting

    coroutine: Coroutine[Any, Any, T] = wait()
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return asyncio.run(coroutine)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, coroutine).result()
