"""Distributed Maps with readers and writers, redriven, and on the virtual host.

Sources: AWS guide, "Redriving Map Runs"; recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    a_fail,
    a_function,
    a_map_run,
    a_pass,
    a_wait,
    expected,
    flow,
    lines,
)

import asl
from asl.testing.run import Run
from asl.testing.simulate import prepare
from asl.vocabulary import effects, signals

BODY = flow(A=a_pass())


def a_run(**fields: Any) -> dict[str, Any]:
    return flow(M=a_map_run(BODY, **fields))


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
