"""Sizes and depths without measuring every payload: bounds first, the text only when a bound is too high.

The law is bound ≥ size and bound ≥ depth for every payload; when a bound passes its limit the payload is measured.
"""

from __future__ import annotations

from typing import Final

from asl.errors import StatesError
from asl.jsonvalue import JSON, depth, dumps
from asl.limits import MAX_DEPTH

_COUNTED: Final = MAX_DEPTH // 2  # as few containers as this cannot nest too deep, nor soon


class TooDeep(StatesError):
    """Ours: JSON nested deeper than JSON text can be written."""

    error = "States.Runtime"
    catchable = False

    def __init__(self) -> None:
        super().__init__(
            f"The state's output is nested deeper than {MAX_DEPTH} levels, the limit of this emulator."
        )


def measured(value: JSON) -> tuple[int, int]:
    """(bytes of the compact UTF-8 text, a bound of the depth).

    Raises:
        TooDeep: nested deeper than MAX_DEPTH.
    """
    kind = type(value)
    if kind is int or kind is bool or value is None:
        return len(repr(value)) + 1, 0
    try:
        text = dumps(value)
    except RecursionError:
        raise TooDeep from None
    bytes_ = len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))
    containers = text.count("[") + text.count("{")
    if containers <= _COUNTED:
        return bytes_, containers
    nested = depth(value)
    if nested > MAX_DEPTH:
        raise TooDeep
    return bytes_, nested
