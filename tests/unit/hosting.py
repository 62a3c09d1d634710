"""A runtime that tests hold in their hands: a store, a virtual clock, tasks answered by a table, crashes on demand.

`Host.crash` ends it as `kill -9` does: what is not committed is gone, and so is everything in memory. `Host.again` is the
next server on the same folder. A `FailingStore` does not write any more from a certain commit on, as a full disk does.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

from asl.hosts.answers import Answer, TaskCall
from emulator.errors import StoreError
from emulator.integrations.protocol import Context
from emulator.runtime import commands, views
from emulator.runtime.clock import Clock
from emulator.runtime.hosted import Hosted
from emulator.runtime.passing import advance
from emulator.runtime.recovery import recover
from emulator.runtime.runtime import Runtime
from emulator.settings import Settings
from emulator.store.store import Store

T = TypeVar("T")
JSON = Any
Script = Any  # an Answer, or what makes one of a TaskCall, async or not

START_MS = 1_735_689_600_000  # 2025-01-01T00:00:00Z
HOME = "arn:aws:states:us-east-1:123456789012"
ROLE = "arn:aws:iam::123456789012:role/states"
LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
SEND = "arn:aws:states:::sqs:sendMessage.waitForTaskToken"
ACTIVITY = f"{HOME}:activity:work"


class Scripted:
    """Answers tasks by their state's name."""

    name = "scripted"

    def __init__(self, answers: Mapping[str, Script]) -> None:
        self.answers = answers
        self.calls: list[TaskCall] = []
        self.contexts: list[Context] = []

    def takes(self, call: TaskCall) -> bool:
        return call.state in self.answers

    async def call(self, call: TaskCall, context: Context) -> Answer:
        self.calls.append(call)
        self.contexts.append(context)
        answer = self.answers[call.state]
        if callable(answer):
            made = answer(call)
            return await made if isinstance(made, Awaitable) else made
        return answer

    async def close(self) -> None:
        return None


class FailingStore(Store):
    """A store whose disk is full after so many commits. `is_full` may be set and taken back at any time."""

    def __init__(self, folder: Path | None, commits: int = 1 << 60) -> None:
        super().__init__(folder)
        self.left = commits
        self.is_full = False
        self.commits = 0

    def commit(self) -> None:
        if self.is_dirty:
            if self.left <= 0:
                self.is_full = True
            if self.is_full:
                raise StoreError("the database cannot be written: database or disk is full")
            self.left -= 1
            self.commits += 1
        super().commit()


opened: list[Host] = []  # those that have not come to their end; the fixture `hosts` sees to them


class Host:
    """One server's life on a folder (None: in memory)."""

    def __init__(
        self,
        folder: Path | None = None,
        answers: Mapping[str, Script] | None = None,
        *,
        settings: Settings | None = None,
        commits: int = 1 << 60,
        start_ms: int = START_MS,
        is_recovering: bool = True,
    ) -> None:
        self.folder = folder
        self.settings = settings or Settings(clock="virtual", seed=7)
        self.scripted = Scripted(answers or {})
        self.store = FailingStore(folder, commits)
        self._runner = asyncio.Runner()
        opened.append(self)
        self.run(self._open(start_ms, is_recovering))

    async def _open(self, start_ms: int, is_recovering: bool) -> None:
        clock = Clock(self.settings.clock, start_ms)
        self.runtime = Runtime(self.settings, self.store, clock, [self.scripted])
        self.recovered = 0
        if is_recovering:
            self.recovered = recover(self.runtime)
            await self.rest()

    def run(self, work: Awaitable[T]) -> T:
        async def awaited() -> T:
            return await work

        return self._runner.run(awaited())

    # ---------------------------------------------------------------- its end, and the next one

    def close(self) -> None:
        """As SIGTERM does."""
        opened.remove(self)
        try:
            self.run(self.runtime.close())
        finally:
            self._end()

    def crash(self) -> None:
        """As kill -9 does."""
        opened.remove(self)
        self._end()

    def _end(self) -> None:
        store = self.store
        store._pending.clear()
        store._db.close()
        if store._lock is not None:
            store._lock.close()
        self._runner.close()

    def again(self, answers: Mapping[str, Script] | None = None, **rest: Any) -> Host:
        """The next server on this folder, at the instant of this one's clock."""
        rest.setdefault("settings", self.settings)
        rest.setdefault("start_ms", self.runtime.now_ms)
        return Host(self.folder, self.scripted.answers if answers is None else answers, **rest)

    def restarted(self, answers: Mapping[str, Script] | None = None, **rest: Any) -> Host:
        """Crash, and go on."""
        self.crash()
        return self.again(answers, **rest)

    # ---------------------------------------------------------------- what is done

    def machine(self, definition: JSON, name: str = "m", type_: str = "STANDARD") -> str:
        """A new machine's ARN."""
        arn = f"{HOME}:stateMachine:{name}"
        self.runtime.catalog.add_machine(
            arn, name, type_, json.dumps(definition), ROLE, {}, self.runtime.now_ms
        )
        return arn

    def activity(self) -> str:
        """The activity's ARN, made if it is not there."""
        if ACTIVITY not in self.runtime.catalog.activities:
            self.runtime.catalog.add_activity(ACTIVITY, "work", {}, self.runtime.now_ms)
        return ACTIVITY

    def begin(self, machine: str, given: JSON = None, name: str = "x") -> Hosted:
        """A new execution that nobody has waited for."""
        found = self.runtime.catalog.machines[machine]
        is_express = found.type == "EXPRESS"
        return commands.begin(
            self.runtime,
            found,
            found.revision,
            name,
            json.dumps({} if given is None else given),
            express_id="1" if is_express else None,
        )

    def start(self, machine: str, given: JSON = None, name: str = "x") -> str:
        """A new execution's ARN, when it is on disk and all that takes no time is done."""

        async def started() -> str:
            hosted = self.begin(machine, given, name)
            await commands.started(self.runtime, hosted)
            await self.rest()
            return hosted.arn

        return self.run(started())

    def commit(self) -> None:
        """Until everything so far is on disk."""

        async def committed() -> None:
            await self.runtime.durable()

        self.run(committed())

    async def rest(self) -> None:
        """Until nothing more happens at this instant."""
        await advance(self.runtime, self.runtime.now_ms)

    def advance(self, seconds: float) -> None:
        self.run(advance(self.runtime, self.runtime.now_ms + round(seconds * 1000)))

    def settle(self) -> None:
        self.advance(0)

    def take(self, worker: str | None = None) -> tuple[str, JSON] | None:
        """(token, input) of the activity's next task; None when there is none right now."""

        async def taken() -> tuple[str, JSON] | None:
            found = await commands.next_activity_task(self.runtime, self.activity(), worker, 0)
            return None if found is None else (found[0], json.loads(found[1]))

        return self.run(taken())

    def succeed(self, token: str, output: JSON) -> None:
        self.run(self.succeeding(token, output))

    async def succeeding(self, token: str, output: JSON) -> None:
        from asl.vocabulary import signals

        text = json.dumps(output)
        await commands.answer_task(
            self.runtime, token, lambda id_: signals.TaskSucceeded(id_, text, True), lambda: None
        )

    # ---------------------------------------------------------------- what is seen

    def facts(self, arn: str) -> views.Facts:
        return views.find(self.runtime, arn)

    def status(self, arn: str) -> str:
        return self.facts(arn).status

    def output(self, arn: str) -> JSON:
        """The output of an execution that succeeded."""
        facts = self.facts(arn)
        assert facts.status == "SUCCEEDED", facts
        assert facts.output is not None
        return json.loads(facts.output)

    def kinds(self, arn: str) -> list[str]:
        events, _ = views.history(self.runtime, arn, limit=25_000)
        return [str(event["type"]) for event in events]

    def rows(self, sql: str, *values: Any) -> Sequence[tuple[Any, ...]]:
        """What the database has."""
        return self.store.read(sql, values)


# -------------------------------------------------------------------- definitions


def machine(*states: tuple[str, JSON]) -> JSON:
    """States that follow each other."""
    made: dict[str, JSON] = {}
    for at, (name, state) in enumerate(states):
        rest = {"Next": states[at + 1][0]} if at + 1 < len(states) else {"End": True}
        if state["Type"] in ("Succeed", "Fail", "Choice"):
            rest = {}
        made[name] = {**rest, **state}
    return {"StartAt": states[0][0], "States": made}


PASS: JSON = {"Type": "Pass"}


def task(**fields: JSON) -> JSON:
    return {"Type": "Task", "Resource": LAMBDA, **fields}


def token_task(**fields: JSON) -> JSON:
    parameters = {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}
    return {"Type": "Task", "Resource": SEND, "Parameters": parameters, **fields}


def activity_task(**fields: JSON) -> JSON:
    return {"Type": "Task", "Resource": ACTIVITY, **fields}


def wait(seconds: int) -> JSON:
    return {"Type": "Wait", "Seconds": seconds}


def inline_map(inside: JSON, **fields: JSON) -> JSON:
    return {"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": inside, **fields}


def parallel(*branches: JSON, **fields: JSON) -> JSON:
    return {"Type": "Parallel", "Branches": list(branches), **fields}


def map_run(inside: JSON, type_: str = "STANDARD", **fields: JSON) -> JSON:
    processor = {**inside, "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": type_}}
    return {
        "Type": "Map",
        "ItemsPath": "$.items",
        "Label": "Each",
        "ItemProcessor": processor,
        **fields,
    }


LOOP: JSON = {
    "StartAt": "Inc",
    "States": {
        "Inc": {
            "Type": "Pass",
            "Parameters": {"n.$": "States.MathAdd($.n, 1)", "to.$": "$.to"},
            "Next": "More",
        },
        "More": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.n", "NumericLessThanPath": "$.to", "Next": "Inc"}],
            "Default": "Done",
        },
        "Done": {"Type": "Succeed"},
    },
}
