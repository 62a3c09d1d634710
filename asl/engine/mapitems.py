"""What a child of a Map Run is given: one item through ItemSelector, or a batch of them.

Items that came with the state are the core's. Rows that a reader has made stay with the host: the core then names the
child and its first row, and the host asks here for the input, with the core's own closures in the scope of the Map state.
Nothing of the execution changes on the way, its random numbers neither: a child that is made of rows draws from a stream of
its own, so that a replay need not ask for its input.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, TypeAlias

from asl.compile.step import MapRunPlan
from asl.engine.failure import too_large
from asl.engine.frame import Frame, ItemScope, MapRun, map_item
from asl.engine.measure import exceeds
from asl.engine.rng import Rng, stream_state
from asl.errors import StatesError
from asl.jsonvalue import JSON, size
from asl.limits import MAX_PAYLOAD_BYTES

if TYPE_CHECKING:
    from asl.engine.execution import Execution
    from asl.vocabulary.effects import StartChild

RowAt: TypeAlias = Callable[[int], tuple[JSON, str]]
"""A row by its number, and where it comes from (`Map.Item.Source`)"""
_ItemAt: TypeAlias = Callable[[int], tuple[JSON, str | None, str]]
"""An item, its key where an object is iterated, its source"""


def plan_of(frame: Frame) -> MapRunPlan:
    plan = frame.step.plan
    assert plan is not None  # only a distributed Map has a run
    return plan


def next_input(frame: Frame, run: MapRun) -> JSON:
    """The input of the next child, of items that the core has; `run.next` moves on.

    Raises:
        StatesError: ItemSelector or ItemBatcher fails.
    """
    items, keys, source = run.items, run.keys, run.source
    assert items is not None  # the core has them

    def item_at(index: int) -> tuple[JSON, str | None, str]:
        return items[index], None if keys is None else keys[index], source

    given, count = _input(frame, None, run, run.next, item_at)
    run.next += count
    return given


def input_of_rows(
    execution: Execution, effect: StartChild, row_at: RowAt
) -> tuple[JSON, int] | None:
    """(the input of a child whose rows the host has, how many rows it is made of); None: its Map Run is over.

    Raises:
        StatesError: ItemSelector or ItemBatcher fails, or the input is too large. The host answers with InputFailed.
    """
    frame = _frame_of(execution, effect.map_run_arn)
    if frame is None:
        return None
    run = frame.run
    assert run is not None  # `_frame_of` says so
    assert effect.first is not None  # the child is made of rows
    return _of_rows(frame, run, effect.child, effect.first, row_at)


def inputs_never_given(
    execution: Execution, map_run_arn: str, row_at: RowAt | None
) -> Iterator[JSON]:
    """The inputs of the children that a Map Run has not come to, while its results are written.

    row_at: the rows, where the host has them. An input that cannot be made ends the list.
    """
    frame = _frame_of(execution, map_run_arn)
    if frame is None or frame.run is None:
        return
    run, at, child = frame.run, frame.run.next, frame.run.made
    if run.items is not None:
        items, keys, source = run.items, run.keys, run.source
        row_at = None

        def item_at(index: int) -> tuple[JSON, str | None, str]:
            return items[index], None if keys is None else keys[index], source

    while at < run.total:
        try:
            if row_at is not None:
                given, count = _of_rows(frame, run, child, at, row_at)
            else:
                given, count = _input(frame, _own_numbers(run, child), run, at, item_at)
        except StatesError:
            return
        yield given
        at += count
        child += 1


def _frame_of(execution: Execution, map_run_arn: str) -> Frame | None:
    """The frame of a Map Run that is open."""
    waiting = execution.pending.get(map_run_arn)
    return None if waiting is None else waiting[0]


def _own_numbers(run: MapRun, child: int) -> Rng:
    """The random numbers of one child's input."""
    return Rng(stream_state(child, run.arn))


def _of_rows(frame: Frame, run: MapRun, child: int, first: int, row_at: RowAt) -> tuple[JSON, int]:
    plan = plan_of(frame)
    if frame.step.select is None and plan.batch_items is None and plan.batch_bytes is None:
        given, count = row_at(first)[0], 1
    else:

        def item_at(index: int) -> tuple[JSON, str | None, str]:
            row, source = row_at(index)
            return row, None, source

        given, count = _input(frame, _own_numbers(run, child), run, first, item_at)
    if exceeds(given, MAX_PAYLOAD_BYTES):
        # (unconfirmed) A row may have 8 MiB, an input not: the state fails as with any payload that is too large.
        raise too_large(frame.step.name)
    return given, count


def _input(
    frame: Frame, rng: Rng | None, run: MapRun, first: int, item_at: _ItemAt
) -> tuple[JSON, int]:
    """One item, or a batch from number `first` on, and how many items it is made of."""
    plan = plan_of(frame)
    if plan.batch_items is None and plan.batch_bytes is None:
        return _selected(frame, rng, run, first, item_at), 1
    scope = frame if rng is None else _RowScope(frame, rng)
    most = None if plan.batch_items is None else plan.batch_items(scope, run.arguments)
    room = None if plan.batch_bytes is None else plan.batch_bytes(scope, run.arguments)
    batch: dict[str, JSON] = {}
    if plan.batch_input is not None:
        batch["BatchInput"] = plan.batch_input(scope, run.arguments)
    items: list[JSON] = []
    batch["Items"] = items
    limit = MAX_PAYLOAD_BYTES if room is None else min(room, MAX_PAYLOAD_BYTES)
    used = size(batch)
    at = first
    while at < run.total and (most is None or len(items) < most):
        item = _selected(frame, rng, run, at, item_at)
        used += size(item) + bool(items)  # a comma between
        if items and used > limit:
            break
        items.append(item)
        at += 1
    return batch, at - first


def _selected(frame: Frame, rng: Rng | None, run: MapRun, index: int, item_at: _ItemAt) -> JSON:
    """An item, through ItemSelector."""
    item, key, source = item_at(index)
    select = frame.step.select
    if select is None:
        return item
    scope = ItemScope(frame, map_item(index, item, key, source))
    if rng is not None:
        scope.rng = rng
    return select.evaluate(scope, run.arguments)


class _RowScope:
    """The Map state's scope with other random numbers."""

    __slots__ = ("_frame", "input", "now_ms", "rng", "variables")

    def __init__(self, frame: Frame, rng: Rng) -> None:
        self._frame = frame
        self.input = frame.input
        self.variables = frame.variables
        self.now_ms = frame.now_ms
        self.rng = rng

    def tap(self, stage: str, value: JSON) -> None:
        self._frame.tap(stage, value)

    @property
    def context(self) -> JSON:
        return self._frame.context
