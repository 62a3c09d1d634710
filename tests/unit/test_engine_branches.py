"""Parallel and inline Map: joins, failures, aborted siblings, retries, nesting.

Sources: recorded histories (Parallel with a retried Fail, a Map of task timeouts, activities failing beside each other).
"""

from __future__ import annotations

from typing import Any

import pytest
from by_hand import ByHand
from histories import (
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
    lines,
    retry,
)

import asl
from asl.vocabulary.signals import TaskSucceeded


def row(id_: str, definition: Any, events: str, mocks: Any = None, input_: Any = None) -> Any:
    return pytest.param(definition, mocks, {} if input_ is None else input_, events, id=id_)


BRANCHES = [
    row(
        "Parallel: …Succeeded and …Exited hang on the last branch's exit",
        flow(P=a_parallel(flow(A=a_pass()), flow(B=a_pass())), Z=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 PassStateEntered A
        5<4 PassStateExited A
        6<3 PassStateEntered B
        7<6 PassStateExited B
        8<7 ParallelStateSucceeded
        9<7 ParallelStateExited P
        10<9 PassStateEntered Z
        11<10 PassStateExited Z
        12<11 ExecutionSucceeded
        """,
    ),
    row(
        "Parallel: what finished last, not what is written last in the definition",
        flow(P=a_parallel(flow(A=a_wait(9)), flow(B=a_wait(3)))),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 WaitStateEntered A
        5<3 WaitStateEntered B
        6<5 WaitStateExited B
        7<4 WaitStateExited A
        8<7 ParallelStateSucceeded
        9<7 ParallelStateExited P
        10<9 ExecutionSucceeded
        """,
    ),
    row(
        "Parallel: two retries, no …Failed for attempts that are retried (recorded)",
        flow(P=a_parallel(flow(F=a_fail("E")), Retry=retry(attempts=2))),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 FailStateEntered F
        5<4 ParallelStateStarted
        6<5 FailStateEntered F
        7<6 ParallelStateStarted
        8<7 FailStateEntered F
        9<8 ParallelStateFailed
        10<9 ExecutionFailed E
        """,
    ),
    row(
        "Parallel: caught",
        flow(P=a_parallel(flow(F=a_fail("E")), Catch=catch("B"), End=True), B=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 FailStateEntered F
        5<4 ParallelStateFailed
        6<5 ParallelStateExited P
        7<6 PassStateEntered B
        8<7 PassStateExited B
        9<8 ExecutionSucceeded
        """,
    ),
    row(
        "Parallel: one branch, the failing Task is aborted too (recorded)",
        flow(P=a_parallel(flow(A=a_message()))),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 TaskStateEntered A
        5<4 TaskScheduled
        6<5 TaskStarted
        7<6 TaskFailed E
        8<7 TaskStateAborted
        9<7 ParallelStateFailed
        10<9 ExecutionFailed E
        """,
        {"A": asl.raises("E")},
    ),
    row(
        "Parallel: a sibling in Wait is aborted, a failing Fail has no such event",
        flow(P=a_parallel(flow(W=a_wait()), flow(F=a_fail("E")))),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 WaitStateEntered W
        5<3 FailStateEntered F
        6<5 WaitStateAborted
        7<5 ParallelStateFailed
        8<7 ExecutionFailed E
        """,
    ),
    row(
        "Parallel: States.Runtime in a branch ends the execution at once",
        flow(
            P=a_parallel(
                flow(W=a_wait()),
                flow(A=a_pass(InputPath="$.none")),
                Retry=retry(),
                Catch=catch("B"),
                End=True,
            ),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 WaitStateEntered W
        5<3 PassStateEntered A
        6<5 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "Parallel: its own ResultSelector fails after success",
        flow(P=a_parallel(flow(A=a_pass()), ResultSelector={"x.$": "$.none"})),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 PassStateEntered A
        5<4 PassStateExited A
        6<5 ParallelStateSucceeded
        7<6 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "Parallel: bad Parameters fail before it starts",
        flow(P=a_parallel(flow(A=a_pass()), Parameters={"x.$": "$.none"})),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "Parallel in Parallel: the inner one's failure is the outer one's",
        flow(P=a_parallel(flow(Q=a_parallel(flow(F=a_fail("E")))), flow(W=a_wait()))),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 ParallelStateEntered Q
        5<4 ParallelStateStarted
        6<3 WaitStateEntered W
        7<5 FailStateEntered F
        8<7 ParallelStateFailed
        9<8 WaitStateAborted
        10<8 ParallelStateFailed
        11<10 ExecutionFailed E
        """,
    ),
    row(
        "Parallel in Parallel: a sibling that runs branches is aborted with them",
        flow(P=a_parallel(flow(Q=a_parallel(flow(W=a_wait()))), flow(V=a_wait(2), F=a_fail("E")))),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 ParallelStateEntered Q
        5<4 ParallelStateStarted
        6<3 WaitStateEntered V
        7<5 WaitStateEntered W
        8<6 WaitStateExited V
        9<8 FailStateEntered F
        10<9 WaitStateAborted
        11<9 ParallelStateAborted
        12<9 ParallelStateFailed
        13<12 ExecutionFailed E
        """,
    ),
    row(
        "Parallel in Parallel: a sibling that waits to be retried writes nothing twice",
        flow(
            P=a_parallel(
                flow(Q=a_parallel(flow(A=a_function()), Retry=retry(IntervalSeconds=9))),
                flow(V=a_wait(2), F=a_fail("E")),
            )
        ),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 ParallelStateEntered Q
        5<4 ParallelStateStarted
        6<3 WaitStateEntered V
        7<5 TaskStateEntered A
        8<7 LambdaFunctionScheduled
        9<8 LambdaFunctionStarted
        10<9 LambdaFunctionFailed X
        11<10 TaskStateAborted
        12<6 WaitStateExited V
        13<12 FailStateEntered F
        14<13 ParallelStateAborted
        15<13 ParallelStateFailed
        16<15 ExecutionFailed E
        """,
        {"A": asl.raises("X")},
    ),
    row(
        "Map in Parallel: neither does a Map that waits to be retried",
        flow(
            P=a_parallel(
                flow(
                    M=a_map(
                        flow(G=a_fail("X")), ItemsPath="$.items", Retry=retry(IntervalSeconds=9)
                    )
                ),
                flow(V=a_wait(2), F=a_fail("E")),
            )
        ),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 MapStateEntered M
        5<4 MapStateStarted 2
        6<5 MapIterationStarted 0
        7<5 MapIterationStarted 1
        8<3 WaitStateEntered V
        9<6 FailStateEntered G
        10<9 MapIterationFailed 0
        11<9 MapIterationAborted 1
        12<8 WaitStateExited V
        13<12 FailStateEntered F
        14<13 MapStateAborted
        15<13 ParallelStateFailed
        16<15 ExecutionFailed E
        """,
        input_={"items": [1, 2]},
    ),
]

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


@pytest.mark.parametrize(("definition", "mocks", "input_", "events"), [*BRANCHES, *MAPS])
def test_order(definition: Any, mocks: Any, input_: Any, events: str) -> None:
    run = asl.simulate(definition, input_, mocks=mocks)
    assert lines(run.records) == expected(events)


# ------------------------------------------------------------------ tasks beside each other, by hand


def test_activities_beside_each_other() -> None:
    """Recorded: the failing activity and its sibling are aborted in the order of the branches."""
    hand = ByHand(flow(P=a_parallel(flow(A=an_activity()), flow(B=an_activity()))))
    hand.accept("A")
    hand.accept("B")
    hand.fail("B", "E", "c")
    assert hand.history(6) == expected(
        """
        6<4 ActivityScheduled
        7<5 ActivityScheduled
        8<7 ActivityStarted
        9<8 ActivityFailed E
        10<9 TaskStateAborted
        11<9 TaskStateAborted
        12<9 ParallelStateFailed
        13<12 ExecutionFailed E
        """
    )
    assert hand.open == {}


def test_a_branch_between_two_states_is_not_aborted() -> None:
    """A Pass has no …Aborted event, nor has a state that was not entered."""
    hand = ByHand(
        flow(P=a_parallel(flow(A=a_function(), Z=a_pass()), flow(B=a_function(), F=a_fail("E"))))
    )
    a, b = hand.task("A").effect_id, hand.task("B").effect_id
    for effect_id in (b, a):
        hand.open.pop(effect_id)
        assert hand.offer(TaskSucceeded(effect_id, 1))
    hand.run()
    assert hand.history(6) == expected(
        """
        6<5 LambdaFunctionScheduled
        7<6 LambdaFunctionStarted
        8<7 LambdaFunctionSucceeded
        9<8 TaskStateExited B
        10<4 LambdaFunctionScheduled
        11<10 LambdaFunctionStarted
        12<11 LambdaFunctionSucceeded
        13<12 TaskStateExited A
        14<9 FailStateEntered F
        15<14 ParallelStateFailed
        16<15 ExecutionFailed E
        """
    )


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


def test_a_task_that_waits_to_be_retried_is_aborted() -> None:
    hand = ByHand(flow(P=a_parallel(flow(A=a_function(Retry=retry())), flow(B=a_function()))))
    hand.fail("A", "X")
    hand.fail("B", "E")
    assert hand.history(12) == expected(
        """
        12<11 TaskStateAborted
        13<11 TaskStateAborted
        14<11 ParallelStateFailed
        15<14 ExecutionFailed E
        """
    )
    assert hand.open == {}


def test_caught_inside_a_branch_the_others_go_on() -> None:
    hand = ByHand(
        flow(
            P=a_parallel(
                flow(A=a_function(Catch=catch("C"), End=True), C=a_pass()), flow(B=a_function())
            )
        )
    )
    hand.fail("A", "X")
    hand.succeed("B", "b")
    assert hand.status == "SUCCEEDED"
    assert hand.execution.output == [{"Error": "X", "Cause": "c"}, "b"]


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


def test_branches_have_their_own_variables() -> None:
    """Branches see what was assigned outside when they began, and what they assign is gone with them."""
    run = asl.simulate(
        flow(
            S=a_pass(Assign={"outer": 1}),
            P=a_parallel(
                flow(A=a_pass(Assign={"a.$": "$outer"}), B=a_pass(Parameters={"a.$": "$a"})),
                flow(C=a_pass(Assign={"c": 2}), D=a_pass(Parameters={"c.$": "$c"})),
                Assign={"got.$": "$"},
            ),
            Z=a_pass(Parameters={"got.$": "$got", "outer.$": "$outer"}),
        )
    )
    assert run.output == {"got": [{"a": 1}, {"c": 2}], "outer": 1}


def test_tasks_know_the_iteration_around_them() -> None:
    inner = flow(Q=a_parallel(flow(A=a_function())))
    hand = ByHand(flow(M=a_map(inner)), [1, 2])
    assert [hand.task("A", index).map_index for index in (0, 1)] == [0, 1]
