"""A run's `cost`, and the ways to run one machine."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

import asl
from asl.errors import UsageError
from asl.hosts import price_files
from asl.hosts.mocks import Mocks
from asl.observe.cost.mixed import obstacles
from asl.testing.estimates import Asked, Estimate, estimate
from asl.testing.priced import LambdaTime, NestedTime, Setting, lambda_time, nested_time
from asl.testing.simulate import load

LAMBDA = "arn:aws:lambda:us-east-1:123456789012:function:f"
START = "arn:aws:states:::states:startExecution"


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.chdir(tmp_path)
    price_files._settings.cache_clear()
    yield
    price_files._settings.cache_clear()


def machine(**states: Any) -> dict[str, Any]:
    return {"StartAt": next(iter(states)), "States": states}


def task(**more: Any) -> dict[str, Any]:
    return {"Type": "Task", "Resource": LAMBDA, **({} if "Next" in more else {"End": True}), **more}


def map_of(processor: Any, kind: str | None = None) -> dict[str, Any]:
    config = {} if kind is None else {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": kind}}  # fmt: skip
    return {"Type": "Map", "ItemProcessor": {**processor, **config}, "End": True}


RETRIED = machine(A=task(Retry=[{"ErrorEquals": ["States.ALL"]}], Next="B"), B={"Type": "Pass", "End": True})  # fmt: skip


def test_a_run_s_cost() -> None:
    """Two retries of 1 s and 2 s: four transitions, 3 s."""
    run = asl.simulate(
        RETRIED, mocks={"A": asl.sequence(asl.raises("E"), asl.raises("E"), {"ok": True})}
    )
    cost = run.cost
    assert cost.transitions == 4
    assert dict(cost.by_state) == {"A": 3, "B": 1}
    assert cost.standard == Decimal("0.0001")
    assert cost.total == Decimal("0.0001")
    assert cost.billed == (3_000, 64)
    assert cost.express == Decimal("0.000001") + Decimal(3 * 64) / 1024 / 3600 * Decimal("0.06")
    assert cost.events == len(run.records)
    assert repr(cost) == "<Cost 4 transitions, $0.0001 in us-east-1>"


def test_an_express_run_costs_what_express_costs() -> None:
    run = asl.simulate(machine(A={"Type": "Pass", "End": True}), type="EXPRESS")
    assert run.cost.total == run.cost.express
    assert run.cost.billed == (100, 64)


@pytest.mark.parametrize(
    ("first_s", "then_s", "billed_ms"),
    [pytest.param(0, 0, 100), pytest.param(0.21, 0, 300), pytest.param(7, 0.55, 7_600)],
)
def test_what_start_sync_execution_answers(first_s: float, then_s: float, billed_ms: int) -> None:
    """The recorded billingDetails: 100, 300 and 7,600 ms, each of 64 MB."""
    definition = machine(A=task(Next="B"), B=task())
    run = asl.simulate(
        definition, mocks={"A": asl.after(first_s, 1), "B": asl.after(then_s, 1)}, type="EXPRESS"
    )
    assert run.cost.billed == (billed_ms, 64)


def test_wide_payloads_take_memory() -> None:
    """50 MB and 200 KB for the Map and for each of 100 iterations: 70.2 MB, so 128."""
    definition = machine(M=map_of(machine(A={"Type": "Pass", "Result": 1, "End": True})))
    run = asl.simulate(definition, ["x" * 1_998] * 100, type="EXPRESS")
    assert run.cost.billed.mb == 128


def test_the_region_decides() -> None:
    run = asl.simulate(RETRIED, mocks={"A": {}}, region="us-west-1")
    assert run.cost.standard == 2 * Decimal("0.0000279")
    assert run.cost.express is None
    assert run.cost_in("sa-east-1").standard == 2 * Decimal("0.0000375")
    Path("pyproject.toml").write_text('[tool.asl.prices]\nregion = "eu-west-3"\n')
    price_files._settings.cache_clear()
    assert run.cost.standard == 2 * Decimal("0.0000297")


def test_no_price_is_no_zero() -> None:
    run = asl.simulate(machine(A={"Type": "Pass", "End": True}), type="EXPRESS", region="eu-west-1")
    assert run.cost.machine is None
    with pytest.raises(UsageError, match='no express price for "eu-west-1"; --prices FILE'):
        _ = run.cost.total


# ------------------------------------------------------------------ ways to run it
def estimated(
    definition: Any, given: Any = None, mocks: Any = None, type_: Any = "STANDARD", **more: Any
) -> Estimate:
    program = load(definition, type=type_)
    setting = Setting(program, type_, lambda: Mocks(mocks or {}, program.machine), **more)
    asked = Asked({} if given is None else given, has_input=True, executions=10_000_000, forecast=False)  # fmt: skip
    return estimate(setting, price_files.prices_of("us-east-1"), asked)


def ways(found: Estimate) -> dict[str, tuple[int, int, int]]:
    assert found.trial is not None
    return {way.name: way[1:4] for way in found.trial.ways if way.is_possible}


def test_express_is_cheaper_for_short_runs() -> None:
    found = estimated(RETRIED, mocks={"A": asl.after(0.9, {})})
    assert ways(found) == {
        "Standard": (2, 0, 0),
        "Express": (0, 1, 900 * 64),
        "a Standard machine whose one Task starts it as Express": (1, 1, 900 * 64),
    }
    assert found.months is not None
    assert found.months.cheapest is not None
    assert found.months.cheapest.shape.name == "Express"


def test_items_as_express_executions() -> None:
    """An inline Map of 3 items, 250 ms each: 1 transition is left, and 3 requests of 300 ms."""
    found = estimated(
        machine(M=map_of(machine(T=task(Next="P"), P={"Type": "Pass", "End": True}))),
        [1, 2, 3],
        {"T": asl.after(0.25, {})},
    )
    assert ways(found)["Standard"] == (7, 0, 0)
    assert ways(found)['Standard, each item of "M" an Express execution'] == (1, 3, 3 * 300 * 64)


def test_standard_children_as_express_ones() -> None:
    found = estimated(
        machine(M=map_of(machine(T=task()), "STANDARD")), [1, 2], {"T": asl.after(1, {})}
    )
    assert ways(found) == {
        "Standard": (3, 0, 0),
        'Standard, each item of "M" an Express execution': (1, 2, 2 * 1_000 * 64),
    }


def test_express_children_are_part_of_the_price() -> None:
    found = estimated(machine(M=map_of(machine(T=task()), "EXPRESS")), [1, 2], {"T": {}})
    assert ways(found) == {"Standard": (1, 2, 2 * 100 * 64)}


@pytest.mark.parametrize(
    ("resource", "why"),
    [
        ("arn:aws:states:::sqs:sendMessage.waitForTaskToken", "waits for a task token"),
        ("arn:aws:states:::states:startExecution.sync:2", "waits for a job"),
        ("arn:aws:states:us-east-1:123456789012:activity:a", "is an activity"),
    ],
)
def test_what_express_cannot_have(resource: str, why: str) -> None:
    from asl.model.parse import parse_machine

    inside = machine(P={"Type": "Parallel", "End": True, "Branches": [machine(T=task(Resource=resource))]})  # fmt: skip
    parsed = parse_machine(machine(M=map_of(inside)))
    assert parsed is not None
    assert len(list(obstacles(parsed))) == 1
    assert why in next(obstacles(parsed))


def test_nested_executions_are_billed_by_themselves() -> None:
    definition = machine(
        S=task(Resource=START, Parameters={"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"})
    )  # fmt: skip
    mocks = {"S": {"executionArn": "a", "startDate": 1}}
    unknown = estimated(definition, mocks=mocks).trial
    assert unknown is not None
    [use] = unknown.cost.beside.unknown_nested
    assert (use.state, use.calls, use.machine) == ("S", 1, "child")
    standard = estimated(definition, mocks=mocks, nested={"S": NestedTime(5)})
    assert ways(standard)["Standard"] == (6, 0, 0)
    express = estimated(definition, mocks=mocks, nested={"S": NestedTime(None, 800)})
    assert ways(express)["Standard"] == (1, 1, 800 * 64)
    assert express.trial is not None
    assert express.trial.cost.total > express.trial.cost.standard


def test_a_run_that_starts_executions_has_no_known_total() -> None:
    definition = machine(
        S=task(Resource=START, Parameters={"StateMachineArn": "arn:aws:states:us-east-1:123456789012:stateMachine:child"})
    )  # fmt: skip
    cost = asl.simulate(definition, mocks={"S": {"ExecutionArn": "a", "StartDate": 1}}).cost
    assert cost.machine == cost.standard == Decimal("0.000025")
    with pytest.raises(UsageError, match='"S" starts executions whose price is not known'):
        assert cost.total < 1


@pytest.mark.parametrize("said", ["f", "S", "arn:aws:lambda:us-east-1:123456789012:function:f"])
def test_functions_that_the_sdk_integration_calls_are_functions(said: str) -> None:
    name = said if said != "S" else "f"
    definition = machine(
        S=task(Resource="arn:aws:states:::aws-sdk:lambda:invoke", Parameters={"FunctionName": name})
    )
    unknown = estimated(definition, mocks={"S": {}}).trial
    assert unknown is not None
    assert unknown.cost.beside.unknown == ["f"]
    found = estimated(definition, mocks={"S": {}}, lambdas={said: LambdaTime(120)}).trial
    assert found is not None
    assert [use.ms for use in found.cost.beside.functions] == [120]
    assert found.cost.beside.unknown == []


def test_functions_by_name_and_by_state() -> None:
    found = estimated(RETRIED, mocks={"A": {}}, lambdas={"f": LambdaTime(120, 256, "arm64")}).trial
    assert found is not None
    [use] = found.cost.beside.functions
    assert use == ("f", 1, 120, 256, "arm64", True)
    assert found.cost.usage.took_ms == 120
    with pytest.raises(UsageError, match='--lambda g: the run never called "g"; called were A, f'):
        estimated(RETRIED, mocks={"A": {}}, lambdas={"g": LambdaTime(1)})


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("f=120", ("f", LambdaTime(120))),
        ("f=0:256", ("f", LambdaTime(0, 256))),
        (f"{LAMBDA}=9:512:arm64", (LAMBDA, LambdaTime(9, 512, "arm64"))),
    ],
)
def test_lambda_times(text: str, found: Any) -> None:
    assert lambda_time(text) == found


@pytest.mark.parametrize("text", ["f", "f=", "=9", "f=x", "f=1:64", "f=1:128:m68k", "f=1:128:arm64:x", "f=900001"])  # fmt: skip
def test_no_lambda_times(text: str) -> None:
    with pytest.raises(UsageError):
        lambda_time(text)


def test_nested_times() -> None:
    assert nested_time("S=5") == ("S", NestedTime(5))
    assert nested_time("S=express:800:128") == ("S", NestedTime(None, 800, 128))
    for text in ("S", "S=0", "S=express", "S=express:1:2:3", "S=express:999999"):
        with pytest.raises(UsageError):
            nested_time(text)
