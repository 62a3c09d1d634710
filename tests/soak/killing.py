"""A driver that works a real server hard while it is killed again and again, and knows what must be true afterwards.

It starts executions, answers task tokens and works for an activity; whatever was answered with 200 it remembers. A request
whose answer did not come is in doubt: it may have happened or not, but not by half. Every output can be told from the input,
and every token's answer carries a number of its own, so that a lost, invented or doubled answer shows.
"""

from __future__ import annotations

import asyncio
import json
import random
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, Final

from bench.wire import ROLE, Server, environment, request

JSON = Any

HOME: Final = "arn:aws:states:us-east-1:123456789012"
ACTIVITY: Final = f"{HOME}:activity:work"
_FUNCTION: Final = "arn:aws:lambda:us-east-1:123456789012:function"
_AT_ONCE: Final = 4  # of each kind of client
_SCALE: Final = "0.05"  # of waits and retries
_TO_END_S: Final = 60.0

# Functions of the machines below: `double` and `flaky` in worker processes, `ask` in the server.
HANDLERS: Final = """
import json
from pathlib import Path

def double(event, context):
    return {"n": event["n"] * 2}

def flaky(event, context):
    if event["attempt"] < event["n"] % 3:
        raise RuntimeError("not yet")
    return {"n": event["n"] + 1}

def ask(event, context):
    with open(Path(__file__).with_name("tokens"), "a", encoding="ascii") as file:
        file.write(json.dumps([event["token"], event["n"]]) + "\\n")
"""
CONFIG: Final = """
[functions]
double = { handler = "handlers.double" }
flaky = { handler = "handlers.flaky" }
ask = "handlers.py:ask"
"""


def _chain(*states: tuple[str, JSON]) -> JSON:
    made: dict[str, JSON] = {}
    for at, (name, state) in enumerate(states):
        rest = {"Next": states[at + 1][0]} if at + 1 < len(states) else {"End": True}
        made[name] = {**state, **rest}
    return {"StartAt": states[0][0], "States": made}


def _call(function: str, **fields: JSON) -> JSON:
    return {"Type": "Task", "Resource": f"{_FUNCTION}:{function}", **fields}


def _wait(seconds: int) -> JSON:
    return {"Type": "Wait", "Seconds": seconds}


_RETRY: Final = [{"ErrorEquals": ["RuntimeError"], "IntervalSeconds": 2, "BackoffRate": 1.0}]
_AGAIN: Final = [
    {
        "ErrorEquals": ["States.Timeout", "States.HeartbeatTimeout"],
        "IntervalSeconds": 1,
        "BackoffRate": 1.0,
        "MaxAttempts": 10_000,
    }
]
_ITEMS: Final = {
    "Type": "Pass",
    "Parameters": {
        "items": [
            {"n.$": "$.n"},
            {"n.$": "States.MathAdd($.n, 1)"},
            {"n.$": "States.MathAdd($.n, 2)"},
        ]
    },
}


def _map(name: str, mode: str | None = None, **fields: JSON) -> JSON:
    processor = _chain((f"{name}Nap", _wait(4)), (f"{name}Double", _call("double")))
    if mode is not None:
        processor["ProcessorConfig"] = {"Mode": "DISTRIBUTED", "ExecutionType": mode}
        fields["Label"] = name
    return {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": processor, **fields}


MACHINES: Final[dict[str, JSON]] = {
    "tasks": _chain(
        ("Double", _call("double")),
        (
            "Flaky",
            _call(
                "flaky",
                Parameters={"n.$": "$.n", "attempt.$": "$$.State.RetryCount"},
                Retry=_RETRY,
            ),
        ),
    ),
    # Its expressions call functions: their turns are made in threads.
    "jsonata": {
        "QueryLanguage": "JSONata",
        **_chain(
            (
                "Compute",
                _call(
                    "double",
                    Arguments={"n": "{% $sum([$states.input.n, 1]) %}"},
                    Output={"n": "{% $states.result.n + $count([1..10]) %}"},
                ),
            ),
            ("Rest", {"Type": "Wait", "Seconds": "{% $min([3, $states.input.n]) %}"}),
        ),
    },
    "waits": _chain(("Short", _wait(2)), ("Long", _wait(12))),
    "map": _chain(("Items", _ITEMS), ("Each", _map("Each", MaxConcurrency=2))),
    "parallel": _chain(
        (
            "Both",
            {
                "Type": "Parallel",
                "Branches": [
                    _chain(("Left", _call("double"))),
                    _chain(("Nap", _wait(6))),
                    _chain(("First", _call("double")), ("Second", _call("double"))),
                ],
            },
        )
    ),
    "tokens": _chain(
        (
            "Ask",
            {
                "Type": "Task",
                "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
                "Parameters": {
                    "FunctionName": "ask",
                    "Payload": {"token.$": "$$.Task.Token", "n.$": "$.n"},
                },
            },
        )
    ),
    # A lease whose answer was lost with the server is nobody's: only its heartbeat tells, as on AWS.
    "activity": _chain(
        ("Work", {"Type": "Task", "Resource": ACTIVITY, "HeartbeatSeconds": 1, "Retry": _AGAIN})
    ),
    "standard": _chain(("Items", _ITEMS), ("Run", _map("Run", "STANDARD", MaxConcurrency=2))),
    "express": _chain(("Items", _ITEMS), ("Quick", _map("Quick", "EXPRESS"))),
}


def expected(name: str, n: int) -> JSON:
    """The output of a machine for the input {"n": n}; None: it is told by whoever answered the token."""
    each = [{"n": 2 * (n + at)} for at in range(3)]
    return {
        "tasks": {"n": 2 * n + 1},
        "jsonata": {"n": 2 * (n + 1) + 10},
        "waits": {"n": n},
        "map": each,
        "parallel": [{"n": 2 * n}, {"n": n}, {"n": 4 * n}],
        "standard": each,
        "express": each,
    }.get(name)


class Gone(Exception):
    """The server died before it had answered."""


class Driver:
    """The clients, and what they were told."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = random.Random(seed)
        self.server: Server | None = None
        self.up = asyncio.Event()
        self.is_over = False
        self.started: dict[str, tuple[str, int]] = {}  # every name ever tried → machine, n
        self.known: set[str] = set()  # those whose start was answered
        self.said: dict[int, set[int]] = defaultdict(set)  # n of a token's task → numbers sent
        self.taken: dict[int, set[int]] = defaultdict(set)  # those answered with 200
        self.count: Counter[str] = Counter()
        self._made = 0
        self._read = 0  # of the file of tokens

    # ---------------------------------------------------------------- the server's lives

    def arguments(self) -> list[str]:
        return ["--data", str(self.folder / "data"), "--wait-scale", _SCALE, "--log-level", "error"]

    async def begin(self) -> None:
        """A server that is up."""
        self.server = await asyncio.to_thread(
            Server, *self.arguments(), folder=self.folder, log=self.log
        )
        self.count["recovered"] += self.server.recovered
        self.up.set()

    async def end(self) -> None:
        """kill -9."""
        assert self.server is not None
        self.up.clear()
        self.server.kill()
        self.count["kills"] += 1

    async def end_before_it_is_up(self) -> None:
        """kill -9 while it starts: in the middle of recovery, too."""
        arguments = ["serve", "--port", "0", "--json", *self.arguments()]
        code = "import sys; from asl.cli import main; sys.exit(main())"
        process = subprocess.Popen(
            [sys.executable, "-c", code, *arguments],
            cwd=self.folder,
            env=environment(),
            stdout=subprocess.DEVNULL,
            stderr=self.log,
        )
        await asyncio.sleep(self.random.uniform(0.1, 0.5))
        process.kill()
        process.wait()
        self.count["kills"] += 1

    async def run(self, kills: int) -> None:
        """Kill it so many times under load, then let everything come to its end."""
        (self.folder / "handlers.py").write_text(HANDLERS)
        (self.folder / "asl.toml").write_text(CONFIG)
        (self.folder / "tokens").touch()
        with open(self.folder / "log", "ab") as log:
            self.log = log.fileno()
            await self.begin()
            clients = [
                asyncio.create_task(self._again(client))
                for client in (self._start, self._answer, self._work)
                for _ in range(_AT_ONCE)
            ]
            while self.count["kills"] < kills:
                await asyncio.sleep(self.random.uniform(0.02, 0.6))
                await self.end()
                while self.count["kills"] < kills and self.random.random() < 0.15:
                    await self.end_before_it_is_up()
                await self.begin()
            await asyncio.sleep(0.2)
            self.is_over = True  # nothing new is started
            await self._until_nothing_is_open()
            for client in clients:
                client.cancel()
            await asyncio.gather(*clients, return_exceptions=True)

    async def _until_nothing_is_open(self) -> None:
        end = time.monotonic() + _TO_END_S
        while time.monotonic() < end:
            health = await self._get("/health")
            self.count["parked"] = health["parked_executions"]
            self.count["open at the end"] = health["open_executions"]
            if not health["open_executions"]:
                return
            await asyncio.sleep(0.1)

    # ---------------------------------------------------------------- clients

    async def _again(self, client: Callable[[], Awaitable[None]]) -> None:
        while True:
            await self.up.wait()
            try:
                await client()
            except Gone:
                self.count["in doubt"] += 1
                await asyncio.sleep(0.005)

    async def _start(self) -> None:
        if self.is_over:
            await asyncio.sleep(0.1)
            return
        self._made += 1
        n = self._made
        machine = list(MACHINES)[n % len(MACHINES)]
        name = f"{machine}-{n}"
        if machine not in self.count:
            await self._prepare(machine)
        self.started[name] = (machine, n)
        members = {
            "stateMachineArn": f"{HOME}:stateMachine:{machine}",
            "name": name,
            "input": json.dumps({"n": n}),
        }
        while True:
            status, answer = await self.call("StartExecution", **members)
            if status == 200:
                break
            assert answer["__type"].endswith("#StateMachineDoesNotExist"), answer
            await self._prepare(machine)
        self.known.add(name)
        await asyncio.sleep(0.01)

    async def _prepare(self, machine: str) -> None:
        """Make a machine and the activity; both may be there already."""
        await self.call("CreateActivity", name="work")
        status, answer = await self.call(
            "CreateStateMachine",
            name=machine,
            definition=json.dumps(MACHINES[machine]),
            roleArn=ROLE,
        )
        assert status == 200, answer
        self.count[machine] += 0

    async def _answer(self) -> None:
        """The next token in the file."""
        lines = (self.folder / "tokens").read_text("ascii").splitlines()
        if self._read >= len(lines):
            await asyncio.sleep(0.02)
            return
        token, n = json.loads(lines[self._read])
        self._read += 1
        await self._succeed(token, n)

    async def _work(self) -> None:
        """One task of the activity. What was handed out and got lost is handed out again after its heartbeat."""
        status, answer = await self.call("GetActivityTask", activityArn=ACTIVITY, workerName="w")
        if status != 200 or not answer.get("taskToken"):
            await asyncio.sleep(0.05)
            return
        await self._succeed(answer["taskToken"], json.loads(answer["input"])["n"])

    async def _succeed(self, token: str, n: int) -> None:
        """Answer a token until it is known that an answer was taken."""
        while True:
            number = self.random.getrandbits(53)
            self.said[n].add(number)
            try:
                status, answer = await self.call(
                    "SendTaskSuccess", taskToken=token, output=json.dumps({"n": n, "by": number})
                )
            except Gone:
                self.count["in doubt"] += 1
                await self.up.wait()
                continue
            if status == 200:
                self.taken[n].add(number)
                self.count["answers"] += 1
            else:
                assert answer["__type"].endswith("#TaskTimedOut"), answer
            return

    # ---------------------------------------------------------------- requests

    async def call(self, operation: str, **members: JSON) -> tuple[int, dict[str, JSON]]:
        """(status, answer) of one request on a connection of its own.

        Raises:
            Gone: the server died meanwhile.
        """
        return await self._exchange(request(operation, **members))

    async def _get(self, path: str) -> dict[str, JSON]:
        _, answer = await self._exchange(f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        return answer

    async def _exchange(self, data: bytes) -> tuple[int, dict[str, JSON]]:
        assert self.server is not None
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", self.server.port)
            try:
                writer.write(data)
                head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
                length = int(head.partition("content-length: ")[2].split("\r\n")[0])
                body = await reader.readexactly(length)
            finally:
                writer.close()
        except (OSError, asyncio.IncompleteReadError):
            raise Gone from None
        return int(head[9:12]), json.loads(body)

    # ---------------------------------------------------------------- the reckoning

    async def faults(self) -> list[str]:
        """What is not as it must be."""
        found: list[str] = []
        for name, (machine, n) in self.started.items():
            arn = f"{HOME}:execution:{machine}:{name}"
            status, facts = await self.call("DescribeExecution", executionArn=arn)
            if status != 200:
                if name in self.known:
                    found.append(f"{name}: its start was answered, and it is not there")
                continue
            self.count["executions"] += 1
            if facts["status"] != "SUCCEEDED":
                found.append(f"{name}: {facts['status']} {facts.get('error')} {facts.get('cause')}")
                continue
            found += self._wrong_output(name, machine, n, json.loads(facts["output"]))
            found += await self._wrong_history(arn)
            if machine in ("standard", "express"):
                found += await self._apart(arn, machine)
        return found

    def _wrong_output(self, name: str, machine: str, n: int, output: JSON) -> list[str]:
        right = expected(machine, n)
        if right is not None:
            return [] if output == right else [f"{name}: {output} and not {right}"]
        taken, said = self.taken[n], self.said[n]
        if output["n"] != n or output["by"] not in said:
            return [f"{name}: {output} was never said"]
        if taken and output["by"] not in taken:
            return [f"{name}: an answer that was taken is lost"]
        if len(taken) > 1:
            return [f"{name}: {len(taken)} answers were taken"]
        return []

    async def _wrong_history(self, arn: str) -> list[str]:
        _, answer = await self.call("GetExecutionHistory", executionArn=arn, maxResults=1000)
        events = answer["events"]
        ids = [event["id"] for event in events]
        kinds = [event["type"] for event in events]
        whole = ids == list(range(1, len(ids) + 1))
        if whole and kinds.count("ExecutionStarted") == 1 and kinds[-1] == "ExecutionSucceeded":
            return []
        return [f"{arn}: its history is {ids[:3]}…, {kinds[0]} … {kinds[-1]}"]

    async def _apart(self, arn: str, machine: str) -> list[str]:
        _, answer = await self.call("ListMapRuns", executionArn=arn)
        (run,) = answer["mapRuns"]
        self.count["map runs"] += 1
        _, facts = await self.call("DescribeMapRun", mapRunArn=run["mapRunArn"])
        counts = facts["executionCounts"]
        if facts["status"] != "SUCCEEDED" or counts["succeeded"] != counts["total"] != 3:
            return [f"{arn}: its Map Run is {facts['status']} {counts}"]
        if machine == "express":
            return []
        _, answer = await self.call("ListExecutions", mapRunArn=run["mapRunArn"])
        statuses = [child["status"] for child in answer["executions"]]
        self.count["children"] += len(statuses)
        return [] if statuses == ["SUCCEEDED"] * 3 else [f"{arn}: its children are {statuses}"]
