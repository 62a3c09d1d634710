"""Pages of a list: at most fifty rows each, and a marker that says after which row the next page begins."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence
from typing import Final

from asl.jsonvalue import JSON
from emulator.lambda_.api.errors import invalid
from emulator.lambda_.api.wire import Members

MOST: Final = 50  # API reference: "returns a maximum of 50 items in each response, even if you set the number higher"


def page(rows: Sequence[tuple[str, JSON]], given: Members, member: str) -> dict[str, JSON]:
    """One page of rows that are in the order of their keys: the same page again, whatever was added before it.

    Args:
        given: the request, with Marker and MaxItems.
        member: what the rows are called in the answer.

    Raises:
        LambdaError: the marker is none of ours.
    """
    after = _key(given["Marker"]) if given.get("Marker") else None
    left = [row for row in rows if after is None or row[0] > after]
    most = min(given.get("MaxItems") or MOST, MOST)
    answer: dict[str, JSON] = {member: [row for _, row in left[:most]]}
    if len(left) > most:
        answer["NextMarker"] = base64.urlsafe_b64encode(left[most - 1][0].encode()).decode()
    return answer


def _key(marker: str) -> str:
    try:
        return base64.urlsafe_b64decode(marker.encode("ascii")).decode("utf-8")
    except (UnicodeError, binascii.Error, ValueError):
        raise invalid("The Marker is none that this list has given") from None
