"""Parallel: joins, failures, aborted siblings, retries, nesting.

Sources: recorded histories (a retried Fail, activities failing beside each other).
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


@pytest.mark.parametrize(("definition", "mocks", "input_", "events"), BRANCHES)
def test_order(definition: Any, mocks: Any, input_: Any, events: str) -> None:
    run = asl.simulate(definition, input_, mocks=mocks)
    assert lines(run.records) == expected(events)


# ------------------------------------------------------------------ by hand


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
