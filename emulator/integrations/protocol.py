"""What a Task's resource does: the seam between the runtime and everything that answers tasks.

An integration takes a `TaskCall` and gives an `Answer` (`asl.hosts.answers`), the same values that mocks give. It runs in
the server's event loop, so it must not block: work goes to a process, a thread or the network. Third parties add their own
through the entry-point group `asl.integrations`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol, TypeAlias

from asl.hosts.answers import Answer, TaskCall
from asl.jsonvalue import JSON


class Context(NamedTuple):
    """Beside the call: who runs, and what of it the resource may be told.

    After a restart a task that was in flight is called again. A `.sync` job that had been submitted is called with what its
    service answered then (`submitted`): an integration that can find the job by it does not begin another.
    """

    execution_arn: str
    machine_arn: str
    role_arn: str
    task_role_arn: str | None  # Credentials
    timeout_s: int | None
    submitted: JSON = (
        None  # of a `.sync` job that a server before this one submitted: the response it got then
    )
    # Told as soon as a `.sync` job is submitted, with the service's response; the job's end is the call's answer.
    submit: Callable[[JSON], None] = lambda response: None


Who: TypeAlias = Literal[
    "function", "mock", "emulator", "moto", "endpoint", "real", "network", "worker", "folder", "package", "refused"
]  # fmt: skip
"""Who answers a task: a Lambda function, a mock, this emulator itself (nested executions, its Lambda API), moto in this
process, another endpoint, AWS, the URL that the task itself names, whoever polls an activity, a folder that stands for a bucket,
another package's integration, or nobody because the configuration says so."""


class Told(NamedTuple):
    """What an integration says before anything runs of a task that it takes.

    what: in words, without the resource. keys: the setting that decides, as keys of the configuration or
    ("--lambda", "charge") for a flag; () where nothing is set. needs, help: what is not there, and how it is added.
    """

    who: Who
    what: str
    keys: tuple[str, ...] = ()
    needs: str | None = None
    help: str | None = None


class Integration(Protocol):
    """Answers the tasks it takes.

    It may have methods beside these:

    - `refusal(call: TaskCall) -> Refused | Failed | None`, asked before the call is said to have been taken: parameters
      that cannot be sent leave no event but the failure (recorded);
    - `lacks(call: TaskCall) -> Refused | None`: why it takes this call and cannot answer it, whatever its arguments; asked
      for a definition before it runs;
    - `tells(call: TaskCall) -> Told`: who would answer a call of which only the arguments that a definition has in plain text are
      known;
    - `attach(service: Service, url: str) -> None`, told once when the server is up: nested executions need the service,
      functions the URL;
    - `serves`: services that it has on the server's port, by the names that requests are signed with (`Gateway`);
    - `reset() -> None`: forget everything but what was there at start.
    """

    name: str

    def takes(self, call: TaskCall) -> bool:
        """Whether this call is its own. Asked once per call; no work here."""
        ...

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Do the work. What it raises is a fault of the server's, shown to the operator and failing the task by name."""
        ...

    async def close(self) -> None:
        """Let go of processes and connections."""
        ...
