"""Redrive: a closed, unsuccessful Standard execution goes on where it was stopped.

The frame tree of such an execution is kept; its unsuccessful leaves are armed again and finished children keep their
outputs. Recorded: a Task's …Scheduled hangs on its original …StateEntered, Parallel and inline Map write nothing new.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.engine import maprun
from asl.engine.frame import AGAIN, ENTER, FAILED, IDLE, JOIN, Frame
from asl.limits import MAX_HISTORY_EVENTS, REDRIVE_SECONDS, YEAR_SECONDS
from asl.vocabulary import signals

if TYPE_CHECKING:
    from asl.engine.execution import Execution


def refusal(execution: Execution, now_ms: int) -> str | None:
    """Why this execution cannot be redriven at this instant, in the service's words; None when it can."""
    status = execution.status
    if status not in ("FAILED", "TIMED_OUT", "ABORTED"):
        return f"Execution is {status} and cannot be redriven"
    if execution.limits.history_events is None:
        return "Execution is EXPRESS and cannot be redriven"
    if execution.last_id >= MAX_HISTORY_EVENTS - 1:
        return "Execution history event limit exceeded"
    if now_ms >= execution.started_ms + YEAR_SECONDS * 1000:
        return "Execution has exceeded the max execution time"
    if now_ms >= (execution.stopped_ms or 0) + REDRIVE_SECONDS * 1000:
        return "Execution redrivable period exceeded"
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
    if root is None or refusal(execution, execution.now_ms) is not None:
        return
    execution.status = "RUNNING"
    execution.stopped_ms = None
    execution.failure = None
    execution.redrive_count += 1
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
        execution.ready.append(frame)
    elif join is not None and join.children:
        # Unfinished children go on, finished ones keep their outputs; nothing is written for the state itself.
        frame.phase = JOIN
        for child in list(join.children.values()):
            _arm(execution, child)
            if frame.phase is not JOIN:
                return  # this child failed at once, and with it the state
    elif frame.run is not None and maprun.redrive(execution, frame):
        return
    elif step.resource is not None or step.branches or step.type == "Wait":
        # Its …StateEntered stands already: what follows hangs on it.
        frame.cursor = frame.entered_id
        frame.phase = AGAIN
        execution.ready.append(frame)
    else:
        # Choice, Pass and Fail are entered again (recorded for Fail).
        frame.phase = ENTER
        frame.cursor = execution.last_id
        execution.ready.append(frame)
