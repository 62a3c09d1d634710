"""The context object (`$$`, `$states.context`), built when an expression first asks for it.

Source: AWS guide, "Context object"; recorded: RetryCount only in Task, Parallel and Map, Task.Token only while the
arguments of a token or activity task are evaluated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asl.engine.clock import iso
from asl.jsonvalue import JSON

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from asl.engine.frame import Frame

_RETRYING: Final = frozenset({"Task", "Parallel", "Map"})


def execution_member(execution: Execution) -> dict[str, JSON]:
    """`Execution` of the context object."""
    identity = execution.identity
    member: dict[str, JSON] = {
        "Id": identity.execution_arn,
        "Input": execution.input,
        "StartTime": iso(execution.started_ms),
        "Name": identity.name,
        "RoleArn": identity.role_arn or None,
    }
    if execution.limits.history_events is not None:  # recorded: an Express execution has none
        member["RedriveCount"] = execution.redrive_count
    if execution.redriven_ms is not None:
        member["RedriveTime"] = iso(execution.redriven_ms)
    return member


def context_object(execution: Execution, frame: Frame) -> dict[str, JSON]:
    """The context of a frame in its present state."""
    step = frame.step
    state: dict[str, JSON] = {"Name": step.name, "EnteredTime": iso(frame.entered_ms)}
    if step.type in _RETRYING:
        state["RetryCount"] = frame.retries
    context: dict[str, JSON] = {
        "Execution": execution.context_execution(),
        "StateMachine": {
            "Id": execution.identity.machine_arn,
            "Name": execution.identity.machine_name,
        },
        "State": state,
    }
    if frame.token is not None:
        context["Task"] = {"Token": frame.token}
    for name, member in (execution.context_override or {}).items():
        if member is None:
            context.pop(name, None)
        else:
            context[name] = member
    return context
