"""The two functions around a carrier. The carrier is played by a table."""

from __future__ import annotations

from typing import Any

import boto3


class NoCarrier(Exception):
    """Nobody ships there."""


class CarrierStuck(Exception):
    """The carrier has the parcel and does not give it back."""


def ship(event: dict[str, Any], context: Any) -> dict[str, str]:
    """Hand over a parcel; its number is made of the key, so a second call is the same parcel."""
    parcels = boto3.resource("dynamodb").Table("parcels")
    if event["country"] == "Atlantis":
        raise NoCarrier("nobody ships to Atlantis")
    parcels.put_item(Item={"key": event["key"], "country": event["country"]})
    if event["country"] in ("Limbo", "Utopia"):
        raise NoCarrier(f"the parcel to {event['country']} came back")  # after it was handed over
    return {"parcel": f"p-{event['key']}"}


def cancel(event: dict[str, Any], context: Any) -> dict[str, bool]:
    """Take a parcel back, if there is one."""
    parcels = boto3.resource("dynamodb").Table("parcels")
    gone = parcels.get_item(Key={"key": event["key"]}).get("Item")
    if gone and gone["country"] == "Limbo":
        raise CarrierStuck("the carrier does not answer")
    parcels.delete_item(Key={"key": event["key"]})
    return {"cancelled": gone is not None}
