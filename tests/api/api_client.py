"""Step Functions in this process: requests go through the ASGI app to a runtime with an in-memory store.

The clock is virtual, so nothing waits; `advance` lets time pass. Every answer is checked against the service's model: a
member that the model does not know, or of another type, fails the test.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from asl.hosts.answers import Answer, TaskCall
from asl.hosts.mock_config import MockConfig
from emulator.api.model import OPERATIONS, SHAPES
from emulator.api.service import make_service
from emulator.integrations.protocol import Context
from emulator.mocked import CaseFile, Cases
from emulator.runtime.clock import Clock
from emulator.runtime.recovery import recover
from emulator.runtime.runtime import Runtime
from emulator.server import App
from emulator.settings import Settings
from emulator.store.store import Store

T = TypeVar("T")
START_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
ROLE = "arn:aws:iam::123456789012:role/states"
HOME = "arn:aws:states:us-east-1:123456789012"
HEADERS = {"host": "localhost:8083", "content-type": "application/x-amz-json-1.0"}


class Refused(Exception):
    """What the service answered instead."""

    def __init__(self, status: int, body: Mapping[str, Any]) -> None:
        self.status = status
        self.body = body
        self.type = str(body.get("__type", ""))
        self.code = self.type.rpartition("#")[2]
        self.message = str(body.get("message", ""))
        super().__init__(f"{status} {self.code}: {self.message}")


class Scripted:
    """Answers tasks by their state's name."""

    name = "scripted"

    def __init__(self, answers: Mapping[str, Answer | Callable[[TaskCall], Answer]]) -> None:
        self.answers = answers
        self.calls: list[TaskCall] = []

    def takes(self, call: TaskCall) -> bool:
        return call.state in self.answers

    async def call(self, call: TaskCall, context: Context) -> Answer:
        self.calls.append(call)
        answer = self.answers[call.state]
        return answer(call) if callable(answer) else answer

    async def close(self) -> None:
        return None


class Client:
    """A server and its only client."""

    def __init__(
        self,
        settings: Settings | None = None,
        *,
        answers: Mapping[str, Answer | Callable[[TaskCall], Answer]] | None = None,
        mocks: Mapping[str, Any] | Path | None = None,
        folder: Path | None = None,
    ) -> None:
        self.settings = settings or Settings(clock="virtual", seed=7)
        self._runner = asyncio.Runner()
        self._is_closed = False
        self.scripted = Scripted(answers or {})
        self.run(self._open(mocks, folder))

    async def _open(self, mocks: Mapping[str, Any] | Path | None, folder: Path | None) -> None:
        settings = self.settings
        clock = Clock(settings.clock, START_MS)
        self.runtime = Runtime(settings, Store(folder), clock, [self.scripted])
        config: Cases | None = None
        if isinstance(mocks, Path):
            config = CaseFile(mocks)
        elif mocks is not None:
            config = MockConfig.of(mocks)
        self.service = make_service(self.runtime, config)
        self.app = App(self.service, allow_hosts=settings.allow_hosts)
        recover(self.runtime)

    def close(self) -> None:
        """End the server. Once is enough, twice is no mistake."""
        if not self._is_closed:
            self._is_closed = True
            self.run(self.runtime.close())
            self._runner.close()

    def run(self, work: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await work

        return self._runner.run(awaited())

    # ---------------------------------------------------------------- HTTP

    async def http(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] = HEADERS,
        body: bytes | Sequence[bytes] = b"",
        server: str = "127.0.0.1",
        leaves: asyncio.Event | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """(status, headers, body). A sequence of bytes is sent in parts.

        leaves: when it is set, the client goes; the status is 0 if nothing had been answered by then.
        """
        parts = [body] if isinstance(body, bytes) else list(body)
        pending = list(parts)
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            if not pending:
                await (leaves or asyncio.Event()).wait()
                return {"type": "http.disconnect"}
            part = pending.pop(0)
            return {"type": "http.request", "body": part, "more_body": bool(pending)}

        async def send(message: dict[str, Any]) -> None:
            sent.append(message)

        size = sum(map(len, parts))
        given = {"content-length": str(size), **headers}
        scope = {
            "type": "http",
            "method": method,
            "path": path,
            "server": (server, 8083),
            "headers": [(k.lower().encode(), v.encode("latin-1")) for k, v in given.items()],
        }
        await self.app(scope, receive, send)
        if not sent:
            return 0, {}, b""
        start, rest = sent
        names = {k.decode(): v.decode() for k, v in start["headers"]}
        return start["status"], names, rest["body"]

    def request(self, method: str, path: str, **rest: Any) -> tuple[int, dict[str, str], bytes]:
        return self.run(self.http(method, path, **rest))

    # ---------------------------------------------------------------- operations

    async def acall(self, operation: str, **request: Any) -> dict[str, Any]:
        """One operation. Raises Refused."""
        status, _, body = await self.http(
            "POST",
            "/",
            {**HEADERS, "x-amz-target": f"AWSStepFunctions.{operation}"},
            json.dumps(request).encode(),
        )
        answer = json.loads(body)
        if status != 200:
            raise Refused(status, answer)
        conforms(answer, OPERATIONS[operation][1])
        return dict(answer)

    def call(self, operation: str, **request: Any) -> dict[str, Any]:
        return self.run(self.acall(operation, **request))

    def refusal(self, operation: str, **request: Any) -> Refused:
        """The refusal of a request that must be refused."""
        try:
            answer = self.call(operation, **request)
        except Refused as refused:
            return refused
        raise AssertionError(f"{operation} was answered: {answer}")

    # ---------------------------------------------------------------- what tests do often

    def machine(self, definition: Any, name: str = "m", **rest: Any) -> str:
        """A new machine's ARN."""
        text = definition if isinstance(definition, str) else json.dumps(definition)
        made = self.call("CreateStateMachine", name=name, definition=text, roleArn=ROLE, **rest)
        return str(made["stateMachineArn"])

    def start(self, machine: str, given: Any = None, **rest: Any) -> str:
        """A new execution's ARN."""
        if given is not None:
            rest["input"] = json.dumps(given)
        return str(self.call("StartExecution", stateMachineArn=machine, **rest)["executionArn"])

    def settle(self) -> None:
        """Let everything happen that happens at this instant."""
        self.advance(0)

    def advance(self, seconds: float) -> None:
        from emulator.runtime.passing import advance

        self.run(advance(self.runtime, self.runtime.now_ms + round(seconds * 1000)))

    def events(self, arn: str, **rest: Any) -> list[dict[str, Any]]:
        return list(self.call("GetExecutionHistory", executionArn=arn, **rest)["events"])

    def kinds(self, arn: str) -> list[str]:
        return [event["type"] for event in self.events(arn)]

    def described(self, arn: str) -> dict[str, Any]:
        return self.call("DescribeExecution", executionArn=arn)


_TYPES: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "integer": (int,),
    "long": (int,),
    "float": (float, int),
    "timestamp": (float, int),
}


def conforms(value: Any, name: str, where: str = "$") -> None:
    """An answer is what the model says: every member known, of its type, the required ones there."""
    shape = SHAPES[name]
    kind = shape["type"]
    if kind == "structure":
        assert isinstance(value, dict), f"{where} is no structure: {value!r}"
        for member, one in value.items():
            assert member in shape["members"], f"{where}.{member} is not in the model"
            conforms(one, shape["members"][member], f"{where}.{member}")
        missing = [member for member in shape.get("required", ()) if member not in value]
        assert not missing, f"{where} has no {missing}"
    elif kind == "list":
        assert isinstance(value, list), f"{where} is no list: {value!r}"
        for at, one in enumerate(value):
            conforms(one, shape["member"], f"{where}[{at}]")
    elif kind == "map":
        for key, one in value.items():
            conforms(one, shape["value"], f"{where}.{key}")
    else:
        is_right = isinstance(value, _TYPES[kind]) and (kind == "boolean" or value is not True)
        assert is_right, f"{where} is no {kind}: {value!r}"
        if "enum" in shape:
            assert value in shape["enum"], f"{where}: {value!r} is none of the model's"
