"""Which events, in which order, hanging on which: states that run by themselves, and tasks of every pattern.

Sources: API reference, HistoryEvent; recorded histories.
"""

from __future__ import annotations

from typing import Any

import pytest
from histories import (
    a_fail,
    a_function,
    a_job,
    a_message,
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
from asl.hosts.answers import Failed, Refused, Submitted
from asl.hosts.mock_values import returns

NO_PATH = {"InputPath": "$.none"}


def row(id_: str, definition: Any, events: str, mocks: Any = None, input_: Any = None) -> Any:
    return pytest.param(definition, mocks, {} if input_ is None else input_, events, id=id_)


ALONE = [
    row(
        "Pass",
        flow(A=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 PassStateEntered A
        3<2 PassStateExited A
        4<3 ExecutionSucceeded
        """,
    ),
    row(
        "each state's entry hangs on the exit before it",
        flow(A=a_pass(), B=a_pass(), C=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 PassStateEntered A
        3<2 PassStateExited A
        4<3 PassStateEntered B
        5<4 PassStateExited B
        6<5 PassStateEntered C
        7<6 PassStateExited C
        8<7 ExecutionSucceeded
        """,
    ),
    row(
        "Succeed",
        flow(A={"Type": "Succeed"}),
        """
        1<0 ExecutionStarted
        2<0 SucceedStateEntered A
        3<2 SucceedStateExited A
        4<3 ExecutionSucceeded
        """,
    ),
    row(
        "Fail is entered and never exited",
        flow(A=a_fail("E", "c")),
        """
        1<0 ExecutionStarted
        2<0 FailStateEntered A
        3<2 ExecutionFailed E
        """,
    ),
    row(
        "Fail with neither error nor cause",
        flow(A=a_fail(None, None)),
        """
        1<0 ExecutionStarted
        2<0 FailStateEntered A
        3<2 ExecutionFailed -
        """,
    ),
    row(
        "Wait",
        flow(A=a_wait(5)),
        """
        1<0 ExecutionStarted
        2<0 WaitStateEntered A
        3<2 WaitStateExited A
        4<3 ExecutionSucceeded
        """,
    ),
    row(
        "Choice by a rule",
        flow(
            A={
                "Type": "Choice",
                "Choices": [{"Variable": "$.x", "NumericEquals": 1, "Next": "B"}],
                "Default": "C",
            },
            B=a_pass(End=True),
            C=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 ChoiceStateEntered A
        3<2 ChoiceStateExited A
        4<3 PassStateEntered B
        5<4 PassStateExited B
        6<5 ExecutionSucceeded
        """,
        input_={"x": 1},
    ),
    row(
        "Choice by Default",
        flow(
            A={
                "Type": "Choice",
                "Choices": [{"Variable": "$.x", "NumericEquals": 1, "Next": "B"}],
                "Default": "C",
            },
            B=a_pass(End=True),
            C=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 ChoiceStateEntered A
        3<2 ChoiceStateExited A
        4<3 PassStateEntered C
        5<4 PassStateExited C
        6<5 ExecutionSucceeded
        """,
        input_={"x": 2},
    ),
    row(
        "Choice that nothing matches has no exit",
        flow(
            A={
                "Type": "Choice",
                "Choices": [{"Variable": "$.x", "NumericEquals": 1, "Next": "B"}],
            },
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 ChoiceStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
        input_={"x": 2},
    ),
    row(
        "Pass with a path that finds nothing",
        flow(A=a_pass(**NO_PATH)),
        """
        1<0 ExecutionStarted
        2<0 PassStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "Wait with a path that finds nothing",
        flow(A={"Type": "Wait", "SecondsPath": "$.none"}),
        """
        1<0 ExecutionStarted
        2<0 WaitStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "Wait whose OutputPath finds nothing fails when the time has come",
        flow(A=a_wait(OutputPath="$.none")),
        """
        1<0 ExecutionStarted
        2<0 WaitStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "Fail with a path that finds nothing",
        flow(A={"Type": "Fail", "ErrorPath": "$.none"}),
        """
        1<0 ExecutionStarted
        2<0 FailStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
    ),
]

TASKS = [
    row(
        "Lambda function",
        flow(A=a_function()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionSucceeded
        6<5 TaskStateExited A
        7<6 ExecutionSucceeded
        """,
        {"A": 1},
    ),
    row(
        "Lambda function that fails",
        flow(A=a_function()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionFailed E
        6<5 ExecutionFailed E
        """,
        {"A": asl.raises("E", "c")},
    ),
    row(
        "Lambda function that cannot be scheduled",
        flow(A=a_function()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionScheduleFailed E
        5<4 ExecutionFailed E
        """,
        {"A": Failed("E", "c", "schedule")},
    ),
    row(
        "Lambda function that cannot be started",
        flow(A=a_function()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStartFailed E
        5<4 ExecutionFailed E
        """,
        {"A": Failed("E", "c", "start")},
    ),
    row(
        "Lambda function that times out",
        flow(A=a_function(TimeoutSeconds=3)),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionTimedOut States.Timeout
        6<5 ExecutionFailed States.Timeout
        """,
        {"A": asl.never()},
    ),
    row(
        "integration",
        flow(A=a_message()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSucceeded
        6<5 TaskStateExited A
        7<6 ExecutionSucceeded
        """,
        {"A": {"MessageId": "m"}},
    ),
    row(
        "integration that fails",
        flow(A=a_message()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskFailed E
        6<5 ExecutionFailed E
        """,
        {"A": asl.raises("E", "c")},
    ),
    row(
        "integration that cannot be started",
        flow(A=a_message()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStartFailed E
        5<4 ExecutionFailed E
        """,
        {"A": Failed("E", "c", "start")},
    ),
    row(
        "integration that times out",
        flow(A=a_message(TimeoutSeconds=3)),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskTimedOut States.Timeout
        6<5 ExecutionFailed States.Timeout
        """,
        {"A": asl.never()},
    ),
    row(
        "a job that is waited for",
        flow(A=a_job()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSubmitted
        6<5 TaskSucceeded
        7<6 TaskStateExited A
        8<7 ExecutionSucceeded
        """,
        {"A": Submitted({"ExecutionArn": "x"}, returns({"Output": 1}))},
    ),
    row(
        "a job that fails",
        flow(A=a_job()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSubmitted
        6<5 TaskFailed States.TaskFailed
        7<6 ExecutionFailed States.TaskFailed
        """,
        {"A": Submitted({"ExecutionArn": "x"}, Failed("States.TaskFailed", "c"))},
    ),
    row(
        "a job that cannot be submitted",
        flow(A=a_job()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSubmitFailed E
        6<5 ExecutionFailed E
        """,
        {"A": Failed("E", "c", "submit")},
    ),
    row(
        "a task token",
        flow(A=a_message(".waitForTaskToken")),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSubmitted
        6<5 TaskSucceeded
        7<6 TaskStateExited A
        8<7 ExecutionSucceeded
        """,
        {"A": 1},
    ),
    row(
        "a task token whose heartbeat is missed",
        flow(A=a_message(".waitForTaskToken", HeartbeatSeconds=5, TimeoutSeconds=60)),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 TaskScheduled
        4<3 TaskStarted
        5<4 TaskSubmitted
        6<5 TaskTimedOut States.Timeout
        7<6 ExecutionFailed States.Timeout
        """,
        {"A": asl.never()},
    ),
    row(
        "an activity",
        flow(A=an_activity()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 ActivityScheduled
        4<3 ActivityStarted
        5<4 ActivitySucceeded
        6<5 TaskStateExited A
        7<6 ExecutionSucceeded
        """,
        {"A": 1},
    ),
    row(
        "an activity that fails",
        flow(A=an_activity()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 ActivityScheduled
        4<3 ActivityStarted
        5<4 ActivityFailed E
        6<5 ExecutionFailed E
        """,
        {"A": asl.raises("E")},
    ),
    row(
        "an activity that does not exist leaves no trace",
        flow(A=an_activity(Retry=retry(), Catch=catch("B"), End=True), B=a_pass()),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
        {"A": Refused("The activity does not exist.")},
    ),
    row(
        "Parameters that find nothing: nothing is scheduled, retried or caught",
        flow(
            A=a_function(Parameters={"x.$": "$.none"}, Retry=retry(), Catch=catch("B"), End=True),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "a TimeoutSecondsPath that finds nothing",
        flow(A=a_function(TimeoutSecondsPath="$.none")),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 ExecutionFailed States.Runtime
        """,
    ),
    row(
        "an OutputPath that finds nothing after success is not caught",
        flow(
            A=a_function(
                OutputPath="$.none", Catch=catch("B", "States.ALL"), Retry=retry(), End=True
            ),
            B=a_pass(),
        ),
        """
        1<0 ExecutionStarted
        2<0 TaskStateEntered A
        3<2 LambdaFunctionScheduled
        4<3 LambdaFunctionStarted
        5<4 LambdaFunctionSucceeded
        6<5 ExecutionFailed States.Runtime
        """,
        {"A": {"x": 1}},
    ),
]


@pytest.mark.parametrize(("definition", "mocks", "input_", "events"), [*ALONE, *TASKS])
def test_order(definition: Any, mocks: Any, input_: Any, events: str) -> None:
    run = asl.simulate(definition, input_, mocks=mocks)
    assert lines(run.records) == expected(events)
