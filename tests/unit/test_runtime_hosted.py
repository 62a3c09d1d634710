"""Rows: signals, effects and records as text and back; what an execution leaves in the database; who is told of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

import pytest
from hosting import (
    LAMBDA,
    PASS,
    SEND,
    Host,
    activity_task,
    inline_map,
    machine,
    map_run,
    task,
    token_task,
    wait,
)

from asl.hosts.answers import Failed, Never, Returned, ReturnedText
from asl.resources.arn import parse_resource
from asl.vocabulary import effects, signals
from asl.vocabulary.records import Record, Verbatim
from emulator.runtime import commands, hosted
from emulator.runtime.hosted import Hosted
from emulator.runtime.telling import Observer

pytestmark = pytest.mark.usefixtures("hosts")
ODD = {"é": "\ud800 half", "n": [1e15, 0.1, -0.0, 2**70, True, None, {}]}


# -------------------------------------------------------------------- signals


SIGNALS = [
    signals.Start(),
    signals.Start("/States/A", {"x": 1}, {"Execution": None}, 2),
    signals.Stop("E", "C"),
    signals.Fail("E", None),
    signals.Redrive(),
    signals.TaskAccepted("0/1"),
    signals.TaskSubmitted("0/1", ODD),
    signals.ActivityStarted("0/1", "wörker"),
    signals.TaskHeartbeat("0/1"),
    signals.TaskSucceeded("0/1", ODD),
    signals.TaskSucceeded("0/1", '{"a": 1.0}', True),
    signals.TaskFailed("0/1", "E", "\ud800", "submit"),
    signals.TaskRefused("0/1", "why"),
    signals.TimerFired("quota/0"),
    signals.ItemsRead("0/1", 3, "ref", "E", "C"),
    signals.ResultsWritten("0/1", {"Bucket": "b"}, None, None),
    signals.ChildStarted("0/1", "arn", 2),
    signals.InputFailed("0/1", "E", "C", "Input"),
    signals.ChildFinished("0/1", "FAILED", None, ODD),
    signals.MapRunUpdated("arn", 1, 2, 3.5),
]


@pytest.mark.parametrize("signal", SIGNALS, ids=lambda signal: type(signal).__name__)
def test_signals_are_the_same_when_they_come_back(signal: signals.Signal) -> None:
    text = hosted.signal_text(signal)
    assert text.isascii()
    back = hosted.signal_of(text)
    assert type(back) is type(signal)
    assert repr(back) == repr(signal)


def test_every_signal_has_been_there_and_back() -> None:
    assert {type(signal) for signal in SIGNALS} == set(get_args(signals.Signal))


# -------------------------------------------------------------------- effects


EFFECTS = [
    effects.InvokeTask(
        "0/1", "S", parse_resource(LAMBDA), ODD, 2, "token", 5, 6, "role", 7, "/States/S"
    ),
    effects.InvokeTask("0/1", "S", parse_resource(SEND), None, 0),
    effects.StartTimer("0/2", 1_735_689_600_000, "wait"),
    effects.ReadItems(
        "0/3", "arn:aws:states:::s3:getObject", {"Bucket": "b"}, {"InputType": "CSV"}, 9
    ),
    effects.WriteResults("0/4", "arn", "arn:aws:states:::s3:putObject", {}, {}),
    effects.StartChild("0/5", "arn", "/States/M", "Label", "name", "EXPRESS", 3, ODD),
    effects.RedriveChild("0/6", "name", "arn", 3),
]


@pytest.mark.parametrize("effect", EFFECTS, ids=lambda effect: type(effect).__name__)
def test_effects_are_the_same_when_they_come_back(effect: effects.Effect) -> None:
    back = hosted.effect_of(json.loads(json.dumps(hosted.effect_row(effect))))
    assert type(back) is type(effect)
    assert repr(back) == repr(effect)


def test_every_effect_that_waits_has_been_there_and_back() -> None:
    moments = {effects.CancelTask, effects.CancelTimer, effects.StopChild}
    assert {type(effect) for effect in EFFECTS} == set(get_args(effects.Effect)) - moments


# -------------------------------------------------------------------- records


def test_records_are_the_same_when_they_come_back() -> None:
    shared = {"big": "x" * 100}
    lambda_, send = parse_resource(LAMBDA), parse_resource(SEND)
    records: Sequence[Record] = [
        ("ExecutionStarted", 0, 5, Verbatim('{"a": 1.0}'), "role", None, None),
        ("TaskStateEntered", 1, 6, "T", shared),
        ("LambdaFunctionScheduled", 2, 7, lambda_, shared, 3, None, None),
        ("TaskSubmitted", 3, 8, send, ODD),
        ("TaskSubmitted", 3, 8, send, {"r": "no resource"}),
        ("PassStateExited", 4, 9, "T", shared, {"v": shared}),
        ("ExecutionSucceeded", 5, 9, [shared, "Verbatim"]),
    ]
    text = hosted.records_text(records)
    back = hosted.records_of(text)
    assert repr(back) == repr(list(records))
    assert type(back[0][3]) is Verbatim
    assert text.count("x" * 100) == 3  # once by itself, once in each value of its own around it


def test_the_history_of_everything_is_the_same_in_memory_and_in_the_table(tmp_path: Path) -> None:
    from emulator.runtime import views

    host = Host(
        tmp_path,
        {
            "A": ReturnedText('{"kept":  "as written"}'),
            "T": lambda call: Failed("Bad", "é") if call.attempt == 0 else Returned(call.arguments),
            "Ask": Never(),
            "Child": Returned(ODD["n"]),
            "Fails": Failed(None, None),
        },
    )
    retry = [{"ErrorEquals": ["Bad"], "IntervalSeconds": 1}]
    definition = machine(
        ("A", task(ResultPath="$.a")),
        ("M", inline_map(machine(("T", task(Retry=retry))), ResultPath="$.m")),
        ("Ask", token_task(ResultPath="$.ask")),
        ("Work", activity_task(ResultPath="$.work")),
        ("Run", map_run(machine(("Child", task())), ResultPath="$.run")),
        ("Fails", task()),
    )
    host.activity()
    arn = host.start(host.machine(definition), {"items": [{"é": 1}, "2"]})
    host.advance(1)
    token = next(call.token for call in host.scripted.calls if call.token)
    before, _ = views.history(host.runtime, arn, limit=1_000)
    host.succeed(token or "", None)
    found = host.take("w")
    assert found is not None
    host.succeed(found[0], "done")
    host.settle()
    assert host.status(arn) == "FAILED"
    after, _ = views.history(host.runtime, arn, limit=1_000)
    assert after[: len(before)] == before
    assert len(after) > len(before) + 15


# -------------------------------------------------------------------- what is left in the database


def tables(host: Host) -> dict[str, int]:
    names = ("executions", "journal", "snapshots", "history", "map_runs")
    return {name: host.rows(f"SELECT count(*) FROM {name}")[0][0] for name in names}


def test_what_an_open_execution_leaves() -> None:
    host = Host()
    host.start(host.machine(machine(("W", wait(60)))))
    assert tables(host) == {
        "executions": 1,
        "journal": 1,
        "snapshots": 0,
        "history": 0,
        "map_runs": 0,
    }


@pytest.mark.parametrize(
    ("last", "snapshots"),
    [
        pytest.param(PASS, 0, id="succeeded"),
        pytest.param({"Type": "Fail"}, 1, id="failed: a redrive may begin from it"),
    ],
)
def test_what_a_closed_execution_leaves(last: Any, snapshots: int) -> None:
    host = Host()
    host.start(host.machine(machine(("W", wait(60)), ("L", last))))
    host.advance(60)
    assert tables(host) == {
        "executions": 1,
        "journal": 0,
        "snapshots": snapshots,
        "history": 1,
        "map_runs": 0,
    }


def test_a_redriven_success_leaves_no_snapshot() -> None:
    host = Host(answers={"T": Failed("Bad")})
    arn = host.start(host.machine(machine(("T", task()))))
    host.scripted.answers = {"T": Returned(1)}
    host.run(commands.redrive(host.runtime, arn))
    host.settle()
    assert tables(host)["snapshots"] == 0
    assert host.kinds(arn)[0] == "ExecutionStarted"
    assert host.kinds(arn)[-1] == "ExecutionSucceeded"


def test_texts_that_utf8_cannot_hold() -> None:
    host = Host(answers={"T": Failed("E\ud800", "C\udfff")})
    arn = host.start(host.machine(machine(("T", task()))))
    assert host.facts(arn).status == "FAILED"
    assert host.facts(arn).cause == "C\\udfff"


# -------------------------------------------------------------------- observers


class Seen:
    """An observer that remembers."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.records: list[tuple[str, int, str]] = []  # (execution, event id, kind)
        self.statuses: list[tuple[str, str]] = []
        self.commits: list[bool] = []
        host.runtime.observers.append(Observer(self.on_records, self.on_status))

    def on_records(self, hosted: Hosted, first_id: int, records: Sequence[Record]) -> None:
        self.commits.append(self.host.store.is_dirty)
        name = hosted.execution.identity.name
        for at, record in enumerate(records):
            self.records.append((name, first_id + at, record[0]))

    def on_status(self, hosted: Hosted) -> None:
        self.statuses.append((hosted.execution.identity.name, hosted.execution.status))


def test_observers_are_told_every_event_once_and_in_order() -> None:
    host = Host(answers={"T": Returned(1)})
    seen = Seen(host)
    arn = host.start(host.machine(machine(("T", task()), ("W", wait(5)), ("A", PASS))))
    assert seen.statuses == [("x", "RUNNING")]
    host.advance(5)
    assert seen.statuses == [("x", "RUNNING"), ("x", "SUCCEEDED")]
    assert seen.records == [("x", at, kind) for at, kind in enumerate(host.kinds(arn), 1)]
    assert not any(seen.commits)  # after it, and not before


def test_one_that_begins_and_ends_in_a_tick_has_its_end_told() -> None:
    host = Host()
    seen = Seen(host)
    host.start(host.machine(machine(("A", PASS))))
    assert seen.statuses == [("x", "SUCCEEDED")]
    assert [kind for _, _, kind in seen.records][-1] == "ExecutionSucceeded"


def test_observers_are_told_of_express_executions_and_children() -> None:
    host = Host(answers={"T": Returned(1)})
    seen = Seen(host)
    host.start(host.machine(machine(("A", PASS)), "e", "EXPRESS"), name="express")
    host.start(
        host.machine(machine(("M", map_run(machine(("T", task())))))), {"items": [1]}, "parent"
    )
    names = {name for name, _ in seen.statuses}
    assert {"express", "parent"} < names
    assert len(names) == 3


def test_a_restart_tells_nothing_twice(tmp_path: Path) -> None:
    host = Host(tmp_path, {"T": Never()})
    seen = Seen(host)
    arn = host.start(host.machine(machine(("W", wait(5)), ("T", token_task()))))
    host.advance(5)
    told = list(seen.records)
    token = host.scripted.calls[0].token or ""
    host.crash()
    host = host.again(is_recovering=False)
    seen = Seen(host)

    async def recovered() -> None:
        from emulator.runtime.recovery import recover

        recover(host.runtime)
        await host.rest()

    host.run(recovered())
    host.succeed(token, 1)
    told += seen.records
    assert told == [("x", at, kind) for at, kind in enumerate(host.kinds(arn), 1)]
    assert seen.statuses == [("x", "SUCCEEDED")]


def test_a_redrive_is_told() -> None:
    host = Host(answers={"T": Failed("Bad")})
    seen = Seen(host)
    arn = host.start(host.machine(machine(("T", task()))))
    host.scripted.answers = {"T": Returned(1)}
    host.run(commands.redrive(host.runtime, arn))
    host.settle()
    assert seen.records == [("x", at, kind) for at, kind in enumerate(host.kinds(arn), 1)]
    assert seen.statuses[-1] == ("x", "SUCCEEDED")


def test_an_observer_that_fails_harms_nobody(caplog: pytest.LogCaptureFixture) -> None:
    host = Host(answers={"T": Returned(1)})

    def broken(*args: Any) -> None:
        raise RuntimeError("not today")

    host.runtime.observers.append(Observer(broken, broken))
    seen = Seen(host)
    arn = host.start(host.machine(machine(("T", task()))))
    assert host.output(arn) == 1
    assert len(seen.records) == len(host.kinds(arn))
    assert "an observer of" in caplog.text
