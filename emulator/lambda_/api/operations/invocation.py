"""Invoke: the same run as a task's, with Lambda's own answer around it.

Source: Lambda API reference, Invoke; public reports of the texts of refusals.
"""

from __future__ import annotations

import base64
import binascii
import json
from typing import Final, NamedTuple

from asl.errors import UsageError
from asl.hosts.answers import Failed, TaskCall
from asl.hosts.lambda_responses import FunctionRef
from asl.hosts.lambda_runtime import LambdaContext, Outcome, log_tail
from asl.hosts.lambdas import Invocation, payload_event
from asl.jsonvalue import JSON, JsonTextError
from asl.resources.arn import Resource, parse_resource
from emulator.lambda_.api.errors import LambdaError, function_not_found, throttled
from emulator.lambda_.api.model import STATUSES
from emulator.lambda_.api.names import named, shown
from emulator.lambda_.api.service import LambdaService
from emulator.lambda_.api.wire import Members

MAX_EVENT_BYTES: Final = 1_048_576  # AWS guide, "Lambda quotas": asynchronous, since October 2025
_STATUSES: Final = {"Event": 202, "DryRun": 204}


class Reply(NamedTuple):
    """An answer that is not JSON made from members."""

    status: int
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


async def invoke(service: LambdaService, given: Members) -> Reply:
    """Invoke."""
    ref = named(given["FunctionName"], given.get("Qualifier"), service.settings)
    function = service.functions.find(ref)
    if function is None:
        raise function_not_found(shown(ref))
    kind = given.get("InvocationType", "RequestResponse")
    body: bytes = given.get("Payload", b"")
    if kind == "Event" and len(body) > MAX_EVENT_BYTES:
        raise LambdaError(
            "RequestEntityTooLargeException",
            f"{len(body)} byte payload is too large for the Event invocation type (limit {MAX_EVENT_BYTES} bytes)",
        )
    request_id = service.new_id()
    call = TaskCall("Invoke", _invoke(), None, now_ms=service.now_ms())
    context = LambdaContext(function, ref, call, lambda call: request_id)
    context.client_context = _client_context(given.get("ClientContext"))
    ready = Invocation(function, context, _event(body), _never)
    if kind in _STATUSES:
        if kind == "Event":
            service.run_on(_as_event(service, ready, ref))
        return Reply(_STATUSES[kind], (), b"")
    try:
        outcome = await service.functions.run(ready)
    except UsageError as e:
        raise LambdaError("ServiceException", str(e)) from None
    if outcome.failed is not None:
        raise _refused(outcome.failed)
    return _answer(outcome, context, given.get("LogType") == "Tail")


def _answer(outcome: Outcome, context: LambdaContext, wants_log: bool) -> Reply:
    headers = [(b"x-amz-executed-version", context.function_version.encode())]
    if outcome.is_error:
        headers.append((b"x-amz-function-error", b"Unhandled"))
    if wants_log:
        headers.append((b"x-amz-log-result", log_tail(context).encode()))
    headers.append((b"x-amzn-requestid", context.aws_request_id.encode()))
    return Reply(200, tuple(headers), outcome.payload.encode("utf-8", "backslashreplace"))


async def _as_event(service: LambdaService, ready: Invocation, ref: FunctionRef) -> None:
    """Run a function that nobody waits for. Once: AWS would try a failed one twice more, minutes later."""
    from logging import getLogger

    log = getLogger(__name__)
    try:
        outcome = await service.functions.run(ready)
    except UsageError as e:
        log.warning('the function "%s", called as an event: %s', ref.name, e)
        return
    if outcome.is_error or outcome.failed:
        what = outcome.payload or outcome.failed
        log.warning(
            'the function "%s", called as an event, failed; it is not tried again: %s',
            ref.name,
            what,
        )


def _event(body: bytes) -> JSON:
    """The event of a payload; none is `{}`.

    Raises:
        LambdaError: InvalidRequestContentException: it is no JSON.
    """
    try:
        text = body.decode("utf-8")
        return payload_event(text) if text.strip() else {}
    except UnicodeDecodeError:
        raise LambdaError(
            "InvalidRequestContentException",
            "Could not parse request body into json: Could not parse payload into json: Invalid UTF-8",
        ) from None
    except JsonTextError as e:
        raise LambdaError("InvalidRequestContentException", e.message) from None


def _client_context(text: str | None) -> JSON:
    if not text:
        return None
    try:
        value: JSON = json.loads(base64.b64decode(text, validate=True))
    except (ValueError, binascii.Error, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise LambdaError(
            "InvalidRequestContentException",
            "Client context must be a valid Base64-encoded JSON object.",
        )
    return value


def _refused(failed: Failed) -> LambdaError:
    """A service error that was played in place of a payload, as this API answers it."""
    code = (failed.error or "ServiceException").removeprefix("Lambda.")
    message = (failed.cause or "").partition(" (Service: AWSLambda;")[0]
    error = throttled()
    if code == error.code and message == error.message:
        return error
    return LambdaError(code if code in STATUSES else "ServiceException", message)


def _invoke() -> Resource:
    found = parse_resource("arn:aws:states:::lambda:invoke")
    assert found is not None
    return found


def _never(outcome: Outcome) -> Failed:
    raise AssertionError("an invocation by the API ends no task")
