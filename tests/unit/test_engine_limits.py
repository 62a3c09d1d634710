"""Quotas inside the core: events, payloads, variables, nesting.

Sources: AWS guide, "Quotas"; captured: the 25,000th event is the failure, with its text; recorded: results that are too large.
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import IDENTITY, ByHand
from histories import (
    ACTIVITY,
    INVOKE,
    LAMBDA,
    a_function,
    a_map,
    a_map_run,
    a_message,
    a_parallel,
    a_pass,
    catch,
    expected,
    flow,
    retry,
)

import asl
from asl.compile.program import program_of
from asl.engine.execution import Execution
from asl.jsonvalue import depth, size
from asl.limits import (
    EXPRESS,
    MAX_DEPTH,
    MAX_HISTORY_EVENTS,
    MAX_PAYLOAD_BYTES,
    MAX_VARIABLE_BYTES,
    MAX_VARIABLES_BYTES,
)
from asl.vocabulary.signals import Redrive, Start

FULL = "The execution reached the maximum number of history events (25000)."
LIMIT = MAX_PAYLOAD_BYTES


def counting(states: dict[str, Any]) -> dict[str, Any]:
    """A loop without an end around some states."""
    return {"StartAt": next(iter(states)), "States": states}


# ------------------------------------------------------------------ 25,000 events

FOREVER = [
    pytest.param(counting({"A": a_pass(Next="B"), "B": a_pass(Next="A")}), {}, id="Pass"),
    pytest.param(
        flow(
            P=a_parallel(flow(W=a_pass()), counting({"A": a_pass(Next="B"), "B": a_pass(Next="A")}))
        ),
        {},
        id="in a branch",
    ),
    pytest.param(
        flow(M=a_map(counting({"A": a_pass(Next="B"), "B": a_pass(Next="A")}), MaxConcurrency=1)),
        [1, 2],
        id="in an iteration",
    ),
    pytest.param(
        flow(
            M=a_map(
                counting({"A": a_pass(Next="B"), "B": a_pass(Next="A")}),
                Retry=retry(),
                Catch=catch("Z"),
                End=True,
            ),
            Z=a_pass(),
        ),
        [1, 2, 3],
        id="with a Catch around it",
    ),
    pytest.param(
        counting(
            {
                "A": a_pass(Next="P"),
                "P": a_parallel(flow(B=a_pass()), flow(C=a_pass()), ResultPath=None, Next="A"),
            }
        ),
        {},
        id="around branches",
    ),
    pytest.param(
        flow(A=a_pass(Result=[0] * 6_300, ResultPath="$"), M=a_map(flow(B=a_pass()))),
        {},
        id="a Map that is too long",
    ),
]


@pytest.mark.parametrize(("definition", "input_"), FOREVER)
@pytest.mark.parametrize("budget", [10_000, 7])
def test_the_25000th_event_is_the_failure(definition: Any, input_: Any, budget: int) -> None:
    execution = Execution(program_of(definition), IDENTITY, input_, seed=1)
    execution.send(Start(), 0)
    while execution.has_more:
        execution.run(budget)
    assert len(execution.records) == MAX_HISTORY_EVENTS
    kind, _, _, error, cause = execution.records[-1]
    assert (kind, error, cause) == ("ExecutionFailed", "States.Runtime", FULL)
    assert [r for r in execution.records[:-1] if r[0].startswith("Execution")] == [
        execution.records[0]
    ]
    assert execution.status == "FAILED"
    assert execution.failure == ("States.Runtime", FULL)
    assert execution.send(Redrive(), 0) is False


@pytest.mark.parametrize(
    ("passes", "events", "status"),
    [
        # ExecutionStarted, two events a Pass, ExecutionSucceeded
        pytest.param(12_498, 24_998, "SUCCEEDED", id="24,998 events fit"),
        pytest.param(12_499, 25_000, "FAILED", id="a success would be the 25,000th"),
    ],
)
def test_the_last_event_that_fits(passes: int, events: int, status: str) -> None:
    states = {f"S{i}": a_pass() for i in range(passes)}
    execution = Execution(program_of(flow(states)), IDENTITY, {}, seed=1)
    execution.send(Start(), 0)
    execution.run(1_000_000)
    assert (len(execution.records), execution.status) == (events, status)


def test_what_is_open_when_the_history_is_full_is_cancelled() -> None:
    hand = ByHand(
        flow(
            P=a_parallel(
                flow(A=a_function(TimeoutSeconds=9)),
                counting({"B": a_pass(Next="C"), "C": a_pass(Next="B")}),
            )
        )
    )
    assert hand.status == "FAILED"
    assert hand.open == {}


def test_the_quota_is_for_all_redrives_together() -> None:
    loop = flow(
        A=a_function(),
        S=a_pass(Assign={"n": 0}),
        C={
            "Type": "Choice",
            "Choices": [{"Variable": "$n", "NumericLessThan": 4_000, "Next": "I"}],
            "Default": "F",
        },
        I=a_pass(Assign={"n.$": "States.MathAdd($n, 1)"}, Next="C"),
        F=a_function("g", Next="S"),
    )
    hand = ByHand(loop)
    hand.succeed("A")
    assert len(hand.records) < MAX_HISTORY_EVENTS
    hand.fail("F")
    assert hand.send(Redrive())
    hand.succeed("F")
    assert hand.status == "FAILED"
    assert len(hand.records) == MAX_HISTORY_EVENTS
    assert hand.execution.failure == ("States.Runtime", FULL)


def test_an_express_history_has_no_end() -> None:
    definition = counting({"A": a_pass(Next="B"), "B": a_pass(Next="A")})
    execution = Execution(program_of(definition), IDENTITY, {}, seed=1, limits=EXPRESS)
    execution.send(Start(), 0)
    execution.run(20_000)
    assert execution.status == "RUNNING"
    assert len(execution.records) == 40_001


# ------------------------------------------------------------------ 256 KiB


def text_of(bytes_: int, char: str = "x") -> str:
    """A string whose JSON text has so many bytes."""
    each = len(char.encode())
    text = char * ((bytes_ - 2) // each)
    return text + "x" * (bytes_ - size(text))


def too_large(what: str) -> str:
    return f"The state/task '{what}' returned a result with a size exceeding the maximum number of bytes service limit."


@pytest.mark.parametrize("char", ["x", "é", "日", "\U0001f600"])
@pytest.mark.parametrize("over", [0, 1])
def test_a_task_s_result(char: str, over: int) -> None:
    """The limit is for the bytes of the text, and 262,144 of them are fine."""
    result = text_of(LIMIT + over, char)
    assert size(result) == LIMIT + over
    hand = ByHand(flow(A=a_function("fn")))
    hand.succeed("A", result)
    if not over:
        assert hand.status == "SUCCEEDED"
        return
    assert hand.history(3) == expected(
        """
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionFailed States.DataLimitExceeded
        6<5 ExecutionFailed States.DataLimitExceeded
        """
    )
    assert hand.execution.failure == (
        "States.DataLimitExceeded",
        too_large(LAMBDA.format("fn")),
    )


@pytest.mark.parametrize(
    ("state", "kind", "what"),
    [
        pytest.param(a_message(), "TaskFailed", "sqs", id="an integration"),
        pytest.param(
            {"Type": "Task", "Resource": INVOKE, "Parameters": {"FunctionName": "fn"}},
            "TaskFailed",
            "lambda",
            id="lambda:invoke",
        ),
        pytest.param(
            {"Type": "Task", "Resource": ACTIVITY}, "ActivityFailed", "activity", id="an activity"
        ),
    ],
)
def test_who_is_named(state: Any, kind: str, what: str) -> None:
    hand = ByHand(flow(A=state))
    hand.succeed("A", text_of(LIMIT + 1))
    assert hand.records[-2][0] == kind
    assert hand.execution.failure == ("States.DataLimitExceeded", too_large(what))


@pytest.mark.parametrize("names", [["States.DataLimitExceeded"], ["States.ALL"]])
def test_a_result_that_is_too_large_can_be_caught(names: list[str]) -> None:
    """Recorded, with either name."""
    hand = ByHand(flow(A=a_function(Catch=catch("B", *names), End=True), B=a_pass()))
    hand.succeed("A", text_of(LIMIT + 1))
    assert hand.status == "SUCCEEDED"
    assert hand.execution.output["Error"] == "States.DataLimitExceeded"


def test_a_pass_s_output_fails_the_execution() -> None:
    half = text_of(LIMIT // 2)
    hand = ByHand(flow(A=a_pass(Parameters={"a.$": "$", "b.$": "$"})), half)
    assert hand.history(2) == expected(
        """
        2<0 PassStateEntered A
        3<2 ExecutionFailed States.DataLimitExceeded
        """
    )
    assert hand.execution.failure == ("States.DataLimitExceeded", too_large("A"))


def test_an_output_with_exactly_the_limit_is_fine() -> None:
    # {"a":"…","b":"…"} around two texts has 11 bytes more
    hand = ByHand(
        flow(A=a_pass(Parameters={"a.$": "$.x", "b.$": "$.y"})),
        {"x": text_of(100), "y": text_of(LIMIT - 100 - 11)},
    )
    assert hand.status == "SUCCEEDED"
    assert size(hand.execution.output) == LIMIT


def test_a_task_s_arguments() -> None:
    half = text_of(LIMIT // 2)
    hand = ByHand(flow(A=a_function(Parameters={"a.$": "$", "b.$": "$"})), half)
    assert hand.history(2) == expected(
        """
        2<0 TaskStateEntered A
        3<2 ExecutionFailed States.DataLimitExceeded
        """
    )
    assert hand.tasks() == []


def test_a_result_placed_into_the_input() -> None:
    hand = ByHand(
        flow(A=a_function(ResultPath="$.r", Catch=catch("B"), End=True), B=a_pass()),
        {"x": text_of(LIMIT // 2)},
    )
    hand.succeed("A", text_of(LIMIT // 2))
    assert hand.status == "SUCCEEDED"
    assert hand.records[6][0] == "PassStateEntered"


def test_the_outputs_of_branches_together() -> None:
    half = LIMIT // 2
    hand = ByHand(flow(P=a_parallel(flow(A=a_pass()), flow(B=a_pass()))), text_of(half))
    assert hand.history(8) == expected(
        """
        8<7 ParallelStateSucceeded
        9<8 ParallelStateFailed
        10<9 ExecutionFailed States.DataLimitExceeded
        """
    )
    fits = ByHand(flow(P=a_parallel(flow(A=a_pass()), flow(B=a_pass()))), text_of(half - 2))
    assert fits.status == "SUCCEEDED"


def test_the_outputs_of_iterations_together() -> None:
    """They are measured before ResultSelector could make them smaller."""
    items = [text_of(100)] * 2_000
    hand = ByHand(
        flow(M=a_map(flow(A=a_pass(Parameters={"i.$": "$", "j.$": "$"})), ResultSelector={"n": 1})),
        items,
        limits=EXPRESS,
    )
    assert hand.execution.failure == ("States.DataLimitExceeded", too_large("M"))


def test_the_results_of_a_map_run_together() -> None:
    hand = ByHand(flow(M=a_map_run(flow(A=a_pass()))), [1, 2])
    for _ in range(2):
        hand.finish_child(output=text_of(LIMIT // 2))
    assert hand.execution.failure == ("States.DataLimitExceeded", too_large("M"))


def test_many_small_results_are_not_too_large() -> None:
    """A bound may be far above the size; the size decides."""
    definition = flow(
        M=a_map(flow(A=a_pass(Parameters={"i.$": "$.n"}), B=a_pass())), Z=a_pass(Result=1)
    )
    big = text_of(LIMIT // 4)
    hand = ByHand(
        definition, [{"n": i, "t": big if i == 0 else ""} for i in range(500)], limits=EXPRESS
    )
    assert hand.status == "SUCCEEDED"


def test_a_loop_that_copies_its_input_stays_within_its_size() -> None:
    definition = flow(
        S=a_pass(Assign={"n": 0}),
        C={
            "Type": "Choice",
            "Choices": [{"Variable": "$n", "NumericLessThan": 300, "Next": "I"}],
            "Default": "Z",
        },
        I=a_pass(
            Assign={"n.$": "States.MathAdd($n, 1)"},
            Parameters={"a.$": "$.a", "b.$": "$.b"},
            Next="C",
        ),
        Z=a_pass(),
    )
    hand = ByHand(definition, {"a": text_of(1000), "b": text_of(1000)})
    assert hand.status == "SUCCEEDED"


# ------------------------------------------------------------------ variables


def assigned(values: dict[str, Any], input_: Any, more: dict[str, Any] | None = None) -> ByHand:
    return ByHand(flow({"A": a_pass(Assign=values), **(more or {})}), input_)


def test_one_variable() -> None:
    assert assigned({"v.$": "$"}, text_of(MAX_VARIABLE_BYTES)).status == "SUCCEEDED"
    hand = assigned({"v.$": "States.Array($)"}, text_of(MAX_VARIABLE_BYTES))
    assert hand.history(3) == ["3<2 ExecutionFailed States.DataLimitExceeded"]


def test_one_assign() -> None:
    half = MAX_VARIABLE_BYTES // 2
    assert assigned({"v.$": "$", "w.$": "$"}, text_of(half - 8)).status == "SUCCEEDED"
    assert assigned({"v.$": "$", "w.$": "$"}, text_of(half + 1)).status == "FAILED"


def test_all_variables() -> None:
    each = 250_000
    fits = MAX_VARIABLES_BYTES // each
    for count, status in ((fits, "SUCCEEDED"), (fits + 1, "FAILED")):
        states = {f"S{i}": a_pass(Assign={f"v{i}.$": "$"}) for i in range(count)}
        hand = ByHand(flow(states), text_of(each))
        assert hand.status == status, count
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.DataLimitExceeded"


def test_a_variable_assigned_again_does_not_add_up() -> None:
    states = {f"S{i}": a_pass(Assign={"v.$": "$"}) for i in range(60)}
    assert ByHand(flow(states), text_of(250_000)).status == "SUCCEEDED"


def test_variables_of_branches_are_gone_with_them() -> None:
    one = a_parallel(flow(A=a_pass(Assign={"v.$": "$"})), ResultPath=None)
    states = {}
    for i in range(60):
        inner = flow({f"A{i}": a_pass(Assign={f"v{i}.$": "$"})})
        states[f"P{i}"] = {**one, "Branches": [inner]}
    assert ByHand(flow(states), text_of(250_000)).status == "SUCCEEDED"


def test_a_task_whose_variables_are_too_large_can_be_caught() -> None:
    hand = ByHand(
        flow(
            A=a_function(Assign={"v.$": "States.Array($)"}, Catch=catch("B"), End=True), B=a_pass()
        )
    )
    hand.succeed("A", text_of(LIMIT))
    assert hand.status == "SUCCEEDED"
    assert hand.execution.output["Error"] == "States.DataLimitExceeded"


# ------------------------------------------------------------------ nesting


def nested(levels: int) -> Any:
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def test_a_loop_that_nests_for_ever_fails() -> None:
    """JSON that nobody could write is no output."""
    definition = counting(
        {"A": a_pass(Parameters={"a.$": "States.Array($)"}, Next="B"), "B": a_pass(Next="A")}
    )
    hand = ByHand(definition, limits=EXPRESS)
    assert hand.status == "FAILED"
    assert hand.execution.failure is not None
    error, cause = hand.execution.failure
    assert error == "States.Runtime"
    assert cause is not None
    assert str(MAX_DEPTH) in cause
    assert len(hand.records) < 3_000


def test_a_variable_that_nests_for_ever_fails() -> None:
    definition = flow(
        S=a_pass(Assign={"v": 1}), A=a_pass(Assign={"v.$": "States.Array($v)"}, Next="A")
    )
    hand = ByHand(definition, limits=EXPRESS)
    assert hand.status == "FAILED"
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.Runtime"


def test_branches_that_nest_their_results_for_ever_fail() -> None:
    definition = counting({"P": a_parallel(flow(A=a_pass()), Next="Q"), "Q": a_pass(Next="P")})
    hand = ByHand(definition, limits=EXPRESS)
    assert hand.status == "FAILED"


def test_a_jsonata_loop_that_nests_for_ever_fails() -> None:
    definition = {
        "QueryLanguage": "JSONata",
        **counting(
            {
                "A": a_pass(Output="{% {'a': $states.input} %}", Next="B"),
                "B": a_pass(Next="A"),
            }
        ),
    }
    hand = ByHand(definition, limits=EXPRESS)
    assert hand.status == "FAILED"


def test_as_deep_as_allowed() -> None:
    value = nested(MAX_DEPTH)
    assert depth(value) == MAX_DEPTH
    hand = ByHand(flow(A=a_pass(), B=a_pass(InputPath="$[0]")), value)
    assert hand.status == "SUCCEEDED"


def test_a_result_that_is_too_deep_fails_the_task() -> None:
    hand = ByHand(flow(A=a_function()))
    hand.succeed("A", nested(MAX_DEPTH + 1))
    assert hand.status == "FAILED"
    assert hand.execution.failure is not None
    assert hand.execution.failure[0] == "States.Runtime"


def test_an_input_that_is_too_deep_is_refused() -> None:
    with pytest.raises(asl.UsageError, match="deeper"):
        asl.simulate(flow(A=a_pass()), nested(MAX_DEPTH + 1))
    with pytest.raises(asl.UsageError, match="deeper"):
        asl.simulate(flow(A=a_pass()), "[" * 10_000 + "]" * 10_000)
