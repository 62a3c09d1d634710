"""Bringing one execution back from its rows: the latest snapshot, or its input; then its journal, each row at its transition count.

Every row holds how many events there were and a check over them; a replay that disagrees is a NondeterminismError. What
comes out is the execution as it was at its last commit, with the effects that nobody had answered yet. Nothing runs.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from asl.engine.execution import CLOSING, Execution
from asl.engine.identity import Identity
from asl.errors import NondeterminismError
from asl.limits import STANDARD
from asl.vocabulary import effects, signals
from asl.vocabulary.effects import Effect
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Signal
from emulator.runtime.hosted import Hosted, effect_of, signal_of
from emulator.store.store import Row

if TYPE_CHECKING:
    from emulator.runtime.runtime import Runtime

COLUMNS: Final = (
    "id, arn, machine_arn, status, revision, seed, input, identity, redrive_count, trace_header,"
    " map_run_arn, owner, item_count, test_case"
)
_CANCELS: Final = frozenset({effects.CancelTimer, effects.CancelTask, effects.StopChild})


def bring_back(runtime: Runtime, row: Row) -> Hosted:
    """One execution as it was at its last commit. `row` has COLUMNS.

    Raises:
        NondeterminismError: the replay gave another history.
        AslError: its definition, snapshot or mocked test case cannot be read.
    """
    store = runtime.store
    id_, _, machine_arn, _, revision_id, seed, given, identity, redrives, *rest = row
    trace_header, map_run_arn, owner, item_count, test_case = rest
    revision = runtime.catalog.revision(machine_arn.partition("/")[0], revision_id)
    program = revision.program
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
        hosted.started = snapshot["started"]
        hosted.visits, hosted.numbers = snapshot["visits"], snapshot["numbers"]
    hosted.may_be_dear = revision.may_be_dear
    hosted.is_new = False
    hosted.redrives_saved = redrives
    hosted.trace_header, hosted.map_run_arn = trace_header, map_run_arn
    hosted.owner_row, hosted.item_count = owner, item_count
    hosted.saved = execution.base
    _replay(hosted, runtime)
    if test_case is not None:
        hosted.test_case = runtime.mock_case(test_case, revision.program.machine)
        hosted.test_case.counts = _answers_so_far(hosted)
    return hosted


def _answers_so_far(hosted: Hosted) -> dict[str, int]:
    """Calls by state, without those that are made again."""
    counts = dict(hosted.visits)
    for effect_id in hosted.numbers:
        effect = hosted.open[effect_id]
        assert isinstance(effect, effects.InvokeTask)  # only these have numbers
        counts[effect.state] -= 1
    return counts


def _replay(hosted: Hosted, runtime: Runtime) -> None:
    execution = hosted.execution
    rows = runtime.store.read(
        "SELECT count, signal, now_ms, events, check_ FROM journal WHERE execution = ? ORDER BY rowid",
        (hosted.id,),
    )
    hosted.rows = len(rows)
    last = rows[-1] if rows else None
    for row in rows:
        count, text, now_ms, events, check = row
        while execution.transitions < count and execution.has_more:
            _keep_open(hosted, execution.run(count - execution.transitions))
        # What takes no transition is worked off with the signal that brought it about: in the run it may have been so
        # only after this row's signal had come, so there may be more events by now than the row counts.
        if execution.inbox:
            _keep_open(hosted, execution.run(0))
        if (
            execution.transitions != count
            or execution.last_id < events
            or (row is last and execution.check(events) != check)  # it covers all events before it
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
    kind = type(signal)
    if kind is signals.TaskSubmitted:
        hosted.started[signal.effect_id] = signal.output  # type: ignore[union-attr]  # this kind has them
    elif kind is signals.ActivityStarted:
        hosted.started[signal.effect_id] = None  # type: ignore[union-attr]  # this kind has one
    elif kind in CLOSING:
        hosted.forget(signal.effect_id)  # type: ignore[union-attr]  # these have one


def _keep_open(hosted: Hosted, made: list[Effect]) -> None:
    for effect in made:
        if type(effect) in _CANCELS:
            hosted.forget(effect.effect_id)
        else:
            hosted.keep(effect)
