"""Closures of operators and of the functions that are simple: tables that `closures.py` looks up.

A closure evaluates its parts and hands plain values to `operations.py`; the commonest cases, whole numbers and strings, are
decided on the spot.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from asl.jsonvalue import JSON
from asl.query.base import Growth, Scope
from asl.query.jsonata.failure import UNDEFINED
from asl.query.jsonata.functions import (
    digest,
    number_range,
    parsed,
    partition,
    seeded_random,
)
from asl.query.jsonata.operations import (
    EXACT,
    Doubt,
    calculate,
    contained,
    equal,
    joined,
    ordered,
    text_of_value,
    truth,
    whole,
)
from asl.query.jsonata.paths import Closure

NUMBER: Final = Growth(25)
BOOLEAN: Final = Growth(5)


# Operators ---------------------------------------------------------------------------------------------------------


def _arithmetic(operator: str, left: Closure, right: Closure) -> Closure:
    def arithmetic(scope: Scope, subject: JSON) -> JSON:
        return calculate(operator, left(scope, subject), right(scope, subject))

    return arithmetic


def with_constant(operator: str, left: Closure, right: int) -> Closure:
    """`x + 1`, where x is nearly always a whole number."""
    if not -(2**31) < right < 2**31:
        return _arithmetic(operator, left, lambda scope, subject: right)
    limit = EXACT // max(1, abs(right)) if operator == "*" else EXACT - abs(right)
    if operator == "*":

        def times(scope: Scope, subject: JSON) -> JSON:
            value = left(scope, subject)
            if value.__class__ is int and -limit < value < limit:
                return value * right
            return calculate("*", value, right)

        return times
    step = right if operator == "+" else -right

    def plus(scope: Scope, subject: JSON) -> JSON:
        value = left(scope, subject)
        if value.__class__ is int and -limit < value < limit:
            return value + step
        return calculate(operator, value, right)

    return plus


def _less(operator: str, left: Closure, right: Closure) -> Closure:
    def less(scope: Scope, subject: JSON) -> JSON:
        a, b = left(scope, subject), right(scope, subject)
        if a.__class__ is int and b.__class__ is int:
            return a < b
        return a < b if ordered(a, b) else UNDEFINED

    def most(scope: Scope, subject: JSON) -> JSON:
        a, b = left(scope, subject), right(scope, subject)
        return a <= b if ordered(a, b) else UNDEFINED

    return less if operator == "<" else most


def _greater(operator: str, left: Closure, right: Closure) -> Closure:
    def greater(scope: Scope, subject: JSON) -> JSON:
        a, b = left(scope, subject), right(scope, subject)
        if a.__class__ is int and b.__class__ is int:
            return a > b
        return a > b if ordered(a, b) else UNDEFINED

    def least(scope: Scope, subject: JSON) -> JSON:
        a, b = left(scope, subject), right(scope, subject)
        return a >= b if ordered(a, b) else UNDEFINED

    return greater if operator == ">" else least


def _equality(operator: str, left: Closure, right: Closure) -> Closure:
    wanted = operator == "="

    def equality(scope: Scope, subject: JSON) -> JSON:
        a, b = left(scope, subject), right(scope, subject)
        if a.__class__ is str and b.__class__ is str:
            return (a == b) is wanted
        if a is UNDEFINED or b is UNDEFINED:
            return False
        return equal(a, b) is wanted

    return equality


def _membership(operator: str, left: Closure, right: Closure) -> Closure:
    return lambda scope, subject: contained(left(scope, subject), right(scope, subject))


def _and(operator: str, left: Closure, right: Closure) -> Closure:
    return lambda scope, subject: truth(left(scope, subject)) and truth(right(scope, subject))


def _or(operator: str, left: Closure, right: Closure) -> Closure:
    return lambda scope, subject: truth(left(scope, subject)) or truth(right(scope, subject))


OPERATORS: Final[dict[str, tuple[Callable[[str, Closure, Closure], Closure], Growth]]] = {
    **dict.fromkeys(("+", "-", "*", "/", "%"), (_arithmetic, NUMBER)),
    **dict.fromkeys(("<", "<="), (_less, BOOLEAN)),
    **dict.fromkeys((">", ">="), (_greater, BOOLEAN)),
    **dict.fromkeys(("=", "!="), (_equality, BOOLEAN)),
    "in": (_membership, BOOLEAN),
    "and": (_and, BOOLEAN),
    "or": (_or, BOOLEAN),
}


# Functions ---------------------------------------------------------------------------------------------------------


def _exists(value: JSON) -> JSON:
    return value is not UNDEFINED


def _not(value: JSON) -> JSON:
    return UNDEFINED if value is UNDEFINED else not truth(value)


def _boolean(value: JSON) -> JSON:
    return UNDEFINED if value is UNDEFINED else truth(value)


def _count(value: JSON) -> JSON:
    return len(value) if value.__class__ is list else 0 if value is UNDEFINED else 1


def _sum(value: JSON) -> JSON:
    total: JSON = 0
    if value is UNDEFINED:
        return UNDEFINED
    for number in value if value.__class__ is list else (value,):
        if number.__class__ is int:
            if not -EXACT <= number <= EXACT:
                raise Doubt
        elif number.__class__ is not float:
            raise Doubt
        total += number
    if total.__class__ is int:
        if not -EXACT <= total <= EXACT:
            raise Doubt
        return total
    return whole(total)


def _round(value: JSON, digits: JSON = 0) -> JSON:
    """Half to even, on the number's decimal text: 2.675 to two digits is 2.68."""
    if digits.__class__ is not int or not -15 <= digits <= 15:
        raise Doubt
    if value is UNDEFINED:
        return UNDEFINED
    if value.__class__ is int:
        if digits >= 0 and -EXACT <= value <= EXACT:
            return value
        raise Doubt
    if value.__class__ is not float or not -1e15 < value < 1e15:
        raise Doubt
    shifted = _shifted(value, digits)
    low = math.floor(shifted)
    part = shifted - low
    nearest = low + (part > 0.5 or (part == 0.5 and low % 2 == 1))
    return whole(_shifted(float(nearest), -digits))


def _shifted(number: float, digits: int) -> float:
    if digits == 0:
        return number
    mantissa, _, exponent = repr(number).partition("e")
    return float(f"{mantissa}e{int(exponent or 0) + digits}")


def _string(value: JSON) -> JSON:
    if value is UNDEFINED:
        return UNDEFINED
    return value if value.__class__ is str else text_of_value(value)


def _plain_text(value: JSON) -> str:
    """Only these are upper and lower case, and as long, in every language alike."""
    if value.__class__ is str and value.isascii():
        return str(value)
    raise Doubt


def _uppercase(value: JSON) -> JSON:
    return UNDEFINED if value is UNDEFINED else _plain_text(value).upper()


def _lowercase(value: JSON) -> JSON:
    return UNDEFINED if value is UNDEFINED else _plain_text(value).lower()


def _length(value: JSON) -> JSON:
    return UNDEFINED if value is UNDEFINED else len(_plain_text(value))


def _contains(text: JSON, part: JSON) -> JSON:
    if text.__class__ is str and part.__class__ is str:
        return part in text
    raise Doubt


def _append(first: JSON, second: JSON) -> JSON:
    if first is UNDEFINED:
        return second
    if second is UNDEFINED:
        return first
    left = first if first.__class__ is list else [first]
    return left + (second if second.__class__ is list else [second])


def _join(texts: JSON, separator: JSON = "") -> JSON:
    if texts.__class__ is not list or separator.__class__ is not str:
        raise Doubt
    if not all(text.__class__ is str for text in texts):
        raise Doubt
    return joined([separator.join(texts)])


def _hash(text: JSON, algorithm: JSON) -> JSON:
    if text.__class__ is not str or algorithm.__class__ is not str:
        raise Doubt
    return digest(text, algorithm)


def _partition(items: JSON, length: JSON) -> JSON:
    if items.__class__ is not list or length.__class__ is not int:
        raise Doubt
    return partition(items, length)


def _range(first: JSON, last: JSON, step: JSON) -> JSON:
    if not first.__class__ is last.__class__ is step.__class__ is int:
        raise Doubt
    made = number_range(first, last, step)
    return UNDEFINED if made is None else made


def _parse(text: JSON) -> JSON:
    if text.__class__ is not str:
        raise Doubt
    return parsed(text)["v"]


def _random(scope: Scope, subject: JSON) -> JSON:
    return scope.rng.random()


def _seeded(seed: JSON) -> JSON:
    if seed.__class__ is not int:
        raise Doubt
    return seeded_random(seed)


def _uuid(scope: Scope, subject: JSON) -> JSON:
    return scope.rng.uuid()


_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001  # only printed


def _now(scope: Scope, subject: JSON) -> JSON:
    moment = _EPOCH + timedelta(milliseconds=scope.now_ms)
    return f"{moment.isoformat(timespec='milliseconds')}Z"


def _millis(scope: Scope, subject: JSON) -> JSON:
    return scope.now_ms


FUNCTIONS: Final[dict[tuple[str, int], tuple[Callable[..., JSON], Growth | None]]] = {
    ("exists", 1): (_exists, BOOLEAN),
    ("not", 1): (_not, BOOLEAN),
    ("boolean", 1): (_boolean, BOOLEAN),
    ("count", 1): (_count, NUMBER),
    ("sum", 1): (_sum, NUMBER),
    ("round", 1): (_round, NUMBER),
    ("round", 2): (_round, NUMBER),
    ("string", 1): (_string, None),
    ("uppercase", 1): (_uppercase, None),
    ("lowercase", 1): (_lowercase, None),
    ("length", 1): (_length, NUMBER),
    ("contains", 2): (_contains, BOOLEAN),
    ("append", 2): (_append, None),
    ("join", 1): (_join, None),
    ("join", 2): (_join, None),
    ("hash", 2): (_hash, Growth(130)),
    ("partition", 2): (_partition, None),
    ("range", 3): (_range, None),
    ("random", 1): (_seeded, NUMBER),
    ("parse", 1): (_parse, None),
}
"""By name and number of arguments."""

SCOPED: Final[dict[tuple[str, int], Closure]] = {
    ("random", 0): _random,
    ("uuid", 0): _uuid,
    ("now", 0): _now,
    ("millis", 0): _millis,
}
