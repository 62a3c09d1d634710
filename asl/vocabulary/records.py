"""History records: plain tuples, one per event, in order of their ids.

A record is `(kind, previous event id, time in ms, *details)`; its id is its place. `kind` is AWS's event type, and
DETAILS names the details that follow, so that a renderer, coverage and cost can all read one stream. Payloads are
references to shared values and become text only when somebody asks.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, TypeAlias

Record: TypeAlias = tuple[Any, ...]

STATE_TYPES: Final = ("Pass", "Task", "Choice", "Wait", "Succeed", "Fail", "Parallel", "Map")

DETAILS: Final[Mapping[str, tuple[str, ...]]] = {
    "ExecutionStarted": ("input", "role_arn", "alias_arn", "version_arn"),
    "ExecutionSucceeded": ("output",),
    "ExecutionFailed": ("error", "cause"),
    "ExecutionAborted": ("error", "cause"),
    "ExecutionTimedOut": ("error", "cause"),
    "ExecutionRedriven": ("redrive_count",),
    **{f"{kind}StateEntered": ("name", "input") for kind in STATE_TYPES},
    **{
        f"{kind}StateExited": ("name", "output", "assigned")
        for kind in STATE_TYPES
        if kind != "Fail"
    },
    "TaskScheduled": ("resource", "parameters", "timeout_s", "heartbeat_s", "role_arn"),
    "TaskStarted": ("resource",),
    "TaskStartFailed": ("resource", "error", "cause"),
    "TaskSubmitFailed": ("resource", "error", "cause"),
    "TaskSubmitted": ("resource", "output"),
    "TaskSucceeded": ("resource", "output"),
    "TaskFailed": ("resource", "error", "cause"),
    "TaskTimedOut": ("resource", "error", "cause"),
    "LambdaFunctionScheduled": ("resource", "input", "timeout_s", "heartbeat_s", "role_arn"),
    "LambdaFunctionStarted": (),
    "LambdaFunctionSucceeded": ("resource", "output"),
    "LambdaFunctionFailed": ("resource", "error", "cause"),
    "LambdaFunctionTimedOut": ("resource", "error", "cause"),
    "LambdaFunctionScheduleFailed": ("resource", "error", "cause"),
    "LambdaFunctionStartFailed": ("resource", "error", "cause"),
    "ActivityScheduled": ("resource", "input", "timeout_s", "heartbeat_s", "role_arn"),
    "ActivityStarted": ("worker",),
    "ActivitySucceeded": ("resource", "output"),
    "ActivityFailed": ("resource", "error", "cause"),
    "ActivityTimedOut": ("resource", "error", "cause"),
    "ActivityScheduleFailed": ("resource", "error", "cause"),
    "TaskStateAborted": (),
    "WaitStateAborted": (),
    "MapStateAborted": (),
    "ParallelStateAborted": (),
    "ParallelStateStarted": (),
    "ParallelStateSucceeded": (),
    "ParallelStateFailed": (),
    "MapStateStarted": ("length",),
    "MapStateSucceeded": (),
    "MapStateFailed": (),
    "MapIterationStarted": ("name", "index"),
    "MapIterationSucceeded": ("name", "index"),
    "MapIterationFailed": ("name", "index"),
    "MapIterationAborted": ("name", "index"),
    "MapRunStarted": ("map_run_arn",),
    "MapRunSucceeded": (),
    "MapRunAborted": (),
    "MapRunFailed": ("error", "cause"),
    "MapRunRedriven": ("map_run_arn", "redrive_count"),
    "EvaluationFailed": ("state", "error", "cause", "location"),
}

KIND, PREVIOUS, TIME, FIRST_DETAIL = 0, 1, 2, 3

Note: TypeAlias = tuple[int, str, str, int]
"""What the service decides and does not write down: (last event id then, pointer of the state, what, number).

what: retried, exhausted (the number is the retrier's place in Retry), caught (the catcher's in Catch; the exit, if there
is one, is the next event), timeout, heartbeat (the clock of a Task ran out; 0), items (how many a Map has to do),
failed (the branch, iteration or child execution that did).
"""


class Verbatim(str):
    """JSON text kept as somebody wrote it: rendered as it is, never parsed again."""

    __slots__ = ()
