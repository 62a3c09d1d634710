"""Which strings are expressions, what is wrong with one and what it reads."""

from __future__ import annotations

import pytest

from asl.jsonvalue import JSON
from asl.query.jsonata.expression import (
    Problem,
    holds_expression,
    is_expression,
    reads,
    syntax_errors,
    text_of,
)


@pytest.mark.parametrize(
    ("value", "is_one"),
    [
        pytest.param("{% $x %}", True, id="delimited"),
        pytest.param("{%$x%}", True, id="without inner space"),
        pytest.param("{%%}", True, id="empty"),
        pytest.param(" {% $x %}", False, id="a space before is text (recorded)"),
        pytest.param("{% $x %} ", False, id="a space after"),
        pytest.param("{%}", False, id="delimiters that overlap"),
        pytest.param("a {% $x %}", False, id="inside text"),
        pytest.param("{% $x", False, id="not closed"),
        pytest.param(1, False, id="a number"),
        pytest.param({"{% a %}": 1}, False, id="an object"),
    ],
)
def test_is_expression(value: JSON, is_one: bool) -> None:
    assert is_expression(value) is is_one


def test_expressions_are_found_at_any_depth_but_not_in_keys() -> None:
    assert holds_expression({"a": [1, {"b": "{% 1 %}"}]})
    assert not holds_expression({"{% 1 %}": ["{% 1", {"b": "1 %}"}]})


def test_text_is_trimmed() -> None:
    assert text_of("{%\n $states.input\t%}") == "$states.input"


# Measured on AWS (2026): the message of INVALID_JSONATA_EXPRESSION.
@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a[1,2)", 'Expected "]", got ","'),
        ('"unterminated', "String literal must be terminated by a matching quote"),
        ("1 +", "Unexpected end of expression"),
        ("$x :=", "Unexpected end of expression"),
        ("", "Unexpected end of expression"),
        ('{"a":}', 'The symbol "}" cannot be used as a unary operator'),
        ('$match("a", /abc', "No terminating / in regular expression"),
    ],
)
def test_syntax_errors_in_the_service_s_words(text: str, message: str) -> None:
    [problem] = syntax_errors(f"{{% {text} %}}")
    assert problem.message == message


# JSONata 2.0.6 knows neither operator: these are its words for them.
@pytest.mark.parametrize(
    ("text", "message", "position"),
    [
        ("a ?? b", 'The symbol "?" cannot be used as a unary operator', 3),
        ("a ?: b", 'The symbol ":" cannot be used as a unary operator', 3),
        ("(a ?? b", 'The symbol "?" cannot be used as a unary operator', 4),
        ("1 2 ?? 3", "Syntax error: 2", 2),
    ],
)
def test_operators_of_later_releases(text: str, message: str, position: int) -> None:
    [problem] = syntax_errors(text)
    assert (problem.message, problem.position) == (message, position)


@pytest.mark.parametrize(
    "text",
    [
        "a ? b : c",
        "$f(?, 1)",
        "function($x)<s?:n>{1}",
        "'a ?? b'",
        "/a??b/ ~> $type()",
        "a /* ?: */ ? b",
        "`a ?? b`",
    ],
)
def test_what_only_looks_like_a_later_operator(text: str) -> None:
    assert syntax_errors(text) == []


def test_positions_count_from_the_beginning_of_the_text_as_given() -> None:
    assert syntax_errors("a[1,2)") == [Problem('Expected "]", got ","', 3, "S0202")]
    assert syntax_errors("{%  a[1,2) %}")[0].position == 7
    assert syntax_errors("{%  %}")[0].position == 2


@pytest.mark.parametrize(
    ("text", "states", "variables"),
    [
        ("$states.input.a & $x", ("input",), ("x",)),
        ("$states.result.a + $states.input.b", ("result", "input"), ()),
        ("$states", ("",), ()),
        ("$lookup($states, 'errorOutput')", ("errorOutput",), ()),
        ("$y + $x + $y", (), ("y", "x")),
        ("($y := 1; $y + $z)", (), ("z",)),
        ("$map($xs, function($v) { $v + $y })", (), ("xs", "y")),
        ("$uuid() & $hash($s, 'MD5') & $sum($n)", (), ("s", "n")),
        ("'$x' & `$y`.a", (), ()),
        ("1", (), ()),
    ],
)
def test_reads(text: str, states: tuple[str, ...], variables: tuple[str, ...]) -> None:
    found = reads(f"{{% {text} %}}")
    assert found.states == states
    assert found.variables == variables


def test_reads_tells_fields_functions_and_places() -> None:
    found = reads("{% $states.context.Task.Token & $string($x) %}")
    assert found.tree["states"] == {"context": {"Task": {"Token": True}}}
    assert found.functions == ("string",)
    assert found.offsets["$states.context"] == 3
    assert found.offsets["$x"] == 40


@pytest.mark.parametrize(
    ("text", "names_root"),
    [
        ("$$.a", True),
        ("a & $$", True),
        ("'$$'", False),
        ("$match('a', /a$$/)", False),
        ("$.a", False),
    ],
)
def test_the_root_is_found_where_it_is_meant(text: str, names_root: bool) -> None:
    assert reads(text).reads_root is names_root


def test_reads_of_a_broken_expression_is_refused() -> None:
    with pytest.raises(ValueError, match="Unexpected end"):
        reads("{% 1 + %}")
