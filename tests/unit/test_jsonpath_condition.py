"""Choice rules over every operator. The rows repeat recorded answers of the service unless they say otherwise."""

from __future__ import annotations

from typing import Any

import pytest
from jsonpath_scope import Scope

from asl.errors import RuntimeFailure
from asl.query.jsonpath.condition import compile_condition
from asl.query.jsonpath.instant import parse_instant

MISSING = object()


def holds(rule: dict[str, Any], document: Any, **scope: Any) -> bool:
    return compile_condition(rule)(Scope(document, **scope), document)


@pytest.mark.parametrize(
    ("operator", "variable", "value", "expected"),
    [
        ("NumericEquals", 0, 0.0, True),
        ("NumericEquals", 1, 1.0, True),
        ("NumericEquals", True, 1, False),
        ("NumericEquals", None, 0, False),
        ("NumericEquals", "1", 1, False),
        ("NumericEquals", [], 0, False),
        ("NumericLessThan", 0, 1, True),
        ("NumericLessThan", 0, 0, False),
        ("NumericLessThanEquals", 0, 0.0, True),
        ("NumericGreaterThan", 1.1, 1, True),
        ("NumericGreaterThan", "2", 1, False),
        ("NumericGreaterThanEquals", 1, 1.0, True),
        ("NumericGreaterThan", 10**400, 1.5, True),
        ("StringEquals", "a", "a", True),
        ("StringEquals", "a", "A", False),
        ("StringEquals", 1, "1", False),
        ("StringLessThan", "A", "AB", True),
        ("StringLessThan", "", "", False),
        ("StringLessThanEquals", "", "", True),
        ("StringGreaterThan", "b", "a", True),
        ("StringGreaterThanEquals", "", "", True),
        # Java orders by UTF-16 units: an astral character comes before U+FF5E.
        ("StringLessThan", "\U0001f600", "\uff5e", True),
        ("BooleanEquals", True, True, True),
        ("BooleanEquals", False, False, True),
        ("BooleanEquals", 1, True, False),
        ("BooleanEquals", None, False, False),
        ("TimestampEquals", "2016-03-14T01:59:00Z", "2016-03-14T02:59:00+01:00", True),
        ("TimestampEquals", "2016-03-14T01:59:00Z", "2016-03-14T01:59:00.000000001Z", False),
        ("TimestampLessThan", "2016-03-14T01:59:00Z", "2016-03-14T01:59:00.000000001Z", True),
        ("TimestampGreaterThan", "2016-03-14T01:59:00Z", "2016-03-14T01:59:00+01:00", True),
        ("TimestampEquals", "2016-03-14", "2016-03-14", False),
        ("TimestampEquals", 1, "2016-03-14T01:59:00Z", False),
    ],
)
def test_comparing(operator: str, variable: Any, value: Any, expected: bool) -> None:
    document = {"v": variable, "w": value}
    assert holds({"Variable": "$.v", operator: value, "Next": "N"}, document) is expected
    assert holds({operator + "Path": "$.w", "Variable": "$.v", "Next": "N"}, document) is expected


@pytest.mark.parametrize(
    ("operator", "yes", "no"),
    [
        ("IsNull", [None], [0, "", False, [], {}]),
        ("IsNumeric", [0, 1.5], [True, "1", None, [1]]),
        ("IsString", ["", "2012-10-09T19:00:55Z"], [0, None, [], {}]),
        ("IsBoolean", [True, False], [0, "true", None]),
        ("IsPresent", [None, 0, "", [], {}, False], [MISSING]),
        ("IsTimestamp", ["2012-10-09T19:00:55Z", "2012-10-09T19:00:55+01:00", "2012-10-09T19:00:55.123456789Z"],
         ["2012-10-09T19:00:55", "2023-02-24", "2012-10-09t19:00:55Z", "2012-10-09T19:00:55z", "", 1, None]),
    ],
)  # fmt: skip
def test_kinds(operator: str, yes: list[Any], no: list[Any]) -> None:
    for values, expected in ((yes, True), (no, False)):
        for value in values:
            document = {} if value is MISSING else {"v": value}
            assert holds({"Variable": "$.v", operator: True}, document) is expected, value
            assert holds({"Variable": "$.v", operator: False}, document) is not expected, value


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("log-*.txt", "log-1.txt", True),
        ("log-*.txt", "log-.txt", True),
        ("log-*.txt", "xlog-1.txt", False),
        ("log-*.txt", "LOG-1.txt", False),
        ("*", "", True),
        ("a", "a", True),
        ("a", "ab", False),
        ("*a*b*", "xxaxxbxx", True),
        ("*a*b*", "xxbxxaxx", False),
        ("ab*ba", "aba", False),
        ("ab*ba", "abba", True),
        (r"a\*b", "a*b", True),
        (r"a\*b", "axb", False),
        (r"a\\*", "a\\xyz", True),
        ("?", "a", False),
        ("*", 1, False),
        ("null", None, False),
    ],
)
def test_string_matches(pattern: str, text: Any, expected: bool) -> None:
    assert holds({"Variable": "$.v", "StringMatches": pattern}, {"v": text}) is expected


A = {"Variable": "$.a", "BooleanEquals": True}
B = {"Variable": "$.b", "BooleanEquals": True}


@pytest.mark.parametrize(
    ("rule", "document", "expected"),
    [
        ({"And": [A, B]}, {"a": True, "b": True}, True),
        ({"And": [A, B]}, {"a": True, "b": False}, False),
        ({"Or": [A, B]}, {"a": False, "b": True}, True),
        ({"Or": [A, B]}, {"a": False, "b": False}, False),
        ({"Not": A}, {"a": False}, True),
        ({"Not": {"And": [A, {"Not": B}]}}, {"a": True, "b": False}, False),
        pytest.param({"And": [A, B]}, {"a": False}, False, id="And stops early"),
        pytest.param({"Or": [A, B]}, {"a": True}, True, id="Or stops early"),
        pytest.param({"And": [{"Variable": "$.b", "IsPresent": True}, B]}, {}, False, id="IsPresent guards"),
    ],
)  # fmt: skip
def test_combining(rule: dict[str, Any], document: Any, expected: bool) -> None:
    assert holds({**rule, "Next": "N"}, document) is expected


@pytest.mark.parametrize(
    ("rule", "named"),
    [
        ({"Variable": "$.x", "NumericEquals": 1}, "$.x"),
        ({"Variable": "$.x", "IsNull": True}, "$.x"),
        ({"Variable": "$.x", "StringMatches": "*"}, "$.x"),
        ({"Variable": "$.l[3]", "IsString": False}, "$.l[3]"),
        ({"Variable": "$.l.x", "NumericEqualsPath": "$.l"}, "$.l.x"),
        ({"Variable": "$.l", "NumericEqualsPath": "$.y.z"}, "$.y.z"),
        ({"Variable": "$$.Nope", "NumericEquals": 1}, "$$.Nope"),
        ({"Variable": "$nope.x", "NumericEquals": 1}, "$nope.x"),
        ({"Not": {"Variable": "$.x", "NumericEquals": 1}}, "$.x"),
    ],
)
def test_a_path_that_finds_nothing(rule: dict[str, Any], named: str) -> None:
    with pytest.raises(RuntimeFailure) as e:
        holds(rule, {"l": []})
    assert e.value.cause == (
        f"Invalid path '{named}': The choice state's condition path references an invalid value."
    )


def test_variables_and_context() -> None:
    scope = {"variables": {"v": [5]}, "context": {"State": {"Name": "S"}}}
    assert holds({"Variable": "$v[0]", "NumericEquals": 5}, {}, **scope)
    assert holds({"Variable": "$$.State.Name", "StringEquals": "S"}, {}, **scope)
    assert holds({"Variable": "$nope", "IsPresent": False}, {}, **scope)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("2016-03-14T01:59:00Z", 1457920740),
        ("2016-03-14T01:59:00-08:00", 1457949540),
        ("2000-02-29T23:59:59+00:00", 951868799),
        ("1969-12-31T23:59:59Z", -1),
        ("0001-01-01T00:00:00Z", -62135596800),
        ("9999-12-31T23:59:59Z", 253402300799),
    ],
)
def test_instants(text: str, seconds: int) -> None:
    assert parse_instant(text) == seconds * 1_000_000_000


def test_fractions_of_a_second() -> None:
    assert parse_instant("1970-01-01T00:00:00.5Z") == 500_000_000
    assert parse_instant("1970-01-01T00:00:00.000000001Z") == 1


@pytest.mark.parametrize(
    "text",
    ["", "2016-03-14", "2016-03-14T01:59:00", "2016-03-14 01:59:00Z", "2016-13-05T21:29:29Z",
     "2016-12-05T25:29:29Z", "2016-12-05T21:60:29Z", "05-12-2016T21:29:29Z", "2015-02-29T00:00:00Z",
     "1900-02-29T00:00:00Z", "2016-04-31T00:00:00Z", "2016-00-01T00:00:00Z", "2016-01-00T00:00:00Z",
     "2016-01-01T00:00:00.Z", "2016-01-01T00:00:00.1234567890Z", "2016-01-01T00:00:00+1:00",
     "2016-01-01T00:00:00+19:00", "2016-01-01T00:00:00+01:60", "2016-01-01T00:00:00Z ", "٢016-01-01T00:00:00Z"],
)  # fmt: skip
def test_what_is_no_timestamp(text: str) -> None:
    assert parse_instant(text) is None
