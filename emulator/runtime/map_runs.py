"""Map Runs as the service tells of them: from memory while their execution is open, from a row once it has closed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final, NamedTuple

from asl.engine.frame import MapRun
from asl.limits import MAX_DISTRIBUTED_CONCURRENCY
from emulator.errors import execution_does_not_exist

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime
    from emulator.store.store import Store

_MEMBERS: Final = {
    "SUCCEEDED": "succeeded",
    "FAILED": "failed",
    "TIMED_OUT": "timedOut",
    "ABORTED": "aborted",
}


class RunFacts(NamedTuple):
    """One Map Run. Counts are what DescribeMapRun shows; max_concurrency 0: no limit of its own."""

    arn: str
    execution_arn: str
    machine_arn: str
    status: str
    started_ms: int
    stopped_ms: int | None
    max_concurrency: int
    tolerated_count: int
    tolerated_percentage: float
    item_counts: dict[str, int]
    execution_counts: dict[str, int]
    redrive_count: int
    redriven_ms: int | None


def facts_of(hosted: Hosted, run: MapRun) -> RunFacts:
    """A Map Run of an execution that is in the runtime's hands."""
    identity = hosted.execution.identity
    executions, items = _counts(run)
    return RunFacts(
        run.arn,
        identity.execution_arn,
        f"{identity.machine_arn}/{run.label}",
        run.status,
        run.started_ms,
        run.stopped_ms,
        0 if run.concurrency >= MAX_DISTRIBUTED_CONCURRENCY else run.concurrency,
        run.tolerated_count or 0,
        run.tolerated_percentage or 0.0,
        items,
        executions,
        run.redrive_count,
        hosted.execution.redriven_ms if run.redrive_count else None,
    )


def _counts(run: MapRun) -> tuple[dict[str, int], dict[str, int]]:
    """(of child executions, of items). Items that are in no child yet are pending."""
    children = dict.fromkeys(("pending", "running", "pendingRedrive", *_MEMBERS.values()), 0)
    items = dict(children)
    for status, member in _MEMBERS.items():
        children[member] = run.counts[status]
    children["running"] = len(run.open)
    children["pendingRedrive"] = len(run.again)
    for index in run.open.values():
        items["running"] += run.items_of(index)
    for index in run.again:
        items["pendingRedrive"] += run.items_of(index)
    for index, status in run.unsuccessful.items():
        items[_MEMBERS[status]] += run.items_of(index)
    given = sum(items.values())
    items["succeeded"] += max(run.next - given, 0)
    if run.status in ("RUNNING",):
        items["pending"] += run.total - run.next
    else:
        items["aborted"] += run.total - run.next
    if run.items is not None and children["running"] == children["pending"] == 0 and run.next == 0:
        children["pending"] = items["pending"]
    children["total"] = run.made
    items["total"] = run.total
    for counts in (children, items):
        counts["resultsWritten"] = counts["succeeded"]  # recorded, with and without a ResultWriter
        counts["failuresNotRedrivable"] = 0
    return children, items


def save(hosted: Hosted, store: Store) -> None:
    """Write the runs of an execution that has closed. What they have read and written goes with one that has succeeded."""
    if hosted.execution.status == "SUCCEEDED":
        for run in hosted.execution.map_runs:
            for table in ("map_rows", "map_results"):
                store.write(f"DELETE FROM {table} WHERE run = ?", (run.arn,))
    for run in hosted.execution.map_runs:
        facts = facts_of(hosted, run)
        store.write(
            "INSERT OR REPLACE INTO map_runs VALUES (?, ?, ?)",
            (facts.arn, facts.execution_arn, json.dumps(facts)),
        )


def find(runtime: Runtime, arn: str) -> RunFacts | None:
    """A Map Run by its ARN, None if there is none."""
    found = open_run(runtime, arn)
    if found is not None:
        return facts_of(*found)
    row = runtime.store.one("SELECT facts FROM map_runs WHERE arn = ?", (arn,))
    return None if row is None else RunFacts(*json.loads(row[0]))


def open_run(runtime: Runtime, arn: str) -> tuple[Hosted, MapRun] | None:
    """A Map Run whose execution is open, with it."""
    for hosted in runtime.executions.values():
        for run in hosted.execution.map_runs:
            if run.arn == arn:
                return hosted, run
    return None


def waiting_for_redrive(runtime: Runtime, arn: str) -> list[str]:
    """The names of a Map Run's unsuccessful children that its redrive has not reached yet."""
    found = open_run(runtime, arn)
    if found is None:
        return []
    _, run = found
    return [run.names[child] for child in run.again if child in run.names]


def of_execution(runtime: Runtime, arn: str) -> list[RunFacts]:
    """The Map Runs of an execution, in the order they began.

    Raises:
        ServiceError: ExecutionDoesNotExist.
    """
    hosted = runtime.executions.get(arn)
    runs: Iterable[RunFacts]
    if hosted is not None:
        return [facts_of(hosted, run) for run in hosted.execution.map_runs]
    if runtime.store.one("SELECT 1 FROM executions WHERE arn = ?", (arn,)) is None:
        raise execution_does_not_exist(arn)
    rows = runtime.store.read("SELECT facts FROM map_runs WHERE execution_arn = ?", (arn,))
    runs = (RunFacts(*json.loads(row[0])) for row in rows)
    return sorted(runs, key=lambda run: (run.started_ms, run.arn))
