"""Step Functions from inside a state machine: `states:startExecution` in its four forms, and `aws-sdk:sfn` for everything.

Both call the operations of this server, in process: a nested execution is an execution like any other. With `.sync` its end is
the task's; a parent that stops waiting (stopped, timed out, a sibling that failed) stops it.

A child without a Name is named after the call that starts it, so that a task that runs again after a crash finds the child that
it began then, and no second one begins.

Source: recorded nested executions of 2023 to 2026: the response's and the result's members, a failed child's description as
the cause, keys sorted and dates in ms.
"""

from __future__ import annotations

import asyncio
import inspect
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Final
from uuid import NAMESPACE_URL, uuid4, uuid5

from asl.hosts.answers import Answer, Failed, Never, Refused, Returned, Submitted, TaskCall
from asl.jsonvalue import JSON, dumps, parse
from emulator.api.operations import OPERATIONS
from emulator.api.shapes import request_check
from emulator.errors import ServiceError
from emulator.integrations import spelling
from emulator.integrations.actions import Action, action_of
from emulator.integrations.aws import wrapper
from emulator.integrations.failures import failure
from emulator.integrations.protocol import Context, Told
from emulator.integrations.spelling import BadParameter
from emulator.integrations.waiting import is_wanted
from emulator.runtime import commands
from emulator.services.clients import Fault, Response

if TYPE_CHECKING:
    from emulator.api.service import Service

_CLIENT: Final = "stepfunctions"


class Nested:
    """Answers `states:startExecution` and `aws-sdk:sfn`. `attach` gives it the service."""

    name = "states"

    def __init__(self) -> None:
        self._service: Service | None = None
        self._stopping: set[asyncio.Task[Any]] = set()

    def attach(self, service: Service, url: str) -> None:
        """The service whose executions are started."""
        self._service = service

    def takes(self, call: TaskCall) -> bool:
        """Step Functions' own API."""
        resource = call.resource
        return resource.service == "aws-sdk:sfn" or (
            resource.kind == "optimised" and resource.service == "states"
        )

    def lacks(self, call: TaskCall) -> Refused | None:
        """Why this call cannot be made, whatever its parameters."""
        action = action_of(call.resource)
        if action is None or action.operation not in OPERATIONS:
            return Refused(f"{call.resource.arn} is no operation of Step Functions here")
        return None

    def tells(self, call: TaskCall) -> Told:
        """This server, and which machine it starts where the definition says so."""
        if call.resource.action not in ("startExecution", "startSyncExecution"):
            return Told("emulator", "this server")
        given = call.arguments if isinstance(call.arguments, dict) else {}
        arn = given.get("StateMachineArn")
        name = arn.rpartition(":")[2] if isinstance(arn, str) else None
        return Told("emulator", f'an execution of "{name}" on this server' if name else "an execution on this server")  # fmt: skip

    def refusal(self, call: TaskCall) -> Refused | None:
        """Why the parameters cannot be sent."""
        lacks = self.lacks(call)
        if lacks is not None:
            return lacks
        try:
            _request(action_of(call.resource), call)
        except BadParameter as e:
            what = (
                f"The field '{e.field}' is not supported by Step Functions"
                if e.is_unknown
                else f"The value of the field '{e.field}' has an invalid format"
            )
            return Refused(
                f"The Parameters '{dumps(call.arguments)}' could not be used to start the Task: [{what}]"
            )
        return None

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Call the operation, and wait for the child where the pattern says so."""
        service, action = self._service, action_of(call.resource)
        if service is None or action is None:
            return Refused(f"{call.resource.arn} needs a server")
        try:
            if call.resource.pattern == "sync":
                return await self._sync(service, action, call, context)
            members = await self._start(service, action, call)
        except ServiceError as e:
            fault = Fault(e.code, e.message, 400, str(uuid4()))
            return failure(call.resource, _CLIENT, fault)
        shown = _shown(action, members)
        if call.resource.pattern == "token":
            return Submitted(shown, Never())
        return Returned(shown)

    async def _start(self, service: Service, action: Action, call: TaskCall) -> Mapping[str, Any]:
        """The operation's answer, by the API's names, times in ms.

        Raises:
            ServiceError: what the operation refuses.
        """
        request = _request(action, call)
        is_named = action.operation != "StartExecution" or "name" in request
        if not is_named:
            request["name"] = str(
                uuid5(NAMESPACE_URL, f"{call.execution_arn}/{call.state}/{call.visit}")
            )
        request = request_check(action.operation)(request)
        try:
            answer = OPERATIONS[action.operation](service, request)
            return await answer if inspect.isawaitable(answer) else answer
        except ServiceError as e:
            if is_named or e.code != "ExecutionAlreadyExists":
                raise
            # Begun by this very call before a restart, and closed since.
            machine_arn = request["stateMachineArn"]
            arn = f"{machine_arn.replace(':stateMachine:', ':execution:', 1)}:{request['name']}"
            found: Any = OPERATIONS["DescribeExecution"](service, {"executionArn": arn})
            return {"executionArn": arn, "startDate": found["startDate"]}

    async def _sync(
        self, service: Service, action: Action, call: TaskCall, context: Context
    ) -> Answer:
        if isinstance(context.submitted, dict) and "ExecutionArn" in context.submitted:
            shown: JSON = context.submitted
            arn = str(shown["ExecutionArn"])
        else:
            started = await self._start(service, action, call)
            shown, arn = _shown(action, started), str(started["executionArn"])
        if ":express:" in arn:
            return Refused(
                f"{arn} is an Express execution, which cannot be waited for with .sync: start it with "
                "aws-sdk:sfn:startSyncExecution"
            )
        context.submit(shown)
        return await self._end(service, arn, call)

    async def _end(self, service: Service, arn: str, call: TaskCall) -> Answer:
        """The child's end, as the task's."""
        runtime = service.runtime
        hosted = runtime.executions.get(arn)
        if hosted is not None:
            try:
                await runtime.calls.until_ended(hosted)
            except asyncio.CancelledError:
                if not is_wanted(runtime, call):
                    self._stop(service, arn)
                raise
        described: Any = OPERATIONS["DescribeExecution"](service, {"executionArn": arn})
        return _answer(described, call)

    def _stop(self, service: Service, arn: str) -> None:
        """Stop a child that nobody waits for any longer, in a task of its own: this one is being cancelled."""
        stopping = commands.stop(service.runtime, arn, None, None)
        task = asyncio.get_running_loop().create_task(stopping)
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    async def close(self) -> None:
        """Let the stops come to their end."""
        if self._stopping:
            await asyncio.wait(self._stopping, timeout=1)


def _request(action: Action | None, call: TaskCall) -> dict[str, Any]:
    """The operation's request, by the API's names.

    Raises:
        BadParameter: a name that the API does not have, or a value of another type.
    """
    arguments = call.arguments if call.arguments is not None else {}
    if action is None or not isinstance(arguments, dict):
        raise BadParameter("Parameters")
    return spelling.request(action.model, arguments, action.style)


def _shown(action: Action, members: Mapping[str, Any]) -> JSON:
    """The operation's answer as the task's result, or as what it was submitted with."""
    shown = spelling.result(action.model, members, action.style)
    if action.wraps:
        response = Response(members, 200, {}, str(uuid4()))
        shown = dict(sorted({**shown, **wrapper(action.model, response)}.items()))
    return shown


def _answer(described: Mapping[str, Any], call: TaskCall) -> Answer:
    """A closed child as the answer of the task that waited for it."""
    is_parsed = call.resource.suffix == ".sync:2"
    shown: dict[str, JSON] = {}
    for member, value in sorted(described.items()):
        if value is None:
            continue
        name = member[:1].upper() + member[1:]
        if member in ("inputDetails", "outputDetails"):
            value = {"Included": value["included"]}
        shown[name] = value
    if described["status"] != "SUCCEEDED":
        return Failed("States.TaskFailed", dumps(shown))
    if is_parsed:
        shown["Input"], shown["Output"] = parse(shown["Input"]), parse(shown["Output"])
    return Returned(shown)
