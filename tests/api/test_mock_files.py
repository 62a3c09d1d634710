"""The server's mock file: read anew at each start, of either kind, counted over a restart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeAlias

import pytest
from api_client import Client

from emulator.mocked import CaseFile

Make: TypeAlias = Callable[..., Client]
M = "arn:aws:states:us-east-1:123456789012:stateMachine:m"
RETRIED: Any = {
    "StartAt": "T",
    "States": {
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 10}],
            "End": True,
        }
    },
}


def local(case: str, value: Any) -> str:
    return json.dumps(
        {
            "StateMachines": {"m": {"TestCases": {case: {"T": "R"}}}},
            "MockedResponses": {"R": {"0-9": {"Return": value}}},
        }
    )


def output(service: Client, case: str) -> Any:
    arn = service.start(f"{M}#{case}")
    service.settle()
    return service.described(arn).get("output")


def test_the_file_is_read_anew_at_each_start(make_service: Make, tmp_path: Path) -> None:
    path = tmp_path / "MockConfigFile.json"
    path.write_text(local("A", 1))
    service = make_service(mocks=path)
    service.machine(RETRIED)
    assert output(service, "A") == "1"
    path.write_text(local("A", 22))
    assert output(service, "A") == "22"
    path.write_text("{")
    refused = service.refusal("StartExecution", stateMachineArn=f"{M}#A")
    assert (refused.status, "MockConfigFile.json:1:1: error" in refused.message) == (500, True)
    path.write_text(local("B", 3))
    assert service.refusal("StartExecution", stateMachineArn=f"{M}#A").status == 500
    assert output(service, "B") == "3"
    path.unlink()
    assert service.refusal("StartExecution", stateMachineArn=f"{M}#B").status == 500


def test_the_short_form_has_cases_too(make_service: Make, tmp_path: Path) -> None:
    path = tmp_path / "mocks.yaml"
    path.write_text(
        "mocks: {T: shared}\n"
        "cases:\n"
        "  shared: {}\n"
        "  own: {T: [{throw: Busy}, {return: own}]}\n"
        "  short: {T: [{throw: Busy}]}\n"
        "  slip: {TT: 1}\n"
    )
    service = make_service(mocks=path)
    service.machine(RETRIED)
    assert output(service, "shared") == '"shared"'
    arn = service.start(f"{M}#own")
    service.advance(10)
    assert service.described(arn)["output"] == '"own"'
    slip = service.refusal("StartExecution", stateMachineArn=f"{M}#slip")
    assert slip.status == 500
    assert "names no task of this definition" in slip.message
    missing = service.refusal("StartExecution", stateMachineArn=f"{M}#ownn")
    assert 'did you mean "own"?' in missing.message


def test_answers_that_run_out_end_the_execution_by_name(make_service: Make, tmp_path: Path) -> None:
    path = tmp_path / "mocks.yaml"
    path.write_text("cases:\n  short: {T: [{throw: Busy}]}\n")
    service = make_service(mocks=path)
    service.machine(RETRIED)
    arn = service.start(f"{M}#short")
    service.advance(10)
    described = service.described(arn)
    assert (described["status"], described["error"]) == ("FAILED", "States.Runtime")
    assert "has 1 answer" in described["cause"]


def test_activities_are_mocked_by_the_short_form_only(make_service: Make, tmp_path: Path) -> None:
    """Step Functions Local refuses them; the cause is recorded."""
    activity = "arn:aws:states:us-east-1:123456789012:activity:a"
    machine = {"StartAt": "T", "States": {"T": {"Type": "Task", "Resource": activity, "End": True}}}
    ours, local_ = tmp_path / "mocks.yaml", tmp_path / "MockConfigFile.json"
    ours.write_text("cases: {A: {a: {return: worked, after: 5}}}")
    local_.write_text(local("A", 1))
    service = make_service(mocks=ours)
    service.machine(machine)
    arn = service.start(f"{M}#A")
    service.advance(5)
    assert service.described(arn)["output"] == '"worked"'
    assert "ActivityStarted" in service.kinds(arn)
    service = make_service(mocks=local_)
    service.machine(machine)
    arn = service.start(f"{M}#A")
    service.settle()
    described = service.described(arn)
    assert described["error"] == "States.Runtime"
    assert "Activity state cannot be mocked." in described["cause"]


@pytest.mark.parametrize("name", ["mocks.yaml", "MockConfigFile.json"])
def test_counts_go_on_after_a_restart(make_service: Make, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    if name == "mocks.yaml":
        path.write_text("cases:\n  A: {T: [{throw: Busy, times: 2}, {return: done}]}\n")
    else:
        busy = {"Throw": {"Error": "Busy", "Cause": ""}}
        value = json.loads(local("A", "done"))
        value["MockedResponses"]["R"] = {"0-1": busy, "2": {"Return": "done"}}
        path.write_text(json.dumps(value))
    first = make_service(mocks=path, folder=tmp_path / "data")
    first.machine(RETRIED)
    arn = first.start(f"{M}#A")
    first.advance(10)
    first.close()
    again = make_service(mocks=path, folder=tmp_path / "data")
    again.advance(40)
    assert again.described(arn)["output"] == '"done"'


def test_cases_that_mock_a_state(tmp_path: Path) -> None:
    path = tmp_path / "mocks.yaml"
    path.write_text("cases: {a: {T: 1}, b: {U: 1}, c: {T: 2}}\n")
    assert CaseFile(path).cases_of_state("m", "T") == ["a", "c"]
