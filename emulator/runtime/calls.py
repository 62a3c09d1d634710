"""Calls of integrations: a task goes out after the commit that asked for it, and its answer comes back as signals.

A call is one asyncio task; nothing waits for it but the execution. With `--in-flight fail` that a call was made is on
disk before it is made, so that none is ever made twice.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, Final

from asl.hosts.answers import Answer, Failed, Refused, TaskCall
from asl.hosts.playing import Pause, ending, opening
from asl.jsonvalue import JSON
from asl.vocabulary import effects, signals
from asl.vocabulary.signals import Signal
from emulator.integrations.protocol import Context, Integration

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime

log = logging.getLogger(__name__)

FAULT: Final = "Emulator.IntegrationFault"
# Once begun, these are answered from outside, by whoever has the token.
_ANSWERED_BY_OTHERS: Final = frozenset({"token", "activity"})


class Calls:
    """The calls of one runtime that have not answered yet."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._open: dict[tuple[str, str], asyncio.Task[None]] = {}
        self._sleeping = 0  # those that wait for the clock

    @property
    def is_busy(self) -> bool:
        """One works, and does not only wait for the clock."""
        return len(self._open) > self._sleeping

    def perform(self, hosted: Hosted, effect: effects.InvokeTask) -> None:
        """Call a task's resource, or offer it to an activity's workers."""
        resource = effect.resource
        call = TaskCall(
            effect.state,
            resource,
            effect.arguments,
            effect.attempt,
            hosted.numbers.get(effect.effect_id, 0),
            effect.map_index,
            effect.token,
            hosted.arn,
            self._runtime.now_ms,
        )
        if hosted.test_case is None or not hosted.test_case.takes(call):
            if effect.effect_id in hosted.started and resource.pattern in _ANSWERED_BY_OTHERS:
                if resource.kind == "activity" and effect.token is not None:
                    self._runtime.activities.lease(effect.token, resource.arn)
                return  # submitted or leased before a restart
            if resource.kind == "activity":
                self._offer(hosted, effect)
                return
        task = asyncio.get_running_loop().create_task(self._call(hosted, effect, call))
        key = (hosted.arn, effect.effect_id)
        self._open[key] = task
        task.add_done_callback(lambda done: self._forget(key, done))

    def _forget(self, key: tuple[str, str], done: asyncio.Task[None]) -> None:
        if self._open.get(key) is done:
            del self._open[key]

    def _offer(self, hosted: Hosted, effect: effects.InvokeTask) -> None:
        runtime = self._runtime
        if effect.resource.arn not in runtime.catalog.activities:
            cause = f"The activity {effect.resource.arn} does not exist."
            runtime.send(hosted, signals.TaskRefused(effect.effect_id, cause))
            return
        runtime.send(hosted, signals.TaskAccepted(effect.effect_id))
        runtime.activities.offer(hosted, effect)

    def cancel(self, hosted: Hosted, effect_id: str) -> None:
        """Nobody waits for this call's answer any longer."""
        call = self._open.get((hosted.arn, effect_id))
        if call is not None:
            call.cancel()

    def cancel_all(self) -> None:
        for call in self._open.values():
            call.cancel()

    async def _call(self, hosted: Hosted, effect: effects.InvokeTask, call: TaskCall) -> None:
        runtime = self._runtime
        try:
            integration = self._integration_for(hosted, call)
            if isinstance(integration, Refused | Failed):
                self._send_all(hosted, ending(effect, integration))
                return
            self._send_all(hosted, opening(effect))
            if runtime.settings.in_flight == "fail" and hosted.is_durable:
                await runtime.durable()
            identity = hosted.execution.identity
            context = Context(
                hosted.arn,
                identity.machine_arn,
                identity.role_arn,
                effect.role_arn,
                effect.timeout_s,
                hosted.started.get(effect.effect_id),
                partial(self._submitted, hosted, effect.effect_id),
            )
            answer = await integration.call(call, context)
            await self._play(hosted, effect, answer)
        except (
            Exception
        ) as e:  # an integration may be anybody's: its fault fails the task by a name of ours
            log.exception("the integration for state %r failed", call.state)
            cause = f"{type(e).__name__} in the emulator's own integration, see its log"
            runtime.send(hosted, signals.TaskFailed(effect.effect_id, FAULT, cause))

    def _integration_for(self, hosted: Hosted, call: TaskCall) -> Integration | Refused | Failed:
        if hosted.test_case is not None:
            answer = hosted.test_case.answer(call)
            if answer is not None:
                return answer if isinstance(answer, Refused | Failed) else _Given(answer)
        integration = self._runtime.integration_for(call)
        if integration is not None:
            refusal = getattr(integration, "refusal", None)
            return (refusal(call) if refusal else None) or integration
        return Refused(
            f'Nothing answers {call.resource.arn} in this emulator: mock the state "{call.state}",'
            " or configure an integration."
        )

    def _submitted(self, hosted: Hosted, effect_id: str, response: JSON) -> None:
        """A job is submitted, and its end is waited for."""
        self._runtime.send(hosted, signals.TaskSubmitted(effect_id, response))

    async def _play(self, hosted: Hosted, effect: effects.InvokeTask, answer: Answer) -> None:
        was_submitted = effect.effect_id in hosted.started  # before a restart: told already
        for part in ending(effect, answer):
            if isinstance(part, signals.TaskSubmitted) and was_submitted:
                continue
            if isinstance(part, Pause):
                goes_on = await self._pause(hosted, effect.effect_id, part)
            else:
                goes_on = self._runtime.send(hosted, part)
            if not goes_on:
                return

    async def _pause(self, hosted: Hosted, effect_id: str, pause: Pause) -> bool:
        """Let time pass, with heartbeats. False: nobody waits any longer, or nothing follows."""
        left_s, every_s = pause.seconds, pause.beat_every_s
        while every_s is not None and (left_s is None or left_s > every_s):
            every_s = max(every_s, 0.001)
            await self.sleep(every_s)
            if not self._runtime.send(hosted, signals.TaskHeartbeat(effect_id)):
                return False
            if left_s is not None:
                left_s -= every_s
        if left_s is None:
            return False
        await self.sleep(left_s)
        return True

    async def sleep(self, seconds: float) -> None:
        """Until so much time has passed on the server's clock."""
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        clock = self._runtime.clock

        def wake() -> None:
            if not future.done():
                self._sleeping -= 1  # now, and not when the sleeper runs: until then it is busy
                future.set_result(None)

        self._sleeping += 1
        timer = clock.at(clock.now_ms + round(seconds * 1000), wake)
        try:
            await future
        except asyncio.CancelledError:
            if future.cancelled():
                self._sleeping -= 1
                clock.cancel(timer)
            raise

    async def until_ended(self, hosted: Hosted) -> None:
        """Until another execution has closed. On a virtual clock its time passes meanwhile."""
        if not hosted.is_open:
            return
        future = _Ending(self)
        hosted.done.append(future)
        self._sleeping += 1
        try:
            await future
        except asyncio.CancelledError:
            if future.cancelled():
                self._sleeping -= 1
            raise

    def _send_all(self, hosted: Hosted, parts: Iterable[Signal | Pause]) -> None:
        for part in parts:
            if not isinstance(part, Pause):
                self._runtime.send(hosted, part)


class _Ending(asyncio.Future[None]):
    """An execution's end that a call waits for. From the moment it comes the call is busy, not only when it runs."""

    def __init__(self, calls: Calls) -> None:
        super().__init__(loop=asyncio.get_running_loop())
        self._calls = calls

    def set_result(self, result: None) -> None:
        self._calls._sleeping -= 1
        super().set_result(result)

    def set_exception(self, exception: type[BaseException] | BaseException) -> None:
        self._calls._sleeping -= 1
        super().set_exception(exception)


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
