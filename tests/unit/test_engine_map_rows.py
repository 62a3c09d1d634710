"""Distributed Maps whose rows the host has, and whose results it writes: what the core asks for, and what it keeps.

Sources: AWS guide, "ItemReader", "ResultWriter"; recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import a_map_run, a_pass, catch, expected, flow, retry

from asl.engine.mapitems import input_of_rows, inputs_never_given
from asl.errors import StatesError
from asl.jsonvalue import JSON
from asl.vocabulary import effects, signals

BODY = flow(A=a_pass())
READER = {
    "Resource": "arn:aws:states:::s3:getObject",
    "ReaderConfig": {"InputType": "JSON"},
    "Parameters": {"Bucket": "b", "Key": "k"},
}
WRITER = {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b", "Prefix": "p"}}
ROWS = [{"n": at} for at in range(10)]


def row_at(number: int) -> tuple[JSON, str]:
    return ROWS[number], "s3://b/k"


def reading(
    rows: int | None = None, *, reload: bool = False, children: str = "STANDARD", **fields: Any
) -> ByHand:
    """A Map Run over rows; None: it is still reading."""
    machine = flow(M=a_map_run(BODY, children=children, ItemReader=READER, **fields))
    hand = ByHand(machine, {"s": "x", "most": 2}, reload=reload)
    if rows is not None:
        answer(hand, effects.ReadItems, signals.ItemsRead("", rows, {"page": 1}))
    return hand


def answer(hand: ByHand, kind: type[Any], signal: Any) -> None:
    (effect,) = [e for e in hand.open.values() if isinstance(e, kind)]
    del hand.open[effect.effect_id]
    assert hand.send(signal._replace(effect_id=effect.effect_id))


def the_input(hand: ByHand, effect: Any) -> tuple[JSON, int]:
    found = input_of_rows(hand.execution, effect, row_at)
    assert found is not None
    return found


def start_all(hand: ByHand) -> list[JSON]:
    """Start every open child as a host does; their inputs."""
    inputs = []
    told: set[str] = set()
    while True:
        waiting = [e for e in hand.children() if e.effect_id not in told]
        if not waiting:
            return inputs
        for effect in waiting:
            given, count = the_input(hand, effect)
            inputs.append(given)
            told.add(effect.effect_id)
            hand.send(signals.ChildStarted(effect.effect_id, "arn", count))


# ------------------------------------------------------------------ rows


@pytest.mark.parametrize("reload", [False, True], ids=["", "from snapshots"])
def test_every_child_names_its_row(reload: bool) -> None:
    hand = reading(3, MaxConcurrency=2, reload=reload)
    firsts = []
    while hand.children():
        effect = hand.children()[0]
        assert isinstance(effect, effects.StartChild)
        firsts.append((effect.child, effect.first, effect.input))
        assert the_input(hand, effect) == (ROWS[effect.first or 0], 1)
        hand.finish_child(0, output=effect.child)
    assert firsts == [(0, 0, None), (1, 1, None), (2, 2, None)]
    assert hand.execution.output == [0, 1, 2]


def test_no_rows() -> None:
    hand = reading(0)
    assert hand.execution.output == []


def test_the_reference_is_kept() -> None:
    hand = reading(1, reload=True)
    assert hand.execution.map_runs[0].reference == {"page": 1}


def test_a_selector_sees_the_row_and_where_it_comes_from() -> None:
    selector = {
        "v.$": "$$.Map.Item.Value.n",
        "i.$": "$$.Map.Item.Index",
        "s.$": "$$.Map.Item.Source",
        "of.$": "$.s",
    }
    hand = reading(2, ItemSelector=selector)
    inputs = [the_input(hand, effect)[0] for effect in hand.children()]
    assert inputs == [{"v": at, "i": at, "s": "s3://b/k", "of": "x"} for at in range(2)]


def test_random_numbers_of_rows_are_their_own() -> None:
    """The same again for the same child, and the execution's are not drawn from."""
    hand = reading(2, ItemSelector={"id.$": "States.UUID()"})
    state = hand.execution.rng.state
    first, second = hand.children()
    made = [the_input(hand, effect) for effect in (first, second, first)]
    assert made[0] == made[2] != made[1]
    assert hand.execution.rng.state == state


@pytest.mark.parametrize("reload", [False, True], ids=["", "from snapshots"])
def test_a_batch_is_asked_for_after_the_other(reload: bool) -> None:
    hand = reading(5, ItemBatcher={"MaxItemsPerBatch": 2, "BatchInput": {"b": 1}}, reload=reload)
    assert len(hand.children()) == 1
    assert start_all(hand) == [
        {"BatchInput": {"b": 1}, "Items": ROWS[0:2]},
        {"BatchInput": {"b": 1}, "Items": ROWS[2:4]},
        {"BatchInput": {"b": 1}, "Items": ROWS[4:5]},
    ]
    for at in range(3):
        hand.finish_child(0, output=at)
    assert hand.execution.output == [0, 1, 2]


def test_bytes_of_batches() -> None:
    # {"Items":[]} has 12 bytes, {"n":0} has 7, and a comma.
    hand = reading(5, ItemBatcher={"MaxInputBytesPerBatch": 12 + 7 + 1 + 7})
    assert [given["Items"] for given in start_all(hand)] == [ROWS[0:2], ROWS[2:4], ROWS[4:5]]


def test_thresholds_count_rows_not_batches() -> None:
    for percentage, ok in ((39, False), (40, True)):
        hand = reading(
            5, ItemBatcher={"MaxItemsPerBatch": 2}, ToleratedFailurePercentage=percentage
        )
        start_all(hand)
        hand.finish_child(0, "FAILED")
        assert (hand.status == "RUNNING") is ok


def test_a_batch_that_ends_before_its_size_is_told() -> None:
    hand = reading(3, ItemBatcher={"MaxItemsPerBatch": 2})
    for at in range(3):
        hand.finish_child(0, output=at)
    assert hand.execution.output == [0, 1, 2]


def test_a_row_that_is_larger_than_an_input() -> None:
    hand = reading(1)
    (effect,) = hand.children()
    with pytest.raises(StatesError) as failed:
        input_of_rows(hand.execution, effect, lambda at: ("x" * 300_000, "s"))  # type: ignore[arg-type]
    assert failed.value.error == "States.DataLimitExceeded"


def test_a_run_that_is_over_asks_for_nothing() -> None:
    hand = reading(2)
    effect = hand.children()[1]
    hand.finish_child(0, "FAILED")
    assert input_of_rows(hand.execution, effect, row_at) is None  # type: ignore[arg-type]


# ------------------------------------------------------------------ inputs that fail


def test_an_input_that_fails_fails_the_state() -> None:
    hand = reading(2)
    effect = hand.children()[0]
    assert hand.send(signals.InputFailed(effect.effect_id, "States.Runtime", "no path"))
    assert hand.history(4) == expected(
        """
        4<3 MapRunStarted
        5<4 ExecutionFailed States.Runtime
        """
    )
    assert hand.execution.failure is not None
    assert str(hand.execution.failure[1]).endswith("(entered at the event id #2). no path")
    assert hand.execution.map_runs[0].status == "FAILED"
    assert hand.execution.map_runs[0].counts["ABORTED"] == 2


def test_an_expression_that_fails_has_its_event() -> None:
    machine = flow(M=a_map_run(BODY, ItemReader=READER, Catch=catch("Z"), End=True), Z=a_pass())
    hand = ByHand(machine)
    answer(hand, effects.ReadItems, signals.ItemsRead("", 1, None))
    (effect,) = hand.children()
    name = "States.QueryEvaluationError"
    assert hand.send(signals.InputFailed(effect.effect_id, name, "why", "ItemSelector/x"))
    assert hand.history(5)[:3] == expected(
        """
        5<4 EvaluationFailed M
        6<5 MapStateFailed
        7<6 MapStateExited M
        """
    )
    assert hand.records[4][6] == "ItemSelector/x"
    assert hand.status == "SUCCEEDED"


# ------------------------------------------------------------------ redrive


@pytest.mark.parametrize("reload", [False, True], ids=["", "from snapshots"])
def test_an_express_child_is_started_again_on_its_rows(reload: bool) -> None:
    hand = reading(
        5,
        children="EXPRESS",
        ItemBatcher={"MaxItemsPerBatch": 2},
        ItemSelector={"v.$": "$$.Map.Item.Value.n", "u.$": "States.UUID()"},
        reload=reload,
    )
    before = start_all(hand)
    hand.finish_child(1, "FAILED")
    assert hand.status == "FAILED"
    assert hand.send(signals.Redrive())
    again = hand.children()
    assert [effect.first for effect in again] == [0, 2, 4]  # type: ignore[union-attr]
    assert [the_input(hand, effect)[0] for effect in again] == before
    for at in range(3):
        hand.finish_child(0, output=at)
    assert hand.execution.output == [0, 1, 2]


# ------------------------------------------------------------------ results


def test_outputs_that_are_written_are_not_kept() -> None:
    hand = reading(2, ResultWriter=WRITER)
    run = hand.execution.map_runs[0]
    hand.finish_child(0)
    hand.finish_child(0)
    assert run.results is None
    assert (run.names, run.spans, run.inputs) == ({}, {}, {})
    (effect,) = [e for e in hand.open.values() if isinstance(e, effects.WriteResults)]
    assert effect.arguments == {"Bucket": "b", "Prefix": "p"}


def test_a_run_that_fails_writes_its_results_first() -> None:
    """AWS guide: a failed Map Run exports its results too."""
    hand = reading(9, ResultWriter=WRITER, MaxConcurrency=3)
    hand.finish_child(0, output="a")
    hand.finish_child(0, "FAILED")
    assert hand.status == "RUNNING"
    assert hand.children() == []
    run = hand.execution.map_runs[0]
    assert (run.status, run.counts["ABORTED"]) == ("RUNNING", 2)
    left = list(inputs_never_given(hand.execution, run.arn, row_at))
    assert left == ROWS[4:9]
    answer(hand, effects.WriteResults, signals.ResultsWritten("", {"Bucket": "b", "Key": "k"}))
    assert hand.history(5) == expected(
        """
        5<4 MapRunFailed States.ExceedToleratedFailureThreshold
        6<5 MapStateFailed
        7<6 ExecutionFailed States.ExceedToleratedFailureThreshold
        """
    )


def test_a_failing_run_whose_results_cannot_be_written_keeps_its_failure() -> None:
    hand = reading(1, ResultWriter=WRITER)
    hand.finish_child(0, "FAILED")
    failed = signals.ResultsWritten("", None, "States.ResultWriterFailed", "no")
    answer(hand, effects.WriteResults, failed)
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.ExceedToleratedFailureThreshold"


@pytest.mark.parametrize("when", ["reading", "writing"])
def test_nothing_starts_while_a_run_reads_or_writes(when: str) -> None:
    hand = reading(None if when == "reading" else 1, ResultWriter=WRITER)
    if when == "writing":
        hand.finish_child(0)
    arn = hand.execution.map_runs[0].arn
    before = len(hand.made)
    assert hand.send(signals.MapRunUpdated(arn, max_concurrency=5))
    assert len(hand.made) == before
    assert hand.status == "RUNNING"


def test_a_redrive_after_results_could_not_be_written_writes_again() -> None:
    hand = reading(1, ResultWriter=WRITER)
    hand.finish_child(0, output=1)
    answer(hand, effects.WriteResults, signals.ResultsWritten("", None, "States.ResultWriterFailed", "no"))  # fmt: skip
    assert hand.status == "FAILED"
    assert hand.send(signals.Redrive())
    assert hand.children() == []
    answer(hand, effects.WriteResults, signals.ResultsWritten("", {"Bucket": "b", "Key": "k"}))
    assert hand.status == "SUCCEEDED"


def test_a_retry_reads_again() -> None:
    hand = reading(1, Retry=retry())
    hand.finish_child(0, "FAILED")
    hand.fire("retry")
    answer(hand, effects.ReadItems, signals.ItemsRead("", 2, None))
    assert len(hand.children()) == 2


def test_items_that_were_never_given_of_a_state() -> None:
    hand = ByHand(
        flow(M=a_map_run(BODY, MaxConcurrency=1, ResultWriter=WRITER, ItemBatcher={"MaxItemsPerBatch": 2})),
        [1, 2, 3, 4, 5],
    )  # fmt: skip
    hand.finish_child(0, "FAILED")
    arn = hand.execution.map_runs[0].arn
    left = list(inputs_never_given(hand.execution, arn, None))
    assert left == [{"Items": [3, 4]}, {"Items": [5]}]


def test_metadata_in_the_output() -> None:
    """WriterConfig without a Resource: NONE keeps the metadata of every child."""
    hand = ByHand(
        flow(M=a_map_run(BODY, ResultWriter={"WriterConfig": {"Transformation": "NONE", "OutputType": "JSON"}})),
        [1, 2],
    )  # fmt: skip
    for child in hand.children():
        del hand.open[child.effect_id]
        hand.send(signals.ChildFinished(child.effect_id, "SUCCEEDED", "out", {"Name": child.name}))
    assert [list(result) for result in hand.execution.output] == [["Name"], ["Name"]]


@pytest.mark.parametrize("reload", [False, True], ids=["", "from snapshots"])
def test_results_that_are_too_large_are_dropped_and_fail_in_the_end(reload: bool) -> None:
    hand = ByHand(flow(M=a_map_run(BODY)), [1, 2, 3], reload=reload)
    hand.finish_child(0, output="x" * 200_000)
    assert hand.execution.map_runs[0].results is not None
    hand.finish_child(0, output="x" * 200_000)
    assert hand.execution.map_runs[0].results is None
    assert hand.status == "RUNNING"
    hand.finish_child(0, output="x")
    assert hand.history(5)[:2] == expected(
        """
        5<4 MapRunSucceeded
        6<5 MapStateSucceeded
        """
    )
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.DataLimitExceeded"


def test_records_of_failures_are_replaced_by_a_redrive() -> None:
    """However large they are: what replaces them may be small."""
    hand = ByHand(flow(M=a_map_run(BODY, ToleratedFailureCount=2)), [1, 2, 3])
    for child in hand.children():
        del hand.open[child.effect_id]
        record = {"Cause": "x" * 200_000}
        hand.send(signals.ChildFinished(child.effect_id, "FAILED", None, record))
    assert hand.status == "FAILED"
    assert hand.send(signals.Redrive())
    for at in range(3):
        hand.finish_child(0, output=at)
    assert hand.execution.output == [0, 1, 2]


def test_tolerated_records_that_are_too_large() -> None:
    hand = ByHand(flow(M=a_map_run(BODY, ToleratedFailureCount=2)), [1, 2, 3])
    for at, child in enumerate(hand.children()):
        del hand.open[child.effect_id]
        status: Any = "FAILED" if at < 2 else "SUCCEEDED"
        hand.send(signals.ChildFinished(child.effect_id, status, 1, {"Cause": "x" * 200_000}))
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.DataLimitExceeded"
