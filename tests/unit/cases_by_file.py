"""Machines and test files for the tests of `asl test`: written into a folder, run, and what came of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from asl.jsonvalue import JSON
from asl.testing.cases.session import Chosen, Result, Session

ORDER: dict[str, Any] = {
    "StartAt": "Route",
    "QueryLanguage": "JSONata",
    "States": {
        "Route": {
            "Type": "Choice",
            "Choices": [{"Condition": "{% $states.input.amount >= 10 %}", "Next": "Charge"}],
            "Default": "Refused",
        },
        "Charge": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke",
            "Arguments": {
                "FunctionName": "charge",
                "Payload": {"cents": "{% $states.input.amount * 100 %}"},
            },
            "Retry": [
                {
                    "ErrorEquals": ["Lambda.TooManyRequestsException"],
                    "IntervalSeconds": 2,
                    "BackoffRate": 3,
                    "MaxAttempts": 2,
                }
            ],
            "Catch": [{"ErrorEquals": ["Card.Declined"], "Next": "Refused"}],
            "Assign": {"receipt": "{% $states.result.Payload.receipt %}"},
            "Output": "{% {'receipt': $states.result.Payload.receipt, 'tags': [1, 2, 3]} %}",
            "Next": "Night",
        },
        "Night": {"Type": "Wait", "Seconds": 3600, "Next": "Ship"},
        "Ship": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage",
            "Arguments": {"QueueUrl": "https://q", "MessageBody": "{% $receipt %}"},
            "Output": "{% $merge([$states.input, {'shipped': true}]) %}",
            "End": True,
        },
        "Refused": {"Type": "Fail", "Error": "Order.Refused", "Cause": "not worth it, or no money"},
    },
}
APPROVAL: dict[str, Any] = {
    "StartAt": "Ask",
    "States": {
        "Ask": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "https://q", "MessageBody.$": "$$.Task.Token"},
            "TimeoutSeconds": 86400,
            "HeartbeatSeconds": 7200,
            "Catch": [{"ErrorEquals": ["States.Timeout"], "ResultPath": "$.late", "Next": "Late"}],
            "Next": "Work",
        },
        "Work": {
            "Type": "Task",
            "Resource": "arn:aws:states:us-east-1:123456789012:activity:paint",
            "HeartbeatSeconds": 600,
            "Next": "Rest",
        },
        "Rest": {"Type": "Wait", "Seconds": 60, "Next": "Done"},
        "Done": {"Type": "Succeed"},
        "Late": {"Type": "Fail", "Error": "Approval.Late"},
    },
}
EACH: dict[str, Any] = {
    "StartAt": "All",
    "States": {
        "All": {
            "Type": "Map",
            "ItemsPath": "$.items",
            "MaxConcurrency": 1,
            "ItemProcessor": {
                "StartAt": "Double",
                "States": {
                    "Double": {
                        "Type": "Task",
                        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:double",
                        "End": True,
                    }
                },
            },
            "End": True,
        }
    },
}
MACHINES: Mapping[str, JSON] = {"order": ORDER, "approval": APPROVAL, "each": EACH}

GOOD_MOCKS: dict[str, Any] = {
    "Charge": {"StatusCode": 200, "Payload": {"receipt": "r-1"}},
    "Ship": {"MessageId": "m-1"},
}


def write(folder: Path, file: JSON, name: str = "a.test.json") -> str:
    """A test file beside the machines; gives its path."""
    for machine, definition in MACHINES.items():
        (folder / f"{machine}.asl.json").write_text(json.dumps(definition, indent=1), "utf-8")
    text = file if isinstance(file, str) else json.dumps(file, indent=1)
    (folder / name).write_text(text, "utf-8")
    return str(folder / name)


def run(folder: Path, file: JSON, name: str = "a.test.json", **chosen: Any) -> list[Result]:
    """The results of a test file."""
    return Session([write(folder, file, name)], Chosen(**chosen)).run()


def run_one(folder: Path, test: JSON, **top: JSON) -> Result:
    """The result of one test of the order machine, its happy mocks shared."""
    file = {
        "definition": "order.asl.json",
        "mocks": GOOD_MOCKS,
        "unused_mocks": True,
        "tests": {"it": test},
        **top,
    }
    found = run(folder, file)
    assert len(found) == 1
    return found[0]


def said(result: Result) -> list[str]:
    """`word: message` of all that a result misses."""
    return [f"{one.word}: {one.message}" for one in result.missed]
