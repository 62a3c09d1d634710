"""Choice rules as one closure: `(scope, document) -> bool`.

A rule compares a Variable with a literal or with what another path selects. Types never fail: an operator on a value of
another type is false (recorded). A path that finds nothing does fail, IsPresent excepted; And and Or stop early, so an
IsPresent before it guards. Texts are ordered by UTF-16 units, as Java does; timestamps are compared as instants.

Source: ASL spec, Choice State; recordings of every operator over every type.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import eq, ge, gt, le, lt
from typing import Final, TypeAlias

from asl.errors import RuntimeFailure
from asl.jsonvalue import ABSENT, JSON
from asl.query.base import Evaluate, Scope
from asl.query.jsonpath.instant import parse_instant
from asl.query.jsonpath.path import parse_reference_path
from asl.query.jsonpath.terms import PathSyntaxError
from asl.query.jsonpath.value import locate

Condition: TypeAlias = Callable[[Scope, JSON], bool]
Compare: TypeAlias = Callable[[JSON, JSON], bool]

_ORDERS: Final[dict[str, Compare]] = {
    "Equals": eq,
    "LessThan": lt,
    "LessThanEquals": le,
    "GreaterThan": gt,
    "GreaterThanEquals": ge,
}


def compile_condition(rule: JSON) -> Condition:
    """The closure of a Choice rule as written; its Next, Assign and Comment are ignored.

    Raises:
        PathSyntaxError: a path is none, or the rule has no operator that is known. The check finds both earlier.
    The closure raises RuntimeFailure when a path finds nothing.
    """
    # One frame for each level of the rule, here and in the closures.
    for name in ("And", "Or"):
        if name in rule:
            parts = []
            for part in rule[name]:
                parts.append(compile_condition(part))
            return _combine(parts, stop=name == "Or")
    if "Not" in rule:
        inner = compile_condition(rule["Not"])
        return lambda scope, document: not inner(scope, document)
    return _comparison(rule)


def _combine(parts: list[Condition], stop: bool) -> Condition:
    def combined(scope: Scope, document: JSON) -> bool:
        for part in parts:
            if part(scope, document) is stop:
                return stop
        return not stop

    return combined


def _comparison(rule: JSON) -> Condition:
    text = rule["Variable"]
    find = locate(parse_reference_path(text))
    for name, operand in rule.items():
        if name == "IsPresent":
            return lambda scope, document: (find(scope, document) is not ABSENT) is operand
        if name in _KINDS:
            return _is_kind(text, find, _KINDS[name], operand)
        if name == "StringMatches":
            return _matches(text, find, _glob(operand))
        if name in _OPERATORS:
            return _literal(text, find, _OPERATORS[name], operand)
        if name.endswith("Path") and name[: -len("Path")] in _OPERATORS:
            other = locate(parse_reference_path(operand))
            return _two_paths(text, find, _OPERATORS[name[: -len("Path")]], operand, other)
    raise PathSyntaxError("the rule has no operator")


def _nothing(text: str) -> RuntimeFailure:
    return RuntimeFailure(
        f"Invalid path '{text}': The choice state's condition path references an invalid value."
    )


def _literal(text: str, find: Evaluate, compare: Compare, operand: JSON) -> Condition:
    def literal(scope: Scope, document: JSON) -> bool:
        value = find(scope, document)
        if value is ABSENT:
            raise _nothing(text)
        return compare(value, operand)

    return literal


def _two_paths(
    text: str, find: Evaluate, compare: Compare, other_text: str, other: Evaluate
) -> Condition:
    def two_paths(scope: Scope, document: JSON) -> bool:
        left, right = find(scope, document), other(scope, document)
        if left is ABSENT:
            raise _nothing(text)
        if right is ABSENT:
            raise _nothing(other_text)
        return compare(left, right)

    return two_paths


def _is_kind(text: str, find: Evaluate, test: Callable[[JSON], bool], wanted: JSON) -> Condition:
    def is_kind(scope: Scope, document: JSON) -> bool:
        value = find(scope, document)
        if value is ABSENT:
            raise _nothing(text)
        return test(value) is wanted

    return is_kind


# -- the operators -----------------------------------------------------------------------------------


def _numeric(order: Compare) -> Compare:
    def numeric(left: JSON, right: JSON) -> bool:
        # `type`, not isinstance: true and false are no numbers.
        if (type(left) is int or type(left) is float) and (
            type(right) is int or type(right) is float
        ):
            return order(left, right)
        return False

    return numeric


def _string(order: Compare) -> Compare:
    def string(left: JSON, right: JSON) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            # Code points and UTF-16 units order alike unless both have characters beyond ASCII.
            if not (left.isascii() or right.isascii()):
                return order(_units(left), _units(right))
            return order(left, right)
        return False

    return string


def _units(text: str) -> bytes:
    return text.encode("utf-16-be", "surrogatepass")


def _timestamp(order: Compare) -> Compare:
    def timestamp(left: JSON, right: JSON) -> bool:
        if isinstance(left, str) and isinstance(right, str):
            first, second = parse_instant(left), parse_instant(right)
            return first is not None and second is not None and order(first, second)
        return False

    return timestamp


def _boolean_equals(left: JSON, right: JSON) -> bool:
    return isinstance(left, bool) and left is right


def _is_number(value: JSON) -> bool:
    return type(value) is int or type(value) is float


def _is_timestamp(value: JSON) -> bool:
    return isinstance(value, str) and parse_instant(value) is not None


_OPERATORS: Final[dict[str, Compare]] = {
    "BooleanEquals": _boolean_equals,
    **{f"Numeric{name}": _numeric(order) for name, order in _ORDERS.items()},
    **{f"String{name}": _string(order) for name, order in _ORDERS.items()},
    **{f"Timestamp{name}": _timestamp(order) for name, order in _ORDERS.items()},
}

_KINDS: Final[dict[str, Callable[[JSON], bool]]] = {
    "IsBoolean": lambda value: isinstance(value, bool),
    "IsNull": lambda value: value is None,
    "IsNumeric": _is_number,
    "IsString": lambda value: isinstance(value, str),
    "IsTimestamp": _is_timestamp,
}


# -- StringMatches -----------------------------------------------------------------------------------


def _glob(pattern: str) -> list[str]:
    """The texts between the stars of a pattern; `\\*` is a star, `\\\\` a backslash."""
    pieces, piece, at = [], "", 0
    while at < len(pattern):
        c = pattern[at]
        if c == "\\" and pattern[at + 1 : at + 2] in ("*", "\\"):
            at += 1
            piece += pattern[at]
        elif c == "*":
            pieces.append(piece)
            piece = ""
        else:
            piece += c
        at += 1
    return [*pieces, piece]


def _matches(text: str, find: Evaluate, pieces: list[str]) -> Condition:
    """The first and last piece stand at the ends, the others anywhere between, in order: leftmost is always right."""

    def matches(scope: Scope, document: JSON) -> bool:
        value = find(scope, document)
        if value is ABSENT:
            raise _nothing(text)
        if not isinstance(value, str):
            return False
        if len(pieces) == 1:
            return value == pieces[0]
        at, end = len(pieces[0]), len(value) - len(pieces[-1])
        if at > end or not (value.startswith(pieces[0]) and value.endswith(pieces[-1])):
            return False
        for piece in pieces[1:-1]:
            found = value.find(piece, at, end)
            if found < 0:
                return False
            at = found + len(piece)
        return True

    return matches
