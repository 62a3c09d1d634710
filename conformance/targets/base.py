"""The one interface between the suites and whatever runs state machines.

A suite speaks in calls of the Step Functions API, named as boto3 names them. A target answers those that it can: the
library in process, or an endpoint over HTTP. Nothing here knows which.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple, Protocol, TypeAlias

JSON: TypeAlias = Any


class CallFailed(Exception):
    """The API refused the call. `response` is what boto3's ClientError carries: Error {Code, Message}, message."""

    def __init__(self, operation: str, code: str, message: str) -> None:
        super().__init__(
            f"An error occurred ({code}) when calling the {operation} operation: {message}"
        )
        self.code = code
        self.response: JSON = {
            "Error": {"Code": code, "Message": message},
            "message": message,
            "ResponseMetadata": {"HTTPStatusCode": 400},
        }


class NotSent(CallFailed):
    """The client refused the request itself: botocore's ParamValidationError, which has no response."""

    def __init__(self, report: str) -> None:
        Exception.__init__(self, f"Parameter validation failed:\n{report}")
        self.code = "ParamValidationError"
        self.response = {}


class NotOffered(Exception):
    """This target cannot do that, so the case does not apply to it."""


class ServiceMissing(NotOffered):
    """A task called a service that the target does not play. `service` and `action` as in the history."""

    def __init__(self, service: str, action: str) -> None:
        super().__init__(f"calls {service}:{action}, which this target does not play")
        self.service = service
        self.action = action


class World(NamedTuple):
    """What surrounds the executions of one case.

    functions: Lambda functions by name; their behaviour as data (see behaviour.py).
    mocks: answers by state name, as data. mock_config: a Step Functions Local mock file's content.
    now: ISO time at which the first execution starts; None leaves it to the target.
    """

    functions: Mapping[str, JSON] = {}
    mocks: Mapping[str, JSON] = {}
    mock_config: JSON = None
    now: str | None = None
    seed: int = 0


class Session(Protocol):
    """One case's own, empty Step Functions."""

    def call(self, operation: str, request: Mapping[str, JSON]) -> JSON:
        """The response as boto3 would give it. Raises CallFailed or NotOffered."""

    def wait(self, execution_arn: str) -> None:
        """Returns when the execution has ended."""

    def advance(self, execution_arn: str, seconds: float) -> None:
        """Returns when so much time has passed on the execution's clock."""

    def token_of(self, execution_arn: str, state: str) -> str:
        """The token of the task that this state waits for, as its worker would have got it."""

    def events(self, execution_arn: str) -> list[JSON] | None:
        """The history of any execution, Express too, as GetExecutionHistory would show it; None: not to be had."""


class Target(Protocol):
    """Something that runs state machines."""

    name: str
    comparable: Mapping[str, Collection[str] | None]
    """{operation: the members of its response that mean something here, None for all}"""

    def open(self, world: World) -> Session: ...
