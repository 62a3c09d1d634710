"""One execution: signals and the time go in, effects and history records come out.

`Execution` never waits, reads a clock or draws from the system's randomness. Frames that can go on stand in one FIFO
queue, which fixes the interleaving of branches and iterations; a frame runs until it waits, ends, or the budget is
spent. Same program, seed and journal of signals: same effects and same records, byte for byte.

Invariants:
- Only this package changes frames and appends records.
- A signal is applied at a transition count: `run` works off everything that takes no transition before it returns, so
  the count alone says where in the execution a signal came.
- The record that would be the last one the quota allows is always the failure itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias
from zlib import crc32

from asl.compile.program import Program
from asl.compile.step import Step
from asl.engine import joins, maprun, redrive, tasks
from asl.engine.context import execution_member
from asl.engine.failure import (
    catcher_for,
    cause_text,
    error_output,
    error_text,
    placed,
    retrier_for,
    retry_delay_ms,
    too_large,
)
from asl.engine.frame import BACKOFF, ENTER, FAILED, RESUME, WAIT, Frame
from asl.engine.identity import Identity
from asl.engine.measure import measured
from asl.engine.rng import Rng, stream_state
from asl.errors import AslError, DataLimitExceeded, QueryEvaluationError, StatesError
from asl.jsonvalue import JSON, parse
from asl.limits import MAX_DEPTH, MAX_VARIABLE_BYTES, MAX_VARIABLES_BYTES, STANDARD, Limits
from asl.query.base import Growth
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.outcomes import Call, Fork, Halt, Iterate, Leave, Outcome, RunMap, Until
from asl.vocabulary.records import Record, Verbatim
from asl.vocabulary.signals import Signal

Status: TypeAlias = Literal["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]
_UNLIMITED: Final = 1 << 60
_NAMED: Final = ("StateEntered", "StateExited")
FULL_CAUSE: Final = "The execution reached the maximum number of history events ({})."


class HistoryFull(Exception):
    """The append that would be the last allowed event. Caught only in `run`."""


class Execution:
    """See the module's docstring.

    Args:
        program: what to run.
        identity: names and ARNs.
        input_: a JSON value, or Verbatim JSON text, which the history then shows as it was written.
        seed: of the execution's random numbers.
        limits: STANDARD or EXPRESS.

    Raises:
        JsonTextError: the input's text is not JSON.
    """

    def __init__(
        self,
        program: Program,
        identity: Identity,
        input_: JSON,
        *,
        seed: int,
        limits: Limits = STANDARD,
    ) -> None:
        self.program = program
        self.identity = identity
        self.limits = limits
        self.given = input_
        self.input: JSON = parse(input_) if isinstance(input_, Verbatim) else input_
        self.rng = Rng(stream_state(seed, identity.execution_arn))
        self.status: Status = "PENDING"
        self.output: JSON = None
        self.failure: tuple[str | None, str | None] | None = None  # (error, cause)
        self.records: list[Record] = []
        self.base = 0  # events before records[0]: those of a snapshot are not loaded again
        self.now_ms = 0
        self.started_ms = 0
        self.stopped_ms: int | None = None
        self.redrive_count = 0
        self.redriven_ms: int | None = None
        self.transitions = 0
        self.context_override: Mapping[str, JSON] | None = None
        self.root: Frame | None = None
        self.map_runs: list[maprun.MapRun] = []
        self.ready: deque[tuple[Frame | None, Signal | None, int]] = deque()
        self.pending: dict[str, tuple[Frame | None, str]] = {}
        self.effects: list[Effect] = []
        self._room = _UNLIMITED if limits.history_events is None else limits.history_events - 1
        self._context_execution: dict[str, JSON] | None = None
        self._check = 0
        self._checked = 0

    # ---------------------------------------------------------------- what hosts call

    def send(self, signal: Signal, now_ms: int) -> bool:
        """Take a signal. False: it is too late, or not ours; nothing has changed then."""
        kind = type(signal)
        frame: Frame | None = None
        if kind in _LIFECYCLE:
            if not self._in_place(signal):
                return False
        elif self.status != "RUNNING":
            return False
        else:
            effect_id: str = signal.effect_id  # type: ignore[union-attr]  # all but the lifecycle have one
            waiting = self.pending.get(effect_id)
            if waiting is None or waiting[1] not in _ANSWERS[kind]:
                return False
            frame = waiting[0]
            if kind in _CLOSING:
                del self.pending[effect_id]
        self.ready.append((frame, signal, now_ms))
        return True

    def run(self, budget: int = 10_000) -> list[Effect]:
        """Step until every frame waits, or `budget` transitions are spent; what the host must do now."""
        ready = self.ready
        stop_at = self.transitions + budget
        try:
            while ready:
                frame, signal, now_ms = ready[0]
                if signal is not None:
                    ready.popleft()
                    if now_ms > self.now_ms:
                        self.now_ms = now_ms
                    _HANDLERS[type(signal)](self, frame, signal)
                elif frame is None or frame.phase is not ENTER:
                    ready.popleft()
                    if frame is not None and frame.phase is RESUME:
                        self._resume(frame)
                elif self.transitions >= stop_at:
                    break
                else:
                    ready.popleft()
                    self._drive(frame, stop_at)
        except HistoryFull:
            self._history_full()
        made, self.effects = self.effects, []
        return made

    @property
    def has_more(self) -> bool:
        """`run` has something to do without any further signal."""
        return bool(self.ready)

    @property
    def last_id(self) -> int:
        """The id of the newest event."""
        return self.base + len(self.records)

    def check(self) -> int:
        """A rolling check over id, previous id, kind and state of all records so far."""
        check, at = self._check, self._checked
        for record in self.records[at - self.base :]:
            at += 1
            name = record[3] if record[0].endswith(_NAMED) else ""
            check = crc32(
                f"{at} {record[1]} {record[0]} {name}\n".encode("utf-8", "replace"), check
            )
        self._check, self._checked = check, at
        return check

    def resume_records(self, events: int, check: int) -> None:
        """Go on after records that this object does not hold."""
        self.base = self._checked = events
        self._check = check

    def dump(self) -> JSON:
        """A snapshot as JSON; `Execution.load` reads it."""
        from asl.engine.snapshot import dump

        return dump(self)

    @staticmethod
    def load(program: Program, snapshot: JSON) -> Execution:
        """The execution that a snapshot was taken of. Records from before are not there; ids go on."""
        from asl.engine.snapshot import load

        return load(program, snapshot)

    def context_execution(self) -> dict[str, JSON]:
        """`Execution` of the context object, made once."""
        if self._context_execution is None:
            self._context_execution = execution_member(self)
        return self._context_execution

    def forget_context(self) -> None:
        """A redrive changes `Execution` of the context object."""
        self._context_execution = None

    # ---------------------------------------------------------------- records and effects

    def record(self, record: Record) -> int:
        """Append one event; its id.

        Raises:
            HistoryFull: it would be the last the quota allows.
        """
        records = self.records
        if self.base + len(records) >= self._room:
            raise HistoryFull
        records.append(record)
        return self.base + len(records)

    def wait_for(self, frame: Frame | None, effect: Effect, what: str) -> None:
        """Hand an effect to the host and remember who waits for its answer."""
        self.effects.append(effect)
        effect_id: str = effect.effect_id
        self.pending[effect_id] = (frame, what)
        if frame is not None:
            frame.waits = (*frame.waits, (effect_id, what))

    def forget(self, frame: Frame) -> None:
        """Cancel whatever the frame still waits for."""
        for effect_id, what in frame.waits:
            if self.pending.pop(effect_id, None) is not None and what in _CANCEL:
                self.effects.append(_CANCEL[what](effect_id))
        frame.waits = ()

    def timer(
        self, frame: Frame, due_ms: int, purpose: effects.Purpose, what: str | None = None
    ) -> None:
        self.wait_for(frame, effects.StartTimer(frame.next_id(), due_ms, purpose), what or purpose)

    # ---------------------------------------------------------------- going through states

    def _drive(self, frame: Frame, stop_at: int) -> None:
        """Enter states until the frame waits, ends, or the budget is spent."""
        records, base, room = self.records, self.base, self._room
        now = self.now_ms
        while True:
            step = frame.step
            if base + len(records) >= room:
                raise HistoryFull
            records.append((step.entered, frame.cursor, now, step.name, frame.input))
            frame.cursor = frame.entered_id = base + len(records)
            frame.entered_ms = now
            self.transitions += 1
            try:
                outcome = step.enter(frame) if step.resource is None else tasks.enter(frame)
                if type(outcome) is not tuple:
                    left = self._suspend(frame, outcome)
                    if left is None:
                        return
                    outcome = left
                if not self.leave(frame, outcome, frame.bytes, frame.depth):  # type: ignore[arg-type]  # a tuple is a Leave
                    return
            except StatesError as failure:
                self.fail(frame, failure)
                return
            if self.transitions >= stop_at:
                self.ready.appendleft((frame, None, now))
                return

    def attempt(self, frame: Frame) -> None:
        """Enter the frame's state once more: a retry writes no …StateEntered."""
        step = frame.step
        try:
            outcome = step.enter(frame) if step.resource is None else tasks.enter(frame)
            left = (
                outcome if type(outcome) is tuple else self._suspend(frame, outcome)
            )  # a tuple is a Leave
        except StatesError as failure:
            self.fail(frame, failure)
            return
        if left is not None:
            self.go_on(frame, left, frame.bytes, frame.depth)  # type: ignore[arg-type]  # a tuple is a Leave

    def _suspend(self, frame: Frame, outcome: Outcome) -> Leave | None:
        return _SUSPEND[type(outcome)](self, frame, outcome)

    def _until(self, frame: Frame, outcome: Until) -> Leave | None:
        if outcome.due_ms <= self.now_ms:
            frame.phase = ENTER
            return _resumed(frame.step, frame, None)
        frame.phase = WAIT
        self.timer(frame, outcome.due_ms, "wait")
        return None

    def _halt(self, frame: Frame, outcome: Halt) -> None:
        failure = StatesError(outcome.cause)
        failure.error = outcome.error
        self.scope_failed(frame, failure)

    def leave(self, frame: Frame, left: Leave, subject_bytes: int, subject_depth: int) -> bool:
        """Take the way out of a state. True: the frame goes on at its new step.

        subject_bytes, subject_depth: bounds of what the output was made from, besides the raw input.

        Raises:
            DataLimitExceeded: the output, a variable or all variables are too large.
        """
        following, output, assigned, growth = left
        step = frame.step
        if output is not frame.input:
            frame.bytes, frame.depth = self.bounds(
                frame, output, growth, subject_bytes, subject_depth, step.name
            )
        if assigned is not None:
            assigned = self._assign(frame, assigned) if assigned else None
        records = self.records
        if self.base + len(records) >= self._room:
            raise HistoryFull
        records.append((step.exited, frame.cursor, self.now_ms, step.name, output, assigned))
        frame.cursor = self.base + len(records)
        frame.input = output
        if frame.attempts is not None or frame.retries:
            frame.attempts, frame.retries = None, 0
        if following is not None:
            frame.step = following
            frame.phase = ENTER
            return True
        self._scope_succeeded(frame)
        return False

    def go_on(self, frame: Frame, left: Leave, subject_bytes: int, subject_depth: int) -> None:
        """`leave`, for a frame that was waiting: it takes its place in the queue."""
        try:
            if self.leave(frame, left, subject_bytes, subject_depth):
                self.ready.append((frame, None, self.now_ms))
        except StatesError as failure:
            self.fail(frame, failure)

    def bounds(
        self,
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
        limit = self.limits.payload_bytes
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
            if bytes_ <= limit and depth <= MAX_DEPTH:
                return bytes_, depth
        bytes_, depth = measured(value)
        if bytes_ > limit:
            raise too_large(what)
        return bytes_, depth

    def _assign(self, frame: Frame, assigned: Mapping[str, JSON]) -> Mapping[str, JSON]:
        added = 0
        for name, value in assigned.items():
            bytes_, _ = measured(value)
            if bytes_ > MAX_VARIABLE_BYTES:
                raise DataLimitExceeded(
                    f"The variable '{name}' exceeds the maximum size of {MAX_VARIABLE_BYTES} bytes."
                )
            added += bytes_
        if added > MAX_VARIABLE_BYTES:
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

    def _resume(self, frame: Frame) -> None:
        """The children of a Parallel or Map are done."""
        join = frame.join
        assert join is not None  # RESUME says so
        step = frame.step
        succeeded = self.record((f"{step.type}StateSucceeded", join.last_id, self.now_ms))
        frame.cursor = succeeded
        frame.join = None
        results = join.results
        try:
            bytes_, depth = join.bytes, join.depth + 1
            if bytes_ > self.limits.payload_bytes or depth > MAX_DEPTH:
                bytes_, depth = measured(results)
                if bytes_ > self.limits.payload_bytes:
                    raise too_large(step.name)
            left = _resumed(step, frame, results)
        except StatesError as failure:
            self.fail(frame, failure)
            return
        # The exit hangs on what completed the state, not on …Succeeded (recorded).
        frame.cursor = join.last_id
        self.go_on(frame, left, bytes_, depth)

    # ---------------------------------------------------------------- the end of a scope

    def _scope_succeeded(self, frame: Frame) -> None:
        if frame.parent is not None:
            joins.child_done(self, frame)
            return
        self.record(("ExecutionSucceeded", frame.cursor, self.now_ms, frame.input))
        self.output = frame.input
        self.close("SUCCEEDED")

    def fail(self, frame: Frame, failure: StatesError) -> None:
        """A state failed by itself: write what the service writes, then Retry, Catch or the end of the scope."""
        placed(failure, frame.step.name, frame.entered_id)
        frame.token = None
        if isinstance(failure, QueryEvaluationError):
            frame.cursor = self._evaluation_failed(frame, failure)
        self.handle(frame, failure)

    def _evaluation_failed(self, frame: Frame, failure: QueryEvaluationError) -> int:
        return self.record(
            (
                "EvaluationFailed",
                frame.cursor,
                self.now_ms,
                frame.step.name,
                error_text(failure),
                cause_text(failure),
                failure.location,
            )
        )

    def handle(self, frame: Frame, failure: StatesError) -> None:
        """Retry, catch, or end the scope. The frame's cursor is the failing event."""
        if not failure.catchable:
            self._end_failed(frame, failure)
            return
        step = frame.step
        if step.retry and self._retry(frame, failure):
            return
        if step.branches:
            frame.cursor = self.record((f"{step.type}StateFailed", frame.cursor, self.now_ms))
        clause = catcher_for(step, failure)
        if clause is None:
            self.scope_failed(frame, failure)
            return
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
            frame.join = None
            if self.leave(frame, left, bytes_, depth):
                self.ready.append((frame, None, self.now_ms))
        except StatesError as second:
            self._catch_failed(frame, second)

    def _catch_failed(self, frame: Frame, failure: StatesError) -> None:
        """A catcher's own Output, Assign or ResultPath failed: nothing catches that in this state."""
        placed(failure, frame.step.name, frame.entered_id)
        if isinstance(failure, QueryEvaluationError):
            if frame.step.branches:
                # Recorded: it hangs on the failing event, beside the …StateFailed.
                frame.cursor = self.records[frame.cursor - 1 - self.base][1]
            frame.cursor = self._evaluation_failed(frame, failure)
            if frame.step.branches:
                frame.cursor = self.record(
                    (f"{frame.step.type}StateFailed", frame.cursor, self.now_ms)
                )
        if failure.catchable:
            self.scope_failed(frame, failure)
        else:
            self._end_failed(frame, failure)

    def _retry(self, frame: Frame, failure: StatesError) -> bool:
        retry = frame.step.retry
        index = retrier_for(retry, failure)
        if index is None:
            return False
        if frame.attempts is None:
            frame.attempts = [0] * len(retry)
        retrier = retry[index]
        if frame.attempts[index] >= retrier.max_attempts:
            return False
        frame.attempts[index] += 1
        delay_ms = retry_delay_ms(retrier, frame.attempts[index])
        if retrier.jitter == "FULL":
            delay_ms = int(delay_ms * self.rng.random())
        frame.phase = BACKOFF
        self.timer(frame, self.now_ms + delay_ms, "retry")
        return True

    def scope_failed(self, frame: Frame, failure: StatesError) -> None:
        """Nothing in this state takes the failure: the branch, iteration or execution fails."""
        frame.phase = FAILED
        if frame.parent is None:
            self._end_failed(frame, failure)
        else:
            joins.child_failed(self, frame, failure)

    def _end_failed(self, frame: Frame, failure: StatesError) -> None:
        frame.phase = FAILED
        error, cause = error_text(failure), cause_text(failure)
        self.record(("ExecutionFailed", frame.cursor, self.now_ms, error, cause))
        self.failure = (error, cause)
        self.close("FAILED")

    def _history_full(self) -> None:
        """The failure is the last event that the quota allows."""
        cause = FULL_CAUSE.format(self.limits.history_events)
        self.records.append(("ExecutionFailed", self.last_id, self.now_ms, "States.Runtime", cause))
        self.failure = ("States.Runtime", cause)
        self.close("FAILED")

    def close(self, status: Status) -> None:
        """The execution is over: nothing is waited for any longer."""
        self.status = status
        self.stopped_ms = self.now_ms
        self.ready.clear()
        for effect_id, (_, what) in self.pending.items():
            if what in _CANCEL:
                self.effects.append(_CANCEL[what](effect_id))
        self.pending.clear()
        maprun.close_all(self, status)
        if self.root is not None and status != "SUCCEEDED":
            redrive.park(self.root)

    # ---------------------------------------------------------------- signals

    def _in_place(self, signal: Signal) -> bool:
        if isinstance(signal, signals.Start):
            return self.status == "PENDING" and not self.ready
        if isinstance(signal, signals.Redrive):
            return redrive.refusal(self) is None
        return self.status in ("PENDING", "RUNNING")

    def _on_start(self, _: Frame | None, signal: signals.Start) -> None:
        self.status = "RUNNING"
        self.started_ms = self.now_ms
        self.context_override = signal.context
        step = self.program.first if signal.at is None else self._step_at(signal.at)
        identity = self.identity
        self.record(
            (
                "ExecutionStarted",
                0,
                self.now_ms,
                self.given,
                identity.role_arn,
                identity.alias_arn,
                identity.version_arn,
            )
        )
        bytes_, depth = measured(self.input)
        self.root = frame = Frame("0", self, step, self.input, bytes_, depth, 0)
        frame.retries = signal.attempts
        if signal.variables:
            frame.variables = dict(signal.variables)
            frame.variable_bytes = sum(measured(v)[0] for v in signal.variables.values())
        self.start_clocks()
        self.ready.append((frame, None, self.now_ms))

    def _step_at(self, pointer: str) -> Step:
        step = self.program.steps.get(pointer)
        if step is None:
            raise AslError(f"there is no state at {pointer}")
        return step

    def start_clocks(self) -> None:
        """TimeoutSeconds of the machine, and the service's own limit. Both start again with a redrive."""
        seconds = self.program.timeout_seconds
        if seconds is not None:
            due_ms = self.now_ms + seconds * 1000
            self.wait_for(
                None,
                effects.StartTimer(f"execution/{self.redrive_count}", due_ms, "execution"),
                "execution",
            )
        due_ms = self.now_ms + self.limits.duration_s * 1000
        self.wait_for(
            None, effects.StartTimer(f"quota/{self.redrive_count}", due_ms, "quota"), "quota"
        )

    def _on_stop(self, _: Frame | None, signal: signals.Stop) -> None:
        if self.status not in ("PENDING", "RUNNING"):
            return
        self.record(("ExecutionAborted", 0, self.now_ms, signal.error, signal.cause))
        self.failure = (signal.error, signal.cause)
        self.close("ABORTED")

    def _on_timer(self, frame: Frame | None, signal: signals.TimerFired) -> None:
        if frame is None:
            # TimeoutSeconds of the machine, or the quota: nothing is written for the state that was cut short.
            self.record(("ExecutionTimedOut", 0, self.now_ms, "States.Timeout", None))
            self.failure = ("States.Timeout", None)
            self.close("TIMED_OUT")
            return
        what = tasks.take(frame, signal.effect_id)
        if what == "wait":
            try:
                left = _resumed(frame.step, frame, None)
            except StatesError as failure:
                self.fail(frame, failure)
                return
            self.go_on(frame, left, frame.bytes, frame.depth)
        elif what == "retry":
            self.transitions += 1
            self.attempt(frame)
        elif what == "timeout":
            tasks.timed_out(self, frame)
        elif what == "heartbeat":
            tasks.heartbeat_due(self, frame)


def _resumed(step: Step, frame: Frame, result: JSON) -> Leave:
    assert step.resume is not None  # every step that suspends has one
    return step.resume(frame, result)


_LIFECYCLE: Final = frozenset({signals.Start, signals.Stop, signals.Redrive})
_CLOSING: Final = frozenset(
    {
        signals.TaskSucceeded,
        signals.TaskFailed,
        signals.TaskRefused,
        signals.TimerFired,
        signals.ItemsRead,
        signals.ResultsWritten,
        signals.ChildFinished,
    }
)
_TASK: Final = frozenset({"task"})
_ANSWERS: Final[dict[type[Any], frozenset[str]]] = {
    signals.TaskAccepted: _TASK,
    signals.TaskSubmitted: _TASK,
    signals.ActivityStarted: _TASK,
    signals.TaskHeartbeat: _TASK,
    signals.TaskSucceeded: _TASK,
    signals.TaskFailed: _TASK,
    signals.TaskRefused: _TASK,
    signals.TimerFired: frozenset({"wait", "retry", "timeout", "heartbeat", "execution", "quota"}),
    signals.ItemsRead: frozenset({"read"}),
    signals.ResultsWritten: frozenset({"write"}),
    signals.ChildStarted: frozenset({"child"}),
    signals.ChildFinished: frozenset({"child"}),
    signals.MapRunUpdated: frozenset({"run"}),
}
_CANCEL: Final[dict[str, Callable[[str], Effect]]] = {
    "task": effects.CancelTask,
    "child": effects.StopChild,
    "read": effects.CancelTask,
    "write": effects.CancelTask,
    **dict.fromkeys(
        ("wait", "retry", "timeout", "heartbeat", "execution", "quota"), effects.CancelTimer
    ),
}
_SUSPEND: Final[dict[type[Any], Callable[[Execution, Frame, Any], Leave | None]]] = {
    Until: Execution._until,
    Call: tasks.invoke,
    Fork: joins.fork,
    Iterate: joins.iterate,
    RunMap: maprun.begin,
    Halt: Execution._halt,
}
_HANDLERS: Final[dict[type[Any], Callable[[Execution, Any, Any], None]]] = {
    signals.Start: Execution._on_start,
    signals.Stop: Execution._on_stop,
    signals.Redrive: redrive.begin,
    signals.TaskAccepted: tasks.accepted,
    signals.TaskSubmitted: tasks.submitted,
    signals.ActivityStarted: tasks.activity_started,
    signals.TaskHeartbeat: tasks.beat,
    signals.TaskSucceeded: tasks.succeeded,
    signals.TaskFailed: tasks.failed,
    signals.TaskRefused: tasks.refused,
    signals.TimerFired: Execution._on_timer,
    signals.ItemsRead: maprun.items_read,
    signals.ResultsWritten: maprun.results_written,
    signals.ChildStarted: maprun.child_started,
    signals.ChildFinished: maprun.child_finished,
    signals.MapRunUpdated: maprun.updated,
}
