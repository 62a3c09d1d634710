"""Retriers and catchers by hand: what matches, how long they wait, what they see.

Sources: AWS guide, "Handling errors"; recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    START_MS,
    a_function,
    a_message,
    a_pass,
    an_activity,
    catch,
    expected,
    flow,
    retry,
)

from asl.engine.failure import retry_delay_ms
from asl.model.machine import Retrier
from asl.vocabulary import signals


def due(hand: ByHand, purpose: str) -> list[float]:
    """When timers of this purpose are due, in seconds after the start."""
    return [(timer.due_ms - START_MS) / 1000 for timer in hand.timers(purpose)]


# ------------------------------------------------------------------ Retry

DELAYS = [
    pytest.param(Retrier(), [1, 2, 4], id="defaults"),
    pytest.param(Retrier(interval_seconds=3, backoff_rate=1.0), [3, 3, 3], id="constant"),
    pytest.param(
        Retrier(interval_seconds=2, backoff_rate=3.0, max_attempts=4, max_delay_seconds=10),
        [2, 6, 10, 10],
        id="capped after the backoff",
    ),
    pytest.param(Retrier(max_attempts=0), [], id="MaxAttempts 0 never retries"),
    pytest.param(
        Retrier(max_delay_seconds=4, max_attempts=2_000), [1, 2] + [4] * 1_998, id="no overflow"
    ),
    pytest.param(Retrier(interval_seconds=1, backoff_rate=1.5), [1, 1.5, 2.25], id="fractions"),
]


@pytest.mark.parametrize(("retrier", "delays_s"), DELAYS)
def test_retry_delays(retrier: Retrier, delays_s: list[float]) -> None:
    got = [retry_delay_ms(retrier, n) / 1000 for n in range(1, retrier.max_attempts + 1)]
    assert got == delays_s


def play(definition: Any, *errors: str | None) -> ByHand:
    """Let task A fail with each error in turn, as long as it is called; None succeeds."""
    hand = ByHand(definition)
    for error in errors:
        if error is None:
            hand.succeed("A", "ok")
        else:
            hand.fail("A", error, "c")
        if hand.timers("retry"):
            hand.fire("retry")
        if hand.tasks() != ["A"]:
            break
    return hand


def test_each_retrier_counts_for_itself_over_the_whole_visit() -> None:
    retriers = [
        {"ErrorEquals": ["X"], "MaxAttempts": 2, "IntervalSeconds": 10, "BackoffRate": 1},
        {"ErrorEquals": ["States.ALL"], "MaxAttempts": 1, "IntervalSeconds": 100},
    ]
    hand = play(flow(A=a_function(Retry=retriers)), "X", "Y", "X", "X", None)
    # X, Y and X are retried; the third X finds its own retrier used up, and States.ALL is not asked.
    assert hand.status == "FAILED"
    assert hand.execution.failure == ("X", "c")
    scheduled = [(r[2] - START_MS) / 1000 for r in hand.records if r[0].endswith("Scheduled")]
    assert scheduled == [0, 10, 110, 120]


def test_counters_begin_anew_when_the_state_is_entered_again() -> None:
    hand = ByHand(
        flow(
            A=a_function(Retry=retry(attempts=1), Next="C"),
            C={
                "Type": "Choice",
                "Choices": [{"Variable": "$", "StringEquals": "again", "Next": "A"}],
                "Default": "Z",
            },
            Z=a_pass(),
        )
    )
    hand.fail("A")
    hand.fire("retry")
    assert hand.task("A").attempt == 1
    hand.succeed("A", "again")
    assert hand.task("A").attempt == 0
    hand.fail("A")
    hand.fire("retry")
    hand.succeed("A", "done")
    assert hand.status == "SUCCEEDED"


def test_retry_count_in_the_context() -> None:
    given = {"n.$": "$$.State.RetryCount"}
    hand = ByHand(flow(A=a_function(Parameters=given, Retry=retry(attempts=3))))
    seen = []
    for _ in range(3):
        seen.append((hand.task("A").arguments["n"], hand.task("A").attempt))
        hand.fail("A")
        hand.fire("retry")
    assert seen == [(0, 0), (1, 1), (2, 2)]


@pytest.mark.parametrize(
    ("names", "error", "takes"),
    [
        pytest.param(["E"], "E", True, id="its own name"),
        pytest.param(["e"], "E", False, id="case matters"),
        pytest.param(["States.ALL"], "E", True, id="States.ALL"),
        pytest.param(["States.TaskFailed"], "E", True, id="States.TaskFailed takes any error"),
        pytest.param(["States.TaskFailed"], "States.Timeout", False, id="but no timeout"),
        pytest.param(["States.ALL"], "States.Timeout", True, id="States.ALL takes a timeout"),
        pytest.param(["States.Timeout"], "States.Timeout", True, id="as does its name"),
        pytest.param(["States.HeartbeatTimeout"], "States.Timeout", False, id="no missed beat"),
        pytest.param(["States.Timeout"], "beat", True, id="a missed beat is a timeout"),
        pytest.param(["States.HeartbeatTimeout"], "beat", True, id="and has a name"),
        pytest.param(["States.TaskFailed"], "beat", False, id="but is no failed task"),
        pytest.param(["States.ALL"], "States.Runtime", False, id="States.Runtime never"),
        pytest.param(["States.Runtime"], "States.Runtime", False, id="not by its name either"),
    ],
)
def test_what_matches(names: list[str], error: str, takes: bool) -> None:
    for recovery in (
        {"Catch": catch("B", *names), "End": True},
        {"Retry": retry(*names), "End": True},
    ):
        hand = ByHand(
            flow(
                A=a_message(".waitForTaskToken", TimeoutSeconds=9, HeartbeatSeconds=3, **recovery),
                B=a_message(),
            )
        )
        if error == "beat":
            hand.fire("heartbeat")
        elif error == "States.Timeout":
            hand.fire("task")
        elif error == "States.Runtime":
            effect_id = hand.task("A").effect_id
            del hand.open[effect_id]
            hand.send(signals.TaskRefused(effect_id, "c"))
        else:
            hand.fail("A", error)
        assert (hand.status == "RUNNING") is takes


def test_a_delay_with_full_jitter_is_between_nothing_and_the_delay() -> None:
    delays = []
    for seed in range(40):
        hand = ByHand(
            flow(A=a_function(Retry=retry(IntervalSeconds=8, JitterStrategy="FULL"))), seed=seed
        )
        hand.fail("A")
        delays += due(hand, "retry")
    assert all(0 <= delay < 8 for delay in delays)
    assert min(delays) < 1
    assert max(delays) > 7
    assert len(set(delays)) > 30


# ------------------------------------------------------------------ Catch


def caught(fields: dict[str, Any], cause: str | None = "c", **state: Any) -> Any:
    hand = ByHand(
        flow(
            A=a_function(Catch=[{"ErrorEquals": ["States.ALL"], "Next": "B", **fields}], **state),
            B=a_function("g"),
        ),
        {"in": 1},
    )
    hand.fail("A", "E", cause)
    return hand.task("B").arguments


@pytest.mark.parametrize(
    ("fields", "output"),
    [
        pytest.param({}, {"Error": "E", "Cause": "c"}, id="replaces the input"),
        pytest.param(
            {"ResultPath": "$.err"},
            {"in": 1, "err": {"Error": "E", "Cause": "c"}},
            id="ResultPath puts it into the raw input",
        ),
        pytest.param({"ResultPath": None}, {"in": 1}, id="ResultPath null throws it away"),
    ],
)
def test_error_output(fields: dict[str, Any], output: Any) -> None:
    assert caught(fields) == output


def test_error_before_cause_and_no_cause_is_empty() -> None:
    assert list(caught({}, None)) == ["Error", "Cause"]
    assert caught({}, None)["Cause"] == ""


def test_the_state_s_own_output_fields_are_skipped() -> None:
    assert caught(
        {"ResultPath": "$.err"},
        InputPath="$.in",
        ResultSelector={"never.$": "$.none"},
        ResultPath="$.never",
        OutputPath="$.never",
        Assign={"never.$": "$.none"},
    ) == {"in": 1, "err": {"Error": "E", "Cause": "c"}}


def test_a_catcher_assigns() -> None:
    hand = ByHand(
        flow(
            A=a_function(Catch=catch("B", Assign={"e.$": "$.Error", "i.$": "$$.Execution.Input"})),
            B=a_function("g", Parameters={"e.$": "$e", "i.$": "$i"}),
        ),
        {"in": 1},
    )
    hand.fail("A")
    assert hand.task("B").arguments == {"e": "E", "i": {"in": 1}}
    exited = next(r for r in hand.records if r[0] == "TaskStateExited")
    assert exited[5] == {"e": "E", "i": {"in": 1}}


def test_the_first_catcher_that_matches() -> None:
    hand = ByHand(
        flow(
            A=a_function(Catch=[*catch("B", "X"), *catch("C", "E"), *catch("D")], End=True),
            B=a_function("b", End=True),
            C=a_function("c", End=True),
            D=a_function("d"),
        )
    )
    hand.fail("A", "E")
    assert hand.tasks() == ["C"]


def test_a_failure_without_a_name_is_a_failed_task() -> None:
    """SendTaskFailure may name neither error nor cause; nothing is shown then."""
    hand = ByHand(flow(A=an_activity()))
    hand.fail("A", None, None)
    assert hand.history(5) == expected(
        """
        5<4 ActivityFailed -
        6<5 ExecutionFailed -
        """
    )
    assert hand.execution.failure == (None, None)


def test_texts_that_are_too_long_are_cut() -> None:
    hand = ByHand(flow(A=a_function(Catch=catch("B")), B=a_function()))
    hand.fail("A", "E" * 300, "c" * 40_000)
    assert hand.task("B").arguments == {"Error": "E" * 256, "Cause": "c" * 32_768}
