"""The vocabulary between a host and whatever plays the services: a call goes in, an answer comes out.

A host turns the engine's InvokeTask into a `TaskCall`, asks its answerers in order, and turns the first `Answer`
into signals. An answer is a value: it says *what* comes back and *when* on the execution's clock, and never waits
itself. So a mock, an in-process Lambda function and a real integration look the same to the host, and a
day-long job costs nothing on the virtual clock.

None from an answerer means "not mine"; a call that nobody takes is the host's error, never an echo.
"""

from __future__ import annotations

from collections.abc import Awaitable
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeAlias

from asl.jsonvalue import JSON

if TYPE_CHECKING:
    from asl.resources.arn import Resource


class TaskCall(NamedTuple):
    """One invocation of a Task's resource, as the service would see it.

    `attempt` counts the retries of this visit, `visit` all invocations of the state in the execution so far (retries,
    loops and Map iterations alike): both from 0. `arguments` is the resolved Parameters or Arguments.
    """

    state: str
    resource: Resource
    arguments: JSON
    attempt: int = 0
    visit: int = 0
    map_index: int | None = None  # of the innermost iteration; None outside a Map
    token: str | None = None  # the task token, for `.waitForTaskToken` and activities
    execution_arn: str = ""
    now_ms: int = 0  # the execution's clock, ms since the Unix epoch


class Returned(NamedTuple):
    """The task succeeded with this value."""

    value: JSON


class ReturnedText(NamedTuple):
    """The task succeeded with this JSON text, kept character for character where the history shows it."""

    text: str


class Failed(NamedTuple):
    """The task failed. None means that the service gave no error name or no cause.

    stage: how far it had come, which decides the event written: `schedule` (LambdaFunctionScheduleFailed),
    `start` (TaskStartFailed), `submit` (TaskSubmitFailed, the call before the waiting failed), `run`.
    """

    error: str | None
    cause: str | None = None
    stage: Literal["schedule", "start", "submit", "run"] = "run"


class Refused(NamedTuple):
    """The activity or resource does not exist: States.Runtime, which nothing catches. `cause` is its tail."""

    cause: str


class Submitted(NamedTuple):
    """`.sync` and `.waitForTaskToken`: the call went through with this response; `then` is how the wait ends.

    Hosts write a bare answer to such a task as submitted with their own response, then answered.
    """

    output: JSON
    then: Answer


class After(NamedTuple):
    """The answer comes `seconds` (0 or more) later on the execution's clock, with a heartbeat every so often.

    Timeouts that are due before it win, and the answer is then too late.
    """

    seconds: float
    answer: Answer
    heartbeat_every_s: float | None = None  # None: the worker sends none


class Never(NamedTuple):
    """No answer comes: TimeoutSeconds and HeartbeatSeconds decide, or a test that answers the token itself."""

    heartbeat_every_s: float | None = None


class Queued(NamedTuple):
    """An activity's task that no worker has taken yet: its clocks stand still until one does (ActivityStarted)."""


Answer: TypeAlias = (
    "Returned | ReturnedText | Failed | Refused | Submitted | After | Never | Queued"
)


class Answerer(Protocol):
    """Whatever plays services. Errors it raises are the caller's to see, not the execution's."""

    def answer(self, call: TaskCall) -> Answer | Awaitable[Answer] | None: ...
