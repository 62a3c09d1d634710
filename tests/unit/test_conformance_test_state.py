"""TestState's recordings: which entries are played, and that a wrong answer, code or text is noticed."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from conformance.__main__ import main
from conformance.readers.test_state import run

PASS = '{"Type": "Pass", "End": true}'


def entry(request: dict[str, Any], expected: dict[str, Any], **changes: Any) -> dict[str, Any]:
    call = {"n": 0, "op": "test_state", "request": request, "compare": [{"key": "answer"}]}
    return {
        "id": "suite::entry",
        "api": "test_state",
        "type": "STANDARD",
        "needs": [],
        "setup": [],
        "complete": True,
        "folder": "test_state",
        "lambda": {"f": "echo"},
        "executions": [{}],
        "definition": {},
        "skip_paths": [],
        "replacements": [{"key": None, "replacement": "resource", "reference": True}],
        "derived": [],
        "recorded": "01-01-2026, 00:00:00",
        "calls": [{**call, **changes.pop("call", {})}],
        "expected": {"answer": expected},
        **changes,
    }


def refused(code: str, message: str) -> dict[str, Any]:
    return {
        "Error": {"Code": code, "Message": message},
        "message": message,
        "ResponseMetadata": {"HTTPHeaders": {}, "HTTPStatusCode": 400},
    }


def why(tmp_path: Path, *entries: dict[str, Any]) -> str | None:
    for number, one in enumerate(entries):
        (tmp_path / f"{number}.json").write_text(json.dumps(one), "utf-8")
    outcomes = run(tmp_path)
    assert [id_ for id_, _ in outcomes] == ["suite::entry"]
    return outcomes[0][1]


GOOD = {"definition": PASS, "input": '{"a": [1, 2]}', "inspectionLevel": "INFO"}
ANSWER = {"status": "SUCCEEDED", "output": {"a": [1, 2]}}


def test_an_answer_that_is_right(tmp_path: Path) -> None:
    other = {**entry(GOOD, ANSWER), "api": "start_execution", "id": "another suite's"}
    assert why(tmp_path, entry(GOOD, ANSWER), other) is None


@pytest.mark.parametrize(
    ("expected", "place"),
    [
        pytest.param({**ANSWER, "status": "FAILED"}, "answer.status", id="a status"),
        pytest.param({**ANSWER, "nextState": "B"}, "answer.nextState", id="a member that is missing"),
        pytest.param({"status": "SUCCEEDED"}, "answer.output", id="a member too many"),
    ],
)  # fmt: skip
def test_an_answer_that_is_wrong(tmp_path: Path, expected: dict[str, Any], place: str) -> None:
    assert place in (why(tmp_path, entry(GOOD, expected)) or "")


def test_the_spacing_of_a_list_counts(tmp_path: Path) -> None:
    asked = {**GOOD, "input": "[1, 2]"}
    assert why(tmp_path, entry(asked, {"status": "SUCCEEDED", "output": "[1, 2]"})) is None
    wrong = why(tmp_path, entry(asked, {"status": "SUCCEEDED", "output": "[1,2]"}))
    assert wrong is not None
    assert "answer.output" in wrong


def test_a_refusal(tmp_path: Path) -> None:
    bad = {**GOOD, "mock": {"result": "1"}}
    message = "State type 'Pass' is not supported when a mock is specified"
    raises = {"call": {"raises": True}}
    assert why(tmp_path, entry(bad, refused("ValidationException", message), **raises)) is None
    wrong = why(tmp_path, entry(bad, refused("InvalidDefinition", message), **raises))
    assert "answer.Error.Code" in (wrong or "")
    assert why(tmp_path, entry(GOOD, refused("ValidationException", message), **raises)) is not None


def derived(typename: str, value: str, name: str) -> dict[str, Any]:
    expected = {"exception": {"exception_typename": typename, "exception_value": value}}
    asked = {
        **GOOD,
        "stateName": name,
        "definition": f'{{"StartAt": "A", "States": {{"A": {PASS}}}}}',
    }
    call = {"compare": [], "raises": bool(name)}
    return {**entry(asked, {}, call=call, derived=["exception"]), "expected": expected}


def test_exceptions_by_name(tmp_path: Path) -> None:
    start = "An error occurred (ValidationException) when calling the TestState operation: "
    right = derived("ValidationException", f"{start}State not found in definition", "B")
    assert why(tmp_path, right) is None
    wrong = derived("ValidationException", f"{start}something else", "B")
    assert "exception.exception_value" in (why(tmp_path, wrong) or "")


def test_what_a_client_does_not_send(tmp_path: Path) -> None:
    text = "Parameter validation failed:\nInvalid length for parameter stateName, value: 0, valid min length: 1"
    assert why(tmp_path, derived("ParamValidationError", text, "")) is None


def test_a_function_answers_a_task(tmp_path: Path) -> None:
    task = '{"Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f", "End": true}'
    asked = {**GOOD, "definition": task, "roleArn": "arn:aws:iam::123456789012:role/r"}
    assert why(tmp_path, entry(asked, ANSWER)) is None


def test_the_command(tmp_path: Path) -> None:
    (tmp_path / "0.json").write_text(json.dumps(entry(GOOD, ANSWER)), "utf-8")
    done = CliRunner().invoke(main, ["test_state", str(tmp_path)])
    assert (done.exit_code, done.output) == (0, "passed 1 of 1\n")
