"""Payload templates: what is evaluated, what is shared, and the texts of failures."""

from __future__ import annotations

import pytest
from jsonata_scope import Fixed

from asl.errors import QueryEvaluationError
from asl.jsonvalue import JSON
from asl.query.base import Growth
from asl.query.jsonata.payload import Subject, compile_payload


def value_of(
    payload: JSON, scope: Fixed, subject: JSON = None, kind: Subject = "none", field: str = "Output"
) -> JSON:
    return compile_payload(payload, field=field, subject=kind).evaluate(scope, subject)


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("{% $states.input.n + 1 %}", 4),
        ({"a": "{% $states.input.n %}", "b": [1, {"c": "{% 'x' %}"}]}, {"a": 3, "b": [1, {"c": "x"}]}),
        ({"{% 1 %}": "{% 1 %}"}, {"{% 1 %}": 1}),
        (" {% $states.input %} ", " {% $states.input %} "),
        ("{% $v %}", {"w": [1]}),
        ("{% $states.context.State.Name %}", "S"),
        ("{% [] %}", []),
        ("{% null %}", None),
        ("{% $states.input.list %}", [1]),
        ("{% $states.input.list[$ > 5] ? 'some' : 'none' %}", "none"),
        ("{% $variable := 1 %}", 1),
        ("{% $contains('hello$world', /^hello\\$/) %}", True),
        ("{% $exists($nope) ? 'completed' : 'running' %}", "running"),
        ("{% $now() %}", "2023-11-14T22:13:20.123Z"),
        ("{% $millis() = $toMillis($now()) %}", True),
    ],
)  # fmt: skip
def test_values(payload: JSON, value: JSON) -> None:
    assert value_of(payload, Fixed({"n": 3, "list": [1]}, {"v": {"w": [1]}})) == value


def test_the_author_s_order_of_keys_is_kept() -> None:
    made = value_of({"z": "{% 1 %}", "a": 2, "m": "{% 3 %}"}, Fixed())
    assert list(made) == ["z", "a", "m"]


def test_parts_of_the_input_are_shared_not_copied() -> None:
    data = {"doc": {"big": [1, 2]}, "n": 1}
    made = value_of(
        "{% $merge([$states.input, {'m': $states.input.doc, 'k': $map([1], $string)}]) %}",
        Fixed(data),
    )
    assert made["doc"] is data["doc"]
    assert made["m"] is data["doc"]
    assert value_of("{% $states.input.doc.big %}", Fixed(data)) is data["doc"]["big"]


def test_a_literal_is_given_as_it_is_and_with_its_size() -> None:
    payload = {"a": [1, "x"]}
    compiled = compile_payload(payload, field="Output", subject="none")
    assert compiled.evaluate(Fixed(), None) is payload
    assert compiled.growth == Growth(13, depth=2)


@pytest.mark.parametrize(
    ("kind", "payload"),
    [("result", "{% $states.result.x %}"), ("errorOutput", "{% $states.errorOutput.x %}")],
)
def test_the_subject_is_where_it_belongs(kind: Subject, payload: str) -> None:
    assert value_of(payload, Fixed(), {"x": 7}, kind) == 7
    with pytest.raises(QueryEvaluationError, match="returned nothing"):
        value_of(payload, Fixed(), {"x": 7}, "none")


def test_states_as_a_whole() -> None:
    whole = {"input": 1, "result": 2, "context": {"State": {"Name": "S"}}}
    assert value_of("{% $states %}", Fixed(1), 2, "result") == whole


def test_the_context_object_is_not_built_unless_it_is_read() -> None:
    class Without(Fixed):
        @property
        def context(self) -> JSON:  # type: ignore[override]  # a field there
            raise AssertionError("nobody asked for the context")

    scope = Without({"a": [{"b": 1}, {"b": 2}]})
    for payload in ("{% $states.input.a[b = 2].b %}", "{% $sum($states.input.a.b) %}"):
        compile_payload(payload, field="Output", subject="none").evaluate(scope, None)


# Recorded: the texts behind "An error occurred while executing the state 'X' (entered at the event id #N). ".
@pytest.mark.parametrize(
    ("payload", "field", "cause", "location"),
    [
        pytest.param(
            "{% $doesNotExist %}", "Arguments",
            "The JSONata expression '$doesNotExist' specified for the field 'Arguments' returned nothing (undefined).",
            "Arguments", id="undefined",
        ),
        pytest.param(
            {"result": "{% $doesNotExist %}"}, "Output",
            "The JSONata expression '$doesNotExist' specified for the field 'Output/result' returned nothing (undefined).",
            "Output/result", id="undefined below",
        ),
        pytest.param(
            {"FunctionResult": "{% $randomSeeded($states.input.FunctionInput.fst) %}"}, "Output",
            "The JSONata expression '$randomSeeded($states.input.FunctionInput.fst)' specified for the field 'Output/FunctionResult' "
            "threw an error during evaluation. T1006: Attempted to invoke a non-function",
            "Output/FunctionResult", id="an error of JSONata",
        ),
        pytest.param(
            "{% $sum %}", "Output",
            "The JSONata expression '$sum' specified for the field 'Output' returned an unsupported result type.",
            "Output", id="a function",
        ),
        pytest.param(
            ["{% 1 %}", {"v": "{% $pad('', 300000) %}"}], "Output",
            "The JSONata expression '$pad('', 300000)' specified for the field 'Output[1]/v' threw an error during evaluation: "
            "Expression evaluation memory limit exceeded: Check for excessive memory usage",
            "Output[1]/v", id="the memory limit",
        ),
        pytest.param(
            "{% $eval('1') %}", "Output",
            "The JSONata expression '$eval('1')' specified for the field 'Output' threw an error during evaluation. "
            "T1006: Attempted to invoke a non-function",
            "Output", id="$eval is removed",
        ),
        pytest.param(
            {"v": "{% a[1,2) %}"}, "Catch[1]/Output",
            "The JSONata expression 'a[1,2)' specified for the field 'Catch[1]/Output/v' threw an error during evaluation. "
            "S0202: Expected \"]\", got \",\"",
            "Catch[1]/Output/v", id="a syntax error nobody checked",
        ),
    ],
)  # fmt: skip
def test_failures(payload: JSON, field: str, cause: str, location: str) -> None:
    with pytest.raises(QueryEvaluationError) as raised:
        value_of(payload, Fixed({}), field=field)
    assert raised.value.cause == cause
    assert raised.value.location == location
    assert raised.value.error == "States.QueryEvaluationError"


def nested(value: JSON, levels: int) -> JSON:
    for _ in range(levels):
        value = [value]
    return value


def test_a_template_nests_within_bounds() -> None:
    assert value_of(nested("{% 1 %}", 100), Fixed()) == nested(1, 100)
    for levels in (101, 500):
        with pytest.raises(QueryEvaluationError, match="100 levels"):
            value_of(nested("{% 1 %}", levels), Fixed())


@pytest.mark.parametrize(
    ("payload", "value"),
    [
        ("{% $states.input.a %}", 7),
        ("{% $states.input ? 'yes' : 'no' %}", "yes"),
        ("{% $count($states.input) %}", 1),
        ("{% $length($string($states.input)) %}", 987),
    ],
)
def test_deep_data_does_not_exhaust_the_stack(payload: JSON, value: JSON) -> None:
    assert value_of(payload, Fixed(nested({"a": 7}, 490))) == value


@pytest.mark.parametrize(
    ("payload", "growth"),
    [
        ("{% $states.input.a %}", Growth(0, by_input=1)),
        ("{% $states.result %}", Growth(0, by_subject=1)),
        ("{% $v.a %}", Growth(0, by_variables=1)),
        ("{% $states.input.n + 1 %}", Growth(25)),
        ("{% $map([1], $string) %}", None),
    ],
)
def test_growth(payload: JSON, growth: Growth | None) -> None:
    assert compile_payload(payload, field="Output", subject="result").growth == growth


def test_growth_of_what_is_put_together() -> None:
    compiled = compile_payload(
        "{% $merge([$states.input, {'n': $v}]) %}", field="Output", subject="none"
    )
    assert compiled.growth is not None
    assert (compiled.growth.by_input, compiled.growth.by_variables) == (1, 1)


def test_a_variable_hides_a_function() -> None:
    assert value_of("{% $count %}", Fixed({}, {"count": 3})) == 3
    assert value_of("{% $count + 1 %}", Fixed({}, {"count": 3})) == 4
    with pytest.raises(QueryEvaluationError, match="T1006"):
        value_of("{% $count([1]) %}", Fixed({}, {"count": 3}))
    assert value_of("{% $distinct([1, 1, $count]) %}", Fixed({}, {"count": 3})) == [1, 3]
    assert value_of("{% ($type := 1; [1].($ & $type)) %}", Fixed({})) == "11"
