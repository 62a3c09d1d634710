"""Distributed Maps: children out, results in, thresholds, batches, retries.

Sources: AWS guide, "Distributed mode", "Tolerated failure threshold"; recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    a_function,
    a_map_run,
    a_parallel,
    a_pass,
    a_wait,
    catch,
    expected,
    flow,
    retry,
)

from asl.jsonvalue import size
from asl.vocabulary import effects, signals

BODY = flow(A=a_pass())


def a_run(**fields: Any) -> dict[str, Any]:
    return flow(M=a_map_run(BODY, **fields))


# ------------------------------------------------------------------ order


def test_success() -> None:
    """Recorded since November 2024: the exit hangs on MapRunStarted."""
    hand = ByHand(flow(M=a_map_run(BODY), Z=a_pass()), [1, 2])
    hand.finish_child(1, output="b")
    hand.finish_child(0, output="a")
    assert hand.history(2) == expected(
        """
        2<0 MapStateEntered M
        3<2 MapStateStarted 2
        4<3 MapRunStarted
        5<4 MapRunSucceeded
        6<5 MapStateSucceeded
        7<4 MapStateExited M
        8<7 PassStateEntered Z
        9<8 PassStateExited Z
        10<9 ExecutionSucceeded
        """
    )
    assert hand.execution.output == ["a", "b"]
    assert hand.open == {}


def test_failure() -> None:
    hand = ByHand(a_run(), [1, 2, 3])
    hand.finish_child(1, "FAILED")
    assert hand.history(5) == expected(
        """
        5<4 MapRunFailed States.ExceedToleratedFailureThreshold
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ExceedToleratedFailureThreshold
        """
    )
    assert hand.execution.failure == (
        "States.ExceedToleratedFailureThreshold",
        "The specified tolerated failure threshold was exceeded",
    )
    assert hand.open == {}
    assert sum(isinstance(effect, effects.StopChild) for effect in hand.made) == 2


def test_nothing_to_do() -> None:
    hand = ByHand(a_run(), [])
    assert hand.history(3) == expected(
        """
        3<2 MapStateStarted 0
        4<3 MapRunStarted
        5<4 MapRunSucceeded
        6<5 MapStateSucceeded
        7<4 MapStateExited M
        8<7 ExecutionSucceeded
        """
    )


def test_caught() -> None:
    hand = ByHand(
        flow(
            M=a_map_run(BODY, Catch=catch("B", "States.ExceedToleratedFailureThreshold"), End=True),
            B=a_wait(),
        ),
        [1],
    )
    hand.finish_child(0, "TIMED_OUT")
    assert hand.history(5) == expected(
        """
        5<4 MapRunFailed States.ExceedToleratedFailureThreshold
        6<5 MapStateFailed
        7<6 MapStateExited M
        8<7 WaitStateEntered B
        """
    )


def test_a_retry_starts_a_new_run_over_all_items() -> None:
    hand = ByHand(a_run(Retry=retry()), [1, 2])
    first = hand.execution.map_runs[0]
    hand.finish_child(0, output="kept by nobody")
    hand.finish_child(0, "FAILED")
    hand.fire("retry")
    assert len(hand.children()) == 2
    second = hand.execution.map_runs[1]
    assert first.arn != second.arn
    assert (first.status, second.status) == ("FAILED", "RUNNING")
    hand.finish_child(0, output=1)
    hand.finish_child(0, output=2)
    assert hand.history(3) == expected(
        """
        3<2 MapStateStarted 2
        4<3 MapRunStarted
        5<4 MapRunFailed States.ExceedToleratedFailureThreshold
        6<5 MapStateStarted 2
        7<6 MapRunStarted
        8<7 MapRunSucceeded
        9<8 MapStateSucceeded
        10<7 MapStateExited M
        11<10 ExecutionSucceeded
        """
    )


@pytest.mark.parametrize(
    ("fields", "events"),
    [
        pytest.param(
            {"MaxConcurrencyPath": "$.bad", "ItemsPath": "$.list"},
            "3<2 ExecutionFailed States.Runtime",
            id="a bad MaxConcurrencyPath, before MapStateStarted",
        ),
        pytest.param(
            {"ToleratedFailureCountPath": "$.bad", "ItemsPath": "$.list"},
            """
            3<2 MapStateStarted 1
            4<3 ExecutionFailed States.Runtime
            """,
            id="a bad ToleratedFailureCountPath, after it",
        ),
        pytest.param(
            {"ToleratedFailurePercentagePath": "$.bad", "ItemsPath": "$.list"},
            """
            3<2 MapStateStarted 1
            4<3 ExecutionFailed States.Runtime
            """,
            id="a bad ToleratedFailurePercentagePath, after it",
        ),
        pytest.param(
            {"ToleratedFailureCountPath": "$.minus", "ItemsPath": "$.list"},
            """
            3<2 MapStateStarted 1
            4<3 ExecutionFailed States.Runtime
            """,
            id="a negative count",
        ),
        pytest.param(
            {"ToleratedFailurePercentagePath": "$.much", "ItemsPath": "$.list"},
            """
            3<2 MapStateStarted 1
            4<3 ExecutionFailed States.Runtime
            """,
            id="more than a hundred percent",
        ),
        pytest.param(
            {"ItemSelector": {"x.$": "$.none"}, "ItemsPath": "$.list"},
            """
            3<2 MapStateStarted 1
            4<3 MapRunStarted
            5<4 ExecutionFailed States.Runtime
            """,
            id="an ItemSelector that finds nothing",
        ),
    ],
)
def test_settings_that_fail(fields: dict[str, Any], events: str) -> None:
    hand = ByHand(a_run(**fields), {"list": [1], "bad": "x", "minus": -1, "much": 101})
    assert hand.history(3) == expected(events)
    assert hand.open == {}
    assert all(run.status != "RUNNING" for run in hand.execution.map_runs)


def test_a_run_in_a_branch_is_aborted_with_it() -> None:
    hand = ByHand(flow(P=a_parallel(flow(M=a_map_run(BODY)), flow(B=a_function()))), [1, 2])
    hand.fail("B")
    assert hand.history(4) == expected(
        """
        4<3 MapStateEntered M
        5<4 MapStateStarted 2
        6<5 MapRunStarted
        7<3 TaskStateEntered B
        8<7 LambdaFunctionScheduled
        9<8 LambdaFunctionStarted
        10<9 LambdaFunctionFailed E
        11<10 MapRunAborted
        12<10 MapStateAborted
        13<10 TaskStateAborted
        14<10 ParallelStateFailed
        15<14 ExecutionFailed E
        """
    )
    assert hand.execution.map_runs[0].status == "ABORTED"
    assert hand.open == {}


def test_a_run_that_failed_is_no_run_of_the_states_after_it() -> None:
    hand = ByHand(
        flow(
            P=a_parallel(
                flow(M=a_map_run(BODY, Catch=catch("W"), End=True), W=a_wait()),
                flow(B=a_function()),
            )
        ),
        [1],
    )
    hand.finish_child(0, "FAILED")
    hand.fail("B")
    assert "MapRunAborted" not in [record[0] for record in hand.records]
    assert [record[0] for record in hand.records].count("WaitStateAborted") == 1


# ------------------------------------------------------------------ children


def test_what_a_child_is_told() -> None:
    hand = ByHand(
        a_run(
            Label="lab",
            ItemSelector={
                "v.$": "$$.Map.Item.Value",
                "i.$": "$$.Map.Item.Index",
                "s.$": "$$.Map.Item.Source",
            },
        ),
        ["x"],
    )
    (child,) = hand.children()
    assert isinstance(child, effects.StartChild)
    assert child.input == {"v": "x", "i": 0, "s": "STATE_DATA"}
    assert (child.label, child.execution_type, child.child) == ("lab", "STANDARD", 0)
    assert child.pointer == "/States/M"
    run = hand.execution.map_runs[0]
    assert child.map_run_arn == run.arn
    assert run.arn.startswith("arn:aws:states:us-east-1:123456789012:mapRun:machine/lab:")


def test_max_concurrency() -> None:
    hand = ByHand(a_run(MaxConcurrency=2), [1, 2, 3, 4])
    started = []
    while hand.children():
        assert len(hand.children()) <= 2
        started.append(hand.children()[0].input)  # type: ignore[union-attr]  # all are started
        hand.finish_child(0)
    assert started == [1, 2, 3, 4]
    assert hand.status == "SUCCEEDED"


def test_the_tolerance_can_be_changed_while_it_runs() -> None:
    hand = ByHand(a_run(ToleratedFailurePercentage=0), [1, 2, 3, 4])
    arn = hand.execution.map_runs[0].arn
    assert hand.send(signals.MapRunUpdated(arn, tolerated_percentage=25.0))
    hand.finish_child(0, "FAILED")
    assert hand.status == "RUNNING"
    hand.finish_child(0, "TIMED_OUT")
    assert hand.status == "FAILED"


def test_settings_can_be_changed_while_it_runs() -> None:
    hand = ByHand(a_run(MaxConcurrency=1), [1, 2, 3, 4])
    arn = hand.execution.map_runs[0].arn
    assert len(hand.children()) == 1
    assert hand.send(signals.MapRunUpdated(arn, max_concurrency=3, tolerated_count=1))
    assert len(hand.children()) == 3
    hand.finish_child(0, "FAILED")
    assert hand.status == "RUNNING"
    hand.finish_child(0, "FAILED")
    assert hand.status == "FAILED"
    assert hand.send(signals.MapRunUpdated(arn, max_concurrency=9)) is False


@pytest.mark.parametrize(
    ("fields", "failed", "ok"),
    [
        pytest.param({}, 0, True, id="none failed"),
        pytest.param({}, 1, False, id="none is tolerated unless it is said"),
        pytest.param({"ToleratedFailureCount": 2}, 2, True, id="as many as tolerated"),
        pytest.param({"ToleratedFailureCount": 2}, 3, False, id="one more"),
        pytest.param({"ToleratedFailurePercentage": 20}, 2, True, id="as much as tolerated"),
        pytest.param({"ToleratedFailurePercentage": 20}, 3, False, id="more"),
        pytest.param({"ToleratedFailurePercentage": 19.5}, 2, False, id="a fraction more"),
        pytest.param({"ToleratedFailurePercentage": 100}, 10, True, id="all of them"),
        pytest.param(
            {"ToleratedFailurePercentage": 50, "ToleratedFailureCount": 1},
            2,
            False,
            id="either of the two",
        ),
    ],
)
def test_thresholds(fields: dict[str, Any], failed: int, ok: bool) -> None:
    hand = ByHand(a_run(**fields), list(range(10)))
    for at in range(10):
        if hand.status != "RUNNING":
            break
        hand.finish_child(0, "FAILED" if at < failed else "SUCCEEDED", at)
    assert hand.status == ("SUCCEEDED" if ok else "FAILED")
    counts = hand.execution.map_runs[0].counts
    assert counts["FAILED"] == failed
    if ok:
        assert counts["SUCCEEDED"] == 10 - failed


def test_a_tolerated_failure_stands_in_the_result_as_its_record() -> None:
    hand = ByHand(a_run(ToleratedFailureCount=1), [1, 2])
    name = hand.children()[0].name
    hand.finish_child(0, "FAILED")
    hand.finish_child(0, output="ok")
    assert hand.execution.output == [{"Name": name, "Status": "FAILED"}, "ok"]


def test_a_child_that_somebody_stopped_is_no_failed_item() -> None:
    """The guide counts items that failed or timed out."""
    hand = ByHand(a_run(), [1, 2])
    hand.finish_child(0, "ABORTED")
    hand.finish_child(0, output=2)
    assert hand.status == "SUCCEEDED"


# ------------------------------------------------------------------ batches

BATCHES = [
    pytest.param({"MaxItemsPerBatch": 2}, [[1, 2], [3, 4], [5]], id="by items"),
    pytest.param({"MaxItemsPerBatch": 9}, [[1, 2, 3, 4, 5]], id="more than there are"),
    pytest.param(
        {"MaxItemsPerBatch": 2, "BatchInput": {"b": 1}}, [[1, 2], [3, 4], [5]], id="with an input"
    ),
    # {"Items":[]} has 12 bytes, [1,2,3] makes it 17
    pytest.param({"MaxInputBytesPerBatch": 17}, [[1, 2, 3], [4, 5]], id="by bytes"),
    pytest.param({"MaxInputBytesPerBatch": 1}, [[1], [2], [3], [4], [5]], id="one at least"),
    pytest.param(
        {"MaxInputBytesPerBatch": 17, "MaxItemsPerBatch": 2}, [[1, 2], [3, 4], [5]], id="by both"
    ),
]


@pytest.mark.parametrize(("batcher", "batches"), BATCHES)
def test_batches(batcher: dict[str, Any], batches: list[list[int]]) -> None:
    hand = ByHand(a_run(ItemBatcher=batcher), [1, 2, 3, 4, 5])
    inputs = [child.input for child in hand.children()]  # type: ignore[union-attr]  # all are started
    assert [given["Items"] for given in inputs] == batches
    assert [given.get("BatchInput") for given in inputs] == [batcher.get("BatchInput")] * len(
        inputs
    )
    assert [list(given) for given in inputs] == [
        ["BatchInput", "Items"] if "BatchInput" in batcher else ["Items"]
    ] * len(inputs)


def test_bytes_of_a_batch_are_those_of_its_text() -> None:
    items = ["é", "日本", {"a": 1.5}, "x" * 30]
    hand = ByHand(a_run(ItemBatcher={"MaxInputBytesPerBatch": 26}), items)
    for child in hand.children():
        given = child.input  # type: ignore[union-attr]  # all are started
        assert len(given["Items"]) == 1 or size(given) <= 36


def test_thresholds_count_items_not_batches() -> None:
    """One batch of two out of five items is 40 percent."""
    for percentage, ok in ((39, False), (40, True)):
        hand = ByHand(
            a_run(ItemBatcher={"MaxItemsPerBatch": 2}, ToleratedFailurePercentage=percentage),
            [1, 2, 3, 4, 5],
        )
        hand.finish_child(0, "FAILED")
        assert (hand.status == "RUNNING") is ok


def test_a_selector_works_before_the_batcher() -> None:
    hand = ByHand(
        a_run(ItemBatcher={"MaxItemsPerBatch": 2}, ItemSelector={"v.$": "$$.Map.Item.Value"}),
        [1, 2, 3],
    )
    inputs = [child.input for child in hand.children()]  # type: ignore[union-attr]  # all are started
    assert inputs == [{"Items": [{"v": 1}, {"v": 2}]}, {"Items": [{"v": 3}]}]
