"""Records as the events of GetExecutionHistory. Nothing is rendered before somebody asks.

Members that are unknown are left out, never null; every payload is JSON text. Source: API reference, HistoryEvent, and
recorded histories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final

from asl.jsonvalue import JSON, dumps
from asl.resources.arn import Resource
from asl.vocabulary.records import Record, Verbatim

Event = dict[str, Any]
Details = dict[str, Any]
_NOT_TRUNCATED: Final = {"truncated": False}


def text_of(value: JSON) -> str:
    """A payload as the history shows it."""
    return str(value) if isinstance(value, Verbatim) else dumps(value)


class Renderer:
    """Turns records into events.

    region: shown where a resource names none. include_data: False leaves payloads out, as includeExecutionData does.
    """

    def __init__(self, region: str, *, include_data: bool = True) -> None:
        self._region = region
        self._include_data = include_data
        self._last: tuple[JSON, str] | None = None

    def events(self, records: Iterable[Record], first_id: int = 1) -> Iterator[Event]:
        """Events in the order of their ids, timestamps in epoch seconds."""
        for id_, record in enumerate(records, first_id):
            yield self.event(id_, record)

    def event(self, id_: int, record: Record) -> Event:
        kind = record[0]
        event: Event = {
            "timestamp": record[2] / 1000,
            "type": kind,
            "id": id_,
            "previousEventId": record[1],
        }
        found = _SHAPES.get(kind)
        if found is not None:
            member, make = found
            event[member] = make(self, *record[3:])
        return event

    def payload(self, details: Details, name: str, value: JSON) -> Details:
        """Put a payload and its …Details into an event's details."""
        if self._include_data:
            last = self._last
            if last is not None and last[0] is value:
                text = last[1]
            else:
                text = text_of(value)
                self._last = (value, text)
            details[name] = text
            details[f"{name}Details"] = dict(_NOT_TRUNCATED)
        return details


def _started(
    to: Renderer, given: JSON, role_arn: str, alias_arn: str | None, version_arn: str | None
) -> Details:
    details = to.payload({}, "input", given)
    details["roleArn"] = role_arn
    if alias_arn is not None:
        details["stateMachineAliasArn"] = alias_arn
    if version_arn is not None:
        details["stateMachineVersionArn"] = version_arn
    return details


def _output(to: Renderer, output: JSON) -> Details:
    return to.payload({}, "output", output)


def _failure(to: Renderer, error: str | None, cause: str | None) -> Details:
    details: Details = {}
    if error is not None:
        details["error"] = error
    if cause is not None:
        details["cause"] = cause
    return details


def _entered(to: Renderer, name: str, given: JSON) -> Details:
    return to.payload({"name": name}, "input", given)


def _exited(to: Renderer, name: str, output: JSON, assigned: JSON) -> Details:
    details = to.payload({"name": name}, "output", output)
    if assigned and to._include_data:
        details["assignedVariables"] = {key: text_of(value) for key, value in assigned.items()}
        details["assignedVariablesDetails"] = dict(_NOT_TRUNCATED)
    return details


def _resource(resource: Resource) -> Details:
    return {"resourceType": resource.service, "resource": resource.name}


def _limits(
    details: Details, timeout_s: int | None, heartbeat_s: int | None, role_arn: str | None
) -> Details:
    if timeout_s is not None:
        details["timeoutInSeconds"] = timeout_s
    if heartbeat_s is not None:
        details["heartbeatInSeconds"] = heartbeat_s
    if role_arn is not None:
        details["taskCredentials"] = {"roleArn": role_arn}
    return details


def _task_scheduled(
    to: Renderer,
    resource: Resource,
    parameters: JSON,
    timeout_s: int | None,
    heartbeat_s: int | None,
    role_arn: str | None,
) -> Details:
    details = _resource(resource)
    details["region"] = resource.region or to._region
    if to._include_data:
        details["parameters"] = text_of(parameters)
    return _limits(details, timeout_s, heartbeat_s, role_arn)


def _scheduled(
    to: Renderer,
    resource: Resource,
    given: JSON,
    timeout_s: int | None,
    heartbeat_s: int | None,
    role_arn: str | None,
) -> Details:
    details = to.payload({"resource": resource.arn}, "input", given)
    if resource.kind == "activity":
        return _limits(details, timeout_s, heartbeat_s, None)  # it has no taskCredentials
    return _limits(details, timeout_s, None, role_arn)  # nor has a function a heartbeat


def _task_output(to: Renderer, resource: Resource, output: JSON) -> Details:
    return to.payload(_resource(resource), "output", output)


def _task_failure(
    to: Renderer, resource: Resource, error: str | None, cause: str | None
) -> Details:
    return {**_resource(resource), **_failure(to, error, cause)}


def _bare_output(to: Renderer, _: Resource, output: JSON) -> Details:
    return _output(to, output)


def _bare_failure(to: Renderer, _: Resource, error: str | None, cause: str | None) -> Details:
    return _failure(to, error, cause)


def _iteration(to: Renderer, name: str, index: int) -> Details:
    return {"name": name, "index": index}


def _evaluation(to: Renderer, state: str, error: str, cause: str, location: str | None) -> Details:
    details = {"state": state, "error": error, "cause": cause}
    if location is not None:
        details["location"] = location
    return details


def _run_redriven(to: Renderer, map_run_arn: str, count: int) -> Details:
    return {"mapRunArn": map_run_arn, "redriveCount": count}


def _worker(to: Renderer, worker: str | None) -> Details:
    return {} if worker is None else {"workerName": worker}


Make = Callable[..., Details]


def _member(kind: str) -> str:
    return f"{kind[0].lower()}{kind[1:]}EventDetails"


_MAKERS: Final[dict[str, Make]] = {
    "ExecutionStarted": _started,
    "ExecutionSucceeded": _output,
    "ExecutionFailed": _failure,
    "ExecutionAborted": _failure,
    "ExecutionTimedOut": _failure,
    "ExecutionRedriven": lambda to, count: {"redriveCount": count},
    "TaskScheduled": _task_scheduled,
    "TaskStarted": lambda to, resource: _resource(resource),
    "TaskSubmitted": _task_output,
    "TaskSucceeded": _task_output,
    **dict.fromkeys(
        ("TaskFailed", "TaskTimedOut", "TaskStartFailed", "TaskSubmitFailed"), _task_failure
    ),
    "LambdaFunctionScheduled": _scheduled,
    "LambdaFunctionSucceeded": _bare_output,
    **dict.fromkeys(
        (
            "LambdaFunctionFailed",
            "LambdaFunctionTimedOut",
            "LambdaFunctionScheduleFailed",
            "LambdaFunctionStartFailed",
        ),
        _bare_failure,
    ),
    "ActivityScheduled": _scheduled,
    "ActivityStarted": _worker,
    "ActivitySucceeded": _bare_output,
    **dict.fromkeys(
        ("ActivityFailed", "ActivityTimedOut", "ActivityScheduleFailed"), _bare_failure
    ),
    "MapStateStarted": lambda to, length: {"length": length},
    **dict.fromkeys(
        (
            "MapIterationStarted",
            "MapIterationSucceeded",
            "MapIterationFailed",
            "MapIterationAborted",
        ),
        _iteration,
    ),
    "MapRunStarted": lambda to, arn: {"mapRunArn": arn},
    "MapRunFailed": _failure,
    "MapRunRedriven": _run_redriven,
    "EvaluationFailed": _evaluation,
}
_SHAPES: Final[dict[str, tuple[str, Make]]] = {
    **{kind: (_member(kind), make) for kind, make in _MAKERS.items()},
    **{
        f"{state}StateEntered": ("stateEnteredEventDetails", _entered)
        for state in ("Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map")
    },
    **{
        f"{state}StateExited": ("stateExitedEventDetails", _exited)
        for state in ("Pass", "Task", "Choice", "Wait", "Succeed", "Parallel", "Map")
    },
}
