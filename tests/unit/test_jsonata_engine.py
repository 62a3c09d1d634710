"""The engine behind expressions: the service's functions, release 2.0.6, limits and randomness."""

from __future__ import annotations

import pytest
from jsonata_scope import Fixed

from asl.jsonvalue import JSON
from asl.query.jsonata.closures import compile_closure
from asl.query.jsonata.engine import evaluate_document, program_of
from asl.query.jsonata.failure import UNDEFINED, JsonataError
from asl.query.jsonata.functions import number_text


def engine(text: str, scope: Fixed | None = None) -> JSON:
    return program_of(text).evaluate(scope or Fixed({}), None, None)


def both(text: str, scope: Fixed | None = None) -> JSON:
    """The engine's answer, which the closure has to give too."""
    value = engine(text, scope)
    assert compile_closure(text, None).call(scope or Fixed({}), None) == value
    return value


# AWS guide, and recordings of the intrinsic functions' JSONata twins.
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$partition([1,2,3,4,5], 2)", [[1, 2], [3, 4], [5]]),
        ("$partition([0], 1)", [[0]]),
        ("$partition([1,2,3], 2.9)", [[1, 2], [3]]),
        ("$partition([], 2)", []),
        ("$range(0, 10, 3)", [0, 3, 6, 9]),
        ("$range(0, 9, 3)", [0, 3, 6, 9]),
        ("$range(5, 1, -2)", [5, 3, 1]),
        ("$range(1, 9, 9)", 1),
        ("$hash('input data', 'MD5')", "812f45842bc6d66ee14572ce20db8e86"),
        ("$hash('input data', 'SHA-1')", "aaff4a450a104cd177d28d18d74485e8cae074b7"),
        ("$hash('input data', 'SHA-256')", "b4a697a057313163aee33cd8d40c66e9f0f177e00cac2de32475ffff6169c3e3"),
        ("$parse('-0')", 0),
        ("$parse('{\"a\": [1, null]}')", {"a": [1, None]}),
        ("$parse('null')", None),
        ("$parse('null') = null", True),
        ("$random()", 0.25),
        ("$uuid()", "7f8a1c3e-0000-4000-8000-000000000001"),
        ("$millis()", 1_700_000_000_123),
        ("$now()", "2023-11-14T22:13:20.123Z"),
    ],
)  # fmt: skip
def test_functions_of_step_functions(text: str, value: JSON) -> None:
    assert both(text) == value


def test_functions_give_undefined_for_undefined() -> None:
    for text in ("$partition($x, 1)", "$range(1, $x, 1)", "$hash($x, 'MD5')", "$parse($x)"):
        assert both(text) is UNDEFINED


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("$partition([1], 0)", "at least 1"),
        ("$range(1, 5, 0)", "must not be 0"),
        ("$range(1, 2.5, 1)", "whole numbers"),
        ("$hash('a', 'SHA1')", "no algorithm"),
        ("$parse('{')", "no JSON text"),
        ("$random('a')", "seed"),
    ],
)
def test_functions_refuse(text: str, words: str) -> None:
    with pytest.raises(JsonataError, match=words):
        engine(text)


def test_random_with_a_seed_is_java_s() -> None:
    # java.util.Random(1).nextDouble() and (42), from Java's documentation of the algorithm.
    assert both("$random(1)") == 0.7308781907032909
    assert both("$random(42)") == 0.7275636800328681


def test_random_draws_from_the_execution_s_generator_in_order() -> None:
    class Counting:
        count = 0

        def random(self) -> float:
            self.count += 1
            return self.count / 10

        def uuid(self) -> str:
            return "u"

    scope = Fixed({}, rng=Counting())  # type: ignore[arg-type]  # another generator
    assert engine("[$random(), $random(), $map([1, 2], function() { $random() })]", scope) == [
        0.1,
        0.2,
        0.3,
        0.4,
    ]


def test_shuffle_replays() -> None:
    assert engine("$shuffle([1..20])") == engine("$shuffle([1..20])")
    assert sorted(engine("$shuffle([1..20])")) == list(range(1, 21))


# Answers of release 2.0.6 of the reference implementation, where later ones give others.
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$string(5890840712243076)", "5890840712243080"),
        ("5890840712243076 & ''", "5890840712243080"),
        (
            "$string({'id': 5890840712243076, 't': '5890840712243076'})",
            '{"id":5890840712243080,"t":"5890840712243076"}',
        ),
        ("[{'a': 5890840712243076}].(a & '-')", "5890840712243080-"),
        ("$toMillis('2024-1-5', '[Y]-[M01]-[D01]')", UNDEFINED),
        ("$toMillis('2024-01-05', '[Y]-[M01]-[D01]')", 1_704_412_800_000),
        ("$contains($nope, 'a')", UNDEFINED),
        ("$map([1], $string)", "1"),
    ],
)
def test_release_2_0_6(text: str, value: JSON) -> None:
    found = both(text)
    assert (
        found is value
        if value is UNDEFINED
        else found == ([value] if isinstance(found, list) else value)
    )


@pytest.mark.parametrize(
    "text",
    [
        "$contains('a', $nope)",
        "'a' ~> $split($nope)",
        "$replace('a', $nope, 'b')",
        "$pad('a', -5.5)",
        "$formatNumber(0, '0e0')",
        "$formatNumber(5, '#,##,##0.00')",
        "$formatNumber(1e21, '0')",
        "$fromMillis(0, '[H]', 'Z')",
        "$toMillis('20240105123849', '[Y0001][M][D][H][m][s]')",
        "$fromMillis(0, '[M,1-2]')",
        "$sum.*",
        "λ($a, $b, $c)<n+s-:n>{$a}(1, 2)",
        "$sum ? 1 : 2",
        "$string(?)",
        "[].a@$x.b{'k': $x}",
    ],
)
def test_what_2_0_6_cannot_do_is_refused_by_name(text: str) -> None:
    with pytest.raises(JsonataError) as raised:
        engine(text)
    assert raised.value.code is None
    assert "2.0.6" in raised.value.message


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("1/0", "Number out of range: null"),
        ("$sqrt(-2)", "The sqrt function cannot be applied to a negative number: -2"),
        ("-[123456789012345678]", "Cannot negate a non-numeric value: [123456789012345680]"),
        ("-['2.0']", 'Cannot negate a non-numeric value: ["2.0"]'),
        ("$string(1, 2)", 'Argument 2 of function "string" does not match function signature'),
        ("[1..10000001]", "The size of the sequence allocated by the range operator (..) must not exceed 1e6.  Attempted to allocate 10000001."),
        ("'a' + 1", 'The left side of the "+" operator must evaluate to a number'),
        ("true and 'x' > 1", 'The values "x" and 1 either side of operator "and" must be of the same data type'),
        ("'x' > 1 and true", 'The values "x" and 1 either side of operator ">" must be of the same data type'),
        ("sum(1)", "Attempted to invoke a non-function. Did you mean $sum?"),
    ],
)  # fmt: skip
def test_messages_are_those_of_2_0_6(text: str, message: str) -> None:
    with pytest.raises(JsonataError) as raised:
        engine(text)
    assert raised.value.message == message


def test_positions_are_the_author_s() -> None:
    with pytest.raises(JsonataError) as raised:
        engine("$states.input.a & $string(1) & (1 + 'a')", Fixed({"a": 1}))
    assert raised.value.position == 35


def test_numbers_as_text() -> None:
    # JSON.stringify(Number(n.toPrecision(15)))
    numbers = {0.1 + 0.2: "0.3", 1e21: "1e+21", 1.5e-7: "1.5e-7", 0.000001: "0.000001", 1e20: "100000000000000000000",
               -0.0: "0", 2.0: "2", 123456789012345678: "123456789012346000", 283024121719124.5: "283024121719125"}  # fmt: skip
    assert {number: number_text(number) for number in numbers} == numbers


def test_there_is_no_input_document() -> None:
    for text in ("$", "states.input", "a", "$.a", "$count(**)", "`-`"):
        assert engine(f"$exists({text}) ? {text} : 'nothing'", Fixed({"a": 1})) in ("nothing", 0)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[1..9999999]", "limit of this emulator"),
        ("$range(1, 1000000000, 1)", "50000 at most"),
        (
            "($f := function($n) { $f($n + 1) }; $f(1))",
            "Expression evaluation timeout.*stopped here after",
        ),
        ("($f := function($n) { 1 + $f($n + 1) }; $f(1))", "Stack overflow error.*stopped here at"),
        ("$reduce([1..100], function($a, $b) { $a & $a }, 'x')", "limit of this emulator"),
        ("$distinct([1..9000])", "limited to 8000"),
        ("$pad('', 1000000)", "Expression evaluation memory limit exceeded"),
        (
            "$match('" + "a" * 40 + "b', /(a+)+$/)",
            "^Expression evaluation timeout: Check for infinite loop$",
        ),
        ("(" * 150 + "1" + ")" * 150, "nest 100 levels"),
    ],
)
def test_bombs_end_in_a_named_error(text: str, words: str) -> None:
    with pytest.raises(JsonataError, match=words):
        engine(text)


def test_values_no_double_can_hold_are_refused() -> None:
    with pytest.raises(JsonataError):
        engine("$states.input.n + 1", Fixed({"n": 10**400}))


def test_a_document_outside_of_a_machine() -> None:
    assert evaluate_document("a.b[$ > $least]", {"a": {"b": [1, 2, 3]}}, {"least": 1}) == [2, 3]
    assert evaluate_document("$exists($)", UNDEFINED, {}) is False
    assert evaluate_document("a", {"a": None}, {}) is None
    assert evaluate_document("b", {"a": None}, {}) is UNDEFINED
