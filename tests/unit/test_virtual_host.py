"""The virtual host: where time jumps to and where it stops, what comes first at one instant, what is waited for."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest
from histories import (
    START_MS,
    a_fail,
    a_function,
    a_job,
    a_map,
    a_map_run,
    a_message,
    a_parallel,
    a_pass,
    a_wait,
    an_activity,
    catch,
    expected,
    flow,
    lines,
    retry,
)

import asl
from asl.engine.execution import Execution
from asl.engine.replay import replay
from asl.hosts.answers import After, Never, Returned, TaskCall
from asl.hosts.virtual import EndlessLoop, VirtualHost
from asl.limits import EXPRESS
from asl.testing.run import Run
from asl.testing.simulate import prepare
from asl.vocabulary import signals

YEAR = 31_536_000


def at(run: Run) -> list[tuple[float, str]]:
    """(seconds since the start, event) without the work events in between."""
    return [
        ((record[2] - START_MS) / 1000, f"{record[0]} {record[3]}")
        for record in run.records
        if record[0].endswith(("StateEntered", "StateExited"))
    ]


# ------------------------------------------------------------------ time


def test_time_jumps_from_one_thing_to_the_next() -> None:
    run = asl.simulate(
        flow(W=a_wait(90), A=a_function(Retry=retry(attempts=2, IntervalSeconds=3)), V=a_wait(10)),
        mocks={"A": asl.sequence(asl.raises("E"), asl.after(5, asl.raises("E")), asl.after(2, 1))},
    )
    assert at(run) == [
        (0, "WaitStateEntered W"),
        (90, "WaitStateExited W"),
        (90, "TaskStateEntered A"),
        # fails at once, 3 s, fails after 5 s, 6 s, succeeds after 2 s
        (106, "TaskStateExited A"),
        (106, "WaitStateEntered V"),
        (116, "WaitStateExited V"),
    ]
    assert run.elapsed == 116


def test_ten_hours_of_backoff() -> None:
    state = a_function(
        Retry=retry(attempts=12, IntervalSeconds=10, MaxDelaySeconds=3600), TimeoutSeconds=60
    )
    run = asl.simulate(flow(A=state), mocks={"A": asl.raises("E")})
    delays = [min(10 * 2**k, 3600) for k in range(12)]
    assert run.elapsed == sum(delays)
    assert run.attempts("A") == 13


def test_branches_wait_at_the_same_time() -> None:
    run = asl.simulate(flow(P=a_parallel(flow(A=a_wait(30)), flow(B=a_wait(20)))))
    assert run.elapsed == 30


def test_an_answer_at_the_instant_of_the_timeout_is_in_time() -> None:
    run = asl.simulate(flow(A=a_function(TimeoutSeconds=5)), mocks={"A": asl.after(5, "in time")})
    assert run.output == "in time"
    late = asl.simulate(flow(A=a_function(TimeoutSeconds=5)), mocks={"A": asl.after(5.001, "no")})
    assert late.error == "States.Timeout"
    assert late.elapsed == 5


def test_timers_of_one_instant_fire_in_the_order_in_which_they_were_set() -> None:
    run = asl.simulate(flow(P=a_parallel(*[flow({f"W{i}": a_wait(7)}) for i in range(5)])))
    left = [record[3] for record in run.records if record[0] == "WaitStateExited"]
    assert left == ["W0", "W1", "W2", "W3", "W4"]


def test_a_wait_of_years_ends_with_the_quota() -> None:
    run = asl.simulate(flow(W=a_wait(2 * YEAR)))
    assert (run.status, run.elapsed) == ("TIMED_OUT", YEAR)


def test_an_express_wait_ends_with_five_minutes() -> None:
    run = asl.simulate(flow(W=a_wait(301)), type="EXPRESS")
    assert (run.status, run.elapsed) == ("TIMED_OUT", 300)
    assert asl.simulate(flow(W=a_wait(299)), type="EXPRESS").succeeded


def test_the_clock_does_not_go_to_a_quota_when_nothing_else_is_due() -> None:
    run = asl.simulate(flow(A=a_message(".waitForTaskToken")), mocks={"A": asl.never()})
    assert (run.status, run.elapsed) == ("RUNNING", 0)
    (waiting,) = run.waiting
    assert (waiting.state, waiting.what) == ("A", "token")


def test_clocks_of_tasks_that_are_done_are_no_reason_to_go_on() -> None:
    """The first task's timeout lies beyond the quota; it was cancelled long ago."""
    run = asl.simulate(
        flow(A=a_function(TimeoutSeconds=99_999_999), B=an_activity()),
        mocks={"A": 1, "B": asl.never()},
    )
    assert (run.status, run.elapsed) == ("RUNNING", 0)


@pytest.mark.parametrize(
    ("heartbeat_s", "every_s", "status"),
    [
        pytest.param(5, 5, "RUNNING", id="just often enough"),
        pytest.param(5, 1, "RUNNING", id="often"),
        pytest.param(5, 6, "FAILED", id="too seldom"),
    ],
)
def test_a_worker_that_beats_and_never_answers(heartbeat_s: int, every_s: int, status: str) -> None:
    """Beats alone bring nothing about, so time does not go on for them."""
    state = an_activity(HeartbeatSeconds=heartbeat_s)
    run = asl.simulate(flow(A=state), mocks={"A": asl.never(heartbeat_every=every_s)})
    assert run.status == status
    assert len(run.records) < 10


def test_a_worker_that_beats_and_answers_late() -> None:
    state = an_activity(HeartbeatSeconds=5, TimeoutSeconds=1000)
    run = asl.simulate(flow(A=state), mocks={"A": asl.after(600, 1, heartbeat_every=4)})
    assert (run.output, run.elapsed) == (1, 600)
    slow = asl.simulate(flow(A=state), mocks={"A": asl.after(600, 1, heartbeat_every=9)})
    assert (slow.error, slow.elapsed) == ("States.Timeout", 5)


def test_a_worker_that_beats_until_the_timeout() -> None:
    state = an_activity(HeartbeatSeconds=5, TimeoutSeconds=60)
    run = asl.simulate(flow(A=state), mocks={"A": asl.never(heartbeat_every=4)})
    assert (run.error, run.elapsed) == ("States.Timeout", 60)


# ------------------------------------------------------------------ moving the clock by hand


def test_advance() -> None:
    host = prepare(flow(W=a_wait(60), A=a_pass()))
    host.advance(59)
    assert Run(host).path == ["W"]
    assert host.now_ms == START_MS + 59_000
    host.advance(1)
    assert Run(host).path == ["W", "A"]
    assert host.execution.status == "SUCCEEDED"


def test_advance_goes_to_quotas_too() -> None:
    host = prepare(flow(A=an_activity()), mocks={"A": asl.never()})
    host.advance(YEAR - 1)
    assert host.execution.status == "RUNNING"
    host.advance(1)
    assert host.execution.status == "TIMED_OUT"


def test_max_time() -> None:
    run = asl.simulate(flow(W=a_wait(60)), max_time=30)
    assert (run.status, run.elapsed) == ("RUNNING", 30)


def test_step_by_step() -> None:
    host = prepare(flow(W=a_wait(1), V=a_wait(2)))
    host.settle()
    seen = []
    while host.step():
        seen.append(host.now_ms - START_MS)
    assert seen == [1000, 3000]


# ------------------------------------------------------------------ signals from a test


def test_a_token_answered_by_the_test() -> None:
    host = prepare(flow(A=a_message(".waitForTaskToken")), mocks={"A": asl.never()})
    host.run()
    (waiting,) = host.waiting()
    assert waiting.token is not None
    host.advance(30)
    assert host.send(signals.TaskSucceeded(waiting.effect_id, {"ok": True}))
    host.run()
    assert Run(host).output == {"ok": True}
    assert host.waiting() == []
    assert host.send(signals.TaskSucceeded(waiting.effect_id, 2)) is False


def test_stop() -> None:
    host = prepare(
        flow(P=a_parallel(flow(W=a_wait(60)), flow(A=a_function()))), mocks={"A": asl.never()}
    )
    host.advance(10)
    assert host.send(signals.Stop("E", "c"))
    host.run()
    run = Run(host)
    assert (run.status, run.error, run.waiting, run.elapsed) == ("ABORTED", "E", [], 10)


def test_the_journal_replays() -> None:
    """What the host has sent is all that another execution needs."""
    definition = flow(
        M=a_map(
            flow(A=a_function(Retry=retry(attempts=3, JitterStrategy="FULL")), W=a_wait(3)),
            MaxConcurrency=2,
        )
    )
    host = prepare(
        definition,
        [1, 2, 3],
        seed=5,
        mocks={"A": asl.sequence(asl.raises("E"), asl.after(1, 1), asl.raises("E"), 2, 3, 4, 5)},
        keep_journal=True,
    )
    host.run()
    first = host.execution
    again = Execution(first.program, first.identity, [1, 2, 3], seed=5)
    replay(again, host.journal)
    assert again.records == first.records
    assert again.check() == first.check()


def test_another_seed_another_jitter() -> None:
    definition = flow(A=a_function(Retry=retry(JitterStrategy="FULL", IntervalSeconds=60)))
    mocks = {"A": asl.sequence(asl.raises("E"), 1)}
    elapsed = {asl.simulate(definition, mocks=mocks, seed=seed).elapsed for seed in range(5)}
    assert len(elapsed) == 5
    assert asl.simulate(definition, mocks=mocks, seed=3).elapsed in elapsed


# ------------------------------------------------------------------ calls


class Played:
    """An answerer that keeps what it was asked."""

    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)
        self.calls: list[TaskCall] = []

    def answer(self, call: TaskCall) -> Any:
        self.calls.append(call)
        return self.answers.pop(0)


def test_what_an_answerer_is_told() -> None:
    player = Played(*[Returned(n) for n in range(4)])
    asl.simulate(flow(M=a_map(flow(A=a_function()), MaxConcurrency=2)), ["a", "b"], mocks=player)
    assert [(c.state, c.arguments, c.attempt, c.visit, c.map_index) for c in player.calls] == [
        ("A", "a", 0, 0, 0),
        ("A", "b", 0, 1, 1),
    ]
    assert player.calls[0].now_ms == START_MS
    assert player.calls[0].execution_arn.endswith(":execution:machine:run")


def test_nobody_is_called_for_a_branch_that_was_stopped_at_once() -> None:
    """A was entered and aborted before any time passed: its function never ran, so the mock must not either."""
    player = Played()
    run = asl.simulate(flow(P=a_parallel(flow(A=a_function()), flow(F=a_fail("E")))), mocks=player)
    assert run.error == "E"
    assert player.calls == []
    assert "LambdaFunctionScheduled" not in [record[0] for record in run.records]


def test_a_task_that_nobody_answers_is_an_error_of_the_test() -> None:
    with pytest.raises(asl.UnansweredTask, match='nothing answers the task "A"'):
        asl.simulate(flow(A=a_function(Catch=catch("B"), End=True), B=a_pass()))


def test_async_answers() -> None:
    async def later(_: Any) -> Any:
        await asyncio.sleep(0)
        return {"async": True}

    assert asl.simulate(flow(A=a_function()), mocks={"A": later}).output == {"async": True}


def test_async_answers_where_a_loop_runs_already() -> None:
    async def later(_: Any) -> Any:
        return "inner"

    async def test() -> Any:
        return asl.simulate(flow(A=a_function()), mocks={"A": later}).output

    assert asyncio.run(test()) == "inner"


def test_nested_delays_add_up() -> None:
    player = Played(After(3, After(4, Returned(1))))
    run = asl.simulate(flow(A=a_function()), mocks=player)
    assert (run.output, run.elapsed) == (1, 7)


def test_what_is_waited_for() -> None:
    player = Played(Never(), Never(), Never())
    run = asl.simulate(
        flow(
            P=a_parallel(
                flow(A=an_activity()), flow(B=a_message(".waitForTaskToken")), flow(C=a_job())
            )
        ),
        mocks=player,
    )
    assert [(w.state, w.what, w.token is not None) for w in run.waiting] == [
        ("A", "activity", True),
        ("B", "token", True),
        ("C", "task", False),
    ]


# ------------------------------------------------------------------ loops without an end

LOOP = {
    "StartAt": "A",
    "States": {
        "A": a_pass(Next="C"),
        "C": {
            "Type": "Choice",
            "Choices": [{"Variable": "$.stop", "IsPresent": True, "Next": "Z"}],
            "Default": "B",
        },
        "B": a_pass(Next="A"),
        "Z": {"Type": "Succeed"},
    },
}


def host_of(definition: Any, mocks: Any = None, still: int = 5_000) -> VirtualHost:
    host = prepare(definition, mocks=mocks, type="EXPRESS")
    host._still_limit = still  # a million takes too long for a test
    return host


def test_an_express_loop_in_which_no_time_passes_is_named() -> None:
    with pytest.raises(EndlessLoop, match='"A", "C", "B" follow each other for ever'):
        host_of(LOOP).run()


def test_a_loop_of_tasks_that_answer_at_once_is_one_too() -> None:
    states = {**LOOP["States"], "B": a_function(ResultPath=None, Next="A")}
    with pytest.raises(EndlessLoop, match='"B"'):
        host_of({**LOOP, "States": states}, {"B": 1}).run()


def test_a_loop_that_waits_meets_the_quota() -> None:
    states = {**LOOP["States"], "B": a_wait(1, Next="A")}
    host = host_of({**LOOP, "States": states})
    host.run()
    assert Run(host).status == "TIMED_OUT"
    assert Run(host).elapsed == 300


def test_a_standard_loop_meets_the_history_s_end() -> None:
    run = asl.simulate(LOOP)
    assert run.cause == "The execution reached the maximum number of history events (25000)."


def test_every_child_has_its_own_measure() -> None:
    """Many children at one instant are no loop."""
    host = prepare(flow(M=a_map_run(flow(A=a_pass(), B=a_pass()))), list(range(200)))
    host._still_limit = 150
    host.run()
    assert Run(host).succeeded


# ------------------------------------------------------------------ identity


def test_names_and_arns() -> None:
    run = asl.simulate(
        flow(A=a_pass(Parameters={"e.$": "$$.Execution", "m.$": "$$.StateMachine"})),
        {"x": 1},
        name="order-7",
        machine_name="orders",
        account="000000000001",
        region="eu-west-1",
        role_arn="arn:aws:iam::000000000001:role/r",
        now="2026-01-05T09:00:00Z",
    )
    home = "arn:aws:states:eu-west-1:000000000001"
    assert run.output == {
        "e": {
            "Id": f"{home}:execution:orders:order-7",
            "Input": {"x": 1},
            "StartTime": "2026-01-05T09:00:00Z",
            "Name": "order-7",
            "RoleArn": "arn:aws:iam::000000000001:role/r",
            "RedriveCount": 0,
        },
        "m": {"Id": f"{home}:stateMachine:orders", "Name": "orders"},
    }


def test_an_express_execution_s_arn() -> None:
    run = asl.simulate(flow(A=a_pass()), type="EXPRESS")
    assert ":express:machine:run:" in run.execution_arn
    assert run.execution.limits is EXPRESS


def test_start_at_a_state_with_variables() -> None:
    run = asl.simulate(
        flow(A=a_pass(), B=a_pass(Parameters={"v.$": "$v"})), start_at="B", variables={"v": 2}
    )
    assert run.output == {"v": 2}
    assert lines(run.records) == expected(
        """
        1<0 ExecutionStarted
        2<0 PassStateEntered B
        3<2 PassStateExited B
        4<3 ExecutionSucceeded
        """
    )
    with pytest.raises(asl.UsageError, match='did you mean "Second"'):
        asl.simulate(flow(First=a_pass(), Second=a_pass()), start_at="Secnd")
