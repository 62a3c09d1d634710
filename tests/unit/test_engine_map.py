"""Inline Map: iterations one by one and at once, failures, aborted iterations, retries, nesting.

Sources: recorded histories (sequential Maps, a Map of task timeouts).
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
    a_fail,
    a_function,
    a_map,
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


def row(id_: str, definition: Any, events: str, mocks: Any = None, input_: Any = None) -> Any:
    return pytest.param(definition, mocks, {} if input_ is None else input_, events, id=id_)


ITEMS = [1, 2, 3]
MAPS = [
    row(
        "Map, one by one: an iteration hangs on the last body event of the one before (recorded)",
        flow(M=a_map(flow(A=a_pass()), MaxConcurrency=1), Z=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<4 PassStateEntered A
        6<5 PassStateExited A
        7<6 MapIterationSucceeded 0
        8<6 MapIterationStarted 1
        9<8 PassStateEntered A
        10<9 PassStateExited A
        11<10 MapIterationSucceeded 1
        12<10 MapIterationStarted 2
        13<12 PassStateEntered A
        14<13 PassStateExited A
        15<14 MapIterationSucceeded 2
        16<15 MapStateSucceeded
        17<15 MapStateExited M
        18<17 PassStateEntered Z
        19<18 PassStateExited Z
        20<19 ExecutionSucceeded
        """,
        input_=ITEMS,
    ),
    row(
        "Map, all at once: every iteration hangs on MapStateStarted",
        flow(M=a_map(flow(A=a_pass()))),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<3 MapIterationStarted 1
        6<3 MapIterationStarted 2
        7<4 PassStateEntered A
        8<7 PassStateExited A
        9<8 MapIterationSucceeded 0
        10<5 PassStateEntered A
        11<10 PassStateExited A
        12<11 MapIterationSucceeded 1
        13<6 PassStateEntered A
        14<13 PassStateExited A
        15<14 MapIterationSucceeded 2
        16<15 MapStateSucceeded
        17<15 MapStateExited M
        18<17 ExecutionSucceeded
        """,
        input_=ITEMS,
    ),
    row(
        "Map, two at once: a later iteration hangs on MapStateStarted too",
        flow(M=a_map(flow(A=a_pass()), MaxConcurrency=2)),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<3 MapIterationStarted 1
        6<4 PassStateEntered A
        7<6 PassStateExited A
        8<7 MapIterationSucceeded 0
        9<3 MapIterationStarted 2
        10<5 PassStateEntered A
        11<10 PassStateExited A
        12<11 MapIterationSucceeded 1
        13<9 PassStateEntered A
        14<13 PassStateExited A
        15<14 MapIterationSucceeded 2
        16<15 MapStateSucceeded
        17<15 MapStateExited M
        18<17 ExecutionSucceeded
        """,
        input_=ITEMS,
    ),
    row(
        "Map of nothing: all hangs on MapStateStarted",
        flow(M=a_map(flow(A=a_pass()))),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 0
        4<3 MapStateSucceeded
        5<3 MapStateExited M
        6<5 ExecutionSucceeded
        """,
        input_=[],
    ),
    row(
        "Map, one by one, failing",
        flow(M=a_map(flow(F=a_fail("E")), MaxConcurrency=1)),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<4 FailStateEntered F
        6<5 MapIterationFailed 0
        7<5 MapStateFailed
        8<7 ExecutionFailed E
        """,
        input_=ITEMS,
    ),
    row(
        "Map, retried: MapStateStarted again, hanging on the failing event",
        flow(M=a_map(flow(F=a_fail("E")), MaxConcurrency=1, Retry=retry())),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<4 FailStateEntered F
        6<5 MapIterationFailed 0
        7<5 MapStateStarted 3
        8<7 MapIterationStarted 0
        9<8 FailStateEntered F
        10<9 MapIterationFailed 0
        11<9 MapStateFailed
        12<11 ExecutionFailed E
        """,
        input_=ITEMS,
    ),
    row(
        "Map, caught",
        flow(
            M=a_map(flow(F=a_fail("E")), MaxConcurrency=1, Catch=catch("B"), End=True), B=a_pass()
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<4 FailStateEntered F
        6<5 MapIterationFailed 0
        7<5 MapStateFailed
        8<7 MapStateExited M
        9<8 PassStateEntered B
        10<9 PassStateExited B
        11<10 ExecutionSucceeded
        """,
        input_=ITEMS,
    ),
    row(
        "Map over what is no array",
        flow(M=a_map(flow(A=a_pass()), Retry=retry(), Catch=catch("B"), End=True), B=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 ExecutionFailed States.Runtime
        """,
        input_=7,
    ),
    row(
        "Map whose Items are no array",
        flow(
            M=a_map(flow(A=a_pass()), QueryLanguage="JSONata", Items="{% 7 %}"),
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 EvaluationFailed M
        4<3 MapStateFailed
        5<4 ExecutionFailed States.QueryEvaluationError
        """,
    ),
    row(
        "Map: an evaluation fails inside an iteration",
        flow(
            M=a_map(flow(A=a_pass(QueryLanguage="JSONata", Output="{% $none %}")), MaxConcurrency=1)
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<4 PassStateEntered A
        6<5 EvaluationFailed A
        7<6 MapIterationFailed 0
        8<6 MapStateFailed
        9<8 ExecutionFailed States.QueryEvaluationError
        """,
        input_=ITEMS,
    ),
    row(
        "Map: States.Runtime in an iteration ends the execution at once",
        flow(
            M=a_map(flow(A=a_pass(InputPath="$.none")), Retry=retry(), Catch=catch("B"), End=True),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<3 MapIterationStarted 1
        6<3 MapIterationStarted 2
        7<4 PassStateEntered A
        8<7 ExecutionFailed States.Runtime
        """,
        input_=ITEMS,
    ),
    row(
        "Map: an ItemSelector that finds nothing ends the execution at once",
        flow(M=a_map(flow(A=a_pass()), ItemSelector={"x.$": "$.none"}, ItemsPath="$.list")),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 ExecutionFailed States.Runtime
        """,
        input_={"list": ITEMS},
    ),
    row(
        "Map: an ItemSelector that finds nothing for a later item ends the execution at once",
        flow(
            M=a_map(
                flow(A=a_wait()),
                ItemSelector={"x.$": "States.ArrayGetItem($$.Map.Item.Value, 1)"},
                MaxConcurrency=2,
            )
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 3
        4<3 MapIterationStarted 0
        5<3 ExecutionFailed States.Runtime
        """,
        input_=[[1, 2], [1], [1, 2]],
    ),
    row(
        "Map: an ItemSelector that fails to evaluate for a later item fails the Map",
        flow(
            M=a_map(
                flow(A=a_wait()),
                QueryLanguage="JSONata",
                ItemSelector="{% $states.context.Map.Item.Value.x %}",
                MaxConcurrency=2,
                Catch=catch("Z"),
                End=True,
            ),
            Z=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 2
        4<3 MapIterationStarted 0
        5<3 EvaluationFailed M
        6<5 MapIterationAborted 0
        7<5 MapStateFailed
        8<7 MapStateExited M
        9<8 PassStateEntered Z
        10<9 PassStateExited Z
        11<10 ExecutionSucceeded
        """,
        input_=[{"x": 1}, {}],
    ),
    row(
        "Map in Parallel in Map",
        flow(
            M=a_map(
                flow(P=a_parallel(flow(N=a_map(flow(A=a_pass()), MaxConcurrency=1)))),
                MaxConcurrency=1,
            )
        ),
        """
        1<0 ExecutionStarted
        2<0 MapStateEntered M
        3<2 MapStateStarted 1
        4<3 MapIterationStarted 0
        5<4 ParallelStateEntered P
        6<5 ParallelStateStarted
        7<6 MapStateEntered N
        8<7 MapStateStarted 1
        9<8 MapIterationStarted 0
        10<9 PassStateEntered A
        11<10 PassStateExited A
        12<11 MapIterationSucceeded 0
        13<12 MapStateSucceeded
        14<12 MapStateExited N
        15<14 ParallelStateSucceeded
        16<14 ParallelStateExited P
        17<16 MapIterationSucceeded 0
        18<17 MapStateSucceeded
        19<17 MapStateExited M
        20<19 ExecutionSucceeded
        """,
        input_=[[1]],
    ),
]


@pytest.mark.parametrize(("definition", "mocks", "input_", "events"), MAPS)
def test_order(definition: Any, mocks: Any, input_: Any, events: str) -> None:
    run = asl.simulate(definition, input_, mocks=mocks)
    assert lines(run.records) == expected(events)


# ------------------------------------------------------------------ by hand


def test_concurrent_iterations_fail_together() -> None:
    """Recorded (item 1 fails): Failed or Aborted by index, each with its Task's abort, all hanging on the failure."""
    hand = ByHand(flow(M=a_map(flow(A=an_activity()))), [1, 2])
    hand.accept("A", 0)
    hand.accept("A", 1)
    hand.fail("A", "E", "c", index=1)
    assert hand.history(4) == expected(
        """
        4<3 MapIterationStarted 0
        5<3 MapIterationStarted 1
        6<4 TaskStateEntered A
        7<5 TaskStateEntered A
        8<6 ActivityScheduled
        9<7 ActivityScheduled
        10<9 ActivityStarted
        11<10 ActivityFailed E
        12<11 MapIterationAborted 0
        13<11 TaskStateAborted
        14<11 MapIterationFailed 1
        15<11 TaskStateAborted
        16<11 MapStateFailed
        17<16 ExecutionFailed E
        """
    )
    assert hand.open == {}


def test_iterations_that_wait_for_their_turn_are_not_aborted() -> None:
    hand = ByHand(flow(M=a_map(flow(A=a_function()), MaxConcurrency=2)), [1, 2, 3, 4])
    hand.succeed("A", 1, index=0)
    hand.fail("A", index=2)
    assert hand.history(17) == expected(
        """
        17<16 LambdaFunctionFailed E
        18<17 MapIterationAborted 1
        19<17 TaskStateAborted
        20<17 MapIterationFailed 2
        21<17 TaskStateAborted
        22<17 MapStateFailed
        23<22 ExecutionFailed E
        """
    )


def test_a_nested_map_is_aborted_with_its_iterations() -> None:
    hand = ByHand(
        flow(P=a_parallel(flow(M=a_map(flow(A=a_function()))), flow(B=a_function()))), [1, 2]
    )
    hand.fail("B", "E")
    assert hand.history(4) == expected(
        """
        4<3 MapStateEntered M
        5<4 MapStateStarted 2
        6<5 MapIterationStarted 0
        7<5 MapIterationStarted 1
        8<3 TaskStateEntered B
        9<6 TaskStateEntered A
        10<7 TaskStateEntered A
        11<8 LambdaFunctionScheduled
        12<11 LambdaFunctionStarted
        13<12 LambdaFunctionFailed E
        14<13 MapIterationAborted 0
        15<13 TaskStateAborted
        16<13 MapIterationAborted 1
        17<13 TaskStateAborted
        18<13 MapStateAborted
        19<13 TaskStateAborted
        20<13 ParallelStateFailed
        21<20 ExecutionFailed E
        """
    )
    assert hand.open == {}


def test_results_are_in_order_of_branches_and_items() -> None:
    hand = ByHand(flow(M=a_map(flow(A=a_function()), MaxConcurrency=2)), ["a", "b", "c"])
    for index in (1, 2, 0):
        hand.succeed("A", f"r{index}", index=index)
    assert hand.execution.output == ["r0", "r1", "r2"]


def test_at_most_forty_iterations_run_at_once() -> None:
    hand = ByHand(flow(M=a_map(flow(A=a_function()))), list(range(50)))
    assert len(hand.tasks()) == 40
    hand.succeed("A", 1, index=7)
    assert len(hand.tasks()) == 40
    assert hand.task("A", 40).arguments == 40


def test_what_only_a_distributed_map_has_is_without_effect_in_an_inline_one() -> None:
    """As the check's warning says."""
    bucket = {"Bucket": "b", "Key": "k"}
    definition = flow(
        M=a_map(
            flow(A=a_pass()),
            ItemReader={"Resource": "arn:aws:states:::s3:getObject", "Parameters": bucket},
            ItemBatcher={"MaxItemsPerBatch": 2},
            ResultWriter={"Resource": "arn:aws:states:::s3:putObject", "Parameters": bucket},
            Label="L",
        )
    )
    run = asl.simulate(definition, [1, 2, 3])
    assert run.output == [1, 2, 3]
    assert not run.execution.map_runs


def test_an_object_is_iterated_by_its_members() -> None:
    run = asl.simulate(
        flow(
            M=a_map(
                flow(A=a_pass()),
                ItemSelector={
                    "i.$": "$$.Map.Item.Index",
                    "k.$": "$$.Map.Item.Key",
                    "v.$": "$$.Map.Item.Value",
                },
            )
        ),
        {"one": 1, "two": [2]},
    )
    assert run.output == [{"i": 0, "k": "one", "v": 1}, {"i": 1, "k": "two", "v": [2]}]


def test_tasks_know_the_iteration_around_them() -> None:
    inner = flow(Q=a_parallel(flow(A=a_function())))
    hand = ByHand(flow(M=a_map(inner)), [1, 2])
    assert [hand.task("A", index).map_index for index in (0, 1)] == [0, 1]
