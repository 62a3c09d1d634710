"""Plain values: strings, numbers, booleans, enumerations and their bounds, as the field table gives them.

In a JSONata state many of them may be written as one `{% … %}` expression instead; then the expression's rules hold.
"""

from __future__ import annotations

import re
from typing import Final

from asl.check.diagnostic import Rule
from asl.check.expressions import check_expression, check_text_value, is_expression
from asl.check.faults import (
    EMPTY_VALUE,
    OUT_OF_RANGE,
    TOO_LONG,
    UNKNOWN_VALUE,
    WRONG_TYPE,
    one_of,
    shown,
    wrong_type,
)
from asl.check.plan import Checker, kind
from asl.check.walk import Walk
from asl.jsonvalue import JSON
from asl.model.fields import Field, Language, rows

BAD_TIMESTAMP: Final = Rule(
    "ASL2011",
    "bad-timestamp",
    "A timestamp is RFC 3339 with a capital T and a zone, else nobody knows the instant.",
    "ASL spec, Timestamps",
)
NO_PATH: Final = Rule(
    "ASL2901",
    "path-without-path-field",
    "A path in a field without Path at its end is a plain text.",
    "AWS API reference, ValidateStateMachineDefinition",
    "warning",
    "NO_PATH",
)

PATH_LIKE: Final = re.compile(r"\$(?:\$|\.|\[|$)|States\.[A-Za-z]\w*\(")
_TIMESTAMP: Final = (
    r"(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])"
    r"T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)"
)
_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def is_timestamp(text: str) -> bool:
    """Whether a text is an RFC 3339 instant as the service reads it."""
    found = re.fullmatch(_TIMESTAMP, text)
    if not found:
        return False
    year, month, day = int(found[1]), int(found[2]), int(found[3])
    if month == 2 and day == 29:
        return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    return day <= _MONTHS[month - 1]


def _or_expression(row: Field, language: Language, wanted: str) -> str:
    may = row.expression and language == "JSONata"
    return f"{wanted} or a {{% … %}} expression" if may else wanted


def _or_expressed(row: Field, language: Language, check: Checker) -> Checker:
    """The same check, with room for an expression where the language allows it."""
    if not row.expression or language != "JSONata":
        return check

    def either(walk: Walk, key: str, value: JSON) -> None:
        if is_expression(value):
            check_expression(walk, value, walk.at(key))
        else:
            check(walk, key, value)

    return either


@kind("literal", "language")
def _anything(row: Field, of: str, language: Language) -> None:
    return None  # a literal is never looked into; the language was checked with its state


@kind("text")
def _text(row: Field, of: str, language: Language) -> Checker:
    wanted = _or_expression(row, language, "a string")
    low, high = row.low or 0, row.high
    has_path = f"{row.name}Path" in rows(of, language)
    delimited = row.expression and language == "JSONata"

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            wrong_type(walk, key, value, wanted, aws="Expected value of type [STRING]")
        elif len(value) < low:
            walk.report(EMPTY_VALUE, walk.at(key), f'"{key}" is empty', aws="Value cannot be empty")
        elif high is not None and len(value) > high:
            walk.report(
                TOO_LONG,
                walk.at(key),
                f'"{key}" has {len(value)} characters; at most {high:.0f} are allowed',
            )
        elif delimited:
            check_text_value(walk, value, walk.at(key))
        elif has_path and PATH_LIKE.match(value):
            walk.report(
                NO_PATH,
                walk.at(key),
                f"{shown(value)} is taken as text",
                help=f'to read it from the input, write "{key}Path"',
            )

    return _or_expressed(row, language, check)


@kind("boolean")
def _boolean(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not bool:
            wrong_type(walk, key, value, "true or false")

    return check


@kind("end")
def _end(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value is True:
            walk.scope.ends = True
        elif value is not False:
            wrong_type(walk, key, value, "true")

    return check


@kind("whole", "number")
def _number(row: Field, of: str, language: Language) -> Checker:
    types = (int,) if row.kind == "whole" else (int, float)
    word = "a whole number" if row.kind == "whole" else "a number"
    wanted = _or_expression(row, language, word)
    low, high = row.low, row.high

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ not in types:
            wrong_type(walk, key, value, wanted)
        elif low is not None and value < low:
            walk.report(
                OUT_OF_RANGE,
                walk.at(key),
                f'"{key}" is {value}; {_plain(low)} is the least',
                aws=f"Minimum value is {_plain(low)}",
            )
        elif high is not None and value > high:
            walk.report(
                OUT_OF_RANGE, walk.at(key), f'"{key}" is {value}; {_plain(high)} is the most'
            )

    return _or_expressed(row, language, check)


def _plain(bound: float) -> str:
    return f"{bound:.0f}" if bound == int(bound) else str(bound)


@kind("enum")
def _enum(row: Field, of: str, language: Language) -> Checker | None:
    if row.name == "Type":
        return None  # the state's plan was chosen by it
    words = row.values

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            wrong_type(walk, key, value, "a string", aws="Expected value of type [STRING]")
        elif value not in words:
            walk.report(
                UNKNOWN_VALUE,
                walk.at(key),
                f'"{key}" is {shown(value)}; it must be {one_of(words)}',
                help=walk.suggest(value, words),
                aws=f"Value should be one of the following: [{', '.join(words)}]",
            )

    return check


@kind("texts")
def _texts(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not list:
            wrong_type(walk, key, value, "an array of strings")
            return
        if row.low and not value:
            walk.report(EMPTY_VALUE, walk.at(key), f'"{key}" is empty', aws="Value cannot be empty")
        for index, entry in enumerate(value):
            if entry.__class__ is not str:
                walk.report(
                    WRONG_TYPE,
                    f"{walk.at(key)}/{index}",
                    f'an entry of "{key}" must be a string, not {shown(entry)}',
                )

    return check


@kind("state")
def _state(row: Field, of: str, language: Language) -> Checker:
    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            wrong_type(
                walk, key, value, "the name of a state", aws="Expected value of type [STRING]"
            )

    return check


@kind("timestamp")
def _timestamp(row: Field, of: str, language: Language) -> Checker:
    wanted = _or_expression(row, language, "a timestamp")

    def check(walk: Walk, key: str, value: JSON) -> None:
        if value.__class__ is not str:
            wrong_type(walk, key, value, wanted)
        elif not is_timestamp(value):
            walk.report(
                BAD_TIMESTAMP,
                walk.at(key),
                f"{shown(value)} is not {wanted}",
                help=_timestamp_help(value, language, key),
                aws="String does not match RFC3339 timestamp",
            )

    return _or_expressed(row, language, check)


def _timestamp_help(value: str, language: Language, key: str) -> str | None:
    if is_expression(value):
        return 'expressions need "QueryLanguage": "JSONata"'
    if PATH_LIKE.match(value):
        return f'to read it from the input, write "{key}Path"' if language == "JSONPath" else None
    for fixed in (f"{value}Z", value.replace(" ", "T", 1), value.upper()):
        if is_timestamp(fixed):
            return f'write "{fixed}"'
    return 'write it like "2030-01-31T12:00:00Z"'
