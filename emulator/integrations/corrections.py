"""What single calls have beside the rules: what Step Functions adds to them, what AWS refuses and moto takes, what AWS answers
and moto does not.

Each is a row of a table, by service and operation, with the recording that it comes from. Everything that is about moto is
left out where a call goes to AWS itself or to another endpoint.
"""

from __future__ import annotations

import base64
import hashlib
import itertools
import re
from collections.abc import Callable, Mapping
from typing import Any, Final, TypeAlias
from urllib.parse import urlsplit
from uuid import uuid4

from asl.hosts.answers import Failed
from asl.jsonvalue import JSON, JsonTextError, dumps, parse
from asl.resources.arn import Resource
from emulator.integrations import spelling
from emulator.integrations.actions import Action
from emulator.integrations.failures import stage_of
from emulator.integrations.protocol import Context
from emulator.services.clients import Fault, Response, Unreachable

Key: TypeAlias = tuple[str, str]
Members: TypeAlias = Mapping[str, Any]
Make: TypeAlias = Callable[[Members], Response]

# -------------------------------------------------------------------- before the call


def refuse(action: Action, parameters: Members) -> None:
    """What the service says before it does anything.

    Raises:
        Fault: a member is not there, or a table's name cannot be one (recorded).
        Unreachable: a queue's URL names a host and no queue: the SDK sends to that host (recorded).
    """
    absent = spelling.missing(action.model, parameters)
    if absent is not None:
        raise _missing(action, absent)
    if action.client == "dynamodb":
        name = parameters.get("TableName")
        if name and not _TABLE_NAME.fullmatch(name) and not name.startswith("arn:"):
            raise Fault(
                "ValidationException",
                f"1 validation error detected: Value '{name}' at 'tableName' failed to satisfy "
                "constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
                400,
                str(uuid4()),
            )
    elif action.client == "sqs":
        url = urlsplit(parameters.get("QueueUrl") or "")
        if url.hostname and not url.path.strip("/"):
            raise Unreachable(url.hostname, "Name or service not known")


_TABLE_NAME: Final = re.compile(r"[a-zA-Z0-9_.-]+")


def _missing(action: Action, member: str) -> Fault:
    """What the service says when a member is not there (recorded for DynamoDB and SQS)."""
    if action.client == "sqs":
        message = f"The request must contain the parameter {member}."
        return Fault("MissingParameter", message, 400, str(uuid4()))
    name = member[:1].lower() + member[1:]
    message = (
        f"1 validation error detected: Value null at '{name}' failed to satisfy constraint: "
        "Member must not be null"
    )
    return Fault("ValidationException", message, 400, str(uuid4()))


def _put_events(parameters: dict[str, Any], context: Context) -> None:
    """The state machine's and the execution's ARN go with every event (recorded: in this order, after the author's)."""
    own = [context.machine_arn.partition("/")[0], context.execution_arn]
    parameters["Entries"] = [
        {**entry, "Resources": [*entry.get("Resources", ()), *own]}
        for entry in parameters.get("Entries", ())
    ]


ADDED: Final[Mapping[Key, Callable[[dict[str, Any], Context], None]]] = {
    ("events", "PutEvents"): _put_events,
}
"""What Step Functions puts into the parameters."""

# -------------------------------------------------------------------- the call


def _only_good_details(make: Make, parameters: Members) -> Response:
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


AROUND: Final[Mapping[Key, Callable[[Make, Members], Response]]] = {
    ("events", "PutEvents"): _only_good_details
}
"""What stands for a call of moto."""

# -------------------------------------------------------------------- its answer


_sequence_numbers = itertools.count(10_000_000_000_000_000_000)


def _numbered(parameters: Members, members: Members) -> Members:
    """A FIFO topic numbers its messages (recorded); moto leaves the number out."""
    if str(parameters.get("TopicArn", "")).endswith(".fifo") and "SequenceNumber" not in members:
        return {**members, "SequenceNumber": str(next(_sequence_numbers))}
    return members


def _encrypted(parameters: Members, members: Members) -> Members:
    """S3 encrypts every object by default and says so (recorded); a checksum is of the whole object."""
    shown = {"ServerSideEncryption": "AES256", **members}
    if any(name.startswith("Checksum") for name in members):
        shown.setdefault("ChecksumType", "FULL_OBJECT")
    return shown


def _without_capacity(parameters: Members, members: Members) -> Members:
    """The capacity that was consumed is told only where it was asked for (recorded)."""
    if parameters.get("ReturnConsumedCapacity", "NONE") != "NONE":
        return members
    return {name: value for name, value in members.items() if name != "ConsumedCapacity"}


COMPLETED: Final[Mapping[Key, Callable[[Members, Members], Members]]] = {
    ("sns", "Publish"): _numbered,
    **{("s3", name): _encrypted for name in ("GetObject", "HeadObject", "PutObject")},
    **{
        ("dynamodb", name): _without_capacity
        for name in ("BatchGetItem", "BatchWriteItem", "DeleteItem", "GetItem", "PutItem",
                     "Query", "Scan", "TransactGetItems", "TransactWriteItems", "UpdateItem")
    },
}  # fmt: skip
"""What moto leaves out of its answers, or puts into them, against what AWS was recorded to answer."""


def _failed_entries(members: Mapping[str, JSON], resource: Resource) -> Failed | None:
    """An event that was not taken fails the task, the others are sent (recorded)."""
    if not members.get("FailedEntryCount"):
        return None
    return Failed("EventBridge.FailedEntry", dumps(members), stage_of(resource))


JUDGED: Final[Mapping[Key, Callable[[Mapping[str, JSON], Resource], Failed | None]]] = {
    ("events", "PutEvents"): _failed_entries
}
"""Answers that fail a task of an optimised integration."""


# What moto words otherwise: (service, operation, code, its words) → AWS's.
_REWORDED: Final[Mapping[tuple[str, str, str, str], str]] = {
    ("sns", "Publish", "NotFound", "Endpoint does not exist"): "Topic does not exist",
}


def as_aws_says(fault: Fault, action: Action) -> None:
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
