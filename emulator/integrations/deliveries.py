"""Functions and state machines as targets of events and subscriptions: what other services deliver, this server runs.

It takes no task: it tells the other services where deliveries go (`emulator.services.delivery`), and carries them out on the
server's event loop.
"""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any

from asl.hosts.answers import Answer, Refused, TaskCall
from emulator.integrations.protocol import Context
from emulator.lambda_.api.serving import LambdaApi
from emulator.services.delivery import SINKS, Sink

if TYPE_CHECKING:
    from emulator.api.service import Service

log = logging.getLogger(__name__)


class Deliveries:
    """See the module's docstring. The last server of a process gets what is delivered in it."""

    name = "deliveries"

    def __init__(self, lambda_api: LambdaApi) -> None:
        self._lambda_api = lambda_api
        self._service: Service | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._sinks: dict[str, Sink] = {}

    def attach(self, service: Service, url: str) -> None:
        """The server is up."""
        self._service = service
        loop = asyncio.get_running_loop()

        def onto_the_loop(work: Any) -> Sink:
            def deliver(arn: str, text: str) -> None:
                loop.call_soon_threadsafe(lambda: self._begin(work(arn, text)))

            return deliver

        self._sinks = {"lambda": onto_the_loop(self._invoke), "states": onto_the_loop(self._start)}
        SINKS.update(self._sinks)

    def takes(self, call: TaskCall) -> bool:
        """Nothing."""
        return False

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Never asked."""
        return Refused(f"{call.resource.arn} is not a delivery")

    def _begin(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._running.add(task)
        task.add_done_callback(self._running.discard)

    async def _invoke(self, arn: str, text: str) -> None:
        why = await self._lambda_api.send_event(arn, text)
        if why is not None:
            log.warning("an event was not delivered to %s: %s", arn, why)

    async def _start(self, arn: str, text: str) -> None:
        from emulator.api.protocol import PREFIX, Protocol

        assert self._service is not None  # attached
        body = json.dumps({"stateMachineArn": arn, "input": text}).encode()
        status, answer = await Protocol(self._service).answer(
            f"{PREFIX}StartExecution", body, _nobody
        )
        if status != 200:
            log.warning("an event was not delivered to %s: %s", arn, answer)

    async def close(self) -> None:
        """Take no more deliveries."""
        for service, sink in self._sinks.items():
            if SINKS.get(service) is sink:
                del SINKS[service]
        for task in list(self._running):
            task.cancel()


async def _nobody() -> dict[str, Any]:
    return {"type": "http.disconnect"}
