"""Ways to run one machine: as Standard, as Express, and Standard with parts of it as Express.

Express executions take five minutes at most and know neither `.sync` and task tokens nor activities, distributed Maps and
redrive; they run at least once. What of that stands against a shape is in its note.

Source: AWS guide, "Choosing workflow type"; AWS Step Functions pricing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from asl.limits import EXPRESS_SECONDS
from asl.model.machine import MapState, ParallelState, State, StateMachine, States, TaskState
from asl.observe.cost.billing import billed_ms
from asl.observe.cost.month import Shape
from asl.observe.cost.usage import Usage
from asl.resources.arn import parse_resource
from asl.vocabulary.records import Record

_PATTERNS: Final = {
    "sync": "waits for a job (.sync)",
    "token": "waits for a task token",
    "activity": "is an activity",
}
_NEST: Final = "a Standard machine whose one Task starts it as Express"
_CHUNK_MB: Final = 64


def shapes(
    usage: Usage, machine: StateMachine, records: Sequence[Record], extra: Shape
) -> list[Shape]:
    """Every way to run what ran, the all-Standard one first.

    Args:
        usage: of the run.
        records: its own.
        extra: what executions that its tasks start are billed for, whatever the shape.
    """
    found = [_with(_standard(usage), extra)]
    in_the_way = list(obstacles(machine))
    note = "; ".join(in_the_way[:3])
    if usage.took_ms > EXPRESS_SECONDS * 1000:
        note = (
            note
            or f"it takes {usage.took_ms // 1000:,} s, and an Express execution {EXPRESS_SECONDS}"
        )
    express = Shape("Express", 0, 1, usage.billed.mb_ms, note, not note)
    found.append(_with(express, extra))
    if not note:
        found.append(_with(express._replace(name=_NEST, transitions=1), extra))
    found += [_with(shape, extra) for shape in _maps(usage, machine, records)]
    return found


def _with(shape: Shape, extra: Shape) -> Shape:
    return shape._replace(
        transitions=shape.transitions + extra.transitions,
        requests=shape.requests + extra.requests,
        mb_ms=shape.mb_ms + extra.mb_ms,
    )


def _standard(usage: Usage) -> Shape:
    children = usage.children
    return Shape("Standard", usage.all_transitions, children.express, children.mb_ms)


def obstacles(scope: States) -> Iterator[str]:
    """What in a machine, or in a part of one, an Express execution cannot have: one sentence each."""
    pending = [scope]
    while pending:
        for state in pending.pop().states.values():
            why = _obstacle(state)
            if why is not None:
                yield f'"{state.name}" {why}'
            if isinstance(state, ParallelState):
                pending.extend(state.branches)
            elif isinstance(state, MapState):
                pending.append(state.processor)


def _obstacle(state: State) -> str | None:
    if isinstance(state, MapState) and state.distributed:
        return "is a distributed Map"
    if isinstance(state, TaskState):
        resource = parse_resource(state.resource)
        return None if resource is None else _PATTERNS.get(resource.pattern)
    return None


def _maps(usage: Usage, machine: StateMachine, records: Sequence[Record]) -> Iterator[Shape]:
    """Each Map of the top level that ran, with Express children of a distributed Map for its iterations."""
    visits = usage.counted.visits
    for state in machine.states.values():
        if not isinstance(state, MapState):
            continue
        entered = [
            n for n, visit in enumerate(visits) if visit.name == state.name and visit.parent is None
        ]
        if not entered or (state.distributed and state.execution_type == "EXPRESS"):
            continue
        base = _standard(usage)
        in_the_way = list(obstacles(state.processor))
        name = f'Standard, each item of "{state.name}" an Express execution'
        if state.distributed:
            runs = _runs_of(state.name, usage, records)
            per_run = [usage.children.by_run[arn] for arn in runs if arn in usage.children.by_run]
            requests = sum(children for children, _ in per_run)
            mb_ms = sum(mb_ms for _, mb_ms in per_run)
            if len(usage.children.by_run) > len(per_run):
                continue  # children of other Maps cannot be told from these in the meter's transitions
            inside = usage.children.transitions
            longest_ms = usage.children.longest_ms
        else:
            inside = sum(
                usage.counted.transitions[n]
                for n in range(len(visits))
                if any(around in entered for around in usage.counted.around(n))
            )
            times = list(_iteration_ms(entered, usage, records))
            requests, longest_ms = len(times), max(times, default=0)
            mb_ms = sum(billed_ms(ms) * _CHUNK_MB for ms in times)
        if longest_ms > EXPRESS_SECONDS * 1000:
            in_the_way.append(f"an item takes {longest_ms // 1000:,} s")
        yield Shape(
            name,
            base.transitions - inside,
            base.requests + requests,
            base.mb_ms + mb_ms,
            "; ".join(in_the_way[:3])
            or ("" if state.distributed else "makes it a distributed Map"),
            not in_the_way,
        )


def _runs_of(name: str, usage: Usage, records: Sequence[Record]) -> list[str]:
    """The ARNs of the Map Runs that a state started."""
    return [
        record[3]
        for at, record in zip(usage.counted.visit_of, records, strict=True)
        if record[0] == "MapRunStarted" and at is not None and usage.counted.visits[at].name == name
    ]


def _iteration_ms(entered: Sequence[int], usage: Usage, records: Sequence[Record]) -> Iterator[int]:
    """How long each iteration of these visits of a Map took, as they ended."""
    started: dict[tuple[int, int], int] = {}
    for at, record in zip(usage.counted.visit_of, records, strict=True):
        if at is None or at not in entered or not record[0].startswith("MapIteration"):
            continue
        key = (at, record[4])
        if record[0] == "MapIterationStarted":
            started[key] = record[2]
        elif key in started:
            yield record[2] - started.pop(key)
