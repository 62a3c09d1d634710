"""Executions whose expressions may take long have their turns in threads, beside the event loop.

One JSONata evaluation may run for a second (a regular expression that backtracks, AWS's own limit of time), and cannot be
divided. In a thread it lets the event loop run meanwhile. So a program whose expressions call functions has its turns
here until a few of them have shown that they are quick, and again when they are not; all other programs never come here.

While an execution is away nobody else touches it: signals wait at the door (`hosted.post`), whoever needs a signal's
answer waits for it to be `home`, and readers see what it was when it left. It leaves after a commit, with nothing unsaved.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import deque
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.vocabulary import signals
from asl.vocabulary.effects import Effect
from emulator.integrations.threads import Threads
from emulator.runtime import views
from emulator.runtime.hosted import Away

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime

_TURN_S: Final = 0.02
_AT_ONCE: Final = 2  # threads; programs that are known to be slow have one of them
_ENOUGH: Final = 3  # quick turns that a program needs to be trusted
# Signals that bring no expression to be evaluated before the next transition.
_LIGHT: Final = frozenset(
    {
        signals.Start,
        signals.Stop,
        signals.Fail,
        signals.Redrive,
        signals.TaskAccepted,
        signals.TaskSubmitted,
        signals.ActivityStarted,
        signals.TaskHeartbeat,
    }
)


class Turn(NamedTuple):
    """What came of a turn. longest_s: CPU of the dearest transition."""

    made: list[Effect]
    longest_s: float


class Aside:
    """The lines, and who is away."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._threads = Threads("expressions", _AT_ONCE)
        self._unproven: deque[Hosted] = deque()
        self._slow: deque[Hosted] = deque()
        self._away: dict[int, bool] = {}  # execution id → whether its program is known to be slow
        self._quick: dict[str, int] = {}  # quick turns by the program's digest, up to `_ENOUGH`
        self._tasks: set[asyncio.Task[None]] = set()

    def __bool__(self) -> bool:
        return bool(self._unproven or self._slow or self._away)

    def wants(self, hosted: Hosted) -> bool:
        """Whether this execution's turns are made here. One with a Map Run stays: others read that all the time."""
        if not hosted.may_be_dear or hosted.execution.map_runs:
            return False
        digest = hosted.execution.program.digest
        return self._quick.get(digest, 0) < _ENOUGH

    @staticmethod
    def is_light(hosted: Hosted) -> bool:
        """Whether the signals that it has yet to take cost nothing."""
        return all(type(signal) in _LIGHT for _, signal, _ in hosted.execution.inbox)

    def add(self, hosted: Hosted) -> None:
        """Put it in line."""
        if hosted.is_due:
            return
        hosted.is_due = True
        (self._slow if self._runtime.is_slow(hosted) else self._unproven).append(hosted)

    def dispatch(self) -> None:
        """Let those leave for whom there is a thread. Everything is saved."""
        while len(self._away) < _AT_ONCE:
            if self._unproven:
                self._leave(self._unproven.popleft(), is_slow=False)
            elif self._slow and not any(self._away.values()):
                self._leave(self._slow.popleft(), is_slow=True)
            else:
                return

    def _leave(self, hosted: Hosted, *, is_slow: bool) -> None:
        if not hosted.is_open or not hosted.execution.has_more:
            hosted.is_due = False
            hosted.come_home()
            return
        self._away[hosted.id] = is_slow
        hosted.away = Away(views.of_hosted(hosted), hosted.execution.last_id)
        task = asyncio.get_running_loop().create_task(self._turn(hosted))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _turn(self, hosted: Hosted) -> None:
        turn: Turn | Exception
        try:
            turn = await self._threads.run(lambda: _turn(hosted.execution))
        except Exception as e:  # a fault of ours: the runtime parks it
            turn = e
        self._away.pop(hosted.id, None)
        hosted.away, hosted.is_due = None, False
        if isinstance(turn, Turn):
            self._judge(hosted, turn.longest_s)
        self._runtime.back(hosted, turn)

    def _judge(self, hosted: Hosted, longest_s: float) -> None:
        runtime = self._runtime
        runtime.pace(hosted, longest_s)
        digest = hosted.execution.program.digest
        if runtime.is_slow(hosted):
            self._quick.pop(digest, None)
        elif longest_s < _TURN_S:
            self._quick[digest] = self._quick.get(digest, 0) + 1

    def distrust(self, hosted: Hosted) -> None:
        """Its program has become slow."""
        self._quick.pop(hosted.execution.program.digest, None)

    def clear(self) -> None:
        """Nobody is in line; who is away finds nobody at home."""
        for line in (self._unproven, self._slow):
            for hosted in line:
                hosted.is_due = False
                hosted.come_home()
            line.clear()
        self._away.clear()

    def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._threads.close()


class _Mark(threading.local):
    is_aside = False


_mark: Final = _Mark()


def _turn(execution: Execution) -> Turn:
    """A turn, in a thread whose evaluations let others run."""
    from asl.query.jsonata import engine

    engine.lets_others_run = _is_aside
    _mark.is_aside = True
    made: list[Effect] = []
    longest_s = 0.0
    end = time.monotonic() + _TURN_S
    while True:
        began = time.thread_time()
        made += execution.run(1)
        longest_s = max(longest_s, time.thread_time() - began)
        if not execution.has_more or time.monotonic() >= end:
            return Turn(made, longest_s)


def _is_aside() -> bool:
    return _mark.is_aside
