"""AWS services: the optimised integrations that are an API call with a shape of its own, and `aws-sdk` for every service.

A call goes to moto in this process unless the configuration says an endpoint or AWS itself. What moto does not have is refused by
name before the call is made: never an answer that nobody gave. So is an answer without a member that the service's model
requires.

Around the call is what Step Functions does: parameters and results in its spelling (`spelling`), errors by its names
(`failures`), the wrapper of an optimised result, and the few things that single integrations add (`_ADDED`).
"""

from __future__ import annotations

import base64
import email.utils
import hashlib
import itertools
import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from asl.errors import UsageError
from asl.hosts.answers import Answer, Failed, Never, Refused, Returned, Submitted, TaskCall
from asl.jsonvalue import JSON, JsonTextError, dumps, parse
from asl.resources import sdk
from asl.resources.arn import Resource
from asl.resources.integrations import INTEGRATIONS
from emulator.integrations import spelling
from emulator.integrations.failures import failure, stage_of, unreachable
from emulator.integrations.protocol import Context
from emulator.integrations.routes import Routes, target_of
from emulator.integrations.spelling import BadParameter, Style
from emulator.integrations.threads import Threads
from emulator.services import moto
from emulator.services.clients import (
    Clients,
    Fault,
    Response,
    Target,
    Unreachable,
)

_OTHERS: Final = frozenset({"lambda", "states", "http", "apigateway"})  # answered elsewhere


class Action(NamedTuple):
    """An API call behind a resource. model: botocore's OperationModel. drops: the only parameters that are passed on."""

    client: str
    operation: str
    model: Any
    style: Style
    wraps: bool
    drops: tuple[str, ...] | None


class Aws:
    """Answers tasks by calls of AWS services.

    Args:
        clients: makes the calls.
        routes: where the configuration sends them.
        threads: where they are waited for.
    """

    name = "aws"

    def __init__(self, clients: Clients, routes: Routes, threads: Threads) -> None:
        self._clients = clients
        self._routes = routes
        self._threads = threads

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
        if call.resource.pattern == "sync":
            return Refused(
                f"{call.resource.arn} waits for a job, which this emulator does not run: "
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
        if self.target(call).kind != "built-in" or moto.has_operation(
            action.client, action.operation
        ):
            return None
        return _not_there(call, f"{action.operation} of {action.client}")

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

    def target(self, call: TaskCall) -> Target:
        """Where the call goes."""
        return target_of(self._routes.choice(call))

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Make the call."""
        action = action_of(call.resource)
        if action is None:
            return self.lacks(call) or Refused(call.resource.arn)
        try:
            parameters = _parameters(action, call)
            answer = await self._threads.run(lambda: self._ask(action, parameters, call, context))
        except BadParameter as e:
            return _bad_parameter(call, e)
        except Fault as e:
            if self.target(call).kind == "built-in":
                _as_aws_says(e, action)
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

    def _ask(
        self, action: Action, parameters: dict[str, Any], call: TaskCall, context: Context
    ) -> Answer:
        """The call itself, in a thread."""
        added = _ADDED.get((action.client, action.operation))
        if added is not None:
            added(parameters, context)
        absent = spelling.missing(action.model, parameters)
        if absent is not None:
            raise _missing(action, absent)
        _check(action, parameters)
        target = self.target(call)
        make = partial(
            self._clients.call,
            action.client,
            action.operation,
            target=target,
            region=region_of(call, context),
            account=account_of(context),
        )
        around = _AROUND.get((action.client, action.operation))
        if around is not None and target.kind == "built-in":
            response = around(make, parameters)
        else:
            response = make(parameters)
        lacks = spelling.lacks(action.model, response.members)
        if lacks is not None:
            return _not_there(call, f'the member "{lacks}" in its answer to {action.operation}')
        completed = _COMPLETED.get((action.client, action.operation))
        if completed is not None and target.kind == "built-in":
            response = response._replace(members=completed(parameters, response.members))
        members = spelling.result(action.model, response.members, action.style)
        judged = _JUDGED.get((action.client, action.operation))
        if judged is not None and action.style == "optimised":
            failed = judged(members, call.resource)
            if failed is not None:
                return failed
        if action.wraps:
            members = dict(sorted({**members, **wrapper(action.model, response)}.items()))
        return Returned(members)

    def reset(self) -> None:
        """Forget what moto keeps."""
        moto.reset()

    async def close(self) -> None:
        """Clients hold nothing open that has to be closed."""


# -------------------------------------------------------------------- what a resource calls


def action_of(resource: Resource) -> Action | None:
    """The API call behind a resource; None where there is none, or botocore does not know it."""
    found = _ACTIONS.get(resource.arn)
    if found is None:
        found = _find(resource)
        if found is not None and len(_ACTIONS) < 4_096:
            _ACTIONS[resource.arn] = found
    return found


_ACTIONS: Final[dict[str, Action]] = {}


def _find(resource: Resource) -> Action | None:
    if resource.kind == "aws-sdk":
        service = sdk.service(resource.service.removeprefix("aws-sdk:"))
        for client in service.clients if service else ():
            operation = spelling.operation_of(client, resource.action)
            if operation is not None:
                model = spelling.operation_model(client, operation)
                return Action(client, operation, model, "aws-sdk", False, None)
        return None
    row = INTEGRATIONS.get((resource.service, resource.action))
    if row is None or not row.client or not row.operation:
        return None
    model = spelling.operation_model(row.client, row.operation)
    if model is None:
        return None
    drops = row.accepts if row.service == "sqs" else None
    return Action(row.client, row.operation, model, "optimised", row.wraps, drops)


def region_of(call: TaskCall, context: Context) -> str | None:
    """The resource's region where it names one, else the execution's."""
    if call.resource.region and not call.resource.region.startswith("$"):
        return call.resource.region
    parts = context.execution_arn.split(":")
    return parts[3] if len(parts) > 4 else None


def account_of(context: Context) -> str | None:
    """The account of the role that the task assumes, else the execution's."""
    for arn in (context.task_role_arn, context.execution_arn):
        parts = (arn or "").split(":")
        if len(parts) > 4 and parts[4].isdigit():
            return parts[4]
    return None


# -------------------------------------------------------------------- what goes in


def _parameters(action: Action | None, call: TaskCall) -> dict[str, Any]:
    arguments = call.arguments if call.arguments is not None else {}
    if action is None or not isinstance(arguments, dict):
        raise BadParameter("Parameters")
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


def _missing(action: Action, member: str) -> Fault:
    """What the service says when a member is not there (recorded for DynamoDB and SQS)."""
    from uuid import uuid4

    if action.client == "sqs":
        message = f"The request must contain the parameter {member}."
        return Fault("MissingParameter", message, 400, str(uuid4()))
    name = member[:1].lower() + member[1:]
    message = (
        f"1 validation error detected: Value null at '{name}' failed to satisfy constraint: "
        "Member must not be null"
    )
    return Fault("ValidationException", message, 400, str(uuid4()))


_TABLE_NAME: Final = re.compile(r"[a-zA-Z0-9_.-]+")


def _check(action: Action, parameters: Mapping[str, Any]) -> None:
    """What the service refuses and moto does not look at.

    Raises:
        Fault: a table's name cannot be one (recorded).
        Unreachable: a queue's URL names a host and no queue: the SDK sends to that host (recorded).
    """
    from uuid import uuid4

    if action.client == "dynamodb":
        name = parameters.get("TableName")
        if name and not _TABLE_NAME.fullmatch(name) and not name.startswith("arn:"):
            message = (
                f"1 validation error detected: Value '{name}' at 'tableName' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+"
            )
            raise Fault("ValidationException", message, 400, str(uuid4()))
    elif action.client == "sqs":
        url = urlsplit(parameters.get("QueueUrl") or "")
        if url.hostname and not url.path.strip("/"):
            raise Unreachable(url.hostname, "Name or service not known")


def _put_events(parameters: dict[str, Any], context: Context) -> None:
    """The state machine's and the execution's ARN go with every event (recorded: in this order, after the author's)."""
    own = [context.machine_arn.partition("/")[0], context.execution_arn]
    parameters["Entries"] = [
        {**entry, "Resources": [*entry.get("Resources", ()), *own]}
        for entry in parameters.get("Entries", ())
    ]


_ADDED: Final[Mapping[tuple[str, str], Callable[[dict[str, Any], Context], None]]] = {
    ("events", "PutEvents"): _put_events,
}


# -------------------------------------------------------------------- what comes out

# What moto words otherwise: (service, operation, code, its words) → AWS's.
_REWORDED: Final[Mapping[tuple[str, str, str, str], str]] = {
    ("sns", "Publish", "NotFound", "Endpoint does not exist"): "Topic does not exist",
}


def _as_aws_says(fault: Fault, action: Action) -> None:
    """Make a refusal of moto's AWS's: its status, its words, S3's second id."""
    service = action.model.service_model
    shape = service.shape_for_error_code(fault.code)
    status = (shape.metadata.get("error") or {}).get("httpStatusCode") if shape else None
    if 400 <= fault.status < 500 and service.metadata.get("protocol") == "json":
        fault.status = status or 400  # these protocols have no other for a client's fault
    key = (action.client, action.operation, fault.code, fault.message)
    fault.message = _REWORDED.get(key, fault.message)
    if action.client == "s3" and fault.extended_id is None:
        digest = hashlib.sha512(fault.request_id.encode()).digest()
        fault.extended_id = base64.b64encode(digest[:57]).decode()


def _failed_entries(members: Mapping[str, JSON], resource: Resource) -> Failed | None:
    """An event that was not taken fails the task, the others are sent (recorded)."""
    if not members.get("FailedEntryCount"):
        return None
    return Failed("EventBridge.FailedEntry", dumps(members), stage_of(resource))


def _only_good_details(
    make: Callable[[Mapping[str, Any]], Response], parameters: Mapping[str, Any]
) -> Response:
    """An event whose detail is no JSON object is not taken (recorded); moto takes it."""
    entries = parameters.get("Entries", ())
    good = [entry for entry in entries if _is_object(entry.get("Detail"))]
    if len(good) == len(entries):
        return make(parameters)
    if good:
        response = make({**parameters, "Entries": good})
    else:
        response = Response({"Entries": [], "FailedEntryCount": 0}, 200, {}, "")
    taken = iter(response.members["Entries"])
    refused = {"ErrorCode": "MalformedDetail", "ErrorMessage": "Detail is malformed."}
    results = [next(taken) if _is_object(entry.get("Detail")) else refused for entry in entries]
    failed = response.members["FailedEntryCount"] + len(entries) - len(good)
    return response._replace(members={"Entries": results, "FailedEntryCount": failed})


def _is_object(detail: Any) -> bool:
    """Whether an event's detail is a JSON object; one that is not there is moto's to refuse."""
    if detail is None:
        return True
    try:
        return isinstance(parse(detail), dict)
    except JsonTextError:
        return False


_AROUND: Final[
    Mapping[
        tuple[str, str],
        Callable[[Callable[[Mapping[str, Any]], Response], Mapping[str, Any]], Response],
    ]
] = {("events", "PutEvents"): _only_good_details}

_sequence_numbers = itertools.count(10_000_000_000_000_000_000)


def _numbered(parameters: Mapping[str, Any], members: Mapping[str, Any]) -> Mapping[str, Any]:
    """A FIFO topic numbers its messages (recorded); moto leaves the number out."""
    if str(parameters.get("TopicArn", "")).endswith(".fifo") and "SequenceNumber" not in members:
        return {**members, "SequenceNumber": str(next(_sequence_numbers))}
    return members


def _encrypted(parameters: Mapping[str, Any], members: Mapping[str, Any]) -> Mapping[str, Any]:
    """S3 encrypts every object by default and says so (recorded); a checksum is of the whole object."""
    shown = {"ServerSideEncryption": "AES256", **members}
    if any(name.startswith("Checksum") for name in members):
        shown.setdefault("ChecksumType", "FULL_OBJECT")
    return shown


def _without_capacity(
    parameters: Mapping[str, Any], members: Mapping[str, Any]
) -> Mapping[str, Any]:
    """The capacity that was consumed is told only where it was asked for (recorded)."""
    if parameters.get("ReturnConsumedCapacity", "NONE") != "NONE":
        return members
    return {name: value for name, value in members.items() if name != "ConsumedCapacity"}


_Complete: TypeAlias = Callable[[Mapping[str, Any], Mapping[str, Any]], Mapping[str, Any]]
# What moto leaves out of its answers, or puts into them, against what AWS was recorded to answer.
_COMPLETED: Final[Mapping[tuple[str, str], _Complete]] = {
    ("sns", "Publish"): _numbered,
    **{("s3", name): _encrypted for name in ("GetObject", "HeadObject", "PutObject")},
    **{
        ("dynamodb", name): _without_capacity
        for name in ("BatchGetItem", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem",
                     "Query", "Scan", "TransactGetItems", "TransactWriteItems", "UpdateItem")
    },
}  # fmt: skip

_JUDGED: Final[
    Mapping[tuple[str, str], Callable[[Mapping[str, JSON], Resource], Failed | None]]
] = {("events", "PutEvents"): _failed_entries}


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


def _not_there(call: TaskCall, what: str) -> Refused:
    return Refused(
        f"moto, which stands for AWS here, does not have {what}: mock the state "
        f'"{call.state}", or give the service an endpoint'
    )
