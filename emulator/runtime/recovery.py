"""Recovery: what was open when the server stopped goes on.

For each open execution: the latest snapshot, or its input; then the journal's rows, each applied at its transition count.
Every row holds how many events there were and a check over them; a replay that disagrees parks that execution with a
NondeterminismError, and the server starts all the same. Timers are armed from their due times. A task that was in flight
runs again, or fails, as the settings say; one that was submitted or leased waits for its answer as before.
"""

from __future__ import annotations

import json
import logging
from typing import TYPE_CHECKING, Final

from asl.engine.execution import Execution
from asl.engine.identity import Identity
from asl.errors import AslError, NondeterminismError
from asl.limits import STANDARD
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Signal
from emulator.runtime.hosted import Hosted, effect_of, signal_of
from emulator.store.store import Row

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime

log = logging.getLogger(__name__)

COLUMNS: Final = (
    "id, arn, machine_arn, status, revision, seed, input, identity, redrive_count, trace_header,"
    " map_run_arn, owner, item_count"
)
LOST_ERROR: Final = "States.TaskFailed"
LOST_CAUSE: Final = "The task was in flight when the emulator stopped."
_ENDING: Final = frozenset(
    {
        signals.TaskSucceeded,
        signals.TaskFailed,
        signals.TaskRefused,
        signals.TimerFired,
        signals.ItemsRead,
        signals.ResultsWritten,
        signals.ChildFinished,
    }
)


def recover(runtime: Runtime) -> int:
    """Bring back every open execution and let it go on. How many there are."""
    store = runtime.store
    found = store.read(f"SELECT {COLUMNS} FROM executions WHERE status = 'RUNNING' ORDER BY id")
    by_id: dict[int, Hosted] = {}
    # A child is younger than its parent, so the parent is there when the child asks for it.
    for row in found:
        hosted = _bring_back_or_park(runtime, row)
        if hosted is None:
            continue
        by_id[hosted.id] = hosted
        runtime.executions[hosted.arn] = hosted
        if hosted.owner_row is not None:
            parent_id, effect_id, _ = json.loads(hosted.owner_row)
            parent = by_id.get(parent_id)
            if parent is not None and effect_id in parent.open:
                hosted.owner = (parent, effect_id)
    for machine in list(runtime.catalog.machines.values()):
        if machine.status == "DELETING":
            runtime.delete_machine(machine)
    owned = {hosted.owner for hosted in by_id.values()}
    for hosted in by_id.values():
        _go_on(runtime, hosted, owned)
    return len(by_id)


def _bring_back_or_park(runtime: Runtime, row: Row) -> Hosted | None:
    try:
        return bring_back(runtime, row)
    except (AslError, ValueError, LookupError) as e:
        runtime.parked[row[1]] = str(e)
        log.error("execution %s is parked: %s", row[1], e)
        return None


def bring_back(runtime: Runtime, row: Row) -> Hosted:
    """One execution as it was at its last commit, not yet running. `row` has COLUMNS.

    Raises:
        NondeterminismError: the replay gave another history.
        AslError: its definition or snapshot cannot be read.
    """
    store = runtime.store
    id_, _, machine_arn, _, revision_id, seed, given, identity, redrives, *rest = row
    trace_header, map_run_arn, owner, item_count = rest
    program = runtime.catalog.revision(machine_arn.partition("/")[0], revision_id).program
    if owner is not None:
        program = program.child(json.loads(owner)[2])
    kept = store.one("SELECT snapshot FROM snapshots WHERE execution = ?", (id_,))
    if kept is None:
        who = Identity(*json.loads(identity))
        execution = Execution(program, who, Verbatim(given), seed=int(seed), limits=STANDARD)
        hosted = Hosted(id_, execution, revision_id, int(seed), is_durable=True)
    else:
        snapshot = json.loads(kept[0])
        execution = Execution.load(program, snapshot["execution"])
        hosted = Hosted(id_, execution, revision_id, int(seed), is_durable=True)
        hosted.has_snapshot = True
        hosted.open = {effect.effect_id: effect for effect in map(effect_of, snapshot["open"])}
        hosted.started = set(snapshot["started"])
    hosted.is_new = False
    hosted.redrives_saved = redrives
    hosted.trace_header, hosted.map_run_arn = trace_header, map_run_arn
    hosted.owner_row, hosted.item_count = owner, item_count
    hosted.saved = execution.base
    _replay(hosted, runtime)
    return hosted


def _replay(hosted: Hosted, runtime: Runtime) -> None:
    execution = hosted.execution
    rows = runtime.store.read(
        "SELECT count, signal, now_ms, events, check_ FROM journal WHERE execution = ? ORDER BY rowid",
        (hosted.id,),
    )
    hosted.rows = len(rows)
    for count, text, now_ms, events, check in rows:
        while execution.transitions < count and execution.has_more:
            _keep_open(hosted, execution.run(count - execution.transitions))
        # What takes no transition is worked off with the signal that brought it about: in the run it may have been so
        # only after this row's signal had come, so there may be more events by now than the row counts.
        _keep_open(hosted, execution.run(0))
        if (
            execution.transitions != count
            or execution.last_id < events
            or execution.check(events) != check
        ):
            raise NondeterminismError(
                f"the replay of {hosted.arn} differs from its journal at event {execution.last_id}"
                f" (the journal has {events} there, after {count} transitions)"
            )
        signal = signal_of(text)
        execution.send(signal, now_ms)
        _answered(hosted, signal)
    _keep_open(hosted, execution.run(0))


def _answered(hosted: Hosted, signal: Signal) -> None:
    if isinstance(signal, signals.TaskSubmitted | signals.ActivityStarted):
        hosted.started.add(signal.effect_id)
    elif type(signal) in _ENDING:
        hosted.open.pop(signal.effect_id, None)  # type: ignore[union-attr]  # these have one


def _keep_open(hosted: Hosted, made: list[Effect]) -> None:
    for effect in made:
        if isinstance(effect, effects.CancelTimer | effects.CancelTask | effects.StopChild):
            hosted.open.pop(effect.effect_id, None)
        else:
            hosted.open[effect.effect_id] = effect


def _go_on(runtime: Runtime, hosted: Hosted, owned: set[tuple[Hosted, str] | None]) -> None:
    for effect in list(hosted.open.values()):
        if isinstance(effect, effects.StartChild):
            # A Standard child is back by itself; an Express child was never written and runs again.
            if (hosted, effect.effect_id) not in owned:
                runtime.begin_child(hosted, effect)
        elif (
            isinstance(effect, effects.InvokeTask)
            and runtime.settings.in_flight == "fail"
            and effect.resource.kind != "activity"
            and effect.effect_id not in hosted.started
        ):
            runtime.send(hosted, signals.TaskFailed(effect.effect_id, LOST_ERROR, LOST_CAUSE))
        else:
            runtime.perform(hosted, effect)
    if hosted.execution.has_more:
        runtime.activate(hosted)
