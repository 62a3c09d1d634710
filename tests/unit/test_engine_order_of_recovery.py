"""Which events a retry, a catch and a failed evaluation write, and where they hang.

Sources: recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from histories import (
    a_fail,
    a_function,
    a_message,
    a_parallel,
    a_pass,
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


RECOVERY = [
    row(
        "a retry schedules again straight after the failure",
        flow(A=a_function(Retry=retry(attempts=2))),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionFailed E
        6<5 LambdaFunctionScheduled
        7<6 LambdaFunctionStarted
        8<7 LambdaFunctionFailed E
        9<8 LambdaFunctionScheduled
        10<9 LambdaFunctionStarted
        11<10 LambdaFunctionSucceeded
        12<11 TaskStateExited A
        13<12 ExecutionSucceeded
        """,
        {"A": asl.sequence(asl.raises("E"), asl.raises("E"), 1)},
    ),
    row(
        "retries that are used up",
        flow(A=a_message(Retry=retry())),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskFailed E
        6<5 TaskScheduled
        7<6 TaskStarted
        8<7 TaskFailed E
        9<8 ExecutionFailed E
        """,
        {"A": asl.raises("E")},
    ),
    row(
        "a retried timeout",
        flow(A=an_activity(TimeoutSeconds=3, Retry=retry("States.Timeout"))),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 ActivityScheduled
        4<3 ActivityStarted
        5<4 ActivityTimedOut States.Timeout
        6<5 ActivityScheduled
        7<6 ActivityStarted
        8<7 ActivitySucceeded
        9<8 TaskStateExited A
        10<9 ExecutionSucceeded
        """,
        {"A": asl.sequence(asl.never(), 1)},
    ),
    row(
        "a caught failure: the state is exited, the catcher's state entered",
        flow(A=a_function(Catch=catch("B", "E"), End=True), B=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionFailed E
        6<5 TaskStateExited A
        7<6 PassStateEntered B
        8<7 PassStateExited B
        9<8 ExecutionSucceeded
        """,
        {"A": asl.raises("E", "c")},
    ),
    row(
        "retried, then caught",
        flow(A=a_message(Retry=retry("E"), Catch=catch("B"), End=True), B=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskFailed E
        6<5 TaskScheduled
        7<6 TaskStarted
        8<7 TaskFailed E
        9<8 TaskStateExited A
        10<9 PassStateEntered B
        11<10 PassStateExited B
        12<11 ExecutionSucceeded
        """,
        {"A": asl.raises("E")},
    ),
    row(
        "a catcher's ResultPath that cannot be applied ends the execution",
        flow(
            A=a_function(
                Catch=[
                    *catch("B", "E", ResultPath="$.x.y"),
                    *catch("B", "States.ALL"),
                ],
                End=True,
            ),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionFailed E
        6<5 ExecutionFailed States.ReferencePathConflict
        """,
        {"A": asl.raises("E")},
        {"x": "text"},
    ),
]

JSONATA = [
    row(
        "Pass whose Output fails",
        flow(A=a_pass(QueryLanguage="JSONata", Output="{% $none %}")),
        """
        1<0 ExecutionStarted
        2<0 PassStateEntered A
        3<2 EvaluationFailed A
        4<3 ExecutionFailed States.QueryEvaluationError
        """,
    ),
    row(
        "Arguments that fail: one event an attempt, nothing scheduled",
        flow(
            A=a_function(
                QueryLanguage="JSONata",
                Arguments="{% $states.input.none %}",
                Retry=retry(attempts=2),
            )
        ),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 EvaluationFailed A
        4<3 EvaluationFailed A
        5<4 EvaluationFailed A
        6<5 ExecutionFailed States.QueryEvaluationError
        """,
    ),
    row(
        "Arguments that fail are caught",
        flow(
            A=a_function(
                QueryLanguage="JSONata",
                Arguments="{% $states.input.none %}",
                Catch=catch("B"),
                End=True,
            ),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 EvaluationFailed A
        4<3 TaskStateExited A
        5<4 PassStateEntered B
        6<5 PassStateExited B
        7<6 ExecutionSucceeded
        """,
    ),
    row(
        "Output that fails after success hangs on the success",
        flow(A=a_message(QueryLanguage="JSONata", Output="{% $states.result.none %}")),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSucceeded
        6<5 EvaluationFailed A
        7<6 ExecutionFailed States.QueryEvaluationError
        """,
        {"A": {"MessageId": "m"}},
    ),
    row(
        "a catcher's Output that fails in a Parallel",
        flow(
            P=a_parallel(
                flow(F=a_fail("E", "c")),
                QueryLanguage="JSONata",
                Catch=catch("B", Output={"v": "{% $none %}"}),
                End=True,
            ),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 FailStateEntered F
        5<4 ParallelStateFailed
        6<4 EvaluationFailed P
        7<6 ParallelStateFailed
        8<7 ExecutionFailed States.QueryEvaluationError
        """,
    ),
    row(
        "inside a branch",
        flow(
            P=a_parallel(
                flow(A=a_pass(QueryLanguage="JSONata", Output="{% $none %}")),
                Catch=catch("B"),
                End=True,
            ),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 ParallelStateEntered P
        3<2 ParallelStateStarted
        4<3 PassStateEntered A
        5<4 EvaluationFailed A
        6<5 ParallelStateFailed
        7<6 ParallelStateExited P
        8<7 PassStateEntered B
        9<8 PassStateExited B
        10<9 ExecutionSucceeded
        """,
    ),
]


@pytest.mark.parametrize(("definition", "mocks", "input_", "events"), [*RECOVERY, *JSONATA])
def test_order(definition: Any, mocks: Any, input_: Any, events: str) -> None:
    run = asl.simulate(definition, input_, mocks=mocks)
    assert lines(run.records) == expected(events)
