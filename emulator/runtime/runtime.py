"""The runtime: one event loop owns every execution.

A tick runs what can run, for a bounded time, and writes all of it in one transaction: journal rows, new and closed
executions, and the signals that one execution causes in another. Only then are callers answered and effects carried out.
So whatever anybody was told is on disk, and a parent never knows less than its child.

Fairness: an execution gets a slice of transitions and goes to the end of the queue; slow transitions make its slice
small, so neither a long loop nor an expensive expression keeps others waiting.
"""

from __future__ import annotations

import asyncio
import json
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final, NamedTuple

from asl.engine.execution import Execution
from asl.engine.identity import Identity
from asl.history.child import child_record
from asl.hosts.answers import Answer, Failed, Refused, TaskCall
from asl.hosts.playing import Pause, ending, opening
from asl.jsonvalue import JSON
from asl.limits import BY_TYPE
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.records import Record
from asl.vocabulary.signals import Signal
from emulator.errors import ServiceError, StoreError
from emulator.integrations.protocol import Context, Integration
from emulator.runtime import hosted as rows
from emulator.runtime.activities import Activities
from emulator.runtime.catalog import Catalog, Machine, Revision
from emulator.runtime.clock import Clock
from emulator.runtime.hosted import Hosted
from emulator.settings import Settings
from emulator.store.store import Store

log = logging.getLogger(__name__)

_TICK_S: Final = 0.02  # how long a tick may run before requests are served again
_SLICE: Final = 256
_SLICE_S: Final = 0.005
_CLOSING: Final = frozenset({signals.TaskSucceeded, signals.TaskFailed, signals.TaskRefused})
# What brings a waiting execution to its next transition, which one of a deleted machine does not make.
_MOVING: Final = _CLOSING | {
    signals.TimerFired,
    signals.ItemsRead,
    signals.ResultsWritten,
    signals.ChildFinished,
}


class Observer(NamedTuple):
    """Somebody who is told of executions: logs, events, metrics. Called after the commit."""

    records: Callable[[Hosted, int, Sequence[Record]], None]  # new records, and the id of the first
    status: Callable[[Hosted], None]  # RUNNING, or a final status


class Runtime:
    """See the module's docstring. Everything but `close` is called on the event loop's thread."""

    def __init__(
        self,
        settings: Settings,
        store: Store,
        clock: Clock,
        integrations: Sequence[Integration] = (),
    ) -> None:
        self.settings = settings
        self.store = store
        self.clock = clock
        self.integrations = list(integrations)
        self.observers: list[Observer] = []
        self.catalog = Catalog(store)
        self.executions: dict[str, Hosted] = {}  # open ones, by ARN
        self.activities = Activities()
        self.parked: dict[str, str] = {}  # ARN → why it could not be recovered
        self._next_id = store.next_id("executions")
        self._active: deque[Hosted] = deque()
        self._touched: dict[int, Hosted] = {}
        self._to_do: list[tuple[Hosted, Effect]] = []
        self._waiters: list[tuple[int, asyncio.Future[None]]] = []  # what must have run, who waits
        self._activated = 0  # entries ever put into `_active`, and taken out of it
        self._stepped = 0
        self._ticking = False
        self._calls: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._told: dict[int, int] = {}  # execution id → events that observers have seen
        self._sleeping = 0  # calls that wait for the clock

    # ---------------------------------------------------------------- commands

    @property
    def now_ms(self) -> int:
        return self.clock.now_ms

    def start(
        self,
        identity: Identity,
        revision: Revision,
        given: JSON,
        *,
        type_: str,
        trace_header: str | None = None,
        test_case: Any = None,
    ) -> Hosted:
        """Begin an execution. It is on disk when `durable` comes back.

        Raises:
            JsonTextError: the input is not JSON.
        """
        hosted = self._make(identity, revision, revision.program, given, type_)
        hosted.trace_header = trace_header
        hosted.test_case = test_case
        self.executions[hosted.arn] = hosted
        self.send(hosted, signals.Start())
        return hosted

    def _make(
        self, identity: Identity, revision: Revision, program: Any, given: JSON, type_: str
    ) -> Hosted:
        seed = self.settings.seed
        seed = secrets.randbits(63) if seed is None else seed
        execution = Execution(program, identity, given, seed=seed, limits=BY_TYPE[type_])
        hosted = Hosted(self._next_id, execution, revision.id, seed, is_durable=type_ == "STANDARD")
        self._next_id += 1
        return hosted

    def send(self, hosted: Hosted, signal: Signal) -> bool:
        """Tell an execution something, now. False: too late, or not its own."""
        execution = hosted.execution
        if hosted.doom is not None and type(signal) in _MOVING:
            waiting = execution.pending.get(signal.effect_id)  # type: ignore[union-attr]  # these have one
            if waiting is None:
                return False
            if waiting[1] != "heartbeat":
                signal = signals.Fail("States.Runtime", hosted.doom)
        count, now_ms = execution.transitions, self.clock.now_ms
        if hosted.is_durable:
            rows_before = (execution.last_id, count)
            if not execution.send(signal, now_ms):
                return False
            rows.note(hosted, signal, rows_before[1], now_ms)
        elif not execution.send(signal, now_ms):
            return False
        kind = type(signal)
        if kind in _CLOSING:
            hosted.open.pop(signal.effect_id, None)  # type: ignore[union-attr]  # these have one
        elif kind is signals.TaskSubmitted or kind is signals.ActivityStarted:
            hosted.started.add(signal.effect_id)  # type: ignore[union-attr]
        self.activate(hosted)
        return True

    def durable(self) -> asyncio.Future[None]:
        """Done when everything so far is committed.

        Raises, when awaited:
            StoreError: it could not be written.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((self._activated, future))
        self._schedule()
        return future

    def ended(self, hosted: Hosted) -> asyncio.Future[None]:
        """Done when the execution has closed."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if hosted.is_open:
            hosted.done.append(future)
        else:
            future.set_result(None)
        return future

    # ---------------------------------------------------------------- the tick

    def activate(self, hosted: Hosted) -> None:
        """Let an execution run in the next tick."""
        if not hosted.queued:
            hosted.queued = True
            self._activated += 1
            self._active.append(hosted)
            self._schedule()

    def _schedule(self) -> None:
        if not self._ticking:
            self._ticking = True
            asyncio.get_running_loop().call_soon(self._tick)

    def _tick(self) -> None:
        self._ticking = False
        end = time.perf_counter() + _TICK_S
        active = self._active
        while active:
            hosted = active.popleft()
            hosted.queued = False
            self._stepped += 1
            self._step(hosted)
            if time.perf_counter() >= end:
                break
        self._commit()
        if active:
            self._schedule()

    def _step(self, hosted: Hosted) -> None:
        execution = hosted.execution
        was_open = hosted.is_open
        began = time.perf_counter()
        try:
            made = execution.run(hosted.slice)
        except Exception:
            # A fault of ours in one execution: it is parked, the others go on.
            log.exception("execution %s stopped by an internal error", hosted.arn)
            self._park(hosted, "an internal error, see the server's log")
            return
        took = time.perf_counter() - began
        if took > _SLICE_S:
            hosted.slice = max(1, int(hosted.slice * _SLICE_S / took))
        elif hosted.slice < _SLICE:
            hosted.slice *= 2
        self._touched[hosted.id] = hosted
        for effect in made:
            _NOTE[type(effect)](self, hosted, effect)
        if not hosted.is_open and was_open:
            self._closed(hosted)
        elif execution.has_more:
            self.activate(hosted)

    def _park(self, hosted: Hosted, why: str) -> None:
        self.parked[hosted.arn] = why
        self.executions.pop(hosted.arn, None)
        for future in hosted.done:
            if not future.done():
                future.set_exception(ServiceError("InternalFailure", why))
        hosted.done.clear()

    def _commit(self) -> None:
        store = self.store
        for hosted in self._touched.values():
            rows.save(hosted, store)
        # Who waits for an execution that this tick did not reach waits for the next: it has written nothing yet.
        done = self._stepped
        waiters = [future for after, future in self._waiters if after <= done]
        self._waiters = [waiter for waiter in self._waiters if waiter[0] > done]
        try:
            store.commit()
        except StoreError as e:
            log.error("%s", e)
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_exception(ServiceError("ServiceUnavailable", str(e)))
            # Effects and observers wait for a commit that works.
            asyncio.get_running_loop().call_later(1.0, self._schedule)
            return
        touched, self._touched = self._touched, {}
        to_do, self._to_do = self._to_do, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
        for hosted in touched.values():
            self._tell(hosted)
        for hosted, effect in to_do:
            if effect.effect_id in hosted.open:
                self.perform(hosted, effect)

    def _tell(self, hosted: Hosted) -> None:
        execution = hosted.execution
        if self.observers:
            seen = self._told.get(hosted.id, execution.base)
            new = execution.records[seen - execution.base :]
            for observer in self.observers:
                if new:
                    observer.records(hosted, seen + 1, new)
                if seen == 0 or not hosted.is_open:
                    observer.status(hosted)
            self._told[hosted.id] = execution.last_id
        if not hosted.is_open:
            self._told.pop(hosted.id, None)
            for future in hosted.done:
                if not future.done():
                    future.set_result(None)
            hosted.done.clear()

    def delete_machine(self, machine: Machine) -> None:
        """Take a machine away: at once, or when the last of its executions has ended.

        They fail at their next transition (recorded); one that has something to do right now fails right now.
        """
        machine.status = "DELETING"
        self.catalog.save(machine)
        for hosted in self.executions_of(machine.arn):
            self.doom(hosted, machine)
            if hosted.execution.has_more:
                self.send(hosted, signals.Fail("States.Runtime", hosted.doom))
        self._remove_if_idle(machine)

    def doom(self, hosted: Hosted, machine: Machine) -> None:
        """Let an open execution of a deleted machine fail at its next transition."""
        hosted.doom = f"State machine {machine.name} has been deleted"

    def executions_of(self, machine_arn: str) -> list[Hosted]:
        """The open executions of a machine, its Map Runs' children among them."""
        children = f"{machine_arn}/"
        return [
            hosted
            for hosted in self.executions.values()
            for of in (hosted.execution.identity.machine_arn,)
            if of == machine_arn or of.startswith(children)
        ]

    def _remove_if_idle(self, machine: Machine) -> None:
        if not self.executions_of(machine.arn):
            self.catalog.remove_machine(machine)

    def _closed(self, hosted: Hosted) -> None:
        self.executions.pop(hosted.arn, None)
        hosted.open.clear()
        for timer in hosted.timers.values():
            self.clock.cancel(timer)
        hosted.timers.clear()
        if hosted.doom is not None:
            arn = hosted.execution.identity.machine_arn.partition("/")[0]
            machine = self.catalog.machines.get(arn)
            if machine is not None and machine.status == "DELETING":
                self._remove_if_idle(machine)
        if hosted.owner is None:
            return
        (parent, effect_id), hosted.owner = hosted.owner, None
        child = hosted.execution
        record = None if child.status == "SUCCEEDED" else child_record(child)
        self.send(
            parent,
            signals.ChildFinished(effect_id, child.status, child.output, record),  # type: ignore[arg-type]  # closed
        )

    # ---------------------------------------------------------------- effects: noted before the commit

    def _note(self, hosted: Hosted, effect: Effect) -> None:
        hosted.open[effect.effect_id] = effect
        self._to_do.append((hosted, effect))

    def _note_cancel(self, hosted: Hosted, effect: effects.CancelTimer) -> None:
        hosted.open.pop(effect.effect_id, None)
        timer = hosted.timers.pop(effect.effect_id, None)
        if timer is not None:
            self.clock.cancel(timer)

    def _note_cancel_task(self, hosted: Hosted, effect: effects.CancelTask) -> None:
        hosted.open.pop(effect.effect_id, None)
        call = self._calls.pop((hosted.arn, effect.effect_id), None)
        if call is not None:
            call.cancel()

    def begin_child(self, hosted: Hosted, effect: effects.StartChild) -> None:
        """A child begins in the transaction in which its parent asked for it."""
        hosted.open[effect.effect_id] = effect
        parent = hosted.execution
        identity = parent.identity
        is_express = effect.execution_type == "EXPRESS"
        kind = "express" if is_express else "execution"
        home = identity.machine_arn.rsplit(":", 2)[0]
        arn = f"{home}:{kind}:{identity.machine_name}/{effect.label}:{effect.name}"
        child_identity = identity._replace(
            execution_arn=f"{arn}:{effect.name}" if is_express else arn,
            name=effect.name,
            machine_arn=f"{identity.machine_arn}/{effect.label}",
            version_arn=None,
            alias_arn=None,
            map_run_arn=effect.map_run_arn,
        )
        revision = self.catalog.revision(identity.machine_arn, hosted.revision)
        child = self._make(
            child_identity,
            revision,
            parent.program.child(effect.pointer),
            effect.input,
            effect.execution_type,
        )
        child.owner = (hosted, effect.effect_id)
        child.owner_row = json.dumps([hosted.id, effect.effect_id, effect.pointer])
        child.map_run_arn = effect.map_run_arn
        child.test_case = hosted.test_case
        self.executions[child.arn] = child
        self.send(hosted, signals.ChildStarted(effect.effect_id, child.arn))
        self.send(child, signals.Start())

    def _note_stop_child(self, hosted: Hosted, effect: effects.StopChild) -> None:
        hosted.open.pop(effect.effect_id, None)
        for child in list(self.executions.values()):
            if child.owner == (hosted, effect.effect_id):
                child.owner = None
                self.send(child, signals.Stop())

    # ---------------------------------------------------------------- effects: performed after the commit

    def perform(self, hosted: Hosted, effect: Effect) -> None:
        """Carry out one effect: what asked for it is on disk."""
        _PERFORM[type(effect)](self, hosted, effect)

    def _perform_timer(self, hosted: Hosted, effect: effects.StartTimer) -> None:
        due_ms = effect.due_ms
        if effect.purpose in ("wait", "retry") and self.settings.wait_scale != 1.0:
            now_ms = self.clock.now_ms
            due_ms = now_ms + round((due_ms - now_ms) * self.settings.wait_scale)
        effect_id = effect.effect_id
        hosted.timers[effect_id] = self.clock.at(due_ms, lambda: self._due(hosted, effect_id))

    def _due(self, hosted: Hosted, effect_id: str) -> None:
        hosted.timers.pop(effect_id, None)
        if hosted.open.pop(effect_id, None) is not None:
            self.send(hosted, signals.TimerFired(effect_id))

    def _perform_task(self, hosted: Hosted, effect: effects.InvokeTask) -> None:
        if effect.effect_id in hosted.started:
            return  # submitted or leased before a restart: the answer comes from elsewhere
        resource = effect.resource
        if resource.kind == "activity":
            self._offer(hosted, effect)
            return
        visit = hosted.visits.get(effect.state, 0)
        hosted.visits[effect.state] = visit + 1
        call = TaskCall(
            effect.state,
            resource,
            effect.arguments,
            effect.attempt,
            visit,
            effect.map_index,
            effect.token,
            hosted.arn,
            self.clock.now_ms,
        )
        task = asyncio.get_running_loop().create_task(self._call(hosted, effect, call))
        self._calls[(hosted.arn, effect.effect_id)] = task

    def _offer(self, hosted: Hosted, effect: effects.InvokeTask) -> None:
        if effect.resource.arn not in self.catalog.activities:
            self.send(
                hosted,
                signals.TaskRefused(
                    effect.effect_id, f"The activity {effect.resource.arn} does not exist."
                ),
            )
            return
        self.send(hosted, signals.TaskAccepted(effect.effect_id))
        self.activities.offer(hosted, effect)

    async def _call(self, hosted: Hosted, effect: effects.InvokeTask, call: TaskCall) -> None:
        key = (hosted.arn, effect.effect_id)
        try:
            integration = self._integration_for(hosted, call)
            if isinstance(integration, Refused | Failed):
                self.send_all(hosted, ending(effect, integration))
                return
            self.send_all(hosted, opening(effect))
            identity = hosted.execution.identity
            context = Context(
                hosted.arn,
                identity.machine_arn,
                identity.role_arn,
                effect.role_arn,
                effect.timeout_s,
            )
            answer = await integration.call(call, context)
            await self._play(hosted, effect, answer)
        except asyncio.CancelledError:
            raise
        except Exception as e:
            log.exception("the integration for state %r failed", call.state)
            self.send(
                hosted,
                signals.TaskFailed(
                    effect.effect_id,
                    "Emulator.IntegrationFault",
                    f"{type(e).__name__} in the emulator's own integration, see its log",
                ),
            )
        finally:
            self._calls.pop(key, None)

    def _integration_for(self, hosted: Hosted, call: TaskCall) -> Integration | Refused | Failed:
        if hosted.test_case is not None:
            answer = hosted.test_case.answer(call)
            if answer is not None:
                return answer if isinstance(answer, Refused | Failed) else _Given(answer)
        integration = self.integration_for(call)
        if integration is not None:
            refusal = getattr(integration, "refusal", None)
            return (refusal(call) if refusal else None) or integration
        return Refused(
            f'Nothing answers {call.resource.arn} in this emulator: mock the state "{call.state}",'
            " or configure an integration."
        )

    def integration_for(self, call: TaskCall) -> Integration | None:
        """Who answers a call, if anybody does."""
        return next((each for each in self.integrations if each.takes(call)), None)

    async def _play(self, hosted: Hosted, effect: effects.InvokeTask, answer: Answer) -> None:
        for part in ending(effect, answer):
            if not isinstance(part, Pause):
                if not self.send(hosted, part):
                    return
                continue
            if part.seconds is None:
                return
            await self.sleep(part.seconds)

    async def sleep(self, seconds: float) -> None:
        """Until so much time has passed on the server's clock."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()

        def wake() -> None:
            if not future.done():
                self._sleeping -= 1  # now, and not when the sleeper runs: until then it is busy
                future.set_result(None)

        self._sleeping += 1
        self.clock.at(self.clock.now_ms + round(seconds * 1000), wake)
        try:
            await future
        except asyncio.CancelledError:
            if future.cancelled():
                self._sleeping -= 1
            raise

    def send_all(self, hosted: Hosted, parts: Iterable[Signal | Pause]) -> None:
        for part in parts:
            if not isinstance(part, Pause):
                self.send(hosted, part)

    def _perform_read(self, hosted: Hosted, effect: effects.ReadItems) -> None:
        self.send(
            hosted,
            signals.ItemsRead(
                effect.effect_id,
                0,
                None,
                "States.ItemReaderFailed",
                f"Nothing reads {effect.resource} in this emulator.",
            ),
        )

    def _perform_write(self, hosted: Hosted, effect: effects.WriteResults) -> None:
        self.send(
            hosted,
            signals.ResultsWritten(
                effect.effect_id,
                None,
                "States.ResultWriterFailed",
                f"Nothing writes {effect.resource} in this emulator.",
            ),
        )

    # ---------------------------------------------------------------- rest, and a new beginning

    @property
    def has_ticks(self) -> bool:
        """Something runs in the next turn of the event loop."""
        return self._ticking or bool(self._active)

    @property
    def is_busy(self) -> bool:
        """Something runs, or a call has not answered yet; calls that wait for the clock itself do not count."""
        return self.has_ticks or len(self._calls) > self._sleeping

    def reset(self) -> None:
        """Forget every execution, machine, activity and tag. Who waits for an execution is told that it is gone."""
        for call in list(self._calls.values()):
            call.cancel()
        self._calls.clear()
        self.clock.stop()
        gone = ServiceError("ServiceUnavailable", "The server was reset")
        for hosted in self.executions.values():
            for future in hosted.done:
                if not future.done():
                    future.set_exception(gone)
        self._active.clear()
        self._stepped = self._activated
        for forgotten in (self.executions, self.parked, self._touched, self._told):
            forgotten.clear()
        self._to_do.clear()
        self.activities.stop()
        self.activities = Activities()
        self.store.clear()
        self.catalog = Catalog(self.store)

    # ---------------------------------------------------------------- the end

    async def close(self) -> None:
        """Stop calls and timers, and commit."""
        for call in list(self._calls.values()):
            call.cancel()
        self.clock.stop()
        for integration in self.integrations:
            await integration.close()
        self._commit()
        self.store.close()


class _Given:
    """An answer that is there already, as an integration."""

    name = "mock"

    def __init__(self, answer: Answer) -> None:
        self._answer = answer

    def takes(self, call: TaskCall) -> bool:
        return True

    async def call(self, call: TaskCall, context: Context) -> Answer:
        return self._answer

    async def close(self) -> None:
        return None


def _nothing(runtime: Runtime, hosted: Hosted, effect: Effect) -> None:
    """Done when it was noted."""


_NOTE: Final[dict[type[Any], Callable[[Runtime, Hosted, Any], None]]] = {
    effects.InvokeTask: Runtime._note,
    effects.StartTimer: Runtime._note,
    effects.ReadItems: Runtime._note,
    effects.WriteResults: Runtime._note,
    effects.CancelTimer: Runtime._note_cancel,
    effects.CancelTask: Runtime._note_cancel_task,
    effects.StartChild: Runtime.begin_child,
    effects.StopChild: Runtime._note_stop_child,
}
_PERFORM: Final[dict[type[Any], Callable[[Runtime, Hosted, Any], None]]] = {
    effects.InvokeTask: Runtime._perform_task,
    effects.StartTimer: Runtime._perform_timer,
    effects.ReadItems: Runtime._perform_read,
    effects.WriteResults: Runtime._perform_write,
    effects.StartChild: _nothing,
}
