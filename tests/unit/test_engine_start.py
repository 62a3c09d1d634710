"""Where executions begin: the input's text, another state, what is assigned already, a context of one's own."""

from __future__ import annotations

import pytest
from by_hand import IDENTITY, ByHand
from histories import START_MS, a_function, a_message, a_parallel, a_pass, expected, flow, retry

from asl.compile.program import program_of
from asl.engine.execution import Execution
from asl.errors import AslError
from asl.jsonvalue import JsonTextError
from asl.vocabulary.records import Verbatim
from asl.vocabulary.signals import Start, Stop


def test_the_input_s_text_is_kept_and_its_value_goes_on() -> None:
    hand = ByHand(flow(A=a_pass()), Verbatim('{ "a" : 1 }'))
    assert hand.records[0][3] == '{ "a" : 1 }'
    assert hand.records[1][4] == {"a": 1}


def test_an_input_that_is_no_json() -> None:
    with pytest.raises(JsonTextError):
        Execution(program_of(flow(A=a_pass())), IDENTITY, Verbatim("{"), seed=1)


def test_at_another_state() -> None:
    hand = ByHand(flow(A=a_pass(), B=a_pass()), start=Start(at="/States/B"))
    assert hand.history() == expected(
        """
        1<0 ExecutionStarted
        2<0 PassStateEntered B
        3<2 PassStateExited B
        4<3 ExecutionSucceeded
        """
    )


def test_at_a_state_that_is_not_there() -> None:
    with pytest.raises(AslError, match="no state at /States/X"):
        ByHand(flow(A=a_pass()), start=Start(at="/States/X"))


def test_inside_a_branch_the_end_of_the_branch_is_the_end() -> None:
    definition = flow(P=a_parallel(flow(A=a_pass(), B=a_pass())), Z=a_pass())
    hand = ByHand(definition, start=Start(at="/States/P/Branches/0/States/B"))
    assert hand.history(2) == expected(
        """
        2<0 PassStateEntered B
        3<2 PassStateExited B
        4<3 ExecutionSucceeded
        """
    )


def test_with_variables() -> None:
    hand = ByHand(flow(A=a_pass(Parameters={"v.$": "$v"})), start=Start(variables={"v": [1]}))
    assert hand.execution.output == {"v": [1]}


def test_with_a_context() -> None:
    hand = ByHand(
        flow(A=a_pass(Parameters={"n.$": "$$.Execution.Name", "s.$": "$$.State.Name"})),
        start=Start(context={"Execution": {"Name": "mine"}}),
    )
    assert hand.execution.output == {"n": "mine", "s": "A"}


def test_a_null_takes_a_member_of_the_context_away() -> None:
    hand = ByHand(
        flow(A=a_pass(Parameters={"c.$": "$$"})),
        start=Start(context={"Execution": {"Id": "x"}, "State": None, "StateMachine": None}),
    )
    assert hand.execution.output == {"c": {"Execution": {"Id": "x"}}}


@pytest.mark.parametrize(
    ("made", "handled"),
    [
        pytest.param(0, (1, 1000, None), id="none"),
        pytest.param(1, (1, 2000, None), id="one, of the retrier that matches"),
        pytest.param(2, (1, None, 0), id="all that it has: the catcher is next"),
    ],
)
def test_attempts_made_already_count_for_the_retrier_that_matches(
    made: int, handled: tuple[int, int | None, int | None]
) -> None:
    retriers = [
        {"ErrorEquals": ["Other"], "MaxAttempts": 9},
        {"ErrorEquals": ["Err"], "MaxAttempts": 2},
    ]
    catch = [{"ErrorEquals": ["States.ALL"], "Next": "B"}]
    hand = ByHand(
        flow(A=a_message(Retry=retriers, Catch=catch), B=a_pass()), start=Start(attempts=made)
    )
    hand.fail("A", "Err", "why")
    assert hand.execution.handled == ("Err", "why", *handled)


def test_with_attempts_made_already() -> None:
    hand = ByHand(
        flow(A=a_message(Retry=retry(attempts=5)), B=a_message()), start=Start(attempts=2)
    )
    assert hand.task("A").attempt == 2
    hand.succeed("A")
    assert hand.task("B").attempt == 0


def test_nothing_happens_before_start() -> None:
    execution = Execution(program_of(flow(A=a_pass())), IDENTITY, {}, seed=1)
    assert execution.run() == []
    assert execution.status == "PENDING"
    assert execution.records == []


def test_start_and_stop_at_once() -> None:
    execution = Execution(program_of(flow(A=a_function())), IDENTITY, {}, seed=1)
    assert execution.send(Start(), START_MS)
    assert execution.send(Start(), START_MS) is False
    assert execution.send(Stop(), START_MS)
    execution.run()
    assert execution.status == "ABORTED"
    assert [record[:2] for record in execution.records] == [
        ("ExecutionStarted", 0),
        ("ExecutionAborted", 0),
    ]


def test_the_clock_never_goes_back() -> None:
    execution = Execution(program_of(flow(A=a_function())), IDENTITY, {}, seed=1)
    execution.send(Start(), START_MS)
    execution.run()
    execution.send(Stop(), START_MS - 5000)
    execution.run()
    assert execution.records[-1][2] == START_MS
