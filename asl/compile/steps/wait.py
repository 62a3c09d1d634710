"""Wait: hold the frame until an instant."""

from __future__ import annotations

from asl.compile.link import Linker
from asl.compile.step import Step
from asl.compile.steps.flow import evaluator, growth, leave_with
from asl.jsonvalue import JSON
from asl.model.machine import WaitState
from asl.query.base import Scope, chain
from asl.vocabulary.outcomes import Leave, Outcome, Until


def compile_wait(state: WaitState, step: Step, link: Linker) -> None:
    """The output is made when the wait is over, from the input as it was."""
    flow = link.dataflow(state)
    due_ms = link.language(state).due_ms(state)
    read = evaluator(flow.filtered)
    leave = leave_with(flow, link.target(state.next), growth(chain(flow.filtered, flow.output)))

    def enter(scope: Scope) -> Outcome:
        return Until(due_ms(scope, read(scope, scope.input)))

    def resume(scope: Scope, _: JSON) -> Leave:
        return leave(scope, read(scope, scope.input))

    step.enter, step.resume = enter, resume
