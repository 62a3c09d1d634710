"""The runtime: one event loop owns every execution.

A tick runs what can run, for a bounded time, and writes all of it in one transaction: journal rows, new and closed
executions, and the signals that one execution causes in another. Only then are callers answered and effects carried out.
So whatever anybody was told is on disk, and a parent never knows less than its child.

Who runs in a tick is `turns`' to say; after one that was cut short, requests that came in meanwhile are served before the
next.
"""

from __future__ import annotations

import asyncio
import logging
import secrets
import time
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from asl.engine.execution import CLOSING, Execution
from asl.engine.identity import Identity
from asl.errors import UsageError
from asl.hosts.answers import TaskCall
from asl.jsonvalue import JSON
from asl.limits import BY_TYPE
from asl.vocabulary import signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.signals import Signal
from emulator.errors import ServiceError, StoreError
from emulator.integrations.protocol import Integration
from emulator.runtime import carrying, children, deletion
from emulator.runtime import hosted as rows
from emulator.runtime.activities import Activities
from emulator.runtime.aside import Aside, Turn
from emulator.runtime.calls import Calls
from emulator.runtime.catalog import Catalog, Revision
from emulator.runtime.clock import Clock
from emulator.runtime.hosted import Hosted
from emulator.runtime.map_data import MapData
from emulator.runtime.telling import Telling
from emulator.runtime.turns import TURN_S, Turns
from emulator.settings import Settings
from emulator.store.store import Store

if TYPE_CHECKING:
    from asl.model.machine import StateMachine
    from emulator.mocked import Case, Cases

log = logging.getLogger(__name__)

_TICK_S: Final = 0.02  # how long a tick may run before requests are served again
_AGAIN_S: Final = 1.0  # after a commit that failed


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
        self.mocks: Cases | None = None  # whose test cases executions may be played by
        self.telling = Telling()
        self.observers = self.telling.observers
        self.catalog = Catalog(store)
        self.executions: dict[str, Hosted] = {}  # open ones, by ARN
        self.children: dict[tuple[int, str], Hosted] = {}  # of Map Runs, by parent and effect
        self.activities = Activities()
        self.parked: dict[str, str] = {}  # ARN → why it could not be recovered
        self.calls = Calls(self)
        self.map_data = MapData(self)
        self._turns = Turns()
        self._aside = Aside(self)
        self._next_id = store.next_id("executions")
        self._touched: dict[int, Hosted] = {}
        self.to_do: list[tuple[Hosted, Effect]] = []
        self._waiters: list[tuple[int, asyncio.Future[None]]] = []  # who must be served, who waits
        self._ticking = False
        self._retry: asyncio.TimerHandle | None = None

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
        hosted = self.make(identity, revision, revision.program, given, type_)
        hosted.trace_header = trace_header
        hosted.test_case = test_case
        self.executions[hosted.arn] = hosted
        self.send(hosted, signals.Start())
        return hosted

    def make(
        self, identity: Identity, revision: Revision, program: Any, given: JSON, type_: str
    ) -> Hosted:
        """An execution that nobody knows yet and that has no signal.

        Raises:
            JsonTextError: the input is not JSON.
        """
        seed = self.settings.seed
        seed = secrets.randbits(63) if seed is None else seed
        execution = Execution(program, identity, given, seed=seed, limits=BY_TYPE[type_])
        hosted = Hosted(self._next_id, execution, revision.id, seed, is_durable=type_ == "STANDARD")
        hosted.may_be_dear = revision.may_be_dear
        self._next_id += 1
        return hosted

    def send(self, hosted: Hosted, signal: Signal) -> bool:
        """Tell an execution something, now. False: too late, or not its own.

        One that is away is told when it is back, and the answer is a guess: who needs to know waits for it with `home`.
        """
        execution = hosted.execution
        if hosted.away is not None:
            hosted.post.append(signal)
            return True
        if hosted.doom is not None and type(signal) in CLOSING:
            # It would bring the execution to its next transition, which one of a deleted machine does not make.
            waiting = execution.pending.get(signal.effect_id)  # type: ignore[union-attr]  # these have one
            if waiting is None:
                return False
            if waiting[1] != "heartbeat":
                signal = signals.Fail("States.Runtime", hosted.doom)
        count, now_ms = execution.transitions, self.clock.now_ms
        if not execution.send(signal, now_ms):
            return False
        if hosted.is_durable:
            rows.note(hosted, signal, count, now_ms)
            if execution.status == "RUNNING":
                # Written with the next commit, whoever has his turn before it. What has not begun, or begins again with
                # a redrive, has no row to be beside; nobody is told of it before its turn.
                self._touched[hosted.id] = hosted
        kind = type(signal)
        if kind in CLOSING:
            hosted.forget(signal.effect_id)  # type: ignore[union-attr]  # these have one
        elif kind is signals.TaskSubmitted:
            hosted.started[signal.effect_id] = signal.output  # type: ignore[union-attr]  # this kind has them
        elif kind is signals.ActivityStarted:
            hosted.started[signal.effect_id] = None  # type: ignore[union-attr]  # this kind has one
        self.activate(hosted)
        return True

    async def home(self, hosted: Hosted) -> None:
        """Until an execution is not away, and has taken the signals it has: what is sent to it now is taken first."""
        while True:
            if hosted.away is None:
                if not self._is_for_aside(hosted):
                    break
                self._aside.add(hosted)
                self._schedule()
            future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            hosted.homecoming.append(future)
            await future
        if hosted.is_told:
            self._take(hosted)

    def durable(self) -> asyncio.Future[None]:
        """Done when everything so far is committed.

        Raises, when awaited:
            ServiceError: it could not be written.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiters.append((self._turns.announced, future))
        self._schedule()
        return future

    def ended(self, hosted: Hosted) -> asyncio.Future[None]:
        """Done when the execution has closed."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if hosted.is_open or hosted.away is not None:
            hosted.done.append(future)
        else:
            future.set_result(None)
        return future

    # ---------------------------------------------------------------- the tick

    def activate(self, hosted: Hosted) -> None:
        """Let an execution take its signals in the next tick, and go on."""
        if self._turns.tell(hosted):
            self._schedule()

    def _schedule(self) -> None:
        if not self._ticking:
            self._ticking = True
            asyncio.get_running_loop().call_soon(self._tick)

    def _yield(self) -> None:
        """Go on with the next tick after the requests that came in during this one.

        A request is read in one turn of the event loop and served in the next; a tick that is due in the first of them would
        run before it.
        """
        if not self._ticking:
            self._ticking = True
            loop = asyncio.get_running_loop()
            loop.call_soon(loop.call_soon, loop.call_soon, self._tick)

    def _tick(self) -> None:
        self._ticking = False
        turns = self._turns
        began = time.perf_counter()
        end = began + _TICK_S
        while True:
            if (hosted := turns.next_told()) is not None:
                self._take(hosted)
            elif (hosted := turns.next_first()) is not None:
                self._go(hosted)
            else:
                break
            if time.perf_counter() >= end:
                break
        if turns.further_is_due():
            # Not with the others: who was served is answered first.
            self._commit()
            self._go_further()
        else:
            turns.others_ran(time.perf_counter() - began)
        self._commit()
        if turns:
            self._yield()

    def _take(self, hosted: Hosted) -> None:
        """Signals, with all that follows from them without a transition."""
        if hosted.away is not None:
            return
        if self._is_for_aside(hosted):
            self._aside.add(hosted)
            return
        self._run(hosted, 0)
        if hosted.execution.has_more:
            if self._aside.wants(hosted):
                self._aside.add(hosted)
            else:
                self._turns.add(hosted)

    def _is_for_aside(self, hosted: Hosted) -> bool:
        """It has signals to take that might take long."""
        return (
            bool(hosted.execution.inbox)
            and hosted.may_be_dear
            and not self._aside.is_light(hosted)
            and self._aside.wants(hosted)
        )

    def back(self, hosted: Hosted, turn: Turn | Exception) -> None:
        """An execution has had its turn in a thread."""
        post, hosted.post = hosted.post, []
        if self.executions.get(hosted.arn) is hosted:  # else the server was reset meanwhile
            if isinstance(turn, Turn):
                self._absorb(hosted, turn.made)
            else:
                log.error("execution %s stopped by an internal error", hosted.arn, exc_info=turn)
                self._park(hosted, "an internal error, see the server's log")
            for signal in post:
                self.send(hosted, signal)
            if hosted.execution.has_more and not hosted.is_told:
                self.activate(hosted)
        hosted.come_home()
        self._schedule()

    def is_slow(self, hosted: Hosted) -> bool:
        """Its program has had dear transitions lately."""
        return self._turns.is_slow(hosted)

    def pace(self, hosted: Hosted, took_s: float) -> None:
        """A transition took so long."""
        self._turns.pace(hosted, took_s)

    def _go(self, hosted: Hosted) -> None:
        """One turn."""
        execution = hosted.execution
        began = at = time.perf_counter()
        while execution.has_more:
            self._run(hosted, hosted.pace)
            now = time.perf_counter()
            self._turns.pace(hosted, now - at)
            if hosted.may_be_dear and self._turns.is_slow(hosted):
                self._aside.distrust(hosted)
                break
            if now - began >= TURN_S:
                break
            at = now
        if execution.has_more:
            if self._aside.wants(hosted):
                self._aside.add(hosted)
            else:
                self._turns.put_back(hosted)

    def _go_further(self) -> None:
        turns = self._turns
        end = time.perf_counter() + TURN_S
        while (hosted := turns.next_further()) is not None:
            self._go(hosted)
            if time.perf_counter() >= end or turns.is_pressing:
                break
        turns.further_ran()

    def _run(self, hosted: Hosted, budget: int) -> None:
        """Run, and note what it asks for. A fault of ours in one execution parks it, and the others go on."""
        if self.parked and hosted.arn in self.parked:
            _stop(hosted.execution)
            return
        try:
            made = hosted.execution.run(budget)
        except Exception:  # a fault of ours in one execution: it is parked, the others go on
            log.exception("execution %s stopped by an internal error", hosted.arn)
            self._park(hosted, "an internal error, see the server's log")
            return
        self._absorb(hosted, made)

    def _absorb(self, hosted: Hosted, made: Sequence[Effect]) -> None:
        """Note what it asks for, and whether that was all."""
        try:
            self._touched[hosted.id] = hosted
            for effect in made:
                carrying.note(self, hosted, effect)
            if not hosted.is_open:
                self._closed(hosted)
        except Exception:  # a fault of ours in one execution: it is parked, the others go on
            log.exception("execution %s stopped by an internal error", hosted.arn)
            self._park(hosted, "an internal error, see the server's log")

    def _park(self, hosted: Hosted, why: str) -> None:
        self.parked[hosted.arn] = why
        self._let_go(hosted)
        _stop(hosted.execution)
        for future in hosted.done:
            if not future.done():
                future.set_exception(ServiceError("InternalFailure", why))
        hosted.done.clear()

    def _let_go(self, hosted: Hosted) -> None:
        """It has closed, or cannot go on: nothing of it is waited for."""
        self.executions.pop(hosted.arn, None)
        for effect_id in hosted.numbers:
            self.calls.cancel(hosted, effect_id)
        hosted.forget_all()
        for timer in hosted.timers.values():
            self.clock.cancel(timer)
        hosted.timers.clear()

    def _commit(self) -> None:
        store = self.store
        for hosted in list(self._touched.values()):
            try:
                rows.save(hosted, store)
            except Exception:  # a fault of ours in one execution must not end the others' commits
                log.exception("execution %s cannot be written", hosted.arn)
                del self._touched[hosted.id]
                self._park(hosted, "an internal error, see the server's log")
        # Who waits for an execution that this tick did not reach waits for the next: it has written nothing yet.
        served = self._turns.served
        waiters = [future for after, future in self._waiters if after <= served]
        if waiters:
            self._waiters = [waiter for waiter in self._waiters if waiter[0] > served]
        try:
            store.commit()
        except StoreError as e:
            log.error("%s", e)
            for waiter in waiters:
                if not waiter.done():
                    waiter.set_exception(ServiceError("ServiceUnavailable", str(e)))
            self._try_again()  # effects and observers wait for a commit that works
            return
        touched, self._touched = self._touched, {}
        to_do, self.to_do = self.to_do, []
        for waiter in waiters:
            if not waiter.done():
                waiter.set_result(None)
        for hosted in touched.values():
            if hosted.arn not in self.parked:
                self.telling.tell(hosted)
        if self._aside:
            self._aside.dispatch()  # nothing is unsaved now
        for hosted, effect in to_do:
            if effect.effect_id in hosted.open:
                carrying.perform(self, hosted, effect)

    def _try_again(self) -> None:
        def again() -> None:
            self._retry = None
            self._schedule()

        if self._retry is None:
            self._retry = asyncio.get_running_loop().call_later(_AGAIN_S, again)

    def _closed(self, hosted: Hosted) -> None:
        if self.executions.get(hosted.arn) is not hosted:
            return  # it had closed already, or the server was reset
        self._let_go(hosted)
        if hosted.doom is not None:
            deletion.ended(self, hosted)
        children.closed(self, hosted)

    # ---------------------------------------------------------------- who answers tasks

    def integration_for(self, call: TaskCall) -> Integration | None:
        """Who answers a call, if anybody does."""
        return next((each for each in self.integrations if each.takes(call)), None)

    def mock_case(self, name: str, definition: StateMachine) -> Case:
        """A test case of the mock configuration by its name, `Machine#Case`, for one execution.

        Raises:
            UsageError: this server has no such case.
        """
        if self.mocks is None:
            raise UsageError(
                f'it was started with the test case "{name}", and this server has no mock configuration'
            )
        machine, _, case = name.partition("#")
        return self.mocks.case(machine, case, definition)

    # ---------------------------------------------------------------- rest, and a new beginning

    @property
    def has_ticks(self) -> bool:
        """Something runs in the next turn of the event loop."""
        return self._ticking or bool(self._turns)

    @property
    def is_busy(self) -> bool:
        """Something runs, or a call has not answered yet; calls that wait for the clock itself do not count."""
        # As long as nothing can be written nobody leaves for a thread.
        is_aside = bool(self._aside) and self._retry is None
        return self.has_ticks or is_aside or self.calls.is_busy or self.map_data.is_busy

    def reset(self) -> None:
        """Forget every execution, machine, activity and tag. Who waits for an execution is told that it is gone."""
        self.calls.cancel_all()
        self.map_data.reset()
        self.clock.stop()
        gone = ServiceError("ServiceUnavailable", "The server was reset")
        for hosted in self.executions.values():
            for future in hosted.done:
                if not future.done():
                    future.set_exception(gone)
        self._turns.clear()
        self._aside.clear()
        for forgotten in (self.executions, self.children, self.parked, self._touched, self.telling):
            forgotten.clear()
        self.to_do.clear()
        self.activities.stop()
        self.activities = Activities()
        self.store.clear()
        self.catalog = Catalog(self.store)

    # ---------------------------------------------------------------- the end

    async def close(self) -> None:
        """Stop calls and timers, and commit.

        Raises:
            StoreError: the last commit failed.
        """
        self.calls.cancel_all()
        self.map_data.close()
        self._aside.close()
        self.clock.stop()
        for integration in self.integrations:
            await integration.close()
        self._commit()
        if self._retry is not None:
            self._retry.cancel()
        self.store.close()


def _stop(execution: Execution) -> None:
    """It goes on no more, and has not come to an end."""
    execution.ready.clear()
    execution.inbox.clear()
