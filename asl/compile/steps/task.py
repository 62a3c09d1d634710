"""Task: arguments out, an answer back. Activities, tokens and jobs are one outcome with another pattern."""

from __future__ import annotations

from asl.compile.link import Linker
from asl.compile.step import Step
from asl.compile.steps.flow import effective, evaluator, growth, leave_with
from asl.errors import UsageError
from asl.jsonvalue import ABSENT
from asl.model.machine import TaskState
from asl.query.base import Scope
from asl.resources.arn import parse_resource
from asl.vocabulary.outcomes import Call, Outcome


def compile_task(state: TaskState, step: Step, link: Linker) -> None:
    flow = link.dataflow(state)
    speaks = link.language(state)
    resource = parse_resource(state.resource)
    if resource is None:
        # The checker only warns of a placeholder or of another system's name; what cannot be named cannot be run.
        raise UsageError(
            f'"{state.resource}" at {state.pointer}/Resource is no ARN of a Task resource'
        )
    arguments = evaluator(flow.arguments)
    filtered = None if flow.filtered is None else flow.filtered.evaluate
    grows = growth(effective(flow))
    timeout = None if state.timeout is None else speaks.whole(state.timeout)
    heartbeat = None if state.heartbeat is None else speaks.whole(state.heartbeat)
    credentials = (
        None if state.credentials is ABSENT else speaks.payload(state.credentials, "Credentials")
    )

    def enter(scope: Scope) -> Outcome:
        document = scope.input if filtered is None else filtered(scope, scope.input)
        role = None if credentials is None else credentials.evaluate(scope, document)["RoleArn"]
        return Call(
            arguments(scope, document),
            grows,
            None if timeout is None else timeout(scope, document),
            None if heartbeat is None else heartbeat(scope, document),
            role,
        )

    step.enter = enter
    step.resume = leave_with(flow, link.target(state.next), growth(flow.output))
    step.resource = resource
    step.retry = state.retry
    step.catch = link.catchers(state, state.catch)
