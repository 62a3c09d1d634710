"""The N at which a machine breaks: 25,000 events, 256 KiB, five minutes. Found by running it, so it is exact.

What a run gives for N items is measured by somebody else (`asl.testing.scaling`); here is the search. Two runs give a
straight line, which is where the search begins and never what it answers: the answer is an N that was run and broke, next
to an N that was run and did not. Where a machine breaks at some N and not at a larger one, the search finds one such edge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final, Literal, NamedTuple, TypeAlias

from asl.limits import EXPRESS_SECONDS, MAX_HISTORY_EVENTS, MAX_PAYLOAD_BYTES

Quota: TypeAlias = Literal["events", "payload", "duration"]
# What each quota is called, and the largest value of its measure that is still fine.
QUOTAS: Final[dict[Quota, tuple[str, int]]] = {
    "events": (f"{MAX_HISTORY_EVENTS:,} history events", MAX_HISTORY_EVENTS - 1),
    "payload": (f"{MAX_PAYLOAD_BYTES // 1024} KiB of payload", MAX_PAYLOAD_BYTES),
    "duration": (f"{EXPRESS_SECONDS // 60} minutes", EXPRESS_SECONDS * 1000),
}


class Break(NamedTuple):
    """What a run broke. state: where; None: the execution's input. busiest: the state with the most events."""

    quota: Quota
    state: str | None
    busiest: str | None = None


class Measured(NamedTuple):
    """What a run with `n` items gave. failure: (error, cause) of one that did not succeed.

    gauges: events, bytes of the largest payload, ms: one for each quota.
    """

    n: int
    gauges: dict[Quota, int]
    broke: Break | None
    transitions: int
    failure: tuple[str | None, str | None] | None = None


_FAR: Final = 8  # times what did not break

Measure: TypeAlias = Callable[[int], Measured]


class Edge(NamedTuple):
    """The smallest N that breaks, as far as the search went. at: None: none up to `tried`.

    per_item: how much of the quota's measure one more item takes, by a line through two runs.
    """

    at: int | None
    broke: Break | None
    tried: int
    per_item: float | None = None


class Search:
    """Searches with a machine's measure. Runs are kept, so that several questions share them.

    Args:
        measure: runs the machine with N items.
        base: the N of the run that there is: above 0.
        most: no N beyond this one is tried.
        quotas: those that can break.
    """

    def __init__(
        self, measure: Measure, base: int, most: int, quotas: Sequence[Quota] = tuple(QUOTAS)
    ) -> None:
        self._measure = measure
        self._quotas = quotas
        self._known: dict[int, Measured] = {}
        self._base = base
        self._most = most

    def at(self, n: int) -> Measured:
        """What N items give."""
        found = self._known.get(n)
        if found is None:
            found = self._known[n] = self._measure(n)
        return found

    @property
    def runs(self) -> int:
        """How many runs were made."""
        return len(self._known)

    def edge(self) -> Edge:
        """The smallest N that breaks whatever breaks first."""
        low, high = 0, self._base
        if self.at(high).broke is None:
            low = high
            found = self._beyond(low)
            if found is None:
                return Edge(None, None, self._most)
            low, high = found
        return self._between(low, high)

    def _beyond(self, low: int) -> tuple[int, int] | None:
        """An N that does not break and a larger one that does; None: there is none up to the most."""
        high, step = 2 * low, 1
        while low < self._most:
            # A line through two small runs may miss what grows in steps: never very far at once.
            high = min(max(low + step, min(high, _FAR * low)), self._most)
            if self.at(high).broke is not None:
                return low, high
            low, high = high, self._guess()
            step *= 2  # whatever the line says, the end comes
        return None

    def _between(self, low: int, high: int) -> Edge:
        """Close in: where the line says, next to it, and in the middle when that is far off."""
        step = 1
        while high - low > 1:
            width, guess = high - low, self._guess()
            if low < guess < high:
                at = guess
            elif guess >= high:
                at = max(low + 1, high - step)
            else:
                at = min(high - 1, low + step)
            for tried in (at, (low + high) // 2):
                if low < tried < high:
                    low, high = self._cut(low, high, tried)
                if high - low <= width // 2:
                    break
            step *= 2
        broke = self.at(high).broke
        assert broke is not None  # `high` always breaks
        return Edge(high, broke, high, self._slope(broke.quota))

    def _cut(self, low: int, high: int, at: int) -> tuple[int, int]:
        return (at, high) if self.at(at).broke is None else (low, at)

    def _slope(self, quota: Quota) -> float | None:
        """By the two runs that did not break and lie farthest apart."""
        fine = sorted(n for n, run in self._known.items() if run.broke is None)
        if len(fine) < 2:
            return None
        first, last = self.at(fine[0]), self.at(fine[-1])
        return (last.gauges[quota] - first.gauges[quota]) / (last.n - first.n)

    def _guess(self) -> int:
        """The first N beyond which a line through the two largest runs that did not break passes a quota."""
        fine = sorted(n for n, run in self._known.items() if run.broke is None)[-2:]
        found = self._most
        if len(fine) < 2:
            return found
        first, last = fine
        one, two = self.at(first), self.at(last)
        for quota in self._quotas:
            most = QUOTAS[quota][1]
            grown = two.gauges[quota] - one.gauges[quota]
            if grown > 0:
                room = max(0, most - two.gauges[quota])
                found = min(found, last + room * (last - first) // grown + 1)
        return found
