"""Who runs next: executions in line, so that none keeps the others waiting.

Three queues. *Told*: there are signals to take, which needs no transition; whoever has sent one waits for that much. *First*:
the turn that follows, in which most executions come to their end or to something to wait for. *Further*: those that have
more to do than one turn holds, or whose program is known for transitions that take long. The first two are worked off
as they come; the third gets a share of the time, and never comes between a request and its answer twice.

A turn is a few milliseconds, however many transitions that is. One transition cannot be divided, so a turn begins with one
and makes few at a time: what was cheap so far may be dear next.
"""

from __future__ import annotations

import re
from collections import deque
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted

TURN_S: Final = 0.005
MOST_AT_ONCE: Final = 4  # transitions between two looks at the clock: more of them save no time
_DEAR_S: Final = 0.002
_SHARE_S: Final = 0.010  # how long the others may run before a further turn is due
_SHARE_TICKS: Final = 8
_STRIKE: Final = 4
_SLOW: Final = 6  # strikes
_MOST_STRIKES: Final = 40

# In a definition with JSONata: a call, a function of its own, a regular expression, a range.
_MAY_BE_DEAR: Final = re.compile(r"\{%.*(?:\$\w+\s*\(|function\s*\(|λ|/|\.\.)", re.DOTALL)


def may_be_dear(definition: str) -> bool:
    """Whether an expression of this definition might take long; a plain path or sum does not."""
    return "{%" in definition and _MAY_BE_DEAR.search(definition) is not None


class Turns:
    """The queues. Who is in them is on the executions: `is_told`, `is_due`."""

    def __init__(self) -> None:
        self._told: deque[Hosted] = deque()
        self._first: deque[Hosted] = deque()
        self._further: deque[Hosted] = deque()
        self._strikes: dict[
            str, int
        ] = {}  # by digest, of programs that had a dear transition lately
        self._others_s = 0.0  # since the last further turn
        self._others = 0
        self.announced = 0  # entries ever put into `_told`, and taken out of it
        self.served = 0

    # ---------------------------------------------------------------- into line

    def tell(self, hosted: Hosted) -> bool:
        """It has a signal to take. False: it is in line for that already."""
        if hosted.is_told:
            return False
        hosted.is_told = True
        self.announced += 1
        self._told.append(hosted)
        return True

    def add(self, hosted: Hosted) -> None:
        """It has transitions to make."""
        if hosted.is_due:
            return
        hosted.is_due = True
        (self._further if self.is_slow(hosted) else self._first).append(hosted)

    def is_slow(self, hosted: Hosted) -> bool:
        """Its program has had dear transitions lately."""
        return self._strikes.get(hosted.execution.program.digest, 0) >= _SLOW

    def put_back(self, hosted: Hosted) -> None:
        """Its turn was not enough."""
        hosted.is_due = True
        self._further.append(hosted)

    # ---------------------------------------------------------------- out of line

    @property
    def is_pressing(self) -> bool:
        """Somebody has a signal to take, or a first turn."""
        return bool(self._told or self._first)

    @property
    def has_further(self) -> bool:
        return bool(self._further)

    def __bool__(self) -> bool:
        return bool(self._told or self._first or self._further)

    def next_told(self) -> Hosted | None:
        if not self._told:
            return None
        hosted = self._told.popleft()
        hosted.is_told = False
        self.served += 1
        return hosted

    def next_first(self) -> Hosted | None:
        return self._due(self._first)

    def next_further(self) -> Hosted | None:
        return self._due(self._further)

    @staticmethod
    def _due(queue: deque[Hosted]) -> Hosted | None:
        if not queue:
            return None
        hosted = queue.popleft()
        hosted.is_due = False
        return hosted

    def further_is_due(self) -> bool:
        """Those with much to do have waited long enough for the others."""
        return bool(self._further) and (
            not self.is_pressing or self._others_s >= _SHARE_S or self._others >= _SHARE_TICKS
        )

    def others_ran(self, seconds: float) -> None:
        """A tick without a further turn."""
        self._others_s += seconds
        self._others += 1

    def further_ran(self) -> None:
        self._others_s, self._others = 0.0, 0

    # ---------------------------------------------------------------- pace

    def pace(self, hosted: Hosted, took_s: float) -> None:
        """How many transitions it makes at once from now on, after some that took so long.

        Twice in short order a transition of more than a turn makes its program slow; what is quick again makes up for
        it. Once is nothing: anybody's first transition imports, and a machine has other work too.
        """
        strikes = self._strikes
        digest = hosted.execution.program.digest
        if took_s > _DEAR_S:
            hosted.pace = 1
            if took_s > TURN_S:
                strikes[digest] = min(strikes.get(digest, 0) + _STRIKE, _MOST_STRIKES)
            return
        if hosted.pace < MOST_AT_ONCE:
            hosted.pace *= 2
        if strikes and digest in strikes:
            strikes[digest] -= 1
            if not strikes[digest]:
                del strikes[digest]

    def clear(self) -> None:
        """Nobody is in line any longer."""
        for queue in (self._told, self._first, self._further):
            for hosted in queue:
                hosted.is_told = hosted.is_due = False
            queue.clear()
        self.served = self.announced
