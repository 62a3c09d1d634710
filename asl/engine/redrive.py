"""Redrive: a closed, unsuccessful Standard execution goes on where it was stopped.

The frame tree of such an execution is kept; its unsuccessful leaves are armed again and finished children keep their
outputs. Recorded: a Task's …Scheduled hangs on its original …StateEntered, Parallel and inline Map write nothing new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.engine import walk
from asl.engine.frame import ENTER, FAILED, GONE, IDLE, JOIN, Frame
from asl.limits import MAX_HISTORY_EVENTS
from asl.vocabulary import signals

if TYPE_CHECKING:
    from asl.engine.execution import Execution


def refusal(execution: Execution) -> str | None:
    """Why this execution cannot be redriven, in the service's words; None when it can."""
    status = execution.status
    if status not in ("FAILED", "TIMED_OUT", "ABORTED"):
        return f"Execution is {status} and cannot be redriven"
    if execution.limits.history_events is None:
        return "Execution is EXPRESS and cannot be redriven"
    if execution.last_id >= MAX_HISTORY_EVENTS - 1:
        return "Execution history event limit exceeded"
    return None


def park(frame: Frame) -> None:
    """Mark every frame of a closed execution with where a redrive would begin."""
    pending = [frame]
    while pending:
        at = pending.pop()
        at.waits = ()
        at.token = None
        if at.phase == ENTER:
            at.phase = IDLE
        elif at.phase != IDLE:
            at.phase = FAILED
        if at.join is not None:
            pending.extend(at.join.children.values())


def begin(execution: Execution, _: Frame | None, signal: signals.Redrive) -> None:
    """Write ExecutionRedriven and arm the leaves."""
    root = execution.root
    if refusal(execution) is not None or root is None:
        return
    execution.status = "RUNNING"
    execution.stopped_ms = None
    execution.failure = None
    execution.redrive_count += 1
    execution.transitions += 1  # the redrive is billed as one
    execution.redriven_ms = execution.now_ms
    execution.forget_context()
    execution.record(
        ("ExecutionRedriven", execution.last_id, execution.now_ms, execution.redrive_count)
    )
    execution.start_clocks()
    _arm(execution, root)


def _arm(execution: Execution, frame: Frame) -> None:
    """Bounded by the nesting of the definition."""
    frame.attempts, frame.retries = None, 0
    step = frame.step
    join = frame.join
    if frame.phase == IDLE:
        frame.phase = ENTER
        execution.ready.append((frame, None, execution.now_ms))
    elif join is not None and join.children:
        frame.phase = JOIN
        for child in list(join.children.values()):
            if child.phase != GONE:
                _arm(execution, child)
    elif step.resource is not None or step.branches or step.type == "Wait":
        # Its …StateEntered stands already: what follows hangs on it.
        frame.cursor = frame.entered_id
        execution.transitions += 1
        walk.attempt(execution, frame)
    else:
        # Choice, Pass and Fail are entered again (recorded for Fail).
        frame.phase = ENTER
        frame.cursor = execution.last_id
        execution.ready.append((frame, None, execution.now_ms))
