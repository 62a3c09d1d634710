"""After a crash each kind of waiting goes on: the crash comes in the middle, and the end is as it would have been.

The clock is virtual; `Host.restarted` ends a server as kill -9 does and opens the next one on the same folder.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hosting import (
    ACTIVITY,
    LOOP,
    PASS,
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

from asl.hosts.answers import After, Failed, Never, Returned, Submitted, TaskCall
from asl.vocabulary import signals
from emulator.errors import ServiceError, StoreError
from emulator.runtime import commands, deletion, hosted, map_runs, views
from emulator.settings import Settings

JSON = Any
pytestmark = pytest.mark.usefixtures("hosts")
SYNC = "arn:aws:states:::glue:startJobRun.sync"


def echo(call: TaskCall) -> Returned:
    return Returned(call.arguments)


# -------------------------------------------------------------------- what waits for time


def test_a_wait_ends_when_it_would_have_ended(tmp_path: Path) -> None:
    host = Host(tmp_path)
    arn = host.start(host.machine(machine(("W", wait(60)), ("A", PASS))))
    host.advance(20)
    host = host.restarted()
    assert host.recovered == 1
    host.advance(39)
    assert host.status(arn) == "RUNNING"
    host.advance(1)
    assert host.output(arn) == {}


def test_a_wait_that_ended_while_no_server_ran(tmp_path: Path) -> None:
    host = Host(tmp_path)
    arn = host.start(host.machine(machine(("W", wait(60)))))
    host = host.restarted(start_ms=host.runtime.now_ms + 3_600_000)
    host.settle()
    assert host.output(arn) == {}
    assert host.facts(arn).stopped_ms == host.runtime.now_ms


def test_virtual_time_does_not_run_backwards(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.advance(86_400)
    host.start(host.machine(machine(("W", wait(60)))))
    now_ms = host.runtime.now_ms
    host = host.restarted(start_ms=now_ms - 1_000_000)
    assert host.runtime.now_ms == now_ms


def test_a_retry_is_made_when_it_was_due(tmp_path: Path) -> None:
    answers = {"T": lambda call: Failed("Bad") if call.attempt == 0 else Returned(call.attempt)}
    host = Host(tmp_path, answers)
    retry = [{"ErrorEquals": ["Bad"], "IntervalSeconds": 30}]
    arn = host.start(host.machine(machine(("T", task(Retry=retry)))))
    host.advance(10)
    host = host.restarted()
    host.advance(19)
    assert not host.scripted.calls
    host.advance(1)
    assert host.output(arn) == 1


def test_the_machines_timeout_counts_from_the_start(tmp_path: Path) -> None:
    host = Host(tmp_path)
    definition = {**machine(("W", wait(600))), "TimeoutSeconds": 100}
    arn = host.start(host.machine(definition))
    host.advance(60)
    host = host.restarted()
    host.advance(40)
    assert host.status(arn) == "TIMED_OUT"


def test_heartbeats_before_the_crash_count(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()})
    arn = host.start(host.machine(machine(("T", token_task(HeartbeatSeconds=10)))))
    token = host.scripted.calls[0].token
    assert token is not None

    def beat() -> None:
        host.run(commands.answer_task(host.runtime, token, signals.TaskHeartbeat, lambda: None))

    for _ in range(3):  # the timer fires, finds a beat and is set again, without an event
        host.advance(6)
        beat()
    host = host.restarted()
    host.advance(6)
    beat()
    host.advance(9)
    assert host.status(arn) == "RUNNING"
    host.advance(1)
    assert host.kinds(arn)[-2:] == ["TaskTimedOut", "ExecutionFailed"]
    assert host.facts(arn).error == "States.Timeout"


# -------------------------------------------------------------------- tasks


def test_a_task_in_flight_runs_again(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": After(60, Returned("late"))})
    arn = host.start(host.machine(machine(("T", task()))))
    host.advance(30)
    host = host.restarted({"T": Returned("again")})
    host.settle()
    assert host.output(arn) == "again"
    assert host.kinds(arn).count("LambdaFunctionScheduled") == 1
    assert host.kinds(arn).count("LambdaFunctionStarted") == 1


def test_a_task_in_flight_fails_if_so_wished(tmp_path: Path) -> None:
    settings = Settings(clock="virtual", seed=7, in_flight="fail")
    host = Host(tmp_path, {"T": After(60, Returned("late"))}, settings=settings)
    arn = host.start(host.machine(machine(("T", task()))))
    host = host.restarted()
    host.settle()
    assert not host.scripted.calls
    facts = host.facts(arn)
    assert (facts.status, facts.error) == ("FAILED", "States.TaskFailed")
    assert facts.cause == "The task was in flight when the emulator stopped."
    assert host.kinds(arn)[-3:] == [
        "LambdaFunctionStarted",
        "LambdaFunctionFailed",
        "ExecutionFailed",
    ]


def test_with_fail_no_task_is_called_before_it_is_on_disk(tmp_path: Path) -> None:
    settings = Settings(clock="virtual", seed=7, in_flight="fail")
    host = Host(tmp_path, {"T": Returned(1)}, settings=settings)
    name = host.machine(machine(("T", task())))
    host.commit()
    host.store.left = 1  # the start, and not the task's
    host.start(name)
    assert host.store.is_full
    assert not host.scripted.calls


def test_with_fail_a_task_that_was_not_called_is_called(tmp_path: Path) -> None:
    settings = Settings(clock="virtual", seed=7, in_flight="fail")
    host = Host(tmp_path, {"T": Returned(1)}, settings=settings)
    name = host.machine(machine(("T", task())))
    host.commit()
    host.store.left = 1
    arn = host.start(name)
    host = host.restarted()
    assert host.output(arn) == 1


def test_a_token_that_is_out_is_not_sent_again(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()})
    arn = host.start(host.machine(machine(("T", token_task()))))
    (call,) = host.scripted.calls
    host = host.restarted()
    assert not host.scripted.calls
    assert call.token is not None
    host.succeed(call.token, {"by": "token"})
    assert host.output(arn) == {"by": "token"}


def test_an_answer_to_a_token_that_no_commit_knew(tmp_path: Path) -> None:
    """The message was out, the server died before it had written that: the same token goes out again."""
    host = Host(tmp_path, {"T": Never()})
    name = host.machine(machine(("T", token_task())))
    host.commit()
    host.store.left = 1
    arn = host.start(name)
    (first,) = host.scripted.calls
    host = host.restarted()
    (second,) = host.scripted.calls
    assert first.token == second.token is not None
    host.succeed(first.token or "", 1)
    assert host.output(arn) == 1


def test_a_job_that_was_submitted_is_asked_for_again(tmp_path: Path) -> None:
    job = {"Type": "Task", "Resource": SYNC, "Parameters": {"JobName": "j"}}
    host = Host(tmp_path, {"T": Submitted({"JobRunId": "1"}, After(60, Returned("late")))})
    arn = host.start(host.machine(machine(("T", job))))
    assert host.kinds(arn)[-1] == "TaskSubmitted"
    host = host.restarted({"T": Submitted({"JobRunId": "1"}, Returned("done"))})
    host.settle()
    assert host.output(arn) == "done"
    assert host.kinds(arn).count("TaskSubmitted") == 1


def test_a_job_that_was_submitted_is_named_to_its_integration(tmp_path: Path) -> None:
    job = {"Type": "Task", "Resource": SYNC, "Parameters": {"JobName": "j"}}
    host = Host(tmp_path, {"T": Submitted({"JobRunId": "1"}, Never())})
    host.start(host.machine(machine(("T", job))))
    assert [context.submitted for context in host.scripted.contexts] == [None]
    host = host.restarted()
    assert [context.submitted for context in host.scripted.contexts] == [{"JobRunId": "1"}]


def test_calls_keep_their_numbers(tmp_path: Path) -> None:
    loop = {
        "StartAt": "T",
        "States": {
            "T": {**task(), "ResultPath": "$.n", "Next": "More"},
            "More": {
                "Type": "Choice",
                "Choices": [{"Variable": "$.n", "NumericLessThan": 5, "Next": "T"}],
                "Default": "Done",
            },
            "Done": {"Type": "Succeed"},
        },
    }
    host = Host(tmp_path, {"T": lambda call: Returned(call.visit) if call.visit < 3 else Never()})
    arn = host.start(host.machine(loop))
    assert [call.visit for call in host.scripted.calls] == [0, 1, 2, 3]
    host = host.restarted({"T": lambda call: Returned(call.visit)})
    assert [call.visit for call in host.scripted.calls] == [3, 4, 5]
    assert host.output(arn) == {"n": 5}


# -------------------------------------------------------------------- activities


def test_a_queued_activity_task_is_offered_again(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.activity()
    arn = host.start(host.machine(machine(("T", activity_task()))), {"a": 1})
    host = host.restarted()
    found = host.take("w")
    assert found is not None
    assert found[1] == {"a": 1}
    assert host.take() is None
    host.succeed(found[0], 2)
    assert host.output(arn) == 2
    assert host.kinds(arn).count("ActivityScheduled") == 1


def test_a_leased_activity_task_waits_for_its_worker(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.activity()
    arn = host.start(host.machine(machine(("T", activity_task(TimeoutSeconds=60)))))
    found = host.take("w")
    assert found is not None
    host.advance(30)
    host = host.restarted()
    assert host.take() is None
    host.advance(29)
    host.succeed(found[0], 2)
    assert host.output(arn) == 2


def test_the_clock_of_a_leased_activity_task_goes_on(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.activity()
    arn = host.start(host.machine(machine(("T", activity_task(TimeoutSeconds=60)))))
    found = host.take()
    assert found is not None
    host.advance(30)
    host = host.restarted()
    host.advance(30)
    assert host.facts(arn).error == "States.Timeout"
    with pytest.raises(ServiceError, match=f"Task Timed Out: '{ACTIVITY}'"):
        host.succeed(found[0], 2)


def test_with_fail_activity_tasks_wait_all_the_same(tmp_path: Path) -> None:
    settings = Settings(clock="virtual", seed=7, in_flight="fail")
    host = Host(tmp_path, settings=settings)
    host.activity()
    arn = host.start(host.machine(machine(("T", activity_task()))))
    host = host.restarted()
    found = host.take()
    assert found is not None
    host = host.restarted()
    host.succeed(found[0], 2)
    assert host.output(arn) == 2


def test_tasks_of_an_activity_that_is_gone_are_refused(tmp_path: Path) -> None:
    host = Host(tmp_path)
    host.activity()
    arn = host.start(host.machine(machine(("T", activity_task()))))
    host.runtime.catalog.remove_activity(ACTIVITY)
    host.commit()
    host = host.restarted()
    assert host.facts(arn).error == "States.Runtime"


# -------------------------------------------------------------------- Map and Parallel


def test_a_map_goes_on_where_it_was(tmp_path: Path) -> None:
    answers = {"T": lambda call: Returned(call.arguments) if call.arguments < 3 else Never()}
    host = Host(tmp_path, answers)
    inside = machine(("T", task()))
    arn = host.start(
        host.machine(machine(("M", inline_map(inside, MaxConcurrency=2)))),
        {"items": [0, 1, 2, 3, 4, 5]},
    )
    assert [call.arguments for call in host.scripted.calls] == [0, 1, 2, 3, 4]
    host = host.restarted({"T": echo})
    assert [call.arguments for call in host.scripted.calls] == [3, 4, 5]
    assert host.output(arn) == [0, 1, 2, 3, 4, 5]


def test_a_parallel_goes_on_where_it_was(tmp_path: Path) -> None:
    host = Host(tmp_path, {"A": Returned("a"), "B": Never()})
    definition = machine(
        (
            "P",
            parallel(
                machine(("A", task())), machine(("B", task())), machine(("C", wait(9)), ("D", PASS))
            ),
        )
    )
    arn = host.start(host.machine(definition))
    host = host.restarted({"B": Returned("b")})
    assert [call.state for call in host.scripted.calls] == ["B"]
    host.advance(9)
    assert host.output(arn) == ["a", "b", {}]


def test_random_values_are_the_same_after_a_restart(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()}, settings=Settings(clock="virtual"))
    uuid = {"Type": "Pass", "Parameters": {"id.$": "States.UUID()"}, "ResultPath": "$.u"}
    definition = machine(
        ("U", uuid), ("T", task(ResultPath="$.t")), ("V", {**uuid, "ResultPath": "$.v"})
    )
    arn = host.start(host.machine(definition))
    (call,) = host.scripted.calls
    host = host.restarted({"T": Returned(1)})
    output = host.output(arn)
    assert output["u"] == call.arguments["u"]
    assert output["v"]["id"] != output["u"]["id"]


# -------------------------------------------------------------------- Map Runs


@pytest.mark.parametrize("type_", ["STANDARD", "EXPRESS"])
def test_children_go_on_or_run_again(tmp_path: Path, type_: str) -> None:
    host = Host(tmp_path, {"T": lambda call: echo(call) if call.arguments < 2 else Never()})
    definition = machine(("M", map_run(machine(("W", wait(5)), ("T", task())), type_)))
    arn = host.start(host.machine(definition), {"items": [1, 2, 3]})
    host.advance(5)
    assert len(host.scripted.calls) == 3
    host = host.restarted({"T": echo})
    called = [call.arguments for call in host.scripted.calls]
    if type_ == "EXPRESS":
        assert called == []  # they begin anew, with their wait
        host.advance(5)
        called = [call.arguments for call in host.scripted.calls]
    assert called == [2, 3]
    assert host.output(arn) == [1, 2, 3]
    (run,) = map_runs.of_execution(host.runtime, arn)
    assert run.status == "SUCCEEDED"
    assert run.execution_counts["succeeded"] == 3


def test_children_are_stopped_with_their_parent(tmp_path: Path) -> None:
    host = Host(tmp_path)
    definition = machine(("M", map_run(machine(("W", wait(500))))))
    arn = host.start(host.machine(definition), {"items": [1, 2, 3]})
    host = host.restarted()
    host.run(commands.stop(host.runtime, arn, "E", "C"))
    host = host.restarted()
    assert host.recovered == 0
    rows = host.rows("SELECT status FROM executions WHERE map_run_arn IS NOT NULL")
    assert rows == [("ABORTED",)] * 3


def test_a_stop_that_a_child_had_no_turn_to_take(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its row is written with its parent's end; the next server lets it take it."""
    from emulator.runtime import runtime

    monkeypatch.setattr(runtime, "_TICK_S", 0)  # one execution a tick
    host = Host(tmp_path)
    definition = machine(("M", map_run(machine(("W", wait(500))))))
    arn = host.start(host.machine(definition), {"items": [1, 2, 3]})
    host.store.left = 1
    host.run(commands.stop(host.runtime, arn, "E", "C"))
    host.settle()
    assert host.store.is_full
    host = host.restarted()
    assert host.status(arn) == "ABORTED"
    rows = host.rows("SELECT status FROM executions WHERE map_run_arn IS NOT NULL")
    assert rows == [("ABORTED",)] * 3


@pytest.mark.parametrize("crashes", [False, True])
@pytest.mark.parametrize("type_", ["STANDARD", "EXPRESS"])
def test_a_map_run_is_redriven(tmp_path: Path, type_: str, crashes: bool) -> None:
    answers = {"T": lambda call: Failed("Bad") if call.arguments == 2 else echo(call)}
    host = Host(tmp_path, answers)
    run = map_run(machine(("T", task())), type_, ToleratedFailureCount=5, ResultPath="$.run")
    definition = machine(("M", run), ("F", task()))
    arn = host.start(host.machine(definition), {"items": [1, 2, 3]})
    assert host.status(arn) == "FAILED"  # nothing answers F
    strict = machine(("M", map_run(machine(("T", task())), type_)))
    arn = host.start(host.machine(strict, "strict"), {"items": [1, 2, 3]}, "y")
    assert host.facts(arn).error == "States.ExceedToleratedFailureThreshold"
    if crashes:
        host = host.restarted()
    host.scripted.answers = {"T": echo}
    host.run(commands.redrive(host.runtime, arn))
    if crashes:
        host = host.restarted({"T": echo})
    host.settle()
    assert host.output(arn) == [1, 2, 3]
    (facts,) = map_runs.of_execution(host.runtime, arn)
    assert (facts.status, facts.redrive_count) == ("SUCCEEDED", 1)
    assert "MapRunRedriven" in host.kinds(arn)


def test_a_child_that_fails_again_at_once(tmp_path: Path) -> None:
    definition = machine(("M", map_run(machine(("F", {"Type": "Fail", "Error": "E"})))))
    host = Host(tmp_path)
    arn = host.start(host.machine(definition), {"items": [1]})
    for count in (1, 2):
        host.run(commands.redrive(host.runtime, arn))
        host.settle()
        facts = host.facts(arn)
        assert (facts.status, facts.redrive_count) == ("FAILED", count)
    assert not host.runtime.executions
    assert not host.runtime.children


def test_a_child_that_is_not_there_any_more(tmp_path: Path) -> None:
    definition = machine(("M", map_run(machine(("T", task())))))
    host = Host(tmp_path, {"T": Failed("Bad")})
    arn = host.start(host.machine(definition), {"items": [1]})
    host.store.write("DELETE FROM executions WHERE map_run_arn IS NOT NULL")
    host.run(commands.redrive(host.runtime, arn))
    host.settle()
    assert host.status(arn) == "FAILED"


# -------------------------------------------------------------------- redrive


def test_a_redrive_survives(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Failed("Bad")})
    arn = host.start(host.machine(machine(("A", PASS), ("T", task()))))
    host = host.restarted({"T": After(60, Returned("late"))})
    assert host.recovered == 0
    host.run(commands.redrive(host.runtime, arn))
    assert host.status(arn) == "RUNNING"
    host = host.restarted({"T": Returned("now")})
    assert host.recovered == 1
    assert host.output(arn) == "now"
    assert host.facts(arn).redrive_count == 1
    kinds = host.kinds(arn)
    assert kinds.count("ExecutionStarted") == kinds.count("ExecutionRedriven") == 1


def test_a_redrive_that_no_commit_knew(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Failed("Bad")})
    arn = host.start(host.machine(machine(("T", task()))))
    host.store.is_full = True
    with pytest.raises(ServiceError, match="full"):
        host.run(commands.redrive(host.runtime, arn))
    host = host.restarted({"T": Returned("now")})
    assert host.status(arn) == "FAILED"
    host.run(commands.redrive(host.runtime, arn))
    host.settle()
    assert host.output(arn) == "now"


# -------------------------------------------------------------------- snapshots and long histories


@pytest.mark.parametrize("rows", [1, 2, 3, 5])
def test_a_snapshot_takes_the_journals_place(
    tmp_path: Path, rows: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosted, "SNAPSHOT_ROWS", rows)
    host = Host(tmp_path, {"Ask": Never(), "T": lambda call: Returned(call.visit)})
    definition = machine(
        ("A", task(ResultPath="$.a")),
        (
            "P",
            parallel(
                machine(("Ask", token_task())),
                machine(("M", inline_map(machine(("T", task()))))),
                machine(("W", wait(60))),
                ResultPath="$.p",
            ),
        ),
        ("Work", activity_task(ResultPath="$.w")),
    )
    host.scripted.answers = {**host.scripted.answers, "A": Returned("a")}
    host.activity()
    arn = host.start(host.machine(definition), {"items": [5, 6]})
    token = next(call.token for call in host.scripted.calls if call.token)
    kinds = host.kinds(arn)
    host = host.restarted()
    assert host.kinds(arn) == kinds
    assert host.rows("SELECT count(*) FROM snapshots") == [(1,)]
    host.succeed(token or "", "asked")
    host = host.restarted()
    host.advance(60)
    found = host.take()
    assert found is not None
    host = host.restarted()
    host.succeed(found[0], "worked")
    assert host.output(arn)["p"] == ["asked", [0, 1], {"items": [5, 6], "a": "a"}]
    assert host.output(arn)["w"] == "worked"
    assert host.kinds(arn)[: len(kinds)] == kinds
    events, _ = views.history(host.runtime, arn, limit=1_000)
    assert [event["id"] for event in events] == list(range(1, len(events) + 1))


def test_a_long_history_is_written_on_the_way_and_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hosted, "HISTORY_CHUNK", 10)
    steps = [(f"W{n}", wait(1)) for n in range(30)]
    host = Host(tmp_path)
    arn = host.start(host.machine(machine(*steps)))
    host.advance(7)
    before = host.kinds(arn)
    for seconds in (0, 11, 5):
        host = host.restarted()
        host.advance(seconds)
    host.advance(30)
    host.output(arn)
    kinds = host.kinds(arn)
    assert kinds == [
        "ExecutionStarted",
        *["WaitStateEntered", "WaitStateExited"] * 30,
        "ExecutionSucceeded",
    ]
    assert kinds[: len(before)] == before


def test_a_loop_that_never_waits(tmp_path: Path) -> None:
    host = Host(tmp_path)
    name = host.machine(LOOP)

    async def begun() -> str:
        hosted_ = host.begin(name, {"n": 0, "to": 5_000})
        return (await commands.started(host.runtime, hosted_)).arn

    arn = host.run(begun())
    assert host.status(arn) == "RUNNING"
    host = host.restarted()
    host.settle()
    assert host.output(arn) == {"n": 5_000, "to": 5_000}


# -------------------------------------------------------------------- what cannot go on


@pytest.mark.parametrize(
    ("sql", "why"),
    [
        pytest.param(
            "UPDATE journal SET check_ = check_ + 1 WHERE count > 0", "differs", id="check"
        ),
        pytest.param("UPDATE journal SET count = count + 9 WHERE count > 0", "differs", id="count"),
        pytest.param(
            "UPDATE journal SET events = events + 1 WHERE count > 0", "differs", id="events"
        ),
        pytest.param("DELETE FROM journal WHERE count = 1", "differs", id="a row is gone"),
        pytest.param("UPDATE journal SET signal = '{'", "Error", id="no JSON"),
        pytest.param("UPDATE journal SET signal = '7'", "Error", id="no signal"),
        pytest.param("UPDATE journal SET signal = '[\"Fly\"]'", "Error", id="an unknown signal"),
        pytest.param(
            "UPDATE journal SET signal = '[\"Start\",1,2,3,4,5,6,7]'", "Error", id="too many"
        ),
        pytest.param("UPDATE executions SET input = '{'", "Error", id="input"),
        pytest.param("UPDATE executions SET seed = 'x'", "Error", id="seed"),
        pytest.param(
            "UPDATE revisions SET definition = replace(definition, '\"A\"', '\"X\"')",
            "differs|Error",
            id="definition",
        ),
        pytest.param("UPDATE revisions SET definition = '{}'", "Error", id="no definition"),
        pytest.param("DELETE FROM revisions", "StateMachineDoesNotExist|Error", id="no revision"),
        pytest.param(
            "INSERT OR REPLACE INTO snapshots SELECT id, 3, '{\"execution\": {}}' FROM executions",
            "Error",
            id="snapshot",
        ),
    ],
)
def test_one_that_cannot_be_brought_back_is_parked(
    tmp_path: Path, sql: str, why: str, caplog: pytest.LogCaptureFixture
) -> None:
    host = Host(tmp_path, {"A": echo, "B": Never()})
    definition = machine(("A", task()), ("W", wait(1)), ("B", task()))
    arn = host.start(host.machine(definition), "A")
    host.advance(1)
    other = host.start(host.machine(machine(("V", wait(60))), "other"), "B", "other")
    host.store.write(f"{sql}{' AND' if 'WHERE' in sql else ' WHERE'} {which(sql)} = 1")
    host.commit()
    host = host.restarted()
    assert list(host.runtime.parked) == [arn]
    reason = host.runtime.parked[arn]
    assert any(part in reason for part in why.split("|")), reason
    if why == "differs":
        assert reason.startswith("NondeterminismError: the replay of ")
    assert f"execution {arn} is parked" in caplog.text
    assert host.status(arn) == "RUNNING"
    host.advance(60)
    assert host.output(other) == "B"
    stopped_ms = host.run(commands.stop(host.runtime, arn, "E", "C"))
    facts = host.facts(arn)
    assert (facts.status, facts.error, facts.stopped_ms) == ("ABORTED", "E", stopped_ms)
    assert not host.runtime.parked


def which(sql: str) -> str:
    return "execution" if "UPDATE journal" in sql or "FROM journal" in sql else "id"


def test_a_parked_execution_stays_parked(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()})
    arn = host.start(host.machine(machine(("T", task()))))
    host.store.write("UPDATE journal SET check_ = 1")
    host.commit()
    for _ in range(2):
        host = host.restarted()
        assert list(host.runtime.parked) == [arn]
        assert host.recovered == 0


def test_a_database_that_cannot_be_read_is_no_start(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()})
    host.start(host.machine(machine(("T", task()))))
    host.store.write("DROP TABLE journal")
    host.commit()
    host.crash()
    with pytest.raises(StoreError, match="cannot be read: no such table: journal"):
        host.again()


def test_executions_of_a_machine_that_was_being_deleted(tmp_path: Path) -> None:
    host = Host(tmp_path)
    name = host.machine(machine(("W", wait(60)), ("A", PASS)))
    arn = host.start(name)
    deletion.delete(host.runtime, host.runtime.catalog.machines[name])
    host.commit()
    host = host.restarted()
    assert host.runtime.catalog.machines[name].status == "DELETING"
    host.advance(60)
    assert host.facts(arn).cause == "State machine m has been deleted"
    assert name not in host.runtime.catalog.machines
    host = host.restarted()
    assert name not in host.runtime.catalog.machines
    assert json.loads(host.facts(arn).input) == {}


def test_children_belong_to_their_parent_after_a_restart(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()})
    definition = machine(("M", map_run(machine(("T", task())))))
    host.start(host.machine(definition), {"items": [1, 2]})
    before = {key: child.arn for key, child in host.runtime.children.items()}
    host = host.restarted()
    assert {key: child.arn for key, child in host.runtime.children.items()} == before
