"""One expression, one state, alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from bench_machines import EACH, machine, task

from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from asl.testing.expression import ExpressionError


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


CHARGE: JSON = machine(
    "Charge",
    QueryLanguage="JSONata",
    states={
        "Charge": task(
            Arguments={"n": "{% $states.input.n * $rate %}"},
            Output="{% $states.result.sum %}",
            Assign={"sum": "{% $states.result.sum %}"},
            Retry=[
                {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "BackoffRate": 2, "MaxAttempts": 2}
            ],
            Catch=[{"ErrorEquals": ["States.ALL"], "Next": "Sorry"}],
            Next="Well",
        ),
        "Well": {"Type": "Succeed"},
        "Sorry": {"Type": "Fail", "Error": "No"},
    },
)


@pytest.mark.parametrize(
    ("expression", "given", "value"),
    [
        ("{% $states.input.a + 1 %}", {"input": {"a": 1}}, 2),
        ("{% $x & 'y' %}", {"variables": {"x": "q"}}, "qy"),
        ("{% $states.result.b %}", {"result": {"b": 3}}, 3),
        ("{% $states.context.Execution.Id %}", {"context": {"Execution": {"Id": "e"}}}, "e"),
        ("{% [$states.input.a[$ > 1]] %}", {"input": {"a": [1, 2, 3]}}, [2, 3]),
        ("$.a", {"input": {"a": [1]}}, [1]),
        ("$.a[*].b", {"input": {"a": [{"b": 1}, {"b": 2}]}}, [1, 2]),
        ("$", {"input": '{"a": 1}'}, {"a": 1}),
        ("$.b", {"result": {"b": 3}}, 3),
        ("$x.a", {"variables": {"x": {"a": 9}}}, 9),
        ("$$.Execution.Id", {"context": {"Execution": {"Id": "e"}}}, "e"),
        ("States.Format('x{}', $.a)", {"input": {"a": 2}}, "x2"),
        (" States.ArrayLength($.a) ", {"input": {"a": [1, 2]}}, 2),
    ],
)
def test_expressions(bench: Bench, expression: str, given: dict[str, Any], value: JSON) -> None:
    assert bench(CHARGE).evaluate(expression, **given) == value


@pytest.mark.parametrize(
    ("expression", "error"),
    [
        ("$.nope", "States.Runtime"),
        ("{% $states.input.nope %}", "States.QueryEvaluationError"),
        ("{% 1 + 'a' %}", "States.QueryEvaluationError"),
        ("States.StringToJson($)", "States.Runtime"),
    ],
)
def test_expressions_that_fail(bench: Bench, expression: str, error: str) -> None:
    with pytest.raises(ExpressionError) as failed:
        bench(CHARGE).evaluate(expression)
    assert (failed.value.error, failed.value.expression) == (error, expression)


@pytest.mark.parametrize(
    ("expression", "why"),
    [
        (
            "{% 1 + %}",
            r"{% 1 \+ %} cannot be evaluated: INVALID_JSONATA_EXPRESSION: Unexpected end",
        ),
        ("{% $states.nope %}", "does not exist"),
        ("$[", "cannot be evaluated"),
        ("a.b", "is no expression"),
        ("States", "is no expression"),
    ],
)
def test_no_expressions(bench: Bench, expression: str, why: str) -> None:
    with pytest.raises(UsageError, match=why):
        bench(CHARGE).evaluate(expression)


def test_a_state_alone_is_answered_as_the_machine_is(bench: Bench) -> None:
    machine = bench(CHARGE).mock("Charge", lambda given: {"sum": given["n"] + 1})
    charged = machine.state("Charge", {"n": 4}, variables={"rate": 10})
    assert (charged.status, charged.output, charged.next) == ("SUCCEEDED", 41, "Well")
    assert charged.stages["afterArguments"] == {"n": 40}
    assert charged.stages["result"] == {"sum": 41}
    assert charged.variables == {"rate": 10, "sum": 41}
    assert charged.succeeded
    assert [*machine.unused()] == []
    assert repr(charged) == '<State "Charge" SUCCEEDED output=41>'


def test_a_state_alone_whose_failure_is_retried_or_caught(bench: Bench) -> None:
    machine = bench(CHARGE)
    busy = machine.state("Charge", {"n": 4}, variables={"rate": 10}, raises="Busy", cause="later")
    assert (busy.status, busy.error, busy.cause) == ("RETRIABLE", "Busy", "later")
    assert (busy.retry_index, busy.retry_after_s) == (0, 3)
    again = machine.state("Charge", {"n": 4}, variables={"rate": 10}, raises="Busy", retries=1)
    assert again.retry_after_s == 6
    caught = machine.state("Charge", {"n": 4}, variables={"rate": 10}, raises="Boom")
    assert (caught.status, caught.next, caught.catch_index) == ("CAUGHT_ERROR", "Sorry", 0)
    assert caught.output == {"Error": "Boom", "Cause": ""}


def test_a_state_alone_that_fails(bench: Bench) -> None:
    sorry = bench(CHARGE).state("Sorry")
    assert (sorry.status, sorry.error, sorry.succeeded) == ("FAILED", "No", False)


def test_a_map_alone(bench: Bench) -> None:
    each = bench(EACH).state("Each", [1, 2], returns=["a", "b"])
    assert each.output == ["a", "b"]
    assert each.select("$[1]") == ["b"]
    with pytest.raises(UsageError, match="cannot be run alone"):
        bench(EACH).state("Each", [1, 2])


def test_a_state_of_a_file_with_places(bench: Bench, tmp_path: Path) -> None:
    (tmp_path / "m.asl.yaml").write_text(
        "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Result: {n: '${N}'}\n    End: true\n"
    )
    machine = bench("m.asl.yaml", defines={"N": "7"})
    assert machine.state("A").output == {"n": "7"}
    text = "StartAt: A\nStates:\n  A: {Type: Succeed}\n"
    assert bench(text).state("A", {"a": 1}).output == {"a": 1}


def test_a_result_that_the_service_never_gives(bench: Bench) -> None:
    tell = bench(
        machine(
            "Tell",
            states={"Tell": task("arn:aws:states:::sns:publish", Parameters={"Message": "m"})},
        )
    )
    with pytest.raises(UsageError, match="MessageId"):
        tell.state("Tell", {}, returns={"MessageId": 5})
    assert tell.state("Tell", {}, returns={"MessageId": 5}, check="NONE").output == {"MessageId": 5}
