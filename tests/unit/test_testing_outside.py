"""What others tell a run: answers to tokens, workers of activities, stop and redrive."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from bench_machines import APPROVAL, ONE, REVIEW, task

import asl
from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.testing.bench import Bench


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


def test_a_token_succeeds(bench: Bench) -> None:
    run = bench(APPROVAL).start({"id": 7})
    approve = run.token("Approve")
    assert approve.is_open
    assert approve.input["MessageBody"] == {"token": approve.token, "order": 7}
    assert approve.succeed({"by": "Ann"}) is run
    assert not approve.is_open
    assert run.path == ["Approve", "Wait a day"]  # it was started: time does not pass by itself
    bench.clock.advance(days=1)
    assert run.output == {"id": 7, "approval": {"by": "Ann"}}


def test_after_run_an_answer_leads_to_the_end(bench: Bench) -> None:
    run = bench(APPROVAL).run({"id": 7})
    assert run.error == "States.Timeout"  # the clock went to the missed heartbeat
    waits = {"StartAt": "A", "States": {"A": task("arn:aws:states:::sqs:sendMessage.waitForTaskToken",
             Parameters={"QueueUrl": "q", "MessageBody": "b"}, Next="W"), "W": {"Type": "Wait", "Seconds": 9, "End": True}}}  # fmt: skip
    run = bench(waits).run()
    assert run.status == "RUNNING"
    run.token("A").succeed(1)
    assert (run.output, run.elapsed) == (1, 9)


def test_a_token_fails(bench: Bench) -> None:
    run = bench(APPROVAL).start({"id": 7})
    run.token("Approve").fail("Denied", "too dear")
    assert (run.error, run.cause) == ("Order.Refused", "too dear")


def test_heartbeats_keep_it_alive(bench: Bench) -> None:
    run = bench(APPROVAL).start({"id": 7})
    for _ in range(3):
        bench.clock.advance(hours=23)
        run.token("Approve").heartbeat()
    bench.clock.advance(hours=2)
    assert not run.done
    bench.clock.advance(hours=1)  # TimeoutSeconds is three days
    assert (run.error, run.elapsed) == ("States.Timeout", timedelta(days=3))


def test_a_token_is_found_by_itself(bench: Bench) -> None:
    run = bench(APPROVAL).start({"id": 7})
    token = run.calls("Approve")[0].token
    assert token is not None
    run.token(token).succeed({})
    assert run.path[-1] == "Wait a day"


def test_a_token_answered_from_inside_the_call(bench: Bench) -> None:
    """A handler that hands its token to somebody who answers at once."""
    run = bench(APPROVAL).mock("Approve", {"by": "a mock"}).run({"id": 7})
    assert run.output["approval"] == {"by": "a mock"}


def test_iterations_have_tokens_of_their_own(bench: Bench) -> None:
    each: JSON = {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": True, "ItemProcessor": {
        "StartAt": "Ask", "States": {"Ask": task("arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters={"QueueUrl": "q", "MessageBody.$": "$"})}}}}}  # fmt: skip
    run = bench(each).start([1, 2, 3])
    with pytest.raises(
        UsageError,
        match=r"3 tasks of .Ask. wait for their tokens: say which: index= one of 0, 1, 2",
    ):
        run.token("Ask")
    for index in (2, 0, 1):
        run.token("Ask", index=index).succeed(index * 10)
    assert run.output == [0, 10, 20]


def test_children_of_map_runs_have_tokens(bench: Bench) -> None:
    each: JSON = {"StartAt": "Each", "States": {"Each": {"Type": "Map", "End": True, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "Ask", "States": {"Ask": task("arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        Parameters={"QueueUrl": "q", "MessageBody.$": "$"})}}}}}  # fmt: skip
    run = bench(each).start([1])
    run.token("Ask").succeed("done")
    assert run.output == ["done"]


def test_an_activity_waits_for_its_worker(bench: Bench) -> None:
    run = bench(REVIEW).start({"id": 7})
    bench.clock.advance(days=2)  # its clocks stand still until it is taken
    assert not run.done
    work = run.activity("review", worker="Ann")
    assert work.input == {"id": 7}
    with pytest.raises(UsageError, match="is taken already"):
        run.activity("review")
    work.succeed("well done")
    assert run.output == "well done"
    kinds = [event["type"] for event in run.history]
    assert kinds[2:5] == ["ActivityScheduled", "ActivityStarted", "ActivitySucceeded"]
    started = run.history[3]["activityStartedEventDetails"]
    assert started == {"workerName": "Ann"}


def test_an_activity_that_is_taken_times_out(bench: Bench) -> None:
    run = bench(REVIEW).start({"id": 7})
    work = run.activity("arn:aws:states:us-east-1:123456789012:activity:review")
    bench.clock.advance(hours=1)
    assert run.error == "States.Timeout"
    with pytest.raises(UsageError, match="nobody waits for the task"):
        work.succeed(1)


def test_a_mocked_activity_has_no_worker_to_wait_for(bench: Bench) -> None:
    run = bench(REVIEW).mock("Review", asl.never()).start({"id": 7})
    with pytest.raises(UsageError, match="is taken already"):
        run.activity("review")


def test_stop(bench: Bench) -> None:
    run = bench(APPROVAL).start({"id": 7})
    bench.clock.advance(hours=1)
    run.stop("Operator", "no longer wanted")
    assert (run.status, run.error, run.cause) == ("ABORTED", "Operator", "no longer wanted")
    assert run.elapsed == 3_600


def test_redrive(bench: Bench) -> None:
    machine = bench(ONE).mock("Charge", raises="Boom")
    run = machine.start({"id": 7})
    machine.mock("Charge", asl.after(5, "paid"))
    run.redrive()
    assert run.status == "RUNNING"  # it was started, so the clock has to move
    bench.clock.advance(5)
    assert (run.output, run.path) == ("paid", ["Charge"])
    assert run.calls("Charge") == [{"id": 7}, {"id": 7}]


def test_a_simulated_run_takes_all_this_too() -> None:
    run = asl.simulate(
        APPROVAL, {"id": 7}, mocks={"Approve": asl.never(heartbeat_every=3_600)}, max_time=10
    )
    run.token("Approve").succeed({})
    assert run.path == ["Approve", "Wait a day"]
    run.stop()
    assert run.status == "ABORTED"
