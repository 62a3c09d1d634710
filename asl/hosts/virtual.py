"""The virtual host: a clock that jumps, tasks that are answered by values and functions, no threads.

Executions are run until all of them wait; then time jumps to the next instant at which something happens. At one
instant answers go before timers, and timers in the order in which they were asked for. A year costs microseconds.

The clock never jumps to a quota (a year, five minutes) when nothing else is due: the host stops there, and `waiting`
names what it waits for. Since no time passes in Pass and Choice, a loop that never waits meets a stated guard.
"""

from __future__ import annotations

import heapq
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple, TypeAlias

from asl.compile.program import Program
from asl.engine.execution import Execution
from asl.engine.identity import Identity
from asl.errors import AslError, UsageError
from asl.hosts.answers import Answer, Answerer, Queued, Returned, ReturnedText, TaskCall
from asl.hosts.awaiting import settled
from asl.hosts.children import KEPT, Beginning, Children, Hosted
from asl.hosts.playing import Pause, play
from asl.jsonvalue import JSON
from asl.limits import MAX_STILL_TRANSITIONS, STANDARD, Limits
from asl.vocabulary import effects, signals
from asl.vocabulary.signals import Signal

if TYPE_CHECKING:
    from asl.mapdata.bucket import Buckets
    from asl.observe.cost.usage import Meter
    from asl.resources.arn import Resource

_ANSWER, _TIMER = 0, 1  # answers go first
_CLOSING: Final = frozenset({signals.TaskSucceeded, signals.TaskFailed, signals.TaskRefused})
_START: Final = signals.Start()
_BUDGET: Final = 10_000
_MANY: Final = 1_000  # entries of the heap, from where on it is looked through for those that are no longer wanted


class EndlessLoop(AslError):
    """States follow each other for ever and no time passes: an Express loop on the virtual clock."""


class Waiting(NamedTuple):
    """One thing that an execution waits for and nothing on the clock will bring."""

    state: str
    what: str  # "task", "activity" or "token"
    effect_id: str
    token: str | None
    execution_arn: str
    resource: Resource | None = None
    arguments: JSON = None
    map_index: int | None = None  # of the innermost iteration; None outside a Map
    is_queued: bool = False  # an activity's, and no worker has taken it


_Key: TypeAlias = tuple[str, str]  # (execution ARN, effect id)
_Live: TypeAlias = (
    effects.InvokeTask | effects.StartTimer | effects.ReadItems | effects.WriteResults
)


class _Due(NamedTuple):
    """One entry of the timer heap, ordered by instant, then answers before timers, then as asked for."""

    at_ms: int
    kind: int
    number: int
    key: _Key
    act: Callable[[], None]
    is_background: bool


class VirtualHost:
    """Runs one execution and the children of its Map Runs.

    Args:
        program, identity, input_, limits, seed: the execution's, see `Execution`.
        now_ms: where the clock begins, ms since the Unix epoch.
        answerers: asked in turn for every task; the first that takes it answers.
        unanswered: called for a task that nobody takes; it raises.
        still_transitions: how many transitions may follow each other while no time passes.
        buckets: gives the buckets of readers and writers; None: there are none.
        keep_children: how many children of Map Runs `children` has, and how many unsuccessful ones beyond them.
        keep_journal: keep what `journal` gives.
    """

    def __init__(
        self,
        program: Program,
        identity: Identity,
        input_: JSON,
        *,
        now_ms: int,
        answerers: Sequence[Answerer] = (),
        unanswered: Callable[[TaskCall], AslError],
        seed: int = 0,
        limits: Limits = STANDARD,
        still_transitions: int = MAX_STILL_TRANSITIONS,
        buckets: Buckets | None = None,
        keep_children: int = KEPT,
        keep_journal: bool = False,
    ) -> None:
        self.now_ms = now_ms
        self.calls: list[TaskCall] = []
        self._answerers = answerers
        self._unanswered = unanswered
        self._still_limit = still_transitions
        self._due: list[_Due] = []
        self._made = 0
        self._background = 0  # entries of `_due` that time never jumps to for their own sake
        # Asked for, neither answered nor cancelled:
        self._live: dict[_Key, _Live] = {}
        # Tasks that are never answered but beaten in time, by their frame (a frame has one task at a time):
        self._kept_alive: dict[_Key, _Key] = {}
        self._queued: set[_Key] = set()  # tasks of activities that no worker has taken
        self._active: deque[Hosted | Beginning] = deque()
        self._visits: dict[str, int] = {}
        self._children = Children(self._send, buckets, seed, keep_children)
        self._journal: list[tuple[int, Signal, int]] | None = [] if keep_journal else None
        self._root = Hosted(Execution(program, identity, input_, seed=seed, limits=limits))

    # ---------------------------------------------------------------- what tests call

    @property
    def execution(self) -> Execution:
        """The execution that was started."""
        return self._root.execution

    @property
    def children(self) -> Sequence[Execution]:
        """The children of Map Runs in the order in which they were started: the first `keep_children`, then those after
        them that did not succeed, as they ended. How many there were is in `execution.map_runs`.
        """
        return self._children.kept

    @property
    def meter(self) -> Meter:
        """What the children of Map Runs used, however many of them are kept: those that have ended."""
        return self._children.meter

    def watch_children(self, watcher: Callable[[Execution], None]) -> None:
        """Be shown every child of a Map Run when it ends, kept or not; once more when it ends after a redrive."""
        self._children.watcher = watcher

    @property
    def open_children(self) -> list[Execution]:
        """The children that have begun and not ended."""
        return self._children.under_way

    @property
    def journal(self) -> Sequence[tuple[int, Signal, int]]:
        """(transition count, signal, now_ms) of every signal the execution took: enough to replay it.

        Raises:
            UsageError: the host was made without `keep_journal`.
        """
        if self._journal is None:
            raise UsageError("the journal was not kept: make the host with keep_journal=True")
        return self._journal

    def start(self, start: signals.Start | None = None) -> None:
        """Begin. Nothing runs before `run`, `advance` or `settle`."""
        self._send(self._root, start or signals.Start())

    def run(self) -> None:
        """Go on until the execution has closed, or nothing but a quota is due.

        Raises:
            EndlessLoop: states follow each other for ever at one instant.
            AslError: a task that nobody answers.
        """
        self.settle()
        while self.execution.status in ("PENDING", "RUNNING") and self.step():
            pass

    def step(self, until_ms: int | None = None) -> bool:
        """Go to the next instant at which something happens and do all that follows from it. False: there is none.

        until_ms: not beyond this instant, quotas and heartbeats up to it included; None: any, but not for their sake.
        """
        moved = self._jump(until_ms)
        self.settle()
        return moved

    def advance(self, seconds: float) -> None:
        """Let this much time pass; everything that is due meanwhile happens at its instant."""
        self.advance_to(self.now_ms + round(seconds * 1000))

    def advance_to(self, end: int) -> None:
        """The same, up to an instant in ms since the Unix epoch."""
        self.settle()
        while self.step(end):
            pass
        self._set_clock(end)

    def settle(self) -> None:
        """Do all that can be done without time passing."""
        active = self._active
        while active:
            entry = active.popleft()
            if isinstance(entry, Beginning):
                hosted = self._children.begin(entry)
                if hosted is None:
                    continue
                # It runs now, and not after its brothers: so few of them are there at once.
                hosted.execution.send(_START, self.now_ms)
            else:
                hosted = entry
                hosted.queued = False
            execution = hosted.execution
            before = execution.transitions
            made = execution.run(_BUDGET)
            if hosted.still_at_ms != self.now_ms:
                hosted.still, hosted.still_at_ms = 0, self.now_ms
            hosted.still += execution.transitions - before
            is_closed = execution.status not in ("PENDING", "RUNNING")
            for effect in made:
                if not (is_closed and type(effect) is effects.StartTimer):
                    _PERFORM[type(effect)](self, hosted, effect)
            if is_closed:
                self._children.closed(hosted)
            elif execution.has_more:
                self._activate(hosted)
                if hosted.still > self._still_limit:
                    raise _endless(hosted)

    def send(self, signal: Signal, execution_arn: str | None = None) -> bool:
        """Give the execution a signal at the present instant. False: too late, or not its own.

        execution_arn: of an open child of a Map Run that is to have it instead.
        """
        hosted: Hosted | None = self._root
        if execution_arn not in (None, self.execution.identity.execution_arn):
            hosted = self._children.opened(execution_arn)
        if hosted is None:
            return False
        if isinstance(signal, signals.ActivityStarted):
            self._queued.discard(hosted.key(signal.effect_id))
        return self._send(hosted, signal)

    def due_ms(self, until_ms: int | None = None) -> int | None:
        """The instant that `step` would go to, ms since the Unix epoch; None: it would not move."""
        due = self._due
        while due and due[0].key not in self._live:
            self._background -= heapq.heappop(due).is_background
        if not due:
            return None
        entry = due[0]
        if until_ms is None:
            is_wanted = not entry.is_background or self._has_business()
        else:
            is_wanted = entry.at_ms <= until_ms
        return max(entry.at_ms, self.now_ms) if is_wanted else None

    def waiting(self) -> list[Waiting]:
        """The tasks that are open: what the execution waits for when `run` comes back while it is RUNNING."""
        found = []
        for (arn, effect_id), effect in self._live.items():
            if isinstance(effect, effects.InvokeTask):
                pattern = effect.resource.pattern
                what = pattern if pattern in ("activity", "token") else "task"
                found.append(
                    Waiting(
                        effect.state,
                        what,
                        effect_id,
                        effect.token,
                        arn,
                        effect.resource,
                        effect.arguments,
                        effect.map_index,
                        (arn, effect_id) in self._queued,
                    )
                )
        return found

    # ---------------------------------------------------------------- time

    def _set_clock(self, at_ms: int) -> None:
        if at_ms > self.now_ms:
            self.now_ms = at_ms

    def _jump(self, end_ms: int | None) -> bool:
        """Go to the next instant at which something happens, not after `end_ms`. False: there is none."""
        due = self._due
        while due:
            entry = due[0]
            if entry.key not in self._live:
                # Cancelled, or answered by somebody else: it takes no time.
                heapq.heappop(due)
                self._background -= entry.is_background
                continue
            if end_ms is not None:
                if entry.at_ms > end_ms:
                    return False
            elif entry.is_background and not self._has_business():
                return False
            heapq.heappop(due)
            self._background -= entry.is_background
            self._set_clock(entry.at_ms)
            entry.act()
            return True
        return False

    def _has_business(self) -> bool:
        """Something is due for the sake of which time goes on."""
        live = self._live
        return len(self._due) > self._background and any(
            entry.key in live for entry in self._due if not entry.is_background
        )

    def _schedule(
        self,
        at_ms: int,
        kind: int,
        key: _Key,
        act: Callable[[], None],
        *,
        is_background: bool = False,
    ) -> None:
        self._made += 1
        self._background += is_background
        if len(self._due) > _MANY and len(self._due) > 2 * len(self._live):
            # Most are cancelled, such as the clocks of children that have ended long before their time.
            self._due = [entry for entry in self._due if entry.key in self._live]
            self._background = sum(entry.is_background for entry in self._due)
            heapq.heapify(self._due)
            self._background += is_background
        heapq.heappush(self._due, _Due(at_ms, kind, self._made, key, act, is_background))

    # ---------------------------------------------------------------- signals and effects

    def _send(self, hosted: Hosted, signal: Signal) -> bool:
        execution = hosted.execution
        count = execution.transitions
        if not execution.send(signal, self.now_ms):
            return False
        if self._journal is not None and hosted is self._root:
            self._journal.append((count, signal, self.now_ms))
        if type(signal) in _CLOSING:
            self._live.pop(hosted.key(signal.effect_id), None)  # type: ignore[union-attr]  # these have one
        self._activate(hosted)
        return True

    def _activate(self, hosted: Hosted) -> None:
        if not hosted.queued:
            hosted.queued = True
            self._active.append(hosted)

    def _start_timer(self, hosted: Hosted, effect: effects.StartTimer) -> None:
        key = hosted.key(effect.effect_id)
        self._live[key] = effect

        def fire() -> None:
            del self._live[key]
            self._send(hosted, signals.TimerFired(effect.effect_id))

        is_background = effect.purpose == "quota" or (
            effect.purpose == "heartbeat" and self._is_kept_alive(key)
        )
        self._schedule(effect.due_ms, _TIMER, key, fire, is_background=is_background)

    def _cancel(self, hosted: Hosted, effect: effects.CancelTimer | effects.CancelTask) -> None:
        self._live.pop(hosted.key(effect.effect_id), None)

    def _invoke(self, hosted: Hosted, effect: effects.InvokeTask) -> None:
        if effect.effect_id not in hosted.execution.pending:
            return  # its branch was stopped before anybody could be called
        visit = self._visits.get(effect.state, 0)
        self._visits[effect.state] = visit + 1
        # The tuple's own constructor: half the price of the NamedTuple's, at one per task.
        call = tuple.__new__(
            TaskCall,
            (
                effect.state,
                effect.resource,
                effect.arguments,
                effect.attempt,
                visit,
                effect.map_index,
                effect.token,
                hosted.execution.identity.execution_arn,
                self.now_ms,
            ),
        )
        self.calls.append(call)
        key = hosted.key(effect.effect_id)
        self._live[key] = effect
        answer = self._answer(call)
        if type(answer) is Queued:
            self._queued.add(key)
        if effect.resource.pattern == "request-response":
            # The commonest answers, without a signal for the call: the answer tells that it was taken.
            if type(answer) is ReturnedText:
                self._send(hosted, signals.TaskSucceeded(effect.effect_id, answer.text, True))
                return
            if type(answer) is Returned:
                self._send(hosted, signals.TaskSucceeded(effect.effect_id, answer.value))
                return
        self._go_on(hosted, effect, play(effect, answer))

    def _answer(self, call: TaskCall) -> Answer:
        for answerer in self._answerers:
            answer = answerer.answer(call)
            if answer is not None:
                return answer if isinstance(answer, tuple) else settled(answer)
        raise self._unanswered(call)

    def _go_on(
        self, hosted: Hosted, effect: effects.InvokeTask, played: Iterator[Signal | Pause]
    ) -> None:
        """Play an answer until time must pass, or to its end."""
        key = hosted.key(effect.effect_id)
        for part in played:
            if isinstance(part, Pause):
                if part.beat_every_s is not None:
                    every_ms = max(round(part.beat_every_s * 1000), 1)
                    self._beat(hosted, key, every_ms)
                    if part.seconds is None and every_ms <= (effect.heartbeat_s or 0) * 1000:
                        self._kept_alive[_frame_of(key)] = key
                if part.seconds is not None:
                    due_ms = self.now_ms + round(part.seconds * 1000)
                    self._schedule(
                        due_ms, _ANSWER, key, lambda: self._go_on(hosted, effect, played)
                    )
                return
            self._send(hosted, part)

    def _beat(self, hosted: Hosted, key: _Key, every_ms: int) -> None:
        """Heartbeats until the task is closed."""

        def beat() -> None:
            self._send(hosted, signals.TaskHeartbeat(key[1]))
            self._beat(hosted, key, every_ms)

        self._schedule(self.now_ms + every_ms, _ANSWER, key, beat, is_background=True)

    def _is_kept_alive(self, timer: _Key) -> bool:
        """A heartbeat timer whose task is beaten often enough, for ever: it will never mean anything."""
        task = self._kept_alive.get(_frame_of(timer))
        return task is not None and task in self._live

    # ---------------------------------------------------------------- Map Runs

    def _start_child(self, hosted: Hosted, effect: effects.StartChild) -> None:
        self._active.append(self._children.ask(hosted, effect))

    def _stop_child(self, hosted: Hosted, effect: effects.StopChild) -> None:
        self._children.stop(hosted, effect)

    def _redrive_child(self, hosted: Hosted, effect: effects.RedriveChild) -> None:
        self._children.redrive(hosted, effect)

    def _read_items(self, hosted: Hosted, effect: effects.ReadItems) -> None:
        self._soon(hosted, effect, lambda: self._children.data().read(effect))

    def _write_results(self, hosted: Hosted, effect: effects.WriteResults) -> None:
        # After all that happens at this instant: children that were stopped come to their end first.
        self._soon(hosted, effect, lambda: self._children.write(hosted, effect))

    def _soon(
        self,
        hosted: Hosted,
        effect: effects.ReadItems | effects.WriteResults,
        answer: Callable[[], Signal],
    ) -> None:
        """Answer an effect when nothing else can be done without time passing, unless it is cancelled before."""
        key = hosted.key(effect.effect_id)
        self._live[key] = effect

        def act() -> None:
            del self._live[key]
            self._send(hosted, answer())

        self._schedule(self.now_ms, _ANSWER, key, act)


def _frame_of(key: _Key) -> _Key:
    """The frame that made an effect: the id's path without its own number."""
    return key[0], key[1].rpartition("/")[0]


def _endless(hosted: Hosted) -> EndlessLoop:
    recent = hosted.execution.records[-2_000:]
    names = dict.fromkeys(record[3] for record in recent if record[0].endswith("StateEntered"))
    loop = ", ".join(f'"{name}"' for name in names)
    return EndlessLoop(
        f"{hosted.still:,} transitions and no time has passed: {loop} follow each other for ever."
        " AWS would end this Express execution after 5 minutes; give the loop a way out or a Wait"
    )


_PERFORM: Final[dict[type[Any], Callable[[VirtualHost, Hosted, Any], None]]] = {
    effects.InvokeTask: VirtualHost._invoke,
    effects.CancelTask: VirtualHost._cancel,
    effects.StartTimer: VirtualHost._start_timer,
    effects.CancelTimer: VirtualHost._cancel,
    effects.StartChild: VirtualHost._start_child,
    effects.RedriveChild: VirtualHost._redrive_child,
    effects.StopChild: VirtualHost._stop_child,
    effects.ReadItems: VirtualHost._read_items,
    effects.WriteResults: VirtualHost._write_results,
}
