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


class Unfinished(Exception):
    """An execution did not end in time: a failure, never a hang."""


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
    now: ISO time at which the first execution starts; None leaves it to the target. needs_now: no other will do.
    key: the case's id. machine: the name of the one machine, which a target that others use too may exchange for its own
    as long as nobody can see it; None: names stay as they are.
    definition: the text of the machine's definition, for targets that must know beforehand what will be called.
    """

    key: str = ""
    machine: str | None = None
    definition: str = ""
    functions: Mapping[str, JSON] = {}
    mocks: Mapping[str, JSON] = {}
    mock_config: JSON = None
    now: str | None = None
    needs_now: bool = True
    seed: int = 0


class Session(Protocol):
    """One case's own, empty Step Functions."""

    def call(self, operation: str, request: Mapping[str, JSON]) -> JSON:
        """The response as boto3 would give it. Raises CallFailed or NotOffered."""

    def prepare(self, service: str, operation: str, request: Mapping[str, JSON]) -> None:
        """Makes a call of another service that the case rests on. Raises NotOffered."""

    def settle(self, execution_arn: str) -> None:
        """Returns when the execution has ended or cannot go on without time or somebody outside."""

    def wait(self, execution_arn: str) -> None:
        """Returns when the execution has ended. Raises Unfinished."""

    def advance(self, execution_arn: str, seconds: float) -> None:
        """Returns when so much time has passed on the execution's clock."""

    def token_of(self, execution_arn: str, state: str) -> str:
        """The token of the task that this state waits for, as its worker would have got it."""

    def events(self, execution_arn: str) -> list[JSON] | None:
        """The history of an execution as GetExecutionHistory would show it; None: not to be had."""

    def close(self) -> None:
        """Takes away what the case made."""


class Target(Protocol):
    """Something that runs state machines."""

    name: str
    comparable: Mapping[str, Collection[str] | None]
    """{operation: the members of its response that mean something here, None for all}"""
    is_api: bool
    """The whole API, with everything that is no execution"""
    has_express_history: bool
    late_s: float
    """How much later than its instant something may happen: 0 on a clock that jumps"""
    longest_s: float | None
    """The longest that a case may take on its clock; None: whatever it takes"""
    services_url: str | None
    """The address of every other service, where a case's queues and buckets are; None: there is none"""
    jobs: int
    """How many cases may be played at a time"""

    def open(self, world: World) -> Session: ...
