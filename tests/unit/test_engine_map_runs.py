"""Distributed Maps: children out, results in, thresholds, batches, retries, redrives; by hand and on the virtual host.

Sources: AWS guide, "Distributed mode", "Tolerated failure threshold", "Redriving Map Runs"; recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    a_fail,
    a_function,
    a_map_run,
    a_parallel,
    a_pass,
    a_wait,
    catch,
    expected,
    flow,
    lines,
    retry,
)

import asl
from asl.jsonvalue import size
from asl.testing.run import Run
from asl.testing.simulate import prepare
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


# ------------------------------------------------------------------ readers and writers

READER = {
    "Resource": "arn:aws:states:::s3:getObject",
    "ReaderConfig": {"InputType": "JSON", "MaxItems": 3},
    "Parameters": {"Bucket": "b", "Key.$": "$.key"},
}
WRITER = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}}


def answer(hand: ByHand, kind: type[Any], signal: Any) -> None:
    (effect,) = [e for e in hand.open.values() if isinstance(e, kind)]
    del hand.open[effect.effect_id]
    assert hand.send(signal(effect.effect_id))


def test_a_reader() -> None:
    """Recorded: MapStateStarted has the length 0 with an ItemReader."""
    hand = ByHand(a_run(ItemReader=READER, MaxConcurrency=2), {"key": "k"})
    (read,) = [e for e in hand.open.values() if isinstance(e, effects.ReadItems)]
    assert read.arguments == {"Bucket": "b", "Key": "k"}
    assert read.max_items == 3
    answer(hand, effects.ReadItems, lambda id_: signals.ItemsRead(id_, 3, "s3://b/k"))
    for _ in range(3):
        hand.finish_child(0, output=1)
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


def test_a_reader_that_fails() -> None:
    hand = ByHand(a_run(ItemReader=READER), {"key": "k"})
    answer(
        hand,
        effects.ReadItems,
        lambda id_: signals.ItemsRead(id_, 0, None, "States.ItemReaderFailed", "no such key"),
    )
    assert hand.history(4) == expected(
        """
        4<3 MapRunStarted
        5<4 MapRunFailed States.ItemReaderFailed
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ItemReaderFailed
        """
    )


def test_a_writer() -> None:
    hand = ByHand(a_run(ResultWriter=WRITER), [1])
    hand.finish_child(0, output=1)
    assert hand.status == "RUNNING"
    details = {"Bucket": "b", "Key": "p/x/manifest.json"}
    answer(hand, effects.WriteResults, lambda id_: signals.ResultsWritten(id_, details))
    arn = hand.execution.map_runs[0].arn
    assert hand.execution.output == {"MapRunArn": arn, "ResultWriterDetails": details}


def test_a_writer_that_fails() -> None:
    hand = ByHand(a_run(ResultWriter=WRITER), [1])
    hand.finish_child(0, output=1)
    answer(
        hand,
        effects.WriteResults,
        lambda id_: signals.ResultsWritten(id_, None, "States.ResultWriterFailed", "no"),
    )
    assert hand.history(5) == expected(
        """
        5<4 MapRunFailed States.ResultWriterFailed
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ResultWriterFailed
        """
    )


def test_flatten() -> None:
    hand = ByHand(
        a_run(ResultWriter={"WriterConfig": {"Transformation": "FLATTEN", "OutputType": "JSON"}}),
        [1, 2, 3],
    )
    for output in ([1, [2]], 3, []):
        hand.finish_child(0, output=output)
    assert hand.execution.output == [1, [2], 3]


# ------------------------------------------------------------------ redrive


def test_a_redrive_goes_on_with_the_same_run() -> None:
    hand = ByHand(a_run(MaxConcurrency=2), list("abcd"))
    run = hand.execution.map_runs[0]
    names = [child.name for child in hand.children()]
    hand.finish_child(0, output="A")
    hand.finish_child(0, "FAILED")
    assert hand.status == "FAILED"
    assert hand.send(signals.Redrive())
    first, second = hand.children()
    assert isinstance(first, effects.RedriveChild)
    assert first.name == names[1]
    # "c" had been started when "a" was done, and was stopped.
    assert isinstance(second, effects.RedriveChild)
    hand.finish_child(0, output="B")
    assert isinstance(hand.children()[1], effects.StartChild)
    hand.finish_child(0, output="C")
    hand.finish_child(0, output="D")
    assert hand.execution.output == list("ABCD")
    assert hand.history(5) == expected(
        """
        5<4 MapRunFailed States.ExceedToleratedFailureThreshold
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ExceedToleratedFailureThreshold
        8<7 ExecutionRedriven 1
        9<3 MapRunRedriven 1
        10<9 MapRunSucceeded
        11<10 MapStateSucceeded
        12<9 MapStateExited M
        13<12 ExecutionSucceeded
        """
    )
    assert hand.execution.map_runs == [run]
    assert run.counts == {"SUCCEEDED": 4, "FAILED": 0, "TIMED_OUT": 0, "ABORTED": 0}
    assert (run.status, run.redrive_count) == ("SUCCEEDED", 1)


def test_a_redriven_run_can_fail_again() -> None:
    hand = ByHand(a_run(), [1, 2], reload=True)
    for count in (1, 2):
        hand.finish_child(0, "FAILED")
        assert hand.status == "FAILED"
        assert hand.send(signals.Redrive())
        assert hand.execution.map_runs[0].redrive_count == count
        assert len(hand.children()) == 2
    hand.finish_child(0, output=1)
    hand.finish_child(0, output=2)
    assert hand.execution.output == [1, 2]


def test_express_children_are_started_again_on_the_same_input() -> None:
    hand = ByHand(
        flow(M=a_map_run(BODY, children="EXPRESS", ItemSelector={"u.$": "States.UUID()"})),
        [1, 2],
        reload=True,
    )
    first = hand.children()[0]
    assert isinstance(first, effects.StartChild)
    hand.finish_child(0, "FAILED")
    hand.send(signals.Redrive())
    again = hand.children()[0]
    assert isinstance(again, effects.StartChild)
    assert again.input == first.input
    assert again.name != first.name
    hand.finish_child(0, output=1)
    hand.finish_child(0, output=2)
    assert hand.execution.output == [1, 2]
    assert hand.execution.map_runs[0].inputs == {}


def test_a_run_that_was_stopped_goes_on() -> None:
    hand = ByHand(a_run(MaxConcurrency=1), [1, 2])
    hand.send(signals.Stop())
    run = hand.execution.map_runs[0]
    assert run.status == "ABORTED"
    assert hand.send(signals.Redrive())
    assert run.status == "RUNNING"
    hand.finish_child(0, output=1)
    hand.finish_child(0, output=2)
    assert hand.status == "SUCCEEDED"


def test_a_run_whose_items_were_never_read_is_replaced_by_a_new_one() -> None:
    hand = ByHand(a_run(ItemReader=READER), {"key": "k"})
    answer(
        hand,
        effects.ReadItems,
        lambda id_: signals.ItemsRead(id_, 0, None, "States.ItemReaderFailed", "no access"),
    )
    hand.send(signals.Redrive())
    assert hand.history(8) == expected(
        """
        8<7 ExecutionRedriven 1
        9<2 MapStateStarted 0
        10<9 MapRunStarted
        """
    )
    assert len(hand.execution.map_runs) == 2


def test_a_run_that_was_writing_writes_again() -> None:
    hand = ByHand(a_run(ResultWriter=WRITER), [1])
    hand.finish_child(0, output=1)
    hand.send(signals.Stop())
    hand.send(signals.Redrive())
    answer(hand, effects.WriteResults, lambda id_: signals.ResultsWritten(id_, {}))
    assert hand.status == "SUCCEEDED"


def test_redrive_with_a_snapshot_at_every_step() -> None:
    hand = ByHand(a_run(MaxConcurrency=2), list("abcd"), reload=True)
    hand.finish_child(0, output="A")
    hand.finish_child(0, "TIMED_OUT")
    hand.send(signals.Redrive())
    while hand.children():
        hand.finish_child(0, output="x")
    assert hand.execution.output == ["A", "x", "x", "x"]


# ------------------------------------------------------------------ on the virtual host


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_children_are_executions_of_their_own(children: str) -> None:
    body = flow(
        A=a_pass(Parameters={"v.$": "$", "n.$": "$$.Execution.Name", "m.$": "$$.StateMachine.Id"})
    )
    run = asl.simulate(flow(M=a_map_run(body, children=children, Label="lab")), [1, 2])
    assert [output["v"] for output in run.output] == [1, 2]
    assert [output["n"] for output in run.output] == [c.identity.name for c in run.children]
    assert {output["m"] for output in run.output} == {
        "arn:aws:states:us-east-1:123456789012:stateMachine:machine/lab"
    }
    for child in run.children:
        assert lines(child.records) == expected(
            """
            1<0 ExecutionStarted
            2<0 PassStateEntered A
            3<2 PassStateExited A
            4<3 ExecutionSucceeded
            """
        )
        kind = "execution" if children == "STANDARD" else "express"
        assert child.identity.execution_arn.startswith(
            f"arn:aws:states:us-east-1:123456789012:{kind}:machine/lab:{child.identity.name}"
        )
    assert lines(run.records)[2:] == expected(
        """
        3<2 MapStateStarted 2
        4<3 MapRunStarted
        5<4 MapRunSucceeded
        6<5 MapStateSucceeded
        7<4 MapStateExited M
        8<7 ExecutionSucceeded
        """
    )


def test_a_child_that_fails_shows_its_record() -> None:
    body = flow(
        C={
            "Type": "Choice",
            "Choices": [{"Variable": "$", "NumericEquals": 2, "Next": "F"}],
            "Default": "A",
        },
        A=a_pass(End=True),
        F=a_fail("Odd", "it is two"),
    )
    run = asl.simulate(flow(M=a_map_run(body, ToleratedFailureCount=1)), [1, 2])
    failed = run.output[1]
    assert (failed["Status"], failed["Error"], failed["Cause"], failed["Input"]) == (
        "FAILED",
        "Odd",
        "it is two",
        "2",
    )
    assert run.output[0] == 1


def test_children_wait_and_work_in_virtual_time() -> None:
    body = flow(W=a_wait(3600), A=a_function())
    run = asl.simulate(flow(M=a_map_run(body, MaxConcurrency=1)), [1, 2, 3], mocks={"A": "ok"})
    assert run.output == ["ok"] * 3
    assert run.elapsed == 3 * 3600


def test_children_are_stopped_with_their_run() -> None:
    body = flow(
        C={
            "Type": "Choice",
            "Choices": [{"Variable": "$", "NumericEquals": 2, "Next": "F"}],
            "Default": "W",
        },
        W=a_wait(60, End=True),
        F=a_fail(),
    )
    run = asl.simulate(flow(M=a_map_run(body)), [1, 2])
    assert run.status == "FAILED"
    assert [child.status for child in run.children] == ["ABORTED", "FAILED"]


@pytest.mark.parametrize("children", ["STANDARD", "EXPRESS"])
def test_a_redrive_on_the_virtual_host(children: str) -> None:
    body = flow(A=a_function())
    host = prepare(
        flow(M=a_map_run(body, children=children, ItemSelector={"n.$": "$$.Map.Item.Value"})),
        [1, 2, 3],
        mocks={"A": asl.sequence("one", asl.raises("E"), "three", "two", "x", "y")},
    )
    host.run()
    run = Run(host)
    assert run.status == "FAILED"
    assert host.send(signals.Redrive())
    host.run()
    assert run.status == "SUCCEEDED"
    assert run.output[0] == "one"
    assert [call.arguments["n"] for call in run.calls("A")][:2] == [1, 2]
    assert "MapRunRedriven" in [record[0] for record in run.records]
    assert len(run.children) == (3 if children == "STANDARD" else 5)
