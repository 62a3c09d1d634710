"""The other AWS services on the server's own port, so that setup scripts, functions and tests see what tasks see.

A request says in its signature which service and region it is for; it goes to moto's backend of that service, in a thread. Our
own services are asked first: Step Functions is not here at all, others register what serves them (`own`).

An access key of twelve digits names the account, as other emulators have it; any other key is the server's account.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Final, NamedTuple, TypeAlias
from urllib.parse import unquote

from emulator.integrations.threads import Threads
from emulator.services import moto
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
# Services whose hosts are called otherwise than they sign.
_HOSTS: Final[Mapping[str, str]] = {
    "ses": "email",
    "tagging": "tagging",
    "cloudwatch": "monitoring",
    "mturk-requester": "mturk-requester",
}
_STEP_FUNCTIONS: Final = "states"
_OURS: Final = b"AWSStepFunctions."  # how its targets begin
_HOP: Final = frozenset(
    {b"host", b"connection", b"transfer-encoding", b"expect", b"content-length"}
)


class Signed(NamedTuple):
    """What a request's signature says."""

    service: str
    region: str
    key: str


def signed(headers: Mapping[bytes, bytes], query: bytes) -> Signed | None:
    """The credential scope of a request, from its header or of a presigned URL; None where it has none."""
    found = _CREDENTIAL.search(headers.get(b"authorization", b""))
    if found is None and b"X-Amz-Credential=" in query:
        text = unquote(query.decode("latin-1")).encode("latin-1", "replace")
        found = _CREDENTIAL.search(text.replace(b"X-Amz-Credential=", b"Credential="))
    if found is None:
        return None
    key, region, service = (part.decode("latin-1") for part in found.groups())
    return Signed(service, region, key)


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
        return None if found is None or found.service == _STEP_FUNCTIONS else found

    async def serve(self, to: Signed, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        own = self.own.get(to.service)
        if own is not None:
            await own(scope, receive, send)
            return
        body = await _body(receive)
        if body is None:
            await _send(send, 413, {"content-type": "text/plain"}, b"The body is too large")
            return
        try:
            response = await self._threads.run(lambda: self._ask(to, scope, body))
        except moto.NotThere as e:
            text = f"moto, which stands for AWS here, does not have {e.what}"
            await _send(send, 501, {"content-type": "text/plain"}, text.encode())
            return
        is_head = scope["method"] == "HEAD"
        await _send(send, response.status, response.headers, response.body, is_head=is_head)

    def _ask(self, to: Signed, scope: Scope, body: bytes) -> moto.Response:
        from botocore.awsrequest import AWSPreparedRequest
        from botocore.compat import HTTPHeaders

        account = to.key if re.fullmatch(r"\d{12}", to.key) else self._settings.account
        headers = HTTPHeaders()
        for name, value in scope["headers"]:
            if name not in _HOP:
                headers.add_header(name.decode("latin-1"), value.decode("latin-1"))
        headers[moto.ACCOUNT_HEADER] = account
        url = _url(to, scope)
        headers["host"] = url.split("/")[2]
        return moto.respond(
            AWSPreparedRequest(
                method=scope["method"], url=url, headers=headers, body=body, stream_output=False
            )
        )


def _url(to: Signed, scope: Scope) -> str:
    """The request's URL as AWS would have it."""
    prefix = _HOSTS.get(to.service, to.service)
    host = f"{prefix}.{to.region}.amazonaws.com"
    path = (scope.get("raw_path") or scope["path"].encode()).decode("latin-1").partition("?")[0]
    if to.service == "s3":
        bucket = _bucket_of(dict(scope["headers"]).get(b"host", b"").decode("latin-1"))
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
    """The whole body, None if it is too large."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
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
        if name.lower().encode() not in _HOP and name.lower() != "status"
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
