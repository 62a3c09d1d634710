"""Parallel and Map as one call: what comes before the work and after it is the state's own, the work is somebody's answer.

The ordinary step is kept and only its outcome changed: instead of starting branches, iterations or a Map Run it asks for
a call, whose answer is then the state's result. To the engine such a state is a Task without timeouts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from asl.compile.link import Linker
from asl.compile.step import Entered, Step
from asl.compile.steps.fan_out import compile_map, compile_parallel
from asl.model.machine import MapState, ParallelState, State
from asl.resources.arn import Resource
from asl.vocabulary.outcomes import Call, Fork, Iterate, Outcome, RunMap


def _resource(type_: str) -> Resource:
    """What the call's host sees: a resource that no ARN names."""
    return Resource(
        "", "optimised", type_.lower(), "answer", "request-response", "answer", *[""] * 4
    )


RESOURCES: Final = {type_: _resource(type_) for type_ in ("Map", "Parallel")}


def _as_call(outcome: Outcome) -> Outcome:
    """The call that stands for the work: its arguments are the branches' input, or the items.

    Where a reader has the items, they are the state's effective input.
    """
    if isinstance(outcome, Fork):
        return Call(outcome.arguments, outcome.growth)
    if isinstance(outcome, Iterate):
        return Call(outcome.items, None)
    if isinstance(outcome, RunMap):
        return Call(outcome.arguments if outcome.items is None else outcome.items, None)
    return outcome


def _answered(
    compile_: Callable[[Any, Step, Linker], None],  # Any: each takes its own State class
) -> Callable[[Any, Step, Linker], None]:
    def compile_answered(state: State, step: Step, link: Linker) -> None:
        compile_(state, step, link)
        begin = step.enter

        def enter(scope: Entered) -> Outcome:
            return _as_call(begin(scope))

        step.enter = enter
        step.resource = RESOURCES[step.type]
        step.branches = ()  # none of them will have a frame

    return compile_answered


COMPILERS: Final = {
    ParallelState: _answered(compile_parallel),
    MapState: _answered(compile_map),
}
