"""What an EventBridge pipe does between the queue and the second machine: an execution for each message.

The execution is named after the event, so a message that comes twice starts nothing twice. A message is deleted when its
execution is there, and not before; one that cannot start any stays, and after three tries the queue gives it to its dead letters.
"""

from __future__ import annotations

import json
from typing import Any


def forward(sqs: Any, sfn: Any, queue_url: str, machine_arn: str) -> int:
    """Start an execution for each message that is there.

    Returns:
        How many messages were taken off the queue.
    """
    taken = 0
    found = sqs.receive_message(QueueUrl=queue_url, MaxNumberOfMessages=10, WaitTimeSeconds=0)
    for message in found.get("Messages", []):
        try:
            event = json.loads(message["Body"])
            sfn.start_execution(
                stateMachineArn=machine_arn, name=event["id"], input=json.dumps(event)
            )
        except sfn.exceptions.ExecutionAlreadyExists:
            pass  # it was started, and the message not deleted in time
        except (ValueError, KeyError, TypeError, sfn.exceptions.InvalidName):
            continue  # no event: it comes again, and then goes to the dead letters
        sqs.delete_message(QueueUrl=queue_url, ReceiptHandle=message["ReceiptHandle"])
        taken += 1
    return taken
