"""Tasks: one effect out, its life in events, one answer back.

The …Scheduled event is written when the host says that the call was taken: a refused task (an activity that does not
exist, parameters that cannot be sent) leaves no trace but the failure (recorded). Timeouts of an activity start when a
worker takes it, all others with the call.

A signal comes here only while its effect is pending, so the frame is in its Task and waits for it.
"""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING, Final

from asl.engine import ending, walk
from asl.engine.failure import cause_text, error_text, too_large
from asl.engine.frame import TASK, Frame
from asl.engine.measure import exact_size, measured
from asl.errors import HeartbeatTimeout, RuntimeFailure, StatesError, Timeout, failure_named
from asl.jsonvalue import JSON, parse
from asl.resources.arn import Resource
from asl.vocabulary import effects, signals
from asl.vocabulary.outcomes import Call, Leave, Outcome
from asl.vocabulary.records import Record, Verbatim

if TYPE_CHECKING:
    from asl.engine.execution import Execution

_PREFIX: Final = {"lambda": "LambdaFunction", "activity": "Activity"}
# Which event tells a failure, by how far the call had come. An integration's call has no schedule stage of its own.
_FAILED: Final = {
    ("LambdaFunction", "schedule"): "LambdaFunctionScheduleFailed",
    ("LambdaFunction", "start"): "LambdaFunctionStartFailed",
    ("Activity", "schedule"): "ActivityScheduleFailed",
    ("Task", "schedule"): "TaskStartFailed",
    ("Task", "start"): "TaskStartFailed",
    ("Task", "submit"): "TaskSubmitFailed",
}
_BEFORE_START: Final = frozenset({"schedule", "start"})
_TOKEN_PATTERNS: Final = frozenset({"token", "activity"})


def _resource(frame: Frame) -> Resource:
    resource = frame.step.resource
    assert resource is not None  # only Tasks wait for answers
    return resource


def _events(frame: Frame) -> str:
    return _PREFIX.get(_resource(frame).kind, "Task")


def enter(frame: Frame) -> Outcome:
    """The step's `enter`, with a task token in sight where the pattern has one."""
    if _resource(frame).pattern in _TOKEN_PATTERNS:
        frame.token = _make_token(frame)
    return frame.step.enter(frame)


def _make_token(frame: Frame) -> str:
    execution = frame.execution
    parts = f"{execution.identity.execution_arn}|{frame.id}/{frame.made + 1}|{execution.rng.bits():016x}"
    return base64.b64encode(parts.encode("utf-8", "surrogatepass")).decode("ascii")


def token_parts(token: str) -> tuple[str, str] | None:
    """(execution ARN, effect id) of a task token, or None if it is not one of ours."""
    try:
        text = base64.b64decode(token, validate=True).decode("utf-8", "surrogatepass")
    except ValueError:
        return None
    arn, _, rest = text.partition("|")
    effect_id, bar, nonce = rest.partition("|")
    return (arn, effect_id) if bar and nonce else None


def invoke(execution: Execution, frame: Frame, call: Call) -> Leave | None:
    """Hand the call to the host.

    Raises:
        DataLimitExceeded: the arguments are over the payload limit.
    """
    step, resource = frame.step, _resource(frame)
    if call.arguments is not frame.input:
        walk.bounds(
            execution, frame, call.arguments, call.growth, frame.bytes, frame.depth, step.name
        )
    token, frame.token = frame.token, None
    frame.phase, frame.call = TASK, call
    frame.scheduled = frame.started = False
    # The tuple's own constructor: half the price of the NamedTuple's, at one per task.
    effect = tuple.__new__(
        effects.InvokeTask,
        (
            frame.next_id(),
            step.name,
            resource,
            call.arguments,
            frame.retries,
            token,
            call.timeout_s,
            call.heartbeat_s,
            call.role_arn,
            frame.map_index(),
            step.pointer,
        ),
    )
    execution.wait_for(frame, effect, "task")
    if resource.kind != "activity":
        _start_clocks(execution, frame, call)
    return None


def _start_clocks(execution: Execution, frame: Frame, call: Call) -> None:
    now_ms = execution.now_ms
    if call.timeout_s is not None:
        execution.timer(frame, now_ms + call.timeout_s * 1000, "task", "timeout")
    if call.heartbeat_s is not None and _resource(frame).pattern != "request-response":
        frame.last_beat_ms = now_ms
        execution.timer(frame, now_ms + call.heartbeat_s * 1000, "heartbeat")


def take(frame: Frame, effect_id: str) -> str:
    """What the frame waited for with this effect, no longer."""
    waits = frame.waits
    frame.waits = tuple(waiting for waiting in waits if waiting[0] != effect_id)
    return next(what for id_, what in waits if id_ == effect_id)


def _scheduled(execution: Execution, frame: Frame) -> None:
    """Write …Scheduled, once per attempt."""
    call = frame.call
    if frame.scheduled or call is None:
        return
    frame.scheduled = True
    frame.cursor = execution.record(
        (
            f"{_events(frame)}Scheduled",
            frame.cursor,
            execution.now_ms,
            _resource(frame),
            call.arguments,
            call.timeout_s,
            call.heartbeat_s,
            call.role_arn,
        )
    )


def _started(execution: Execution, frame: Frame, worker: str | None = None) -> None:
    """Write …Scheduled and …Started, each once per attempt."""
    _scheduled(execution, frame)
    if frame.started:
        return
    frame.started = True
    prefix, now_ms = _events(frame), execution.now_ms
    kind = f"{prefix}Started"
    record: Record
    if prefix == "Task":
        record = (kind, frame.cursor, now_ms, _resource(frame))
    elif prefix == "Activity":
        record = (kind, frame.cursor, now_ms, worker)
    else:
        record = (kind, frame.cursor, now_ms)
    frame.cursor = execution.record(record)
    if prefix == "Activity" and frame.waits and frame.call is not None:
        _start_clocks(execution, frame, frame.call)


def accepted(execution: Execution, frame: Frame, signal: signals.TaskAccepted) -> None:
    """The call was taken. An activity is only queued then; everything else starts."""
    if _resource(frame).kind == "activity":
        _scheduled(execution, frame)
    else:
        _started(execution, frame)


def activity_started(execution: Execution, frame: Frame, signal: signals.ActivityStarted) -> None:
    _started(execution, frame, signal.worker)


def submitted(execution: Execution, frame: Frame, signal: signals.TaskSubmitted) -> None:
    _started(execution, frame)
    frame.cursor = execution.record(
        ("TaskSubmitted", frame.cursor, execution.now_ms, _resource(frame), signal.output)
    )


def beat(execution: Execution, frame: Frame, signal: signals.TaskHeartbeat) -> None:
    frame.last_beat_ms = execution.now_ms


def succeeded(execution: Execution, frame: Frame, signal: signals.TaskSucceeded) -> None:
    """The answer: through the state's data flow to the way out."""
    execution.forget(frame)
    _started(execution, frame)
    shown: JSON = signal.output
    value: JSON = shown
    if signal.is_text:
        value, shown = parse(signal.output), Verbatim(signal.output)
    resource = _resource(frame)
    prefix = _events(frame)
    try:
        bytes_, depth = measured(value)
        if bytes_ > execution.limits.payload_bytes < exact_size(value):
            raise too_large(resource.arn if resource.kind == "lambda" else resource.service)
    except StatesError as failure:
        _failed_event(execution, frame, failure, f"{prefix}Failed")
        ending.handle(execution, frame, failure)
        return
    frame.cursor = execution.record(
        (f"{prefix}Succeeded", frame.cursor, execution.now_ms, resource, shown)
    )
    assert frame.step.resume is not None  # a Task has one
    try:
        left = frame.step.resume(frame, value)
    except StatesError as failure:
        ending.fail(execution, frame, failure)
        return
    walk.go_on(execution, frame, left, bytes_, depth)


def _failed_event(execution: Execution, frame: Frame, failure: StatesError, kind: str) -> None:
    frame.cursor = execution.record(
        (
            kind,
            frame.cursor,
            execution.now_ms,
            _resource(frame),
            error_text(failure),
            cause_text(failure),
        )
    )


def failed(execution: Execution, frame: Frame, signal: signals.TaskFailed) -> None:
    execution.forget(frame)
    if signal.stage in _BEFORE_START:
        _scheduled(execution, frame)
    else:
        _started(execution, frame)
    failure = failure_named(signal.error, signal.cause)
    prefix = _events(frame)
    _failed_event(execution, frame, failure, _FAILED.get((prefix, signal.stage), f"{prefix}Failed"))
    ending.handle(execution, frame, failure)


def refused(execution: Execution, frame: Frame, signal: signals.TaskRefused) -> None:
    execution.forget(frame)
    ending.fail(execution, frame, RuntimeFailure(signal.cause))


def timed_out(execution: Execution, frame: Frame) -> None:
    """TimeoutSeconds ran out: no cause, and the task is cancelled."""
    _time_out(execution, frame, Timeout(), "timeout")


def _time_out(execution: Execution, frame: Frame, failure: Timeout, what: str) -> None:
    execution.note(frame, what, 0)
    execution.forget(frame)
    _started(execution, frame)
    _failed_event(execution, frame, failure, f"{_events(frame)}TimedOut")
    ending.handle(execution, frame, failure)


def heartbeat_due(execution: Execution, frame: Frame) -> None:
    """A beat since the timer was set sets it again; none is a timeout."""
    call = frame.call
    assert call is not None
    assert call.heartbeat_s is not None  # the timer exists
    due_ms = frame.last_beat_ms + call.heartbeat_s * 1000
    if due_ms > execution.now_ms:
        execution.timer(frame, due_ms, "heartbeat")
    else:
        _time_out(execution, frame, HeartbeatTimeout(), "heartbeat")
