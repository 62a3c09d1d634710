"""Parameters and results of AWS calls between Step Functions' spelling and the API's, by botocore's models.

The two kinds of integration spell differently: an optimised one (built on Java SDK v1) keeps the API's names with a capital
at their beginning, `aws-sdk` (v2) folds capitals there: `DBInstanceIdentifier` is `DbInstanceIdentifier`, DynamoDB's `BOOL` is
`Bool`, and its `NULL`, which Java cannot call so, is `Nul` (unconfirmed for the last).

What is given need not have the model's type: where the API takes text, any JSON is written as text (recorded for `Input` of
startExecution); a body that is streamed is written as JSON whatever it is, a string too (recorded for S3 PutObject). In results
times are ISO 8601 with `Z` (v1: epoch seconds, and ms in a job's description), bytes are text where they are UTF-8, base64 otherwise (unconfirmed), and
absent members are left out.

Source: AWS guide, "Passing parameters" and "AWS SDK service integrations"; recorded calls of 2023 to 2025.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any, Final, TypeAlias

from asl.engine.clock import iso
from asl.jsonvalue import JSON, dumps
from asl.resources.models import Style as Style
from asl.resources.models import spelled

Shape: TypeAlias = Any  # botocore's models carry no types

_NUMBERS: Final = frozenset({"integer", "long", "float", "double", "bigdecimal", "biginteger"})


class BadParameter(Exception):
    """A parameter that cannot be sent. field: its name at the top. is_unknown: the API has none of this name."""

    def __init__(self, field: str, *, is_unknown: bool = False) -> None:
        super().__init__(field)
        self.field = field
        self.is_unknown = is_unknown


# -------------------------------------------------------------------- what goes in


def request(
    operation: Any, arguments: Mapping[str, JSON], style: Style, drops: Iterable[str] | None = None
) -> dict[str, Any]:
    """The parameters of a call for botocore.

    Args:
        operation: botocore's OperationModel.
        drops: the only names that are passed on, where an integration drops the others; None: it refuses them.

    Raises:
        BadParameter: a name that is not known, or a value that cannot be of its type.
    """
    shape = operation.input_shape
    if shape is None:
        if arguments and drops is None:
            raise BadParameter(next(iter(arguments)), is_unknown=True)
        return {}
    names = _names(shape, style)
    made = {}
    for name, value in arguments.items():
        if drops is not None and name not in drops:
            continue
        member = names.get(name)
        if member is None:
            raise BadParameter(name, is_unknown=True)
        if value is None:
            continue  # recorded: the service says that it misses it
        try:
            made[member] = _given(shape.members[member], value, style)
        except _Wrong:
            raise BadParameter(name) from None
    return made


class _Wrong(Exception):
    """A value that is not of its type."""


def _names(shape: Shape, style: Style) -> Mapping[str, str]:
    """Names as they may be written → the API's."""
    key = (id(shape), style)
    found = _NAMES.get(key)
    if found is None:
        names = {member: member for member in shape.members if member[:1].isupper()}
        names |= {member[:1].upper() + member[1:]: member for member in shape.members}
        names |= {spelled(member, style, shape.name): member for member in shape.members}
        found = (shape, names)
        if len(_NAMES) < _KEPT:
            _NAMES[key] = found
    return found[1]


_KEPT: Final = 10_000
_NAMES: Final[dict[tuple[int, Style], tuple[Shape, Mapping[str, str]]]] = {}  # keeps its shapes


def _given(shape: Shape, value: JSON, style: Style) -> Any:
    kind = shape.type_name
    if kind == "structure":
        if shape.is_document_type:
            return value
        return _structure(shape, value, style)
    if kind == "list":
        if not isinstance(value, list):
            raise _Wrong
        return [_given(shape.member, item, style) for item in value]
    if kind == "map":
        if not isinstance(value, dict):
            raise _Wrong
        return {key: _given(shape.value, item, style) for key, item in value.items()}
    return _scalar(shape, kind, value)


def _structure(shape: Shape, value: JSON, style: Style) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _Wrong
    names = _names(shape, style)
    made = {}
    for name, item in value.items():
        member = names.get(name)
        if member is None:
            raise _Wrong
        if item is not None:
            made[member] = _given(shape.members[member], item, style)
    return made


def _scalar(shape: Shape, kind: str, value: JSON) -> Any:
    if kind in ("string", "character"):
        return value if isinstance(value, str) else dumps(value)
    if kind == "blob":
        streams = shape.serialization.get("streaming")
        text = value if isinstance(value, str) and not streams else dumps(value)
        return text.encode("utf-8", "surrogatepass")
    if kind == "boolean":
        if isinstance(value, bool):
            return value
        if isinstance(value, str) and value.lower() in ("true", "false"):
            return value.lower() == "true"
        raise _Wrong
    if kind in _NUMBERS:
        return _number(kind, value)
    if kind == "timestamp":
        if isinstance(value, bool) or not isinstance(value, (str, int, float)):
            raise _Wrong
        return value
    raise _Wrong


def _number(kind: str, value: JSON) -> Any:
    if isinstance(value, str):
        try:
            value = float(value) if kind in ("float", "double") else int(value)
        except ValueError:
            raise _Wrong from None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        raise _Wrong
    if kind in ("integer", "long") and isinstance(value, float):
        if not value.is_integer():
            raise _Wrong
        return int(value)
    return value


# -------------------------------------------------------------------- what comes out


def result(operation: Any, members: Mapping[str, Any], style: Style) -> dict[str, JSON]:
    """A response as the task's result shows it, names in alphabetical order, a streamed body last (recorded).

    members: times are datetimes, or ms since the Unix epoch.
    """
    shape = operation.output_shape
    if shape is None:
        return {}
    made: dict[str, JSON] = _taken(shape, members, style)
    streamed = shape.serialization.get("payload")
    if streamed:
        name = spelled(streamed, style, shape.name)
        if name in made and shape.members[streamed].type_name in ("blob", "string"):
            made[name] = made.pop(name)
    return made


def _taken(shape: Shape, value: Any, style: Style) -> Any:
    kind = shape.type_name
    if kind == "structure" and not shape.is_document_type:
        shown = {
            spelled(member, style, shape.name): _taken(shape.members[member], item, style)
            for member, item in value.items()
            if member in shape.members and item is not None
        }
        return dict(sorted(shown.items()))
    if kind == "list":
        return [_taken(shape.member, item, style) for item in value]
    if kind == "map":
        return {key: _taken(shape.value, item, style) for key, item in value.items()}
    if kind == "timestamp":
        return _time(value, style)
    if kind == "blob":
        return text_of_bytes(value)
    return value


def unspelled(operation: Any, shown: Mapping[str, JSON], style: Style) -> dict[str, Any]:
    """The members of a response by the API's names, from a result that shows them. Scalars stay as they are shown."""
    shape = operation.output_shape
    made: dict[str, Any] = {} if shape is None else _untaken(shape, shown, style)
    return made


def _untaken(shape: Shape, value: Any, style: Style) -> Any:
    kind = shape.type_name
    if kind == "structure" and isinstance(value, Mapping):
        names = _names(shape, style)
        return {
            names[name]: _untaken(shape.members[names[name]], item, style)
            for name, item in value.items()
            if name in names
        }
    if kind == "list" and isinstance(value, list):
        return [_untaken(shape.member, item, style) for item in value]
    return value


def _time(value: Any, style: Style) -> JSON:
    if not isinstance(value, (datetime, int)):
        return value
    ms = value if isinstance(value, int) else round(value.timestamp() * 1000)
    if style == "job":
        return ms
    return ms / 1000 if style == "optimised" else iso(ms)


def text_of_bytes(value: Any) -> str:
    """Bytes, or a stream of them, as text."""
    data = value.read() if hasattr(value, "read") else value
    if isinstance(data, str):
        return data
    try:
        return bytes(data).decode("utf-8")
    except UnicodeDecodeError:
        return base64.b64encode(data).decode("ascii")


def missing(operation: Any, parameters: Mapping[str, Any]) -> str | None:
    """The first member that the API requires and that is not there, as the API's model calls it.

    Tokens that the client makes up itself do not count.
    """
    shape = operation.input_shape
    for name in shape.required_members if shape is not None else ():
        if name not in parameters and not shape.members[name].metadata.get("idempotencyToken"):
            return str(name)
    return None


def lacks(operation: Any, members: Mapping[str, Any]) -> str | None:
    """The first member of a response that the model requires and that is not there: it is no answer then."""
    shape = operation.output_shape
    for name in shape.required_members if shape is not None else ():
        if members.get(name) is None:
            return str(name)
    return None


@lru_cache(512)
def operation_model(client: str, operation: str) -> Any:
    """botocore's model of an operation, None if it has none."""
    model = service_model(client)
    return model.operation_model(operation) if operation in model.operation_names else None


@lru_cache(64)
def service_model(client: str) -> Any:
    """botocore's model of a service."""
    from botocore.loaders import Loader
    from botocore.model import ServiceModel

    return ServiceModel(Loader().load_service_model(client, "service-2"), client)


@lru_cache(512)
def operation_of(client: str, action: str) -> str | None:
    """The operation of an action: ("rds", "describeDBInstances") → "DescribeDBInstances", which may be written so, too."""
    from asl.resources.sdk import action_name

    for name in service_model(client).operation_names:
        if action in (action_name(name), name):
            return str(name)
    return None
