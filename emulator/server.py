"""The server: one ASGI app over one runtime, and the life of the process around it.

    POST /              Step Functions, AWS JSON 1.0
    GET  /health        what is running, as JSON
    GET  /metrics       Prometheus
    POST /_asl/reset    forget everything but what was there at start; a virtual clock goes back to its beginning
    GET, POST /_asl/clock   the server's time; {"advance": seconds} or {"to": instant} moves a virtual clock

No framework stands between uvicorn and the AWS route: a request costs a few dictionary look-ups before its operation runs.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Awaitable, Callable
from typing import Any, Final, TypeAlias

from asl.errors import AslError
from emulator.api import errors
from emulator.api.guard import CONTROL_HEADER, Guard
from emulator.api.protocol import Protocol, Receive, Send, read_body
from emulator.api.service import Service
from emulator.errors import ServiceError
from emulator.metrics import Metrics
from emulator.services.gateway import Gateway, passes_by_url

log = logging.getLogger(__name__)

Scope: TypeAlias = dict[str, Any]
Route: TypeAlias = Callable[["App", Receive, dict[bytes, bytes]], Awaitable["Reply"]]
Reply: TypeAlias = tuple[int, bytes, bytes]
"""(status, content type, body)"""

JSON_TYPE: Final = b"application/json"
TEXT_TYPE: Final = b"text/plain; version=0.0.4; charset=utf-8"
_CHANGING: Final = frozenset({"POST", "PUT", "DELETE", "PATCH"})


class App:
    """The ASGI app.

    gateway: what serves the other AWS services. restart: what makes the machines that were there at start, again, after a
    reset.
    """

    def __init__(
        self,
        service: Service,
        *,
        allow_hosts: tuple[str, ...] = (),
        metrics: Metrics | None = None,
        gateway: Gateway | None = None,
        restart: Callable[[], None] = lambda: None,
    ) -> None:
        self._gateway = gateway
        self.service = service
        self.metrics = metrics or Metrics(service.runtime)
        self.restart = restart
        self._protocol = Protocol(service)
        self._guard = Guard(allow_hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        method = scope["method"]
        server = scope.get("server")
        gateway = self._gateway
        to = gateway.takes(scope, headers) if gateway is not None else None
        why = self._guard.refusal(
            headers,
            server[0] if server else "",
            is_changing=method in _CHANGING or to is not None,
            passes=to is not None and passes_by_url(to, method),
        )
        if why is None:
            if gateway is not None and to is not None:
                await gateway.serve(to, scope, receive, send)
                return
            if scope["path"] == "/" and method == "POST":
                await self._protocol.handle(headers, receive, send)
                return
        reply = _refused(why) if why else await self._reply(scope, receive, headers)
        await _send(reply, send, is_head=method == "HEAD")

    async def _reply(self, scope: Scope, receive: Receive, headers: dict[bytes, bytes]) -> Reply:
        path, method = scope["path"], scope["method"]
        route = ROUTES.get((path, "GET" if method == "HEAD" else method))
        if route is None:
            others = [each for known, each in ROUTES if known == path]
            if others or path == "/":
                return _json(405, {"message": f"{method} is not for {path}"})
            return _json(404, {"message": f"There is nothing at {path[:200]}"})
        if path.startswith("/_asl/") and method == "POST" and CONTROL_HEADER not in headers:
            return _refused("A control call carries the header X-Asl-Control")
        try:
            return await route(self, receive, headers)
        except ServiceError as e:
            return _refusal(e)
        except AslError as e:
            return _json(400, {"message": str(e)})


def _json(status: int, value: object) -> Reply:
    return status, JSON_TYPE, json.dumps(value, indent=1).encode() + b"\n"


def _refusal(error: ServiceError) -> Reply:
    status, body = errors.wire(error)
    return status, JSON_TYPE, json.dumps(body).encode()


def _refused(why: str) -> Reply:
    return _refusal(errors.refused(why))


async def _send(reply: Reply, send: Send, *, is_head: bool) -> None:
    status, content_type, body = reply
    headers = [(b"content-type", content_type), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if is_head else body})


# -------------------------------------------------------------------- routes


async def _health(app: App, receive: Receive, headers: dict[bytes, bytes]) -> Reply:
    from asl import __version__

    runtime = app.service.runtime
    return _json(
        200,
        {
            "status": "ok",
            "version": __version__,
            "open_executions": len(runtime.executions),
            "parked_executions": len(runtime.parked),
            "state_machines": len(runtime.catalog.machines),
        },
    )


async def _metrics(app: App, receive: Receive, headers: dict[bytes, bytes]) -> Reply:
    return 200, TEXT_TYPE, app.metrics.text().encode()


async def _reset(app: App, receive: Receive, headers: dict[bytes, bytes]) -> Reply:
    await read_body(headers, receive)
    app.service.runtime.reset()
    app.service.runtime.clock.restart()
    for integration in app.service.runtime.integrations:
        forget = getattr(integration, "reset", None)
        if forget is not None:
            forget()
    app.restart()
    await app.service.runtime.durable()
    return _json(200, {})


async def _clock(app: App, receive: Receive, headers: dict[bytes, bytes]) -> Reply:
    runtime = app.service.runtime
    return _json(200, {"now": _instant(runtime.now_ms), "mode": runtime.clock.mode})


async def _move_clock(app: App, receive: Receive, headers: dict[bytes, bytes]) -> Reply:
    from asl.testing.simulate import instant_ms
    from emulator.runtime.passing import advance

    runtime = app.service.runtime
    body = await read_body(headers, receive)
    try:
        wanted = json.loads(body)
        if "to" in wanted:
            to_ms = instant_ms(wanted["to"])
        else:
            to_ms = runtime.now_ms + round(float(wanted["advance"]) * 1000)
    except (ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return _json(400, {"message": 'The body is {"advance": seconds} or {"to": instant}'})
    await advance(runtime, to_ms)
    return await _clock(app, receive, headers)


def _instant(ms: int) -> str:
    from datetime import UTC, datetime

    moment = datetime.fromtimestamp(ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


ROUTES: Final[dict[tuple[str, str], Route]] = {
    ("/health", "GET"): _health,
    ("/metrics", "GET"): _metrics,
    ("/_asl/reset", "POST"): _reset,
    ("/_asl/clock", "GET"): _clock,
    ("/_asl/clock", "POST"): _move_clock,
}
