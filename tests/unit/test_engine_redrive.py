"""Redrive: what runs again, what keeps its output, and where the new events hang.

Sources: AWS guide, "Restarting state machine executions with redrive"; captured histories of redriven executions.
"""

from __future__ import annotations

import pytest
from by_hand import ByHand
from histories import (
    START_MS,
    a_fail,
    a_function,
    a_map,
    a_message,
    a_parallel,
    a_pass,
    a_wait,
    an_activity,
    catch,
    expected,
    flow,
    retry,
)

import asl
from asl.engine.redrive import refusal
from asl.limits import EXPRESS, YEAR_SECONDS
from asl.testing.run import Run
from asl.testing.simulate import prepare
from asl.vocabulary import signals

DAY = 86_400


def redriven(hand: ByHand, after_s: float = 60) -> ByHand:
    """The same execution after a redrive."""
    hand.wait(after_s)
    assert hand.send(signals.Redrive())
    return hand


def test_a_task_is_scheduled_again_from_its_own_entry() -> None:
    hand = ByHand(flow(A=a_function(), B=a_pass()))
    hand.fail("A")
    redriven(hand)
    hand.succeed("A", 1)
    assert hand.history(2) == expected(
        """
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionFailed E
        6<5 ExecutionFailed E
        7<6 ExecutionRedriven 1
        8<2 LambdaFunctionScheduled
        9<8 LambdaFunctionStarted
        10<9 LambdaFunctionSucceeded
        11<10 TaskStateExited A
        12<11 PassStateEntered B
        13<12 PassStateExited B
        14<13 ExecutionSucceeded
        """
    )


def test_an_activity_beside_a_finished_branch() -> None:
    """Captured: the finished branch keeps its output, nothing is written for the Parallel itself."""
    hand = ByHand(flow(P=a_parallel(flow(A=a_pass(Result="done")), flow(B=an_activity()))))
    hand.accept("B")
    hand.fail("B")
    redriven(hand)
    hand.succeed("B", "again")
    assert hand.history(4) == expected(
        """
        4<3 PassStateEntered A
        5<4 PassStateExited A
        6<3 TaskStateEntered B
        7<6 ActivityScheduled
        8<7 ActivityStarted
        9<8 ActivityFailed E
        10<9 TaskStateAborted
        11<9 ParallelStateFailed
        12<11 ExecutionFailed E
        13<12 ExecutionRedriven 1
        14<6 ActivityScheduled
        15<14 ActivityStarted
        16<15 ActivitySucceeded
        17<16 TaskStateExited B
        18<17 ParallelStateSucceeded
        19<17 ParallelStateExited P
        20<19 ExecutionSucceeded
        """
    )
    assert hand.execution.output == ["done", "again"]


def test_an_aborted_sibling_runs_again_too() -> None:
    hand = ByHand(flow(P=a_parallel(flow(A=a_function()), flow(B=a_function()))))
    hand.fail("B")
    redriven(hand)
    assert sorted(hand.tasks()) == ["A", "B"]
    hand.succeed("A", 1)
    hand.succeed("B", 2)
    assert hand.execution.output == [1, 2]


def test_iterations_that_are_done_keep_their_outputs_and_later_ones_begin() -> None:
    hand = ByHand(flow(M=a_map(flow(A=a_function()), MaxConcurrency=2)), list("abcd"))
    hand.succeed("A", "a1", index=0)
    hand.fail("A", index=2)
    redriven(hand)
    assert sorted(hand.task("A", index).arguments for index in (1, 2)) == ["b", "c"]
    for index in (1, 2, 3):
        hand.succeed("A", f"{index}", index=index)
    assert hand.execution.output == ["a1", "1", "2", "3"]
    kinds = [record[0] for record in hand.records]
    assert kinds.count("MapStateStarted") == 1
    assert kinds.count("MapIterationStarted") == 4


def test_a_sequential_map_goes_on_where_it_stopped() -> None:
    hand = ByHand(flow(M=a_map(flow(F=a_function()), MaxConcurrency=1)), [1, 2])
    hand.fail("F")
    redriven(hand)
    hand.succeed("F", "x", index=0)
    hand.succeed("F", "y", index=1)
    assert hand.history(4) == expected(
        """
        4<3 MapIterationStarted 0
        5<4 TaskStateEntered F
        6<5 LambdaFunctionScheduled
        7<6 LambdaFunctionStarted
        8<7 LambdaFunctionFailed E
        9<8 MapIterationFailed 0
        10<8 TaskStateAborted
        11<8 MapStateFailed
        12<11 ExecutionFailed E
        13<12 ExecutionRedriven 1
        14<5 LambdaFunctionScheduled
        15<14 LambdaFunctionStarted
        16<15 LambdaFunctionSucceeded
        17<16 TaskStateExited F
        18<17 MapIterationSucceeded 0
        19<17 MapIterationStarted 1
        20<19 TaskStateEntered F
        21<20 LambdaFunctionScheduled
        22<21 LambdaFunctionStarted
        23<22 LambdaFunctionSucceeded
        24<23 TaskStateExited F
        25<24 MapIterationSucceeded 1
        26<25 MapStateSucceeded
        27<25 MapStateExited M
        28<27 ExecutionSucceeded
        """
    )


def test_fail_is_entered_again_and_fails_again() -> None:
    hand = ByHand(flow(F=a_fail("E")))
    redriven(hand)
    assert hand.history(2) == expected(
        """
        2<0 FailStateEntered F
        3<2 ExecutionFailed E
        4<3 ExecutionRedriven 1
        5<4 FailStateEntered F
        6<5 ExecutionFailed E
        """
    )
    assert refusal(hand.execution, hand.now_ms) is None


def test_a_choice_is_evaluated_again() -> None:
    hand = ByHand(
        flow(
            C={"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": True, "Next": "Z"}]},
            Z=a_pass(),
        ),
        {"x": 1},
    )
    assert hand.status == "FAILED"
    redriven(hand)
    assert hand.history(4) == expected(
        """
        4<3 ExecutionRedriven 1
        5<4 ChoiceStateEntered C
        6<5 ExecutionFailed States.Runtime
        """
    )


def test_a_wait_for_an_instant_that_is_past_is_over() -> None:
    hand = ByHand(flow(W={"Type": "Wait", "Timestamp": "2025-01-01T00:01:00Z"}, A=a_function()))
    hand.wait(5)
    hand.send(signals.Stop())
    redriven(hand, 3600)
    assert hand.tasks() == ["A"]
    assert hand.history(4)[:2] == expected(
        """
        4<3 ExecutionRedriven 1
        5<2 WaitStateExited W
        """
    )


def test_a_wait_that_is_not_over_goes_on() -> None:
    hand = ByHand(flow(W={"Type": "Wait", "Timestamp": "2025-01-02T00:00:00Z"}))
    hand.send(signals.Stop())
    redriven(hand, 3600)
    assert [t.due_ms for t in hand.timers("wait")] == [START_MS + DAY * 1000]


def test_a_timed_out_execution_has_its_time_again() -> None:
    hand = ByHand({**flow(A=a_function()), "TimeoutSeconds": 60})
    hand.fire("execution")
    assert hand.status == "TIMED_OUT"
    redriven(hand, 40)
    assert [t.due_ms for t in hand.timers("execution")] == [START_MS + (60 + 40 + 60) * 1000]
    assert [t.due_ms for t in hand.timers("quota")] == [START_MS + (100 + YEAR_SECONDS) * 1000]
    hand.succeed("A")
    assert hand.status == "SUCCEEDED"


def test_retries_are_counted_anew() -> None:
    given = {"n.$": "$$.State.RetryCount", "r.$": "$$.Execution.RedriveCount"}
    hand = ByHand(flow(A=a_function(Parameters=given, Retry=retry(attempts=1))))
    hand.fail("A")
    hand.fire("retry")
    hand.fail("A")
    assert hand.status == "FAILED"
    redriven(hand)
    assert hand.task("A").arguments == {"n": 0, "r": 1}
    assert hand.task("A").attempt == 0
    hand.fail("A")
    hand.fire("retry")
    assert hand.task("A").arguments == {"n": 1, "r": 1}


def test_the_context_of_a_redriven_execution() -> None:
    given = {"c.$": "$$.Execution.RedriveTime", "e.$": "$$.State.EnteredTime"}
    hand = ByHand(flow(W=a_wait(5), A=a_function(Parameters=given)))
    hand.fire("wait")
    # RedriveTime is not there before a redrive: the path finds nothing.
    assert hand.status == "FAILED"
    redriven(hand, 100)
    assert hand.task("A").arguments == {
        "c": "2025-01-01T00:01:45Z",
        "e": "2025-01-01T00:00:05Z",
    }


def test_a_task_between_two_attempts_is_scheduled_at_once() -> None:
    hand = ByHand(flow(A=a_function(Retry=retry(IntervalSeconds=99))))
    hand.fail("A")
    hand.send(signals.Stop())
    redriven(hand)
    assert hand.tasks() == ["A"]
    assert hand.timers("retry") == []


def test_a_redriven_failure_can_be_caught() -> None:
    hand = ByHand(flow(A=a_message(Catch=catch("B", "Y"), End=True), B=a_pass()))
    hand.fail("A", "X")
    redriven(hand)
    hand.fail("A", "Y")
    assert hand.status == "SUCCEEDED"


def test_states_runtime_in_a_branch_leaves_the_others_where_they_were() -> None:
    hand = ByHand(
        flow(P=a_parallel(flow(W=a_wait(5), A=a_function()), flow(R=a_pass(InputPath="$.none"))))
    )
    assert hand.status == "FAILED"
    redriven(hand)
    assert hand.status == "FAILED"
    assert hand.history(6) == expected(
        """
        6<5 ExecutionFailed States.Runtime
        7<6 ExecutionRedriven 1
        8<7 PassStateEntered R
        9<8 ExecutionFailed States.Runtime
        """
    )


def test_a_parallel_that_failed_by_itself_runs_all_branches_again() -> None:
    hand = ByHand(
        flow(P=a_parallel(flow(A=a_function()), flow(B=a_pass()), ResultSelector={"x.$": "$[0].x"}))
    )
    hand.succeed("A", {})
    assert hand.status == "FAILED"
    redriven(hand)
    hand.succeed("A", {"x": 1})
    assert hand.execution.output == {"x": 1}
    starts = [r for r in hand.records if r[0] == "ParallelStateStarted"]
    assert [r[1] for r in starts] == [2, 2]


def test_a_map_whose_next_item_had_no_input_runs_all_of_them_again() -> None:
    hand = ByHand(
        flow(
            M=a_map(
                flow(A=a_function()),
                ItemSelector={"x.$": "States.ArrayGetItem($$.Map.Item.Value, 1)"},
                MaxConcurrency=1,
            )
        ),
        [[1, 2], [1]],
    )
    hand.succeed("A")
    assert hand.status == "FAILED"
    redriven(hand)
    assert hand.task("A", 0).arguments == {"x": 2}


def test_a_child_that_fails_as_soon_as_it_is_armed() -> None:
    """The one beside it is not called any more, and both go on with the next redrive."""
    wrong = "{% $states.context.Execution.RedriveCount < 2 ? $none : 1 %}"
    hand = ByHand(
        flow(
            P=a_parallel(
                flow(A=a_function(QueryLanguage="JSONata", Arguments=wrong)),
                flow(B=a_function()),
            )
        )
    )
    assert hand.status == "FAILED"
    redriven(hand)
    assert hand.status == "FAILED"
    assert hand.open == {}
    redriven(hand)
    assert hand.tasks() == ["A", "B"]


def test_twice() -> None:
    hand = ByHand(flow(A=a_function()))
    for count in (1, 2, 3):
        hand.fail("A")
        redriven(hand)
        assert hand.execution.redrive_count == count
    redrives = [(i, r[1]) for i, r in enumerate(hand.records, 1) if r[0] == "ExecutionRedriven"]
    assert redrives == [(i, i - 1) for i, _ in redrives]
    hand.succeed("A", 1)
    assert hand.status == "SUCCEEDED"
    assert hand.execution.stopped_ms == hand.now_ms


def test_every_state_that_runs_again_is_a_transition_and_so_is_the_redrive() -> None:
    host = prepare(flow(A=a_function()), mocks={"A": asl.sequence(asl.raises("E"), 1)})
    host.run()
    assert Run(host).transitions == 1
    host.send(signals.Redrive())
    host.run()
    assert Run(host).succeeded
    assert Run(host).transitions == 3


def test_a_snapshot_between_failure_and_redrive() -> None:
    hand = ByHand(
        flow(P=a_parallel(flow(A=a_function()), flow(M=a_map(flow(B=a_function()))))),
        [1, 2],
        reload=True,
    )
    hand.succeed("B", "b0", index=0)
    hand.fail("A")
    redriven(hand)
    hand.succeed("A", "a")
    hand.succeed("B", "b1", index=1)
    assert hand.execution.output == ["a", ["b0", "b1"]]


def test_why_not() -> None:
    running = ByHand(flow(A=a_function()))
    assert refusal(running.execution, START_MS) == "Execution is RUNNING and cannot be redriven"
    running.succeed("A")
    assert refusal(running.execution, START_MS) == "Execution is SUCCEEDED and cannot be redriven"
    express = ByHand(flow(A=a_function()), limits=EXPRESS)
    express.fail("A")
    assert refusal(express.execution, START_MS) == "Execution is EXPRESS and cannot be redriven"


@pytest.mark.parametrize(
    ("ran_s", "closed_s", "why"),
    [
        pytest.param(0, 14 * DAY - 1, None, id="just within fourteen days"),
        pytest.param(
            0, 14 * DAY, "Execution redrivable period exceeded", id="fourteen days after the end"
        ),
        pytest.param(360 * DAY, 5 * DAY - 1, None, id="just within a year"),
        pytest.param(
            360 * DAY,
            5 * DAY,
            "Execution has exceeded the max execution time",
            id="a year after the start",
        ),
    ],
)
def test_until_when(ran_s: int, closed_s: int, why: str | None) -> None:
    hand = ByHand(flow(A=a_function()))
    hand.wait(ran_s)
    hand.fail("A")
    hand.wait(closed_s)
    assert refusal(hand.execution, hand.now_ms) == why
    assert hand.send(signals.Redrive()) is (why is None)
    assert (hand.status == "RUNNING") is (why is None)


def test_not_twice_at_once() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.fail("A")
    hand.offer(signals.Redrive())
    hand.offer(signals.Redrive())
    hand.run()
    assert hand.execution.redrive_count == 1
    assert hand.tasks() == ["A"]


def test_a_stop_that_comes_right_after_a_redrive_stops_it() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.fail("A")
    assert hand.offer(signals.Redrive())
    assert hand.offer(signals.Stop("S"))
    hand.run()
    assert hand.status == "ABORTED"
    assert [r[0] for r in hand.records[-2:]] == ["ExecutionRedriven", "ExecutionAborted"]
    assert hand.open == {}


def test_two_redrives_at_once_are_one() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.fail("A")
    assert hand.offer(signals.Redrive())
    assert not hand.offer(signals.Redrive())
    hand.run()
    assert hand.execution.redrive_count == 1
