"""Map Runs: a distributed Map's children are executions of their own, which the host starts and reports.

Items come from the state (a list, an object's members) or from a reader's pages, which stay with the host: the core
then knows their number and a reference. Each child's input is made when it is started, so that a run of a million
items holds no million inputs.

A redriven run goes on under its own ARN: unsuccessful Standard children are redriven, Express ones started again on the
same input, and items that had no child get one. A run that never got its items is no run yet: a new one takes its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asl.compile.step import MapRunPlan
from asl.engine import ending, walk
from asl.engine.failure import cause_text, error_text
from asl.engine.frame import RUN, Frame, ItemScope, map_item
from asl.errors import RuntimeFailure, StatesError
from asl.jsonvalue import ABSENT, JSON, size
from asl.limits import MAX_PAYLOAD_BYTES
from asl.vocabulary import effects, signals
from asl.vocabulary.outcomes import Leave, RunMap

if TYPE_CHECKING:
    from asl.engine.execution import Execution

THRESHOLD_ERROR: Final = "States.ExceedToleratedFailureThreshold"
THRESHOLD_CAUSE: Final = "The specified tolerated failure threshold was exceeded"
FROM_STATE: Final = "STATE_DATA"
_STATUSES: Final = ("SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED")


class MapRun:
    """One Map Run. Counts are of children; `results`, `names` and `firsts` are by child, in item order."""

    __slots__ = (
        "again",
        "arguments",
        "arn",
        "begun_id",
        "concurrency",
        "counts",
        "failed_items",
        "firsts",
        "inputs",
        "is_read",
        "items",
        "keys",
        "label",
        "names",
        "next",
        "open",
        "redrive_count",
        "results",
        "source",
        "started_id",
        "started_ms",
        "status",
        "stopped_ms",
        "tolerated_count",
        "tolerated_percentage",
        "total",
        "unsuccessful",
    )

    def __init__(self, arn: str, label: str, started_ms: int) -> None:
        self.arn = arn
        self.label = label
        self.started_ms = started_ms
        self.stopped_ms: int | None = None
        self.status = "RUNNING"
        self.begun_id = 0  # MapStateStarted
        self.started_id = 0  # MapRunStarted, or the last MapRunRedriven
        self.is_read = False  # the items are known
        self.items: list[JSON] | None = None  # None: the host has read them
        self.keys: list[str] | None = None
        self.source = FROM_STATE
        self.arguments: JSON = None
        self.concurrency = 0
        self.tolerated_count: int | None = None
        self.tolerated_percentage: float | None = None
        self.next = 0  # the first item that is in no child yet
        self.total = 0  # items
        self.results: list[JSON] = []
        self.names: list[str] = []
        self.firsts: list[int] = []  # the first item of each
        self.open: dict[str, int] = {}  # effect id → child's index
        self.unsuccessful: list[int] = []  # indices
        self.again: list[int] = []  # indices that a redrive has not reached yet, the last one first
        self.inputs: dict[int, JSON] = {}  # of Express children that have not succeeded
        self.counts = dict.fromkeys(_STATUSES, 0)
        self.failed_items = 0  # in children that failed or timed out
        self.redrive_count = 0

    def items_of(self, child: int) -> int:
        """How many items a child has."""
        firsts = self.firsts
        return (firsts[child + 1] if child + 1 < len(firsts) else self.next) - firsts[child]


def begin(execution: Execution, frame: Frame, outcome: RunMap) -> Leave | None:
    """Write …Started, read the run's settings, and start the first children or the reading."""
    plan = _plan(frame)
    items = outcome.items
    length = 0 if items is None else len(items)
    frame.cursor = execution.record(("MapStateStarted", frame.cursor, execution.now_ms, length))
    document = outcome.arguments
    count, percentage = tolerance(plan, frame, document)
    max_items = None
    if plan.reader is not None and plan.reader[3] is not None:
        max_items = plan.reader[3](frame, document)
    label = plan.label or execution.rng.uuid()
    identity = execution.identity
    arn = (
        f"arn:{identity.partition}:states:{identity.region}:{identity.account}"
        f":mapRun:{identity.machine_name}/{label}:{execution.rng.uuid()}"
    )
    frame.run = run = MapRun(arn, label, execution.now_ms)
    execution.map_runs.append(run)
    run.items, run.keys = items, outcome.keys
    run.arguments, run.concurrency = document, outcome.concurrency
    run.tolerated_count, run.tolerated_percentage = count, percentage
    run.begun_id = frame.cursor
    frame.cursor = run.started_id = execution.record(
        ("MapRunStarted", frame.cursor, execution.now_ms, arn)
    )
    _open(execution, frame, run)
    if items is None:
        assert plan.reader is not None  # there are no items without one
        resource, arguments, config, _ = plan.reader
        given = None if arguments is None else arguments(frame, document)
        effect = effects.ReadItems(frame.next_id(), resource, given, config, max_items)
        execution.wait_for(frame, effect, "read")
        return None
    run.is_read, run.total = True, len(items)
    _fill(execution, frame, run)
    return None


def _open(execution: Execution, frame: Frame, run: MapRun) -> None:
    """From here on the run can be updated by its ARN."""
    frame.phase = RUN
    execution.pending[run.arn] = (frame, "run")
    frame.waits = (*frame.waits, (run.arn, "run"))


def redrive(execution: Execution, frame: Frame) -> bool:
    """Go on with the run that the frame's state was stopped in. False: it has none that could go on."""
    run = frame.run
    if run is None or not run.is_read:
        return False
    run.status, run.stopped_ms = "RUNNING", None
    run.redrive_count += 1
    run.again, run.unsuccessful = sorted(run.unsuccessful, reverse=True), []
    run.counts = {**dict.fromkeys(_STATUSES, 0), "SUCCEEDED": run.counts["SUCCEEDED"]}
    run.failed_items = 0
    # (unconfirmed) It stands in MapRunStarted's stead, so it hangs where that hangs.
    frame.cursor = run.started_id = execution.record(
        ("MapRunRedriven", run.begun_id, execution.now_ms, run.arn, run.redrive_count)
    )
    _open(execution, frame, run)
    _fill(execution, frame, run)
    return True


def _plan(frame: Frame) -> MapRunPlan:
    plan = frame.step.plan
    assert plan is not None  # only a distributed Map has a run
    return plan


def _run(frame: Frame) -> MapRun:
    assert frame.run is not None  # a signal for a run reaches only a frame that awaits it
    return frame.run


def tolerance(plan: MapRunPlan, frame: Frame, document: JSON) -> tuple[int | None, float | None]:
    """ToleratedFailureCount and ToleratedFailurePercentage, None where they are not given."""
    count = None if plan.tolerated_count is None else plan.tolerated_count(frame, document)
    if count is not None and count < 0:
        raise RuntimeFailure("ToleratedFailureCount cannot be negative.")
    percentage = (
        None if plan.tolerated_percentage is None else plan.tolerated_percentage(frame, document)
    )
    if percentage is not None and not 0 <= percentage <= 100:
        raise RuntimeFailure("ToleratedFailurePercentage must be between 0 and 100.")
    return count, percentage


def items_read(execution: Execution, frame: Frame, signal: signals.ItemsRead) -> None:
    run = _run(frame)
    _done_waiting(frame, signal.effect_id)
    if signal.error is not None:
        _run_failed(execution, frame, run, StatesError(signal.cause, error=signal.error))
        return
    run.is_read, run.total = True, signal.total
    run.source = signal.reference if isinstance(signal.reference, str) else FROM_STATE
    _fill(execution, frame, run)


def _done_waiting(frame: Frame, effect_id: str) -> None:
    frame.waits = tuple(waiting for waiting in frame.waits if waiting[0] != effect_id)


def _fill(execution: Execution, frame: Frame, run: MapRun) -> None:
    """Start children while there are items and room; finish when there is neither work nor child."""
    while len(run.open) < run.concurrency and (run.again or run.next < run.total):
        if run.again:
            _once_more(execution, frame, run, run.again.pop())
            continue
        first = run.next
        try:
            given = child_input(frame, run)
        except StatesError as failure:
            abort_children(execution, run)
            run.status, run.stopped_ms = "FAILED", execution.now_ms
            execution.forget(frame)
            frame.run = None
            ending.fail(execution, frame, failure)
            return
        run.firsts.append(first)
        run.results.append(None)
        run.names.append("")
        _start(execution, frame, run, len(run.results) - 1, given)
    if not run.open and not run.again and run.next >= run.total:
        _all_done(execution, frame, run)


def _start(execution: Execution, frame: Frame, run: MapRun, index: int, given: JSON) -> None:
    """Start an execution, the child's first or (Express, redriven) another."""
    execution_type = _plan(frame).execution_type
    run.names[index] = name = execution.rng.uuid()
    if execution_type == "EXPRESS":
        run.inputs[index] = given
    effect = effects.StartChild(
        frame.next_id(),
        run.arn,
        frame.step.pointer,
        run.label,
        name,
        execution_type,  # type: ignore[arg-type]  # the parser allows these two only
        index,
        given,
    )
    run.open[execution.ask(frame, effect, "child")] = index


def _once_more(execution: Execution, frame: Frame, run: MapRun, index: int) -> None:
    """An unsuccessful child: redriven, or started again where there is no redrive."""
    if index in run.inputs:
        _start(execution, frame, run, index, run.inputs[index])
        return
    effect = effects.RedriveChild(frame.next_id(), run.names[index])
    run.open[execution.ask(frame, effect, "child")] = index


def child_input(frame: Frame, run: MapRun) -> JSON:
    """The next child's input: one item, or a batch of them."""
    plan = _plan(frame)
    if plan.batch_items is None and plan.batch_bytes is None:
        return _selected(frame, run)
    most = None if plan.batch_items is None else plan.batch_items(frame, run.arguments)
    room = None if plan.batch_bytes is None else plan.batch_bytes(frame, run.arguments)
    batch: dict[str, JSON] = {}
    if plan.batch_input is not None:
        batch["BatchInput"] = plan.batch_input(frame, run.arguments)
    items: list[JSON] = []
    batch["Items"] = items
    limit = MAX_PAYLOAD_BYTES if room is None else min(room, MAX_PAYLOAD_BYTES)
    used = size(batch)
    while run.next < run.total and (most is None or len(items) < most):
        at = run.next
        item = _selected(frame, run)
        used += size(item) + bool(items)  # a comma between
        if items and used > limit:
            run.next = at
            break
        items.append(item)
    return batch


def _selected(frame: Frame, run: MapRun) -> JSON:
    """The next item, through ItemSelector."""
    index = run.next
    run.next += 1
    items = run.items
    if items is None:
        # The host holds the rows; it applies what the effect's index names.
        return ABSENT
    item = items[index]
    select = frame.step.select
    if select is None:
        return item
    key = None if run.keys is None else run.keys[index]
    scope = ItemScope(frame, map_item(index, item, key, run.source))
    return select.evaluate(scope, run.arguments)


def child_started(execution: Execution, frame: Frame, signal: signals.ChildStarted) -> None:
    """Nothing in the parent's history tells of it."""


def child_finished(execution: Execution, frame: Frame, signal: signals.ChildFinished) -> None:
    run = _run(frame)
    index = run.open.pop(signal.effect_id)
    run.counts[signal.status] += 1
    if signal.status == "SUCCEEDED":
        run.results[index] = signal.output
        run.inputs.pop(index, None)
    else:
        run.results[index] = signal.record
        run.unsuccessful.append(index)
        if signal.status != "ABORTED":
            run.failed_items += run.items_of(index)
        if _too_many(run):
            _run_failed(execution, frame, run, StatesError(THRESHOLD_CAUSE, error=THRESHOLD_ERROR))
            return
    _fill(execution, frame, run)


def _too_many(run: MapRun) -> bool:
    """Failed or timed-out items against all items (AWS guide, "Tolerated failure threshold")."""
    failed = run.failed_items
    count, percentage = run.tolerated_count, run.tolerated_percentage
    if count is None and percentage is None:
        return failed > 0
    if count is not None and failed > count:
        return True
    return percentage is not None and failed * 100 > percentage * run.total


def updated(execution: Execution, frame: Frame, signal: signals.MapRunUpdated) -> None:
    run = _run(frame)
    if signal.max_concurrency is not None:
        run.concurrency = signal.max_concurrency or run.concurrency
    if signal.tolerated_count is not None:
        run.tolerated_count = signal.tolerated_count
    if signal.tolerated_percentage is not None:
        run.tolerated_percentage = signal.tolerated_percentage
    _fill(execution, frame, run)


def abort_children(execution: Execution, run: MapRun) -> None:
    for effect_id in run.open:
        if execution.pending.pop(effect_id, None) is not None:
            execution.effects.append(effects.StopChild(effect_id))
    _stop_counting(run)


def _stop_counting(run: MapRun) -> None:
    """Children that are open, or wait for a redrive, have not succeeded."""
    run.counts["ABORTED"] += len(run.open)
    run.unsuccessful += [*run.open.values(), *run.again]
    run.open.clear()
    run.again.clear()


def _run_failed(execution: Execution, frame: Frame, run: MapRun, failure: StatesError) -> None:
    abort_children(execution, run)
    execution.forget(frame)
    run.status, run.stopped_ms = "FAILED", execution.now_ms
    frame.cursor = execution.record(
        (
            "MapRunFailed",
            run.started_id,
            execution.now_ms,
            error_text(failure),
            cause_text(failure),
        )
    )
    ending.handle(execution, frame, failure)


def _all_done(execution: Execution, frame: Frame, run: MapRun) -> None:
    writer = _plan(frame).writer
    if writer is not None and writer[0] is not None:
        resource, arguments, config = writer
        assert resource is not None
        given = None if arguments is None else arguments(frame, run.arguments)
        effect = effects.WriteResults(frame.next_id(), run.arn, resource, given, config)
        execution.wait_for(frame, effect, "write")
        return
    transformation = None if writer is None else writer[2].get("Transformation")
    results = run.results
    if transformation == "FLATTEN":
        results = [
            member
            for result in results
            for member in (result if isinstance(result, list) else [result])
        ]
    _finish(execution, frame, run, results)


def results_written(execution: Execution, frame: Frame, signal: signals.ResultsWritten) -> None:
    run = _run(frame)
    _done_waiting(frame, signal.effect_id)
    if signal.error is not None:
        _run_failed(execution, frame, run, StatesError(signal.cause, error=signal.error))
        return
    _finish(execution, frame, run, {"MapRunArn": run.arn, "ResultWriterDetails": signal.details})


def _finish(execution: Execution, frame: Frame, run: MapRun, result: JSON) -> None:
    execution.forget(frame)
    run.status, run.stopped_ms = "SUCCEEDED", execution.now_ms
    now_ms, step = execution.now_ms, frame.step
    done = execution.record(("MapRunSucceeded", run.started_id, now_ms))
    frame.cursor = execution.record(("MapStateSucceeded", done, now_ms))
    frame.run = None
    assert step.resume is not None  # a Map has one
    try:
        bytes_, depth = walk.bounds(execution, frame, result, None, 0, 0, step.name)
        left = step.resume(frame, result)
    except StatesError as failure:
        ending.fail(execution, frame, failure)
        return
    # Recorded from November 2024 on: the exit hangs on MapRunStarted.
    frame.cursor = run.started_id
    walk.go_on(execution, frame, left, bytes_, depth)


def abort(execution: Execution, frame: Frame, failing_id: int) -> None:
    """The Map Run's own state is stopped from outside."""
    run = frame.run
    assert run is not None  # RUN says so
    abort_children(execution, run)
    run.status, run.stopped_ms = "ABORTED", execution.now_ms
    execution.record(("MapRunAborted", failing_id, execution.now_ms))


def close_all(execution: Execution, status: str) -> None:
    """The execution is over, and with it every run that is still open."""
    for run in execution.map_runs:
        if run.status == "RUNNING":
            run.status = "FAILED" if status == "FAILED" else "ABORTED"
            run.stopped_ms = execution.now_ms
            _stop_counting(run)
