"""Tasks by hand: when clocks start, what a late or early answer does, what a call carries.

Sources: AWS guide, "Activities"; recorded histories of heartbeats, timeouts and callbacks.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    START_MS,
    a_function,
    a_job,
    a_message,
    a_parallel,
    a_pass,
    an_activity,
    catch,
    expected,
    flow,
    retry,
)

from asl.engine.tasks import token_parts
from asl.vocabulary import effects, signals

# ------------------------------------------------------------------ answers


def test_a_late_answer_is_refused_and_changes_nothing() -> None:
    hand = ByHand(flow(A=a_function(TimeoutSeconds=5, Catch=catch("B"), End=True), B=a_message()))
    late = hand.task("A").effect_id
    hand.accept("A")
    hand.fire("task")
    assert hand.tasks() == ["B"]
    before = hand.execution.dump()
    for signal in (
        signals.TaskSucceeded(late, 1),
        signals.TaskFailed(late, "E"),
        signals.TaskHeartbeat(late),
        signals.TaskAccepted(late),
        signals.TaskSubmitted(late, {}),
        signals.TaskRefused(late, "c"),
    ):
        assert hand.send(signal) is False
    assert hand.execution.dump() == before


def test_an_answer_is_taken_once() -> None:
    hand = ByHand(flow(A=a_function()))
    effect_id = hand.task("A").effect_id
    assert hand.offer(signals.TaskSucceeded(effect_id, "first")) is True
    assert hand.offer(signals.TaskSucceeded(effect_id, "second")) is False
    hand.open.pop(effect_id)
    hand.run()
    assert hand.execution.output == "first"


@pytest.mark.parametrize(
    "signal",
    [
        pytest.param(signals.TaskSucceeded("0/99", 1), id="an effect that was never made"),
        pytest.param(signals.TimerFired("0/1"), id="a timer's signal for a task"),
        pytest.param(signals.ChildFinished("0/1", "SUCCEEDED"), id="a child's signal for a task"),
        pytest.param(signals.ItemsRead("0/1", 0, None), id="a reader's signal for a task"),
        pytest.param(signals.ResultsWritten("0/1", {}), id="a writer's signal for a task"),
        pytest.param(signals.MapRunUpdated("0/1"), id="a Map Run's signal for a task"),
        pytest.param(signals.Start(), id="a second Start"),
        pytest.param(signals.Redrive(), id="Redrive while it runs"),
    ],
)
def test_signals_that_are_not_ours(signal: signals.Signal) -> None:
    hand = ByHand(flow(A=a_function()))
    assert hand.task("A").effect_id == "0/1"
    assert hand.send(signal) is False
    assert hand.tasks() == ["A"]


def test_nothing_is_taken_after_the_end() -> None:
    hand = ByHand(flow(A=a_function()))
    effect_id = hand.task("A").effect_id
    hand.succeed("A", 1)
    assert hand.status == "SUCCEEDED"
    for signal in (signals.TaskSucceeded(effect_id, 2), signals.Stop(), signals.Start()):
        assert hand.send(signal) is False


def test_the_answer_and_the_timeout_at_once() -> None:
    """Whichever was sent first is what happened; the other finds nobody waiting."""
    for first_answers in (True, False):
        hand = ByHand(flow(A=a_function(TimeoutSeconds=5)))
        task, timer = hand.task("A").effect_id, hand.timers("task")[0].effect_id
        both = [signals.TaskSucceeded(task, 1), signals.TimerFired(timer)]
        for signal in both if first_answers else reversed(both):
            assert hand.offer(signal)
        hand.open.clear()
        hand.now_ms += 5000
        hand.open.update(dict.fromkeys(hand.execution.pending))
        hand.run()
        assert hand.status == ("SUCCEEDED" if first_answers else "FAILED")


def test_a_token_answered_before_it_was_submitted() -> None:
    """A worker may be quicker than the call that told it: the answer counts, and nothing is written out of order."""
    hand = ByHand(flow(A=a_message(".waitForTaskToken")))
    hand.accept("A")
    effect_id = hand.task("A").effect_id
    del hand.open[effect_id]
    assert hand.send(signals.TaskSucceeded(effect_id, '{ "a": 1 }', True))
    assert hand.send(signals.TaskSubmitted(effect_id, {})) is False
    assert hand.history(2) == expected(
        """
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSucceeded
        6<5 TaskStateExited A
        7<6 ExecutionSucceeded
        """
    )
    assert hand.execution.output == {"a": 1}
    assert hand.records[4][4] == '{ "a": 1 }'


def test_an_answer_before_the_call_was_taken_writes_what_came_before_it() -> None:
    hand = ByHand(flow(A=a_message()))
    effect_id = hand.task("A").effect_id
    del hand.open[effect_id]
    assert hand.send(signals.TaskSucceeded(effect_id, 1))
    assert hand.history(3)[:3] == expected(
        """
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSucceeded
        """
    )


def test_signals_of_one_life_are_written_once() -> None:
    hand = ByHand(flow(A=an_activity()))
    effect_id = hand.task("A").effect_id
    for signal in (
        signals.TaskAccepted(effect_id),
        signals.TaskAccepted(effect_id),
        signals.ActivityStarted(effect_id, "w1"),
        signals.ActivityStarted(effect_id, "w2"),
        signals.TaskHeartbeat(effect_id),
        signals.TaskAccepted(effect_id),
    ):
        assert hand.send(signal)
    assert hand.history(3) == expected(
        """
        3<2 ActivityScheduled
        4<3 ActivityStarted w1
        """
    )


# ------------------------------------------------------------------ tokens


def test_a_token_is_in_the_arguments_and_names_its_effect() -> None:
    hand = ByHand(flow(A=a_message(".waitForTaskToken")))
    task = hand.task("A")
    assert task.token is not None
    assert task.arguments["MessageBody"] == {"t": task.token}
    assert len(task.token) <= 1024
    arn = hand.execution.identity.execution_arn
    assert token_parts(task.token) == (arn, task.effect_id)


@pytest.mark.parametrize("text", ["", "AAAA", "é", "Zm9v", "Zm9vfGJhcg==", "%%%"])
def test_tokens_of_others(text: str) -> None:
    assert token_parts(text) is None


def test_every_attempt_has_its_own_token() -> None:
    hand = ByHand(flow(A=a_message(".waitForTaskToken", Retry=retry(attempts=2))))
    tokens = []
    for _ in range(3):
        tokens.append(hand.task("A").token)
        assert hand.task("A").arguments["MessageBody"] == {"t": tokens[-1]}
        hand.fail("A", "E")
        if hand.status == "RUNNING":
            hand.fire("retry")
    assert len(set(tokens)) == 3
    assert hand.status == "FAILED"


def test_a_token_is_in_sight_only_while_arguments_are_evaluated() -> None:
    hand = ByHand(
        flow(
            A=a_message(".waitForTaskToken", ResultSelector={"c.$": "$$.Task"}, Catch=catch("B")),
            B=a_pass(),
        )
    )
    hand.succeed("A", 1)
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.Runtime"


def test_activities_and_tokens_have_tokens_and_nothing_else_has() -> None:
    for state, has_token in (
        (a_function(), False),
        (a_message(), False),
        (a_job(), False),
        (an_activity(), True),
        (a_message(".waitForTaskToken"), True),
    ):
        assert (ByHand(flow(A=state)).task("A").token is not None) is has_token


# ------------------------------------------------------------------ clocks


def due(hand: ByHand, purpose: str) -> list[float]:
    """When timers of this purpose are due, in seconds after the start."""
    return [(timer.due_ms - START_MS) / 1000 for timer in hand.timers(purpose)]


def test_a_call_s_timeout_starts_with_the_call() -> None:
    hand = ByHand(flow(A=a_function(TimeoutSeconds=7)))
    assert due(hand, "task") == [7]
    assert hand.task("A").timeout_s == 7


def test_an_activity_s_clocks_start_when_a_worker_takes_it() -> None:
    """Captured: TimeoutSeconds 3, not leased for 4.4 s, then leased and answered in time."""
    hand = ByHand(flow(A=an_activity(TimeoutSeconds=3, HeartbeatSeconds=2)))
    hand.accept("A")
    assert due(hand, "task") == due(hand, "heartbeat") == []
    hand.wait(4.4)
    hand.send(signals.ActivityStarted(hand.task("A").effect_id))
    assert due(hand, "task") == [7.4]
    assert due(hand, "heartbeat") == [6.4]


def test_a_heartbeat_restarts_nothing_until_its_timer_fires() -> None:
    hand = ByHand(flow(A=a_message(".waitForTaskToken", HeartbeatSeconds=10, TimeoutSeconds=60)))
    effect_id = hand.task("A").effect_id
    hand.accept("A")
    timers = hand.timers("heartbeat")
    assert due(hand, "heartbeat") == [10]
    for _ in range(3):
        hand.wait(2)
        hand.send(signals.TaskHeartbeat(effect_id))
    assert hand.timers("heartbeat") == timers
    hand.fire("heartbeat")
    assert hand.status == "RUNNING"
    assert due(hand, "heartbeat") == [16]
    assert due(hand, "task") == [60]
    hand.fire("heartbeat")
    assert hand.history(5) == expected(
        """
        5<4 TaskTimedOut States.Timeout
        6<5 ExecutionFailed States.Timeout
        """
    )
    assert hand.open == {}
    assert hand.records[4][2] == START_MS + 16_000


def test_a_beat_at_the_very_instant_keeps_the_task() -> None:
    hand = ByHand(flow(A=an_activity(HeartbeatSeconds=10, TimeoutSeconds=60)))
    hand.send(signals.ActivityStarted(hand.task("A").effect_id))
    hand.wait(10)
    hand.send(signals.TaskHeartbeat(hand.task("A").effect_id))
    hand.fire("heartbeat")
    assert hand.status == "RUNNING"
    assert due(hand, "heartbeat") == [20]


def test_heartbeats_are_for_tasks_that_somebody_else_answers() -> None:
    """A request-response call has no worker that could beat."""
    assert due(ByHand(flow(A=a_message(HeartbeatSeconds=3, TimeoutSeconds=9))), "heartbeat") == []
    assert due(ByHand(flow(A=a_job(HeartbeatSeconds=3, TimeoutSeconds=9))), "heartbeat") == [3]


def test_a_timeout_counts_from_its_own_attempt() -> None:
    hand = ByHand(flow(A=a_function(TimeoutSeconds=5, Retry=retry(IntervalSeconds=3))))
    hand.wait(4)
    hand.fail("A")
    assert due(hand, "task") == []
    assert due(hand, "retry") == [7]
    hand.fire("retry")
    assert due(hand, "task") == [12]


def test_an_answer_cancels_every_clock() -> None:
    hand = ByHand(flow(A=a_job(TimeoutSeconds=9, HeartbeatSeconds=3), B=a_message()))
    hand.succeed("A", {})
    assert due(hand, "task") == due(hand, "heartbeat") == []
    cancelled = [e for e in hand.made if isinstance(e, effects.CancelTimer)]
    assert len(cancelled) == 2


def test_a_timeout_cancels_the_task() -> None:
    hand = ByHand(flow(A=a_function(TimeoutSeconds=9, Catch=catch("B"), End=True), B=a_message()))
    effect_id = hand.task("A").effect_id
    hand.fire("task")
    assert effects.CancelTask(effect_id) in hand.made


@pytest.mark.parametrize(
    ("fields", "data", "timeout_s", "heartbeat_s"),
    [
        pytest.param({}, {}, None, None, id="nothing set, nothing shown"),
        pytest.param({"TimeoutSeconds": 30, "HeartbeatSeconds": 4}, {}, 30, 4, id="literals"),
        pytest.param(
            {"TimeoutSecondsPath": "$.t", "HeartbeatSecondsPath": "$.h"},
            {"t": 31, "h": 5},
            31,
            5,
            id="paths",
        ),
    ],
)
def test_what_a_call_and_its_event_show_of_the_clocks(
    fields: Any, data: Any, timeout_s: int | None, heartbeat_s: int | None
) -> None:
    hand = ByHand(flow(A=a_message(".waitForTaskToken", **fields)), data)
    hand.accept("A")
    task = hand.task("A")
    assert (task.timeout_s, task.heartbeat_s) == (timeout_s, heartbeat_s)
    assert hand.records[2][5:7] == (timeout_s, heartbeat_s)


# ------------------------------------------------------------------ what a call carries


def test_a_call_tells_the_host_everything() -> None:
    hand = ByHand(
        flow(
            P=a_parallel(
                flow(
                    A=a_message(
                        ".waitForTaskToken",
                        TimeoutSeconds=60,
                        HeartbeatSeconds=5,
                        Credentials={"RoleArn": "arn:aws:iam::123456789012:role/other"},
                    )
                )
            )
        )
    )
    call = hand.task("A")
    assert call.resource.name == "sqs:sendMessage.waitForTaskToken".partition(":")[2]
    assert call.role_arn == "arn:aws:iam::123456789012:role/other"
    assert call.pointer == "/States/P/Branches/0/States/A"
    assert call.effect_id.startswith("0/")
    assert call.map_index is None


def test_text_that_a_worker_sent_is_kept_as_it_is_written() -> None:
    hand = ByHand(flow(A=an_activity(), B=a_pass()))
    effect_id = hand.task("A").effect_id
    del hand.open[effect_id]
    hand.send(signals.TaskSucceeded(effect_id, '{"a" :  1.0}', True))
    assert hand.records[4][4] == '{"a" :  1.0}'
    assert hand.execution.output == {"a": 1.0}
