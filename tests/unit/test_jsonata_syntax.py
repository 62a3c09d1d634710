"""The grammar of JSONata 2.0.6: its errors and where the parts of an expression stand."""

from __future__ import annotations

import pytest

from asl.query.jsonata.syntax import MAX_NESTING, TooDeep, parse_expression, walk
from asl.query.jsonata.tokens import ExpressionSyntaxError


# As release 2.0.6 of the reference implementation words and places them (position: the token's end).
@pytest.mark.parametrize(
    ("text", "code", "message", "position"),
    [
        ('"a', "S0101", "String literal must be terminated by a matching quote", 2),
        ("10e1000", "S0102", 'Number out of range: "10e1000"', 0),
        ('"\\y"', "S0103", 'Unsupported escape sequence: \\"y"', 2),
        ('"\\u12"', "S0104", "The escape sequence \\u must be followed by 4 hex digits", 2),
        ("`a", "S0105", "Quoted property name must be terminated with a backquote (`)", 2),
        ("/* a", "S0106", "Comment has no closing tag", 0),
        ("a b", "S0201", 'Syntax error: "b"', 3),
        ("1 2", "S0201", "Syntax error: 2", 3),
        ("f(1, 2", "S0203", 'Expected ")" before end of expression', 6),
        ("[1", "S0203", 'Expected "]" before end of expression', 2),
        ("a !b", "S0204", 'Unknown operator: "!"', 3),
        ("a and", "S0207", "Unexpected end of expression", 5),
        ("function(a){1}", "S0208", "Parameter 1 of function definition must be a variable name (start with $)", 10),
        ("a + )", "S0211", 'The symbol ")" cannot be used as a unary operator', 5),
        ("a := 1", "S0212", "The left side of := must be a variable name (start with $)", 1),
        ("a@b", "S0214", 'The right side of "@" must be a variable name (start with $)', 3),
        ("$match(a, //)", "S0301", "Empty regular expressions are not allowed", 11),
        ("$match(a, /b", "S0302", "No terminating / in regular expression", 12),
    ],
)  # fmt: skip
def test_syntax_errors(text: str, code: str, message: str, position: int) -> None:
    with pytest.raises(ExpressionSyntaxError) as raised:
        parse_expression(text)
    error = raised.value
    assert (error.code, error.message, error.position) == (code, message, position)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("a + b * c", ["a", "b * c"]),
        ("a * b + c", ["a * b", "c"]),
        ("$x.a.b[0]", ["$x.a", "b[0]"]),
        ("{'a': [1, 2], 'b': (3)}", ["'a'", "[1, 2]", "'b'", "(3)"]),
        ("a ? b : c ? d : e", ["a", "b", "c ? d : e"]),
        ("$f(a, b)", ["$f", "a", "b"]),
        ("a{b: c}", ["a", "b", "c"]),
        ("a^(>b, c)", ["a", "b", "c"]),
        ("a / b / c", ["a / b", "c"]),
        ("- a / b", ["- a", "b"]),
        ("and and or", ["and", "or"]),
        (" /* c */ a & 'b' ", ["a", "'b'"]),
        ("function($x, $y)<n-n:n>{ $x + $y }", ["$x + $y"]),
        ("|a|b, c|", ["a", "b", "c"]),
        ("a ~> |b|c|", ["a", "|b|c|"]),
    ],
)
def test_every_part_knows_its_text(text: str, parts: list[str]) -> None:
    tree = parse_expression(text)
    assert [text[part.start : part.end] for part in tree.parts] == parts


def test_walk_goes_in_the_order_of_the_text() -> None:
    names = [
        node.value
        for node in walk(parse_expression("a.b[c = $d]"))
        if node.kind in ("name", "variable")
    ]
    assert names == ["a", "b", "c", "d"]


def test_numbers_strings_and_names_have_their_values() -> None:
    tree = parse_expression(r'["\u00e9\n", 1.50, 2.0, 0, true, null, `a b`]')
    assert [part.value for part in tree.parts] == ["é\n", 1.5, 2, 0, True, None, "a b"]


def test_brackets_nest_within_bounds_and_chains_do_not_nest() -> None:
    parse_expression("(" * (MAX_NESTING - 1) + "1" + ")" * (MAX_NESTING - 1))
    with pytest.raises(TooDeep):
        parse_expression("(" * MAX_NESTING + "1" + ")" * MAX_NESTING)
    parse_expression("1" + " + 1" * 5_000)
