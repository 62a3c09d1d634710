"""What happens, counted: Prometheus' text from what the runtime tells its observers.

Labels are names of machines and states, never payloads or tokens. Durations are of the server's clock, so with a virtual
clock they are virtual. Counters begin with the process.

What AWS would bill is counted by machine, children of Map Runs with theirs: transitions as it bills them, Express requests and
GB-seconds, and dollars at the prices of the server's region. Dollars are those of Step Functions alone and of the first tier,
with no free share: how much of the month is behind it, a server cannot know.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import accumulate
from typing import Final

from asl.errors import UsageError
from asl.hosts.price_files import prices_of
from asl.observe.cost.billing import express_cost, gb_seconds, transitions_cost
from asl.observe.cost.prices import Prices
from asl.vocabulary.records import STATE_TYPES, Record
from emulator.runtime import views
from emulator.runtime.hosted import Hosted
from emulator.runtime.runtime import Runtime
from emulator.runtime.telling import Observer

_BUCKETS_S: Final = (0.01, 0.1, 1.0, 10.0, 60.0, 300.0, 3_600.0, 86_400.0)
_BUCKETS_EVENTS: Final = (10, 100, 1_000, 10_000, 25_000)
_IS_ENTRY: Final = {
    f"{kind}State{what}": what == "Entered"
    for kind in STATE_TYPES
    for what in ("Entered", "Exited")
}
_MAX_SERIES: Final = 10_000  # a client that makes machines without end must not fill the memory
_NOTHING: Final = (0, 0)


class _Histogram:
    """Counts by bucket, and the sum."""

    __slots__ = ("bounds", "count", "counts", "sum")

    def __init__(self, bounds: Sequence[float]) -> None:
        self.bounds = bounds
        self.counts = [0] * len(bounds)
        self.count = 0
        self.sum = 0.0

    def add(self, value: float) -> None:
        self.count += 1
        self.sum += value
        place = bisect_left(self.bounds, value)
        if place < len(self.counts):
            self.counts[place] += 1

    def lines(self, name: str, labels: str) -> Iterator[str]:
        before = f"{labels}," if labels else ""
        for bound, count in zip(self.bounds, accumulate(self.counts), strict=True):
            yield f'{name}_bucket{{{before}le="{bound:g}"}} {count}'
        yield f'{name}_bucket{{{before}le="+Inf"}} {self.count}'
        tail = f"{{{labels}}}" if labels else ""
        yield f"{name}_sum{tail} {_number(self.sum)}"
        yield f"{name}_count{tail} {self.count}"


class Metrics:
    """Observes a runtime and writes what it saw."""

    def __init__(self, runtime: Runtime) -> None:
        self._runtime = runtime
        self._started: dict[str, int] = defaultdict(int)  # machine → executions
        self._ended: dict[tuple[str, str], int] = defaultdict(int)  # (machine, status) → executions
        self._took: dict[str, _Histogram] = {}  # by machine
        self._states: dict[tuple[str, str], list[float]] = {}  # (machine, state) → count, seconds
        self._entered: dict[int, dict[str, deque[int]]] = {}  # execution → state → times of entry
        self._history = _Histogram(_BUCKETS_EVENTS)
        self._transitions = 0
        self._billed: dict[str, int] = defaultdict(int)  # machine → transitions
        # Of closed executions that may be redriven and close again: the transitions and redrives that are counted.
        self._counted: dict[int, tuple[int, int]] = {}
        self._express: dict[str, list[int]] = {}  # machine → requests, MB x ms
        self._events = 0
        runtime.observers.append(Observer(self._on_records, self._on_status))

    # ---------------------------------------------------------------- seeing

    def _on_records(self, hosted: Hosted, first_id: int, records: Sequence[Record]) -> None:
        self._events += len(records)
        machine = hosted.execution.identity.machine_name
        if first_id == 1:
            self._started[machine] += 1
        entered = self._entered.get(hosted.id)
        if entered is None:
            entered = self._entered[hosted.id] = {}
        for record in records:
            is_entry = _IS_ENTRY.get(record[0])
            if is_entry is None:
                continue
            if is_entry:
                entered.setdefault(record[3], deque()).append(record[2])
            else:
                # Which iteration's entry belongs to an exit does not matter: the sum over all of them is the same.
                times = entered.get(record[3])
                if times:
                    self._add_state(machine, record[3], record[2] - times.popleft())

    def _add_state(self, machine: str, state: str, took_ms: int) -> None:
        series = self._states.get((machine, state))
        if series is None:
            if len(self._states) >= _MAX_SERIES:
                return
            series = self._states[machine, state] = [0, 0.0]
        series[0] += 1
        series[1] += took_ms / 1000

    def _on_status(self, hosted: Hosted) -> None:
        if hosted.is_open:
            return
        execution = hosted.execution
        machine = execution.identity.machine_name
        self._entered.pop(hosted.id, None)
        self._history.add(execution.last_id)
        before = self._counted.pop(hosted.id, _NOTHING)
        if execution.status != "SUCCEEDED":
            self._counted[hosted.id] = (execution.transitions, execution.redrive_count)
            if len(self._counted) > _MAX_SERIES:
                del self._counted[next(iter(self._counted))]
        new = execution.transitions - before[0]
        self._transitions += new
        self._bill(hosted, new + execution.redrive_count - before[1])
        if len(self._ended) < _MAX_SERIES or (machine, execution.status) in self._ended:
            self._ended[machine, execution.status] += 1
            took = self._took.get(machine)
            if took is None:
                took = self._took[machine] = _Histogram(_BUCKETS_S)
            took.add(((execution.stopped_ms or 0) - execution.started_ms) / 1000)

    def _bill(self, hosted: Hosted, steps: int) -> None:
        """Count what a closed execution is billed for; `steps` are those since it closed before, if it is Standard."""
        execution = hosted.execution
        machine = execution.identity.machine_name
        if execution.limits.history_events is None:
            used = self._express.get(machine)
            if used is None:
                if len(self._express) >= _MAX_SERIES:
                    return
                used = self._express[machine] = [0, 0]
            used[0] += 1
            used[1] += views.billing(self._runtime, hosted).mb_ms
            return
        if machine in self._billed or len(self._billed) < _MAX_SERIES:
            self._billed[machine] += steps

    # ---------------------------------------------------------------- telling

    def text(self) -> str:
        """All of it, in Prometheus' text format 0.0.4."""
        return "\n".join(self._lines()) + "\n"

    def _lines(self) -> Iterator[str]:
        runtime = self._runtime
        yield from _head("asl_executions_open", "gauge", "Executions that are open now.")
        yield f"asl_executions_open {len(runtime.executions)}"
        yield from _head(
            "asl_executions_parked", "gauge", "Executions that could not be recovered."
        )
        yield f"asl_executions_parked {len(runtime.parked)}"
        yield from _head("asl_executions_started_total", "counter", "Executions begun.")
        for machine, count in self._started.items():
            yield f"asl_executions_started_total{{{_machine(machine)}}} {count}"
        yield from _head("asl_executions_ended_total", "counter", "Executions closed, by status.")
        for (machine, status), count in self._ended.items():
            yield f'asl_executions_ended_total{{{_machine(machine)},status="{status}"}} {count}'
        yield from _head("asl_execution_seconds", "histogram", "From start to end.")
        for machine, took in self._took.items():
            yield from took.lines("asl_execution_seconds", _machine(machine))
        yield from _head("asl_state_seconds", "summary", "From a state's entry to its exit.")
        for (machine, state), (exits, seconds) in self._states.items():
            labels = f'{_machine(machine)},state="{_escaped(state)}"'
            yield f"asl_state_seconds_sum{{{labels}}} {_number(seconds)}"
            yield f"asl_state_seconds_count{{{labels}}} {_number(exits)}"
        yield from _head("asl_history_events", "histogram", "Events of closed executions.")
        yield from self._history.lines("asl_history_events", "")
        yield from _head("asl_events_total", "counter", "History events written.")
        yield f"asl_events_total {self._events}"
        yield from _head("asl_transitions_total", "counter", "Transitions of closed executions.")
        yield f"asl_transitions_total {self._transitions}"
        yield from self._bills()

    def _bills(self) -> Iterator[str]:
        """What AWS would bill."""
        yield from _head(
            "asl_billed_transitions_total",
            "counter",
            "Transitions that AWS bills, of closed Standard executions.",
        )
        for machine, count in self._billed.items():
            yield f"asl_billed_transitions_total{{{_machine(machine)}}} {count}"
        yield from _head("asl_express_requests_total", "counter", "Closed Express executions.")
        for machine, (requests, _) in self._express.items():
            yield f"asl_express_requests_total{{{_machine(machine)}}} {requests}"
        yield from _head(
            "asl_express_gb_seconds_total",
            "counter",
            "GB-seconds that AWS bills, of closed Express executions.",
        )
        for machine, (_, mb_ms) in self._express.items():
            used = _number(float(gb_seconds(mb_ms)))
            yield f"asl_express_gb_seconds_total{{{_machine(machine)}}} {used}"
        yield from _head(
            "asl_cost_usd_total",
            "counter",
            "Dollars for Step Functions in the server's region, first tier, nothing free.",
        )
        try:
            prices = prices_of(self._runtime.settings.region)
        except UsageError as e:
            yield f"# asl_cost_usd_total is not known: {_one_line(str(e))}"
            return
        if self._express and prices.express is None:
            yield f"# asl_cost_usd_total has no Express executions: {_one_line(prices.missing('express'))}"
        for machine in dict.fromkeys([*self._billed, *self._express]):
            amount = self._dollars(machine, prices)
            if amount is not None:
                yield f"asl_cost_usd_total{{{_machine(machine)}}} {_number(float(amount))}"

    def _dollars(self, machine: str, prices: Prices) -> Decimal | None:
        """What a machine's executions cost; None: a part of them has no price."""
        total = transitions_cost(self._billed.get(machine, 0), prices)
        if machine not in self._express:
            return total
        requests, mb_ms = self._express[machine]
        if prices.express is None:
            return None
        express = express_cost(requests, mb_ms, _without_tiers(prices))
        return None if express is None else total + express.total


def _without_tiers(prices: Prices) -> Prices:
    """The first tier's price for all of it."""
    express = prices.express
    assert express is not None  # whoever asks has looked
    tier = express.tiers[0]._replace(up_to=None)
    return prices._replace(express=express._replace(tiers=(tier,)))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _head(name: str, kind: str, what: str) -> tuple[str, str]:
    return f"# HELP {name} {what}", f"# TYPE {name} {kind}"


def _number(value: float) -> str:
    return f"{value:.15g}"


def _machine(name: str) -> str:
    return f'machine="{_escaped(name)}"'


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
