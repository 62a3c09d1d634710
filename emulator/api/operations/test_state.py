"""TestState: the interpreter's own test of one state; a Task without a mock is answered by the server's integrations.

The test is a computation that may be made twice with the same result. The first pass stops where the Task is called; the
call is made here, without blocking the server; the second pass gets its answer.
"""

from __future__ import annotations

import asyncio
from typing import Final

from asl.errors import UsageError
from asl.hosts.answers import Answer, Failed, Refused, TaskCall
from emulator.api.service import Answer as Reply
from emulator.api.service import Request, Service
from emulator.errors import ServiceError, validation
from emulator.integrations.protocol import Context

_LIMIT_S: Final = 300  # API reference: a test runs for at most five minutes


class _Asked(Exception):
    """The state calls its resource, and the answer is not there yet."""

    def __init__(self, call: TaskCall) -> None:
        super().__init__()
        self.call = call


class _Later:
    """Stops the first pass."""

    def answer(self, call: TaskCall) -> Answer:
        raise _Asked(call)


class _Given:
    """Answers the second."""

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def answer(self, call: TaskCall) -> Answer:
        return self._answer


async def test_state(service: Service, request: Request) -> Reply:
    """What becomes of one state."""
    seed = service.rng.getrandbits(63)
    try:
        return _run(service, request, seed, _Later())
    except _Asked as asked:
        answer = await _answer(service, request, asked.call)
    return _run(service, request, seed, _Given(answer))


def _run(service: Service, request: Request, seed: int, answers: _Later | _Given) -> Reply:
    from asl.teststate import TestStateError
    from asl.teststate import test_state as run

    settings = service.settings
    try:
        return run(
            request,
            answer=answers,
            now_ms=service.now_ms,
            seed=seed,
            account=settings.account,
            region=settings.region,
            partition=settings.partition,
        )
    except TestStateError as e:
        raise ServiceError(e.code, e.message) from None
    except UsageError as e:
        raise validation(str(e)) from None


async def _answer(service: Service, request: Request, call: TaskCall) -> Answer:
    """What the resource answers to the call.

    Raises:
        ServiceError: ValidationException when nothing here answers it: a green test of a call that was never made would
            be worth nothing.
    """
    found = service.runtime.integration_for(call)
    if found is None:
        raise validation(
            f"Nothing answers {call.resource.arn} in this emulator: give a mock, or configure an integration"
        )
    context = Context(call.execution_arn, "", request.get("roleArn", ""), None, None)
    ask = getattr(found, "refusal", None)
    refusal: Refused | Failed | None = None if ask is None else ask(call)
    if refusal is not None:
        return refusal
    try:
        async with asyncio.timeout(_LIMIT_S):
            return await found.call(call, context)
    except TimeoutError:
        return Failed("States.Timeout")
