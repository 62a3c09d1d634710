"""Refusals of the Lambda API: code, HTTP status and body, in Lambda's words.

Source: Lambda API reference for codes and statuses; public reports of the texts.
"""

from __future__ import annotations

import json
from typing import Final

from asl.errors import AslError

# What the model does not list: refusals of the layer before the service, and ours.
_STATUSES: Final = {
    "AccessDeniedException": 403,
    "InternalFailure": 500,
    "RequestEntityTooLargeException": 413,
    "SerializationException": 400,
    "UnknownOperationException": 404,
    "ValidationException": 400,
}
# Most exceptions spell the member small, as their shapes do.
_CAPITAL: Final = frozenset({"ResourceNotFoundException", "ServiceException"})


class LambdaError(AslError):
    """A request that Lambda refuses. `reason` is a throttle's."""

    def __init__(self, code: str, message: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.reason = reason

    @property
    def status(self) -> int:
        """The HTTP status."""
        from emulator.lambda_.api.model import STATUSES  # large, and no server needs it to start

        return STATUSES.get(self.code) or _STATUSES.get(self.code, 400)

    def body(self) -> bytes:
        """`{"Type": …, "message": …}`; the type says whose fault it is."""
        name = "Message" if self.code in _CAPITAL else "message"
        body = {"Type": "User" if self.status < 500 else "Service", name: self.message}
        if self.reason is not None:
            body["Reason"] = self.reason
        return json.dumps(body).encode()


def function_not_found(arn: str) -> LambdaError:
    """`arn`: as it was asked for, with its qualifier if there was one."""
    return LambdaError("ResourceNotFoundException", f"Function not found: {arn}")


def alias_not_found(arn: str) -> LambdaError:
    return LambdaError("ResourceNotFoundException", f"Cannot find alias arn: {arn}")


def not_found() -> LambdaError:
    """A policy or a statement of one."""
    return LambdaError("ResourceNotFoundException", "The resource you requested does not exist.")


def conflict(message: str) -> LambdaError:
    return LambdaError("ResourceConflictException", message)


def invalid(message: str) -> LambdaError:
    return LambdaError("InvalidParameterValueException", message)


def validation(message: str) -> LambdaError:
    return LambdaError("ValidationException", message)


def too_large(limit: int, operation: str) -> LambdaError:
    """A request whose body has more than `limit` bytes."""
    shown = "InvokeFunction" if operation == "Invoke" else operation
    return LambdaError(
        "RequestEntityTooLargeException",
        f"Request must be smaller than {limit} bytes for the {shown} operation",
    )


def stale_revision(operation: str) -> LambdaError:
    """A RevisionId that is not the latest. operation: what gives the latest, "GetFunction" or "GetAlias"."""
    return LambdaError(
        "PreconditionFailedException",
        "The RevisionId provided does not match the latest RevisionId. Call the "
        f"{operation} API to retrieve the latest RevisionId",
    )


def throttled() -> LambdaError:
    """More invocations at one time than are reserved for the function."""
    return LambdaError(
        "TooManyRequestsException",
        "Rate Exceeded.",
        reason="ReservedFunctionConcurrentInvocationLimitExceeded",
    )
