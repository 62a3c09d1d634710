"""An observer of runs that counts what they cover.

    counting = CountedRuns()
    …                          # asl.simulate, machines of the pytest plugin, test files
    counting.settle()          # a test is over: what was redriven or answered in it has been
    counting.leave()
    counting.coverage.missed()

A run is read when it ends. One that has not succeeded may go on after that, by a redrive or an answer, so it is held until the
test that made it is over, and then read once more. Children of Map Runs are read as they end: a host keeps only some of them.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from asl.observe.coverage import Coverage
from asl.testing import sessions

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from asl.testing.sessions import Seen

_HELD: Final = 1_000  # of them; the oldest are let go first


class CountedRuns:
    """Joins the observers of `asl.testing.sessions` when it is made."""

    def __init__(self) -> None:
        self.coverage: Final = Coverage()
        self._held: deque[Seen] = deque(maxlen=_HELD)
        self.leave: Final = sessions.join(self)

    def began(self, seen: Seen) -> None:
        """See `sessions.Observer`."""
        coverage = self.coverage

        def count(child: Execution) -> None:
            coverage.see(child, seen)

        seen.run.host.watch_children(count)

    def ended(self, seen: Seen) -> None:
        """See `sessions.Observer`."""
        self._read(seen)
        if not seen.run.succeeded:
            self._held.append(seen)

    def settle(self) -> None:
        """Read what has happened since to the runs that were held."""
        while self._held:
            self._read(self._held.popleft())

    def _read(self, seen: Seen) -> None:
        host = seen.run.host
        for execution in (host.execution, *host.open_children):
            self.coverage.see(execution, seen)
