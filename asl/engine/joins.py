"""Parallel and inline Map: children in, one list of outputs back, or one failure that stops the rest.

An inline Map has at most its concurrency in live frames and one cursor into its items. Ids, all recorded:
- concurrent iterations hang on …Started, those of a sequential Map on the last event of the iteration before;
- …Succeeded and …Exited of the whole hang on what completed last (a Map's on its MapIterationSucceeded);
- when a child fails at event f, everything that is written for its siblings and itself hangs on f.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from asl.engine import ending, maprun, walk
from asl.engine.frame import (
    AGAIN,
    BACKOFF,
    ENTER,
    FAILED,
    GONE,
    IDLE,
    JOIN,
    RESUME,
    RUN,
    TASK,
    WAIT,
    Frame,
    ItemScope,
    Join,
    map_item,
)
from asl.engine.measure import measured
from asl.errors import StatesError
from asl.jsonvalue import JSON
from asl.vocabulary.outcomes import Fork, Iterate, Leave

if TYPE_CHECKING:
    from asl.engine.execution import Execution

_LEAVES: Final = {"Task": "TaskStateAborted", "Wait": "WaitStateAborted"}
# Phases of a state that was entered, has not failed, and waits; of a Parallel or Map, and of the others.
_WITHIN: Final = (JOIN, RUN, BACKOFF, AGAIN)
_UNDER_WAY: Final = (TASK, WAIT, BACKOFF, AGAIN)


def fork(execution: Execution, frame: Frame, outcome: Fork) -> Leave | None:
    """Start every branch on the same effective input."""
    step = frame.step
    bytes_, depth = frame.bytes, frame.depth
    if outcome.arguments is not frame.input:
        bytes_, depth = walk.bounds(
            execution, frame, outcome.arguments, outcome.growth, bytes_, depth, step.name
        )
    started = execution.record(("ParallelStateStarted", frame.cursor, execution.now_ms))
    frame.cursor = started
    frame.phase = JOIN
    frame.join = join = Join([None] * len(step.branches), started)
    frame.made += 1
    for index, first in enumerate(step.branches):
        child = Frame(
            f"{frame.id}/{frame.made}.{index}",
            execution,
            first,
            outcome.arguments,
            bytes_,
            depth,
            started,
        )
        _adopt(execution, frame, child, index)
        join.children[index] = child
    return None


def _adopt(execution: Execution, parent: Frame, child: Frame, index: int) -> None:
    child.parent = parent
    child.index = index
    child.variables = parent.variables
    child.variable_bytes = parent.variable_bytes
    execution.ready.append(child)


def iterate(execution: Execution, frame: Frame, outcome: Iterate) -> Leave | None:
    """Start as many iterations as may run at once."""
    items = outcome.items
    started = execution.record(("MapStateStarted", frame.cursor, execution.now_ms, len(items)))
    frame.cursor = started
    frame.phase = JOIN
    frame.join = join = Join([None] * len(items), started)
    join.items, join.keys = items, outcome.keys
    join.concurrency, join.arguments = outcome.concurrency, outcome.arguments
    join.given_bytes, join.given_depth = _given_bounds(execution, frame, outcome)
    frame.made += 1
    execution.note(frame, "items", len(items))
    if not items:
        _complete(execution, frame)
    for _ in range(min(join.concurrency, len(items))):
        _next_iteration(execution, frame, join, started)
    return None


def _given_bounds(execution: Execution, frame: Frame, outcome: Iterate) -> tuple[int, int]:
    """Bounds of the effective input and of every item, which need not be part of it (a variable, an expression)."""
    bytes_, depth = frame.bytes, frame.depth
    arguments, items = outcome.arguments, outcome.items
    if arguments is not frame.input:
        bytes_, depth = walk.bounds(
            execution, frame, arguments, outcome.growth, bytes_, depth, frame.step.name
        )
    if items is not arguments:
        items_bytes, items_depth = measured(items)
        bytes_, depth = max(bytes_, items_bytes), max(depth, items_depth)
    return bytes_, depth


def _next_iteration(execution: Execution, frame: Frame, join: Join, previous: int) -> None:
    index = join.next
    join.next = index + 1
    items = join.items
    assert items is not None  # an inline Map has items
    step = frame.step
    given = items[index]
    bytes_, depth = join.given_bytes, join.given_depth
    if step.select is not None:
        key = None if join.keys is None else join.keys[index]
        scope = ItemScope(frame, map_item(index, given, key, None))
        growth = step.select.growth
        given = step.select.evaluate(scope, join.arguments)
        bytes_, depth = walk.bounds(execution, frame, given, growth, bytes_, depth, step.name)
    elif not isinstance(given, (dict, list)):
        bytes_, depth = _scalar_bytes(given), 0
    started = execution.record(
        ("MapIterationStarted", previous, execution.now_ms, step.name, index)
    )
    child = Frame(
        f"{frame.id}/{frame.made}.{index}",
        execution,
        step.branches[0],
        given,
        bytes_,
        depth,
        started,
    )
    _adopt(execution, frame, child, index)
    join.children[index] = child


def _scalar_bytes(value: JSON) -> int:
    """A bound: a character takes up to six bytes as an escape, a number no more than this."""
    return len(value) * 6 + 2 if isinstance(value, str) else len(repr(value)) + 8


def child_done(execution: Execution, child: Frame) -> None:
    """A branch or iteration has ended well; its input is now its output."""
    parent = child.parent
    assert parent is not None
    assert parent.join is not None
    join = parent.join
    child.phase = GONE
    join.results[child.index] = child.input
    join.children.pop(child.index, None)
    join.done += 1
    join.bytes += child.bytes + 1
    if child.depth > join.depth:
        join.depth = child.depth
    if join.items is None:
        join.last_id = child.cursor
        if join.done == len(join.results):
            _complete(execution, parent)
        return
    join.last_id = execution.record(
        (
            "MapIterationSucceeded",
            child.cursor,
            execution.now_ms,
            parent.step.name,
            child.index,
        )
    )
    if join.next < len(join.results):
        previous = child.cursor if join.concurrency == 1 else join.started_id
        try:
            _next_iteration(execution, parent, join, previous)
        except StatesError as failure:
            ending.fail(execution, parent, failure)
    elif join.done == len(join.results):
        _complete(execution, parent)


def _complete(execution: Execution, parent: Frame) -> None:
    # At the head of the queue: what takes no transition belongs to what brought it about, and comes before any other
    # signal. A journal that tells only at which transition a signal came then says enough.
    parent.phase = RESUME
    execution.ready.appendleft(parent)


def child_failed(execution: Execution, child: Frame, failure: StatesError) -> None:
    """A branch or iteration has failed: its siblings are stopped and the state fails with its error."""
    parent = child.parent
    assert parent is not None  # a child has one
    failing_id = child.cursor
    execution.note(parent, "failed", child.index)
    stop_children(execution, parent, failing_id, child)
    parent.cursor = failing_id
    ending.handle(execution, parent, failure)


def stop_children(
    execution: Execution, parent: Frame, failing_id: int, failed: Frame | None
) -> None:
    """Stop what runs below a frame, and write what the service writes for it."""
    join = parent.join
    if join is None:
        return
    name, now_ms = parent.step.name, execution.now_ms
    for index in sorted(join.children):
        frame = join.children[index]
        if join.items is not None:
            kind = "MapIterationFailed" if frame is failed else "MapIterationAborted"
            execution.record((kind, failing_id, now_ms, name, index))
        _stop(execution, frame, failing_id, frame is failed)


def _stop(execution: Execution, frame: Frame, failing_id: int, has_failed: bool) -> None:
    """Bounded by the nesting of the definition."""
    was, step = frame.phase, frame.step
    execution.forget(frame)
    if step.branches and was in _WITHIN:
        if was is JOIN:
            stop_children(execution, frame, failing_id, None)
        elif was is RUN:
            maprun.abort(execution, frame, failing_id)
        execution.record((f"{step.type}StateAborted", failing_id, execution.now_ms))
    elif step.type in _LEAVES and (has_failed or was in _UNDER_WAY):
        execution.record((_LEAVES[step.type], failing_id, execution.now_ms))
    frame.phase = IDLE if was in (ENTER, IDLE) else FAILED
