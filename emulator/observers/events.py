"""EventBridge's "Step Functions Execution Status Change": one event when a Standard execution begins, one when it ends.

What is not known is an explicit null (recorded). A payload over 248 KB is left out and its details say so. Express
executions send none.

Source: AWS guide, "EventBridge for Step Functions execution status changes".
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from random import getrandbits
from typing import Any, Final

from asl.engine.clock import iso
from asl.jsonvalue import JSON
from asl.vocabulary.records import KIND as RECORD_KIND
from asl.vocabulary.records import Record
from emulator.observers.delivery import Delivery, Item, Sink
from emulator.runtime import views
from emulator.runtime.hosted import Hosted
from emulator.runtime.runtime import Runtime
from emulator.runtime.telling import Observer

DETAIL_TYPE: Final = "Step Functions Execution Status Change"
SOURCE: Final = "aws.states"
KIND: Final = "eventbridge"
_BEGINNINGS: Final = frozenset({"ExecutionStarted", "ExecutionRedriven"})
MAX_PAYLOAD_BYTES: Final = 248 * 1024


class StatusEvents:
    """Tells of executions' status changes.

    Args:
        runtime: whose executions they are.
        sinks: called with "eventbridge" and whole events.
    """

    def __init__(self, runtime: Runtime, sinks: Sequence[Sink]) -> None:
        self._runtime = runtime
        self._delivery = Delivery(sinks)

    @property
    def observer(self) -> Observer:
        """What the runtime calls."""
        return Observer(self._records, self._status)

    def _records(self, hosted: Hosted, first_id: int, records: Sequence[Record]) -> None:
        """A beginning, or a redrive: told by its record, since an execution may have ended by now."""
        if hosted.is_durable and any(record[RECORD_KIND] in _BEGINNINGS for record in records):
            event = status_event(self._runtime, hosted, is_running=True)
            self._delivery.put(KIND, event)

    def _status(self, hosted: Hosted) -> None:
        if hosted.is_durable and not hosted.is_open:
            self._delivery.put(KIND, status_event(self._runtime, hosted))

    async def close(self) -> None:
        """Write what waits."""
        await self._delivery.close()


def status_event(runtime: Runtime, hosted: Hosted, *, is_running: bool = False) -> dict[str, JSON]:
    """The whole event, as a rule's target receives it. is_running: of its beginning, whatever has become of it."""
    facts = views.of_hosted(hosted)
    if is_running:
        facts = facts._replace(
            status="RUNNING", stopped_ms=None, output=None, error=None, cause=None
        )
    _, _, _, region, account, *_ = facts.arn.split(":")
    status, reason = views.redrivable(runtime, facts)
    given, has_given = _payload(facts.input)
    output, has_output = _payload(facts.output)
    began_ms = facts.redriven_ms or facts.started_ms
    at_ms = began_ms if facts.is_open else facts.stopped_ms or began_ms
    return {
        "version": "0",
        "id": _new_id(),
        "detail-type": DETAIL_TYPE,
        "source": SOURCE,
        "account": account,
        "time": iso(at_ms)[:19] + "Z",
        "region": region,
        "resources": [facts.arn],
        "detail": {
            "executionArn": facts.arn,
            "stateMachineArn": facts.machine_arn,
            "name": facts.name,
            "status": facts.status,
            "startDate": facts.started_ms,
            "stopDate": facts.stopped_ms,
            "input": given,
            "output": output,
            "stateMachineVersionArn": facts.version_arn,
            "stateMachineAliasArn": facts.alias_arn,
            "redriveCount": facts.redrive_count,
            "redriveDate": facts.redriven_ms,
            "redriveStatus": status,
            "redriveStatusReason": reason,
            "inputDetails": {"included": has_given},
            "outputDetails": None if facts.output is None else {"included": has_output},
            "error": facts.error,
            "cause": facts.cause,
        },
    }


def _new_id() -> str:
    """A UUID. (uuid.uuid4 takes three times as long to make and print one.)"""
    digits = f"{getrandbits(128):032x}"
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-a{digits[17:20]}-{digits[20:]}"


def _payload(text: str | None) -> tuple[str | None, bool]:
    if text is None or len(text.encode("utf-8", "surrogatepass")) > MAX_PAYLOAD_BYTES:
        return None, False
    return text, True


def to_eventbridge(client: Callable[[], Any]) -> Sink:
    """A sink that puts events on the default bus of EventBridge, or of what stands for it.

    Args:
        client: gives the boto3 client of `events`.
    """

    def write(kind: str, items: Sequence[Item]) -> None:
        entries = [
            {
                "Source": item["source"],
                "DetailType": item["detail-type"],
                "Detail": json.dumps(item["detail"]),
                "Resources": item["resources"],
                "Time": datetime.fromisoformat(item["time"]).astimezone(UTC),
            }
            for item in items
        ]
        events = client()
        for start in range(0, len(entries), 10):  # the API takes ten
            events.put_events(Entries=entries[start : start + 10])

    return write
