"""Whether a task can fail with an error of this name: for mocks, where a Catch that is tested must be one that can catch.

The rule, by what the task calls:

| task | its errors |
|---|---|
| Lambda function, activity, task token | any name: the code's own. `Lambda.…` is the service's, and known |
| every task | the service's own `States.…` names that can be caught |
| `http:invoke` | `States.Http.StatusCode.NNN`, `States.Http.Socket`, `Events.ConnectionResource.…` |
| `apigateway:invoke`, `eks:call` | `ApiGateway.NNN`, `EKS.NNN`, NNN a status |
| an API | the service's prefix, and behind it an error of its model, `SdkClientException`, or the one for errors that the model does not know |

A name outside the table is an error; behind the right prefix, one that the model does not list is a warning, for services
raise what their models do not tell. Source: as in `errors`.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from asl.resources.arn import Resource
from asl.resources.errors import STATES_ERRORS, error_prefix, is_states_error, known_errors
from asl.resources.models import Style, api_call, exceptions_of

STATUSES: Final = {("apigateway", "invoke"): "ApiGateway", ("eks", "call"): "EKS"}
CLIENT_FAULT: Final = "SdkClientException"


class ErrorFault(NamedTuple):
    """What is wrong with an error's name. written, known: a name that is none of these, for advice."""

    message: str
    help: str | None
    severity: Literal["error", "warning"]
    written: str = ""
    known: tuple[str, ...] = ()


def error_fault(name: str, resource: Resource) -> ErrorFault | None:
    """What is wrong with an error that a task is said to fail with; None if it can, as far as is known."""
    if name.startswith("States."):
        return _of_states(name, resource)
    if resource.pattern == "token" or resource.kind == "activity":
        return None
    if resource.service == "lambda":
        return _of_lambda(name)
    if resource.kind == "http":
        if name.startswith("Events.ConnectionResource."):
            return _listed(name, "Events.ConnectionResource", [*_of("Events.ConnectionResource")])
        return ErrorFault(
            f'http:invoke cannot fail with "{name}"',
            "its errors are States.Http.StatusCode.NNN, States.Http.Socket and Events.ConnectionResource.…",
            "error",
        )
    prefix = error_prefix(resource)
    if prefix is None:
        return None  # nobody has written down how this service's errors are called
    given, dot, rest = name.partition(".")
    if not dot or given != prefix:
        return ErrorFault(
            f'{resource.service}:{resource.action} cannot fail with "{name}"',
            f'its errors begin with "{prefix}."',
            "error",
            f"{prefix}.{rest or name}",
            tuple(errors_of(resource)),
        )
    if status := STATUSES.get((resource.service, resource.action)):
        is_status = len(rest) == 3 and rest.isascii() and rest.isdigit()
        if is_status:
            return None
        return ErrorFault(
            f'"{name}" is no error of {resource.service}:{resource.action}',
            f"its errors are {status}.NNN, NNN the status of the answer",
            "warning",
        )
    return _listed(name, prefix, errors_of(resource))


def errors_of(resource: Resource, *, of_operation: bool = False) -> list[str]:
    """Errors that the model of a task's API lists, as Retry and Catch name them, and those that every API has.

    of_operation: those of the operation alone, without the general ones.
    """
    call, prefix = api_call(resource), error_prefix(resource)
    if call is None or prefix is None:
        return []
    style: Style = "aws-sdk" if resource.kind == "aws-sdk" else "optimised"
    if of_operation:
        names = exceptions_of(call.client, style, call.operation)
        return [f"{prefix}.{name}" for name in names]
    general = [CLIENT_FAULT, f"{prefix}Exception"]
    told = [each.partition(".")[2] for each in _of(prefix)]
    return [
        f"{prefix}.{name}"
        for name in dict.fromkeys((*exceptions_of(call.client, style), *general, *told))
    ]


def _of(prefix: str) -> list[str]:
    return [name for name in known_errors() if name.startswith(f"{prefix}.")]


def _of_states(name: str, resource: Resource) -> ErrorFault | None:
    if is_states_error(name):
        if name.startswith("States.Http.") and resource.kind != "http":
            return ErrorFault(
                f'only http:invoke fails with "{name}", and this is {resource.arn}', None, "error"
            )
        row = STATES_ERRORS.get(name)
        if row is None or row.caught == "yes":
            return None
        if name == "States.Runtime":
            return None  # it ends the execution, which is worth a test
        what = f'no task fails with "{name}"'
        if row.caught == "pattern":
            return ErrorFault(
                f"{what}: it is a name for Retry and Catch", f"it is {row.raised_by}", "error"
            )
        return ErrorFault(what, f"it is raised by {row.raised_by}", "error")
    return ErrorFault(
        f'"{name}" is no error of the service\'s own: names that begin with States. are',
        None,
        "error",
        name,
        tuple(STATES_ERRORS),
    )


def _of_lambda(name: str) -> ErrorFault | None:
    if not name.startswith("Lambda."):
        return None  # functions raise what they like
    told = _of("Lambda")
    if name in told:
        return None  # the usual ones, for which no model need be read
    return _listed(name, "Lambda", [*errors_of(_INVOKE), *told])


def _listed(name: str, prefix: str, known: list[str]) -> ErrorFault | None:
    if name in known or not known:
        return None
    return ErrorFault(
        f'"{name}" is no error that the model of {prefix} lists',
        None,
        "warning",
        name,
        tuple(known),
    )


_INVOKE: Final = Resource(
    "arn:aws:states:::lambda:invoke", "optimised", "lambda", "invoke", "request-response",
    "invoke", "aws", "", "", "",
)  # fmt: skip
