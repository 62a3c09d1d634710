"""The least and the most transitions over all paths, loops, and what to expect."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from asl.errors import UsageError
from asl.jsonvalue import JSON
from asl.model.machine import StateMachine
from asl.model.parse import parse_machine
from asl.observe.bounds import bound_text, bounds_of
from asl.observe.expectation import expected, weights_of

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def to(name: str | None = None) -> dict[str, Any]:
    return {"End": True} if name is None else {"Next": name}


def passing(name: str | None = None) -> dict[str, Any]:
    return {"Type": "Pass", **to(name)}


def task(name: str | None = None, **more: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, **to(name), **more}


def choice(*names: str, default: str | None = None) -> dict[str, Any]:
    rules = [{"Variable": "$.x", "NumericEquals": n, "Next": name} for n, name in enumerate(names)]
    return {"Type": "Choice", "Choices": rules, **({} if default is None else {"Default": default})}


def map_of(processor: Any, name: str | None = None, kind: str | None = None, **more: Any) -> Any:
    config = {} if kind is None else {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": kind}}  # fmt: skip
    return {"Type": "Map", "ItemProcessor": {**processor, **config}, **to(name), **more}


def parallel(*branches: Any, name: str | None = None, **more: Any) -> dict[str, Any]:
    return {"Type": "Parallel", "Branches": list(branches), **to(name), **more}


def retry(*attempts: int) -> list[dict[str, Any]]:
    return [{"ErrorEquals": [f"E{n}"], "MaxAttempts": most} for n, most in enumerate(attempts)]


def parsed(definition: JSON) -> StateMachine:
    found = parse_machine(definition)
    assert found is not None
    return found


CATCH = [{"ErrorEquals": ["States.ALL"], "Next": "Z"}]
TWO = machine(A=passing("B"), B=passing())


@pytest.mark.parametrize(
    ("definition", "least", "most"),
    [
        pytest.param(TWO, "2", "2", id="a chain"),
        pytest.param(machine(C=choice("A", default="Z"), A=passing("Z"), Z=passing()), "2", "3", id="a way round"),
        pytest.param(machine(A=task(Retry=retry(2))), "1", "3", id="a retrier"),
        pytest.param(machine(A=task(Retry=retry(2, 5, 0))), "1", "8", id="each retrier counts for itself"),
        pytest.param(machine(A=task("Z", Catch=CATCH), Z=passing()), "2", "2", id="a catcher to the same state"),
        pytest.param(machine(A=parallel(TWO, TWO, name="B", Catch=CATCH), B=passing("Z"), Z=passing()), "2", "7", id="a Parallel that fails at once"),
        pytest.param(machine(A=parallel(TWO, machine(D=task(Retry=retry(1))), Retry=retry(2))), "4", "15", id="attempts of a Parallel run all of it again"),
        pytest.param(machine(M=map_of(TWO)), "1 + 2·N", "1 + 2·N", id="a Map"),
        pytest.param(machine(M=map_of(machine(A=task(Retry=retry(2))), Retry=retry(1))), "1 + N", "2 + 6·N", id="a Map with retries"),
        pytest.param(machine(M=map_of(machine(O=map_of(TWO)))), "1 + N1 + 2·N1·N2", "1 + N1 + 2·N1·N2", id="a Map in a Map"),
        pytest.param(machine(M=map_of(TWO, kind="STANDARD")), "1 + 2·N", "1 + 2·N", id="Standard children"),
        pytest.param(machine(M=map_of(TWO, kind="EXPRESS")), "1", "1", id="Express children are billed otherwise"),
        pytest.param(machine(C=choice("M", default="A"), M=map_of(TWO), A=passing("B"), B=passing("D"), D=passing()), "min(2 + 2·N, 4)", "max(2 + 2·N, 4)", id="it depends on N"),
        pytest.param(machine(A=task("B", Catch=[{"ErrorEquals": ["States.ALL"], "Next": "F"}]), B=passing("D"), D=passing(), F={"Type": "Fail"}), "2", "3", id="a Fail is an end"),
    ],
)  # fmt: skip
def test_bounds(definition: JSON, least: str, most: str) -> None:
    found = bounds_of(parsed(definition))
    assert found.most is not None
    assert (bound_text(found.least, "min"), bound_text(found.most, "max")) == (least, most)
    assert found.loops == ()


def test_a_known_number_of_items() -> None:
    found = bounds_of(parsed(machine(M=map_of(TWO))), {"M": 40})
    assert bound_text(found.least, "min") == "81"
    assert found.maps == {}


@pytest.mark.parametrize(
    ("definition", "least", "loops"),
    [
        pytest.param(machine(P=task("W"), W={"Type": "Wait", "Seconds": 5, "Next": "C"}, C=choice("P", default="Z"), Z=passing()),
                     "4", [(("P", "W", "C"), "3")], id="polling"),
        pytest.param(machine(A=task("Z", Catch=[{"ErrorEquals": ["States.ALL"], "Next": "A"}]), Z=passing()), "2", [(("A",), "1")], id="a catcher back"),
        pytest.param(machine(A=passing("A")), "no way to an end", [(("A",), "1")], id="no way out"),
        pytest.param(machine(X=parallel(machine(P=passing("C"), C=choice("P", default="Z"), Z=passing()), name="Y"), Y=passing()),
                     "5", [(("P", "C"), "2")], id="in a branch"),
        pytest.param(machine(A=passing("B"), B=choice("A", "D", default="Z"), D=choice("B", default="E"), E=passing("B"), Z=passing()),
                     "3", [(("A", "B", "D", "E"), "2")], id="two loops that meet"),
    ],
)  # fmt: skip
def test_loops_have_no_most(definition: JSON, least: str, loops: list[Any]) -> None:
    found = bounds_of(parsed(definition))
    assert found.most is None
    assert bound_text(found.least, "min") == least
    assert [(loop.states, bound_text(loop.turn, "min")) for loop in found.loops] == loops


@pytest.mark.parametrize(
    ("definition", "weights", "text"),
    [
        pytest.param(TWO, [], "2", id="no Choice"),
        pytest.param(machine(C=choice("A", default="Z"), A=passing("Z"), Z=passing()), ["C=0.3"], "2.3", id="a way round"),
        pytest.param(machine(C=choice("A", "B", default="Z"), A=passing("B"), B=passing("Z"), Z=passing()), ["C=20%,0.5,0.3"], "2.9", id="three ways"),
        pytest.param(machine(P=task("C"), C=choice("Z", default="P"), Z=passing()), ["C=0.25"], "9", id="a loop of four turns on average"),
        pytest.param(machine(M=map_of(machine(C=choice("A", default="Z"), A=passing("Z"), Z=passing()))), ["C=0.5"], "1 + 2.5·N", id="in a Map"),
        pytest.param(machine(P=parallel(TWO, machine(C=choice("A", default="Z"), A=passing("Z"), Z=passing()))), ["C=1/3"], "5.333", id="in a Parallel"),
        pytest.param(machine(C=choice("A", default="Z"), A=choice("Z", default="B"), B=passing("Z"), Z=passing()), ["C=0"], "2", id="a Choice that is never reached"),
    ],
)  # fmt: skip
def test_expectation(definition: JSON, weights: list[str], text: str) -> None:
    assert str(expected(parsed(definition), dict(map(weights_of, weights)))) == text


@pytest.mark.parametrize(
    ("definition", "weights", "message"),
    [
        pytest.param(machine(C=choice("A", default="Z"), A=passing(), Z=passing()), {}, r'no weights for the Choice "C".*\(A, Z\).*--branch \'C=0.5\'', id="not said"),
        pytest.param(machine(C=choice("A", default="Z"), A=passing(), Z=passing()), {"c": [Fraction(1)]}, r'no Choice "c"; did you mean "C"\?', id="a slip"),
        pytest.param(machine(C=choice("A", default="Z"), A=passing(), Z=passing()), {"C": [Fraction(1, 2)] * 3}, r"C: it has 2 ways \(A, Z\)", id="too many"),
        pytest.param(machine(C=choice("A", "B", default="Z"), A=passing(), B=passing(), Z=passing()), {"C": [Fraction(3, 4), Fraction(1, 2)]}, r"1 together", id="over one"),
        pytest.param(machine(P=passing("C"), C=choice("Z", default="P"), Z=passing()), {"C": [Fraction(0)]}, r"follow each other for ever", id="no way out"),
    ],
)  # fmt: skip
def test_expectations_that_cannot_be(definition: JSON, weights: Any, message: str) -> None:
    with pytest.raises(UsageError, match=message):
        expected(parsed(definition), weights)


@pytest.mark.parametrize("text", ["C", "=0.5", "C=", "C=x", "C=1.5", "C=0.5,,0.5", "C=-1"])
def test_no_weights(text: str) -> None:
    with pytest.raises(UsageError, match="--branch takes"):
        weights_of(text)
