"""States that never wait for anybody: Pass, Choice, Succeed and Fail."""

from __future__ import annotations

from collections.abc import Callable

from asl.compile.link import Linker
from asl.compile.step import Enter, Entered, Resume, Step
from asl.compile.steps.flow import effective, evaluator, growth, leave_with
from asl.errors import RuntimeFailure, StatesError
from asl.jsonvalue import ABSENT, JSON, depth, size
from asl.model.machine import ChoiceState, FailState, PassState, SucceedState
from asl.query.base import Compiled, Dataflow, Growth, Scope, chain
from asl.vocabulary.outcomes import Halt, Outcome

# Recorded: what the specification calls States.NoChoiceMatched is this.
NO_CHOICE = "Failed to transition out of the state. The state does not point to a next state."


def compile_pass(state: PassState, step: Step, link: Linker) -> None:
    flow = link.dataflow(state)
    following = link.target(state.next)
    work = effective(flow)
    if state.result is not ABSENT:
        work = _literal(state.result)
    whole = chain(work, flow.output)
    if flow.assign is None:
        step.enter = _straight(whole, following)
        return
    leave = leave_with(flow, following, growth(whole))
    read = evaluator(work)
    step.enter = lambda scope: leave(scope, read(scope, scope.input))


def _literal(value: JSON) -> Compiled:
    return Compiled(lambda scope, subject: value, Growth(size(value), depth=depth(value)))


def _straight(work: Compiled | None, following: Step | None) -> Enter:
    grows = growth(work)
    if work is None:
        return lambda scope: (following, scope.input, None, grows)
    evaluate = work.evaluate
    return lambda scope: (following, evaluate(scope, scope.input), None, grows)


def compile_succeed(state: SucceedState, step: Step, link: Linker) -> None:
    flow = link.dataflow(state)
    step.enter = _straight(chain(effective(flow), flow.output), None)


def compile_choice(state: ChoiceState, step: Step, link: Linker) -> None:
    """The first rule that is true; its own Output and Assign replace the state's."""
    flow = link.dataflow(state)
    read = None if flow.filtered is None else flow.filtered.evaluate
    speaks = link.language(state)

    def way_out(used: Dataflow, target: str) -> Resume:
        return leave_with(used, link.target(target), growth(chain(flow.filtered, used.output)))

    ways: list[tuple[Callable[[Scope, JSON], bool], Resume]] = []
    for rule in state.choices:
        condition, own = speaks.rule(rule, state)
        ways.append((condition, way_out(own, rule.next)))
    default = None if state.default is None else way_out(flow, state.default)
    if len(ways) == 1 and read is None and default is not None:
        (only, leave), otherwise = ways[0], default

        def enter_simple(scope: Entered) -> Outcome:
            document = scope.input
            try:
                is_true = only(scope, document)
            except StatesError:
                scope.chosen.append(~0)
                raise
            if is_true:
                scope.chosen.append(0)
                return leave(scope, document)
            scope.chosen.append(1)
            return otherwise(scope, document)

        step.enter = enter_simple
        return

    def enter(scope: Entered) -> Outcome:
        number, way = 0, default
        try:
            document = scope.input if read is None else read(scope, scope.input)
            for condition, leave in ways:
                if condition(scope, document):
                    way = leave
                    break
                number += 1
        except StatesError:
            scope.chosen.append(~number)
            raise
        scope.chosen.append(number)
        if way is None:
            raise RuntimeFailure(NO_CHOICE)
        return way(scope, document)

    step.enter = enter


def compile_fail(state: FailState, step: Step, link: Linker) -> None:
    speaks = link.language(state)
    error = None if state.error is None else speaks.text(state.error)
    cause = None if state.cause is None else speaks.text(state.cause)

    def enter(scope: Scope) -> Outcome:
        return Halt(
            None if error is None else error(scope, scope.input),
            None if cause is None else cause(scope, scope.input),
        )

    step.enter = enter
