"""Nothing is answered, called or told before its commit; a commit that fails is tried again and loses nothing."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hosting import (
    PASS,
    Host,
    activity_task,
    machine,
    map_run,
    parallel,
    task,
    token_task,
    wait,
)

from asl.hosts.answers import After, Failed, Never, Returned
from asl.vocabulary import signals
from emulator.errors import ServiceError
from emulator.runtime import activities, commands, runtime
from emulator.runtime.clock import Clock

pytestmark = pytest.mark.usefixtures("hosts")


def on_disk(host: Host, arn: str) -> str | None:
    found = host.store.one("SELECT status FROM executions WHERE arn = ?", (arn,))
    return None if found is None else str(found[0])


# -------------------------------------------------------------------- answers come after the commit


def test_a_start_is_answered_when_it_is_on_disk() -> None:
    host = Host()
    name = host.machine(machine(("W", wait(60))))

    async def start() -> None:
        hosted = host.begin(name)
        assert on_disk(host, hosted.arn) is None
        await commands.started(host.runtime, hosted)
        assert on_disk(host, hosted.arn) == "RUNNING"

    host.run(start())


def test_a_task_is_called_when_its_execution_is_on_disk() -> None:
    seen: list[str | None] = []
    host = Host(
        answers={"T": lambda call: seen.append(on_disk(host, call.execution_arn)) or Returned(1)}
    )
    host.start(host.machine(machine(("T", task()))))
    assert seen == ["RUNNING"]


def test_a_token_is_answered_when_the_answer_is_on_disk() -> None:
    host = Host(answers={"T": Never()})
    arn = host.start(host.machine(machine(("T", token_task()))))
    token = host.scripted.calls[0].token or ""
    host.succeed(token, 1)
    assert on_disk(host, arn) == "SUCCEEDED"


def test_an_execution_is_stopped_when_that_is_on_disk() -> None:
    host = Host()
    arn = host.start(host.machine(machine(("W", wait(60)))))
    host.run(commands.stop(host.runtime, arn, None, None))
    assert on_disk(host, arn) == "ABORTED"


def test_one_that_ends_at_once_is_one_commit() -> None:
    host = Host()
    name = host.machine(machine(("A", PASS)))
    host.commit()
    before = host.store.commits
    host.start(name)
    assert host.store.commits == before + 1
    assert host.rows("SELECT count(*) FROM journal") == [(0,)]


def test_many_starts_are_one_commit() -> None:
    host = Host()
    name = host.machine(machine(("W", wait(60))))
    host.commit()
    before = host.store.commits

    async def start() -> None:
        begun = [host.begin(name, name=str(number)) for number in range(50)]
        await asyncio.gather(*(commands.started(host.runtime, hosted) for hosted in begun))

    host.run(start())
    assert host.store.commits == before + 1


def test_express_executions_are_never_written() -> None:
    host = Host()
    name = host.machine(machine(("A", PASS)), type_="EXPRESS")
    host.commit()
    before = host.store.commits

    async def start() -> str | None:
        hosted = host.begin(name, {"a": 1})
        return (await commands.finished(host.runtime, hosted)).output

    assert host.run(start()) == '{"a":1}'
    assert host.store.commits == before
    assert host.rows("SELECT count(*) FROM executions") == [(0,)]
    assert not host.runtime.executions


# -------------------------------------------------------------------- a commit that fails


def test_nobody_is_answered_and_nothing_is_called_until_a_commit_works() -> None:
    host = Host(answers={"T": Returned(1)})
    name = host.machine(machine(("T", task())))
    host.commit()
    host.store.is_full = True
    with pytest.raises(ServiceError, match="full") as refused:
        host.start(name)
    assert refused.value.code == "ServiceUnavailable"
    assert not host.scripted.calls
    assert on_disk(host, f"{name.replace(':stateMachine:', ':execution:')}:x") is None
    host.store.is_full = False
    host.commit()
    host.settle()
    assert len(host.scripted.calls) == 1
    assert host.output(f"{name.replace(':stateMachine:', ':execution:')}:x") == 1


def test_the_commit_is_tried_again_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runtime, "_AGAIN_S", 0.001)
    host = Host()
    name = host.machine(machine(("W", wait(60))))
    host.store.is_full = True
    with pytest.raises(ServiceError):
        host.start(name)
    host.store.is_full = False

    async def look() -> None:
        while host.store.is_dirty:
            await asyncio.sleep(0.001)

    host.run(asyncio.wait_for(look(), 5))
    assert host.rows("SELECT status FROM executions") == [("RUNNING",)]


def test_what_ended_while_the_disk_was_full_is_written_when_it_is_not(tmp_path: Path) -> None:
    host = Host(tmp_path)
    name = host.machine(machine(("W", wait(5)), ("A", PASS)))
    arn = host.start(name)
    host.store.is_full = True
    host.advance(5)
    assert on_disk(host, arn) == "RUNNING"
    host.store.is_full = False
    host.commit()
    assert on_disk(host, arn) == "SUCCEEDED"
    assert host.kinds(arn)[-1] == "ExecutionSucceeded"
    host = host.restarted()
    assert host.output(arn) == {}


def test_close_commits_what_is_left(tmp_path: Path) -> None:
    host = Host(tmp_path)
    name = host.machine(machine(("A", PASS)))
    host.close()
    host = host.again()
    assert name in host.runtime.catalog.machines


# -------------------------------------------------------------------- an answer that is taken counts


def test_an_answer_after_a_timeout_at_the_same_instant_is_refused() -> None:
    """What is answered with 200 is what is used: whoever comes after the timeout, in the same tick, is too late."""
    host = Host(answers={"T": Never()})
    arn = host.start(host.machine(machine(("T", token_task(TimeoutSeconds=10)))))
    token = host.scripted.calls[0].token or ""

    async def both() -> None:
        clock = host.runtime.clock
        due_ms = clock.now_ms + 10_000
        clock.set(due_ms)
        clock.fire(due_ms)
        with pytest.raises(ServiceError) as refused:
            await host.succeeding(token, 1)
        assert refused.value.code == "TaskTimedOut"

    host.run(both())
    assert host.facts(arn).error == "States.Timeout"


def test_an_answer_after_a_branch_failed_is_refused() -> None:
    host = Host(answers={"T": Never(), "F": After(5, Failed("Bad"))})
    definition = machine(("P", parallel(machine(("T", token_task())), machine(("F", task())))))
    arn = host.start(host.machine(definition))
    token = next(call.token for call in host.scripted.calls if call.token)
    hosted = host.runtime.executions[arn]
    failing = next(
        id_ for id_, effect in hosted.open.items() if getattr(effect, "state", "") == "F"
    )

    async def both() -> None:
        assert host.runtime.send(hosted, signals.TaskFailed(failing, "Bad"))
        with pytest.raises(ServiceError) as refused:
            await host.succeeding(token or "", 1)
        assert refused.value.code == "TaskTimedOut"

    host.run(both())


def test_of_two_answers_the_first_counts() -> None:
    host = Host(answers={"T": Never()})
    arn = host.start(host.machine(machine(("T", token_task()))))
    token = host.scripted.calls[0].token or ""

    async def both() -> list[BaseException | None]:
        return await asyncio.gather(
            host.succeeding(token, 1), host.succeeding(token, 2), return_exceptions=True
        )

    first, second = host.run(both())
    assert first is None
    assert isinstance(second, ServiceError)
    assert host.output(arn) == 1


def test_two_workers_get_two_tasks() -> None:
    host = Host()
    host.activity()
    name = host.machine(machine(("T", activity_task())))
    for number in range(2):
        host.start(name, number, str(number))
    found = [host.take(), host.take(), host.take()]
    assert found[2] is None
    assert [one[1] for one in found[:2] if one] == [0, 1]


def test_workers_that_leave_and_tasks_that_nobody_waits_for_are_let_go(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(activities, "_MANY", 5)
    host = Host()
    host.activity()
    name = host.machine(machine(("T", activity_task())))
    for _ in range(20):
        assert host.take() is None
    assert sum(map(len, host.runtime.activities._polls.values())) == 0
    kept = host.start(name, "kept", "kept")
    for number in range(30):
        arn = host.start(name, number, str(number))
        host.run(commands.stop(host.runtime, arn, None, None))
    assert sum(map(len, host.runtime.activities._tasks.values())) <= 6
    found = host.take()
    assert found is not None
    assert found[1] == "kept"
    assert host.status(kept) == "RUNNING"


def test_a_task_that_nobody_waits_for_is_not_handed_out() -> None:
    host = Host()
    host.activity()
    name = host.machine(machine(("T", activity_task())))
    gone = host.start(name, 1, "gone")
    host.start(name, 2, "there")
    host.run(commands.stop(host.runtime, gone, None, None))
    found = host.take()
    assert found is not None
    assert found[1] == 2


# -------------------------------------------------------------------- faults of ours


def test_a_fault_in_one_execution_parks_it_and_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    host = Host(answers={"T": After(30, Returned(1))})
    name = host.machine(machine(("W", wait(5)), ("A", PASS)))
    arn, other = host.start(name), host.start(name, None, "y")
    monkeypatch.setattr(host.runtime.executions[arn].execution, "run", lambda budget: 1 / 0)
    host.advance(5)
    assert list(host.runtime.parked) == [arn]
    assert "stopped by an internal error" in caplog.text
    assert host.output(other) == {}
    host.advance(100)
    assert on_disk(host, arn) == "RUNNING"  # the next server tries again


def test_who_waits_for_a_parked_execution_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    host = Host()
    name = host.machine(machine(("W", wait(5))), type_="EXPRESS")

    async def start() -> None:
        hosted = host.begin(name)
        waiting = asyncio.ensure_future(commands.finished(host.runtime, hosted))
        await host.rest()
        monkeypatch.setattr(hosted.execution, "run", lambda budget: 1 / 0)
        host.runtime.activate(hosted)
        with pytest.raises(ServiceError) as refused:
            await waiting
        assert refused.value.code == "InternalFailure"

    host.run(start())


# -------------------------------------------------------------------- nothing is held that has ended


def test_what_has_ended_is_let_go() -> None:
    host = Host(answers={"T": Returned(1), "Ask": Never()})
    inside = machine(("T", task(TimeoutSeconds=500)))
    definition = machine(("M", map_run(inside)), ("Ask", token_task(HeartbeatSeconds=900)))
    arn = host.start(host.machine(definition), {"items": [1, 2, 3]})
    assert host.runtime.executions
    host.run(commands.stop(host.runtime, arn, None, None))
    host.settle()
    assert not host.runtime.executions
    assert not host.runtime.children
    assert not host.runtime.is_busy
    assert host.runtime.clock.next_due_ms is None


def test_cancelled_timers_are_not_kept() -> None:
    clock = Clock("virtual", 0)
    timers = [clock.at(1_000_000, lambda: None) for _ in range(10_000)]
    for timer in timers[1:]:
        clock.cancel(timer)
        clock.cancel(timer)
    assert len(clock._heap) < 2_500
    assert clock.next_due_ms == 1_000_000
    clock.cancel(timers[0])
    assert clock.next_due_ms is None


def test_reset_forgets_everything_and_tells_who_waits() -> None:
    host = Host(answers={"T": Never()})
    name = host.machine(machine(("T", task())), type_="EXPRESS")
    host.start(host.machine(machine(("W", wait(5))), "w"))

    async def reset() -> None:
        hosted = host.begin(name)
        waiting = asyncio.ensure_future(commands.finished(host.runtime, hosted))
        await asyncio.sleep(0)
        await host.runtime.durable()
        host.runtime.reset()
        with pytest.raises(ServiceError, match="reset"):
            await waiting
        await host.rest()

    host.run(reset())
    assert not host.runtime.executions
    assert not host.runtime.catalog.machines
    assert host.rows("SELECT count(*) FROM executions") == [(0,)]
    host.start(host.machine(machine(("A", PASS))))


def test_heartbeats_of_a_mocked_worker_keep_its_task_alive() -> None:
    answer = After(100, Returned("slow"), heartbeat_every_s=4)
    host = Host(answers={"T": answer})
    arn = host.start(host.machine(machine(("T", token_task(HeartbeatSeconds=5)))))
    host.advance(99)
    assert host.status(arn) == "RUNNING"
    host.advance(1)
    assert host.output(arn) == "slow"


def test_a_worker_that_only_beats_never_ends_by_itself() -> None:
    host = Host(answers={"T": Never(heartbeat_every_s=4)})
    definition = machine(("T", token_task(HeartbeatSeconds=5, TimeoutSeconds=50)))
    arn = host.start(host.machine(definition))
    host.advance(49)
    assert host.status(arn) == "RUNNING"
    host.advance(1)
    assert host.facts(arn).error == "States.Timeout"
