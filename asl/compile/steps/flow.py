"""The shapes every step shares: input in, output and assignments out."""

from __future__ import annotations

from asl.compile.step import Resume, Step
from asl.jsonvalue import JSON
from asl.query.base import SAME, Compiled, Dataflow, Evaluate, Growth, Scope, chain
from asl.vocabulary.outcomes import Leave


def identity(_: Scope, subject: JSON) -> JSON:
    return subject


def evaluator(stage: Compiled | None) -> Evaluate:
    """The stage's closure; doing nothing is a closure too where a step cannot leave it out."""
    return identity if stage is None else stage.evaluate


def growth(stage: Compiled | None) -> Growth | None:
    return SAME if stage is None else stage.growth


def leave_with(flow: Dataflow, following: Step | None, grows: Growth | None) -> Resume:
    """The closure that takes a result to the way out: assignments, output, next step.

    grows: of the output, from what the engine will call its subject (the raw input, or what was waited for).
    """
    assign = None if flow.assign is None else flow.assign.evaluate
    if flow.output is None:
        if assign is None:
            return lambda scope, result: (following, result, None, grows)
        return lambda scope, result: (following, result, assign(scope, result), grows)
    output = flow.output.evaluate
    if assign is None:
        return lambda scope, result: (following, output(scope, result), None, grows)

    def leave(scope: Scope, result: JSON) -> Leave:
        assigned = assign(scope, result)
        return following, output(scope, result), assigned, grows

    return leave


def effective(flow: Dataflow) -> Compiled | None:
    """filtered, then arguments."""
    return chain(flow.filtered, flow.arguments)
