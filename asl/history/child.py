"""The end of a child execution, as its Map Run is told of it and as the run's results show it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from asl.engine.clock import iso
from asl.jsonvalue import JSON, dumps
from asl.vocabulary.signals import ChildFinished

if TYPE_CHECKING:
    from asl.compile.step import MapRunPlan
    from asl.engine.execution import Execution

_INCLUDED: Final = {"Included": True}
_iso = lru_cache(64)(iso)  # children of one run begin and end together


def child_record(child: Execution) -> JSON:
    """What stands for a closed child: keys in alphabetical order, dates in RFC 3339, payloads as text.

    Source: AWS guide, "ResultWriter".
    """
    identity = child.identity
    record: dict[str, JSON] = {}
    has_succeeded = child.status == "SUCCEEDED"
    if not has_succeeded and child.failure is not None:
        error, cause = child.failure
        if cause is not None:
            record["Cause"] = cause
        if error is not None:
            record["Error"] = error
    record["ExecutionArn"] = identity.execution_arn
    record["Input"] = dumps(child.input)
    record["InputDetails"] = _INCLUDED
    record["Name"] = identity.name
    if has_succeeded:
        record["Output"] = dumps(child.output)
    record["OutputDetails"] = _INCLUDED
    record["RedriveCount"] = child.redrive_count
    if has_succeeded:
        record["RedriveStatus"] = "NOT_REDRIVABLE"
        record["RedriveStatusReason"] = "Execution is SUCCEEDED and cannot be redriven"
    else:
        record["RedriveStatus"] = "REDRIVABLE_BY_MAP_RUN"
    record["StartDate"] = _iso(child.started_ms)
    record["StateMachineArn"] = identity.machine_arn
    record["Status"] = child.status
    record["StopDate"] = _iso(child.stopped_ms or child.started_ms)
    return record


def finished(effect_id: str, child: Execution, plan: MapRunPlan) -> ChildFinished:
    """What a Map Run is told of a child that has closed: what its result will be made of, and no more."""
    status = child.status
    output = record = None
    if not plan.exports:
        if status != "SUCCEEDED" or plan.keeps_records:
            record = child_record(child)
        else:
            output = child.output
    return ChildFinished(effect_id, status, output, record)  # type: ignore[arg-type]  # it has closed
