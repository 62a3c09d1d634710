"""Single path fields: what they give and the sentences they fail with."""

from __future__ import annotations

from typing import Any

import pytest
from jsonpath_scope import Scope

from asl.errors import ReferencePathConflict, RuntimeFailure, StatesError
from asl.model.machine import Expr, WaitState
from asl.query.base import Growth
from asl.query.jsonpath.fields import (
    compile_due,
    compile_filter,
    compile_items,
    compile_number,
    compile_text,
    compile_whole,
)
from asl.query.jsonpath.terms import PathSyntaxError

NOW_MS = 1_000_000


def wait(field: str, value: Any) -> WaitState:
    expr = Expr("path" if field.endswith("Path") else "literal", value, field)
    kind = "seconds" if field.startswith("Seconds") else "timestamp"
    return WaitState(name="W", pointer="/States/W", **{kind: expr})


# -- InputPath, OutputPath ---------------------------------------------------------------------------


def test_the_whole_document_needs_no_closure() -> None:
    assert compile_filter("$", "InputPath") is None


@pytest.mark.parametrize(
    ("path", "value"),
    [
        ("$.a", {"b": 1}),
        ("$.a.b", 1),
        ("$.l[*].x", [1]),
        ("$.l[1:]", []),
        ("$$", {"State": {"Name": "S"}}),
        ("$$.State.Name", "S"),
        ("$v", [7]),
        ("$v[0]", 7),
    ],
)
def test_filters(path: str, value: Any) -> None:
    compiled = compile_filter(path, "OutputPath")
    assert compiled is not None
    document = {"a": {"b": 1}, "l": [{"x": 1}]}
    scope = Scope(document, {"v": [7]}, {"State": {"Name": "S"}})
    assert compiled.evaluate(scope, document) == value


@pytest.mark.parametrize(
    ("path", "cause"),
    [
        # recorded
        ("$.NoSuchInputPath", "Invalid path '$.NoSuchInputPath' : No results for path: $['NoSuchInputPath']"),
        ("$.no.such.result.path", "Invalid path '$.no.such.result.path' : Missing property in path $['no']"),
        ("$.a[5]", "Invalid path '$.a[5]' : No results for path: $['a'][5]"),
        ("$$.Nope", "Invalid path '$$.Nope' : No results for path: $['Nope']"),
    ],
)  # fmt: skip
def test_filters_that_find_nothing(path: str, cause: str) -> None:
    compiled = compile_filter(path, "InputPath")
    assert compiled is not None
    with pytest.raises(RuntimeFailure) as e:
        compiled.evaluate(Scope(), {"a": []})
    assert e.value.cause == cause


@pytest.mark.parametrize(
    ("path", "growth"),
    [
        ("$.a[0].b", Growth(0, by_subject=1)),
        ("$x.y", Growth(0, by_variables=1)),
        ("$.a[*].b", Growth(2, by_subject=1, depth=1)),
        ("$$.State.Name", Growth(1_024)),
        ("$$", None),
        ("$$.Execution.Input", None),
        ("$..a", None),
        ("$.a[0,0]", None),
        ("$.a[-3:2]", None),
        ("$.a.length()", None),
    ],
)
def test_what_is_known_of_the_size(path: str, growth: Growth | None) -> None:
    compiled = compile_filter(path, "InputPath")
    assert compiled is not None
    assert compiled.growth == growth


def test_an_intrinsic_is_no_path() -> None:
    with pytest.raises(PathSyntaxError):
        compile_filter("States.UUID()", "InputPath")


# -- Wait --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "written", "document", "due_ms"),
    [
        ("Seconds", 10, {}, NOW_MS + 10_000),
        ("SecondsPath", "$.s", {"s": 10}, NOW_MS + 10_000),
        ("SecondsPath", "$.s", {"s": 0}, NOW_MS),
        ("SecondsPath", "$.s", {"s": "10"}, NOW_MS + 10_000),
        ("SecondsPath", "$$.s", {}, NOW_MS + 3_000),
        ("SecondsPath", "$v.s", {}, NOW_MS + 4_000),
        ("SecondsPath", "$.s", {"s": 2_147_483_647}, NOW_MS + 2_147_483_647_000),
        ("Timestamp", "1970-01-01T01:00:00Z", {}, 3_600_000),
        ("TimestampPath", "$.t", {"t": "1970-01-01T01:00:00.0001Z"}, 3_600_001),
        ("TimestampPath", "$.t", {"t": "1970-01-01T00:00:00Z"}, 0),
    ],
)
def test_due(field: str, written: Any, document: Any, due_ms: int) -> None:
    scope = Scope(document, {"v": {"s": 4}}, {"s": 3}, NOW_MS)
    assert compile_due(wait(field, written))(scope, document) == due_ms


@pytest.mark.parametrize(
    ("field", "value", "cause"),
    [
        # recorded
        ("SecondsPath", ..., "The SecondsPath parameter does not reference an input value: $.p"),
        ("SecondsPath", 1.5, "The SecondsPath parameter cannot be parsed as a long value: $.p == 1.5"),
        ("SecondsPath", -1.5, "The SecondsPath parameter cannot be parsed as a long value: $.p == -1.5"),
        ("SecondsPath", "a", "The SecondsPath parameter cannot be parsed as a long value: $.p == a"),
        ("SecondsPath", -1, "The SecondsPath parameter references a negative value: $.p == -1"),
        ("SecondsPath", 2_147_483_648, "Wait state delay is too long."),
        ("TimestampPath", "2016-12-05T21:29:29",
         "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string:"
         " $.p == 2016-12-05T21:29:29"),
        ("TimestampPath", "2016-13-05T21:29:29Z",
         "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string:"
         " $.p == 2016-13-05T21:29:29Z"),
        # by analogy
        ("SecondsPath", True, "The SecondsPath parameter cannot be parsed as a long value: $.p == true"),
        ("SecondsPath", None, "The SecondsPath parameter cannot be parsed as a long value: $.p == null"),
        ("TimestampPath", ..., "The TimestampPath parameter does not reference an input value: $.p"),
        ("TimestampPath", 5,
         "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string:"
         " $.p == 5"),
        ("TimestampPath", "9999-12-31T23:59:59Z", "Wait state delay is too long."),
    ],
)  # fmt: skip
def test_waits_that_fail(field: str, value: Any, cause: str) -> None:
    document = {} if value is ... else {"p": value}
    with pytest.raises(RuntimeFailure) as e:
        compile_due(wait(field, "$.p"))(Scope(document, now_ms=NOW_MS), document)
    assert e.value.cause == cause


# -- Map ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "items"),
    [
        ("$", {"l": [1], "o": {"k": 2}}),
        ("$.l", [1]),
        ("$.o", {"k": 2}),
        ("$v", [9]),
        ("$$.Items", [8]),
    ],
)
def test_items(path: str, items: Any) -> None:
    document = {"l": [1], "o": {"k": 2}}
    assert compile_items(path)(Scope(document, {"v": [9]}, {"Items": [8]}), document) == items


@pytest.mark.parametrize("value", ["text", 1, None, True])
def test_items_that_are_none(value: Any) -> None:
    with pytest.raises(RuntimeFailure) as e:
        compile_items("$.p")(Scope(), {"p": value})
    assert e.value.cause == 'Reference path "$.p" must point to array.'


@pytest.mark.parametrize(
    ("path", "document", "cause"),
    [
        ("$.jobs", {"a": 1}, 'Unable to apply step "jobs" to input {"a":1}'),
        ("$.d.objects", {"d": {}}, 'Unable to apply step "objects" to input {}'),
        ("$.d.objects", {"d": "x"}, 'Unable to apply step "objects" to input "x"'),
        ("$.l[2]", {"l": [1]}, 'Unable to apply step "2" to input [1]'),
        ("$nope", {"a": 1}, 'Unable to apply step "nope" to input {"a":1}'),
    ],
)
def test_items_not_found(path: str, document: Any, cause: str) -> None:
    with pytest.raises(ReferencePathConflict) as e:
        compile_items(path)(Scope(), document)
    assert e.value.cause == cause


# -- numbers and texts -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "value", "number"),
    [
        ("TimeoutSecondsPath", 30, 30),
        ("HeartbeatSecondsPath", "30", 30),
        ("MaxConcurrencyPath", 0, 0),
        ("MaxItemsPath", 100_000_001, 100_000_001),
        ("MaxItemsPath", "2", 2),
        ("ToleratedFailureCountPath", 3, 3),
        ("MaxItemsPerBatchPath", 10, 10),
    ],
)
def test_whole_numbers(field: str, value: Any, number: int) -> None:
    assert compile_whole("$.p", field)(Scope(), {"p": value}) == number


@pytest.mark.parametrize("value", [0, 100, 33.3, "12.5"])
def test_a_percentage(value: Any) -> None:
    got = compile_number("$.p", "ToleratedFailurePercentagePath")(Scope(), {"p": value})
    assert got == float(value)


@pytest.mark.parametrize(
    ("field", "value", "error", "cause"),
    [
        # recorded
        ("TimeoutSecondsPath", ..., "States.Runtime", "Invalid path '$.p' : No results for path: $['p']"),
        ("MaxConcurrencyPath", {}, "States.Runtime",
         'The MaxConcurrencyPath field refers to value "{}" which is not a valid integer: $.p'),
        ("MaxConcurrencyPath", "NoNumber", "States.Runtime",
         'The MaxConcurrencyPath field refers to value "NoNumber" which is not a valid integer: $.p'),
        ("MaxItemsPath", 1.5, "States.Runtime",
         'The MaxItemsPath field refers to value "1.5" which is not a valid integer: $.p'),
        ("MaxItemsPath", -1, "States.ItemReaderFailed", "field MaxItems must be positive"),
        ("ToleratedFailureCountPath", -1, "States.Runtime", "ToleratedFailureCount cannot be negative."),
        # by analogy
        ("TimeoutSecondsPath", "x", "States.Runtime",
         'The TimeoutSecondsPath field refers to value "x" which is not a valid integer: $.p'),
        ("TimeoutSecondsPath", 0, "States.Runtime", "TimeoutSeconds must be between 1 and 99999999."),
        ("MaxConcurrencyPath", True, "States.Runtime",
         'The MaxConcurrencyPath field refers to value "true" which is not a valid integer: $.p'),
    ],
)  # fmt: skip
def test_whole_numbers_that_fail(field: str, value: Any, error: str, cause: str) -> None:
    document = {} if value is ... else {"p": value}
    with pytest.raises(StatesError) as e:
        compile_whole("$.p", field)(Scope(), document)
    assert (e.value.error, e.value.cause) == (error, cause)


@pytest.mark.parametrize(
    ("value", "cause"),
    [
        (-1, "ToleratedFailurePercentage must be between 0 and 100."),
        (100.1, "ToleratedFailurePercentage must be between 0 and 100."),
        ("x", 'The ToleratedFailurePercentagePath field refers to value "x" which is not a valid float: $.p'),
    ],
)  # fmt: skip
def test_percentages_that_fail(value: Any, cause: str) -> None:
    with pytest.raises(RuntimeFailure) as e:
        compile_number("$.p", "ToleratedFailurePercentagePath")(Scope(), {"p": value})
    assert e.value.cause == cause


def test_error_and_cause() -> None:
    scope = Scope({}, {"v": "V"}, {"State": {"Name": "S"}})
    for text, value in (
        ("$.e", "E"),
        ("$v", "V"),
        ("$$.State.Name", "S"),
        ("States.Format('{}!', $.e)", "E!"),
    ):
        assert compile_text(text, "ErrorPath")(scope, {"e": "E"}) == value


@pytest.mark.parametrize(
    ("document", "cause"),
    [
        # recorded
        ({"Error": "error-value"},
         "The JSONPath '$.x' specified for the field 'CausePath' could not be found in the input"
         ' \'{"Error":"error-value"}\''),
        # by analogy
        ({"x": 5}, "The CausePath field must refer to a string, but refers to 5: $.x"),
    ],
)  # fmt: skip
def test_error_and_cause_that_fail(document: Any, cause: str) -> None:
    with pytest.raises(RuntimeFailure) as e:
        compile_text("$.x", "CausePath")(Scope(), document)
    assert e.value.cause == cause
