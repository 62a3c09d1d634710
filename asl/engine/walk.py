"""Going through states: into one, what it answers, and the way out of it.

The way out is where payloads are bounded, variables assigned and the exit written. A frame goes on in its own loop until
it waits, ends, or the budget is spent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from asl.compile.step import Step
from asl.engine import ending, joins, tasks
from asl.engine.failure import HistoryFull, too_large
from asl.engine.frame import ENTER, WAIT, Frame
from asl.engine.measure import MANY, beside, exact_size, exceeds, measured
from asl.errors import DataLimitExceeded, StatesError
from asl.jsonvalue import JSON
from asl.limits import MAX_DEPTH, MAX_VARIABLE_BYTES, MAX_VARIABLES_BYTES
from asl.query.base import Growth
from asl.vocabulary.outcomes import Leave, Until

if TYPE_CHECKING:
    from asl.engine.execution import Execution


def drive(execution: Execution, frame: Frame, stop_at: int) -> None:
    """Enter states until the frame waits, ends, or the budget is spent."""
    records, base, room = execution.records, execution.base, execution.room
    now = execution.now_ms
    while True:
        step = frame.step
        if base + len(records) >= room:
            raise HistoryFull
        records.append((step.entered, frame.cursor, now, step.name, frame.input))
        frame.cursor = frame.entered_id = base + len(records)
        frame.entered_ms = now
        execution.transitions += 1
        try:
            outcome = step.enter(frame) if step.resource is None else tasks.enter(frame)
            if type(outcome) is not tuple:
                left = execution.suspend(frame, outcome)
                if left is None:
                    return
                outcome = left
            if not leave(execution, frame, outcome, frame.bytes, frame.depth):  # type: ignore[arg-type]  # a tuple is a Leave
                return
        except StatesError as failure:
            ending.fail(execution, frame, failure)
            return
        if execution.transitions >= stop_at:
            execution.ready.appendleft(frame)
            return


def attempt(execution: Execution, frame: Frame) -> None:
    """Enter the frame's state once more: a retry writes no …StateEntered."""
    step = frame.step
    execution.transitions += 1
    frame.join = frame.run = None  # what the attempt before has left
    try:
        outcome = step.enter(frame) if step.resource is None else tasks.enter(frame)
        left = (
            outcome if type(outcome) is tuple else execution.suspend(frame, outcome)
        )  # a tuple is a Leave
    except StatesError as failure:
        ending.fail(execution, frame, failure)
        return
    if left is not None:
        go_on(execution, frame, left, frame.bytes, frame.depth)  # type: ignore[arg-type]  # a tuple is a Leave


def until(execution: Execution, frame: Frame, outcome: Until) -> Leave | None:
    """Wait for an instant, unless it is past."""
    if outcome.due_ms <= execution.now_ms:
        frame.phase = ENTER
        return resumed(frame.step, frame, None)
    frame.phase = WAIT
    execution.timer(frame, outcome.due_ms, "wait")
    return None


def leave(
    execution: Execution, frame: Frame, left: Leave, subject_bytes: int, subject_depth: int
) -> bool:
    """Take the way out of a state. True: the frame goes on at its new step.

    subject_bytes, subject_depth: bounds of what the output was made from, besides the raw input.

    Raises:
        DataLimitExceeded: the output, a variable or all variables are too large.
    """
    following, output, assigned, growth = left
    step = frame.step
    if output is not frame.input:
        frame.bytes, frame.depth = bounds(
            execution, frame, output, growth, subject_bytes, subject_depth, step.name
        )
    if assigned is not None:
        assigned = _assign(execution, frame, assigned) if assigned else None
    records = execution.records
    if execution.base + len(records) >= execution.room:
        raise HistoryFull
    records.append((step.exited, frame.cursor, execution.now_ms, step.name, output, assigned))
    frame.cursor = execution.base + len(records)
    frame.input = output
    if frame.attempts is not None or frame.retries:
        frame.attempts, frame.retries = None, 0
    if following is not None:
        frame.step = following
        frame.phase = ENTER
        return True
    _scope_succeeded(execution, frame)
    return False


def go_on(
    execution: Execution, frame: Frame, left: Leave, subject_bytes: int, subject_depth: int
) -> None:
    """`leave`, for a frame that was waiting: it takes its place in the queue."""
    try:
        if leave(execution, frame, left, subject_bytes, subject_depth):
            execution.ready.append(frame)
    except StatesError as failure:
        ending.fail(execution, frame, failure)


def bounds(
    execution: Execution,
    frame: Frame,
    value: JSON,
    growth: Growth | None,
    subject_bytes: int,
    subject_depth: int,
    what: str,
) -> tuple[int, int]:
    """Bounds of a value that was made in the frame's state.

    Raises:
        DataLimitExceeded: it is over the payload limit. `what` names the culprit.
    """
    limit = execution.limits.payload_bytes
    if growth is not None:
        deepest = frame.depth if frame.depth > subject_depth else subject_depth
        bytes_ = (
            growth.constant
            + growth.by_subject * subject_bytes
            + growth.by_input * frame.bytes
            + growth.by_variables * frame.variable_bytes
        )
        if growth.by_variables:
            deepest = MAX_DEPTH
        depth = growth.depth + deepest
        # A bound that has grown this far is worth a better one, or a loop would soon have to measure.
        if bytes_ <= limit >> 1 and depth <= MAX_DEPTH:
            return bytes_, depth
        if growth.by_subject + growth.by_input >= MANY and exceeds(value, limit):
            raise too_large(what)
    if frame.tight < limit >> 4:
        # When it was measured last it was small: the bound has grown, not the payload.
        bytes_, depth = measured(value)
        if bytes_ <= limit:
            frame.tight = bytes_
            return bytes_, depth
    found = beside(value, frame.input, frame.bytes, frame.depth)
    if found is not None and found[0] <= limit and found[1] <= MAX_DEPTH:
        return found
    bytes_, depth = measured(value)
    if bytes_ > limit and exact_size(value) > limit:
        raise too_large(what)
    return bytes_, depth


def _assign(execution: Execution, frame: Frame, assigned: Mapping[str, JSON]) -> Mapping[str, JSON]:
    added = 0
    for name, value in assigned.items():
        bytes_, _ = measured(value)
        if bytes_ > MAX_VARIABLE_BYTES < exact_size(value):
            raise DataLimitExceeded(
                f"The variable '{name}' exceeds the maximum size of {MAX_VARIABLE_BYTES} bytes."
            )
        added += bytes_
    if added > MAX_VARIABLE_BYTES < exact_size(assigned):
        raise DataLimitExceeded(
            f"The assigned variables exceed the maximum size of {MAX_VARIABLE_BYTES} bytes."
        )
    frame.variables = {**frame.variables, **assigned}
    frame.variable_bytes += added
    if frame.variable_bytes > MAX_VARIABLES_BYTES:
        frame.variable_bytes = sum(measured(value)[0] for value in frame.variables.values())
        if frame.variable_bytes > MAX_VARIABLES_BYTES:
            raise DataLimitExceeded(
                f"All variables exceed the maximum size of {MAX_VARIABLES_BYTES} bytes."
            )
    return assigned


def waited(execution: Execution, frame: Frame) -> None:
    """The time of a Wait has come."""
    try:
        left = resumed(frame.step, frame, None)
    except StatesError as failure:
        ending.fail(execution, frame, failure)
        return
    go_on(execution, frame, left, frame.bytes, frame.depth)


def resume(execution: Execution, frame: Frame) -> None:
    """The children of a Parallel or Map are done."""
    join = frame.join
    assert join is not None  # RESUME says so
    step = frame.step
    succeeded = execution.record((f"{step.type}StateSucceeded", join.last_id, execution.now_ms))
    frame.cursor = succeeded
    frame.join = None
    results = join.results
    try:
        bytes_, depth = join.bytes, join.depth + 1
        if bytes_ > execution.limits.payload_bytes or depth > MAX_DEPTH:
            bytes_, depth = measured(results)
            if bytes_ > execution.limits.payload_bytes < exact_size(results):
                raise too_large(step.name)
        left = resumed(step, frame, results)
    except StatesError as failure:
        ending.fail(execution, frame, failure)
        return
    # The exit hangs on what completed the state, not on …Succeeded (recorded).
    frame.cursor = join.last_id
    go_on(execution, frame, left, bytes_, depth)


def _scope_succeeded(execution: Execution, frame: Frame) -> None:
    if frame.parent is not None:
        joins.child_done(execution, frame)
        return
    execution.record(("ExecutionSucceeded", frame.cursor, execution.now_ms, frame.input))
    execution.output = frame.input
    execution.close("SUCCEEDED")


def resumed(step: Step, frame: Frame, result: JSON) -> Leave:
    assert step.resume is not None  # every step that suspends has one
    return step.resume(frame, result)
