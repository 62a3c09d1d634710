"""What the service refuses, by the codes and words of the service. HTTP is the API's business.

Source: reference of recorded answers; each class of refusal is one constructor, so that a text is written once.
"""

from __future__ import annotations

from asl.errors import AslError


class ServiceError(AslError):
    """A request that is refused. `code` is the service's, e.g. "ExecutionDoesNotExist"; `reason` is a ValidationException's."""

    def __init__(self, code: str, message: str, *, reason: str | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.reason = reason


class StoreError(AslError):
    """The data folder cannot be used: read-only, full, foreign, corrupt, or held by another server."""


def machine_does_not_exist(arn: str) -> ServiceError:
    return ServiceError("StateMachineDoesNotExist", f"State Machine Does Not Exist: '{arn}'")


def execution_does_not_exist(arn: str) -> ServiceError:
    return ServiceError("ExecutionDoesNotExist", f"Execution Does Not Exist: '{arn}'")


def activity_does_not_exist(arn: str) -> ServiceError:
    return ServiceError("ActivityDoesNotExist", f"Activity Does Not Exist: '{arn}'")


def invalid_arn(text: str) -> ServiceError:
    return ServiceError("InvalidArn", f"Invalid Arn: '{text}'")


def invalid_name(name: str) -> ServiceError:
    return ServiceError("InvalidName", f"Invalid Name: '{name}'")


def not_of_this_type() -> ServiceError:
    return ServiceError(
        "StateMachineTypeNotSupported",
        "This operation is not supported by this type of state machine",
    )


def invalid_token() -> ServiceError:
    return ServiceError("InvalidToken", "Invalid Token: 'Invalid token'")


def task_timed_out(what: str = "Provided task does not exist anymore") -> ServiceError:
    return ServiceError("TaskTimedOut", f"Task Timed Out: '{what}'")


def validation(message: str, *, reason: str | None = None) -> ServiceError:
    return ServiceError("ValidationException", message, reason=reason)


def resource_not_found(arn: str) -> ServiceError:
    return ServiceError("ResourceNotFound", f"Resource not found: '{arn}'")
