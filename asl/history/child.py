"""The metadata of a child execution as a Map Run's results show it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.engine.clock import iso
from asl.jsonvalue import JSON, dumps

if TYPE_CHECKING:
    from asl.engine.execution import Execution


def child_record(child: Execution) -> JSON:
    """What stands for a closed child: keys in alphabetical order, dates in RFC 3339, payloads as text."""
    identity = child.identity
    record: dict[str, JSON] = {
        "ExecutionArn": identity.execution_arn,
        "Input": dumps(child.input),
        "InputDetails": {"Included": True},
        "Name": identity.name,
        "RedriveCount": child.redrive_count,
        "RedriveStatus": "REDRIVABLE_BY_MAP_RUN",
        "StartDate": iso(child.started_ms),
        "StateMachineArn": identity.machine_arn,
        "Status": child.status,
        "StopDate": iso(child.stopped_ms or child.started_ms),
    }
    if child.status == "SUCCEEDED":
        record["Output"] = dumps(child.output)
        record["OutputDetails"] = {"Included": True}
    elif child.failure is not None:
        error, cause = child.failure
        if error is not None:
            record["Error"] = error
        if cause is not None:
            record["Cause"] = cause
    return dict(sorted(record.items()))
