"""AWS services: the optimised integrations that are an API call with a shape of its own, and `aws-sdk` for every service.

A call goes to moto in this process unless the configuration says an endpoint or AWS itself. What moto does not have is refused by
name before the call is made: never an answer that nobody gave. So is an answer without a member that the service's model
requires.

Around the call is what Step Functions does: parameters and results in its spelling (`spelling`), errors by its names
(`failures`), the wrapper of an optimised result, and the few things that single integrations add (`corrections`).
"""

from __future__ import annotations

import asyncio
import email.utils
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from uuid import uuid4

from asl.errors import UsageError
from asl.hosts.answers import Answer, Failed, Never, Refused, Returned, Submitted, TaskCall
from asl.jsonvalue import JSON, dumps
from emulator.integrations import corrections, spelling
from emulator.integrations.actions import Action, account_of, action_of, job_of, region_of
from emulator.integrations.failures import failure, unreachable
from emulator.integrations.jobs import ENDLESS, Job, seen, shown, succeeded
from emulator.integrations.protocol import Context, Told
from emulator.integrations.routes import Routes, target_of
from emulator.integrations.shapes import looked_up
from emulator.integrations.spelling import BadParameter
from emulator.integrations.threads import Threads
from emulator.integrations.waiting import is_wanted, pause
from emulator.services import moto
from emulator.services.buckets import S3Bucket, ServerBuckets
from emulator.services.clients import (
    BUILT_IN,
    Clients,
    Fault,
    Response,
    Target,
    Unreachable,
)

if TYPE_CHECKING:
    from asl.engine.identity import Identity
    from asl.mapdata.bucket import Buckets
    from emulator.api.service import Service
    from emulator.runtime.runtime import Runtime

log = logging.getLogger(__name__)

_MOTO_THREADS: Final = 2
_FIRST_POLL_S, _LAST_POLL_S = 0.2, 5.0  # between two looks at a job
_OTHERS: Final = frozenset({"lambda", "states", "http", "apigateway"})  # answered elsewhere


class Aws:
    """Answers tasks by calls of AWS services.

    Args:
        clients: makes the calls.
        routes: where the configuration sends them.
        threads: where answers of others are waited for. moto's own calls have a few threads of their own: they compute and
            do not wait, so that more would only take turns.
    """

    name = "aws"

    def __init__(self, clients: Clients, routes: Routes, threads: Threads) -> None:
        self._clients = clients
        self._routes = routes
        self._threads = threads
        self._moto = Threads("moto", _MOTO_THREADS)
        self._runtime: Runtime | None = None
        self._stopping: set[asyncio.Task[None]] = set()

    def takes(self, call: TaskCall) -> bool:
        """Everything that is a call of an AWS API and of nobody else's."""
        resource = call.resource
        if resource.kind == "aws-sdk":
            return resource.service != "aws-sdk:sfn"
        return resource.kind == "optimised" and resource.service not in _OTHERS

    def lacks(self, call: TaskCall) -> Refused | None:
        """Why this call cannot be made, whatever its parameters."""
        action = action_of(call.resource)
        if action is None:
            return Refused(
                f'{call.resource.arn} has no call that this emulator could make: mock the state "{call.state}"'
            )
        if call.resource.pattern == "sync" and job_of(action) is None:
            return Refused(
                f"{call.resource.arn} waits for a job, which this emulator does not look after: "
                f'mock the state "{call.state}"'
            )
        own = self._clients.own.get(action.client)
        if own is not None and self.target(call).kind == "built-in":
            if own.has(action.operation):
                return None
            return Refused(
                f"{action.operation} of {action.client} is not served here, and {action.client} is this "
                f'emulator\'s own: mock the state "{call.state}"'
            )
        if self.target(call).kind != "built-in":
            return None
        if not moto.has_operation(action.client, action.operation):
            return _not_there(call, f"{action.operation} of {action.client}")
        if call.resource.pattern == "sync" and (action.client, action.operation) in ENDLESS:
            return _not_there(call, f"an end of what {action.operation} of {action.client} begins")
        return None

    def refusal(self, call: TaskCall) -> Refused | None:
        """Why this call cannot be made at all: the service, the operation or a parameter."""
        lacks = self.lacks(call)
        if lacks is not None:
            return lacks
        action = action_of(call.resource)
        try:
            _parameters(action, call)
        except BadParameter as e:
            return _bad_parameter(call, e)
        return None

    def tells(self, call: TaskCall) -> Told:
        """moto, an endpoint or AWS; where moto cannot, what is missing."""
        target, keys = self.target(call), self._routes.keys(call)
        action = action_of(call.resource)
        lacks = self.lacks(call)
        name = action.client if action is not None else call.resource.service
        what = f"{action.operation} of {name}" if action is not None else call.resource.name
        if target.kind == "endpoint":
            told = Told("endpoint", f"{what} at {target.url}", keys)
        elif target.kind == "real":
            told = Told("real", f"{what} on AWS, with your credentials", keys)
        elif name in self._clients.own:
            told = Told("emulator", f"{what} on this server", keys)
        else:
            told = Told("moto", what, keys)
        if lacks is None:
            return told
        return told._replace(
            needs=lacks.cause.partition(": mock the state")[0], help=_advice(call, name)
        )

    def tells_of_buckets(self, call: TaskCall) -> Told:
        """Where the buckets of Map Runs are; `what` follows the bucket's name."""
        target, keys = self._routes.target("s3") or BUILT_IN, self._routes.keys_of_service("s3")
        if target.kind == "endpoint":
            return Told("endpoint", f" at {target.url}", keys)
        if target.kind == "real":
            return Told("real", " on AWS, with your credentials", keys)
        return Told("moto", "", keys)

    def target(self, call: TaskCall) -> Target:
        """Where the call goes."""
        return target_of(self._routes.choice(call))

    def _pool(self, call: TaskCall) -> Threads:
        waits = call.resource.action == "receiveMessage"  # as long as its WaitTimeSeconds says
        return self._threads if waits or self.target(call).kind != "built-in" else self._moto

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Make the call."""
        action = action_of(call.resource)
        if action is None:
            return self.lacks(call) or Refused(call.resource.arn)
        job = job_of(action) if call.resource.pattern == "sync" else None
        try:
            parameters = _parameters(action, call)
            if job is not None:
                return await self._job(job, action, parameters, call, context)
            answer, _ = await self._pool(call).run(
                lambda: self._ask(action, parameters, call, context)
            )
        except BadParameter as e:
            return _bad_parameter(call, e)
        except Fault as e:
            if self.target(call).kind == "built-in":
                corrections.as_aws_says(e, action)
            return failure(call.resource, action.client, e)
        except Unreachable as e:
            return unreachable(call.resource, e)
        except moto.NotThere as e:
            return _not_there(call, e.what)
        except UsageError as e:
            return Refused(str(e))
        if call.resource.pattern == "token" and isinstance(answer, Returned):
            return Submitted(answer.value, Never())
        return answer

    # ---------------------------------------------------------------- jobs

    def attach(self, service: Service, url: str) -> None:
        """The server, on whose clock jobs are looked after, and whose Map Runs read and write S3."""
        self._runtime = service.runtime
        service.runtime.map_data.buckets = self._buckets

    def _buckets(self, identity: Identity) -> Buckets:
        """The buckets of an execution's Map Runs."""
        assert self._runtime is not None  # it asks
        target = self._routes.target("s3") or BUILT_IN
        call = partial(
            self._clients.call,
            "s3",
            target=target,
            region=identity.region,
            account=identity.account,
        )
        folders = dict(self._runtime.settings.buckets)
        return ServerBuckets(folders, lambda name: S3Bucket(name, call))

    async def _job(
        self, job: Job, action: Action, given: dict[str, Any], call: TaskCall, context: Context
    ) -> Answer:
        """Submit a job and look after it. One that a server before this one submitted is looked after again.

        Raises:
            Fault, Unreachable, NotThere, UsageError: as a call does.
        """
        submitted = context.submitted
        if isinstance(submitted, dict):
            again = submitted if action.shape is None else action.shape.again(submitted)
            answer = spelling.unspelled(action.model, again, action.style)
            try:
                return await self._end(job, action, given, answer, call, context)
            except Fault:
                pass  # moto forgets: the job is gone, and begins again
        result, response = await self._pool(call).run(
            lambda: self._ask(action, given, call, context)
        )
        if not isinstance(result, Returned):
            return result
        context.submit(result.value)
        return await self._end(job, action, given, response.members, call, context)

    async def _end(
        self,
        job: Job,
        action: Action,
        given: dict[str, Any],
        answer: Mapping[str, Any],
        call: TaskCall,
        context: Context,
    ) -> Answer:
        """The job's end, as the task's."""
        wait_s = _FIRST_POLL_S
        make = partial(self._made, action.client, call=call, context=context)
        try:
            while True:
                asked = job.ask(given, answer)
                try:
                    described = await self._pool(call).run(partial(make, job.describe, asked))
                except Fault as e:
                    if e.code in job.gone:  # what it was to remove is not there any longer
                        return Returned(spelling.result(action.model, answer, "job"))
                    raise
                found = seen(job, described.members)
                if found.status is None:
                    return _not_there(call, f"a status of the job in its answer to {job.describe}")
                ended = succeeded(job, found)
                if ended is not None:
                    break
                await pause(self._runtime, wait_s)
                wait_s = min(wait_s * 2, _LAST_POLL_S)
        except asyncio.CancelledError:
            if job.stop_ask is not None and self._runtime and not is_wanted(self._runtime, call):
                self._stop(partial(make, job.stop, job.stop_ask(given, answer)))
            raise
        model = spelling.operation_model(action.client, job.describe)
        result = shown(job, spelling.result(model, described.members, "job"))
        if action.shape is not None and isinstance(result, dict):
            result = action.shape.ended(result)
        return Returned(result) if ended else Failed("States.TaskFailed", dumps(result))

    def _stop(self, stop: Callable[[], Response]) -> None:
        """End a job that nobody waits for any longer, as well as its service can."""

        async def stopped() -> None:
            try:
                await self._threads.run(stop)
            except (Fault, Unreachable, moto.NotThere, UsageError) as e:
                log.warning("a job could not be stopped: %s", e)

        task = asyncio.get_running_loop().create_task(stopped())
        self._stopping.add(task)
        task.add_done_callback(self._stopping.discard)

    # ---------------------------------------------------------------- one call

    def _made(
        self,
        client: str,
        operation: str,
        parameters: dict[str, Any],
        *,
        call: TaskCall,
        context: Context,
    ) -> Response:
        return self._clients.call(
            client,
            operation,
            parameters,
            target=self.target(call),
            region=region_of(call, context),
            account=account_of(context),
        )

    def _ask(
        self, action: Action, parameters: dict[str, Any], call: TaskCall, context: Context
    ) -> tuple[Answer, Response]:
        """The call itself, in a thread: the task's answer and the service's."""
        added = corrections.ADDED.get((action.client, action.operation))
        if added is not None:
            added(parameters, context)
        corrections.refuse(action, parameters)
        target = self.target(call)
        make = partial(self._made, action.client, action.operation, call=call, context=context)
        if action.shape is not None and action.shape.by_name is not None:
            listed = partial(self._made, action.client, call=call, context=context)
            try:
                parameters = looked_up(
                    action.shape.by_name, parameters, lambda *asked: listed(*asked).members
                )
            except KeyError as e:
                what = f"The cluster has nothing that is named {e.args[0]}"
                raise Fault("InvalidRequestException", what, 400, str(uuid4())) from None
        around = corrections.AROUND.get((action.client, action.operation))
        if around is not None and target.kind == "built-in":
            response = around(make, parameters)
        else:
            response = make(parameters)
        lacks = spelling.lacks(action.model, response.members)
        if lacks is not None:
            what = f'the member "{lacks}" in its answer to {action.operation}'
            return _not_there(call, what), response
        completed = corrections.COMPLETED.get((action.client, action.operation))
        if completed is not None and target.kind == "built-in":
            response = response._replace(members=completed(parameters, response.members))
        members = spelling.result(action.model, response.members, action.style)
        if action.shape is not None:
            members = action.shape.response(members)
        judged = corrections.JUDGED.get((action.client, action.operation))
        if judged is not None and action.style == "optimised":
            failed = judged(members, call.resource)
            if failed is not None:
                return failed, response
        if action.wraps:
            members = dict(sorted({**members, **wrapper(action.model, response)}.items()))
        return Returned(members), response

    def reset(self) -> None:
        """Forget what moto keeps."""
        moto.reset()

    async def close(self) -> None:
        """Let what stops jobs come to its end. Clients hold nothing open."""
        if self._stopping:
            await asyncio.wait(self._stopping, timeout=1)
        self._moto.close()


# -------------------------------------------------------------------- what goes in


def _parameters(action: Action | None, call: TaskCall) -> dict[str, Any]:
    arguments = call.arguments if call.arguments is not None else {}
    if action is None or not isinstance(arguments, dict):
        raise BadParameter("Parameters")
    if action.shape is not None:
        for name in arguments:
            if action.known is not None and name not in action.known:
                raise BadParameter(name, is_unknown=True)
        arguments = action.shape.request(arguments)
    return spelling.request(action.model, arguments, action.style, action.drops)


def _bad_parameter(call: TaskCall, error: BadParameter) -> Refused:
    """(recorded for a type; unconfirmed for a name, which AWS refuses when the machine is created)"""
    what = (
        f"The field '{error.field}' is not supported by Step Functions"
        if error.is_unknown
        else f"The value of the field '{error.field}' has an invalid format"
    )
    return Refused(
        f"The Parameters '{dumps(call.arguments)}' could not be used to start the Task: [{what}]"
    )


# -------------------------------------------------------------------- what comes out


def wrapper(model: Any, response: Response) -> dict[str, JSON]:
    """What an optimised result carries beside the API's members: the response's headers and id, as recorded."""
    headers: dict[str, str] = {}
    kind = model.service_model.metadata.get("protocol")
    is_dynamodb = model.service_model.service_name == "dynamodb"
    if is_dynamodb:
        headers["Server"] = "Server"
        headers["Connection"] = "keep-alive"
        headers["x-amzn-RequestId"] = response.request_id
        headers["x-amz-crc32"] = str(response.headers.get("x-amz-crc32", "0"))
    else:
        headers["x-amzn-RequestId"] = response.request_id
        headers["connection"] = "keep-alive"
    headers["Content-Length"] = str(response.headers.get("content-length") or _length(response))
    headers["Date"] = response.headers.get("date") or email.utils.formatdate(usegmt=True)
    version = model.service_model.metadata.get("jsonVersion", "1.0")
    headers["Content-Type"] = "text/xml" if kind == "query" else f"application/x-amz-json-{version}"
    return {
        "SdkHttpMetadata": {
            "AllHttpHeaders": {name: [value] for name, value in headers.items()},
            "HttpHeaders": {name: headers[name] for name in sorted(headers, key=str.lower)},
            "HttpStatusCode": response.status,
        },
        "SdkResponseMetadata": {"RequestId": response.request_id},
    }


def _length(response: Response) -> int:
    import json

    return len(json.dumps(response.members, separators=(",", ":"), default=str))


def _advice(call: TaskCall, service: str) -> str:
    """How a call that cannot be made here gets an answer."""
    mock = f'mock it: "{call.state}" = {{ mock = … }} under [tool.asl.states]'
    if action_of(call.resource) is None or call.resource.pattern == "sync":
        return mock
    return f'{mock}; or give the service an endpoint: {service} = "http://HOST:PORT" under [tool.asl.services]'


def _not_there(call: TaskCall, what: str) -> Refused:
    return Refused(
        f"moto, which stands for AWS here, does not have {what}: mock the state "
        f'"{call.state}", or give the service an endpoint'
    )
