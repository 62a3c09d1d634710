"""The context object that a caller makes up: which fields it may have, and of which kind.

Source: recorded answers for a wrong type, an unknown field, Map and Task; AWS guide, "Context object", for the fields. The
texts for objects and for numbers are worded like the recorded one for strings (unconfirmed).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from asl.jsonvalue import JSON, JsonTextError, parse
from asl.resources.arn import Resource
from asl.teststate.refusal import invalid_context, jackson_text

_ANY, _TEXT, _NUMBER = "any", "a string", "a number"
_FIELDS: Final[Mapping[str, Mapping[str, str]]] = {
    "Execution": {
        "Id": _TEXT,
        "Input": _ANY,
        "Name": _TEXT,
        "RedriveCount": _NUMBER,
        "RedriveTime": _TEXT,
        "RoleArn": _TEXT,
        "StartTime": _TEXT,
    },
    "State": {"EnteredTime": _TEXT, "Name": _TEXT, "RetryCount": _NUMBER},
    "StateMachine": {"Id": _TEXT, "Name": _TEXT},
    "Task": {"Token": _TEXT},
}
_NO_TASK: Final = (
    "Context object contains 'Task' when state is not a Task state"
    " with a '.sync' or '.waitForTaskToken' service integration pattern"
)


def read_context(text: str, resource: Resource | None) -> dict[str, JSON]:
    """The context object of a request.

    Args:
        resource: what the state calls, None if it is no Task.

    Raises:
        TestStateError: the service would not take it.
    """
    try:
        context = parse(text)
    except JsonTextError:
        raise invalid_context(jackson_text(text)) from None
    if not isinstance(context, dict):
        raise invalid_context("Context object must be an object")
    for name, member in context.items():
        if name == "Map":
            raise invalid_context("'Map' field is not supported when mocking a Context object")
        fields = _FIELDS.get(name)
        if fields is None:
            raise invalid_context(f"Field '{name}' is not allowed")
        if not isinstance(member, dict):
            raise invalid_context(f"{name} must be an object")
        _check(name, member, fields)
    if "Task" in context and (resource is None or resource.pattern not in ("sync", "token")):
        raise invalid_context(_NO_TASK)
    return context


def _check(name: str, member: Mapping[str, JSON], fields: Mapping[str, str]) -> None:
    for field, value in member.items():
        wanted = fields.get(field)
        if wanted is None:
            raise invalid_context(f"Field '{field}' is not allowed")
        is_number = isinstance(value, (int, float)) and not isinstance(value, bool)
        if (wanted == _TEXT and not isinstance(value, str)) or (
            wanted == _NUMBER and not is_number
        ):
            raise invalid_context(f"{name}.{field} must be {wanted}")
