"""Which mock answers a call, what a mock may say, and which mocks were never asked."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bench_machines import EACH, INVOKE, ONE

import asl
from asl.hosts.mock_values import MockError
from asl.jsonvalue import JSON
from asl.testing.bench import Bench
from asl.testing.machine import Machine
from asl.testing.mock_rules import AmbiguousMock


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(tmp_path, tmp_path)


Given = tuple[str, dict[str, Any]]
FUNCTION = "pay"


@pytest.mark.parametrize(
    ("mocks", "given", "answer"),
    [
        pytest.param([(FUNCTION, {"returns": 1}), ("Charge", {"returns": 2})], {}, 2, id="the state before the function"),
        pytest.param([("Charge", {"returns": 2}), (FUNCTION, {"returns": 1})], {}, 2, id="whichever is given first"),
        pytest.param(
            [("Charge", {"returns": 1, "match": {"a": 1}}), ("Charge", {"returns": 2})], {"a": 1, "b": 2}, 1,
            id="a match before none",
        ),
        pytest.param(
            [("Charge", {"returns": 1, "match": {"a": 1}}), ("Charge", {"returns": 2})], {"a": 2}, 2,
            id="a match that does not fit",
        ),
        pytest.param(
            [("Charge", {"returns": 1, "match": {"a": {"x": 1}}}), ("Charge", {"returns": 2, "match": {"a": {"x": 1}, "b": 2}})],
            {"a": {"x": 1}, "b": 2}, 2,
            id="the match that asks for more",
        ),
        pytest.param(
            [("Charge", {"returns": 2, "match": {"a": 1, "b": 2}}), ("Charge", {"returns": 1, "match": {"a": 1}})],
            {"a": 1, "b": 2}, 2,
            id="the match that asks for more, given first",
        ),
        pytest.param(
            [("Charge", {"returns": 1, "match": {"a": True}}), ("Charge", {"returns": 2})], {"a": 1}, 2,
            id="true is not 1",
        ),
        pytest.param(
            [("Charge", {"returns": 1, "match": lambda a: a["n"] > 3}), ("Charge", {"returns": 2})], {"n": 4}, 1,
            id="a function that is true",
        ),
        pytest.param([("Charge", {"returns": 1}), ("Charge", {"returns": 2})], {}, 2, id="the later of two for the same"),
        pytest.param(
            [("Charge", {"returns": 1, "match": {"a": 1}}), ("Charge", {"returns": 2, "match": {"a": 1.0}})], {"a": 1}, 2,
            id="the later of two equal matches",
        ),
        pytest.param(
            [(FUNCTION, {"returns": 1}), ("Charge", {"returns": 2, "match": {"a": 1}})], {"a": 2}, 1,
            id="the function where the state's match does not fit",
        ),
    ],
)  # fmt: skip
def test_which_mock_answers(bench: Bench, mocks: list[Given], given: JSON, answer: JSON) -> None:
    machine = bench(ONE, optional_mocks=True)
    for name, said in mocks:
        machine.mock(name, **said)
    assert machine.run(given).output == answer


def test_an_index_is_one_iteration(bench: Bench) -> None:
    machine = bench(EACH)
    machine.mock("Charge", returns="any").mock("Charge", returns="third", index=2)
    machine.mock("Charge", returns="first b", index=0, match={"k": "b"}, optional=True)
    machine.mock("Charge", returns="b", match={"k": "b"})
    assert machine.run([{"k": "a"}, {"k": "b"}, {"k": "b"}]).output == ["any", "b", "third"]
    assert machine.run([{"k": "b"}]).output == ["first b"]


def test_two_that_fit_alike_are_an_error(bench: Bench) -> None:
    machine = bench(ONE)
    machine.mock("Charge", returns=1, match={"a": 1}).mock("Charge", returns=2, match={"b": 2})
    assert machine.run({"a": 1}).output == 1
    with pytest.raises(AmbiguousMock, match="2 mocks answer this call"):
        machine.run({"a": 1, "b": 2})


def boom(arguments: JSON) -> JSON:
    raise asl.TaskError("Boom", "of a function")


@pytest.mark.parametrize(
    ("said", "outcome"),
    [
        pytest.param({"returns": {"a": 1}}, {"a": 1}, id="returns"),
        pytest.param({"returns": None}, None, id="null"),
        pytest.param({"answer": {"a": 1}}, {"a": 1}, id="an answer"),
        pytest.param({"answer": lambda a: a["n"] + 1}, 3, id="a function"),
        pytest.param({"answer": lambda a, call: [a, call.attempt]}, [{"n": 2}, 0], id="a function that wants the call"),
        pytest.param({"raises": "Boom"}, ("Boom", None), id="an error"),
        pytest.param({"raises": "Boom", "cause": "why"}, ("Boom", "why"), id="an error with a cause"),
        pytest.param({"raises": ValueError("why")}, ("ValueError", "why"), id="an exception"),
        pytest.param({"raises": ValueError("why"), "cause": "because"}, ("ValueError", "because"), id="an exception, a cause"),
        pytest.param({"answer": boom}, ("Boom", "of a function"), id="a function that fails the task"),
        pytest.param({"side_effect": [1, 2]}, 1, id="the first of several"),
        pytest.param({"side_effect": boom}, ("Boom", "of a function"), id="a side effect that is a function"),
        pytest.param({"side_effect": KeyError("k")}, ("KeyError", "'k'"), id="a side effect that is an exception"),
    ],
)  # fmt: skip
def test_what_a_mock_says(bench: Bench, said: dict[str, Any], outcome: JSON) -> None:
    run = bench(ONE).mock("Charge", **said).run({"n": 2})
    assert (
        (run.error, run.cause) == outcome if isinstance(outcome, tuple) else run.output == outcome
    )


def test_an_answer_that_comes_later(bench: Bench) -> None:
    run = bench(ONE).mock("Charge", returns=1, after=timedelta(days=2)).run()
    assert (run.output, run.elapsed) == (1, timedelta(days=2))
    each = bench(EACH).mock("Charge", side_effect=[1, 2], after=30).run([0, 0])
    assert (each.output, each.elapsed) == ([1, 2], 30)


def test_a_mock_of_a_function_sees_the_payload(bench: Bench) -> None:
    machine = bench(INVOKE).mock("charge", lambda event: {"seen": event}, match={"id": 7})
    run = machine.run({"id": 7})
    assert run.output["Payload"] == {"seen": {"id": 7}}
    assert run.calls("Charge")[0].payload == {"id": 7}


def test_what_a_mock_says_is_captured_when_it_is_given(bench: Bench) -> None:
    value, match = {"a": [1]}, {"id": 7}
    machine = bench(ONE).mock("Charge", returns=value, match=match)
    value["a"].append(2)
    match["id"] = 8
    assert machine.run({"id": 7}).output == {"a": [1]}


def test_side_effects_begin_anew_with_every_run(bench: Bench) -> None:
    machine = bench(ONE).mock("Charge", side_effect=[1, 2])
    assert [machine.run().output, machine.run().output] == [1, 1]
    machine = bench(EACH).mock("Charge", side_effect=[1, 2])
    with pytest.raises(MockError, match=r"has 2 answers, and .Charge. is called once more"):
        machine.run([0, 0, 0])


def test_a_mock_given_while_a_run_is_open_counts(bench: Bench) -> None:
    machine = bench(ONE).mock("Charge", raises="Boom")
    run = machine.run()
    assert run.error == "Boom"
    machine.mock("Charge", returns="well")
    assert run.redrive().output == "well"


def unused(machine: Machine) -> list[str]:
    return [text.partition(": ")[2] for text in machine.unused()]


def test_mocks_that_were_never_asked(bench: Bench) -> None:
    machine = bench(ONE, name="pay")
    machine.mock("Charge", returns=1).mock("Charge", returns=2, match={"id": 8})
    machine.mock(FUNCTION, returns=3).mock("Charge", returns=4, index=3, optional=True)
    machine.mock("Charge", returns=5)
    machine.run({"id": 7})
    machine.run({"id": 9})
    line = machine._mocks.rules[-1].site
    assert unused(machine) == [
        f'mock("Charge"): the mock at {line} took its place before any call',
        'mock("Charge", match={"id":8}): it was called 2 times, never with what this mock is for, but with {"id":7} and {"id":9}',
        f'mock("{FUNCTION}"): it was called 2 times, and a more particular mock answered',
    ]


def test_mocks_of_a_machine_that_was_never_run(bench: Bench) -> None:
    machine = bench(ONE, name="pay", mocks={"Charge": 1})
    assert unused(machine) == ['mock("Charge"): the machine pay was never run']
    assert bench.complaint() is not None
    assert bench(ONE, mocks={"Charge": 1}, optional_mocks=True).unused is not None
    assert unused(bench(ONE, mocks={"Charge": 1}, optional_mocks=True)) == []


def test_a_handler_that_was_never_asked(bench: Bench) -> None:
    def charge(event: JSON, context: object) -> JSON:
        return {"charged": event}

    machine = bench(INVOKE).lambda_("charge", charge)
    assert machine.run({"id": 7}).output["Payload"] == {"charged": {"id": 7}}
    assert unused(machine) == []
    machine = bench(INVOKE, lambdas={"charge": charge}, mocks={"Charge": {"Payload": 1}})
    machine.run()
    assert unused(machine) == [
        'lambda_("charge"): it was called once, and a more particular mock answered'
    ]


def test_functions_that_nobody_gave_are_not_lambdas_to_refuse(bench: Bench) -> None:
    """On AWS an unknown function is an error that a Catch may take; in a test it is a task that nothing answers."""
    other = {
        "StartAt": "A",
        "States": {
            "A": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": {"FunctionName": "a"}, "Next": "B"},
            "B": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
                  "Parameters": {"FunctionName": "b"}, "End": True},
        },
    }  # fmt: skip
    with pytest.raises(asl.UnansweredTask, match='nothing answers the task "B"'):
        bench(other).lambda_("a", lambda event, context: 1).run()
