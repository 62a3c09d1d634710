"""What the parameters and results of a resource are called, from botocore's models: for hosts, editors, thorough checks.

Nothing in the core imports this: the models are files, and one of EC2 takes longer than most executions. They are read
where botocore lies, without importing it, which would take twenty times as long as a small model.

Step Functions' names are not the API's. A name begins with one capital, and capitals at its beginning are folded as the
Java client folds them: `queueUrl` and `QueueUrl` are `QueueUrl`, `DBInstanceIdentifier` is `DbInstanceIdentifier`, but
`TemplateURL` stays (AWS guide, "Passing parameters", for the capital; published state machines for the folding). Results of
optimised integrations keep the API's capitals: `MD5OfMessageBody` (recorded).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple, TypeAlias

from asl.resources import sdk
from asl.resources.arn import Resource
from asl.resources.integrations import integration

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

Style: TypeAlias = Literal["optimised", "aws-sdk", "job"]  # "job": what a `.sync` task ends with
_RENAMED: Final = {("AttributeValue", "NULL"): "Nul"}  # what Java cannot call so (unconfirmed)


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


def spelled(member: str, style: Style, shape_name: str = "") -> str:
    """How an integration of this style spells a member of a structure."""
    if style != "aws-sdk":
        return member[:1].upper() + member[1:]
    return _RENAMED.get((shape_name, member)) or parameter_name(member)


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


def answers_nothing(call: ApiCall) -> bool:
    """Whether the models know this call, and that its answer has no members."""
    model = _model(call.client)
    operation = model["operations"].get(call.operation) if model else None
    return operation is not None and "output" not in operation


def exceptions_of(client: str, style: Style, operation: str | None = None) -> tuple[str, ...]:
    """The errors of an API by the names of Java's exceptions, "NoSuchKeyException"; of one operation, if it is named."""
    model = _model(client)
    if model is None:
        return ()
    if operation is None:
        shapes = [name for name, shape in model["shapes"].items() if shape.get("exception")]
    else:
        called = model["operations"].get(operation, {})
        shapes = [error["shape"] for error in called.get("errors", ())]
    return tuple(exception_name(name, style) for name in shapes)


def exception_name(shape: str, style: Style) -> str:
    """Java's name for an error: "Exception" follows it or takes the place of its "Fault"; words of SDK v2 have one capital.

    "KMSAccessDenied" is KMSAccessDeniedException, and KmsAccessDeniedException for `aws-sdk`.
    """
    if not shape.endswith("Exception"):
        shape = f"{shape.removesuffix('Fault')}Exception"
    if style != "aws-sdk":
        return shape
    import re

    words = re.findall(r"[A-Z]+(?=[A-Z][a-z]|\d|$)|[A-Z][a-z]+|[a-z]+|\d+", shape)
    return "".join(word[:1].upper() + word[1:].lower() for word in words)


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
    """The service-2 model of botocore's client, the newest version of its API; None if the installed botocore has none."""
    folder = _models() / client
    if not folder.is_dir():
        return None
    for version in sorted((one for one in folder.iterdir() if one.is_dir()), key=str, reverse=True):
        model = _json(version, "service-2.json.gz") or _json(version, "service-2.json")
        if model is not None:
            extras = _json(version, "service-2.sdk-extras.json") or {}
            return _merged(model, extras.get("merge", {}))
    return None


def _json(folder: Traversable, name: str) -> dict[str, Any] | None:
    import json

    file = folder / name
    if not file.is_file():
        return None
    data = file.read_bytes()
    if name.endswith(".gz"):
        import gzip

        data = gzip.decompress(data)
    return dict(json.loads(data))


def _merged(model: dict[str, Any], extras: Mapping[str, Any]) -> dict[str, Any]:
    """A model with what botocore's authors add to it, member by member."""
    for name, value in extras.items():
        inner = model.get(name)
        model[name] = _merged(inner, value) if isinstance(inner, dict) else value
    return model


@cache
def _models() -> Traversable:
    """The folder of botocore's models, found as importing it would, but without that."""
    from importlib.util import find_spec

    spec = find_spec("botocore")
    reader = getattr(spec and spec.loader, "get_resource_reader", lambda name: None)("botocore")
    if reader is None:
        raise ModuleNotFoundError("botocore has no files of models", name="botocore")
    folder: Traversable = reader.files() / "data"
    return folder
