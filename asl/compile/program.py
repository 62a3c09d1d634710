"""A machine, compiled: every state a Step, linked by object.

Equal definitions compile once: `program_of` keeps them by the digest of their text.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import lru_cache
from typing import Any, Final

from asl.compile.link import Linker
from asl.compile.step import Step
from asl.errors import AslError
from asl.jsonvalue import JSON, dumps
from asl.model.machine import (
    ChoiceState,
    FailState,
    MapState,
    ParallelState,
    PassState,
    State,
    StateMachine,
    States,
    SucceedState,
    TaskState,
    WaitState,
)
from asl.query.base import Tap, no_tap, scope_tap

Compile = Callable[[Any, Step, Linker], None]  # Any: each takes its own State class


def _compilers() -> dict[type[State], tuple[str, Compile]]:
    from asl.compile.steps import fan_out, simple, task, wait

    return {
        PassState: ("Pass", simple.compile_pass),
        TaskState: ("Task", task.compile_task),
        ChoiceState: ("Choice", simple.compile_choice),
        WaitState: ("Wait", wait.compile_wait),
        SucceedState: ("Succeed", simple.compile_succeed),
        FailState: ("Fail", simple.compile_fail),
        ParallelState: ("Parallel", fan_out.compile_parallel),
        MapState: ("Map", fan_out.compile_map),
    }


def _as_calls() -> Mapping[type[State], Compile]:
    from asl.compile.steps.answered import COMPILERS

    return COMPILERS


class Program:
    """What executions share. `steps` is by pointer, `first` is where an execution begins.

    tap: is shown every stage of the data flow, see `asl.query.base.Tap`.
    answered: pointers of Map and Parallel states that ask for one call instead of running what they hold.
    """

    def __init__(
        self,
        machine: StateMachine,
        digest: str,
        *,
        tap: Tap = no_tap,
        answered: Collection[str] = (),
    ) -> None:
        self.machine: Final = machine
        self.digest: Final = digest
        self.steps: Final[dict[str, Step]] = {}
        self.timeout_seconds = machine.timeout_seconds
        compilers = _compilers()
        as_calls = _as_calls() if answered else {}
        scopes = [(scope, self._make_steps(scope, compilers)) for scope in every_scope(machine)]
        first = {scope.pointer: steps[scope.start_at] for scope, steps in scopes}
        self.first: Step = first[machine.pointer]
        self._first_of = first
        for scope, steps in scopes:
            link = Linker(steps, first, tap)
            for name, state in scope.states.items():
                if state.pointer in answered:
                    if type(state) not in as_calls:
                        raise AslError(
                            f"{state.pointer} is no Map or Parallel that can be answered"
                        )
                    as_calls[type(state)](state, steps[name], link)
                else:
                    compilers[type(state)][1](state, steps[name], link)

    def _make_steps(
        self, scope: States, compilers: dict[type[State], tuple[str, Compile]]
    ) -> dict[str, Step]:
        steps = {
            name: Step(name, compilers[type(state)][0], state.pointer)
            for name, state in scope.states.items()
        }
        self.steps.update((step.pointer, step) for step in steps.values())
        return steps

    def child(self, pointer: str) -> Program:
        """The item processor of the distributed Map at `pointer`, as the program of its child executions."""
        step = self.steps.get(pointer)
        if step is None or step.plan is None:
            raise AslError(f"{pointer} is not a distributed Map")
        program = object.__new__(Program)
        program.__dict__.update(self.__dict__)
        program.first = step.branches[0]
        program.timeout_seconds = None
        return program


def every_scope(machine: States) -> Iterator[States]:
    """The machine's own States object and all nested ones, outermost first."""
    pending = [machine]
    while pending:
        scope = pending.pop()
        yield scope
        for state in scope.states.values():
            if isinstance(state, ParallelState):
                pending.extend(state.branches)
            elif isinstance(state, MapState):
                pending.append(state.processor)


def compile_machine(
    machine: StateMachine,
    digest: str = "",
    *,
    tapped: bool = False,
    tap: Tap | None = None,
    answered: Collection[str] = (),
) -> Program:
    """The program of a machine that the checker has accepted.

    Args:
        tapped: every stage of the data flow that does something tells the scope what it gave, for traces.
        tap: is shown the stages instead.
        answered: pointers of Map and Parallel states that ask for one call, whose answer is their result.
    """
    if tap is None:
        tap = scope_tap if tapped else no_tap
    return Program(machine, digest, tap=tap, answered=answered)


@lru_cache(256)
def _program_of_text(text: str) -> Program | None:
    from asl.jsonvalue import parse
    from asl.model.parse import parse_machine

    machine = parse_machine(parse(text))
    return None if machine is None else Program(machine, digest_of(text))


def program_of(definition: JSON) -> Program:
    """The program of a definition that the checker has accepted, compiled once for equal texts."""
    program = _program_of_text(dumps(definition))
    if program is None:
        raise AslError("the definition has no states that can be read")
    return program


def digest_of(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
