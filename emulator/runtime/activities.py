"""Activities: tasks in line, workers in line, first come first served."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict, deque
from typing import TYPE_CHECKING, Final

from asl.vocabulary import effects

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted


_REMEMBERED: Final = 10_000  # leases whose end can still be told by the activity's name
_MANY: Final = 1_000  # tasks in line, after which those that nobody waits for are taken out of it


class Activities:
    """The queues of all activities, by ARN."""

    def __init__(self) -> None:
        self._tasks: dict[str, deque[tuple[Hosted, effects.InvokeTask]]] = defaultdict(deque)
        self._polls: dict[str, deque[asyncio.Future[None]]] = defaultdict(deque)
        self._many: dict[str, int] = {}  # how long a line may get before it is looked through
        self._leases: OrderedDict[str, str] = OrderedDict()  # task token → activity
        self._is_stopped = False

    def offer(self, hosted: Hosted, effect: effects.InvokeTask) -> None:
        """Put a task in line, and wake the worker that has waited longest."""
        arn = effect.resource.arn
        tasks = self._tasks[arn]
        tasks.append((hosted, effect))
        if len(tasks) > self._many.get(arn, _MANY):
            wanted = [task for task in tasks if task[1].effect_id in task[0].open]
            self._tasks[arn] = deque(wanted)
            self._many[arn] = max(2 * len(wanted), _MANY)
        self._wake(arn)

    def _wake(self, arn: str) -> None:
        polls = self._polls[arn]
        while polls:
            poll = polls.popleft()
            if not poll.done():
                poll.set_result(None)
                break

    def take(self, arn: str) -> tuple[Hosted, effects.InvokeTask] | None:
        """The first task that somebody still waits for."""
        tasks = self._tasks[arn]
        while tasks:
            hosted, effect = tasks.popleft()
            if effect.effect_id in hosted.open:
                return hosted, effect
        return None

    async def poll(self, arn: str, timeout_s: float) -> tuple[Hosted, effects.InvokeTask] | None:
        """The next task, within so many seconds."""
        loop = asyncio.get_running_loop()
        end = loop.time() + timeout_s
        while True:
            found = self.take(arn)
            if found is not None or self._is_stopped:
                return found
            future: asyncio.Future[None] = loop.create_future()
            self._polls[arn].append(future)
            try:
                await asyncio.wait_for(future, max(end - loop.time(), 0))
            except TimeoutError:
                self._leave(arn, future)
                return self.take(arn)
            except asyncio.CancelledError:
                if future.done() and not future.cancelled():
                    self._wake(arn)  # it was woken for a task that it will not take: another may
                self._leave(arn, future)
                raise

    def _leave(self, arn: str, poll: asyncio.Future[None]) -> None:
        polls = self._polls[arn]
        if poll in polls:
            polls.remove(poll)

    def pollers(self, arn: str) -> int:
        """How many workers wait."""
        return sum(1 for poll in self._polls[arn] if not poll.done())

    def stop(self) -> None:
        """Send every worker home that waits, and those that come later."""
        self._is_stopped = True
        for polls in self._polls.values():
            for poll in polls:
                if not poll.done():
                    poll.set_result(None)

    def lease(self, token: str, arn: str) -> None:
        """Remember whose task a worker got."""
        self._leases[token] = arn
        if len(self._leases) > _REMEMBERED:
            self._leases.popitem(last=False)

    def activity_of(self, token: str) -> str | None:
        """The activity of a task token that a worker got, since the server started or when it did and was still open."""
        return self._leases.get(token)
