"""Sizes and depths without measuring every payload: bounds first, the text only when a bound is too high.

The law is bound ≥ size and bound ≥ depth for every payload. There are three ways to a bound, the cheapest first: what the
compiler knows of a closure's growth; what is new beside the members that a value shares with the state's input; the text.
"""

from __future__ import annotations

from typing import Final

from asl.errors import StatesError
from asl.jsonvalue import JSON, depth, size, size_bound
from asl.limits import MAX_DEPTH

_COUNTED: Final = MAX_DEPTH // 2  # as few containers as this cannot nest too deep, nor soon
MANY: Final = 32  # references of one template to what it is made from: from here on its text is not simply written
_MOST_MEMBERS: Final = 64  # of an object whose members are compared one by one


class TooDeep(StatesError):
    """Ours: JSON nested deeper than JSON text can be written."""

    error = "States.Runtime"
    catchable = False

    def __init__(self) -> None:
        super().__init__(
            f"The state's output is nested deeper than {MAX_DEPTH} levels, the limit of this emulator."
        )


def measured(value: JSON) -> tuple[int, int]:
    """Bounds of the bytes of the compact UTF-8 text and of the depth.

    Raises:
        TooDeep: nested deeper than MAX_DEPTH.
    """
    kind = type(value)
    if kind is int or kind is bool or value is None:
        return len(repr(value)) + 1, 0
    try:
        bytes_, containers = size_bound(value)
    except RecursionError:
        raise TooDeep from None
    if containers <= _COUNTED:
        return bytes_, containers
    nested = depth(value)
    if nested > MAX_DEPTH:
        raise TooDeep
    return bytes_, nested


def beside(value: JSON, given: JSON, given_bytes: int, given_depth: int) -> tuple[int, int] | None:
    """Bounds of an object that shares members with `given`, whose bounds are known; None if they are no such pair.

    Raises:
        TooDeep: a member of its own is nested too deep.
    """
    if type(value) is not dict or type(given) is not dict or len(value) > _MOST_MEMBERS:
        return None
    bytes_, deepest = given_bytes, given_depth
    for key, member in value.items():
        if key in given and given[key] is member:
            continue
        own_bytes, own_depth = measured(member)
        bytes_ += own_bytes + 6 * len(key) + 4
        if own_depth >= deepest:
            deepest = own_depth + 1
    return bytes_, deepest


def exceeds(value: JSON, limit: int) -> bool:
    """Whether the text is longer than `limit`, found by looking at no more than about `limit` values.

    A template may name one large value thousands of times: what it makes is small in memory and vast as text.
    """
    length, pending = 0, [value]
    while pending and length <= limit:
        item = pending.pop()
        length += 1
        if type(item) is str:
            length += len(item)
        elif type(item) is dict:
            length += sum(map(len, item)) + 4 * len(item)
            pending.extend(item.values())
        elif type(item) is list:
            length += len(item)
            pending.extend(item)
    return length > limit


def exact_size(value: JSON) -> int:
    """Bytes of the compact UTF-8 text."""
    return size(value)
