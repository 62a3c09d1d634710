"""The run's result: status, path, visits, calls, history, and what is said when a name is wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from histories import (
    a_fail,
    a_function,
    a_map,
    a_map_run,
    a_message,
    a_parallel,
    a_pass,
    a_wait,
    an_activity,
    catch,
    flow,
    retry,
)

import asl
from asl.testing.run import Run
from asl.testing.simulate import prepare
from asl.vocabulary.signals import Redrive

START = datetime(2025, 1, 1, tzinfo=UTC)


def test_success() -> None:
    run = asl.simulate(flow(A=a_pass(), B=a_pass(Result={"n": 1.0})), {"in": 1})
    assert (run.status, run.succeeded, run.error, run.cause) == ("SUCCEEDED", True, None, None)
    assert run.output == {"n": 1.0}
    assert run.output_text == '{"n":1.0}'
    assert run.input == {"in": 1}
    assert run.path == ["A", "B"]
    assert run.transitions == 2
    assert repr(run) == "<Run machine SUCCEEDED; path A > B>"


def test_failure() -> None:
    run = asl.simulate(flow(F=a_fail("E", "c")))
    assert (run.status, run.succeeded, run.error, run.cause) == ("FAILED", False, "E", "c")
    assert (run.output, run.output_text) == (None, None)
    assert repr(run) == '<Run machine FAILED in "F": E: c; path F>'


def test_an_output_of_null_is_an_output() -> None:
    run = asl.simulate(flow(A=a_pass(Result=None)))
    assert run.succeeded
    assert (run.output, run.output_text) == (None, "null")


def test_times() -> None:
    run = asl.simulate(flow(W=a_wait(90)))
    view = run.state("W")
    assert view.entered_at == START
    assert view.left_at == START + timedelta(seconds=90)
    assert run.history[-1]["timestamp"] == START + timedelta(seconds=90)


def test_history_is_what_the_api_answers() -> None:
    run = asl.simulate(flow(A=a_pass()), '{ "a": 1 }')
    assert run.history[0] == {
        "timestamp": START,
        "type": "ExecutionStarted",
        "id": 1,
        "previousEventId": 0,
        "executionStartedEventDetails": {
            "input": '{ "a": 1 }',
            "inputDetails": {"truncated": False},
            "roleArn": "arn:aws:iam::123456789012:role/machine",
        },
    }
    assert run.history[1]["stateEnteredEventDetails"]["input"] == '{"a":1}'


def test_history_grows_with_the_run() -> None:
    host = prepare(flow(W=a_wait(5), A=a_pass()))
    run = Run(host)
    host.advance(1)
    assert len(run.history) == 2
    host.advance(10)
    assert len(run.history) == 6


def test_one_visit_of_many() -> None:
    run = asl.simulate(
        flow(M=a_map(flow(A=a_function()), MaxConcurrency=1)),
        [1, 2, 3],
        mocks={"A": lambda n: n * 10},
    )
    assert [view.input for view in run.visits("A")] == [1, 2, 3]
    assert run.state("A").output == 30
    assert run.state("A", 0).output == 10
    assert run.state("M").output == [10, 20, 30]
    assert run.attempts("A") == 3
    assert [call.arguments for call in run.calls("A")] == [1, 2, 3]


def test_interleaved_visits_keep_apart() -> None:
    """Iterations that run at once: what follows an entry is told by the previous ids, not by the order."""
    run = asl.simulate(
        flow(
            M=a_map(
                flow(W={"Type": "Wait", "SecondsPath": "$.s"}, A=a_pass(Parameters={"r.$": "$.s"}))
            )
        ),
        [{"s": 3}, {"s": 1}, {"s": 2}],
    )
    assert [(view.input["s"], view.output["r"]) for view in run.visits("A")] == [
        (1, 1),
        (2, 2),
        (3, 3),
    ]
    waits = [
        (v.input["s"], (v.left_at - v.entered_at).total_seconds())
        for v in run.visits("W")
        if v.left_at
    ]
    assert waits == [(3, 3), (1, 1), (2, 2)]


def test_a_state_that_did_not_end() -> None:
    run = asl.simulate(flow(A=a_function(), B=a_pass()), mocks={"A": asl.raises("E")})
    view = run.state("A")
    assert (view.output, view.left_at, view.is_done) == (None, None, False)


def test_a_caught_state_did_end() -> None:
    run = asl.simulate(
        flow(A=a_function(Catch=catch("B"), End=True), B=a_pass()), mocks={"A": asl.raises("E")}
    )
    assert run.state("A").is_done
    assert run.state("A").output == {"Error": "E", "Cause": ""}


@pytest.mark.parametrize(
    ("definition", "input_", "mocks"),
    [
        pytest.param(
            flow(
                P=a_parallel(flow(F=a_fail()), Retry=retry(attempts=2), Catch=catch("Z"), End=True),
                Z=a_pass(),
            ),
            {},
            None,
            id="a Parallel retried and caught",
        ),
        pytest.param(
            flow(
                M=a_map(flow(A=a_function()), Retry=retry(), Catch=catch("Z"), End=True), Z=a_pass()
            ),
            [1, 2],
            {"A": asl.raises("E")},
            id="a Map retried and caught",
        ),
        pytest.param(
            flow(
                P=a_parallel(flow(Q=a_parallel(flow(A=a_pass(), B=a_pass()))), flow(C=a_pass())),
                Z=a_pass(),
            ),
            {},
            None,
            id="branches in branches",
        ),
        pytest.param(
            flow(M=a_map_run(flow(A=a_pass())), Z=a_pass()), [1], None, id="a distributed Map"
        ),
        pytest.param(flow(M=a_map(flow(A=a_pass())), Z=a_pass()), [], None, id="a Map of nothing"),
    ],
)
def test_states_around_others_end_when_they_do(definition: Any, input_: Any, mocks: Any) -> None:
    run = asl.simulate(definition, input_, mocks=mocks)
    assert run.succeeded
    for name in definition["States"]:
        assert run.state(name).is_done, name
        assert run.state(name).output is not None


def test_assigned_variables() -> None:
    run = asl.simulate(flow(A=a_pass(Assign={"x": 1, "y.$": "$"})), {"in": 2})
    assert run.state("A").assigned == {"x": 1, "y": {"in": 2}}
    assert run.state("A").type == "Pass"


def test_a_redriven_run() -> None:
    host = prepare(
        flow(A=a_message(), B=a_pass()), mocks={"A": asl.sequence(asl.raises("E"), {"ok": 1})}
    )
    host.run()
    host.send(Redrive())
    host.run()
    run = Run(host)
    assert run.succeeded
    assert run.state("A").output == {"ok": 1}
    assert run.attempts("A") == 2
    assert run.path == ["A", "B"]


def test_running() -> None:
    run = asl.simulate(flow(A=an_activity()), mocks={"A": asl.never()})
    assert (run.status, run.succeeded, run.output, run.error) == ("RUNNING", False, None, None)
    assert [w.state for w in run.waiting] == ["A"]


def test_a_name_that_is_wrong_is_never_an_empty_answer() -> None:
    run = asl.simulate(flow(Charge=a_pass(), Ship=a_fail()))
    with pytest.raises(asl.UsageError, match='no state "Chrage"; did you mean "Charge"'):
        run.state("Chrage")
    with pytest.raises(asl.UsageError, match='no state "Chrage"'):
        run.calls("Chrage")
    with pytest.raises(asl.UsageError, match='no state "Chrage"'):
        run.attempts("Chrage")


def test_a_state_that_was_not_entered() -> None:
    run = asl.simulate(flow(A=a_function(), B=a_function()), mocks={"A": asl.raises("E"), "B": 1})
    with pytest.raises(asl.UsageError, match='"B" was never entered; the path was A'):
        run.state("B")
    with pytest.raises(asl.UsageError, match='"A" was entered 1 times'):
        run.state("A", 1)
    assert run.visits("B") == []
    assert run.attempts("B") == 0


def test_transitions_count_entries_and_retries() -> None:
    run = asl.simulate(
        flow(A=a_function(Retry=retry(attempts=3)), B=a_pass()),
        mocks={"A": asl.sequence(asl.raises("E"), asl.raises("E"), 1)},
    )
    assert run.transitions == 4
