"""One execution: signals and the time go in, effects and history records come out.

`Execution` never waits, reads a clock or draws from the system's randomness. Frames that can go on stand in one FIFO
queue, which fixes the interleaving of branches and iterations; a frame runs until it waits, ends, or the budget is
spent. Signals go before frames, one by one, each with all that follows from it without a transition. Same program, seed
and journal of signals: same effects and same records, byte for byte.

Invariants:
- Only this package changes frames and appends records.
- A signal is applied at a transition count: `run` works off everything that takes no transition before it returns, and
  a signal that others have made pointless does nothing at all. So the count alone says where in the execution a signal
  came, however often a host has called `run` meanwhile.
- The record that would be the last one the quota allows is always the failure itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias
from zlib import crc32

from asl.compile.program import Program
from asl.compile.step import Step
from asl.engine import ending, joins, maprun, redrive, tasks, walk
from asl.engine.context import execution_member
from asl.engine.failure import Handled, HistoryFull
from asl.engine.frame import AGAIN, ENTER, RESUME, Frame, MapRun
from asl.engine.identity import Identity
from asl.engine.measure import measured
from asl.engine.rng import Rng, stream_state
from asl.errors import AslError
from asl.jsonvalue import JSON, parse
from asl.limits import STANDARD, Limits
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.outcomes import Call, Fork, Halt, Iterate, Leave, Outcome, RunMap, Until
from asl.vocabulary.records import Note, Record, Verbatim
from asl.vocabulary.signals import Signal

Status: TypeAlias = Literal["PENDING", "RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"]
_UNLIMITED: Final = 1 << 60
_NAMED: Final = ("StateEntered", "StateExited")
FULL_CAUSE: Final = "The execution reached the maximum number of history events ({})."


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
        self.taps: list[tuple[int, str, JSON]] = []  # (id of the state's entry, stage, value)
        self.handled: Handled | None = None  # the last failure of a state; not in snapshots
        # What coverage needs and no record holds; not in snapshots either:
        self.chosen: list[int] = []  # one for each ChoiceStateEntered, see Frame.chosen
        self.notes: list[Note] = []
        self.tells_place = True  # causes name the state and its event; those of TestState do not
        self.map_runs: list[MapRun] = []
        self.ready: deque[Frame] = deque()
        self.inbox: deque[tuple[Frame | None, Signal, int]] = deque()
        self.pending: dict[str, tuple[Frame | None, str]] = {}
        self.answered: set[str] = set()  # effects whose last answer is in the inbox
        self.effects: list[Effect] = []
        self.room = _UNLIMITED if limits.history_events is None else limits.history_events - 1
        self._context_execution: dict[str, JSON] | None = None
        self._check = 0
        self._checked = 0

    # ---------------------------------------------------------------- what hosts call

    def send(self, signal: Signal, now_ms: int) -> bool:
        """Take a signal. False: it is too late, or not ours; nothing has changed then."""
        kind = type(signal)
        frame: Frame | None = None
        if kind in _LIFECYCLE:
            if not self._will_be_in_place(signal, now_ms):
                return False
        elif self.status != "RUNNING":
            return False
        else:
            effect_id: str = signal.effect_id  # type: ignore[union-attr]  # all but the lifecycle have one
            waiting = self.pending.get(effect_id)
            if waiting is None or waiting[1] not in _ANSWERS[kind] or effect_id in self.answered:
                return False
            frame = waiting[0]
            if kind in CLOSING:
                self.answered.add(effect_id)
        self.inbox.append((frame, signal, now_ms))
        return True

    def run(self, budget: int = 10_000) -> list[Effect]:
        """Step until every frame waits, or `budget` transitions are spent; what the host must do now."""
        ready, inbox = self.ready, self.inbox
        stop_at = self.transitions + budget
        try:
            while True:
                if ready and ready[0].phase not in _TRANSITIONS:
                    frame = ready.popleft()
                    if frame.phase is RESUME:
                        walk.resume(self, frame)
                elif inbox:
                    self._take(*inbox.popleft())
                elif not ready or self.transitions >= stop_at:
                    break
                elif ready[0].phase is ENTER:
                    walk.drive(self, ready.popleft(), stop_at)
                else:
                    walk.attempt(self, ready.popleft())
        except HistoryFull:
            self._history_full()
        made, self.effects = self.effects, []
        return made

    @property
    def has_more(self) -> bool:
        """`run` has something to do without any further signal."""
        return bool(self.ready or self.inbox)

    @property
    def last_id(self) -> int:
        """The id of the newest event."""
        return self.base + len(self.records)

    def check(self, events: int | None = None) -> int:
        """A rolling check over id, previous id, kind and state of all records so far.

        events: of the first so many only; not fewer than an earlier call has asked for.
        """
        check, at = self._check, self._checked
        end = None if events is None else events - self.base
        for record in self.records[at - self.base : end]:
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
        if self.base + len(records) >= self.room:
            raise HistoryFull
        records.append(record)
        return self.base + len(records)

    def note(self, frame: Frame, what: str, number: int) -> None:
        """Keep what has just been decided in the frame's state, see `asl.vocabulary.records.Note`."""
        self.notes.append((self.last_id, frame.step.pointer, what, number))

    def ask(self, frame: Frame | None, effect: Effect, what: str) -> str:
        """Hand an effect to the host and remember whom its answer is for; its id."""
        self.effects.append(effect)
        effect_id: str = effect.effect_id
        self.pending[effect_id] = (frame, what)
        return effect_id

    def wait_for(self, frame: Frame, effect: Effect, what: str) -> None:
        """`ask`, for a frame that waits for the answer until it forgets it."""
        frame.waits = (*frame.waits, (self.ask(frame, effect, what), what))

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

    def suspend(self, frame: Frame, outcome: Outcome) -> Leave | None:
        """Do what an outcome asks for; a Leave where it is there at once."""
        return _SUSPEND[type(outcome)](self, frame, outcome)

    # ---------------------------------------------------------------- the end

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
        self.inbox.clear()
        self.answered.clear()
        for effect_id, (_, what) in self.pending.items():
            if what in _CANCEL:
                self.effects.append(_CANCEL[what](effect_id))
        self.pending.clear()
        maprun.close_all(self, status)
        if self.root is not None and status != "SUCCEEDED":
            redrive.park(self.root)

    def let_go(self) -> None:
        """Nobody will redrive it or ask for its frames: without them it is no cycle, and memory is free at once."""
        self.root = None

    # ---------------------------------------------------------------- signals

    def _take(self, frame: Frame | None, signal: Signal, now_ms: int) -> None:
        """Act on a signal, unless one before it has made it pointless: then not even the clock moves."""
        kind = type(signal)
        if kind in _LIFECYCLE:
            if not self._in_place(signal, now_ms):
                return
        else:
            effect_id: str = signal.effect_id  # type: ignore[union-attr]  # all but the lifecycle have one
            if kind in CLOSING:
                self.answered.discard(effect_id)
                if self.pending.pop(effect_id, None) is None:
                    return
            elif effect_id not in self.pending:
                return
        if now_ms > self.now_ms:
            self.now_ms = now_ms
        _HANDLERS[kind](self, frame, signal)

    def _will_be_in_place(self, signal: Signal, now_ms: int) -> bool:
        """Whether a signal of the execution's own life has a meaning once those before it have been taken."""
        if isinstance(signal, signals.Start):
            return self.status == "PENDING" and not self.inbox
        if any(isinstance(waiting, signals.Redrive) for _, waiting, _ in self.inbox):
            return not isinstance(signal, signals.Redrive)
        return self._in_place(signal, now_ms)

    def _in_place(self, signal: Signal, now_ms: int) -> bool:
        if isinstance(signal, signals.Start):
            return self.status == "PENDING"
        if isinstance(signal, signals.Redrive):
            return redrive.refusal(self, now_ms) is None
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
        self.ready.append(frame)

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
            timer = effects.StartTimer(f"execution/{self.redrive_count}", due_ms, "execution")
            self.ask(None, timer, "execution")
        due_ms = self.now_ms + self.limits.duration_s * 1000
        self.ask(None, effects.StartTimer(f"quota/{self.redrive_count}", due_ms, "quota"), "quota")

    def _on_stop(self, _: Frame | None, signal: signals.Stop) -> None:
        if self.status not in ("PENDING", "RUNNING"):
            return
        self.record(("ExecutionAborted", 0, self.now_ms, signal.error, signal.cause))
        self.failure = (signal.error, signal.cause)
        self.close("ABORTED")

    def _on_fail(self, _: Frame | None, signal: signals.Fail) -> None:
        """Recorded: nothing is written for the task that had just answered."""
        if self.status not in ("PENDING", "RUNNING"):
            return
        self.record(("ExecutionFailed", self.last_id, self.now_ms, signal.error, signal.cause))
        self.failure = (signal.error, signal.cause)
        self.close("FAILED")

    def _on_timer(self, frame: Frame | None, signal: signals.TimerFired) -> None:
        if frame is None:
            # TimeoutSeconds of the machine, or the quota: nothing is written for the state that was cut short.
            self.record(("ExecutionTimedOut", 0, self.now_ms, "States.Timeout", None))
            self.failure = ("States.Timeout", None)
            self.close("TIMED_OUT")
            return
        what = tasks.take(frame, signal.effect_id)
        if what == "wait":
            walk.waited(self, frame)
        elif what == "retry":
            frame.phase = AGAIN
            self.ready.append(frame)
        elif what == "timeout":
            tasks.timed_out(self, frame)
        elif what == "heartbeat":
            tasks.heartbeat_due(self, frame)


_TRANSITIONS: Final = (ENTER, AGAIN)  # what a frame in these phases does next counts as one
_LIFECYCLE: Final = frozenset({signals.Start, signals.Stop, signals.Fail, signals.Redrive})
# The last word on an effect.
CLOSING: Final = frozenset(
    {
        signals.TaskSucceeded,
        signals.TaskFailed,
        signals.TaskRefused,
        signals.TimerFired,
        signals.ItemsRead,
        signals.ResultsWritten,
        signals.InputFailed,
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
    signals.InputFailed: frozenset({"child"}),
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
    Until: walk.until,
    Call: tasks.invoke,
    Fork: joins.fork,
    Iterate: joins.iterate,
    RunMap: maprun.begin,
    Halt: ending.halt,
}
_HANDLERS: Final[dict[type[Any], Callable[[Execution, Any, Any], None]]] = {
    signals.Start: Execution._on_start,
    signals.Stop: Execution._on_stop,
    signals.Fail: Execution._on_fail,
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
    signals.InputFailed: maprun.child_not_started,
    signals.ChildFinished: maprun.child_finished,
    signals.MapRunUpdated: maprun.updated,
}
