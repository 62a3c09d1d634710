"""What JSONata's operators and a few functions do to plain values, without the engine.

Exact for the cases they accept; everything else raises Doubt, and the engine is asked instead. A property test holds them to
the engine's answers. Numbers are doubles: whole ones are ints here as in the engine's results.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any, Final

from asl.jsonvalue import JSON
from asl.query.jsonata.failure import UNDEFINED
from asl.query.jsonata.functions import number_text

EXACT: Final = 2**53  # whole numbers up to here are exact as doubles
_LONGEST_TEXT: Final = 262_144


class Doubt(Exception):
    """The simple rules do not cover this: ask the engine."""


# Numbers -----------------------------------------------------------------------------------------------------------


def whole(number: float) -> JSON:
    """A double as the engine gives it back: 7.0 is 7."""
    if number.is_integer() and -1e21 < number < 1e21:
        return int(number)
    return number


def _divide(a: float, b: float) -> float:
    if b == 0:
        raise Doubt
    return a / b


def _remainder(a: float, b: float) -> float:
    if b == 0:
        raise Doubt
    return math.fmod(a, b)


_ARITHMETIC: Final[dict[str, Callable[[Any, Any], float]]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "/": _divide,
    "%": _remainder,
}


def calculate(operator: str, left: JSON, right: JSON) -> JSON:
    """`left + right` and its like; undefined when either is."""
    numbers = []
    for value in (left, right):
        if value.__class__ is int and -EXACT <= value <= EXACT:
            numbers.append(float(value))
        elif value.__class__ is float:
            numbers.append(value)
        elif value is not UNDEFINED:
            raise Doubt
    if len(numbers) < 2:
        return UNDEFINED
    try:
        result = _ARITHMETIC[operator](*numbers)
    except OverflowError:
        raise Doubt from None
    if not math.isfinite(result):
        raise Doubt
    return whole(result)


def negated(value: JSON) -> JSON:
    """`-value`."""
    if value.__class__ is int and -EXACT <= value <= EXACT:
        return -value
    if value.__class__ is float:
        return whole(-value)
    if value is UNDEFINED:
        return UNDEFINED
    raise Doubt


# Truth -------------------------------------------------------------------------------------------------------------


def truth(value: JSON) -> bool:
    """`$boolean(value)`, with undefined as false: a list is true when anything in it is."""
    if value.__class__ is not list:
        return bool(value)  # "" 0 null {} UNDEFINED are false
    pending = [value]
    while pending:
        for item in pending.pop():
            if item.__class__ is list:
                pending.append(item)
            elif item:
                return True
    return False


def equal(left: JSON, right: JSON) -> bool:
    """`left = right` of two defined values; two containers are compared by the engine."""
    a, b = left.__class__, right.__class__
    if a is b:
        if a is dict or a is list:
            raise Doubt
        return bool(left == right)
    if (a is int or a is float) and (b is int or b is float):
        return bool(left == right)
    if (a is dict or a is list) and (b is dict or b is list):
        raise Doubt
    return False


_COMPARABLE: Final = (str, int, float)


def ordered(left: JSON, right: JSON) -> bool:
    """Whether two values can be compared by `<`; False: one is undefined, and so is the result."""
    a, b = left.__class__, right.__class__
    if left is UNDEFINED or right is UNDEFINED:
        if all(kind in _COMPARABLE or kind is UNDEFINED.__class__ for kind in (a, b)):
            return False
        raise Doubt
    if (a is int or a is float) and (b is int or b is float):
        return True
    if a is str and b is str and left.isascii() and right.isascii():
        return True  # others: JavaScript orders by UTF-16 units
    raise Doubt


def contained(item: JSON, items: JSON) -> bool:
    """`item in items`."""
    if item is UNDEFINED or items is UNDEFINED:
        return False
    if items.__class__ is not list:
        return equal(item, items)
    if item.__class__ is str:
        return item in items
    return any(equal(item, other) for other in items)


# Text --------------------------------------------------------------------------------------------------------------


def text_of_value(value: JSON) -> str:
    """What `&` and `$string` make of a value; undefined is "" to `&`."""
    kind = value.__class__
    if kind is str:
        return str(value)
    if kind is int or kind is float:
        return number_text(value)
    if value is UNDEFINED:
        return ""
    if value is None:
        return "null"
    if kind is bool:
        return "true" if value else "false"
    return _container_text(value)


_encode: Final = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), check_circular=False
).encode


def _container_text(value: JSON) -> str:
    """JSON text, which both languages write alike but for fractions and long numbers."""
    pending = [value]
    while pending:
        item = pending.pop()
        for member in item.values() if item.__class__ is dict else item:
            kind = member.__class__
            if kind is dict or kind is list:
                pending.append(member)
            elif kind is float or (kind is int and not -(10**15) < member < 10**15):
                raise Doubt
    text = _encode(value)
    if not text.isascii() and _SURROGATE.search(text):
        raise Doubt
    return text


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def joined(parts: list[str]) -> str:
    """Parts of a text; a very long one is the engine's to limit."""
    text = "".join(parts)
    if len(text) > _LONGEST_TEXT:
        raise Doubt
    return text
