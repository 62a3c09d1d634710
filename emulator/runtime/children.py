"""The child executions of Map Runs: begun, stopped and redriven in the transaction in which their parent asked for it.

Between two commits parent and child are one: a child's end and the parent's knowledge of it are written together, and so
are a parent's end and the stop of its children.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from asl.engine.mapitems import input_of_rows
from asl.errors import QueryEvaluationError, StatesError
from asl.history.child import finished
from asl.jsonvalue import JSON
from asl.vocabulary import effects, signals
from emulator.runtime import bringing
from emulator.runtime.map_data import Exported, run_of

if TYPE_CHECKING:
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime


def begin(runtime: Runtime, parent: Hosted, effect: effects.StartChild) -> None:
    """Make a child and start it."""
    parent.open[effect.effect_id] = effect
    made_of = _input(runtime, parent, effect)
    if made_of is None:
        return
    given, items = made_of
    execution = parent.execution
    identity = execution.identity
    is_express = effect.execution_type == "EXPRESS"
    arn = _arn(parent, effect.label, effect.name, "express" if is_express else "execution")
    child_identity = identity._replace(
        execution_arn=f"{arn}:{effect.name}" if is_express else arn,
        name=effect.name,
        machine_arn=f"{identity.machine_arn}/{effect.label}",
        version_arn=None,
        alias_arn=None,
        map_run_arn=effect.map_run_arn,
    )
    child = runtime.make(
        child_identity,
        runtime.catalog.revision(identity.machine_arn, parent.revision),
        execution.program.child(effect.pointer),
        given,
        effect.execution_type,
    )
    child.map_run_arn = effect.map_run_arn
    child.item_count = items
    child.test_case = parent.test_case
    adopt(runtime, parent, effect.effect_id, child, effect.pointer)
    runtime.send(parent, signals.ChildStarted(effect.effect_id, child.arn, items))
    runtime.send(child, signals.Start())


def _input(runtime: Runtime, parent: Hosted, effect: effects.StartChild) -> tuple[JSON, int] | None:
    """(a child's input, how many items it is made of); None: there is none, and the parent knows."""
    execution = parent.execution
    if effect.first is None:
        return effect.input, run_of(parent, effect.map_run_arn).items_of(effect.child)
    try:
        found = input_of_rows(execution, effect, runtime.map_data.row_at(effect.map_run_arn))
    except StatesError as e:
        location = e.location if isinstance(e, QueryEvaluationError) else None
        failed = signals.InputFailed(effect.effect_id, e.error or "", e.cause or "", location)
        runtime.send(parent, failed)
        return None
    if found is None:
        parent.forget(effect.effect_id)  # its run is over before it began
    return found


def adopt(
    runtime: Runtime, parent: Hosted, effect_id: str, child: Hosted, pointer: str | None = None
) -> None:
    """From now on the child's end answers this effect of its parent. pointer: of the Map state; None: as it was."""
    child.owner = (parent, effect_id)
    if pointer is None:
        pointer = json.loads(child.owner_row or "[null, null, null]")[2]
    effect = parent.open[effect_id]
    assert isinstance(effect, effects.StartChild | effects.RedriveChild)  # these have children
    plan = parent.execution.program.steps[pointer].plan
    assert plan is not None  # of a distributed Map
    child.plan = plan
    if plan.exports and plan.writer is not None:
        child.exported = Exported(effect.map_run_arn, effect.child, plan.writer[2])
    child.owner_row = json.dumps([parent.id, effect_id, pointer])
    runtime.children[parent.id, effect_id] = child
    runtime.executions[child.arn] = child


def stop(runtime: Runtime, parent: Hosted, effect: effects.StopChild) -> None:
    """Its Map Run is over; nobody waits for its end."""
    parent.open.pop(effect.effect_id, None)
    child = runtime.children.pop((parent.id, effect.effect_id), None)
    if child is not None:
        child.owner = None
        runtime.send(child, signals.Stop())


def redrive(runtime: Runtime, parent: Hosted, effect: effects.RedriveChild) -> None:
    """Let an unsuccessful child go on. One that cannot stays what it is, and the parent is told so."""
    parent.open[effect.effect_id] = effect
    label = next(run.label for run in parent.execution.map_runs if run.arn == effect.map_run_arn)
    arn = _arn(parent, label, effect.name, "execution")
    store = runtime.store
    row = store.one(f"SELECT {bringing.COLUMNS} FROM executions WHERE arn = ?", (arn,))
    if row is None:
        runtime.send(parent, signals.ChildFinished(effect.effect_id, "ABORTED"))
        return
    succeeded = store.one(
        "SELECT output FROM executions WHERE arn = ? AND status = 'SUCCEEDED'", (arn,)
    )
    if succeeded is not None:  # while its Map Run failed for another
        output = json.loads(succeeded[0])
        runtime.send(parent, signals.ChildFinished(effect.effect_id, "SUCCEEDED", output))
        return
    child = bringing.bring_back(runtime, row)
    child.test_case = parent.test_case
    adopt(runtime, parent, effect.effect_id, child)
    if not runtime.send(child, signals.Redrive()):
        runtime.executions.pop(child.arn, None)
        closed(runtime, child)


def closed(runtime: Runtime, child: Hosted) -> None:
    """Tell the parent of an execution that has closed, if it has one that waits, and write down what its run's results
    will show.
    """
    if child.exported is not None:
        runtime.map_data.keep(child.exported, child.execution)
    if child.owner is None:
        return
    (parent, effect_id), child.owner = child.owner, None
    runtime.children.pop((parent.id, effect_id), None)
    assert child.plan is not None  # it was adopted
    runtime.send(parent, finished(effect_id, child.execution, child.plan))


def _arn(parent: Hosted, label: str, name: str, kind: str) -> str:
    identity = parent.execution.identity
    home = identity.machine_arn.rsplit(":", 2)[0]
    return f"{home}:{kind}:{identity.machine_name}/{label}:{name}"
