"""A whole server in this process, with everything it answers tasks with, and boto3 clients whose requests go to its app.

Nothing listens: a client's request is made an ASGI call on the server's own event loop, which runs in a thread. Clocks are
real, because functions are processes.
"""

from __future__ import annotations

import asyncio
import io
import json
import threading
import time
import zipfile
from collections.abc import Coroutine, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import unquote, urlsplit

from emulator.api.service import make_service
from emulator.integrations.config import Config
from emulator.integrations.registry import attach, build, served
from emulator.integrations.threads import Threads
from emulator.lambda_.api.serving import LambdaApi
from emulator.runtime.clock import Clock
from emulator.runtime.recovery import recover
from emulator.runtime.runtime import Runtime
from emulator.server import App
from emulator.services.gateway import Gateway
from emulator.settings import Settings
from emulator.store.store import Store

T = TypeVar("T")
URL = "http://127.0.0.1:8083"
ROLE = "arn:aws:iam::123456789012:role/r"
HOME = "arn:aws:lambda:us-east-1:123456789012:function:"
SIGNED = "AWS4-HMAC-SHA256 Credential=AK/20260101/us-east-1/{}/aws4_request, SignedHeaders=host, Signature=0"


class Port:
    """A server and its clients.

    Args:
        data: its folder; None: everything in memory.
        functions: Lambda functions that the configuration gives.
    """

    def __init__(
        self, data: Path | None = None, functions: Mapping[str, Any] | None = None
    ) -> None:
        self.settings = Settings(data=data)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._store: Store | None = None
        self._is_closed = False
        try:
            self.run(self._open(functions))
        except BaseException:
            self._is_closed = True
            if self._store is not None:
                self._store.close()
            self._stop()
            raise

    async def _open(self, functions: Mapping[str, Any] | None) -> None:
        self._store = Store(self.settings.data)
        integrations = build(self.settings, Config(), functions=functions, found=())
        self.runtime = Runtime(self.settings, self._store, Clock("real"), integrations)
        self._threads = Threads("port", 4)
        service = make_service(self.runtime)
        attach(integrations, service, URL)
        recover(self.runtime)
        gateway = Gateway(self.settings, self._threads, served(integrations))
        self.app = App(service, gateway=gateway)
        self.lambda_api = next(each for each in integrations if isinstance(each, LambdaApi))

    def run(self, work: Coroutine[Any, Any, T], timeout_s: float = 30) -> T:
        """Something on the server's loop."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout_s)

    def close(self) -> None:
        """End the server. Once is enough, twice is no mistake."""
        if not self._is_closed:
            self._is_closed = True
            self.run(self.runtime.close())
            self._threads.close()
            self._stop()

    def _stop(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    # ---------------------------------------------------------------- clients

    def client(self, service: str, **config: Any) -> Any:
        """A boto3 client."""
        return _client(service, self._send, **config)

    def _send(self, request: Any, **kwargs: Any) -> Any:
        from botocore.awsrequest import AWSResponse
        from moto.core.botocore_stubber import MockRawResponse

        data = request.body or b""
        body = data.encode() if isinstance(data, str) else data
        if not isinstance(body, bytes | bytearray):
            body = data.read()
        url = urlsplit(request.url)
        headers = {
            name: value if isinstance(value, str) else value.decode("latin-1")
            for name, value in request.headers.items()
        }
        status, answered, text = self.request(
            request.method, url.path, {**headers, "host": url.netloc}, bytes(body), url.query
        )
        return AWSResponse(request.url, status, answered, MockRawResponse(text))

    def request(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes = b"",
        query: str = "",
        *,
        leaves_after_s: float | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body) of one request; the status is 0 if the client left before its answer."""

        async def ask() -> tuple[int, dict[str, str], bytes]:
            parts = [body]
            sent: list[dict[str, Any]] = []

            async def receive() -> dict[str, Any]:
                if parts:
                    return {"type": "http.request", "body": parts.pop(), "more_body": False}
                await asyncio.sleep(3_600 if leaves_after_s is None else leaves_after_s)
                return {"type": "http.disconnect"}

            async def send(message: dict[str, Any]) -> None:
                sent.append(message)

            given = {"host": urlsplit(URL).netloc, "content-length": str(len(body)), **headers}
            await self.app(
                {
                    "type": "http",
                    "method": method,
                    "path": unquote(path),
                    "raw_path": path.encode(),
                    "query_string": query.encode(),
                    "server": ("127.0.0.1", 8083),
                    "headers": [
                        (name.lower().encode(), value.encode("latin-1"))
                        for name, value in given.items()
                    ],
                },
                receive,
                send,
            )
            if not sent:
                return 0, {}, b""
            names = {name.decode(): value.decode("latin-1") for name, value in sent[0]["headers"]}
            return sent[0]["status"], names, sent[1]["body"]

        return self.run(ask())

    # ---------------------------------------------------------------- what tests do often

    def deploy(self, name: str, source: str, **rest: Any) -> dict[str, Any]:
        """A function of one Python file, made through the API."""
        made = self.client("lambda").create_function(
            **{
                "FunctionName": name,
                "Runtime": "python3.12",
                "Handler": "handler.handler",
                "Role": ROLE,
                "Code": {"ZipFile": zipped({"handler.py": source})},
                "Timeout": 20,
                **rest,
            }
        )
        return dict(made)

    def ran(self, states: Mapping[str, Any], given: Any = None, **machine: Any) -> dict[str, Any]:
        """An execution of a new machine of these states, in their order, when it has ended."""
        sfn = self.client("stepfunctions")
        names = list(states)
        linked = {
            name: {**state, **({"Next": following} if following else {"End": True})}
            for (name, state), following in zip(states.items(), [*names[1:], None], strict=True)
        }
        definition = json.dumps({"StartAt": names[0], "States": linked, **machine})
        made = sfn.create_state_machine(
            name=f"m{time.monotonic_ns()}", definition=definition, roleArn=ROLE
        )
        arn = sfn.start_execution(
            stateMachineArn=made["stateMachineArn"], input=json.dumps(given or {})
        )["executionArn"]
        until = time.monotonic() + 20
        while (found := sfn.describe_execution(executionArn=arn))["status"] == "RUNNING":
            assert time.monotonic() < until, "it does not end"
            time.sleep(0.01)
        return dict(found)


@cache
def _session() -> Any:
    import boto3

    return boto3.Session(
        region_name="us-east-1", aws_access_key_id="test", aws_secret_access_key="test"
    )


def _client(service: str, send: Any, **config: Any) -> Any:
    from botocore.config import Config as BotoConfig

    settings = BotoConfig(inject_host_prefix=False, retries={"total_max_attempts": 1}, **config)
    client = _session().client(service, endpoint_url=URL, config=settings)
    client.meta.events.register_first("before-send", send)
    return client


def zipped(files: Mapping[str, str | bytes]) -> bytes:
    """A zip of these files, the same bytes every time."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as file:
        for name, text in files.items():
            info = zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, text)
    return data.getvalue()


def refusal(call: Any, **given: Any) -> tuple[int, str, str]:
    """(status, code, message) of a call that must be refused."""
    from botocore.exceptions import ClientError

    try:
        answer = call(**given)
    except ClientError as e:
        error = e.response["Error"]
        return e.response["ResponseMetadata"]["HTTPStatusCode"], error["Code"], error["Message"]
    raise AssertionError(f"it was answered: {answer}")
