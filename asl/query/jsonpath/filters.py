"""The tests of filters as closures: `(item, run) -> bool`.

Comparing follows the library: a number equals a text that reads as it, containers are equal by content, an absent operand
equals nothing, and an order exists between two numbers or two texts only. A set operator without a set makes the whole
filter false, also below a `!`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final, TypeAlias

from asl.jsonvalue import ABSENT, JSON, java_double, same
from asl.query.jsonpath.pattern import Pattern
from asl.query.jsonpath.terms import (
    All,
    AnyOf,
    Compare,
    Exists,
    NestedPath,
    Not,
    Operand,
    Test,
    Value,
)

if TYPE_CHECKING:
    from asl.query.jsonpath.read import Run

Check: TypeAlias = "Callable[[JSON, Run], bool]"
Look: TypeAlias = "Callable[[JSON, Run], JSON]"  # ABSENT where there is nothing
Nested: TypeAlias = Callable[[NestedPath], Look]
Operator: TypeAlias = "Callable[[JSON, JSON, Run], bool]"


class _NoSet(Exception):
    """A set operator was given something else than a list."""


def compile_filter(test: Test, nested: Nested, exists: Callable[[NestedPath], Check]) -> Check:
    """The closure of a filter. `nested` compiles a path inside it, `exists` the test that a path is there."""
    check = compile_test(test, nested, exists)

    def passes(item: JSON, run: Run) -> bool:
        try:
            return check(item, run)
        except _NoSet:
            return False

    return passes


def compile_test(test: Test, nested: Nested, exists: Callable[[NestedPath], Check]) -> Check:
    """The closure of one test of a filter."""
    if isinstance(test, Exists):
        found, wanted = exists(test.path), test.wanted
        return lambda item, run: found(item, run) is wanted
    if isinstance(test, Not):
        inner = compile_test(test.test, nested, exists)
        return lambda item, run: not inner(item, run)
    if isinstance(test, (All, AnyOf)):
        checks = [compile_test(one, nested, exists) for one in test.tests]
        stop = isinstance(test, AnyOf)

        def combined(item: JSON, run: Run) -> bool:
            for check in checks:
                if check(item, run) is stop:
                    return stop
            return not stop

        return combined
    assert isinstance(test, Compare)
    return _compile_compare(test, nested)


def _compile_compare(test: Compare, nested: Nested) -> Check:
    left, right = _operand(test.left, nested), _operand(test.right, nested)
    if test.operator == "=~":
        return _compile_match(left, test.left, right, test.right)
    compare = OPERATORS[test.operator]
    return lambda item, run: compare(left(item, run), right(item, run), run)


def _operand(operand: Operand, nested: Nested) -> Look:
    if isinstance(operand, NestedPath):
        return nested(operand)
    value = operand.value if isinstance(operand, Value) else ABSENT
    return lambda item, run: value


def _compile_match(left: Look, written_left: Operand, right: Look, written_right: Operand) -> Check:
    if isinstance(written_left, Pattern) is isinstance(written_right, Pattern):
        return lambda item, run: False
    pattern, text = (
        (written_left, right) if isinstance(written_left, Pattern) else (written_right, left)
    )
    assert isinstance(pattern, Pattern)
    fullmatch = pattern.expression.fullmatch

    def matches(item: JSON, run: Run) -> bool:
        value = text(item, run)
        for one in value if isinstance(value, list) else [value]:
            subject = _pattern_input(one)
            run.spend(pattern.cost(len(subject)))
            if fullmatch(subject):
                return True
        return False

    return matches


def _pattern_input(value: JSON) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return _number_text(value) if isinstance(value, (int, float)) else ""


def _is_number(value: JSON) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _number_text(value: float) -> str:
    return java_double(value) if isinstance(value, float) else str(value)


def _equal(left: JSON, right: JSON) -> bool:
    if left is ABSENT or right is ABSENT:
        return False
    if _is_number(left) and isinstance(right, str):
        try:
            return bool(float(right) == left)
        except (ValueError, OverflowError):
            return False
    if isinstance(left, str) and _is_number(right):
        return left == _number_text(right)
    return same(left, right)


def _equals(left: JSON, right: JSON, run: Run) -> bool:
    return _equal(left, right)


def _differs(left: JSON, right: JSON, run: Run) -> bool:
    return not _equal(left, right)


def _same_kind(left: JSON, right: JSON) -> bool:
    if _is_number(left) or _is_number(right):
        return _is_number(left) and _is_number(right)
    return type(left) is type(right) or (
        isinstance(left, (dict, list)) and isinstance(right, (dict, list))
    )


def _identical(left: JSON, right: JSON, run: Run) -> bool:
    return _same_kind(left, right) and _equal(left, right)


def _not_identical(left: JSON, right: JSON, run: Run) -> bool:
    return not _identical(left, right, run)


def _ordered(compare: Callable[[JSON, JSON], bool]) -> Operator:
    def apply(left: JSON, right: JSON, run: Run) -> bool:
        if (_is_number(left) and _is_number(right)) or (
            isinstance(left, str) and isinstance(right, str)
        ):
            return compare(left, right)
        return False

    return apply


def _holds(values: list[JSON], wanted: JSON, run: Run) -> bool:
    run.spend(len(values))
    return any(_equal(wanted, value) for value in values)


def _set(value: JSON) -> list[JSON] | None:
    """A list; None for an object, which belongs to no set operator but is no mistake either."""
    if isinstance(value, list):
        return value
    if isinstance(value, dict):
        return None
    raise _NoSet


def _in(left: JSON, right: JSON, run: Run) -> bool:
    values = _set(right)
    return values is not None and _holds(values, left, run)


def _not_in(left: JSON, right: JSON, run: Run) -> bool:
    return not _in(left, right, run)


def _contains(left: JSON, right: JSON, run: Run) -> bool:
    if isinstance(left, str):
        return isinstance(right, str) and right in left
    return isinstance(left, list) and _holds(left, right, run)


def _sets(test: Callable[[list[JSON], list[JSON], Run], bool]) -> Operator:
    def apply(left: JSON, right: JSON, run: Run) -> bool:
        whole = _set(right)
        part = None if whole is None else _set(left)
        return whole is not None and part is not None and test(part, whole, run)

    return apply


def _subset_of(part: list[JSON], whole: list[JSON], run: Run) -> bool:
    return all(_holds(whole, value, run) for value in part)


def _any_of(part: list[JSON], whole: list[JSON], run: Run) -> bool:
    return any(_holds(whole, value, run) for value in part)


def _none_of(part: list[JSON], whole: list[JSON], run: Run) -> bool:
    return not any(_holds(whole, value, run) for value in part)


def _all(left: JSON, right: JSON, run: Run) -> bool:
    """Measured: the library reads no list on the right of `all`, so the filter is always false."""
    raise _NoSet


def _size(left: JSON, right: JSON, run: Run) -> bool:
    if not _is_number(right) or not isinstance(left, (str, list, dict)):
        return False
    return len(left) == int(right)


def _empty(left: JSON, right: JSON, run: Run) -> bool:
    if not isinstance(right, bool) or not isinstance(left, (str, list, dict)):
        return False
    return (not left) is right


OPERATORS: Final[dict[str, Operator]] = {
    "==": _equals,
    "!=": _differs,
    "===": _identical,
    "!==": _not_identical,
    "<": _ordered(lambda left, right: bool(left < right)),
    "<=": _ordered(lambda left, right: bool(left <= right)),
    ">": _ordered(lambda left, right: bool(left > right)),
    ">=": _ordered(lambda left, right: bool(left >= right)),
    "in": _in,
    "nin": _not_in,
    "contains": _contains,
    "subsetof": _sets(_subset_of),
    "anyof": _sets(_any_of),
    "noneof": _sets(_none_of),
    "all": _all,
    "size": _size,
    "empty": _empty,
}
