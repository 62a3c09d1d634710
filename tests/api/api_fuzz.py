"""Requests that are nearly right: bodies, targets, headers and ARNs, spoiled in ways that a seed repeats."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from random import Random
from typing import Any

from api_client import HEADERS, HOME, ROLE, Client
from api_machines import FAIL, MAP_RUN, PASS, TOKEN, WAIT, activity_machine

from emulator.api.model import OPERATIONS, SHAPES
from emulator.runtime.passing import advance

_NAMES = ("m", "x", "e", "a", "1", "PROD", "m/Each", "é", "a b", "", "\u0000", "A" * 300)
_KINDS = ("stateMachine", "execution", "express", "activity", "mapRun", "states", "")
_THERE = (
    *("stateMachine:m", "stateMachine:x", "stateMachine:m:1", "stateMachine:m:PROD") * 2,
    *("execution:m:e", "execution:m:a", "execution:m:m", "activity:a", "activity:m"),
    *("express:x:e:1", "mapRun:m/Each:1", "stateMachine:m/Each"),
)
_TEXTS = ("{}", "[1]", "{", "null", "", "x", "\ud7ff", "😀" * 5, "$.a", "1e999", "[" * 3_000)
_NUMBERS = (0, 1, -1, 100, 101, 1_000, 1_001, 2**31, 2**63, 10**400, 0.5, -0.0)


def arn(rng: Random, member: str) -> str:
    """An ARN, more often than not of something that may be there."""
    if rng.random() < 0.9:
        fitting = [
            one for one in _THERE if member.lower().startswith(one.partition(":")[0].lower())
        ]
        return f"{HOME}:{rng.choice(fitting or _THERE)}"
    parts = [
        rng.choice(("arn", "arn", "arn", "ARN", "")),
        rng.choice(("aws", "aws", "aws-cn", "")),
        rng.choice(("states", "states", "lambda")),
        rng.choice(("us-east-1", "us-east-1", "")),
        rng.choice(("123456789012", "123456789012", "1")),
        rng.choice(_KINDS),
        rng.choice(_NAMES),
        *rng.sample(_NAMES, rng.randrange(3)),
    ]
    return ":".join(parts[: rng.choice((len(parts), len(parts), rng.randrange(9)))])


def value(rng: Random, shape: str, member: str = "") -> Any:
    """Mostly what the model wants."""
    about = SHAPES[shape]
    if rng.random() < 0.02:
        return rng.choice((None, True, 5, 0.5, "x", [], {}, [[]], {"a": {}}))
    match about["type"]:
        case "structure":
            return {
                name: value(rng, of, name)
                for name, of in about["members"].items()
                if name in about.get("required", ()) or rng.random() < 0.25
            }
        case "list":
            return [value(rng, about["member"], member) for _ in range(rng.randrange(4))]
        case "boolean":
            return rng.random() < 0.5
        case "integer" | "long" | "float":
            return rng.choice(_NUMBERS)
    if "enum" in about and rng.random() < 0.9:
        return rng.choice(about["enum"])
    if "Arn" in shape:
        return arn(rng, member)
    if shape == "Definition":
        known = (PASS, WAIT, FAIL, TOKEN, MAP_RUN, activity_machine(f"{HOME}:activity:a"))
        return json.dumps(rng.choice(known)) if rng.random() < 0.7 else rng.choice(_TEXTS)
    if shape.endswith("Name") and rng.random() < 0.9:
        return rng.choice(_NAMES[:6])
    if shape.endswith("Data") and rng.random() < 0.8:
        return "{}"
    return rng.choice(_NAMES if rng.random() < 0.5 else _TEXTS)


def request(rng: Random) -> tuple[dict[str, str], bytes]:
    """(headers, body) of one request."""
    operation = rng.choice(sorted(OPERATIONS))
    if operation.startswith("Delete") and rng.random() < 0.8:
        operation = operation.replace("Delete", "Create")
    if operation not in OPERATIONS:
        operation = "StartExecution"
    body = json.dumps(value(rng, OPERATIONS[operation][0])).encode()
    if rng.random() < 0.1:
        body = _spoiled(rng, body)
    target = f"AWSStepFunctions.{operation}"
    if rng.random() < 0.05:
        target = rng.choice((operation, "", target.lower(), "Other." + operation, target + "X"))
    headers = {**HEADERS, "x-amz-target": target}
    if rng.random() < 0.1:
        name = rng.choice(("content-type", "authorization", "x-amzn-trace-id", "content-length"))
        headers[name] = rng.choice(("", "x" * 500, "-1", "99999999999999999999", "é"))
    return headers, body


def _spoiled(rng: Random, body: bytes) -> bytes:
    spoiled = bytearray(body)
    for _ in range(rng.randrange(1, 4)):
        at = rng.randrange(len(spoiled) + 1)
        match rng.randrange(3):
            case 0:
                del spoiled[at:]
            case 1:
                spoiled[at:at] = bytes(rng.randrange(256) for _ in range(rng.randrange(1, 6)))
            case 2 if at < len(spoiled):
                spoiled[at] = rng.randrange(256)
    return bytes(spoiled)


async def _ask(client: Client, headers: dict[str, str], body: bytes) -> None:
    # A worker that gets no task waits: it leaves soon.
    leaves = asyncio.Event()
    asyncio.get_running_loop().call_later(0.002, leaves.set)
    if not headers["x-amz-target"].endswith("GetActivityTask"):
        leaves = asyncio.Event()
    status, named, text = await client.http("POST", "/", headers, body, leaves=leaves)
    if status == 0:
        return
    assert named["content-type"] == "application/x-amz-json-1.0"
    answer = json.loads(text)
    if status != 200:
        assert answer["__type"].partition("#")[2], (headers, body[:500], answer)
        assert isinstance(answer["message"], str)
    # InternalFailure is a fault of ours; the two that are none name the mock configuration that a start asked for.
    assert status < 500, (headers, body[:500], answer)


def storm(client: Client, count: int, seed: int) -> None:
    """Send so many requests; every answer has the service's shape, and none is a fault."""
    rng = Random(seed)
    for name in ("m", "x"):
        client.call(
            "CreateStateMachine",
            name=name,
            roleArn=ROLE,
            definition=json.dumps(WAIT),
            type="STANDARD" if name == "m" else "EXPRESS",
        )
    client.call("CreateActivity", name="a")

    async def run() -> None:
        for n in range(count):
            headers, body = request(rng)
            # A synchronous execution on a clock that stands still never ends.
            if not headers["x-amz-target"].endswith("StartSyncExecution"):
                await _ask(client, headers, body)
            if n % 100 == 0:
                await advance(client.runtime, client.runtime.now_ms + 30_000)

    client.run(run())
    assert "stateMachines" in client.call("ListStateMachines")


def garbage(rng: Random, count: int) -> Iterator[bytes]:
    """Bytes for a socket: HTTP, spoiled."""
    for _ in range(count):
        headers, body = request(rng)
        lines = [f"{name}: {text}" for name, text in headers.items()]
        lines.append(f"content-length: {len(body)}")
        head = "\r\n".join([rng.choice(("POST", "GET", "PUT", "\x00", "")) + " / HTTP/1.1", *lines])
        yield _spoiled(rng, (head + "\r\n\r\n").encode("latin-1", "replace")) + body
