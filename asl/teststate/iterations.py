"""A Map's iterations without running them: what each would have been given, and whether too many are said to have failed.

Everything is the engine's own: the item selector and the batcher of the compiled step, the scope of an item, the
tolerances of a Map Run. It happens while the state waits for its one call, so variables and context are those of the
state's entry.
"""

from __future__ import annotations

from typing import NamedTuple

from asl.compile.steps.fan_out import as_items
from asl.engine.execution import Execution
from asl.engine.frame import FROM_STATE, Frame, ItemScope, MapRun, map_item
from asl.engine.mapitems import next_input
from asl.engine.maprun import THRESHOLD_CAUSE, THRESHOLD_ERROR, tolerance
from asl.hosts.answers import Failed
from asl.jsonvalue import ABSENT, JSON
from asl.teststate.alone import taps_of
from asl.teststate.refusal import invalid
from asl.teststate.rows import rows_of


class Iterations(NamedTuple):
    """What there is to iterate. total None: an ItemReader has it, and nobody said what it reads.

    batches: what ItemBatcher made of the items, None without one. pointed: what ItemsPointer found, ABSENT without one.
    """

    total: int | None
    tolerated_count: int | None
    tolerated_percentage: float | None
    batches: list[JSON] | None
    pointed: JSON

    def too_many(self, failed: int, results: JSON) -> Failed | None:
        """The failure that so many failed iterations are. Recorded: without a tolerance none is too many here.

        Raises:
            TestStateError: there are not so many iterations.
        """
        total = self.total
        if total is None:
            total = len(results) if isinstance(results, list) else None
        if total is not None and failed > total:
            raise invalid(
                "Map iteration failure count must be less than or equal to the number of Map iterations"
            )
        count, percentage = self.tolerated_count, self.tolerated_percentage
        over = count is not None and failed > count
        if percentage is not None and total is not None:
            over = over or failed * 100 > percentage * total
        return Failed(THRESHOLD_ERROR, THRESHOLD_CAUSE) if over else None


def iterations_of(execution: Execution, reader_data: str | None) -> Iterations:
    """The iterations of the Map that the execution's frame is in. ItemSelector and the tolerances tell the frame's taps.

    Args:
        reader_data: what an ItemReader would read, if the caller said so.

    Raises:
        StatesError: a field of the Map fails.
    """
    frame = execution.root
    assert frame is not None  # a call was made
    told = dict(taps_of(execution))
    document = told.get("afterInputPath", frame.input)
    found = told.get("afterItemsPath", told.get("afterItems"))
    plan = frame.step.plan
    if plan is None:
        items, keys = as_items(found)
        _select_inline(frame, items, keys, document)
        return Iterations(len(items), None, None, None, ABSENT)
    count, percentage = tolerance(plan, frame, document)
    pointed: JSON = ABSENT
    most, source = None, FROM_STATE
    if plan.reader is not None:
        _, arguments, config, max_items = plan.reader
        most = None if max_items is None else max_items(frame, document)
        source = _source(None if arguments is None else arguments(frame, document))
        if reader_data is None:
            return Iterations(None, count, percentage, None, ABSENT)
        found, pointed = rows_of(reader_data, config)
    items, keys = as_items(found)
    run = MapRun("", "", execution.now_ms)
    run.items, run.keys = items, keys
    run.arguments, run.source = document, source
    run.total = min(len(items), most) if most else len(items)
    inputs = []
    while run.next < run.total:
        inputs.append(next_input(frame, run))
    is_batched = plan.batch_items is not None or plan.batch_bytes is not None
    return Iterations(run.total, count, percentage, inputs if is_batched else None, pointed)


def _source(arguments: JSON) -> str:
    """`Map.Item.Source` of items in S3 (recorded)."""
    if isinstance(arguments, dict) and {"Bucket", "Key"} <= arguments.keys():
        return f"s3://{arguments['Bucket']}/{arguments['Key']}"
    return FROM_STATE


def _select_inline(frame: Frame, items: list[JSON], keys: list[str] | None, document: JSON) -> None:
    select = frame.step.select
    if select is None:
        return
    for index, item in enumerate(items):
        key = None if keys is None else keys[index]
        select.evaluate(ItemScope(frame, map_item(index, item, key, None)), document)
