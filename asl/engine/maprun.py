"""Map Runs: a distributed Map's children are executions of their own, which the host starts and reports.

Items come from the state (a list, an object's members) or from a reader; what a reader has made stays with the host, and
the core knows how many rows there are. Each child's input is made when it is started (`mapitems`), what is written to a
bucket is not kept here, and of a child that has succeeded nothing is left but its result: a run of a million items holds
neither a million inputs nor a million names.

A redriven run goes on under its own ARN: unsuccessful Standard children are redriven, Express ones started again on the
same input, and items that had no child get one. A run that never got its items is no run yet: a new one takes its place.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asl.compile.step import MapRunPlan
from asl.engine import ending, walk
from asl.engine.failure import cause_text, error_text, too_large
from asl.engine.frame import RUN, STATUSES, Frame, MapRun
from asl.engine.mapitems import next_input, plan_of
from asl.errors import QueryEvaluationError, RuntimeFailure, StatesError, failure_named
from asl.jsonvalue import ABSENT, JSON, size
from asl.vocabulary import effects, signals
from asl.vocabulary.outcomes import Leave, RunMap

if TYPE_CHECKING:
    from asl.engine.execution import Execution

READER_ERROR: Final = "States.ItemReaderFailed"
THRESHOLD_ERROR: Final = "States.ExceedToleratedFailureThreshold"
THRESHOLD_CAUSE: Final = "The specified tolerated failure threshold was exceeded"


def begin(execution: Execution, frame: Frame, outcome: RunMap) -> Leave | None:
    """Write …Started, read the run's settings, and start the first children or the reading."""
    plan = plan_of(frame)
    items = outcome.items
    length = 0 if items is None else len(items)
    frame.cursor = execution.record(("MapStateStarted", frame.cursor, execution.now_ms, length))
    document = outcome.arguments
    count, percentage = tolerance(plan, frame, document)
    max_items = read = unreadable = None
    if plan.reader is not None:
        _, arguments, _, most = plan.reader
        try:
            max_items = None if most is None else most(frame, document)
        except StatesError as failure:
            if not failure.catchable or failure.error != READER_ERROR:
                raise
            unreadable = failure  # it is the reader that fails, and with it the run
        read = None if arguments is None else arguments(frame, document)
    exported_to = None
    if plan.writer is not None and plan.writer[1] is not None:
        exported_to = plan.writer[1](frame, document)
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
    run.exported_to = exported_to
    if plan.exports:
        run.results = None
    run.tolerated_count, run.tolerated_percentage = count, percentage
    run.begun_id = frame.cursor
    frame.cursor = run.started_id = execution.record(
        ("MapRunStarted", frame.cursor, execution.now_ms, arn)
    )
    _open(execution, frame, run)
    if unreadable is not None:
        _run_failed(execution, frame, run, unreadable)
        return None
    if items is None:
        assert plan.reader is not None  # there are no items without one
        resource, _, config, _ = plan.reader
        effect = effects.ReadItems(frame.next_id(), arn, resource, read, config, max_items)
        execution.wait_for(frame, effect, "read")
        return None
    run.is_read, run.total = True, len(items)
    execution.note(frame, "items", run.total)
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
    run.again, run.unsuccessful = sorted(run.unsuccessful, reverse=True), {}
    run.is_writing, run.failing, run.asked = False, None, None
    run.counts = {**dict.fromkeys(STATUSES, 0), "SUCCEEDED": run.counts["SUCCEEDED"]}
    run.failed_items = run.record_bytes = 0
    # (unconfirmed) It stands in MapRunStarted's stead, so it hangs where that hangs.
    frame.cursor = run.started_id = execution.record(
        ("MapRunRedriven", run.begun_id, execution.now_ms, run.arn, run.redrive_count)
    )
    _open(execution, frame, run)
    _fill(execution, frame, run)
    return True


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
        _run_failed(execution, frame, run, failure_named(signal.error, signal.cause))
        return
    run.is_read, run.total, run.reference = True, signal.total, signal.reference
    execution.note(frame, "items", run.total)
    _fill(execution, frame, run)


def _done_waiting(frame: Frame, effect_id: str) -> None:
    frame.waits = tuple(waiting for waiting in frame.waits if waiting[0] != effect_id)


def _fill(execution: Execution, frame: Frame, run: MapRun) -> None:
    """Start children while there are items and room; finish when there is neither work nor child."""
    if not run.is_read or run.is_writing:
        return
    plan = plan_of(frame)
    is_batched = plan.batch_items is not None or plan.batch_bytes is not None
    while len(run.open) < run.concurrency and run.asked is None:
        if run.again:
            _once_more(execution, frame, run, run.again.pop())
            continue
        first = run.next
        if first >= run.total:
            break
        child = run.made
        if run.items is None:
            # Only the host can see how many rows a batch holds; it says so before the next child is started.
            _add(run, child, is_batched, first, 0 if is_batched else 1)
            run.next += not is_batched
            effect_id = _start(execution, frame, run, child, None, first)
            run.asked = effect_id if is_batched else None
            continue
        try:
            given = next_input(frame, run)
        except StatesError as failure:
            _input_failed(execution, frame, run, failure)
            return
        _add(run, child, is_batched, first, run.next - first)
        if plan.execution_type == "EXPRESS":
            run.inputs[child] = given
        _start(execution, frame, run, child, given, None)
    if not run.open and not run.again and run.next >= run.total:
        _end(execution, frame, run)


def _add(run: MapRun, child: int, is_batched: bool, first: int, count: int) -> None:
    run.made += 1
    if is_batched:
        run.spans[child] = (first, count)
    if run.results is not None:
        run.results.append(None)


def _start(
    execution: Execution, frame: Frame, run: MapRun, child: int, given: JSON, first: int | None
) -> str:
    """Start an execution, the child's first or (Express, redriven) another; the effect's id."""
    run.names[child] = name = execution.rng.uuid()
    effect = effects.StartChild(
        frame.next_id(),
        run.arn,
        frame.step.pointer,
        run.label,
        name,
        plan_of(frame).execution_type,
        child,
        given,
        first,
    )
    effect_id = execution.ask(frame, effect, "child")
    run.open[effect_id] = child
    return effect_id


def _once_more(execution: Execution, frame: Frame, run: MapRun, child: int) -> None:
    """An unsuccessful child: redriven, or started again where there is no redrive."""
    if plan_of(frame).execution_type == "EXPRESS":
        first = run.first_of(child) if run.items is None else None
        _start(execution, frame, run, child, run.inputs.get(child), first)
        return
    effect = effects.RedriveChild(frame.next_id(), run.names[child], run.arn, child)
    run.open[execution.ask(frame, effect, "child")] = child


def _input_failed(execution: Execution, frame: Frame, run: MapRun, failure: StatesError) -> None:
    """The next child cannot be started: the state fails by itself, as where any of its fields fails."""
    abort_children(execution, run)
    run.status, run.stopped_ms = "FAILED", execution.now_ms
    execution.forget(frame)
    frame.run = None
    ending.fail(execution, frame, failure)


def child_started(execution: Execution, frame: Frame, signal: signals.ChildStarted) -> None:
    """Nothing in the parent's history tells of it; that its batch is made lets the next one start."""
    run = _run(frame)
    if run.asked == signal.effect_id:
        child = run.open[signal.effect_id]
        first = run.first_of(child)
        run.asked, run.next = None, first + signal.items
        run.spans[child] = (first, signal.items)
        _fill(execution, frame, run)


def child_not_started(execution: Execution, frame: Frame, signal: signals.InputFailed) -> None:
    failure = failure_named(signal.error, signal.cause)
    if signal.error == QueryEvaluationError.error:
        failure = QueryEvaluationError(signal.cause, location=signal.location)
    _input_failed(execution, frame, _run(frame), failure)


def child_finished(execution: Execution, frame: Frame, signal: signals.ChildFinished) -> None:
    run = _run(frame)
    child = run.open.pop(signal.effect_id)
    if run.asked == signal.effect_id:
        # It has ended without a word of its size: it was one item, or there would be no end of it.
        run.asked, run.next = None, run.next + 1
        run.spans[child] = (run.first_of(child), 1)
    plan, status = plan_of(frame), signal.status
    run.counts[status] += 1
    if status == "SUCCEEDED":
        run.forget(child)
        _keep(execution, run, plan, child, signal.record if plan.keeps_records else signal.output)
    else:
        run.unsuccessful[child] = status
        _keep(execution, run, plan, child, signal.record)
        if status != "ABORTED":
            run.failed_items += run.items_of(child)
            execution.note(frame, "failed", child)
        if _too_many(run):
            abort_children(execution, run)
            run.failing = (THRESHOLD_ERROR, THRESHOLD_CAUSE)
            _end(execution, frame, run)
            return
    _fill(execution, frame, run)


def _keep(execution: Execution, run: MapRun, plan: MapRunPlan, child: int, result: JSON) -> None:
    """Keep a child's result, as long as all of them together can be a result."""
    if run.results is None:
        return
    bytes_ = size(result)
    limit = execution.limits.payload_bytes
    if child in run.unsuccessful:
        # After a redrive another one stands in its place, so it never costs the others theirs.
        run.record_bytes += bytes_
        run.results[child] = None if run.result_bytes + run.record_bytes > limit else result
        return
    run.results[child] = result
    run.result_bytes += bytes_ - 2 if plan.flattens and isinstance(result, list) else bytes_
    if run.result_bytes > limit:
        run.results = None


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
    stopped = [*run.open.values(), *run.again]
    run.counts["ABORTED"] += len(stopped)
    run.unsuccessful.update(dict.fromkeys(stopped, "ABORTED"))
    run.open.clear()
    run.again.clear()
    run.asked = None


def _end(execution: Execution, frame: Frame, run: MapRun) -> None:
    """No child is left: the results are written, whether the run is failing or not, and then it is over."""
    plan = plan_of(frame)
    if plan.exports and not run.is_writing:
        assert plan.writer is not None  # it exports
        resource, _, config = plan.writer
        assert resource is not None
        run.is_writing = True
        effect = effects.WriteResults(frame.next_id(), run.arn, resource, run.exported_to, config)
        execution.wait_for(frame, effect, "write")
    elif run.failing is not None:
        _run_failed(execution, frame, run, failure_named(*run.failing))
    else:
        _succeed(execution, frame, run, _result(execution, run, plan))


def _result(execution: Execution, run: MapRun, plan: MapRunPlan) -> JSON:
    """The list of the children's results; ABSENT when it would be too large."""
    results = run.results
    if results is None or run.result_bytes + run.record_bytes > execution.limits.payload_bytes:
        return ABSENT
    if not plan.flattens:
        return results
    return [
        member
        for result in results
        for member in (result if isinstance(result, list) else [result])
    ]


def results_written(execution: Execution, frame: Frame, signal: signals.ResultsWritten) -> None:
    run = _run(frame)
    _done_waiting(frame, signal.effect_id)
    if run.failing is None and signal.error is not None:
        run.failing = (signal.error, signal.cause)
    if run.failing is not None:
        _run_failed(execution, frame, run, failure_named(*run.failing))
        return
    written: JSON = {"MapRunArn": run.arn, "ResultWriterDetails": signal.details}
    _succeed(execution, frame, run, written)


def _run_failed(execution: Execution, frame: Frame, run: MapRun, failure: StatesError) -> None:
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


def _succeed(execution: Execution, frame: Frame, run: MapRun, result: JSON) -> None:
    execution.forget(frame)
    run.status, run.stopped_ms = "SUCCEEDED", execution.now_ms
    now_ms, step = execution.now_ms, frame.step
    done = execution.record(("MapRunSucceeded", run.started_id, now_ms))
    frame.cursor = execution.record(("MapStateSucceeded", done, now_ms))
    frame.run = None
    assert step.resume is not None  # a Map has one
    try:
        if result is ABSENT:
            raise too_large(step.name)
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
