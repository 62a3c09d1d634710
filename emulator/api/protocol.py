"""AWS JSON 1.0: one POST in, one answer or one AWS-shaped refusal out. Knows HTTP, and no operation by name but the table.

A request names its operation in X-Amz-Target; the body is checked by the model, the operation runs, its answer is written
by the model. Whatever goes wrong on the way becomes a body with `__type` and `message`, never a traceback or a closed
connection.
"""

from __future__ import annotations

import json
import logging
import secrets
from collections.abc import Awaitable, Callable
from itertools import count
from typing import Any, Final, TypeAlias

from asl.errors import DefinitionError
from asl.jsonvalue import JSON
from emulator.api import errors
from emulator.api.operations import OPERATIONS, WAITING
from emulator.api.service import Service
from emulator.api.shapes import answer_writer, request_check
from emulator.compact import encode
from emulator.errors import ServiceError

log = logging.getLogger(__name__)

Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
Receive: TypeAlias = Callable[[], Awaitable[dict[str, Any]]]

PREFIX: Final = "AWSStepFunctions."
MAX_REQUEST_BYTES: Final = 1_048_576  # AWS guide, Quotas: with all its headers
CONTENT_TYPE: Final = b"application/x-amz-json-1.0"


class Gone(Exception):
    """The client has left; nobody reads an answer."""


class Protocol:
    """Answers the AWS route of one service."""

    def __init__(self, service: Service) -> None:
        self.service = service
        self._ids = count()
        self._id_prefix = f"{secrets.token_hex(4)}-{secrets.token_hex(2)}-4000-8000"
        self._handlers: dict[str, _Handler] = {}

    async def handle(self, headers: dict[bytes, bytes], receive: Receive, send: Send) -> None:
        """Serve one POST. `headers`: by their names in small letters."""
        try:
            target = headers.get(b"x-amz-target", b"").decode("latin-1")
            body = await read_body(headers, receive)
            trace = headers.get(b"x-amzn-trace-id")
            status, text = await self.answer(target, body, receive, trace)
        except ServiceError as e:
            status, text = _refusal(e)
        except Gone:
            return
        await self._send(status, text.encode(), send)

    async def answer(
        self, target: str, body: bytes, receive: Receive, trace: bytes | None = None
    ) -> tuple[int, str]:
        """(HTTP status, body) of one request. Never raises but for a client that has left.

        trace: the X-Ray header, which wins over the request's own traceHeader (API reference, StartExecution).
        """
        try:
            handler = self._handlers.get(target) or self._handler(target)
            operation, check, write, waits = handler
            value = _read(body)
            if trace is not None and isinstance(value, dict):
                value["traceHeader"] = trace.decode("latin-1")
            given = check(value)
            answer = operation(self.service, given)
            if not isinstance(answer, dict):
                answer = await (answer if not waits else _unless_gone(answer, receive))
            return 200, encode(write(answer))
        except ServiceError as e:
            return _refusal(e)
        except DefinitionError as e:
            return _refusal(_invalid_definition(e))
        except Gone:
            raise
        except Exception:  # the client gets an AWS-shaped answer, whatever fails
            log.exception("%s failed", target[:80])
            return _refusal(errors.internal())

    def _handler(self, target: str) -> _Handler:
        name = target.removeprefix(PREFIX)
        operation = OPERATIONS.get(name)
        if operation is None or name == target:
            raise errors.unknown_operation(target)
        made = (operation, request_check(name), answer_writer(name), name in WAITING)
        self._handlers[target] = made
        return made

    async def _send(self, status: int, body: bytes, send: Send) -> None:
        request_id = f"{self._id_prefix}-{next(self._ids):012x}"
        await send(
            {
                "type": "http.response.start",
                "status": status,
                "headers": [
                    (b"x-amzn-requestid", request_id.encode()),
                    (b"content-type", CONTENT_TYPE),
                    (b"content-length", b"%d" % len(body)),
                ],
            }
        )
        await send({"type": "http.response.body", "body": body})


_Handler: TypeAlias = tuple[
    Callable[[Service, dict[str, JSON]], Any],  # an Operation
    Callable[[JSON], dict[str, JSON]],
    Callable[[Any], JSON],
    bool,
]


async def call(service: Service, name: str, request: JSON) -> dict[str, JSON]:
    """One operation from inside this process: its request and answer as over HTTP, without HTTP.

    Raises:
        ServiceError: what the service answers instead.
    """
    operation = OPERATIONS.get(name)
    if operation is None:
        raise errors.unknown_operation(name)
    try:
        answer = operation(service, request_check(name)(request))
        written = answer_writer(name)(answer if isinstance(answer, dict) else await answer)
    except DefinitionError as e:
        raise _invalid_definition(e) from None
    return written


def _invalid_definition(error: DefinitionError) -> ServiceError:
    from asl.check import aws_text

    return ServiceError("InvalidDefinition", aws_text(error.diagnostics))


def _refusal(error: ServiceError) -> tuple[int, str]:
    status, body = errors.wire(error)
    return status, encode(body)


async def read_body(headers: dict[bytes, bytes], receive: Receive) -> bytes:
    """The whole body.

    Raises:
        ServiceError: it is over the limit; the rest is not read.
        Gone: the client left before its end.
    """
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared[:20]) > MAX_REQUEST_BYTES:
        raise errors.too_large(MAX_REQUEST_BYTES)
    message = await receive()
    body: bytes = message.get("body", b"")
    if message.get("more_body"):
        parts, size = [body], len(body)
        while message.get("more_body"):
            message = await receive()
            part = message.get("body", b"")
            parts.append(part)
            size += len(part)
            if size > MAX_REQUEST_BYTES:
                raise errors.too_large(MAX_REQUEST_BYTES)
        body = b"".join(parts)
    if message["type"] == "http.disconnect":
        raise Gone
    return body


def _no_constant(name: str) -> JSON:
    raise ValueError(f"{name} is not JSON")


_DECODER: Final = json.JSONDecoder(parse_constant=_no_constant)


def _read(body: bytes) -> JSON:
    """A body's value.

    Raises:
        ServiceError: SerializationException.
    """
    try:
        text = body.decode("utf-8")
        value = _DECODER.decode(text)
        if "\\u" in text:
            # Half of a surrogate pair has no UTF-8 form: nothing could store or send it.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except UnicodeError:
        raise errors.unreadable("The request is not UTF-8 text") from None
    except (ValueError, RecursionError):
        raise errors.unreadable("The request is not JSON") from None
    return value


async def _unless_gone(answer: Awaitable[dict[str, JSON]], receive: Receive) -> dict[str, JSON]:
    """The answer, unless the client leaves first: then nothing is handed out that nobody would get."""
    import asyncio

    working = asyncio.ensure_future(answer)
    leaving = asyncio.ensure_future(receive())
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if working.done():
            return working.result()
        raise Gone
    finally:
        working.cancel()
        leaving.cancel()
