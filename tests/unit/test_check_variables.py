"""Which variables are set where: scopes, ways through a machine, and both query languages."""

from __future__ import annotations

from typing import Any

import pytest

from asl.check import check

JSON = Any


def reads(name: str, then: str | None = None) -> JSON:
    return {
        "Type": "Pass",
        "Parameters": {"v.$": f"${name}"},
        **({"Next": then} if then else {"End": True}),
    }


def sets(name: str, then: str, value: JSON = 1) -> JSON:
    return {"Type": "Pass", "Assign": {name: value}, "Next": then}


def machine(**states: JSON) -> JSON:
    return {"StartAt": next(iter(states)), "States": states}


def choice(default: str, **ways: str) -> JSON:
    rules = [{"Variable": "$.x", "IsNull": True, "Next": way} for way in ways.values()]
    return {"Type": "Choice", "Choices": rules, "Default": default}


def over(processor: JSON, **fields: JSON) -> JSON:
    return {"Type": "Map", "ItemProcessor": processor, **fields}


DISTRIBUTED = {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}}


@pytest.mark.parametrize(
    ("definition", "found"),
    [
        pytest.param(machine(A=sets("n", "B"), B=reads("n")), [], id="set before"),
        pytest.param(machine(A=reads("n")), ["$n is never set"], id="never set"),
        pytest.param(machine(A={"Type": "Pass", "Assign": {"n": 1, "m.$": "$n"}, "End": True}), ["$n is not set on every way here"], id="the same Assign does not see it"),
        pytest.param(machine(C=choice("B", one="A"), A=sets("n", "B"), B=reads("n")), ["$n is not set on every way here"], id="on one way only"),
        pytest.param(machine(C=choice("B", one="A"), A=sets("n", "D"), B=sets("n", "D"), D=reads("n")), [], id="on both ways"),
        pytest.param(machine(A=sets("n", "B"), B=reads("n", "C"), C=choice("D", again="B"), D={"Type": "Succeed"}), [], id="round a loop"),
        pytest.param(machine(A=reads("n", "C"), C=choice("D", again="B"), B=sets("n", "A"), D={"Type": "Succeed"}), ["$n is not set on every way here"], id="set only in the loop"),
        pytest.param(machine(A=sets("n", "M"), M=over(machine(I=reads("n")), End=True)), [], id="an inner scope reads the outer"),
        pytest.param(machine(A=sets("n", "M"), M=over({**DISTRIBUTED, **machine(I=reads("n"))}, End=True)), ["$n is not set on every way here"], id="a distributed Map's states do not"),
        pytest.param(machine(M=over(machine(I=sets("n", "J"), J=reads("n")), Next="B"), B=reads("n")), ["$n is never set"], id="inner variables end with their scope"),
        pytest.param(machine(M=over(machine(I={"Type": "Pass", "End": True}), Assign={"n.$": "$"}, Next="B"), B=reads("n")), [], id="a Map's own Assign is of the outer scope"),
        pytest.param(
            machine(
                T={"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "Assign": {"n": 1}, "Next": "B", "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "B"}]},
                B=reads("n"),
            ),
            ["$n is not set on every way here"],
            id="a catcher has its own Assign",
        ),
        pytest.param(
            machine(
                C={"Type": "Choice", "Choices": [{"Variable": "$.x", "IsNull": True, "Next": "B", "Assign": {"n": 1}}], "Assign": {"n": 2}, "Default": "B"},
                B=reads("n"),
            ),
            [],
            id="a rule's Assign and the Default's",
        ),
        pytest.param(machine(A={"Type": "Pass", "Parameters": {"v.$": "States.Format('{}', $n.a)"}, "End": True}), ["$n is never set"], id="in an intrinsic call"),
        pytest.param(machine(A={"Type": "Wait", "SecondsPath": "$n", "End": True}), ["$n is never set"], id="in a path field"),
        pytest.param(machine(A={"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $n + $m %}", "Assign": {"n": "{% ($m := 1; $m) %}"}, "End": True}), ["$n is not set on every way here", "$m is never set"], id="JSONata, without its own variables"),
        pytest.param(machine(A={"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% $map([1], function($v){$v}) ~> $sum() %}", "End": True}), [], id="parameters and functions are no variables"),
        pytest.param(machine(A=sets("orderId", "B"), B=reads("orderID")), ["$orderID is never set"], id="another spelling"),
    ],
)  # fmt: skip
def test_reads(definition: JSON, found: list[str]) -> None:
    diagnostics = check(definition)
    assert [one for one in diagnostics if one.is_error] == []
    messages = [one.message.replace('"', "") for one in diagnostics if one.code == "ASL2404"]
    assert messages == found


def test_advice_names_the_variable_that_is_set() -> None:
    found = check(machine(A=sets("orderId", "B"), B=reads("orderID")))
    assert [one.help for one in found] == ['did you mean "orderId"?']


@pytest.mark.parametrize(
    ("inner", "is_legal"),
    [
        pytest.param(machine(I=sets("m", "J"), J={"Type": "Succeed"}), True, id="another name"),
        pytest.param(machine(I=sets("n", "J"), J={"Type": "Succeed"}), False, id="the name of the outer scope"),
        pytest.param(machine(I=over(machine(K=sets("n", "L"), L={"Type": "Succeed"}), End=True)), False, id="two scopes deep"),
    ],
)  # fmt: skip
def test_inner_scopes_do_not_assign_outer_names(inner: JSON, is_legal: bool) -> None:
    for definition in (
        machine(A=sets("n", "M"), M=over(inner, End=True)),
        machine(
            M=over(inner, Next="A"), A=sets("n", "B"), B={"Type": "Succeed"}
        ),  # the order does not matter
        machine(
            M=over({**DISTRIBUTED, **inner}, Next="A"), A=sets("n", "B"), B={"Type": "Succeed"}
        ),
    ):
        assert (not [one for one in check(definition) if one.is_error]) is is_legal


@pytest.mark.parametrize(
    ("name", "is_legal"),
    [
        ("a", True), ("näme", True), ("名前", True), ("a1_b", True), ("a" * 80, True), ("State", True), ("a" * 81, False),
        ("1a", False), ("_a", False), ("a-b", False), ("a.b", False), ("a[0]", False), ("", False), ("a b", False),
        ("states", False), ("$a", False),
    ],
)  # fmt: skip
def test_names(name: str, is_legal: bool) -> None:
    for definition in (
        machine(A=sets(name, "B"), B={"Type": "Succeed"}),
        machine(A={"Type": "Pass", "Assign": {f"{name}.$": "$"}, "End": True}),
        {"QueryLanguage": "JSONata", **machine(A=sets(name, "B"), B={"Type": "Succeed"})},
    ):
        assert (not [one for one in check(definition) if one.is_error]) is is_legal
