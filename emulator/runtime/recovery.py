"""Recovery: what was open when the server stopped goes on.

Each open execution is brought back from its rows. One that cannot be is parked, with the reason in the log, and the server
starts all the same. Timers are armed from their due times. A task that was in flight runs again, or fails, as the settings
say; one that was submitted or leased waits for its answer as before.
"""

from __future__ import annotations

import gc
import json
import logging
from typing import TYPE_CHECKING, Final

from asl.vocabulary import effects, signals
from emulator.errors import StoreError
from emulator.runtime import carrying, children, deletion
from emulator.runtime.bringing import COLUMNS, bring_back
from emulator.runtime.hosted import Hosted
from emulator.store.store import Row

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime

log = logging.getLogger(__name__)

LOST_ERROR: Final = "States.TaskFailed"
LOST_CAUSE: Final = "The task was in flight when the emulator stopped."
# Long histories are written on the way. What stands there beyond a snapshot is written again by the one that goes on.
_FORGET_WHAT_IS_WRITTEN_AGAIN: Final = (
    "DELETE FROM history WHERE execution IN (SELECT id FROM executions WHERE status = 'RUNNING') AND first_id >"
    " coalesce((SELECT row FROM snapshots WHERE snapshots.execution = history.execution), 0)"
)
_LATEST: Final = (
    "SELECT max(coalesce((SELECT max(now_ms) FROM journal), 0),"
    " coalesce((SELECT max(max(started_ms), coalesce(max(stopped_ms), 0)) FROM executions), 0))"
)


def recover(runtime: Runtime) -> int:
    """Bring back every open execution and let it go on. How many there are.

    Raises:
        StoreError: the database cannot be read.
    """
    was_collecting = gc.isenabled()
    gc.disable()  # nothing of what is made here is garbage, and looking at it costs a third of the time
    try:
        return _recover(runtime)
    finally:
        if was_collecting:
            gc.enable()


def _recover(runtime: Runtime) -> int:
    store = runtime.store
    if runtime.clock.mode == "virtual":
        latest = store.one(_LATEST)
        runtime.clock.set(latest[0] if latest else 0)  # time does not run backwards
    store.write(_FORGET_WHAT_IS_WRITTEN_AGAIN)
    found = store.read(f"SELECT {COLUMNS} FROM executions WHERE status = 'RUNNING' ORDER BY id")
    by_id: dict[int, Hosted] = {}
    # A child is younger than its parent, so the parent is there when the child asks for it.
    for row in found:
        hosted = _bring_back_or_park(runtime, row)
        if hosted is None:
            continue
        by_id[hosted.id] = hosted
        runtime.executions[hosted.arn] = hosted
        runtime.telling.know(hosted)
        if hosted.owner_row is not None:
            parent_id, effect_id, _ = json.loads(hosted.owner_row)
            parent = by_id.get(parent_id)
            if parent is not None and effect_id in parent.open:
                children.adopt(runtime, parent, effect_id, hosted)
                hosted.test_case = parent.test_case  # one count of calls for all of them
    for machine in list(runtime.catalog.machines.values()):
        if machine.status == "DELETING":
            deletion.go_on(runtime, machine)
    for hosted in by_id.values():
        _go_on(runtime, hosted)
    return len(by_id)


def _bring_back_or_park(runtime: Runtime, row: Row) -> Hosted | None:
    try:
        return bring_back(runtime, row)
    except StoreError:
        raise
    except Exception as e:  # whatever is wrong with one execution keeps no other from going on
        why = f"{type(e).__name__}: {e}"
        runtime.parked[row[1]] = why
        log.error("execution %s is parked: %s", row[1], why)
        return None


def _go_on(runtime: Runtime, hosted: Hosted) -> None:
    for effect in list(hosted.open.values()):
        if isinstance(effect, effects.StartChild | effects.RedriveChild):
            # A Standard child is back by itself; an Express child was never written and runs again.
            if (hosted.id, effect.effect_id) in runtime.children:
                continue
            if isinstance(effect, effects.StartChild):
                children.begin(runtime, hosted, effect)
            else:
                children.redrive(runtime, hosted, effect)
        elif (
            isinstance(effect, effects.InvokeTask)
            and runtime.settings.in_flight == "fail"
            and not _is_answered_by_others(hosted, effect)
        ):
            runtime.send(hosted, signals.TaskFailed(effect.effect_id, LOST_ERROR, LOST_CAUSE))
        else:
            carrying.perform(runtime, hosted, effect)
    # One that its last signals have brought to its end is not told by any other that it has ended.
    if hosted.execution.has_more or not hosted.is_open:
        runtime.activate(hosted)


def _is_answered_by_others(hosted: Hosted, effect: effects.InvokeTask) -> bool:
    """An activity's task, taken by a worker or not; a task whose token is out."""
    pattern = effect.resource.pattern
    return pattern == "activity" or (pattern == "token" and effect.effect_id in hosted.started)
