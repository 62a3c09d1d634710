"""One state as a machine of its own: the state, and a stub wherever it leads.

The way out of the state is then a transition like any other, and the state that is entered next says which way it was.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from asl.compile.program import Program, compile_machine
from asl.engine.execution import Execution
from asl.jsonvalue import JSON
from asl.model.machine import (
    ChoiceState,
    MapState,
    ParallelState,
    State,
    StateMachine,
    SucceedState,
    TaskState,
)
from asl.query.base import every_tap

ENTRY: Final = 2  # the event id of the state's entry, the first after the execution's start
NAME: Final = (
    "StateName"  # what the service calls the state under test, whatever its own name (recorded)
)


def taps_of(execution: Execution) -> list[tuple[str, JSON]]:
    """(stage, value) of what the state's data flow gave, in order; not what the stub after it did."""
    return [(stage, value) for entry, stage, value in execution.taps if entry == ENTRY]


def program_of_one(state: State, *, as_call: bool, name: str = NAME) -> Program:
    """The state and its stubs.

    as_call: a Map or Parallel asks for one call instead of doing its work. name: what it is called in its machine.
    """
    targets = dict.fromkeys(_targets(state))
    while name in targets:
        name += "'"  # a machine has every name once
    states: dict[str, State] = {name: state}
    for number, target in enumerate(targets):
        states[target] = SucceedState(name=target, pointer=f"/next/{number}")
    machine = StateMachine(
        pointer="", start_at=name, states=states, query_language=state.query_language
    )
    answered = (state.pointer,) if as_call else ()
    return compile_machine(machine, tap=every_tap, answered=answered)


def _targets(state: State) -> Iterator[str]:
    if isinstance(state, ChoiceState):
        yield from (rule.next for rule in state.choices)
        if state.default is not None:
            yield state.default
    elif state.next is not None:
        yield state.next
    if isinstance(state, TaskState | MapState | ParallelState):
        yield from (catcher.next for catcher in state.catch)
