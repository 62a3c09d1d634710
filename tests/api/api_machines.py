"""Definitions that the tests of the API start."""

from __future__ import annotations

from typing import Any

PASS: dict[str, Any] = {
    "StartAt": "A",
    "States": {"A": {"Type": "Pass", "Result": {"x": 1}, "End": True}},
}
OTHER: dict[str, Any] = {
    "StartAt": "B",
    "States": {"B": {"Type": "Pass", "Result": {"y": 2}, "End": True}},
}
WAIT: dict[str, Any] = {
    "StartAt": "W",
    "States": {
        "W": {"Type": "Wait", "Seconds": 60, "Next": "A"},
        "A": {"Type": "Pass", "End": True},
    },
}
FAIL: dict[str, Any] = {
    "StartAt": "F",
    "States": {"F": {"Type": "Fail", "Error": "Bad", "Cause": "because"}},
}
TOKEN: dict[str, Any] = {
    "StartAt": "T",
    "States": {
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}},
            "HeartbeatSeconds": 100,
            "End": True,
        }
    },
}
TASK: dict[str, Any] = {
    "StartAt": "T",
    "States": {
        "T": {
            "Type": "Task",
            "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
            "Next": "A",
        },
        "A": {"Type": "Pass", "End": True},
    },
}
MAP_RUN: dict[str, Any] = {
    "StartAt": "M",
    "States": {
        "M": {
            "Type": "Map",
            "Label": "Each",
            "MaxConcurrency": 2,
            "ToleratedFailureCount": 1,
            "ItemProcessor": {
                "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                "StartAt": "T",
                "States": {
                    "T": {
                        "Type": "Task",
                        "Resource": "arn:aws:lambda:us-east-1:123456789012:function:f",
                        "End": True,
                    }
                },
            },
            "End": True,
        }
    },
}


def activity_machine(arn: str, **fields: Any) -> dict[str, Any]:
    """One Task for an activity."""
    return {
        "StartAt": "T",
        "States": {"T": {"Type": "Task", "Resource": arn, "End": True, **fields}},
    }
