"""The functions at the end of a path: `.length()`, `.sum()` and their like.

AWS's guide does not list them; they are the library's, and its answers were measured. Each takes the value before it and
the arguments' values. A function that cannot answer raises FunctionFailure, with the library's words.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from asl.jsonvalue import JSON

_NO_NUMBERS: Final = "Aggregation function attempted to calculate value using empty array"


class FunctionFailure(Exception):
    """A function that has no answer for this value."""


class PastEnd(FunctionFailure):
    """An item that is not there: where several values are tried, this one is left out (measured)."""

    def __init__(self, index: JSON, length: int) -> None:
        super().__init__(f"Index {index} out of bounds for length {length}")


def _numbers(value: JSON, arguments: Sequence[JSON]) -> list[float]:
    """The numbers that an aggregate works on: those of the list before it, then those of the arguments."""
    found: list[float] = []
    for source in [value, *arguments]:
        for item in source if isinstance(source, list) else [source] if source is not value else []:
            if isinstance(item, (int, float)) and not isinstance(item, bool):
                found.append(float(item))
    if not found:
        raise FunctionFailure(_NO_NUMBERS)
    return found


def _average(numbers: list[float]) -> float:
    return sum(numbers) / len(numbers)


def _deviation(numbers: list[float]) -> float:
    mean = _average(numbers)
    spread: float = (sum(n * n for n in numbers) / len(numbers) - mean * mean) ** 0.5
    return spread


def _aggregate(of: Callable[[list[float]], float]) -> Function:
    def apply(value: JSON, arguments: Sequence[JSON]) -> JSON:
        try:
            return float(of(_numbers(value, arguments)))
        except OverflowError:
            raise FunctionFailure("The numbers are outside the range of a double") from None

    return apply


def _length(value: JSON, arguments: Sequence[JSON]) -> JSON:
    if arguments and isinstance(arguments[0], list):
        value = arguments[0]
    return len(value) if isinstance(value, (list, dict)) else None


def _item(value: JSON, index: JSON) -> JSON:
    if not isinstance(value, list):
        raise FunctionFailure(_NO_NUMBERS)
    if not isinstance(index, int) or not -len(value) <= index < len(value):
        raise PastEnd(index, len(value))
    return value[index]


def _first(value: JSON, arguments: Sequence[JSON]) -> JSON:
    return _item(value, 0)


def _last(value: JSON, arguments: Sequence[JSON]) -> JSON:
    return _item(value, -1)


def _index(value: JSON, arguments: Sequence[JSON]) -> JSON:
    return _item(value, arguments[0] if arguments else None)


def _keys(value: JSON, arguments: Sequence[JSON]) -> JSON:
    return list(value) if isinstance(value, dict) else None


def _concat(value: JSON, arguments: Sequence[JSON]) -> JSON:
    """Text put together: the strings of the list before it, then every argument as text."""
    pieces = [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
    for argument in arguments:
        for item in argument if isinstance(argument, list) else [argument]:
            if isinstance(item, (str, int, float)):
                pieces.append(_text(item))
    return "".join(pieces)


def _text(item: JSON) -> str:
    return (
        item
        if isinstance(item, str)
        else str(item).lower()
        if isinstance(item, bool)
        else repr(item)
    )


def _append(value: JSON, arguments: Sequence[JSON]) -> JSON:
    return [*value, *arguments] if isinstance(value, list) else value


Function = Callable[[JSON, Sequence[JSON]], JSON]

FUNCTIONS: Final[dict[str, Function]] = {
    "length": _length,
    "size": _length,
    "min": _aggregate(min),
    "max": _aggregate(max),
    "avg": _aggregate(_average),
    "stddev": _aggregate(_deviation),
    "sum": _aggregate(sum),
    "first": _first,
    "last": _last,
    "index": _index,
    "keys": _keys,
    "concat": _concat,
    "append": _append,
}
