"""Which API call is behind a resource, and where it is made: the region and the account of a task."""

from __future__ import annotations

from typing import Any, Final, NamedTuple

from asl.hosts.answers import TaskCall
from asl.resources import sdk
from asl.resources.arn import Resource
from asl.resources.integrations import INTEGRATIONS
from emulator.integrations import spelling
from emulator.integrations.jobs import JOBS, Job
from emulator.integrations.protocol import Context
from emulator.integrations.shapes import SHAPES, Shape
from emulator.integrations.spelling import Style


class Action(NamedTuple):
    """An API call behind a resource. model: botocore's OperationModel. drops: the only parameters that are passed on.

    shape, known: of an integration with a shape of its own, and the only parameters that it knows.
    """

    client: str
    operation: str
    model: Any
    style: Style
    wraps: bool
    drops: tuple[str, ...] | None
    shape: Shape | None = None
    known: tuple[str, ...] | None = None


def action_of(resource: Resource) -> Action | None:
    """The API call behind a resource; None where there is none, or botocore does not know it."""
    found = _ACTIONS.get(resource.arn)
    if found is None:
        found = _find(resource)
        if found is not None and len(_ACTIONS) < 4_096:
            _ACTIONS[resource.arn] = found
    return found


_ACTIONS: Final[dict[str, Action]] = {}


def _find(resource: Resource) -> Action | None:
    if resource.kind == "aws-sdk":
        service = sdk.service(resource.service.removeprefix("aws-sdk:"))
        for client in service.clients if service else ():
            operation = spelling.operation_of(client, resource.action)
            if operation is not None:
                model = spelling.operation_model(client, operation)
                return Action(client, operation, model, "aws-sdk", False, None)
        return None
    row = INTEGRATIONS.get((resource.service, resource.action))
    if row is None or not row.client or not row.operation:
        return None
    model = spelling.operation_model(row.client, row.operation)
    if model is None:
        return None
    drops = row.accepts if row.service == "sqs" else None
    shape = SHAPES.get((row.service, row.action))
    known = row.accepts if shape is not None else None
    return Action(row.client, row.operation, model, "optimised", row.wraps, drops, shape, known)


def job_of(action: Action) -> Job | None:
    """How the job behind an action is looked after, None for what is no job, or one that is not known here."""
    return JOBS.get((action.client, action.operation)) if action.style == "optimised" else None


def region_of(call: TaskCall, context: Context) -> str | None:
    """The resource's region where it names one, else the execution's."""
    if call.resource.region and not call.resource.region.startswith("$"):
        return call.resource.region
    parts = context.execution_arn.split(":")
    return parts[3] if len(parts) > 4 else None


def account_of(context: Context) -> str | None:
    """The account of the role that the task assumes, else the execution's."""
    for arn in (context.task_role_arn, context.execution_arn):
        parts = (arn or "").split(":")
        if len(parts) > 4 and parts[4].isdigit():
            return parts[4]
    return None
