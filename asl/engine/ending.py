"""Failures, from the state that has one to whatever takes it: Retry, Catch, the scope around, the end.

A failing state's cursor is its failing event, and everything that is written because of it hangs there.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.engine import joins, walk
from asl.engine.failure import (
    Handled,
    catcher_for,
    cause_text,
    error_output,
    error_text,
    placed,
    retrier_for,
    retry_delay_ms,
)
from asl.engine.frame import BACKOFF, FAILED, Frame
from asl.engine.measure import measured
from asl.errors import QueryEvaluationError, StatesError
from asl.vocabulary.outcomes import Halt, Leave

if TYPE_CHECKING:
    from asl.engine.execution import Execution


def halt(execution: Execution, frame: Frame, outcome: Halt) -> None:
    failure = StatesError(outcome.cause)
    failure.error = outcome.error
    scope_failed(execution, frame, failure)


def fail(execution: Execution, frame: Frame, failure: StatesError) -> None:
    """A state failed by itself: write what the service writes, then Retry, Catch or the end of the scope."""
    if execution.tells_place:
        placed(failure, frame.step.name, frame.entered_id)
    frame.token = None
    if isinstance(failure, QueryEvaluationError):
        frame.cursor = _evaluation_failed(execution, frame, failure)
    if frame.join is not None:
        # The input of an iteration could not be made: the others have no state to go on in.
        if failure.catchable:
            joins.stop_children(execution, frame, frame.cursor, None)
        frame.join = None
    handle(execution, frame, failure)


def _evaluation_failed(execution: Execution, frame: Frame, failure: QueryEvaluationError) -> int:
    return execution.record(
        (
            "EvaluationFailed",
            frame.cursor,
            execution.now_ms,
            frame.step.name,
            error_text(failure),
            cause_text(failure),
            failure.location,
        )
    )


def handle(execution: Execution, frame: Frame, failure: StatesError) -> None:
    """Retry, catch, or end the scope. The frame's cursor is the failing event."""
    execution.handled = Handled(error_text(failure), cause_text(failure))
    if not failure.catchable:
        _end_failed(execution, frame, failure)
        return
    step = frame.step
    if step.retry and _retry(execution, frame, failure):
        return
    if step.branches:
        frame.cursor = execution.record((f"{step.type}StateFailed", frame.cursor, execution.now_ms))
    clause = catcher_for(step, failure)
    if clause is None:
        scope_failed(execution, frame, failure)
        return
    catcher = step.catch.index(clause)
    execution.handled = execution.handled._replace(catcher=catcher)
    execution.note(frame, "caught", catcher)
    seen = error_output(failure)
    try:
        assigned = None if clause.assign is None else clause.assign.evaluate(frame, seen)
        output = seen if clause.output is None else clause.output.evaluate(frame, seen)
        left: Leave = (
            clause.following,
            output,
            assigned,
            None if clause.output is None else clause.output.growth,
        )
        bytes_, depth = measured(seen)
        frame.join = frame.run = None
        if walk.leave(execution, frame, left, bytes_, depth):
            execution.ready.append(frame)
    except StatesError as second:
        _catch_failed(execution, frame, second)


def _catch_failed(execution: Execution, frame: Frame, failure: StatesError) -> None:
    """A catcher's own Output, Assign or ResultPath failed: nothing catches that in this state."""
    if execution.tells_place:
        placed(failure, frame.step.name, frame.entered_id)
    if isinstance(failure, QueryEvaluationError):
        if frame.step.branches:
            # Recorded: it hangs on the failing event, beside the …StateFailed.
            frame.cursor = execution.records[frame.cursor - 1 - execution.base][1]
        frame.cursor = _evaluation_failed(execution, frame, failure)
        if frame.step.branches:
            frame.cursor = execution.record(
                (f"{frame.step.type}StateFailed", frame.cursor, execution.now_ms)
            )
    if failure.catchable:
        scope_failed(execution, frame, failure)
    else:
        _end_failed(execution, frame, failure)


def _retry(execution: Execution, frame: Frame, failure: StatesError) -> bool:
    retry = frame.step.retry
    index = retrier_for(retry, failure)
    if index is None:
        return False
    if frame.attempts is None:
        frame.attempts = [0] * len(retry)
        # Retries that were made before Start: none but those of this visit are counted in `attempts`.
        frame.attempts[index] = frame.retries
    retrier = retry[index]
    has_more = frame.attempts[index] < retrier.max_attempts
    delay_ms = retry_delay_ms(retrier, frame.attempts[index] + 1) if has_more else None
    assert execution.handled is not None  # `handle` has just set it
    execution.handled = execution.handled._replace(retrier=index, delay_ms=delay_ms)
    execution.note(frame, "exhausted" if delay_ms is None else "retried", index)
    if delay_ms is None:
        return False
    frame.attempts[index] += 1
    frame.retries += 1
    if retrier.jitter == "FULL":
        delay_ms = int(delay_ms * execution.rng.random())
    frame.phase = BACKOFF
    execution.timer(frame, execution.now_ms + delay_ms, "retry")
    return True


def scope_failed(execution: Execution, frame: Frame, failure: StatesError) -> None:
    """Nothing in this state takes the failure: the branch, iteration or execution fails."""
    frame.phase = FAILED
    if frame.parent is None:
        _end_failed(execution, frame, failure)
    else:
        joins.child_failed(execution, frame, failure)


def _end_failed(execution: Execution, frame: Frame, failure: StatesError) -> None:
    frame.phase = FAILED
    error, cause = error_text(failure), cause_text(failure)
    execution.record(("ExecutionFailed", frame.cursor, execution.now_ms, error, cause))
    execution.failure = (error, cause)
    execution.close("FAILED")
