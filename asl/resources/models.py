"""What the parameters and results of a resource are called, from botocore's models: for hosts, editors, thorough checks.

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


class ApiCall(NamedTuple):
    """An operation of a service's API, by botocore's names."""

    client: str
    operation: str


class Shapes(NamedTuple):
    """What an operation answers: the structure's name, and every shape of the service's model by name."""

    name: str
    all: Mapping[str, Mapping[str, Any]]


def api_call(resource: Resource) -> ApiCall | None:
    """The API call behind a resource; None for functions, activities and integrations with a shape of their own."""
    if resource.kind == "aws-sdk":
        return _sdk_call(resource.service.removeprefix("aws-sdk:"), resource.action)
    row = integration(resource)
    return ApiCall(row.client, row.operation) if row and row.client and row.operation else None


def output_of(call: ApiCall) -> Shapes | None:
    """What the call answers; None if it answers nothing, or the models do not know it."""
    model = _model(call.client)
    named = model["operations"].get(call.operation, {}).get("output") if model else None
    return Shapes(named["shape"], model["shapes"]) if model and named else None


@lru_cache(256)
def _sdk_call(service: str, action: str) -> ApiCall | None:
    known = sdk.service(service)
    for client in known.clients if known else ():
        model = _model(client)
        for operation in model["operations"] if model else ():
            if sdk.action_name(operation) == action:
                return ApiCall(client, operation)
    return None


@lru_cache(256)
def _of_call(service: str, action: str) -> Parameters | None:
    call = _sdk_call(service, action)
    model = _model(call.client) if call else None
    if call is None or model is None:
        return None
    shape = _input(model, call.operation)
    members = shape["members"] if shape else {}
    needed = shape.get("required", ()) if shape else ()
    return Parameters(
        tuple(parameter_name(name) for name in needed if not members[name].get("idempotencyToken")),
        (),
        tuple(map(parameter_name, members)),
    )


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
