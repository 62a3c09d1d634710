"""The suite that counts recorded histories: it passes what agrees, fails what does not, and says why it leaves one out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from conformance.readers import transitions

ARN = "arn:aws:states:us-east-1:123456789012:stateMachine:m"
DEFINITION = {"StartAt": "A", "States": {"A": {"Type": "Pass", "End": True}}}


def event(id_: int, kind: str, **details: Any) -> dict[str, Any]:
    name = "stateEnteredEventDetails" if kind.endswith("Entered") else "x"
    return {"id": id_, "previousEventId": id_ - 1, "type": kind, name: details}


HISTORY = [
    event(1, "ExecutionStarted"),
    event(2, "PassStateEntered", name="A"),
    event(3, "PassStateExited"),
    event(4, "ExecutionSucceeded"),
]


def entry(events: list[Any], **more: Any) -> dict[str, Any]:
    create = {"name": "m", "definition": json.dumps(DEFINITION), "roleArn": "arn:aws:iam::123456789012:role/r"}  # fmt: skip
    calls = [
        {"n": 0, "op": "create_state_machine", "request": create},
        {"n": 1, "op": "start_execution", "request": {"stateMachineArn": ARN, "input": "{}"}},
        {"n": 2, "op": "wait", "request": {"executionArn": "{{call1.executionArn}}"}},
        {"n": 3, "op": "get_execution_history", "request": {"executionArn": "{{call1.executionArn}}"},
         "compare": [{"key": "history", "path": []}]},
    ]  # fmt: skip
    return {
        "id": "one", "folder": "base", "calls": calls, "setup": [], "lambda": {}, "needs": [], "derived": [],
        "expected": {"history": {"events": events}}, **more,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("recorded", "verdict", "why"),
    [
        pytest.param(entry(HISTORY), "passed", "", id="as the engine counts"),
        pytest.param(entry(HISTORY[::-1]), "passed", "", id="newest first"),
        pytest.param(entry([*HISTORY[:2], event(3, "PassStateEntered", name="A"), *HISTORY[2:]]), "failed", "recorded 2, here 1", id="one more"),
        pytest.param(entry(HISTORY[:3]), "not applicable", "before its execution had ended", id="cut"),
        pytest.param(entry(HISTORY, setup=[{"at": 0, "service": "s3", "op": "put", "request": {}}]), "not applicable", "1 recorded; needs s3", id="a service"),
    ],
)  # fmt: skip
def test_outcomes(recorded: Any, verdict: str, why: str, tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(recorded))
    [outcome] = transitions.run(tmp_path)
    assert outcome.verdict == verdict
    assert why in outcome.why
    assert outcome.id == "one:history"
