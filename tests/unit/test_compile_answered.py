"""Map and Parallel as one call, and what their stages tell a trace."""

from __future__ import annotations

from typing import Any

import pytest
from states_alone import machine, mapped, parallel

from asl.compile.program import compile_machine
from asl.engine.execution import Execution
from asl.engine.identity import make_identity
from asl.errors import AslError
from asl.model.parse import parse_machine
from asl.testing.simulate import simulate
from asl.vocabulary.effects import InvokeTask
from asl.vocabulary.signals import Start, TaskFailed, TaskSucceeded

JSON = Any
CATCH = [{"ErrorEquals": ["States.TaskFailed"], "Next": "Z"}]


def started(state: JSON, given: JSON) -> tuple[Execution, InvokeTask]:
    """An execution of `state` as a call, and the call."""
    del state["End"]
    whole = parse_machine(machine(A={**state, "Next": "Z"}, Z={"Type": "Succeed"}))
    assert whole is not None
    program = compile_machine(whole, answered={"/States/A"})
    identity = make_identity(machine_name="m", name="n")
    execution = Execution(program, identity, given, seed=0)
    execution.send(Start(), 0)
    (call,) = [effect for effect in execution.run() if isinstance(effect, InvokeTask)]
    return execution, call


@pytest.mark.parametrize(
    ("state", "arguments"),
    [
        pytest.param(parallel(Parameters={"p.$": "$.l"}), {"p": [1, 2]}, id="the branches' input"),
        pytest.param(mapped(ItemsPath="$.l"), [1, 2], id="the items"),
        pytest.param(mapped("DISTRIBUTED", ItemsPath="$.l"), [1, 2], id="a Map Run's too"),
        pytest.param(mapped("DISTRIBUTED", InputPath="$.l", ItemReader={"Resource": "arn:aws:states:::s3:getObject"}), [1, 2], id="the effective input where a reader has the items"),
    ],
)  # fmt: skip
def test_one_call(state: JSON, arguments: JSON) -> None:
    execution, call = started({**state, "ResultPath": "$.r", "Catch": CATCH}, {"l": [1, 2]})
    assert (call.state, call.arguments) == ("A", arguments)
    execution.send(TaskSucceeded(call.effect_id, ["x", "y"]), 0)
    assert execution.run()[:1] != [call]
    assert (execution.status, execution.output) == ("SUCCEEDED", {"l": [1, 2], "r": ["x", "y"]})
    assert execution.map_runs == []


def test_its_failure_is_caught() -> None:
    execution, call = started({**mapped(ItemsPath="$"), "Catch": CATCH}, [1])
    execution.send(TaskFailed(call.effect_id, "E", "c"), 0)
    execution.run()
    assert execution.output == {"Error": "E", "Cause": "c"}


def test_only_maps_and_parallels() -> None:
    whole = parse_machine(machine(A={"Type": "Pass", "End": True}))
    assert whole is not None
    with pytest.raises(AslError, match="/States/A is no Map or Parallel"):
        compile_machine(whole, answered={"/States/A"})


def test_a_trace_tells_what_a_map_s_fields_gave() -> None:
    state = mapped(ItemsPath="$.l", MaxConcurrency=1, ItemSelector={"v.$": "$$.Map.Item.Value"})
    run = simulate(machine(M=state), {"l": [7, 8]}, trace=True)
    assert run.trace[0].stages == (
        ("input", {"l": [7, 8]}),
        ("maxConcurrency", 1),
        ("afterItemsPath", [7, 8]),
        ("afterItemSelector", {"v": 7}),
        ("afterItemSelector", {"v": 8}),
        ("output", [{"v": 7}, {"v": 8}]),
    )


def test_a_trace_leaves_out_defaults() -> None:
    run = simulate(machine(M=mapped()), [7], trace=True)
    assert run.trace[0].stages == (("input", [7]), ("output", [7]))
