"""What a host tells an execution. Everything an execution learns arrives as one of these.

`effect_id` names the effect that is answered; the lifecycle signals have none. Times are not here: `send` takes `now_ms`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from asl.jsonvalue import JSON


class Start(NamedTuple):
    """Begin. The defaults are the machine's own StartAt and nothing assigned.

    at: pointer of the state to begin with (run-from-a-state, TestState, debugger).
    variables: what is assigned already. context: members that replace those of the context object; null takes one away.
    attempts: retries already made in the first state's visit; they count for the retrier that its first failure meets.
    """

    at: str | None = None
    variables: Mapping[str, JSON] | None = None
    context: Mapping[str, JSON] | None = None
    attempts: int = 0


class Stop(NamedTuple):
    """StopExecution: ends as ABORTED, whatever is in flight."""

    error: str | None = None
    cause: str | None = None


class Fail(NamedTuple):
    """The host ends the execution as FAILED: its machine was deleted."""

    error: str | None = None
    cause: str | None = None


class Redrive(NamedTuple):
    """RedriveExecution: the unsuccessful leaves of a closed Standard execution run again."""


class TaskAccepted(NamedTuple):
    """The resource has taken the call: …Started."""

    effect_id: str


class TaskSubmitted(NamedTuple):
    """A .sync or token call was answered by the service; the task itself goes on. `output` is its response."""

    effect_id: str
    output: JSON


class ActivityStarted(NamedTuple):
    """A worker took an activity task: its clocks start now."""

    effect_id: str
    worker: str | None = None


class TaskHeartbeat(NamedTuple):
    """The worker is alive."""

    effect_id: str


class TaskSucceeded(NamedTuple):
    """The answer: a JSON value, or (is_text) JSON text that is kept verbatim in the history."""

    effect_id: str
    output: JSON
    is_text: bool = False


Stage: TypeAlias = Literal["schedule", "start", "submit", "run"]


class TaskFailed(NamedTuple):
    """The task failed with an ASL error name. `stage` says which event records it."""

    effect_id: str
    error: str | None = None
    cause: str | None = None
    stage: Stage = "run"


class TaskRefused(NamedTuple):
    """The activity or resource does not exist: States.Runtime, which nothing catches. `cause` is the tail."""

    effect_id: str
    cause: str


class TimerFired(NamedTuple):
    """A timer's due time has come."""

    effect_id: str


class ItemsRead(NamedTuple):
    """An ItemReader's items are there: `total` rows, which the host finds again by `reference`."""

    effect_id: str
    total: int
    reference: JSON
    error: str | None = None
    cause: str | None = None


class ResultsWritten(NamedTuple):
    """A ResultWriter is done. `details` is what the state's result shows: {"Bucket": str, "Key": str}."""

    effect_id: str
    details: JSON
    error: str | None = None
    cause: str | None = None


class ChildStarted(NamedTuple):
    """A child of a Map Run has an execution, whose input is made of so many rows where the host has them."""

    effect_id: str
    execution_arn: str
    items: int = 1


class InputFailed(NamedTuple):
    """A child's input cannot be made of the host's rows: ItemSelector or ItemBatcher fails.

    location: the field, of an expression that failed.
    """

    effect_id: str
    error: str
    cause: str
    location: str | None = None


class ChildFinished(NamedTuple):
    """A child of a Map Run has closed. `record` is its metadata as a result file shows it.

    Where the host writes the results neither is told.
    """

    effect_id: str
    status: Literal["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]
    output: JSON = None
    record: JSON = None


class MapRunUpdated(NamedTuple):
    """UpdateMapRun: None leaves a setting as it is."""

    effect_id: str
    max_concurrency: int | None = None
    tolerated_count: int | None = None
    tolerated_percentage: float | None = None


Signal: TypeAlias = (
    Start
    | Stop
    | Fail
    | Redrive
    | TaskAccepted
    | TaskSubmitted
    | ActivityStarted
    | TaskHeartbeat
    | TaskSucceeded
    | TaskFailed
    | TaskRefused
    | TimerFired
    | ItemsRead
    | ResultsWritten
    | ChildStarted
    | InputFailed
    | ChildFinished
    | MapRunUpdated
)

BY_NAME: Mapping[str, type[Signal]] = {
    kind.__name__: kind
    for kind in (
        Start,
        Stop,
        Fail,
        Redrive,
        TaskAccepted,
        TaskSubmitted,
        ActivityStarted,
        TaskHeartbeat,
        TaskSucceeded,
        TaskFailed,
        TaskRefused,
        TimerFired,
        ItemsRead,
        ResultsWritten,
        ChildStarted,
        InputFailed,
        ChildFinished,
        MapRunUpdated,
    )
}
"""For journals: a row is [transition count, name, fields, now_ms]."""
