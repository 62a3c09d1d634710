"""The N at which a machine breaks: 25,000 events, 256 KiB, five minutes. Found by running it, so it is exact.

What a run gives for N items is measured by somebody else (`asl.testing.scaling`); here is the search. Two runs give a
straight line, which is where the search begins and never what it answers: the answer is an N that was run and broke, next
to an N that was run and did not. Where a machine breaks at some N and not at a larger one, the search finds one such edge.
"""

from __future__ import annotations

from collections.abc import Callable
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
    """

    def __init__(self, measure: Measure, base: int, most: int) -> None:
        self._measure = measure
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
            low, high = high, min(2 * high, self._most)
            if self.at(high).broke is None:
                found = self._beyond(low, high)
                if found is None:
                    return Edge(None, None, self._most)
                low, high = found
        return self._narrow(low, high)

    def _beyond(self, first: int, second: int) -> tuple[int, int] | None:
        """An N that does not break and one that does, above `second`; None: there is none up to the most."""
        low, step = second, 1
        high = min(max(self._guess(first, second), second + 1), self._most)
        while high > low:
            if self.at(high).broke is not None:
                return self._from_above(low, high)
            low = high
            high = min(high + step, self._most)
            step *= 2
        return None

    def _from_above(self, low: int, high: int) -> tuple[int, int]:
        """The line is nearly right: look close below before looking everywhere."""
        step = 1
        while high - step > low:
            if self.at(high - step).broke is None:
                return high - step, high
            high -= step
            step *= 2
        return low, high

    def _narrow(self, low: int, high: int) -> Edge:
        while high - low > 1:
            middle = (low + high) // 2
            if self.at(middle).broke is None:
                low = middle
            else:
                high = middle
        broke = self.at(high).broke
        assert broke is not None  # `high` always breaks
        return Edge(high, broke, high, self._slope(broke.quota))

    def _slope(self, quota: Quota) -> float | None:
        """By the two runs that did not break and lie farthest apart."""
        fine = sorted(n for n, run in self._known.items() if run.broke is None)
        if len(fine) < 2:
            return None
        first, last = self.at(fine[0]), self.at(fine[-1])
        return (last.gauges[quota] - first.gauges[quota]) / (last.n - first.n)

    def _guess(self, first: int, second: int) -> int:
        """The first N beyond which a straight line passes a quota."""
        one, two = self.at(first), self.at(second)
        found = self._most
        for quota, (_, most) in QUOTAS.items():
            grown = two.gauges[quota] - one.gauges[quota]
            if grown > 0 and second > first:
                room = most - two.gauges[quota]
                found = min(found, second + max(0, room * (second - first) // grown) + 1)
        return found
