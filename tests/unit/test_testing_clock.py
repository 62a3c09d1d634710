"""One clock for every run of a test: what passes, what it waits for, and what it refuses."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from bench_machines import APPROVAL, EACH, ONE, REMIND, task

import asl
from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from asl.testing.clock import ClockError

DAY = 86_400


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("args", "units", "passed"),
    [
        ((), {"days": 3}, timedelta(days=3)),
        ((), {"weeks": 1, "hours": 2, "minutes": 3, "seconds": 4, "milliseconds": 5},
         timedelta(weeks=1, hours=2, minutes=3, seconds=4, milliseconds=5)),
        ((timedelta(minutes=5),), {}, timedelta(minutes=5)),
        ((90,), {}, timedelta(seconds=90)),
        ((0,), {}, timedelta(0)),
        ((timedelta(minutes=5),), {"seconds": 1}, timedelta(minutes=5, seconds=1)),
    ],
)  # fmt: skip
def test_how_far(bench: Bench, args: Any, units: Any, passed: timedelta) -> None:
    bench(REMIND, optional_mocks=True).mock("Remind", returns={}).start({"id": "7"})
    before = bench.clock.now
    bench.clock.advance(*args, **units)
    assert bench.clock.now - before == passed


def test_what_is_due_happens_at_its_instant(bench: Bench) -> None:
    run = bench(REMIND).mock("Remind", returns={}).start({"id": "7"})
    clock = bench.clock
    clock.advance(days=2, hours=23, minutes=59, seconds=59)
    assert run.calls("Remind") == []
    assert not run.done
    clock.advance(1)
    assert run.calls("Remind") == [{"TopicArn": "t", "Message": "7"}]
    assert run.done
    clock.advance(days=1)
    assert run.elapsed == timedelta(days=3)


def test_runs_are_moved_together_in_the_order_of_instants(bench: Bench) -> None:
    seen: list[tuple[str, datetime]] = []

    def remind(arguments: JSON) -> JSON:
        seen.append((arguments["Message"], bench.clock.now))
        return {}

    machine = bench(REMIND).mock("Remind", remind)
    begin = bench.clock.now
    machine.start({"id": "a"})
    bench.clock.advance(days=1)
    machine.start({"id": "b"})
    bench.clock.advance(days=1)
    machine.start({"id": "c"})
    bench.clock.advance(days=9)
    assert seen == [(name, begin + timedelta(days=n + 3)) for n, name in enumerate("abc")]


def test_a_run_to_the_end_moves_the_others_along(bench: Bench) -> None:
    machine = bench(REMIND).mock("Remind", returns={})
    first = machine.start({"id": "a"})
    bench.clock.advance(days=1)
    second = machine.run({"id": "b"})
    assert (first.status, second.status) == ("SUCCEEDED", "SUCCEEDED")
    assert bench.clock.now == second.stopped_at
    assert second.started_at - first.started_at == timedelta(days=1)
    third = machine.run({"id": "c"})
    assert third.started_at == second.stopped_at
    assert [run.execution_arn.rpartition(":")[2] for run in machine.runs] == [
        "run",
        "run-2",
        "run-3",
    ]


def test_until_a_run_is_done(bench: Bench) -> None:
    run = bench(APPROVAL).start({"id": 7})
    bench.clock.advance_until(run.done)
    assert (run.error, run.elapsed) == ("States.Timeout", timedelta(days=1))  # the heartbeat's


def test_until_a_state_is_entered_or_is_the_one_it_is_in(bench: Bench) -> None:
    run = bench(REMIND).mock("Remind", asl.after(60, {})).start({"id": "7"})
    clock = bench.clock
    begin = clock.now
    clock.advance_until("Three days")
    assert clock.now == begin
    clock.advance_until("Remind")
    assert clock.now - begin == timedelta(days=3)
    assert not run.done
    clock.advance_until(lambda: run.done)
    assert clock.now - begin == timedelta(days=3, minutes=1)


def test_until_a_state_is_entered_again(bench: Bench) -> None:
    looped = {"StartAt": "W", "States": {
        "W": {"Type": "Wait", "Seconds": 60, "Next": "P"},
        "P": {"Type": "Choice", "Choices": [{"Variable": "$.ends", "IsPresent": True, "Next": "E"}], "Default": "W"},
        "E": {"Type": "Succeed"}}}  # fmt: skip
    run = bench(looped).start()
    for n in (1, 2, 3):
        bench.clock.advance_until("P")
        assert run.elapsed == 60 * n


def test_until_an_instant(bench: Bench) -> None:
    bench.clock.set("2026-01-05T09:00:00Z")
    run = bench(REMIND).mock("Remind", returns={}).start({"id": "7"})
    assert run.started_at == datetime(2026, 1, 5, 9, tzinfo=UTC)
    bench.clock.advance_until(datetime(2026, 1, 8, 9, tzinfo=UTC))
    assert run.succeeded


def test_a_quota_is_no_reason_for_time_to_pass_but_passes(bench: Bench) -> None:
    forever = {"StartAt": "A", "States": {"A": task("arn:aws:states:::sqs:sendMessage.waitForTaskToken",
               Parameters={"QueueUrl": "q", "MessageBody": "b"})}}  # fmt: skip
    run = bench(forever).run()
    assert (run.status, run.elapsed) == ("RUNNING", 0)
    with pytest.raises(ClockError, match="nothing more is due"):
        bench.clock.advance_until(run.done)
    bench.clock.advance(days=365)
    assert (run.status, run.elapsed) == ("TIMED_OUT", timedelta(days=365))


def test_setting_before_and_after_runs(bench: Bench) -> None:
    bench.clock.set(datetime(2030, 1, 1, tzinfo=UTC))
    run = bench(ONE).mock("Charge", returns=1).run()
    assert run.started_at == datetime(2030, 1, 1, tzinfo=UTC)
    bench.clock.set(0)
    assert bench.clock.now == datetime(1970, 1, 1, tzinfo=UTC)
    bench(APPROVAL).start({"id": 7})
    with pytest.raises(ClockError, match="cannot be set while a run is open"):
        bench.clock.set(1)


def test_many_runs_at_once(bench: Bench) -> None:
    machine = bench(EACH).mock("Charge", asl.after(5, "ok"))
    runs = [machine.start([n]) for n in range(20)]
    bench.clock.advance_until(lambda: all(run.done for run in runs))
    assert {float(run.elapsed) for run in runs} == {5.0}
