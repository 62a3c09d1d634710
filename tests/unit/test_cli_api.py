"""What `import asl` offers: the table of names, the imports for type checkers, and what each of them is."""

from __future__ import annotations

import ast
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import asl

ROOT = Path(__file__).resolve().parents[2]
SOURCE = Path(asl.__file__).read_text("utf-8")


def test_the_table_is_what_type_checkers_see() -> None:
    block = next(node for node in ast.parse(SOURCE).body if isinstance(node, ast.If))
    imported = {
        alias.asname: node.module
        for node in block.body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == asl._HOME
    assert sorted(asl.__all__) == sorted(imported)


@pytest.mark.parametrize("name", asl.__all__)
def test_every_name_is_there(name: str) -> None:
    assert getattr(asl, name) is not None
    assert name in dir(asl)


def test_a_name_that_is_not_there() -> None:
    with pytest.raises(AttributeError, match="module 'asl' has no attribute 'simulat'"):
        asl.simulat  # type: ignore[attr-defined]  # noqa: B018


def test_check_is_a_call_and_a_package() -> None:
    import asl.check.diagnostic

    assert asl.check('{"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}') == []
    assert asl.check("{}")[0].is_error
    assert asl.check.diagnostic.Rule  # type: ignore[attr-defined]


def test_the_version_is_the_distributions() -> None:
    assert (
        tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
        == asl.__version__
    )


def test_importing_loads_nothing() -> None:
    code = "import sys; before = set(sys.modules); import asl; print(sorted(set(sys.modules) - before))"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout.strip() == "['asl']"


ORDER = {
    "StartAt": "Charge",
    "States": {
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Parameters": {"FunctionName": "charge", "Payload.$": "$"},
            "OutputPath": "$.Payload",
            "TimeoutSeconds": 60,
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 5, "MaxAttempts": 1}],
            "End": True,
        }
    },
}


def test_functions_and_mocks_work_together() -> None:
    calls: list[object] = []

    def charge(event: dict[str, object], context: asl.LambdaContext) -> object:
        calls.append(event)
        if len(calls) == 1:
            raise asl.TaskError("Busy", "later")
        context.sleep(10)
        return {"paid": event["id"]}

    run = asl.simulate(ORDER, {"id": 7}, lambdas={"charge": charge})
    assert (run.output, run.elapsed, calls) == ({"paid": 7}, 15.0, [{"id": 7}, {"id": 7}])
    mocked = asl.simulate(
        ORDER, {"id": 7}, mocks={"charge": {"paid": 0}}, lambdas={"charge": charge}
    )
    assert mocked.output == {"paid": 0}


def test_a_function_that_sleeps_too_long_times_out() -> None:
    run = asl.simulate(ORDER, {}, mocks={"Charge": asl.after(61, {"Payload": 1})})
    assert (run.error, run.cause, run.elapsed) == ("States.Timeout", None, 60.0)
    assert asl.simulate(ORDER, {}, mocks={"Charge": asl.never()}).elapsed == 60.0


def test_an_unanswered_task_is_no_states_error() -> None:
    caught = {
        **ORDER["States"]["Charge"],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Done"}],
    }  # type: ignore[index]
    machine = {"StartAt": "Charge", "States": {"Charge": caught, "Done": {"Type": "Succeed"}}}
    with pytest.raises(asl.UnansweredTask, match='nothing answers the task "Charge"'):
        asl.simulate(machine, {})


def test_async_mocks() -> None:
    async def charge(arguments: object) -> object:
        return {"Payload": "async"}

    assert asl.simulate(ORDER, {}, mocks={"Charge": charge}).output == "async"
