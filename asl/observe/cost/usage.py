"""What a run used, before anybody asks for its price: transitions, time, memory, payloads, calls.

A `Usage` is read from an execution's records after the run. Children of Map Runs may be a million, and of most of them
nothing is kept: a `Meter` takes each of them when it has ended.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from asl.engine.execution import Execution
from asl.jsonvalue import JSON, size, size_bound
from asl.observe.cost.billing import billed_mb, billed_ms, memory_bytes
from asl.observe.cost.counting import Counted, count, marks_of_records
from asl.vocabulary.records import STATE_TYPES

_ENTERED: Final = {f"{kind}StateEntered": kind for kind in STATE_TYPES}
_SCHEDULED: Final = frozenset({"TaskScheduled", "LambdaFunctionScheduled", "ActivityScheduled"})
_FAN_OUT_ENTERED: Final = frozenset({"MapStateEntered", "ParallelStateEntered"})
# (unconfirmed) What the page calls a Map or Parallel step: the state, and with a Map every iteration.
_FAN_OUT: Final = frozenset({"MapStateStarted", "MapIterationStarted", "ParallelStateStarted"})
# Where a record holds a payload, and what to call it.
_PAYLOADS: Final[dict[str, tuple[int, str]]] = {
    "ExecutionStarted": (3, "input"),
    **{f"{kind}StateEntered": (4, "input") for kind in STATE_TYPES},
    **{f"{kind}StateExited": (4, "output") for kind in STATE_TYPES if kind != "Fail"},
    "TaskScheduled": (4, "arguments"),
    "LambdaFunctionScheduled": (4, "arguments"),
    "ActivityScheduled": (4, "arguments"),
    "TaskSucceeded": (4, "result"),
    "LambdaFunctionSucceeded": (4, "result"),
    "ActivitySucceeded": (4, "result"),
}


class Billed(NamedTuple):
    """What an Express execution is billed for: whole chunks of 100 ms and of 64 MB."""

    ms: int
    mb: int

    @property
    def mb_ms(self) -> int:
        return self.ms * self.mb


def express_billing(
    execution: Execution, definition_bytes: int = 0, now_ms: int | None = None
) -> Billed:
    """What an execution is billed for as Express, StartSyncExecution's `billingDetails`.

    Args:
        definition_bytes: the size of the definition's text, part of AWS's estimate of the memory.
        now_ms: the end of one that is still open.
    """
    ended_ms = (
        execution.stopped_ms if now_ms is None or execution.stopped_ms is not None else now_ms
    )
    took_ms = 0 if ended_ms is None else ended_ms - execution.started_ms
    steps, widest = 0, 0
    seen: JSON = None
    for record in execution.records:
        kind = record[0]
        if kind in _FAN_OUT:
            steps += 1
        elif kind in _FAN_OUT_ENTERED and record[4] is not seen:
            seen = record[4]
            widest = max(widest, size(seen))
    return Billed(billed_ms(took_ms), billed_mb(memory_bytes(definition_bytes, widest, steps)))


class Payload(NamedTuple):
    """The largest payload of a run. state: whose; None: the execution's own input. what: input, output, …"""

    bytes: int
    state: str | None
    what: str


class Meter:
    """Adds up executions as they end: the children of a run's Map Runs."""

    def __init__(self) -> None:
        self.standard = 0  # executions
        self.transitions = 0
        self.by_state: dict[str, int] = {}  # without the redrives
        self.express = 0
        self.mb_ms = 0  # billed, of the Express ones
        self.standard_mb_ms = 0  # what the Standard ones would be billed for as Express
        self.longest_ms = 0
        self.most_events = 0
        self.scheduled = 0  # attempts of tasks, of both kinds
        self.waits = 0
        self.by_run: dict[
            str, tuple[int, int]
        ] = {}  # Map Run's ARN → (children, MB x ms as Express)

    def add(self, execution: Execution) -> None:
        """One has ended."""
        self._add(execution, 1)
        self.most_events = max(self.most_events, execution.last_id)
        took_ms = (execution.stopped_ms or execution.started_ms) - execution.started_ms
        self.longest_ms = max(self.longest_ms, took_ms)

    def take_back(self, execution: Execution) -> None:
        """One that was added will be redriven, and is added again when it has ended once more."""
        self._add(execution, -1)

    def _add(self, execution: Execution, sign: int) -> None:
        billed = express_billing(execution)
        is_express = execution.limits.history_events is None
        if is_express:
            self.express += sign
            self.mb_ms += sign * billed.mb_ms
        else:
            self.standard += sign
            self.standard_mb_ms += sign * billed.mb_ms
            self.transitions += sign * (execution.transitions + execution.redrive_count)
        arn = execution.identity.map_run_arn or ""
        children, mb_ms = self.by_run.get(arn, (0, 0))
        self.by_run[arn] = (children + sign, mb_ms + sign * billed.mb_ms)
        entered: dict[str, int] = {}
        entries = 0
        for record in execution.records:
            kind = record[0]
            if kind in _ENTERED:
                entries += 1
                entered[record[3]] = entered.get(record[3], 0) + 1
                self.waits += sign * (kind == "WaitStateEntered")
            elif kind in _SCHEDULED:
                self.scheduled += sign
        if is_express:
            return
        if entries != execution.transitions:  # retries: only the chain of events tells whose
            entered = count(marks_of_records(execution.records)).by_state
        for name, transitions in entered.items():
            self.by_state[name] = self.by_state.get(name, 0) + sign * transitions


class Usage(NamedTuple):
    """What one execution and its children used.

    transitions: its own, redrives included. by_state: of them, those of states; what leaves no trace in a history (a retry
    that failed before anything was scheduled) is in none. took_ms: on its own clock. events: its own. children: of its
    Map Runs.
    """

    is_express: bool
    transitions: int
    redrives: int
    by_state: Mapping[str, int]
    took_ms: int
    billed: Billed
    events: int
    events_by_state: Mapping[str, int]
    largest: Payload
    scheduled: int
    waits: int
    children: Meter
    counted: Counted

    @property
    def all_transitions(self) -> int:
        """Its own and those of Standard children."""
        return self.transitions + self.children.transitions

    @property
    def all_by_state(self) -> dict[str, int]:
        """Transitions by state, those of Standard children too, most first."""
        found = dict(self.by_state)
        for name, transitions in self.children.by_state.items():
            found[name] = found.get(name, 0) + transitions
        return dict(sorted(found.items(), key=lambda item: -item[1]))


def usage_of(
    execution: Execution,
    children: Meter | None = None,
    *,
    definition_bytes: int = 0,
    now_ms: int | None = None,
) -> Usage:
    """What an execution used. It may be open: then so far.

    Args:
        children: the meter of its Map Runs' children.
        definition_bytes: of the definition's text, for Express memory.
        now_ms: the clock of one that is open.
    """
    counted = count(marks_of_records(execution.records))
    ended_ms = execution.stopped_ms if execution.stopped_ms is not None else now_ms
    kinds = [record[0] for record in execution.records]
    return Usage(
        is_express=execution.limits.history_events is None,
        transitions=execution.transitions + execution.redrive_count,
        redrives=execution.redrive_count,
        by_state=counted.by_state,
        took_ms=0 if ended_ms is None else ended_ms - execution.started_ms,
        billed=express_billing(execution, definition_bytes, now_ms),
        events=execution.last_id,
        events_by_state=_events_by_state(counted),
        largest=largest_payload(execution, counted),
        scheduled=sum(kind in _SCHEDULED for kind in kinds),
        waits=kinds.count("WaitStateEntered"),
        children=Meter() if children is None else children,
        counted=counted,
    )


def _events_by_state(counted: Counted) -> dict[str, int]:
    found: dict[str, int] = {}
    for at in counted.visit_of:
        if at is not None:
            name = counted.visits[at].name
            found[name] = found.get(name, 0) + 1
    return dict(sorted(found.items(), key=lambda item: -item[1]))


def largest_payload(execution: Execution, counted: Counted) -> Payload:
    """The largest payload that the records hold: inputs, outputs, arguments and results."""
    best = Payload(size(execution.input), None, "input")
    for at, value, what in _payloads(execution, counted):
        # A bound first, which is a third of the price; most payloads are far from the largest.
        if size_bound(value)[0] > best.bytes and (bytes_ := size(value)) > best.bytes:
            best = Payload(bytes_, None if at is None else counted.visits[at].name, what)
    return best


def _payloads(execution: Execution, counted: Counted) -> Iterator[tuple[int | None, JSON, str]]:
    """(visit, value, what) of records; a value that follows itself is told once."""
    before: JSON = execution.input
    for place, record in enumerate(execution.records):
        where = _PAYLOADS.get(record[0])
        if where is None:
            continue
        value = record[where[0]]
        if value is before or isinstance(value, (int, float, bool)) or value is None:
            continue
        before = value
        yield counted.visit_of[place], value, where[1]
