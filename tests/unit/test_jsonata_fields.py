"""Fields of one type, the items of a Map and the end of a Wait."""

from __future__ import annotations

import pytest
from jsonata_scope import Fixed

from asl.errors import QueryEvaluationError, RuntimeFailure
from asl.jsonvalue import JSON
from asl.model.machine import Expr, WaitState
from asl.query.jsonata.fields import Expected, compile_due, compile_field, compile_items, instant_ms


@pytest.mark.parametrize(
    ("value", "expected", "result"),
    [
        ("{% $states.input.n %}", "integer", 3),
        ("{% 6 / 2 %}", "integer", 3),
        (5, "integer", 5),
        ("{% 12.5 %}", "number", 12.5),
        ("{% $states.input.n < 4 %}", "boolean", True),
        (True, "boolean", True),
        ("{% 'a' & 1 %}", "string", "a1"),
        ("Error.Name", "string", "Error.Name"),
        ("{% [1, 2] %}", "array-or-object", [1, 2]),
        ("{% {'a': 1} %}", "array-or-object", {"a": 1}),
        ([1, "{% $states.input.n %}"], "array-or-object", [1, 3]),
        ("{% '2016-03-14T01:59:00Z' %}", "timestamp", "2016-03-14T01:59:00Z"),
    ],
)
def test_values(value: JSON, expected: Expected, result: JSON) -> None:
    evaluate = compile_field(value, "Field", expected)
    assert evaluate(Fixed({"n": 3}), None) == result


def test_a_whole_number_is_an_int() -> None:
    assert isinstance(compile_field("{% 6 / 2 %}", "Seconds", "integer")(Fixed(), None), int)


# Recorded for Items; the other fields' words follow them.
@pytest.mark.parametrize(
    ("expression", "field", "expected", "tail"),
    [
        ("true", "Items", "array-or-object", "Expected 'array', but was 'boolean' for value: true"),
        ("$ItemsVar", "Items", "array-or-object", "Expected 'array', but was 'string' for value: \"string\""),
        ("1", "Items", "array-or-object", "Expected 'array', but was 'number' for value: 1"),
        ("null", "Items", "array-or-object", "Expected 'array', but was 'null' for value: null"),
        ("'5'", "Seconds", "integer", "Expected 'number', but was 'string' for value: \"5\""),
        ("1.5", "Seconds", "integer", "Expected 'integer', but was 'number' for value: 1.5"),
        ("true", "Seconds", "integer", "Expected 'number', but was 'boolean' for value: true"),
        ("1", "Condition", "boolean", "Expected 'boolean', but was 'number' for value: 1"),
        ("{}", "Cause", "string", "Expected 'string', but was 'object' for value: {}"),
    ],
)  # fmt: skip
def test_another_type(expression: str, field: str, expected: Expected, tail: str) -> None:
    evaluate = compile_field(f"{{% {expression} %}}", field, expected)
    with pytest.raises(QueryEvaluationError) as raised:
        evaluate(Fixed({}, {"ItemsVar": "string"}), None)
    assert raised.value.cause == (
        f"The JSONata expression '{expression}' specified for the field '{field}' returned an unexpected result type. {tail}"
    )
    assert raised.value.location == field


@pytest.mark.parametrize(
    ("field", "number"), [("Seconds", -1), ("TimeoutSeconds", 0), ("HeartbeatSeconds", 100_000_000), ("MaxConcurrency", -1)]
)  # fmt: skip
def test_out_of_range(field: str, number: int) -> None:
    with pytest.raises(QueryEvaluationError, match="out of range"):
        compile_field(f"{{% {number} %}}", field, "integer")(Fixed(), None)


# Recorded.
@pytest.mark.parametrize(
    "text", ["2016-13-05T21:29:29Z", "05-12-2016T21:29:29Z", "2016-12-05T25:29:29Z", "2016-12-05 21:29:29Z", "2016-12-05T21:29:29"]
)  # fmt: skip
def test_bad_timestamps(text: str) -> None:
    evaluate = compile_field("{% $states.input.at %}", "Timestamp", "timestamp")
    with pytest.raises(QueryEvaluationError) as raised:
        evaluate(Fixed({"at": text}), None)
    assert raised.value.cause == (
        f"The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: {text}"
    )
    assert raised.value.location == "Timestamp"


@pytest.mark.parametrize(
    ("text", "ms"),
    [
        ("1970-01-01T00:00:00Z", 0),
        ("1970-01-01T01:00:00.5+01:00", 500),
        ("1969-12-31T23:59:59.999999999-00:00", -1),
        ("2016-12-05T21:29:29Z", 1_480_973_369_000),
        ("2016-02-30T00:00:00Z", None),
        ("0000-01-01T00:00:00Z", None),
        ("2016-12-05T21:29:29z", None),
    ],
)
def test_instants(text: str, ms: int | None) -> None:
    assert instant_ms(text) == ms


def test_items_default_to_the_input() -> None:
    items = compile_items(None)
    assert items(Fixed([1, 2]), None) == [1, 2]
    with pytest.raises(QueryEvaluationError) as raised:
        items(Fixed(True), None)
    assert raised.value.cause == "Map state input must be an array but was: true"
    assert raised.value.location is None  # recorded


def wait(**fields: JSON) -> WaitState:
    [(name, value)] = fields.items()
    return WaitState(name="W", pointer="/States/W", **{name: Expr("jsonata", value, name.title())})  # type: ignore[arg-type]  # one of two names


def test_the_end_of_a_wait() -> None:
    scope = Fixed({"s": 2, "at": "2023-11-14T22:13:30Z"})
    assert compile_due(wait(seconds="{% $states.input.s %}"))(scope, None) == scope.now_ms + 2_000
    assert compile_due(wait(timestamp="{% $states.input.at %}"))(scope, None) == 1_700_000_010_000


def test_a_wait_may_end_in_the_past_but_not_beyond_2_to_the_31_seconds() -> None:
    due = compile_due(wait(timestamp="{% $states.input %}"))
    assert due(Fixed("1999-01-01T00:00:00Z"), None) < 1_700_000_000_000
    with pytest.raises(RuntimeFailure, match="Wait state delay is too long"):
        due(Fixed("2100-01-01T00:00:00Z"), None)
