"""The Lambda API as a part of the server: it serves requests on the port, and gives tasks the functions that were made by it.

It takes no task itself. The tables of the API are read with the first request, so a server that nobody asks for it does not
pay for them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias
from urllib.parse import quote, urlsplit

from asl.hosts.answers import Answer, Refused, TaskCall
from emulator.integrations.functions import Functions
from emulator.integrations.protocol import Context
from emulator.lambda_.api.errors import LambdaError, invalid, too_large
from emulator.lambda_.api.service import CODE, LambdaService
from emulator.lambda_.workers import Workers
from emulator.services.clients import Clients, Fault
from emulator.services.moto import Response
from emulator.settings import Settings

if TYPE_CHECKING:
    from emulator.api.service import Service
    from emulator.lambda_.api.operations.invocation import Reply

Scope: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[dict[str, Any]]]
Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]

_MOST_BYTES: Final = 70_167_211  # the largest request of any operation
_JSON: Final = b"application/json"


class LambdaApi:
    """See the module's docstring.

    Args:
        functions: what answers Lambda's tasks. workers: run deployed code. clients: read code from S3.

    Raises:
        StoreError: the functions that are kept cannot be read.
    """

    name = "lambda api"

    def __init__(
        self, settings: Settings, functions: Functions, workers: Workers, clients: Clients
    ) -> None:
        self._clients = clients
        self._workers = workers
        self._loop: asyncio.AbstractEventLoop | None = None
        self._now_ms: Callable[[], int] = lambda: 0
        self.service = LambdaService(
            settings, functions, workers, lambda: self._now_ms(), self._object
        )
        self.serves = {"lambda": self.serve}
        clients.own["lambda"] = self

    # ---------------------------------------------------------------- an integration

    def attach(self, service: Service, url: str) -> None:
        """The server is up: functions reach it at `url`."""
        self._loop = asyncio.get_running_loop()
        self._now_ms = lambda: service.now_ms
        self.service.url = url
        self._workers.endpoints.setdefault("AWS_ENDPOINT_URL", url)

    def takes(self, call: TaskCall) -> bool:
        """Nothing: `Functions` answers tasks."""
        return False

    async def call(self, call: TaskCall, context: Context) -> Answer:
        """Never asked."""
        return Refused(f"{call.resource.arn} is not a call of the Lambda API")

    def reset(self) -> None:
        """Forget all functions."""
        self.service.reset()

    async def close(self) -> None:
        """Remove what is not kept."""
        self.service.close()

    # ---------------------------------------------------------------- HTTP

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request on the port."""
        headers = dict(scope["headers"])
        path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1")
        path = path.partition("?")[0]
        if path.startswith(f"{CODE}/") and scope["method"] == "GET":
            data = self.service.zip(path)
            if data is not None:
                await _send(send, 200, ((b"content-type", b"application/zip"),), data)
                return
        body = await _body(headers, receive)
        if body is None:
            error = too_large(_MOST_BYTES, "CreateFunction")
            reply: Reply = await self._refusal(error)
        else:
            query = scope.get("query_string", b"").decode("latin-1")
            reply = await self._answer(scope["method"], path, query, headers, body)
        await _send(send, reply.status, _headers(reply), reply.body)

    def has(self, operation: str) -> bool:
        """Whether an operation is served."""
        from emulator.lambda_.api.model import OPERATIONS

        return operation in OPERATIONS

    def ask(self, request: Any) -> Response:
        """Answer a request of a client in this process (an AWSPreparedRequest), in its thread."""
        loop = self._loop
        assert loop is not None, "not attached"
        url = urlsplit(request.url)
        body = request.body or b""
        work = self._answer(
            request.method,
            url.path,
            url.query,
            {
                name.lower().encode(): (
                    value.encode("latin-1") if isinstance(value, str) else bytes(value)
                )
                for name, value in request.headers.items()
            },
            body.encode() if isinstance(body, str) else bytes(body),
        )
        reply = asyncio.run_coroutine_threadsafe(work, loop).result()
        headers = {name.decode(): value.decode("latin-1") for name, value in _headers(reply)}
        return Response(reply.status, headers, reply.body)

    async def send_event(self, arn: str, text: str) -> str | None:
        """Invoke a function as an event; why it could not be, None where it is on its way."""
        path = f"/2015-03-31/functions/{quote(arn, safe='')}/invocations"
        headers = {b"x-amz-invocation-type": b"Event"}
        reply = await self._answer("POST", path, "", headers, text.encode())
        return None if reply.status == 202 else reply.body.decode()

    async def _answer(
        self, method: str, path: str, query: str, headers: Mapping[bytes, bytes], body: bytes
    ) -> Reply:
        from emulator.lambda_.api.protocol import answer

        return await answer(self.service, method, path, query, headers, body)

    async def _refusal(self, error: LambdaError) -> Reply:
        from emulator.lambda_.api.protocol import refusal

        return refusal(error)

    def _object(self, bucket: str, key: str, version: str | None) -> bytes:
        """An object of the server's own S3. For a thread."""
        parameters = {"Bucket": bucket, "Key": key}
        if version is not None:
            parameters["VersionId"] = version
        try:
            response = self._clients.call("s3", "GetObject", parameters)
        except Fault as e:
            raise invalid(
                f"Error occurred while GetObject. S3 Error Code: {e.code}. S3 Error Message: {e.message}"
            ) from None
        data: bytes = response.members["Body"].read()
        return data


def _headers(reply: Reply) -> tuple[tuple[bytes, bytes], ...]:
    return (*reply.headers, (b"content-type", _JSON))


async def _body(headers: Mapping[bytes, bytes], receive: Receive) -> bytes | None:
    """The whole body; None if it is larger than any operation takes."""
    declared = headers.get(b"content-length", b"")
    if declared.isdigit() and int(declared[:20]) > _MOST_BYTES:
        return None
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > _MOST_BYTES:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(
    send: Send, status: int, headers: tuple[tuple[bytes, bytes], ...], body: bytes
) -> None:
    size = () if status == 204 else ((b"content-length", b"%d" % len(body)),)
    await send({"type": "http.response.start", "status": status, "headers": [*headers, *size]})
    await send({"type": "http.response.body", "body": body})
