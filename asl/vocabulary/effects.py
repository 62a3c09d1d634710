"""What an execution asks of its host. Made once per suspension, so NamedTuples.

An effect's id is its frame's id plus the frame's own counter, and never used twice in one execution.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, NamedTuple, TypeAlias

from asl.jsonvalue import JSON
from asl.resources.arn import Resource


class InvokeTask(NamedTuple):
    """Call a resource and answer with TaskSucceeded, TaskFailed or TaskRefused.

    arguments: the effective input. attempt: retries made so far in this visit of the state.
    token: the task token, known before the task exists, for the token and activity patterns.
    timeout_s, heartbeat_s: for the host's information; the core keeps the clocks.
    map_index: index of the innermost iteration around the state.
    """

    effect_id: str
    state: str
    resource: Resource
    arguments: JSON
    attempt: int
    token: str | None = None
    timeout_s: int | None = None
    heartbeat_s: int | None = None
    role_arn: str | None = None
    map_index: int | None = None
    pointer: str = ""


class CancelTask(NamedTuple):
    """Nobody waits for this task any longer."""

    effect_id: str


Purpose: TypeAlias = Literal["wait", "retry", "task", "heartbeat", "execution", "quota"]


class StartTimer(NamedTuple):
    """Ask the host for one TimerFired(effect_id) at due_ms or later, never before."""

    effect_id: str
    due_ms: int  # ms since the Unix epoch on the execution's clock; virtual in tests
    purpose: Purpose


class CancelTimer(NamedTuple):
    """This timer is no longer wanted."""

    effect_id: str


class ReadItems(NamedTuple):
    """Read a distributed Map's items; answer with ItemsRead. The rows stay with the host."""

    effect_id: str
    map_run_arn: str
    resource: str
    arguments: JSON
    config: Mapping[str, JSON]
    max_items: int | None = None


class WriteResults(NamedTuple):
    """Write a Map Run's results, also those of one that is failing; answer with ResultsWritten."""

    effect_id: str
    map_run_arn: str
    resource: str
    arguments: JSON
    config: Mapping[str, JSON]


class StartChild(NamedTuple):
    """Start one child execution of a Map Run; answer with ChildFinished.

    pointer: the Map state whose item processor is the child's machine. child: its number in the run. input: the child's. Where
    the host has the rows it is None, and `first` the number of the child's first row: the host makes the input
    (`engine.mapitems`), and answers with ChildStarted or InputFailed first.
    """

    effect_id: str
    map_run_arn: str
    pointer: str
    label: str
    name: str
    execution_type: Literal["STANDARD", "EXPRESS"]
    child: int
    input: JSON
    first: int | None = None


class RedriveChild(NamedTuple):
    """Redrive one unsuccessful child; answer with ChildFinished."""

    effect_id: str
    name: str
    map_run_arn: str
    child: int


class StopChild(NamedTuple):
    """Stop one child: its Map Run is over."""

    effect_id: str


Effect: TypeAlias = (
    InvokeTask
    | CancelTask
    | StartTimer
    | CancelTimer
    | ReadItems
    | WriteResults
    | StartChild
    | RedriveChild
    | StopChild
)
