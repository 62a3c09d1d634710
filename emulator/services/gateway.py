"""The other AWS services on the server's own port, so that setup scripts, functions and tests see what tasks see.

A request says in its signature which service and region it is for; it goes to moto's backend of that service, in a thread. Our
own services are asked first: Step Functions is not here at all, others register what serves them (`own`).

A signature in the URL is taken for objects of S3 and for a function's code only: anybody can write one, a page in a browser too.
No answer lets a page of another origin read it, whatever moto would allow.

An access key of twelve digits names the account, as other emulators have it; any other key is the server's account.
"""

from __future__ import annotations

import asyncio
import logging
import re
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import unquote
from xml.sax.saxutils import escape

from emulator.compact import encode
from emulator.integrations.threads import Threads
from emulator.services import moto, polling
from emulator.services.hosts import Asked, host_of
from emulator.settings import Settings

log = logging.getLogger(__name__)

Scope: TypeAlias = dict[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[dict[str, Any]]]
Send: TypeAlias = Callable[[dict[str, Any]], Awaitable[None]]
Serve: TypeAlias = Callable[[Scope, Receive, Send], Awaitable[None]]

MAX_BODY_BYTES: Final = 512 << 20  # ours: the largest object that one request may put
_CREDENTIAL: Final = re.compile(
    rb"Credential=([^/,\s]+)/\d{8}/([a-z0-9-]+)/([a-z0-9-]+)/aws4_request"
)
# The older signature, which names neither service nor region: only S3 still takes it.
_OLD: Final = re.compile(rb"(?:^AWS |(?:^|&)AWSAccessKeyId=)([^:&]+)")
# Whose URLs may be presigned, and for what: not for what a form can send.
_BY_URL: Final[Mapping[str, frozenset[str]]] = {
    "s3": frozenset({"GET", "HEAD", "PUT", "DELETE"}),
    "lambda": frozenset({"GET"}),
}
_STEP_FUNCTIONS: Final = "states"
_OURS: Final = b"AWSStepFunctions."  # how its targets begin
_HOP: Final = frozenset(
    {b"host", b"connection", b"transfer-encoding", b"expect", b"content-length"}
)
_DROPPED: Final = _HOP | {b"status", b"date", b"server"}
_CORS: Final = b"access-control-"
# A queue's URL is where some SDKs send what they do with it: it must lead here. Only these answers have one.
_WITH_QUEUE_URLS: Final = re.compile(
    rb"CreateQueue|GetQueueUrl|ListQueues|ListDeadLetterSourceQueues"
)


class Gone(Exception):
    """The client has left; nobody reads an answer."""


class Signed(NamedTuple):
    """What a request's signature says."""

    service: str
    region: str
    key: str


def signed(headers: Mapping[bytes, bytes], query: bytes) -> Signed | None:
    """The credential scope of a request, from its header or of a presigned URL; None where it has none.

    The region is "" where the signature does not say it.
    """
    found = _CREDENTIAL.search(headers.get(b"authorization", b""))
    if found is None and b"X-Amz-Credential=" in query:
        text = unquote(query.decode("latin-1")).encode("latin-1", "replace")
        found = _CREDENTIAL.search(text.replace(b"X-Amz-Credential=", b"Credential="))
    if found is None:
        old = _OLD.search(headers.get(b"authorization", b"") or query)
        if old is None or (b"authorization" not in headers and b"Signature=" not in query):
            return None
        return Signed("s3", "", unquote(old[1].decode("latin-1")))
    key, region, service = (part.decode("latin-1") for part in found.groups())
    return Signed(service, region, key)


def passes_by_url(to: Signed, method: str) -> bool:
    """Whether a signature in the URL may stand for the header that a form cannot send."""
    return method in _BY_URL.get(to.service, ())


class Gateway:
    """Serves requests for other services than Step Functions.

    Args:
        own: services that this server has itself, by the name they sign with: "lambda".
    """

    def __init__(
        self, settings: Settings, threads: Threads, own: Mapping[str, Serve] | None = None
    ) -> None:
        self._settings = settings
        self._threads = threads
        self.own = dict(own or {})

    def takes(self, scope: Scope, headers: Mapping[bytes, bytes]) -> Signed | None:
        """What the request is for, if it is for another service; None: it is not."""
        if headers.get(b"x-amz-target", b"").startswith(_OURS):
            return None
        found = signed(headers, scope.get("query_string", b""))
        if found is None or found.service == _STEP_FUNCTIONS:
            return None
        return found if found.region else found._replace(region=self._settings.region)

    async def serve(self, to: Signed, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        own = self.own.get(to.service)
        if own is not None:
            await own(scope, receive, send)
            return
        headers = dict(scope["headers"])
        try:
            body = await _body(receive)
            if body is None:
                what = (
                    f"The body is larger than the {MAX_BODY_BYTES:,} bytes that this emulator takes"
                )
                response = _refusal(to, headers, 413, "EntityTooLarge", what)
            else:
                response = await self._answer(to, scope, headers, body, receive)
        except moto.NotThere as e:
            what = f"moto, which stands for AWS here, does not have {e.what}"
            response = _refusal(to, headers, 501, "NotImplemented", what)
        except Gone:
            return
        except Exception:  # the client gets an answer in its service's shape, whatever fails
            log.exception("%s %s for %s failed", scope["method"], scope["path"][:100], to.service)
            what = "A fault in the emulator itself, see its log"
            response = _refusal(to, headers, 500, "InternalFailure", what)
        is_head = scope["method"] == "HEAD"
        await _send(send, response.status, response.headers, response.body, is_head=is_head)

    async def _answer(
        self,
        to: Signed,
        scope: Scope,
        headers: Mapping[bytes, bytes],
        body: bytes,
        receive: Receive,
    ) -> moto.Response:
        if to.service != "sqs":
            return await self._threads.run(lambda: self._ask(to, scope, body))
        poll = polling.poll_of(headers, scope["path"], body)
        if poll is not None:
            return await self._polled(to, scope, poll, receive)
        response = await self._threads.run(lambda: self._ask(to, scope, body))
        if _WITH_QUEUE_URLS.search(headers.get(b"x-amz-target", b"") or body):
            host = headers.get(b"host", b"localhost").decode("latin-1")
            theirs = f"https://sqs.{to.region}.amazonaws.com/"
            ours = f"{scope.get('scheme', 'http')}://{host}/"
            text = response.body.replace(theirs.encode(), ours.encode())
            return response._replace(body=text)
        return response

    async def _polled(
        self, to: Signed, scope: Scope, poll: polling.Poll, receive: Receive
    ) -> moto.Response:
        """ReceiveMessage: asked until there is a message or its time is over."""
        began = time.monotonic()
        leaving = asyncio.ensure_future(receive())
        try:
            response = await self._threads.run(lambda: self._ask(to, scope, poll.body))
            queue = polling.Queue(poll.queue, self._account(to), to.region)
            until = began + (queue.wait_s if poll.wait_s is None else poll.wait_s)
            while response.status == 200 and polling.is_empty(response.body):
                # Messages that are there and are not given are held back: they are asked for less often.
                again = time.monotonic() + (polling.AGAIN_S if queue.has_messages else 0)
                while not queue.has_messages or time.monotonic() < again:
                    if leaving.done() and leaving.result()["type"] == "http.disconnect":
                        raise Gone
                    if time.monotonic() >= until:
                        return response
                    await asyncio.sleep(polling.LOOK_S)
                response = await self._threads.run(lambda: self._ask(to, scope, poll.body))
            return response
        finally:
            leaving.cancel()

    def _account(self, to: Signed) -> str:
        return to.key if re.fullmatch(r"\d{12}", to.key) else self._settings.account

    def _ask(self, to: Signed, scope: Scope, body: bytes) -> moto.Response:
        from botocore.awsrequest import AWSPreparedRequest
        from botocore.compat import HTTPHeaders

        headers = HTTPHeaders()
        for name, value in scope["headers"]:
            if name not in _HOP:
                headers.add_header(name.decode("latin-1"), value.decode("latin-1"))
        del headers[moto.ACCOUNT_HEADER]  # a client's own, which would be asked first
        headers[moto.ACCOUNT_HEADER] = account = self._account(to)
        url = _url(to, scope, account)
        headers["host"] = url.split("/")[2]
        return moto.respond(
            AWSPreparedRequest(
                method=scope["method"], url=url, headers=headers, body=body, stream_output=False
            )
        )


def _url(to: Signed, scope: Scope, account: str) -> str:
    """The request's URL as AWS would have it."""
    headers = dict(scope["headers"])
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    target = headers.get(b"x-amz-target", b"").decode("latin-1")
    host = host_of(to.service, to.region, Asked(target, path), account)
    if to.service == "s3":
        bucket = _bucket_of(headers.get(b"host", b"").decode("latin-1"))
        if bucket:
            path = f"/{bucket}{path}"
    query = scope.get("query_string", b"").decode("latin-1")
    return f"https://{host}{path}{f'?{query}' if query else ''}"


def _bucket_of(host: str) -> str | None:
    """The bucket in a host such as `bucket.localhost:8083` or `bucket.s3.localhost`."""
    name = host.partition(":")[0]
    if not name.endswith(".localhost"):
        return None
    inner = name.removesuffix(".localhost").removesuffix(".s3")
    return None if inner in ("", "s3") else inner


async def _body(receive: Receive) -> bytes | None:
    """The whole body, None if it is too large.

    Raises:
        Gone: the client left before its end.
    """
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        size += len(part)
        if size > MAX_BODY_BYTES:
            return None
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


async def _send(
    send: Send, status: int, headers: Mapping[str, str], body: bytes, *, is_head: bool = False
) -> None:
    shown = [
        (name.lower().encode("latin-1", "replace"), value.encode("latin-1", "replace"))
        for name, value in headers.items()
        if name.lower().encode() not in _DROPPED and not name.lower().encode().startswith(_CORS)
    ]
    length = next(
        (value for name, value in headers.items() if name.lower() == "content-length"), None
    )
    size = length.encode() if is_head and length else b"%d" % len(body)
    await send(
        {
            "type": "http.response.start",
            "status": status,
            "headers": [*shown, (b"content-length", size)],
        }
    )
    await send({"type": "http.response.body", "body": b"" if is_head else body})


def _refusal(
    to: Signed, headers: Mapping[bytes, bytes], status: int, code: str, message: str
) -> moto.Response:
    """A refusal in a shape that the service's SDKs read: JSON, or XML for S3 and the services that answer in it."""
    kind = headers.get(b"content-type", b"")
    if b"x-amz-target" in headers or b"json" in kind:
        body = encode({"__type": code, "message": message})
        return moto.Response(status, {"content-type": "application/x-amz-json-1.0"}, body.encode())
    error = f"<Code>{code}</Code><Message>{escape(message)}</Message>"
    if to.service == "s3":
        text = f"<Error>{error}</Error>"
    elif b"form-urlencoded" in kind:
        text = f"<ErrorResponse><Error><Type>Sender</Type>{error}</Error></ErrorResponse>"
    else:
        body = encode({"message": message})
        shown = {"content-type": "application/json", "x-amzn-errortype": code}
        return moto.Response(status, shown, body.encode())
    return moto.Response(status, {"content-type": "text/xml"}, text.encode())
