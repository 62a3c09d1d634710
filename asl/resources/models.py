"""What the parameters of a resource are called, from botocore's models: for hosts, editors and thorough checks.

Nothing in the core imports this: botocore is heavy, reads files, and one model of EC2 takes longer than most executions.
It is imported inside the functions, so that importing this module costs nothing either.

Step Functions' names are not the API's. A name begins with one capital, and capitals at its beginning are folded as the
Java client folds them: `queueUrl` and `QueueUrl` are `QueueUrl`, `DBInstanceIdentifier` is `DbInstanceIdentifier`, but
`TemplateURL` stays (AWS guide, "Passing parameters", for the capital; published state machines for the folding).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from asl.resources import sdk
from asl.resources.arn import Resource
from asl.resources.integrations import integration


class Parameters(NamedTuple):
    """The names at the top of a Task's Parameters or Arguments, in Step Functions' spelling."""

    required: tuple[str, ...]
    one_of: tuple[str, ...]  # of which one is required, too
    accepts: tuple[str, ...]  # all of them, the required ones included

    def misspelt(self, names: Iterable[str]) -> dict[str, str]:
        """Written names that are right but for their capitals, with the right ones: {"queueUrl": "QueueUrl"}."""
        right = {name.lower(): name for name in self.accepts}
        known = set(self.accepts)
        return {
            name: right[name.lower()]
            for name in names
            if name not in known and name.lower() in right
        }


def parameter_name(member: str) -> str:
    """The API's name of a member, in requests and results alike, as Step Functions spells it."""
    end = 1
    while end < len(member) and member[end].isupper() and not member[end + 1 : end + 2].islower():
        end += 1
    return member[:1].upper() + member[1:end].lower() + member[end:]


def parameters(resource: Resource) -> Parameters | None:
    """What a call of this resource takes; None for functions, activities and what the models do not know."""
    if resource.kind == "aws-sdk":
        return _of_call(resource.service.removeprefix("aws-sdk:"), resource.action)
    row = integration(resource)
    if row is None:
        return None
    if row.accepts is not None:
        return Parameters(row.required, row.one_of, row.accepts)
    model = _model(row.client)
    shape = _input(model, row.operation) if model else None
    if shape is None:
        return None
    return Parameters(row.required, row.one_of, tuple(map(parameter_name, shape["members"])))


def required_members(service: str, action: str) -> tuple[str, ...] | None:
    """The parameters without which `aws-sdk:SERVICE:ACTION` cannot be called; None if the models do not know it.

    Tokens that the client makes up itself (`ClientToken`) are not among them.
    """
    found = _of_call(service, action)
    return found.required if found else None


@lru_cache(256)
def _of_call(service: str, action: str) -> Parameters | None:
    known = sdk.service(service)
    for client in known.clients if known else ():
        model = _model(client)
        if model is None:
            continue
        for operation in model["operations"]:
            if sdk.action_name(operation) == action:
                shape = _input(model, operation)
                members = shape["members"] if shape else {}
                needed = shape.get("required", ()) if shape else ()
                return Parameters(
                    tuple(
                        parameter_name(name)
                        for name in needed
                        if not members[name].get("idempotencyToken")
                    ),
                    (),
                    tuple(map(parameter_name, members)),
                )
    return None


def _input(model: Mapping[str, Any], operation: str) -> Mapping[str, Any] | None:
    """The structure that an operation takes, None if it takes none."""
    named = model["operations"].get(operation, {}).get("input")
    shape: Mapping[str, Any] | None = model["shapes"][named["shape"]] if named else None
    return shape


@lru_cache(32)
def _model(client: str) -> Mapping[str, Any] | None:
    """The service-2 model of botocore's client, None if the installed botocore has none."""
    from botocore.exceptions import UnknownServiceError

    try:
        model: Mapping[str, Any] = _loader().load_service_model(client, "service-2")
    except UnknownServiceError:
        return None
    return model


@cache
def _loader() -> Any:  # botocore carries no types
    from botocore.loaders import Loader

    return Loader()
