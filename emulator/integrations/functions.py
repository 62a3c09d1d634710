"""Lambda functions: direct ARNs and `lambda:invoke`, run in threads of this process or wherever their runner runs them.

What Lambda does around a function (names, payloads, shapes of results and failures) is `asl.hosts.lambdas`, the same
that tests use on the virtual clock. Here is what is different in a server: nothing blocks the event loop, real time passes
in a handler, and a function that does not end is given up at its own timeout. What a handler asks of the clock
(`context.sleep`, `asl.after`) becomes a pause of the task on the server's clock after the function has returned.

Every name that Lambda is called by is answered here; one that nobody gave is Lambda's `ResourceNotFoundException`.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, Protocol, runtime_checkable

from asl.errors import AslError
from asl.hosts.answers import After, Answer, Failed, Never, Refused, Returned, Submitted, TaskCall
from asl.hosts.lambda_responses import FunctionRef, function_ref, invoke_response
from asl.hosts.lambda_runtime import (
    Function,
    LambdaContext,
    Outcome,
    invoke,
    log_tail,
    timed_out,
)
from asl.hosts.lambdas import Invocation, Lambdas, refusal
from asl.jsonvalue import JSON
from asl.resources.arn import parse_resource
from emulator.integrations.protocol import Context, Told
from emulator.integrations.threads import Threads
from emulator.lambda_.workers import Workers

if TYPE_CHECKING:
    from emulator.api.service import Service

log = logging.getLogger(__name__)

_SDK: Final = "aws-sdk:lambda"
# Lambda API reference, Invoke: the statuses of the two types that give no result.
_WITHOUT_RESULT: Final = {"Event": 202, "DryRun": 204}


@runtime_checkable
class Runner(Protocol):
    """A function that runs elsewhere: in a process of its own, behind an endpoint. It stands in a Function as its handler."""

    async def run(self, ready: Invocation) -> Outcome:
        """One invocation, the function's own timeout included.

        Raises:
            UsageError: it cannot be run at all; the message is for the user.
        """
        ...

    def __call__(self, event: JSON, context: LambdaContext) -> object:
        """What a Function wants of its handler; never called."""
        ...


class Functions:
    """Answers Lambda from the functions that it was given.

    Args:
        functions: by name or ARN, with or without a qualifier: handlers of this process, or Functions around a handler
            or a Runner.
        threads: where handlers of this process run.
        workers: whose processes end with this.
        otherwise: asked for a function that is not among them.
        keys: where each function is given (see `Told`), and under "" where `otherwise` has its functions from.
    """

    name = "lambda"

    def __init__(
        self,
        functions: Mapping[str, Callable[[JSON, LambdaContext], object] | Function],
        threads: Threads,
        workers: Workers | None = None,
        otherwise: Callable[[FunctionRef], Function | None] = lambda ref: None,
        keys: Mapping[str, tuple[str, ...]] | None = None,
    ) -> None:
        self._workers = workers
        self._keys = keys or {}
        self._finders = [otherwise]
        self._lambdas = Lambdas(functions, request_id=_new_id, otherwise=self._find)
        self._threads = threads
        self._background: set[asyncio.Task[Any]] = set()

    def attach(self, service: Service, url: str) -> None:
        """Tell functions that run in processes of their own where this server is."""
        if self._workers is not None:
            self._workers.endpoints.setdefault("AWS_ENDPOINT_URL", url)
            self._workers.endpoints.setdefault("AWS_ENDPOINT_URL_SFN", url)

    def give(self, name: str, function: Callable[[JSON, LambdaContext], object] | Function) -> None:
        """Add a function, or put another in its place."""
        self._lambdas.give(name, function)

    def take_away(self, name: str) -> None:
        """Remove a function; nothing happens if there is none of this name."""
        self._lambdas.take_away(name)

    def also(self, find: Callable[[FunctionRef], Function | None]) -> None:
        """Ask this, too, for a function that is not among those given: before what was asked so far."""
        self._finders.insert(0, find)

    def _find(self, ref: FunctionRef) -> Function | None:
        for find in self._finders:
            found = find(ref)
            if found is not None:
                return found
        return None

    def find(self, ref: FunctionRef) -> Function | None:
        """The function that a reference means, as tasks find it; None if there is none."""
        return self._lambdas.find(ref)

    def takes(self, call: TaskCall) -> bool:
        """Direct ARNs and the optimised integration."""
        resource = call.resource
        return resource.kind == "lambda" or (
            resource.service in ("lambda", _SDK) and resource.action == "invoke"
        )

    def refusal(self, call: TaskCall) -> Refused | None:
        """Why the Parameters cannot be sent at all; None: they can."""
        return refusal(call)

    def tells(self, call: TaskCall) -> Told:
        """The function that a call in plain text names, and where it runs."""
        ref = _named(call)
        if ref is None:
            return Told("function", "the function whose name the execution computes")
        name = ref.name
        keys = next((self._keys[key] for key in (*ref.keys, "") if key in self._keys), ())
        function = self.find(ref)
        if function is None:
            return Told(
                "function",
                f'the function "{name}"',
                needs=f'there is no function "{name}"',
                help=f'say where its code is, {name} = "FILE.py:HANDLER" under [tool.asl.functions] or '
                f'--lambda {name}=FILE.py:HANDLER; deploy it to the server; or mock the state "{call.state}"',
            )
        where = getattr(function.handler, "where", "in this process")
        return Told("function", f'the function "{name}", {where}', keys)

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Run the function."""
        if call.resource.service == _SDK:
            return await self._by_sdk(call)
        kind = _type_of(call)
        try:
            ready = self._lambdas.prepared(_answered(call))
            if ready is None:
                return Refused(f"{call.resource.arn} is not a call of Lambda")
            if not isinstance(ready, Invocation):
                return ready
            if kind in _WITHOUT_RESULT:
                return self._without_result(kind, ready)
            return ready.finish(await self.run(ready))
        except AslError as e:
            return Refused(str(e))

    async def _by_sdk(self, call: TaskCall) -> Answer:
        """`aws-sdk:lambda:invoke`: the API's answer as it is. A function's error is no failure of the task (recorded)."""
        optimised = parse_resource(call.resource.arn.replace(":aws-sdk:lambda:", ":lambda:"))
        assert optimised is not None
        wants_log = isinstance(call.arguments, dict) and call.arguments.get("LogType") == "Tail"
        inner = call._replace(resource=optimised)
        try:
            ready = self._lambdas.prepared(_answered(inner))
            if not isinstance(ready, Invocation):
                return _sdk_failure(ready)
            if (kind := _type_of(call)) in _WITHOUT_RESULT:
                self._without_result(kind, ready)
                return _submitted(Returned({"StatusCode": _WITHOUT_RESULT[kind]}), call)
            outcome = await self.run(ready)
        except AslError as e:
            return Refused(str(e))
        if outcome.failed:
            return outcome.failed
        context = ready.context
        shown = {
            "ExecutedVersion": context.function_version,
            "FunctionError": "Unhandled" if outcome.is_error else None,
            "LogResult": log_tail(context) if wants_log else None,
            "Payload": outcome.payload,
            "StatusCode": 200,
        }
        value = {name: member for name, member in shown.items() if member is not None}
        answer = _submitted(Returned(value), call)
        return After(context.slept_s, answer) if context.slept_s else answer

    async def run(self, ready: Invocation) -> Outcome:
        """One invocation, wherever its function runs.

        Raises:
            UsageError: the function cannot be run, or says what is no answer.
        """
        handler = ready.function.handler
        if isinstance(handler, Runner):
            return await handler.run(ready)
        began = time.monotonic()
        ready.context.real_s = lambda: time.monotonic() - began
        try:
            return await self._threads.run(
                lambda: invoke(ready.function, ready.context, ready.event),
                timeout_s=ready.function.timeout_s,
            )
        except TimeoutError:
            return timed_out(ready.context)

    def _without_result(self, kind: str, ready: Invocation) -> Answer:
        """`Event` is accepted and runs on; `DryRun` only looks. Neither has a payload (unconfirmed: shown as "")."""
        if kind == "Event":
            task = asyncio.get_running_loop().create_task(self._run_on(ready))
            self._background.add(task)
            task.add_done_callback(self._background.discard)
        context = ready.context
        response = invoke_response("", 0, context.aws_request_id, context.call.now_ms)
        del response["ExecutedVersion"]
        response["StatusCode"] = response["SdkHttpMetadata"]["HttpStatusCode"] = _WITHOUT_RESULT[
            kind
        ]
        return Returned(response)

    async def _run_on(self, ready: Invocation) -> None:
        try:
            outcome = await self.run(ready)
        except AslError as e:
            log.warning('the function "%s": %s', ready.context.function_name, e)
            return
        if outcome.is_error or outcome.failed:
            log.warning(
                'the function "%s", called as an event, failed: %s',
                ready.context.function_name,
                outcome.payload or outcome.failed,
            )

    async def close(self) -> None:
        """Stop waiting for events that still run, and end the processes."""
        for task in list(self._background):
            task.cancel()
        if self._workers is not None:
            await self._workers.close()

    def release(self) -> None:
        """Let the threads end that it shares with others: when all of them are closed, in a process that goes on."""
        self._threads.close()


def _named(call: TaskCall) -> FunctionRef | None:
    """The function of a call; None where its name is not in the arguments."""
    if call.resource.kind == "lambda":
        return function_ref(call.resource.arn, call)
    given = call.arguments if isinstance(call.arguments, dict) else {}
    name, qualifier = given.get("FunctionName"), given.get("Qualifier")
    if not isinstance(name, str):
        return None
    ref = function_ref(name, call)
    return ref._replace(qualifier=qualifier) if isinstance(qualifier, str) else ref


def _type_of(call: TaskCall) -> str:
    arguments = call.arguments
    if call.resource.kind == "lambda" or not isinstance(arguments, dict):
        return ""
    return str(arguments.get("InvocationType") or "")


def _answered(call: TaskCall) -> TaskCall:
    """The call as one with a result, for the types whose difference is made here."""
    if _type_of(call) not in _WITHOUT_RESULT or call.resource.pattern == "token":
        return call
    arguments = {name: value for name, value in call.arguments.items() if name != "InvocationType"}
    return call._replace(arguments=arguments)


def _submitted(answer: Returned, call: TaskCall) -> Answer:
    return Submitted(answer.value, Never()) if call.resource.pattern == "token" else answer


def _sdk_failure(answer: Answer | None) -> Answer:
    """Lambda's own refusal in the words of the SDK's second version."""
    if not isinstance(answer, Failed) or answer.cause is None:
        return answer or Refused("it is no call of Lambda")
    cause = re.sub(
        r"\(Service: AWSLambda; Status Code: (\d+); Error Code: \w+; Request ID: ([\w-]+); Proxy: null\)$",
        r"(Service: Lambda, Status Code: \1, Request ID: \2) (SDK Attempt Count: 1)",
        answer.cause,
    )
    return answer._replace(cause=cause)


def _new_id(call: TaskCall) -> str:
    from uuid import uuid4

    return str(uuid4())
