"""Definitions that the tests of the test bench share."""

from __future__ import annotations

from typing import Any

from asl.jsonvalue import JSON


def machine(start: str, **rest: Any) -> JSON:
    states = rest.pop("states")
    return {"StartAt": start, "States": states, **rest}


PAY = "arn:aws:lambda:us-east-1:123456789012:function:pay"
"""A function whose arguments and result are any JSON."""


def task(resource: str = PAY, **rest: Any) -> JSON:
    return {
        "Type": "Task",
        "Resource": resource,
        **({"End": True} | rest if "Next" not in rest else rest),
    }


ONE: JSON = machine("Charge", states={"Charge": task()})
"""One task whose arguments are its input."""

INVOKE: JSON = machine(
    "Charge",
    states={
        "Charge": task(
            "arn:aws:states:::lambda:invoke",
            Parameters={"FunctionName": "charge", "Payload.$": "$"},
        )
    },
)
"""One task that invokes the function charge."""

EACH: JSON = machine(
    "Each",
    states={
        "Each": {
            "Type": "Map",
            "ItemProcessor": {"StartAt": "Charge", "States": {"Charge": task()}},
            "End": True,
        }
    },
)
"""A Map over its input, one task an item."""

APPROVAL: JSON = machine(
    "Approve",
    states={
        "Approve": task(
            "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
            Parameters={
                "QueueUrl": "https://sqs.us-east-1.amazonaws.com/123456789012/approvals",
                "MessageBody": {"token.$": "$$.Task.Token", "order.$": "$.id"},
            },
            TimeoutSeconds=3 * 86_400,
            HeartbeatSeconds=86_400,
            ResultPath="$.approval",
            Catch=[{"ErrorEquals": ["Denied"], "Next": "Refused"}],
            Next="Wait a day",
        ),
        "Wait a day": {"Type": "Wait", "Seconds": 86_400, "Next": "Done"},
        "Done": {"Type": "Succeed"},
        "Refused": {"Type": "Fail", "Error": "Order.Refused", "CausePath": "$.Cause"},
    },
)
"""A task with a token and heartbeats, then a day's wait."""

REVIEW: JSON = machine(
    "Review",
    states={
        "Review": task(
            "arn:aws:states:us-east-1:123456789012:activity:review", TimeoutSeconds=3_600
        )
    },
)
"""An activity's task."""

REMIND: JSON = machine(
    "Three days",
    states={
        "Three days": {"Type": "Wait", "Seconds": 3 * 86_400, "Next": "Remind"},
        "Remind": task(
            "arn:aws:states:::sns:publish", Parameters={"TopicArn": "t", "Message.$": "$.id"}
        ),
    },
)
"""A wait of three days, then a task."""
