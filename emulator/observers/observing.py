"""Who observes a server's executions: CloudWatch logs and EventBridge's status events, and where each of them goes.

    [tool.asl.services]
    logs = "http://127.0.0.1:4566"      # or "real"
    events = "built-in"

Where nothing is said, log events and status events are written to files in the data folder, and to moto as well where
somebody has made what receives them there: a log group, or a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from emulator.integrations.config import Config
from emulator.integrations.routes import Routes
from emulator.observers.delivery import Files, Item, Sink, client_of
from emulator.observers.events import StatusEvents, to_eventbridge
from emulator.observers.logs import Logs, to_cloudwatch
from emulator.runtime.runtime import Runtime
from emulator.services import moto
from emulator.services.clients import Clients


class Observing:
    """Both observers of a runtime. They are closed with it."""

    def __init__(self, logs: Logs, events: StatusEvents) -> None:
        self.logs = logs
        self.events = events

    async def close(self) -> None:
        """Write what waits."""
        await self.logs.close()
        await self.events.close()


def observe(runtime: Runtime, config: Config | None = None) -> Observing:
    """Have a runtime's executions logged and their status changes told."""
    settings = runtime.settings
    routes = Routes(config or Config(), settings.endpoints)
    clients = Clients(settings.account, settings.region)
    folder = settings.data

    def sinks(service: str, to: Callable[[Callable[[], Any]], Sink], name: str) -> list[Sink]:
        target = routes.target(service)
        if target is not None and target.kind != "built-in":
            return [to(client_of(lambda: clients.client(service, target=target)))]
        made: list[Sink] = [] if folder is None else [Files(Path(folder) / name)]
        built_in = to(client_of(lambda: clients.client(service)))
        return [*made, _if_used(service, built_in, is_wanted=target is not None)]

    logs = Logs(runtime.catalog, sinks("logs", to_cloudwatch, "logs"))
    events = StatusEvents(runtime, sinks("events", to_eventbridge, "events"))
    runtime.observers += [logs.observer, events.observer]
    return Observing(logs, events)


def _if_used(service: str, sink: Sink, *, is_wanted: bool) -> Sink:
    """A sink to moto that costs nothing as long as nobody has used moto's service."""

    def write(kind: str, items: Sequence[Item]) -> None:
        if is_wanted or moto.is_used(service):
            sink(kind, items)

    return write
