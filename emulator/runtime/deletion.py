"""State machines that are deleted while executions of theirs are open.

The machine goes when the last of them has ended. They fail at their next transition (recorded); one that has something to do
right now fails right now.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from asl.vocabulary import signals

if TYPE_CHECKING:
    from emulator.runtime.catalog import Machine
    from emulator.runtime.hosted import Hosted
    from emulator.runtime.runtime import Runtime


def delete(runtime: Runtime, machine: Machine) -> None:
    """Take a machine away, at once or as soon as it is idle."""
    machine.status = "DELETING"
    runtime.catalog.save(machine)
    go_on(runtime, machine)
    for hosted in _executions_of(runtime, machine):
        if hosted.execution.has_more:
            runtime.send(hosted, signals.Fail("States.Runtime", hosted.doom))


def go_on(runtime: Runtime, machine: Machine) -> None:
    """Of a machine that is DELETING: its executions fail when their next transition comes; without any it is gone."""
    for hosted in _executions_of(runtime, machine):
        hosted.doom = f"State machine {machine.name} has been deleted"
    _remove_if_idle(runtime, machine)


def ended(runtime: Runtime, hosted: Hosted) -> None:
    """An execution of a deleted machine has ended: it may have been the last."""
    arn = hosted.execution.identity.machine_arn.partition("/")[0]
    machine = runtime.catalog.machines.get(arn)
    if machine is not None and machine.status == "DELETING":
        _remove_if_idle(runtime, machine)


def _remove_if_idle(runtime: Runtime, machine: Machine) -> None:
    if not _executions_of(runtime, machine):
        runtime.catalog.remove_machine(machine)


def _executions_of(runtime: Runtime, machine: Machine) -> list[Hosted]:
    """The open executions of a machine, its Map Runs' children among them."""
    children_of = f"{machine.arn}/"
    return [
        hosted
        for hosted in runtime.executions.values()
        for of in (hosted.execution.identity.machine_arn,)
        if of == machine.arn or of.startswith(children_of)
    ]
