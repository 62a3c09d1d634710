"""The two functions around a payment provider. The provider is played by a table and by the last digits of a card."""

from __future__ import annotations

from typing import Any

import boto3
from botocore.exceptions import ClientError

ATTEMPTS_UNTIL_UP = 3  # how often a card ending in 0119 must be tried


class CardDeclined(Exception):
    """The bank says no. Trying again does not help."""


class ProviderDown(Exception):
    """The provider does not answer. Trying again may help."""


def charge(event: dict[str, Any], context: Any) -> dict[str, str]:
    """Charge a card once, however often it is called with one key: the key is the provider's idempotency key."""
    payments = boto3.resource("dynamodb").Table("payments")
    if event["card"].endswith("0119"):
        tried = payments.update_item(
            Key={"key": f"tries-of-{event['key']}"},
            UpdateExpression="ADD tries :one",
            ExpressionAttributeValues={":one": 1},
            ReturnValues="UPDATED_NEW",
        )["Attributes"]["tries"]
        if tried < ATTEMPTS_UNTIL_UP:
            raise ProviderDown(f"no answer to try {tried}")
    if event["card"].endswith("0002"):
        raise CardDeclined(f"the card {event['card']} is declined")
    receipt = f"r-{event['key']}"
    try:
        payments.put_item(
            Item={"key": event["key"], "cents": event["cents"], "receipt": receipt},
            ConditionExpression="attribute_not_exists(#k)",
            ExpressionAttributeNames={"#k": "key"},
        )
    except ClientError as e:
        if e.response["Error"]["Code"] != "ConditionalCheckFailedException":
            raise
    return {"receipt": receipt}


def refund(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Give back what was charged under this key: all of it, nothing if there is nothing, and once only."""
    payments = boto3.resource("dynamodb").Table("payments")
    gone = payments.delete_item(Key={"key": event["key"]}, ReturnValues="ALL_OLD").get("Attributes")
    return {"refunded": int(gone["cents"]) if gone else 0}
