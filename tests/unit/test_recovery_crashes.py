"""A crash after every single commit: whatever was answered stays, and everything ends as if nothing had happened.

One machine has everything that waits; its run is cut off after commit 1, 2, 3 … (the disk is full then, so nothing more is
answered or carried out), and another server takes the folder. Whoever holds a task token answers it as the first
server would have been answered.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hosting import (
    Host,
    activity_task,
    inline_map,
    machine,
    map_run,
    parallel,
    task,
    token_task,
    wait,
)

from asl.hosts.answers import Answer, Failed, Never, Returned, TaskCall
from asl.vocabulary import effects
from emulator.errors import ServiceError
from emulator.runtime import aside, catalog, hosted, runtime

JSON = Any
pytestmark = pytest.mark.usefixtures("hosts")

RETRY = [{"ErrorEquals": ["Flaky"], "IntervalSeconds": 5, "MaxAttempts": 3}]
# Every state keeps the input and puts its result beside it.
EVERYTHING = machine(
    ("First", task(ResultPath="$.first")),
    ("Pause", wait(30)),
    (
        "Both",
        parallel(
            machine(("Ask", token_task(HeartbeatSeconds=600))),
            machine(
                ("Each", inline_map(machine(("Double", task())), MaxConcurrency=2)),
            ),
            machine(("Short", wait(3)), ("Flaky", task(Retry=RETRY))),
            ResultPath="$.both",
        ),
    ),
    ("Work", activity_task(TimeoutSeconds=300, ResultPath="$.work")),
    (
        "Run",
        map_run(machine(("Nap", wait(2)), ("Child", task())), ResultPath="$.run", MaxConcurrency=2),
    ),
    (
        "Quick",
        map_run(machine(("Express", task())), "EXPRESS", Label="Quick", ResultPath="$.quick"),
    ),
    ("Last", task(ResultPath="$.last")),
)
GIVEN = {"items": [1, 2, 3, 4, 5]}
EXPECTED = {
    **GIVEN,
    "first": "First",
    "both": ["asked", [2, 4, 6, 8, 10], "Flaky"],
    "work": "worked",
    "run": [10, 20, 30, 40, 50],
    "quick": [10, 20, 30, 40, 50],
    "last": "Last",
}


class World:
    """What is outside of the server and survives it: the services, and who holds task tokens."""

    def __init__(self) -> None:
        self.tokens: list[str] = []
        self.leases: list[str] = []
        self.answers = {
            "First": self.named,
            "Last": self.named,
            "Ask": self.ask,
            "Double": lambda call: Returned(call.arguments * 2),
            "Child": lambda call: Returned(call.arguments * 10),
            "Express": lambda call: Returned(call.arguments * 10),
            "Flaky": lambda call: Failed("Flaky") if call.attempt < 2 else Returned("Flaky"),
        }

    @staticmethod
    def named(call: TaskCall) -> Answer:
        return Returned(call.state)

    def ask(self, call: TaskCall) -> Answer:
        assert call.token is not None
        self.tokens.append(call.token)
        return Never()


def drive(host: Host, world: World) -> None:
    """Answer what is asked and let time pass, until nothing is left to do or the disk is full."""
    while not host.store.is_full:
        host.settle()
        if answered(host, world):
            continue
        due_ms = next_due_ms(host)
        if due_ms is None or host.store.is_full:
            return
        host.advance((due_ms - host.runtime.now_ms) / 1000)


def answered(host: Host, world: World) -> bool:
    """Answer one task. True: there was one that could be."""
    try:
        while world.tokens:
            if says(host, world.tokens[0], "asked"):
                return True
            world.tokens.pop(0)  # an answer came already
        while world.leases:
            if says(host, world.leases[0], "worked"):
                return True
            world.leases.pop(0)
        found = host.take("w")
    except ServiceError as e:
        if e.code != "ServiceUnavailable":
            raise
        return False
    if found is None:
        return False
    world.leases.append(found[0])
    return True


def says(host: Host, token: str, output: JSON) -> bool:
    try:
        host.succeed(token, output)
    except ServiceError as e:
        if e.code == "TaskTimedOut":
            return False
        raise
    return True


def next_due_ms(host: Host) -> int | None:
    """When the next timer of an open execution is due, quotas aside."""
    return min(
        (
            effect.due_ms
            for each in host.runtime.executions.values()
            for effect in each.open.values()
            if isinstance(effect, effects.StartTimer) and effect.purpose != "quota"
        ),
        default=None,
    )


def consistent(host: Host) -> None:
    """No child is open whose parent has ended, and each child's row is there once."""
    rows = host.rows("SELECT name, status FROM executions WHERE map_run_arn IS NOT NULL")
    assert all(status == "SUCCEEDED" for _, status in rows), rows
    assert len(rows) == 5
    assert host.rows("SELECT count(*) FROM journal") == [(0,)]


def apart(host: Host) -> list[str]:
    """Children that have closed although neither journal nor snapshot of their open parent knows it."""
    known = {
        (execution, *json.loads(signal)[:2])
        for execution, signal in host.rows("SELECT execution, signal FROM journal")
    }
    closed = host.rows(
        "SELECT child.name, child.owner FROM executions child, executions parent"
        " WHERE child.status <> 'RUNNING' AND parent.status = 'RUNNING'"
        " AND parent.id = json_extract(child.owner, '$[0]')"
    )
    waits = {
        (execution, effect[1])
        for execution, snapshot in host.rows("SELECT execution, snapshot FROM snapshots")
        for effect in json.loads(snapshot)["open"]
    }
    has_snapshot = {execution for (execution,) in host.rows("SELECT execution FROM snapshots")}
    found = []
    for name, owner in closed:
        parent, effect_id, _ = json.loads(owner)
        is_told = (parent, "ChildFinished", effect_id) in known
        if not is_told and (parent not in has_snapshot or (parent, effect_id) in waits):
            found.append(name)
    return found


def one_run(folder: Path, commits: list[int]) -> int:
    """Run the machine through servers that stop after so many commits each; how many commits there were."""
    world = World()
    host = Host(folder, world.answers, commits=commits[0] if commits else 1 << 60)
    arn, total = "", 0
    for at in range(len(commits) + 1):
        if not arn or arn not in known(host):
            arn = begun(host)
        if arn:
            drive(host, world)
        total += host.store.commits
        if not host.store.is_full:
            break
        assert not apart(host)
        left = commits[at + 1] if at + 1 < len(commits) else 1 << 60
        host = host.restarted(commits=left)
    assert host.output(arn) == EXPECTED
    consistent(host)
    host.close()
    return total


def known(host: Host) -> set[str]:
    return {arn for (arn,) in host.rows("SELECT arn FROM executions")}


def begun(host: Host) -> str:
    """Make what is missing and start; "" where the disk is full."""
    name = "arn:aws:states:us-east-1:123456789012:stateMachine:m"
    try:
        host.activity()
        if name not in host.runtime.catalog.machines:
            host.machine(EVERYTHING)
        return host.start(name, GIVEN)
    except ServiceError as e:
        if e.code != "ServiceUnavailable":
            raise
        return ""


@pytest.fixture(params=["whole ticks", "one execution a tick", "snapshots", "threads"])
def commits(
    request: pytest.FixtureRequest, hosts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> int:
    """How many commits a run has that nothing interrupts."""
    if request.param == "one execution a tick":
        monkeypatch.setattr(runtime, "_TICK_S", 0)
    elif request.param == "snapshots":
        monkeypatch.setattr(hosted, "SNAPSHOT_ROWS", 2)
    elif request.param == "threads":  # for all turns that may be made there
        monkeypatch.setattr(catalog.Revision, "may_be_dear", True)
        monkeypatch.setattr(aside.Aside, "is_light", staticmethod(lambda hosted: False))
        monkeypatch.setattr(
            aside.Aside, "wants", lambda self, hosted: not hosted.execution.map_runs
        )
    return one_run(tmp_path / "whole", [])


def test_a_crash_after_every_commit(commits: int, tmp_path: Path) -> None:
    assert commits > 20
    for number in range(commits + 1):
        one_run(tmp_path / str(number), [number])


def test_two_crashes(commits: int, tmp_path: Path) -> None:
    for number in range(0, commits, 6):
        one_run(tmp_path / str(number), [number, 1 + number % 5])


def test_a_crash_at_every_other_commit(commits: int, tmp_path: Path) -> None:
    one_run(tmp_path, [2] * commits)
