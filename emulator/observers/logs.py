"""CloudWatch log events of executions, in the service's shape, for machines whose logging is not OFF.

One log event is one history event: `{id, type, details, previous_event_id, event_timestamp, execution_arn, redrive_count}`,
every member text but `details`, whose own members stand in alphabetical order (recorded). Without includeExecutionData
payloads are left out, as from a history. An event over the limit of CloudWatch loses its payloads and says so.

Source: recorded log events of 2024; AWS guide, "Using CloudWatch Logs to log execution history", for the levels.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from asl.history.render import Renderer
from asl.jsonvalue import JSON
from asl.vocabulary.records import KIND, TIME, Record
from emulator.errors import ServiceError
from emulator.observers.delivery import Delivery, Item, Sink
from emulator.runtime.catalog import Catalog
from emulator.runtime.hosted import Hosted
from emulator.runtime.telling import Observer

MAX_EVENT_BYTES: Final = 262_144  # CloudWatch Logs quotas: a log event, with 26 bytes of its own
_PAYLOADS: Final = ("input", "output", "parameters")

FATAL: Final = frozenset({"ExecutionAborted", "ExecutionFailed", "ExecutionTimedOut"})
# fmt: off
ERROR: Final = FATAL | frozenset({
    "FailStateEntered",
    "LambdaFunctionFailed", "LambdaFunctionScheduleFailed", "LambdaFunctionStartFailed", "LambdaFunctionTimedOut",
    "MapIterationAborted", "MapIterationFailed", "MapStateAborted", "MapStateFailed",
    "ParallelStateAborted", "ParallelStateFailed",
    "TaskFailed", "TaskStartFailed", "TaskStateAborted", "TaskSubmitFailed", "TaskTimedOut",
    "WaitStateAborted",
    # The guide's table has none of these; they are failures like the others (unconfirmed).
    "ActivityFailed", "ActivityScheduleFailed", "ActivityTimedOut", "EvaluationFailed",
    "MapRunAborted", "MapRunFailed",
})
# fmt: on
_LEVELS: Final[Mapping[str, frozenset[str] | None]] = {"ALL": None, "ERROR": ERROR, "FATAL": FATAL}


class Logs:
    """Logs executions as their machines ask for.

    Args:
        catalog: where a revision's loggingConfiguration is.
        sinks: called with a log group's name and items `{"logGroup", "logStream", "timestamp" (ms), "message"}`.
        clock: seconds since the epoch, for the names of streams.
    """

    def __init__(
        self, catalog: Catalog, sinks: Sequence[Sink], *, clock: Callable[[], float] = time.time
    ) -> None:
        self._catalog = catalog
        self._delivery = Delivery(sinks)
        self._clock = clock
        self._streams: dict[str, tuple[str, str]] = {}  # machine → (minute, stream)

    @property
    def observer(self) -> Observer:
        """What the runtime calls."""
        return Observer(self._records, lambda hosted: None)

    def _records(self, hosted: Hosted, first_id: int, records: Sequence[Record]) -> None:
        settings = self._settings(hosted)
        level = settings.get("level", "OFF")
        if level not in _LEVELS:
            return
        group = _group_of(settings)
        if group is None:
            return
        wanted = _LEVELS[level]
        arn = hosted.arn
        renderer = Renderer(
            arn.split(":")[3], include_data=bool(settings.get("includeExecutionData"))
        )
        stream = self._stream(hosted.execution.identity.machine_name)
        redrives = hosted.execution.redrive_count - sum(
            record[KIND] == "ExecutionRedriven" for record in records
        )
        for id_, record in enumerate(records, first_id):
            kind = record[KIND]
            redrives += kind == "ExecutionRedriven"
            if wanted is None or kind in wanted:
                item: Item = {
                    "logGroup": group,
                    "logStream": stream,
                    "timestamp": record[TIME],
                    "message": message(renderer, id_, record, arn, redrives),
                }
                self._delivery.put(group, item)

    def _settings(self, hosted: Hosted) -> Mapping[str, JSON]:
        machine_arn = hosted.execution.identity.machine_arn.partition("/")[0]
        try:
            revision = self._catalog.revision(machine_arn, hosted.revision)
        except ServiceError:
            return {}  # the machine is deleted
        logging = revision.settings.get("loggingConfiguration")
        return logging if isinstance(logging, dict) else {}

    def _stream(self, machine: str) -> str:
        minute = time.strftime("%Y-%m-%d-%H-%M", time.gmtime(self._clock()))
        known = self._streams.get(machine)
        if known is None or known[0] != minute:
            name = f"states/{machine}/{minute}/{secrets.token_hex(4)}"
            known = self._streams[machine] = (minute, name)
        return known[1]

    async def close(self) -> None:
        """Write what waits."""
        await self._delivery.close()


def message(renderer: Renderer, id_: int, record: Record, arn: str, redrives: int) -> str:
    """One log event's message."""
    event = renderer.event(id_, record)
    details: dict[str, Any] = next(
        (value for key, value in event.items() if key.endswith("EventDetails")), {}
    )
    shown = {
        "id": str(id_),
        "type": event["type"],
        "details": dict(sorted(details.items())),
        "previous_event_id": str(event["previousEventId"]),
        "event_timestamp": str(record[TIME]),
        "execution_arn": arn,
        "redrive_count": str(redrives),
    }
    text = json.dumps(shown, separators=(",", ":"), ensure_ascii=False)
    if len(text) > MAX_EVENT_BYTES // 4 and (
        len(text.encode("utf-8", "surrogatepass")) + 26 > MAX_EVENT_BYTES
    ):
        for name in _PAYLOADS:
            if details.pop(name, None) is not None:
                details[f"{name}Details"] = {"truncated": True}
        if details.pop("assignedVariables", None) is not None:
            details["assignedVariablesDetails"] = {"truncated": True}
        shown["details"] = dict(sorted(details.items()))
        text = json.dumps(shown, separators=(",", ":"), ensure_ascii=False)
    return text


def _group_of(settings: Mapping[str, JSON]) -> str | None:
    """The log group's name: of `arn:aws:logs:REGION:ACCOUNT:log-group:NAME:*`."""
    for destination in settings.get("destinations") or ():
        arn = destination.get("cloudWatchLogsLogGroup", {}).get("logGroupArn", "")
        name = arn.partition(":log-group:")[2].removesuffix(":*")
        if name:
            return str(name)
    return None


def to_cloudwatch(client: Callable[[], Any]) -> Sink:
    """A sink that puts log events to CloudWatch Logs, or to what stands for it, streams made as they are needed.

    A group that does not exist is left alone, as AWS leaves it.

    Args:
        client: gives the boto3 client of `logs`.
    """
    known: set[tuple[str, str]] = set()

    def write(group: str, items: Sequence[Item]) -> None:
        logs = client()
        by_stream: dict[str, list[dict[str, JSON]]] = {}
        for item in items:
            event = {"timestamp": item["timestamp"], "message": item["message"]}
            by_stream.setdefault(item["logStream"], []).append(event)
        for stream, events in by_stream.items():
            if (group, stream) not in known:
                try:
                    logs.create_log_stream(logGroupName=group, logStreamName=stream)
                except logs.exceptions.ResourceAlreadyExistsException:
                    pass
                except logs.exceptions.ResourceNotFoundException:
                    return
                known.add((group, stream))
            events.sort(key=lambda event: event["timestamp"])  # the API wants them so
            for start in range(0, len(events), 1_000):
                logs.put_log_events(
                    logGroupName=group,
                    logStreamName=stream,
                    logEvents=events[start : start + 1_000],
                )

    return write
